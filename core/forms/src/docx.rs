//! A Word document to edit: styles, lists and tables of Word's own, so that whoever changes a style changes it everywhere.
//!
//! Texts are escaped by the library. What it can't say (languages, properties, that a row is a header), and what it says in another
//! order than the format asks for, is set right in the parts that it makes. Nothing depends on the clock: the same answer gives the
//! same bytes.

mod parts;
mod tables;
#[cfg(test)]
pub(crate) mod tests;

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, Footer, IndentLevel, Level, LevelJc, LevelText, NumPages, NumberFormat,
    Numbering, NumberingId, PageMargin, PageNum, PageOrientationType, PageSize, Paragraph, Run, Section as WordSection,
    SpecialIndentType, Start, Table as WordTable,
};
use toets_answer::{Answer, Block, Branch, Drawing, Item, Line, Page, Section, Span, plain};

/// A4 and its margins, in twentieths of a point.
const SHORT_SIDE: u32 = 11_906;
const LONG_SIDE: u32 = 16_838;
const MARGIN: i32 = 1_134;
/// How far a part stands to the right of what it is a part of, in a tree and in a table; and how often at most.
const STEP: i32 = 284;
const TABLE_STEP: i32 = 170;
const DEEPEST: usize = 10;
/// The list of bullets. The library has another one of its own, which is 1.
const BULLETS: usize = 2;

pub(crate) fn write(answer: &Answer<'_>) -> Result<Vec<u8>, String> {
    let page = answer.page();
    let mut writer = Writer::default();
    let stretches = writer.stretches(&page);
    let docx = writer.bound(stretches);
    let mut files = docx.build();
    files.styles = parts::styles(answer.language).into_bytes();
    files.settings = parts::SETTINGS.as_bytes().to_vec();
    files.doc_props.core = parts::properties(&page, answer.language).into_bytes();
    files.document = parts::in_order(files.document)?;
    files.numberings = parts::in_order(files.numberings)?;
    files.footers = files
        .footers
        .into_iter()
        .map(parts::in_order)
        .collect::<Result<_, _>>()?;
    let mut bytes = Cursor::new(Vec::new());
    files.pack(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}

/// What stands on pages that lie the same way.
struct Stretch {
    across: bool,
    pieces: Vec<Piece>,
}

enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Box<WordTable>),
}

impl Piece {
    fn paragraph(it: Paragraph) -> Self {
        Self::Paragraph(Box::new(it))
    }
}

/// What has been written so far, as far as paragraphs must know of each other.
#[derive(Default)]
struct Writer {
    paragraphs: u32,
}

impl Writer {
    fn stretches(&mut self, page: &Page) -> Vec<Stretch> {
        let across = across(&page.sections);
        let mut now = Stretch {
            across: across.first().copied().unwrap_or(false),
            pieces: vec![self.titled("Title", &page.title)],
        };
        if !page.subtitle.is_empty() {
            now.pieces.push(self.titled("Subtitle", &page.subtitle));
        }
        let mut all = Vec::new();
        for (section, across) in page.sections.iter().zip(across) {
            if across != now.across {
                let next = Stretch {
                    across,
                    pieces: Vec::new(),
                };
                all.push(std::mem::replace(&mut now, next));
            }
            if !section.title.is_empty() {
                let style = format!("Heading{}", section.depth.clamp(1, parts::HEADINGS));
                now.pieces.push(self.titled(&style, &section.title));
            }
            for block in &section.blocks {
                self.block(&mut now, block);
            }
        }
        all.push(now);
        all
    }

    fn block(&mut self, to: &mut Stretch, block: &Block) {
        match block {
            Block::Text(line) if line.is_empty() => {}
            Block::Text(line) => to.pieces.push(Piece::paragraph(self.told("Normal", line))),
            Block::Table(table) => {
                for part in tables::parts(table) {
                    let laid_out = self.table(&part, room(to.across));
                    self.put(to, laid_out);
                }
            }
            Block::Terms(terms) if terms.is_empty() => {}
            Block::Terms(terms) => {
                let laid_out = self.terms(terms, room(to.across));
                self.put(to, laid_out);
            }
            Block::List { head, items } => {
                if !head.is_empty() {
                    let head = self.told("Normal", head).keep_next(true);
                    to.pieces.push(Piece::paragraph(head));
                }
                to.pieces.extend(items.iter().map(|item| self.item(item)));
            }
            Block::Tree(branches) => {
                for branch in branches {
                    self.branch(to, branch);
                }
            }
            Block::Drawing(Drawing { title, alt, .. }) => {
                let said = |text: &String| if text.is_empty() { None } else { Some(text.clone()) };
                let title = said(title).map(Span::Strong).into_iter().collect();
                let alt = said(alt).map(Span::Plain).into_iter().collect();
                to.pieces.push(Piece::paragraph(self.told("Normal", &of(&title, &alt))));
            }
        }
    }

    /// Word takes two tables below each other for one, so something stands below each.
    fn put(&mut self, to: &mut Stretch, table: WordTable) {
        to.pieces.push(Piece::Table(Box::new(table)));
        to.pieces.push(Piece::paragraph(self.paragraph("TableText")));
    }

