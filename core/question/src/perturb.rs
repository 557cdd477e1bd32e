//! A study in which one thing is otherwise: to see what depends on it.

use std::sync::Arc;

use toets_model::{Allowed, Combine, FindingId, NodeId, Own, Param, ParamValue, Score, Silent, Spanned, Study, Test};

/// Sets a finding aside: it never applies.
///
/// What was studied stays known, so that the order of variables and what the evidence on the node mentions stay the same: its `when` asks for what
/// is never the case. Only where it says nothing of when it applies, it becomes one about another system.
pub(crate) fn set_aside(study: &mut Study, finding: FindingId) {
    let it = &mut study.findings[finding];
    it.compare = None;
    match it.when.variables().first() {
        Some(&variable) => it.when.all.push(Test {
            variable,
            allowed: Allowed::Values(Vec::new()),
            span: it.span,
        }),
        None => it.system = Some(String::new()),
    }
}

/// Lets a node be anything: no scorer, no finding judges it any more.
pub(crate) fn free(study: &mut Study, node: NodeId, evidence: &str) {
    for finding in study.findings_on(node).to_vec() {
        set_aside(study, finding);
    }
    let it = &mut study.nodes[node];
    it.score = Score {
        plugin: Spanned {
            value: Arc::from(evidence),
            span: it.span,
        },
        params: Param {
            span: it.span,
            value: ParamValue::Table(Vec::new()),
        },
    };
    it.children = Vec::new();
    it.own = Own::First;
    it.silent = Silent::Open;
    it.default = None;
    it.combine = Combine::Strongest;
}
