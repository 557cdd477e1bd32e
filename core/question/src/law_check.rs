//! Whether the legal checks of a study are complete: in which case two of their answers clash or nothing is said of a
//! provision that counts there, which provisions nothing reads, and what was said of each in which cell.
//!
//! A *case* is a world of a cell under the law of a stretch of time. A scorer takes one way through each case; there are
//! finitely many ways, and each comes with the set of its cases as a diagram. So all of them are looked at, and nothing
//! is sampled. The readings of the law that a study chooses between (its regime variables) are left open here: a check is
//! complete if it is under each of them. Amendments stay as they are.

mod clash;
mod cover;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_diagram::Diagram;
use toets_evaluate::{CaseBox, Compiled, Leaf, Space, compile, survey};
use toets_model::{Date, GroupId, Kind, NodeId, Provision, ProvisionId, ScenarioId, Study, Text};
use toets_plugin::{Read, Registry};

use crate::faults::too_large;
use crate::timeline::{breakpoints, in_play};

/// What was found about the legal checks of a study.
#[derive(Clone, Debug)]
pub struct LawCheck {
    /// The stretches of time that were looked at: first and last day of each; none: since ever, until further notice.
    pub time: Vec<(Option<Date>, Option<Date>)>,
    /// The nodes whose scorers read or name provisions.
    pub nodes: Vec<NodeId>,
    /// What was found: faults first, then by the size of the example.
    pub found: Vec<LawFinding>,
    /// What was said of each provision, in order of provision, node and cell.
    pub coverage: Vec<Coverage>,
    /// How many of the study's provisions there are, and how many of them a lawyer checked as the study reads them.
    pub provisions: usize,
    /// See [`provisions`](Self::provisions).
    pub reviewed: usize,
}

impl LawCheck {
    /// Whether anything is wrong.
    pub fn has_faults(&self) -> bool {
        self.found.iter().any(|one| one.kind.is_fault())
    }
}

/// Something that was found.
#[derive(Clone, Debug)]
pub struct LawFinding {
    /// What it is.
    pub kind: LawFindingKind,
    /// The node whose scorer it is about; none: it is about the law as a whole.
    pub node: Option<NodeId>,
    /// The provisions that it is about.
    pub provisions: Vec<ProvisionId>,
    /// What the scorer gave as its reason there.
    pub because: Option<Text>,
    /// How the scorer failed there.
    pub fault: Option<Box<Diagnostic>>,
    /// A case in which it is so, with as few conditions as any.
    pub example: Option<Example>,
    /// The cells in which it is so in some case.
    pub cells: Vec<(ScenarioId, GroupId)>,
}

/// What kind of thing was found about a legal check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LawFindingKind {
    /// It says of one provision twice how it stands.
    Twice,
    /// It gives no answer: it fails.
    Fails,
    /// Two provisions that contradict each other both count, and nothing says which prevails.
    Clash,
    /// It says nothing of a rule in force that it speaks of elsewhere.
    Forgotten,
    /// It rests on a provision that is not in force.
    NotInForce,
    /// It says nothing of an exception or power that may help; the result stays open for it.
    LeftOpen,
    /// Its answer rests on no provision.
    NoProvision,
    /// An exception or power that never helps.
    NeverHelps,
    /// A provision in force that nothing reads.
    Unread,
}

impl LawFindingKind {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Twice => "said-twice",
            Self::Fails => "fails",
            Self::Clash => "clash",
            Self::Forgotten => "rule-forgotten",
            Self::NotInForce => "not-in-force",
            Self::LeftOpen => "left-open",
            Self::NoProvision => "no-provision",
            Self::NeverHelps => "never-helps",
            Self::Unread => "unread",
        }
    }

    /// Whether the check is wrong or has a hole; else it is worth knowing.
    pub fn is_fault(self) -> bool {
        self <= Self::NotInForce
    }
}

/// A case, as few of its conditions as it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The target group.
    pub group: GroupId,
    /// The stretch of time.
    pub time: (Option<Date>, Option<Date>),
    /// What open variables are there.
    pub when: CaseBox,
}

/// What a node's scorer made of a provision in one cell, over the time that was looked at.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The provision.
    pub provision: ProvisionId,
    /// The node.
    pub node: NodeId,
    /// The cell.
    pub cell: (ScenarioId, GroupId),
    /// In how many cases it was what; the rest of [`Coverage::of`] did not read it.
    pub statuses: BTreeMap<Status, BigUint>,
    /// How many cases there are.
    pub of: BigUint,
}

/// What a scorer made of a provision in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It was read, and is not in force.
    NotInForce,
    /// It asks nothing here, or does not help here.
    DoesNotApply,
    /// A rule is met.
    Complied,
    /// A rule is broken or may be, and an exception takes the case out of it.
    Excepted,
    /// A judgement is needed.
    Open,
    /// A fact is missing.
    Unknown,
    /// A rule is broken, and a power may lift that.
    Liftable,
    /// A rule is broken, and nothing may lift that.
    Breached,
    /// An exception or power works.
    Applies,
    /// An exception or power works under conditions.
    AppliesIf,
    /// The answer rests on it, without saying how it stands.
    Cited,
    /// It was read, and the answer does not rest on it.
    Read,
}

