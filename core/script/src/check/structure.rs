//! The form of a plugin and of imported files: constants, imports and functions, nothing else.

use rhai::{ASTFlags, Stmt};
use toets_diagnostic::{Diagnostic, both};

use crate::program::{Program, Unit};
use crate::words;

/// Checks the form of all files; `plugin`: the script itself is one.
pub(crate) fn structure(program: &Program, plugin: bool) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let Some((main, imported)) = program.units.split_last() else {
        return faults;
    };
    for unit in imported {
        top_level(unit, ("an imported file", "een geïmporteerd bestand"), &mut faults);
    }
    for unit in &program.units {
        inner_imports(unit, &mut faults);
        typed_functions(unit, &mut faults);
    }
    if plugin {
        top_level(main, ("a plugin", "een plugin"), &mut faults);
        entry(main, &mut faults);
        tests(main, &mut faults);
    }
    faults
}

fn top_level(unit: &Unit, what: (&str, &str), faults: &mut Vec<Diagnostic>) {
    for statement in unit.ast.statements() {
        let fine = match statement {
            Stmt::Noop(_) | Stmt::Import(..) => true,
            Stmt::Var(_, flags, _) => flags.contains(ASTFlags::CONSTANT),
            _ => false,
        };
        if !fine {
            let help = if matches!(statement, Stmt::Var(..)) {
                (
                    "write `const` instead of `let`, or move it into the function that uses it",
                    "schrijf `const` in plaats van `let`, of zet het in de functie die het gebruikt",
                )
            } else {
                (
                    "move it into a function; what `fn score(cell)` returns is the result",
                    "zet het in een functie; wat `fn score(cell)` teruggeeft, is de uitkomst",
                )
            };
            faults.push(
                Diagnostic::error(
                    "script-top-level",
                    both!(
                        "at the top of {} stand only `const`, `import` and `fn`",
                        "bovenaan {} staan alleen `const`, `import` en `fn`",
                        what
                    ),
                )
                .at(unit.text.span(statement.position()), ())
                .help(help),
            );
        }
    }
}

/// Functions that belong to a type (`fn text.f()`): the check could not follow them.
fn typed_functions(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    for function in unit.ast.iter_functions() {
        if let Some(of) = function.this_type {
            let message = both!(
                "a function can't be given to `{of}`",
                "een functie kan niet bij `{of}` horen"
            );
            let fault = Diagnostic::error("script-forbidden", message)
                .at(
                    unit.text
                        .function(function.name)
                        .or_else(|| unit.text.function(of))
                        .unwrap_or_else(|| unit.text.token(0)),
                    (),
                )
                .help((
                    "write a plain function: `fn name(value) { … }`",
                    "schrijf een gewone functie: `fn naam(waarde) { … }`",
                ));
            faults.push(fault);
        }
    }
}

const TO_TOP: (&str, &str) = ("move it to the top of the file", "zet hem bovenaan het bestand");

/// Imports are resolved before a run, so they stand at the top of a file.
fn inner_imports(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    unit.ast.walk(&mut |path: &[rhai::ASTNode<'_>]| {
        if let Some(rhai::ASTNode::Stmt(Stmt::Import(_, at))) = path.last()
            && path.len() > 1
        {
            faults.push(
                Diagnostic::error(
                    "script-import",
                    (
                        "an import stands within a function or block",
                        "een import staat binnen een functie of een blok",
                    ),
                )
                .at(unit.text.span(*at), ())
                .help(TO_TOP),
            );
        }
        true
    });
    let top: Vec<_> = unit
        .ast
        .statements()
        .iter()
        .filter_map(|s| match s {
            Stmt::Import(_, at) => Some(*at),
            _ => None,
        })
        .collect();
    unit.ast.walk(&mut |path: &[rhai::ASTNode<'_>]| {
        if let Some(rhai::ASTNode::Stmt(Stmt::Import(_, at))) = path.last()
            && path.len() == 1
            && !top.contains(at)
        {
            faults.push(
                Diagnostic::error(
                    "script-import",
                    (
                        "an import stands within a function",
                        "een import staat binnen een functie",
                    ),
                )
                .at(unit.text.span(*at), ())
                .help(TO_TOP),
            );
        }
        true
    });
}

/// A test takes nothing: it makes its own cells.
fn tests(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    for function in unit.ast.iter_functions() {
        if function.name.starts_with(crate::tested::PREFIX) && !function.params.is_empty() {
            faults.push(
                Diagnostic::error(
                    "script-test",
                    both!(
                        "the test `{}` takes arguments",
                        "de test `{}` vraagt waarden tussen de haakjes",
                        function.name
                    ),
                )
                .at(
                    unit.text.function(function.name).unwrap_or_else(|| unit.text.token(0)),
                    (),
                )
                .help(both!(
                    "write `fn {}() {{ … }}`, and make the cell in it: `cell(#{{ timing: \"outside\" }})`",
                    "schrijf `fn {}() {{ … }}`, en maak de cel daarin: `cell(#{{ timing: \"outside\" }})`",
                    function.name
                )),
            );
        }
    }
}

fn entry(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    let scores: Vec<_> = unit.ast.iter_functions().filter(|f| f.name == "score").collect();
    let fault = match scores.as_slice() {
        [only] if only.params.len() == 1 => return,
        [] => {
            let near = unit
                .ast
                .iter_functions()
                .map(|f| f.name)
                .filter(|n| !n.starts_with("anon$"))
                .collect::<Vec<_>>();
            Diagnostic::error(
                "script-entry",
                (
                    "the plugin has no `fn score(cell)`",
                    "de plugin heeft geen `fn score(cell)`",
                ),
            )
            .in_file(unit.text.file)
            .help(match words::nearest("score", near) {
                Some(near) => both!("call `{near}` by the name `score`", "geef `{near}` de naam `score`"),
                None => (
                    "add `fn score(cell) { judge(\"…\").because(\"…\") }`",
                    "voeg toe: `fn score(cell) { judge(\"…\").because(\"…\") }`",
                )
                    .into(),
            })
        }
        several => Diagnostic::error(
            "script-entry",
            match several {
                [only] => both!(
                    "`score` takes one argument, the cell, not {}",
                    "`score` vraagt één waarde, de cel, niet {}",
                    only.params.len()
                ),
                _ => (
                    "there is more than one function `score`",
                    "er is meer dan één functie `score`",
                )
                    .into(),
            },
        )
        .at(unit.text.function("score").unwrap_or_else(|| unit.text.token(0)), ())
        .help(("write `fn score(cell) { … }`", "schrijf `fn score(cell) { … }`")),
    };
    faults.push(fault);
}
