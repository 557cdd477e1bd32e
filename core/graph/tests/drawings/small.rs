//! A small study, hand-built: swimming lessons after school.

use toets_graph::{GraphRead, Reads};
use toets_model::finding::Side;
use toets_model::testing::{self, nowhere};
use toets_model::{
    Allowed, CellRef, Comparator, Conclusion, ConclusionKind, Condition, Contest, Formula, Index, Kind, LevelId,
    Modality, Quantifier, Study, Term, Test, Text, Transfer, ValueId, VariableId,
};

fn text(nl: &str, en: &str) -> Text {
    Text {
        nl: nl.into(),
        en: Some(en.into()),
    }
}

fn is(variable: VariableId, value: usize) -> Condition {
    Condition {
        all: vec![Test {
            variable,
            allowed: Allowed::Values(vec![ValueId::from_usize(value)]),
            span: nowhere(),
        }],
        any: Vec::new(),
    }
}

/// The study, and what its scorers read.
pub(crate) fn study() -> (Study, Reads) {
    let mut study = testing::study();
    study.id = "zwemles".into();
    study.title = text("Zwemles <na> school & \"thuis\"", "Swimming <after> school & \"home\"");
    let five = testing::scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
    let pool = testing::variable(&mut study, "pool", Kind::Lever, &["near", "far"]);
    study.variables[pool].label = text("Bad", "Pool");
    let fears = testing::variable(&mut study, "fears_water", Kind::Trait, &["yes", "no"]);
    study.variables[fears].label = text("Is bang voor water", "Fears water");
    testing::variable(&mut study, "unread", Kind::Trait, &["yes", "no"]);

    // The verdict is not the first node: the framework's order is its own.
    let safety = testing::node(&mut study, "safety", five, "evidence", &[]);
    let travel = testing::node(&mut study, "travel", five, "evidence", &[]);
    let legal = testing::node(&mut study, "legal", five, "law", &[]);
    let verdict = testing::node(&mut study, "verdict", five, "worst", &[travel, safety, legal]);
    study.verdict = verdict;
    study.nodes[verdict].label = text("Oordeel", "Verdict");
    study.nodes[safety].label = text("Veiligheid", "Safety");
    study.nodes[safety].code = Some("Z1".into());
    study.nodes[travel].label = text("Reizen", "Travel");
    study.nodes[travel].see = vec![legal];
    study.nodes[legal].label = text("Recht \"]; x[", "Law \"]; x[");

    let calm = testing::finding(&mut study, "calm", safety, Some("+"));
    study.findings[calm].when = is(fears, 1);
    study.findings[calm].statement = text("Wie niet bang is, leert het.", "Who is not afraid learns it.");
    let bus = testing::finding(&mut study, "bus", travel, Some("-"));
    study.findings[bus].when = is(pool, 1);
    let aside = testing::finding(&mut study, "aside", travel, None);

    let transfer = Transfer {
        span: nowhere(),
        nodes: vec![travel],
        findings: Vec::new(),
        from: vec![(pool, vec![ValueId::from_usize(1)])],
        to: is(pool, 0),
        modality: Modality::Uncertain,
        reason: text("De bus is de bus.", "A bus is a bus."),
        sources: Vec::new(),
    };
    let carried = study.transfers.insert("near-too", transfer).expect("the name is free");
    let side = |finding| Side {
        label: None,
        findings: vec![finding],
    };
    let contest = Contest {
        where_: Default::default(),
        span: nowhere(),
        label: None,
        sides: vec![side(calm), side(bus)],
        sources: Vec::new(),
    };
    study.contests.insert("who", contest).expect("the name is free");
    let read = testing::provision(&mut study, "bad:9", "9", None, None);
    let other = testing::provision(&mut study, "bad:10", "9", None, None);
    for id in [read, other] {
        study.provisions[id].versions[0].subject = Some(text("Toezicht", "Supervision"));
    }

    let good = Formula::Compare {
        left: Term::Node(CellRef::Current, safety),
        comparator: Comparator::AtLeast,
        right: Term::Level(LevelId::from_usize(3)),
    };
    let conclusion = Conclusion {
        span: nowhere(),
        kind: ConclusionKind::Conclusion,
        statement: text("Zwemles is veilig.", "Swimming is safe."),
        scenarios: None,
        groups: None,
        people: Quantifier::All,
        levers: Quantifier::All,
        only: is(pool, 0),
        holds: Some(Formula::Not(Box::new(good))),
        key: None,
        stated_only: None,
        cites: vec![aside],
        sources: Vec::new(),
        note: None,
    };
    study.conclusions.insert("safe", conclusion).expect("the name is free");

    let reads = Reads {
        nodes: vec![
            (safety, vec![GraphRead::Evidence]),
            (travel, vec![GraphRead::Finding(bus)]),
            (legal, vec![GraphRead::Provision(read), GraphRead::Variable(pool)]),
            (verdict, vec![GraphRead::Node(safety), GraphRead::Node(travel)]),
        ],
        carried: vec![(carried, bus)],
    };
    (study, reads)
}
