//! The documentation is true: what it shows runs and prints what it shows, what it links to exists, what it lists is
//! complete.
//!
//! - In a `console` block each line that starts with `$ ` is a command; what stands below it is what the command prints
//!   (`...` on a line of its own: any lines; nothing: not compared). It ends with exit code 0, or with what `exit=N` in the
//!   info string says. Blocks with `ignore` are not run. The blocks of a page are run one after the other, in a folder
//!   with a copy of the repository's `policies/` and `scripts/`.
//! - A block with `file=PATH` is a file that the reader makes, with `append=PATH` what is added to it, with
//!   `correct=PATH` what replaces what was added last.
//! - Any other `toml` block is read as a part of a study; with `founding` as a part of the founding study, whose names it uses.
//!
//! `TOETS_UPDATE_DOCS=1 cargo test -p toetssteen --test docs` writes what commands print into the pages.

#![expect(clippy::disallowed_methods, reason = "tests read pages and write sandboxes")]

#[path = "../support/mod.rs"]
mod support;

mod commands;
mod console;
mod links;
mod page;
mod sandbox;
mod snippets;

use page::{Page, pages};
use sandbox::Sandbox;

#[test]
fn what_the_pages_show_is_what_the_program_prints() {
    let update = std::env::var("TOETS_UPDATE_DOCS").is_ok();
    let mut wrong = Vec::new();
    let mut commands = 0;
    for page in pages() {
        if !page.blocks.iter().any(|block| block.language == "console") {
            continue;
        }
        let outcome = console::run(&page, Sandbox::new(&page.name));
        commands += outcome.commands;
        if update && !outcome.differences.is_empty() {
            outcome.write(&page);
        } else {
            wrong.extend(outcome.differences.iter().map(|difference| difference.describe(&page)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(commands > 15, "only {commands} commands were run");
}

#[test]
fn the_studies_and_scripts_that_pages_show_are_in_order() {
    let wrong: Vec<String> = pages().iter().flat_map(snippets::faults).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_that_pages_name_exist() {
    let study = support::founding_study();
    let wrong: Vec<String> = pages()
        .iter()
        .flat_map(|page| snippets::unknown_findings(page, &study))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let invented = Page::of("page.md", "See `f6p05` and `f9z99`.\n".to_owned());
    assert_eq!(snippets::unknown_findings(&invented, &study).len(), 1);
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let broken = pages
        .iter()
        .flat_map(|page| [links::broken(page, &pages), links::missing_files(page)].concat());
    let wrong: Vec<String> = broken.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_summary_lists_every_page_once_and_no_other() {
    let pages = pages();
    let summary = pages
        .iter()
        .find(|page| page.name == "docs/src/SUMMARY.md")
        .expect("the book has a summary");
    let mut listed: Vec<String> = links::targets(summary)
        .map(|(_, target)| format!("docs/src/{target}"))
        .collect();
    listed.sort();
    let mut written: Vec<String> = pages
        .iter()
        .filter(|page| page.name.starts_with("docs/src/") && page.name != summary.name)
        .map(|page| page.name.clone())
        .collect();
    written.sort();
    assert_eq!(listed, written);
}

#[test]
fn the_reference_of_commands_is_complete_and_names_nothing_else() {
    let page = Page::read("docs/src/reference/commands.md");
    let wrong = commands::differences(&page);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_that_pages_mention_exist() {
    let wrong: Vec<String> = pages().iter().flat_map(commands::unknown).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
