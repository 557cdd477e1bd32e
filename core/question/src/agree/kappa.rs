//! How far two coders agree beyond chance.

use std::collections::BTreeMap;

use toets_model::{Index, NodeId, ScaleId, Study};

/// Agreement on levels: how often both gave the same one, and the weighted kappa of Cohen ("Weighted kappa: nominal scale agreement
/// with provision for scaled disagreement or partial credit", *Psychological Bulletin* 70, 1968), with a disagreement of so many steps
/// weighed by the number of steps over the greatest possible; on a scale without order every disagreement weighs the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kappa {
    /// The findings that both gave a level.
    pub both: usize,
    /// Those with the same level.
    pub same: usize,
    /// The weighted kappa: 1 is full agreement, 0 what chance would give. None where it is undetermined: there are no such findings, or
    /// both used one level only, so that chance would give full agreement too.
    pub kappa: Option<f64>,
}

/// The levels that both gave on one scale: how often each pair.
type Pairs = BTreeMap<(usize, usize), usize>;

/// For each node and over all of them. Only findings on the same node and scale in both count.
pub(super) fn of(first: &Study, second: &Study) -> (Vec<(NodeId, Kappa)>, Kappa) {
    let mut by_node: BTreeMap<NodeId, Pairs> = BTreeMap::new();
    for (id, one) in first.findings.iter() {
        let Some(other) = second.findings.find(first.findings.name(id)) else {
            continue;
        };
        let other = &second.findings[other];
        if let (Some(a), Some(b)) = (one.level, other.level)
            && one.node == other.node
        {
            *by_node
                .entry(one.node)
                .or_default()
                .entry((a.to_usize(), b.to_usize()))
                .or_default() += 1;
        }
    }
    let nodes = by_node.iter().map(|(&node, pairs)| {
        let scale = first.nodes[node].scale;
        (node, kappa(first, &BTreeMap::from([(scale, pairs.clone())])))
    });
    let mut by_scale: BTreeMap<ScaleId, Pairs> = BTreeMap::new();
    for (node, pairs) in &by_node {
        let all = by_scale.entry(first.nodes[*node].scale).or_default();
        for (&pair, count) in pairs {
            *all.entry(pair).or_default() += count;
        }
    }
    (nodes.collect(), kappa(first, &by_scale))
}

/// Over several scales the disagreements that there are, and those that chance would give, are added up.
fn kappa(study: &Study, by_scale: &BTreeMap<ScaleId, Pairs>) -> Kappa {
    let (mut both, mut same) = (0, 0);
    let (mut observed, mut expected) = (0.0, 0.0);
    for (&scale, pairs) in by_scale {
        let scale = &study.scales[scale];
        let steps = scale.levels().len().saturating_sub(1).max(1) as f64;
        let weight = |a: usize, b: usize| match scale.ordered() {
            true => a.abs_diff(b) as f64 / steps,
            false => f64::from(u8::from(a != b)),
        };
        let all: usize = pairs.values().sum();
        both += all;
        same += pairs.iter().filter(|((a, b), _)| a == b).map(|(_, n)| n).sum::<usize>();
        let mut of_first: BTreeMap<usize, usize> = BTreeMap::new();
        let mut of_second: BTreeMap<usize, usize> = BTreeMap::new();
        for (&(a, b), &n) in pairs {
            observed += weight(a, b) * n as f64;
            *of_first.entry(a).or_default() += n;
            *of_second.entry(b).or_default() += n;
        }
        for (&a, &n) in &of_first {
            for (&b, &m) in &of_second {
                expected += weight(a, b) * (n * m) as f64 / all as f64;
            }
        }
    }
    Kappa {
        both,
        same,
        kappa: (expected > 0.0).then(|| 1.0 - observed / expected),
    }
}

#[cfg(test)]
mod tests {
    use toets_model::testing;

    use super::*;

    fn study(levels: &[&str]) -> Study {
        let mut study = testing::study();
        let scale = testing::scale(&mut study, "three", &["-", "0", "+"]);
        let node = testing::node(&mut study, "n", scale, "evidence", &[]);
        for (n, level) in levels.iter().enumerate() {
            testing::finding(&mut study, &format!("f{n}"), node, Some(level));
        }
        study
    }

    fn kappa_of(first: &[&str], second: &[&str]) -> Kappa {
        of(&study(first), &study(second)).1
    }

    #[test]
    fn agreement_is_one_and_what_cannot_be_said_is_not_said() {
        let all = kappa_of(&["-", "0", "+"], &["-", "0", "+"]);
        assert_eq!((all.both, all.same, all.kappa), (3, 3, Some(1.0)));
        assert_eq!(kappa_of(&["+", "+"], &["+", "+"]).kappa, None);
        assert_eq!(kappa_of(&[], &[]).kappa, None);
    }

    #[test]
    fn it_is_the_one_of_the_textbooks() {
        // By hand: observed 0.5 (one step in one of two ... of four findings), expected by the margins.
        let found = kappa_of(&["-", "-", "+", "+"], &["-", "0", "+", "+"]);
        // observed: 1 finding, half the scale: 0.5. Expected: a is - - + +, b is - 0 + +; of 16 pairs, the weights are
        // (-,-) 0, (-,0) 0.5, (-,+) 1 (twice): 2 * (0 + 0.5 + 2) = 5; (+,-) 1, (+,0) 0.5, (+,+) 0: 2 * 1.5 = 3; 8 / 4 = 2.
        assert_eq!(found.kappa, Some(1.0 - 0.5 / 2.0));
        assert_eq!((found.both, found.same), (4, 3));
    }
}