    fn item(&mut self, item: &Item) -> Piece {
        let bullet = self.told("ListBullet", &of(&item.lead, &item.body));
        Piece::paragraph(bullet.numbering(NumberingId::new(BULLETS), IndentLevel::new(0)))
    }

    fn branch(&mut self, to: &mut Stretch, branch: &Branch) {
        let lines = std::iter::once((0, &branch.head)).chain(branch.notes.iter().map(|note| (1, note)));
        for (below, line) in lines {
            let left = STEP * (branch.depth.min(DEEPEST) as i32 + below);
            let paragraph = self.told("Tree", line).indent(Some(left), None, None, None);
            to.pieces.push(Piece::paragraph(paragraph));
        }
    }

    fn titled(&mut self, style: &str, text: &str) -> Piece {
        Piece::paragraph(self.told(style, &[plain(text)]))
    }

    fn told(&mut self, style: &str, line: &[Span]) -> Paragraph {
        let empty = self.paragraph(style);
        line.iter().map(run).fold(empty, Paragraph::add_run)
    }

    /// A paragraph by number: the library would count on from what it wrote before, in whatever document that was. Those that it
    /// makes itself have low numbers.
    fn paragraph(&mut self, style: &str) -> Paragraph {
        const FIRST: u32 = 0x0100_0000;
        self.paragraphs += 1;
        Paragraph::new()
            .id(format!("{:08x}", FIRST + self.paragraphs))
            .style(style)
    }

    /// Stretches as one document.
    fn bound(&mut self, stretches: Vec<Stretch>) -> Docx {
        let bullet = Level::new(
            0,
            Start::new(1),
            NumberFormat::new("bullet"),
            LevelText::new("•"),
            LevelJc::new("left"),
        );
        let hanging = Some(SpecialIndentType::Hanging(STEP));
        let mut docx = Docx::new()
            .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet.indent(
                Some(STEP),
                hanging,
                None,
                None,
            )))
            .add_numbering(Numbering::new(BULLETS, BULLETS));
        // Footers carry over from one section to the next.
        let mut footer = Some(self.footer());
        let last = stretches.len().saturating_sub(1);
        for (n, Stretch { across, pieces }) in stretches.into_iter().enumerate() {
            let (size, way) = paper(across);
            if n == last {
                docx = docx.page_size(size.0, size.1).page_orient(way).page_margin(margins());
                for piece in pieces {
                    docx = match piece {
                        Piece::Paragraph(it) => docx.add_paragraph(*it),
                        Piece::Table(it) => docx.add_table(*it),
                    };
                }
                if let Some(footer) = footer.take() {
                    docx = docx.footer(footer);
                }
            } else {
                let mut section = WordSection::new()
                    .page_size(PageSize::new().size(size.0, size.1))
                    .page_orient(way)
                    .page_margin(margins());
                for piece in pieces {
                    section = match piece {
                        Piece::Paragraph(it) => section.add_paragraph(*it),
                        Piece::Table(it) => section.add_table(*it),
                    };
                }
                if let Some(footer) = footer.take() {
                    section = section.footer(footer);
                }
                docx = docx.add_section(section);
            }
        }
        docx
    }

    fn footer(&mut self) -> Footer {
        let number = self
            .paragraph("Footer")
            .align(AlignmentType::Center)
            .add_page_num(PageNum::new())
            .add_run(Run::new().add_text(" / "))
            .add_num_pages(NumPages::new());
        Footer::new().add_paragraph(number)
    }
}

/// Which sections need pages across: those with a wide table, and the headings above them.
fn across(sections: &[Section]) -> Vec<bool> {
    let mut below = false;
    let mut all: Vec<bool> = sections
        .iter()
        .rev()
        .map(|section| {
            if !section.blocks.is_empty() {
                below = section
                    .blocks
                    .iter()
                    .any(|block| matches!(block, Block::Table(table) if table.wide));
            }
            below
        })
        .collect();
    all.reverse();
    all
}

fn paper(across: bool) -> ((u32, u32), PageOrientationType) {
    match across {
        true => ((LONG_SIDE, SHORT_SIDE), PageOrientationType::Landscape),
        false => ((SHORT_SIDE, LONG_SIDE), PageOrientationType::Portrait),
    }
}

fn margins() -> PageMargin {
    PageMargin {
        top: MARGIN,
        left: MARGIN,
        bottom: MARGIN,
        right: MARGIN,
        header: MARGIN / 2,
        footer: MARGIN / 2,
        gutter: 0,
    }
}

/// How wide text may be.
fn room(across: bool) -> usize {
    let ((width, _), _) = paper(across);
    (width - 2 * MARGIN as u32) as usize
}

/// What is said of something; either may be empty.
fn of(lead: &Line, body: &Line) -> Line {
    let mut line = lead.clone();
    if !lead.is_empty() && !body.is_empty() {
        line.push(plain(": "));
    }
    line.extend(body.iter().cloned());
    line
}

fn run(span: &Span) -> Run {
    let run = Run::new().add_text(printable(span.text()));
    match span {
        Span::Plain(_) => run,
        Span::Level(..) | Span::Strong(_) => run.style("Strong"),
        Span::Id(_) | Span::Code(_) => run.style("HTMLCode"),
    }
}

/// A text without what XML has no place for.
fn printable(text: &str) -> String {
    let allowed = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if allowed(c) { c } else { ' ' }).collect()
}
