//! What is done with bytes that nobody would write, for a fuzzer (`tests/fuzz`) and for the bounded run beside this file: each
//! target panics where something that must hold does not.

use std::sync::Arc;

use toets_diagnostic::{Place, any_error, render};
use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable};
use toets_load::{FileError, Files, load};
use toets_model::{Index, LevelId, NodeId, Sources, Study, ValueId};
use toets_plugin::{Answer, Cell, Number, Plugin, ProvisionField, Read, Scorer, Stop};
use toets_script::{Script, ScriptFiles};

/// One file.
struct Only<'a>(&'a str);

impl Files for Only<'_> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "p/s/study.toml" => Ok(self.0.to_owned()),
            _ => Err(FileError::NotFound),
        }
    }
}

impl ScriptFiles for Only<'_> {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        match path {
            "scripts/a.rhai" => Ok(self.0.to_owned()),
            _ => Err(("not found", "niet gevonden").into()),
        }
    }
}

/// Each diagnostic has a place in a file that was read, and can be shown.
fn in_order(diagnostics: &[toets_diagnostic::Diagnostic], sources: &Sources) {
    for diagnostic in diagnostics {
        if let Some(Place::Span(span)) = diagnostic.place() {
            let text = &sources.file(span.file).text;
            assert!(
                span.start <= span.end && span.end as usize <= text.len(),
                "{diagnostic:?}"
            );
        }
    }
    let style = render::Style {
        color: false,
        width: 120,
        language: toets_model::Language::En,
    };
    let _ = render::human(diagnostics, sources, style);
}

fn loaded(text: &str) -> Option<Study> {
    let loaded = load(&Only(text), "p/s/study.toml", "p", Vec::new(), Sources::default());
    in_order(&loaded.diagnostics, &loaded.sources);
    assert_eq!(loaded.study.is_some(), !any_error(&loaded.diagnostics));
    loaded.study
}

/// A study of one file: read, or refused with places.
pub(crate) fn toml(data: &[u8]) {
    loaded(&String::from_utf8_lossy(data));
}

/// A small study; what stands in `@WHEN@` and `@HOLDS@` is a condition and a formula.
const SMALL: &str = r#"
[study]
id = "s"
title = { nl = "s" }
verdict = "v"
[variable.timing]
kind = "lever"
label = { nl = "t" }
values = ["inside", "outside"]
[variable.cost]
kind = "lever"
label = { nl = "k" }
type = "number"
range = [0, 10]
cuts = [5]
[scale.five]
levels = ["--", "-", "0", "+", "++"]
[[node]]
id = "v"
label = { nl = "v" }
scale = "five"
score = { plugin = "evidence" }
[[node]]
id = "w"
label = { nl = "w" }
scale = "five"
score = { plugin = "evidence" }
[[scenario]]
id = "A"
label = { nl = "A" }
[[group]]
id = "g"
label = { nl = "g" }
[[finding]]
id = "f"
node = "v"
level = "+"
modality = "certain"
statement = { nl = "f" }
when = @WHEN@
[[conclusion]]
id = "c"
statement = { nl = "c" }
holds = '@HOLDS@'
"#;

/// A condition and, after a line break, a formula.
pub(crate) fn when(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (when, holds) = text.split_once('\n').unwrap_or((&text, "v >= \"0\""));
    loaded(&SMALL.replace("@WHEN@", when).replace("@HOLDS@", holds));
}

/// A cell where everything is the first that it may be.
struct First(Arc<Study>, NodeId);

impl Cell for First {
    fn study(&self) -> &Study {
        &self.0
    }

    fn node(&self) -> NodeId {
        self.1
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        Ok(match read {
            Read::Variable(v) if self.0.variables.name(v) == "cost" => {
                Answer::Interval(Number::new(0.0), Number::new(5.0))
            }
            Read::Variable(_) => Answer::Value(ValueId::from_usize(0)),
            Read::Node(_) | Read::Evidence | Read::Strongest(_) => Answer::Level(LevelId::from_usize(0)),
            Read::Finding(_) | Read::Applies(_) => Answer::Yes,
            Read::Provision(_, ProvisionField::InForce | ProvisionField::Verified) => Answer::No,
            Read::Provision(..) | Read::AsOf => return Err(Stop::Halted),
        })
    }
}

