//! A page as Typst source, set up for a tagged PDF (PDF/UA-1): title, language, headings in order, headers of tables, a text in
//! the place of a drawing.

use toets_answer::{Answer, Block, Branch, Cell, Line, Page, Section, Span, Table};
use toets_model::Language;

use crate::Look;
use crate::shade::{SHADES, shade};

/// How it is set, before what it says. `n2` … `v` are cells in the colours of tones.
const LOOK: &str = r#"#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 18mm), numbering: "1 / 1")
#set text(size: 9.5pt, hyphenate: true)
#set par(leading: 0.55em, spacing: 0.8em)
#set table(inset: 4pt, stroke: 0.4pt + luma(170), align: left + top)
#set list(spacing: 0.6em)
#show heading: set block(above: 1.4em, below: 0.7em, sticky: true)
#show table: set text(size: 8pt)
#show table: set par(spacing: 0.55em, leading: 0.5em, justify: false)
#show table.cell.where(y: 0): set text(weight: "bold")
#show raw: set text(size: 0.92em)
"#;
/// What is added where a page is long enough for a list of its parts.
const PARTS: &str = "#show heading.where(level: 1): it => { pagebreak(weak: true); it }\n";
/// From so many parts with parts of their own each begins a page.
const MANY: usize = 4;

/// An answer as Typst source.
pub(crate) fn write(answer: &Answer<'_>, _: Look) -> String {
    source(answer)
}

/// The same, for the program that makes a PDF of it.
pub(crate) fn source(answer: &Answer<'_>) -> String {
    typst_of(&answer.pages().collect::<Vec<_>>())
}

/// The same page in each language, one after the other.
fn typst_of(pages: &[(Language, Page)]) -> String {
    let Some((_, first)) = pages.first() else {
        return String::new();
    };
    let mut text = format!(
        "// A PDF of it: typst compile --pdf-standard ua-1 FILE.typ\n#set document(title: {}, date: none)\n{LOOK}",
        string(&first.title)
    );
    let long = pages.iter().any(|(_, page)| is_long(page));
    if long {
        text.push_str(PARTS);
    }
    for shade in SHADES {
        text.push_str(&format!(
            "#let {}(body) = table.cell(fill: rgb(\"{:06x}\"), text(fill: rgb(\"{:06x}\"), body))\n",
            shade.name, shade.paper, shade.ink
        ));
    }
    for (n, (language, page)) in pages.iter().enumerate() {
        if n > 0 {
            text.push_str("\n#pagebreak(weak: true)\n");
        }
        one(&mut text, *language, page, long && n == 0);
    }
    text
}

fn is_long(page: &Page) -> bool {
    page.sections.iter().any(|section| section.depth > 1)
        && page.sections.iter().filter(|section| section.depth == 1).count() >= MANY
}

fn one(text: &mut String, language: Language, page: &Page, contents: bool) {
    let (lang, title) = match language {
        Language::Nl => ("nl", "Inhoud"),
        Language::En => ("en", "Contents"),
    };
    text.push_str(&format!(
        "\n#set text(lang: \"{lang}\")\n#title[{}]\n",
        escaped(&page.title)
    ));
    if !page.subtitle.is_empty() {
        text.push_str(&format!("\n{}\n", escaped(&page.subtitle)));
    }
    let mut contents = contents.then(|| format!("\n#strong[{title}]\n\n#outline(depth: 1, title: none)\n"));
    for section in &page.sections {
        if !section.title.is_empty() {
            text.push_str(&contents.take().unwrap_or_default());
        }
        part(text, section);
    }
}

/// A section; what needs a page across takes its heading there.
fn part(text: &mut String, section: &Section) {
    let across = matches!(section.blocks.as_slice(), [Block::Table(table), ..] if table.wide);
    text.push('\n');
    if across {
        text.push_str("#page(flipped: true)[\n");
    }
    if !section.title.is_empty() {
        text.push_str(&format!("{} {}\n", "=".repeat(section.depth), escaped(&section.title)));
    }
    for (n, block) in section.blocks.iter().enumerate() {
        text.push('\n');
        put(text, block);
        if across && n == 0 {
            text.push_str("]\n");
        }
    }
}

