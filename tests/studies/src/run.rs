//! How many studies a test draws, and that they are the same ones in every run.

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A number that whoever runs the tests may set in the environment.
#[expect(clippy::disallowed_methods, reason = "a test may be asked for more")]
pub fn asked(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// A runner with cases that are the same in every run, unless `TOETS_ORACLE_SEED` asks for others.
pub fn runner(cases: u32) -> TestRunner {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&asked("TOETS_ORACLE_SEED", 0).to_le_bytes());
    let config = Config {
        cases,
        max_shrink_iters: 20_000,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}
