//! A script with all that it imports: read, parsed, checked and ready to run.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use rhai::{AST, ASTFlags, ASTNode, Engine, Expr, Module, Position, Scope, Stmt};
use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{Sources, Span};

use crate::ScriptFiles;
use crate::engine;
use crate::explain::{self, Ran};
use crate::limits::Limits;
use crate::linked::Linked;
use crate::meter;
use crate::place::{Text, Texts};
use crate::run::Run;
use crate::syntax;
use crate::words;

/// A script with all that it imports.
pub(crate) struct Program {
    pub(crate) texts: Texts,
    /// The files: the script itself last, after all that it imports.
    pub(crate) units: Vec<Unit>,
}

/// One parsed file.
pub(crate) struct Unit {
    pub(crate) text: Text,
    /// As it was written.
    pub(crate) ast: AST,
    /// As it runs.
    pub(crate) runs: AST,
    pub(crate) imports: Vec<Import>,
    pub(crate) functions: Vec<Function>,
}

/// One function of a file.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) params: Vec<String>,
    pub(crate) body: Vec<Stmt>,
    /// The variables that are given another value somewhere in it.
    pub(crate) assigned: Vec<String>,
    /// Its `}`.
    pub(crate) end: Position,
}

/// One `import "…" as …;`.
pub(crate) struct Import {
    /// As it is written.
    pub(crate) written: String,
    /// The name it is given.
    pub(crate) alias: String,
    /// The file that it was found in.
    pub(crate) path: Arc<str>,
}

/// Bytes of the name of a part, or of a key that is written as one.
pub(crate) const LONGEST_NAME: usize = 256;

