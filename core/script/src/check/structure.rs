//! The form of a plugin and of imported files: constants, imports and functions, nothing else.

use rhai::{ASTFlags, Stmt};
use toets_diagnostic::Diagnostic;

use crate::program::{Program, Unit};
use crate::words;

/// Checks the form of all files; `plugin`: the script itself is one.
pub(crate) fn structure(program: &Program, plugin: bool) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let Some((main, imported)) = program.units.split_last() else {
        return faults;
    };
    for unit in imported {
        top_level(unit, "an imported file", &mut faults);
    }
    for unit in &program.units {
        inner_imports(unit, &mut faults);
        typed_functions(unit, &mut faults);
    }
    if plugin {
        top_level(main, "a plugin", &mut faults);
        entry(main, &mut faults);
        tests(main, &mut faults);
    }
    faults
}

fn top_level(unit: &Unit, what: &str, faults: &mut Vec<Diagnostic>) {
    for statement in unit.ast.statements() {
        let fine = match statement {
            Stmt::Noop(_) | Stmt::Import(..) => true,
            Stmt::Var(_, flags, _) => flags.contains(ASTFlags::CONSTANT),
            _ => false,
        };
        if !fine {
            let help = if matches!(statement, Stmt::Var(..)) {
                "write `const` instead of `let`, or move it into the function that uses it"
            } else {
                "move it into a function; what `fn score(cell)` returns is the result"
            };
            faults.push(
                Diagnostic::error(
                    "script-top-level",
                    format!("at the top of {what} stand only `const`, `import` and `fn`"),
                )
                .at(unit.text.span(statement.position()), "")
                .help(help),
            );
        }
    }
}

/// Functions that belong to a type (`fn text.f()`): the check could not follow them.
fn typed_functions(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    for function in unit.ast.iter_functions() {
        if let Some(of) = function.this_type {
            let fault = Diagnostic::error("script-forbidden", format!("a function can't be given to `{of}`"))
                .at(
                    unit.text
                        .function(function.name)
                        .or_else(|| unit.text.function(of))
                        .unwrap_or_else(|| unit.text.token(0)),
                    "",
                )
                .help("write a plain function: `fn name(value) { … }`");
            faults.push(fault);
        }
    }
}

/// Imports are resolved before a run, so they stand at the top of a file.
fn inner_imports(unit: &Unit, faults: &mut Vec<Diagnostic>) {
    unit.ast.walk(&mut |path: &[rhai::ASTNode<'_>]| {
        if let Some(rhai::ASTNode::Stmt(Stmt::Import(_, at))) = path.last()
            && path.len() > 1
        {
            faults.push(
                Diagnostic::error("script-import", "an import stands within a function or block")
                    .at(unit.text.span(*at), "")
                    .help("move it to the top of the file"),
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
                Diagnostic::error("script-import", "an import stands within a function")
                    .at(unit.text.span(*at), "")
                    .help("move it to the top of the file"),
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
                Diagnostic::error("script-test", format!("the test `{}` takes arguments", function.name))
                    .at(
                        unit.text.function(function.name).unwrap_or_else(|| unit.text.token(0)),
                        "",
                    )
                    .help(format!(
                        "write `fn {}() {{ … }}`, and make the cell in it: `cell(#{{ timing: \"outside\" }})`",
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
            Diagnostic::error("script-entry", "the plugin has no `fn score(cell)`")
                .in_file(unit.text.file)
                .help(match words::nearest("score", near) {
                    Some(near) => format!("call `{near}` by the name `score`"),
                    None => "add `fn score(cell) { judge(\"…\").because(\"…\") }`".to_owned(),
                })
        }
        several => Diagnostic::error(
            "script-entry",
            match several {
                [only] => format!("`score` takes one argument, the cell, not {}", only.params.len()),
                _ => "there is more than one function `score`".to_owned(),
            },
        )
        .at(unit.text.function("score").unwrap_or_else(|| unit.text.token(0)), "")
        .help("write `fn score(cell) { … }`"),
    };
    faults.push(fault);
}
