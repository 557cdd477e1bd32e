//! How the engine of a script is made, once to run it and once more to find the place where a limit was overrun.

use std::sync::{Arc, Mutex, PoisonError};

use rhai::debugger::{CallStackFrame, DebuggerCommand, DebuggerEvent};
use rhai::module_resolvers::StaticModuleResolver;
use rhai::{ASTNode, Engine, Expr, Position, Stmt};

use crate::engine;
use crate::explain::Frame;
use crate::limits::Limits;
use crate::run::Run;

/// All that an engine needs besides the script.
#[derive(Clone)]
pub(crate) struct Linked {
    pub(crate) scenarios: bool,
    pub(crate) limits: Limits,
    /// What is imported, ready to run.
    pub(crate) imports: StaticModuleResolver,
    /// The names that are read from the cell.
    pub(crate) names: Vec<String>,
    /// Whether the findings on the node are read.
    pub(crate) reads_findings: bool,
}

/// Where a run was when it ended.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) source: Option<String>,
    pub(crate) position: Position,
    /// The calls that led there, outermost first, each with the file of the function that is called.
    pub(crate) frames: Vec<Frame>,
    /// How many they were, and where the last one was: copied again only where this changes.
    seen: (usize, Option<Position>),
}

impl Linked {
    pub(crate) fn new(scenarios: bool, limits: &Limits) -> Self {
        Self {
            scenarios,
            limits: limits.clone(),
            imports: StaticModuleResolver::new(),
            names: Vec::new(),
            reads_findings: false,
        }
    }

    /// An engine that can run the script.
    pub(crate) fn engine(&self) -> Engine {
        let mut engine = engine::build(self.scenarios, &self.limits);
        engine.set_module_resolver(self.imports.clone());
        engine::add_names(&mut engine, &self.names);
        engine.set_default_tag(Arc::new(Run::plain(&self.limits)).tag());
        engine
    }

    /// Runs again, step by step, to learn where it ends: the engine forgets the place of an overrun on its way out.
    pub(crate) fn trace(&self, again: &dyn Fn(&Engine)) -> Place {
        let last: Arc<Mutex<Place>> = Arc::default();
        let seen = last.clone();
        let mut engine = self.engine();
        #[expect(deprecated, reason = "it may change, says its note: our tests would see it")]
        engine.register_debugger(
            |_, debugger| debugger,
            move |context, event, node, source, position| {
                // On the way out of an overrun the engine tells of each function that it leaves.
                let forward = matches!(event, DebuggerEvent::Start | DebuggerEvent::Step);
                // What counts an expression, and where a function starts, have no place in the script.
                let written = !matches!(node, ASTNode::Expr(Expr::Custom(..)) | ASTNode::Stmt(Stmt::Noop(_)));
                if forward
                    && written
                    && !position.is_none()
                    && let Some(debugger) = context.debugger()
                {
                    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                    seen.step(debugger.call_stack(), source, position);
                }
                Ok(DebuggerCommand::StepInto)
            },
        );
        again(&engine);
        let place = last.lock().unwrap_or_else(PoisonError::into_inner);
        place.clone()
    }
}

impl Default for Place {
    fn default() -> Self {
        Self {
            source: None,
            position: Position::NONE,
            frames: Vec::new(),
            seen: (0, None),
        }
    }
}

impl Place {
    fn step(&mut self, stack: &[CallStackFrame], source: Option<&str>, position: Position) {
        self.position = position;
        if self.source.as_deref() != source {
            self.source = source.map(str::to_owned);
        }
        let top = stack.last().map(|f| f.pos);
        if (stack.len(), top) == self.seen {
            return;
        }
        self.seen = (stack.len(), top);
        self.frames = stack
            .iter()
            .map(|f| Frame {
                function: f.fn_name.to_string(),
                source: f.source.as_ref().map(ToString::to_string).unwrap_or_default(),
                position: f.pos,
            })
            .collect();
    }
}
