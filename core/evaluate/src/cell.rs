//! Evaluating one cell: every node in order, each by its scorer, then by what findings on it say.

use std::sync::{Arc, Mutex};

use toets_diagnostic::{Diagnostic, Words, both};
use toets_diagram::{Diagram, Exceeded};
use toets_model::{Assignment, Index, NodeId, Own, Silent};
use toets_plugin::Scorer;

use crate::before::Before;
use crate::compile::Compiled;
use crate::diagrams::{EvidenceDiagrams, NOT_APPLICABLE, NodeDiagrams, SILENT};
use crate::kept::KeptNode;
use crate::outcome::Levels;
use crate::read::read_name;
use crate::replay::{Leaf, leaves, run_replay};
use crate::space::{Space, Trouble, Unopened};
use crate::tree::lock;

/// Evaluates all nodes where some variables are fixed.
///
/// Nodes whose scorer failed, and those that depend on them, have no result; the faults say why.
///
/// With `only`, just those nodes that this one depends on are evaluated, and it.
pub fn evaluate_where(compiled: &Arc<Compiled>, fixed: &Assignment, only: Option<NodeId>) -> (Space, Vec<Diagnostic>) {
    evaluate_those(compiled, fixed, only.map(|node| compiled.below(node)))
}

/// Every way that the scorer of a node takes where some variables are fixed, also those on which it fails, with the space
/// that their worlds are of; none if the node is scored otherwise, or a way can't be followed for want of what it reads.
///
/// # Errors
/// What keeps the scorer from being run at all: faults of nodes that it depends on, or a limit that was met.
pub fn survey(
    compiled: &Arc<Compiled>,
    fixed: &Assignment,
    node: NodeId,
) -> Result<Option<(Space, Vec<Leaf>)>, Vec<Diagnostic>> {
    let Some(replay) = compiled.judged_by[node.to_usize()].replay() else {
        return Ok(None);
    };
    let mut below = compiled.below(node);
    below[node.to_usize()] = false;
    let (space, faults) = evaluate_those(compiled, fixed, Some(below));
    if toets_diagnostic::any_error(&faults) {
        return Err(faults);
    }
    if space.admitted == Diagram::FALSE {
        return Ok(Some((space, Vec::new())));
    }
    let space = Arc::new(Mutex::new(space));
    let leaves = match leaves(compiled, &space, node, replay) {
        Ok(leaves) => leaves,
        Err(Trouble::Missing) => return Ok(None),
        Err(Trouble::Fault(fault) | Trouble::OpenNumber(_, fault)) => return Err(vec![*fault]),
        Err(Trouble::Exceeded(exceeded)) => return Err(vec![too_large(compiled, node, &exceeded)]),
    };
    let done = std::mem::replace(&mut *lock(&space), Space::nowhere(compiled));
    Ok(Some((done, leaves)))
}

/// Evaluates the nodes that are marked, or all.
fn evaluate_those(compiled: &Arc<Compiled>, fixed: &Assignment, wanted: Option<Vec<bool>>) -> (Space, Vec<Diagnostic>) {
    match Space::new(compiled, fixed) {
        Ok(space) => judge_all(compiled, space, wanted.as_deref(), None),
        Err(exceeded) => (
            Space::nowhere(compiled),
            vec![too_large_constraints(compiled, &exceeded)],
        ),
    }
}

/// Judges nodes in a space in which none is judged yet: all, or those that are wanted. What `before` still has is taken over.
pub(crate) fn judge_all(
    compiled: &Arc<Compiled>,
    space: Space,
    wanted: Option<&[bool]>,
    before: Option<&Before<'_>>,
) -> (Space, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    if space.admitted == Diagram::FALSE {
        return (space, faults);
    }
    let space = Arc::new(Mutex::new(space));
    for &node in &compiled.node_order {
        if wanted.is_some_and(|wanted| !wanted[node.to_usize()]) {
            continue;
        }
        if before.is_some_and(|before| before.take_over(compiled, &mut lock(&space), node)) {
            continue;
        }
        match evaluate_node(compiled, &space, node).and_then(|judged| lock(&space).admit(node, judged)) {
            Ok(()) => {}
            Err(Trouble::Missing) => {}
            Err(Trouble::Fault(fault)) => faults.push(*fault),
            Err(Trouble::OpenNumber(numbers, fault)) => {
                faults.push((*fault).clone());
                let fault = *fault;
                lock(&space).unopened.push(Unopened { node, numbers, fault });
            }
            Err(Trouble::Exceeded(exceeded)) => {
                faults.push(too_large(compiled, node, &exceeded));
                // The manager stays full: whatever comes next would meet the same limit.
                break;
            }
        }
    }
    let mut held = lock(&space);
    let done = std::mem::replace(&mut *held, Space::nowhere(compiled));
    (done, faults)
}

