//! What remains possible when what is not known is set aside.

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, CellResult, Compiled, OpenVariable, Value};
use toets_model::{Kind, NodeId};

/// For some people, choices and law: what is possible there, whatever is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// What is possible, worst to best; more than one: it is open between them.
    pub values: Vec<Value>,
    /// For whom and for which choices: disjoint boxes that name no unknown; one empty box: always.
    pub boxes: Vec<CaseBox>,
    /// How many boxes there are beside those listed; none: too many to count.
    pub more: Option<u64>,
}

/// A set of values is a terminal of as many bits.
const MOST_VALUES: usize = 30;

/// How many boxes an outlook lists.
const BOXES: usize = 64;

/// The unknowns that a node hangs on within the worlds that count.
pub(super) fn hangs_on(
    cell: &mut CellResult,
    compiled: &Compiled,
    level: Diagram,
) -> Result<Vec<OpenVariable>, Exceeded> {
    let manager = &mut cell.space.manager;
    let simple = manager.simplify(level, cell.space.admitted)?;
    let mut unknowns: Vec<OpenVariable> = manager
        .support(simple)
        .into_iter()
        .map(|v| compiled.variables().at(v))
        .filter(|v| v.kind(&compiled.study) == Kind::Unknown)
        .collect();
    unknowns.sort();
    Ok(unknowns)
}

/// The outlooks of a node, the worst first; `care` is where any world is left when the unknowns are set aside.
pub(super) fn outlooks(
    cell: &mut CellResult,
    compiled: &Compiled,
    node: NodeId,
    level: Diagram,
    care: Diagram,
) -> Result<Vec<Outlook>, Exceeded> {
    let admitted = cell.space.admitted;
    let terminals = cell.space.manager.terminals_within(level, admitted);
    if terminals.len() <= 1 || terminals.len() > MOST_VALUES {
        let values = cell.possible(compiled, node);
        let boxes = vec![Vec::new()];
        let more = Some(0);
        return Ok(if values.is_empty() {
            Vec::new()
        } else {
            vec![Outlook { values, boxes, more }]
        });
    }
    let manager = &mut cell.space.manager;
    let mut sets = Diagram::terminal(0);
    for (bit, &terminal) in terminals.iter().enumerate() {
        let here = manager.is(level, terminal)?;
        let here = manager.and(here, admitted)?;
        let possible = manager.exists(here, |v| is_unknown(compiled, v))?;
        sets = manager.apply(sets, possible, |set, one| set | (one << bit))?;
    }
    let listed = manager.boxes(sets, care, BOXES)?;
    let mut outlooks = Vec::with_capacity(listed.cases.len());
    for case in listed.cases {
        let mut values: Vec<Value> = terminals
            .iter()
            .enumerate()
            .filter(|(bit, _)| case.terminal & (1 << bit) != 0)
            .map(|(_, &terminal)| cell.value(compiled, node, terminal))
            .collect();
        values.sort_by(order);
        let mut boxes: Vec<CaseBox> = case
            .boxes
            .iter()
            .map(|one| {
                let named = |(v, values): &(Variable, Vec<u32>)| (compiled.variables().at(*v), values.clone());
                let mut one: CaseBox = one.iter().map(named).collect();
                one.sort_by_key(|&(variable, _)| variable);
                one
            })
            .collect();
        boxes.sort();
        let more = case.total.map(|total| total - boxes.len() as u64);
        outlooks.push(Outlook { values, boxes, more });
    }
    outlooks.sort_by(|a, b| compare(&a.values, &b.values));
    Ok(outlooks)
}

pub(super) fn is_unknown(compiled: &Compiled, variable: Variable) -> bool {
    compiled.variables().at(variable).kind(&compiled.study) == Kind::Unknown
}

fn compare(a: &[Value], b: &[Value]) -> std::cmp::Ordering {
    let differ = a.iter().zip(b).map(|(a, b)| order(a, b)).find(|o| o.is_ne());
    differ.unwrap_or(a.len().cmp(&b.len()))
}

fn order(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::Level(a), Value::Level(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        (Value::Level(_), Value::Number(_)) => std::cmp::Ordering::Less,
        (Value::Number(_), Value::Level(_)) => std::cmp::Ordering::Greater,
    }
}
