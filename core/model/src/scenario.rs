//! Scenarios and target groups.

use crate::condition::Assignment;
use crate::index;
use crate::source::{Citation, Span, Spanned};
use crate::text::Text;

index! {
    /// A scenario.
    ScenarioId
}
index! {
    /// A target group.
    GroupId
}

/// A partial assignment of levers (`[[scenario]]`, or `scenario(…)` in a script).
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Where its id was written.
    pub span: Span,
    /// Its name for people.
    pub label: Text,
    /// What it fixes, with what it takes over from the scenario it is based on.
    pub levers: Assignment,
    /// The scenario it is based on.
    pub based_on: Option<ScenarioId>,
    /// When it is judged.
    pub evaluate: Evaluate,
    /// Scenarios that it corresponds to.
    pub maps_to: Vec<ScenarioId>,
    /// A remark.
    pub note: Option<Text>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// When a scenario is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Evaluate {
    /// With all others.
    #[default]
    Always,
    /// Where it is asked for by name: on the command line, or by a conclusion.
    OnRequest,
    /// Never: it is described only (a baseline that nobody studied).
    Never,
}

/// A partial assignment of traits (`[[group]]`).
#[derive(Clone, Debug)]
pub struct Group {
    /// Where its id was written.
    pub span: Span,
    /// Its name for people.
    pub label: Text,
    /// Who belongs to it.
    pub definition: Option<Text>,
    /// What its people have in common.
    pub traits: Assignment,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// A scenario as a script defines it: names, not yet resolved against a study.
#[derive(Clone, Debug)]
pub struct ScenarioDraft {
    /// Its id and where the script defines it.
    pub id: Spanned<String>,
    /// Its name for people; missing: a diagnostic of the loader.
    pub label: Option<Text>,
    /// The scenario it is based on.
    pub based_on: Option<Spanned<String>>,
    /// Lever and value; a number is written as text.
    pub levers: Vec<(Spanned<String>, Spanned<String>)>,
    /// A remark.
    pub note: Option<Text>,
}
