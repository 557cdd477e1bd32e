//! What is wrong is told in English, and in Dutch where that is asked for.

mod support;

use support::toets;

/// What a call says, and how it ends.
fn said(call: &[&str]) -> (String, Option<i32>) {
    let output = toets(call);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        format!("{}{}", text(&output.stdout), text(&output.stderr)),
        output.status.code(),
    )
}

#[test]
fn faults_of_scripts_are_told_in_the_language_that_is_asked_for() {
    let script = "tests/fixtures/scripts/mistakes/forbidden-random.rhai";
    let call = ["script", "check", script, "--study", support::FOUNDING];
    let (english, code) = said(&call);
    assert_eq!(code, Some(1), "{english}");
    assert!(
        english.contains("error[script-forbidden]: `rand` can't be used"),
        "{english}"
    );
    assert_eq!(said(&[&call[..], &["--lang", "en"]].concat()).0, english);
    let (dutch, code) = said(&[&call[..], &["--lang", "nl"]].concat());
    assert_eq!(code, Some(1), "{dutch}");
    for words in [
        "fout[script-forbidden]: `rand` is niet te gebruiken",
        "= wat te doen: laat open wat niet bekend is",
        "\n1 fout\n",
    ] {
        assert!(dutch.contains(words), "{words}\n{dutch}");
    }
    let (short, _) = said(&[&call[..], &["--lang", "nl", "--format", "short"]].concat());
    assert!(short.contains("fout[script-forbidden]: `rand` is niet"), "{short}");
    // A program reads the same words for how bad it is, whatever the language.
    let (json, _) = said(&[&call[..], &["--lang", "nl", "--format", "json"]].concat());
    assert!(json.contains("\"severity\": \"error\""), "{json}");
    assert!(json.contains("`rand` is niet te gebruiken"), "{json}");
}

#[test]
fn faults_of_studies_are_told_in_the_language_that_is_asked_for() {
    for command in ["check", "run"] {
        let call = [command, "tests/fixtures/check/wrong-kind"];
        let (english, code) = said(&call);
        assert_ne!(code, Some(0), "{english}");
        assert!(english.contains("error[wrong-kind]"), "{english}");
        let (dutch, same) = said(&[&call[..], &["--lang", "nl"]].concat());
        assert_eq!(same, code, "{dutch}");
        assert!(dutch.contains("fout[wrong-kind]"), "{dutch}");
        assert!(dutch.contains("wat te doen: "), "{dutch}");
        assert!(!dutch.contains("help: "), "{dutch}");
    }
}

#[test]
fn what_is_worth_knowing_of_the_founding_study_is_told_in_dutch() {
    let (dutch, code) = said(&[
        "check",
        support::FOUNDING,
        "--gaps",
        "--lang",
        "nl",
        "--format",
        "short",
    ]);
    assert_eq!(code, Some(0), "{dutch}");
    // Of each kind of note the first: what follows the names is the same for all.
    let mut kinds: Vec<&str> = Vec::new();
    for line in dutch.lines() {
        let (_, note) = line.split_once(": ").unwrap_or_default();
        let kind = |note: &str| note.split(']').next().map(str::to_owned);
        if !kinds.iter().any(|known| kind(known) == kind(note)) {
            kinds.push(note);
        }
    }
    insta::assert_snapshot!(kinds.join("\n"));
}
