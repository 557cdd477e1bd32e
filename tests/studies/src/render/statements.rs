//! Conclusions as TOML.

use super::{condition, level, list, table, text_of};
use crate::names;
use crate::spec::*;

pub(super) fn conclusion(spec: &Spec, n: usize) -> String {
    let it = &spec.conclusions[n];
    let mut text = format!(
        "[[conclusion]]\nid = \"{}\"\n{}",
        names::conclusion(n),
        text_of("statement")
    );
    let over = [
        it.scenarios
            .as_ref()
            .map(|all| format!("scenario = {}", list(all.iter().map(|&s| names::scenario(s))))),
        it.groups
            .as_ref()
            .map(|all| format!("group = {}", list(all.iter().map(|&g| names::group(g))))),
    ];
    if over.iter().any(Option::is_some) {
        text.push_str(&format!("over = {}\n", table(over.into_iter().flatten())));
    }
    if let Some(key) = names::key(n) {
        text.push_str(&format!("key = {key}\n"));
    }
    if it.some_people {
        text.push_str("people = \"some\"\n");
    }
    if it.some_levers {
        text.push_str("levers = \"some\"\n");
    }
    if !it.only.is_empty() {
        text.push_str(&format!("where = {}\n", condition(&it.only)));
    }
    text.push_str(&format!("holds = '{}'\n", formula(spec, &it.holds)));
    text
}

fn formula(spec: &Spec, it: &Formula) -> String {
    let term = |term: &Term| match *term {
        Term::Level(scale, at) => level(spec.scales[scale], at),
        Term::Node(Where::Current, node) => names::node(node),
        Term::Node(Where::Scenario(s), node) => format!("{}.{}", names::scenario(s), names::node(node)),
        Term::Node(Where::Cell(s, g), node) => {
            format!("{}/{}.{}", names::scenario(s), names::group(g), names::node(node))
        }
    };
    let joined = |parts: &[Formula], word: &str| {
        let parts: Vec<String> = parts.iter().map(|p| formula(spec, p)).collect();
        format!("({})", parts.join(word))
    };
    match it {
        Formula::Compare(left, comparator, right) => format!("{} {} {}", term(left), comparator.sign(), term(right)),
        Formula::And(parts) => joined(parts, " and "),
        Formula::Or(parts) => joined(parts, " or "),
        Formula::Not(part) => format!("not ({})", formula(spec, part)),
    }
}
