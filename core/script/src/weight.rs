//! What it takes to copy or to make a value, in steps.

use rhai::{Dynamic, FnPtr, ImmutableString};
use toets_diagnostic::both;

use crate::fault::Fault;
use crate::value::JudgementValue;

/// Lists, maps and functions within each other.
const MOST_NESTED: usize = 32;

/// Bytes of a text for a step.
pub(crate) const BYTES: usize = 16;

/// Which texts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Texts {
    /// None: a copy shares them.
    Shared,
    /// A value that is a text itself was made, or gone through.
    Made,
    /// All within a value are made again, outside the script.
    All,
}

/// What a value weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    /// What a copy takes: a step for each item of a list and each entry of a map, with those within them. Texts within it
    /// are shared, not copied; what a function holds counts as if it were copied.
    pub(crate) steps: u64,
    /// Bytes of all texts in it.
    pub(crate) bytes: u64,
    /// Whether there is a function in it.
    pub(crate) functions: bool,
}

impl Weight {
    /// Weighs a value; no further than to `most` steps, for the same thing may be held again and again.
    ///
    /// # Errors
    /// It is nested too deep to be copied or dropped within any stack.
    pub(crate) fn of(value: &Dynamic, most: u64) -> Result<Self, Fault> {
        let mut weight = Self::default();
        if weight.add(value, most, 0) {
            Ok(weight)
        } else {
            Err(too_deep())
        }
    }

    /// Adds a value that stands within so many others; false where that is too deep.
    fn add(&mut self, value: &Dynamic, most: u64, within: usize) -> bool {
        if self.steps > most {
            return true;
        }
        if value.is_shared() {
            // What is being changed right now is weighed when it is read next.
            return value
                .read_lock::<Dynamic>()
                .is_none_or(|inner| self.add(&inner, most, within));
        }
        if let Some(text) = value.read_lock::<ImmutableString>() {
            self.bytes += text.len() as u64;
        } else if let Ok(list) = value.as_array_ref() {
            self.steps += list.len() as u64;
            return within < MOST_NESTED && list.iter().all(|item| self.add(item, most, within + 1));
        } else if let Ok(map) = value.as_map_ref() {
            let keys: usize = map.keys().map(|key| 1 + key.len() / BYTES).sum();
            self.steps += keys as u64;
            return within < MOST_NESTED && map.values().all(|item| self.add(item, most, within + 1));
        } else if let Some(function) = value.read_lock::<FnPtr>() {
            self.functions = true;
            self.steps += function.curry().len() as u64;
            return within < MOST_NESTED && function.iter_curry().all(|held| self.add(held, most, within + 1));
        } else if let Some(judgement) = value.read_lock::<JudgementValue>() {
            self.steps += judgement.size() as u64;
        }
        true
    }
}

fn too_deep() -> Fault {
    Fault::new(
        "script-limit",
        both!(
            "more than {MOST_NESTED} lists, maps or functions stand within each other",
            "meer dan {MOST_NESTED} lijsten, tabellen of functies staan binnen elkaar"
        ),
    )
    .help((
        "does a loop put a list into itself?",
        "zet een lus een lijst in zichzelf?",
    ))
}
