//! What each format makes of one small study.

mod small;

use serde_json::Value as Json;
use toets_evaluate::{CaseBox, OpenVariable};
use toets_forms::{FORMS, LayOut, Look};
use toets_model::{Index, Kind, Language, NodeId, Study, testing};
use toets_report::{Scorecard, scored};

/// The scorecard in a form that is text.
fn laid_out(card: &Scorecard, language: Language, form: &str, look: Look) -> String {
    let form = FORMS.iter().find(|one| one.name == form).expect("there is such a form");
    match form.lay_out {
        LayOut::Text(write) => write(&scored(card, language), look),
        _ => panic!("`{}` is no text", form.name),
    }
}

fn table(card: &Scorecard, language: Language, width: usize) -> String {
    let look = Look {
        width,
        ..Look::default()
    };
    laid_out(card, language, "table", look)
}

fn markdown(card: &Scorecard, language: Language) -> String {
    laid_out(card, language, "md", Look::default())
}

fn json(card: &Scorecard) -> String {
    laid_out(card, Language::Nl, "json", Look::default())
}

fn csv(card: &Scorecard) -> String {
    laid_out(card, Language::Nl, "csv", Look::default())
}

#[test]
fn table_in_dutch() {
    insta::assert_snapshot!(table(&small::card(small::study()), Language::Nl, 100));
}

#[test]
fn table_in_english_on_a_narrow_terminal() {
    insta::assert_snapshot!(table(&small::card(small::study()), Language::En, 60));
}

#[test]
fn json_for_programs() {
    insta::assert_snapshot!(json(&small::card(small::study())));
}

#[test]
fn markdown_in_dutch() {
    insta::assert_snapshot!(markdown(&small::card(small::study()), Language::Nl));
}

#[test]
fn csv_for_statistics() {
    insta::assert_snapshot!(csv(&small::card(small::study())));
}

#[test]
fn the_json_keeps_its_promises() {
    let all: Json = serde_json::from_str(&json(&small::card(small::study()))).expect("it is JSON");
    assert_eq!(all["schema"], 1);
    for cell in all["results"].as_array().expect("a list") {
        for (node, result) in cell["nodes"].as_object().expect("a table") {
            let cases = result["cases"].as_array().expect("a list");
            let levels: Vec<&Json> = cases.iter().map(|case| &case["level"]).collect();
            let possible: Vec<&Json> = result["possible"].as_array().expect("a list").iter().collect();
            assert_eq!(
                levels, possible,
                "a case for each possible level of {node}, in that order"
            );
            if let [only] = cases.as_slice() {
                assert_eq!(only["when"], serde_json::json!([{}]), "what is always so says so");
            }
        }
        if cell["group"] == "island" && cell["scenario"] != "sea" {
            assert!(cell["note"].is_string() && cell["nodes"]["verdict"]["note"].is_string());
            assert_eq!(cell["nodes"]["verdict"]["cases"], serde_json::json!([]));
        }
    }
}

/// Of two boxes of a node at least one variable tells them apart: they are disjoint, within a case and between cases.
#[test]
fn boxes_are_disjoint() {
    let all: Json = serde_json::from_str(&json(&small::card(small::study()))).expect("it is JSON");
    for cell in all["results"].as_array().expect("a list") {
        for result in cell["nodes"].as_object().expect("a table").values() {
            let cases = result["cases"].as_array().expect("a list");
            let boxes: Vec<&Json> = cases
                .iter()
                .flat_map(|case| case["when"].as_array().expect("a list"))
                .collect();
            for (n, one) in boxes.iter().enumerate() {
                for other in &boxes[n + 1..] {
                    let apart = one.as_object().expect("a table").iter().any(|(variable, values)| {
                        let theirs = other[variable].as_array();
                        theirs.is_some_and(|theirs| {
                            values.as_array().expect("a list").iter().all(|v| !theirs.contains(v))
                        })
                    });
                    assert!(apart, "{one} and {other}");
                }
            }
        }
    }
}

#[test]
fn colour_says_nothing_that_is_not_written() {
    let card = small::card(small::study());
    let plain = table(&card, Language::Nl, 100);
    let look = Look {
        color: true,
        width: 100,
        ..Look::default()
    };
    let coloured = laid_out(&card, Language::Nl, "table", look);
    assert!(coloured.contains("\u{1b}["));
    let mut stripped = String::new();
    let mut escape = false;
    for c in coloured.chars() {
        match c {
            '\u{1b}' => escape = true,
            'm' if escape => escape = false,
            c if !escape => stripped.push(c),
            _ => {}
        }
    }
    assert_eq!(stripped, plain);
}

