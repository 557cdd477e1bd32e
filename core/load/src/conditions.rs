//! Conditions and assignments over variables.

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, both};
use toets_model::{
    Allowed, Assignment, Condition, Domain, Fixed, Index, Kind, Span, Spanned, Test, ValueId, VariableId,
};

use crate::context::Context;
use crate::faults::Scope;
use crate::fields::At;
use crate::ids::tick;
use crate::tree::Value;

impl Context<'_> {
    /// Reads a condition.
    pub(crate) fn condition(&self, at: At<'_>) -> Option<Condition> {
        let mut condition = Condition::default();
        let mut whole = true;
        for (key, at) in at.entries()? {
            if key.value == "any" {
                match self.any(at) {
                    Some(parts) => condition.any = parts,
                    None => whole = false,
                }
                continue;
            }
            let Some(variable) = self.variable(at.scope, key.value, key.span) else {
                whole = false;
                continue;
            };
            match self.allowed(variable, at) {
                Some(allowed) => condition.all.push(Test {
                    variable,
                    allowed,
                    span: key.span,
                }),
                None => whole = false,
            }
        }
        whole.then_some(condition)
    }

    fn any(&self, at: At<'_>) -> Option<Vec<Condition>> {
        let items = at.list()?;
        if items.len() == 0 {
            at.fault(
                "empty",
                (
                    "`any` is empty, so it never holds",
                    "`any` is leeg, dus geldt het nooit",
                ),
                ("nothing is listed here", "hier staat niets"),
            );
            return None;
        }
        let parts: Vec<Option<Condition>> = items.map(|i| self.condition(i)).collect();
        parts.into_iter().collect()
    }

    /// What a test allows a variable to be.
    fn allowed(&self, variable: VariableId, at: At<'_>) -> Option<Allowed> {
        match &self.variables[variable.to_usize()].as_ref()?.domain {
            Domain::Finite(values) => self.allowed_values(variable, values.len(), at),
            Domain::Number { range, cuts, .. } => bounds(at, *range, cuts),
        }
    }

    fn allowed_values(&self, variable: VariableId, size: usize, at: At<'_>) -> Option<Allowed> {
        let Value::Table(table) = &at.item.value else {
            return self.values(variable, at).map(Allowed::Values);
        };
        let mut excluded = None;
        for entry in &table.entries {
            let (key, item) = at.scope.entry(entry);
            if key.value == "not" {
                excluded = Some(item);
            } else {
                let fault = Diagnostic::error(
                    "unknown-key",
                    both!("unknown key {}", "onbekende sleutel {}", tick(key.value)),
                );
                let fault = fault.at(key.span, ("only `not` can stand here", "hier kan alleen `not` staan"));
                at.scope.report(match key.value {
                    "at_least" | "below" => fault.help((
                        "`at_least` and `below` are for numbers",
                        "`at_least` en `below` zijn voor getallen",
                    )),
                    _ => fault,
                });
            }
        }
        let Some(excluded) = excluded else {
            if table.entries.is_empty() {
                at.fault(
                    "empty",
                    ("this test says nothing", "deze voorwaarde zegt niets"),
                    (
                        "expected a value, a list of values, or { not = … }",
                        "hier hoort een waarde, een lijst van waarden, of { not = … }",
                    ),
                );
            }
            return None;
        };
        let excluded = self.values(variable, excluded)?;
        let mut keep = vec![true; size];
        for value in excluded {
            keep[value.to_usize()] = false;
        }
        let left = (0..size).filter(|&n| keep[n]).map(ValueId::from_usize);
        Some(Allowed::Values(left.collect()))
    }

    /// One value or a list of values, ascending.
    fn values(&self, variable: VariableId, at: At<'_>) -> Option<Vec<ValueId>> {
        let Value::List(_) = &at.item.value else {
            return Some(vec![self.value(variable, at)?]);
        };
        let items = at.list()?;
        if items.len() == 0 {
            at.fault(
                "empty",
                ("this list is empty", "deze lijst is leeg"),
                ("no value would fit", "geen enkele waarde zou passen"),
            );
            return None;
        }
        let mut values = Vec::with_capacity(items.len());
        let mut seen: FxHashMap<ValueId, Span> = FxHashMap::default();
        let mut whole = true;
        for item in items {
            let Some(value) = self.value(variable, item) else {
                whole = false;
                continue;
            };
            match seen.insert(value, item.span()) {
                None => values.push(value),
                Some(first) => {
                    whole = false;
                    let name = item.text().unwrap_or_default();
                    let fault = item.error(
                        "listed-twice",
                        both!("{} is listed twice", "{} staat er twee keer", tick(name)),
                        ("listed again", "hier nog eens"),
                    );
                    item.scope
                        .report(fault.at(first, ("first listed here", "hier de eerste keer")));
                }
            }
        }
        values.sort_unstable();
        whole.then_some(values)
    }

    fn value(&self, variable: VariableId, at: At<'_>) -> Option<ValueId> {
        let name = at.text()?;
        self.value_named(variable, at.scope, name, at.span())
    }

    /// The value of a finite variable with a name.
    fn value_named(&self, variable: VariableId, scope: Scope<'_>, name: &str, span: Span) -> Option<ValueId> {
        let found = self.values[variable.to_usize()].get(name).copied();
        if found.is_none() {
            let id = self.names.variables.name(variable);
            let fault = Diagnostic::error(
                "unknown-value",
                both!(
                    "{} is not a value of {}",
                    "{} is geen waarde van {}",
                    tick(name),
                    tick(id)
                ),
            )
            .at(span, ("not one of its values", "niet een van de waarden"))
            .at(
                self.names.variables[variable],
                both!("{} is defined here", "{} staat hier", tick(id)),
            );
            let Some(Domain::Finite(values)) = self.variables[variable.to_usize()].as_ref().map(|v| &v.domain) else {
                return None;
            };
            scope.report(self.faults.advise(fault, name, values.iter().map(|v| &*v.id)));
        }
        found
    }

    /// Reads an assignment, to variables of one kind if a kind is given; `owner` says what for.
    pub(crate) fn assignment(&self, at: At<'_>, kind: Option<(Kind, (&str, &str))>) -> Option<Assignment> {
        let mut assignment = Assignment::default();
        let mut whole = true;
        for (key, at) in at.entries()? {
            let fixed = self
                .assigned(at.scope, key, kind)
                .and_then(|variable| Some((variable, self.fixed(variable, at)?)));
            match fixed {
                Some((variable, value)) => {
                    assignment.insert(variable, value);
                }
                None => whole = false,
            }
        }
        whole.then_some(assignment)
    }

    /// The variable that a key assigns to, if it is of the kind that belongs there.
    pub(crate) fn assigned(
        &self,
        scope: Scope<'_>,
        key: Spanned<&str>,
        kind: Option<(Kind, (&str, &str))>,
    ) -> Option<VariableId> {
        let variable = self.variable(scope, key.value, key.span)?;
        let found = self.variables[variable.to_usize()].as_ref()?.kind;
        match kind {
            Some((kind, owner)) if kind != found => {
                let message = both!(
                    "{} is {}, not {}",
                    "{} is {}, en geen {}",
                    tick(key.value),
                    noun(found).0,
                    (noun(kind).0.0, noun(kind).1)
                );
                let fault = Diagnostic::error("wrong-kind", message)
                    .at(
                        key.span,
                        both!("{} fixes {} only", "{} legt alleen {} vast", owner, noun(kind).2),
                    )
                    .at(self.names.variables[variable], ("defined here", "staat hier"));
                scope.report(match (kind, found) {
                    (Kind::Lever, Kind::Trait) => fault.help((
                        "what people have in common belongs to a [[group]]",
                        "wat mensen gemeen hebben, hoort bij een [[group]]",
                    )),
                    (Kind::Trait, Kind::Lever) => fault.help((
                        "what is chosen belongs to a [[scenario]]",
                        "wat gekozen wordt, hoort bij een [[scenario]]",
                    )),
                    _ => fault,
                });
                None
            }
            _ => Some(variable),
        }
    }

    /// The one value that an assignment gives a variable.
    fn fixed(&self, variable: VariableId, at: At<'_>) -> Option<Fixed> {
        match &self.variables[variable.to_usize()].as_ref()?.domain {
            Domain::Finite(_) => {
                if matches!(at.item.value, Value::List(_) | Value::Table(_)) {
                    let found = at.item.value.what();
                    let fault = at.error(
                        "wrong-type",
                        both!(
                            "expected one value, found {}",
                            "hier hoort één waarde, en er staat {}",
                            found
                        ),
                        ("more than one value can't be chosen", "er is maar één waarde te kiezen"),
                    );
                    at.scope.report(fault.help((
                        "leave the variable out to keep it open",
                        "laat de variabele weg om haar open te houden",
                    )));
                    return None;
                }
                self.value(variable, at).map(Fixed::Value)
            }
            Domain::Number { range, .. } => {
                let number = at.number()?;
                within(at.scope, at.span(), number, *range).then_some(Fixed::Number(number))
            }
        }
    }

    /// The value that a script gives a variable: a number is written as text.
    pub(crate) fn drafted(&self, variable: VariableId, scope: Scope<'_>, value: &Spanned<String>) -> Option<Fixed> {
        match &self.variables[variable.to_usize()].as_ref()?.domain {
            Domain::Finite(_) => self
                .value_named(variable, scope, &value.value, value.span)
                .map(Fixed::Value),
            Domain::Number { range, .. } => match value.value.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    within(scope, value.span, number, *range).then_some(Fixed::Number(number))
                }
                _ => {
                    let id = self.names.variables.name(variable);
                    let fault = Diagnostic::error("wrong-type", both!("{} is a number", "{} is een getal", tick(id)));
                    scope.report(fault.at(
                        value.span,
                        both!("{} is not a number", "{} is geen getal", tick(&value.value)),
                    ));
                    None
                }
            },
        }
    }

    /// Reads an assignment with one or more values for each variable.
    pub(crate) fn value_lists(&self, at: At<'_>) -> Option<Vec<(VariableId, Vec<ValueId>)>> {
        let condition = self.condition(at)?;
        if !condition.any.is_empty() {
            at.fault(
                "wrong-value",
                ("`any` can't stand here", "`any` kan hier niet staan"),
                (
                    "expected variables with their values",
                    "hier horen variabelen met hun waarden",
                ),
            );
            return None;
        }
        let mut lists = Vec::with_capacity(condition.all.len());
        for test in condition.all {
            let domain = &self.variables[test.variable.to_usize()].as_ref()?.domain;
            let values = match test.allowed {
                Allowed::Values(values) => values,
                Allowed::Range { at_least, below } => {
                    let inside = |v: &ValueId| {
                        domain.interval(*v).is_some_and(|(low, high)| {
                            at_least.is_none_or(|a| low >= a) && below.is_none_or(|b| high <= b)
                        })
                    };
                    (0..domain.size()).map(ValueId::from_usize).filter(inside).collect()
                }
            };
            if values.is_empty() {
                let fault = Diagnostic::error(
                    "never-matches",
                    ("no value is left here", "hier blijft geen waarde over"),
                );
                at.scope
                    .report(fault.at(test.span, ("allows no value at all", "laat geen enkele waarde toe")));
                return None;
            }
            lists.push((test.variable, values));
        }
        Some(lists)
    }
}

