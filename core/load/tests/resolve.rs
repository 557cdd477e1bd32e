//! What a study without faults becomes: names are indices, defaults are filled in, scripts' scenarios join.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use toets_diagnostic::Severity;
use toets_load::{FileError, Files, Loaded, load};
use toets_model::{
    Allowed, CellRef, Combine, Comparator, Comparison, Fixed, Formula, Index, Role, ScaleKind, ScenarioDraft, Silent,
    Sources, Span, Spanned, Study, Term, Text, Treatment, ValueId,
};

const BASE: &str = include_str!("../../../tests/fixtures/check/policies/base.toml");

const HEAD: &str = r#"
[study]
id = "trial"
title = { nl = "Proef", en = "Trial" }
as_of = "2025-05-01"
verdict = "desirability"
document = "report"
regime = { amended = "no" }
"#;

/// One file.
struct Only(String);

impl Files for Only {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "study.toml" => Ok(self.0.clone()),
            _ => Err(FileError::NotFound),
        }
    }
}

fn loaded(more: &str) -> Loaded {
    let text = format!("{BASE}{HEAD}{more}");
    load(&Only(text), "study.toml", "policies", Vec::new(), Sources::default())
}

fn study(more: &str) -> Study {
    let loaded = loaded(more);
    loaded.study.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

/// `lever=value` of a scenario, in order of writing.
fn levers(study: &Study, scenario: &str) -> Vec<String> {
    let scenario = &study.scenarios[study.scenarios.find(scenario).unwrap()];
    let shown = scenario.levers.iter().map(|(&variable, &fixed)| {
        let value = match fixed {
            Fixed::Value(value) => study.variables[variable].domain.value_name(value).to_string(),
            Fixed::Number(number) => number.to_string(),
        };
        format!("{}={value}", study.variables.name(variable))
    });
    shown.collect()
}

#[test]
fn the_study_says_what_its_file_says() {
    let study = study("[evidence]\nlikely = \"open\"\n");
    assert_eq!(study.id, "trial");
    assert_eq!(study.title.nl, "Proef");
    assert_eq!(study.as_of.unwrap().to_string(), "2025-05-01");
    assert_eq!(study.nodes.name(study.verdict), "desirability");
    assert_eq!(study.documents.name(study.document.unwrap()), "report");
    assert_eq!(study.evidence.likely, Treatment::Open);
    assert_eq!(study.evidence.certain, Treatment::Holds);
    let order: Vec<&str> = study.variables.names().collect();
    assert_eq!(order, ["audience", "timing", "places", "sector", "amended"]);
    assert_eq!(study.constraints.len(), 1);
}

#[test]
fn the_neutral_level_is_the_one_said_or_the_one_called_nought_or_the_middle() {
    let study = study(
        r#"
[scale.said]
levels = ["a", "b", "c"]
neutral = "a"
[scale.nought]
levels = ["0", "b", "c", "d"]
[scale.even]
levels = ["a", "b"]
[scale.loose]
levels = ["a", "b", "c"]
ordered = false
"#,
    );
    let neutral = |name: &str| {
        let scale = &study.scales[study.scales.find(name).unwrap()];
        scale.neutral().map(|l| scale.name(l).to_owned())
    };
    assert_eq!(neutral("five").as_deref(), Some("0"));
    assert_eq!(neutral("said").as_deref(), Some("a"));
    assert_eq!(neutral("nought").as_deref(), Some("0"));
    assert_eq!(neutral("even"), None);
    assert_eq!(neutral("loose"), None);
    assert!(matches!(
        study.scales[study.scales.find("euros").unwrap()].kind,
        ScaleKind::Number { .. }
    ));
}

#[test]
fn how_findings_combine_is_said_by_the_node_or_as_a_parameter_of_evidence() {
    let node = |id: &str, rest: &str| {
        format!("[[node]]\nid = \"{id}\"\nlabel = {{ nl = \"K\", en = \"C\" }}\nscale = \"five\"\n{rest}\n")
    };
    let more = [
        node("parameter", r#"score = { plugin = "evidence", combine = "worst" }"#),
        node("key", "score = { plugin = \"evidence\" }\ncombine = \"hull\""),
        node("neither", r#"score = { plugin = "evidence" }"#),
        node("other", r#"score = { plugin = "some-script", combine = "worst" }"#),
    ];
    let study = study(&more.concat());
    let combine = |name: &str| study.nodes[study.nodes.find(name).unwrap()].combine;
    assert_eq!(combine("parameter"), Combine::Worst);
    assert_eq!(combine("key"), Combine::Hull);
    assert_eq!(combine("neither"), Combine::Strongest);
    assert_eq!(combine("other"), Combine::Strongest);

    let codes = |rest: &str| {
        let faults = loaded(&node("faulty", rest)).diagnostics.into_iter();
        faults
            .filter(|d| d.severity == Severity::Error)
            .map(|d| d.code)
            .collect::<Vec<_>>()
    };
    let unknown = codes(r#"score = { plugin = "evidence", combine = "wurst" }"#);
    assert_eq!(unknown, ["wrong-value"]);
    let twice = codes("score = { plugin = \"evidence\", combine = \"worst\" }\ncombine = \"best\"");
    assert_eq!(twice, ["given-twice"]);
}

#[test]
fn a_finding_is_resolved_with_its_defaults() {
    let study = study(
        r#"
[[finding]]
id = "f"
node = "needs"
modality = "likely"
when = { timing = { not = "inside" }, any = [{ sector = ["vo", "po"] }, { places = { at_least = 250 } }] }
statement = { nl = "Zo", en = "So" }
opens = true
party = "schools"
compare = { better = { audience = "exclusive" }, than = { places = 12 } }
source = [{ lines = [3, 4] }, { document = "report", respondents = ["r:teachers"], date = 2024-12-31 }]
"#,
    );
    let finding = &study.findings[study.findings.find("f").unwrap()];
    assert_eq!(finding.role, Role::Premise);
    assert_eq!(finding.opens.as_ref().unwrap().len(), 5);
    assert_eq!(finding.parties.len(), 1);
    assert_eq!(finding.sources.len(), 2);
    assert_eq!(finding.sources[0].document, study.document.unwrap());
    assert_eq!(finding.sources[0].lines, Some((3, 4)));
    assert_eq!(study.documents.name(finding.sources[1].respondents[0]), "r:teachers");
    assert_eq!(
        finding.when.all[0].allowed,
        Allowed::Values(vec![ValueId::from_usize(1)])
    );
    let both = [0, 1].map(ValueId::from_usize);
    assert_eq!(finding.when.any[0].all[0].allowed, Allowed::Values(both.to_vec()));
    let range = Allowed::Range {
        at_least: Some(250.0),
        below: None,
    };
    assert_eq!(finding.when.any[1].all[0].allowed, range);
    let Some(Comparison::Better { better, than }) = &finding.compare else {
        panic!("{:?}", finding.compare);
    };
    assert_eq!(better.len(), 1);
    assert_eq!(than.values().next(), Some(&Fixed::Number(12.0)));
    let useful = &study.findings[study.findings.find("useful").unwrap()];
    assert_eq!(useful.role, Role::Verdict);
    assert!(useful.opens.is_none());
}

#[test]
fn numbers_in_a_transfer_are_intervals() {
    let study = study(
        r#"
[[transfer]]
id = "t"
from = { places = { at_least = 100 }, sector = "po" }
to = { sector = "vo" }
modality = "likely"
reason = { nl = "Zo", en = "So" }
"#,
    );
    let transfer = &study.transfers[study.transfers.find("t").unwrap()];
    assert_eq!(transfer.from[0].1, [1, 2].map(ValueId::from_usize));
    assert_eq!(transfer.from[1].1, [ValueId::from_usize(0)]);
    assert!(transfer.nodes.is_empty() && transfer.findings.is_empty());
}

#[test]
fn a_node_keeps_its_choices_and_parameters() {
    let study = study(
        r#"
[[node]]
id = "top"
label = { nl = "Zo", en = "So" }
scale = "five"
children = ["price", "needs"]
score = { plugin = "mean", weights = { needs = 2, price = 0.5 }, veto = "--" }
silent = { skip = { nl = "Zo", en = "So" } }
default = { level = "+", reason = { nl = "Zo", en = "So" } }
see = ["advice_given"]
"#,
    );
    let node = &study.nodes[study.nodes.find("top").unwrap()];
    let names: Vec<&str> = node.children.iter().map(|&c| study.nodes.name(c)).collect();
    assert_eq!(names, ["price", "needs"]);
    assert_eq!(&*node.score.plugin.value, "mean");
    let keys: Vec<&str> = node.score.params.entries().iter().map(|(k, ..)| k.as_str()).collect();
    assert_eq!(keys, ["weights", "veto"]);
    let weights = node.score.params.get("weights").unwrap();
    assert_eq!(weights.get("price").unwrap().number(), Some(0.5));
    assert!(matches!(node.silent, Silent::Skip(_)));
    assert_eq!(study.scales[node.scale].name(node.default.as_ref().unwrap().level), "+");
}

#[test]
fn a_statement_becomes_a_formula() {
    let study = study(
        r#"
[[conclusion]]
id = "c"
statement = { nl = "Zo", en = "So" }
holds = 'not (needs >= "+" and B-1/primary.price < -3.5) or A.desirability == needs and "0" != needs'
"#,
    );
    let node = |name: &str| study.nodes.find(name).unwrap();
    let scenario = |name: &str| study.scenarios.find(name).unwrap();
    let level = |name: &str| study.scales[study.scales.find("five").unwrap()].find(name).unwrap();
    let here = |name: &str| Term::Node(CellRef::Current, node(name));
    let compare = |left, comparator, right| Formula::Compare {
        left,
        comparator,
        right,
    };
    let cell = CellRef::Cell(scenario("B-1"), study.groups.find("primary").unwrap());
    let expected = Formula::Or(vec![
        Formula::Not(Box::new(Formula::And(vec![
            compare(here("needs"), Comparator::AtLeast, Term::Level(level("+"))),
            compare(Term::Node(cell, node("price")), Comparator::Less, Term::Number(-3.5)),
        ]))),
        Formula::And(vec![
            compare(
                Term::Node(CellRef::Scenario(scenario("A")), node("desirability")),
                Comparator::Equal,
                here("needs"),
            ),
            compare(Term::Level(level("0")), Comparator::NotEqual, here("needs")),
        ]),
    ]);
    let conclusion = &study.conclusions[study.conclusions.find("c").unwrap()];
    assert_eq!(conclusion.holds.as_ref(), Some(&expected));
    assert!(conclusion.scenarios.is_none() && conclusion.groups.is_none());
}

#[test]
fn scenarios_take_over_levers_and_their_own_win() {
    let study = study(
        r#"
[[scenario]]
id = "D"
label = { nl = "Zo", en = "So" }
based_on = "C"
levers = { places = 150 }
[[scenario]]
id = "C"
label = { nl = "Zo", en = "So" }
based_on = "A"
levers = { audience = "all_in_class", places = 20 }
"#,
    );
    assert_eq!(levers(&study, "A"), ["audience=exclusive", "timing=inside"]);
    assert_eq!(
        levers(&study, "C"),
        ["audience=all_in_class", "timing=inside", "places=20"]
    );
    assert_eq!(
        levers(&study, "D"),
        ["audience=all_in_class", "timing=inside", "places=150"]
    );
}

/// `group: lever=value` of a scenario, in order of the groups.
fn levers_by_group(study: &Study, scenario: &str) -> Vec<String> {
    let scenario = &study.scenarios[study.scenarios.find(scenario).unwrap()];
    let groups = scenario.by_group.iter().flat_map(|(&group, levers)| {
        levers.iter().map(move |(&variable, &fixed)| {
            let value = match fixed {
                Fixed::Value(value) => study.variables[variable].domain.value_name(value).to_string(),
                Fixed::Number(number) => number.to_string(),
            };
            format!(
                "{}: {}={value}",
                study.groups.name(group),
                study.variables.name(variable)
            )
        })
    });
    groups.collect()
}

#[test]
fn levers_of_one_group_are_taken_over_as_those_of_all_are_and_the_ones_of_the_draft_win() {
    let study = study(
        r#"
[[group]]
id = "secondary"
label = { nl = "Voortgezet", en = "Secondary" }
[[scenario]]
id = "C"
label = { nl = "Zo", en = "So" }
levers = { audience = "all_in_class" }
by_group = { primary = { timing = "inside", places = 12 }, secondary = { places = 150 } }
[[scenario]]
id = "as-it-is"
label = { nl = "Zo", en = "So" }
based_on = "C"
[[scenario]]
id = "for-all"
label = { nl = "Zo", en = "So" }
based_on = "C"
levers = { places = 300 }
[[scenario]]
id = "for-one"
label = { nl = "Zo", en = "So" }
based_on = "C"
by_group = { primary = { places = 8 } }
[[scenario]]
id = "for-all-but-one"
label = { nl = "Zo", en = "So" }
based_on = "C"
levers = { places = 300 }
by_group = { secondary = { places = 8 } }
"#,
    );
    let of = |scenario| levers_by_group(&study, scenario);
    let c = ["primary: timing=inside", "primary: places=12", "secondary: places=150"];
    assert_eq!(of("C"), c);
    assert_eq!(of("as-it-is"), c);
    assert_eq!(of("for-all"), ["primary: timing=inside"]);
    assert_eq!(levers(&study, "for-all"), ["audience=all_in_class", "places=300"]);
    assert_eq!(
        of("for-one"),
        ["primary: timing=inside", "primary: places=8", "secondary: places=150"]
    );
    assert_eq!(of("for-all-but-one"), ["primary: timing=inside", "secondary: places=8"]);
    let whole = |scenario: &str, group: &str| {
        let scenario = &study.scenarios[study.scenarios.find(scenario).unwrap()];
        let levers = scenario.levers_for(study.groups.find(group).unwrap());
        let names = levers.keys().map(|&lever| study.variables.name(lever).to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(whole("C", "primary"), ["audience", "timing", "places"]);
    assert_eq!(whole("C", "secondary"), ["audience", "places"]);
}

#[test]
fn a_node_applies_to_everyone_or_to_the_people_that_its_study_names() {
    let study = study(
        r#"
[[node]]
id = "lessons"
label = { nl = "Lessen", en = "Lessons" }
scale = "five"
score = { plugin = "evidence" }
applies = { sector = "po" }
"#,
    );
    let applies = |name: &str| &study.nodes[study.nodes.find(name).unwrap()].applies;
    assert!(applies("needs").is_empty());
    let names: Vec<&str> = applies("lessons")
        .variables()
        .into_iter()
        .map(|v| study.variables.name(v))
        .collect();
    assert_eq!(names, ["sector"]);
}

#[test]
fn the_baseline_is_judged_but_what_a_study_says_of_its_scenarios_is_not_about_it() {
    let more = |baseline: &str| {
        let text = format!(
            "{BASE}{}",
            HEAD.replace("verdict =", &format!("baseline = \"{baseline}\"\nverdict ="))
        );
        load(&Only(text), "study.toml", "policies", Vec::new(), Sources::default())
            .study
            .unwrap()
    };
    let study = more("B-1");
    let names = |ids: Vec<toets_model::ScenarioId>| -> Vec<String> {
        ids.into_iter().map(|id| study.scenarios.name(id).to_owned()).collect()
    };
    assert_eq!(names(study.shown_scenarios().collect()), ["B-1", "A"]);
    assert_eq!(names(study.judged().collect()), ["A"]);
}

/// A script of one line, and scenarios whose places are words of it.
struct Script(&'static str);

impl Script {
    fn at(&self, word: &str, sources: &Sources) -> Spanned<String> {
        let start = self.0.find(word).unwrap() as u32;
        Spanned {
            value: word.to_owned(),
            span: Span {
                file: sources.files().last().unwrap().0,
                start,
                end: start + word.len() as u32,
            },
        }
    }
}

fn with_scripts(text: &'static str, drafts: impl Fn(&dyn Fn(&str) -> Spanned<String>) -> Vec<ScenarioDraft>) -> Loaded {
    let mut sources = Sources::default();
    sources.add("scripts/scenarios/x.rhai", text);
    let script = Script(text);
    let drafts = drafts(&|word| script.at(word, &sources));
    let study = format!("{BASE}{HEAD}");
    load(&Only(study), "study.toml", "policies", drafts, sources)
}

fn label() -> Option<Text> {
    Some(Text {
        nl: "Zo".into(),
        en: Some("So".into()),
    })
}

#[test]
fn scenarios_of_scripts_join_those_of_the_study() {
    let loaded = with_scripts("X A places 12 Y audience all_in_class", |word| {
        vec![
            ScenarioDraft {
                id: word("X"),
                label: label(),
                based_on: Some(word("Y")),
                levers: vec![(word("places"), word("12"))],
                by_group: Vec::new(),
                note: None,
            },
            ScenarioDraft {
                id: word("Y"),
                label: label(),
                based_on: Some(word("A")),
                levers: vec![(word("audience"), word("all_in_class"))],
                by_group: Vec::new(),
                note: None,
            },
        ]
    });
    let study = loaded.study.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    assert_eq!(
        study.scenarios.names().collect::<Vec<_>>(),
        ["A", "B-1", "now", "X", "Y"]
    );
    assert_eq!(
        levers(&study, "X"),
        ["audience=all_in_class", "timing=inside", "places=12"]
    );
    let x = &study.scenarios[study.scenarios.find("X").unwrap()];
    assert_eq!(&*loaded.sources.file(x.span.file).path, "scripts/scenarios/x.rhai");
}

#[test]
fn a_script_may_fix_levers_for_one_group() {
    let loaded = with_scripts("X primary places 12 Y timing inside", |word| {
        let draft = |id: &str, based_on: Option<&str>, by_group: Vec<(&str, Vec<(&str, &str)>)>| ScenarioDraft {
            id: word(id),
            label: label(),
            based_on: based_on.map(word),
            levers: Vec::new(),
            by_group: by_group
                .into_iter()
                .map(|(group, levers)| {
                    let levers = levers.into_iter().map(|(lever, value)| (word(lever), word(value)));
                    (word(group), levers.collect())
                })
                .collect(),
            note: None,
        };
        vec![
            draft("X", None, vec![("primary", vec![("places", "12")])]),
            draft("Y", Some("X"), vec![("primary", vec![("timing", "inside")])]),
        ]
    });
    let study = loaded.study.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    assert_eq!(levers_by_group(&study, "X"), ["primary: places=12"]);
    assert_eq!(
        levers_by_group(&study, "Y"),
        ["primary: places=12", "primary: timing=inside"]
    );
}

#[test]
fn faults_of_scenarios_of_scripts_are_shown_in_the_script() {
    let loaded = with_scripts(
        "scenario(A) X Z timing outsid sector places many C-D/E primry",
        |word| {
            vec![
                ScenarioDraft {
                    id: word("A"),
                    label: label(),
                    based_on: None,
                    levers: Vec::new(),
                    by_group: Vec::new(),
                    note: None,
                },
                ScenarioDraft {
                    id: word("X"),
                    label: None,
                    based_on: Some(word("Z")),
                    levers: vec![
                        (word("timing"), word("outsid")),
                        (word("sector"), word("many")),
                        (word("places"), word("many")),
                    ],
                    by_group: vec![(word("primry"), vec![(word("timing"), word("outsid"))])],
                    note: None,
                },
                ScenarioDraft {
                    id: word("C-D/E"),
                    label: Some(Text {
                        nl: "Zo".into(),
                        en: None,
                    }),
                    based_on: None,
                    levers: Vec::new(),
                    by_group: Vec::new(),
                    note: None,
                },
            ]
        },
    );
    assert!(loaded.study.is_none());
    let style = toets_diagnostic::render::Style {
        color: false,
        width: 120,
        language: toets_model::Language::En,
    };
    insta::assert_snapshot!(
        "scripts",
        toets_diagnostic::render::human(&loaded.diagnostics, &loaded.sources, style)
    );
}
