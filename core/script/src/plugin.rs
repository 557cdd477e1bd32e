//! A script as a plugin: its declaration, and the scorer that it gives a node.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rhai::{ASTFlags, CallFnOptions, Dynamic, Engine, Expr, ImmutableString, Map, Scope, Stmt};
use sha2::{Digest, Sha256};
use toets_diagnostic::{Diagnostic, both};
use toets_model::{NodeId, Span, Study, Text, VariableId};
use toets_plugin::{Cell, Judgement, Plugin, Replay, Scorer, Stop};

use crate::api::cell::DEFECT;
use crate::api::judgement::languages;
use crate::check;
use crate::explain::{self, Ran};
use crate::fault::Fault;
use crate::linked::Linked;
use crate::prepared::Prepared;
use crate::program::Program;
use crate::run::{Ended, Run, RunTag};
use crate::value::{CellValue, JudgementValue, describe};
use crate::words;

/// A script as a plugin. All nodes and threads share its one compiled form.
pub struct ScriptPlugin(pub(crate) Arc<Compiled>);

pub(crate) struct Compiled {
    declaration: Declaration,
    pub(crate) program: Program,
    pub(crate) linked: Linked,
    pub(crate) engine: Engine,
}

/// What `const PLUGIN` says.
pub(crate) struct Declaration {
    id: String,
    version: String,
    scale: String,
    label: Text,
    /// Where the scale was written.
    scale_span: Option<Span>,
    /// Where the id was written.
    id_span: Span,
}

impl ScriptPlugin {
    pub(crate) fn new(declaration: Declaration, program: Program, linked: Linked) -> Self {
        Self(Arc::new(Compiled {
            declaration,
            program,
            engine: linked.engine(),
            linked,
        }))
    }
}

impl Compiled {
    fn at_entry(&self, diagnostic: Diagnostic) -> Diagnostic {
        let Some(text) = self.program.texts.main() else {
            return diagnostic;
        };
        match text.function("score") {
            Some(span) => diagnostic.at(span, ()),
            None => diagnostic.in_file(text.file),
        }
    }

    /// That the program itself failed.
    pub(crate) fn defect(&self) -> Diagnostic {
        self.at_entry(
            Diagnostic::error(
                "script-internal",
                both!(
                    "the script host failed while `{}` ran",
                    "de uitvoering van `{}` liep vast in het programma zelf",
                    self.declaration.id
                ),
            )
            .help(DEFECT),
        )
    }
}

impl Plugin for ScriptPlugin {
    fn id(&self) -> &str {
        &self.0.declaration.id
    }

    fn version(&self) -> &str {
        &self.0.declaration.version
    }

    fn label(&self) -> Text {
        self.0.declaration.label.clone()
    }

    /// The hash of the script and of all that it imports, wherever they lie.
    fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for unit in &self.0.program.units {
            // The length keeps two files apart from one with the text of both.
            hash.update((unit.text.text.len() as u64).to_le_bytes());
            hash.update(unit.text.text.as_bytes());
        }
        let hash: String = hash
            .finalize()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{} {hash}", self.id())
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        Ok(Scorer::Replay(Box::new(self.scorer(study, node)?)))
    }
}

impl ScriptPlugin {
    /// The scale that it judges on, and where `const PLUGIN` says so.
    pub fn scale(&self) -> (&str, Span) {
        let declaration = &self.0.declaration;
        (
            &declaration.scale,
            declaration.scale_span.unwrap_or(declaration.id_span),
        )
    }

    /// Where `const PLUGIN` gives it its id.
    pub fn named_at(&self) -> Span {
        self.0.declaration.id_span
    }

    /// What is probably a mistake, though the script runs: what is declared and never read, and what is never reached.
    pub fn advice(&self, study: &Study) -> Vec<Diagnostic> {
        let mut found = check::unused(&self.0.program);
        found.extend(check::never(&self.0.program, study));
        toets_diagnostic::sort(&mut found);
        found
    }

    /// Checks the script against a node, and makes it ready to judge it.
    pub(crate) fn scorer(&self, study: &Study, node: NodeId) -> Result<ScriptScorer, Vec<Diagnostic>> {
        let declaration = &self.0.declaration;
        let here = &study.nodes[node];
        let scale = study.scales.name(here.scale);
        if scale != declaration.scale {
            let mut diagnostic = Diagnostic::error(
                "script-scale",
                both!(
                    "the plugin `{}` judges on scale `{}`, and the node `{}` has scale `{scale}`",
                    "de plugin `{}` oordeelt op schaal `{}`, en de knoop `{}` heeft schaal `{scale}`",
                    declaration.id,
                    declaration.scale,
                    study.nodes.name(node)
                ),
            )
            .at(here.score.plugin.span, ());
            if let Some(span) = declaration.scale_span {
                diagnostic = diagnostic.at(span, ("the scale of the plugin", "de schaal van de plugin"));
            }
            diagnostic.help = match study.scales.find(&declaration.scale) {
                Some(_) => vec![both!(
                    "give the node `scale = \"{}\"`, or let a criterion map its levels",
                    "geef de knoop `scale = \"{}\"`, of laat een criterium de niveaus omzetten",
                    declaration.scale
                )],
                None => words::suggest(
                    &declaration.scale,
                    study.scales.names(),
                    ("the scales of the study are", "de schalen van de studie zijn"),
                ),
            };
            return Err(vec![diagnostic]);
        }
        let found = catch_unwind(AssertUnwindSafe(|| {
            check::study::study(&self.0.program, &self.0.linked.names, study, node)
        }))
        .map_err(|_| vec![self.0.defect()])?;
        if !found.faults.is_empty() {
            return Err(found.faults);
        }
        let prepared = Arc::new(Prepared::new(study, node, found.nodes, found.variables));
        Ok(ScriptScorer {
            compiled: self.0.clone(),
            prepared,
        })
    }
}

