//! Whether the rules cover every combination, and agree.

use toets_plugin::Diagnostic;
use toets_plugin::model::Index;

use super::automaton::{Automaton, build};
use super::rules::Rules;
use crate::params::{Params, quoted};

/// The automaton of rules that are complete and agree; faults, each with an example, if they are not.
pub(super) fn complete(params: &mut Params<'_>, rules: &Rules) -> Option<Automaton> {
    let (automaton, faults) = build(rules, false).map_err(|e| e.fault(params)).ok()?;
    for gap in &faults.gaps {
        let study = params.study;
        let levels = gap.iter().map(|&(layer, class)| {
            let layer = &rules.layers[layer];
            let scale = &study.scales[study.nodes[layer.child].scale];
            let name = study.nodes.name(layer.child);
            let levels: Vec<&str> = layer.levels(class).map(|l| scale.name(l)).collect();
            format!("`{name}` is {}", or(&levels))
        });
        let combination = levels.collect::<Vec<_>>().join(", ");
        let place = params.get("rules").map_or(params.place(), |p| p.span);
        params.fault(
            Diagnostic::error("table-gap", format!("no rule says what follows where {combination}"))
                .at(place, format!("the rules of `{}`", params.name))
                .help("add a rule, or let one of these look at fewer children"),
        );
    }
    for &(one, other) in &faults.clashes {
        let (first, second) = (&rules.rules[one], &rules.rules[other]);
        let scale = &params.study.scales[params.node.scale];
        let (then, otherwise) = (scale.name(first.then), scale.name(second.then));
        let place = both(params, rules, one, other);
        params.fault(
            Diagnostic::error("table-overlap", format!("two rules disagree where {place}"))
                .at(second.span, format!("gives `{otherwise}`"))
                .at(first.span, format!("gives `{then}`"))
                .help("the rules have no order: let one of them leave out what the other covers, with `{ not = … }`"),
        );
    }
    (faults.gaps.is_empty() && faults.clashes.is_empty()).then_some(automaton)
}

/// The automaton that also knows what follows where children are silent.
pub(super) fn with_silence(params: &mut Params<'_>, rules: &Rules) -> Option<Automaton> {
    let built = build(rules, true);
    built.map(|(a, _)| a).map_err(|e| e.fault(params)).ok()
}

/// One combination in which two rules hold: for each child that one of them looks at, a level that both allow.
fn both(params: &Params<'_>, rules: &Rules, one: usize, other: usize) -> String {
    let study = params.study;
    let (one, other) = (&rules.rules[one], &rules.rules[other]);
    let levels = rules.layers.iter().enumerate().filter_map(|(n, layer)| {
        let (a, b) = (one.allows.get(&n), other.allows.get(&n));
        a.or(b)?;
        let allowed = |set: Option<&Vec<bool>>, level: usize| set.is_none_or(|s| s[level]);
        let mut levels = (0..layer.class.len()).filter(|&l| allowed(a, l) && allowed(b, l));
        let scale = &study.scales[study.nodes[layer.child].scale];
        let level = scale.name(Index::from_usize(levels.next()?));
        Some(format!("`{}` is `{level}`", study.nodes.name(layer.child)))
    });
    let levels: Vec<String> = levels.collect();
    if levels.is_empty() {
        "nothing is asked of any child".to_owned()
    } else {
        levels.join(", ")
    }
}

fn or(levels: &[&str]) -> String {
    match levels {
        [level] => format!("`{level}`"),
        _ => format!("one of {}", quoted(levels.iter().copied())),
    }
}
