//! The map of the space of designs.

use serde::Serialize;

/// All designs for one group.
#[derive(Clone, Debug, Serialize)]
pub struct Designs {
    /// The group's id.
    pub group: String,
    /// Its name.
    pub label: String,
    /// How many designs there are.
    pub designs: String,
    /// How many levers are open.
    pub levers: usize,
    /// How many reach which level: the verdict, what it is judged from, the criteria.
    pub nodes: Vec<Counted>,
    /// What could not be counted, and why.
    pub uncounted: Option<String>,
    /// The designs that no other betters on all criteria.
    pub front: Front,
    /// The best level of the verdict.
    pub best: Option<String>,
    /// The designs that surely have it.
    pub best_certain: Vec<String>,
    /// The designs that may have it.
    pub best_possible: Vec<String>,
    /// Which levers matter most.
    pub sensitive: Vec<Sensitive>,
    /// How designs divide over the values of those, two at a time.
    pub maps: Vec<LeverMap>,
}

/// How many designs reach which level of a node.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// The node's id.
    pub node: String,
    /// Its code and name.
    pub label: String,
    /// Its levels, worst to best.
    pub levels: Vec<LevelCount>,
}

/// How many designs have exactly a level, for all people.
#[derive(Clone, Debug, Serialize)]
pub struct LevelCount {
    /// The level.
    pub level: String,
    /// Its colour.
    pub shade: &'static str,
    /// Whatever the unknowns.
    pub certain: String,
    /// For some answers.
    pub possible: String,
    /// The first as a share of all designs, in thousandths.
    pub certain_permille: u32,
    /// The second as a share of all designs, in thousandths.
    pub possible_permille: u32,
}

/// How designs divide over the values of two levers.
#[derive(Clone, Debug, Serialize)]
pub struct LeverMap {
    /// The one lever.
    pub first: String,
    /// The other.
    pub second: String,
    /// The values of the one.
    pub rows: Vec<String>,
    /// The values of the other.
    pub columns: Vec<String>,
    /// For each row and column the designs with these values.
    pub cells: Vec<Vec<MapCell>>,
}

/// The designs with one value of each of two levers.
#[derive(Clone, Debug, Serialize)]
pub struct MapCell {
    /// Whether there are none.
    pub empty: bool,
    /// How many there are.
    pub designs: String,
    /// How many of them have which level of the verdict; shares are of these designs.
    pub levels: Vec<LevelCount>,
}

/// The designs that no other betters.
#[derive(Clone, Debug, Serialize)]
pub struct Front {
    /// The criteria, by code and name.
    pub criteria: Vec<String>,
    /// The combinations of levels.
    pub points: Vec<Point>,
    /// Whether these are all.
    pub complete: bool,
}

/// A combination of levels.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The least level on each criterion.
    pub levels: Vec<String>,
    /// How many designs have it.
    pub designs: String,
    /// Some of them.
    pub which: String,
}

/// How much a lever matters.
#[derive(Clone, Debug, Serialize)]
pub struct Sensitive {
    /// Its name.
    pub lever: String,
    /// In which share of worlds changing it alone changes the verdict.
    pub share: String,
    /// The same in hundredths of a percent.
    pub permyriad: u32,
}
