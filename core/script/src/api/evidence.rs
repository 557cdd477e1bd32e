//! `cell.findings`: the findings that apply, one read a step.

use std::any::TypeId;
use std::sync::Arc;

use rhai::{Dynamic, EvalAltResult, ImmutableString, Module, Position};
use toets_diagnostic::both;
use toets_model::{Finding, FindingId, Language};
use toets_plugin::{Answer, Read};

use super::{ApiItem, Entry, Kind, Native, Section};
use crate::api::cell::unexpected;
use crate::fault::{Fault, Trouble};
use crate::run::Run;
use crate::value::{FindingValue, FindingsValue, LevelValue};

pub(super) fn entries() -> Vec<Entry> {
    let field = |name, signature, meaning, example, call: Native| {
        Entry::field(
            ApiItem {
                section: Section::Evidence,
                name,
                signature,
                meaning,
                example,
            },
            Kind::Finding,
            call,
        )
    };
    vec![
        field(
            "id",
            "finding.id",
            "Its id.",
            "for f in cell.findings { if f.id == \"f1\" { return judge(\"+\").cites(f); } }",
            |_, args| about(args, |_, f, run| Ok(text(run.cell()?.study().findings.name(f)))),
        ),
        field(
            "level",
            "finding.level",
            "Its judgement: a level of the node's scale. Asking a finding that has none is an error.",
            "for f in cell.findings { if f.has_level && f.level < \"0\" { return judge(f.level); } }",
            |_, args| {
                about(args, |finding, id, run| match finding.level {
                    Some(level) => Ok(Dynamic::from(LevelValue {
                        scale: run.prepared()?.scale.clone(),
                        level,
                    })),
                    None => Err(Fault::new(
                        "script-level",
                        both!(
                            "the finding `{}` has no level",
                            "de bevinding `{}` heeft geen niveau",
                            run.cell()?.study().findings.name(id)
                        ),
                    )
                    .help((
                        "test `has_level` first: `if f.has_level && f.level >= \"+\" { … }`",
                        "vraag eerst naar `has_level`: `if f.has_level && f.level >= \"+\" { … }`",
                    ))),
                })
            },
        ),
        field(
            "has_level",
            "finding.has_level",
            "Whether it has a level.",
            "for f in cell.findings { if f.has_level { return judge(f.level).cites(f); } }",
            |_, args| about(args, |f, _, _| Ok(f.level.is_some().into())),
        ),
        field(
            "modality",
            "finding.modality",
            "How firmly its source says it: `\"certain\"`, `\"likely\"`, `\"conditional\"`, `\"uncertain\"` or \
                `\"some-respondents\"`.",
            "for f in cell.findings { if f.modality == \"certain\" { return judge(\"+\"); } }",
            |_, args| about(args, |f, _, _| Ok(text(f.modality.word()))),
        ),
        field(
            "statement",
            "finding.statement",
            "What was found, in the words of the study.",
            "for f in cell.findings { return judge(\"+\").because(f.statement); }",
            |_, args| about(args, |f, _, _| Ok(text(f.statement.get(Language::Nl)))),
        ),
        field(
            "role",
            "finding.role",
            "What it does in the argument: `\"verdict\"`, `\"unknown\"`, `\"mitigation\"`, `\"requirement\"`, `\"premise\"` or \
                `\"scope\"`.",
            "for f in cell.findings { if f.role == \"verdict\" { return judge(\"+\"); } }",
            |_, args| about(args, |f, _, _| Ok(text(f.role.word()))),
        ),
        field(
            "absolute",
            "finding.absolute",
            "Whether no opposite offsets it.",
            "for f in cell.findings { if f.absolute { return judge(f.level); } }",
            |_, args| about(args, |f, _, _| Ok(f.absolute.into())),
        ),
    ]
}

fn text(text: &str) -> Dynamic {
    Dynamic::from(ImmutableString::from(text))
}

fn about(
    args: &mut [&mut Dynamic],
    ask: impl FnOnce(&Finding, FindingId, &Arc<Run>) -> Result<Dynamic, Fault>,
) -> Result<Dynamic, Trouble> {
    let Some(finding) = args[0].read_lock::<FindingValue>() else {
        return Err(super::wrong(args[0], "finding", ("a finding", "een bevinding")).into());
    };
    let cell = finding.run.cell()?;
    Ok(ask(&cell.study().findings[finding.id], finding.id, &finding.run)?)
}

/// Lets `for` step through the findings: each step reads on until one applies.
pub(super) fn iterate(module: &mut Module) {
    module.set_iter_result(TypeId::of::<FindingsValue>(), |value: Dynamic| {
        let run = value.cast::<FindingsValue>().0;
        let mut next = 0;
        Box::new(std::iter::from_fn(move || step(&run, &mut next).transpose()))
    });
}

fn step(run: &Arc<Run>, next: &mut usize) -> Result<Option<Dynamic>, Box<EvalAltResult>> {
    let read = |next: &mut usize| -> Result<Option<Dynamic>, Trouble> {
        let findings = &run.prepared()?.findings;
        while let Some(&id) = findings.get(*next) {
            *next += 1;
            match run.read(Read::Finding(id))? {
                Answer::Yes => {
                    return Ok(Some(Dynamic::from(FindingValue { run: run.clone(), id })));
                }
                Answer::No => {}
                answer => return Err(unexpected("findings", &answer).into()),
            }
        }
        Ok(None)
    };
    read(next).map_err(|trouble| trouble.raise_at(Some(run), None, Position::NONE))
}
