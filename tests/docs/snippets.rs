//! Parts of studies and scripts that pages show.

use std::collections::BTreeMap;

use toets_diagnostic::{Diagnostic, Severity, render};
use toets_load::{FileError, Files};
use toets_model::{Sources, Study};
use toets_script::ScriptFiles;

use crate::page::{Block, Page};
use crate::support::{FOUNDING, Repository};

/// What is wrong whatever else the study holds.
const ALWAYS: [&str; 7] = [
    "syntax",
    "duplicate-key",
    "unknown-key",
    "unknown-section",
    "wrong-section",
    "wrong-type",
    "wrong-value",
];
/// What is right in a part of the founding study that repeats one of its things.
const REPEATED: [&str; 2] = ["duplicate-id", "bad-fingerprint"];

/// Faults in the TOML and Rhai of a page, apart from files that its commands look at.
pub(crate) fn faults(page: &Page) -> Vec<String> {
    let library = library(page);
    let blocks = page.blocks.iter().filter(|block| {
        !["file", "append", "correct"]
            .iter()
            .any(|key| block.value(key).is_some())
    });
    blocks
        .flat_map(|block| match &*block.language {
            "toml" if block.has("founding") => founding(page, block),
            "toml" => part(page, block),
            "rhai" => script(page, block, &library),
            _ => Vec::new(),
        })
        .collect()
}

/// Findings of the founding study that a page names and that the study does not have.
pub(crate) fn unknown_findings(page: &Page, study: &Study) -> Vec<String> {
    let named = page.prose().flat_map(|(number, line)| {
        let codes = line.split('`').skip(1).step_by(2).filter(|code| is_finding(code));
        codes.map(move |code| (number, code))
    });
    named
        .filter(|(_, id)| study.findings.find(id).is_none())
        .map(|(line, id)| format!("{}:{line}: the founding study has no finding `{id}`", page.name))
        .collect()
}

/// Whether a word looks like the id of a finding there: `f6p05`, `f6f13-b`.
fn is_finding(code: &str) -> bool {
    let shape: Vec<char> = code.chars().take(5).collect();
    matches!(shape[..], ['f', a, b, c, d] if a.is_ascii_digit() && b.is_ascii_lowercase() && c.is_ascii_digit() && d.is_ascii_digit())
}

/// Files in memory, before those of the repository.
struct Overlay(BTreeMap<String, String>);

impl Files for Overlay {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.0
            .get(path)
            .cloned()
            .map_or_else(|| Files::read(&Repository, path), Ok)
    }
}

impl ScriptFiles for Overlay {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| ("there is no such file", "dat bestand bestaat niet").into())
    }
}

/// A part of some study: its form must be right, its names may be declared elsewhere.
fn part(page: &Page, block: &Block) -> Vec<String> {
    let around =
        "include = [\"part.toml\"]\n[study]\nid = \"x\"\ntitle = { nl = \"x\", en = \"x\" }\nverdict = \"verdict\"\n";
    // A part that begins a study is the study's own file.
    let begins = block
        .content
        .lines()
        .any(|line| line == "[study]" || line == "[defaults]");
    let study = if begins { &block.content } else { around };
    let files = Overlay(BTreeMap::from([
        ("policies/x/study.toml".to_owned(), study.to_owned()),
        ("policies/x/part.toml".to_owned(), in_place(&block.content)),
    ]));
    let loaded = toets_load::load(
        &files,
        "policies/x/study.toml",
        "policies",
        Vec::new(),
        Sources::default(),
    );
    said(page, block, &loaded.diagnostics, &loaded.sources, |code| {
        ALWAYS.contains(&code)
    })
}

