//! No conclusion is true come what may: each formal condition fails in a study whose evidence says the opposite.
//!
//! The changed studies are made without a look at the conclusions. In some all evidence says the same of every offer; in
//! the others it sets one scenario apart from all else, or one timing. What the scripts say of the law is evidence there
//! too. A condition that none of these can make false says nothing about the scenarios; one that none can make true can't
//! be what the source means.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use support::{founding_study, ready};
use toets_evaluate::{Compiled, evaluate};
use toets_model::{
    Allowed, Assignment, Condition, DefaultLevel, Evaluate, Finding, Fixed, Formula, Index, LevelId, Modality, NodeId,
    Study, Test, Text,
};
use toets_question::{Status, cells_needed, conclude};

/// What becomes of each conclusion, by its id.
fn statuses(compiled: &Arc<Compiled>) -> BTreeMap<String, Status> {
    let study = &compiled.study;
    let evaluation = evaluate(compiled, &cells_needed(study)).expect("no scorer fails");
    let results = conclude(&evaluation).expect("every conclusion can be judged");
    results
        .into_iter()
        .map(|result| (study.conclusions.name(result.conclusion).to_owned(), result.status))
        .collect()
}

/// What evidence says of an indicator, in terms of its scale.
#[derive(Clone, Copy, Debug)]
enum Says {
    Worst,
    /// One above the worst.
    Poor,
    Best,
}

impl Says {
    fn level(self, study: &Study, indicator: NodeId) -> LevelId {
        let levels = study.scales[study.nodes[indicator].scale].levels().len();
        LevelId::from_usize(match self {
            Self::Worst => 0,
            Self::Poor => 1,
            Self::Best => levels - 1,
        })
    }
}

/// The study with other evidence: this of every indicator, but that of offers like these.
fn with_evidence(study: &Study, everywhere: Says, apart: Option<(&Condition, Says)>) -> Study {
    let mut changed = study.clone();
    let example = changed.findings.iter().next().expect("some finding").1.clone();
    let findings: Vec<_> = changed.findings.indices().collect();
    for finding in findings {
        changed.findings[finding].level = None;
        changed.findings[finding].opens = None;
    }
    let judged_by_evidence = study.nodes.find("needs").expect("an indicator of the study");
    let leaves = study.nodes.iter().filter(|(_, node)| node.children.is_empty());
    for (indicator, _) in leaves {
        changed.nodes[indicator].score = study.nodes[judged_by_evidence].score.clone();
        changed.nodes[indicator].default = Some(DefaultLevel {
            level: everywhere.level(study, indicator),
            reason: Text::default(),
        });
        if let Some((when, says)) = apart {
            let finding = Finding {
                node: indicator,
                when: when.clone(),
                level: Some(says.level(study, indicator)),
                modality: Modality::Certain,
                ..example.clone()
            };
            let name = format!("changed-{}", study.nodes.name(indicator));
            changed.findings.insert(&name, finding).expect("a new id");
        }
    }
    changed
}

/// Where variables have these values.
fn exactly(study: &Study, values: &Assignment) -> Condition {
    let tests = values.iter().filter_map(|(&variable, &value)| match value {
        Fixed::Value(value) => Some(Test {
            variable,
            allowed: Allowed::Values(vec![value]),
            span: study.span,
        }),
        Fixed::Number(_) => None,
    });
    Condition {
        all: tests.collect(),
        any: Vec::new(),
    }
}

