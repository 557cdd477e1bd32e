//! Scenario scripts: run once, from top to bottom.

use std::sync::Arc;

use rhai::{ASTNode, Dynamic, Engine, Expr, FnCallExpr, ImmutableString, Map, Position, Scope, Stmt};
use toets_diagnostic::{Diagnostic, both};
use toets_model::{DraftedLevers, ScenarioDraft, Span, Spanned};

use crate::api::judgement::languages;
use crate::explain::{self, Ran};
use crate::linked::Linked;
use crate::place::Text;
use crate::program::Program;
use crate::run::{Defined, Ended, Run};
use crate::value::{describe, number};
use crate::words;

/// Runs a scenario script and gives the scenarios that it defines.
pub(crate) fn run(program: &Program, linked: &Linked) -> Result<Vec<ScenarioDraft>, Vec<Diagnostic>> {
    let Some(main) = program.main() else {
        return Err(Vec::new());
    };
    let run = Arc::new(Run::plain(&linked.limits));
    let mut engine = linked.engine();
    engine.set_default_tag(run.tag());
    let execute = |engine: &Engine| engine.run_ast_with_scope(&mut Scope::new(), &main.runs);
    let result = execute(&engine);
    let path = &main.text.path;
    match (result, run.ended()) {
        (Err(error), _) => {
            let ran = Ran {
                entry: path,
                texts: &program.texts,
                run: &run,
                linked,
                again: &|engine| {
                    let _ = execute(engine);
                },
            };
            return Err(vec![explain::error(&error, &ran)]);
        }
        (Ok(()), Some(ended @ Ended::Fault { .. })) => {
            return Err(explain::remembered(&ended, path, &program.texts).into_iter().collect());
        }
        _ => {}
    }
    let defined = run.defined();
    if defined.is_empty() {
        return Err(vec![
            Diagnostic::error(
                "script-scenario",
                ("the script defines no scenario", "het script maakt geen scenario"),
            )
            .in_file(main.text.file)
            .help((
                "call `scenario(\"…\", #{ label: …, levers: #{ … } })` at the top of the file; a plugin begins with `const PLUGIN = #{ … };`",
                "schrijf bovenaan het bestand `scenario(\"…\", #{ label: …, levers: #{ … } })`; een plugin begint met `const PLUGIN = #{ … };`",
            )),
        ]);
    }
    let mut faults = Vec::new();
    let drafts = defined
        .iter()
        .map(|d| Draft::new(program, d).read(&mut faults))
        .collect();
    if faults.is_empty() { Ok(drafts) } else { Err(faults) }
}

/// One call of `scenario`, with its arguments as they are written.
struct Draft<'a> {
    defined: &'a Defined,
    text: &'a Text,
    /// The call itself, where something is not written as it is.
    call: Span,
    /// The arguments, where they are written at the call.
    id: Option<Position>,
    entries: Vec<(String, Position, Expr)>,
}

impl<'a> Draft<'a> {
    fn new(program: &'a Program, defined: &'a Defined) -> Self {
        let unit = defined
            .source
            .as_ref()
            .and_then(|source| program.units.iter().find(|u| *u.text.path == **source))
            .or_else(|| program.main());
        // INVARIANT: a scenario was defined, so there is a script.
        let Some(unit) = unit.or_else(|| program.units.first()) else {
            unreachable!("a scenario of no script");
        };
        let mut draft = Self {
            defined,
            text: &unit.text,
            call: unit.text.span(defined.position),
            id: None,
            entries: Vec::new(),
        };
        let position = defined.position;
        unit.ast.walk(&mut |path: &[ASTNode<'_>]| match path.last() {
            Some(
                ASTNode::Expr(Expr::FnCall(call, at) | Expr::MethodCall(call, at))
                | ASTNode::Stmt(Stmt::FnCall(call, at)),
            ) if *at == position && call.name == "scenario" => {
                draft.written(call);
                false
            }
            _ => true,
        });
        draft
    }

    fn written(&mut self, call: &FnCallExpr) {
        if let Some(Expr::StringConstant(_, at)) = call.args.first() {
            self.id = Some(*at);
        }
        if let Some(Expr::Map(entries, _)) = call.args.get(1) {
            self.entries = entries
                .0
                .iter()
                .map(|(key, value)| (key.name.to_string(), key.pos, value.clone()))
                .collect();
        }
    }

    fn entry(&self, key: &str) -> Option<&(String, Position, Expr)> {
        self.entries.iter().find(|(name, ..)| name == key)
    }

    fn value_span(&self, key: &str) -> Span {
        self.entry(key)
            .map_or(self.call, |(_, _, value)| self.text.span(value.start_position()))
    }

