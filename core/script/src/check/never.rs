//! What is never reached: branches whose conditions rule each other out, and lines after the end of every way.
//!
//! The values of variables and the levels of nodes that are still possible are followed through each function, which may
//! be called with any. What the study's constraints rule out is not looked at. Nothing is reported that can happen.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{ASTFlags, Expr, FnCallExpr, Stmt};
use toets_diagnostic::{Diagnostic, both};
use toets_model::{Comparator, Domain, NodeId, Study, VariableId};

use super::study::literal;
use crate::compare::sign;
use crate::program::{Function, Program, Unit};
use crate::words;

/// What is never reached in a script, given the values and levels of a study.
pub(crate) fn never(program: &Program, study: &Study) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in &program.units {
        for function in &unit.functions {
            let mut flow = Flow {
                unit,
                function,
                study,
                aliases: BTreeMap::new(),
                found: &mut found,
            };
            flow.block(&function.body, Some(Values::new()));
        }
    }
    found
}

/// What is asked of the cell, and is the same throughout a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Variable(VariableId),
    Node(NodeId),
}

/// The values that are still possible; of what is not named, all.
type Values = BTreeMap<Key, BTreeSet<usize>>;

struct Flow<'a> {
    unit: &'a Unit,
    function: &'a Function,
    study: &'a Study,
    /// Variables of the script that hold what was asked.
    aliases: BTreeMap<String, Key>,
    found: &'a mut Vec<Diagnostic>,
}

