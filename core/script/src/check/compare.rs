//! Operators and levels, before a run.

use rhai::{Expr, FnCallExpr, Position};
use toets_diagnostic::both;
use toets_model::{Comparator, Domain, VariableId};

use super::study::literal;
use super::types::Ty;
use super::walk::Walk;
use crate::arithmetic::unusable;
use crate::compare::{
    COMPARE_OWN, NOTHING, find_level, its_levels, no_order, parse_day, say_which, sign, texts_without_order,
    unknown_value, unlike, unlike_scales, write_level, write_number,
};
use crate::fault::Fault;
use crate::prepared::ScaleInfo;
use crate::words;

impl Walk<'_, '_, '_> {
    /// What an operator gives, and whether its two sides fit.
    pub(super) fn operator(&mut self, name: &str, args: &[Ty], call: &FnCallExpr, at: Position) -> Ty {
        let comparator = [
            Comparator::Less,
            Comparator::AtMost,
            Comparator::Equal,
            Comparator::NotEqual,
            Comparator::AtLeast,
            Comparator::Greater,
        ]
        .into_iter()
        .find(|c| sign(*c) == name);
        match (comparator, args) {
            (Some(op), [left, right]) => {
                self.compare(op, (left, &call.args[0]), (right, &call.args[1]), at);
                Ty::Bool
            }
            (_, [_]) if name == "!" => Ty::Bool,
            (_, [left, right]) if is_arithmetic(name) => self.arithmetic(name, left, right, at),
            _ if is_arithmetic(name) => Ty::Number,
            _ => Ty::Unknown,
        }
    }

    /// What comes out of arithmetic, and whether anything can.
    fn arithmetic(&mut self, name: &str, left: &Ty, right: &Ty, at: Position) -> Ty {
        let number = |ty: &Ty| matches!(ty, Ty::Number | Ty::Open(_));
        match (left, right) {
            (left, right) if number(left) && number(right) => Ty::Number,
            (left, right) if name == "+" && left.is_text() && right.is_text() => Ty::Text,
            (Ty::List(_), Ty::List(_)) if name == "+" => left.clone().join(right.clone()),
            (left, right) if left.is_unknown() || right.is_unknown() => match name {
                "+" if number(left) || number(right) => Ty::Number,
                "+" if left.is_text() || right.is_text() => Ty::Text,
                "+" => Ty::Unknown,
                _ => Ty::Number,
            },
            (left, right) => {
                let of = |test: fn(&Ty) -> bool| test(left) || test(right);
                let fault = unusable(
                    name,
                    (&left.words(), &right.words()),
                    of(|ty| matches!(ty, Ty::Level(_))),
                    of(Ty::is_text),
                );
                self.gather.fault(self.text(), at, &fault);
                Ty::Unknown
            }
        }
    }

    /// Whether two sides can be compared.
    pub(super) fn compare(&mut self, op: Comparator, left: (&Ty, &Expr), right: (&Ty, &Expr), at: Position) {
        if left.0.is_unknown() || right.0.is_unknown() {
            return;
        }
        let order = !matches!(op, Comparator::Equal | Comparator::NotEqual);
        let (special, other) = if special(left.0) { (left, right) } else { (right, left) };
        let text = literal(other.1);
        let place = text.map_or(at, |(_, at)| at);
        let fault = match (special.0, other.0) {
            (Ty::Value(_) | Ty::Word(..), other) if order && other.is_text() => Some(texts_without_order(op).help((
                "compare with `==` or `!=`, or list the values: `cell.timing in [\"…\", \"…\"]`",
                "vergelijk met `==` of `!=`, of som de waarden op: `cell.timing in [\"…\", \"…\"]`",
            ))),
            (Ty::Value(v), Ty::Text) => text.and_then(|(name, _)| {
                let study = self.gather.study;
                match &study.variables[*v].domain {
                    Domain::Finite(values) if !values.iter().any(|x| &*x.id == name) => Some(unknown_value(
                        study.variables.name(*v),
                        name,
                        values.iter().map(|x| &*x.id),
                    )),
                    _ => None,
                }
            }),
            (Ty::Word(what, known), Ty::Text) => text.and_then(|(name, _)| {
                (!known.contains(&name)).then(|| {
                    let message = both!("{} is not {}", "{} is geen {}", words::quote(name), *what);
                    Fault::new("script-unknown-value", message).helps(words::suggest(
                        name,
                        known.iter().copied(),
                        ("there are", "er zijn"),
                    ))
                })
            }),
            (Ty::Level(Some(scale)), Ty::Text) => text.and_then(|(name, _)| {
                let scale = ScaleInfo::new(self.gather.study, *scale);
                find_level(&scale, name).err().or_else(|| unordered(&scale, order))
            }),
            (Ty::Level(Some(a)), Ty::Level(Some(b))) => {
                let (a, b) = (
                    ScaleInfo::new(self.gather.study, *a),
                    ScaleInfo::new(self.gather.study, *b),
                );
                if a.id == b.id {
                    unordered(&a, order)
                } else {
                    Some(unlike_scales(&a, &b).help(COMPARE_OWN))
                }
            }
            (Ty::Level(_), other) if other.is_text() || matches!(other, Ty::Level(_)) => None,
            (Ty::Day, Ty::Text) => text.and_then(|(name, _)| parse_day(name).err()),
            (Ty::Open(_), Ty::Number | Ty::Open(_)) => None,
            (a, b) if a == b || (a.is_text() && b.is_text()) => None,
            (Ty::List(_), Ty::List(_)) | (Ty::Map, _) | (_, Ty::Map) => None,
            (a, b) => {
                let fault = unlike("script-comparison", &a.words(), &b.words());
                Some(match a {
                    Ty::Level(Some(scale)) => fault.help(its_levels(&ScaleInfo::new(self.gather.study, *scale))),
                    _ if *a == Ty::Nothing || *b == Ty::Nothing => fault.help(NOTHING),
                    _ => fault.help(("compare like with like", "vergelijk alleen gelijke soorten")),
                })
            }
        };
        if let Some(fault) = fault {
            self.gather.fault(self.text(), place, &fault);
        }
    }

    /// A result must be a level of the node's scale.
    pub(super) fn judged(&mut self, expr: &Expr, ty: &Ty) {
        let own = self.gather.study.nodes[self.gather.node].scale;
        let scale = ScaleInfo::new(self.gather.study, own);
        let at = expr.start_position();
        let fault = match (ty, literal(expr)) {
            (Ty::Text, Some(_)) if scale.number => Some(
                Fault::new(
                    "script-level",
                    both!(
                        "the scale `{}` measures in numbers",
                        "de schaal `{}` meet in getallen",
                        scale.name.as_str()
                    ),
                )
                .help(write_number()),
            ),
            (Ty::Text, Some((name, _))) => find_level(&scale, name).err(),
            (Ty::Level(Some(other)), _) if *other != own => {
                let other = ScaleInfo::new(self.gather.study, *other);
                Some(
                    Fault::new(
                        "script-level",
                        both!(
                            "this node is judged on scale `{}`, not on `{}`",
                            "deze knoop wordt beoordeeld op schaal `{}`, niet op `{}`",
                            scale.name.as_str(),
                            other.name.as_str()
                        ),
                    )
                    .help(say_which(&scale)),
                )
            }
            (Ty::Number | Ty::Bool | Ty::Nothing, _) if !(scale.number && *ty == Ty::Number) => Some(
                Fault::new(
                    "script-level",
                    both!(
                        "a judgement on scale `{}` is not {}",
                        "{1} is geen oordeel op schaal `{0}`",
                        scale.name.as_str(),
                        ty.words()
                    ),
                )
                .help(write_level(&scale)),
            ),
            _ => None,
        };
        if let Some(fault) = fault {
            self.gather.fault(self.text(), at, &fault);
        }
    }

    /// `switch` compares by the engine's own rules: it takes plain texts, numbers and conditions.
    pub(super) fn switch(&mut self, subject: &Ty, expr: &Expr, _at: Position) {
        let place = expr.start_position();
        let fault = match subject {
            Ty::Value(v) => {
                self.cases(*v, expr);
                return;
            }
            Ty::Text | Ty::Word(..) | Ty::Number | Ty::Bool | Ty::Never => return,
            Ty::Level(_) => Fault::new(
                "script-switch",
                (
                    "`switch` can't be used on a level",
                    "`switch` is niet te gebruiken op een niveau",
                ),
            )
            .help((
                "write `if level >= \"+\" { … } else if …`, or `switch level.to_string() { … }`",
                "schrijf `if niveau >= \"+\" { … } else if …`, of `switch niveau.to_string() { … }`",
            )),
            Ty::Unknown => Fault::new(
                "script-switch",
                (
                    "it can't be seen before the run what this `switch` is on, and on a level or a day it would always take the last case",
                    "vooraf is niet te zien waar deze `switch` over gaat, en bij een niveau of een dag zou hij altijd het laatste geval nemen",
                ),
            )
            .help((
                "write `switch x.to_string() { \"…\" => …, _ => … }`, or `if … else if …`",
                "schrijf `switch x.to_string() { \"…\" => …, _ => … }`, of `if … else if …`",
            )),
            other => Fault::new(
                "script-switch",
                both!(
                    "`switch` can't be used on {}",
                    "`switch` is niet te gebruiken op {}",
                    other.words()
                ),
            )
            .help(("write `if … else if …`", "schrijf `if … else if …`")),
        };
        self.gather.fault(self.text(), place, &fault);
    }
}

