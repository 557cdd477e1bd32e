//! What a script can use: one table, from which functions are registered, unknown ones are told apart and the
//! reference is written.

pub(crate) mod cell;
mod evidence;
pub(crate) mod judgement;
mod law;
mod list;
pub(crate) mod map;
mod number;
pub(crate) mod operator;
mod scenario;
pub(crate) mod testing;
pub(crate) mod text;
mod weigh;

use std::any::TypeId;
use std::sync::{Arc, OnceLock};

use rhai::{Array, Dynamic, FuncRegistration, ImmutableString, Map, Module, NativeCallContext, RhaiFunc};
use toets_diagnostic::both;

use crate::fault::{Fault, Trouble};
use crate::run::Run;
use crate::value::{
    CellValue, DayValue, ExclusiveRange, FindingValue, FindingsValue, InclusiveRange, IntervalValue, JudgementValue,
    LevelValue, ParamsValue, ProvisionValue, describe,
};
use crate::weight::{BYTES, Texts};

/// One thing that a script can use, for the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiItem {
    /// Which part of the reference it belongs to.
    pub section: Section,
    /// Its name: `node`.
    pub name: &'static str,
    /// How it is written: `cell.node(id)`.
    pub signature: &'static str,
    /// What it gives, what it reads, what is an error.
    pub meaning: &'static str,
    /// Lines that run within `fn score(cell)` (or as a scenario script); `line // result` shows what a line gives.
    pub example: &'static str,
}

/// A part of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What is judged.
    Cell,
    /// The result.
    Judgement,
    /// Findings.
    Evidence,
    /// Provisions and days.
    Law,
    /// Operators.
    Operators,
    /// Texts.
    Texts,
    /// Numbers.
    Numbers,
    /// Lists.
    Lists,
    /// Maps.
    Maps,
    /// Tests of a plugin.
    Tests,
    /// Scenario scripts.
    Scenarios,
}

impl Section {
    /// Its title in the reference.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cell => "The cell",
            Self::Judgement => "The judgement",
            Self::Evidence => "Findings",
            Self::Law => "Provisions and days",
            Self::Operators => "Operators",
            Self::Texts => "Texts",
            Self::Numbers => "Numbers",
            Self::Lists => "Lists",
            Self::Maps => "Maps",
            Self::Tests => "Tests",
            Self::Scenarios => "Scenario scripts",
        }
    }
}

/// All that a script can use, in the order of the reference.
pub fn api() -> Vec<ApiItem> {
    table().iter().map(|e| e.item).collect()
}

/// A native function: its arguments may be changed in place.
pub(crate) type Native = fn(&NativeCallContext<'_>, &mut [&mut Dynamic]) -> Result<Dynamic, Trouble>;

/// One row of the table.
pub(crate) struct Entry {
    pub(crate) item: ApiItem,
    pub(crate) form: Form,
}

/// What a row registers.
pub(crate) enum Form {
    /// A function, also called as a method of its first argument.
    Function {
        /// How many arguments it takes, the receiver among them.
        arities: &'static [usize],
        /// Types of arguments that are looked up first, because they are common.
        fast: &'static [&'static [Kind]],
        /// Whether it changes its first argument in place.
        changes: bool,
        call: Native,
    },
    /// A field of a type.
    Field { on: Kind, call: Native },
    /// Words only: registered elsewhere.
    Described,
}

impl Entry {
    const fn function(item: ApiItem, arities: &'static [usize], call: Native) -> Self {
        Self {
            item,
            form: Form::Function {
                arities,
                fast: &[],
                changes: false,
                call,
            },
        }
    }

    const fn field(item: ApiItem, on: Kind, call: Native) -> Self {
        Self {
            item,
            form: Form::Field { on, call },
        }
    }

    const fn fast(mut self, types: &'static [&'static [Kind]]) -> Self {
        if let Form::Function { ref mut fast, .. } = self.form {
            *fast = types;
        }
        self
    }

    const fn changes(mut self) -> Self {
        if let Form::Function { ref mut changes, .. } = self.form {
            *changes = true;
        }
        self
    }
}

/// The types of arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Any,
    Bool,
    Int,
    Float,
    Text,
    List,
    Map,
    Cell,
    Level,
    Day,
    Interval,
    Judgement,
    Provision,
    Finding,
    Params,
}

