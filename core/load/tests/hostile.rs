//! Input that nobody would write: nothing of it may panic, run away or lead out of the project.

use std::collections::BTreeMap;

use toets_diagnostic::render::{self, Style};
use toets_load::{FileError, Files, Loaded, MAX_FILE, MAX_FILES, load};
use toets_model::Sources;

/// Files in memory; some can't be read.
#[derive(Default)]
struct Memory(BTreeMap<String, Result<String, FileError>>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.0.get(path).cloned().unwrap_or(Err(FileError::NotFound))
    }
}

impl Memory {
    fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.0.insert(path.into(), Ok(text.into()));
        self
    }

    fn failing(mut self, path: &str, error: FileError) -> Self {
        self.0.insert(path.into(), Err(error));
        self
    }

    fn loaded(&self) -> Loaded {
        let loaded = load(self, "p/s/study.toml", "p", Vec::new(), Sources::default());
        assert_eq!(
            loaded.study.is_some(),
            !toets_diagnostic::any_error(&loaded.diagnostics)
        );
        loaded
    }

    fn codes(&self) -> Vec<&'static str> {
        self.loaded().diagnostics.iter().map(|d| d.code).collect()
    }
}

const BASE: &str = include_str!("../../../tests/fixtures/check/policies/base.toml");

const MORE: &str = r#"
[study]
id = "trial"
title = { nl = "Proef", en = "Trial" }
as_of = 2025-05-01
verdict = "desirability"
document = "report"
regime = { amended = "no" }

[evidence]
likely = "open"

[[transfer]]
id = "t"
nodes = ["needs"]
from = { sector = ["po"], places = { below = 100 } }
to = { sector = "vo", any = [{ timing = "inside" }, { places = { at_least = 250 } }] }
modality = "uncertain"
reason = { nl = "Zo", en = "So" }

[[finding]]
id = "open"
node = "needs"
modality = "conditional"
condition = { nl = "Mits", en = "If" }
statement = { nl = "Zo", en = "So" }
opens = ["+", "0"]
hinges_on = ["audience"]
party = "schools"
compare = { order = [{ audience = "exclusive" }, { audience = "all_in_class", places = 3 }] }
source = [{ lines = [3, 4], respondents = ["r:teachers"] }, { document = "report", chapter = "2", date = 2024-12-31 }]

[[contest]]
id = "c"
sides = [["useful"], ["open"]]

[[conclusion]]
id = "z"
statement = { nl = "Zo", en = "So" }
over = { scenario = ["A", "B-1"], group = ["primary"] }
where = { timing = { not = "outside" } }
holds = 'not (needs >= "+" and A/primary.price < 3.5) or B-1.desirability == "0"'
cites = ["useful"]

[[figure]]
id = "n"
value = [1, 2.5]
statement = { nl = "Zo", en = "So" }

[[instrument]]
id = "wpo"
title = { nl = "Wet", en = "Act" }
bwb = "BWBR0003420"

[[provision]]
id = "wpo:9"
instrument = "wpo"
valid_from = 2020-08-01
"#;

fn whole() -> String {
    format!("{BASE}{MORE}")
}

/// Renders everything in every way: none may panic, however wrong the places are.
fn show(loaded: &Loaded) {
    for width in [1, 80, 1000] {
        let style = Style {
            color: width == 80,
            width,
            language: toets_model::Language::En,
        };
        let _ = render::human(&loaded.diagnostics, &loaded.sources, style);
    }
    let _ = render::short(&loaded.diagnostics, &loaded.sources, toets_model::Language::En);
    let _ = render::json(&loaded.diagnostics, &loaded.sources, toets_model::Language::En);
}

#[test]
fn the_text_that_is_broken_below_is_fine() {
    let loaded = Memory::default().with("p/s/study.toml", whole()).loaded();
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
}

#[test]
fn a_text_cut_off_anywhere_is_answered() {
    let text = whole();
    for end in (0..text.len()).step_by(7) {
        let loaded = Memory::default().with("p/s/study.toml", &text[..end]).loaded();
        if end % 3 == 0 {
            show(&loaded);
        }
    }
}

#[test]
fn a_text_with_a_sign_changed_anywhere_is_answered() {
    let text = whole();
    let signs = [
        '"', '[', ']', '{', '}', '=', ',', '.', '#', '\n', '\'', '\\', '-', '0', 'é', '\u{0}', '\u{202e}',
    ];
    for (n, at) in (0..text.len()).step_by(5).enumerate() {
        let sign = signs[n % signs.len()];
        let changed = format!("{}{sign}{}", &text[..at], &text[at + 1..]);
        let loaded = Memory::default().with("p/s/study.toml", changed).loaded();
        if n % 5 == 0 {
            show(&loaded);
        }
    }
}

#[test]
fn a_text_without_one_of_its_lines_is_answered() {
    let text = whole();
    let lines: Vec<&str> = text.lines().collect();
    for n in 0..lines.len() {
        let without: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(m, _)| *m != n)
            .map(|(_, l)| *l)
            .collect();
        Memory::default().with("p/s/study.toml", without.join("\n")).loaded();
    }
}