/// All changed studies, each with what to call it.
fn changed_studies(study: &Study) -> Vec<Study> {
    let judged = study.scenarios.iter().filter(|(_, s)| s.evaluate != Evaluate::Never);
    let mut apart: Vec<Condition> = judged.map(|(_, scenario)| exactly(study, &scenario.levers)).collect();
    let timing = study.variables.find("timing").expect("a lever of the study");
    for value in ["inside", "outside"] {
        let value = study.variables[timing].domain.find(value).expect("a value of it");
        apart.push(exactly(study, &Assignment::from([(timing, Fixed::Value(value))])));
    }
    let alike = [Says::Worst, Says::Poor, Says::Best].map(|says| with_evidence(study, says, None));
    let better = apart
        .iter()
        .map(|when| with_evidence(study, Says::Worst, Some((when, Says::Best))));
    let worse = apart
        .iter()
        .map(|when| with_evidence(study, Says::Best, Some((when, Says::Worst))));
    alike.into_iter().chain(better).chain(worse).collect()
}

/// The conclusions that become this in none of the changed studies, of those that can be judged and are not this now.
fn never(study: &Study, wanted: Status) -> Vec<String> {
    let now = statuses(&ready(study.clone()));
    let mut left: Vec<String> = now
        .into_iter()
        .filter(|(_, status)| *status != Status::Stated && *status != wanted)
        .map(|(id, _)| id)
        .collect();
    assert!(left.len() > 20, "the study has its conclusions");
    for changed in changed_studies(study) {
        let there = statuses(&ready(changed));
        left.retain(|id| there[id] != wanted);
    }
    left
}

#[test]
fn other_evidence_makes_each_formal_conclusion_fail() {
    assert_eq!(never(&founding_study(), Status::No), Vec::<String>::new());
}

#[test]
fn other_evidence_makes_each_undetermined_conclusion_hold() {
    assert_eq!(never(&founding_study(), Status::Yes), Vec::<String>::new());
}

#[test]
fn a_condition_that_always_holds_would_be_found() {
    let mut study = founding_study();
    let id = study.conclusions.find("C7-28").expect("the main conclusion");
    let holds = study.conclusions[id].holds.clone().expect("it is formal");
    study.conclusions[id].holds = Some(Formula::Or(vec![holds.clone(), Formula::Not(Box::new(holds))]));
    assert_eq!(never(&study, Status::No), ["C7-28"]);
}

/// Conclusions that hold and yet rest on no finding's level: the law decides, or that the source is silent.
const RESTS_ON_NO_LEVEL: [&str; 3] = ["C5-00", "language-inside-needs-law", "R7-19"];

#[test]
fn a_conclusion_that_holds_cites_what_it_rests_on() {
    let study = founding_study();
    let now = statuses(&ready(study.clone()));
    let mut without = Vec::new();
    for (id, conclusion) in study.conclusions.iter() {
        let name = study.conclusions.name(id);
        if now[name] != Status::Yes {
            continue;
        }
        let turned = [Says::Worst, Says::Best].map(|says| {
            let mut turned = study.clone();
            for &cited in &conclusion.cites {
                let finding = &mut turned.findings[cited];
                if finding.level.is_some() || finding.opens.is_some() {
                    finding.opens = None;
                    finding.level = Some(says.level(&study, finding.node));
                    finding.absolute = true;
                    finding.modality = Modality::Certain;
                    finding.condition = None;
                }
            }
            statuses(&ready(turned))[name]
        });
        if turned == [Status::Yes; 2] {
            without.push(name);
        }
    }
    assert_eq!(
        without, RESTS_ON_NO_LEVEL,
        "these hold whatever is said by what they cite"
    );
}

#[test]
fn the_study_says_why_a_conclusion_is_undetermined_and_only_then() {
    let study = founding_study();
    let now = statuses(&ready(study.clone()));
    let mut wrong = Vec::new();
    for (id, conclusion) in study.conclusions.iter() {
        let name = study.conclusions.name(id);
        let undetermined = now[name] == Status::Undetermined;
        let said = match &conclusion.note {
            Some(note) => note.nl.to_lowercase().contains("onbepaald"),
            None if undetermined => {
                wrong.push(format!("{name} is undetermined without a note"));
                false
            }
            None => false,
        };
        if said && !undetermined {
            wrong.push(format!("{name} is not undetermined, as its note says"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
