//! `cell`: what a scorer reads.

use std::sync::Arc;

use rhai::{Dynamic, ImmutableString};
use toets_diagnostic::both;
use toets_model::{Domain, NodeId, Study, VariableId};
use toets_plugin::{Answer, Read, Strength};

use super::{ApiItem, Entry, Form, Kind, Section, text_of, wrong};
use crate::fault::{Fault, Trouble};
use crate::run::Run;
use crate::value::{
    CellValue, DayValue, FindingsValue, IntervalValue, LevelValue, ParamsValue, ProvisionValue, describe,
};
use crate::words;

pub(super) fn entries() -> Vec<Entry> {
    vec![
        Entry {
            item: ApiItem {
                section: Section::Cell,
                name: "NAME",
                signature: "cell.NAME",
                meaning: "The value of the variable `NAME` of the study. A finite variable gives its value as a text; comparing it with \
                    a text that is no value of it is an error. A number gives a number where the cell fixes it; where it is open, it can \
                    only be compared with a number that is one of its `cuts`.",
                example: "cell.timing == \"outside\" // true\ncell.timing in [\"inside\", \"outside\"] // true\ncell.cost < 100 // true",
            },
            form: Form::Described,
        },
        Entry::function(
            ApiItem {
                section: Section::Cell,
                name: "node",
                signature: "cell.node(id)",
                meaning: "The result of another node: a level, which can be compared with levels of its scale in quotes or with another \
                    level of the same scale; on a numeric scale a number. Comparing it with anything else is an error, and so is a \
                    node that does not exist. Where the node does not apply it has no result, and reading it is an error: ask \
                    `cell.applies(id)` first. Write the id itself: then the node is judged before this one.",
                example: "cell.node(\"needs\") >= \"0\" // true\n\"--\" < cell.node(\"needs\") // true\ncell.node(\"costs\") > 100 // true",
            },
            &[2],
            node,
        )
        .fast(&[&[Kind::Cell, Kind::Text]]),
        Entry::function(
            ApiItem {
                section: Section::Cell,
                name: "applies",
                signature: "cell.applies(id)",
                meaning: "Whether another node applies here: `false` for people of whom it makes no sense to ask (`applies` in the \
                    study). A node that applies to everyone gives `true`.",
                example: "cell.applies(\"needs\") // true",
            },
            &[2],
            applies,
        )
        .fast(&[&[Kind::Cell, Kind::Text]]),
        Entry::function(
            ApiItem {
                section: Section::Cell,
                name: "evidence",
                signature: "cell.evidence()",
                meaning: "The level that the scorer `evidence` gives here, from the findings on this node.",
                example: "cell.evidence() >= \"0\" // true",
            },
            &[1],
            evidence,
        )
        .fast(&[&[Kind::Cell]]),
        Entry::function(
            ApiItem {
                section: Section::Cell,
                name: "strongest",
                signature: "cell.strongest(side)",
                meaning: "The level of the strongest finding for (`\"+\"`) or against (`\"-\"`) on this node; the neutral level where \
                    there is none.",
                example: "cell.strongest(\"-\") == \"0\" // true",
            },
            &[2],
            strongest,
        )
        .fast(&[&[Kind::Cell, Kind::Text]]),
        Entry::field(
            ApiItem {
                section: Section::Cell,
                name: "findings",
                signature: "cell.findings",
                meaning: "The findings on this node that apply, one after the other: each step of a `for` loop reads whether one more \
                    applies. They have no length and no numbers, for that would read them all.",
                example: "for f in cell.findings { if f.level == \"++\" { return judge(\"++\").cites(f); } }",
            },
            Kind::Cell,
            |_, args| Ok(Dynamic::from(FindingsValue(receiver(args, "findings")?))),
        ),
        Entry::function(
            ApiItem {
                section: Section::Cell,
                name: "provision",
                signature: "cell.provision(id)",
                meaning: "A provision of the law that the study includes. Its fields are the reads. A provision that does not exist is \
                    an error.",
                example: "cell.provision(\"wpo:9\").in_force // true",
            },
            &[2],
            provision,
        )
        .fast(&[&[Kind::Cell, Kind::Text]]),
        Entry::field(
            ApiItem {
                section: Section::Cell,
                name: "as_of",
                signature: "cell.as_of",
                meaning: "The day whose law counts; compare it with days in quotes.",
                example: "cell.as_of >= \"2025-01-01\" // true",
            },
            Kind::Cell,
            |_, args| {
                let run = receiver(args, "as_of")?;
                match run.read(Read::AsOf)? {
                    Answer::Day(day) => Ok(Dynamic::from(DayValue::Day(day))),
                    answer => Err(unexpected("as_of", &answer).into()),
                }
            },
        ),
        Entry::field(
            ApiItem {
                section: Section::Cell,
                name: "params",
                signature: "cell.params",
                meaning: "What the study passes beside `plugin` in `score = { plugin = \"…\", … }`. Asking for a key that the study \
                    does not give is an error; test with `\"key\" in cell.params`, or give a value for that case with \
                    `cell.params.get(\"key\", value)`.",
                example: "cell.params.limit // 3\n\"limit\" in cell.params // true\ncell.params.get(\"other\", 7) // 7",
            },
            Kind::Cell,
            |_, args| {
                let run = receiver(args, "params")?;
                Ok(Dynamic::from(ParamsValue(run.prepared()?.params.clone())))
            },
        ),
    ]
}

