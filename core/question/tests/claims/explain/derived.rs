//! How a level came about: the world that is explained is one of the cell, each node has the level there that is said, what decided a criterion
//! does so whatever its other inputs are, and the findings that carry do so alone.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::{Basis, Fate, OpenVariable};
use toets_question::{Decisive, Derivation, ExplainedCase, Part};
use toets_studies::judge::{self, Leaf};
use toets_studies::rules::{self, Evidence, Said};
use toets_studies::spec::{Finding, Opens, Own, Scale, Scorer};

use super::{Asked, level};
use crate::case::Case;
use crate::run::Checked;

/// More combinations of inputs than this are not gone through.
const MOST: usize = 3_000;

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let asked = Asked::of(case);
    let Some(found) = case.explained()? else {
        return Ok(Checked::NotClaimed);
    };
    let fixed = case.of_cell(asked.scenario, asked.group);
    let Some(leaves) = case.leaves(&case.spec, &fixed, Some(asked.node)) else {
        return Ok(Checked::TooMuch);
    };
    let possible: BTreeSet<u32> = leaves
        .iter()
        .filter_map(|leaf| Some(leaf.nodes[asked.node]?.level as u32))
        .collect();
    let said: Vec<u32> = found.cases.iter().map(|case| level(case.value)).collect();
    same!(said, possible.into_iter().collect::<Vec<_>>(), "possible: levels");
    let table = case.table(&case.spec, &leaves);
    for explained in &found.cases {
        let now = case.now(explained, &table);
        let here = table.rows.iter().position(|row| {
            let same = |(now, value): (&Option<u8>, &u8)| now.is_none_or(|now| now == *value);
            now.iter().zip(&row.values).all(same)
        });
        let here = here.map(|n| &leaves[n]);
        let here = here.ok_or_else(|| format!("world: {:?} is none of the cell", explained.world))?;
        for derivation in &explained.nodes {
            derived(case, explained, derivation, here)?;
        }
    }
    Ok(Checked::Claimed)
}

fn derived(case: &Case, explained: &ExplainedCase, derivation: &Derivation, here: &Leaf) -> Result<(), String> {
    let node = case.spec_node(derivation.trace.node);
    let Some(judged) = here.nodes[node] else {
        return Err(format!("nodes: n{node} is told of, and nothing is judged from it"));
    };
    same!(level(derivation.trace.value), judged.level as u32, "level: of n{node}");
    let Some((applying, evidence)) = judge::applying(&case.spec, here, node) else {
        return Ok(());
    };
    let told: Vec<usize> = derivation
        .trace
        .findings
        .iter()
        .filter(|f| matches!(f.fate, Fate::Applies | Fate::Carried(_)))
        .map(|f| case.spec_finding(f.finding))
        .collect();
    let speaks = |f: &usize| case.spec.findings[*f].level.is_some() || case.spec.findings[*f].opens != Opens::No;
    let applying: Vec<usize> = applying.into_iter().filter(speaks).collect();
    if !derivation.trace.findings.is_empty() {
        same!(
            told.iter().copied().collect::<BTreeSet<_>>(),
            applying.iter().copied().collect(),
            "applying: on n{node}"
        );
    }
    carrying(case, derivation, node, &applying, &evidence)?;
    if let Some(because) = &derivation.because
        && !because.exactly.path
    {
        let rule = Rule::new(case, explained, node, here, &evidence);
        if let Some(rule) = rule {
            let now = judged.level;
            rule.decided(&because.exactly, &|level| level == now)?;
            if let Some(decisive) = &because.not_higher {
                rule.decided(decisive, &|level| level <= now)?;
            }
            if let Some(decisive) = &because.not_lower {
                rule.decided(decisive, &|level| level >= now)?;
            }
        }
    }
    Ok(())
}

/// The findings that carry say what all that apply say, and say something else with one of them less.
fn carrying(
    case: &Case,
    derivation: &Derivation,
    node: usize,
    applying: &[usize],
    evidence: &Evidence,
) -> Result<(), String> {
    let carrying: Vec<usize> = derivation.carrying.iter().map(|&f| case.spec_finding(f)).collect();
    ensure!(
        carrying.iter().all(|f| applying.contains(f)),
        "carrying: {carrying:?} on n{node}, and {applying:?} apply"
    );
    if derivation.trace.basis != Basis::Findings {
        return Ok(());
    }
    let say = |some: &[usize]| {
        let those: Vec<&Finding> = some.iter().map(|&f| &case.spec.findings[f]).collect();
        rules::evidence(case.spec.scale(node), case.spec.nodes[node].combine, &those)
    };
    same!(say(&carrying), *evidence, "carrying: what {carrying:?} say of n{node}");
    for n in 0..carrying.len() {
        let mut fewer = carrying.clone();
        fewer.remove(n);
        ensure!(
            say(&fewer) != *evidence,
            "carrying: {carrying:?} can do without f{}",
            carrying[n]
        );
    }
    Ok(())
}

