//! Whether the rules cover every combination, and agree.

use toets_plugin::model::Index;
use toets_plugin::{Diagnostic, Words, both};

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
            both!("`{name}` is {}", "`{name}` {} is", or(&levels))
        });
        let combination = joined(levels);
        let place = params.get("rules").map_or(params.place(), |p| p.span);
        params.fault(
            Diagnostic::error(
                "table-gap",
                both!(
                    "no rule says what follows where {}",
                    "geen regel zegt wat volgt als {}",
                    combination
                ),
            )
            .at(place, rules_of(params.name))
            .help((
                "add a rule, or let one of these look at fewer children",
                "voeg een regel toe, of laat een van deze naar minder kinderen kijken",
            )),
        );
    }
    for &(one, other) in &faults.clashes {
        let (first, second) = (&rules.rules[one], &rules.rules[other]);
        let scale = &params.study.scales[params.node.scale];
        let (then, otherwise) = (scale.name(first.then), scale.name(second.then));
        let place = in_both(params, rules, one, other);
        params.fault(
            Diagnostic::error(
                "table-overlap",
                both!(
                    "two rules disagree where {}",
                    "twee regels spreken elkaar tegen als {}",
                    place
                ),
            )
            .at(second.span, both!("gives `{otherwise}`", "geeft `{otherwise}`"))
            .at(first.span, both!("gives `{then}`", "geeft `{then}`"))
            .help((
                "the rules have no order: let one of them leave out what the other covers, with `{ not = … }`",
                "de regels hebben geen volgorde: laat een ervan weg wat de andere dekt, met `{ not = … }`",
            )),
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
fn in_both(params: &Params<'_>, rules: &Rules, one: usize, other: usize) -> Words {
    let study = params.study;
    let (one, other) = (&rules.rules[one], &rules.rules[other]);
    let levels = rules.layers.iter().enumerate().filter_map(|(n, layer)| {
        let (a, b) = (one.allows.get(&n), other.allows.get(&n));
        a.or(b)?;
        let allowed = |set: Option<&Vec<bool>>, level: usize| set.is_none_or(|s| s[level]);
        let mut levels = (0..layer.class.len()).filter(|&l| allowed(a, l) && allowed(b, l));
        let scale = &study.scales[study.nodes[layer.child].scale];
        let level = scale.name(Index::from_usize(levels.next()?));
        Some(both!(
            "`{}` is `{level}`",
            "`{}` `{level}` is",
            study.nodes.name(layer.child)
        ))
    });
    let levels: Vec<Words> = levels.collect();
    if levels.is_empty() {
        ("nothing is asked of any child", "van geen kind iets wordt gevraagd").into()
    } else {
        joined(levels.into_iter())
    }
}

fn joined(parts: impl Iterator<Item = Words>) -> Words {
    parts
        .reduce(|all, part| both!("{}, {}", "{}, {}", all, part))
        .unwrap_or_default()
}

/// What stands at the rules of a node.
pub(super) fn rules_of(name: &str) -> Words {
    both!("the rules of `{name}`", "de regels van `{name}`")
}

fn or(levels: &[&str]) -> Words {
    match levels {
        [level] => Words::same(format!("`{level}`")),
        _ => both!("one of {}", "een van {}", quoted(levels.iter().copied())),
    }
}