/// What reading and parsing needs.
pub(crate) struct Reader<'a> {
    pub(crate) files: &'a dyn ScriptFiles,
    pub(crate) sources: &'a mut Sources,
    pub(crate) roots: &'a [String],
    pub(crate) limits: &'a Limits,
    pub(crate) engine: &'a Engine,
    program: Program,
    faults: Vec<Diagnostic>,
    /// The files being read, each imported by the one before it.
    chain: Vec<Arc<str>>,
    /// The statements and expressions of all files so far.
    expressions: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        files: &'a dyn ScriptFiles,
        sources: &'a mut Sources,
        roots: &'a [String],
        limits: &'a Limits,
        engine: &'a Engine,
    ) -> Self {
        Self {
            files,
            sources,
            roots,
            limits,
            engine,
            program: Program {
                texts: Texts::default(),
                units: Vec::new(),
            },
            faults: Vec::new(),
            chain: Vec::new(),
            expressions: 0,
        }
    }

    /// Reads and parses a script and all that it imports.
    pub(crate) fn read(mut self, path: &str) -> Result<Program, Vec<Diagnostic>> {
        match self.files.read(path) {
            Ok(text) => self.file(path.into(), &text),
            Err(why) => self.faults.push(Diagnostic::error(
                "script-file",
                both!(
                    "the script `{path}` can't be read: {}",
                    "het script `{path}` is niet te lezen: {}",
                    why
                ),
            )),
        }
        if self.faults.is_empty() {
            Ok(self.program)
        } else {
            Err(self.faults)
        }
    }

    fn file(&mut self, path: Arc<str>, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(why) = self.too_large(text) {
            self.faults.push(
                Diagnostic::error(
                    "script-limit",
                    both!(
                        "the script `{path}` is too large: {}",
                        "het script `{path}` is te groot: {}",
                        why
                    ),
                )
                .help(syntax::DIVIDE),
            );
            return;
        }
        let text = self.add(path.clone(), text);
        self.program.texts.add(text.clone());
        if let Some(fault) = hidden(&text) {
            self.faults.push(fault);
            return;
        }
        let mut ast = match self.engine.compile(&*text.text) {
            Ok(ast) => ast,
            Err(error) => {
                self.faults.push(syntax::explain(&error, &text, self.limits));
                return;
            }
        };
        ast.set_source(&*path);
        if let Some(fault) = self.too_much(&ast, &text) {
            self.faults.push(fault);
            return;
        }
        self.chain.push(path);
        let imports = self.imports(&ast, &text);
        self.chain.pop();
        let functions = functions(&ast);
        self.program.units.push(Unit {
            text,
            runs: meter::metered(&ast, &functions),
            ast,
            imports,
            functions,
        });
    }

    /// That the script says more than can be kept, or has a name that no one could read.
    fn too_much(&mut self, ast: &AST, text: &Text) -> Option<Diagnostic> {
        let mut long = None;
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            self.expressions += 1;
            let name = match path.last() {
                Some(ASTNode::Expr(Expr::Property(property, at))) => Some((property.2.len(), *at)),
                Some(ASTNode::Expr(Expr::Map(entries, _))) => {
                    let lengths = entries.0.iter().map(|(key, _)| (key.name.len(), key.pos));
                    lengths.max_by_key(|(length, _)| *length)
                }
                _ => None,
            };
            long = long.or(name.filter(|(length, _)| *length > LONGEST_NAME));
            long.is_none() && self.expressions <= self.limits.expressions
        });
        if let Some((length, at)) = long {
            let message = both!(
                "a name has {length} bytes, and {LONGEST_NAME} are allowed",
                "een naam heeft {length} bytes, en {LONGEST_NAME} zijn toegestaan"
            );
            return Some(Diagnostic::error("script-limit", message).at(text.span(at), ()));
        }
        (self.expressions > self.limits.expressions).then(|| {
            let message = both!(
                "the script has more than {} statements and expressions, with what it imports",
                "het script heeft meer dan {} opdrachten en uitdrukkingen, met wat het importeert",
                self.limits.expressions
            );
            Diagnostic::error("script-limit", message).in_file(text.file).help((
                "put lists of data in the study, and read them with `cell.params`",
                "zet lijsten met gegevens in de studie, en lees ze met `cell.params`",
            ))
        })
    }

    /// The same text under the same path is one file, also where two scripts import it.
    fn add(&mut self, path: Arc<str>, text: &str) -> Text {
        let known = self
            .sources
            .files()
            .find(|(_, f)| f.path == path && &*f.text == text)
            .map(|(id, _)| id);
        let file = known.unwrap_or_else(|| self.sources.add(&path, text));
        Text {
            path,
            file,
            text: self.sources.file(file).text.clone(),
        }
    }

    fn too_large(&self, text: &str) -> Option<Words> {
        // The engine counts lines and columns up to 65,535.
        const MOST: usize = 60_000;
        if text.len() > self.limits.file_bytes {
            Some(both!(
                "it has {} bytes, and {} are allowed",
                "het heeft {} bytes, en {} zijn toegestaan",
                text.len(),
                self.limits.file_bytes
            ))
        } else if text.lines().nth(MOST).is_some() {
            Some(both!(
                "it has more than {MOST} lines",
                "het heeft meer dan {MOST} regels"
            ))
        } else if text.lines().any(|line| line.len() > MOST) {
            Some(both!(
                "a line of it has more than {MOST} characters",
                "een regel ervan heeft meer dan {MOST} tekens"
            ))
        } else {
            None
        }
    }

    fn imports(&mut self, ast: &AST, text: &Text) -> Vec<Import> {
        let mut imports = Vec::new();
        for statement in ast.statements() {
            let Stmt::Import(import, position) = statement else {
                continue;
            };
            let (expression, alias) = &**import;
            let Expr::StringConstant(written, at) = expression else {
                self.fault(
                    text.span(expression.start_position()),
                    (
                        "the path of an import is a text in quotes: it can't be worked out by the script",
                        "het pad van een import is een tekst tussen aanhalingstekens: het script kan het niet zelf samenstellen",
                    ),
                    (
                        "write the whole path: `import \"lib/tax\" as tax;`",
                        "schrijf het hele pad: `import \"lib/tax\" as tax;`",
                    ),
                );
                continue;
            };
            if alias.name.is_empty() {
                self.fault(
                    text.span(*position),
                    ("an import has no name", "een import heeft geen naam"),
                    both!(
                        "write `import \"{written}\" as name;`, and use it as `name::function(…)`",
                        "schrijf `import \"{written}\" as naam;`, en gebruik hem als `naam::functie(…)`"
                    ),
                );
                continue;
            }
            if let Some(path) = self.import(written, text.span(*at)) {
                imports.push(Import {
                    written: written.to_string(),
                    alias: alias.name.to_string(),
                    path,
                });
            }
        }
        imports
    }

    fn import(&mut self, written: &str, at: Span) -> Option<Arc<str>> {
        if let Some(why) = outside(written) {
            self.fault(
                at,
                both!(
                    "the import {} is refused: {}",
                    "de import {} is geweigerd: {}",
                    words::quote(written),
                    why
                ),
                both!(
                    "write a path below {}, such as `lib/tax`",
                    "schrijf een pad binnen {}, zoals `lib/tax`",
                    words::list(self.roots.iter().map(String::as_str))
                ),
            );
            return None;
        }
        let file = if written.ends_with(".rhai") {
            written.to_owned()
        } else {
            format!("{written}.rhai")
        };
        let mut reasons = Vec::new();
        for root in self.roots {
            let root = root.trim_end_matches('/');
            let path: Arc<str> = if root.is_empty() {
                file.as_str().into()
            } else {
                format!("{root}/{file}").into()
            };
            if let Some(start) = self.chain.iter().position(|p| *p == path) {
                let mut ring: Vec<&str> = self.chain[start..].iter().map(|p| &**p).collect();
                ring.push(&path);
                let message = both!(
                    "the import goes round in a circle: {}",
                    "de imports verwijzen in een kring naar elkaar: {}",
                    ring.join(" → ")
                );
                let help = (
                    "move what both need to a third file",
                    "zet wat beide nodig hebben in een derde bestand",
                );
                self.fault(at, message, help);
                return None;
            }
            if self.program.texts.find(&path).is_some() {
                return Some(path);
            }
            match self.files.read(&path) {
                Ok(text) => {
                    if self.program.texts.iter().count() > self.limits.modules {
                        let message = both!(
                            "the script imports more than {} files",
                            "het script importeert meer dan {} bestanden",
                            self.limits.modules
                        );
                        self.faults.push(Diagnostic::error("script-limit", message).at(at, ()));
                        return None;
                    }
                    self.file(path.clone(), &text);
                    return Some(path);
                }
                Err(why) => reasons.push(both!("`{path}`: {}", "`{path}`: {}", why)),
            }
        }
        self.fault(
            at,
            both!(
                "the import {} was not found",
                "de import {} is niet gevonden",
                words::quote(written)
            ),
            (
                "imports are looked for below the folders of scripts, wherever the script itself stands",
                "imports worden gezocht in de mappen voor scripts, waar het script zelf ook staat",
            ),
        );
        if let Some(last) = self.faults.last_mut() {
            last.notes.extend(reasons);
        }
        None
    }

    fn fault(&mut self, at: Span, message: impl Into<Words>, help: impl Into<Words>) {
        let diagnostic = Diagnostic::error("script-import", message).at(at, ()).help(help);
        self.faults.push(diagnostic);
    }
}

