//! Scorers that combine the nodes below a criterion, and numbers.
//!
//! One scorer a file: [`Worst`], [`Best`], [`Mean`], [`Table`], [`Threshold`], [`Sum`], [`Number`]. They share how
//! parameters are read (`params`) and how the levels of a child on another scale are read on the node's own
//! (`children`); sums and weights are counted in decimals (`decimal`), so that 0.1 and 0.7 make 0.8.

mod best;
mod children;
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