impl Status {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotInForce => "not_in_force",
            Self::DoesNotApply => "does_not_apply",
            Self::Complied => "complied",
            Self::Excepted => "excepted",
            Self::Open => "open",
            Self::Unknown => "unknown",
            Self::Liftable => "liftable",
            Self::Breached => "breached",
            Self::Applies => "applies",
            Self::AppliesIf => "applies_if",
            Self::Cited => "cited",
            Self::Read => "read",
        }
    }
}

/// Looks at every case of the legal checks of a study, in these cells: on the day whose law counts, or on all of time.
///
/// # Errors
/// What keeps the study from being judged at all: faults of what legal checks depend on, and limits that were met.
pub fn law_check(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    cells: &[(ScenarioId, GroupId)],
    that_day_only: bool,
) -> Result<LawCheck, Vec<Diagnostic>> {
    let time = if that_day_only {
        vec![(compiled.study.as_of, compiled.study.as_of)]
    } else {
        stretches(&compiled.study)
    };
    let mut states = Vec::with_capacity(time.len());
    let mut surveyed = Vec::new();
    for (at, &stretch) in time.iter().enumerate() {
        let day = stretch.0.or(stretch.1).or(compiled.study.as_of);
        let study = Arc::new(with_all_readings(&compiled.study, day));
        let state = Arc::new(compile(study, registry, compiled.limits)?);
        for node in state.study.nodes.indices() {
            for &cell in cells {
                if let Some((space, leaves)) = survey(&state, &state.fixed(cell.0, cell.1), node)? {
                    surveyed.push(Surveyed {
                        at,
                        cell,
                        node,
                        space,
                        leaves,
                    });
                }
            }
        }
        states.push(state);
    }
    let legal: BTreeSet<NodeId> = surveyed
        .iter()
        .filter(|one| one.is_legal())
        .map(|one| one.node)
        .collect();
    surveyed.retain(|one| legal.contains(&one.node));
    let exceeded = |exceeded| {
        vec![too_large(
            compiled,
            ("the check of the law", "de controle van het recht"),
            &exceeded,
        )]
    };
    let coverage = cover::coverage(&surveyed);
    let mut found = clash::found(&compiled.study, &states, &time, &mut surveyed).map_err(exceeded)?;
    found.extend(cover::unused(&states, &coverage));
    found.sort_by_key(LawFinding::rank);
    let provisions = &compiled.study.provisions;
    let by_a_lawyer = |provision: &Provision| provision.versions.iter().all(|version| version.reviewed_by.is_some());
    Ok(LawCheck {
        provisions: provisions.len(),
        reviewed: provisions
            .iter()
            .filter(|(_, provision)| by_a_lawyer(provision))
            .count(),
        time,
        nodes: legal.into_iter().collect(),
        found,
        coverage,
    })
}

impl LawFinding {
    fn rank(&self) -> impl Ord + use<> {
        let size = self.example.as_ref().map_or(0, |example| example.when.len());
        (self.kind, size, self.node, self.provisions.clone())
    }
}

/// What a scorer does in one cell under the law of a stretch of time.
struct Surveyed {
    /// Which stretch.
    at: usize,
    cell: (ScenarioId, GroupId),
    node: NodeId,
    space: Space,
    leaves: Vec<Leaf>,
}

impl Surveyed {
    fn is_legal(&self) -> bool {
        self.leaves.iter().any(|leaf| {
            let reads = leaf.reads.iter().any(|(read, _)| matches!(read, Read::Provision(..)));
            let names = |said: &toets_plugin::Judgement| said.weighed.is_some() || !said.cites.is_empty();
            reads || leaf.said.as_ref().is_ok_and(names)
        })
    }
}

/// The stretches between the days on which the law moves.
fn stretches(study: &Study) -> Vec<(Option<Date>, Option<Date>)> {
    let days = breakpoints(study);
    let starts = std::iter::once(None).chain(days.iter().copied().map(Some));
    let ends = days.iter().map(|day| Some(day.previous())).chain(std::iter::once(None));
    starts.zip(ends).collect()
}

/// The study under the law of a day, with every reading of the law left open.
fn with_all_readings(study: &Study, day: Option<Date>) -> Study {
    let mut study = study.clone();
    study.as_of = day;
    let amendments: BTreeSet<_> = study.amendments.iter().map(|(_, it)| it.variable).collect();
    let variables = &study.variables;
    study
        .regime
        .retain(|variable, _| variables[*variable].kind != Kind::Regime || amendments.contains(variable));
    study
}

/// Whether a provision is in force in some world under the law of a state.
fn may_be_in_force(study: &Study, provision: ProvisionId) -> bool {
    let touching = study.touching(provision);
    let open = |&amendment: &_| in_play(study, amendment).is_none();
    study
        .standing(provision, |amendment| in_play(study, amendment) == Some(true))
        .in_force
        || touching.iter().any(open)
            && study
                .standing(provision, |amendment| in_play(study, amendment) != Some(false))
                .in_force
}

/// The worlds of some ways together.
fn worlds(space: &mut Space, of: impl IntoIterator<Item = Diagram>) -> Result<Diagram, toets_diagram::Exceeded> {
    of.into_iter()
        .try_fold(Diagram::FALSE, |all, one| space.manager.or(all, one))
}
