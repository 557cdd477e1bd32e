//! One run of a script: the cell it reads, and what ended it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rhai::{Dynamic, Map, NativeCallContext, Position};
use toets_diagnostic::both;
use toets_plugin::{Answer, Cell, Read, Stop};

use crate::fake::{FakeCell, Ground};
use crate::fault::{Fault, Trouble};
use crate::limits::Limits;
use crate::prepared::Prepared;
use crate::weight::{BYTES, Texts, Weight};

/// One run of a script.
pub(crate) struct Run {
    /// What a scorer reads; a scenario script has none.
    scorer: Option<Scorer>,
    /// Steps that native functions took for long lists and texts, and how many they may take.
    work: AtomicU64,
    most: u64,
    /// Where tests are run, if this is one.
    ground: Option<Arc<Ground>>,
    /// Whether its cell is that of a test: what that does not say is a fault of the script.
    fake: bool,
    ended: Mutex<Option<Ended>>,
    scenarios: Mutex<Vec<Defined>>,
}

/// A scenario as a script defined it.
#[derive(Clone)]
pub(crate) struct Defined {
    pub(crate) id: String,
    pub(crate) map: Map,
    pub(crate) source: Option<String>,
    pub(crate) position: Position,
}

struct Scorer {
    cell: Arc<dyn Cell>,
    prepared: Arc<Prepared>,
}

/// What ended a run first: whatever the script does afterwards, this is its end.
#[derive(Clone, Debug)]
pub(crate) enum Ended {
    Fault {
        fault: Fault,
        source: Option<String>,
        position: Position,
    },
    Stop(Stop),
}

/// The run, as the engine carries it to native functions.
#[derive(Clone)]
pub(crate) struct RunTag(pub(crate) Arc<Run>);

impl Run {
    /// The run of a scorer.
    pub(crate) fn scorer(cell: Arc<dyn Cell>, prepared: Arc<Prepared>, limits: &Limits) -> Self {
        Self {
            scorer: Some(Scorer { cell, prepared }),
            ..Self::plain(limits)
        }
    }

    /// The run of a test.
    pub(crate) fn test(ground: &Arc<Ground>, prepared: Arc<Prepared>) -> Self {
        Self {
            ground: Some(ground.clone()),
            ..Self::fake(Arc::new(FakeCell::empty(ground)), prepared, ground)
        }
    }

    /// What stands behind the cell of a test.
    pub(crate) fn fake(cell: Arc<FakeCell>, prepared: Arc<Prepared>, ground: &Ground) -> Self {
        Self {
            fake: true,
            ..Self::scorer(cell, prepared, &ground.limits)
        }
    }

    /// Where tests are run, if this is one.
    pub(crate) fn ground(&self) -> Option<&Arc<Ground>> {
        self.ground.as_ref()
    }

    /// The run of a scenario script, or of constants.
    pub(crate) fn plain(limits: &Limits) -> Self {
        Self {
            work: AtomicU64::new(0),
            most: limits.operations,
            scorer: None,
            ground: None,
            fake: false,
            ended: Mutex::new(None),
            scenarios: Mutex::new(Vec::new()),
        }
    }

    /// A new run of the same scorer.
    pub(crate) fn again(&self, limits: &Limits) -> Arc<Self> {
        Arc::new(match &self.scorer {
            Some(s) => Self::scorer(s.cell.clone(), s.prepared.clone(), limits),
            None => Self::plain(limits),
        })
    }

    /// Counts work that the engine does not see: a list of `n` items that is copied or gone through.
    ///
    /// # Errors
    /// It was too much.
    pub(crate) fn charge(&self, n: u64) -> Result<(), Fault> {
        let so_far = self.work.fetch_add(n, Ordering::Relaxed).saturating_add(n);
        if so_far > self.most {
            return Err(Fault::new(
                "script-limit",
                both!(
                    "the script took more than {} steps",
                    "het script nam meer dan {} stappen",
                    self.most
                ),
            )
            .help((
                "it copies or goes through long lists or texts too often: go through them once",
                "het kopieert lange lijsten of teksten te vaak, of loopt er te vaak doorheen: loop er één keer doorheen",
            )));
        }
        Ok(())
    }

