//! What can be said of a script before it runs.

mod compare;
mod expressions;
mod never;
mod structure;
pub(crate) mod study;
pub(crate) mod types;
mod unused;
mod walk;

use rhai::{ASTNode, Expr, FnCallExpr, Position, Stmt};
use toets_diagnostic::{Diagnostic, Words, both};

use crate::api;
use crate::meter::CURRY;
use crate::place::Text;
use crate::program::{Program, Unit};
use crate::{syntax, words};

pub(crate) use never::never;
pub(crate) use structure::structure;
pub(crate) use unused::unused;

/// Why a function of the engine or of other languages is not there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forbidden {
    what: (&'static str, &'static str),
    help: (&'static str, &'static str),
}

impl Forbidden {
    pub(crate) fn message(self, name: &str) -> Words {
        both!(
            "`{name}` can't be used: {}",
            "`{name}` is niet te gebruiken: {}",
            self.what
        )
    }

    pub(crate) fn help(self) -> Words {
        self.help.into()
    }
}

/// Functions that a script can't have, and why.
pub(crate) fn forbidden(name: &str) -> Option<Forbidden> {
    const FROM_STUDY: (&str, &str) = (
        "put what it needs in the study, and read it with `cell.params`",
        "zet wat het nodig heeft in de studie, en lees dat met `cell.params`",
    );
    let of = |what, help| Some(Forbidden { what, help });
    match name {
        "eval" | "exec" | "compile" => of(
            (
                "a script can't run text as a script",
                "een script kan een tekst niet als script uitvoeren",
            ),
            (
                "write what it does as a function",
                "schrijf wat die tekst doet als een functie",
            ),
        ),
        "print" | "debug" | "println" | "echo" | "puts" => of(
            ("a script prints nothing", "een script drukt niets af"),
            (
                "say why with `.because(\"…\")`: `explain` shows it",
                "zeg waarom met `.because(\"…\")`: `explain` laat het zien",
            ),
        ),
        "exit" | "quit" | "abort" => of(
            (
                "a script can't end the program",
                "een script kan het programma niet beëindigen",
            ),
            (
                "write `return`, or `throw \"…\"` for what can't be right",
                "schrijf `return`, of `throw \"…\"` voor wat niet kan kloppen",
            ),
        ),
        "sleep" | "wait" | "yield" | "spawn" | "thread" | "go" | "async" | "await" | "sync" => of(
            (
                "a script can't wait or do two things at once",
                "een script kan niet wachten of twee dingen tegelijk doen",
            ),
            ("leave it out", "laat het weg"),
        ),
        "timestamp" | "now" | "today" | "time" | "date" | "clock" => of(
            (
                "a script can't see the time: the same study gives the same result on any day",
                "een script ziet de tijd niet: dezelfde studie geeft op elke dag dezelfde uitkomst",
            ),
            (
                "read the day whose law counts with `cell.as_of`",
                "lees de peildatum met `cell.as_of`",
            ),
        ),
        "rand" | "random" | "randint" | "rand_int" | "uuid" | "shuffle" => of(
            (
                "nothing is left to chance: the same study gives the same result each time",
                "niets hangt van toeval af: dezelfde studie geeft elke keer dezelfde uitkomst",
            ),
            (
                "what is not known is left open: `open([…])`",
                "laat open wat niet bekend is: `open([…])`",
            ),
        ),
        "open_file" | "read_file" | "write_file" | "file" | "read" | "write" | "load" | "fopen" => of(
            (
                "a script can't read or write files",
                "een script kan geen bestanden lezen of schrijven",
            ),
            FROM_STUDY,
        ),
        "http" | "fetch" | "get_url" | "request" | "curl" | "socket" => of(
            (
                "a script can't reach the network",
                "een script kan het netwerk niet bereiken",
            ),
            FROM_STUDY,
        ),
        "env" | "getenv" | "environ" | "system" | "shell" | "command" => of(
            (
                "a script can't see the computer it runs on",
                "een script ziet niets van de computer waarop het draait",
            ),
            FROM_STUDY,
        ),
        "parse_json" | "from_json" | "to_json" => of(
            (
                "a script can't read other formats",
                "een script kan geen andere bestandsvormen lezen",
            ),
            FROM_STUDY,
        ),
        "type_of" | "is_def_fn" | "is_def_var" | "is_shared" | "Fn" | "set_tag" | "tag" | "get_fn_metadata_list" => of(
            (
                "a script can't look into itself",
                "een script kan niet in zichzelf kijken",
            ),
            (
                "write what it should do in each case",
                "schrijf voor elk geval wat het moet doen",
            ),
        ),
        CURRY => of(
            (
                "a function holds the variables around it by itself",
                "een functie houdt de variabelen om haar heen zelf vast",
            ),
            ("write `|x| f.call(value, x)`", "schrijf `|x| f.call(waarde, x)`"),
        ),
        _ => None,
    }
}

