//! Running the `console` blocks of a page and comparing what they show.

use crate::page::{Block, Page};
use crate::sandbox::Sandbox;
use crate::support::root;

/// What came of running a page.
pub(crate) struct Outcome {
    pub(crate) commands: usize,
    pub(crate) differences: Vec<Difference>,
}

/// A command that does not print what the page shows.
pub(crate) struct Difference {
    /// The lines of the page that show what it prints, counted from 0.
    lines: std::ops::Range<usize>,
    command: String,
    expected: String,
    printed: String,
    /// The exit code that was expected, and the one that came.
    codes: (i32, i32),
}

struct Shown {
    command: String,
    lines: std::ops::Range<usize>,
    expected: String,
}

/// Runs all blocks of a page.
pub(crate) fn run(page: &Page, mut sandbox: Sandbox) -> Outcome {
    let mut outcome = Outcome {
        commands: 0,
        differences: Vec::new(),
    };
    for block in &page.blocks {
        sandbox.make(block);
        if block.language != "console" || block.has("ignore") {
            continue;
        }
        let commands = commands(page, block);
        let last = commands.len();
        for (number, shown) in commands.into_iter().enumerate() {
            outcome.commands += 1;
            let printed = sandbox.run(&shown.command);
            let code = match block.value("exit") {
                Some(code) if number + 1 == last => code.parse().expect("`exit=` with a number"),
                _ => 0,
            };
            let text = tidy(&printed.text);
            let compared = !shown.expected.is_empty();
            if printed.code != code || compared && !matches(&shown.expected, &text) {
                outcome.differences.push(Difference {
                    lines: shown.lines,
                    command: shown.command,
                    expected: shown.expected,
                    printed: text,
                    codes: (code, printed.code),
                });
            }
        }
    }
    outcome
}

fn commands(page: &Page, block: &Block) -> Vec<Shown> {
    let mut commands: Vec<Shown> = Vec::new();
    for (index, line) in block.content.lines().enumerate() {
        let number = block.line + index;
        if let Some(command) = line.strip_prefix("$ ") {
            commands.push(Shown {
                command: command.to_owned(),
                lines: number + 1..number + 1,
                expected: String::new(),
            });
        } else {
            let place = format!("{}:{}", page.name, number + 1);
            let shown = commands
                .last_mut()
                .unwrap_or_else(|| panic!("{place}: a console block begins with `$ `"));
            shown.lines.end = number + 1;
            shown.expected.push_str(line.trim_end());
            shown.expected.push('\n');
        }
    }
    commands
}

/// Without spaces at the ends of lines, and with one line break at the end.
fn tidy(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// Whether a text is what a page shows, where `...` on a line of its own stands for any lines.
fn matches(expected: &str, text: &str) -> bool {
    let expected: Vec<&str> = expected.lines().collect();
    let text: Vec<&str> = text.lines().collect();
    let parts: Vec<&[&str]> = expected.split(|line| *line == "...").collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return false;
    };
    if parts.len() == 1 {
        return *first == text;
    }
    if !text.starts_with(first) {
        return false;
    }
    let mut rest = &text[first.len()..];
    for part in &parts[1..parts.len() - 1] {
        if part.is_empty() {
            continue;
        }
        match rest.windows(part.len()).position(|window| window == *part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

impl Difference {
    /// What is wrong, for a person.
    pub(crate) fn describe(&self, page: &Page) -> String {
        let (expected, came) = self.codes;
        let mut text = format!("{}:{}: $ {}\n", page.name, self.lines.start, self.command);
        if expected != came {
            text.push_str(&format!("exit code {came}, not {expected}\n"));
        }
        text.push_str(&format!("--- shown\n{}--- printed\n{}", self.expected, self.printed));
        text.push_str("(`TOETS_UPDATE_DOCS=1 cargo test -p toetssteen --test docs` writes it into the page)\n");
        text
    }
}

impl Outcome {
    /// Writes what was printed into the page. A command that ends in an unexpected way is left as it is.
    pub(crate) fn write(&self, page: &Page) {
        let mut lines: Vec<String> = page.text.lines().map(str::to_owned).collect();
        for difference in self.differences.iter().rev() {
            let (expected, came) = difference.codes;
            assert_eq!(expected, came, "{}", difference.describe(page));
            lines.splice(difference.lines.clone(), difference.printed.lines().map(str::to_owned));
        }
        std::fs::write(root().join(&page.name), lines.join("\n") + "\n").expect("the page can be written");
    }
}

#[test]
fn elided_lines_may_be_any_and_others_may_not() {
    let text = "a\nb\nc\nd\n";
    for expected in [
        "a\nb\nc\nd\n",
        "a\n...\nd\n",
        "...\nb\n...\n",
        "...\n",
        "a\n...\nb\nc\nd\n",
    ] {
        assert!(matches(expected, text), "{expected}");
    }
    for expected in [
        "a\nb\nc\n",
        "b\n...\n",
        "a\n...\nc\n",
        "...\nc\n...\nb\n...\n",
        "a\n...\nx\n...\nd\n",
    ] {
        assert!(!matches(expected, text), "{expected}");
    }
}
