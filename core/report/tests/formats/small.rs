//! A small study, hand-built: swimming lessons after school.
//!
//! It has a bit of everything: a level that depends on people, one that depends on an unknown, both at once, a node that
//! nothing speaks to, mixed evidence, long level names, a scale without order, a cell without worlds, conclusions of each
//! status, and labels that would be markup if they were not escaped.

use std::sync::Arc;

use toets_evaluate::{Evaluation, Limits, all_cells, compile, evaluate};
use toets_model::conclusion::Conclusion;
use toets_model::testing::{self, nowhere};
use toets_model::{
    Allowed, Assignment, CellRef, Comparator, ConclusionKind, Condition, Constraint, Date, FindingId, Fixed, Formula,
    Group, Index, Kind, LevelId, Modality, NodeId, Quantifier, Scenario, Study, Term, Test, Text, ValueId, VariableId,
};
use toets_plugin::{Fold, Input, Observed, Outcome, Plugin, Registry, Scorer, State};
use toets_question::{burdens, compare, conclude, coverage};
use toets_report::{CaseLimit, Scorecard, Shown};

pub(crate) fn text(nl: &str, en: &str) -> Text {
    Text {
        nl: nl.into(),
        en: Some(en.into()),
    }
}

fn among(variable: VariableId, values: &[usize]) -> Test {
    Test {
        variable,
        allowed: Allowed::Values(values.iter().map(|&v| ValueId::from_usize(v)).collect()),
        span: nowhere(),
    }
}

fn all(tests: &[Test]) -> Condition {
    Condition {
        all: tests.to_vec(),
        any: Vec::new(),
    }
}

fn assign(values: &[(VariableId, usize)]) -> Assignment {
    values
        .iter()
        .map(|&(v, n)| (v, Fixed::Value(ValueId::from_usize(n))))
        .collect()
}

fn scenario(study: &mut Study, id: &str, label: Text, levers: Assignment) {
    let scenario = Scenario {
        span: nowhere(),
        label,
        short: None,
        levers,
        by_group: Default::default(),
        based_on: None,
        evaluate: Default::default(),
        maps_to: Vec::new(),
        note: None,
        sources: Vec::new(),
    };
    study.scenarios.insert(id, scenario).expect("the name is free");
}

fn group(study: &mut Study, id: &str, label: Text, traits: Assignment) {
    let group = Group {
        span: nowhere(),
        label,
        short: None,
        definition: None,
        traits,
        sources: Vec::new(),
    };
    study.groups.insert(id, group).expect("the name is free");
}

fn says(study: &mut Study, id: &str, node: NodeId, level: &str, when: Condition, modality: Modality) -> FindingId {
    let finding = testing::finding(study, id, node, Some(level));
    study.findings[finding].when = when;
    study.findings[finding].modality = modality;
    finding
}

fn labels(study: &mut Study, variable: VariableId, label: Text, values: &[Text]) {
    study.variables[variable].label = label;
    if let toets_model::Domain::Finite(all) = &mut study.variables[variable].domain {
        for (value, label) in all.iter_mut().zip(values) {
            value.label = Some(label.clone());
        }
    }
}

fn conclusion(study: &mut Study, id: &str, statement: Text, holds: Option<Formula>) {
    let conclusion = Conclusion {
        span: nowhere(),
        kind: ConclusionKind::Conclusion,
        statement,
        scenarios: None,
        groups: None,
        people: Quantifier::All,
        levers: Quantifier::All,
        only: Condition::default(),
        holds,
        key: None,
        stated_only: None,
        cites: Vec::new(),
        sources: Vec::new(),
        note: None,
    };
    study.conclusions.insert(id, conclusion).expect("the name is free");
}

fn at_least(node: NodeId, level: usize) -> Option<Formula> {
    Some(Formula::Compare {
        left: Term::Node(CellRef::Current, node),
        comparator: Comparator::AtLeast,
        right: Term::Level(LevelId::from_usize(level)),
    })
}