impl Flow<'_> {
    /// What is possible after some statements; none: they are never left at their end.
    fn block(&mut self, statements: &[Stmt], before: Option<Values>) -> Option<Values> {
        let mut values = before;
        for statement in statements {
            let Some(now) = values else {
                if !is_throw(statement) {
                    self.unreached(statement);
                }
                return None;
            };
            values = self.statement(statement, now);
        }
        values
    }

    fn statement(&mut self, statement: &Stmt, values: Values) -> Option<Values> {
        match statement {
            Stmt::If(flow, _) => {
                self.expr(&flow.expr, &values);
                let yes = self.refine(&values, &flow.expr, true);
                let no = self.refine(&values, &flow.expr, false);
                let branch = flow.branch.statements();
                if yes.is_none() {
                    self.ruled_out(&flow.expr, &values);
                } else if no.is_none()
                    && let Some(first) = branch.first()
                    && !is_throw(first)
                {
                    self.report(
                        first,
                        (
                            "this is never reached: the condition before it holds for everything that is left",
                            "hier komt het script nooit: de voorwaarde ervoor geldt voor alles wat over is",
                        ),
                        (
                            "take it away, or correct that condition",
                            "haal dit weg, of verbeter die voorwaarde",
                        ),
                    );
                }
                let yes = yes.and_then(|yes| self.block(flow.body.statements(), Some(yes)));
                let no = no.and_then(|no| self.block(branch, Some(no)));
                join(yes, no)
            }
            Stmt::Return(value, ..) => {
                if let Some(value) = value {
                    self.expr(value, &values);
                }
                None
            }
            Stmt::BreakLoop(..) => None,
            Stmt::Block(block) => self.block(block.statements(), Some(values)),
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                self.block(flow.body.statements(), Some(values.clone()));
                Some(values)
            }
            Stmt::For(parts, _) => {
                self.block(parts.2.body.statements(), Some(values.clone()));
                Some(values)
            }
            Stmt::Var(var, ..) => {
                self.expr(&var.1, &values);
                let name = var.0.name.to_string();
                let once = !self.function.assigned.contains(&name);
                match self.key(&var.1).filter(|_| once) {
                    Some(key) => self.aliases.insert(name, key),
                    None => self.aliases.remove(&name),
                };
                Some(values)
            }
            Stmt::Expr(expr) => {
                self.expr(expr, &values);
                Some(values)
            }
            _ => Some(values),
        }
    }

    /// Blocks within an expression: `let x = if … { … } else { … };`.
    fn expr(&mut self, expr: &Expr, values: &Values) {
        if let Expr::Stmt(block) = expr {
            let aliases = self.aliases.clone();
            self.block(block.statements(), Some(values.clone()));
            self.aliases = aliases;
        }
    }

    /// What is possible where a condition is so; none: it never is. What is not understood may be either.
    fn refine(&self, values: &Values, condition: &Expr, wanted: bool) -> Option<Values> {
        match condition {
            Expr::BoolConstant(is, _) => (*is == wanted).then(|| values.clone()),
            Expr::And(parts, _) => self.several(values, parts, wanted, true),
            Expr::Or(parts, _) => self.several(values, parts, wanted, false),
            Expr::FnCall(call, _) if call.name == "!" && call.args.len() == 1 => {
                self.refine(values, &call.args[0], !wanted)
            }
            Expr::FnCall(call, _) if call.args.len() == 2 => match self.test(call) {
                Some((key, allowed)) => {
                    let here = values.get(&key).cloned().unwrap_or_else(|| self.all(key));
                    let left: BTreeSet<usize> = here.into_iter().filter(|v| allowed.contains(v) == wanted).collect();
                    (!left.is_empty()).then(|| {
                        let mut narrower = values.clone();
                        narrower.insert(key, left);
                        narrower
                    })
                }
                None => Some(values.clone()),
            },
            _ => Some(values.clone()),
        }
    }

    /// `a && b` where `all`, else `a || b`.
    fn several(&self, values: &Values, parts: &[Expr], wanted: bool, all: bool) -> Option<Values> {
        if wanted == all {
            return parts
                .iter()
                .try_fold(values.clone(), |values, part| self.refine(&values, part, wanted));
        }
        let mut before = Some(values.clone());
        let mut either = None;
        for part in parts {
            let Some(here) = before else { break };
            either = join(either, self.refine(&here, part, wanted));
            before = self.refine(&here, part, !wanted);
        }
        either
    }

    /// A comparison with what is asked of the cell: that, and the values for which it holds.
    fn test(&self, call: &FnCallExpr) -> Option<(Key, BTreeSet<usize>)> {
        if call.name == "contains" {
            let key = self.key(&call.args[1])?;
            let Expr::Array(items, _) = &call.args[0] else {
                return None;
            };
            let listed: Option<BTreeSet<usize>> = items.iter().map(|item| self.number(key, literal(item)?.0)).collect();
            return Some((key, listed?));
        }
        let all = [
            Comparator::Less,
            Comparator::AtMost,
            Comparator::Equal,
            Comparator::NotEqual,
            Comparator::AtLeast,
            Comparator::Greater,
        ];
        let op = all.into_iter().find(|op| sign(*op) == call.name)?;
        let (key, name, turned) = match (self.key(&call.args[0]), self.key(&call.args[1])) {
            (Some(key), None) => (key, literal(&call.args[1])?.0, false),
            (None, Some(key)) => (key, literal(&call.args[0])?.0, true),
            _ => return None,
        };
        let ordered = match key {
            Key::Variable(_) => false,
            Key::Node(node) => self.study.scales[self.study.nodes[node].scale].ordered(),
        };
        if !ordered && !matches!(op, Comparator::Equal | Comparator::NotEqual) {
            return None;
        }
        let number = self.number(key, name)?;
        let holds = |v: &usize| {
            let order = if turned { number.cmp(v) } else { v.cmp(&number) };
            op.holds(order)
        };
        Some((key, self.all(key).into_iter().filter(holds).collect()))
    }

    /// What an expression asks of the cell.
    fn key(&self, expr: &Expr) -> Option<Key> {
        let pair = match expr {
            Expr::Variable(variable, ..) if variable.2.is_empty() => {
                return self.aliases.get(variable.1.as_str()).copied();
            }
            Expr::Dot(pair, ..) => pair,
            _ => return None,
        };
        let entry = self.function.name == "score";
        let Expr::Variable(of, ..) = &pair.lhs else {
            return None;
        };
        let is_cell = of.1 == "cell" || entry && self.function.params.first().is_some_and(|p| p == of.1.as_str());
        let assigned = self.function.assigned.iter().any(|name| name == of.1.as_str());
        if !is_cell || assigned {
            return None;
        }
        match &pair.rhs {
            Expr::Property(property, _) => {
                let id = self.study.variables.find(&property.2)?;
                matches!(self.study.variables[id].domain, Domain::Finite(_)).then_some(Key::Variable(id))
            }
            Expr::MethodCall(call, _) if call.name == "node" && call.args.len() == 1 => {
                let id = self.study.nodes.find(literal(&call.args[0])?.0)?;
                let scale = &self.study.scales[self.study.nodes[id].scale];
                (!scale.is_number()).then_some(Key::Node(id))
            }
            _ => None,
        }
    }

    fn names(&self, key: Key) -> Vec<&str> {
        match key {
            Key::Variable(id) => match &self.study.variables[id].domain {
                Domain::Finite(values) => values.iter().map(|v| &*v.id).collect(),
                Domain::Number { .. } => Vec::new(),
            },
            Key::Node(id) => {
                let levels = self.study.scales[self.study.nodes[id].scale].levels();
                levels.iter().map(|l| &*l.id).collect()
            }
        }
    }

    fn all(&self, key: Key) -> BTreeSet<usize> {
        (0..self.names(key).len()).collect()
    }

    fn number(&self, key: Key, name: &str) -> Option<usize> {
        self.names(key).iter().position(|known| *known == name)
    }

    fn unreached(&mut self, statement: &Stmt) {
        self.report(
            statement,
            (
                "this is never reached: each way before it ends",
                "hier komt het script nooit: elke weg ernaartoe is al geëindigd",
            ),
            (
                "take it away; if it is there for values to come, write `throw \"…\"`, so that nobody takes it for a rule",
                "haal dit weg; is het bedoeld voor waarden die nog komen, schrijf dan `throw \"…\"`, zodat niemand het voor een regel aanziet",
            ),
        );
    }

    /// A condition that never holds, with what is left of what it asks.
    fn ruled_out(&mut self, condition: &Expr, values: &Values) {
        let mut asked = Vec::new();
        self.asked(condition, &mut asked);
        let mut diagnostic = Diagnostic::warning(
            "script-never",
            (
                "this condition never holds, so its branch is never taken",
                "deze voorwaarde geldt nooit, dus deze tak wordt nooit genomen",
            ),
        )
        .at(self.unit.text.span(condition.start_position()), ())
        .help((
            "take the branch away, or correct the condition",
            "haal de tak weg, of verbeter de voorwaarde",
        ));
        for key in asked {
            if let Some(left) = values.get(&key) {
                let names = self.names(key);
                let left = left.iter().filter_map(|v| names.get(*v).copied());
                let name = match key {
                    Key::Variable(id) => self.study.variables.name(id),
                    Key::Node(id) => self.study.nodes.name(id),
                };
                diagnostic = diagnostic.with_note(both!(
                    "here `{name}` can only be {}",
                    "hier kan `{name}` alleen {} zijn",
                    words::list(left.clone())
                ));
            }
        }
        self.found.push(diagnostic);
    }

    fn asked(&self, condition: &Expr, asked: &mut Vec<Key>) {
        match condition {
            Expr::And(parts, _) | Expr::Or(parts, _) => parts.iter().for_each(|part| self.asked(part, asked)),
            Expr::FnCall(call, _) => call.args.iter().for_each(|arg| self.asked(arg, asked)),
            other => {
                if let Some(key) = self.key(other)
                    && !asked.contains(&key)
                {
                    asked.push(key);
                }
            }
        }
    }

    fn report(&mut self, statement: &Stmt, what: (&str, &str), help: (&str, &str)) {
        let at = match statement {
            Stmt::Expr(expr) => expr.start_position(),
            other => other.position(),
        };
        self.found.push(
            Diagnostic::warning("script-never", what)
                .at(self.unit.text.span(at), ())
                .help(help),
        );
    }
}

/// `throw`: says itself that it is not to be reached.
fn is_throw(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Return(_, flags, _) if flags.contains(ASTFlags::BREAK))
}

/// What is possible after one of two ways.
fn join(one: Option<Values>, other: Option<Values>) -> Option<Values> {
    let (Some(one), Some(other)) = (&one, &other) else {
        return one.or(other);
    };
    // What one of them does not name may be anything.
    let both = one.iter().filter_map(|(key, values)| {
        let others = other.get(key)?;
        Some((*key, values.union(others).copied().collect()))
    });
    Some(both.collect())
}
