//! Judging one conclusion: in each of its cells a statement over the unknowns, then all of them together.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, both};
use toets_diagram::{Diagram, Exceeded, Manager, Variable};
use toets_evaluate::{Compiled, OpenVariable, Space};
use toets_model::{CellRef, Conclusion, ConclusionId, Formula, GroupId, Kind, NodeId, Quantifier, ScenarioId};

use super::{CellStatus, ConclusionResult, Status, cells_of, resolve};
use crate::depends::depends_together;
use crate::formula::{self, Means, Terms, for_each_term};
use crate::joint::{Joint, Part, Whose};
use crate::quantify::{Over, is_of_evidence};

/// A cell that was evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) scenario: ScenarioId,
    pub(crate) group: GroupId,
    pub(crate) space: &'a Space,
}

/// Judges conclusions of one study, in the cells that it was given.
pub(crate) struct Judge<'a> {
    compiled: &'a Arc<Compiled>,
    cells: Vec<Cell<'a>>,
    pub(crate) joint: Joint<'a>,
    kinds: Vec<Kind>,
    index: FxHashMap<(ScenarioId, GroupId), usize>,
}

/// A cell, and what it says of a statement.
pub(crate) type CellOver = ((ScenarioId, GroupId), Over);

impl<'a> Judge<'a> {
    /// A judge of these conclusions.
    pub(crate) fn new(compiled: &'a Arc<Compiled>, cells: Vec<Cell<'a>>, conclusions: &[ConclusionId]) -> Self {
        let study = &compiled.study;
        let parts = cells.iter().map(|cell| Part {
            space: cell.space,
            levers: Whose::Scenario(cell.scenario),
            group: Some(cell.group),
        });
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut conditions = Vec::new();
        for &id in conclusions {
            let conclusion = &study.conclusions[id];
            conditions.push(&conclusion.only);
            if let Some(formula) = &conclusion.holds {
                for_each_term(formula, &mut |_, node| nodes.push(node));
            }
        }
        nodes.sort_unstable();
        nodes.dedup();
        let joint = Joint::new(compiled, parts.collect(), &nodes, &conditions);
        let kinds = joint.kinds();
        let index = cells
            .iter()
            .enumerate()
            .map(|(n, cell)| ((cell.scenario, cell.group), n))
            .collect();
        Self {
            compiled,
            cells,
            joint,
            kinds,
            index,
        }
    }

    /// Whether a conclusion has a formal condition.
    pub(crate) fn has_condition(&self, id: ConclusionId) -> bool {
        self.compiled.study.conclusions[id].holds.is_some()
    }

    /// What becomes of a conclusion.
    pub(crate) fn conclusion(&mut self, id: ConclusionId) -> Result<ConclusionResult, Diagnostic> {
        let mut result = ConclusionResult {
            conclusion: id,
            status: Status::Stated,
            cells: Vec::new(),
            decided_by: Vec::new(),
            restates: Vec::new(),
            not_applicable: Vec::new(),
        };
        if self.compiled.study.conclusions[id].holds.is_none() {
            return Ok(result);
        }
        result.not_applicable = self.not_applicable(id);
        let cells = self.over_unknowns(id)?;
        for &((scenario, group), over) in &cells {
            let status = self.status(over).map_err(|why| self.fault(id, why.into()))?;
            result.cells.push(CellStatus {
                scenario,
                group,
                status,
            });
        }
        let overs: Vec<Over> = cells.into_iter().map(|(_, over)| over).collect();
        result.status = self.status_of_all(&overs).map_err(|why| self.fault(id, why.into()))?;
        if result.status == Status::Undetermined {
            result.decided_by = self.decided_by(&overs).map_err(|why| self.fault(id, why.into()))?;
        }
        Ok(result)
    }