    /// Counts what it took to copy or make a value.
    ///
    /// # Errors
    /// It was too much, or the value is nested too deep.
    pub(crate) fn weigh(&self, value: &Dynamic, texts: Texts) -> Result<(), Fault> {
        let weight = Weight::of(value, self.most)?;
        let bytes = match texts {
            Texts::All => weight.bytes,
            Texts::Made if value.is_string() => weight.bytes,
            _ => 0,
        };
        match weight.steps + bytes / BYTES as u64 {
            0 => Ok(()),
            steps => self.charge(steps),
        }
    }

    /// Whether a value is or holds a function of the script.
    ///
    /// # Errors
    /// The value is nested too deep.
    pub(crate) fn has_functions(&self, value: &Dynamic) -> Result<bool, Fault> {
        Ok(Weight::of(value, self.most)?.functions)
    }

    /// The run that a native function is called in.
    pub(crate) fn of(ctx: &NativeCallContext<'_>) -> Option<Arc<Self>> {
        ctx.tag()?.read_lock::<RunTag>().map(|tag| tag.0.clone())
    }

    /// For `CallFnOptions::with_tag`.
    pub(crate) fn tag(self: &Arc<Self>) -> Dynamic {
        Dynamic::from(RunTag(self.clone()))
    }

    pub(crate) fn cell(&self) -> Result<&Arc<dyn Cell>, Fault> {
        self.scorer.as_ref().map(|s| &s.cell).ok_or_else(no_cell)
    }

    pub(crate) fn prepared(&self) -> Result<&Arc<Prepared>, Fault> {
        self.scorer.as_ref().map(|s| &s.prepared).ok_or_else(no_cell)
    }

    pub(crate) fn read(&self, read: Read) -> Result<Answer, Trouble> {
        match self.cell()?.read(read) {
            Err(Stop::Fault(unsaid)) if self.fake => Err(Trouble::Fault(Fault {
                code: unsaid.code,
                message: unsaid.message,
                help: unsaid.help,
                notes: unsaid.notes,
            })),
            answer => Ok(answer?),
        }
    }

    pub(crate) fn remember_fault(&self, fault: &Fault, source: Option<&str>, position: Position) {
        self.remember(Ended::Fault {
            fault: fault.clone(),
            source: source.map(str::to_owned),
            position,
        });
    }

    pub(crate) fn remember_stop(&self, stop: Stop) {
        self.remember(Ended::Stop(stop));
    }

    fn remember(&self, end: Ended) {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.is_none() {
            *ended = Some(end);
        }
    }

    /// A scenario that a scenario script defines.
    pub(crate) fn define(&self, id: &str, map: Map, source: Option<&str>, position: Position) -> Result<(), Fault> {
        const MOST: usize = 1_000;
        let mut scenarios = self.scenarios.lock().unwrap_or_else(PoisonError::into_inner);
        if scenarios.iter().any(|s| s.id == id) {
            return Err(Fault::new(
                "script-scenario",
                both!(
                    "the scenario `{id}` is defined twice in this script",
                    "het scenario `{id}` staat twee keer in dit script"
                ),
            )
            .help(("give each scenario an id of its own", "geef elk scenario een eigen id")));
        }
        if scenarios.len() >= MOST {
            return Err(Fault::new(
                "script-limit",
                both!(
                    "a script can't define more than {MOST} scenarios",
                    "een script kan niet meer dan {MOST} scenario's maken"
                ),
            ));
        }
        scenarios.push(Defined {
            id: id.to_owned(),
            map,
            source: source.map(str::to_owned),
            position,
        });
        Ok(())
    }

    /// The scenarios that were defined, in order.
    pub(crate) fn defined(&self) -> Vec<Defined> {
        self.scenarios.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What ended it first, if a native function did.
    pub(crate) fn ended(&self) -> Option<Ended> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// That nothing is judged.
pub(crate) const NO_CELL: (&str, &str) = ("there is no cell to judge here", "hier is geen cel om te beoordelen");

fn no_cell() -> Fault {
    Fault::new("script-no-cell", NO_CELL).help((
        "use this within `fn score(cell)` of a plugin",
        "gebruik dit binnen `fn score(cell)` van een plugin",
    ))
}
