//! A folder of small files that are written all at once.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use toets_approved::{Store, WriteAll};
use toets_diagnostic::{Words, both};

use crate::failure::{Failure, system_error};

/// A folder of snapshots.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// The name that people know it by.
    shown: String,
}

/// One file to be written or taken away.
#[derive(Debug)]
struct Step {
    target: PathBuf,
    /// The new text, in a file of its own until it takes its place; none: to be taken away.
    fresh: Option<PathBuf>,
    /// What was there, under another name until all is done.
    kept: Option<PathBuf>,
    done: bool,
}

/// Writes files anew that are there already, wherever they are: all of them, or none. Each has a name that people know it by.
///
/// # Errors
/// One can't be written, or may only be read; then nothing was changed.
pub(crate) fn rewrite(files: &[(PathBuf, String, String)]) -> Result<(), Failure> {
    for (target, name, _) in files {
        if target.metadata().is_ok_and(|it| it.permissions().readonly()) {
            return Err(Failure::call(both!(
                "`{name}` may only be read; nothing was changed",
                "`{name}` mag alleen worden gelezen; er is niets veranderd"
            )));
        }
    }
    let anywhere = Folder {
        path: PathBuf::new(),
        shown: String::new(),
    };
    let files = files
        .iter()
        .map(|(target, name, text)| (target.clone(), name.as_str(), Some(text.as_str())));
    anywhere.replace(files).map_err(Failure::call)
}

impl Folder {
    /// A folder below another one, links followed.
    pub(super) fn new(beside: &Path, name: &str) -> Result<Self, Failure> {
        let path = beside.join(name);
        let leads_away = path.canonicalize().is_ok_and(|real| !real.starts_with(beside));
        if leads_away {
            return Err(Failure::with_help(
                both!(
                    "the folder `{name}` of the study leads outside of it",
                    "de map `{name}` van de studie leidt naar buiten"
                ),
                ("make it a folder and not a link", "maak er een map van, geen koppeling"),
            ));
        }
        Ok(Self {
            path,
            shown: name.to_owned(),
        })
    }

    fn why(&self, what: &Words, error: &std::io::Error) -> Words {
        if self.shown.is_empty() {
            return both!("{}: {}", "{}: {}", what, system_error(error));
        }
        both!(
            "{} in `{}`: {}",
            "{} in `{}`: {}",
            what,
            self.shown,
            system_error(error)
        )
    }

    /// A file beside the target that no other process uses.
    fn beside(target: &Path, ending: &str) -> PathBuf {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        target.with_file_name(format!(".{name}.{}.{ending}", std::process::id()))
    }

    /// Puts the new text of a file and a second name of the old one beside it: what takes room is done before anything is changed.
    fn prepare(&self, target: PathBuf, file: &str, text: Option<&str>) -> Result<Step, (Step, Words)> {
        let mut step = Step {
            fresh: None,
            kept: None,
            done: false,
            target,
        };
        if let Some(text) = text {
            let fresh = Self::beside(&step.target, "tmp");
            step.fresh = Some(fresh.clone());
            let written = fs::File::create(&fresh).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                // Who may read what was there may read what comes in its place, and nobody else.
                if let Ok(there) = step.target.metadata() {
                    file.set_permissions(there.permissions())?;
                }
                file.sync_all()
            });
            if let Err(error) = written {
                let why = self.why(
                    &both!("`{file}` can't be written", "`{file}` is niet te schrijven"),
                    &error,
                );
                return Err((step, why));
            }
        }
        if step.target.symlink_metadata().is_ok() {
            let kept = Self::beside(&step.target, "old");
            step.kept = Some(kept.clone());
            let copied = fs::hard_link(&step.target, &kept).or_else(|_| fs::copy(&step.target, &kept).map(drop));
            if let Err(error) = copied {
                let why = self.why(
                    &both!(
                        "`{file}` can't be kept while it is replaced",
                        "`{file}` is niet te bewaren terwijl het wordt vervangen"
                    ),
                    &error,
                );
                return Err((step, why));
            }
        }
        Ok(step)
    }

    /// Puts files in their places: each has the name that people know it by, and its text unless it is to be taken away.
    fn replace<'f>(&self, files: impl Iterator<Item = (PathBuf, &'f str, Option<&'f str>)>) -> Result<(), Words> {
        let mut steps = Vec::new();
        let mut result = Ok(());
        for (target, file, text) in files {
            match self.prepare(target, file, text) {
                Ok(step) => steps.push(step),
                Err((step, why)) => {
                    steps.push(step);
                    result = Err(why);
                    break;
                }
            }
        }
        let result = result.and_then(|()| self.carry_out(&mut steps));
        if result.is_err() {
            Self::undo(&steps);
        }
        Self::tidy(&steps);
        result.map_err(|why| both!("{}; nothing was changed", "{}; er is niets veranderd", why))
    }

    fn carry_out(&self, steps: &mut [Step]) -> Result<(), Words> {
        for step in steps {
            let done = match &step.fresh {
                Some(fresh) => fs::rename(fresh, &step.target),
                None if step.kept.is_some() => fs::remove_file(&step.target),
                None => Ok(()),
            };
            done.map_err(|error| {
                let name = step
                    .target
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                self.why(
                    &both!("`{name}` can't be replaced", "`{name}` is niet te vervangen"),
                    &error,
                )
            })?;
            step.done = true;
        }
        Ok(())
    }

    /// Puts everything back as it was.
    fn undo(steps: &[Step]) {
        for step in steps.iter().filter(|step| step.done) {
            let _ = match &step.kept {
                Some(kept) => fs::rename(kept, &step.target),
                None => fs::remove_file(&step.target),
            };
        }
    }

    fn tidy(steps: &[Step]) {
        for file in steps.iter().flat_map(|step| step.fresh.iter().chain(&step.kept)) {
            let _ = fs::remove_file(file);
        }
    }
}

