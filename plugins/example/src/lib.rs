//! A level for each value of one variable: `{ plugin = "by-value", of = "timing", levels = { inside = "-" } }`.

use std::sync::Arc;

use toets_plugin::model::{Index, LevelId, NodeId, Param, Study, Text, ValueId, VariableId};
use toets_plugin::{Answer, Cell, Diagnostic, Judgement, Outcome, Plugin, Read, Replay, Scorer, Stop};

/// The plugin: what makes a scorer for each node that names it.
pub struct ByValue;

impl Plugin for ByValue {
    fn id(&self) -> &str {
        "by-value"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn label(&self) -> Text {
        Text::both("Niveau per waarde", "Level by value")
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let score = &study.nodes[node].score;
        let scale = &study.scales[study.nodes[node].scale];
        // What is wrong is said in English and in Dutch; in one of them alone it does not compile.
        let wrong = |en, nl| vec![Diagnostic::error("by-value", (en, nl)).at(score.plugin.span, ())];
        let of = score.params.get("of").and_then(Param::text).unwrap_or("");
        let variable = study
            .variables
            .find(of)
            .ok_or_else(|| wrong("`of` must name a variable", "`of` moet een variabele noemen"))?;
        let domain = &study.variables[variable].domain;
        let level = |n| {
            let value = domain.value_name(ValueId::from_usize(n));
            scale.find(score.params.get("levels")?.get(&value)?.text()?)
        };
        let levels = (0..domain.size()).map(level).collect::<Option<_>>();
        let levels =
            levels.ok_or_else(|| wrong("each value must have a level", "elke waarde moet een niveau hebben"))?;
        Ok(Scorer::Replay(Box::new(Levels(variable, levels))))
    }
}

/// The scorer of one node: what it reads, and the level for each value.
struct Levels(VariableId, Vec<LevelId>);

impl Replay for Levels {
    fn score(&self, cell: Arc<dyn Cell>) -> Result<Judgement, Stop> {
        let level = match cell.read(Read::Variable(self.0))? {
            Answer::Value(value) => self.1.get(value.to_usize()).copied(),
            _ => None,
        };
        Ok(level.map_or(Outcome::Silent, Outcome::Level).into())
    }

    fn nodes(&self) -> Vec<NodeId> {
        Vec::new()
    }
}
