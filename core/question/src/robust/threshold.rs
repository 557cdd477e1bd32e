//! Where a rule draws a line between levels, drawn one step further.
//!
//! What a rule makes of the levels of a child is a reading of the study's makers, written in the parameters of the node: `rules` that look at
//! levels of children, or a `map` from a child's levels to levels here. Nothing else is known of the plugin.

use std::collections::BTreeSet;

use toets_model::{Index, LevelId, NodeId, Param, ParamValue, Scale, Study};

/// A level that a rule treats as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The node with the rule.
    pub node: NodeId,
    /// The child whose level it is.
    pub child: NodeId,
    /// The level of the child.
    pub level: LevelId,
    /// For `rules`: the level of the child beside it as which it counts then. For a `map`: the level here that it becomes.
    pub to: LevelId,
    /// Whether it stands in a `map`.
    pub mapped: bool,
}

/// Every line of a node, one step further in both directions.
pub(super) fn lines(study: &Study, node: NodeId) -> Vec<Line> {
    let it = &study.nodes[node];
    let mut lines = Vec::new();
    for &child in &it.children {
        let scale = &study.scales[study.nodes[child].scale];
        if scale.is_number() {
            continue;
        }
        let line = |level: usize, to: usize, mapped| Line {
            node,
            child,
            level: LevelId::from_usize(level),
            to: LevelId::from_usize(to),
            mapped,
        };
        let name = study.nodes.name(child);
        if scale.ordered()
            && let Some(rules) = it.score.params.get("rules")
        {
            let sets: Vec<BTreeSet<usize>> = rules.items().iter().map(|rule| allowed(rule, name, scale)).collect();
            for lower in 0..scale.levels().len().saturating_sub(1) {
                let differs = |set: &BTreeSet<usize>| set.contains(&lower) != set.contains(&(lower + 1));
                if sets.iter().any(differs) {
                    lines.push(line(lower, lower + 1, false));
                    lines.push(line(lower + 1, lower, false));
                }
            }
        }
        let here = &study.scales[it.scale];
        if here.ordered()
            && let Some(map) = it.score.params.get("map").and_then(|map| map.get(name))
        {
            for (level, _, to) in map.entries() {
                let (Some(level), Some(to)) = (scale.find(level), to.text().and_then(|to| here.find(to))) else {
                    continue;
                };
                let to = to.to_usize();
                let steps = [to.checked_sub(1), (to + 1 < here.levels().len()).then_some(to + 1)];
                lines.extend(steps.into_iter().flatten().map(|to| line(level.to_usize(), to, true)));
            }
        }
    }
    lines
}

/// The levels of a child that a rule allows.
fn allowed(rule: &Param, child: &str, scale: &Scale) -> BTreeSet<usize> {
    let all = || (0..scale.levels().len()).collect::<BTreeSet<usize>>();
    let named = |param: &Param| -> BTreeSet<usize> {
        let one = param.text().into_iter();
        let several = param.items().iter().filter_map(Param::text);
        let levels = one.chain(several).filter_map(|name| scale.find(name));
        levels.map(|level| level.to_usize()).collect()
    };
    match rule.get("when").and_then(|when| when.get(child)) {
        None => all(),
        Some(param) if param.text() == Some("*") => all(),
        Some(param) => match param.get("not") {
            Some(not) => &all() - &named(not),
            None => named(param),
        },
    }
}

impl Line {
    /// Draws the line so in a study.
    pub(super) fn apply(self, study: &mut Study) {
        let scale = study.scales[study.nodes[self.child].scale].clone();
        let child = study.nodes.name(self.child).to_owned();
        if self.mapped {
            let here = study.scales[study.nodes[self.node].scale].name(self.to).to_owned();
            let level = scale.name(self.level).to_owned();
            let params = &mut study.nodes[self.node].score.params;
            let map = entry(params, "map").and_then(|map| entry(map, &child));
            if let Some(to) = map.and_then(|map| entry(map, &level)) {
                to.value = ParamValue::Text(here);
            }
            return;
        }
        let Some(rules) = entry(&mut study.nodes[self.node].score.params, "rules") else {
            return;
        };
        let ParamValue::List(rules) = &mut rules.value else {
            return;
        };
        rules.retain_mut(|rule| {
            let mut levels = allowed(rule, &child, &scale);
            if levels.contains(&self.to.to_usize()) {
                levels.insert(self.level.to_usize());
            } else {
                levels.remove(&self.level.to_usize());
            }
            let Some(tested) = entry(rule, "when").and_then(|when| entry(when, &child)) else {
                return true; // it does not look at this child
            };
            let span = tested.span;
            tested.value = ParamValue::List(
                levels
                    .iter()
                    .map(|&level| Param {
                        span,
                        value: ParamValue::Text(scale.name(LevelId::from_usize(level)).to_owned()),
                    })
                    .collect(),
            );
            // A rule for no level at all never holds.
            !levels.is_empty()
        });
    }
}

fn entry<'p>(param: &'p mut Param, key: &str) -> Option<&'p mut Param> {
    match &mut param.value {
        ParamValue::Table(entries) => entries.iter_mut().find(|(k, ..)| k == key).map(|(.., value)| value),
        _ => None,
    }
}