impl Store for Folder {
    fn list(&self) -> Result<Vec<String>, Words> {
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => {
                return Err(both!(
                    "`{}` can't be read: {}",
                    "`{}` is niet te lezen: {}",
                    self.shown,
                    system_error(&error)
                ));
            }
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }

    fn read(&self, file: &str) -> Result<Option<String>, Words> {
        match super::read_text(&self.path.join(file)) {
            Ok(text) => {
                crate::receipt::reads(&format!("{}/{file}", self.shown), &text);
                Ok(Some(text))
            }
            Err(_) if !self.path.join(file).exists() => Ok(None),
            Err(Failure::Call(why, _)) => Err(why),
            Err(Failure::Study(..)) => Err(both!("`{file}` can't be read", "`{file}` is niet te lezen")),
        }
    }

    fn write_all(&mut self, files: &WriteAll) -> Result<(), Words> {
        let made = !self.path.is_dir();
        if made {
            let created = fs::create_dir(&self.path);
            created.map_err(|error| {
                both!(
                    "the folder `{}` can't be made: {}",
                    "de map `{}` is niet te maken: {}",
                    self.shown,
                    system_error(&error)
                )
            })?;
        }
        let files = files
            .iter()
            .map(|(file, text)| (self.path.join(file), file.as_str(), text.as_deref()));
        let result = self.replace(files);
        if result.is_err() && made {
            let _ = fs::remove_dir(&self.path);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("toets-folder-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a test can write here");
        Folder::new(&path.canonicalize().expect("a test can write here"), "snapshots").expect("a test can write here")
    }

    fn write(folder: &mut Folder, files: &[(&str, Option<&str>)]) -> Result<(), Words> {
        let files = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.map(str::to_owned)));
        folder.write_all(&files.collect())
    }

    #[test]
    fn files_are_written_replaced_and_taken_away() {
        let mut folder = folder("fine");
        assert_eq!(folder.list().expect("a test can write here"), Vec::<String>::new());
        write(&mut folder, &[("a", Some("1")), ("b", Some("2"))]).expect("a test can write here");
        write(
            &mut folder,
            &[("a", Some("3")), ("b", None), ("c", Some("4")), ("d", None)],
        )
        .expect("a test can write here");
        assert_eq!(folder.list().expect("a test can write here"), ["a", "c"]);
        assert_eq!(folder.read("a").expect("a test can write here").as_deref(), Some("3"));
        assert_eq!(folder.read("b").expect("a test can write here"), None);
    }

    #[test]
    fn where_one_file_fails_nothing_changes() {
        let mut folder = folder("fails");
        write(&mut folder, &[("a", Some("1")), ("b", Some("2"))]).expect("a test can write here");
        // A folder with something in it can't be replaced by a file; it comes after those that can.
        fs::create_dir_all(folder.path.join("z/full")).expect("a test can write here");
        let before = folder.list().expect("a test can write here");
        let why = write(
            &mut folder,
            &[("a", None), ("b", Some("3")), ("c", Some("4")), ("z", Some("5"))],
        )
        .unwrap_err();
        assert!(why.contains("`z`") && why.ends_with("nothing was changed"), "{why:?}");
        assert_eq!(folder.list().expect("a test can write here"), before);
        assert_eq!(folder.read("a").expect("a test can write here").as_deref(), Some("1"));
        assert_eq!(folder.read("b").expect("a test can write here").as_deref(), Some("2"));
    }

    #[test]
    fn a_failure_in_the_midst_of_replacing_is_undone() {
        let mut folder = folder("undone");
        write(&mut folder, &[("a", Some("1")), ("b", Some("2"))]).expect("a test can write here");
        let mut steps: Vec<Step> = [("a", Some("3")), ("b", None), ("c", Some("4"))]
            .iter()
            .map(|(name, text)| {
                folder
                    .prepare(folder.path.join(name), name, *text)
                    .expect("a test can write here")
            })
            .collect();
        fs::remove_file(steps[2].fresh.as_ref().expect("a test can write here")).expect("a test can write here");
        assert!(folder.carry_out(&mut steps).is_err());
        assert_eq!(folder.read("a").expect("a test can write here").as_deref(), Some("3"));
        Folder::undo(&steps);
        Folder::tidy(&steps);
        assert_eq!(folder.list().expect("a test can write here"), ["a", "b"]);
        assert_eq!(folder.read("a").expect("a test can write here").as_deref(), Some("1"));
        assert_eq!(folder.read("b").expect("a test can write here").as_deref(), Some("2"));
    }
}
