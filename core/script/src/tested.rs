//! Tests that scripts bring along: `fn test_…()`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rhai::{CallFnOptions, Dynamic, Engine, Scope};
use toets_diagnostic::Diagnostic;
use toets_model::{NodeId, Span, Study};
use toets_plugin::Stop;

use crate::explain::{self, Ran};
use crate::fake::Ground;
use crate::plugin::{ScriptPlugin, ScriptScorer};
use crate::program::Unit;
use crate::run::{Ended, Run, RunTag};

/// A test that was run.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The name of its function.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// Why it failed; none: it passed.
    pub fault: Option<Diagnostic>,
}

/// What the names of tests start with.
pub(crate) const PREFIX: &str = "test_";

impl ScriptPlugin {
    /// The names of its tests, in the order in which they stand in the script.
    pub fn tests(&self) -> Vec<&str> {
        let main = self.0.program.main();
        main.map(|main| tests(main).map(|(name, _)| name).collect())
            .unwrap_or_default()
    }

    /// Runs its tests on a node: they use the names of the study and the levels of the node's scale.
    ///
    /// # Errors
    /// The script does not fit the study or the node: no test was run.
    pub fn test(&self, study: &Arc<Study>, node: NodeId) -> Result<Vec<Tested>, Vec<Diagnostic>> {
        let Some(main) = self.0.program.main() else {
            return Ok(Vec::new());
        };
        let scorer = self.scorer(study, node)?;
        let ground = Arc::new(Ground {
            study: study.clone(),
            node,
            limits: self.0.linked.limits.clone(),
        });
        let run = |(name, span): (&str, Span)| Tested {
            name: name.to_owned(),
            span,
            // Nothing in here should panic; if it does, it is one test that fails and not the program.
            fault: catch_unwind(AssertUnwindSafe(|| scorer.test(main, name, &ground)))
                .unwrap_or_else(|_| Some(self.0.defect())),
        };
        Ok(tests(main).map(run).collect())
    }
}

/// The tests of a file with the places of their names.
fn tests(unit: &Unit) -> impl Iterator<Item = (&str, Span)> {
    unit.functions
        .iter()
        .filter(|f| f.name.starts_with(PREFIX) && f.params.is_empty())
        .map(|f| {
            let span = unit.text.function(&f.name).unwrap_or_else(|| unit.text.token(0));
            (f.name.as_str(), span)
        })
}

impl ScriptScorer {
    /// Runs one test; why it failed.
    fn test(&self, main: &Unit, name: &str, ground: &Arc<Ground>) -> Option<Diagnostic> {
        let compiled = &self.compiled;
        let call = |engine: &Engine, run: &Arc<Run>| {
            let options = CallFnOptions::new().with_tag(RunTag(run.clone()));
            engine.call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &main.runs, name, ())
        };
        let start = || Arc::new(Run::test(ground, self.prepared.clone()));
        let run = start();
        let result = call(&compiled.engine, &run);
        match (run.ended(), result) {
            (None, Ok(_)) => None,
            (Some(Ended::Stop(Stop::Fault(fault))), _) => Some(*fault),
            (Some(Ended::Stop(Stop::Halted)), _) => Some(compiled.defect()),
            (Some(ended), Ok(_)) => {
                let diagnostic = explain::remembered(&ended, &main.text.path, &compiled.program.texts);
                Some(diagnostic.unwrap_or_else(|| compiled.defect()))
            }
            (_, Err(error)) => Some(explain::error(
                &error,
                &Ran {
                    entry: &main.text.path,
                    texts: &compiled.program.texts,
                    run: &run,
                    linked: &compiled.linked,
                    again: &|engine| {
                        let _ = call(engine, &start());
                    },
                },
            )),
        }
    }
}
