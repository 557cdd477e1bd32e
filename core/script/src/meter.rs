//! The script as it runs: what copies or makes a value is counted.
//!
//! The engine counts expressions: to it `let b = a;` is two steps, however long the list `a` is, and what a function holds
//! it does not count at all. So each expression that gives a copy or something new stands, in the script that runs,
//! within a node that weighs what came of it (see [`Weight`]). The script as it was written stays beside it: everything
//! that looks at a script looks at that.

use std::sync::{Arc, Mutex, PoisonError};

use rhai::{
    AST, ASTFlags, ASTNode, BinaryExpr, CustomExpr, Dynamic, Engine, EvalAltResult, EvalContext, Expr, Expression,
    FnCallExpr, ImmutableString, Module, OptimizationLevel, Position, ScriptFuncDef, Stmt, StmtBlock,
};

use crate::fault::{Fault, Trouble};
use crate::program::{Function, LONGEST_NAME};
use crate::run::{Run, RunTag};
use crate::weight::Texts;

/// An expression that gives a copy: texts are shared.
const COPY: &str = "count_copy";
/// One that makes something new, or whose text is gone through.
const NEW: &str = "count_new";
/// The number or key of a part.
const INDEX: &str = "count_index";
/// What is put into something that is there already.
const STORE: &str = "store";
/// The body of a function.
const BODY: &str = "body";

/// The body of a function, as a node that runs it.
#[derive(Clone)]
struct Body(Arc<Expr>);

/// Lets an engine run what [`metered`] gives. A script can't write these words: they are no part of the language that the
/// parser knows.
pub(crate) fn register(engine: &mut Engine) {
    let mut node = |key: &str, run: fn(&mut EvalContext<'_, '_, '_, '_, '_, '_>, &Expression<'_>, &Dynamic) -> Ran| {
        engine.register_custom_syntax_with_state_raw(
            key,
            |_, _, _| Ok(None),
            false,
            move |context, inputs, state| match inputs {
                [input] => run(context, input, state),
                _ => Ok(Dynamic::UNIT),
            },
        );
    };
    node(COPY, |context, input, _| count(context, input, Texts::Shared));
    node(NEW, |context, input, _| count(context, input, Texts::Made));
    node(INDEX, index);
    node(STORE, store);
    engine.register_custom_syntax_with_state_raw(
        BODY,
        |_, _, _| Ok(None),
        false,
        |context, _, state| match state.read_lock::<Body>() {
            Some(body) => context.eval_expression_tree(&Expression::from(&*body.0)),
            None => Ok(Dynamic::UNIT),
        },
    );
}

type Ran = Result<Dynamic, Box<EvalAltResult>>;

fn count(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, input: &Expression<'_>, texts: Texts) -> Ran {
    let value = context.eval_expression_tree(input)?;
    // Most values weigh nothing.
    if value.is_int() || value.is_bool() || value.is_float() || value.is_unit() {
        return Ok(value);
    }
    let Some(run) = run_of(context) else { return Ok(value) };
    match run.weigh(&value, texts) {
        Ok(()) => Ok(value),
        Err(fault) => Err(raise(fault, &run, context, input.position())),
    }
}

/// A key is gone through, and kept if it is new; a text is gone through up to a character.
fn index(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, input: &Expression<'_>, _: &Dynamic) -> Ran {
    const CHARACTERS: u64 = 64;
    let value = count(context, input, Texts::Made)?;
    if let Ok(n) = value.as_int()
        && n.unsigned_abs() >= CHARACTERS
        && let Some(run) = run_of(context)
        && let Err(fault) = run.charge(n.unsigned_abs() / CHARACTERS)
    {
        return Err(raise(fault, &run, context, input.position()));
    }
    Ok(value)
}

fn run_of(context: &EvalContext<'_, '_, '_, '_, '_, '_>) -> Option<Arc<Run>> {
    context.tag().read_lock::<RunTag>().map(|tag| tag.0.clone())
}