/// What was found of a node.
pub(crate) struct Judged {
    diagrams: NodeDiagrams,
    /// Where the node's unknown is one of the levels that are left open.
    limits: Diagram,
    /// The places of its scorer's tree that were walked, ascending.
    walked: Vec<u32>,
}

fn evaluate_node(compiled: &Arc<Compiled>, space: &Arc<Mutex<Space>>, node: NodeId) -> Result<Judged, Trouble> {
    compiled.work.judged();
    let applies = lock(space).where_it_applies(compiled, node)?;
    if applies == Diagram::FALSE {
        return Ok(Judged {
            diagrams: NodeDiagrams {
                level: Diagram::terminal(NOT_APPLICABLE),
                applies,
                silent: Diagram::FALSE,
                mixed: Diagram::FALSE,
            },
            limits: Diagram::TRUE,
            walked: Vec::new(),
        });
    }
    let judged = judge(compiled, space, node, applies)?;
    lock(space).only_where(applies, judged)
}

/// Judges a node, whatever that may say where it does not apply.
fn judge(
    compiled: &Arc<Compiled>,
    space: &Arc<Mutex<Space>>,
    node: NodeId,
    applies: Diagram,
) -> Result<Judged, Trouble> {
    let Some(scorer) = compiled.judged_by[node.to_usize()].scorer() else {
        return lock(space).finish_evidence_node(compiled, node);
    };
    let it = &compiled.study.nodes[node];
    let skip = matches!(it.silent, Silent::Skip(_));
    let mut walked = Vec::new();
    let (scored, below_silent) = match scorer {
        Scorer::Fold(fold) => {
            let mut space = lock(space);
            let states = space.run_fold(compiled, &**fold, skip)?;
            let raw = space.finish(&**fold, &states)?;
            let below = space.all_silent(&it.children)?;
            (space.levels(compiled, node, &raw)?, below)
        }
        Scorer::Replay(replay) => {
            let (raw, read_evidence, places) = run_replay(compiled, space, node, &**replay, applies)?;
            walked = places;
            let mut space = lock(space);
            let mut levels = space.levels(compiled, node, &raw)?;
            if read_evidence != Diagram::FALSE {
                // What findings leave open limits the node's unknown only where the scorer asked for it.
                let evidence = space.evidence(compiled, node)?;
                let limits = space.manager.implies(read_evidence, evidence.limits)?;
                let open = space.manager.and(read_evidence, evidence.open)?;
                levels.limits = space.both_limits((levels.limits, levels.open), (limits, open))?;
                levels.open = space.manager.or(levels.open, open)?;
            }
            (levels, Diagram::FALSE)
        }
    };
    let (diagrams, limits) = lock(space).finish_node(compiled, node, scored, below_silent)?;
    Ok(Judged {
        diagrams,
        limits,
        walked,
    })
}

impl Space {
    /// Keeps what was found of a node; from now on only worlds count in which its unknown is as that says.
    fn admit(&mut self, node: NodeId, judged: Judged) -> Result<(), Trouble> {
        let among = self.admitted;
        self.admitted = self.manager.and(among, judged.limits)?;
        self.nodes[node.to_usize()] = Some(judged.diagrams);
        let kept = KeptNode {
            diagrams: judged.diagrams,
            limits: judged.limits,
            among,
            then: self.admitted,
            walked: judged.walked.into(),
        };
        self.kept.keep(node, kept);
        Ok(())
    }