/// The study.
pub(crate) fn study() -> Study {
    let mut study = testing::study();
    study.id = "zwemles".into();
    study.title = text("Zwemles na school", "Swimming after school");
    study.as_of = Date::parse("2025-05-01");
    let five = testing::scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
    let legal = testing::scale(&mut study, "legal", &["prohibited", "needs_permit", "permitted"]);
    let kinds = testing::unordered(
        &mut study,
        "kinds",
        &["neither", "lawful_only", "good_only", "good_and_lawful"],
    );
    let yes_no = [text("ja", "yes"), text("nee", "no")];
    let pool = testing::variable(&mut study, "pool", Kind::Lever, &["near", "far", "sea"]);
    let places = [text("dichtbij", "near"), text("ver", "far"), text("zee", "sea")];
    labels(&mut study, pool, text("Bad", "Pool"), &places);
    let teacher = testing::variable(&mut study, "teacher", Kind::Lever, &["yes", "no"]);
    labels(
        &mut study,
        teacher,
        text("Bevoegde leraar", "Qualified teacher"),
        &yes_no,
    );
    let age = testing::variable(&mut study, "age", Kind::Trait, &["young", "middle", "old"]);
    let ages = [text("4-6", "4-6"), text("7-9", "7-9"), text("10-12", "10-12")];
    labels(&mut study, age, text("Leeftijd", "Age"), &ages);
    let fears = testing::variable(&mut study, "fears_water", Kind::Trait, &["yes", "no"]);
    labels(&mut study, fears, text("Is bang voor water", "Fears water"), &yes_no);
    let place = testing::variable(&mut study, "lives", Kind::Trait, &["town", "island"]);
    study.constraints.push(Constraint {
        span: nowhere(),
        when: all(&[among(place, &[1])]),
        then: all(&[among(pool, &[2])]),
        reason: None,
    });

    let safety = testing::node(&mut study, "safety", five, "evidence", &[]);
    let joy = testing::node(&mut study, "joy", five, "evidence", &[]);
    let travel = testing::node(&mut study, "travel", five, "evidence", &[]);
    let cost = testing::node(&mut study, "cost", five, "evidence", &[]);
    let good = testing::node(&mut study, "good", five, "worst", &[safety, joy, travel]);
    let law = testing::node(&mut study, "law", legal, "evidence", &[]);
    let verdict = testing::node(&mut study, "verdict", kinds, "both", &[good, law]);
    study.verdict = verdict;
    for (node, code, label) in [
        (verdict, None, text("Eindoordeel", "Verdict")),
        (good, Some("G"), text("Goed voor het kind", "Good for the child")),
        (
            safety,
            Some("G.1"),
            text("Veiligheid in en om het water", "Safety in and around water"),
        ),
        (joy, Some("G.2"), text("Plezier", "Joy")),
        (
            travel,
            Some("G.3"),
            text("Reizen | <b>ver</b> *of* dichtbij", "Travel | <b>far</b> *or* near"),
        ),
        (law, Some("R"), text("Recht", "Law")),
        (
            cost,
            None,
            text("Kosten (staat buiten het oordeel)", "Cost (outside the verdict)"),
        ),
    ] {
        study.nodes[node].code = code.map(str::to_owned);
        study.nodes[node].label = label;
    }

    let certain = Modality::Certain;
    // Depends on people and on a choice that scenarios leave open.
    says(&mut study, "calm", safety, "+", all(&[among(fears, &[1])]), certain);
    says(
        &mut study,
        "afraid",
        safety,
        "-",
        all(&[among(fears, &[0]), among(teacher, &[1])]),
        certain,
    );
    says(
        &mut study,
        "helped",
        safety,
        "0",
        all(&[among(fears, &[0]), among(teacher, &[0])]),
        certain,
    );
    // Mixed for the young, and open for the old.
    says(&mut study, "splash", joy, "++", all(&[among(age, &[0, 1])]), certain);
    says(&mut study, "cold", joy, "-", all(&[among(age, &[0])]), certain);
    says(
        &mut study,
        "bored",
        joy,
        "-",
        all(&[among(age, &[2])]),
        Modality::SomeRespondents,
    );
    says(&mut study, "old", joy, "+", all(&[among(age, &[2])]), certain);
    // Far is bad; nothing was found on near.
    says(&mut study, "bus", travel, "--", all(&[among(pool, &[1])]), certain);
    says(&mut study, "walk", travel, "0", all(&[among(pool, &[2])]), certain);
    // Open between two levels of a scale with long names.
    says(
        &mut study,
        "rule",
        law,
        "permitted",
        all(&[among(pool, &[0, 2])]),
        certain,
    );
    let opened = says(
        &mut study,
        "dispute",
        law,
        "permitted",
        all(&[among(pool, &[1])]),
        certain,
    );
    study.findings[opened].level = None;
    study.findings[opened].opens = Some(vec![LevelId::from_usize(1), LevelId::from_usize(2)]);

    scenario(
        &mut study,
        "near",
        text("Bad in de buurt", "Pool nearby"),
        assign(&[(pool, 0)]),
    );
    scenario(
        &mut study,
        "far",
        text("Bad in de stad", "Pool in town"),
        assign(&[(pool, 1)]),
    );
    scenario(
        &mut study,
        "sea",
        text("In zee", "In the sea"),
        assign(&[(pool, 2), (teacher, 0)]),
    );
    group(
        &mut study,
        "town",
        text("Kinderen in de stad", "Children in town"),
        assign(&[(place, 0)]),
    );
    group(
        &mut study,
        "island",
        text("Kinderen op een eiland", "Children on an island"),
        assign(&[(place, 1)]),
    );

    conclusion(
        &mut study,
        "joy-at-all",
        text("Niemand vindt het verschrikkelijk.", "Nobody hates it."),
        at_least(joy, 1),
    );
    conclusion(
        &mut study,
        "safe-for-all",
        text(
            "Zwemles is voor iedereen veilig genoeg, waar het bad ook is en wie er ook les geeft.",
            "Swimming is safe enough for all, wherever the pool is and whoever teaches.",
        ),
        at_least(safety, 2),
    );
    conclusion(
        &mut study,
        "lawful",
        text("Het mag overal.", "It is lawful everywhere."),
        at_least(law, 2),
    );
    conclusion(
        &mut study,
        "stated",
        text("Meer onderzoek is nodig.", "More research is needed."),
        None,
    );
    study
}

