//! What remains possible when what is not known is set aside.

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, CellResult, Compiled, NOT_APPLICABLE, NodeDiagrams, OpenVariable, Value};
use toets_model::{Kind, NodeId};
use toets_question::{ValueSets, depends_on};

/// For some people, choices and law: what is possible there, whatever is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// What is possible, worst to best; more than one: it is open between them; none: it does not apply to them.
    pub values: Vec<Value>,
    /// Those of them that evidence for and against decided where they met.
    pub mixed: Vec<Value>,
    /// For whom and for which choices: disjoint boxes that name no unknown; one empty box: always.
    pub boxes: Vec<CaseBox>,
    /// How many boxes there are beside those listed; none: too many to count.
    pub more: Option<u64>,
}

/// How many boxes an outlook lists.
const BOXES: usize = 64;

/// The unknowns that a node depends on within the worlds that count.
pub(super) fn hangs_on(
    cell: &mut CellResult,
    compiled: &Compiled,
    node: NodeId,
    level: Diagram,
) -> Result<Vec<OpenVariable>, Exceeded> {
    let mut unknowns = compiled.variables().declared();
    unknowns.retain(|&v| is_unknown(compiled, v));
    let counts = cell.space.counts(node)?;
    let depends = depends_on(&mut cell.space.manager, level, counts, &unknowns)?;
    Ok(depends.into_iter().map(|v| compiled.variables().at(v)).collect())
}

impl Outlook {
    /// Whether evidence for and against met where it has this value.
    pub fn mixed_at(&self, value: Value) -> bool {
        self.mixed.contains(&value)
    }
}

/// The outlooks of a node, the worst first, whom it does not apply to last; `care` is where any world is left when the unknowns are set aside.
pub(super) fn outlooks(
    cell: &mut CellResult,
    compiled: &Compiled,
    node: NodeId,
    diagrams: NodeDiagrams,
    care: Diagram,
) -> Result<Vec<Outlook>, Exceeded> {
    let admitted = cell.space.admitted;
    let terminals = cell.space.manager.terminals_within(diagrams.level, admitted);
    if terminals.is_empty() {
        return Ok(Vec::new());
    }
    if let [only] = terminals[..] {
        let values = values(compiled, cell, node, [only]);
        let met = cell.space.manager.and(diagrams.mixed, admitted)?;
        return Ok(vec![Outlook {
            mixed: if met == Diagram::FALSE {
                Vec::new()
            } else {
                values.clone()
            },
            values,
            boxes: vec![CaseBox::new()],
            more: Some(0),
        }]);
    }
    // Each set of values that is possible somewhere becomes a terminal; where it does not apply that is the empty set.
    let sets_of = ValueSets::new(compiled, &cell.space, node, cell.space.terminals(node));
    let counts = cell.space.counts(node)?;
    let manager = &mut cell.space.manager;
    let here = manager.apply(diagrams.level, counts, |level, counts| counts * sets_of.one(level))?;
    let sets = manager.join_over(
        here,
        |v| is_unknown(compiled, v),
        |one, other| sets_of.union(one, other),
    )?;
    let declared = compiled.variables().declared();
    let listed = cell.space.manager.boxes(sets, care, &declared, BOXES)?;
    let mut outlooks = Vec::with_capacity(listed.cases.len());
    for case in listed.cases {
        let region = cell.space.manager.is(sets, case.terminal)?;
        let region = cell.space.manager.and(region, admitted)?;
        let met = cell.space.manager.and(region, diagrams.mixed)?;
        let met = cell.space.manager.terminals_within(diagrams.level, met);
        let here = values(compiled, cell, node, sets_of.members(case.terminal));
        let mixed = values(compiled, cell, node, met);
        let boxes: Vec<CaseBox> = case.boxes.iter().map(|one| named(compiled, one)).collect();
        let more = case.total.map(|total| total - boxes.len() as u64);
        outlooks.push(Outlook {
            values: here,
            mixed,
            boxes,
            more,
        });
    }
    outlooks.sort_by(|a, b| {
        let nothing = a.values.is_empty().cmp(&b.values.is_empty());
        nothing.then(compare(&a.values, &b.values))
    });
    Ok(outlooks)
}

/// What terminals stand for, worst to best; that a node does not apply is no value.
fn values(
    compiled: &Compiled,
    cell: &CellResult,
    node: NodeId,
    terminals: impl IntoIterator<Item = u32>,
) -> Vec<Value> {
    let apply = terminals.into_iter().filter(|&terminal| terminal != NOT_APPLICABLE);
    let mut values: Vec<Value> = apply.map(|terminal| cell.value(compiled, node, terminal)).collect();
    values.sort_by(order);
    values
}

fn named(compiled: &Compiled, one: &[(Variable, Vec<u32>)]) -> CaseBox {
    let named = one
        .iter()
        .map(|(v, values)| (compiled.variables().at(*v), values.clone()));
    named.collect()
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
