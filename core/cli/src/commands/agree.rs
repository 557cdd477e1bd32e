//! `toets agree`: two codings of the same evidence beside each other.

use std::path::Path;

use toets_diagnostic::both;
use toets_question::{Agreement, NotComparable};
use toets_report::Coders;

use crate::answer::{deliver, possible};
use crate::args::{Agree, StudyArgs};
use crate::commands::sheet;
use crate::failure::{Failure, Outcome};
use crate::opened::{self, Ready};
use crate::output;
use crate::system::shown;

/// Tells how far two codings agree, and which of their disagreements move what follows.
pub(crate) fn agree(args: &Agree) -> Result<Outcome, Failure> {
    possible(&args.form)?;
    let first = coding(args, &args.first)?;
    let second = coding(args, &args.second)?;
    let study = &first.compiled.study;
    if args.contests {
        let text = toets_sheet::contests(study, &first.sources, &second.compiled.study, &second.sources);
        output::result(&text);
        return Ok(Outcome::Fine);
    }
    let cells = toets_evaluate::all_cells(study);
    let found = toets_question::agree(&first.compiled, &second.compiled.study, &first.plugins, &cells);
    let found: Agreement = found.map_err(|why| not_comparable(why, &first))?;
    let (one, other) = names(&args.first, &args.second);
    let coders = Coders {
        first: &one,
        second: &other,
    };
    deliver(
        &toets_report::agreement(study, &found, coders, args.lang.into()),
        &args.form,
    )?;
    Ok(Outcome::Fine)
}

/// A coding: a study with what a workbook says in it, or a study as it is.
fn coding(args: &Agree, path: &Path) -> Result<Ready, Failure> {
    let mut study = StudyArgs {
        study: Some(path.to_owned()),
        as_of: None,
        amendments: Vec::new(),
        open_amendments: Vec::new(),
        scripts: Vec::new(),
        lang: args.lang,
        limits: args.limits.clone(),
        stray: None,
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if !matches!(ending.as_deref(), Some("xlsx" | "ods" | "csv")) {
        return opened::open(&study)?.ready();
    }
    study.study.clone_from(&args.of);
    let ready = opened::open(&study)?.ready()?;
    let book = sheet::read(&ready.compiled.study, path)?;
    let proposal = sheet::propose(&study, &ready, &book)?;
    match proposal.texts.is_empty() {
        true => Ok(ready),
        false => opened::open_with(&study, &proposal.texts)?.ready(),
    }
}

/// What the codings are called: the names of their files, as far as these tell them apart.
fn names(first: &Path, second: &Path) -> (String, String) {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    match (stem(first), stem(second)) {
        (Some(one), Some(other)) if one != other => (one, other),
        _ => (shown(first), shown(second)),
    }
}

fn not_comparable(why: NotComparable, first: &Ready) -> Failure {
    match why {
        NotComparable::Framework(section, id) => {
            let which = id.map(|id| format!(" `{id}`")).unwrap_or_default();
            Failure::with_help(
                both!(
                    "the two differ in more than their findings: {section}{which}",
                    "de twee verschillen in meer dan hun bevindingen: {section}{which}"
                ),
                (
                    "code in workbooks of one study: `toets sheet STUDY -o coding.xlsx`",
                    "codeer in werkbladen van één studie: `toets sheet STUDIE -o codering.xlsx`",
                ),
            )
        }
        NotComparable::Faults(faults) => first.faulty()(faults),
    }
}
