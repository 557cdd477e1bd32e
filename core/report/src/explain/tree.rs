//! How a level came about, as a tree: a node with what is said of it, then the nodes that it was judged from.

use std::collections::{BTreeMap, BTreeSet};

use toets_answer::{Block, Branch, Line, Section, Span, plain};
use toets_evaluate::{Basis, Value};
use toets_model::NodeId;
use toets_question::{Derivation, ExplainedCase, Part};

use super::Unfold;
use super::notes::notes;
use crate::texts::Say;
use crate::words::Words;

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

/// The tree of a case, or of several that differ in the level of the top only. All of it is there, once: where a node is seen without unfolding
/// anything, else where it comes first.
pub(super) fn tree(words: &Words<'_>, top: NodeId, alike: &[&ExplainedCase], unfold: Unfold) -> Section {
    let values: Vec<Value> = alike.iter().map(|case| case.value).collect();
    let levels = Levels(alike.first().map_or_else(BTreeMap::new, |case| {
        case.nodes.iter().map(|one| (one.trace.node, one)).collect()
    }));
    let seen: BTreeSet<NodeId> = walk(top, &levels, unfold, &BTreeSet::new())
        .into_iter()
        .filter(|step| step.whole && step.seen)
        .map(|step| step.node)
        .collect();
    let mut branches = Vec::new();
    for step in walk(top, &levels, unfold, &seen) {
        let Some(&derivation) = levels.0.get(&step.node) else {
            continue;
        };
        let mut head = match step.depth {
            0 => head(words, derivation, &values),
            _ if step.skipped => left_out(words, step.node),
            _ => head(words, derivation, &[derivation.trace.value]),
        };
        if step.above {
            head.push(plain(words.say(ABOVE)));
        } else if !step.whole && (!derivation.children.is_empty() || !derivation.trace.findings.is_empty()) {
            head.push(plain(words.say(MORE)));
        }
        branches.push(Branch {
            depth: step.depth,
            open: step.seen || !step.whole,
            head,
            notes: match step.whole {
                true => notes(words, derivation, &levels),
                false => Vec::new(),
            },
        });
    }
    Section::new(words.say(TITLE), vec![Block::Tree(branches)])
}

/// A place of a node in the tree.
struct Step {
    node: NodeId,
    depth: usize,
    /// Whether it is seen what it came from, without unfolding anything.
    seen: bool,
    /// Whether the node above leaves it out.
    skipped: bool,
    /// Whether it is told here what it came from.
    whole: bool,
    /// Whether that is told and seen above.
    above: bool,
}

/// The places in order. What is folded is told only of nodes that are not among those told `elsewhere`.
fn walk(top: NodeId, levels: &Levels<'_>, unfold: Unfold, elsewhere: &BTreeSet<NodeId>) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut told, mut told_and_seen) = (BTreeSet::new(), BTreeSet::new());
    // A stack of our own: a framework may be deeper than the machine's.
    let mut stack = vec![(top, 0, true, false)];
    while let Some((node, depth, seen, skipped)) = stack.pop() {
        let Some(&derivation) = levels.0.get(&node) else {
            continue;
        };
        let above = told_and_seen.contains(&node);
        let whole = !above && !skipped && (seen || !(told.contains(&node) || elsewhere.contains(&node)));
        if whole {
            told.insert(node);
            if seen {
                told_and_seen.insert(node);
            }
            for &child in derivation.children.iter().rev() {
                let open = match unfold.depth {
                    Some(most) => depth < most,
                    None => depth < unfold.decisive && decides(derivation, child),
                };
                let skipped = derivation.trace.skipped.contains(&child);
                stack.push((child, depth + 1, seen && open && !skipped, skipped));
            }
        }
        steps.push(Step {
            node,
            depth,
            seen,
            skipped,
            whole,
            above,
        });
    }
    steps
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
