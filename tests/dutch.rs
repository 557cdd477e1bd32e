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

/// What a call that is wrong says in Dutch; the program's own sentences, not those of the system.
fn dutch(call: &str) -> String {
    let call: Vec<&str> = call.split(' ').collect();
    let (text, code) = said(&call);
    assert_eq!(code, Some(2), "{call:?}: {text}");
    text
}

#[test]
fn a_wrong_call_is_told_in_the_language_that_it_asks_for() {
    let founding = "onderwijs-negatieve-beschikking";
    let calls = [
        "run nergens --lang nl".to_owned(),
        format!("run {founding} --scenario Z9 --lang nl"),
        format!("run {founding} --as-of morgen --lang nl"),
        format!("run {founding} --script nergens.rhai --lang nl"),
        format!("explain {founding} --scenario A1 --group glo --node zzzzzz --lang nl"),
        format!("explain {founding} --scenario A1 --group glo --where returns=nooit --lang nl"),
        format!("report {founding} -o rapport.odt --lang nl"),
        format!("report {founding} -o /nergens/rapport.md --lang nl --scenario A1 --group glo"),
        format!("sources verify {founding} --text nergens.txt --lang nl"),
        format!("graph {founding} --impact zzzzzz --lang nl"),
        format!("improve {founding} --scenario A1 --scenario A2 --group glo --to + --lang nl"),
        format!("diff {founding} --lang nl"),
        format!("run {founding} --fromat json --lang nl"),
        format!("run {founding} --format jsn --lang nl"),
        format!("explain {founding} --lang=nl"),
        "rnu --lang nl".to_owned(),
    ];
    let told: Vec<String> = calls
        .iter()
        .map(|call| format!("$ toets {call}\n{}", dutch(call)))
        .collect();
    for told in &told {
        for english in ["error", "help:", "Usage", "there is", "write ", "did you mean"] {
            assert!(!told.contains(english), "`{english}` in {told}");
        }
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_parameters_of_scorers_and_the_budget_of_nodes_are_told_in_dutch() {
    let wrong = dutch("run tests/fixtures/wrong-parameters --lang nl");
    insta::assert_snapshot!(wrong);
    let founding = "onderwijs-negatieve-beschikking";
    let budget = dutch(&format!("run {founding} --limit-nodes 60 --lang nl"));
    // The first of many.
    let first: Vec<&str> = budget.split("\n\n").take(1).collect();
    insta::assert_snapshot!(first.join(""));
    let paths = dutch(&format!("run {founding} --limit-paths 1 --lang nl"));
    let first: Vec<&str> = paths.split("\n\n").take(1).collect();
    insta::assert_snapshot!(first.join(""));
}
