//! A study in which one thing is otherwise: to see what hangs on it.

use std::sync::Arc;

use toets_model::{
    Allowed, Combine, FindingId, Index, NodeId, Own, Param, ParamValue, Score, Silent, Spanned, Study, Test, VariableId,
};

/// Sets a finding aside: it is still known what was studied, but it never applies.
///
/// Where it can be done so, the order of variables stays the same: only its `when` changes, to what is never the case.
pub(crate) fn set_aside(study: &mut Study, finding: FindingId) {
    let span = study.findings[finding].span;
    let mentioned = study.findings[finding].when.variables().first().copied();
    let any = (!study.variables.is_empty()).then(|| VariableId::from_usize(0));
    let it = &mut study.findings[finding];
    match mentioned.or(any) {
        Some(variable) => it.when.all.push(Test {
            variable,
            allowed: Allowed::Values(Vec::new()),
            span,
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
