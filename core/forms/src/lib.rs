//! How answers are laid out. A form is one file that lays out any [`Answer`], and one line in [`FORMS`]; it knows no question.
//!
//! Whatever a study says is data: each form escapes it. Nothing depends on the clock: the same answer gives the same bytes.

mod csv;
mod docx;
mod html;
mod json;
mod markdown;
mod shade;
mod terminal;
mod typst;
mod xlsx;

use toets_answer::Answer;

pub use csv::{Dialect, csv_of};
pub use html::html_within;
pub use json::json_of;
pub use markdown::markdown_escaped;
pub use shade::{Shade, shade};

/// How an answer is to be laid out, where a form leaves a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colours on a terminal; nothing is said by colour alone.
    pub color: bool,
    /// Columns of a terminal; lines are kept within them where words allow it.
    pub width: usize,
    /// For whom CSV is written.
    pub dialect: Dialect,
}

/// As it is laid out in files.
impl Default for Look {
    fn default() -> Self {
        Self {
            color: false,
            width: 120,
            dialect: Dialect::default(),
        }
    }
}

/// A form.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// How it is called, which is also how its files end; `table` has none.
    pub name: &'static str,
    /// What it is for, in Dutch and in English.
    pub about: [&'static str; 2],
    /// Whether it tells an answer in words.
    pub words: bool,
    /// Whether it tells an answer as data.
    pub data: bool,
    /// How it lays out.
    pub lay_out: LayOut,
}

/// How a form lays out, by what comes of it.
#[derive(Clone, Copy, Debug)]
pub enum LayOut {
    /// Text.
    Text(fn(&Answer<'_>, Look) -> String),
    /// A file that no terminal shows; or what the format does not allow, in words.
    File(fn(&Answer<'_>) -> Result<Vec<u8>, String>),
    /// Typst source of a PDF, for the program `typst`.
    Pdf(fn(&Answer<'_>) -> String),
}

/// The forms.
pub const FORMS: &[Form] = &[
    Form {
        name: "table",
        about: ["voor mensen, op een terminal", "for people, on a terminal"],
        words: true,
        data: false,
        lay_out: LayOut::Text(terminal::write),
    },
    Form {
        name: "json",
        about: ["voor programma's", "for programs"],
        words: false,
        data: true,
        lay_out: LayOut::Text(json::write),
    },
    Form {
        name: "csv",
        about: ["voor statistiek en rekenbladen", "for statistics and spreadsheets"],
        words: false,
        data: true,
        lay_out: LayOut::Text(csv::write),
    },
    Form {
        name: "md",
        about: ["Markdown", "Markdown"],
        words: true,
        data: false,
        lay_out: LayOut::Text(markdown::write),
    },
    Form {
        name: "html",
        about: ["een pagina voor de browser", "a page for a browser"],
        words: true,
        data: false,
        lay_out: LayOut::Text(html::write),
    },
    Form {
        name: "typ",
        about: ["bron voor Typst", "source for Typst"],
        words: true,
        data: false,
        lay_out: LayOut::Text(typst::write),
    },
    Form {
        name: "pdf",
        about: ["PDF, met het programma typst", "PDF, by the program typst"],
        words: true,
        data: false,
        lay_out: LayOut::Pdf(typst::source),
    },
    Form {
        name: "docx",
        about: ["Word, om in te bewerken", "Word, to edit"],
        words: true,
        data: false,
        lay_out: LayOut::File(docx::write),
    },
    Form {
        name: "xlsx",
        about: ["een werkmap", "a workbook"],
        words: true,
        data: true,
        lay_out: LayOut::File(xlsx::write),
    },
];
