//! What a change of one finding costs in a large study, beside evaluating it in full. Counted, never timed.

#[path = "support/indicator.rs"]
mod indicator;

use std::sync::Arc;

use toets_evaluate::{Again, Compiled, Limits, Work, all_cells, compile, evaluate_again};
use toets_model::testing::{self, node, scale, study, variable};
use toets_model::{Evaluate, Group, Index, Kind, LevelId, NodeId, Scenario, Study, Text, VariableId};
use toets_plugin::{Answer, Cell, Diagnostic, Judgement, Outcome, Plugin, Read, Registry, Replay, Scorer, Stop};

use indicator::indicator;

/// The worst of the children, one read after the other, as a script would do it.
struct ReadsAll;

struct Children(Vec<NodeId>);

impl Plugin for ReadsAll {
    fn id(&self) -> &str {
        "reads-all"
    }
    fn version(&self) -> &str {
        "1"
    }
    fn label(&self) -> Text {
        Text::default()
    }
    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        Ok(Scorer::Replay(Box::new(Children(study.nodes[node].children.clone()))))
    }
}

impl Replay for Children {
    fn score(&self, cell: Arc<dyn Cell>) -> Result<Judgement, Stop> {
        let mut worst = None;
        for &child in &self.0 {
            if let Answer::Level(level) = cell.read(Read::Node(child))? {
                worst = Some(worst.map_or(level, |worst: LevelId| worst.min(level)));
            }
        }
        Ok(Judgement::from(worst.map_or(Outcome::Silent, Outcome::Level)))
    }
    fn nodes(&self) -> Vec<NodeId> {
        self.0.clone()
    }
}

fn compiled(study: Study) -> Arc<Compiled> {
    let mut registry = Registry::new(toets_evidence::plugins().remove(0));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry.add(Arc::new(ReadsAll));
    Arc::new(compile(Arc::new(study), &registry, Limits::default()).expect("a study without faults"))
}

/// A framework of so many indicators, on pairs of twelve levers, joined three by three; every other criterion is judged by a
/// scorer that reads one child after the other.
fn framework(indicators: usize) -> Study {
    let mut study = study();
    let five = scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
    let levers: Vec<VariableId> = (0..12)
        .map(|n| variable(&mut study, &format!("lever{n}"), Kind::Lever, &["a", "b", "c"]))
        .collect();
    let mut row: Vec<NodeId> = (0..indicators)
        .map(|n| {
            let pair = n * 6 / indicators;
            indicator(&mut study, five, &format!("i{n}"), levers[pair], levers[pair + 6])
        })
        .collect();
    let mut made = 0;
    while row.len() > 1 {
        row = row
            .chunks(3)
            .map(|children| {
                made += 1;
                let plugin = if made % 2 == 0 { "worst" } else { "reads-all" };
                node(&mut study, &format!("c{made}"), five, plugin, children)
            })
            .collect();
    }
    study.verdict = row[0];
    let scenario = Scenario {
        span: testing::nowhere(),
        label: Text::default(),
        short: None,
        levers: Default::default(),
        by_group: Default::default(),
        based_on: None,
        evaluate: Evaluate::Always,
        maps_to: Vec::new(),
        note: None,
        sources: Vec::new(),
    };
    let group = Group {
        span: testing::nowhere(),
        label: Text::default(),
        short: None,
        definition: None,
        traits: Default::default(),
        sources: Vec::new(),
    };
    study.scenarios.insert("S", scenario).expect("a name of its own");
    study.groups.insert("g", group).expect("a name of its own");
    study
}

fn evaluated(compiled: &Arc<Compiled>, before: Option<Again>) -> Again {
    let before = before.map(|before| before.evaluation);
    let again = evaluate_again(compiled, &all_cells(&compiled.study), before);
    assert_eq!(again.faults, []);
    again
}

/// Where each level of a node is the result, in every cell.
fn results(again: &mut Again, nodes: &[NodeId]) -> Vec<toets_evaluate::Case> {
    let compiled = again.evaluation.compiled.clone();
    let mut all = Vec::new();
    for cell in &mut again.evaluation.cells {
        for &node in nodes {
            all.extend(cell.cases(&compiled, node, 64, true).expect("a small diagram"));
        }
    }
    all
}

#[test]
fn changing_one_of_two_hundred_thousand_findings_costs_less_than_a_hundredth() {
    let study = framework(66_667);
    assert!(study.nodes.len() >= 100_000 && study.findings.len() >= 200_000);
    let mut other = study.clone();
    let f = other.findings.find("i40000-").expect("it is there");
    let worst = LevelId::from_usize(0);
    assert_ne!(other.findings[f].level, Some(worst));
    other.findings[f].level = Some(worst);

    let full = evaluated(&compiled(study), None);
    let whole = full.work;
    let other = compiled(other);
    let mut again = evaluated(&other, Some(full));
    let few = |work: Work| [work.judged as u64, work.runs as u64, work.operations];
    for (few, all) in few(again.work).into_iter().zip(few(whole)) {
        assert!(few > 0 && few * 100 < all, "{:?} of {whole:?}", again.work);
    }
    // The same as in full, where the finding is and all the way up.
    let mut anew = evaluated(&other, None);
    let mut path = vec![other.study.findings[f].node];
    while let Some(above) = other.study.nodes.indices().find(|&n| {
        let children = &other.study.nodes[n].children;
        children.contains(&path[path.len() - 1])
    }) {
        path.push(above);
    }
    assert!(path.len() > 8);
    assert_eq!(results(&mut again, &path), results(&mut anew, &path));
}
