//! Scenarios and target groups.

use indexmap::IndexMap;

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
    /// The same in a word or two, for where room is short.
    pub short: Option<Text>,
    /// What it fixes, with what it takes over from the scenario it is based on.
    pub levers: Assignment,
    /// What it fixes for one group only, beside [`levers`](Self::levers) or otherwise than these, with what it takes over.
    pub by_group: LeversByGroup,
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

impl Scenario {
    /// What it fixes for the people of a group.
    pub fn levers_for(&self, group: GroupId) -> Assignment {
        let mut levers = self.levers.clone();
        let own = self.by_group.get(&group).into_iter().flatten();
        levers.extend(own.map(|(&lever, &value)| (lever, value)));
        levers
    }
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
    /// The same in a word or two, for where room is short.
    pub short: Option<Text>,
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
    pub levers: DraftedLevers,
    /// For each group that it names, what it fixes for that group only.
    pub by_group: Vec<(Spanned<String>, DraftedLevers)>,
    /// A remark.
    pub note: Option<Text>,
}

/// What a scenario fixes for one group only.
pub type LeversByGroup = IndexMap<GroupId, Assignment>;

/// Levers with their values as a script writes them.
pub type DraftedLevers = Vec<(Spanned<String>, Spanned<String>)>;
