//! All files of studies in the repository can be laid out, stay so, and lose no comment and no trailing line.

#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

use std::path::{Path, PathBuf};

use toets_edit::fmt::format;

/// The TOML files below a folder.
fn toml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the repository can be read") {
        let path = entry.expect("the repository can be read").path();
        if path.is_dir() {
            toml_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            found.push(path);
        }
    }
}

#[test]
fn laid_out_twice_is_laid_out_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in ["policies", "tests", "docs", "core/load/tests", "core/cli/src"] {
        toml_files(&root.join(folder), &mut files);
    }
    assert!(files.len() > 100, "{} files", files.len());
    let mut laid_out = 0;
    for path in files {
        let text = std::fs::read_to_string(&path).expect("the repository can be read");
        // Some fixtures are no TOML, on purpose.
        let Ok(once) = format(&text) else {
            assert!(text.parse::<toml_edit::DocumentMut>().is_err(), "{}", path.display());
            continue;
        };
        assert_eq!(format(&once).as_ref(), Ok(&once), "{}", path.display());
        assert!(
            once.lines().all(|line| !line.ends_with([' ', '\t'])),
            "{}",
            path.display()
        );
        assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "{}", path.display());
        laid_out += 1;
    }
    assert!(laid_out > 80, "{laid_out} files");
}
