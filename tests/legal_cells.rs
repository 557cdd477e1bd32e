//! Why each scenario may or may not, for each group and each legal indicator, in both languages: one page for each scenario. Both
//! readings of the law stand beside each other where they differ.

mod support;

use std::fmt::Write;
use std::sync::Arc;

use support::{founding_study, ready, registry};
use toets_evaluate::{Compiled, Value};
use toets_model::{Fixed, GroupId, Language, NodeId, ScenarioId, Study};
use toets_question::{Explain, explain};

const SCENARIOS: [&str; 6] = ["A1", "A2", "B1", "B2", "C1", "C2"];
const INDICATORS: [&str; 4] = ["wpo", "wvo_2020", "international_law", "gdpr"];

fn read_as(reading: &str) -> Arc<Compiled> {
    let mut study = founding_study();
    let variable = study.variables.find("reading").expect("the study has readings");
    let value = study.variables[variable].domain.find(reading).expect("a reading");
    study.regime.insert(variable, Fixed::Value(value));
    ready(study)
}

/// What an indicator can be, and why, a line for each level.
fn told(compiled: &Arc<Compiled>, scenario: ScenarioId, group: GroupId, node: NodeId, language: Language) -> String {
    let asked = Explain {
        scenario,
        group,
        node,
        assumed: Vec::new(),
    };
    let found = explain(compiled, &registry(), &asked).expect("the study has no faults");
    let study = &compiled.study;
    // Levels with the same reason stand together.
    let mut lines: Vec<(Vec<&str>, String)> = Vec::new();
    for case in &found.cases {
        let Value::Level(level) = case.value else {
            panic!("a legal indicator has levels")
        };
        let level = study.scales[study.nodes[node].scale].name(level);
        let judgement = case.nodes.first().and_then(|node| node.trace.judgement.as_ref());
        let because = judgement.iter().flat_map(|said| &said.because);
        let because: Vec<&str> = because.map(|text| text.get(language)).collect();
        let cites = judgement.iter().flat_map(|said| &said.cites);
        let cites: Vec<&str> = cites.map(|&p| study.provisions.name(p)).collect();
        let mut line = because.iter().map(|why| format!("\n    {why}")).collect::<String>();
        if !cites.is_empty() {
            write!(line, "\n    [{}]", cites.join(", ")).expect("a text takes it");
        }
        match lines.last_mut().filter(|(_, last)| *last == line) {
            Some((levels, _)) => levels.push(level),
            None => lines.push((vec![level], line)),
        }
    }
    let lines = lines
        .iter()
        .map(|(levels, line)| format!("  {}{line}\n", levels.join(" / ")));
    lines.collect()
}

fn page(readings: &[(&str, Arc<Compiled>)], scenario: &str, language: Language) -> String {
    let study: &Study = &readings[0].1.study;
    let id = study.scenarios.find(scenario).expect("a scenario of the study");
    let mut page = format!("{scenario}: {}\n", study.scenarios[id].label.get(language));
    for (group, it) in study.groups.iter() {
        writeln!(page, "\n{}", it.label.get(language)).expect("a text takes it");
        for indicator in INDICATORS {
            let node = study.nodes.find(indicator).expect("a legal indicator");
            let told: Vec<String> = readings
                .iter()
                .map(|(_, compiled)| told(compiled, id, group, node, language))
                .collect();
            if told[1..].iter().all(|other| *other == told[0]) {
                write!(page, "{indicator}\n{}", told[0]).expect("a text takes it");
            } else {
                for ((reading, _), told) in readings.iter().zip(&told) {
                    write!(page, "{indicator}, reading = {reading}\n{told}").expect("a text takes it");
                }
            }
        }
    }
    page
}

#[test]
fn every_legal_cell_says_why() {
    let readings = ["report", "detailed"].map(|reading| (reading, read_as(reading)));
    for scenario in SCENARIOS {
        for (language, name) in [(Language::Nl, "nl"), (Language::En, "en")] {
            insta::assert_snapshot!(
                format!("{scenario}-{name}").to_lowercase(),
                page(&readings, scenario, language)
            );
        }
    }
}