    /// The statement of a conclusion in each of its cells, over the unknowns; cells without a world that it speaks of are left out.
    pub(crate) fn over_unknowns(&mut self, id: ConclusionId) -> Result<Vec<CellOver>, Diagnostic> {
        let mut overs = self.over_worlds(id)?;
        for (_, over) in &mut overs {
            *over = self.quantified(id, *over).map_err(|why| self.fault(id, why.into()))?;
        }
        Ok(overs)
    }

    /// The statement of a conclusion in each of its cells, over worlds; cells without a world that it speaks of are left out.
    pub(crate) fn over_worlds(&mut self, id: ConclusionId) -> Result<Vec<CellOver>, Diagnostic> {
        let study = self.compiled.study.clone();
        let conclusion = &study.conclusions[id];
        let mut overs = Vec::new();
        let Some(formula) = &conclusion.holds else {
            return Ok(overs);
        };
        for current in cells_of(&study, conclusion) {
            let over = self.in_cell(conclusion, formula, current);
            if let Some(over) = over.map_err(|why| self.fault(id, why))? {
                overs.push((current, over));
            }
        }
        Ok(overs)
    }

    /// The statement of a conclusion over the unknowns, from what it says of worlds: people, levers and law are taken away as
    /// the conclusion says.
    ///
    /// Where an answer is given, it is given to the worlds first, so that a conclusion becomes what it would be in a study
    /// that knows the answer.
    pub(crate) fn quantified(&mut self, id: ConclusionId, worlds: Over) -> Result<Over, Exceeded> {
        let conclusion = &self.compiled.study.conclusions[id];
        let quantified = [
            (Kind::Trait, conclusion.people),
            (Kind::Lever, conclusion.levers),
            (Kind::Regime, Quantifier::All),
        ];
        let mut over = self.without_idle(worlds)?;
        let kinds = &self.kinds;
        for (kind, quantifier) in quantified {
            over = over.quantify(&mut self.joint.manager, quantifier, |v| kinds[v.index()] == kind)?;
        }
        Ok(over)
    }

    /// The statement in one cell, over worlds; none where no world is spoken of: where it is judged, and in all cells that it names.
    fn in_cell(
        &mut self,
        conclusion: &Conclusion,
        formula: &Formula,
        current: (ScenarioId, GroupId),
    ) -> Result<Option<Over>, Trouble> {
        let mut terms = Vec::new();
        for_each_term(formula, &mut |cell, node| terms.push((resolve(cell, current), node)));
        terms.sort_unstable();
        terms.dedup();
        let mut parts = vec![current];
        parts.extend(terms.iter().map(|&(cell, _)| cell));
        parts.sort_unstable();
        parts.dedup();
        let mut admitted = Diagram::TRUE;
        for cell in parts {
            let part = self.part(cell)?;
            let here = self.joint.admitted(part)?;
            admitted = self.joint.manager.and(admitted, here)?;
        }
        for (cell, node) in terms {
            let part = self.part(cell)?;
            // Where a node that is named does not apply, nothing is said.
            if let Some(found) = self.cells[part].space.node(node) {
                let applies = self.joint.copy(part, found.applies)?;
                admitted = self.joint.manager.and(admitted, applies)?;
            }
        }
        if !conclusion.only.is_empty() {
            let part = self.part(current)?;
            let spoken_of = self.joint.condition(part, &conclusion.only)?;
            admitted = self.joint.manager.and(admitted, spoken_of)?;
        }
        if admitted == Diagram::FALSE {
            return Ok(None);
        }
        let holds = formula::holds(formula, &mut InCell { judge: self, current })?;
        let over = Over { admitted, holds };
        Ok(Some(self.without_idle(over)?))
    }

    fn without_idle(&mut self, over: Over) -> Result<Over, Exceeded> {
        let joint = &self.joint;
        let mut of_evidence: Vec<_> = joint
            .manager
            .variables()
            .filter(|&v| is_of_evidence(joint.at(v)))
            .collect();
        // In the order of the study, whatever that of the diagrams.
        of_evidence.sort_by_key(|&v| joint.at(v));
        over.without_idle(&mut self.joint.manager, &of_evidence)
    }

