//! Small studies for tests: each function adds one thing, with what it needs and nothing else.

use std::sync::Arc;

use crate::arena::{Arena, Index};
use crate::condition::Condition;
use crate::date::Date;
use crate::finding::{Finding, FindingId, Modality, Role};
use crate::law::{Provision, ProvisionId, ProvisionKind, Version};
use crate::node::{Combine, Node, NodeId, Own, Score, Silent};
use crate::params::{Param, ParamValue};
use crate::scale::{Level, LevelId, Scale, ScaleId, ScaleKind};
use crate::source::{FileId, Span, Spanned};
use crate::study::{EvidencePolicy, FindingIndex, Study};
use crate::text::Text;
use crate::variable::{Domain, Kind, Value, Variable, VariableId};

/// The first bytes of the first file: the place of all things here, unless a test says otherwise.
pub fn nowhere() -> Span {
    Span {
        file: FileId::from_usize(0),
        start: 0,
        end: 0,
    }
}

/// A study of nothing. Its verdict is the first node, so add one before a test needs it.
pub fn study() -> Study {
    Study {
        id: "test".into(),
        span: nowhere(),
        title: Text::default(),
        languages: Default::default(),
        as_of: None,
        verdict: NodeId::from_usize(0),
        document: None,
        baseline: None,
        regime: Default::default(),
        note: None,
        evidence: EvidencePolicy::default(),
        variables: Arena::default(),
        constraints: Vec::new(),
        scales: Arena::default(),
        nodes: Arena::default(),
        scenarios: Arena::default(),
        groups: Arena::default(),
        parties: Arena::default(),
        documents: Arena::default(),
        findings: Arena::default(),
        transfers: Arena::default(),
        contests: Arena::default(),
        figures: Arena::default(),
        instruments: Arena::default(),
        provisions: Arena::default(),
        amendments: Arena::default(),
        conclusions: Arena::default(),
        known: Vec::new(),
        by_node: FindingIndex::default(),
    }
}

/// An ordered scale; neutral is the level named `0`, else the middle of an odd number of levels.
///
/// # Panics
/// If the name is taken; so do the other functions here.
pub fn scale(study: &mut Study, id: &str, levels: &[&str]) -> ScaleId {
    let middle = (levels.len() % 2 == 1).then_some(levels.len() / 2);
    let neutral = levels.iter().position(|&l| l == "0").or(middle);
    insert_scale(study, id, levels, true, neutral)
}

/// A rule of law, in force from a day (else since ever) up to another (else until further notice).
pub fn provision(study: &mut Study, id: &str, article: &str, from: Option<&str>, to: Option<&str>) -> ProvisionId {
    let day = |text: &str| Date::parse(text).unwrap_or_else(|| panic!("`{text}` is not a day"));
    let version = Version {
        span: nowhere(),
        id: from.unwrap_or("oldest").to_owned(),
        valid_from: from.map(day),
        valid_to: to.map(day),
        known_from: None,
        article: article.to_owned(),
        jci: None,
        subject: None,
        paraphrase: None,
        verified: false,
        reviewed_by: None,
        checked_against: None,
        sha256: None,
        note: None,
    };
    let provision = Provision {
        span: nowhere(),
        instrument: None,
        kind: ProvisionKind::Rule,
        addressee: None,
        versions: vec![version],
        continues: None,
        exceptions: Vec::new(),
        lifts: Vec::new(),
        conditions: Vec::new(),
        means: None,
        temporary: false,
        over: Vec::new(),
        specific_to: Vec::new(),
        conflicts_with: Vec::new(),
        added_by: None,
        cases: Default::default(),
        sources: Vec::new(),
    };
    let inserted = study.provisions.insert(id, provision);
    inserted.unwrap_or_else(|_| panic!("the name `{id}` is taken"))
}

/// A scale without an order.
pub fn unordered(study: &mut Study, id: &str, levels: &[&str]) -> ScaleId {
    insert_scale(study, id, levels, false, None)
}

fn insert_scale(study: &mut Study, id: &str, levels: &[&str], ordered: bool, neutral: Option<usize>) -> ScaleId {
    let levels = levels.iter().map(|&id| Level {
        id: id.into(),
        label: None,
        short: None,
    });
    let kind = ScaleKind::Levels {
        levels: levels.collect(),
        ordered,
        neutral: neutral.map(LevelId::from_usize),
    };
    let scale = Scale { span: nowhere(), kind };
    fresh(study.scales.insert(id, scale))
}

