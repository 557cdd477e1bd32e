//! Random small studies for tests of every kind, and an oracle that judges them by walking all of their worlds.
//!
//! - [`spec`]: a study as plain data; [`generate`] makes random ones, [`valid`] says which the engine must accept, [`shrink`]
//!   makes a counterexample small and gives proptest its strategy ([`Specs`]);
//! - [`render`] and [`rhai`] write it as TOML and Rhai, [`ready`](mod@ready) takes that through the real front of the program;
//! - the oracle, which knows the rules from the reference and shares no code with the engine: [`worlds`], [`judge`] and
//!   [`rules`] give each node's level in each world, [`rows`] sets several cells side by side, [`conclude`] and [`compare`]
//!   judge statements.
//!
//! All random studies in the tests of this workspace come from here. What a study may say and is not drawn: [`NOT_DRAWN`].

#![allow(missing_docs, reason = "the fields of a spec say what the keys of TOML say")]
#![allow(
    clippy::type_complexity,
    clippy::needless_range_loop,
    clippy::single_match,
    reason = "the oracle walks worlds by index, plainly"
)]

pub mod compare;
pub mod conclude;
pub mod generate;
pub mod judge;
pub mod names;
pub mod ready;
pub mod render;
pub mod rhai;
pub mod rows;
pub mod rules;
mod run;
pub mod shrink;
pub mod spec;
pub mod valid;
pub mod worlds;

pub use generate::{Dice, Mood};
pub use ready::{Ready, ready};
pub use run::{asked, runner};
pub use shrink::{Shown, Specs};
pub use spec::Spec;

/// What a study may say that bears on results, and that no random study says so far: for each the keys, and who tests it instead.
pub const NOT_DRAWN: &[(&str, &str)] = &[
    (
        "nodes on a number scale (`sum`, `number`, a script that judges a number), `better`, `decimals`",
        "core/evaluate/tests, tests of plugins/aggregation",
    ),
    (
        "amendments, provisions with several versions, `legal`",
        "tests/law_on_random_days.rs",
    ),
    (
        "`[defaults]`, `languages`, `phrases`, names beside values: they say in fewer words what is drawn in full",
        "core/load/tests/less.rs",
    ),
    (
        "`parties`, `role`, `redundant`, `acknowledged`, `known`: they change no level",
        "tests of core/load and core/question",
    ),
];
