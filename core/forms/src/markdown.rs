//! A page laid out as Markdown (CommonMark with tables).

use toets_answer::{Answer, Block, Branch, Cell, Line, Page, Span, Table};

use crate::Look;

/// An answer as Markdown.
pub(crate) fn write(answer: &Answer<'_>, _: Look) -> String {
    let pages = answer.pages().map(|(_, page)| lay_out(&page));
    pages.collect::<Vec<_>>().join("\n---\n\n")
}

/// A page as Markdown.
fn lay_out(page: &Page) -> String {
    let mut text = format!("# {}\n", markdown_escaped(&page.title));
    if !page.subtitle.is_empty() {
        text.push_str(&format!("\n{}\n", first(&markdown_escaped(&page.subtitle))));
    }
    for section in &page.sections {
        if !section.title.is_empty() {
            let signs = "#".repeat(section.depth + 1);
            text.push_str(&format!("\n{signs} {}\n", markdown_escaped(&section.title)));
        }
        for block in &section.blocks {
            text.push('\n');
            put(&mut text, block);
        }
    }
    text
}

fn put(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => text.push_str(&format!("{}\n", first(&inline(line)))),
        Block::Table(it) => table(text, it),
        Block::Terms(terms) => {
            for (name, meaning) in terms {
                text.push_str(&format!("- {}: {}\n", code(name), markdown_escaped(meaning)));
            }
        }
        Block::List { head, items } => {
            if !head.is_empty() {
                text.push_str(&format!("{}\n\n", first(&inline(head))));
            }
            for item in items {
                let parts = [inline(&item.lead), inline(&item.body)];
                let said: Vec<&str> = parts
                    .iter()
                    .map(String::as_str)
                    .filter(|part| !part.is_empty())
                    .collect();
                text.push_str(&format!("- {}\n", first(&said.join(": "))));
            }
        }
        Block::Tree(branches) => {
            for branch in Branch::unfolded(branches) {
                let indent = "  ".repeat(branch.depth);
                text.push_str(&format!("{indent}- {}\n", first(&inline(&branch.head))));
                for note in &branch.notes {
                    text.push_str(&format!("{indent}  - {}\n", first(&inline(note))));
                }
            }
        }
        Block::Drawing(drawing) => match &drawing.mermaid {
            // Labels can't end the block: the drawing writes quotes and backticks as entities.
            Some(mermaid) => text.push_str(&format!("````mermaid\n{}\n````\n", mermaid.trim_end())),
            None => text.push_str(&format!(
                "{}: {}\n",
                first(&markdown_escaped(&drawing.title)),
                markdown_escaped(&drawing.alt)
            )),
        },
    }
}

fn table(text: &mut String, table: &Table) {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| in_table(&markdown_escaped(&column.name)))
        .collect();
    text.push_str(&format!("| {} |\n", names.join(" | ")));
    // Signs stand in the middle of their columns.
    let signs = |n: usize| {
        n > 0
            && table
                .rows
                .iter()
                .all(|row| row.cells.get(n).is_some_and(|cell| cell.short.is_some()))
    };
    let rule: String = (0..table.columns.len())
        .map(|n| if signs(n) { ":-:|" } else { "---|" })
        .collect();
    text.push_str(&format!("|{rule}\n"));
    for row in &table.rows {
        let cells: Vec<String> = (row.cells.iter().enumerate())
            .map(|(n, cell)| match cell_text(cell) {
                said if n > 0 => said,
                said => {
                    let said = if row.strong { format!("**{said}**") } else { said };
                    // Markdown folds spaces at the start of a cell.
                    format!("{}{said}", "\u{2003}".repeat(row.depth))
                }
            })
            .collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn cell_text(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(|line| in_table(&inline(line))).collect();
    lines.join("<br>")
}

fn inline(line: &Line) -> String {
    line.iter()
        .map(|span| match span {
            Span::Plain(text) => markdown_escaped(text),
            Span::Level(text, _) | Span::Id(text) | Span::Code(text) => code(text),
            Span::Strong(text) if text.trim().is_empty() => markdown_escaped(text),
            Span::Strong(text) => format!("**{}**", markdown_escaped(text)),
        })
        .collect()
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
    // A bare address would become a link.
    plain.replace("://", "\\://").replace("www.", "www\\.")
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
fn in_table(text: &str) -> String {
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
        assert_eq!(markdown_escaped("https://x.y www.x"), "https\\://x.y www\\.x");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn a_text_cannot_begin_a_list() {
        assert_eq!(first("- x"), "\\- x");
        assert_eq!(first("12. x"), "12\\. x");
        assert_eq!(first("12 x"), "12 x");
        assert_eq!(first("=== x"), "\\=== x");
    }

    #[test]
    fn a_bar_stays_within_its_cell() {
        assert_eq!(in_table("`a|b`"), "`a\\|b`");
        assert_eq!(in_table("a\\|b"), "a\\|b");
    }
}
