//! What changes cost: read, or told what is wrong.

use toets_diagnostic::render::{Style, human};
use toets_load::{ChangeCost, costs};
use toets_model::testing::{study, variable};
use toets_model::{Kind, Sources, Study};

fn small() -> Study {
    let mut study = study();
    variable(&mut study, "audience", Kind::Lever, &["exclusive", "all"]);
    variable(&mut study, "content", Kind::Lever, &["skills", "language"]);
    variable(&mut study, "returns", Kind::Trait, &["yes", "no"]);
    variable(&mut study, "money", Kind::Unknown, &["yes", "no"]);
    study
}

#[test]
fn weights_of_variables_and_of_values_are_read() {
    let study = small();
    let text = "audience = 3\ncontent = { skills = 1, language = 2 }\n";
    let read = costs(&study, &mut Sources::default(), "costs.toml", text).expect("nothing is wrong with it");
    let cost = |name: &str, value: Option<&str>, weight| {
        let variable = study.variables.find(name).expect("declared above");
        let to = value.and_then(|value| study.variables[variable].domain.find(value));
        ChangeCost { variable, to, weight }
    };
    let expected = [
        cost("audience", None, 3),
        cost("content", Some("skills"), 1),
        cost("content", Some("language"), 2),
    ];
    assert_eq!(read, expected);
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let mut sources = Sources::default();
    let text = "audiense = 3\ncontent = { skils = 1, language = 0 }\nreturns = 1\nmoney = 1\naudience = \"much\"\n";
    let faults = costs(&small(), &mut sources, "costs.toml", text).expect_err("five things are wrong");
    let style = Style {
        color: false,
        width: 100,
        language: toets_model::Language::En,
    };
    insta::assert_snapshot!(human(&faults, &sources, style));
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    let mut sources = Sources::default();
    let faults = costs(&small(), &mut sources, "costs.toml", "audience = \ncontent 3\n").expect_err("it can't be read");
    let style = Style {
        color: false,
        width: 100,
        language: toets_model::Language::En,
    };
    insta::assert_snapshot!(human(&faults, &sources, style));
    let deep = "audience = ".to_owned() + &"[".repeat(100_000);
    assert!(costs(&small(), &mut sources, "costs.toml", &deep).is_err());
}