impl Walk<'_, '_, '_> {
    /// The cases of a `switch` on a variable must be among its values.
    fn cases(&mut self, variable: VariableId, subject: &Expr) {
        let text = self.text();
        let Some(start) = text.offset(subject.start_position()) else {
            return;
        };
        let study = self.gather.study;
        let Domain::Finite(values) = &study.variables[variable].domain else {
            return;
        };
        let mut depth = 0;
        // Whether the cases have begun, and whether we are before the `=>` of one.
        let (mut begun, mut case) = (false, true);
        let mut wrong = Vec::new();
        for (span, token) in text.tokens(start) {
            match token {
                "{" | "(" | "[" | "#{" => {
                    depth += 1;
                    begun |= token == "{";
                }
                "}" | ")" | "]" => {
                    depth -= 1;
                    if begun && depth == 0 {
                        break;
                    }
                    case |= begun && depth == 1 && token == "}";
                }
                "=>" | "if" if depth == 1 => case = false,
                "," if depth == 1 => case = true,
                _ if begun && case && depth == 1 && token.starts_with('"') => {
                    let name = token.trim_matches('"');
                    if !values.iter().any(|v| &*v.id == name) {
                        let name_of = study.variables.name(variable);
                        wrong.push((span, unknown_value(name_of, name, values.iter().map(|v| &*v.id))));
                    }
                }
                _ => {}
            }
        }
        for (span, fault) in wrong {
            self.gather.fault_at(span, &fault);
        }
    }
}

/// Whether a side decides how the other one is read.
fn special(ty: &Ty) -> bool {
    matches!(ty, Ty::Value(_) | Ty::Word(..) | Ty::Level(_) | Ty::Day | Ty::Open(_))
}

fn unordered(scale: &ScaleInfo, order: bool) -> Option<Fault> {
    (order && !scale.ordered).then(|| no_order(scale))
}

fn is_arithmetic(operator: &str) -> bool {
    matches!(operator, "+" | "-" | "*" | "/" | "%" | "**")
}
