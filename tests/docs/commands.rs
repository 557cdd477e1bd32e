//! Commands and options: as the program says, as the pages say.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::Page;
use crate::support::printed;

/// Commands by their name (`script check`), with their options (`--format`).
type Commands = BTreeMap<String, BTreeSet<String>>;

/// What the program's own help says.
fn known() -> Commands {
    let mut known = Commands::new();
    let mut waiting = vec![Vec::new()];
    while let Some(path) = waiting.pop() {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = printed(&args);
        let below = subcommands(&help);
        if below.is_empty() {
            known.insert(path.join(" "), options(&help));
        }
        waiting.extend(below.into_iter().map(|name| [path.clone(), vec![name]].concat()));
    }
    known
}

fn subcommands(help: &str) -> Vec<String> {
    let list = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    // A description that goes on is set further in than a name.
    list.filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The long options that a text names.
fn options(text: &str) -> BTreeSet<String> {
    let starts = text
        .match_indices("--")
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '-'));
    starts
        .filter_map(|(at, _)| {
            let name: String = text[at + 2..]
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            name.starts_with(|c: char| c.is_ascii_lowercase())
                .then(|| format!("--{}", name.trim_end_matches('-')))
        })
        .collect()
}

/// The page's sections by the command in their heading; what stands before them is said of all.
fn sections(page: &Page) -> (String, BTreeMap<String, String>) {
    let mut before = String::new();
    let mut sections = BTreeMap::<String, String>::new();
    let mut current: Option<String> = None;
    for line in page.text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let command = heading.trim().trim_matches('`').strip_prefix("toets ");
            current = command.map(str::to_owned);
        }
        let section = match &current {
            Some(command) => sections.entry(command.clone()).or_default(),
            None => &mut before,
        };
        section.push_str(line);
        section.push('\n');
    }
    (before, sections)
}

/// Where the reference of commands and the program differ.
pub(crate) fn differences(page: &Page) -> Vec<String> {
    let known = known();
    let (general, sections) = sections(page);
    let general = options(&general);
    let mut wrong = Vec::new();
    for (command, options_known) in &known {
        let Some(section) = sections.get(command) else {
            wrong.push(format!("{}: there is no section \"## `toets {command}`\"", page.name));
            continue;
        };
        let said = options(section);
        let all: BTreeSet<String> = said.union(&general).cloned().collect();
        wrong.extend(
            options_known
                .difference(&all)
                .map(|o| format!("{}: `toets {command}` has {o}", page.name)),
        );
    }
    let every: BTreeSet<String> = known.values().flatten().cloned().collect();
    wrong.extend(
        general
            .difference(&every)
            .map(|o| format!("{}: no command has {o}", page.name)),
    );
    for command in sections.keys().filter(|command| !known.contains_key(*command)) {
        wrong.push(format!("{}: there is no command `toets {command}`", page.name));
    }
    wrong
}

/// Commands that a page mentions in code and that the program does not have, or not with these options.
pub(crate) fn unknown(page: &Page) -> Vec<String> {
    let known = known();
    let mut wrong = Vec::new();
    for (line, call) in calls(page) {
        // `toets` alone and `toets --help` are of no command.
        let words: Vec<&str> = call.split_whitespace().skip(1).collect();
        let named = words
            .iter()
            .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-'));
        let named: Vec<&str> = named.copied().take(2).collect();
        if named.is_empty() {
            continue;
        }
        let command = (1..=named.len())
            .rev()
            .map(|n| named[..n].join(" "))
            .find(|name| known.contains_key(name));
        let Some(command) = command else {
            let group = known.keys().any(|name| name.starts_with(&format!("{} ", named[0])));
            if !group {
                wrong.push(format!("{}:{line}: `{call}`: there is no such command", page.name));
            }
            continue;
        };
        wrong.extend(
            options(&call)
                .difference(&known[&command])
                .map(|o| format!("{}:{line}: `{call}`: it has no {o}", page.name)),
        );
    }
    wrong
}

/// The calls of the program in a page's prose (between back quotes) and in its blocks for a shell.
fn calls(page: &Page) -> Vec<(usize, String)> {
    let inline = page.prose().flat_map(|(number, line)| {
        line.split('`')
            .skip(1)
            .step_by(2)
            .filter(|code| code.starts_with("toets "))
            .map(move |code| (number, code.to_owned()))
    });
    let blocks = page
        .blocks
        .iter()
        .filter(|block| ["sh", "console", "text", ""].contains(&&*block.language));
    let shell = blocks.flat_map(|block| {
        block.content.lines().enumerate().filter_map(|(index, line)| {
            let line = line.strip_prefix("$ ").unwrap_or(line);
            line.starts_with("toets ")
                .then(|| (block.line + index + 1, line.to_owned()))
        })
    });
    inline.chain(shell).collect()
}

#[test]
fn options_are_found_in_help_and_prose() {
    let found = options("  -h, --help  text --as-of <DATE>, `--format=json` a--b ---x -- `--`");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["--as-of", "--format", "--help"]);
}
