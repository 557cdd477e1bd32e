//! What goes wrong with a question: what it asks for is too large, or makes no sense.

use toets_diagnostic::{Diagnostic, Words, both};
use toets_diagram::Exceeded;
use toets_evaluate::Compiled;

/// How many of the variables that tie a diagram together are named.
const NAMED: usize = 12;

/// The diagrams of a question got too large; the variables are those of the study's order.
pub fn too_large(compiled: &Compiled, what: impl Into<Words>, exceeded: &Exceeded) -> Diagnostic {
    let study = &compiled.study;
    let what = what.into();
    let all = exceeded.variables.iter();
    let names: Vec<String> = all
        .take(NAMED)
        .map(|&v| format!("`{}`", compiled.variables().at(v).id(study)))
        .collect();
    let names = match exceeded.variables.len().saturating_sub(NAMED) {
        0 => Words::same(names.join(", ")),
        more => both!("{} and {more} more", "{} en nog {more}", names.join(", ")),
    };
    Diagnostic::error(
        "too-large",
        both!(
            "{} is too much to keep apart: it needs a decision diagram of more than {} nodes",
            "{} is te veel om uit elkaar te houden: dat vraagt een beslisdiagram van meer dan {} knopen",
            what,
            exceeded.limit
        ),
    )
    .with_note(both!(
        "what ties it together: {}",
        "wat het aan elkaar bindt: {}",
        names
    ))
    .help((
        "fix some of these in the scenario, the group or the call, or raise `--limit-nodes`",
        "leg er enkele van vast in het scenario, de doelgroep of de opdracht, of verhoog `--limit-nodes`",
    ))
}
