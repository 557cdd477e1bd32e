//! Everything said otherwise, and one level moved: that is told to have moved, and nothing else.
//!
//! Every text of a study, in both languages, has other letters; and every letter of the pages that were approved is another
//! one too, as if the program of then had said everything otherwise. What is compared is none of that.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::project::Project;
use crate::{causes, moved, moved_name, set};

/// A letter for every letter, another one.
fn other(letter: char) -> char {
    let turned = |first: u8| char::from(first + (letter as u8 - first + 13) % 26);
    match letter {
        'a'..='z' => turned(b'a'),
        'A'..='Z' => turned(b'A'),
        _ => letter,
    }
}

/// How a text in a language begins.
const KEYS: [&str; 2] = [" nl = \"", " en = \""];

/// A TOML file with other letters in every text of a language; ids, levels and conditions as they are.
fn said_otherwise(toml: &str) -> String {
    let mut said = String::with_capacity(toml.len());
    let mut rest = toml;
    let next = |rest: &str| KEYS.iter().filter_map(|key| rest.find(key)).min();
    while let Some(start) = next(rest) {
        let (before, text) = rest.split_at(start + KEYS[0].len());
        said.push_str(before);
        let mut escaped = false;
        let end = text.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let (text, after) = text.split_at(end.expect("a text ends"));
        assert!(
            !text.contains("\\n") && !text.contains("\\u"),
            "an escape with a letter: {text}"
        );
        said.extend(text.chars().map(other));
        rest = after;
    }
    said + rest
}

/// Says everything otherwise: what the study says, and what was approved.
fn say_otherwise(project: &Project) {
    project.rewrite(".toml", said_otherwise);
    project.rewrite(".snap", |page| {
        let (head, page) = page.split_once("\n---\n").expect("a page has a head");
        format!("{head}\n---\n{}", page.chars().map(other).collect::<String>())
    });
}

/// The snapshots that differ, by whether only words do.
fn differing(json: &Value, only_words: bool) -> BTreeSet<String> {
    let all = json["differences"].as_array().expect("a list of differences").iter();
    let such = all.filter(|one| one["wording_only"] == only_words);
    such.map(|one| one["snapshot"].as_str().expect("a name").to_owned())
        .collect()
}

/// A node beside the verdict, with evidence for one scenario and one group.
const APART: &str = r#"
[[node]]
id = "apart"
label = { nl = "Apart", en = "Apart" }
scale = "five"
score = { plugin = "evidence" }

[[finding]]
id = "g1"
node = "apart"
when = { timing = "outside", reception = "coa" }
level = "-" # g1
modality = "certain"
statement = { nl = "Dit staat apart.", en = "This stands apart." }
"#;

#[test]
fn one_level_moves_and_all_words_do() {
    let project = Project::new("one");
    project.append(APART);
    assert_eq!(project.toets(&["test", "--accept"]).0, 0);
    let before = Project::new("one-before");
    before.append(APART);
    say_otherwise(&project);
    let (code, json) = project.json(&["test"]);
    assert_eq!((code, moved(&json)), (1, set([])));
    assert_eq!(json["changes"], serde_json::json!([]));
    assert_eq!((differing(&json, true).len(), &json["as_approved"]), (5, &0.into()));

    project.replace("level = \"-\" # g1", "level = \"0\"");
    let (code, json) = project.json(&["test"]);
    assert_eq!(code, 1);
    let [one] = json["moves"].as_array().expect("a list of moves").as_slice() else {
        panic!("one move: {json:#}");
    };
    assert_eq!(moved_name(one), "C1/amv.apart");
    assert_eq!((&one["from"][0], &one["to"][0]), (&"-".into(), &"0".into()));
    assert_eq!(causes(&json), set(["finding g1"]));
    assert_eq!(differing(&json, false), set(["C1/amv"]));
    assert_eq!(
        differing(&json, true),
        set(["A1/glo", "A1/amv", "C1/glo", "conclusions"])
    );
    for (language, changed, wording) in [
        ("nl", "gewijzigd", "alleen anders gezegd"),
        ("en", "changed", "said in other words only"),
    ] {
        let (_, printed, _) = project.toets(&["test", "--lang", language]);
        let summary = format!("{changed}: C1/amv\n{wording}: A1/glo, A1/amv, C1/glo, conclusions\n");
        assert!(printed.contains(&summary), "{printed}");
    }

    // Without anything kept.
    let paths = [&before, &project].map(|project| project.folder().join("policies/small").display().to_string());
    let (_, compared) = project.json(&["diff", &paths[0], &paths[1]]);
    assert_eq!(compared["moves"], json["moves"]);
}

#[test]
fn of_the_founding_study_what_moves_is_told_whatever_is_said() {
    const MOVED: &str = "id = \"f5g02\"\nnode = \"length_of_stay\"\nwhen = { content = \"origin_language_culture\", \
                         audience = \"exclusive\", reception = \"glo\", returns = \"no\" }\nlevel = ";
    const FILE: &str = "policies/onderwijs-negatieve-beschikking/findings/chapter5.toml";
    let project = Project::of_repository("founding");
    let test = ["test", "onderwijs-negatieve-beschikking"];
    let as_it_is = project.json(&test);
    assert_eq!((as_it_is.0, &as_it_is.1["changes"]), (0, &serde_json::json!([])));

    let undone = project.replace_in(FILE, &format!("{MOVED}\"-\""), &format!("{MOVED}\"0\""));
    let in_the_same_words = project.json(&test).1;
    assert_eq!(
        moved(&in_the_same_words),
        set(["A1/glo.length_of_stay", "A2/glo.length_of_stay", "C5-01"])
    );
    undone.undo();

    say_otherwise(&project);
    let only_words = project.json(&test).1;
    assert_eq!(
        (moved(&only_words), &only_words["changes"]),
        (set([]), &serde_json::json!([]))
    );
    assert_eq!(differing(&only_words, true).len(), 22);

    project.replace_in(FILE, &format!("{MOVED}\"-\""), &format!("{MOVED}\"0\""));
    let json = project.json(&test).1;
    assert_eq!(json["moves"], in_the_same_words["moves"]);
    assert_eq!(causes(&json), set(["finding f5g02"]));
    assert_eq!(differing(&json, false), set(["A1/glo", "A2/glo", "conclusions"]));
    assert_eq!(differing(&json, true).len(), 19);
    // Of the case that moved it is told what it was and what it is, and no case beside it.
    let (_, printed, _) = project.toets(&[test.as_slice(), &["--lang", "en", "--accept"]].concat());
    let cases = |sign: &str| {
        printed
            .lines()
            .filter(|line| line.trim_start().starts_with(sign))
            .count()
    };
    assert_eq!((cases("− "), cases("+ ")), (1, 1), "{printed}");
}
