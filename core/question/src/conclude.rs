//! Whether conclusions hold.

use rustc_hash::FxHashMap;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Evaluation, OpenVariable};
use toets_model::{
    CellRef, Comparator, Conclusion, Evaluate, ConclusionId, Formula, GroupId, Index, Kind, NodeId, Quantifier, ScenarioId,
    Study, Term,
};

use crate::joint::{Joint, Part};

/// What becomes of a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds, whatever the answers to the unknowns.
    Yes,
    /// It does not hold, whatever the answers.
    No,
    /// That hangs on unknowns (or there is no world that it speaks of).
    Undetermined,
    /// It has no formal condition.
    Stated,
}

impl Status {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undetermined => "undetermined",
            Self::Stated => "stated",
        }
    }
}

/// What becomes of one conclusion.
#[derive(Clone, Debug, PartialEq)]
pub struct ConclusionResult {
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// Over all of its cells together.
    pub status: Status,
    /// In each of its cells; cells without a world that it speaks of are left out.
    pub cells: Vec<CellStatus>,
    /// The unknowns that decide it, where it is undetermined.
    pub decided_by: Vec<OpenVariable>,
}

/// What becomes of a conclusion in one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellStatus {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// Its status there.
    pub status: Status,
}

/// The cells that the study's conclusions speak of, in the order of the study.
pub fn cells_needed(study: &Study) -> Vec<(ScenarioId, GroupId)> {
    let mut needed = Vec::new();
    for (_, conclusion) in study.conclusions.iter() {
        let Some(formula) = &conclusion.holds else {
            continue;
        };
        for current in cells_of(study, conclusion) {
            for_each_term(formula, &mut |cell, _| {
                let cell = resolve(cell, current);
                if study.scenarios[cell.0].evaluate != Evaluate::Never {
                    needed.push(cell);
                }
            });
        }
    }
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// Judges every conclusion of the study, in order.
///
/// # Errors
/// The diagrams of a conclusion got too large, or a cell that it speaks of was not evaluated.
pub fn conclude(evaluation: &Evaluation) -> Result<Vec<ConclusionResult>, Vec<Diagnostic>> {
    let compiled = &evaluation.compiled;
    let study = &compiled.study;
    let parts = evaluation.cells.iter().map(|cell| Part {
        space: &cell.space,
        scenario: Some(cell.scenario),
        group: Some(cell.group),
    });
    let mut nodes: Vec<NodeId> = Vec::new();
    for formula in study.conclusions.iter().filter_map(|(_, c)| c.holds.as_ref()) {
        for_each_term(formula, &mut |_, node| nodes.push(node));
    }
    nodes.sort_unstable();
    nodes.dedup();
    let conditions: Vec<_> = study.conclusions.iter().map(|(_, c)| &c.only).collect();
    let joint = Joint::new(compiled, parts.collect(), &nodes, &conditions);
    let kinds = joint.kinds();
    let index = evaluation
        .cells
        .iter()
        .enumerate()
        .map(|(n, cell)| ((cell.scenario, cell.group), n))
        .collect();
    let mut judge = Judge {
        study,
        evaluation,
        joint,
        kinds,
        index,
    };
    let mut faults = Vec::new();
    let mut results = Vec::with_capacity(study.conclusions.len());
    for (id, conclusion) in study.conclusions.iter() {
        match judge.conclusion(id, conclusion) {
            Ok(result) => results.push(result),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(results) } else { Err(faults) }
}

fn cells_of(study: &Study, conclusion: &Conclusion) -> Vec<(ScenarioId, GroupId)> {
    let judged = || {
        study
            .scenarios
            .iter()
            .filter(|(_, s)| s.evaluate == Evaluate::Always)
            .map(|(id, _)| id)
            .collect()
    };
    let scenarios: Vec<ScenarioId> = conclusion.scenarios.clone().unwrap_or_else(judged);
    let groups: Vec<GroupId> = conclusion
        .groups
        .clone()
        .unwrap_or_else(|| study.groups.indices().collect());
    scenarios
        .iter()
        .flat_map(|&scenario| groups.iter().map(move |&group| (scenario, group)))
        .collect()
}

fn resolve(cell: CellRef, current: (ScenarioId, GroupId)) -> (ScenarioId, GroupId) {
    match cell {
        CellRef::Current => current,
        CellRef::Scenario(scenario) => (scenario, current.1),
        CellRef::Cell(scenario, group) => (scenario, group),
    }
}

fn for_each_term(formula: &Formula, visit: &mut dyn FnMut(CellRef, NodeId)) {
    match formula {
        Formula::Compare { left, right, .. } => {
            for term in [left, right] {
                if let Term::Node(cell, node) = *term {
                    visit(cell, node);
                }
            }
        }
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|part| for_each_term(part, visit)),
        Formula::Not(part) => for_each_term(part, visit),
    }
}

struct Judge<'a> {
    study: &'a Study,
    evaluation: &'a Evaluation,
    joint: Joint<'a>,
    kinds: Vec<Kind>,
    index: FxHashMap<(ScenarioId, GroupId), usize>,
}

