//! Weighing provisions: what follows from how each stands towards a case, by what defeats and what lifts it, never by the
//! order in which they are named.
//!
//! A rule that is breached stands, unless an exception of it (or a provision that conflicts with it and prevails) applies.
//! An exception can itself be defeated. What is left may be lifted by a power. This is defeasible reasoning over an acyclic
//! relation (the loader refuses circles), so that every provision has one result: the grounded extension of P. M. Dung,
//! "On the acceptability of arguments", Artificial Intelligence 77 (1995), here with four strengths instead of two.

mod told;

use std::collections::BTreeMap;

use toets_model::{LevelId, Means, ProvisionId, ProvisionKind, Scale, Study};
pub use told::{Said, article, judge};

/// The code of the fault of a scorer that says of one provision twice how it stands towards a case.
pub const SAID_TWICE: &str = "script-weigh-twice";

/// How a provision stands towards a case, as a scorer judged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// A rule asks nothing here; an exception or power does not help here.
    DoesNotApply,
    /// A rule is met.
    Complied,
    /// An exception or power works here.
    Applies,
    /// An exception or power works here if its conditions are met.
    AppliesIf,
    /// A human judgement is needed.
    Open,
    /// A fact is missing.
    Unknown,
    /// A rule is broken, unless something takes the case out of it.
    Breached,
}

impl Bearing {
    /// All of them with their words in scripts.
    pub const WORDS: [(&str, Self); 7] = [
        ("does_not_apply", Self::DoesNotApply),
        ("complied", Self::Complied),
        ("applies", Self::Applies),
        ("applies_if", Self::AppliesIf),
        ("open", Self::Open),
        ("unknown", Self::Unknown),
        ("breached", Self::Breached),
    ];

    /// Whether it can be said of a provision of this kind.
    pub fn fits(self, kind: ProvisionKind) -> bool {
        let helps = matches!(kind, ProvisionKind::Exception | ProvisionKind::Power);
        match self {
            Self::DoesNotApply | Self::Open | Self::Unknown => true,
            Self::Applies | Self::AppliesIf => helps,
            Self::Complied | Self::Breached => !helps,
        }
    }
}

/// What follows for one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The rule.
    pub rule: ProvisionId,
    /// What was said of it.
    pub bearing: Bearing,
    /// Whether it is in force.
    pub in_force: bool,
    /// What takes the case out of it, and how surely; ascending. Only what may.
    pub exceptions: Vec<(ProvisionId, Bearing)>,
    /// What may lift it, and how surely; ascending. Only what may.
    pub powers: Vec<(ProvisionId, Bearing)>,
    /// The levels that it may have, worst first.
    pub levels: Vec<LevelId>,
}

/// What was weighed for one result: kept beside it, so that whoever checks the law sees which cases a scorer spoke of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighing {
    /// What the scorer said of each provision.
    pub said: BTreeMap<ProvisionId, Bearing>,
    /// What follows for each rule among them, ascending.
    pub rules: Vec<Weighed>,
}

/// The levels of a legal scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Nothing stands in the way.
    pub permitted: LevelId,
    /// Allowed, under conditions.
    pub conditional: LevelId,
    /// Someone must permit a deviation.
    pub needs_exception: LevelId,
    /// The law must change.
    pub needs_amendment: LevelId,
    /// Against a law that the legislator can't change alone.
    pub prohibited: LevelId,
}

impl Ladder {
    /// The names of its levels, worst first.
    pub const NAMES: [&str; 5] = [
        "prohibited",
        "needs_amendment",
        "needs_exception",
        "conditional",
        "permitted",
    ];

    /// The ladder whose levels are called so on a scale; none where one is missing.
    pub fn of(scale: &Scale) -> Option<Self> {
        Some(Self {
            prohibited: scale.find("prohibited")?,
            needs_amendment: scale.find("needs_amendment")?,
            needs_exception: scale.find("needs_exception")?,
            conditional: scale.find("conditional")?,
            permitted: scale.find("permitted")?,
        })
    }

    /// The name of the first level that is worse than the one below it, if there is such.
    pub fn out_of_order(&self) -> Option<&'static str> {
        let levels = [
            self.prohibited,
            self.needs_amendment,
            self.needs_exception,
            self.conditional,
            self.permitted,
        ];
        let wrong = (1..levels.len()).find(|&n| levels[n] < levels[n - 1]);
        wrong.map(|n| Self::NAMES[n])
    }
}

/// Weighs what was said of provisions: a result for each rule among them, ascending, and the levels that the case may
/// have, worst first. `in_force` is asked only of what matters.
///
/// What defeats or lifts a breached rule and was not judged stays open.
///
/// # Errors
/// As they come from `in_force`.
pub fn weigh<E>(
    study: &Study,
    said: &BTreeMap<ProvisionId, Bearing>,
    ladder: Ladder,
    mut in_force: impl FnMut(ProvisionId) -> Result<bool, E>,
) -> Result<(Vec<Weighed>, Vec<LevelId>), E> {
    let mut weighing = Balance {
        study,
        said,
        in_force: &mut in_force,
        known: BTreeMap::new(),
    };
    let mut all = Vec::new();
    for (&rule, &bearing) in said {
        let kind = study.provisions[rule].kind;
        if !matches!(kind, ProvisionKind::Exception | ProvisionKind::Power) {
            all.push(weighing.rule(rule, bearing, ladder)?);
        }
    }
    let levels = worst(all.iter().map(|weighed| weighed.levels.as_slice()), ladder.permitted);
    Ok((all, levels))
}