/// A scale of numbers.
pub fn numbers(study: &mut Study, id: &str) -> ScaleId {
    let scale = Scale {
        span: nowhere(),
        kind: ScaleKind::Number {
            unit: None,
            better: None,
            decimals: None,
        },
    };
    fresh(study.scales.insert(id, scale))
}

/// A node scored by a plugin without parameters.
pub fn node(study: &mut Study, id: &str, scale: ScaleId, plugin: &str, children: &[NodeId]) -> NodeId {
    let node = Node {
        span: nowhere(),
        code: None,
        label: Text::default(),
        definition: None,
        scale,
        better: None,
        score: Score {
            plugin: Spanned {
                value: Arc::from(plugin),
                span: nowhere(),
            },
            params: Param {
                span: nowhere(),
                value: ParamValue::Table(Vec::new()),
            },
        },
        applies: Condition::default(),
        children: children.to_vec(),
        see: Vec::new(),
        own: Own::default(),
        silent: Silent::default(),
        default: None,
        combine: Combine::default(),
        parties: Vec::new(),
        reading: None,
        sources: Vec::new(),
    };
    fresh(study.nodes.insert(id, node))
}

/// A certain finding that always applies; `level` is a level of the node's scale.
pub fn finding(study: &mut Study, id: &str, node: NodeId, level: Option<&str>) -> FindingId {
    let scale = &study.scales[study.nodes[node].scale];
    let level = level.map(|name| {
        let found = scale.find(name);
        found.unwrap_or_else(|| panic!("no level `{name}`"))
    });
    let finding = Finding {
        span: nowhere(),
        node,
        when: Condition::default(),
        level,
        modality: Modality::Certain,
        statement: Text::default(),
        coded: None,
        hinges_on: Vec::new(),
        absolute: false,
        role: Role::Verdict,
        parties: Vec::new(),
        condition: None,
        opens: None,
        compare: None,
        acknowledged: None,
        system: None,
        redundant: None,
        note: None,
        sources: Vec::new(),
    };
    fresh(study.findings.insert(id, finding))
}

/// A variable with these values.
pub fn variable(study: &mut Study, id: &str, kind: Kind, values: &[&str]) -> VariableId {
    let values = values.iter().map(|&id| Value {
        id: id.into(),
        label: None,
        phrase: None,
    });
    insert_variable(study, id, kind, Domain::Finite(values.collect()))
}

/// A number variable with these cuts.
pub fn number_variable(study: &mut Study, id: &str, kind: Kind, range: Option<(f64, f64)>, cuts: &[f64]) -> VariableId {
    let domain = Domain::Number {
        unit: None,
        range,
        cuts: cuts.to_vec(),
        decimals: None,
    };
    insert_variable(study, id, kind, domain)
}

fn insert_variable(study: &mut Study, id: &str, kind: Kind, domain: Domain) -> VariableId {
    let variable = Variable {
        span: nowhere(),
        kind,
        label: Text::default(),
        definition: None,
        reading: false,
        domain,
    };
    fresh(study.variables.insert(id, variable))
}

fn fresh<I>(inserted: Result<I, I>) -> I {
    inserted.unwrap_or_else(|_| panic!("the name is taken"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_found_by_node_in_order_of_writing() {
        let mut study = study();
        let five = scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
        let nodes = ["a", "b", "c"].map(|id| node(&mut study, id, five, "evidence", &[]));
        let on = |study: &mut Study, id, n: usize| finding(study, id, nodes[n], Some("+"));
        let f = on(&mut study, "f", 2);
        let g = on(&mut study, "g", 0);
        let h = on(&mut study, "h", 2);
        assert_eq!(study.findings_on(nodes[0]), [g]);
        assert_eq!(study.findings_on(nodes[1]), []);
        assert_eq!(study.findings_on(nodes[2]), [f, h]);
    }

    #[test]
    fn a_clone_that_gets_another_finding_knows_it() {
        let mut first = study();
        let five = scale(&mut first, "five", &["-", "0", "+"]);
        let a = node(&mut first, "a", five, "evidence", &[]);
        assert_eq!(first.findings_on(a), []);
        let mut second = first.clone();
        let f = finding(&mut second, "f", a, Some("+"));
        assert_eq!(second.findings_on(a), [f]);
    }
}
