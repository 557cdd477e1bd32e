//! The cell of a test: it knows what the test says, what the study says of the law, and nothing else.

use std::sync::Arc;

use rhai::{Dynamic, ImmutableString, Map};
use rustc_hash::FxHashMap;
use toets_diagnostic::{Words, both};
use toets_model::law::Standing;
use toets_model::{Date, Domain, FindingId, NodeId, ProvisionId, Study, VariableId};
use toets_plugin::{Answer, Cell, Diagnostic, Number, ProvisionField, Read, Stop, Strength};

use crate::api::cell::{unknown_node, unknown_provision, unknown_variable};
use crate::api::testing::level;
use crate::compare::{Num, parse_day, unknown_value};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::prepared::{Prepared, ScaleInfo};
use crate::value::{DayValue, describe};
use crate::words;

/// Where tests are run: the study and the node whose names they use.
pub(crate) struct Ground {
    pub(crate) study: Arc<Study>,
    pub(crate) node: NodeId,
    pub(crate) limits: Limits,
}

/// The cell of a test.
pub(crate) struct FakeCell {
    study: Arc<Study>,
    node: NodeId,
    answers: FxHashMap<Read, Answer>,
    /// The findings that apply, where the test says so.
    findings: Option<Vec<FindingId>>,
    as_of: Option<Date>,
}

impl FakeCell {
    /// A cell that knows nothing yet.
    pub(crate) fn empty(ground: &Ground) -> Self {
        Self {
            study: ground.study.clone(),
            node: ground.node,
            answers: FxHashMap::default(),
            findings: None,
            as_of: ground.study.as_of,
        }
    }

    /// The cell that a test describes, with what the script then knows of the study: its parameters may be others.
    pub(crate) fn of(map: &Map, ground: &Ground, prepared: &Arc<Prepared>) -> Result<(Self, Arc<Prepared>), Fault> {
        let mut cell = Self::empty(ground);
        let mut prepared = prepared.clone();
        for (key, value) in map {
            match key.as_str() {
                "node" => cell.nodes(value)?,
                "evidence" => {
                    let level = level(&prepared.scale, value)?;
                    cell.answers.insert(Read::Evidence, Answer::Level(level));
                }
                "strongest" => cell.strongest(value, &prepared.scale)?,
                "findings" => cell.apply(value)?,
                "provision" => cell.provisions(value)?,
                "as_of" => cell.as_of = Some(day(value)?),
                "params" => prepared = Arc::new(prepared.with_params(map_of(value, "params")?)),
                name => cell.variable(name, value)?,
            }
        }
        Ok((cell, prepared))
    }

    fn variable(&mut self, name: &str, value: &Dynamic) -> Result<(), Fault> {
        let study = self.study.clone();
        let Some(id) = study.variables.find(name) else {
            return Err(unknown_variable(&study, name));
        };
        let answer = match &study.variables[id].domain {
            Domain::Finite(values) => {
                let Some(text) = value.read_lock::<ImmutableString>() else {
                    return Err(not_a_value(name, value, ("a text", "een tekst")));
                };
                match study.variables[id].domain.find(&text) {
                    Some(value) => Answer::Value(value),
                    None => return Err(unknown_value(name, &text, values.iter().map(|v| &*v.id))),
                }
            }
            Domain::Number { .. } => match Num::of(value).map(Num::float) {
                Some(number) => Answer::Interval(Number::new(number), Number::new(number)),
                None => return Err(not_a_value(name, value, ("a number", "een getal"))),
            },
        };
        self.answers.insert(Read::Variable(id), answer);
        Ok(())
    }

    fn nodes(&mut self, value: &Dynamic) -> Result<(), Fault> {
        let study = self.study.clone();
        for (name, value) in map_of(value, "node")? {
            let Some(id) = study.nodes.find(&name) else {
                return Err(unknown_node(&study, &name));
            };
            let scale = ScaleInfo::new(&study, study.nodes[id].scale);
            let answer = match Num::of(&value).map(Num::float) {
                // Nothing: it does not apply.
                _ if value.is_unit() => Answer::NotApplicable,
                Some(number) if scale.number => Answer::Number(Number::new(number)),
                _ if scale.number => return Err(not_a_value(&name, &value, ("a number", "een getal"))),
                _ => Answer::Level(level(&scale, &value)?),
            };
            self.answers.insert(Read::Node(id), answer);
        }
        Ok(())
    }

