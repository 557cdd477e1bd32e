//! A report as Typst source, set up for a tagged PDF (PDF/UA-1): title, languages, headings in order, headers of tables, a text in
//! the place of the drawing.

use super::blocks::{Block, Cell, Table};
use super::set_down;
use crate::answers::Answers;
use crate::document::{Line, Report};
use crate::shades::shade;
use crate::texts::Texts;

/// How it is set, before what it says. `n2` … `v` are cells in the colours of judgements.
const LOOK: &str = r#"#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 18mm), numbering: "1 / 1")
#set text(size: 9.5pt, hyphenate: true)
#set par(leading: 0.55em, spacing: 0.8em)
#set table(inset: 4pt, stroke: 0.4pt + luma(170), align: left + top)
#set list(spacing: 0.6em)
#show heading: set block(above: 1.4em, below: 0.7em, sticky: true)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#show table: set text(size: 8pt)
#show table: set par(spacing: 0.55em, leading: 0.5em, justify: false)
#show table.cell.where(y: 0): set text(weight: "bold")
#show raw: set text(size: 0.92em)
"#;

/// The report in each language, one after the other.
pub fn typst(answers: &Answers, told: &[(Report, Texts)]) -> String {
    let Some((first, _)) = told.first() else {
        return String::new();
    };
    let title = string(&first.about.title);
    let mut text = format!(
        "// toets {}. A PDF of it: typst compile --pdf-standard ua-1 FILE.typ\n#set document(title: {title}, date: none)\n{LOOK}",
        first.making.version
    );
    for name in ["n2", "n1", "z", "p1", "p2", "v"] {
        let Some(shade) = shade(name) else { continue };
        text.push_str(&format!(
            "#let {name}(body) = table.cell(fill: rgb(\"{:06x}\"), text(fill: rgb(\"{:06x}\"), body))\n",
            shade.paper, shade.ink
        ));
    }
    for (n, (report, texts)) in told.iter().enumerate() {
        if n > 0 {
            text.push_str("\n#pagebreak(weak: true)\n");
        }
        let of = [("title", &*report.about.title)];
        text.push_str(&format!(
            "\n#set text(lang: \"{}\")\n#title[{}]\n",
            report.language,
            escaped(&report.about.title)
        ));
        let mut blocks = set_down(answers, report, texts).into_iter().peekable();
        let mut contents = n == 0;
        while let Some(block) = blocks.next() {
            if contents && matches!(block, Block::Heading(..)) {
                let title = escaped(&texts.get("page-contents"));
                text.push_str(&format!("\n#strong[{title}]\n\n#outline(depth: 1, title: none)\n"));
                contents = false;
            }
            // What needs a page across takes its heading there.
            let across = matches!(block, Block::Heading(2.., _))
                && matches!(blocks.peek(), Some(Block::Table(table)) if table.wide);
            text.push('\n');
            if across {
                text.push_str("#page(flipped: true)[\n");
            }
            write(&mut text, answers, &block, texts, &of);
            if across && let Some(table) = blocks.next() {
                write(&mut text, answers, &table, texts, &of);
                text.push_str("]\n");
            }
        }
    }
    text
}

fn write(text: &mut String, answers: &Answers, block: &Block, texts: &Texts, of: &[(&str, &str)]) {
    match block {
        Block::Heading(depth, title) => text.push_str(&format!("{} {}\n", "=".repeat(*depth), escaped(title))),
        Block::Text(line) => text.push_str(&format!("{}\n", inline(line))),
        Block::List(items) => {
            for item in items {
                text.push_str(&format!("- {}\n", inline(item)));
            }
        }
        Block::Table(it) => table(text, it),
        Block::Graph => {
            let drawing = toets_graph::svg(&answers.graph, texts.language());
            text.push_str(&format!(
                "#figure(\n  image(bytes({}), format: \"svg\", width: 100%, alt: {}),\n  caption: [{}],\n)\n",
                string(&drawing),
                string(&texts.with("graph-alt", of)),
                escaped(&texts.get("graph-title")),
            ));
        }
    }
}

fn table(text: &mut String, table: &Table) {
    let widths: Vec<String> = table
        .columns
        .iter()
        .map(|column| match column.weight {
            0 => "auto".to_owned(),
            weight => format!("{weight}fr"),
        })
        .collect();
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("[{}]", escaped(&column.name)))
        .collect();
    text.push_str(&format!(
        "#table(\n  columns: ({},),\n  table.header({}),\n",
        widths.join(", "),
        names.join(", ")
    ));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&format!("  {},\n", cells.join(", ")));
    }
    text.push_str(")\n");
}

fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(inline).collect();
    let mut body = lines.join("\n\n");
    if cell.indent > 0 {
        body = format!("#h({}em);{body}", cell.indent as f64 * 0.7);
    }
    let shade = cell.shade.and_then(shade).map_or("", |shade| shade.name);
    format!("{shade}[{body}]")
}

fn inline(line: &Line) -> String {
    let mut text = String::new();
    for piece in line {
        match piece.kind {
            "level" | "strong" => text.push_str(&format!("#strong[{}];", escaped(&piece.text))),
            "id" => text.push_str(&format!("#raw({});", string(&breakable(&piece.text)))),
            // A line of its own could begin a list or a heading: digits and a point are all that is not escaped anyway.
            _ => text.push_str(&escaped(&piece.text)),
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
    use crate::paper::{id, plain, strong};

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
        let line = vec![id("f1"), plain("(x).len()"), strong("y"), plain("; [z]")];
        assert_eq!(inline(&line), "#raw(\"f1\");(x).len()#strong[y];; \\[z\\]");
    }
}
