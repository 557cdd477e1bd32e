//! One world, replayed: what each node was judged from there.
//!
//! Reasons are not in the diagrams (equal levels merge), so an explanation goes back to the scorers.

use toets_diagram::Exceeded;
use toets_model::{ContestId, FindingId, Index, LevelId, NodeId, Own, Silent, TransferId, Treatment};
use toets_plugin::{Answer, Fold, Judgement, Read, Scorer};

use crate::compile::Compiled;
use crate::diagrams::{NOT_APPLICABLE, SILENT};
use crate::judged_by::{JudgedBy, read_of};
use crate::order::{HOLDS, OpenVariable};
use crate::result::Value;
use crate::space::{Space, Trouble};
use crate::tree::lock;
use crate::world::World;

/// How a node got its result in a world.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeTrace {
    /// The node.
    pub node: NodeId,
    /// Its result.
    pub value: Value,
    /// What gave it that.
    pub basis: Basis,
    /// Every finding on it that judges or opens it, in order, and what became of it.
    pub findings: Vec<FindingTrace>,
    /// What its scorer saw, in order; children that were skipped are left out.
    pub seen: Vec<(Read, Answer)>,
    /// What a script said, and why.
    pub judgement: Option<Judgement>,
    /// Children that no evidence speaks to, left out of the judgement.
    pub skipped: Vec<NodeId>,
    /// Children that do not apply here, left out of the judgement.
    pub not_applicable: Vec<NodeId>,
}

/// What gave a node its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The findings on it.
    Findings,
    /// Its scorer.
    Scorer,
    /// Nothing speaks to it; the study gives it a default.
    Default,
    /// Nothing speaks to it: its unknown has this value here.
    Unknown,
    /// What speaks to it leaves it open between levels: its unknown has this value here.
    Open,
}

/// What became of a finding in a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTrace {
    /// The finding.
    pub finding: FindingId,
    /// Whether and how it applies.
    pub fate: Fate,
    /// Whether it is above (`Greater`), at or below neutral; none if it has no level or the scale no order.
    pub side: Option<std::cmp::Ordering>,
}

/// Whether and how a finding applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// What was studied is the case.
    Applies,
    /// A transfer carries it.
    Carried(TransferId),
    /// What was studied is not the case, and nothing carries it.
    Elsewhere,
    /// It is open whether it holds; here it does not.
    Fails,
    /// It is open whether the transfer that would carry it holds; here it does not.
    TransferFails(TransferId),
    /// The contest sets it aside here: another side is right.
    OtherSide(ContestId),
}

