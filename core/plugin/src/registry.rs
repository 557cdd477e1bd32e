//! The plugins that a study may name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Plugin;

/// The plugins that a study may name, by id.
///
/// One of them is set apart: what findings on a node say together wherever the engine needs that (findings on a
/// criterion itself, `cell.evidence()` in a script).
#[derive(Clone)]
pub struct Registry {
    evidence: Arc<dyn Plugin>,
    plugins: BTreeMap<String, Arc<dyn Plugin>>,
}

impl Registry {
    /// A registry with the plugin that makes findings into a level; it must give a fold.
    pub fn new(evidence: Arc<dyn Plugin>) -> Self {
        let mut registry = Self {
            evidence: evidence.clone(),
            plugins: BTreeMap::new(),
        };
        registry.add(evidence);
        registry
    }

    /// Adds a plugin; gives back the one that had its id before.
    pub fn add(&mut self, plugin: Arc<dyn Plugin>) -> Option<Arc<dyn Plugin>> {
        self.plugins.insert(plugin.id().to_owned(), plugin)
    }

    /// The plugin with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<dyn Plugin>> {
        self.plugins.get(id)
    }

    /// All ids, in alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.plugins.keys().map(String::as_str)
    }

    /// The plugin that makes findings into a level.
    pub fn evidence(&self) -> &Arc<dyn Plugin> {
        &self.evidence
    }
}