/// The scorer of one node.
pub(crate) struct ScriptScorer {
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) prepared: Arc<Prepared>,
}

impl Replay for ScriptScorer {
    fn score(&self, cell: Arc<dyn Cell>) -> Result<Judgement, Stop> {
        self.run_on(cell, &self.compiled.engine)
    }

    fn nodes(&self) -> Vec<NodeId> {
        self.prepared.nodes.clone()
    }

    fn reads_findings(&self) -> bool {
        self.compiled.linked.reads_findings
    }

    fn variables(&self) -> Vec<VariableId> {
        self.prepared.variables.clone()
    }
}

fn fault(diagnostic: Diagnostic) -> Stop {
    Stop::Fault(Box::new(diagnostic))
}

impl ScriptScorer {
    /// Judges a cell with this engine, which is [`Linked::engine`] or one that watches besides.
    pub(crate) fn run_on(&self, cell: Arc<dyn Cell>, engine: &Engine) -> Result<Judgement, Stop> {
        let run = Arc::new(Run::scorer(cell, self.prepared.clone(), &self.compiled.linked.limits));
        // Nothing in here should panic; if it does, it is one scorer that fails and not the program.
        catch_unwind(AssertUnwindSafe(|| self.run(&run, engine))).unwrap_or_else(|_| Err(fault(self.compiled.defect())))
    }

    fn run(&self, run: &Arc<Run>, engine: &Engine) -> Result<Judgement, Stop> {
        let Compiled { program, .. } = &*self.compiled;
        let Some(main) = program.main() else {
            return Err(fault(self.compiled.defect()));
        };
        let call = |engine: &Engine, run: &Arc<Run>| {
            let options = CallFnOptions::new().with_tag(RunTag(run.clone()));
            let cell = (CellValue(run.clone()),);
            engine.call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &main.runs, "score", cell)
        };
        let result = call(engine, run);
        match run.ended() {
            Some(Ended::Stop(stop)) => return Err(stop),
            Some(ended) if result.is_ok() => {
                let diagnostic = explain::remembered(&ended, &main.text.path, &program.texts);
                return Err(fault(diagnostic.unwrap_or_else(|| self.compiled.defect())));
            }
            _ => {}
        }
        match result {
            Ok(value) => self.judgement(&value),
            Err(error) => Err(fault(explain::error(
                &error,
                &Ran {
                    entry: &main.text.path,
                    texts: &program.texts,
                    run,
                    linked: &self.compiled.linked,
                    again: &|engine| {
                        // The cell gives the same answers again.
                        let _ = call(engine, &run.again(&self.compiled.linked.limits));
                    },
                },
            ))),
        }
    }

    fn judgement(&self, value: &Dynamic) -> Result<Judgement, Stop> {
        if let Some(judgement) = value.read_lock::<JudgementValue>() {
            return Ok(Judgement {
                outcome: judgement.outcome.clone(),
                because: judgement.because.clone(),
                cites: judgement.cites.clone(),
                findings: judgement.findings.clone(),
                weighed: judgement.weighed.clone(),
            });
        }
        let wrong = if value.is_unit() {
            Fault::new(
                "script-result",
                (
                    "`score` ended without a judgement: it gave nothing",
                    "`score` eindigde zonder oordeel: het gaf niets",
                ),
            )
            .help((
                "end each way through it with `judge(\"…\")` or `open([…])`; an `if` as the last line needs an `else`",
                "sluit elke weg erdoor af met `judge(\"…\")` of `open([…])`; een `if` als laatste regel vraagt een `else`",
            ))
        } else {
            Fault::new(
                "script-result",
                both!(
                    "`score` gave {}, not a judgement",
                    "`score` gaf {}, geen oordeel",
                    describe(value)
                ),
            )
            .help(JUDGE_AROUND)
        };
        Err(fault(self.compiled.at_entry(wrong.diagnostic())))
    }
}

/// What to do about a result that is no judgement.
pub(crate) const JUDGE_AROUND: (&str, &str) = ("write `judge(…)` around it", "schrijf er `judge(…)` omheen");

