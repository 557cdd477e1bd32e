//! What stands between the things that a file says: white space and comments.

/// The space between two things.
#[derive(Default)]
pub(super) struct Space<'t> {
    /// The comment on the line of what stands before it, with the white space before that.
    pub(super) beside: Option<&'t str>,
    /// The lines after that: comments; none is a blank one.
    pub(super) lines: Vec<Option<&'t str>>,
}

/// What ends in a file are spaces and tabs; other white space is part of a comment.
const BLANK: [char; 3] = [' ', '\t', '\r'];

impl<'t> Space<'t> {
    /// Space that starts a line.
    pub(super) fn above(text: &'t str) -> Self {
        let mut lines: Vec<Option<&str>> = text.split('\n').map(comment).collect();
        // What is behind the last end of a line is what the next thing is indented by.
        if lines.last() == Some(&None) {
            lines.pop();
        }
        Self { beside: None, lines }
    }

    /// Space that goes on where something ends.
    pub(super) fn after(text: &'t str) -> Self {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        Self {
            beside: comment(first).map(|_| first.trim_end_matches(BLANK)),
            lines: Self::above(rest).lines,
        }
    }

    /// This space and, behind a comma, more of it.
    pub(super) fn and(mut self, mut more: Self) -> Self {
        if self.beside.is_none() && self.lines.is_empty() {
            return more;
        }
        if let Some(beside) = more.beside {
            self.lines.push(comment(beside));
        }
        self.lines.append(&mut more.lines);
        self
    }
}

fn comment(line: &str) -> Option<&str> {
    Some(line.trim_matches(BLANK)).filter(|comment| !comment.is_empty())
}
