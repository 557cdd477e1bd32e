//! Scripts that nobody would write: parts of the fixtures cut, doubled and mixed. None makes the host fail, and each
//! mistake has a place.

use std::panic::{AssertUnwindSafe, catch_unwind};

use toets_script::Limits;

use crate::fixtures::all_scripts;
use crate::world::{Files, PATH, run, show};

/// A small generator of numbers, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// The tokens of a text, white space among them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let end = if word(first) {
            rest.find(|c| !word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..end]);
        rest = &rest[end..];
    }
    tokens
}

fn mix(all: &[Vec<&str>], numbers: &mut Numbers) -> String {
    let mut script: Vec<&str> = all[numbers.below(all.len())].clone();
    for _ in 0..=numbers.below(4) {
        let other = &all[numbers.below(all.len())];
        let (at, from) = (numbers.below(script.len()), numbers.below(other.len()));
        let length = 1 + numbers.below(12);
        let part = other.iter().copied().skip(from).take(length);
        match numbers.below(4) {
            0 => {
                script.drain(at..script.len().min(at + length));
            }
            1 => drop(script.splice(at..at, part)),
            2 => drop(script.splice(at..script.len().min(at + length), part)),
            _ => {
                let doubled: Vec<&str> = script.iter().copied().skip(at).take(length).collect();
                script.splice(at..at, doubled);
            }
        }
        if script.is_empty() {
            script.push(" ");
        }
    }
    script.concat()
}

fn try_many(seed: u64, n: usize) {
    let texts = all_scripts();
    let all: Vec<Vec<&str>> = texts.iter().map(|t| tokens(t)).collect();
    let mut numbers = Numbers(seed);
    let limits = Limits {
        operations: 2_000,
        ..Limits::default()
    };
    for _ in 0..n {
        let script = mix(&all, &mut numbers);
        if !script.contains("const PLUGIN") {
            continue;
        }
        let files = Files::of(&[(PATH, &script)]);
        let outcome = catch_unwind(AssertUnwindSafe(|| run(&files, &limits)))
            .unwrap_or_else(|_| panic!("the host failed on:\n{script}"));
        if let Err(wrong) = outcome {
            for fault in &wrong.0 {
                assert!(fault.code != "script-internal", "{}\n{script}", show(&wrong));
                assert!(!fault.labels.is_empty(), "{}\n{script}", show(&wrong));
            }
        }
    }
}

#[test]
fn mixed_scripts_fail_in_words() {
    try_many(0x9E37_79B9_7F4A_7C15, 3_000);
}

#[test]
#[ignore = "takes long"]
fn many_mixed_scripts_fail_in_words() {
    for seed in 1..200 {
        try_many(seed * 0x1234_5678_9ABC_DEF1, 5_000);
    }
}