#[test]
fn lines_stay_within_the_terminal() {
    let card = small::card(small::study());
    for width in [40, 60, 80, 120] {
        for line in table(&card, Language::Nl, width).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn what_a_study_says_stays_data() {
    let mut study = small::study();
    let hostile = "<script>alert(1)</script> | `x` \u{1b}[31m\n# =cmd()";
    study.title = small::text(hostile, hostile);
    for n in 0..study.nodes.len() {
        study.nodes[NodeId::from_usize(n)].label = small::text(hostile, hostile);
    }
    let card = small::card(study);
    let terminal = table(&card, Language::Nl, 100);
    assert!(!terminal.contains('\u{1b}'));
    let document = markdown(&card, Language::En);
    assert!(!document.contains("<script>") && !document.contains('\u{1b}'));
    for line in document.lines().filter(|line| line.starts_with('|')) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 5, "{line}");
    }
    let data: Json = serde_json::from_str(&json(&card)).expect("it is JSON");
    assert_eq!(data["title"]["nl"], hostile);
}

#[test]
fn numbers_are_numbers() {
    let mut study = small::study();
    let euros = testing::numbers(&mut study, "euros");
    let price = testing::number_variable(&mut study, "price", toets_model::Kind::Lever, None, &[]);
    for scenario in study.scenarios.indices() {
        study.scenarios[scenario]
            .levers
            .insert(price, toets_model::Fixed::Number(12.5));
    }
    let cost = testing::node(&mut study, "euros_per_child", euros, "number", &[]);
    study.nodes[cost].score.params.value = toets_model::ParamValue::Table(vec![(
        "of".into(),
        testing::nowhere(),
        toets_model::Param {
            span: testing::nowhere(),
            value: toets_model::ParamValue::Text("price".into()),
        },
    )]);
    let card = small::card(study);
    let data: Json = serde_json::from_str(&json(&card)).expect("it is JSON");
    let node = &data["results"][0]["nodes"]["euros_per_child"];
    assert_eq!(node["possible"], serde_json::json!([12.5]));
    assert!(table(&card, Language::Nl, 100).contains("12,5"));
    assert!(csv(&card).contains(",euros_per_child,12.5,"));
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    let (one, other) = (small::card(small::study()), small::card(small::study()));
    assert_eq!(json(&one), json(&other));
    assert_eq!(table(&one, Language::En, 90), table(&other, Language::En, 90));
}

/// Outlooks against the cases, world by world: for each choice of what is not an unknown, exactly one outlook, and it says
/// what is possible there.
#[test]
fn outlooks_set_the_unknowns_aside_exactly() {
    let card = small::card(small::study());
    let study = &*card.study;
    let mut compared = 0;
    for result in card.cells.iter().flat_map(|cell| &cell.results) {
        let mut variables: Vec<OpenVariable> = Vec::new();
        let boxes = result.cases.iter().flat_map(|case| &case.boxes);
        for (variable, _) in boxes.chain(result.outlooks.iter().flat_map(|o| &o.boxes)).flatten() {
            if !variables.contains(variable) {
                variables.push(*variable);
            }
        }
        let (unknown, known): (Vec<_>, Vec<_>) = variables.into_iter().partition(|v| v.kind(study) == Kind::Unknown);
        let holds = |world: &[(OpenVariable, u32)], one: &CaseBox| {
            one.iter().all(|(variable, values)| {
                let value = world.iter().find(|(v, _)| v == variable).map(|(_, value)| *value);
                value.is_some_and(|value| values.contains(&value))
            })
        };
        for fixed in worlds(study, &known) {
            let mut possible = Vec::new();
            for open in worlds(study, &unknown) {
                let world = [fixed.clone(), open].concat();
                for case in &result.cases {
                    if case.boxes.iter().any(|one| holds(&world, one)) && !possible.contains(&case.value) {
                        possible.push(case.value);
                    }
                }
            }
            let here: Vec<_> = result
                .outlooks
                .iter()
                .filter(|outlook| outlook.boxes.iter().any(|one| holds(&fixed, one)))
                .collect();
            if result.possible.is_empty() {
                assert!(here.is_empty());
                continue;
            }
            assert_eq!(here.len(), 1);
            assert_eq!(here[0].values.len(), possible.len());
            assert!(possible.iter().all(|value| here[0].values.contains(value)));
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
}

/// Every choice of values.
fn worlds(study: &Study, variables: &[OpenVariable]) -> Vec<Vec<(OpenVariable, u32)>> {
    let mut all = vec![Vec::new()];
    for &variable in variables {
        let values = 0..variable.arity(study);
        all = all
            .into_iter()
            .flat_map(|world: Vec<(OpenVariable, u32)>| {
                values
                    .clone()
                    .map(move |value| [world.clone(), vec![(variable, value)]].concat())
            })
            .collect();
    }
    all
}
