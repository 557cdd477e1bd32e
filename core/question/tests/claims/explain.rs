//! Explanations against a walk through all worlds of the study.

mod away;
mod derived;
mod reason;

use toets_evaluate::{OpenVariable, Value};
use toets_model::Index;
use toets_question::{Assumed, Explain, ExplainedCase, Explanation, explain};

use crate::case::{Case, Worlds};
use crate::conditions;
use crate::run::Checked;
use crate::table::Table;

pub(crate) use away::check as check_away;
pub(crate) use derived::check as check_derived;
pub(crate) use reason::check as check_reason;

pub(crate) fn level(value: Value) -> u32 {
    match value {
        Value::Level(level) => level.to_usize() as u32,
        Value::Number(_) => u32::MAX,
    }
}

/// What is explained of a study: the same for every check.
pub(crate) struct Asked {
    pub(crate) scenario: usize,
    pub(crate) group: usize,
    pub(crate) node: usize,
}

impl Asked {
    pub(crate) fn of(case: &Case) -> Self {
        Self {
            scenario: case.some_scenario(1),
            group: case.some_group(2),
            node: case.some_node(3),
        }
    }

    fn engine(&self, case: &Case, assumed: Vec<Assumed>) -> Explain {
        Explain {
            scenario: case.scenario(self.scenario),
            group: case.group(self.group),
            node: case.node(self.node),
            assumed,
        }
    }
}

impl Case {
    /// What the engine explains; none where there is no world to explain.
    pub(crate) fn explained(&self) -> Result<Option<&Explanation>, String> {
        let explained = self.explained.get_or_init(|| {
            let asked = Asked::of(self);
            let found = explain(self.compiled(), &self.ready.registry, &asked.engine(self, Vec::new()));
            match found {
                Ok(found) => Ok(Some(found)),
                Err(_) if !self.has_worlds(asked.scenario, asked.group) => Ok(None),
                Err(why) => Err(format!("not explained: {why:?}")),
            }
        });
        explained.as_ref().map(Option::as_ref).map_err(Clone::clone)
    }

    /// Every world of the study, whatever scenario, group and law, with a node and what it is judged from; numbers that a cell fixes stay.
    pub(crate) fn everything(&self, asked: &Asked) -> Worlds {
        let mut fixed = self.of_cell(asked.scenario, asked.group);
        fixed.retain(|_, value| matches!(value, toets_studies::spec::Value::Number(_)));
        self.worlds(&fixed, Some(asked.node))
    }

    /// The value of a variable in the world that is explained.
    pub(crate) fn at(&self, explained: &ExplainedCase, variable: OpenVariable) -> Option<u32> {
        let position = self.compiled().variables().position(variable)?;
        Some(explained.at.value(position))
    }

    /// The values of the explained world of all variables that these worlds know; none where the engine asks for no such thing.
    pub(crate) fn now(&self, explained: &ExplainedCase, all: &Table) -> Vec<Option<u8>> {
        all.columns
            .iter()
            .map(|&v| self.at(explained, v).map(|value| value as u8))
            .collect()
    }
}

/// What is assumed is so: with everything assumed, also what is fixed anyway, one world is left.
pub(crate) fn check_assumed(case: &Case) -> Result<Checked, String> {
    let asked = Asked::of(case);
    let Some(here) = case.worlds(&case.of_cell(asked.scenario, asked.group), None) else {
        return Ok(Checked::TooMuch);
    };
    if here.rows.is_empty() {
        return Ok(Checked::NotClaimed);
    }
    let world = &here.rows[case.pick(4, here.rows.len())];
    let open = |v: &OpenVariable| case.compiled().variables().position(*v).is_some();
    let values = here.columns.iter().zip(&world.values).filter(|(v, _)| open(v));
    let assumed = values.map(|(&variable, &value)| Assumed {
        variable,
        value: u32::from(value),
    });
    let assumed = assumed.collect();
    let found = explain(case.compiled(), &case.ready.registry, &asked.engine(case, assumed));
    let found = found.map_err(|why| format!("not explained: {why:?}"))?;
    same!(found.cases.len(), 1, "cases: of one world");
    same!(
        level(found.cases[0].value),
        world.level(case.node(asked.node)),
        "level: of one world"
    );
    // Worlds are counted over all that any result of the cell depends on.
    let mut cell = conditions::cell(case, asked.scenario, asked.group)?;
    let counted = cell.counted().map_err(|e| e.to_string())?;
    let known = |&position: &toets_diagram::Variable| here.column(case.compiled().variables().at(position)).is_some();
    if counted.iter().all(known) {
        same!(found.worlds.to_string(), "1", "worlds: that are left");
    }
    Ok(Checked::Claimed)
}