/// Signs that are not seen or that turn the text around them: a script must do what it seems to say.
fn hidden(text: &Text) -> Option<Diagnostic> {
    let unseen = |c: char| {
        matches!(c,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let (at, c) = text.text.char_indices().find(|(_, c)| unseen(*c))?;
    let span = Span {
        file: text.file,
        start: at as u32,
        end: (at + c.len_utf8()) as u32,
    };
    let name = format!("U+{:04X}", u32::from(c));
    Some(
        Diagnostic::error(
            "script-syntax",
            both!(
                "there is a sign here that is not seen ({name})",
                "hier staat een onzichtbaar teken ({name})"
            ),
        )
        .at(span, ())
        .help((
            "delete it: with it a script can do something else than it seems to say",
            "haal het weg: een script kan ermee iets anders doen dan het lijkt te zeggen",
        )),
    )
}

/// Why a path leads out of the folders of scripts.
fn outside(path: &str) -> Option<(&'static str, &'static str)> {
    let parts = || path.split('/');
    if path.is_empty() {
        Some(("it is empty", "het pad is leeg"))
    } else if path.starts_with('/') || path.contains(':') {
        Some(("it is absolute", "het pad begint buiten de mappen voor scripts"))
    } else if path.contains('\\') {
        Some(("it has a `\\`; write `/`", "er staat een `\\` in; schrijf `/`"))
    } else if path.contains(|c: char| c.is_control()) {
        Some((
            "it has characters that a path can't have",
            "er staan tekens in die in een pad niet mogen",
        ))
    } else if parts().any(|p| p == "..") {
        Some(("it leads outside by `..`", "het leidt met `..` naar buiten"))
    } else if parts().any(|p| p.is_empty() || p.starts_with('.')) {
        Some(("each part of it must be a name", "elk deel ervan moet een naam zijn"))
    } else {
        None
    }
}

impl Program {
    /// The script itself.
    pub(crate) fn main(&self) -> Option<&Unit> {
        self.units.last()
    }

    /// Whether it declares itself a plugin.
    pub(crate) fn is_plugin(&self) -> bool {
        self.main().is_some_and(|unit| {
            unit.ast.statements().iter().any(|s| {
                matches!(s, Stmt::Var(var, flags, _)
                    if flags.contains(ASTFlags::CONSTANT) && var.0.name == "PLUGIN")
            })
        })
    }

    /// Evaluates the imported files, in an order in which each comes after what it imports itself, and lets the
    /// engine find them; from then on nothing is read any more.
    ///
    /// All of them together may take what one run may: what they make stays as long as the script does.
    pub(crate) fn link(&self, linked: &mut Linked) -> Result<(), Diagnostic> {
        let Some((_, imported)) = self.units.split_last() else {
            return Ok(());
        };
        let run = Arc::new(Run::plain(&linked.limits));
        for unit in imported {
            let evaluate = |engine: &Engine| Module::eval_ast_as_new(Scope::new(), &unit.runs, engine);
            let mut engine = linked.engine();
            engine.set_default_tag(run.tag());
            let steps = engine::count(&mut engine, &linked.limits);
            let mut module = evaluate(&engine).map_err(|error| {
                let ran = Ran {
                    entry: &unit.text.path,
                    texts: &self.texts,
                    run: &run,
                    linked,
                    again: &|engine| {
                        let _ = evaluate(engine);
                    },
                };
                explain::error(&error, &ran)
            })?;
            run.charge(steps.load(Ordering::Relaxed))
                .map_err(|fault| fault.diagnostic().in_file(unit.text.file))?;
            // Its functions know what it imports. To those that import it that is nothing; if it were, each way that leads
            // to a file would make all names in it anew.
            for import in &unit.imports {
                module.set_sub_module(import.alias.as_str(), Module::new());
            }
            for import in self.units.iter().flat_map(|u| &u.imports) {
                if import.path == unit.text.path {
                    linked.imports.insert(import.written.as_str(), module.clone());
                }
            }
        }
        Ok(())
    }
}

/// The functions of a file, in the order in which they stand there; functions without a name (`|x| …`) too.
fn functions(ast: &AST) -> Vec<Function> {
    let mut bare = ast.clone();
    bare.clear_statements();
    let mut functions: Vec<(Position, Function)> = ast
        .shared_lib()
        .iter_script_fn_info()
        .map(|(.., definition)| {
            // The engine shows the statements of a function only on a walk, so each is walked alone.
            let (name, count) = (&definition.name, definition.params.len());
            let mut alone = bare.clone();
            alone.retain_functions(|_, _, n, params| n == name && params == count);
            let mut body = Vec::new();
            alone.walk(&mut |path: &[ASTNode<'_>]| {
                if let [ASTNode::Stmt(statement)] = path {
                    body.push((*statement).clone());
                }
                true
            });
            let function = Function {
                name: name.to_string(),
                params: definition.params.iter().map(ToString::to_string).collect(),
                assigned: assigned(&body),
                body,
                end: definition.body.end_position(),
            };
            (definition.body.start_position(), function)
        })
        .collect();
    functions.sort_by(|(a, f), (b, g)| a.cmp(b).then_with(|| f.name.cmp(&g.name)));
    functions.into_iter().map(|(_, f)| f).collect()
}

fn assigned(body: &[Stmt]) -> Vec<String> {
    let mut names = Vec::new();
    for statement in body {
        statement.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| {
            if let Some(ASTNode::Stmt(Stmt::Assignment(assignment))) = path.last()
                && let Expr::Variable(variable, ..) = &assignment.1.lhs
            {
                names.push(variable.1.to_string());
            }
            true
        });
    }
    names
}
