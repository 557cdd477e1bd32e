//! From what a scorer says to a level in every world: what stays open takes the node's unknown.

use toets_diagnostic::{Diagnostic, both};
use toets_diagram::Diagram;
use toets_model::{Domain, Index, LevelId, NodeId, VariableId};
use toets_plugin::Outcome;

use crate::compile::Compiled;
use crate::diagrams::SILENT;
use crate::space::{Space, Trouble};

/// What a scorer says, over the open variables: the terminals are indices into the outcomes.
pub(crate) struct Raw {
    pub(crate) diagram: Diagram,
    pub(crate) outcomes: Vec<Outcome>,
}

/// Levels over the open variables: terminals are levels, indices of numbers, or [`SILENT`].
#[derive(Clone, Copy)]
pub(crate) struct Levels {
    pub(crate) level: Diagram,
    /// Which levels the node's unknown may have.
    pub(crate) limits: Diagram,
    /// Where the level is the node's unknown.
    pub(crate) open: Diagram,
}

/// The index of an outcome among those seen so far.
pub(crate) fn intern(outcomes: &mut Vec<Outcome>, outcome: Outcome) -> u32 {
    let known = outcomes.iter().position(|o| *o == outcome);
    known.unwrap_or_else(|| {
        outcomes.push(outcome);
        outcomes.len() - 1
    }) as u32
}

impl Space {
    /// Gives each outcome its level: an open one that of the node's unknown.
    pub(crate) fn levels(&mut self, compiled: &Compiled, node: NodeId, raw: &Raw) -> Result<Levels, Trouble> {
        let mut terminals = Vec::with_capacity(raw.outcomes.len());
        let mut open = Vec::new();
        for (index, outcome) in raw.outcomes.iter().enumerate() {
            let one_of = |levels: &[LevelId]| levels.iter().map(|l| l.to_usize() as u32).collect::<Vec<_>>();
            terminals.push(match outcome {
                Outcome::Level(level) => level.to_usize() as u32,
                Outcome::Number(number) if number.is_finite() => self.number_terminal(*number),
                Outcome::Number(number) => return Err(not_a_number(compiled, node, *number)),
                Outcome::Silent => SILENT,
                Outcome::Open(levels) if levels.len() == 1 => levels[0].to_usize() as u32,
                Outcome::Open(levels) => {
                    open.push((index as u32, one_of(levels)));
                    SILENT
                }
            });
        }
        let mut level = self.manager.map(raw.diagram, |outcome| terminals[outcome as usize])?;
        let mut limits = Diagram::TRUE;
        let mut anywhere = Diagram::FALSE;
        for (index, allowed) in open {
            let (Some(unknown), false) = (
                Self::unknown_of(compiled, node),
                compiled.study.scales[compiled.study.nodes[node].scale].is_number(),
            ) else {
                return Err(open_number(compiled, self, node));
            };
            let here = self.manager.is(raw.diagram, index)?;
            let value = self.manager.value(unknown)?;
            anywhere = self.manager.or(anywhere, here)?;
            level = self.manager.ite(here, value, level)?;
            if !allowed.is_empty() {
                let among = self.manager.literal(unknown, |value| allowed.contains(&value))?;
                let limited = self.manager.implies(here, among)?;
                limits = self.manager.and(limits, limited)?;
            }
        }
        Ok(Levels {
            level,
            limits,
            open: anywhere,
        })
    }

    /// The levels that a node's unknown may have where two sources speak of it: what either leaves open where both do
    /// (one unknown has to serve for both, and no world may be lost), what each demands elsewhere.
    pub(crate) fn both_limits(
        &mut self,
        one: (Diagram, Diagram),
        other: (Diagram, Diagram),
    ) -> Result<Diagram, Trouble> {
        let (one_limits, one_open) = one;
        let (other_limits, other_open) = other;
        let both_open = self.manager.and(one_open, other_open)?;
        let either = self.manager.or(one_limits, other_limits)?;
        let each = self.manager.and(one_limits, other_limits)?;
        Ok(self.manager.ite(both_open, either, each)?)
    }

    /// Puts the default, or else the node's unknown, where nothing speaks.
    pub(crate) fn fill(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        level: Diagram,
        silent: Diagram,
    ) -> Result<Diagram, Trouble> {
        if silent == Diagram::FALSE {
            return Ok(level);
        }
        let it = &compiled.study.nodes[node];
        let filler = match (&it.default, Self::unknown_of(compiled, node)) {
            (Some(default), _) => Diagram::terminal(default.level.to_usize() as u32),
            (None, Some(unknown)) if !compiled.study.scales[it.scale].is_number() => self.manager.value(unknown)?,
            _ => return Err(open_number(compiled, self, node)),
        };
        Ok(self.manager.ite(silent, filler, level)?)
    }
}

fn not_a_number(compiled: &Compiled, node: NodeId, number: f64) -> Trouble {
    let it = &compiled.study.nodes[node];
    Trouble::Fault(Box::new(
        Diagnostic::error(
            "not-finite",
            both!(
                "`{}` gives {}, which is not a number that can be judged",
                "`{}` geeft {}, en dat is geen getal waarover te oordelen valt",
                &*it.score.plugin.value,
                number.to_string()
            ),
        )
        .at(
            it.score.plugin.span,
            both!(
                "the scorer of `{}`",
                "de beoordelaar van `{}`",
                compiled.study.nodes.name(node)
            ),
        )
        .help(both!("look for a division by zero", "zoek naar een deling door nul")),
    ))
}

fn open_number(compiled: &Compiled, space: &Space, node: NodeId) -> Trouble {
    let it = &compiled.study.nodes[node];
    let is_open = |&variable: &VariableId| {
        space.fixed(variable).is_none() && matches!(compiled.study.variables[variable].domain, Domain::Number { .. })
    };
    let numbers = compiled.may_read(node).into_iter().filter(is_open).collect();
    let fault = Box::new(
        Diagnostic::error(
            "open-number",
            both!(
                "`{}` is a number that stays open",
                "`{}` is een getal dat open blijft",
                compiled.study.nodes.name(node)
            ),
        )
        .at(it.span, both!("on a numeric scale", "heeft een schaal van getallen"))
        .help(both!(
            "let a `threshold` read the open variable itself, or give the node an ordinal scale",
            "laat een `threshold` de open variabele zelf lezen, of geef de knoop een schaal met niveaus"
        )),
    );
    Trouble::OpenNumber(numbers, fault)
}