#[test]
fn deep_nesting_is_refused_before_it_is_parsed() {
    let deep = 10_000;
    let texts = [
        format!("[{}]\n", vec!["a"; deep].join(".")),
        format!("{} = 1\n", vec!["a"; deep].join(" . ")),
        format!("a = {}{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("{}1{}\n", "a = { a = ".repeat(deep), " }".repeat(deep)),
        format!("a = {}\n", "{".repeat(deep)),
        format!("a = [ # [\n {} ]\n", "'[', \"[\", [".repeat(deep)),
    ];
    for text in texts {
        assert_eq!(Memory::default().with("p/s/study.toml", text).codes(), ["too-deep"]);
    }
    // As deep as is allowed, on a thread with little stack.
    let allowed = format!(
        "{}1{}\n",
        format!("{} = {{ ", ["a"; 15].join(".")) + &"b = [".repeat(31),
        "]".repeat(31) + "}"
    );
    let small = std::thread::Builder::new().stack_size(256 << 10);
    let run = small
        .spawn(move || Memory::default().with("p/s/study.toml", allowed).codes())
        .unwrap();
    assert!(!run.join().unwrap().contains(&"too-deep"));
}

#[test]
fn many_headings_do_not_nest() {
    let text: String = (0..20_000).map(|n| format!("[a{n}.b.c]\nd.e = {n}\n")).collect();
    assert_eq!(Memory::default().with("p/s/study.toml", text).codes().len(), 20_001);
}

#[test]
fn what_files_answer_is_passed_on() {
    let study = |path: &str| format!("include = [\"{path}\"]\n{}", whole());
    let errors = [
        (FileError::Outside, "outside"),
        (FileError::TooLarge { limit: 5 }, "too-large"),
        (FileError::NotUtf8 { byte: 3 }, "unreadable-file"),
        (
            FileError::Other(("it is a folder", "het is een map").into()),
            "unreadable-file",
        ),
    ];
    for (error, code) in errors {
        for path in ["p/s/a.toml", "p/a.toml", "p/s/study.toml"] {
            let files = Memory::default()
                .with("p/s/study.toml", study("a.toml"))
                .failing(path, error.clone());
            assert_eq!(files.codes(), [code], "{path}: {error:?}");
        }
    }
}

#[test]
fn circles_and_diamonds_of_files_are_read_once() {
    let files = Memory::default()
        .with(
            "p/s/study.toml",
            format!("include = [\"a.toml\", \"./b.toml\", \"s/study.toml\"]\n{}", whole()),
        )
        .with("p/s/a.toml", "include = [\"b.toml\", \"deep//c.toml\", \"a.toml\"]")
        .with("p/s/b.toml", "include = [\"a.toml\", \"deep/./c.toml\"]")
        .with("p/s/deep/c.toml", "include = [\"study.toml\", \"law/d.toml\"]")
        .with(
            "p/law/d.toml",
            "[[party]]\nid = \"d\"\nlabel = { nl = \"D\", en = \"D\" }\n",
        );
    let loaded = files.loaded();
    assert_eq!(loaded.diagnostics, []);
    let read: Vec<&str> = loaded.sources.files().map(|(_, f)| &*f.path).collect();
    assert_eq!(
        read,
        [
            "p/s/study.toml",
            "p/s/a.toml",
            "p/s/b.toml",
            "p/s/deep/c.toml",
            "p/law/d.toml"
        ]
    );
    assert_eq!(loaded.study.unwrap().parties.len(), 2);
}

#[test]
fn there_is_a_limit_to_files_and_bytes() {
    let mut files = Memory::default().with("p/s/study.toml", "include = [\"0.toml\"]");
    for n in 0..MAX_FILES + 5 {
        files = files.with(&format!("p/s/{n}.toml"), format!("include = [\"{}.toml\"]", n + 1));
    }
    let codes = files.codes();
    assert_eq!(codes.iter().filter(|c| **c == "too-large").count(), 1);

    let large = "#".repeat(MAX_FILE + 1);
    let files = Memory::default()
        .with("p/s/study.toml", format!("include = [\"a.toml\"]\n{}", whole()))
        .with("p/s/a.toml", large);
    assert_eq!(files.codes(), ["too-large"]);

    let names: Vec<String> = (0..6).map(|n| format!("\"{n}.toml\"")).collect();
    let mut files = Memory::default().with(
        "p/s/study.toml",
        format!("include = [{}]\n{}", names.join(", "), whole()),
    );
    for n in 0..6 {
        files = files.with(&format!("p/s/{n}.toml"), "#".repeat(MAX_FILE - 10));
    }
    assert_eq!(files.codes(), ["too-large"]);
}

#[test]
fn a_study_of_faults_only_is_answered_in_full() {
    let many = 3_000;
    let findings = (0..many).map(|n| {
        format!("[[finding]]\nid = \"f{n}\"\nnode = \"no{n}\"\nwhen = {{ v{n} = \"x\" }}\nmodality = \"c{n}\"\n")
    });
    let text: String = findings.collect();
    let codes = Memory::default().with("p/s/study.toml", text).codes();
    for code in ["unknown-node", "unknown-variable", "wrong-value", "missing-key"] {
        assert_eq!(codes.iter().filter(|c| **c == code).count(), many, "{code}");
    }
}

#[test]
fn a_long_chain_of_scenarios_is_followed() {
    let mut text = whole();
    for n in 0..5_000 {
        let base = if n == 4_999 {
            "A".to_owned()
        } else {
            format!("c{}", n + 1)
        };
        text.push_str(&format!(
            "[[scenario]]\nid = \"c{n}\"\nlabel = {{ nl = \"C\", en = \"C\" }}\nbased_on = \"{base}\"\n"
        ));
    }
    let loaded = Memory::default().with("p/s/study.toml", text).loaded();
    let study = loaded.study.unwrap();
    let first = &study.scenarios[study.scenarios.find("c0").unwrap()];
    assert_eq!(first.levers, study.scenarios[study.scenarios.find("A").unwrap()].levers);
}

#[test]
fn other_line_ends_and_a_byte_order_mark_are_read() {
    let text = format!("\u{feff}{}", whole().replace('\n', "\r\n"));
    let loaded = Memory::default().with("p/s/study.toml", text).loaded();
    assert_eq!(loaded.diagnostics, []);
}
