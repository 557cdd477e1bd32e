//! What the results of a study depend on, by name: so that two studies can be compared without either of them at hand.
//!
//! Each [`Input`] says what it means in names of the study (never in wording, labels, places or citations), has a hash
//! of that, and names the other inputs that it uses. Together they are the dependency graph: variables → findings → nodes
//! → the nodes above them → conclusions. The same meaning gives the same hash, in whatever order files say it.

mod meaning;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use sha2::{Digest, Sha256};
use toets_evaluate::Compiled;
use toets_plugin::Registry;

/// What kind of thing an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputKind {
    /// A choice of the study as a whole: the day whose law counts, which node is the verdict.
    Study,
    /// What the study does with findings of a modality (`[evidence]`).
    Modality,
    /// A regime variable that the study fixes.
    Regime,
    /// A scale.
    Scale,
    /// A variable.
    Variable,
    /// A constraint; it has no name, so that its hash is its id.
    Constraint,
    /// A provision of law.
    Provision,
    /// A plugin or script that judges a node.
    Plugin,
    /// A transfer of evidence.
    Transfer,
    /// A contest between findings.
    Contest,
    /// A finding.
    Finding,
    /// A node: the rule that judges it.
    Node,
    /// A scenario: what it fixes.
    Scenario,
    /// A target group: what it fixes.
    Group,
    /// A conclusion: its condition.
    Conclusion,
}

impl InputKind {
    /// All kinds, in order.
    pub const ALL: [Self; 15] = [
        Self::Study,
        Self::Modality,
        Self::Regime,
        Self::Scale,
        Self::Variable,
        Self::Constraint,
        Self::Provision,
        Self::Plugin,
        Self::Transfer,
        Self::Contest,
        Self::Finding,
        Self::Node,
        Self::Scenario,
        Self::Group,
        Self::Conclusion,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Modality => "modality",
            Self::Regime => "regime",
            Self::Scale => "scale",
            Self::Variable => "variable",
            Self::Constraint => "constraint",
            Self::Provision => "provision",
            Self::Plugin => "plugin",
            Self::Transfer => "transfer",
            Self::Contest => "contest",
            Self::Finding => "finding",
            Self::Node => "node",
            Self::Scenario => "scenario",
            Self::Group => "group",
            Self::Conclusion => "conclusion",
        }
    }
}

/// The stable name of an input: `finding f4g34`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputKey {
    /// What kind of thing it is.
    pub kind: InputKind,
    /// Its id in the study; it has no white space.
    pub id: String,
}

impl InputKey {
    /// The name of a thing.
    pub fn new(kind: InputKind, id: &str) -> Self {
        Self {
            kind,
            id: id.to_owned(),
        }
    }

    /// Reads `finding f4g34`.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, id) = text.split_once(' ')?;
        let kind = InputKind::ALL.into_iter().find(|kind| kind.word() == word)?;
        (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| Self::new(kind, id))
    }
}

impl fmt::Display for InputKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.word(), self.id)
    }
}

/// The aspect of a scenario that says when it is judged; no variable has such a name.
pub(crate) const JUDGED: &str = "is judged";

/// The aspect of a scenario that says what it fixes for one group only: no id of a group has a full stop in it.
pub(crate) fn of_group(group: &str, variable: &str) -> String {
    format!("{group}.{variable}")
}

/// How an aspect of a finding begins that says for which values of a variable it speaks: `when timing`.
pub(crate) const WHEN: &str = "when ";

/// What stands between the values of a variable.
pub(crate) const OR: &str = " or ";

/// Something that a result may depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// 16 hexadecimal digits of the SHA-256 of what it means.
    pub hash: String,
    /// What it means: aspect and text, each on one line (`level`, `-`).
    pub meaning: Vec<(String, String)>,
    /// The inputs that it uses.
    pub uses: BTreeSet<InputKey>,
}

impl Input {
    pub(crate) fn new(meaning: Vec<(String, String)>) -> Self {
        let text: String = meaning
            .iter()
            .map(|(aspect, is)| format!("{aspect} = {is}\n"))
            .collect();
        Self {
            hash: hash(&text),
            meaning,
            uses: BTreeSet::new(),
        }
    }
}

/// The first 16 hexadecimal digits of a SHA-256.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Everything that the results of a study may depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// By name.
    pub by_key: BTreeMap<InputKey, Input>,
}

impl Inputs {
    /// What an aspect of an input is.
    pub(crate) fn aspect(&self, kind: InputKind, id: &str, aspect: &str) -> Option<&str> {
        let meaning = &self.by_key.get(&InputKey::new(kind, id))?.meaning;
        meaning.iter().find(|(one, _)| one == aspect).map(|(_, is)| &**is)
    }

    /// All that something depends on, directly or not, and itself.
    pub fn behind(&self, starts: impl IntoIterator<Item = InputKey>) -> BTreeSet<InputKey> {
        let mut reached = BTreeSet::new();
        let mut stack: Vec<InputKey> = starts.into_iter().collect();
        while let Some(key) = stack.pop() {
            let Some(input) = self.by_key.get(&key) else { continue };
            if reached.insert(key) {
                stack.extend(input.uses.iter().filter(|used| !reached.contains(*used)).cloned());
            }
        }
        reached
    }
}

/// What the results of a study depend on. Scripts are known to read what they read once all cells were evaluated, so ask
/// after that.
pub fn fingerprints(compiled: &Compiled, plugins: &Registry) -> Inputs {
    let mut inputs = meaning::meanings(&compiled.study, plugins);
    uses::link(compiled, plugins, &mut inputs);
    inputs
}
