//! Which thing of a study a person means: by its id, its code, or its label in either language.
//!
//! Every call that names something asks here, so that all of them take the same names and say the same where there is no
//! such thing. An id is unique; a code is the source's own; labels are written for reading, and may be shared: so an id
//! wins over a code and a code over a label, and a label that several things have names none of them.

use std::borrow::Cow;

use toets_diagnostic::{Words, both};
use toets_evaluate::OpenVariable;
use toets_model::{
    AmendmentId, Arena, DocumentId, Domain, GroupId, Index, LevelId, NodeId, ScenarioId, Study, Text, ValueId,
    VariableId,
};

use crate::explain::Refusal;

/// A thing, by all that it may be called.
#[derive(Clone, Debug)]
pub struct Called<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// What the source calls it.
    pub codes: Vec<Cow<'a, str>>,
    /// What people call it, in every language.
    pub labels: Vec<&'a str>,
}

impl<'a> Called<'a> {
    /// By its id, and by nothing else yet.
    pub fn new(id: impl Into<Cow<'a, str>>) -> Self {
        Self {
            id: id.into(),
            codes: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// By what the source calls it, too.
    #[must_use]
    pub fn code(mut self, code: Option<&'a str>) -> Self {
        self.codes.extend(code.map(Cow::Borrowed));
        self
    }

    /// By a label too, if it has it.
    #[must_use]
    pub fn label<'t: 'a>(mut self, label: impl Into<Option<&'t Text>>) -> Self {
        if let Some(text) = label.into() {
            let both = [text.nl.as_str(), text.en.as_deref().unwrap_or_default()];
            self.labels.extend(both.into_iter().filter(|text| !text.is_empty()));
        }
        self
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let codes = self.codes.iter().map(|code| &**code);
        std::iter::once(&*self.id)
            .chain(codes)
            .chain(self.labels.iter().copied())
    }

    /// An id as a message shows it, with the name that it was found by.
    fn shown(&self, name: &str) -> String {
        match name == self.id {
            true => format!("`{name}`"),
            false => format!("`{name}` (`{}`)", self.id),
        }
    }
}

/// Why a name is not that of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misnamed {
    /// Whether it has nothing to stand for, or too much.
    pub why: WhyMisnamed,
    /// What is wrong.
    pub what: Words,
    /// What may have been meant.
    pub meant: Option<Words>,
    /// What there is.
    pub known: Words,
}

/// Whether a name is that of nothing or of several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyMisnamed {
    /// Nothing is called so.
    Unknown,
    /// More than one thing is.
    Shared,
}

impl From<Misnamed> for Refusal {
    fn from(misnamed: Misnamed) -> Self {
        Self {
            what: misnamed.what,
            help: misnamed.meant.unwrap_or(misnamed.known),
        }
    }
}

