//! A bounded run of the targets of the fuzzer (`tests/fuzz`): seeds cut, doubled and mixed, the same each time.

#![expect(clippy::disallowed_methods, reason = "a test reads its seeds")]

mod targets;

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The seeds of a target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a target has seeds")
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    paths.sort();
    assert!(paths.len() > 2, "{target} has seeds");
    let seeds = paths
        .iter()
        .map(|path| std::fs::read(path).expect("a seed can be read"));
    seeds.collect()
}

/// One change: what is done, where, how long, and with what.
type Change = (u8, prop::sample::Index, usize, prop::sample::Index, Vec<u8>);

fn changed(seeds: &[Vec<u8>], (first, changes): &(prop::sample::Index, Vec<Change>)) -> Vec<u8> {
    let mut data = first.get(seeds).clone();
    for (what, at, length, other, bytes) in changes {
        if data.is_empty() {
            break;
        }
        let from = at.index(data.len());
        let to = (from + length).min(data.len());
        match what % 5 {
            0 => drop(data.drain(from..to)),
            1 => {
                let part = data[from..to].to_vec();
                drop(data.splice(to..to, part));
            }
            2 => {
                let other = other.get(seeds);
                let start = from.min(other.len());
                let end = (start + length).min(other.len());
                drop(data.splice(from..from, other[start..end].to_vec()));
            }
            3 => drop(data.splice(from..to, bytes.clone())),
            _ => data.swap(from, to - 1),
        }
    }
    data
}

/// Runs a target on its seeds, and on so many mixtures of them.
fn run(name: &str, mixtures: u32, target: impl Fn(&[u8])) {
    let seeds = seeds(name);
    for seed in &seeds {
        target(seed);
    }
    let change = (
        any::<u8>(),
        any::<prop::sample::Index>(),
        1..40_usize,
        any::<prop::sample::Index>(),
        vec(any::<u8>(), 0..6),
    );
    let strategy = (any::<prop::sample::Index>(), vec(change, 1..8));
    let config = Config {
        cases: mixtures,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&strategy, |mixture| {
        target(&changed(&seeds, &mixture));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{name}: {failure}");
    }
}

#[test]
fn studies() {
    run("toml", 150, targets::toml);
}

#[test]
fn conditions_and_formulas() {
    run("when", 200, targets::when);
}

#[test]
fn scripts() {
    run("script", 100, targets::script);
}

#[test]
fn diagrams() {
    run("diagram", 300, targets::diagram);
}
