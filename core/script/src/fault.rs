//! What a native function says when something is wrong, on its way through the engine.

use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};
use toets_diagnostic::{Diagnostic, Words};
use toets_plugin::Stop;

use crate::run::Run;

/// What is wrong, without its place: the engine knows that.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) message: Words,
    pub(crate) help: Vec<Words>,
    pub(crate) notes: Vec<Words>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<Words>) -> Self {
        Self {
            code,
            message: message.into(),
            help: Vec::new(),
            notes: Vec::new(),
        }
    }

    #[must_use]
    pub(crate) fn help(mut self, text: impl Into<Words>) -> Self {
        self.help.push(text.into());
        self
    }

    #[must_use]
    pub(crate) fn helps(mut self, texts: impl IntoIterator<Item = impl Into<Words>>) -> Self {
        self.help.extend(texts.into_iter().map(Into::into));
        self
    }

    /// As a diagnostic that still lacks its place.
    pub(crate) fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(self.code, self.message.clone());
        diagnostic.help = self.help.clone();
        diagnostic.notes = self.notes.clone();
        diagnostic
    }
}

/// Why a native function gives no value.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The script did something wrong.
    Fault(Fault),
    /// The cell ended the run.
    Stop(Stop),
    /// A function of the script, called back, failed.
    Script(Box<EvalAltResult>),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Box<EvalAltResult>> for Trouble {
    fn from(error: Box<EvalAltResult>) -> Self {
        Self::Script(error)
    }
}

impl Trouble {
    /// As an error of the engine; the run remembers it, so that nothing a script does can undo it.
    pub(crate) fn raise(self, ctx: &NativeCallContext<'_>) -> Box<EvalAltResult> {
        let position = ctx.call_position();
        self.raise_at(Run::of(ctx).as_deref(), ctx.call_source(), position)
    }

    /// The same, where there is no call to take the place from.
    pub(crate) fn raise_at(self, run: Option<&Run>, source: Option<&str>, position: Position) -> Box<EvalAltResult> {
        match self {
            Self::Fault(fault) => {
                if let Some(run) = run {
                    run.remember_fault(&fault, source, position);
                }
                Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(fault), position))
            }
            Self::Stop(stop) => {
                if let Some(run) = run {
                    run.remember_stop(stop);
                }
                Box::new(EvalAltResult::ErrorRuntime(Dynamic::UNIT, position))
            }
            Self::Script(error) => error,
        }
    }
}
