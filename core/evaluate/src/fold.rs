//! Running a fold over diagrams: a step is one pass over the product of the states so far and the next input.

use rustc_hash::FxHashMap;
use toets_diagram::Diagram;
use toets_model::{Domain, Fixed, Index, LevelId, NodeId, ValueId};
use toets_plugin::{Fold, Input, Observed, State};

use crate::compile::Compiled;
use crate::diagrams::{NOT_APPLICABLE, SILENT};
use crate::order::OpenVariable;
use crate::outcome::{Raw, intern};
use crate::read::needs_cuts;
use crate::space::{Space, Trouble};

/// The state of a fold in every world: the terminals are indices into the states.
pub(crate) struct States {
    pub(crate) diagram: Diagram,
    pub(crate) states: Vec<State>,
}

impl Space {
    /// Runs a fold; with `skip`, a silent child is seen as silent instead of by its unknown.
    pub(crate) fn run_fold(&mut self, compiled: &Compiled, fold: &dyn Fold, skip: bool) -> Result<States, Trouble> {
        let mut states = vec![fold.start()];
        let mut index: FxHashMap<State, u32> = FxHashMap::from_iter([(fold.start(), 0)]);
        let mut diagram = Diagram::terminal(0);
        for (number, &input) in fold.inputs().iter().enumerate() {
            let (seen, observe) = self.input(compiled, input, skip)?;
            diagram = self.manager.apply(diagram, seen, |state, value| {
                let next = fold.step(&states[state as usize], number, observe.see(value));
                *index.entry(next).or_insert_with_key(|next| {
                    states.push(next.clone());
                    (states.len() - 1) as u32
                })
            })?;
        }
        Ok(States { diagram, states })
    }

    /// What a fold says in every world.
    pub(crate) fn finish(&mut self, fold: &dyn Fold, states: &States) -> Result<Raw, Trouble> {
        let mut outcomes = Vec::new();
        let diagram = self.manager.map(states.diagram, |state| {
            intern(&mut outcomes, fold.finish(&states.states[state as usize]))
        })?;
        Ok(Raw { diagram, outcomes })
    }

    /// The diagram of an input, and what its terminals mean.
    fn input(&mut self, compiled: &Compiled, input: Input, skip: bool) -> Result<(Diagram, Observe), Trouble> {
        let study = &compiled.study;
        match input {
            Input::Finding(finding) => Ok((self.applies(compiled, finding)?, Observe::Finding)),
            Input::Node(node) => {
                let diagrams = self.nodes[node.to_usize()].ok_or(Trouble::Missing)?;
                let seen = if skip && diagrams.silent != Diagram::FALSE {
                    self.manager
                        .ite(diagrams.silent, Diagram::terminal(SILENT), diagrams.level)?
                } else {
                    diagrams.level
                };
                let numbers = study.scales[study.nodes[node].scale].is_number();
                let meaning = if numbers {
                    let terminals = self.manager.terminals(seen);
                    Observe::Numbers(terminals.into_iter().map(|t| (t, self.number(t))).collect())
                } else {
                    Observe::Levels
                };
                Ok((seen, meaning))
            }
            Input::Variable(variable) => {
                let domain = &study.variables[variable].domain;
                match (
                    self.fixed(variable),
                    compiled.variables.position(OpenVariable::Study(variable)),
                ) {
                    (Some(fixed), _) => Ok((Diagram::terminal(0), Observe::Constant(seen_of(fixed, domain)))),
                    (None, Some(position)) if domain.size() > 0 => {
                        let values = (0..domain.size())
                            .map(|n| seen_of(Fixed::Value(ValueId::from_usize(n)), domain))
                            .collect();
                        Ok((self.manager.value(position)?, Observe::Variable(values)))
                    }
                    _ => Err(needs_cuts(compiled, variable)),
                }
            }
        }
    }

    /// Everything that a fold reads, in words, for an error about it.
    pub(crate) fn fold_reads(compiled: &Compiled, fold: &dyn Fold) -> Vec<String> {
        let study = &compiled.study;
        fold.inputs()
            .iter()
            .map(|input| match *input {
                Input::Node(node) => study.nodes.name(node).to_owned(),
                Input::Finding(finding) => study.findings.name(finding).to_owned(),
                Input::Variable(variable) => study.variables.name(variable).to_owned(),
            })
            .collect()
    }

    /// The level of a node in every world where the diagrams say so, for callers outside.
    pub fn level(&self, node: NodeId) -> Option<Diagram> {
        self.nodes[node.to_usize()].map(|diagrams| diagrams.level)
    }
}

fn seen_of(fixed: Fixed, domain: &Domain) -> Observed {
    match fixed {
        Fixed::Number(number) => Observed::Interval(number, number),
        Fixed::Value(value) => match domain.interval(value) {
            Some((low, high)) => Observed::Interval(low, high),
            None => Observed::Value(value),
        },
    }
}

/// What the terminals of an input mean.
enum Observe {
    Finding,
    Levels,
    Numbers(FxHashMap<u32, f64>),
    Constant(Observed),
    Variable(Vec<Observed>),
}

impl Observe {
    fn see(&self, terminal: u32) -> Observed {
        match self {
            Self::Finding => Observed::Applies(terminal == 1),
            // Where a node does not apply it is left out, as where it is silent and skipped.
            Self::Levels | Self::Numbers(_) if matches!(terminal, SILENT | NOT_APPLICABLE) => Observed::Silent,
            Self::Levels => Observed::Level(LevelId::from_usize(terminal as usize)),
            Self::Numbers(numbers) => Observed::Number(numbers.get(&terminal).copied().unwrap_or(f64::NAN)),
            Self::Constant(observed) => *observed,
            Self::Variable(values) => values[terminal as usize],
        }
    }
}
