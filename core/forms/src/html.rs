//! A page for a browser: one file that needs nothing else, without scripts; readable on paper, on a phone and in the dark.

use toets_answer::{Answer, Block, Branch, Cell, Line, Page, Section, Span, Table, Tone};
use toets_model::Language;

use crate::Look;
use crate::shade::{SHADES, shade};

/// How it looks. The shades of tones are added.
const STYLE: &str = include_str!("html/style.css");

/// An answer as a page.
pub(crate) fn write(answer: &Answer<'_>, _: Look) -> String {
    html_of(answer.language, &answer.page())
}

/// A page of HTML.
fn html_of(language: Language, page: &Page) -> String {
    let lang = match language {
        Language::Nl => "nl",
        Language::En => "en",
    };
    let shades: String = SHADES
        .iter()
        .map(|shade| {
            format!(
                ".{}{{background:#{:06x};color:#{:06x}}}",
                shade.name, shade.paper, shade.ink
            )
        })
        .collect();
    let title = escaped(&page.title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}{shades}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    if !page.subtitle.is_empty() {
        text.push_str(&format!("<p class=\"about\">{}</p>\n", escaped(&page.subtitle)));
    }
    text.push_str(&html_within(&page.sections, 1));
    text.push_str("</main>\n</body>\n</html>\n");
    text
}

/// Sections as a part of a page, their headings below one of a level.
#[must_use]
pub fn html_within(sections: &[Section], below: usize) -> String {
    let mut text = String::new();
    for section in sections {
        if !section.title.is_empty() {
            let level = (below + section.depth).min(6);
            text.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(&section.title)));
        }
        for block in &section.blocks {
            put(&mut text, block);
        }
    }
    text
}

fn put(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => text.push_str(&format!("<p>{}</p>\n", inline(line))),
        Block::Table(it) => table(text, it),
        Block::Terms(terms) => {
            text.push_str("<dl>\n");
            for (name, meaning) in terms {
                text.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(meaning)));
            }
            text.push_str("</dl>\n");
        }
        Block::List { head, items } => {
            if !head.is_empty() {
                text.push_str(&format!("<p>{}</p>\n", inline(head)));
            }
            text.push_str("<ul>\n");
            for item in items {
                let between = if item.lead.is_empty() || item.body.is_empty() {
                    ""
                } else {
                    ": "
                };
                text.push_str(&format!(
                    "<li>{}{between}{}</li>\n",
                    inline(&item.lead),
                    inline(&item.body)
                ));
            }
            text.push_str("</ul>\n");
        }
        Block::Tree(branches) => tree(text, branches),
        Block::Drawing(drawing) => text.push_str(&format!(
            "<figure><img alt=\"{}\" src=\"data:image/svg+xml,{}\"><figcaption>{}</figcaption></figure>\n",
            escaped(&drawing.alt),
            percent(&drawing.svg),
            escaped(&drawing.title)
        )),
    }
}

/// Tables that are wider than a screen scroll within their own frame, which the keyboard reaches.
fn table(text: &mut String, table: &Table) {
    let names: String = table
        .columns
        .iter()
        .map(|column| format!("<th scope=\"col\">{}</th>", escaped(&column.name)))
        .collect();
    text.push_str(&format!(
        "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n"
    ));
    for row in &table.rows {
        let strong = if row.strong { " class=\"strong\"" } else { "" };
        text.push_str(&format!("<tr{strong}>"));
        for (n, one) in row.cells.iter().enumerate() {
            let said = cell(one);
            match n {
                0 => text.push_str(&format!(
                    "<th scope=\"row\" class=\"d{}\">{said}</th>",
                    row.depth.min(6)
                )),
                _ => {
                    let shade = shade(one.tone).map_or(String::new(), |shade| format!(" class=\"{}\"", shade.name));
                    text.push_str(&format!("<td{shade}>{said}</td>"));
                }
            }
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table></div>\n");
}

fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(inline).collect();
    lines.join("<br>")
}

/// Branches fold: each with something below it is a `details`.
fn tree(text: &mut String, branches: &[Branch]) {
    if branches.is_empty() {
        return;
    }
    text.push_str("<ul class=\"tree\">\n");
    // How each branch that has not ended is to be closed.
    let mut open: Vec<&str> = Vec::new();
    for (n, branch) in branches.iter().enumerate() {
        while open.len() > branch.depth {
            text.push_str(open.pop().unwrap_or_default());
        }
        let head = inline(&branch.head);
        let below = branches.get(n + 1).is_some_and(|next| next.depth > branch.depth);
        if !below && branch.notes.is_empty() {
            text.push_str(&format!("<li>{head}"));
            open.push("</li>\n");
            continue;
        }
        let unfolded = if branch.open { " open" } else { "" };
        text.push_str(&format!("<li><details{unfolded}><summary>{head}</summary><ul>\n"));
        open.push("</ul></details></li>\n");
        for note in &branch.notes {
            text.push_str(&format!("<li>{}</li>\n", inline(note)));
        }
    }
    for close in open.into_iter().rev() {
        text.push_str(close);
    }
    text.push_str("</ul>\n");
}

fn inline(line: &Line) -> String {
    line.iter()
        .map(|span| match span {
            Span::Plain(text) => escaped(text),
            Span::Level(text, tone) => level(text, *tone),
            Span::Id(text) | Span::Code(text) => format!("<code>{}</code>", escaped(text)),
            Span::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
        })
        .collect()
}

fn level(text: &str, tone: Tone) -> String {
    let class = match tone {
        Tone::Plain | Tone::Apart => "level",
        Tone::Against | Tone::FarAgainst => "level against",
        Tone::Neutral => "level neutral",
        Tone::For | Tone::FarFor => "level for",
        Tone::Open => "level open",
    };
    format!("<b class=\"{class}\">{}</b>", escaped(text))
}

/// A drawing within an address: all but letters, digits and a few signs as their bytes.
fn percent(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b' '
            | b'-'
            | b'.'
            | b'_'
            | b'='
            | b'/'
            | b':'
            | b','
            | b';'
            | b'('
            | b')' => {
                plain.push(byte as char);
            }
            byte => plain.push_str(&format!("%{byte:02x}")),
        }
    }
    plain
}

/// What a study says, with all that HTML would take for its own made plain.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '"' => plain.push_str("&quot;"),
            '\'' => plain.push_str("&#39;"),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_well_formed_and_labels_stay_data() {
        let branch = |depth: usize, head: &str| Branch {
            depth,
            open: depth == 0,
            head: vec![Span::Plain(head.to_owned())],
            notes: vec![vec![Span::Id("a & b".to_owned())]],
        };
        let mut text = String::new();
        let branches = [branch(0, "top"), branch(1, "<b>"), branch(2, "deep"), branch(1, "last")];
        tree(&mut text, &branches);
        for tag in ["ul", "li", "details"] {
            let (opened, closed) = (
                text.matches(&format!("<{tag}")).count(),
                text.matches(&format!("</{tag}>")).count(),
            );
            assert_eq!(opened, closed, "{tag} in {text}");
        }
        assert_eq!(text.matches("<details open>").count(), 1);
        assert!(text.contains("&lt;b&gt;") && text.contains("<code>a &amp; b</code>"));
        // Closed in the order opposite to that of opening.
        let mut open: Vec<&str> = Vec::new();
        for part in text.split('<').skip(1) {
            let name = part.split(['>', ' ']).next().unwrap_or("");
            match name.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed), "in {text}"),
                None => open.push(name),
            }
        }
        assert!(open.is_empty());
    }
}