impl Kind {
    fn id(self) -> TypeId {
        match self {
            Self::Any => TypeId::of::<Dynamic>(),
            Self::Bool => TypeId::of::<bool>(),
            Self::Int => TypeId::of::<i64>(),
            Self::Float => TypeId::of::<f64>(),
            Self::Text => TypeId::of::<ImmutableString>(),
            Self::List => TypeId::of::<Array>(),
            Self::Map => TypeId::of::<Map>(),
            Self::Cell => TypeId::of::<CellValue>(),
            Self::Level => TypeId::of::<LevelValue>(),
            Self::Day => TypeId::of::<DayValue>(),
            Self::Interval => TypeId::of::<IntervalValue>(),
            Self::Judgement => TypeId::of::<JudgementValue>(),
            Self::Provision => TypeId::of::<ProvisionValue>(),
            Self::Finding => TypeId::of::<FindingValue>(),
            Self::Params => TypeId::of::<ParamsValue>(),
        }
    }

    /// Its name in the engine's messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Any => "?",
            Self::Bool => "bool",
            Self::Int => "i64",
            Self::Float => "f64",
            Self::Text => "string",
            Self::List => "array",
            Self::Map => "map",
            Self::Cell => "cell",
            Self::Level => "level",
            Self::Day => "day",
            Self::Interval => "open_number",
            Self::Judgement => "judgement",
            Self::Provision => "provision",
            Self::Finding => "finding",
            Self::Params => "params",
        }
    }
}

/// The whole table.
pub(crate) fn table() -> &'static [Entry] {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    TABLE.get_or_init(|| {
        [
            cell::entries(),
            judgement::entries(),
            evidence::entries(),
            law::entries(),
            vec![weigh::entry()],
            operator::entries(),
            text::entries(),
            number::entries(),
            list::entries(),
            map::entries(),
            testing::entries(),
            scenario::entries(),
        ]
        .into_iter()
        .flatten()
        .collect()
    })
}

/// The fields that values of a type have.
pub(crate) fn fields(type_name: &str) -> impl Iterator<Item = &'static str> {
    table().iter().filter_map(move |e| match e.form {
        Form::Field { on, .. } if on.name() == type_name => Some(e.item.name),
        _ => None,
    })
}

/// The functions with their numbers of arguments (the receiver among them).
pub(crate) fn functions() -> impl Iterator<Item = (&'static str, &'static [usize], ApiItem)> {
    table().iter().filter_map(|e| match e.form {
        Form::Function { arities, .. } => Some((e.item.name, arities, e.item)),
        _ => None,
    })
}

/// The functions as a module that engines share; `scenarios`: with those of scenario scripts instead of scorers.
pub(crate) fn module(scenarios: bool) -> Arc<Module> {
    static SCORER: OnceLock<Arc<Module>> = OnceLock::new();
    static SCENARIO: OnceLock<Arc<Module>> = OnceLock::new();
    let cell = if scenarios { &SCENARIO } else { &SCORER };
    cell.get_or_init(|| {
        let mut module = Module::new();
        module
            .set_custom_type::<CellValue>("cell")
            .set_custom_type::<FindingsValue>("findings")
            .set_custom_type::<FindingValue>("finding")
            .set_custom_type::<ProvisionValue>("provision")
            .set_custom_type::<ParamsValue>("params")
            .set_custom_type::<LevelValue>("level")
            .set_custom_type::<DayValue>("day")
            .set_custom_type::<IntervalValue>("open_number")
            .set_custom_type::<JudgementValue>("judgement");
        module
            .set_iterable::<Array>()
            .set_iterator::<ExclusiveRange>()
            .set_iterator::<InclusiveRange>();
        evidence::iterate(&mut module);
        operator::register_all(&mut module);
        for entry in table() {
            let scenario = entry.item.section == Section::Scenarios;
            let scorer = matches!(
                entry.item.section,
                Section::Cell | Section::Judgement | Section::Evidence | Section::Tests
            );
            if (scenario && !scenarios) || (scorer && scenarios) {
                continue;
            }
            match entry.form {
                Form::Function {
                    arities,
                    fast,
                    changes,
                    call,
                } => {
                    const ANY: [Kind; 4] = [Kind::Any; 4];
                    for types in fast {
                        register(&mut module, entry.item.name, types, !changes, call);
                    }
                    for &n in arities {
                        register(&mut module, entry.item.name, &ANY[..n], !changes, call);
                    }
                }
                Form::Field { on, call } => getter(&mut module, entry.item.name, on, call),
                Form::Described => {}
            }
        }
        module.build_index();
        Arc::new(module)
    })
    .clone()
}