/// A kind of variable with its article, in both languages; in Dutch without; and several of them.
fn noun(kind: Kind) -> ((&'static str, &'static str), &'static str, (&'static str, &'static str)) {
    match kind {
        Kind::Lever => (
            ("a lever", "een ontwerpkeuze"),
            "ontwerpkeuze",
            ("levers", "ontwerpkeuzes"),
        ),
        Kind::Trait => (("a trait", "een kenmerk"), "kenmerk", ("traits", "kenmerken")),
        Kind::Regime => (
            ("a regime variable", "een variabele van geldend recht"),
            "variabele van geldend recht",
            ("regime variables", "variabelen van geldend recht"),
        ),
        Kind::Unknown => (
            ("an unknown variable", "een onbekende"),
            "onbekende",
            ("unknown variables", "onbekenden"),
        ),
    }
}

fn within(scope: Scope<'_>, span: Span, number: f64, range: Option<(f64, f64)>) -> bool {
    match range {
        Some((low, high)) if number < low || number > high => {
            let fault = Diagnostic::error(
                "out-of-range",
                both!("{number} lies outside the range", "{number} ligt buiten het bereik"),
            );
            scope.report(fault.at(
                span,
                both!("expected {low} up to {high}", "van {low} tot en met {high}"),
            ));
            false
        }
        _ => true,
    }
}

