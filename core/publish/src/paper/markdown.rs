//! A report as Markdown (CommonMark with tables).

use toets_report::markdown_escaped;

use super::blocks::{Block, Cell, Table};
use super::set_down;
use crate::answers::Answers;
use crate::document::{Line, Report};
use crate::texts::Texts;

/// The report in each language, one after the other.
pub fn markdown(answers: &Answers, told: &[(Report, Texts)]) -> String {
    let mut text = String::new();
    for (report, texts) in told {
        if !text.is_empty() {
            text.push_str("\n---\n\n");
        }
        text.push_str(&format!("# {}\n", escaped(&report.about.title)));
        for block in set_down(answers, report, texts) {
            text.push('\n');
            match block {
                Block::Heading(depth, title) => {
                    text.push_str(&format!("{} {}\n", "#".repeat(depth + 1), escaped(&title)));
                }
                Block::Text(line) => text.push_str(&format!("{}\n", first(&inline(&line)))),
                Block::List(items) => {
                    for item in items {
                        text.push_str(&format!("- {}\n", first(&inline(&item))));
                    }
                }
                Block::Table(it) => table(&mut text, &it),
                Block::Graph => {
                    // Labels can't end the block: the drawing writes quotes and backticks as entities.
                    let drawing = toets_graph::mermaid(&answers.graph, texts.language());
                    text.push_str(&format!("````mermaid\n{}\n````\n", drawing.trim_end()));
                }
            }
        }
    }
    text
}

fn table(text: &mut String, table: &Table) {
    let names: Vec<String> = table.columns.iter().map(|column| escaped(&column.name)).collect();
    text.push_str(&format!("| {} |\n", names.join(" | ")));
    text.push_str(&format!("|{}\n", "---|".repeat(table.columns.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(inline).collect();
    // Markdown folds spaces at the start of a cell.
    format!("{}{}", "\u{2003}".repeat(cell.indent), lines.join("<br>"))
}

fn inline(line: &Line) -> String {
    line.iter()
        .map(|piece| match piece.kind {
            "level" | "strong" if !piece.text.trim().is_empty() => format!("**{}**", escaped(&piece.text)),
            "id" => code(&piece.text),
            _ => escaped(&piece.text),
        })
        .collect()
}

/// What a study says, with all that Markdown or HTML would take for its own made plain.
fn escaped(text: &str) -> String {
    // A bare address would become a link.
    markdown_escaped(text).replace("://", "\\://").replace("www.", "www\\.")
}

/// The start of a block: what would begin a list, a quotation or a line there is made plain.
fn first(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match text.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &text[..digits], &text[digits..]),
        Some(b'-' | b'+' | b'=') if digits == 0 => format!("\\{text}"),
        _ => text.to_owned(),
    }
}

/// As code: an id, a hash, a command. In a table a bar would end the cell even there; backticks would end the code.
fn code(text: &str) -> String {
    match text.contains(|c: char| c == '`' || c == '|' || c.is_control()) || text.is_empty() {
        true => escaped(text),
        false => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_make_markup() {
        assert_eq!(escaped("<b>|*x*\n# y"), "\\<b\\>\\|\\*x\\* \\# y");
        assert_eq!(escaped("https://x.y www.x"), "https\\://x.y www\\.x");
        assert_eq!(code("a|b"), "a\\|b");
        assert_eq!(code("open.f1"), "`open.f1`");
    }

    #[test]
    fn a_text_cannot_begin_a_list() {
        assert_eq!(first("- x"), "\\- x");
        assert_eq!(first("12. x"), "12\\. x");
        assert_eq!(first("12 x"), "12 x");
        assert_eq!(first("=== x"), "\\=== x");
    }
}
