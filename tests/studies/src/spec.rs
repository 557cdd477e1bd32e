//! A small study as plain data: what the generator makes, what is written as TOML and Rhai for the engine, and what the
//! oracle judges directly. Everything refers by position.

mod visit;

use std::collections::BTreeMap;

/// A whole study.
#[derive(Clone, PartialEq)]
pub struct Spec {
    pub variables: Vec<Variable>,
    pub constraints: Vec<(Condition, Condition)>,
    pub scales: Vec<Scale>,
    /// A node's children, and what its script reads, stand before it.
    pub nodes: Vec<Node>,
    pub scenarios: Vec<Scenario>,
    /// The scenario that effects are relative to.
    pub baseline: Option<usize>,
    pub groups: Vec<Fixed>,
    pub regime: Fixed,
    pub policy: Policy,
    pub findings: Vec<Finding>,
    pub transfers: Vec<Transfer>,
    pub contests: Vec<Contest>,
    pub provisions: Vec<Provision>,
    pub conclusions: Vec<Conclusion>,
    /// Decides the order in which things stand in the files.
    pub order: u64,
    /// Decides which scripts read all that they ask for at the top, one bit for each node.
    pub reads: u16,
}

/// What is fixed.
pub type Fixed = BTreeMap<usize, Value>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Lever,
    Trait,
    Regime,
    Unknown,
}

#[derive(Clone, PartialEq)]
pub struct Variable {
    pub kind: Kind,
    pub domain: Domain,
}

#[derive(Clone, PartialEq)]
pub enum Domain {
    /// So many values.
    Values(usize),
    /// A number from 0 up to [`HIGHEST`], with these cuts, ascending.
    Number(Vec<i64>),
}

/// The end of the range of every number variable.
pub const HIGHEST: i64 = 30;

impl Domain {
    pub fn size(&self) -> usize {
        match self {
            Self::Values(n) => *n,
            Self::Number(cuts) => cuts.len() + 1,
        }
    }

    /// The lowest number of an interval and where it ends.
    pub fn interval(cuts: &[i64], nth: usize) -> (i64, i64) {
        let low = if nth == 0 { 0 } else { cuts[nth - 1] };
        (low, cuts.get(nth).copied().unwrap_or(HIGHEST))
    }
}

/// What a variable is in a world: a value (of a number: an interval), or a number that is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Nth(usize),
    Number(i64),
}

#[derive(Clone, Default, PartialEq)]
pub struct Condition {
    pub all: Vec<Test>,
    pub any: Vec<Condition>,
}

#[derive(Clone, PartialEq)]
pub struct Test {
    pub variable: usize,
    pub allowed: Allowed,
}

#[derive(Clone, PartialEq)]
pub enum Allowed {
    Values(Vec<usize>),
    Bounds { at_least: Option<i64>, below: Option<i64> },
}

impl Condition {
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty()
    }

    /// All variables that it mentions.
    pub fn variables(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.all.iter().map(|test| test.variable).collect();
        all.extend(self.any.iter().flat_map(Condition::variables));
        all
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// `-`, `0`, `+`.
    Three,
    /// `--`, `-`, `0`, `+`, `++`.
    Five,
    /// `bad`, `good`, without a neutral level.
    Two,
    /// `w`, `x`, `y`, `z`, without a neutral level.
    Four,
    /// `little`, `some`, `much`: the first one is said to be neutral.
    Skewed,
    /// `red`, `green`, `blue`, without order.
    Colours,
}

impl Scale {
    pub fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Three => &["-", "0", "+"],
            Self::Five => &["--", "-", "0", "+", "++"],
            Self::Two => &["bad", "good"],
            Self::Four => &["w", "x", "y", "z"],
            Self::Skewed => &["little", "some", "much"],
            Self::Colours => &["red", "green", "blue"],
        }
    }

    pub fn size(self) -> usize {
        self.levels().len()
    }

    pub fn neutral(self) -> Option<usize> {
        match self {
            Self::Three => Some(1),
            Self::Five => Some(2),
            Self::Skewed => Some(0),
            Self::Two | Self::Four | Self::Colours => None,
        }
    }

    pub fn ordered(self) -> bool {
        self != Self::Colours
    }
}

#[derive(Clone, PartialEq)]
pub struct Node {
    pub scale: usize,
    /// The people of whom it makes sense to ask: tests on traits only.
    pub applies: Condition,
    pub children: Vec<usize>,
    pub scorer: Scorer,
    pub own: Own,
    /// Children that nothing speaks to are left out.
    pub skip: bool,
    pub default: Option<usize>,
    pub combine: Combine,
    /// `combine` stands with the plugin's parameters.
    pub combine_in_score: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    First,
    Worst,
    Child,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    Strongest,
    Worst,
    Best,
    Hull,
}

#[derive(Clone, PartialEq)]
pub enum Scorer {
    Evidence,
    Worst(Maps),
    Best(Maps),
    Mean {
        maps: Maps,
        /// In halves.
        weights: Vec<i64>,
        veto: Option<usize>,
        ties: Ties,
    },
    Table(Vec<Rule>),
    Threshold {
        variable: usize,
        cuts: Vec<i64>,
        levels: Vec<usize>,
    },
    Script(Program),
}

