//! What a node rests on: the findings that can move it, and none that only explain.

use std::sync::Arc;

use toets_evaluate::{Limits, compile};
use toets_model::testing::{finding, node, scale, study};
use toets_model::{Own, Study};
use toets_plugin::{Read, Registry};

fn registry() -> Registry {
    let mut registry = Registry::new(toets_evidence::plugins().remove(0));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry
}

/// The findings read by the criterion of a study: one is on its only indicator, one on the criterion itself.
fn findings_read(own: Own) -> (Vec<String>, Vec<String>) {
    let mut made: Study = study();
    let five = scale(&mut made, "five", &["--", "-", "0", "+", "++"]);
    let leaf = node(&mut made, "leaf", five, "evidence", &[]);
    let top = node(&mut made, "top", five, "worst", &[leaf]);
    finding(&mut made, "below", leaf, Some("+"));
    finding(&mut made, "itself", top, Some("-"));
    made.nodes[top].own = own;
    made.verdict = top;
    let compiled = compile(Arc::new(made), &registry(), Limits::default()).expect("a study without faults");
    let names = |node| {
        let reads = compiled.reads(node).into_iter();
        reads
            .filter_map(|read| match read {
                Read::Finding(finding) => Some(compiled.study.findings.name(finding).to_owned()),
                _ => None,
            })
            .collect()
    };
    (names(leaf), names(top))
}

#[test]
fn findings_on_a_criterion_are_read_unless_they_only_explain() {
    for own in [Own::First, Own::Worst] {
        assert_eq!(
            findings_read(own),
            (vec!["below".to_owned()], vec!["itself".to_owned()])
        );
    }
    assert_eq!(findings_read(Own::Child), (vec!["below".to_owned()], vec![]));
}