/// A part of the founding study: its names must be right too.
fn founding(page: &Page, block: &Block) -> Vec<String> {
    let study = format!("{FOUNDING}/study.toml");
    let text = Files::read(&Repository, &study).expect("the founding study exists");
    let files = Overlay(BTreeMap::from([
        (
            study.clone(),
            text.replacen("include = [", "include = [\n  \"part.toml\",", 1),
        ),
        (format!("{FOUNDING}/part.toml"), in_place(&block.content)),
    ]));
    let loaded = toets_load::load(&files, &study, "policies", Vec::new(), Sources::default());
    said(page, block, &loaded.diagnostics, &loaded.sources, |code| {
        !REPEATED.contains(&code)
    })
}

/// A few keys are shown without what they belong to.
fn in_place(content: &str) -> String {
    let first = content
        .lines()
        .find(|line| !line.trim_start().starts_with('#') && !line.is_empty())
        .unwrap_or_default();
    let owner = match first.split(['=', ' ']).next().unwrap_or_default() {
        "score" => "[[node]]\nid = \"part\"\n",
        "[node.score]" => "[[node]]\nid = \"part\"\n",
        "when" | "source" | "level" | "compare" | "modality" => "[[finding]]\nid = \"part\"\n",
        _ => "",
    };
    format!("{owner}{content}")
}

/// A script; one that only others import is read with them.
fn script(page: &Page, block: &Block, library: &BTreeMap<String, String>) -> Vec<String> {
    let plugin = block.content.contains("const PLUGIN");
    if !plugin && !block.content.contains("scenario(") {
        return Vec::new();
    }
    let mut files = Overlay(library.clone());
    let path = "scripts/scoring/shown.rhai";
    files.0.insert(path.to_owned(), block.content.clone());
    let mut sources = Sources::default();
    let limits = toets_script::Limits::default();
    match toets_script::load(&files, &mut sources, path, &["scripts".to_owned()], &limits) {
        Ok(_) => Vec::new(),
        Err(faults) => said(page, block, &faults, &sources, |_| true),
    }
}

/// The scripts of a page that say by their first line where they are.
fn library(page: &Page) -> BTreeMap<String, String> {
    let rhai = page.blocks.iter().filter(|block| block.language == "rhai");
    rhai.filter_map(|block| {
        let path = block.content.lines().next()?.strip_prefix("// ")?;
        (path.starts_with("scripts/lib/") && path.ends_with(".rhai")).then(|| (path.to_owned(), block.content.clone()))
    })
    .collect()
}

fn said(
    page: &Page,
    block: &Block,
    found: &[Diagnostic],
    sources: &Sources,
    counts: impl Fn(&str) -> bool,
) -> Vec<String> {
    let errors: Vec<Diagnostic> = found
        .iter()
        .filter(|d| d.severity == Severity::Error && counts(d.code))
        .cloned()
        .collect();
    if errors.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "{}:{}:\n{}",
        page.name,
        block.line,
        render::short(&errors, sources, toets_model::Language::En)
    )]
}

#[test]
fn a_key_that_does_not_exist_is_seen() {
    let wrong = |text: &str| faults(&Page::of("page.md", format!("```toml\n{text}\n```\n")));
    assert_eq!(wrong("[[node]]\nid = \"a\"\nscores = 1").len(), 1);
    assert_eq!(
        wrong("[[node]]\nid = \"a\"\nscale = \"five\"\nscore = { plugin = \"evidence\" }").len(),
        0
    );
    assert_eq!(wrong("[[finding]\nid = \"a\"").len(), 1);
    let wrong = |text: &str| faults(&Page::of("page.md", format!("```toml,founding\n{text}\n```\n")));
    let conclusion = |group: &str| {
        format!(
            "[[conclusion]]\nid = \"x\"\nstatement = {{ nl = \"x\", en = \"x\" }}\nover = {{ group = [\"{group}\"] }}\nholds = 'needs >= \"0\"'"
        )
    };
    assert_eq!(wrong(&conclusion("glo")).len(), 0);
    assert_eq!(wrong(&conclusion("gol")).len(), 1);
}