/// Reads `const PLUGIN`, evaluated by the engine.
pub(crate) fn declaration(program: &Program, linked: &Linked) -> Result<Declaration, Vec<Diagnostic>> {
    let Some(main) = program.main() else {
        return Err(Vec::new());
    };
    let mut scope = Scope::new();
    if let Err(error) = linked.engine().run_ast_with_scope(&mut scope, &main.runs) {
        let ran = Ran {
            entry: &main.text.path,
            texts: &program.texts,
            run: &Run::plain(&linked.limits),
            linked,
            again: &|engine| {
                let _ = engine.run_ast_with_scope(&mut Scope::new(), &main.runs);
            },
        };
        return Err(vec![explain::error(&error, &ran)]);
    }
    let expr = main.ast.statements().iter().find_map(|s| match s {
        Stmt::Var(var, flags, _) if flags.contains(ASTFlags::CONSTANT) && var.0.name == "PLUGIN" => {
            Some((&var.1, var.0.pos))
        }
        _ => None,
    });
    let (expr, at) = match expr {
        Some((expr, at)) => (Some(expr), main.text.span(at)),
        None => (None, main.text.token(0)),
    };
    let Some(map) = scope.get_value::<Map>("PLUGIN") else {
        return Err(vec![
            Diagnostic::error("script-plugin", ("`PLUGIN` is not a map", "`PLUGIN` is geen tabel"))
                .at(at, ())
                .help((
                    "write `const PLUGIN = #{ id: \"…\", version: \"1.0.0\", scale: \"…\", label: #{ nl: \"…\", en: \"…\" } };`",
                    "schrijf `const PLUGIN = #{ id: \"…\", version: \"1.0.0\", scale: \"…\", label: #{ nl: \"…\", en: \"…\" } };`",
                )),
        ]);
    };
    let place = |key: &str| -> Span {
        match expr {
            Some(Expr::Map(entries, _)) => entries
                .0
                .iter()
                .find(|(name, _)| name.name == key)
                .map_or(at, |(_, value)| main.text.span(value.start_position())),
            _ => at,
        }
    };
    read(&map, at, &place)
}

fn read(map: &Map, at: Span, place: &dyn Fn(&str) -> Span) -> Result<Declaration, Vec<Diagnostic>> {
    const KEYS: [&str; 5] = ["id", "version", "scale", "label", "description"];
    let mut faults = Vec::new();
    for key in map.keys() {
        if !KEYS.contains(&key.as_str()) {
            let message = both!("`PLUGIN` has no key `{key}`", "`PLUGIN` kent geen sleutel `{key}`");
            let mut fault = Diagnostic::error("script-plugin", message).at(place(key), ());
            fault.help = words::suggest(key, KEYS, ("its keys are", "de sleutels zijn"));
            faults.push(fault);
        }
    }
    let mut text = |key: &str, otherwise: Option<&str>| -> String {
        let value = map
            .get(key)
            .map(|v| v.read_lock::<ImmutableString>().map(|t| t.to_string()));
        match (value, otherwise) {
            (Some(Some(text)), _) if !text.trim().is_empty() => return text,
            (None, Some(otherwise)) => return otherwise.to_owned(),
            (None, None) => faults.push(
                Diagnostic::error(
                    "script-plugin",
                    both!("`PLUGIN` lacks `{key}`", "in `PLUGIN` ontbreekt `{key}`"),
                )
                .at(at, ())
                .help(both!("add `{key}: \"…\"`", "voeg `{key}: \"…\"` toe")),
            ),
            _ => faults.push(
                Diagnostic::error(
                    "script-plugin",
                    both!(
                        "`{key}` of `PLUGIN` is not a text with something in it",
                        "`{key}` van `PLUGIN` is geen tekst waar iets in staat"
                    ),
                )
                .at(place(key), ()),
            ),
        }
        String::new()
    };
    let id = text("id", None);
    let version = text("version", Some("0.0.0"));
    let scale = text("scale", None);
    if !id.is_empty() && !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c)) {
        faults.push(
            Diagnostic::error(
                "script-plugin",
                both!(
                    "{} can't be the id of a plugin",
                    "{} kan niet de id van een plugin zijn",
                    words::quote(&id)
                ),
            )
            .at(place("id"), ())
            .help((
                "an id has letters, digits, and `-`, `_`, `.` or `:`",
                "een id heeft letters, cijfers, en `-`, `_`, `.` of `:`",
            )),
        );
    }
    let label = match map.get("label") {
        None => Text {
            nl: id.clone(),
            en: None,
        },
        Some(label) => languages(label, ("the label", "de naam (`label`)")).unwrap_or_else(|fault| {
            faults.push(fault.diagnostic().at(place("label"), ()));
            Text::default()
        }),
    };
    if faults.is_empty() {
        Ok(Declaration {
            id,
            version,
            scale,
            label,
            scale_span: map.get("scale").map(|_| place("scale")),
            id_span: place("id"),
        })
    } else {
        Err(faults)
    }
}
