//! A study, its worlds one by one, and what the engine makes of it.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use toets_evaluate::{Compiled, Evaluation, Limits, OpenVariable, all_cells, compile, evaluate};
use toets_model::{Arena, FindingId, GroupId, Index, NodeId, ScenarioId, Study, VariableId};
use toets_question::{Explanation, cells_needed};
use toets_studies::conclude::{self, Cells, Concluded};
use toets_studies::judge::{self, Leaf, Unknown};
use toets_studies::render::files;
use toets_studies::rows::Key;
use toets_studies::spec::{self, Domain, Spec};
use toets_studies::{Ready, names, ready, worlds};

use crate::table::{NOT_APPLICABLE, Row, Table};

/// Values of some variables.
pub(crate) type Values = BTreeMap<OpenVariable, u32>;

/// A table of worlds that questions share; none where there are too many to walk through.
pub(crate) type Worlds = Option<Rc<Table>>;

/// More worlds than this are not walked through.
const MOST: usize = 1_200;

/// More rows than this are not walked through to judge a statement about several cells.
pub(crate) const STATED: usize = 100;

/// A study under test.
pub(crate) struct Case {
    pub(crate) spec: Spec,
    pub(crate) ready: Ready,
    /// Chooses what is asked: the same for all smaller studies that are tried.
    seed: u64,
    names: Names,
    listed: RefCell<BTreeMap<(spec::Fixed, Option<usize>), Worlds>>,
    evaluation: OnceCell<Result<Evaluation, String>>,
    parts: OnceCell<Option<Cells>>,
    pub(crate) explained: OnceCell<Result<Option<Explanation>, String>>,
}

/// The engine's ids for what was written.
struct Names {
    variables: Vec<VariableId>,
    nodes: Vec<NodeId>,
    /// By unknown of the study's evidence.
    unknowns: BTreeMap<Unknown, OpenVariable>,
}

impl Names {
    fn new(spec: &Spec, study: &Study) -> Self {
        let mut unknowns = BTreeMap::new();
        for f in 0..spec.findings.len() {
            let finding = study.findings.find(&names::finding(f)).expect("it was written");
            unknowns.insert(Unknown::Finding(f), OpenVariable::Finding(finding));
        }
        for t in 0..spec.transfers.len() {
            let transfer = study.transfers.find(&names::transfer(t)).expect("it was written");
            unknowns.insert(Unknown::Transfer(t), OpenVariable::Transfer(transfer));
        }
        for c in 0..spec.contests.len() {
            let contest = study.contests.find(&names::contest(c)).expect("it was written");
            unknowns.insert(Unknown::Contest(c), OpenVariable::Contest(contest));
        }
        let node = |n: usize| study.nodes.find(&names::node(n)).expect("it was written");
        for n in 0..spec.nodes.len() {
            unknowns.insert(Unknown::Node(n), OpenVariable::Node(node(n)));
        }
        let variable = |v: usize| study.variables.find(&names::variable(v)).expect("it was written");
        Self {
            variables: (0..spec.variables.len()).map(variable).collect(),
            nodes: (0..spec.nodes.len()).map(node).collect(),
            unknowns,
        }
    }
}

impl Case {
    /// A study that the engine accepts.
    ///
    /// # Errors
    /// Why it does not.
    pub(crate) fn new(spec: Spec, seed: u64) -> Result<Self, String> {
        let ready = ready(&files(&spec)).map_err(|faults| format!("refused: {faults}"))?;
        Ok(Self {
            names: Names::new(&spec, &ready.compiled.study),
            spec,
            ready,
            seed,
            listed: RefCell::default(),
            evaluation: OnceCell::new(),
            parts: OnceCell::new(),
            explained: OnceCell::new(),
        })
    }

    pub(crate) fn compiled(&self) -> &Arc<Compiled> {
        &self.ready.compiled
    }

    pub(crate) fn study(&self) -> &Study {
        &self.ready.compiled.study
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// A choice between so many things; another one for each purpose.
    pub(crate) fn pick(&self, purpose: u64, between: usize) -> usize {
        let mixed = (self.seed ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed >> 33) % between.max(1) as u64) as usize
    }

    pub(crate) fn variable(&self, v: usize) -> VariableId {
        self.names.variables[v]
    }

    pub(crate) fn node(&self, n: usize) -> NodeId {
        self.names.nodes[n]
    }

    /// The number of a variable's value in diagrams.
    pub(crate) fn number(&self, v: usize, value: spec::Value) -> Option<u32> {
        number(&self.spec.variables[v].domain, value)
    }