fn put(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => text.push_str(&format!("{}\n", inline(line))),
        Block::Table(it) => table(text, it),
        Block::Terms(terms) => {
            for (name, meaning) in terms {
                text.push_str(&format!(
                    "/ {}: {}\n",
                    escaped(name).replace(':', "\\:"),
                    escaped(meaning)
                ));
            }
        }
        Block::List { head, items } => {
            if !head.is_empty() {
                text.push_str(&format!("{}\n\n", inline(head)));
            }
            for item in items {
                let between = if item.lead.is_empty() || item.body.is_empty() {
                    ""
                } else {
                    ": "
                };
                text.push_str(&format!("- {}{between}{}\n", inline(&item.lead), inline(&item.body)));
            }
        }
        Block::Tree(branches) => {
            for branch in Branch::unfolded(branches) {
                let indent = "  ".repeat(branch.depth);
                text.push_str(&format!("{indent}- {}\n", inline(&branch.head)));
                for note in &branch.notes {
                    text.push_str(&format!("{indent}  - {}\n", inline(note)));
                }
            }
        }
        Block::Drawing(drawing) => text.push_str(&format!(
            "#figure(\n  image(bytes({}), format: \"svg\", width: 100%, alt: {}),\n  caption: [{}],\n)\n",
            string(&drawing.svg),
            string(&drawing.alt),
            escaped(&drawing.title),
        )),
    }
}

fn table(text: &mut String, table: &Table) {
    let weights = table.columns.iter().map(|column| match column.weight {
        0 => "auto".to_owned(),
        weight => format!("{weight}fr"),
    });
    let names = table
        .columns
        .iter()
        .map(|column| format!("[{}]", escaped(&column.name)));
    text.push_str(&format!(
        "#table(\n  columns: ({},),\n  table.header({}),\n",
        weights.collect::<Vec<_>>().join(", "),
        names.collect::<Vec<_>>().join(", ")
    ));
    for row in &table.rows {
        let cells = row.cells.iter().enumerate().map(|(n, one)| match n {
            0 => cell(one, row.depth, row.strong),
            _ => cell(one, 0, false),
        });
        text.push_str(&format!("  {},\n", cells.collect::<Vec<_>>().join(", ")));
    }
    text.push_str(")\n");
}

fn cell(cell: &Cell, indent: usize, strong: bool) -> String {
    let lines: Vec<String> = cell.lines.iter().map(inline).collect();
    let mut body = lines.join("\n\n");
    if strong {
        body = format!("#strong[{body}]");
    }
    if indent > 0 {
        body = format!("#h({}em);{body}", indent as f64 * 0.7);
    }
    let shade = shade(cell.tone).map_or("", |shade| shade.name);
    format!("{shade}[{body}]")
}

fn inline(line: &Line) -> String {
    let mut text = String::new();
    for span in line {
        match span {
            Span::Level(said, _) | Span::Strong(said) => text.push_str(&format!("#strong[{}];", escaped(said))),
            Span::Id(said) | Span::Code(said) => text.push_str(&format!("#raw({});", string(&breakable(said)))),
            // A line of its own could begin a list or a heading: digits and a point are all that is not escaped anyway.
            Span::Plain(said) => text.push_str(&escaped(said)),
        }
    }
    text
}

/// What a study says, with all that Typst would take for its own made plain.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = None;
    let mut digits_only = true;
    for c in text.chars() {
        match c {
            '\\' | '#' | '$' | '*' | '_' | '`' | '<' | '>' | '@' | '[' | ']' | '~' | '"' | '\'' | '-' | '+' | '='
            | '/' => {
                plain.push('\\');
                plain.push(c);
            }
            // `...` would become one sign, and `1.` a list.
            '.' if before == Some('.') || digits_only => plain.push_str("\\."),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
        digits_only = digits_only && c.is_ascii_digit();
        before = Some(c);
    }
    plain
}

/// As a string of Typst.
fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push(c),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Where a long id may be broken: nowhere else would it fit a narrow column.
fn breakable(text: &str) -> String {
    const LONG: usize = 18;
    if text.chars().count() <= LONG || text.contains(' ') {
        return text.to_owned();
    }
    let mut broken = String::with_capacity(text.len() + 16);
    let mut run = 0;
    for c in text.chars() {
        broken.push(c);
        run += 1;
        if matches!(c, '_' | '-' | '.' | ':' | '/' | '=' | '&') || run == 16 {
            broken.push('\u{200b}');
            run = 0;
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use toets_answer::plain;

    #[test]
    fn a_label_cannot_be_code() {
        assert_eq!(
            escaped("#sys.version $x$ <a> @b"),
            "\\#sys.version \\$x\\$ \\<a\\> \\@b"
        );
        assert_eq!(escaped("] // x\n= y"), "\\] \\/\\/ x \\= y");
        assert_eq!(escaped("1. x..."), "1\\. x.\\.\\.");
        assert_eq!(string("\")\\"), "\"\\\")\\\\\"");
    }

    #[test]
    fn what_follows_code_is_no_part_of_it() {
        let line = vec![
            Span::Id("f1".into()),
            plain("(x).len()"),
            Span::Strong("y".into()),
            plain("; [z]"),
        ];
        assert_eq!(inline(&line), "#raw(\"f1\");(x).len()#strong[y];; \\[z\\]");
    }
}