    /// What the findings on a node say together, made once.
    pub(crate) fn evidence(&mut self, compiled: &Compiled, node: NodeId) -> Result<EvidenceDiagrams, Trouble> {
        if let Some(&known) = self.evidence.get(&node) {
            return Ok(known);
        }
        let Some(fold) = compiled.judged_by[node.to_usize()].findings() else {
            return Ok(EvidenceDiagrams {
                level: Diagram::terminal(SILENT),
                limits: Diagram::TRUE,
                open: Diagram::FALSE,
                for_: Diagram::terminal(0),
                against: Diagram::terminal(0),
            });
        };
        let states = self.run_fold(compiled, fold, false)?;
        let raw = self.finish(fold, &states)?;
        let Levels { level, limits, open } = self.levels(compiled, node, &raw)?;
        let sides = |state: u32| fold.sides(&states.states[state as usize]).unwrap_or_default();
        let for_ = self.manager.map(states.diagram, |state| sides(state).for_)?;
        let against = self.manager.map(states.diagram, |state| sides(state).against)?;
        let known = EvidenceDiagrams {
            level,
            limits,
            open,
            for_,
            against,
        };
        self.evidence.insert(node, known);
        Ok(known)
    }

    /// Limits what was found of a node to where it applies.
    fn only_where(&mut self, applies: Diagram, judged: Judged) -> Result<Judged, Trouble> {
        if applies == Diagram::TRUE {
            return Ok(judged);
        }
        let found = judged.diagrams;
        let manager = &mut self.manager;
        Ok(Judged {
            diagrams: NodeDiagrams {
                level: manager.ite(applies, found.level, Diagram::terminal(NOT_APPLICABLE))?,
                applies,
                silent: manager.and(applies, found.silent)?,
                mixed: manager.and(applies, found.mixed)?,
            },
            limits: manager.implies(applies, judged.limits)?,
            walked: judged.walked,
        })
    }

    /// Where all of these nodes that apply are silent; nowhere if there are none.
    fn all_silent(&mut self, nodes: &[NodeId]) -> Result<Diagram, Trouble> {
        let mut all = Diagram::boolean(!nodes.is_empty());
        for node in nodes {
            let below = self.nodes[node.to_usize()].ok_or(Trouble::Missing)?;
            let silent = self.manager.implies(below.applies, below.silent)?;
            all = self.manager.and(all, silent)?;
            if all == Diagram::FALSE {
                break;
            }
        }
        Ok(all)
    }

    fn finish_evidence_node(&mut self, compiled: &Compiled, node: NodeId) -> Result<Judged, Trouble> {
        let evidence = self.evidence(compiled, node)?;
        let nothing = self.manager.is(evidence.level, SILENT)?;
        let level = self.fill(compiled, node, evidence.level, nothing)?;
        let mixed = self.met(evidence)?;
        let silent = if compiled.study.nodes[node].default.is_some() {
            Diagram::FALSE
        } else {
            nothing
        };
        Ok(Judged {
            diagrams: NodeDiagrams {
                level,
                applies: Diagram::TRUE,
                silent,
                mixed,
            },
            limits: evidence.limits,
            walked: Vec::new(),
        })
    }

    /// Where what the findings on a node say together is its level, and leaves nothing open.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn decided_by_findings(&mut self, compiled: &Compiled, node: NodeId) -> Result<Diagram, Exceeded> {
        let counts = compiled.judged_by[node.to_usize()].scorer().is_none()
            || compiled.own_counts(node) && compiled.study.nodes[node].own != Own::Child;
        let (Some(diagrams), Some(&evidence), true) = (self.node(node), self.evidence.get(&node), counts) else {
            return Ok(Diagram::FALSE);
        };
        let same = self.manager.apply(diagrams.level, evidence.level, |level, said| {
            u32::from(level == said && said != SILENT)
        })?;
        let closed = self.manager.not(evidence.open)?;
        self.manager.and(same, closed)
    }

    /// Where evidence for and evidence against met.
    fn met(&mut self, evidence: EvidenceDiagrams) -> Result<Diagram, Trouble> {
        let for_ = self.manager.is_in(evidence.for_, |steps| steps > 0)?;
        let against = self.manager.is_in(evidence.against, |steps| steps > 0)?;
        Ok(self.manager.and(for_, against)?)
    }

    /// Joins what a criterion's scorer says with what findings on the criterion itself say; also, which levels the node's
    /// unknown may have.
    fn finish_node(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        scored: Levels,
        below_silent: Diagram,
    ) -> Result<(NodeDiagrams, Diagram), Trouble> {
        let it = &compiled.study.nodes[node];
        let speaks = compiled.own_counts(node);
        let (level, limits, own_silent, mixed) = match it.own {
            Own::First if speaks => {
                let own = self.evidence(compiled, node)?;
                let own_silent = self.manager.is(own.level, SILENT)?;
                let level = self.manager.ite(own_silent, scored.level, own.level)?;
                let scored_limits = self.manager.implies(own_silent, scored.limits)?;
                (
                    level,
                    self.manager.and(own.limits, scored_limits)?,
                    own_silent,
                    self.met(own)?,
                )
            }
            Own::Worst if speaks => {
                let own = self.evidence(compiled, node)?;
                let own_silent = self.manager.is(own.level, SILENT)?;
                // SILENT is above every level, so that the worst of a level and nothing is the level.
                let level = self.manager.apply(own.level, scored.level, u32::min)?;
                let decides = self
                    .manager
                    .apply(own.level, scored.level, |own, scored| u32::from(own < scored))?;
                let met = self.met(own)?;
                let limits = self.both_limits((own.limits, own.open), (scored.limits, scored.open))?;
                (level, limits, own_silent, self.manager.and(met, decides)?)
            }
            _ => (scored.level, scored.limits, Diagram::TRUE, Diagram::FALSE),
        };
        let nothing = self.manager.is(level, SILENT)?;
        let below = self.manager.and(below_silent, own_silent)?;
        let silent = self.manager.or(nothing, below)?;
        // Where it was judged from unknowns alone, its default speaks for it.
        let (filled, silent) = match it.default {
            Some(_) => (silent, Diagram::FALSE),
            None => (nothing, silent),
        };
        let level = self.fill(compiled, node, level, filled)?;
        Ok((
            NodeDiagrams {
                level,
                applies: Diagram::TRUE,
                silent,
                mixed,
            },
            limits,
        ))
    }
}