/// A value that is put into something that is there already. If a function held that very thing, the two would hold
/// each other for ever.
fn store(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, input: &Expression<'_>, into: &Dynamic) -> Ran {
    let value = context.eval_expression_tree(input)?;
    let Some(run) = run_of(context) else { return Ok(value) };
    let shared = || match into.read_lock::<ImmutableString>() {
        Some(name) => context.scope().get(&name).is_some_and(Dynamic::is_shared),
        None => true,
    };
    match run.has_functions(&value) {
        Ok(true) if shared() => Err(raise(holds_itself(), &run, context, input.position())),
        Ok(_) => Ok(value),
        Err(fault) => Err(raise(fault, &run, context, input.position())),
    }
}

fn raise(
    fault: Fault,
    run: &Run,
    context: &EvalContext<'_, '_, '_, '_, '_, '_>,
    position: Position,
) -> Box<EvalAltResult> {
    Trouble::from(fault).raise_at(Some(run), context.source(), position)
}

/// That a function would come to hold what holds it.
pub(crate) fn holds_itself() -> Fault {
    Fault::new(
        "script-closure",
        (
            "a function `|…| …` can't be put into what a function may hold: the two would hold each other",
            "een functie `|…| …` kan niet in iets worden gezet wat een functie kan vasthouden: die twee zouden elkaar vasthouden",
        ),
    )
    .help((
        "give it a name of its own with `let`, or write the list with the functions at once: `[|x| …, |x| …]`",
        "geef haar met `let` een eigen naam, of schrijf de lijst met functies in één keer: `[|x| …, |x| …]`",
    ))
}

/// A script as it runs. `functions` are those of the script, with their bodies.
pub(crate) fn metered(ast: &AST, functions: &[Function]) -> AST {
    let mut statements = ast.statements().to_vec();
    let shared = held(&statements, &[]);
    Meter { functions, shared }.block(&mut statements);
    let mut library = Module::new();
    for (.., definition) in ast.shared_lib().iter_script_fn_info() {
        let body = functions
            .iter()
            .find(|f| *f.name == *definition.name && f.params.len() == definition.params.len())
            .map_or_else(Vec::new, |f| f.body.clone());
        library.set_script_fn(function(definition, body, functions));
    }
    let mut metered = AST::new(statements, library);
    if let Some(source) = ast.source() {
        metered.set_source(source);
    }
    metered
}

fn function(definition: &ScriptFuncDef, mut body: Vec<Stmt>, functions: &[Function]) -> ScriptFuncDef {
    let mut metered = definition.clone();
    if body.is_empty() {
        return metered;
    }
    let params: &[ImmutableString] = match definition.name.starts_with("anon$") {
        // What it holds is handed to it before what it is called with.
        true => &definition.params,
        false => &[],
    };
    let shared = held(&body, params);
    Meter { functions, shared }.block(&mut body);
    let (start, end) = (definition.body.start_position(), definition.body.end_position());
    let body = Expr::Stmt(Box::new(StmtBlock::new(body, start, end)));
    if let Some(only) = stands_for(Body(Arc::new(body))) {
        metered.body = only.body.clone();
    }
    metered
}

/// A function that does nothing but run a body. Only the parser can make the insides of one.
fn stands_for(body: Body) -> Option<Arc<ScriptFuncDef>> {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    let body = Mutex::new(Dynamic::from(body));
    engine.register_custom_syntax_with_state_raw(
        BODY,
        move |_, _, state| {
            state.clone_from(&body.lock().unwrap_or_else(PoisonError::into_inner));
            Ok(None)
        },
        false,
        |_, _, _| Ok(Dynamic::UNIT),
    );
    let ast = engine.compile(format!("fn f() {{ {BODY} }}")).ok()?;
    ast.iter_fn_def().next().cloned()
}