    fn strongest(&mut self, value: &Dynamic, scale: &ScaleInfo) -> Result<(), Fault> {
        for (side, value) in map_of(value, "strongest")? {
            let side = match side.as_str() {
                "+" => Strength::For,
                "-" => Strength::Against,
                other => {
                    return Err(Fault::new(
                        "script-test",
                        both!(
                            "there is a strongest finding `+` and one `-`, not {}",
                            "er is een sterkste bevinding `+` en een sterkste `-`, niet {}",
                            words::quote(other)
                        ),
                    )
                    .help((
                        "write `strongest: #{ \"+\": \"++\", \"-\": \"0\" }`",
                        "schrijf `strongest: #{ \"+\": \"++\", \"-\": \"0\" }`",
                    )));
                }
            };
            self.answers
                .insert(Read::Strongest(side), Answer::Level(level(scale, &value)?));
        }
        Ok(())
    }

    fn apply(&mut self, value: &Dynamic) -> Result<(), Fault> {
        let items = value
            .as_array_ref()
            .map_err(|_| not_a_value("findings", value, ("a list of ids", "een lijst van id's")))?;
        let mut found = Vec::with_capacity(items.len());
        for item in items.iter() {
            let Some(name) = item.read_lock::<ImmutableString>() else {
                return Err(not_a_value(
                    "findings",
                    item,
                    ("the id of a finding, a text", "de id van een bevinding, een tekst"),
                ));
            };
            let own = self.study.findings_on(self.node);
            match self.study.findings.find(&name).filter(|id| own.contains(id)) {
                Some(id) => found.push(id),
                None => {
                    let known = own.iter().map(|&id| self.study.findings.name(id));
                    return Err(Fault::new(
                        "script-test",
                        both!(
                            "there is no finding `{}` on the node that is judged",
                            "er is geen bevinding `{}` over de knoop die wordt beoordeeld",
                            name.as_str()
                        ),
                    )
                    .helps(words::suggest(
                        &name,
                        known,
                        ("its findings are", "de bevindingen daarover zijn"),
                    )));
                }
            }
        }
        self.findings = Some(found);
        Ok(())
    }

    fn provisions(&mut self, value: &Dynamic) -> Result<(), Fault> {
        let study = self.study.clone();
        for (name, fields) in map_of(value, "provision")? {
            let Some(id) = study.provisions.find(&name) else {
                return Err(unknown_provision(&study, &name));
            };
            for (field, value) in map_of(&fields, &name)? {
                let (field, answer) = field_of(&field, &value)?;
                self.answers.insert(Read::Provision(id, field), answer);
            }
        }
        Ok(())
    }

    fn provision(&self, id: ProvisionId, field: ProvisionField) -> Answer {
        let standing = Standing::without_amendments(&self.study.provisions[id], self.as_of);
        field.of(&self.study, id, standing)
    }

    /// That the test does not say what is read.
    fn unsaid(&self, read: Read) -> Diagnostic {
        let study = &self.study;
        let (what, add): (Words, String) = match read {
            Read::Variable(id) => (
                Words::same(format!("`{}`", study.variables.name(id))),
                format!("{}: {}", study.variables.name(id), some_value(study, id)),
            ),
            Read::Node(id) | Read::Applies(id) => (
                both!("the node `{}`", "de knoop `{}`", study.nodes.name(id)),
                format!("node: #{{ {}: \"…\" }}", study.nodes.name(id)),
            ),
            Read::Finding(_) => (
                ("which findings apply", "welke bevindingen gelden").into(),
                "findings: []".to_owned(),
            ),
            Read::Evidence => (
                ("what the findings say together", "wat de bevindingen samen zeggen").into(),
                "evidence: \"…\"".to_owned(),
            ),
            Read::Strongest(_) => (
                (
                    "the strongest finding for or against",
                    "de sterkste bevinding voor of tegen",
                )
                    .into(),
                "strongest: #{ \"+\": \"…\", \"-\": \"…\" }".to_owned(),
            ),
            Read::AsOf | Read::Provision(..) => (
                ("the day whose law counts", "wat de peildatum is").into(),
                "as_of: \"2026-08-01\"".to_owned(),
            ),
        };
        let with = match read {
            Read::Finding(_) => (", with their ids,", ", met hun id's,"),
            _ => ("", ""),
        };
        let message = both!(
            "the cell of this test does not say {}",
            "de cel van deze test zegt niet {}",
            what
        );
        Diagnostic::error("script-test", message).help(both!(
            "add `{add}`{} to `cell(#{{ … }})`",
            "voeg `{add}`{} toe aan `cell(#{{ … }})`",
            with
        ))
    }
}

