//! Which variables a diagram may ask for, and in which order.
//!
//! The order decides how large diagrams get: the framework is walked depth-first, so that what serves one criterion
//! stands together, and an unknown stands next to the node that it opens.

use std::sync::Arc;

use toets_diagram::Variable;
use toets_model::{ContestId, ContestWhere, FindingId, Index, Kind, NodeId, Study, TransferId, Treatment, VariableId};
use toets_plugin::{Input, Scorer};

use crate::judged_by::JudgedBy;

/// Something that may be open: what a diagram asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenVariable {
    /// A variable of the study.
    Study(VariableId),
    /// Whether an open finding holds: `open.<finding>`.
    Finding(FindingId),
    /// Whether an open transfer holds: `open.<transfer>`.
    Transfer(TransferId),
    /// Which side of a contest is right: `contest.<id>`.
    Contest(ContestId),
    /// The level of a node that nothing speaks to: `open.<node>`.
    Node(NodeId),
}

/// Value of an open finding or transfer: it holds.
pub const HOLDS: u32 = 0;

impl OpenVariable {
    /// Its id in results: a variable's name, or `open.…`, `contest.…`.
    pub fn id(self, study: &Study) -> String {
        match self {
            Self::Study(v) => study.variables.name(v).to_owned(),
            Self::Finding(f) => format!("open.{}", study.findings.name(f)),
            Self::Transfer(t) => format!("open.{}", study.transfers.name(t)),
            Self::Contest(c) => format!("contest.{}", study.contests.name(c)),
            Self::Node(n) => format!("open.{}", study.nodes.name(n)),
        }
    }

    /// The open variable with this id.
    pub fn find(study: &Study, id: &str) -> Option<Self> {
        if let Some(rest) = id.strip_prefix("open.") {
            return study
                .findings
                .find(rest)
                .map(Self::Finding)
                .or_else(|| study.transfers.find(rest).map(Self::Transfer))
                .or_else(|| study.nodes.find(rest).map(Self::Node));
        }
        if let Some(rest) = id.strip_prefix("contest.") {
            return study.contests.find(rest).map(Self::Contest);
        }
        study.variables.find(id).map(Self::Study)
    }

    /// Who decides it.
    pub fn kind(self, study: &Study) -> Kind {
        match self {
            Self::Study(v) => study.variables[v].kind,
            _ => Kind::Unknown,
        }
    }

    /// How many values it has; one where it can't be open (a number without cuts, a node on a numeric scale).
    pub fn arity(self, study: &Study) -> u32 {
        let size = match self {
            Self::Study(v) => study.variables[v].domain.size(),
            Self::Finding(_) | Self::Transfer(_) => 2,
            Self::Contest(c) => study.contests[c].sides.len(),
            Self::Node(n) => study.scales[study.nodes[n].scale].levels().len(),
        };
        size.max(1) as u32
    }

    /// The name of a value: a variable's value, `holds` or `fails`, a level, or the number of a side (from 1).
    pub fn value_name(self, study: &Study, value: u32) -> Arc<str> {
        match self {
            Self::Study(v) => study.variables[v].domain.value_name(Index::from_usize(value as usize)),
            Self::Finding(_) | Self::Transfer(_) if value == HOLDS => "holds".into(),
            Self::Finding(_) | Self::Transfer(_) => "fails".into(),
            Self::Contest(_) => (value + 1).to_string().into(),
            Self::Node(n) => study.scales[study.nodes[n].scale]
                .name(Index::from_usize(value as usize))
                .into(),
        }
    }
}

