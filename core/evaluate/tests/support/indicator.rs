//! An indicator for large frameworks.

use toets_model::condition::{Allowed, Condition, Test};
use toets_model::testing::{self, finding, node};
use toets_model::{Index, NodeId, ScaleId, Study, ValueId, VariableId};

/// An indicator whose level is a table of two levers: `+` where both are `a`, `-` where the first is `c`, else `0`.
pub(crate) fn indicator(study: &mut Study, five: ScaleId, name: &str, one: VariableId, other: VariableId) -> NodeId {
    let it = node(study, name, five, "evidence", &[]);
    let test = |variable, value: usize| Test {
        variable,
        allowed: Allowed::Values(vec![ValueId::from_usize(value)]),
        span: testing::nowhere(),
    };
    let says: [(&str, Vec<Test>); 3] = [
        ("+", vec![test(one, 0), test(other, 0)]),
        ("-", vec![test(one, 2)]),
        ("0", vec![]),
    ];
    for (level, all) in says {
        let id = finding(study, &format!("{name}{level}"), it, Some(level));
        study.findings[id].when = Condition { all, any: Vec::new() };
    }
    it
}
