//! How findings become a level: the scorer [`Evidence`].
//!
//! It checks a node and picks the fold for its scale: `ordered` where one level is better than another (counted in
//! `steps` from neutral), `unordered` where not. Both keep sets of levels as `levels`.

mod evidence;
mod levels;
mod ordered;
mod steps;
mod unordered;

use std::sync::Arc;

use toets_plugin::Plugin;

pub use evidence::Evidence;

/// The plugins of this crate: [`Evidence`].
pub fn plugins() -> Vec<Arc<dyn Plugin>> {
    vec![Arc::new(Evidence)]
}
