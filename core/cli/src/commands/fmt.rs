//! `toets fmt`: the TOML of a study in one layout.

use std::collections::BTreeSet;
use std::path::PathBuf;

use toets_diagnostic::both;
use toets_edit::fmt::{Refused, format};

use crate::args::{Fmt, Lang};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::project::{self, POLICIES, Project};
use crate::system;

/// Lays out the files of a study, or says which are not.
pub(crate) fn fmt(args: &Fmt) -> Result<Outcome, Failure> {
    let project = project::find(args.study.as_deref())?;
    let (sources, faults) = toets_load::read(&project.system, &project.study, POLICIES);
    // What can't be read can't be laid out, and half a study is not laid out either.
    if toets_diagnostic::any_error(&faults) {
        return Err(Failure::Study(faults, Box::new(sources)));
    }
    let own = Own::of(&project);
    let mut seen = BTreeSet::new();
    let mut changed = Vec::new();
    for (_, file) in sources.files() {
        let Some(path) = own.path(&project, &file.path) else {
            continue;
        };
        // Two names may lead to one file.
        if !seen.insert(path.clone()) {
            continue;
        }
        let text = format(&file.text).map_err(|why| refused(&file.path, &why))?;
        if text != *file.text {
            changed.push((path, file.path.to_string(), text));
        }
    }
    let outcome = match args.check && !changed.is_empty() {
        true => Outcome::Differs,
        false => Outcome::Fine,
    };
    if !args.check {
        system::rewrite(&changed)?;
    }
    let (in_order, told) = match (args.lang, args.check) {
        (Lang::Nl, true) => ("op orde", "zou veranderen"),
        (Lang::Nl, false) => ("op orde", "opgemaakt"),
        (Lang::En, true) => ("in order", "would change"),
        (Lang::En, false) => ("in order", "laid out"),
    };
    let mut text: String = changed.iter().map(|(_, name, _)| format!("{told}: {name}\n")).collect();
    if text.is_empty() {
        text = format!("{in_order}\n");
    }
    output::result(&text);
    Ok(outcome)
}

/// Where the files lie that belong to a study: its own folder, and the law that it shares with others.
struct Own {
    /// What names of files in its folder start with.
    name: String,
    /// What names of the shared law start with.
    law_name: String,
    /// The folder of the law, links followed, if there is one.
    law: Option<PathBuf>,
}

impl Own {
    fn of(project: &Project) -> Self {
        let law = format!("{POLICIES}/law");
        let (folder, _) = project.study.rsplit_once('/').unwrap_or_default();
        Self {
            name: format!("{folder}/"),
            law: project.system.find(&law).ok(),
            law_name: format!("{law}/"),
        }
    }

    /// Where a file of the study is; none where it belongs to something else. A link that leads out is not followed.
    fn path(&self, project: &Project, file: &str) -> Option<PathBuf> {
        let path = project.system.find(file).ok()?;
        let folder = if file.starts_with(&self.name) {
            Some(&project.folder)
        } else if file.starts_with(&self.law_name) {
            self.law.as_ref()
        } else {
            return None;
        };
        if folder.is_some_and(|folder| path.starts_with(folder)) {
            return Some(path);
        }
        output::remark(both!(
            "`{file}` is a link that leads elsewhere: it is left as it is",
            "`{file}` is een koppeling die elders heen leidt: die blijft zoals hij is"
        ));
        None
    }
}

fn refused(file: &str, why: &Refused) -> Failure {
    match why {
        Refused::Unreadable(why) => Failure::call(both!(
            "`{file}` can't be laid out: \"{why}\"; nothing was changed",
            "`{file}` is niet op te maken: \"{why}\"; er is niets veranderd"
        )),
        Refused::Changed => Failure::with_help(
            both!(
                "`{file}` would say something else when laid out; nothing was changed",
                "`{file}` zou na opmaak iets anders zeggen; er is niets veranderd"
            ),
            (
                "this is a defect of toets: please report it with the file that shows it",
                "dit is een fout in toets: meld het, met het bestand waarbij het gebeurt",
            ),
        ),
    }
}