impl Space {
    /// Replays a node in a world; none if it has no result there.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn trace(&mut self, compiled: &Compiled, node: NodeId, world: &World) -> Result<Option<NodeTrace>, Exceeded> {
        let Some(diagrams) = self.node(node) else {
            return Ok(None);
        };
        let terminal = self.at(diagrams.level, world);
        if terminal == NOT_APPLICABLE {
            return Ok(None);
        }
        let value = self.value_at(compiled, node, terminal);
        let findings = self.fates(compiled, node, world)?;
        let evidence = self.evidence.get(&node).copied();
        let own = evidence.map(|evidence| (self.at(evidence.level, world), self.at(evidence.open, world) == 1));
        let mut trace = NodeTrace {
            node,
            value,
            basis: Basis::Scorer,
            findings,
            seen: Vec::new(),
            judgement: None,
            skipped: Vec::new(),
            not_applicable: Vec::new(),
        };
        match &compiled.judged_by[node.to_usize()] {
            JudgedBy::Findings(_) => {}
            JudgedBy::Scorer {
                scorer: Scorer::Fold(fold),
                ..
            } => self.see(compiled, &**fold, world, &mut trace)?,
            JudgedBy::Scorer {
                scorer: Scorer::Replay(_),
                ..
            } => {
                let mut exceeded = None;
                let said = lock(&compiled.trees[node.to_usize()]).judgement(|read| {
                    let answer = self.answered(compiled, node, read, world);
                    answer.unwrap_or_else(|too_large| {
                        exceeded = Some(too_large);
                        None
                    })
                });
                if let Some(exceeded) = exceeded {
                    return Err(exceeded);
                }
                if let Some((path, judgement)) = said {
                    trace.seen = path;
                    trace.judgement = Some(judgement);
                }
            }
        }
        trace.basis = self.basis(compiled, node, world, own, trace.judgement.as_ref());
        Ok(Some(trace))
    }

    /// Notes what a fold saw in a world, and what was left out of it.
    fn see(
        &mut self,
        compiled: &Compiled,
        fold: &dyn Fold,
        world: &World,
        trace: &mut NodeTrace,
    ) -> Result<(), Exceeded> {
        let skip = matches!(compiled.study.nodes[trace.node].silent, Silent::Skip(_));
        for read in fold.inputs().iter().map(read_of) {
            let below = match read {
                Read::Node(child) => self.node(child).map(|below| (child, below)),
                _ => None,
            };
            match below {
                Some((child, below)) if self.at(below.applies, world) == 0 => trace.not_applicable.push(child),
                Some((child, below)) if skip && self.at(below.silent, world) == 1 => trace.skipped.push(child),
                _ => {
                    let answer = self.answered(compiled, trace.node, read, world)?;
                    trace.seen.extend(answer.map(|answer| (read, answer)));
                }
            }
        }
        Ok(())
    }

    /// What a read gives in a world; nothing where that can't be told.
    fn answered(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        read: Read,
        world: &World,
    ) -> Result<Option<Answer>, Exceeded> {
        match self.answer(compiled, node, read, world) {
            Ok(answer) => Ok(Some(answer)),
            Err(Trouble::Exceeded(exceeded)) => Err(exceeded),
            Err(Trouble::Fault(_) | Trouble::OpenNumber(..) | Trouble::Missing) => Ok(None),
        }
    }

    fn basis(
        &self,
        compiled: &Compiled,
        node: NodeId,
        world: &World,
        own: Option<(u32, bool)>,
        judgement: Option<&Judgement>,
    ) -> Basis {
        let it = &compiled.study.nodes[node];
        let speaks = own.is_some_and(|(level, _)| level != SILENT);
        let opened = own.is_some_and(|(_, open)| open);
        let level = self
            .node(node)
            .map_or(SILENT, |diagrams| self.at(diagrams.level, world));
        let filler = if it.default.is_some() {
            Basis::Default
        } else {
            Basis::Unknown
        };
        if compiled.judged_by[node.to_usize()].scorer().is_none() {
            return match (speaks, opened) {
                (false, _) => filler,
                (true, true) => Basis::Open,
                (true, false) => Basis::Findings,
            };
        }
        let own_decides = match it.own {
            _ if !compiled.own_counts(node) => false,
            Own::First => speaks,
            Own::Worst => speaks && own.is_some_and(|(own, _)| own == level),
            Own::Child => false,
        };
        let counted = speaks && compiled.own_counts(node) && it.own != Own::Child;
        let silent = self.node(node).is_some_and(|d| self.at(d.silent, world) == 1) && !it.children.is_empty();
        match judgement.map(|j| &j.outcome) {
            _ if own_decides && opened => Basis::Open,
            _ if own_decides => Basis::Findings,
            Some(toets_plugin::Outcome::Open(_)) => Basis::Open,
            Some(toets_plugin::Outcome::Silent) => filler,
            Some(_) => Basis::Scorer,
            // All of its children were skipped, or all that it was judged from are unknowns.
            None if !counted && (silent || self.all_silent_at(&it.children, world)) => {
                if it.default.is_some() || matches!(it.silent, Silent::Skip(_)) {
                    filler
                } else {
                    Basis::Scorer
                }
            }
            None => Basis::Scorer,
        }
    }

    /// Whether nothing speaks to any of these nodes that apply in a world; not if there are none.
    fn all_silent_at(&self, nodes: &[NodeId], world: &World) -> bool {
        let silent = |&node: &NodeId| {
            let below = self.node(node);
            below.is_some_and(|below| self.at(below.silent, world) == 1 || self.at(below.applies, world) == 0)
        };
        !nodes.is_empty() && nodes.iter().all(silent)
    }

    /// What became of each finding on a node that can judge or open it.
    fn fates(&mut self, compiled: &Compiled, node: NodeId, world: &World) -> Result<Vec<FindingTrace>, Exceeded> {
        let study = compiled.study.clone();
        let scale = &study.scales[study.nodes[node].scale];
        let mut traces = Vec::new();
        for &id in study.findings_on(node) {
            let finding = &study.findings[id];
            if finding.level.is_none() && finding.opens.is_none() || finding.system.is_some() {
                continue;
            }
            let side = finding
                .level
                .zip(scale.neutral().filter(|_| scale.ordered()))
                .map(|(l, n)| l.cmp(&n));
            traces.push(FindingTrace {
                finding: id,
                fate: self.fate(compiled, id, world)?,
                side,
            });
        }
        Ok(traces)
    }

    /// Whether and how a finding applies in a world.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn fate(&mut self, compiled: &Compiled, id: FindingId, world: &World) -> Result<Fate, Exceeded> {
        let study = compiled.study.clone();
        let value = |variable| compiled.variables.position(variable).map(|p| world.value(p));
        let studied = self.condition(compiled, &study.findings[id].when, None)?;
        let mut fate = Fate::Applies;
        if self.at(studied, world) != 1 {
            fate = Fate::Elsewhere;
            for &transfer in compiled.transfers_of(id) {
                // The transfer as if it held, to tell "carries nothing here" from "does not hold".
                let carried = self.carried_if_it_holds(compiled, transfer, &study.findings[id].when)?;
                if self.at(carried, world) != 1 {
                    continue;
                }
                let open = study.transfer_treatment(transfer) == Treatment::Open;
                if !open || value(OpenVariable::Transfer(transfer)) == Some(HOLDS) {
                    fate = Fate::Carried(transfer);
                    break;
                }
                fate = Fate::TransferFails(transfer);
            }
        }
        if !matches!(fate, Fate::Applies | Fate::Carried(_)) {
            return Ok(fate);
        }
        if study.treatment(id) == Treatment::Open && value(OpenVariable::Finding(id)) != Some(HOLDS) {
            return Ok(Fate::Fails);
        }
        for &(contest, side) in compiled.sides_of(id) {
            let aside = self.set_aside(compiled, contest, side)?;
            if self.at(aside, world) == 1 {
                return Ok(Fate::OtherSide(contest));
            }
        }
        Ok(fate)
    }

    fn value_at(&self, compiled: &Compiled, node: NodeId, terminal: u32) -> Value {
        if compiled.study.scales[compiled.study.nodes[node].scale].is_number() {
            Value::Number(self.number(terminal))
        } else {
            Value::Level(LevelId::from_usize(terminal as usize))
        }
    }
}
