//! What remains possible when what is not known is set aside.

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, CellResult, Compiled, NodeDiagrams, OpenVariable, Value};
use toets_model::{Kind, NodeId};
use toets_question::{ValueSets, depends_on};

/// For some people, choices and law: what is possible there, whatever is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// What is possible, worst to best; more than one: it is open between them.
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

/// The unknowns that a node hangs on within the worlds that count.
pub(super) fn hangs_on(
    cell: &mut CellResult,
    compiled: &Compiled,
    level: Diagram,
) -> Result<Vec<OpenVariable>, Exceeded> {
    let mut unknowns = compiled.variables().declared();
    unknowns.retain(|&v| is_unknown(compiled, v));
    let depends = depends_on(&mut cell.space.manager, level, cell.space.admitted, &unknowns)?;
    Ok(depends.into_iter().map(|v| compiled.variables().at(v)).collect())
}

impl Outlook {
    /// Whether evidence for and against met where it has this value.
    pub fn mixed_at(&self, value: Value) -> bool {
        self.mixed.contains(&value)
    }
}

/// The outlooks of a node, the worst first; `care` is where any world is left when the unknowns are set aside.
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
        let value = cell.value(compiled, node, only);
        let met = cell.space.manager.and(diagrams.mixed, admitted)?;
        return Ok(vec![Outlook {
            values: vec![value],
            mixed: if met == Diagram::FALSE { Vec::new() } else { vec![value] },
            boxes: vec![CaseBox::new()],
            more: Some(0),
        }]);
    }
    // Each set of values that is possible somewhere becomes a terminal.
    let values = ValueSets::new(compiled, &cell.space, node, terminals);
    let manager = &mut cell.space.manager;
    let here = manager.apply(diagrams.level, admitted, |level, counts| counts * values.one(level))?;
    let sets = manager.join_over(here, |v| is_unknown(compiled, v), |one, other| values.union(one, other))?;
    let declared = compiled.variables().declared();
    let listed = cell.space.manager.boxes(sets, care, &declared, BOXES)?;
    let mut outlooks = Vec::with_capacity(listed.cases.len());
    for case in listed.cases {
        let region = cell.space.manager.is(sets, case.terminal)?;
        let region = cell.space.manager.and(region, admitted)?;
        let met = cell.space.manager.and(region, diagrams.mixed)?;
        let met = cell.space.manager.terminals_within(diagrams.level, met);
        let here = values.members(case.terminal).into_iter();
        let here: Vec<Value> = here.map(|terminal| cell.value(compiled, node, terminal)).collect();
        let mixed = met
            .into_iter()
            .map(|terminal| cell.value(compiled, node, terminal))
            .collect();
        let boxes: Vec<CaseBox> = case.boxes.iter().map(|one| named(compiled, one)).collect();
        let more = case.total.map(|total| total - boxes.len() as u64);
        outlooks.push(Outlook {
            values: here,
            mixed,
            boxes,
            more,
        });
    }
    outlooks.sort_by(|a, b| compare(&a.values, &b.values));
    Ok(outlooks)
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
