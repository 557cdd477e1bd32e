//! What goes wrong with a question: what it asks for is too large, or makes no sense.

use toets_diagnostic::Diagnostic;
use toets_diagram::Exceeded;
use toets_evaluate::Compiled;

/// How many of the variables that tie a diagram together are named.
const NAMED: usize = 12;

/// The diagrams of a question got too large; the variables are those of the study's order.
pub(crate) fn too_large(compiled: &Compiled, what: &str, exceeded: &Exceeded) -> Diagnostic {
    let study = &compiled.study;
    let all = exceeded.variables.iter();
    let mut names: Vec<String> = all
        .take(NAMED)
        .map(|&v| format!("`{}`", compiled.variables().at(v).id(study)))
        .collect();
    if exceeded.variables.len() > NAMED {
        names.push(format!("and {} more", exceeded.variables.len() - NAMED));
    }
    Diagnostic::error(
        "too-large",
        format!(
            "{what} is too much to keep apart: it needs a decision diagram of more than {} nodes",
            exceeded.limit
        ),
    )
    .with_note(format!("what ties it together: {}", names.join(", ")))
    .help("fix some of these in the scenario, the group or the call, or raise `--limit-nodes`")
}
