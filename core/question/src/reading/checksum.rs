//! A checksum of a function from worlds to results that is the same for every order of variables and values.
//!
//! Each value of each variable has a weight that follows from their names, the weights of one variable adding up to one.
//! A result weighs the sum over all worlds in which it is the result, a world the product of the weights of its values. That is
//! a polynomial that belongs to the function alone: it is worked out in one pass over a diagram, however the diagram is
//! ordered, and variables that decide nothing fall out of it. Two functions that differ weigh the same with a chance of
//! about one in 2⁵⁵ (numbers are taken modulo the prime 2⁶¹ − 1).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use toets_diagram::{Diagram, Manager, Variable, View};
use toets_evaluate::Compiled;

use crate::fingerprint::hash;

const PRIME: u64 = (1 << 61) - 1;

/// The weights of all values of all variables of a study, each worked out when it is first asked for.
pub(super) struct Weights<'a> {
    compiled: &'a Compiled,
    known: FxHashMap<Variable, Vec<u64>>,
}

impl<'a> Weights<'a> {
    pub(super) fn new(compiled: &'a Compiled) -> Self {
        Self {
            compiled,
            known: FxHashMap::default(),
        }
    }

    /// The checksum of a diagram whose terminals have these names: 16 hexadecimal digits.
    pub(super) fn checksum(&mut self, manager: &Manager, diagram: Diagram, name: impl Fn(u32) -> String) -> String {
        let terminals = manager.terminals(diagram);
        let mut weighed: FxHashMap<Diagram, Vec<u64>> = FxHashMap::default();
        let mut stack = vec![diagram];
        while let Some(&at) = stack.last() {
            if weighed.contains_key(&at) {
                stack.pop();
                continue;
            }
            let sums = match manager.view(at) {
                View::Terminal(terminal) => terminals.iter().map(|&t| u64::from(t == terminal)).collect(),
                View::Node { variable, children } => {
                    let open = children.iter().filter(|child| !weighed.contains_key(child));
                    let before = stack.len();
                    stack.extend(open);
                    if stack.len() > before {
                        continue;
                    }
                    let weights = self.of(variable);
                    let mut sums = vec![0; terminals.len()];
                    for (child, &weight) in children.iter().zip(weights) {
                        for (sum, &part) in sums.iter_mut().zip(&weighed[child]) {
                            *sum = add(*sum, multiply(weight, part));
                        }
                    }
                    sums
                }
            };
            weighed.insert(at, sums);
            stack.pop();
        }
        let named: BTreeMap<String, u64> = terminals
            .iter()
            .zip(&weighed[&diagram])
            .map(|(&terminal, &weight)| (name(terminal), weight))
            .collect();
        let text: String = named
            .iter()
            .map(|(name, weight)| format!("{name} {weight}\n"))
            .collect();
        hash(&text)
    }

    fn of(&mut self, variable: Variable) -> &[u64] {
        let compiled = self.compiled;
        self.known.entry(variable).or_insert_with(|| {
            let open = compiled.variables().at(variable);
            let id = open.id(&compiled.study);
            let arity = open.arity(&compiled.study);
            let names = (0..arity).map(|value| open.value_name(&compiled.study, value));
            let raw: Vec<u64> = names.map(|name| random(&format!("{id}\0{name}"))).collect();
            let sum = raw.iter().fold(0, |sum, &one| add(sum, one));
            // INVARIANT: the sum of weights that a hash gives is a multiple of the prime with a chance of one in 2⁶¹.
            let inverse = power(sum, PRIME - 2);
            raw.into_iter().map(|one| multiply(one, inverse)).collect()
        })
    }
}

fn random(text: &str) -> u64 {
    let bytes = Sha256::digest(text.as_bytes());
    let number = bytes
        .iter()
        .take(8)
        .fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    number % PRIME
}

fn add(a: u64, b: u64) -> u64 {
    (a + b) % PRIME
}

fn multiply(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}