/// Functions of the engine itself that a script may use.
const KEYWORDS: [&str; 1] = ["call"];

/// Looks for unknown functions and for what is not allowed, in all files of a script.
pub(crate) fn functions(program: &Program, scenarios: bool) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for unit in &program.units {
        shadowed(unit, &mut faults);
        unit.ast.walk(&mut |path: &[ASTNode<'_>]| {
            let check = Check {
                program,
                unit,
                scenarios,
            };
            match path.last() {
                Some(ASTNode::Expr(Expr::FnCall(call, at)) | ASTNode::Stmt(Stmt::FnCall(call, at))) => {
                    check.call(call, *at, false, &mut faults);
                }
                Some(ASTNode::Expr(Expr::MethodCall(call, at))) => {
                    check.call(call, *at, true, &mut faults);
                }
                Some(ASTNode::Stmt(Stmt::TryCatch(_, at))) => faults.push(
                    Diagnostic::error(
                        "script-forbidden",
                        (
                            "`try` can't be used: errors and limits can't be caught, each of them must be seen",
                            "`try` is niet te gebruiken: fouten en grenzen zijn niet op te vangen, elke fout moet zichtbaar zijn",
                        ),
                    )
                    .at(unit.text.span(*at), ())
                    .help((
                        "test with `if` for what may be missing",
                        "vraag met `if` of er is wat kan ontbreken",
                    )),
                ),
                _ => {}
            }
            true
        });
    }
    // A call that forms a statement is met twice on the walk.
    toets_diagnostic::sort(&mut faults);
    faults
}

/// Functions of a script can't take the place of those of the framework.
fn shadowed(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    for function in unit.ast.iter_functions() {
        let taken = api::functions().any(|(name, ..)| name == function.name)
            || KEYWORDS.contains(&function.name)
            || forbidden(function.name).is_some();
        if taken && !function.name.starts_with("anon$") {
            let mut fault = Diagnostic::error(
                "script-name-taken",
                both!(
                    "`{}` is a name of the framework: a script can't define it again",
                    "`{}` is een naam van het programma: een script kan die niet opnieuw gebruiken",
                    function.name
                ),
            )
            .help(("give the function another name", "geef de functie een andere naam"));
            if let Some(span) = unit.text.function(function.name) {
                fault = fault.at(span, ());
            }
            faults.push(fault);
        }
    }
}

struct Check<'a> {
    program: &'a Program,
    unit: &'a Unit,
    scenarios: bool,
}

