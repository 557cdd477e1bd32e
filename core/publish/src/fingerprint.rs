//! What a report was made from, so that it can be made again.

use sha2::{Digest, Sha256};

use crate::document::File;

/// The hash of each file (path and text), in order of path, and one over all of them: SHA-256 over lines of hash, two spaces, path, as
/// `sha256sum` writes them.
pub fn fingerprints<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> (Vec<File>, String) {
    let files = files.map(|(path, text)| File {
        path: path.to_owned(),
        sha256: hex(&Sha256::digest(text.as_bytes())),
    });
    together(files.collect())
}

/// Files in order of path, each once, and the hash over all of them.
pub(crate) fn together(mut files: Vec<File>) -> (Vec<File>, String) {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup();
    let mut all = Sha256::new();
    for file in &files {
        all.update(format!("{}  {}\n", file.sha256, file.path).as_bytes());
    }
    let hash = hex(&all.finalize());
    (files, hash)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_reading_does_not_matter() {
        let one = fingerprints([("a", "x"), ("b", "y")].into_iter());
        let other = fingerprints([("b", "y"), ("a", "x")].into_iter());
        assert_eq!(one, other);
        assert_eq!(
            one.0[0].sha256,
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        );
        assert_ne!(one.1, fingerprints([("a", "x"), ("b", "z")].into_iter()).1);
    }
}