/// The levels that the worst of some may have, where each may have those of its own list; `best` where there are none.
pub fn worst<'a>(lists: impl Iterator<Item = &'a [LevelId]> + Clone, best: LevelId) -> Vec<LevelId> {
    let bound = lists.clone().filter_map(|list| list.iter().max().copied()).min();
    let mut levels: Vec<LevelId> = lists.flatten().copied().filter(|&level| Some(level) <= bound).collect();
    levels.sort_unstable();
    levels.dedup();
    if levels.is_empty() { vec![best] } else { levels }
}

struct Balance<'a, E> {
    study: &'a Study,
    said: &'a BTreeMap<ProvisionId, Bearing>,
    in_force: &'a mut dyn FnMut(ProvisionId) -> Result<bool, E>,
    known: BTreeMap<ProvisionId, Bearing>,
}

impl<E> Balance<'_, E> {
    fn rule(&mut self, rule: ProvisionId, bearing: Bearing, ladder: Ladder) -> Result<Weighed, E> {
        let mut weighed = Weighed {
            rule,
            bearing,
            in_force: true,
            exceptions: Vec::new(),
            powers: Vec::new(),
            levels: vec![ladder.permitted],
        };
        if bearing == Bearing::DoesNotApply {
            return Ok(weighed);
        }
        weighed.in_force = (self.in_force)(rule)?;
        if !weighed.in_force || bearing == Bearing::Complied {
            return Ok(weighed);
        }
        weighed.exceptions = self.helping(&self.study.defeaters(rule))?;
        let of = |list: &[(ProvisionId, Bearing)], wanted: Bearing| list.iter().any(|(_, b)| *b == wanted);
        let certain = of(&weighed.exceptions, Bearing::Applies);
        let mut levels = Vec::new();
        if !certain {
            if of(&weighed.exceptions, Bearing::AppliesIf) || of(&weighed.exceptions, Bearing::Open) {
                levels.push(ladder.conditional);
            }
            for (exception, bearing) in &weighed.exceptions {
                if *bearing == Bearing::Unknown {
                    levels.push(ladder.conditional);
                    if self.study.provisions[*exception].conditions.is_empty() {
                        levels.push(ladder.permitted);
                    }
                }
            }
            if !of(&weighed.exceptions, Bearing::AppliesIf) {
                weighed.powers = self.helping(&self.study.lifters(rule))?;
                let with = |power: &ProvisionId| self.lifted(*power, ladder);
                let sure = |bearing: &Bearing| matches!(bearing, Bearing::Applies | Bearing::AppliesIf);
                let certain = weighed.powers.iter().filter(|(_, bearing)| sure(bearing));
                // What surely lifts it is the least that follows; without such, the breach stands.
                let least = certain.map(|(power, _)| with(power)).max();
                let least = least.unwrap_or_else(|| self.breach(rule, ladder));
                levels.push(least);
                levels.extend(
                    weighed
                        .powers
                        .iter()
                        .map(|(power, _)| with(power))
                        .filter(|&level| level > least),
                );
            }
        }
        if certain || bearing != Bearing::Breached {
            levels.push(ladder.permitted);
        }
        levels.sort_unstable();
        levels.dedup();
        weighed.levels = levels;
        Ok(weighed)
    }

    /// The level of a breach that a power lifts: one that the school has itself is a condition, any other asks someone's
    /// permission.
    fn lifted(&self, power: ProvisionId, ladder: Ladder) -> LevelId {
        match self.study.provisions[power].means {
            Some(means) if means <= Means::SchoolDecision => ladder.conditional,
            _ => ladder.needs_exception,
        }
    }

    /// The level of a breach that nothing lifts: a treaty or Union law can't be amended by the legislator alone.
    fn breach(&self, rule: ProvisionId, ladder: Ladder) -> LevelId {
        const ABOVE_ACTS: u8 = 4;
        let instrument = self.study.provisions[rule].instrument;
        match instrument.and_then(|id| self.study.instruments[id].rank()) {
            Some(rank) if rank >= ABOVE_ACTS => ladder.prohibited,
            _ => ladder.needs_amendment,
        }
    }

    /// Those of some provisions that may help, each with how surely.
    fn helping(&mut self, provisions: &[ProvisionId]) -> Result<Vec<(ProvisionId, Bearing)>, E> {
        let mut helping = Vec::new();
        for &provision in provisions {
            let effect = self.effect(provision)?;
            if effect != Bearing::DoesNotApply {
                helping.push((provision, effect));
            }
        }
        Ok(helping)
    }

    /// How surely a provision works against what it defeats or lifts: `Applies`, `AppliesIf`, `Open`, `Unknown` or
    /// `DoesNotApply`. The relation has no circles, and is as deep as a chain of exceptions to exceptions.
    fn effect(&mut self, provision: ProvisionId) -> Result<Bearing, E> {
        if let Some(&known) = self.known.get(&provision) {
            return Ok(known);
        }
        let said = match self.said.get(&provision).copied().unwrap_or(Bearing::Open) {
            // A rule that conflicts with another works against it wherever it applies.
            Bearing::Complied | Bearing::Breached => Bearing::Applies,
            said => said,
        };
        let effect = if said == Bearing::DoesNotApply || !(self.in_force)(provision)? {
            Bearing::DoesNotApply
        } else {
            let against = self.helping(&self.study.defeaters(provision))?;
            let strongest = |wanted| against.iter().any(|(_, bearing)| *bearing == wanted);
            if strongest(Bearing::Applies) {
                Bearing::DoesNotApply
            } else if strongest(Bearing::Unknown) || said == Bearing::Unknown {
                Bearing::Unknown
            } else if against.is_empty() {
                said
            } else {
                Bearing::Open
            }
        };
        self.known.insert(provision, effect);
        Ok(effect)
    }
}

#[cfg(test)]
mod tests;
