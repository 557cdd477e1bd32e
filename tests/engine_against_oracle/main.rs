//! The engine against a naive oracle: random small studies are written as TOML and Rhai, go through the whole program, and
//! are judged once more by walking all of their worlds one by one. The oracle knows the rules from the reference and
//! shares no code with the engine.
//!
//! - the studies and the oracle are in `tests/studies` (`toets-studies`);
//! - `engine` asks the engine, `check` puts both side by side; `found` holds what that brought to light, `reach` that
//!   nothing is left out, and `properties` what must not change a result;
//! - `again` changes studies and compares what is evaluated anew with what is evaluated in full.
//!
//! `TOETS_ORACLE_CASES` (default 600 for each mood) asks for more cases, `TOETS_ORACLE_SEED` for others.

#![allow(
    unreachable_pub,
    dropping_copy_types,
    reason = "the modules of one test share what they like"
)]
#![allow(
    clippy::type_complexity,
    clippy::needless_range_loop,
    clippy::single_match,
    reason = "the oracle walks worlds by index, plainly"
)]

mod again;
mod check;
mod engine;
mod found;
mod properties;
mod reach;

use std::cell::{Cell, RefCell};

use proptest::test_runner::TestCaseError;
use toets_studies::{Mood, Shown, Specs, asked, runner};

use check::{Verdict, check};

fn engine_agrees(mood: Mood) {
    let cases = asked("TOETS_ORACLE_CASES", 600) as u32;
    let too_much = Cell::new(0);
    // A smaller study has to fail in the same way.
    let first: RefCell<Option<&'static str>> = RefCell::default();
    let result = runner(cases).run(&Specs(mood), |Shown(spec)| match check(&spec) {
        Verdict::Agree => Ok(()),
        Verdict::TooMuch => {
            too_much.set(too_much.get() + 1);
            Ok(())
        }
        Verdict::Differ(kind, what) => {
            if *first.borrow_mut().get_or_insert(kind) != kind {
                return Err(TestCaseError::reject("fails in another way"));
            }
            Err(TestCaseError::fail(format!("{kind}: {what}")))
        }
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let skipped = too_much.get();
    assert!(
        skipped * 20 < cases,
        "{skipped} of {cases} studies were too much for the oracle"
    );
}

#[test]
fn engine_agrees_on_evidence() {
    engine_agrees(Mood::Evidence);
}

#[test]
fn engine_agrees_on_criteria() {
    engine_agrees(Mood::Criteria);
}

#[test]
fn engine_agrees_on_scripts() {
    engine_agrees(Mood::Scripts);
}

#[test]
fn engine_agrees_on_statements() {
    engine_agrees(Mood::Statements);
}