/// A script: loaded, checked against each node, run line by line and by its tests, all within its limits.
pub(crate) fn script(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let small = SMALL
        .replace("@WHEN@", "{ timing = \"inside\" }")
        .replace("@HOLDS@", "v >= \"0\"");
    let limits = toets_script::Limits {
        operations: 5_000,
        ..toets_script::Limits::default()
    };
    let mut sources = Sources::default();
    let plugin = match toets_script::load(
        &Only(&text),
        &mut sources,
        "scripts/a.rhai",
        &["scripts".into()],
        &limits,
    ) {
        Ok(Script::Plugin(plugin)) => plugin,
        Ok(Script::Scenarios(_)) => return,
        Err(faults) => {
            assert!(any_error(&faults));
            return in_order(&faults, &sources);
        }
    };
    // The study beside it, so that a place is in one or the other.
    let with = load(&Only(&small), "p/s/study.toml", "p", Vec::new(), sources);
    let (study, sources) = (
        Arc::new(with.study.expect("the small study has no errors")),
        with.sources,
    );
    in_order(&plugin.advice(&study), &sources);
    for node in study.nodes.indices() {
        let scorer = match plugin.prepare(&study, node) {
            Ok(Scorer::Replay(scorer)) => scorer,
            Ok(Scorer::Fold(_)) => continue,
            Err(faults) => {
                in_order(&faults, &sources);
                continue;
            }
        };
        let plain = scorer.score(Arc::new(First(study.clone(), node)));
        let stepped = plugin.step_through(&study, node, Arc::new(First(study.clone(), node)));
        assert_eq!(stepped.expect("it was prepared before").result, plain);
        let tested = plugin.test(&study, node).expect("it was prepared before");
        assert_eq!(tested.len(), plugin.tests().len());
    }
}

const ARITIES: [u32; 4] = [2, 3, 2, 4];
const WORLDS: usize = 48;

fn world(mut n: usize) -> [u32; 4] {
    let mut values = [0; 4];
    for (value, arity) in values.iter_mut().zip(ARITIES) {
        *value = n as u32 % arity;
        n /= arity as usize;
    }
    values
}

/// A program for diagrams, beside the same program for tables of all worlds: both say the same in the end.
pub(crate) fn diagram(data: &[u8]) {
    let mut manager = Manager::new(ARITIES.to_vec(), Limits { nodes: 20_000 });
    let variables: Vec<Variable> = manager.variables().collect();
    let mut stack: Vec<(Diagram, [u32; WORLDS])> = vec![(Diagram::FALSE, [0; WORLDS]), (Diagram::TRUE, [1; WORLDS])];
    for step in data.chunks_exact(3).take(200) {
        if step_of(&mut manager, &variables, &mut stack, [step[0], step[1], step[2]]).is_err() {
            return;
        }
    }
    for (diagram, table) in &stack {
        for (n, expected) in table.iter().enumerate() {
            let at = world(n);
            assert_eq!(manager.eval(*diagram, |v| at[v.index()]), *expected, "world {at:?}");
        }
        let mut seen: Vec<u32> = table.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(manager.terminals(*diagram), seen);
    }
}

fn step_of(
    manager: &mut Manager,
    variables: &[Variable],
    stack: &mut Vec<(Diagram, [u32; WORLDS])>,
    [what, a, b]: [u8; 3],
) -> Result<(), Exceeded> {
    let (one, other) = (stack[a as usize % stack.len()], stack[b as usize % stack.len()]);
    let variable = variables[a as usize % variables.len()];
    let truth = |table: [u32; WORLDS]| table.map(|v| u32::from(v != 0));
    let each = |f: &dyn Fn(usize) -> u32| std::array::from_fn::<u32, WORLDS, _>(f);
    let is = |manager: &mut Manager, d| manager.is_in(d, |t| t != 0);
    let (p, q) = (truth(one.1), truth(other.1));
    let made = match what % 8 {
        0 => {
            let literal = manager.literal(variable, |value| u32::from(b) >> value & 1 == 1)?;
            (literal, each(&|n| u32::from(b) >> world(n)[variable.index()] & 1))
        }
        1 => (manager.value(variable)?, each(&|n| world(n)[variable.index()])),
        2 => {
            let (x, y) = (is(manager, one.0)?, is(manager, other.0)?);
            (manager.and(x, y)?, each(&|n| p[n] & q[n]))
        }
        3 => {
            let (x, y) = (is(manager, one.0)?, is(manager, other.0)?);
            (manager.or(x, y)?, each(&|n| p[n] | q[n]))
        }
        4 => {
            let x = is(manager, one.0)?;
            (manager.not(x)?, each(&|n| 1 - p[n]))
        }
        5 => {
            let x = is(manager, one.0)?;
            let last = stack[stack.len() - 1];
            let table = each(&|n| if p[n] == 1 { other.1[n] } else { last.1[n] });
            (manager.ite(x, other.0, last.0)?, table)
        }
        6 => (
            manager.apply(one.0, other.0, |x, y| x.min(y))?,
            each(&|n| one.1[n].min(other.1[n])),
        ),
        _ => {
            let x = is(manager, one.0)?;
            let over = variables[b as usize % variables.len()];
            let table = each(&|n| {
                let here = world(n);
                let near = |m: &usize| (0..4).all(|i| i == over.index() || world(*m)[i] == here[i]);
                (0..WORLDS).filter(near).map(|m| p[m]).max().unwrap_or(0)
            });
            (manager.exists(x, |v| v == over)?, table)
        }
    };
    stack.push(made);
    Ok(())
}