/// Bounds on a number.
fn bounds(at: At<'_>, range: Option<(f64, f64)>, cuts: &[f64]) -> Option<Allowed> {
    let Value::Table(table) = &at.item.value else {
        let fault = at.error(
            "wrong-type",
            both!(
                "expected bounds on a number, found {}",
                "hier horen grenzen van een getal, en er staat {}",
                at.item.value.what()
            ),
            ("a number is tested with bounds", "een getal toetst u met grenzen"),
        );
        at.scope.report(fault.help((
            "write { at_least = …, below = … }, or one of them",
            "schrijf { at_least = …, below = … }, of een van beide",
        )));
        return None;
    };
    let (mut at_least, mut below) = (None, None);
    let mut whole = true;
    for entry in &table.entries {
        let (key, item) = at.scope.entry(entry);
        let bound = match key.value {
            "at_least" => &mut at_least,
            "below" => &mut below,
            _ => {
                let fault = Diagnostic::error(
                    "unknown-key",
                    both!("unknown key {}", "onbekende sleutel {}", tick(key.value)),
                );
                at.scope.report(fault.at(
                    key.span,
                    (
                        "only `at_least` and `below` can stand here",
                        "hier kunnen alleen `at_least` en `below` staan",
                    ),
                ));
                whole = false;
                continue;
            }
        };
        let Some(number) = item.number() else {
            whole = false;
            continue;
        };
        *bound = Some(number);
        let end = range.is_some_and(|(low, _)| number == low);
        if !cuts.is_empty() && !cuts.contains(&number) && !end {
            whole = false;
            let shown: Vec<String> = cuts.iter().take(12).map(f64::to_string).collect();
            let fault = item.error(
                "not-a-cut",
                both!(
                    "{number} is not among the cuts of this variable",
                    "{number} staat niet in de `cuts` van deze variabele"
                ),
                ("cuts an interval in two", "deelt een interval in tweeën"),
            );
            item.scope.report(fault.help(both!(
                "cuts: {}; add {number} to them if it matters",
                "`cuts`: {}; voeg {number} toe als dat getal ertoe doet",
                shown.join(", ")
            )));
        } else if !within(item.scope, item.span(), number, range) {
            whole = false;
        }
    }
    if at_least.is_none() && below.is_none() {
        if whole {
            at.fault(
                "empty",
                ("this test says nothing", "deze voorwaarde zegt niets"),
                ("expected `at_least` or `below`", "hier hoort `at_least` of `below`"),
            );
        }
        return None;
    }
    whole.then_some(Allowed::Range { at_least, below })
}