/// `good` at least `+` and `law` above `prohibited`.
struct Both;
struct BothOf([Input; 2]);

impl Plugin for Both {
    fn id(&self) -> &str {
        "both"
    }
    fn version(&self) -> &str {
        "1"
    }
    fn label(&self) -> Text {
        Text::default()
    }
    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<toets_plugin::Diagnostic>> {
        let children = &study.nodes[node].children;
        Ok(Scorer::Fold(Box::new(BothOf([
            Input::Node(children[0]),
            Input::Node(children[1]),
        ]))))
    }
}

impl Fold for BothOf {
    fn inputs(&self) -> &[Input] {
        &self.0
    }
    fn start(&self) -> State {
        State::from([0])
    }
    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let Observed::Level(level) = seen else {
            return state.clone();
        };
        let passes = level.to_usize() >= [2, 1][input];
        State::from([state[0] + i64::from(passes) * [2, 1][input]])
    }
    fn finish(&self, state: &State) -> Outcome {
        Outcome::Level(LevelId::from_usize(state[0] as usize))
    }
}

/// Evaluates a study.
pub(crate) fn evaluated(study: Study) -> Evaluation {
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry.add(Arc::new(Both));
    let cells = all_cells(&study);
    let compiled = Arc::new(compile(Arc::new(study), &registry, Limits::default()).expect("it compiles"));
    evaluate(&compiled, &cells).expect("it evaluates")
}

/// The scorecard of a study, with everything.
pub(crate) fn card(study: Study) -> Scorecard {
    let mut evaluation = evaluated(study);
    let study = evaluation.compiled.study.clone();
    let shown = Shown {
        scenarios: study.scenarios.indices().collect(),
        groups: study.groups.indices().collect(),
        cases: CaseLimit::Short,
        outlooks: true,
        count: true,
        conclusions: conclude(&evaluation).expect("conclusions are judged"),
        comparisons: compare(&evaluation.compiled).expect("comparisons are judged"),
        coverage: coverage(&mut evaluation).expect("coverage is found"),
        burdens: burdens(&mut evaluation, |_, _| true).expect("burdens are found"),
    };
    Scorecard::read(&mut evaluation, shown).expect("the scorecard is read")
}
