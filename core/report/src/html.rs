//! A page laid out as a part of an HTML page: elements with classes and no look of their own, no scripts and no styles.

use crate::page::{Block, Branch, Grid, Page};
use crate::symbol::Tone;
use crate::words::{Line, Span};

/// A page as a fragment of HTML. Its headings start at the third level, so that it fits below those of the page around it.
pub(crate) fn lay_out(page: &Page) -> String {
    let mut text = format!(
        "<section class=\"toets\">\n<h3>{}</h3>\n<p class=\"toets-about\">{}</p>\n",
        escaped(&page.title),
        escaped(&page.subtitle)
    );
    for section in &page.sections {
        text.push_str(&format!("<h4>{}</h4>\n", escaped(&section.title)));
        for block in &section.blocks {
            write(&mut text, block);
        }
    }
    text.push_str("</section>\n");
    text
}

fn write(text: &mut String, block: &Block) {
    match block {
        Block::Text(line) => text.push_str(&format!("<p>{}</p>\n", inline(line))),
        Block::Grid(grid) => table(text, grid),
        Block::Terms(terms) => {
            text.push_str("<dl>\n");
            for (name, meaning) in terms {
                text.push_str(&format!(
                    "<dt><code>{}</code></dt><dd>{}</dd>\n",
                    escaped(name),
                    escaped(meaning)
                ));
            }
            text.push_str("</dl>\n");
        }
        Block::List { head, items } => {
            if !head.is_empty() {
                text.push_str(&format!("<p>{}</p>\n", inline(head)));
            }
            text.push_str("<ul>\n");
            for item in items {
                text.push_str(&format!("<li>{}: {}</li>\n", inline(&item.lead), inline(&item.body)));
            }
            text.push_str("</ul>\n");
        }
        Block::Tree(branches) => tree(text, branches),
    }
}

fn table(text: &mut String, grid: &Grid) {
    let names: String = grid
        .columns
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)))
        .collect();
    text.push_str(&format!(
        "<table>\n<thead><tr><th scope=\"col\">{}</th>{names}</tr></thead>\n<tbody>\n",
        escaped(&grid.corner)
    ));
    for row in &grid.rows {
        let mut label = escaped(&row.label);
        if let Some(code) = &row.code {
            label = format!("{} {label}", escaped(code));
        }
        let cells: String = row
            .cells
            .iter()
            .map(|symbol| format!("<td>{}</td>", level(&symbol.text, symbol.tone)))
            .collect();
        text.push_str(&format!(
            "<tr class=\"toets-depth-{}\"><th scope=\"row\">{label}</th>{cells}</tr>\n",
            row.depth
        ));
    }
    text.push_str("</tbody>\n</table>\n");
}

/// Branches fold: each with something below it is a `details`.
fn tree(text: &mut String, branches: &[Branch]) {
    if branches.is_empty() {
        return;
    }
    text.push_str("<ul class=\"toets-tree\">\n");
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
        Tone::Plain => "toets-level",
        Tone::Against => "toets-level toets-against",
        Tone::Neutral => "toets-level toets-neutral",
        Tone::For => "toets-level toets-for",
        Tone::Open => "toets-level toets-open",
    };
    format!("<code class=\"{class}\">{}</code>", escaped(text))
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