/// What one cell says of a conclusion, over the unknowns.
struct OverUnknowns {
    /// The answers that the unknowns can have.
    admitted: Diagram,
    /// For which of them the statement holds.
    holds: Diagram,
}

impl Judge<'_> {
    fn conclusion(&mut self, id: ConclusionId, conclusion: &Conclusion) -> Result<ConclusionResult, Diagnostic> {
        let mut result = ConclusionResult {
            conclusion: id,
            status: Status::Stated,
            cells: Vec::new(),
            decided_by: Vec::new(),
        };
        let Some(formula) = &conclusion.holds else {
            return Ok(result);
        };
        let mut open = Vec::new();
        for current in cells_of(self.study, conclusion) {
            let over = self
                .in_cell(conclusion, formula, current)
                .map_err(|why| self.fault(id, conclusion, why))?;
            let Some(over) = over else { continue };
            let status = self.status(&over).map_err(|why| self.fault(id, conclusion, why))?;
            if status == Status::Undetermined {
                open.push(over);
            }
            result.cells.push(CellStatus {
                scenario: current.0,
                group: current.1,
                status,
            });
        }
        let any = |status| result.cells.iter().any(|cell| cell.status == status);
        result.status = if any(Status::No) {
            Status::No
        } else if result.cells.is_empty() {
            Status::Undetermined
        } else if open.is_empty() {
            Status::Yes
        } else {
            let decided_by = self.support(&open).map_err(|why| self.fault(id, conclusion, why))?;
            if self.together(open).map_err(|why| self.fault(id, conclusion, why))? {
                result.decided_by = decided_by;
                Status::Undetermined
            } else {
                Status::No
            }
        };
        Ok(result)
    }

    /// The statement in one cell, over the unknowns; none where no world is spoken of.
    fn in_cell(
        &mut self,
        conclusion: &Conclusion,
        formula: &Formula,
        current: (ScenarioId, GroupId),
    ) -> Result<Option<OverUnknowns>, Trouble> {
        let mut parts = Vec::new();
        for_each_term(formula, &mut |cell, _| parts.push(resolve(cell, current)));
        parts.sort_unstable();
        parts.dedup();
        let mut admitted = Diagram::TRUE;
        for cell in parts {
            let part = self.part(cell)?;
            let here = self.joint.copy(part, self.evaluation.cells[part].space.admitted)?;
            admitted = self.joint.manager.and(admitted, here)?;
        }
        if !conclusion.only.is_empty() {
            let part = self.part(current)?;
            let spoken_of = self.joint.condition(part, &conclusion.only)?;
            admitted = self.joint.manager.and(admitted, spoken_of)?;
        }
        if admitted == Diagram::FALSE {
            return Ok(None);
        }
        let holds = self.formula(formula, current)?;
        let people = [
            (Kind::Trait, conclusion.people),
            (Kind::Lever, conclusion.levers),
            (Kind::Regime, Quantifier::All),
        ];
        let mut over = OverUnknowns { admitted, holds };
        for (kind, quantifier) in people {
            over = self.quantify(over, kind, quantifier)?;
        }
        Ok(Some(over))
    }

    /// Takes the variables of a kind away: for all of their admitted values, or for some.
    fn quantify(&mut self, over: OverUnknowns, kind: Kind, quantifier: Quantifier) -> Result<OverUnknowns, Trouble> {
        let kinds = &self.kinds;
        let manager = &mut self.joint.manager;
        let holds = match quantifier {
            Quantifier::All => {
                let where_admitted = manager.implies(over.admitted, over.holds)?;
                manager.forall(where_admitted, |v| kinds[v.index()] == kind)?
            }
            Quantifier::Some => {
                let both = manager.and(over.admitted, over.holds)?;
                manager.exists(both, |v| kinds[v.index()] == kind)?
            }
        };
        let admitted = manager.exists(over.admitted, |v| kinds[v.index()] == kind)?;
        Ok(OverUnknowns { admitted, holds })
    }

    fn formula(&mut self, formula: &Formula, current: (ScenarioId, GroupId)) -> Result<Diagram, Trouble> {
        match formula {
            Formula::Compare {
                left,
                comparator,
                right,
            } => self.comparison(left, *comparator, right, current),
            Formula::Not(part) => {
                let part = self.formula(part, current)?;
                Ok(self.joint.manager.not(part)?)
            }
            Formula::And(parts) => {
                let mut all = Diagram::TRUE;
                for part in parts {
                    let part = self.formula(part, current)?;
                    all = self.joint.manager.and(all, part)?;
                }
                Ok(all)
            }
            Formula::Or(parts) => {
                let mut any = Diagram::FALSE;
                for part in parts {
                    let part = self.formula(part, current)?;
                    any = self.joint.manager.or(any, part)?;
                }
                Ok(any)
            }
        }
    }

    fn comparison(
        &mut self,
        left: &Term,
        comparator: Comparator,
        right: &Term,
        current: (ScenarioId, GroupId),
    ) -> Result<Diagram, Trouble> {
        let (left, left_means) = self.term(left, current)?;
        let (right, right_means) = self.term(right, current)?;
        let ordering = |a: u32, b: u32| match (left_means.number(a), right_means.number(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => a.cmp(&b),
        };
        Ok(self
            .joint
            .manager
            .apply(left, right, |a, b| u32::from(comparator.holds(ordering(a, b))))?)
    }

    fn term(&mut self, term: &Term, current: (ScenarioId, GroupId)) -> Result<(Diagram, Means), Trouble> {
        match *term {
            Term::Level(level) => Ok((Diagram::terminal(level.to_usize() as u32), Means::Level)),
            Term::Number(number) => Ok((Diagram::terminal(0), Means::Numbers(vec![number]))),
            Term::Node(cell, node) => {
                let part = self.part(resolve(cell, current))?;
                let space = &self.evaluation.cells[part].space;
                let diagrams = space.node(node).ok_or(Trouble::NotEvaluated)?;
                let numeric = self.study.scales[self.study.nodes[node].scale].is_number();
                let means = if numeric {
                    let top = space.manager.terminals(diagrams.level).last().copied().unwrap_or(0);
                    Means::Numbers((0..=top).map(|t| space.number(t)).collect())
                } else {
                    Means::Level
                };
                Ok((self.joint.copy(part, diagrams.level)?, means))
            }
        }
    }

    fn part(&self, cell: (ScenarioId, GroupId)) -> Result<usize, Trouble> {
        self.index.get(&cell).copied().ok_or(Trouble::NotEvaluated)
    }

    fn status(&mut self, over: &OverUnknowns) -> Result<Status, Trouble> {
        let manager = &mut self.joint.manager;
        let always = manager.implies(over.admitted, over.holds)? == Diagram::TRUE;
        let ever = manager.and(over.admitted, over.holds)? != Diagram::FALSE;
        Ok(match (always, ever) {
            (true, _) => Status::Yes,
            (false, false) => Status::No,
            (false, true) => Status::Undetermined,
        })
    }

    /// Whether one set of answers lets the statement hold in all of these cells.
    fn together(&mut self, mut open: Vec<OverUnknowns>) -> Result<bool, Trouble> {
        // An unknown of one cell only can be answered as that cell needs it: it is taken away before cells are joined.
        let mut uses = vec![0u32; self.kinds.len()];
        for over in &mut open {
            over.holds = self.joint.manager.and(over.admitted, over.holds)?;
            for variable in self.joint.manager.support(over.holds) {
                uses[variable.index()] += 1;
            }
        }
        let mut all = Diagram::TRUE;
        for over in open {
            let shared = self.joint.manager.exists(over.holds, |v| uses[v.index()] < 2)?;
            all = self.joint.manager.and(all, shared)?;
        }
        Ok(all != Diagram::FALSE)
    }

    /// The unknowns that a statement hangs on, in the order of the study.
    fn support(&mut self, open: &[OverUnknowns]) -> Result<Vec<OpenVariable>, Trouble> {
        let mut unknowns = Vec::new();
        for over in open {
            let holds = self.joint.manager.simplify(over.holds, over.admitted)?;
            for variable in self.joint.manager.support(holds) {
                unknowns.push(self.joint.at(variable));
            }
        }
        unknowns.sort_unstable();
        unknowns.dedup();
        Ok(unknowns)
    }

    fn fault(&self, id: ConclusionId, conclusion: &Conclusion, why: Trouble) -> Diagnostic {
        let name = self.study.conclusions.name(id);
        match why {
            Trouble::NotEvaluated => Diagnostic::error(
                "not-evaluated",
                format!("conclusion `{name}` speaks of a scenario that is described only"),
            )
            .at(conclusion.span, "")
            .help("leave out `evaluate = false` there, or name other scenarios in `over`"),
            Trouble::Exceeded(exceeded) => {
                let ties: Vec<String> = exceeded
                    .variables
                    .iter()
                    .map(|&v| format!("`{}`", self.joint.at(v).id(self.study)))
                    .collect();
                Diagnostic::error(
                    "too-large",
                    format!(
                        "conclusion `{name}` is too much to decide: it needs more than {} diagram nodes",
                        exceeded.limit
                    ),
                )
                .at(conclusion.span, "")
                .with_note(format!("what ties it together: {}", ties.join(", ")))
                .help("let it speak of fewer cells at once with `over`")
            }
        }
    }
}

enum Trouble {
    Exceeded(Exceeded),
    NotEvaluated,
}

impl From<Exceeded> for Trouble {
    fn from(exceeded: Exceeded) -> Self {
        Self::Exceeded(exceeded)
    }
}

/// What the terminals of a term mean.
enum Means {
    Level,
    Numbers(Vec<f64>),
}

impl Means {
    fn number(&self, terminal: u32) -> Option<f64> {
        match self {
            Self::Level => None,
            Self::Numbers(numbers) => numbers.get(terminal as usize).copied(),
        }
    }
}
