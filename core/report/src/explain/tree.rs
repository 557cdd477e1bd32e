//! How a level came about, as a tree: a node with what is said of it, then the nodes that it was judged from.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::{Basis, Value};
use toets_model::NodeId;
use toets_question::{Derivation, ExplainedCase, Part};

use super::Unfold;
use super::notes::notes;
use crate::ask::section;
use crate::page::{Block, Branch, Section, plain};
use crate::texts::Say;
use crate::words::{Line, Span, Words};

const TITLE: Say = Say("Hoe dat komt", "How that comes about");
const ABOVE: Say = Say(", zie hierboven", ", see above");
const MORE: Say = Say(" …", " …");
const UNKNOWN: Say = Say(
    " (aangenomen: geen bevinding zegt het)",
    " (assumed: no finding says it)",
);
const OPEN: Say = Say(" (aangenomen: het is open)", " (assumed: it is open)");
const SKIPPED: Say = Say("buiten beschouwing", "left out");
const DEFAULT: Say = Say(" (keuze van de studie)", " (the study's choice)");

/// The nodes of a case by their id.
pub(super) struct Levels<'a>(BTreeMap<NodeId, &'a Derivation>);

impl Levels<'_> {
    /// The level of a node in the case.
    pub(super) fn level(&self, node: NodeId) -> Option<Value> {
        self.0.get(&node).map(|one| one.trace.value)
    }
}

/// The tree of a case, or of several that differ in the level of the top only.
pub(super) fn tree(words: &Words<'_>, top: NodeId, alike: &[&ExplainedCase], unfold: Unfold) -> Section {
    let values: Vec<Value> = alike.iter().map(|case| case.value).collect();
    let levels = Levels(alike.first().map_or_else(BTreeMap::new, |case| {
        case.nodes.iter().map(|one| (one.trace.node, one)).collect()
    }));
    let mut branches = Vec::new();
    let mut told = BTreeSet::new();
    // A stack of our own: a framework may be deeper than the machine's.
    let mut stack = vec![(top, 0, true, false)];
    while let Some((node, depth, open, skipped)) = stack.pop() {
        let Some(&derivation) = levels.0.get(&node) else {
            continue;
        };
        let again = told.contains(&node);
        let whole = !again && (open || unfold.everything);
        let mut head = match depth {
            0 => head(words, derivation, &values),
            _ if skipped => left_out(words, node),
            _ => head(words, derivation, &[derivation.trace.value]),
        };
        if again {
            head.push(plain(words.say(ABOVE)));
        } else if !whole && (!derivation.children.is_empty() || !derivation.trace.findings.is_empty()) {
            head.push(plain(words.say(MORE)));
        }
        let mut branch = Branch {
            depth,
            open,
            head,
            notes: Vec::new(),
        };
        if whole {
            told.insert(node);
            branch.notes = notes(words, derivation, &levels);
            for &child in derivation.children.iter().rev() {
                let open = match unfold.depth {
                    Some(most) => depth < most,
                    None => depth < unfold.decisive && decides(derivation, child),
                };
                let skipped = derivation.trace.skipped.contains(&child);
                stack.push((child, depth + 1, open && !skipped, skipped));
            }
        }
        branches.push(branch);
    }
    section(words.say(TITLE), vec![Block::Tree(branches)])
}

fn left_out(words: &Words<'_>, node: NodeId) -> Line {
    vec![
        Span::Strong(words.coded(node)),
        plain(format!(": {}", words.say(SKIPPED))),
    ]
}

fn head(words: &Words<'_>, derivation: &Derivation, values: &[Value]) -> Line {
    let node = derivation.trace.node;
    let mut line = vec![Span::Strong(words.coded(node)), plain(": "), words.levels(node, values)];
    if let [value] = values
        && let Some(label) = words.level_words(node, *value)
    {
        line.push(plain(format!(" ({label})")));
    }
    match derivation.trace.basis {
        Basis::Unknown => line.push(plain(words.say(UNKNOWN))),
        Basis::Open => line.push(plain(words.say(OPEN))),
        Basis::Default => line.push(plain(words.say(DEFAULT))),
        Basis::Findings | Basis::Scorer => {}
    }
    line
}

/// Whether a child is among what decided a node; all of them where that is not known.
fn decides(derivation: &Derivation, child: NodeId) -> bool {
    match (&derivation.because, derivation.trace.basis) {
        (Some(because), _) => because.exactly.parts.contains(&Part::Node(child)),
        (None, Basis::Scorer) => true,
        (None, _) => false,
    }
}
