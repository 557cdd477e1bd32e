//! One way to lay out the files of a study.
//!
//! A file is parsed, and written again from its parts (`Page`): keys of sections in the order of the reference
//! (`order`), with the white space of one style and all comments (`space`). Then both texts are compared.

mod order;
mod page;
mod parts;
mod space;

use std::collections::BTreeMap;

use toml_edit::Document;

use order::Order;
use page::Page;

/// Why a text is not laid out anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It can't be read, for this reason: it is to be loaded first, which says where and what to do.
    Unreadable(String),
    /// It would say something else, which is a defect here.
    Changed,
}

/// The same text in one layout: keys of each section in the order of the reference, comments with what they stand above or
/// beside, one space around `=`, one blank line between sections. Strings stay as they were written, lists over several
/// lines stay so, and lines that all end in CRLF go on to do so.
///
/// # Errors
/// The text is no TOML, or would say something else afterwards; neither is to be written.
pub fn format(text: &str) -> Result<String, Refused> {
    const MARK: &str = "\u{feff}";
    let (mark, text) = match text.strip_prefix(MARK) {
        Some(rest) => (MARK, rest),
        None => ("", text),
    };
    let read = |text| Document::parse(text).map_err(|error| Refused::Unreadable(error.message().to_owned()));
    let before = read(text)?;
    let page = Page::of(&before);
    let after = read(&page).map_err(|_| Refused::Changed)?;
    if !order::same(before.as_item(), after.as_item(), Order::File) || signs(text) != signs(&page) {
        return Err(Refused::Changed);
    }
    Ok(format!("{mark}{page}"))
}

/// How often each sign is there, but for what a layout may add or take away, and quotes: a name that stands above several
/// tables is quoted as it is the first time. So that no comment is lost does not rest on how the page is made.
fn signs(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for sign in text.chars().filter(|sign| !" \t\r\n,\"'".contains(*sign)) {
        *counts.entry(sign).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests;
