//! The engine, closed: nothing is in it that the table does not name.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rhai::module_resolvers::StaticModuleResolver;
use rhai::{Dynamic, Engine, Module, OptimizationLevel};

use crate::api;
use crate::limits::Limits;
use crate::meter;

/// An engine for scorers, or for scenario scripts; it can read no file and knows no clock.
pub(crate) fn build(scenarios: bool, limits: &Limits) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_optimization_level(OptimizationLevel::None)
        // With fast operators the engine answers `"5" > 4` itself, with `false`.
        .set_fast_operators(false)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        // The interner is behind one lock, which threads would wait for.
        .set_max_strings_interned(0)
        .set_max_call_levels(limits.call_depth)
        .set_max_operations(limits.operations)
        .set_max_variables(limits.variables)
        .set_max_functions(limits.functions)
        .set_max_modules(limits.modules)
        .set_max_expr_depths(limits.expression_depth, limits.expression_depth)
        .set_max_string_size(limits.string_len)
        .set_max_array_size(limits.array_len)
        .set_max_map_size(limits.map_len)
        .disable_symbol("eval");
    engine.set_module_resolver(StaticModuleResolver::new());
    engine.register_global_module(api::module(scenarios));
    meter::register(&mut engine);
    if let Some(abort) = limits.abort.clone() {
        engine.on_progress(move |n| (n.is_multiple_of(1024) && abort()).then(|| Dynamic::from(())));
    }
    engine
}

/// Counts the steps that an engine takes.
pub(crate) fn count(engine: &mut Engine, limits: &Limits) -> Arc<AtomicU64> {
    let steps = Arc::new(AtomicU64::new(0));
    let (counted, abort) = (steps.clone(), limits.abort.clone());
    engine.on_progress(move |n| {
        counted.store(n, Ordering::Relaxed);
        let ends = n.is_multiple_of(1024) && abort.as_ref().is_some_and(|abort| abort());
        ends.then(|| Dynamic::from(()))
    });
    steps
}

/// Adds the names that a script reads from the cell.
pub(crate) fn add_names(engine: &mut Engine, names: &[String]) {
    let mut module = Module::new();
    for name in names {
        api::register_name(&mut module, name);
    }
    module.build_index();
    engine.register_global_module(Arc::new(module));
}
