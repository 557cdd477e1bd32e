//! The framework, with definitions.

use serde::Serialize;

use super::Citation;

/// What is judged, on which scales, and over what.
#[derive(Clone, Debug, Serialize)]
pub struct Framework {
    /// The nodes, in the order of the scorecard's rows.
    pub nodes: Vec<Node>,
    /// The scales that are used.
    pub scales: Vec<Scale>,
    /// The variables.
    pub variables: Vec<Variable>,
    /// What ties variables together.
    pub constraints: Vec<Constraint>,
    /// What modalities do: the word, and `holds` or `open`.
    pub evidence: Vec<(&'static str, &'static str)>,
}

/// A criterion or an indicator.
#[derive(Clone, Debug, Serialize)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub label: String,
    /// How deep it stands.
    pub depth: usize,
    /// What it means.
    pub definition: Option<String>,
    /// Its scale's id.
    pub scale: String,
    /// The name of the rule that judges it.
    pub rule: String,
    /// What the study passes to the rule.
    pub settings: Vec<Setting>,
    /// The nodes below it, by name.
    pub children: Vec<String>,
    /// What its own findings do: `first`, `worst`, `child`; none on an indicator.
    pub own: Option<&'static str>,
    /// Why a silent child is left out; none: its unknown counts.
    pub skip: Option<String>,
    /// The level where nothing speaks, and why.
    pub default: Option<(String, String)>,
    /// That its rule is a reading of the study's makers, and why.
    pub reading: Option<String>,
    /// What it rests on.
    pub citations: Vec<Citation>,
}

/// A setting of a rule.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value, as the study writes it.
    pub value: String,
}

/// A scale.
#[derive(Clone, Debug, Serialize)]
pub struct Scale {
    /// Its id.
    pub id: String,
    /// The levels, worst to best.
    pub levels: Vec<Level>,
    /// Whether one level is better than another.
    pub ordered: bool,
    /// The unit of a scale in numbers.
    pub unit: Option<String>,
    /// Its first and its last level, or its unit.
    pub ends: String,
    /// What is judged on it, by name.
    pub used_by: String,
}

/// A level.
#[derive(Clone, Debug, Serialize)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its colour, as of a [`Mark`](super::Mark).
    pub shade: &'static str,
}

/// A variable.
#[derive(Clone, Debug, Serialize)]
pub struct Variable {
    /// Its id.
    pub id: String,
    /// `lever`, `trait`, `regime` or `unknown`.
    pub kind: &'static str,
    /// Its name.
    pub label: String,
    /// What it means.
    pub definition: Option<String>,
    /// Its values.
    pub values: Vec<Value>,
}

/// A value of a variable.
#[derive(Clone, Debug, Serialize)]
pub struct Value {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
}

/// What ties variables together.
#[derive(Clone, Debug, Serialize)]
pub struct Constraint {
    /// Where it applies; none: everywhere.
    pub when: Option<String>,
    /// What holds there.
    pub then: String,
    /// Why.
    pub reason: Option<String>,
}
