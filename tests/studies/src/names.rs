//! What things are called in the files, and in results.

use crate::spec::{Domain, Spec};

pub fn variable(n: usize) -> String {
    format!("x{n}")
}

pub fn value(n: usize) -> String {
    ["p", "q", "r", "s"][n].to_owned()
}

pub fn scale(n: usize) -> String {
    format!("scale{n}")
}

pub fn node(n: usize) -> String {
    format!("n{n}")
}

pub fn finding(n: usize) -> String {
    format!("f{n}")
}

pub fn transfer(n: usize) -> String {
    format!("t{n}")
}

pub fn contest(n: usize) -> String {
    format!("k{n}")
}

pub fn scenario(n: usize) -> String {
    format!("S{n}")
}

pub fn group(n: usize) -> String {
    format!("g{n}")
}

pub fn provision(n: usize) -> String {
    format!("law:{n}")
}

pub fn conclusion(n: usize) -> String {
    format!("c{n}")
}

/// Its place among those that a summary opens with: not in the order of declaration, and some share one.
pub fn key(n: usize) -> Option<u32> {
    [Some(2), None, Some(1), Some(2)][n % 4]
}

/// The plugin that scores a node.
pub fn script(node: usize) -> String {
    format!("script-{node}")
}

/// How results call a value of a variable that is open.
pub fn open_value(spec: &Spec, variable: usize, nth: usize) -> String {
    match &spec.variables[variable].domain {
        Domain::Values(_) => value(nth),
        Domain::Number(cuts) if nth == 0 => format!("<{}", cuts[0]),
        Domain::Number(cuts) if nth == cuts.len() => format!(">={}", cuts[nth - 1]),
        Domain::Number(cuts) => format!("{}..{}", cuts[nth - 1], cuts[nth]),
    }
}