    /// What becomes of a conclusion; none if that is too much to walk through.
    pub(crate) fn concluded(&self, conclusion: &spec::Conclusion) -> Option<Concluded> {
        self.concluded_given(conclusion, &|_, _| true)
    }

    /// The same where only some answers may be given.
    pub(crate) fn concluded_given(
        &self,
        conclusion: &spec::Conclusion,
        given: &dyn Fn(&Key, usize) -> bool,
    ) -> Option<Concluded> {
        conclude::conclude_given(&self.spec, self.parts()?, conclusion, given, STATED)
    }

    /// The engine's name for something that has one answer.
    pub(crate) fn unknown(&self, key: &Key) -> OpenVariable {
        match key {
            Key::Variable(v) => OpenVariable::Study(self.variable(*v)),
            Key::Asked(unknown) => self.names.unknowns[unknown],
            Key::Node(node, _) => self.names.unknowns[&Unknown::Node(*node)],
        }
    }

    /// The finding of the spec that the engine calls so.
    pub(crate) fn spec_finding(&self, finding: FindingId) -> usize {
        let name = self.study().findings.name(finding);
        let found = (0..self.spec.findings.len()).find(|&f| names::finding(f) == name);
        found.expect("a finding of the study")
    }

    /// The cell of the spec that the engine calls so.
    pub(crate) fn spec_cell(&self, scenario: ScenarioId, group: GroupId) -> (usize, usize) {
        let s = (0..self.spec.scenarios.len()).find(|&s| self.scenario(s) == scenario);
        let g = (0..self.spec.groups.len()).find(|&g| self.group(g) == group);
        (s.expect("a scenario of the study"), g.expect("a group of the study"))
    }

    /// Whether a condition of the spec holds in a world.
    pub(crate) fn spec_holds(&self, table: &Table, row: &Row, condition: &spec::Condition) -> bool {
        let value = |v: usize| {
            let column = table.column(OpenVariable::Study(self.variable(v)));
            spec::Value::Nth(column.map_or(0, |column| usize::from(row.values[column])))
        };
        let world: Vec<spec::Value> = (0..self.spec.variables.len()).map(value).collect();
        worlds::holds(&self.spec, condition, &world)
    }

    /// All cells for the oracle's statements; none if they are too large.
    pub(crate) fn parts(&self) -> Option<&Cells> {
        self.parts.get_or_init(|| conclude::cells(&self.spec, STATED)).as_ref()
    }

    /// The node of the spec that the engine calls so.
    pub(crate) fn spec_node(&self, node: NodeId) -> usize {
        let found = self.names.nodes.iter().position(|&n| n == node);
        found.expect("a node of the study")
    }

    pub(crate) fn scenario(&self, s: usize) -> ScenarioId {
        self.study()
            .scenarios
            .find(&names::scenario(s))
            .expect("it was written")
    }

    pub(crate) fn group(&self, g: usize) -> GroupId {
        self.study().groups.find(&names::group(g)).expect("it was written")
    }

    /// A scenario that is judged, by chance.
    pub(crate) fn some_scenario(&self, purpose: u64) -> usize {
        let judged: Vec<usize> = (0..self.spec.scenarios.len())
            .filter(|&s| self.spec.scenarios[s].evaluate == spec::Evaluate::Always)
            .collect();
        judged[self.pick(purpose, judged.len())]
    }

    /// A group, by chance.
    pub(crate) fn some_group(&self, purpose: u64) -> usize {
        self.pick(purpose, self.spec.groups.len())
    }

    /// A node, by chance: the verdict as often as all others together.
    pub(crate) fn some_node(&self, purpose: u64) -> usize {
        let nodes = self.spec.nodes.len();
        self.pick(purpose, 2 * nodes).min(nodes - 1)
    }

    /// What the study and a group fix: everything but levers.
    pub(crate) fn of_group(&self, group: usize) -> spec::Fixed {
        let mut fixed = self.spec.regime.clone();
        fixed.extend(self.spec.groups[group].clone());
        fixed
    }

    /// What a cell fixes.
    pub(crate) fn of_cell(&self, scenario: usize, group: usize) -> spec::Fixed {
        worlds::fixed(&self.spec, scenario, group)
    }

    /// Every admitted world where some variables are fixed, with all nodes judged, or one node and what it is judged from. All that is asked of
    /// what is not known in one of them has an answer in each.
    pub(crate) fn worlds(&self, fixed: &spec::Fixed, only: Option<usize>) -> Worlds {
        let key = (fixed.clone(), only);
        if let Some(known) = self.listed.borrow().get(&key) {
            return known.clone();
        }
        let listed = self.list(&self.spec, fixed, only);
        self.listed.borrow_mut().insert(key, listed.clone());
        listed
    }