/// Which of these things a name is that of; `what` says what they are, in English and in Dutch.
///
/// ```
/// use toets_model::Text;
/// use toets_question::{Called, pick};
/// let label = Text::both("Behoeften", "Needs");
/// let things = [Called::new("social"), Called::new("needs").code(Some("K1.beh")).label(&label)];
/// for name in ["needs", "K1.beh", "behoeften", "NEEDS"] {
///     assert_eq!(pick(("node", "knoop"), name, &things), Ok(1));
/// }
/// assert!(pick(("node", "knoop"), "K1", &things).is_err());
/// ```
///
/// # Errors
/// It is the name of none of them, or of several.
pub fn pick(what: (&str, &str), name: &str, things: &[Called<'_>]) -> Result<usize, Misnamed> {
    match chosen(name, things) {
        Chosen::One(thing) => Ok(thing),
        Chosen::Several(several) => Err(shared(what, name, things, &several)),
        Chosen::None => {
            let ids: Vec<String> = things.iter().map(|thing| format!("`{}`", thing.id)).collect();
            Err(Misnamed {
                why: WhyMisnamed::Unknown,
                what: both!("there is no {} `{name}`", "er is geen {} `{name}`", what),
                meant: meant(name, things),
                known: both!("there are {}", "er zijn {}", ids.join(", ")),
            })
        }
    }
}

enum Chosen {
    One(usize),
    Several(Vec<usize>),
    None,
}

/// The things that a name fits best: what is written just so goes before what differs in case only.
fn chosen(name: &str, things: &[Called<'_>]) -> Chosen {
    let wanted = folded(name);
    let by: [&dyn Fn(&Called<'_>) -> bool; 5] = [
        &|thing| thing.id == name,
        &|thing| thing.codes.iter().any(|code| code == name),
        &|thing| folded(&thing.id) == wanted,
        &|thing| thing.codes.iter().any(|code| folded(code) == wanted),
        &|thing| thing.labels.iter().any(|label| folded(label) == wanted),
    ];
    for fits in by {
        let found: Vec<usize> = (0..things.len()).filter(|&n| fits(&things[n])).collect();
        match found[..] {
            [] => {}
            [one] => return Chosen::One(one),
            _ => return Chosen::Several(found),
        }
    }
    Chosen::None
}

/// A name as it is compared: case, the width of spaces and the shape of an apostrophe say nothing.
fn folded(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace(['’', '‘'], "'")
}

fn shared(what: (&str, &str), name: &str, things: &[Called<'_>], several: &[usize]) -> Misnamed {
    let ids: Vec<String> = several.iter().map(|&n| format!("`{}`", things[n].id)).collect();
    Misnamed {
        why: WhyMisnamed::Shared,
        what: both!("`{name}` names more than one {}", "meer dan één {} heet `{name}`", what),
        meant: None,
        known: both!(
            "write the id of the one that is meant: {}",
            "schrijf het id van wat u bedoelt: {}",
            ids.join(", ")
        ),
    }
}

/// What a name that fits nothing is most like, or the only label that begins with it.
fn meant(name: &str, things: &[Called<'_>]) -> Option<Words> {
    let near = toets_diagnostic::nearest(name, things.iter().flat_map(Called::all)).or_else(|| begun(name, things))?;
    let thing = things.iter().find(|thing| thing.all().any(|other| other == near))?;
    let shown = thing.shown(near);
    Some(both!("did you mean {shown}?", "bedoelde u {shown}?"))
}

fn begun<'a>(name: &str, things: &'a [Called<'_>]) -> Option<&'a str> {
    // One letter is the beginning of too much to be a hint.
    const LEAST: usize = 3;
    let wanted = folded(name);
    let begins = |label: &&str| wanted.chars().count() >= LEAST && folded(label).starts_with(&wanted);
    let mut found = things
        .iter()
        .filter_map(|thing| thing.labels.iter().copied().find(begins));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn of_arena<'a, I: Index, T>(
    arena: &'a Arena<I, T>,
    called: impl Fn(Called<'a>, &'a T) -> Called<'a>,
) -> Vec<Called<'a>> {
    let all = arena.iter();
    all.map(|(id, thing)| called(Called::new(arena.name(id)), thing))
        .collect()
}

fn within<I: Index>(what: (&str, &str), name: &str, things: &[Called<'_>]) -> Result<I, Misnamed> {
    pick(what, name, things).map(I::from_usize)
}

/// The scenario that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn scenario_named(study: &Study, name: &str) -> Result<ScenarioId, Misnamed> {
    let all = of_arena(&study.scenarios, |called, it| called.label(&it.label).label(&it.short));
    within(("scenario", "scenario"), name, &all)
}

/// The target group that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn group_named(study: &Study, name: &str) -> Result<GroupId, Misnamed> {
    let all = of_arena(&study.groups, |called, it| called.label(&it.label).label(&it.short));
    within(("group", "doelgroep"), name, &all)
}

/// The node that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn node_named(study: &Study, name: &str) -> Result<NodeId, Misnamed> {
    let all = of_arena(&study.nodes, |called, it| {
        called.code(it.code.as_deref()).label(&it.label)
    });
    within(("node", "knoop"), name, &all)
}

/// The variable that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn variable_named(study: &Study, name: &str) -> Result<VariableId, Misnamed> {
    let all = of_arena(&study.variables, |called, it| called.label(&it.label));
    within(("variable", "variabele"), name, &all)
}

/// The amendment that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn amendment_named(study: &Study, name: &str) -> Result<AmendmentId, Misnamed> {
    let all = of_arena(&study.amendments, |called, it| called.label(&it.label));
    within(("amendment", "wijziging"), name, &all)
}

/// The source that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn document_named(study: &Study, name: &str) -> Result<DocumentId, Misnamed> {
    let all = of_arena(&study.documents, |called, it| called.label(&it.label));
    within(("source", "bron"), name, &all)
}

/// The level of a node's scale that is meant; none is found where it measures in numbers.
///
/// # Errors
/// There is none, or more than one.
pub fn level_named(study: &Study, node: NodeId, name: &str) -> Result<LevelId, Misnamed> {
    let all = levels(study, node);
    let what = both!(
        "`{}` has no level `{name}`",
        "`{}` heeft geen niveau `{name}`",
        study.nodes.name(node)
    );
    let known = both!(
        "its levels, worst to best: {}",
        "de niveaus, van slechtst naar best: {}",
        ids(&all)
    );
    one_of(("level", "niveau"), (what, known), name, &all).map(LevelId::from_usize)
}

fn levels(study: &Study, node: NodeId) -> Vec<Called<'_>> {
    let levels = study.scales[study.nodes[node].scale].levels().iter();
    levels
        .map(|level| Called::new(&*level.id).label(&level.label).label(&level.short))
        .collect()
}

