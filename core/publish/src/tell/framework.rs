//! The framework in words.

use toets_evaluate::{OpenVariable, Value as Result};
use toets_model::{Domain, Index, LevelId, Modality, NodeId, Own, Param, ParamValue, ScaleId, ScaleKind, Silent};

use super::words::{Tell, treatment};
use crate::document::{Constraint, Framework, Level, Node, Scale, Setting, Value, Variable};
use crate::mark::shade;

pub(super) fn framework(tell: &Tell<'_>) -> Framework {
    let study = tell.study;
    let rows = &tell.answers.card.rows;
    let evidence = &study.evidence;
    Framework {
        nodes: rows.iter().map(|row| node(tell, row.node, row.depth)).collect(),
        scales: study.scales.iter().map(|(id, it)| scale(tell, id, it)).collect(),
        variables: study.variables.indices().map(|id| variable(tell, id)).collect(),
        constraints: study
            .constraints
            .iter()
            .map(|it| Constraint {
                when: (!it.when.is_empty()).then(|| tell.condition(&it.when)),
                then: tell.condition(&it.then),
                reason: tell.some(it.reason.as_ref()),
            })
            .collect(),
        evidence: vec![
            (Modality::Certain.word(), treatment(evidence.certain)),
            (Modality::Likely.word(), treatment(evidence.likely)),
            (Modality::Conditional.word(), "condition"),
            (Modality::Uncertain.word(), treatment(evidence.uncertain)),
            (Modality::SomeRespondents.word(), treatment(evidence.some_respondents)),
        ],
    }
}

fn node(tell: &Tell<'_>, id: NodeId, depth: usize) -> Node {
    let study = tell.study;
    let it = &study.nodes[id];
    let rule = &tell.answers.rules[id.to_usize()];
    let label = tell.text(&rule.label);
    let settings = it.score.params.entries().iter().map(|(name, _, value)| Setting {
        name: name.clone(),
        value: written(value),
    });
    Node {
        id: study.nodes.name(id).to_owned(),
        code: it.code.clone(),
        label: tell.phrases.node(id),
        depth,
        definition: tell.some(it.definition.as_ref()),
        scale: study.scales.name(it.scale).to_owned(),
        rule: if label.is_empty() { rule.id.clone() } else { label },
        settings: settings.filter(|s| s.name != "plugin").collect(),
        children: it.children.iter().map(|&child| tell.coded(child)).collect(),
        own: (!it.children.is_empty()).then_some(match it.own {
            Own::First => "first",
            Own::Worst => "worst",
            Own::Child => "child",
        }),
        skip: match &it.silent {
            Silent::Open => None,
            Silent::Skip(reason) => Some(tell.text(reason)),
        },
        default: it
            .default
            .as_ref()
            .map(|default| (tell.level(id, Result::Level(default.level)), tell.text(&default.reason))),
        reading: tell.some(it.reading.as_ref()),
        citations: tell.citations(&it.sources),
    }
}

/// A parameter as the study writes it.
fn written(param: &Param) -> String {
    match &param.value {
        ParamValue::Bool(it) => it.to_string(),
        ParamValue::Integer(it) => it.to_string(),
        ParamValue::Number(it) => it.to_string(),
        ParamValue::Text(text) => text.clone(),
        ParamValue::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        ParamValue::Table(entries) => {
            let told = entries
                .iter()
                .map(|(name, _, value)| format!("{name} = {}", written(value)));
            format!("{{ {} }}", told.collect::<Vec<_>>().join(", "))
        }
    }
}

fn scale(tell: &Tell<'_>, id: ScaleId, it: &toets_model::Scale) -> Scale {
    let levels: Vec<Level> = it
        .levels()
        .iter()
        .enumerate()
        .map(|(n, level)| Level {
            id: level.id.to_string(),
            label: tell.some(level.label.as_ref()).unwrap_or_else(|| level.id.to_string()),
            shade: shade(it, LevelId::from_usize(n)),
        })
        .collect();
    let unit = match &it.kind {
        ScaleKind::Number { unit, .. } => unit.clone(),
        ScaleKind::Levels { .. } => None,
    };
    let rows = tell.answers.card.rows.iter();
    let here = rows.filter(|row| tell.study.nodes[row.node].scale == id);
    Scale {
        id: tell.study.scales.name(id).to_owned(),
        ends: match (&unit, &*levels) {
            (Some(unit), _) => unit.clone(),
            (None, [first, .., last]) => format!("{} … {}", first.label, last.label),
            (None, _) => String::new(),
        },
        used_by: here
            .map(|row| tell.phrases.node(row.node))
            .collect::<Vec<_>>()
            .join(", "),
        levels,
        ordered: it.ordered(),
        unit,
    }
}

fn variable(tell: &Tell<'_>, id: toets_model::VariableId) -> Variable {
    let study = tell.study;
    let it = &study.variables[id];
    let values = match &it.domain {
        Domain::Finite(values) => values
            .iter()
            .enumerate()
            .map(|(n, value)| Value {
                id: value.id.to_string(),
                label: tell.phrases.value(OpenVariable::Study(id), n as u32),
            })
            .collect(),
        Domain::Number { .. } => (0..it.domain.size())
            .map(|n| Value {
                id: it.domain.value_name(Index::from_usize(n)).to_string(),
                label: tell.phrases.value(OpenVariable::Study(id), n as u32),
            })
            .collect(),
    };
    let label = tell.text(&it.label);
    Variable {
        id: study.variables.name(id).to_owned(),
        kind: it.kind.word(),
        label: if label.is_empty() {
            study.variables.name(id).to_owned()
        } else {
            label
        },
        definition: tell.some(it.definition.as_ref()),
        values,
    }
}
