//! A scorer run line by line, with what each line read and gave: for whoever writes it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rhai::debugger::{DebuggerCommand, DebuggerEvent};
use rhai::{ASTNode, EvalContext, Expr, Position, Stmt};
use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, Words};
use toets_model::{NodeId, Span, Study};
use toets_plugin::{Answer, Cell, Judgement, Read, Stop};

use crate::place::{Text, Texts};
use crate::plugin::ScriptPlugin;
use crate::program::Program;
use crate::value::describe;

/// A run, line by line.
#[derive(Debug)]
pub struct Stepped {
    /// The lines in the order in which they ran; a line that a loop comes back to is there again, unless it is all of the loop.
    pub lines: Vec<Line>,
    /// Whether there were more lines than are kept.
    pub truncated: bool,
    /// What it judged, or what ended it.
    pub result: Result<Judgement, Stop>,
}

/// A line that ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its first token.
    pub span: Span,
    /// The line as it is written, without the white space around it.
    pub text: String,
    /// How many functions of the script it stands within: 0 in `score`.
    pub depth: usize,
    /// What it read, in order, and what that gave.
    pub reads: Vec<(Read, Answer)>,
    /// The variable that it declared, and its value in words.
    pub declared: Option<(String, Words)>,
}

/// The lines that are kept of one run.
const MOST: usize = 2_000;

impl ScriptPlugin {
    /// Judges one cell, and keeps each line that runs.
    ///
    /// # Errors
    /// The script does not fit the study or the node: nothing was run.
    pub fn step_through(&self, study: &Study, node: NodeId, cell: Arc<dyn Cell>) -> Result<Stepped, Vec<Diagnostic>> {
        let scorer = self.scorer(study, node)?;
        let log = Arc::new(Mutex::new(Log::new(&self.0.program)));
        let mut engine = self.0.linked.engine();
        let (seen, texts) = (log.clone(), self.0.program.texts.clone());
        #[expect(deprecated, reason = "it may change, says its note: our tests would see it")]
        engine.register_debugger(
            |_, debugger| debugger,
            move |context, event, node, source, position| {
                if matches!(event, DebuggerEvent::Start | DebuggerEvent::Step) {
                    lock(&seen).step(&texts, &context, node, source, position);
                }
                Ok(DebuggerCommand::StepInto)
            },
        );
        let watched = Watched { cell, log: log.clone() };
        let result = scorer.run_on(Arc::new(watched), &engine);
        let mut log = lock(&log);
        Ok(Stepped {
            lines: std::mem::take(&mut log.lines),
            truncated: log.truncated,
            result,
        })
    }
}

/// Locks what only ever holds plain data, so that a panic elsewhere can't have left it half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Log {
    lines: Vec<Line>,
    truncated: bool,
    /// Expressions that are statements of their own, by file and position, with where they start: the engine tells of
    /// them as of any other expression.
    alone: FxHashMap<(String, Position), Position>,
    /// The line that runs in each function that has not ended, outermost first.
    open: Vec<Running>,
}

/// A line of a function that has not ended.
struct Running {
    /// The calls around it, those of the framework's own functions counted.
    calls: usize,
    line: usize,
    /// Its number in its file.
    number: Option<usize>,
    /// The variable that it declares, to be looked at when it is done.
    declares: Option<String>,
}

impl Log {
    fn new(program: &Program) -> Self {
        let mut alone = FxHashMap::default();
        for unit in &program.units {
            unit.ast.walk(&mut |path: &[ASTNode<'_>]| {
                if let Some(ASTNode::Stmt(Stmt::Expr(expr))) = path.last() {
                    let place = (unit.text.path.to_string(), expr.position());
                    alone.insert(place, expr.start_position());
                }
                true
            });
        }
        Self {
            lines: Vec::new(),
            truncated: false,
            alone,
            open: Vec::new(),
        }
    }

    fn step(
        &mut self,
        texts: &Texts,
        context: &EvalContext<'_, '_, '_, '_, '_, '_>,
        node: ASTNode<'_>,
        source: Option<&str>,
        position: Position,
    ) {
        let calls = context.debugger().map_or(0, |d| d.call_stack().len());
        while self.open.last().is_some_and(|running| running.calls > calls) {
            self.open.pop();
        }
        // Outside of all functions constants are worked out, which no one needs to see.
        let text = source.and_then(|s| texts.find(s)).or_else(|| texts.main());
        let (Some(text), false) = (text, position.is_none() || calls == 0) else {
            return;
        };
        let (start, declares) = match node {
            // What counts an expression stands around it, and is not of the script.
            ASTNode::Stmt(Stmt::Block(_) | Stmt::Noop(_)) | ASTNode::Expr(Expr::Custom(..)) => return,
            ASTNode::Stmt(Stmt::Var(var, ..)) => (position, Some(var.0.name.to_string())),
            ASTNode::Stmt(_) => (position, None),
            _ => match self.alone.get(&(text.path.to_string(), position)) {
                Some(start) => (*start, None),
                None => return,
            },
        };
        self.look(context, calls);
        let span = text.span(start);
        if let Some(running) = self.open.last_mut().filter(|running| running.calls == calls) {
            if running.number == start.line() && self.lines[running.line].span.file == span.file {
                running.declares = declares;
                return;
            }
            self.open.pop();
        }
        if self.lines.len() >= MOST {
            self.truncated = true;
            return;
        }
        self.open.push(Running {
            calls,
            line: self.lines.len(),
            number: start.line(),
            declares,
        });
        self.lines.push(Line {
            span,
            text: line(text, start),
            depth: self.open.len() - 1,
            reads: Vec::new(),
            declared: None,
        });
    }

    /// What the line before gave to the variable that it declares.
    fn look(&mut self, context: &EvalContext<'_, '_, '_, '_, '_, '_>, calls: usize) {
        let Some(running) = self.open.last_mut().filter(|running| running.calls == calls) else {
            return;
        };
        if let Some(name) = running.declares.take()
            && let Some(value) = context.scope().get(&name)
        {
            self.lines[running.line].declared = Some((name, describe(value)));
        }
    }

    fn read(&mut self, read: Read, answer: &Answer) {
        let Some(running) = self.open.last() else { return };
        let reads = &mut self.lines[running.line].reads;
        if !reads.iter().any(|(known, _)| *known == read) {
            reads.push((read, answer.clone()));
        }
    }
}

/// The line of a position.
fn line(text: &Text, position: Position) -> String {
    const LONGEST: usize = 200;
    let number = position.line().unwrap_or(1);
    let line = text.text.lines().nth(number - 1).unwrap_or("").trim();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// A cell that keeps with each line what it read.
struct Watched {
    cell: Arc<dyn Cell>,
    log: Arc<Mutex<Log>>,
}

impl Cell for Watched {
    fn study(&self) -> &Study {
        self.cell.study()
    }

    fn node(&self) -> NodeId {
        self.cell.node()
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        let answer = self.cell.read(read)?;
        lock(&self.log).read(read, &answer);
        Ok(answer)
    }
}
