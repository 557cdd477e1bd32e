//! Lines of files, found without counting from the start each time.

use std::ops::Range;

use toets_model::{FileId, Index, Sources};

/// Where the lines of each file start; a file is looked through once.
pub(super) struct Lines<'a> {
    sources: &'a Sources,
    starts: Vec<Option<Vec<usize>>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            starts: vec![None; sources.files().len()],
        }
    }

    /// The text of a file.
    pub(super) fn text(&self, file: FileId) -> &'a str {
        &self.sources.file(file).text
    }

    fn starts(&mut self, file: FileId) -> &[usize] {
        let text = self.text(file);
        self.starts[file.to_usize()].get_or_insert_with(|| {
            let after = text.bytes().enumerate().filter(|&(_, b)| b == b'\n');
            std::iter::once(0).chain(after.map(|(n, _)| n + 1)).collect()
        })
    }

    /// The number of the line that a byte is on, from zero.
    pub(super) fn line(&mut self, file: FileId, at: usize) -> usize {
        self.starts(file).partition_point(|&s| s <= at).saturating_sub(1)
    }

    /// The bytes of a line, without its end.
    pub(super) fn range(&mut self, file: FileId, line: usize) -> Range<usize> {
        let text = self.text(file);
        let starts = self.starts(file);
        let start = starts.get(line).copied().unwrap_or(text.len());
        let end = starts.get(line + 1).map_or(text.len(), |&next| next - 1);
        let end = end.max(start);
        start..start + text[start..end].trim_end_matches('\r').len()
    }

    /// A byte of a file, moved back to where a character starts, and into the file.
    pub(super) fn clamp(&self, file: FileId, at: u32) -> usize {
        let text = self.text(file);
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Line and column of a byte, both from 1.
    pub(super) fn position(&mut self, file: FileId, at: u32) -> (usize, usize) {
        let at = self.clamp(file, at);
        let line = self.line(file, at);
        let start = self.starts(file)[line];
        (line + 1, self.text(file)[start..at].chars().count() + 1)
    }
}
