//! The words of results, for other texts than a scorecard: what is kept of results and what moved says the same things in the
//! same words.

use toets_evaluate::{CaseBox, Value};
use toets_model::{GroupId, Index, Language, NodeId, ScenarioId, Study, VariableId};

use crate::symbol::{level_label, number_text};
use crate::words::Words;

/// Words for the things of a study, in one language.
pub struct Phrases<'a>(Words<'a>);

impl<'a> Phrases<'a> {
    /// The words of a study.
    pub fn new(study: &'a Study, language: Language) -> Self {
        Self(Words::new(study, language))
    }

    /// The label of a node, or its id.
    pub fn node(&self, node: NodeId) -> String {
        self.0.node(node)
    }

    /// The label of a variable as it stands in a sentence, or its id.
    pub fn variable(&self, variable: VariableId) -> String {
        self.0.variable(variable)
    }

    /// The id of a level, and what it is called where that says more: ``("-", Some("negative"))``; a number in the language.
    pub fn level(&self, node: NodeId, value: Value) -> (String, Option<String>) {
        match value {
            Value::Number(number) => (number_text(number, self.0.language), None),
            Value::Level(level) => {
                let scale = self.0.study.nodes[node].scale;
                let id = self.0.study.scales[scale].name(level).to_owned();
                let label = level_label(self.0.study, scale.to_usize(), level.to_usize(), self.0.language);
                let says_more = label != id;
                (id, says_more.then_some(label))
            }
        }
    }

    /// Whether levels follow each other on their scale without a gap.
    pub fn unbroken(&self, node: NodeId, values: &[Value]) -> bool {
        self.0.symbols.unbroken(node, values)
    }

    /// For whom, at which choices and under which law: `if returns = yes, with focus = practical`.
    pub fn world_box(&self, one: &CaseBox) -> String {
        self.0.world_box(one)
    }

    /// Cells by name, those with the same scenarios together: `A1, A2 · glo; B1 · amv`.
    pub fn cells(&self, cells: &[(ScenarioId, GroupId)]) -> String {
        self.0.named_cells(cells)
    }
}
