//! Variables and constants that are declared and never read: often a slip, and always in the way of who reads it.

use rhai::{ASTFlags, ASTNode, Expr, Position, Stmt};
use toets_diagnostic::{Diagnostic, both};

use crate::program::{Program, Unit};

/// What is declared and never read, in all files of a script. A name that starts with `_` says that this is meant.
pub(crate) fn unused(program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in &program.units {
        let main = program.main().is_some_and(|main| main.text.path == unit.text.path);
        let mut all = Names::default();
        all.statements(unit.ast.statements());
        for function in &unit.functions {
            let mut own = Names::default();
            own.statements(&function.body);
            report(unit, own.declared.iter(), &own.read, &mut found);
            all.read.append(&mut own.read);
        }
        // What an imported file declares at its top, the script may read.
        let top = all.declared.iter().filter(|d| main && d.name != "PLUGIN");
        report(unit, top, &all.read, &mut found);
    }
    found
}

fn report<'a>(unit: &Unit, declared: impl Iterator<Item = &'a Declared>, read: &[String], found: &mut Vec<Diagnostic>) {
    for Declared { name, at, constant } in declared {
        if name.starts_with('_') || read.contains(name) {
            continue;
        }
        let what = if *constant {
            ("constant", "constante")
        } else {
            ("variable", "variabele")
        };
        found.push(
            Diagnostic::warning(
                "script-unused",
                both!(
                    "the {} `{name}` is never read",
                    "de {} `{name}` wordt nergens gebruikt",
                    what
                ),
            )
            .at(unit.text.span(*at), ())
            .help(both!(
                "read it, or take it away; if it is to stay, begin its name with `_`: `_{name}`",
                "gebruik die, of haal die weg; moet die blijven, laat de naam dan met `_` beginnen: `_{name}`"
            )),
        );
    }
}

struct Declared {
    name: String,
    at: Position,
    constant: bool,
}

/// The names in some statements.
#[derive(Default)]
struct Names {
    declared: Vec<Declared>,
    read: Vec<String>,
}

impl Names {
    fn statements(&mut self, statements: &[Stmt]) {
        for statement in statements {
            statement.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| {
                self.node(path);
                true
            });
        }
    }

    fn node(&mut self, path: &[ASTNode<'_>]) {
        match path.last() {
            Some(ASTNode::Stmt(Stmt::Var(var, flags, _))) => self.declared.push(Declared {
                name: var.0.name.to_string(),
                at: var.0.pos,
                constant: flags.contains(ASTFlags::CONSTANT),
            }),
            Some(ASTNode::Expr(Expr::Variable(variable, _, at))) => {
                // What is only given a value is not read.
                let given = path.iter().rev().nth(1).is_some_and(|around| {
                    matches!(around, ASTNode::Stmt(Stmt::Assignment(assignment))
                        if matches!(&assignment.1.lhs, Expr::Variable(_, _, left) if left == at))
                });
                if !given {
                    self.read.push(variable.1.to_string());
                }
            }
            _ => {}
        }
    }
}
