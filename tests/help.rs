//! `--help`: what matters first, an example with each command, in English and in Dutch, within the width of a page.

mod support;

use support::{printed, toets};

/// Every command, with the names on the way to it.
fn commands() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut waiting = vec![Vec::new()];
    while let Some(path) = waiting.pop() {
        let help = help(&path, "en");
        let below = help
            .lines()
            .skip_while(|line| *line != "Commands:")
            .skip(1)
            .take_while(|line| !line.is_empty())
            .filter(|line| !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next().map(str::to_owned));
        waiting.extend(below.map(|name| [path.clone(), vec![name]].concat()));
        all.push(path);
    }
    all
}

fn help(path: &[String], language: &str) -> String {
    let path = path.iter().map(String::as_str);
    printed(&path.chain(["--help", "--lang", language]).collect::<Vec<_>>())
}

/// The headings of a page.
fn headings(help: &str) -> Vec<&str> {
    let heading = |line: &&str| line.ends_with(':') && !line.starts_with(' ');
    help.lines()
        .filter(heading)
        .map(|line| line.trim_end_matches(':'))
        .collect()
}

#[test]
fn every_page_has_its_parts_in_order_and_fits() {
    let parts = [
        ["For example", "Bijvoorbeeld"],
        ["Commands", "Opdrachten"],
        ["What is asked", "Wat u vraagt"],
        ["Under which law, with which scripts", "Welk recht, welke scripts"],
        ["Output", "Uitvoer"],
        ["More", "Verder"],
        ["Limits", "Grenzen"],
    ];
    let all = commands();
    assert!(all.len() > 25, "{all:?}");
    for path in all {
        for (n, language) in ["en", "nl"].into_iter().enumerate() {
            let page = help(&path, language);
            let found = headings(&page);
            let places: Vec<usize> = found
                .iter()
                .map(|it| {
                    parts
                        .iter()
                        .position(|part| part[n] == *it)
                        .unwrap_or_else(|| panic!("{path:?}: {it}"))
                })
                .collect();
            assert!(places.is_sorted() && places.first() == Some(&0), "{path:?}: {found:?}");
            for line in page.lines() {
                let may_be_long = line.trim_start().starts_with("toets ");
                assert!(line.chars().count() <= 100 || may_be_long, "{path:?}: {line}");
            }
        }
    }
}

#[test]
fn limits_are_limits_and_nothing_else() {
    for command in ["run", "improve", "check", "report"] {
        let page = printed(&[command, "--help"]);
        let (_, limits) = page.split_once("\nLimits:\n").expect("there are limits");
        let options = limits.lines().filter_map(|line| line.trim_start().strip_prefix("--"));
        let others: Vec<&str> = options.filter(|option| !option.starts_with("limit-")).collect();
        assert!(others.is_empty(), "{command}: {others:?}");
    }
}

#[test]
fn it_reads_so() {
    for language in ["en", "nl"] {
        for (name, call) in [
            ("all", &["--help"][..]),
            ("explain", &["explain", "--help"]),
            ("run-short", &["run", "-h"]),
        ] {
            let page = printed(&[call, &["--lang", language]].concat());
            insta::assert_snapshot!(format!("{name}-{language}"), page);
        }
    }
    assert_eq!(printed(&["help", "law", "diff"]), printed(&["law", "diff", "--help"]));
}

#[test]
fn without_a_command_the_short_help_is_shown_and_the_call_is_wrong() {
    for (call, words) in [
        (&[][..], "Usage: toets"),
        (&["law"], "Usage: toets law"),
        (&["law", "--lang", "nl"], "fout"),
    ] {
        let output = toets(call);
        assert_eq!(output.status.code(), Some(2), "{call:?}");
        assert!(output.stdout.is_empty());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(words), "{call:?}: {told}");
        assert!(!told.contains('\u{1b}'), "{told}");
    }
}