    fn read(&self, faults: &mut Vec<Diagnostic>) -> ScenarioDraft {
        const KEYS: [&str; 5] = ["label", "based_on", "levers", "by_group", "note"];
        let map = &self.defined.map;
        for key in map.keys() {
            if !KEYS.contains(&key.as_str()) {
                let span = self.entry(key).map_or(self.call, |(_, at, _)| self.text.span(*at));
                let message = both!("a scenario has no `{key}`", "een scenario kent geen `{key}`");
                let mut fault = Diagnostic::error("script-scenario", message).at(span, ());
                fault.help = words::suggest(key, KEYS, ("it has", "het kent"));
                faults.push(fault);
            }
        }
        let mut text = |key: &str, what: (&str, &str)| {
            map.get(key).and_then(|value| {
                languages(value, what)
                    .map_err(|fault| {
                        faults.push(fault.diagnostic().at(self.value_span(key), ()));
                    })
                    .ok()
            })
        };
        let label = text("label", ("the label", "de naam (`label`)"));
        let note = text("note", ("the note", "de toelichting (`note`)"));
        let based_on = map.get("based_on").and_then(|value| {
            let span = self.value_span("based_on");
            match value.read_lock::<ImmutableString>() {
                Some(id) => Some(Spanned {
                    value: id.to_string(),
                    span,
                }),
                None => {
                    faults.push(
                        Diagnostic::error(
                            "script-scenario",
                            both!(
                                "`based_on` is the id of a scenario, not {}",
                                "`based_on` is de id van een scenario, en dit is {}",
                                describe(value)
                            ),
                        )
                        .at(span, ())
                        .help((
                            "write the id in quotes: `based_on: \"C1\"`",
                            "schrijf de id tussen aanhalingstekens: `based_on: \"C1\"`",
                        )),
                    );
                    None
                }
            }
        });
        ScenarioDraft {
            id: Spanned {
                value: self.defined.id.clone(),
                span: self.id.map_or(self.call, |at| self.text.span(at)),
            },
            label,
            based_on,
            levers: self.levers(faults),
            by_group: self.by_group(faults),
            note,
        }
    }

    fn levers(&self, faults: &mut Vec<Diagnostic>) -> DraftedLevers {
        let Some(value) = self.defined.map.get("levers") else {
            return Vec::new();
        };
        let written = self.entry("levers").map(|(_, _, expr)| expr);
        self.levers_of(value, written, "levers", self.value_span("levers"), faults)
    }

    fn by_group(&self, faults: &mut Vec<Diagnostic>) -> Vec<(Spanned<String>, DraftedLevers)> {
        let Some(value) = self.defined.map.get("by_group") else {
            return Vec::new();
        };
        let all = self.value_span("by_group");
        let Ok(groups) = value.as_map_ref() else {
            faults.push(not_a_map("by_group", value, all));
            return Vec::new();
        };
        let written = self.written_entries(self.entry("by_group").map(|(_, _, expr)| expr));
        let list = in_order(&groups, &written).into_iter().map(|(group, value)| {
            let place = written.iter().find(|(name, ..)| *name == group);
            let (key, span, expr) = place.map_or((all, all, None), |(_, key, span, expr)| (*key, *span, Some(*expr)));
            let named = Spanned {
                value: group.to_owned(),
                span: key,
            };
            (named, self.levers_of(value, expr, group, span, faults))
        });
        list.collect()
    }

    /// The entries of a map that is written out: key, its place, the place of its value, its value.
    fn written_entries<'e>(&self, expr: Option<&'e Expr>) -> Vec<(&'e str, Span, Span, &'e Expr)> {
        let Some(Expr::Map(entries, _)) = expr else {
            return Vec::new();
        };
        let entries = entries.0.iter();
        entries
            .map(|(key, value)| {
                let (at, from) = (self.text.span(key.pos), self.text.span(value.start_position()));
                (key.name.as_str(), at, from, value)
            })
            .collect()
    }

    /// Levers with their values: `what` they are called, where they stand as a whole.
    fn levers_of(
        &self,
        value: &Dynamic,
        written: Option<&Expr>,
        what: &str,
        all: Span,
        faults: &mut Vec<Diagnostic>,
    ) -> DraftedLevers {
        let Ok(levers) = value.as_map_ref() else {
            faults.push(not_a_map(what, value, all));
            return Vec::new();
        };
        let written = self.written_entries(written);
        let mut list = Vec::new();
        for (key, value) in in_order(&levers, &written) {
            let (key_span, value_span) = written
                .iter()
                .find(|(name, ..)| *name == key)
                .map_or((all, all), |(_, key, value, _)| (*key, *value));
            match lever_value(value) {
                Some(text) => list.push((
                    Spanned {
                        value: key.to_owned(),
                        span: key_span,
                    },
                    Spanned {
                        value: text,
                        span: value_span,
                    },
                )),
                None => faults.push(
                    Diagnostic::error(
                        "script-scenario",
                        both!(
                            "a lever is given one value, a text or a number, not {}",
                            "een ontwerpkeuze krijgt één waarde, een tekst of een getal, en dit is {}",
                            describe(value)
                        ),
                    )
                    .at(value_span, ())
                    .help((
                        "leave out a lever that stays open",
                        "laat een ontwerpkeuze weg die open blijft",
                    )),
                ),
            }
        }
        list
    }
}

/// The entries of a map in the order in which they are written; a map that was worked out is in alphabetical order.
fn in_order<'m>(map: &'m Map, written: &[(&str, Span, Span, &Expr)]) -> Vec<(&'m str, &'m Dynamic)> {
    let place = |key: &str| written.iter().position(|(name, ..)| *name == key).unwrap_or(usize::MAX);
    let mut entries: Vec<(&str, &Dynamic)> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
    entries.sort_by_key(|(key, _)| place(key)); // stable
    entries
}

fn not_a_map(what: &str, value: &Dynamic, span: Span) -> Diagnostic {
    let example = match what {
        "levers" => "levers: #{ timing: \"outside\" }",
        _ => "by_group: #{ glo: #{ timing: \"outside\" } }",
    };
    Diagnostic::error(
        "script-scenario",
        both!(
            "`{what}` is a map, not {}",
            "`{what}` is een tabel, en dit is {}",
            describe(value)
        ),
    )
    .at(span, ())
    .help(both!("write `{example}`", "schrijf `{example}`"))
}

fn lever_value(value: &Dynamic) -> Option<String> {
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return Some(text.to_string());
    }
    if let Ok(n) = value.as_int() {
        return Some(n.to_string());
    }
    value.as_float().ok().map(number)
}
