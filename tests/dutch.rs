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
    let script = "tests/fixtures/scripts/mistakes/name-variable.rhai";
    let call = ["script", "check", script, "--study", support::FOUNDING];
    let (english, code) = said(&call);
    assert_eq!(code, Some(1), "{english}");
    assert!(english.contains("error[script-"), "{english}");
    assert!(english.contains("the study has no variable `timming`"), "{english}");
    let (same, _) = said(&[&call[..], &["--lang", "en"]].concat());
    assert_eq!(same, english);
    let (dutch, code) = said(&[&call[..], &["--lang", "nl"]].concat());
    assert_eq!(code, Some(1), "{dutch}");
    for words in [
        "fout[script-",
        "de studie heeft geen variabele `timming`",
        "wat te doen: bedoelt u `timing`?",
    ] {
        assert!(dutch.contains(words), "{words}\n{dutch}");
    }
    let (short, _) = said(&[&call[..], &["--lang", "nl", "--format", "short"]].concat());
    assert!(short.contains("fout[script-unknown-variable]: de studie"), "{short}");
    let (json, _) = said(&[&call[..], &["--lang", "nl", "--format", "json"]].concat());
    assert!(json.contains("\"severity\": \"error\""), "{json}");
    assert!(json.contains("de studie heeft geen variabele"), "{json}");
}

#[test]
fn faults_of_studies_are_told_in_the_language_that_is_asked_for() {
    for command in ["check", "run"] {
        let call = [command, "tests/fixtures/check/wrong-kind"];
        let (english, code) = said(&call);
        assert_eq!(code, Some(1), "{english}");
        assert!(english.contains("error[wrong-kind]"), "{english}");
        let (dutch, code) = said(&[&call[..], &["--lang", "nl"]].concat());
        assert_eq!(code, Some(1), "{dutch}");
        assert!(dutch.contains("fout[wrong-kind]"), "{dutch}");
        assert!(dutch.contains("wat te doen: "), "{dutch}");
        assert!(!dutch.contains("help: "), "{dutch}");
    }
}