/// Registers a native function.
fn register(module: &mut Module, name: &str, types: &[Kind], pure: bool, call: Native) {
    let ids: Vec<TypeId> = types.iter().map(|k| k.id()).collect();
    FuncRegistration::new(name)
        .in_global_namespace()
        .set_into_module_raw(module, ids, wrap(pure, call));
}

/// Registers a field that can be read.
fn getter(module: &mut Module, name: &str, on: Kind, call: Native) {
    FuncRegistration::new_getter(name).set_into_module_raw(module, [on.id()], wrap(true, call));
}

/// Registers `cell.NAME` and `cell.params.NAME` for a name that a script mentions.
pub(crate) fn register_name(module: &mut Module, name: &str) {
    let own: Vec<&str> = fields(Kind::Cell.name()).collect();
    let name: ImmutableString = name.into();
    if !own.contains(&name.as_str()) {
        let of = name.clone();
        FuncRegistration::new_getter(&name).set_into_module_raw(
            module,
            [Kind::Cell.id()],
            raw(true, move |_, args| {
                let cell = cell::receiver(args, &of)?;
                cell::variable(&cell, &of)
            }),
        );
    }
    let of = name.clone();
    FuncRegistration::new_getter(&name).set_into_module_raw(
        module,
        [Kind::Params.id()],
        raw(true, move |_, args| map::param(args, &of)),
    );
}

fn wrap(pure: bool, call: Native) -> RhaiFunc {
    raw(pure, call)
}

fn raw(
    pure: bool,
    call: impl Fn(&NativeCallContext<'_>, &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> + Send + Sync + 'static,
) -> RhaiFunc {
    RhaiFunc::Method {
        func: Arc::new(move |ctx: Option<NativeCallContext<'_>>, args: &mut [&mut Dynamic]| {
            let Some(ctx) = ctx else {
                return Ok(Dynamic::UNIT);
            };
            call(&ctx, args)
                .and_then(|result| made(&ctx, result))
                .map_err(|trouble| trouble.raise(&ctx))
        }),
        has_context: true,
        is_pure: pure,
        is_volatile: true,
    }
}

/// What a native function gives counts as made.
fn made(ctx: &NativeCallContext<'_>, result: Dynamic) -> Result<Dynamic, Trouble> {
    if !(result.is_int() || result.is_bool() || result.is_float() || result.is_unit())
        && let Some(run) = Run::of(ctx)
    {
        run.weigh(&result, Texts::Made)?;
    }
    Ok(result)
}

/// A text argument; reading it counts as work.
fn text_of(
    ctx: &NativeCallContext<'_>,
    args: &[&mut Dynamic],
    n: usize,
    function: &str,
) -> Result<ImmutableString, Fault> {
    let text = args[n]
        .read_lock::<ImmutableString>()
        .map(|t| t.clone())
        .ok_or_else(|| wrong(args[n], function, ("a text", "een tekst")))?;
    charge(ctx, text.len() / BYTES)?;
    Ok(text)
}

/// A list argument; reading it counts as work.
fn list_of(ctx: &NativeCallContext<'_>, args: &[&mut Dynamic], n: usize, function: &str) -> Result<Array, Fault> {
    let list = args[n]
        .as_array_ref()
        .map_err(|_| wrong(args[n], function, ("a list", "een lijst")))?;
    weigh(ctx, args[n], Texts::Shared)?;
    Ok(list.clone())
}

/// Counts work that the engine does not see.
fn charge(ctx: &NativeCallContext<'_>, n: usize) -> Result<(), Fault> {
    match Run::of(ctx) {
        Some(run) => run.charge(n as u64),
        None => Ok(()),
    }
}

/// Counts a value that is copied or taken over.
fn weigh(ctx: &NativeCallContext<'_>, value: &Dynamic, texts: Texts) -> Result<(), Fault> {
    match Run::of(ctx) {
        Some(run) => run.weigh(value, texts),
        None => Ok(()),
    }
}

/// That an argument is of another kind than a function takes.
fn wrong(value: &Dynamic, function: &str, wanted: (&str, &str)) -> Fault {
    Fault::new(
        "script-type",
        both!(
            "`{function}` takes {} here, not {}",
            "`{function}` vraagt hier {}, niet {}",
            wanted,
            describe(value)
        ),
    )
}