/// For each child what each of its levels is here; none: the same.
pub type Maps = Vec<Option<Vec<usize>>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    Neutral,
    Up,
    Down,
}

#[derive(Clone, PartialEq)]
pub struct Rule {
    /// Position among the children, and the levels that it may have.
    pub when: Vec<(usize, Vec<usize>)>,
    pub then: usize,
}

/// What a script does.
#[derive(Clone, PartialEq)]
pub enum Program {
    If(Box<Ask>, Box<Program>, Box<Program>),
    Judge(usize),
    /// The level of a node on the same scale.
    JudgeNode(usize),
    /// Open between these levels; none: the whole scale.
    Open(Vec<usize>),
}

/// What a script asks.
#[derive(Clone, PartialEq)]
pub enum Ask {
    /// A finite variable is this value (or is not).
    Is(usize, usize, bool),
    /// It is one of these.
    In(usize, Vec<usize>),
    /// A number is below this cut (or at least it).
    Below(usize, i64, bool),
    /// A node compared with a level of its scale.
    Node(usize, Comparator, usize),
    /// Two nodes on one scale.
    Nodes(usize, Comparator, usize),
    /// Whether a node applies.
    Applies(usize),
    InForce(usize),
    /// What the findings on the node itself say.
    Evidence(Comparator, usize),
    /// The strongest finding for (true) or against.
    Strongest(bool, Comparator, usize),
    Not(Box<Ask>),
    And(Box<Ask>, Box<Ask>),
    Or(Box<Ask>, Box<Ask>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    Less,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    Greater,
}

impl Comparator {
    pub const ALL: [Self; 6] = [
        Self::Less,
        Self::AtMost,
        Self::Equal,
        Self::NotEqual,
        Self::AtLeast,
        Self::Greater,
    ];

    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::AtLeast => ">=",
            Self::Greater => ">",
        }
    }

    pub fn holds(self, left: usize, right: usize) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::AtLeast => left >= right,
            Self::Greater => left > right,
        }
    }
}

#[derive(Clone, PartialEq)]
pub struct Scenario {
    pub levers: Fixed,
    /// What it fixes for one group only.
    pub by_group: BTreeMap<usize, Fixed>,
    /// A scenario before this one.
    pub based_on: Option<usize>,
    pub evaluate: Evaluate,
    /// Defined by a script.
    pub by_script: bool,
}

/// When a scenario is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evaluate {
    Always,
    /// Where it is named.
    OnRequest,
    Never,
}

/// What `[evidence]` says: whether these hold.
#[derive(Clone, Copy, PartialEq)]
pub struct Policy {
    pub certain: bool,
    pub likely: bool,
    pub uncertain: bool,
    pub some_respondents: bool,
}

impl Policy {
    pub const DEFAULT: Self = Self {
        certain: true,
        likely: true,
        uncertain: false,
        some_respondents: false,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    Certain,
    Likely,
    Conditional,
    Uncertain,
    SomeRespondents,
}

#[derive(Clone, PartialEq)]
pub struct Finding {
    pub node: usize,
    pub when: Condition,
    pub level: Option<usize>,
    pub modality: Modality,
    /// It has a condition that no variable carries.
    pub condition: bool,
    pub absolute: bool,
    pub hinges_on: Vec<usize>,
    pub opens: Opens,
    /// It is about another system.
    pub system: bool,
    pub compare: Option<Compare>,
}

#[derive(Clone, PartialEq)]
pub enum Opens {
    No,
    All,
    Between(Vec<usize>),
}

#[derive(Clone, PartialEq)]
pub enum Compare {
    Better(Fixed, Fixed),
    Same(Vec<Fixed>),
    Order(Vec<Fixed>),
}

#[derive(Clone, PartialEq)]
pub struct Transfer {
    pub nodes: Vec<usize>,
    pub findings: Vec<usize>,
    pub from: Vec<(usize, Vec<usize>)>,
    pub to: Condition,
    pub modality: Modality,
}

/// Findings that contradict each other.
#[derive(Clone, PartialEq)]
pub struct Contest {
    pub sides: Vec<Vec<usize>>,
    /// Only where another side speaks as well.
    pub meet: bool,
}

/// First and last year in force; the law of mid-2025 counts.
#[derive(Clone, Copy, PartialEq)]
pub struct Provision {
    pub from: Option<i64>,
    pub to: Option<i64>,
}

#[derive(Clone, PartialEq)]
pub struct Conclusion {
    pub scenarios: Option<Vec<usize>>,
    pub groups: Option<Vec<usize>>,
    pub some_people: bool,
    pub some_levers: bool,
    pub only: Condition,
    pub holds: Formula,
}

#[derive(Clone, PartialEq)]
pub enum Formula {
    Compare(Term, Comparator, Term),
    And(Vec<Formula>),
    Or(Vec<Formula>),
    Not(Box<Formula>),
}

#[derive(Clone, Copy, PartialEq)]
pub enum Term {
    Node(Where, usize),
    /// A level of a scale.
    Level(usize, usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Current,
    Scenario(usize),
    Cell(usize, usize),
}
