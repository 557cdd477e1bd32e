//! Which specs the engine has to accept: the loader refuses what can never be, and what always is.

use crate::spec::*;
use crate::worlds::{holds, worlds};

/// Whether the loader and the plugins must accept a study.
pub fn valid(spec: &Spec) -> bool {
    let all = worlds(spec, &Fixed::new());
    let some = |condition: &Condition| all.iter().any(|world| holds(spec, condition, world));
    let possible = |fixed: &Fixed| !worlds(spec, fixed).is_empty();
    !all.is_empty()
        && !spec.nodes.is_empty()
        && !spec.scenarios.is_empty()
        && (0..spec.scenarios.len()).any(|s| spec.scenarios[s].evaluate == Evaluate::Always && spec.baseline != Some(s))
        && (spec.baseline).is_none_or(|baseline| spec.scenarios[baseline].evaluate != Evaluate::Never)
        && !spec.groups.is_empty()
        && spec.constraints.iter().all(|(_, then)| !then.is_empty())
        && (0..spec.scenarios.len()).all(|s| {
            let groups = (0..spec.groups.len()).map(Some);
            [None].into_iter().chain(groups).all(|g| possible(&spec.levers(s, g)))
        })
        && spec.groups.iter().all(possible)
        && possible(&spec.regime)
        && (0..spec.nodes.len()).all(|n| node(spec, n) && some(&spec.nodes[n].applies))
        && spec.findings.iter().all(|f| some(&f.when) && finding(spec, f))
        && spec
            .transfers
            .iter()
            .all(|t| some(&t.to) && !t.to.is_empty() && !t.from.is_empty())
        && spec
            .contests
            .iter()
            .all(|it| it.sides.len() > 1 && it.sides.iter().all(|side| !side.is_empty()))
        && spec.conclusions.iter().all(|c| some(&c.only) && conclusion(spec, c))
}

fn node(spec: &Spec, n: usize) -> bool {
    let it = &spec.nodes[n];
    let scale = spec.scale(n);
    let has_findings = spec.findings.iter().any(|f| f.node == n);
    let inner = !matches!(
        it.scorer,
        Scorer::Evidence | Scorer::Threshold { .. } | Scorer::Script(_)
    );
    let ordered = match it.scorer {
        Scorer::Worst(_) | Scorer::Best(_) | Scorer::Mean { .. } => scale.ordered(),
        _ => true,
    };
    let kind = |v: usize| spec.variables[v].kind;
    ordered
        && it.applies.variables().into_iter().all(|v| kind(v) == Kind::Trait)
        && (inner != it.children.is_empty() || matches!(it.scorer, Scorer::Script(_)))
        && (scale.ordered() || it.combine == Combine::Strongest)
        && (scale.ordered() || it.own != Own::Worst || !has_findings)
        && it.children.iter().all(|&child| child < n)
}

fn finding(spec: &Spec, it: &Finding) -> bool {
    let sides = match &it.compare {
        None => true,
        Some(Compare::Better(one, other)) => !one.is_empty() && !other.is_empty(),
        Some(Compare::Same(all) | Compare::Order(all)) => all.len() > 1 && !all.iter().any(Fixed::is_empty),
    };
    sides
        && (spec.scale(it.node).ordered() || !it.absolute)
        && !(it.system && it.level.is_some())
        && it.opens != Opens::Between(Vec::new())
}

fn conclusion(spec: &Spec, it: &Conclusion) -> bool {
    let judged = |s: &usize| spec.scenarios[*s].evaluate != Evaluate::Never;
    let mut current = false;
    let mut named = it.scenarios.iter().flatten().all(judged);
    it.holds.visit(&mut |cell, _| match cell {
        Where::Current => current = true,
        Where::Scenario(s) | Where::Cell(s, _) => named &= judged(&s),
    });
    let some = |list: &Option<Vec<usize>>| list.as_ref().is_none_or(|list| !list.is_empty());
    named && (current || it.only.is_empty()) && some(&it.scenarios) && some(&it.groups) && sensible(spec, &it.holds)
}

/// Whether no comparison is the same in every world for all to see.
fn sensible(spec: &Spec, formula: &Formula) -> bool {
    match formula {
        Formula::And(parts) | Formula::Or(parts) => parts.len() > 1 && parts.iter().all(|p| sensible(spec, p)),
        Formula::Not(part) => sensible(spec, part),
        Formula::Compare(Term::Node(_, node), comparator, Term::Level(_, level)) => {
            let scale = spec.scale(*node);
            let outcomes: Vec<bool> = (0..scale.size()).map(|l| comparator.holds(l, *level)).collect();
            let equality = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
            (scale.ordered() || equality) && outcomes.contains(&true) && outcomes.contains(&false)
        }
        Formula::Compare(Term::Level(..), Comparator::Equal | Comparator::NotEqual, Term::Node(..)) => true,
        Formula::Compare(Term::Node(one, a), comparator, Term::Node(other, b)) => {
            let equality = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
            let same_scale = spec.nodes[*a].scale == spec.nodes[*b].scale;
            same_scale && (one, a) != (other, b) && (spec.scale(*a).ordered() || equality)
        }
        Formula::Compare(..) => false,
    }
}
