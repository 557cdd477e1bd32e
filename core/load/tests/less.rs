//! What need not be written again means the same as what is written out.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use toets_load::{FileError, Files, load};
use toets_model::{Language, Languages, Modality, Sources, Study};

struct Only<'a>(&'a str);

impl Files for Only<'_> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "p/s/study.toml" => Ok(self.0.to_owned()),
            _ => Err(FileError::NotFound),
        }
    }
}

fn study(text: &str) -> Study {
    let loaded = load(&Only(text), "p/s/study.toml", "p", Vec::new(), Sources::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.study.unwrap()
}

const SHORT: &str = r#"
source = [{ id = "s", label = "Bron" }]
[study]
id = "x"
title = "Proef"
verdict = "top"
languages = ["nl"]
[defaults]
scale = "five"
score = { plugin = "evidence" }
modality = "likely"
coded.by = "wij"
[scale.five]
levels = { "-" = "slecht", "0" = "neutraal", "+" = "goed" }
[variable.rule]
kind = "lever"
label = "Regel"
values = { free = "vrij", strict = "streng" }
phrases.free = "zonder regel"
[[node]]
id = "top"
label = "Top"
children = ["leaf"]
score = { plugin = "worst" }
[[node]]
id = "leaf"
label = "Blad"
[[finding]]
id = "a"
node = "leaf"
level = "+"
statement = "Zo"
source = "s"
[[finding]]
id = "b"
node = "leaf"
level = "-"
modality = "certain"
coded = { note = "omdat" }
statement = "Anders"
source = { document = "s", pages = [3, 4] }
"#;

const LONG: &str = r#"
[[source]]
id = "s"
label = { nl = "Bron" }
[study]
id = "x"
title = { nl = "Proef" }
verdict = "top"
languages = ["nl"]
[scale.five]
levels = ["-", "0", "+"]
labels = { "-" = { nl = "slecht" }, "0" = { nl = "neutraal" }, "+" = { nl = "goed" } }
[variable.rule]
kind = "lever"
label = { nl = "Regel" }
values = ["free", "strict"]
labels = { free = { nl = "vrij" }, strict = { nl = "streng" } }
phrases = { free = { nl = "zonder regel" } }
[[node]]
id = "top"
label = { nl = "Top" }
scale = "five"
children = ["leaf"]
score = { plugin = "worst" }
[[node]]
id = "leaf"
label = { nl = "Blad" }
scale = "five"
score = { plugin = "evidence" }
[[finding]]
id = "a"
node = "leaf"
level = "+"
modality = "likely"
coded = { by = "wij" }
statement = { nl = "Zo" }
source = { document = "s" }
[[finding]]
id = "b"
node = "leaf"
level = "-"
modality = "certain"
coded = { by = "wij", note = "omdat" }
statement = { nl = "Anders" }
source = { document = "s", pages = "3–4" }
"#;

/// A study as it is printed, without the places in its files.
fn without_places(study: &Study) -> String {
    let text = format!("{study:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

#[test]
fn what_is_short_means_what_is_long() {
    let (short, long) = (study(SHORT), study(LONG));
    assert_eq!(without_places(&short), without_places(&long));
    assert_eq!(short.languages, Languages::Only(Language::Nl));
    let a = &short.findings[short.findings.find("a").unwrap()];
    assert_eq!(a.modality, Modality::Likely);
    assert_eq!(a.coded.as_ref().unwrap().by, "wij");
}

#[test]
fn a_study_in_english_misses_no_dutch() {
    let english = SHORT.replace("languages = [\"nl\"]", "languages = [\"en\"]");
    let study = study(&english);
    assert_eq!(study.title.get(Language::En), "Proef");
    assert_eq!(study.title.get(Language::Nl), "Proef", "the language that there is");
}

#[test]
fn the_study_that_is_meant_says_so() {
    assert!(toets_load::is_default("[study]\ndefault = true\n"));
    assert!(!toets_load::is_default("[study]\ndefault = false\n"));
    assert!(!toets_load::is_default("[study]\ndefault = \"true\"\n"));
    assert!(!toets_load::is_default("not = [ toml"));
}