    /// The same of a study with one thing otherwise, in the names of this one.
    pub(crate) fn list(&self, spec: &Spec, fixed: &spec::Fixed, only: Option<usize>) -> Worlds {
        let leaves = self.leaves(spec, fixed, only)?;
        Some(Rc::new(self.table(spec, &leaves)))
    }

    /// The same as the oracle lists them.
    pub(crate) fn leaves(&self, spec: &Spec, fixed: &spec::Fixed, only: Option<usize>) -> Option<Vec<Leaf>> {
        let wanted = match only {
            Some(node) => judge::judged_from(spec, node),
            None => vec![true; spec.nodes.len()],
        };
        let all = worlds::worlds(spec, fixed);
        if all.len() > MOST {
            return None;
        }
        let leaves = judge::leaves(spec, &all, &wanted, None, MOST)?;
        judge::spread(spec, leaves, MOST)
    }

    /// Whether any world of a cell is admitted.
    pub(crate) fn has_worlds(&self, scenario: usize, group: usize) -> bool {
        !worlds::worlds(&self.spec, &self.of_cell(scenario, group)).is_empty()
    }

    /// Worlds in the engine's names.
    pub(crate) fn table(&self, spec: &Spec, leaves: &[Leaf]) -> Table {
        // The same is asked in every leaf.
        let asked = leaves
            .first()
            .map_or_else(Vec::new, |leaf| leaf.answers.keys().copied().collect());
        let mut columns: Vec<(OpenVariable, Column)> = asked
            .into_iter()
            .map(|unknown: Unknown| (self.names.unknowns[&unknown], Column::Asked(unknown)))
            .collect();
        columns.extend((0..spec.variables.len()).map(|v| (OpenVariable::Study(self.variable(v)), Column::Variable(v))));
        columns.sort_unstable_by_key(|(variable, _)| *variable);
        let nodes = self.study().nodes.len();
        let level = |judged: &judge::Judged| match judged.applies {
            true => judged.level as u32,
            false => NOT_APPLICABLE,
        };
        let row = |leaf: &Leaf| {
            let value = |(_, column): &(OpenVariable, Column)| match column {
                Column::Variable(v) => number(&spec.variables[*v].domain, leaf.world[*v]).unwrap_or_default() as u8,
                Column::Asked(unknown) => leaf.answers[unknown] as u8,
            };
            let mut row = Row {
                values: columns.iter().map(value).collect(),
                levels: vec![0; nodes],
                silent: vec![false; nodes],
                mixed: vec![false; nodes],
            };
            for (n, judged) in leaf.nodes.iter().enumerate() {
                if let Some(judged) = judged {
                    let n = self.node(n).to_usize();
                    (row.levels[n], row.silent[n], row.mixed[n]) = (level(judged), judged.silent, judged.mixed);
                }
            }
            row
        };
        let rows = leaves.iter().map(row).collect();
        let columns = columns.into_iter().map(|(variable, _)| variable).collect();
        Table::new(self.study(), columns, rows)
    }

    /// All cells that results speak of, evaluated.
    pub(crate) fn evaluation(&self) -> Result<&Evaluation, String> {
        let evaluation = self.evaluation.get_or_init(|| {
            evaluate(self.compiled(), &self.cells()).map_err(|faults| format!("not evaluated: {faults:?}"))
        });
        evaluation.as_ref().map_err(Clone::clone)
    }

    /// The same study without its conclusions.
    pub(crate) fn without_conclusions(&self) -> Result<Arc<Compiled>, String> {
        let mut study = Study::clone(self.study());
        study.conclusions = Arena::default();
        let compiled = compile(Arc::new(study), &self.ready.registry, Limits::default());
        compiled.map(Arc::new).map_err(|faults| format!("refused: {faults:?}"))
    }

    /// All cells that results speak of.
    pub(crate) fn cells(&self) -> Vec<(ScenarioId, GroupId)> {
        let mut cells = all_cells(self.study());
        cells.extend(cells_needed(self.study()));
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}

/// The number of a value in diagrams: of a number that of its interval.
fn number(domain: &Domain, value: spec::Value) -> Option<u32> {
    match (value, domain) {
        (spec::Value::Nth(n), _) => Some(n as u32),
        (spec::Value::Number(n), Domain::Number(cuts)) => Some(cuts.iter().filter(|&&cut| n >= cut).count() as u32),
        (spec::Value::Number(_), Domain::Values(_)) => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Variable(usize),
    Asked(Unknown),
}
