//! A page laid out for a terminal.

mod columns;
mod grid;
mod tree;
mod wrap;

use anstyle::{AnsiColor, Style as Ansi};
use toets_answer::{Answer, Block, Branch, Line, Page, Section, Span, Tone};

use crate::Look;
use wrap::{Piece, width, wrap};

/// The narrowest terminal that is laid out for.
const NARROWEST: usize = 40;

/// An answer for a terminal.
pub(crate) fn write(answer: &Answer<'_>, look: Look) -> String {
    lay_out(&answer.page(), look)
}

/// A page for a terminal.
pub(crate) fn lay_out(page: &Page, look: Look) -> String {
    let paper = Paper {
        color: look.color,
        width: look.width.max(NARROWEST),
    };
    let mut text = String::new();
    paper.write(&mut text, &[Piece::new(&page.title, bold())], 0, 0);
    paper.write(&mut text, &[Piece::new(&page.subtitle, Ansi::new())], 0, 0);
    for section in &page.sections {
        paper.section(&mut text, section);
    }
    text
}

/// What is written on.
struct Paper {
    color: bool,
    width: usize,
}

impl Paper {
    fn section(&self, text: &mut String, section: &Section) {
        text.push('\n');
        if !section.title.is_empty() {
            self.write(text, &[Piece::new(&section.title, bold())], 0, 0);
        }
        for block in &section.blocks {
            match block {
                Block::Text(line) => self.write(text, &pieces(line), 0, 0),
                Block::Table(table) if grid::is_grid(table) => self.grid(text, table),
                Block::Table(table) => self.columns(text, table),
                Block::Drawing(drawing) => {
                    let said = [
                        Piece::new(&drawing.title, bold()),
                        Piece::new(": ", Ansi::new()),
                        Piece::new(&drawing.alt, Ansi::new()),
                    ];
                    self.write(text, &said, 0, 0);
                }
                Block::Terms(terms) => self.terms(text, terms),
                Block::Tree(branches) => self.tree(text, &Branch::unfolded(branches)),
                Block::List { head, items } => {
                    if !head.is_empty() {
                        self.write(text, &pieces(head), 2, 2);
                    }
                    for item in items {
                        let mut line = pieces(&item.lead);
                        if !item.lead.is_empty() && !item.body.is_empty() {
                            line.push(Piece::new(": ", Ansi::new()));
                        }
                        line.extend(pieces(&item.body));
                        self.write(text, &line, 4, 6);
                    }
                }
            }
        }
    }

    /// Names in a column, with what they mean beside them.
    fn terms(&self, text: &mut String, terms: &[(String, String)]) {
        let widest = terms.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let indent = widest + 4;
        for (name, meaning) in terms {
            let name = Piece::new(name, bold());
            text.push_str("  ");
            self.piece(text, &name.text, name.style);
            text.push_str(&" ".repeat(widest - width(&name.text)));
            // The first line goes on where the name ended.
            let mut lines = String::new();
            self.write(&mut lines, &[Piece::new(meaning, Ansi::new())], indent, indent);
            text.push_str(&lines[widest + 2..]);
        }
    }

    /// Wraps pieces and adds them as lines.
    fn write(&self, text: &mut String, pieces: &[Piece], first: usize, next: usize) {
        for line in wrap(pieces, self.width, first, next) {
            for piece in line {
                self.piece(text, &piece.text, piece.style);
            }
            text.push('\n');
        }
    }

    fn piece(&self, text: &mut String, piece: &str, style: Ansi) {
        if self.color && style != Ansi::new() {
            text.push_str(&format!("{style}{piece}{style:#}"));
        } else {
            text.push_str(piece);
        }
    }
}

fn pieces(line: &Line) -> Vec<Piece> {
    line.iter()
        .map(|span| match span {
            Span::Plain(text) => Piece::new(text, Ansi::new()),
            Span::Level(text, tone) => Piece::new(&format!("`{text}`"), tint(*tone)),
            Span::Id(text) => Piece::new(text, AnsiColor::Cyan.on_default()),
            Span::Code(text) => Piece::new(&format!("`{text}`"), Ansi::new()),
            Span::Strong(text) => Piece::new(text, bold()),
        })
        .collect()
}

fn bold() -> Ansi {
    Ansi::new().bold()
}

/// Colours that differ in lightness too, for those who see no red and green.
fn tint(tone: Tone) -> Ansi {
    match tone {
        Tone::Plain | Tone::Neutral | Tone::Apart => Ansi::new(),
        Tone::Against | Tone::FarAgainst => AnsiColor::Red.on_default(),
        Tone::For | Tone::FarFor => AnsiColor::BrightGreen.on_default(),
        Tone::Open => AnsiColor::Yellow.on_default(),
    }
}