/// The value of a finite variable, or the interval of a number, that is meant.
///
/// # Errors
/// There is none, or more than one.
pub fn value_named(study: &Study, variable: VariableId, name: &str) -> Result<ValueId, Misnamed> {
    let all = values(study, variable);
    let what = both!(
        "`{}` has no value `{name}`",
        "`{}` heeft geen waarde `{name}`",
        study.variables.name(variable)
    );
    let known = both!("its values: {}", "de waarden: {}", ids(&all));
    one_of(("value", "waarde"), (what, known), name, &all).map(ValueId::from_usize)
}

fn values(study: &Study, variable: VariableId) -> Vec<Called<'_>> {
    match &study.variables[variable].domain {
        Domain::Finite(values) => values.iter().map(|it| Called::new(&*it.id).label(&it.label)).collect(),
        domain @ Domain::Number { .. } => (0..domain.size())
            .map(|n| Called::new(domain.value_name(ValueId::from_usize(n)).to_string()))
            .collect(),
    }
}

/// A variable or an unknown that is meant. Behind `open.` a node may be called as anywhere else: `open.K5`.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn open_named(study: &Study, known: &[OpenVariable], name: &str) -> Result<OpenVariable, Misnamed> {
    // Whatever has this id is meant, open or not: that it is closed can then be said.
    if let Some(found) = OpenVariable::find(study, name) {
        return Ok(found);
    }
    let called: Vec<Called<'_>> = known.iter().map(|&one| open_called(study, one)).collect();
    match chosen(name, &called) {
        Chosen::One(n) => Ok(known[n]),
        Chosen::Several(several) => Err(shared(("variable", "variabele"), name, &called, &several)),
        Chosen::None => Err(Misnamed {
            why: WhyMisnamed::Unknown,
            what: both!(
                "there is no variable or unknown `{name}`",
                "er is geen variabele of kennisvraag `{name}`"
            ),
            meant: meant(name, &called),
            known: (
                "variables have the ids and labels of the study; unknowns are called `open.FINDING`, `open.NODE`, `open.TRANSFER` \
                 or `contest.CONTEST`",
                "variabelen hebben de id's en namen van de studie; kennisvragen heten `open.BEVINDING`, `open.KNOOP`, \
                 `open.OVERDRACHT` of `contest.STRIJDPUNT`",
            )
                .into(),
        }),
    }
}

fn open_called(study: &Study, variable: OpenVariable) -> Called<'_> {
    let called = Called::new(variable.id(study));
    match variable {
        OpenVariable::Study(v) => called.label(&study.variables[v].label),
        OpenVariable::Node(n) => {
            let node = &study.nodes[n];
            let mut called = called.code(node.code.as_deref()).label(&node.label);
            called
                .codes
                .extend(node.code.iter().map(|code| format!("open.{code}").into()));
            called
        }
        OpenVariable::Contest(c) => called.label(&study.contests[c].label),
        OpenVariable::Finding(_) | OpenVariable::Transfer(_) => called,
    }
}

/// The value of a variable or an unknown that is meant: its number among those that it may have.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn open_value_named(study: &Study, variable: OpenVariable, name: &str) -> Result<u32, Misnamed> {
    let all: Vec<Called<'_>> = match variable {
        OpenVariable::Study(v) => values(study, v),
        OpenVariable::Node(n) => levels(study, n),
        OpenVariable::Contest(c) => {
            let sides = study.contests[c].sides.iter().enumerate();
            sides
                .map(|(n, side)| Called::new((n + 1).to_string()).label(&side.label))
                .collect()
        }
        OpenVariable::Finding(_) | OpenVariable::Transfer(_) => (0..variable.arity(study))
            .map(|value| Called::new(variable.value_name(study, value).to_string()))
            .collect(),
    };
    let id = variable.id(study);
    let what = both!("`{id}` has no value `{name}`", "`{id}` heeft geen waarde `{name}`");
    let known = match all.is_empty() {
        true => ("no value of it can be assumed", "er is geen waarde van aan te nemen").into(),
        false => both!("it may be {}", "het kan zijn: {}", ids(&all)),
    };
    one_of(("value", "waarde"), (what, known), name, &all).map(|n| n as u32)
}

fn ids(all: &[Called<'_>]) -> String {
    all.iter()
        .map(|one| format!("`{}`", one.id))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One of a few things that belong to another: all of them are shown beside what may have been meant.
fn one_of(
    kind: (&str, &str),
    (what, known): (Words, Words),
    name: &str,
    all: &[Called<'_>],
) -> Result<usize, Misnamed> {
    match chosen(name, all) {
        Chosen::One(n) => Ok(n),
        Chosen::Several(several) => Err(shared(kind, name, all, &several)),
        Chosen::None => Err(Misnamed {
            why: WhyMisnamed::Unknown,
            what,
            meant: meant(name, all).map(|meant| both!("{}; {}", "{}; {}", known.clone(), meant)),
            known,
        }),
    }
}
