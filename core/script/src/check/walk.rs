//! The walk over a plugin that finds out what its expressions are, and checks them on the way.

use rhai::{ASTFlags, Expr, Position, Stmt};
use rustc_hash::FxHashMap;
use toets_diagnostic::both;
use toets_model::Domain;

use super::study::Gather;
use super::types::Ty;
use crate::fault::Fault;
use crate::place::Text;
use crate::program::{Function, Program, Unit};

/// A function: file, name, number of parameters.
pub(crate) type Key = (std::sync::Arc<str>, String, usize);

/// What a function is given and gives back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signature {
    pub(crate) params: Vec<Ty>,
    pub(crate) result: Ty,
}

/// The walk over one file.
pub(crate) struct Walk<'a, 'g, 's> {
    pub(super) program: &'a Program,
    pub(super) unit: &'a Unit,
    pub(super) gather: &'g mut Gather<'s>,
    pub(super) functions: &'g mut FxHashMap<Key, Signature>,
    pub(super) scope: Vec<(String, Ty)>,
    assigned: Vec<String>,
    /// What the function gives back, where.
    exits: Vec<(Ty, Position)>,
}

impl<'a, 'g, 's> Walk<'a, 'g, 's> {
    pub(crate) fn new(
        program: &'a Program,
        unit: &'a Unit,
        gather: &'g mut Gather<'s>,
        functions: &'g mut FxHashMap<Key, Signature>,
    ) -> Self {
        Self {
            program,
            unit,
            gather,
            functions,
            scope: Vec::new(),
            assigned: Vec::new(),
            exits: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'a Text {
        &self.unit.text
    }

    fn is_main(&self) -> bool {
        self.program
            .main()
            .is_some_and(|main| main.text.path == self.unit.text.path)
    }

    /// Walks over the constants and all functions of the file.
    pub(crate) fn unit(&mut self) {
        for statement in self.unit.ast.statements() {
            self.statement(statement, true);
        }
        self.scope.clear();
        for function in &self.unit.functions {
            self.function(function);
        }
    }

    fn function(&mut self, function: &Function) {
        let Function { name, params, body, .. } = function;
        let key = (self.unit.text.path.clone(), name.to_string(), params.len());
        let entry = self.is_main() && name == "score" && params.len() == 1;
        let signature = self.functions.get(&key);
        let known: Vec<Ty> = params
            .iter()
            .enumerate()
            .map(|(n, param)| {
                if entry || param == "cell" {
                    Ty::Cell
                } else {
                    match signature.and_then(|s| s.params.get(n)) {
                        Some(ty) => ty.clone(),
                        None if name.starts_with("anon$") => Ty::Unknown,
                        None => Ty::Never,
                    }
                }
            })
            .collect();
        self.scope = params
            .iter()
            .map(|p| p.to_string())
            .zip(known.iter().cloned())
            .collect();
        self.assigned.clone_from(&function.assigned);
        self.exits.clear();
        let value = self.block(body, true);
        let end = body.last().map_or(function.end, Stmt::position);
        self.exits.push((value, end));
        let exits = std::mem::take(&mut self.exits);
        if entry {
            self.results(&exits);
        }
        let result = exits.into_iter().map(|(ty, _)| ty).fold(Ty::Never, Ty::join);
        let params = known;
        self.functions
            .entry(key)
            .and_modify(|s| s.result = result.clone())
            .or_insert(Signature { params, result });
    }

    /// Each way through `score` must end with a judgement.
    fn results(&mut self, exits: &[(Ty, Position)]) {
        for (ty, at) in exits {
            if ty.is_unknown() || *ty == Ty::Judgement {
                continue;
            }
            let fault = if *ty == Ty::Nothing {
                Fault::new(
                    "script-result",
                    (
                        "one way through `score` ends here without a judgement",
                        "een weg door `score` eindigt hier zonder oordeel",
                    ),
                )
                .help((
                    "end each way with `judge(\"…\")` or `open([…])`; an `if` as the last line needs an `else`",
                    "sluit elke weg af met `judge(\"…\")` of `open([…])`; een `if` als laatste regel vraagt een `else`",
                ))
            } else {
                Fault::new(
                    "script-result",
                    both!(
                        "`score` gives {} here, not a judgement",
                        "`score` geeft hier {}, geen oordeel",
                        ty.words()
                    ),
                )
                .help(crate::plugin::JUDGE_AROUND)
            };
            self.gather.fault(self.text(), *at, &fault);
        }
    }

    /// The value of a block; `used`: something is done with it.
    pub(super) fn block(&mut self, statements: &[Stmt], used: bool) -> Ty {
        let mark = self.scope.len();
        let mut value = Ty::Nothing;
        let mut ended = false;
        for (n, statement) in statements.iter().enumerate() {
            let last = n + 1 == statements.len();
            value = self.statement(statement, used && last);
            ended |= value == Ty::Never;
        }
        self.scope.truncate(mark);
        if ended { Ty::Never } else { value }
    }

    fn statement(&mut self, statement: &Stmt, used: bool) -> Ty {
        match statement {
            Stmt::If(flow, _) => {
                self.condition(&flow.expr);
                let yes = self.block(flow.body.statements(), used);
                let no = self.block(flow.branch.statements(), used);
                if used && flow.branch.is_empty() && yes != Ty::Never {
                    // Without `else`, what follows is missing: `nothing` there, whatever the other way gives.
                    self.exit_without_else(yes, statement.position())
                } else {
                    yes.join(no)
                }
            }
            Stmt::Switch(switch, at) => {
                let subject = self.expr(&switch.0);
                self.switch(&subject, &switch.0, *at);
                let cases = &switch.1;
                let mut value = if cases.def_case.is_some() {
                    Ty::Never
                } else {
                    Ty::Nothing
                };
                for case in &cases.expressions {
                    self.expr(&case.lhs);
                    let given = self.value(&case.rhs, used);
                    value = if value == Ty::Nothing && given != Ty::Nothing {
                        Ty::Unknown
                    } else {
                        value.join(given)
                    };
                }
                value
            }
            Stmt::While(flow, _) => {
                let endless = matches!(flow.expr, Expr::Unit(_)) || matches!(flow.expr, Expr::BoolConstant(true, _));
                if !endless {
                    self.condition(&flow.expr);
                }
                self.block(flow.body.statements(), false);
                if endless { Ty::Unknown } else { Ty::Nothing }
            }
            Stmt::Do(flow, ..) => {
                self.block(flow.body.statements(), false);
                self.condition(&flow.expr);
                Ty::Nothing
            }
            Stmt::For(parts, _) => {
                let (name, counter, flow) = &**parts;
                let item = match self.expr(&flow.expr) {
                    Ty::Findings => Ty::Finding,
                    Ty::List(item) => *item,
                    _ => Ty::Unknown,
                };
                let mark = self.scope.len();
                if let Some(counter) = counter {
                    self.declare(&counter.name, Ty::Number);
                }
                self.declare(&name.name, item);
                self.block(flow.body.statements(), false);
                self.scope.truncate(mark);
                Ty::Nothing
            }
            Stmt::Var(var, ..) => {
                let ty = self.expr(&var.1);
                self.declare(&var.0.name, ty);
                Ty::Nothing
            }
            Stmt::Assignment(assignment) => {
                self.expr(&assignment.1.lhs);
                self.expr(&assignment.1.rhs);
                Ty::Nothing
            }
            Stmt::FnCall(call, at) => {
                let ty = self.call(call, *at);
                if !used && ty == Ty::Judgement {
                    self.dropped(*at);
                }
                ty
            }
            Stmt::Block(block) => self.block(block.statements(), used),
            Stmt::TryCatch(flow, _) => {
                let ty = self.block(flow.body.statements(), used);
                ty.join(self.block(flow.branch.statements(), used))
            }
            Stmt::Expr(expr) => {
                let ty = self.value(expr, used);
                if !used && ty == Ty::Judgement && made_here(expr) {
                    self.dropped(expr.start_position());
                }
                ty
            }
            Stmt::BreakLoop(value, ..) => {
                if let Some(value) = value {
                    self.expr(value);
                }
                Ty::Never
            }
            Stmt::Return(value, flags, at) => {
                let ty = value.as_ref().map_or(Ty::Nothing, |v| self.value(v, true));
                if !flags.contains(ASTFlags::BREAK) {
                    let at = value.as_ref().map_or(*at, |v| v.start_position());
                    self.exits.push((ty, at));
                }
                Ty::Never
            }
            _ => Ty::Nothing,
        }
    }

    fn exit_without_else(&mut self, yes: Ty, _at: Position) -> Ty {
        if yes == Ty::Judgement || yes == Ty::Nothing {
            Ty::Nothing
        } else {
            Ty::Unknown
        }
    }

    fn dropped(&mut self, at: Position) {
        let fault = Fault::new(
            "script-dropped",
            (
                "this judgement is made and dropped: the script goes on after it",
                "dit oordeel gaat verloren: het script gaat erna verder",
            ),
        )
        .help(("write `return` before it", "schrijf er `return` voor"));
        self.gather.fault(self.text(), at, &fault);
    }

    fn declare(&mut self, name: &str, ty: Ty) {
        let ty = if self.assigned.iter().any(|a| a == name) {
            Ty::Unknown
        } else {
            ty
        };
        self.scope.push((name.to_owned(), ty));
    }

    pub(super) fn condition(&mut self, expr: &Expr) {
        let ty = self.expr(expr);
        if ty.is_unknown() || ty == Ty::Bool {
            return;
        }
        let fault = crate::explain::no_condition(&ty.words());
        let fault = match ty {
            Ty::Value(v) => {
                let name = self.gather.study.variables.name(v);
                let value = match &self.gather.study.variables[v].domain {
                    Domain::Finite(values) => values.first().map_or("…", |v| &*v.id),
                    Domain::Number { .. } => "…",
                };
                fault.help(both!(
                    "compare it with a value: `cell.{name} == \"{value}\"`",
                    "vergelijk de variabele met een waarde: `cell.{name} == \"{value}\"`"
                ))
            }
            Ty::Level(_) => fault.help((
                "compare it with a level: `level >= \"+\"`",
                "vergelijk het met een niveau: `level >= \"+\"`",
            )),
            _ => fault.help(("compare it with something", "vergelijk het ergens mee")),
        };
        self.gather.fault(self.text(), expr.start_position(), &fault);
    }

    /// An expression that may hold a block, whose value is used or not.
    fn value(&mut self, expr: &Expr, used: bool) -> Ty {
        match expr {
            Expr::Stmt(block) => self.block(block.statements(), used),
            _ => self.expr(expr),
        }
    }
}

/// Whether a judgement is made by an expression itself, not only changed by it.
fn made_here(expr: &Expr) -> bool {
    match expr {
        Expr::FnCall(..) => true,
        Expr::Dot(pair, ..) => made_here(&pair.lhs),
        _ => false,
    }
}
