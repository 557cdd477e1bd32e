//! A page laid out as Markdown (CommonMark with tables).

use toets_model::Language;

use crate::page::{Block, Grid, Page};
use crate::scorecard::Scorecard;
use crate::words::{Line, Span};

/// The scorecard as Markdown.
pub fn markdown(card: &Scorecard, language: Language) -> String {
    lay_out(&Page::new(card, language))
}

/// A page as Markdown.
pub(crate) fn lay_out(page: &Page) -> String {
    let mut text = format!(
        "# {}\n\n{}\n",
        markdown_escaped(&page.title),
        markdown_escaped(&page.subtitle)
    );
    for section in &page.sections {
        text.push_str(&format!("\n## {}\n", markdown_escaped(&section.title)));
        for block in &section.blocks {
            text.push('\n');
            write(&mut text, block);
        }
    }
    text
}

fn write(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => {
            text.push_str(&inline(line));
            text.push('\n');
        }
        Block::Grid(grid) => table(text, grid),
        Block::Terms(terms) => {
            for (name, meaning) in terms {
                text.push_str(&format!("- {}: {}\n", code(name), markdown_escaped(meaning)));
            }
        }
        Block::List { head, items } => {
            if !head.is_empty() {
                text.push_str(&format!("{}\n\n", inline(head)));
            }
            for item in items {
                let said = match item.body.is_empty() {
                    true => inline(&item.lead),
                    false => format!("{}: {}", inline(&item.lead), inline(&item.body)),
                };
                text.push_str(&format!("- {said}\n"));
            }
        }
        Block::Tree(branches) => {
            for branch in branches {
                let indent = "  ".repeat(branch.depth);
                text.push_str(&format!("{indent}- {}\n", inline(&branch.head)));
                for note in &branch.notes {
                    text.push_str(&format!("{indent}  - {}\n", inline(note)));
                }
            }
        }
    }
}

fn table(text: &mut String, grid: &Grid) {
    let names: Vec<String> = grid.columns.iter().map(|name| cell(&markdown_escaped(name))).collect();
    text.push_str(&format!(
        "| {} | {} |\n",
        cell(&markdown_escaped(&grid.corner)),
        names.join(" | ")
    ));
    text.push_str(&format!("|---|{}\n", ":-:|".repeat(grid.columns.len())));
    for row in &grid.rows {
        // Markdown folds spaces at the start of a cell.
        let indent = "\u{2003}".repeat(row.depth);
        let mut label = markdown_escaped(&row.label);
        if let Some(code) = &row.code {
            label = format!("{} {label}", markdown_escaped(code));
        }
        if row.strong {
            label = format!("**{label}**");
        }
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|symbol| match symbol.text.as_str() {
                "" => String::new(),
                text => cell(&code(text)),
            })
            .collect();
        text.push_str(&format!("| {indent}{} | {} |\n", cell(&label), cells.join(" | ")));
    }
}

fn inline(line: &Line) -> String {
    line.iter()
        .map(|span| match span {
            Span::Plain(text) => markdown_escaped(text),
            Span::Level(text, _) | Span::Id(text) | Span::Code(text) => code(text),
            Span::Strong(text) => format!("**{}**", markdown_escaped(text)),
        })
        .collect()
}

/// What a study says, with all that Markdown or HTML would take for its own made plain.
pub fn markdown_escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!' | '$' => {
                plain.push('\\');
                plain.push(c);
            }
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// As code; a text with backticks gets longer ones around it.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{ticks} {text} {ticks}")
    } else {
        format!("{ticks}{text}{ticks}")
    }
}

/// In a table a bar must be escaped even within code; what is escaped already stays so.
fn cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut escaping = false;
    for c in text.chars() {
        if c == '|' && !escaping {
            safe.push('\\');
        }
        escaping = c == '\\' && !escaping;
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_make_markup() {
        assert_eq!(markdown_escaped("<b>|*x*\n# y"), "\\<b\\>\\|\\*x\\* \\# y");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn a_bar_stays_within_its_cell() {
        assert_eq!(cell("`a|b`"), "`a\\|b`");
        assert_eq!(cell("a\\|b"), "a\\|b");
    }
}