impl Cell for FakeCell {
    fn study(&self) -> &Study {
        &self.study
    }

    fn node(&self) -> NodeId {
        self.node
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        if let Some(answer) = self.answers.get(&read) {
            return Ok(answer.clone());
        }
        let known = match read {
            Read::Finding(id) => self
                .findings
                .as_ref()
                .map(|all| if all.contains(&id) { Answer::Yes } else { Answer::No }),
            Read::Applies(id) => self.answers.get(&Read::Node(id)).map(|answer| match answer {
                Answer::NotApplicable => Answer::No,
                _ => Answer::Yes,
            }),
            Read::Provision(id, field) => Some(self.provision(id, field)),
            Read::AsOf => self.as_of.map(Answer::Day),
            _ => None,
        };
        known.ok_or_else(|| Stop::Fault(Box::new(self.unsaid(read))))
    }
}

fn some_value(study: &Study, id: VariableId) -> String {
    match &study.variables[id].domain {
        Domain::Finite(values) => values
            .first()
            .map_or_else(|| "…".to_owned(), |v| format!("\"{}\"", v.id)),
        Domain::Number { .. } => "0".to_owned(),
    }
}

fn not_a_value(name: &str, value: &Dynamic, wanted: (&str, &str)) -> Fault {
    Fault::new(
        "script-type",
        both!(
            "`{name}` of a test's cell is {}, not {}",
            "`{name}` van de cel van een test is {}, en dit is {}",
            wanted,
            describe(value)
        ),
    )
}

fn map_of(value: &Dynamic, name: &str) -> Result<Map, Fault> {
    value.as_map_ref().map(|map| map.clone()).map_err(|_| {
        not_a_value(name, value, ("a map", "een tabel"))
            .help(both!("write `{name}: #{{ … }}`", "schrijf `{name}: #{{ … }}`"))
    })
}

fn day(value: &Dynamic) -> Result<Date, Fault> {
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return parse_day(&text);
    }
    match value.read_lock::<DayValue>().as_deref() {
        Some(DayValue::Day(day)) => Ok(*day),
        _ => Err(not_a_value(
            "as_of",
            value,
            ("a day, such as \"2026-08-01\"", "een dag, zoals \"2026-08-01\""),
        )),
    }
}

/// A field of a provision with the value that a test gives it.
fn field_of(name: &str, value: &Dynamic) -> Result<(ProvisionField, Answer), Fault> {
    let yes = |field| match value.as_bool() {
        Ok(true) => Ok((field, Answer::Yes)),
        Ok(false) => Ok((field, Answer::No)),
        Err(_) => Err(not_a_value(name, value, ("true or false", "waar of onwaar"))),
    };
    let text = |field| match value.read_lock::<ImmutableString>() {
        Some(text) => Ok((field, Answer::Text(text.as_str().into()))),
        None => Err(not_a_value(name, value, ("a text", "een tekst"))),
    };
    let words = |field| match crate::api::judgement::languages(value, (name, name)) {
        Ok(text) => Ok((field, Answer::Words(Arc::new(text)))),
        Err(_) => Err(not_a_value(
            name,
            value,
            (
                "a text, or a map with `nl` and `en`",
                "een tekst, of een tabel met `nl` en `en`",
            ),
        )),
    };
    match name {
        "in_force" => yes(ProvisionField::InForce),
        "verified" => yes(ProvisionField::Verified),
        "article" => text(ProvisionField::Article),
        "kind" => text(ProvisionField::Kind),
        "version" => text(ProvisionField::Version),
        "subject" => words(ProvisionField::Subject),
        "paraphrase" => words(ProvisionField::Paraphrase),
        "valid_from" => Ok((ProvisionField::ValidFrom, Answer::Day(day(value)?))),
        "valid_to" => Ok((ProvisionField::ValidTo, Answer::Day(day(value)?))),
        _ => Err(crate::explain::no_field("provision", name)),
    }
}