/// The variables that functions hold, and constants: the engine copies them wherever they are used.
fn held(statements: &[Stmt], params: &[ImmutableString]) -> Vec<ImmutableString> {
    let mut names = params.to_vec();
    for statement in statements {
        statement.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| {
            match path.last() {
                Some(ASTNode::Stmt(Stmt::Share(shared))) => {
                    names.extend(shared.iter().map(|(name, _)| name.name.clone()));
                }
                Some(ASTNode::Stmt(Stmt::Var(var, flags, _))) if flags.contains(ASTFlags::CONSTANT) => {
                    names.push(var.0.name.clone());
                }
                _ => {}
            }
            true
        });
    }
    names
}

/// How the engine writes a function that holds variables: `curry(Fn, variable, …)`.
pub(crate) const CURRY: &str = "curry";

/// The walk that puts the nodes in.
struct Meter<'a> {
    functions: &'a [Function],
    shared: Vec<ImmutableString>,
}

impl Meter<'_> {
    fn block(&self, statements: &mut [Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&self, statement: &mut Stmt) {
        match statement {
            Stmt::If(flow, _) | Stmt::While(flow, _) | Stmt::Do(flow, ..) | Stmt::TryCatch(flow, _) => {
                self.value(&mut flow.expr);
                self.block(flow.body.statements_mut());
                self.block(flow.branch.statements_mut());
            }
            Stmt::Switch(switch, _) => {
                // A text is gone through to find its case.
                self.value(&mut switch.0);
                wrap(&mut switch.0, NEW);
                for case in &mut switch.1.expressions {
                    self.value(&mut case.lhs);
                    self.value(&mut case.rhs);
                }
            }
            Stmt::For(parts, _) => {
                self.value(&mut parts.2.expr);
                self.block(parts.2.body.statements_mut());
            }
            Stmt::Var(var, ..) => self.value(&mut var.1),
            Stmt::Assignment(assignment) => {
                let BinaryExpr { lhs, rhs } = &mut assignment.1;
                self.chain(lhs);
                self.value(rhs);
                let into = root(lhs);
                let may_be_held = into.as_ref().is_none_or(|name| self.shared.contains(name));
                if may_be_held && may_be_function(rhs) {
                    wrap_with(rhs, STORE, into.map_or(Dynamic::UNIT, Dynamic::from));
                }
            }
            Stmt::FnCall(call, _) => self.call(call),
            Stmt::Block(block) => self.block(block.statements_mut()),
            Stmt::Expr(expr) => self.value(expr),
            Stmt::BreakLoop(Some(expr), ..) | Stmt::Return(Some(expr), ..) => self.value(expr),
            _ => {}
        }
    }

    /// An expression whose value is used.
    fn value(&self, expr: &mut Expr) {
        match expr {
            Expr::Variable(..) | Expr::ThisPtr(_) => wrap(expr, COPY),
            Expr::Index(..) | Expr::Dot(..) => {
                self.chain(expr);
                wrap(expr, COPY);
            }
            Expr::Array(items, _) | Expr::InterpolatedString(items, _) => {
                items.iter_mut().for_each(|item| self.value(item));
                wrap(expr, NEW);
            }
            Expr::Map(entries, _) => {
                entries.0.iter_mut().for_each(|(_, item)| self.value(item));
                wrap(expr, NEW);
            }
            // A function that holds variables: the engine hands them to it as they are, shared.
            Expr::FnCall(call, _) if call.name == CURRY => wrap(expr, NEW),
            Expr::FnCall(call, _) => self.call(call),
            Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
                parts.iter_mut().for_each(|part| self.value(part));
            }
            Expr::Stmt(block) => self.block(block.statements_mut()),
            _ => {}
        }
    }

    fn call(&self, call: &mut FnCallExpr) {
        let own = call.is_qualified()
            || self
                .functions
                .iter()
                .any(|f| *f.name == *call.name && f.params.len() == call.args.len());
        for (n, arg) in call.args.iter_mut().enumerate() {
            // A function of the framework takes a plain variable as it is; all else is copied.
            let as_it_is = n == 0
                && !own
                && matches!(arg, Expr::Variable(name, ..) if name.2.is_empty() && !self.shared.contains(&name.1));
            if !as_it_is {
                self.value(arg);
            }
        }
    }

    /// What stands on the way from a variable to a part of it; the variable itself is not copied.
    fn chain(&self, expr: &mut Expr) {
        match expr {
            Expr::Dot(pair, flags, _) => {
                self.start(&mut pair.lhs);
                self.link(&mut pair.rhs, flags.contains(ASTFlags::BREAK), false);
            }
            Expr::Index(pair, flags, _) => {
                self.start(&mut pair.lhs);
                self.link(&mut pair.rhs, flags.contains(ASTFlags::BREAK), true);
            }
            _ => {}
        }
    }

    fn start(&self, expr: &mut Expr) {
        match expr {
            Expr::Variable(..) | Expr::ThisPtr(_) => {}
            other => self.value(other),
        }
    }

    /// What follows a point or stands within `[…]`, with all that follows it; `last`: nothing does.
    fn link(&self, expr: &mut Expr, last: bool, index: bool) {
        match expr {
            Expr::Dot(pair, flags, _) if !last => {
                self.part(&mut pair.lhs, index);
                self.link(&mut pair.rhs, flags.contains(ASTFlags::BREAK), false);
            }
            Expr::Index(pair, flags, _) if !last => {
                self.part(&mut pair.lhs, index);
                self.link(&mut pair.rhs, flags.contains(ASTFlags::BREAK), true);
            }
            part => self.part(part, index),
        }
    }

    fn part(&self, expr: &mut Expr, index: bool) {
        match expr {
            Expr::MethodCall(call, _) => call.args.iter_mut().for_each(|arg| self.value(arg)),
            Expr::Property(..) => {}
            Expr::IntegerConstant(..) if index => {}
            Expr::StringConstant(key, _) if index && key.len() <= LONGEST_NAME => {}
            key if index => {
                self.value(key);
                wrap(key, INDEX);
            }
            other => self.value(other),
        }
    }
}