impl Check<'_> {
    fn call(&self, call: &FnCallExpr, at: Position, method: bool, faults: &mut Vec<Diagnostic>) {
        let name = call.name.as_str();
        let given = call.args.len();
        if call.op_token.is_some() || name.starts_with("anon$") {
            return;
        }
        let text = &self.unit.text;
        if call.is_qualified() {
            if let Some(fault) = self.qualified(call, at) {
                faults.push(fault);
            }
            return;
        }
        // A closure that uses variables around it is written by the engine itself as `curry(Fn(…), …)`.
        let by_engine = (name == CURRY && text.slice(text.span(at)) != CURRY) || (name == "Fn" && at.is_none());
        if KEYWORDS.contains(&name) || by_engine {
            return;
        }
        if defines(self.unit, name, given) {
            return;
        }
        let natives = given + usize::from(method);
        if let Some((_, arities, item)) = api::functions().find(|(n, ..)| *n == name) {
            if self.elsewhere(item.section) {
                faults.push(self.wrong_kind(name, text, at));
            } else if !arities.contains(&natives) {
                faults.push(
                    Diagnostic::error(
                        "script-arguments",
                        both!(
                            "`{name}` takes other arguments than the {given} it is given here",
                            "`{name}` vraagt andere waarden dan de {given} die het hier krijgt"
                        ),
                    )
                    .at(text.span(at), ())
                    .help(both!("write `{}`", "schrijf `{}`", item.signature)),
                );
            }
            return;
        }
        if let Some(reason) = forbidden(name) {
            faults.push(
                Diagnostic::error("script-forbidden", reason.message(name))
                    .at(text.span(at), ())
                    .help(reason.help()),
            );
            return;
        }
        faults.push(self.unknown(name, given, at));
    }

    /// Whether a section belongs to the other kind of script.
    fn elsewhere(&self, section: api::Section) -> bool {
        match section {
            api::Section::Scenarios => !self.scenarios,
            api::Section::Cell | api::Section::Judgement | api::Section::Evidence | api::Section::Tests => {
                self.scenarios
            }
            _ => false,
        }
    }

    fn wrong_kind(&self, name: &str, text: &Text, at: Position) -> Diagnostic {
        let fault = if self.scenarios {
            Diagnostic::error(
                "script-forbidden",
                both!(
                    "`{name}` belongs in a plugin, and this is a scenario script",
                    "`{name}` hoort in een plugin, en dit is een scenarioscript"
                ),
            )
            .help((
                "a plugin has `const PLUGIN = #{ … };` and `fn score(cell) { … }`",
                "een plugin heeft `const PLUGIN = #{ … };` en `fn score(cell) { … }`",
            ))
        } else {
            Diagnostic::error(
                "script-forbidden",
                both!(
                    "`{name}` belongs in a scenario script, and this is a plugin",
                    "`{name}` hoort in een scenarioscript, en dit is een plugin"
                ),
            )
            .help((
                "put scenarios in a file of their own, without `const PLUGIN`",
                "zet scenario's in een eigen bestand, zonder `const PLUGIN`",
            ))
        };
        fault.at(text.span(at), ())
    }

    fn unknown(&self, name: &str, given: usize, at: Position) -> Diagnostic {
        let text = &self.unit.text;
        let own: Vec<_> = self.unit.ast.iter_functions().collect();
        let fault = |message: Words| Diagnostic::error("script-unknown-function", message).at(text.span(at), ());
        if let Some(function) = own.iter().find(|f| f.name == name) {
            return fault(both!(
                "the function `{name}` takes {}, not {given}",
                "de functie `{name}` vraagt {}, niet {given}",
                words::count(function.params.len(), words::ARGUMENT)
            ))
            .help(both!(
                "it is written `{name}({})`",
                "schrijf `{name}({})`",
                function.params.join(", ")
            ));
        }
        let base = fault(both!("there is no function `{name}`", "er is geen functie `{name}`"));
        match name {
            "not" => return base.help(syntax::NOT),
            "and" => return base.help(syntax::AND),
            "or" => return base.help(syntax::OR),
            _ => {}
        }
        if api::table()
            .iter()
            .any(|e| e.item.name == name && matches!(e.form, api::Form::Field { .. }))
        {
            return base.help(both!(
                "`{name}` is read without parentheses: `.{name}`",
                "`{name}` leest u zonder haakjes: `.{name}`"
            ));
        }
        if text.text.contains(&format!("let {name} ")) {
            return base.help(both!(
                "to use the function that `{name}` holds, write `{name}.call(…)`",
                "schrijf `{name}.call(…)` om de functie in `{name}` te gebruiken"
            ));
        }
        let known = api::functions()
            .filter(|(_, _, item)| !self.elsewhere(item.section))
            .map(|(n, ..)| n)
            .chain(own.iter().map(|f| f.name).filter(|n| !n.starts_with("anon$")));
        match words::nearest(name, known) {
            Some(near) => base.help(words::did_you_mean(near)),
            None => base.help((
                "what a script can use is listed in the reference; your own functions are written `fn name(…) { … }`",
                "de handleiding somt op wat een script kan gebruiken; eigen functies schrijft u als `fn naam(…) { … }`",
            )),
        }
    }

    fn qualified(&self, call: &FnCallExpr, at: Position) -> Option<Diagnostic> {
        let text = &self.unit.text;
        let root = call.namespace.root();
        let name = call.name.as_str();
        let fault = |message: Words| Diagnostic::error("script-unknown-function", message).at(text.span(at), ());
        if root == "global" {
            return Some(
                fault(both!(
                    "there is no function `global::{name}`",
                    "er is geen functie `global::{name}`"
                ))
                .help((
                    "`global::` stands before constants only",
                    "`global::` staat alleen vóór constanten",
                )),
            );
        }
        if let [_, .., last] = &call.namespace.path[..] {
            return Some(
                fault(both!(
                    "`{root}` gives its own functions, not those that it imports itself",
                    "`{root}` geeft zijn eigen functies, niet wat het zelf importeert"
                ))
                .help(both!(
                    "import that file here as well, and write `{}::{name}(…)`",
                    "importeer dat bestand ook hier, en schrijf `{}::{name}(…)`",
                    last.name.as_str()
                )),
            );
        }
        let import = self.unit.imports.iter().find(|i| i.alias == root)?;
        let unit = self.program.units.iter().find(|u| u.text.path == import.path)?;
        let found = unit
            .ast
            .iter_functions()
            .find(|f| f.name == name && f.params.len() == call.args.len());
        match found {
            Some(f) if f.access.is_private() => Some(
                fault(both!(
                    "the function `{name}` of {} is private",
                    "de functie `{name}` van {} is alleen daar te gebruiken (`private`)",
                    &*import.path
                ))
                .help((
                    "leave out `private` before `fn` there",
                    "laat daar `private` vóór `fn` weg",
                )),
            ),
            Some(_) => None,
            None => {
                let others: Vec<_> = unit.ast.iter_functions().map(|f| f.name).collect();
                let mut diagnostic = match unit.ast.iter_functions().find(|f| f.name == name) {
                    Some(f) => fault(both!(
                        "the function `{name}` of {} takes {}, not {}",
                        "de functie `{name}` van {} vraagt {}, niet {}",
                        &*import.path,
                        words::count(f.params.len(), words::ARGUMENT),
                        call.args.len()
                    )),
                    None => fault(both!(
                        "{} has no function `{name}`",
                        "{} heeft geen functie `{name}`",
                        &*import.path
                    )),
                };
                diagnostic.help = words::suggest(name, others, ("its functions are", "de functies daar zijn"));
                Some(diagnostic)
            }
        }
    }
}

/// Whether a file defines a function with these arguments.
fn defines(unit: &Unit, name: &str, given: usize) -> bool {
    unit.ast
        .iter_functions()
        .any(|f| f.name == name && f.params.len() == given)
}

/// Whether the script reads the findings on its node: by the field `findings`, or by the methods that ask for them.
pub(crate) fn reads_findings(program: &Program) -> bool {
    let mut reads = false;
    for unit in &program.units {
        unit.ast.walk(&mut |path: &[ASTNode<'_>]| {
            reads |= match path.last() {
                Some(ASTNode::Expr(Expr::Property(property, _))) => property.2.as_str() == "findings",
                Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => {
                    matches!(call.name.as_str(), "evidence" | "strongest")
                }
                _ => false,
            };
            true
        });
    }
    reads
}

/// All properties that are read in the script, once each: what may be a variable of the study.
pub(crate) fn properties(program: &Program) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for unit in &program.units {
        unit.ast.walk(&mut |path: &[ASTNode<'_>]| {
            if let Some(ASTNode::Expr(Expr::Property(property, _))) = path.last()
                && !names.iter().any(|n| *n == property.2.as_str())
            {
                names.push(property.2.to_string());
            }
            true
        });
    }
    names
}
