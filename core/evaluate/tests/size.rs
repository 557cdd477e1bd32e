//! What large frameworks cost: diagrams stay small where levers serve neighbouring criteria, and where they don't the
//! evaluation ends at its limit with the names of what ties everything together. Counted, never timed.

#[path = "support/indicator.rs"]
mod indicator;

use std::sync::Arc;

use toets_evaluate::{Compiled, Limits, compile, evaluate_where};
use toets_model::testing::{node, scale, study, variable};
use toets_model::{Assignment, Kind, NodeId, ScaleId, Study, VariableId};
use toets_plugin::Registry;

use indicator::indicator;

fn registry() -> Registry {
    let mut registry = Registry::new(toets_evidence::plugins().remove(0));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry
}

fn compiled(study: Study, limits: Limits) -> Arc<Compiled> {
    Arc::new(compile(Arc::new(study), &registry(), limits).expect("a study without faults"))
}

fn levers(study: &mut Study, number: usize) -> Vec<VariableId> {
    (0..number)
        .map(|n| variable(study, &format!("lever{n}"), Kind::Lever, &["a", "b", "c"]))
        .collect()
}

/// Indicators on levers `pairs`, joined three by three into criteria until one is left.
fn hierarchy(study: &mut Study, five: ScaleId, pairs: &[(VariableId, VariableId)], plugin: &str) -> NodeId {
    let mut row: Vec<NodeId> = pairs
        .iter()
        .enumerate()
        .map(|(n, &(one, other))| indicator(study, five, &format!("indicator{n}"), one, other))
        .collect();
    let mut made = 0;
    while row.len() > 1 {
        row = row
            .chunks(3)
            .map(|children| {
                made += 1;
                node(study, &format!("criterion{made}"), five, plugin, children)
            })
            .collect();
    }
    row[0]
}

#[test]
fn sixty_levers_that_serve_neighbours_stay_small() {
    for plugin in ["worst", "mean"] {
        let mut study = study();
        let five = scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
        let levers = levers(&mut study, 60);
        let pairs: Vec<_> = levers.windows(2).map(|pair| (pair[0], pair[1])).collect();
        study.verdict = hierarchy(&mut study, five, &pairs, plugin);
        let top = study.verdict;
        let compiled = compiled(study, Limits::default());
        let (space, faults) = evaluate_where(&compiled, &Assignment::new(), None);
        assert_eq!(faults, []);
        let size = space.manager.size(space.node(top).expect("evaluated").level);
        assert!(size < 2_000, "{plugin}: {size} nodes at the top");
        assert!(
            space.manager.nodes() < 100_000,
            "{plugin}: {} nodes in all",
            space.manager.nodes()
        );
    }
}

#[test]
fn levers_that_tie_everything_together_end_at_the_limit() {
    let mut study = study();
    let five = scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
    let levers = levers(&mut study, 60);
    // Each indicator joins a lever with one from the other end of the framework.
    let pairs: Vec<_> = (0..30).map(|n| (levers[n], levers[(n * 7 + 30) % 60])).collect();
    study.verdict = hierarchy(&mut study, five, &pairs, "mean");
    let compiled = compiled(
        study,
        Limits {
            diagram_nodes: 3_000,
            ..Limits::default()
        },
    );
    let (_, faults) = evaluate_where(&compiled, &Assignment::new(), None);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, "too-large");
    assert!(
        faults[0].notes.iter().any(|note| note.contains("`lever")),
        "{:?}",
        faults[0].notes
    );
}

#[test]
fn cost_is_linear_in_the_size_of_the_framework() {
    let nodes = |indicators: usize| {
        let mut study = study();
        let five = scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
        let levers = levers(&mut study, 8);
        // Few open variables for each subtree: neighbours share two.
        let pairs: Vec<_> = (0..indicators)
            .map(|n| (levers[n * 4 / indicators], levers[4 + n * 4 / indicators]))
            .collect();
        study.verdict = hierarchy(&mut study, five, &pairs, "worst");
        let compiled = compiled(study, Limits::default());
        let (space, faults) = evaluate_where(&compiled, &Assignment::new(), None);
        assert_eq!(faults, []);
        space.manager.operations()
    };
    let (small, large) = (nodes(1_000), nodes(10_000));
    assert!(
        large < 11 * small,
        "{small} operations for 1,000 indicators, {large} for 10,000"
    );
}
