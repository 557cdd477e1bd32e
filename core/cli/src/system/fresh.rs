//! Writing what was not there: whole or not at all, and never over something else.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use toets_diagnostic::both;

use super::shown;
use crate::failure::{Failure, system_error};

/// Writes a file that is not there yet, with the folders around it.
///
/// # Errors
/// It is there already, or can't be written; then nothing is left behind.
pub(crate) fn file(target: &Path, text: &str) -> Result<(), Failure> {
    refuse_existing(target)?;
    let folder = target.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| why(folder, &error))?;
    let draft = beside(target);
    let done = write(&draft, text).and_then(|()| match fs::hard_link(&draft, target) {
        // Where there are no links, making the file anew is what can't take the place of another one.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => anew(target, text),
        done => done,
    });
    let _ = fs::remove_file(&draft);
    done.map_err(|error| why(target, &error))
}

/// Writes a file in the place of what may be there.
///
/// # Errors
/// It can't be written; then what was there is still there.
pub(crate) fn replace(target: &Path, text: &str) -> Result<(), Failure> {
    let folder = target.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| why(folder, &error))?;
    let draft = beside(target);
    let done = write(&draft, text).and_then(|()| fs::rename(&draft, target));
    if done.is_err() {
        let _ = fs::remove_file(&draft);
    }
    done.map_err(|error| why(target, &error))
}

/// Writes a folder of files that is not there yet.
///
/// # Errors
/// It is there already, or can't be written; then nothing is left behind.
pub(crate) fn folder(target: &Path, files: &[(&str, String)]) -> Result<(), Failure> {
    refuse_existing(target)?;
    let around = target.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(around).map_err(|error| why(around, &error))?;
    let draft = beside(target);
    let done = fs::create_dir(&draft).and_then(|()| {
        for (name, text) in files {
            write(&draft.join(name), text)?;
        }
        fs::rename(&draft, target)
    });
    if done.is_err() {
        let _ = fs::remove_dir_all(&draft);
    }
    done.map_err(|error| why(target, &error))
}

fn refuse_existing(target: &Path) -> Result<(), Failure> {
    if target.symlink_metadata().is_ok() {
        return Err(Failure::with_help(
            both!("there is a `{}` already", "`{}` bestaat al", shown(target)),
            (
                "take another name, or move it away: nothing is written over it",
                "kies een andere naam, of haal het weg: er wordt niets overheen geschreven",
            ),
        ));
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn anew(path: &Path, text: &str) -> std::io::Result<()> {
    let written = write(path, text);
    if let Err(error) = &written
        && error.kind() != ErrorKind::AlreadyExists
    {
        let _ = fs::remove_file(path);
    }
    written
}

/// A name beside the target that no other process uses.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

fn why(path: &Path, error: &std::io::Error) -> Failure {
    Failure::call(both!(
        "`{}` can't be written: {}",
        "`{}` is niet te schrijven: {}",
        shown(path),
        system_error(error)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("toets-fresh-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_written_once_and_never_over_another() {
        let place = place("file");
        let target = place.join("a/b.rhai");
        file(&target, "one").unwrap();
        assert!(file(&target, "two").is_err());
        assert_eq!(fs::read_to_string(&target).unwrap(), "one");
        assert_eq!(left(&place.join("a")), ["b.rhai"]);
    }

    #[test]
    fn a_folder_is_there_whole_or_not_at_all() {
        let place = place("folder");
        folder(
            &place.join("s"),
            &[("x.toml", "1".to_owned()), ("y.toml", "2".to_owned())],
        )
        .unwrap();
        assert!(folder(&place.join("s"), &[("x.toml", "3".to_owned())]).is_err());
        assert_eq!(fs::read_to_string(place.join("s/x.toml")).unwrap(), "1");
        // The second file can't be written, so the first is not left either.
        let broken = [("x.toml", "1".to_owned()), ("no/such/folder.toml", "2".to_owned())];
        assert!(folder(&place.join("t"), &broken).is_err());
        assert_eq!(left(&place), ["s"]);
    }
}