/// The run behind the cell that something is asked of.
pub(super) fn receiver(args: &[&mut Dynamic], function: &str) -> Result<Arc<Run>, Fault> {
    args[0]
        .read_lock::<CellValue>()
        .map(|cell| cell.0.clone())
        .ok_or_else(|| {
            wrong(args[0], function, ("the cell", "de cel")).help(both!(
                "write `cell.{function}`, and pass `cell` on to the functions that need it",
                "schrijf `cell.{function}`, en geef `cell` mee aan de functies die de cel nodig hebben"
            ))
        })
}

/// `cell.NAME`.
pub(super) fn variable(run: &Arc<Run>, name: &str) -> Result<Dynamic, Trouble> {
    let Some(info) = run.prepared()?.variable(name) else {
        return Err(unknown_variable(run.cell()?.study(), name).into());
    };
    match run.read(Read::Variable(info.id))? {
        Answer::Value(value) => info
            .value(value)
            .ok_or_else(|| unexpected(name, &Answer::Value(value)).into()),
        Answer::Interval(low, high) if low == high => Ok(Dynamic::from_float(low.get())),
        Answer::Interval(low, high) => {
            let closed = ends(run.cell()?.study(), info.id) == Some(high.get());
            Ok(Dynamic::from(IntervalValue {
                variable: name.into(),
                low: low.get(),
                high: high.get(),
                closed,
            }))
        }
        answer => Err(unexpected(name, &answer).into()),
    }
}

/// The end of the range of a number, which belongs to its last interval.
fn ends(study: &Study, variable: VariableId) -> Option<f64> {
    match study.variables[variable].domain {
        Domain::Number { range, .. } => range.map(|(_, high)| high),
        Domain::Finite(_) => None,
    }
}