/// The order of all variables that may be open in a study.
#[derive(Debug)]
pub struct VariableOrder {
    order: Vec<OpenVariable>,
    arities: Vec<u32>,
    variables: Vec<u32>,
    findings: Vec<u32>,
    transfers: Vec<u32>,
    contests: Vec<u32>,
    nodes: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl VariableOrder {
    /// The order for a study whose nodes are judged by these.
    pub(crate) fn new(
        study: &Study,
        judged_by: &[JudgedBy],
        transfers_of: &dyn Fn(FindingId) -> Vec<TransferId>,
        contests_of: &dyn Fn(FindingId) -> Vec<ContestId>,
    ) -> Self {
        let mut this = Self {
            order: Vec::new(),
            arities: Vec::new(),
            variables: vec![NOWHERE; study.variables.len()],
            findings: vec![NOWHERE; study.findings.len()],
            transfers: vec![NOWHERE; study.transfers.len()],
            contests: vec![NOWHERE; study.contests.len()],
            nodes: vec![NOWHERE; study.nodes.len()],
        };
        let mut entered = vec![false; study.nodes.len()];
        for top in std::iter::once(study.verdict).chain(study.nodes.indices()) {
            // An explicit stack: a framework may be deeper than the machine's.
            let mut stack = vec![(top, false)];
            while let Some((node, done)) = stack.pop() {
                if done {
                    this.place(study, OpenVariable::Node(node));
                    continue;
                }
                if std::mem::replace(&mut entered[node.to_usize()], true) {
                    continue;
                }
                stack.push((node, true));
                for variable in study.nodes[node].applies.variables() {
                    this.place(study, OpenVariable::Study(variable));
                }
                let judged_by = &judged_by[node.to_usize()];
                if let Some(fold) = judged_by.findings() {
                    this.place_inputs(study, fold.inputs(), transfers_of, contests_of);
                }
                let mut below = study.nodes[node].children.clone();
                match judged_by.scorer() {
                    Some(Scorer::Fold(fold)) => {
                        this.place_inputs(study, fold.inputs(), transfers_of, contests_of);
                    }
                    Some(Scorer::Replay(replay)) => {
                        for variable in replay.variables() {
                            this.place(study, OpenVariable::Study(variable));
                        }
                        below.extend(replay.nodes());
                    }
                    None => {}
                }
                stack.extend(below.into_iter().rev().map(|child| (child, false)));
            }
        }
        for variable in study.variables.indices() {
            this.place(study, OpenVariable::Study(variable));
        }
        this
    }

    fn place_inputs(
        &mut self,
        study: &Study,
        inputs: &[Input],
        transfers_of: &dyn Fn(FindingId) -> Vec<TransferId>,
        contests_of: &dyn Fn(FindingId) -> Vec<ContestId>,
    ) {
        for input in inputs {
            match *input {
                Input::Node(_) => {}
                Input::Variable(variable) => self.place(study, OpenVariable::Study(variable)),
                Input::Finding(finding) => {
                    self.place_reach(study, finding, transfers_of);
                    for contest in contests_of(finding) {
                        if study.contests[contest].where_ == ContestWhere::Meet {
                            for &other in study.contests[contest].sides.iter().flat_map(|side| &side.findings) {
                                self.place_reach(study, other, transfers_of);
                            }
                        }
                        self.place(study, OpenVariable::Contest(contest));
                    }
                    if study.treatment(finding) == Treatment::Open {
                        self.place(study, OpenVariable::Finding(finding));
                    }
                }
            }
        }
    }

    /// What decides where a finding speaks.
    fn place_reach(&mut self, study: &Study, finding: FindingId, transfers_of: &dyn Fn(FindingId) -> Vec<TransferId>) {
        for variable in study.findings[finding].when.variables() {
            self.place(study, OpenVariable::Study(variable));
        }
        for transfer in transfers_of(finding) {
            for variable in study.transfers[transfer].to.variables() {
                self.place(study, OpenVariable::Study(variable));
            }
            if study.transfer_treatment(transfer) == Treatment::Open {
                self.place(study, OpenVariable::Transfer(transfer));
            }
        }
    }

    fn slot(&mut self, variable: OpenVariable) -> &mut u32 {
        match variable {
            OpenVariable::Study(v) => &mut self.variables[v.to_usize()],
            OpenVariable::Finding(f) => &mut self.findings[f.to_usize()],
            OpenVariable::Transfer(t) => &mut self.transfers[t.to_usize()],
            OpenVariable::Contest(c) => &mut self.contests[c.to_usize()],
            OpenVariable::Node(n) => &mut self.nodes[n.to_usize()],
        }
    }

    fn place(&mut self, study: &Study, variable: OpenVariable) {
        let position = self.order.len() as u32;
        let slot = self.slot(variable);
        if *slot == NOWHERE {
            *slot = position;
            self.order.push(variable);
            self.arities.push(variable.arity(study));
        }
    }

    /// The same variables in another order.
    pub(crate) fn arranged(mut self, study: &Study, arrange: impl FnOnce(&mut [OpenVariable])) -> Self {
        let mut order = std::mem::take(&mut self.order);
        arrange(&mut order);
        self.arities.clear();
        for &variable in &order {
            *self.slot(variable) = NOWHERE;
        }
        for variable in order {
            self.place(study, variable);
        }
        self
    }

    /// The position of something that may be open.
    pub fn position(&self, variable: OpenVariable) -> Option<Variable> {
        let position = match variable {
            OpenVariable::Study(v) => self.variables[v.to_usize()],
            OpenVariable::Finding(f) => self.findings[f.to_usize()],
            OpenVariable::Transfer(t) => self.transfers[t.to_usize()],
            OpenVariable::Contest(c) => self.contests[c.to_usize()],
            OpenVariable::Node(n) => self.nodes[n.to_usize()],
        };
        (position != NOWHERE).then_some(Variable(position))
    }

    /// What stands at a position.
    pub fn at(&self, variable: Variable) -> OpenVariable {
        self.order[variable.index()]
    }

    /// All variables as the study declares them: its own, then what findings, transfers, contests and nodes leave open, each as they were
    /// written. What is shown has this order, whatever that of the diagrams.
    pub fn declared(&self) -> Vec<Variable> {
        let mut declared: Vec<Variable> = self.iter().map(|(position, _)| position).collect();
        declared.sort_by_key(|&position| self.at(position));
        declared
    }

    /// The numbers of values, in order.
    pub fn arities(&self) -> &[u32] {
        &self.arities
    }

    /// Everything that may be open, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Variable, OpenVariable)> {
        self.order.iter().enumerate().map(|(n, &v)| (Variable(n as u32), v))
    }
}