fn too_large(compiled: &Compiled, node: NodeId, exceeded: &Exceeded) -> Diagnostic {
    let study = &compiled.study;
    let it = &study.nodes[node];
    let reads: Vec<String> = match compiled.judged_by[node.to_usize()].scorer() {
        None => {
            let findings = compiled.judged_by[node.to_usize()].findings();
            findings
                .into_iter()
                .flat_map(|fold| Space::fold_reads(compiled, fold))
                .collect()
        }
        Some(Scorer::Fold(fold)) => Space::fold_reads(compiled, &**fold),
        Some(Scorer::Replay(_)) => lock(&compiled.trees[node.to_usize()])
            .reads()
            .into_iter()
            .map(|read| read_name(study, read))
            .collect(),
    };
    blame(
        compiled,
        exceeded,
        Diagnostic::error(
            "too-large",
            both!(
                "what `{}` depends on is too much to keep apart: its decision diagram needs more than {} nodes",
                "waar `{}` van afhangt is te veel om uit elkaar te houden: het beslisdiagram vraagt meer dan {} knopen",
                study.nodes.name(node),
                exceeded.limit
            ),
        )
        .at(
            it.score.plugin.span,
            both!("scored by `{}`", "beoordeeld door `{}`", &*it.score.plugin.value),
        )
        .with_note(both!("it reads {}", "deze leest {}", shorten(&reads))),
    )
}

fn too_large_constraints(compiled: &Compiled, exceeded: &Exceeded) -> Diagnostic {
    blame(
        compiled,
        exceeded,
        Diagnostic::error(
            "too-large",
            both!(
                "the constraints are too much to keep apart: their decision diagram needs more than {} nodes",
                "de beperkingen zijn te veel om uit elkaar te houden: hun beslisdiagram vraagt meer dan {} knopen",
                exceeded.limit
            ),
        ),
    )
}

fn blame(compiled: &Compiled, exceeded: &Exceeded, fault: Diagnostic) -> Diagnostic {
    let names: Vec<String> = exceeded
        .variables
        .iter()
        .map(|&v| compiled.variables.at(v).id(&compiled.study))
        .collect();
    fault
        .with_note(both!(
            "what ties it together: {}",
            "wat het aan elkaar bindt: {}",
            shorten(&names)
        ))
        .help((
            "fix some of these in the scenario, the group or the call, let fewer criteria depend on the same ones, or raise `--limit-nodes`",
            "leg er enkele van vast in het scenario, de doelgroep of de opdracht, laat minder criteria van dezelfde afhangen, of verhoog `--limit-nodes`",
        ))
}

fn shorten(names: &[String]) -> Words {
    let text = names
        .iter()
        .take(8)
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().saturating_sub(8) {
        0 => Words::same(text),
        more => both!("{text} and {more} more", "{text} en nog {more}"),
    }
}