fn may_be_function(expr: &Expr) -> bool {
    match expr {
        Expr::BoolConstant(..) | Expr::IntegerConstant(..) | Expr::FloatConstant(..) | Expr::StringConstant(..) => {
            false
        }
        Expr::FnCall(call, _) => call.op_token.is_none(),
        Expr::Custom(node, _) => node.inputs.iter().any(may_be_function),
        Expr::InterpolatedString(..) | Expr::And(..) | Expr::Or(..) => false,
        _ => true,
    }
}

/// The variable that an assignment changes; none where it is `this`.
fn root(expr: &Expr) -> Option<ImmutableString> {
    match expr {
        Expr::Variable(variable, ..) => Some(variable.1.clone()),
        Expr::Dot(pair, ..) | Expr::Index(pair, ..) => root(&pair.lhs),
        _ => None,
    }
}

fn wrap(expr: &mut Expr, node: &'static str) {
    match expr {
        Expr::Custom(known, at)
            if known
                .tokens
                .first()
                .is_some_and(|token| *token == COPY || *token == NEW) =>
        {
            known.tokens = std::iter::once(ImmutableString::from(node)).collect();
            // The engine says of a part where its number or key starts, of all else where it stands.
            if node == INDEX {
                *at = known.inputs.first().map_or(*at, Expr::start_position);
            }
        }
        _ => wrap_with(expr, node, Dynamic::UNIT),
    }
}

fn wrap_with(expr: &mut Expr, node: &'static str, state: Dynamic) {
    let position = match node {
        INDEX => expr.start_position(),
        _ => expr.position(),
    };
    let inner = std::mem::take(expr);
    let custom = CustomExpr {
        inputs: std::iter::once(inner).collect(),
        tokens: std::iter::once(ImmutableString::from(node)).collect(),
        state,
        scope_may_be_changed: false,
        self_terminated: false,
    };
    *expr = Expr::Custom(Box::new(custom), position);
}
