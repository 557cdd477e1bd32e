//! The scorecard.

use serde::Serialize;

/// Every node in every cell.
#[derive(Clone, Debug, Serialize)]
pub struct Scorecard {
    /// The nodes, depth-first from the verdict.
    pub rows: Vec<Row>,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The groups.
    pub groups: Vec<Group>,
    /// For each group, row and scenario what is possible.
    pub marks: Vec<Vec<Vec<Mark>>>,
}

/// A node's place in the framework.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The node's id.
    pub node: String,
    /// The code that the source gives it.
    pub code: Option<String>,
    /// Its name.
    pub label: String,
    /// How deep it stands below the verdict.
    pub depth: usize,
    /// Whether nothing stands below it.
    pub indicator: bool,
    /// The row of what stands above it.
    pub parent: Option<usize>,
}

/// A scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// Its code; its name where its id is no code.
    pub name: String,
    /// Its name.
    pub label: String,
    /// What it fixes.
    pub features: Vec<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A target group.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Who belongs to it.
    pub definition: Option<String>,
    /// What its people have in common.
    pub traits: Vec<String>,
}

/// What is possible of a node in a cell, at a glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// In signs: `-…+?`.
    pub signs: String,
    /// The same in words, to be read aloud.
    pub words: String,
    /// How it is coloured: `n2`, `n1`, `z`, `p1`, `p2` for one level, from far below to far above neutral; `v` for one level
    /// without a side; `mixed` where it depends, `open` where it is open, `none` where there is no world.
    pub shade: &'static str,
    /// For each level of the scale, worst to best, whether it is possible.
    pub bar: Vec<Bar>,
    /// The number, of a node in numbers that can be one only.
    #[serde(skip)]
    pub amount: Option<Amount>,
}

/// A number, and how many decimals are shown of it if the study says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The number.
    pub number: f64,
    /// The decimals.
    pub decimals: Option<u32>,
}

/// A level of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Its colour, as of a [`Mark`].
    pub shade: &'static str,
    /// Whether it is possible.
    pub on: bool,
}
