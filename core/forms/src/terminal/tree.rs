//! A tree for a terminal, with lines that show what hangs below what.

use super::wrap::{Piece, wrap};
use super::{Paper, pieces};
use toets_answer::Branch;

/// Columns of one step down.
const STEP: usize = 3;

impl Paper {
    /// Branches with their notes, each before those below it.
    pub(super) fn tree(&self, text: &mut String, branches: &[Branch]) {
        // Whether another branch follows at each depth that is open.
        let mut follows: Vec<bool> = Vec::new();
        for (n, branch) in branches.iter().enumerate() {
            follows.truncate(branch.depth);
            let later = &branches[n + 1..];
            let more = later.iter().take_while(|other| other.depth >= branch.depth);
            follows.push(branch.depth > 0 && more.clone().any(|other| other.depth == branch.depth));
            let above: String = follows[..branch.depth].iter().skip(1).map(|&more| bar(more)).collect();
            let (first, next) = match (branch.depth, follows[branch.depth]) {
                (0, _) => (String::new(), String::new()),
                (_, true) => (format!("{above}├─ "), format!("{above}│  ")),
                (_, false) => (format!("{above}└─ "), format!("{above}   ")),
            };
            let below = later.first().is_some_and(|other| other.depth > branch.depth);
            let under = format!("{next}{}", bar(below));
            self.branch(text, &first, &under, &pieces(&branch.head));
            for note in &branch.notes {
                self.branch(text, &under, &format!("{under}  "), &pieces(note));
            }
        }
    }

    /// Wraps pieces behind a stretch of lines, one for the first and one for the others.
    fn branch(&self, text: &mut String, first: &str, next: &str, pieces: &[Piece]) {
        let columns = first.chars().count().max(next.chars().count());
        let room = self.width.saturating_sub(columns).max(super::NARROWEST / 2);
        for (n, line) in wrap(pieces, room, 0, 0).into_iter().enumerate() {
            let mut written = if n == 0 { first } else { next }.to_owned();
            let mut said = String::new();
            for piece in line {
                self.piece(&mut said, &piece.text, piece.style);
            }
            written.push_str(&said);
            text.push_str(written.trim_end());
            text.push('\n');
        }
    }
}

fn bar(more: bool) -> String {
    let mut bar = if more { "│" } else { "" }.to_owned();
    bar.push_str(&" ".repeat(STEP - bar.chars().count()));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use toets_answer::Span;

    fn branch(depth: usize, head: &str, notes: &[&str]) -> Branch {
        let line = |text: &str| vec![Span::Plain(text.to_owned())];
        Branch {
            depth,
            open: true,
            head: line(head),
            notes: notes.iter().map(|note| line(note)).collect(),
        }
    }

    #[test]
    fn lines_show_what_hangs_below_what() {
        let branches = [
            branch(0, "top", &["a note that is rather long"]),
            branch(1, "one", &["note"]),
            branch(2, "below one", &["note"]),
            branch(1, "two", &["note"]),
        ];
        let paper = Paper {
            color: false,
            width: 16,
        };
        let mut text = String::new();
        paper.tree(&mut text, &branches);
        let expected = "\
top
│  a note that is
│    rather long
├─ one
│  │  note
│  └─ below one
│        note
└─ two
      note
";
        assert_eq!(text, expected);
    }
}