/// A rule over children, and over what the findings on the node itself say.
struct Rule {
    node: usize,
    inputs: Vec<Part>,
    /// For each combination of what the inputs may be, the level. None: left out, or silent.
    combinations: Vec<(Vec<Option<usize>>, usize)>,
    now: Vec<Option<usize>>,
}

impl Rule {
    /// None where the node has no rule over children, or there are too many combinations.
    fn new(case: &Case, explained: &ExplainedCase, node: usize, here: &Leaf, evidence: &Evidence) -> Option<Self> {
        let spec = &case.spec;
        let it = &spec.nodes[node];
        if !matches!(
            it.scorer,
            Scorer::Worst(_) | Scorer::Best(_) | Scorer::Mean { .. } | Scorer::Table(_)
        ) {
            return None;
        }
        let unknown = case
            .at(explained, OpenVariable::Node(case.node(node)))
            .map(|level| level as usize);
        let scales: Vec<Scale> = it.children.iter().map(|&child| spec.scale(child)).collect();
        let speaks = |f: &Finding| f.node == node && !f.system && (f.level.is_some() || f.opens != Opens::No);
        let with_own = it.own != Own::Child && spec.findings.iter().any(speaks);
        let mut inputs: Vec<Part> = it.children.iter().map(|&child| Part::Node(case.node(child))).collect();
        let mut sizes: Vec<(usize, bool)> = scales.iter().map(|scale| (scale.size(), it.skip)).collect();
        let mut now: Vec<Option<usize>> = Vec::new();
        for &child in &it.children {
            let judged = here.nodes[child]?;
            now.push((!(it.skip && judged.silent)).then_some(judged.level));
        }
        if with_own {
            inputs.push(Part::Own);
            sizes.push((spec.scale(node).size(), true));
            now.push(match &evidence.said {
                Said::Nothing => None,
                Said::Between(levels) => match levels[..] {
                    [only] => Some(only),
                    _ => Some(unknown?),
                },
            });
        }
        let mut combinations: Vec<Vec<Option<usize>>> = vec![Vec::new()];
        for (size, or_none) in sizes {
            let each = (0..size).map(Some).chain(or_none.then_some(None));
            combinations = combinations
                .into_iter()
                .flat_map(|start| each.clone().map(move |value| [start.clone(), vec![value]].concat()))
                .collect();
            if combinations.len() > MOST {
                return None;
            }
        }
        let filler = it.default.or(unknown);
        let level = |combination: &Vec<Option<usize>>| {
            let scored = rules::criterion(&it.scorer, spec.scale(node), &scales, &combination[..scales.len()]);
            let scored = scored.or(filler)?;
            Some(match (it.own, combination.get(scales.len()).copied().flatten()) {
                (Own::First, Some(own)) => own,
                (Own::Worst, Some(own)) => own.min(scored),
                _ => scored,
            })
        };
        let levels: Option<Vec<usize>> = combinations.iter().map(level).collect();
        Some(Self {
            node,
            inputs,
            combinations: combinations.into_iter().zip(levels?).collect(),
            now,
        })
    }

    /// Whether these inputs, as they are, decide that something is so of the level, whatever the others are.
    fn decides(&self, parts: &BTreeSet<usize>, so: &dyn Fn(usize) -> bool) -> bool {
        let alike = |combination: &[Option<usize>]| parts.iter().all(|&n| combination[n] == self.now[n]);
        self.combinations
            .iter()
            .filter(|(combination, _)| alike(combination))
            .all(|(_, level)| so(*level))
    }

    fn decided(&self, decisive: &Decisive, so: &dyn Fn(usize) -> bool) -> Result<(), String> {
        let node = self.node;
        let place = |part: &Part| self.inputs.iter().position(|input| input == part);
        let parts: Option<BTreeSet<usize>> = decisive.parts.iter().map(place).collect();
        let parts = parts.ok_or_else(|| format!("decisive: {:?} is no input of n{node}", decisive.parts))?;
        ensure!(
            self.decides(&parts, so),
            "decisive: {:?} does not decide n{node}",
            decisive.parts
        );
        ensure!(
            decisive.smallest,
            "decisive: n{node} is small enough to be proved, and not said"
        );
        let mut sets: BTreeMap<usize, Vec<BTreeSet<usize>>> = BTreeMap::new();
        for bits in 0u32..1 << self.inputs.len() {
            let set: BTreeSet<usize> = (0..self.inputs.len()).filter(|n| bits >> n & 1 == 1).collect();
            if self.decides(&set, so) {
                sets.entry(set.len()).or_default().push(set);
            }
        }
        let (least, smallest) = sets.first_key_value().ok_or("decisive: nothing decides")?;
        same!(parts.len(), *least, "decisive: {:?} of n{node}", decisive.parts);
        if *least == 1 {
            let others: BTreeSet<usize> = smallest
                .iter()
                .flatten()
                .copied()
                .filter(|n| !parts.contains(n))
                .collect();
            let said: Option<BTreeSet<usize>> = decisive.instead.iter().map(place).collect();
            same!(
                said,
                Some(others),
                "decisive: instead of {:?} in n{node}",
                decisive.parts
            );
        }
        Ok(())
    }
}