    /// The nodes that a conclusion names and that do not apply in some world of the cells in which it names them.
    fn not_applicable(&self, id: ConclusionId) -> Vec<NodeId> {
        let study = &self.compiled.study;
        let conclusion = &study.conclusions[id];
        let mut nodes = Vec::new();
        let Some(formula) = &conclusion.holds else {
            return nodes;
        };
        for current in cells_of(study, conclusion) {
            for_each_term(formula, &mut |cell, node| {
                let part = self.index.get(&resolve(cell, current));
                let away = part.is_some_and(|&part| {
                    let space = self.cells[part].space;
                    let found = space.node(node).map(|found| found.applies);
                    found.is_some_and(|applies| {
                        applies != Diagram::TRUE && space.manager.terminals_within(applies, space.admitted).contains(&0)
                    })
                });
                if away {
                    nodes.push(node);
                }
            });
        }
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn part(&self, cell: (ScenarioId, GroupId)) -> Result<usize, Trouble> {
        self.index.get(&cell).copied().ok_or(Trouble::NotEvaluated)
    }

    fn status(&mut self, over: Over) -> Result<Status, Exceeded> {
        let manager = &mut self.joint.manager;
        Ok(match (over.always(manager)?, over.ever(manager)?) {
            (true, _) => Status::Yes,
            (false, false) => Status::No,
            (false, true) => Status::Undetermined,
        })
    }

    /// The status of a conclusion over all of its cells together.
    pub(crate) fn status_of_all(&mut self, overs: &[Over]) -> Result<Status, Exceeded> {
        let mut open = Vec::new();
        for &over in overs {
            match self.status(over)? {
                Status::No => return Ok(Status::No),
                Status::Undetermined => open.push(over),
                Status::Yes | Status::Stated => {}
            }
        }
        Ok(if overs.is_empty() {
            Status::Undetermined
        } else if open.is_empty() {
            Status::Yes
        } else if self.together(open)? {
            Status::Undetermined
        } else {
            Status::No
        })
    }

    /// Whether one set of answers lets the statement hold in all of these cells.
    fn together(&mut self, mut open: Vec<Over>) -> Result<bool, Exceeded> {
        for over in &mut open {
            *over = over.within(&mut self.joint.manager)?;
        }
        let mut all = Diagram::TRUE;
        for shared in self.shared(&open)? {
            all = self.joint.manager.and(all, shared)?;
        }
        Ok(all != Diagram::FALSE)
    }

    /// For each of these cells the answers with which the statement holds there, as far as other cells hear of them: an unknown of one cell
    /// only can be answered as that cell needs it, and is taken away before cells are joined.
    fn shared(&mut self, open: &[Over]) -> Result<Vec<Diagram>, Exceeded> {
        let mut uses = vec![0u32; self.kinds.len()];
        for over in open {
            for variable in self.joint.manager.support(over.holds) {
                uses[variable.index()] += 1;
            }
        }
        let taken = |v: Variable| uses[v.index()] < 2;
        open.iter()
            .map(|over| self.joint.manager.exists(over.holds, taken))
            .collect()
    }

    /// The unknowns that decide an undetermined conclusion, in the order of the study: whose answers, with those that are tied to them, can
    /// make the difference between its holding in all of these cells and its not doing so.
    pub(crate) fn decided_by(&mut self, overs: &[Over]) -> Result<Vec<OpenVariable>, Exceeded> {
        let mut open = Vec::new();
        for &over in overs {
            if self.status(over)? == Status::Undetermined {
                open.push(over.within(&mut self.joint.manager)?);
            }
        }
        let others = self.elsewhere(&open)?;
        let manager = &mut self.joint.manager;
        let mut asked = Vec::with_capacity(open.len());
        for (over, elsewhere) in open.into_iter().zip(others) {
            let everywhere = manager.and(over.holds, elsewhere)?;
            let not = manager.not(over.holds)?;
            let fails = manager.and(over.admitted, not)?;
            asked.push((everywhere, manager.or(everywhere, fails)?));
        }
        let unknowns: Vec<Variable> = self
            .joint
            .declared()
            .into_iter()
            .filter(|v| self.kinds[v.index()] == Kind::Unknown)
            .collect();
        let decide = depends_together(&mut self.joint.manager, &asked, &unknowns)?;
        let mut decide: Vec<OpenVariable> = decide.into_iter().map(|v| self.joint.at(v)).collect();
        decide.dedup();
        Ok(decide)
    }

    /// For each of these cells the answers with which the statement holds in all others.
    fn elsewhere(&mut self, open: &[Over]) -> Result<Vec<Diagram>, Exceeded> {
        let shared = self.shared(open)?;
        let manager = &mut self.joint.manager;
        let (mut before, mut after) = (vec![Diagram::TRUE], vec![Diagram::TRUE]);
        for n in 1..shared.len() {
            before.push(manager.and(before[n - 1], shared[n - 1])?);
            after.push(manager.and(after[n - 1], shared[shared.len() - n])?);
        }
        let others = before.into_iter().zip(after.into_iter().rev()).take(shared.len());
        others.map(|(before, after)| manager.and(before, after)).collect()
    }

    /// A diagram got too large while a conclusion was being judged.
    pub(crate) fn too_large(&self, id: ConclusionId, exceeded: Exceeded) -> Diagnostic {
        self.fault(id, exceeded.into())
    }

    fn fault(&self, id: ConclusionId, why: Trouble) -> Diagnostic {
        let study = &self.compiled.study;
        let name = study.conclusions.name(id);
        let span = study.conclusions[id].span;
        match why {
            Trouble::NotEvaluated => Diagnostic::error(
                "not-evaluated",
                both!(
                    "conclusion `{name}` speaks of a scenario that is described only",
                    "conclusie `{name}` gaat over een scenario dat alleen is beschreven"
                ),
            )
            .at(span, ())
            .help(both!(
                "leave out `evaluate = false` there, or name other scenarios in `over`",
                "laat daar `evaluate = false` weg, of noem andere scenario's in `over`"
            )),
            Trouble::Exceeded(exceeded) => {
                let ties: Vec<String> = exceeded
                    .variables
                    .iter()
                    .map(|&v| format!("`{}`", self.joint.at(v).id(study)))
                    .collect();
                Diagnostic::error(
                    "too-large",
                    both!(
                        "conclusion `{0}` is too much to decide: it needs more than {1} diagram nodes",
                        "conclusie `{0}` is te groot om te beslissen: zij vraagt meer dan {1} knopen in een diagram",
                        name,
                        exceeded.limit
                    ),
                )
                .at(span, ())
                .with_note(both!(
                    "what ties it together: {}",
                    "wat alles aan elkaar bindt: {}",
                    ties.join(", ")
                ))
                .help(both!(
                    "let it speak of fewer cells at once with `over`",
                    "laat haar met `over` over minder cellen tegelijk gaan"
                ))
            }
        }
    }
}

/// The terms of a conclusion that is being judged in a cell.
struct InCell<'j, 'a> {
    judge: &'j mut Judge<'a>,
    current: (ScenarioId, GroupId),
}

impl Terms for InCell<'_, '_> {
    type Trouble = Trouble;

    fn manager(&mut self) -> &mut Manager {
        &mut self.judge.joint.manager
    }

    fn node(&mut self, cell: CellRef, node: NodeId) -> Result<(Diagram, Means), Trouble> {
        let part = self.judge.part(resolve(cell, self.current))?;
        let space = self.judge.cells[part].space;
        let diagrams = space.node(node).ok_or(Trouble::NotEvaluated)?;
        let means = Means::of(&self.judge.compiled.study, space, node, diagrams.level);
        Ok((self.judge.joint.copy(part, diagrams.level)?, means))
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