/// That a cell has no such variable.
pub(crate) fn unknown_variable(study: &Study, name: &str) -> Fault {
    let fault = Fault::new(
        "script-unknown-variable",
        both!(
            "the study has no variable `{name}`",
            "de studie heeft geen variabele `{name}`"
        ),
    );
    if matches!(name, "scenario" | "group" | "id" | "name" | "label") {
        return fault.help((
            "a scorer judges features, not names: read the variables that a scenario or group fixes",
            "een beoordelaar oordeelt over kenmerken, niet over namen: lees de variabelen die een scenario of doelgroep vastlegt",
        ));
    }
    if study.nodes.find(name).is_some() {
        return fault.help(both!(
            "`{name}` is a node: write `cell.node(\"{name}\")`",
            "`{name}` is een knoop: schrijf `cell.node(\"{name}\")`"
        ));
    }
    if let Some((_, _, item)) = super::functions().find(|(n, ..)| *n == name) {
        return fault.help(crate::explain::is_function(name, item.signature));
    }
    let mut known: Vec<&str> = study.variables.names().collect();
    known.extend(super::fields(Kind::Cell.name()).map(|own: &'static str| -> &str { own }));
    fault.helps(words::suggest(name, known, ("a cell has", "een cel kent")))
}

/// What to do about a defect of the program.
pub(crate) const DEFECT: (&str, &str) = (
    "this is a defect of the program, not of the script: please report it",
    "dit is een fout in het programma, niet in het script: meld deze fout alstublieft",
);

/// That the engine answered something else than was asked: a defect of the program.
pub(crate) fn unexpected(what: &str, answer: &Answer) -> Fault {
    Fault::new(
        "script-internal",
        both!(
            "reading `{what}` gave an answer of another kind: {answer:?}",
            "bij het lezen van `{what}` kwam een antwoord van een andere soort: {answer:?}"
        ),
    )
    .help(DEFECT)
}

fn node(ctx: &rhai::NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let (run, node, id) = other_node(ctx, args, "node")?;
    match run.read(Read::Node(node))? {
        Answer::Level(level) => Ok(Dynamic::from(LevelValue {
            scale: run.prepared()?.scale_of(run.cell()?.study(), node),
            level,
        })),
        Answer::Number(n) => Ok(Dynamic::from_float(n.get())),
        Answer::NotApplicable => Err(Fault::new(
            "script-not-applicable",
            both!(
                "the node `{id}` does not apply here, so it has no result",
                "de knoop `{id}` is hier niet van toepassing, en heeft dus geen uitkomst"
            ),
        )
        .help(both!(
            "ask first: `if cell.applies(\"{id}\") {{ … }}`",
            "vraag het eerst: `if cell.applies(\"{id}\") {{ … }}`"
        ))
        .into()),
        answer => Err(unexpected(&id, &answer).into()),
    }
}

fn applies(ctx: &rhai::NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let (run, node, id) = other_node(ctx, args, "applies")?;
    match run.read(Read::Applies(node))? {
        Answer::Yes => Ok(true.into()),
        Answer::No => Ok(false.into()),
        answer => Err(unexpected(&id, &answer).into()),
    }
}

/// The other node that a function of the cell asks for, with its id.
fn other_node(
    ctx: &rhai::NativeCallContext<'_>,
    args: &mut [&mut Dynamic],
    function: &'static str,
) -> Result<(Arc<Run>, NodeId, ImmutableString), Trouble> {
    let run = receiver(args, function)?;
    let id = text_of(ctx, args, 1, function)?;
    let study = run.cell()?.study();
    let prepared = run.prepared()?;
    let Some(node) = study.nodes.find(&id) else {
        return Err(unknown_node(study, &id).into());
    };
    if node == prepared.node {
        return Err(own_node(&id).into());
    }
    if !prepared.may_read(node) {
        return Err(Fault::new(
            "script-node",
            both!(
                "the node `{id}` was not announced, so it may not have been judged yet",
                "de knoop `{id}` was niet aangekondigd, dus is hij misschien nog niet beoordeeld"
            ),
        )
        .help(both!(
            "write its id in the script itself: `cell.{function}(\"{id}\")`",
            "schrijf zijn id in het script zelf: `cell.{function}(\"{id}\")`"
        ))
        .into());
    }
    Ok((run, node, id))
}

/// That the study has no such node.
pub(crate) fn unknown_node(study: &Study, id: &str) -> Fault {
    let fault = Fault::new(
        "script-node",
        both!("the study has no node `{id}`", "de studie heeft geen knoop `{id}`"),
    );
    if study.variables.find(id).is_some() {
        fault.help(both!(
            "`{id}` is a variable: write `cell.{id}`",
            "`{id}` is een variabele: schrijf `cell.{id}`"
        ))
    } else {
        fault.helps(words::suggest(
            id,
            study.nodes.names(),
            ("the nodes are", "de knopen zijn"),
        ))
    }
}

/// That a scorer asks for its own result.
pub(crate) fn own_node(id: &str) -> Fault {
    Fault::new(
        "script-node",
        both!(
            "the node `{id}` is the one being judged: it has no result yet",
            "de knoop `{id}` wordt hier zelf beoordeeld: hij heeft nog geen uitkomst"
        ),
    )
    .help((
        "for what its findings say write `cell.evidence()`",
        "schrijf `cell.evidence()` voor wat zijn bevindingen zeggen",
    ))
}

fn level(run: &Run, read: Read, what: &str) -> Result<Dynamic, Trouble> {
    match run.read(read)? {
        Answer::Level(level) => Ok(Dynamic::from(LevelValue {
            scale: run.prepared()?.scale.clone(),
            level,
        })),
        answer => Err(unexpected(what, &answer).into()),
    }
}

fn evidence(_: &rhai::NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = receiver(args, "evidence")?;
    level(&run, Read::Evidence, "evidence")
}

fn strongest(_: &rhai::NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = receiver(args, "strongest")?;
    let side = match args[1].read_lock::<ImmutableString>().as_deref() {
        Some(side) if side == "+" => Strength::For,
        Some(side) if side == "-" => Strength::Against,
        _ => {
            return Err(Fault::new(
                "script-type",
                both!(
                    "`strongest` takes \"+\" or \"-\", not {}",
                    "`strongest` vraagt \"+\" of \"-\", niet {}",
                    describe(args[1])
                ),
            )
            .help((
                "`\"+\"` is the strongest finding for, `\"-\"` the strongest against",
                "`\"+\"` is de sterkste bevinding ervoor, `\"-\"` de sterkste ertegen",
            ))
            .into());
        }
    };
    level(&run, Read::Strongest(side), "strongest")
}

fn provision(ctx: &rhai::NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = receiver(args, "provision")?;
    let name = text_of(ctx, args, 1, "provision")?;
    let study = run.cell()?.study();
    match study.provisions.find(&name) {
        Some(id) => Ok(Dynamic::from(ProvisionValue { run: run.clone(), id })),
        None => Err(unknown_provision(study, &name).into()),
    }
}

/// That the study includes no such provision.
pub(crate) fn unknown_provision(study: &Study, name: &str) -> Fault {
    let fault = Fault::new(
        "script-provision",
        both!(
            "the study has no provision `{name}`",
            "de studie heeft geen bepaling `{name}`"
        ),
    );
    if study.provisions.is_empty() {
        fault.help((
            "include a file with provisions in the study: `include = [\"law/nl/….toml\"]`",
            "neem een bestand met bepalingen op in de studie: `include = [\"law/nl/….toml\"]`",
        ))
    } else {
        fault.helps(words::suggest(
            name,
            study.provisions.names(),
            ("the provisions are", "de bepalingen zijn"),
        ))
    }
}
