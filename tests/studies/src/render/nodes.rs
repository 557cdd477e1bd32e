//! The framework as TOML.

use super::{condition, level, levels, list, text_of};
use crate::names;
use crate::spec::*;

pub(super) fn node(spec: &Spec, n: usize) -> String {
    let it = &spec.nodes[n];
    let mut text = format!("[[node]]\nid = \"{}\"\n{}", names::node(n), text_of("label"));
    text.push_str(&format!(
        "scale = \"{}\"\nscore = {}\n",
        names::scale(it.scale),
        score(spec, n)
    ));
    if !it.children.is_empty() {
        text.push_str(&format!(
            "children = {}\n",
            list(it.children.iter().map(|&c| names::node(c)))
        ));
    }
    if !it.applies.is_empty() {
        text.push_str(&format!("applies = {}\n", condition(&it.applies)));
    }
    match it.own {
        Own::First => {}
        Own::Worst => text.push_str("own = \"worst\"\n"),
        Own::Child => text.push_str("own = \"child\"\n"),
    }
    if it.skip {
        text.push_str("silent = { skip = { nl = \"x\", en = \"x\" } }\n");
    }
    if let Some(default) = it.default {
        let level = level(spec.scale(n), default);
        text.push_str(&format!(
            "default = {{ level = {level}, reason = {{ nl = \"x\", en = \"x\" }} }}\n"
        ));
    }
    if !it.combine_in_score && it.combine != Combine::Strongest {
        text.push_str(&format!("combine = \"{}\"\n", combine(it.combine)));
    }
    text
}

fn combine(combine: Combine) -> &'static str {
    match combine {
        Combine::Strongest => "strongest",
        Combine::Worst => "worst",
        Combine::Best => "best",
        Combine::Hull => "hull",
    }
}

fn score(spec: &Spec, n: usize) -> String {
    let it = &spec.nodes[n];
    let here = spec.scale(n);
    let child = |position: usize| names::node(it.children[position]);
    match &it.scorer {
        Scorer::Evidence if it.combine_in_score => {
            format!("{{ plugin = \"evidence\", combine = \"{}\" }}", combine(it.combine))
        }
        Scorer::Evidence => "{ plugin = \"evidence\" }".to_owned(),
        Scorer::Worst(given) => format!("{{ plugin = \"worst\"{} }}", maps(spec, n, given)),
        Scorer::Best(given) => format!("{{ plugin = \"best\"{} }}", maps(spec, n, given)),
        Scorer::Mean {
            maps: given,
            weights,
            veto,
            ties,
        } => {
            let mut text = String::from("{ plugin = \"mean\"");
            let weighed: Vec<String> = weights
                .iter()
                .enumerate()
                .filter(|&(_, &w)| w != 2)
                .map(|(c, &w)| format!("{} = {}", child(c), w as f64 / 2.0))
                .collect();
            if !weighed.is_empty() {
                text.push_str(&format!(", weights = {{ {} }}", weighed.join(", ")));
            }
            if let Some(veto) = veto {
                text.push_str(&format!(", veto = {}", level(here, *veto)));
            }
            match ties {
                Ties::Neutral => {}
                Ties::Up => text.push_str(", ties = \"up\""),
                Ties::Down => text.push_str(", ties = \"down\""),
            }
            format!("{text}{} }}", maps(spec, n, given))
        }
        Scorer::Table(rules) => {
            let rules = rules.iter().map(|rule| {
                let tests = rule.when.iter().map(|(c, allowed)| {
                    let scale = spec.scale(it.children[*c]);
                    format!("{} = {}", child(*c), among(scale, allowed))
                });
                let tests = tests.collect::<Vec<_>>().join(", ");
                format!("    {{ when = {{ {tests} }}, then = {} }}", level(here, rule.then))
            });
            format!(
                "{{ plugin = \"table\", rules = [\n{},\n] }}",
                rules.collect::<Vec<_>>().join(",\n")
            )
        }
        Scorer::Threshold {
            variable,
            cuts,
            levels: given,
        } => format!(
            "{{ plugin = \"threshold\", of = \"{}\", cuts = {cuts:?}, levels = {} }}",
            names::variable(*variable),
            levels(here, given)
        ),
        Scorer::Script(_) => format!("{{ plugin = \"{}\" }}", names::script(n)),
    }
}

/// Levels that a rule allows, written in one of the ways that there are.
fn among(scale: Scale, allowed: &[usize]) -> String {
    let others: Vec<usize> = (0..scale.size()).filter(|l| !allowed.contains(l)).collect();
    match (allowed, &others[..]) {
        (_, []) => "\"*\"".to_owned(),
        ([only], _) => level(scale, *only),
        (_, [not]) if not % 2 == 0 => format!("{{ not = {} }}", level(scale, *not)),
        (_, not) if not.len() == 2 => format!("{{ not = {} }}", levels(scale, not)),
        _ => levels(scale, allowed),
    }
}

fn maps(spec: &Spec, n: usize, maps: &Maps) -> String {
    let it = &spec.nodes[n];
    let mapped = maps.iter().zip(&it.children).filter_map(|(map, &child)| {
        let map = map.as_ref()?;
        let there = spec.scale(child);
        let levels = map
            .iter()
            .enumerate()
            .map(|(l, &to)| format!("{} = {}", level(there, l), level(spec.scale(n), to)));
        Some(format!(
            "{} = {{ {} }}",
            names::node(child),
            levels.collect::<Vec<_>>().join(", ")
        ))
    });
    let mapped: Vec<String> = mapped.collect();
    match mapped.is_empty() {
        true => String::new(),
        false => format!(", map = {{ {} }}", mapped.join(", ")),
    }
}
