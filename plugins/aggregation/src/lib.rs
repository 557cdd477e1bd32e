//! Scorers that combine the nodes below a criterion.
//!
//! One scorer a file: [`worst`], [`best`], [`mean`], [`table`], [`threshold`], [`sum`], [`number`]. They share how parameters are
//! read ([`params`]) and how the levels of a child on another scale are read on the node's own ([`children`]); `sum`
//! and `mean` count in [`decimal`] numbers, so that 0.1 and 0.2 make 0.3.

mod best;
mod children;
mod decimal;
mod mean;
mod number;
mod params;
mod sum;
mod table;
mod threshold;
mod worst;

use std::sync::Arc;

use toets_plugin::Plugin;

pub use best::Best;
pub use mean::Mean;
pub use number::Number;
pub use sum::Sum;
pub use table::{Reversal, Table, monotonicity};
pub use threshold::Threshold;
pub use worst::Worst;

/// The plugins of this crate.
pub fn plugins() -> Vec<Arc<dyn Plugin>> {
    vec![
        Arc::new(Worst),
        Arc::new(Best),
        Arc::new(Mean),
        Arc::new(Table),
        Arc::new(Threshold),
        Arc::new(Sum),
        Arc::new(Number),
    ]
}

#[cfg(test)]
mod support;
