//! The oracle's rules: how findings, and the levels of children, become a level. One case at a time, as the reference
//! describes them.

use crate::spec::*;

/// What is said of a node: nothing, or a level between these (ascending; one: it is that one).
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Said {
    #[default]
    Nothing,
    Between(Vec<usize>),
}

/// What the findings that apply say together.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Evidence {
    pub said: Said,
    /// Steps of the strongest for.
    pub for_: usize,
    /// Steps of the strongest against.
    pub against: usize,
}

impl Evidence {
    /// Whether there is evidence on both sides.
    pub fn met(&self) -> bool {
        self.for_ > 0 && self.against > 0
    }
}

/// How the findings that apply on a node become what is said of it.
pub fn evidence(scale: Scale, combine: Combine, applying: &[&Finding]) -> Evidence {
    let mut opened: Vec<usize> = Vec::new();
    for finding in applying {
        match &finding.opens {
            Opens::No => {}
            Opens::All => opened.extend(0..scale.size()),
            Opens::Between(levels) => opened.extend(levels),
        }
    }
    let mut named: Vec<usize> = applying.iter().filter_map(|f| f.level).collect();
    for levels in [&mut opened, &mut named] {
        levels.sort_unstable();
        levels.dedup();
    }
    let between = |levels: Vec<usize>| match levels.is_empty() {
        true => Said::Nothing,
        false => Said::Between(levels),
    };
    if !scale.ordered() {
        // Findings that agree give their level; others leave the node open between them.
        let said = between(if opened.is_empty() { named } else { opened });
        return Evidence {
            said,
            ..Evidence::default()
        };
    }
    let steps: Vec<i64> = named.iter().map(|&level| steps_of(scale, level)).collect();
    let best = steps.iter().copied().max();
    let worst = steps.iter().copied().min();
    let for_ = best.unwrap_or(0).max(0);
    let against = worst.unwrap_or(0).min(0);
    let said = match (best, worst) {
        _ if !opened.is_empty() => between(opened),
        (Some(best), Some(worst)) => {
            let (low, high) = match combine {
                Combine::Strongest => (for_ + against, for_ + against),
                Combine::Worst => (worst, worst),
                Combine::Best => (best, best),
                Combine::Hull => (worst, best),
            };
            let absolute = |side: i64| {
                let all = applying.iter().filter(|f| f.absolute).filter_map(|f| f.level);
                all.map(|level| steps_of(scale, level))
                    .filter(move |steps| steps * side > 0)
            };
            // The worst that nothing offsets, and the best.
            let cap = absolute(-1).min();
            let floor = absolute(1).max();
            let (low, high) = match (cap, floor) {
                (Some(cap), Some(floor)) => (cap, floor),
                (Some(cap), None) => (low.min(cap), high.min(cap)),
                (None, Some(floor)) => (low.max(floor), high.max(floor)),
                (None, None) => (low, high),
            };
            between((level_at(scale, low)..=level_at(scale, high)).collect())
        }
        _ => Said::Nothing,
    };
    Evidence {
        said,
        for_: for_.unsigned_abs() as usize,
        against: against.unsigned_abs() as usize,
    }
}

/// How far the levels lie from neutral; without a neutral level, from the middle between two.
fn ladder(scale: Scale) -> Vec<i64> {
    match scale {
        Scale::Three => vec![-1, 0, 1],
        Scale::Five => vec![-2, -1, 0, 1, 2],
        Scale::Skewed => vec![0, 1, 2],
        Scale::Two => vec![-1, 1],
        Scale::Four => vec![-2, -1, 1, 2],
        Scale::Colours => unreachable!("without order there are no steps"),
    }
}

fn steps_of(scale: Scale, level: usize) -> i64 {
    ladder(scale)[level]
}

/// The level at some steps: within the scale; where there is none at that place, the lower one beside it.
fn level_at(scale: Scale, steps: i64) -> usize {
    ladder(scale).iter().rposition(|&at| at <= steps).unwrap_or(0)
}

/// What a rule makes of the levels of children on these scales; none: nothing. A child that is left out has none.
pub fn criterion(scorer: &Scorer, scale: Scale, scales: &[Scale], seen: &[Option<usize>]) -> Option<usize> {
    match scorer {
        Scorer::Worst(maps) => mapped(maps, seen).into_iter().flatten().min(),
        Scorer::Best(maps) => mapped(maps, seen).into_iter().flatten().max(),
        Scorer::Mean {
            maps,
            weights,
            veto,
            ties,
        } => mean(scale, &mapped(maps, seen), weights, *veto, *ties),
        Scorer::Table(rules) => table(rules, scales, seen),
        Scorer::Evidence | Scorer::Threshold { .. } | Scorer::Script(_) => unreachable!("no rule over children"),
    }
}

/// The levels of children as they count on the node's scale.
pub fn mapped(maps: &Maps, seen: &[Option<usize>]) -> Vec<Option<usize>> {
    let pairs = maps.iter().zip(seen);
    pairs
        .map(|(map, level)| match (map, *level) {
            (Some(map), Some(level)) => Some(map[level]),
            (_, level) => level,
        })
        .collect()
}

/// The weighted mean of children, rounded to a level; weights are whole numbers.
pub fn mean(scale: Scale, levels: &[Option<usize>], weights: &[i64], veto: Option<usize>, ties: Ties) -> Option<usize> {
    let there: Vec<(i64, i64)> = levels
        .iter()
        .zip(weights)
        .filter_map(|(level, &weight)| Some(((*level)? as i64, weight)))
        .collect();
    let weight: i64 = there.iter().map(|&(_, w)| w).sum();
    if there.is_empty() {
        return None;
    }
    let sum: i64 = there.iter().map(|&(level, w)| level * w).sum();
    // The distance to each level, times the weight: the nearest is taken.
    let distance = |level: usize| (sum - level as i64 * weight).abs();
    let nearest = (0..scale.size()).map(distance).min()?;
    let tied: Vec<usize> = (0..scale.size()).filter(|&l| distance(l) == nearest).collect();
    let level = match (&tied[..], ties, scale.neutral()) {
        ([only], ..) => *only,
        (_, Ties::Up, _) => *tied.iter().max()?,
        (_, Ties::Down, _) | (_, Ties::Neutral, None) => *tied.iter().min()?,
        (_, Ties::Neutral, Some(neutral)) => *tied.iter().min_by_key(|l| l.abs_diff(neutral))?,
    };
    let vetoed = veto.is_some_and(|veto| there.iter().any(|&(level, _)| level <= veto as i64));
    match (vetoed, scale.neutral()) {
        (true, Some(neutral)) => Some(level.min(neutral - 1)),
        _ => Some(level),
    }
}

/// The level of the rules that hold. A rule that looks at a child that is left out does not; one that allows all of its
/// levels doesn't look at it.
pub fn table(rules: &[Rule], scales: &[Scale], seen: &[Option<usize>]) -> Option<usize> {
    let passes = |(child, allowed): &(usize, Vec<usize>)| {
        allowed.len() == scales[*child].size() || seen[*child].is_some_and(|level| allowed.contains(&level))
    };
    let holding = rules.iter().filter(|rule| rule.when.iter().all(passes));
    let levels: Vec<usize> = holding.map(|rule| rule.then).collect();
    assert!(
        levels.windows(2).all(|pair| pair[0] == pair[1]),
        "the generator makes rules that agree"
    );
    levels.first().copied()
}
