//! The words of results, for other texts than a scorecard: what is kept of results and what moved says the same things in the
//! same words.

use toets_answer::Line;
use toets_evaluate::{CaseBox, OpenVariable, Value};
use toets_model::{Fixed, GroupId, Index, Language, NodeId, ScenarioId, Study, VariableId};
use toets_question::{Share, Uncounted};

use crate::brief::Teller;
use crate::scorecard::NodeResult;
use crate::symbol::{level_label, node_number, variable_number};
use crate::words::{Words, together};

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
            Value::Number(number) => (self.number(node, number), None),
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

    /// Tests on variables, whoever decides them: `returns = yes and focus = practical`.
    pub fn tests(&self, tests: &[(OpenVariable, Vec<u32>)]) -> String {
        self.0.tests(tests)
    }

    /// Cells by name, those with the same scenarios together: `A1, A2 · glo; B1 · amv`.
    pub fn cells(&self, cells: &[(ScenarioId, GroupId)]) -> String {
        self.0.named_cells(cells)
    }

    /// The same without an id: groups by their short names, scenarios that have no code by their labels.
    pub fn cells_in_words(&self, cells: &[(ScenarioId, GroupId)]) -> String {
        let teller = Teller::new(self.0.study, self.0.language);
        let parts = together(cells).into_iter().map(|(scenarios, groups)| {
            let scenarios: Vec<String> = scenarios.iter().map(|&s| teller.scenario(s)).collect();
            let groups: Vec<String> = groups.iter().map(|&g| teller.group(g)).collect();
            format!("{} · {}", scenarios.join(", "), groups.join(", "))
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// The code of a scenario; its label where its id is no code.
    pub fn scenario(&self, scenario: ScenarioId) -> String {
        Teller::new(self.0.study, self.0.language).scenario(scenario)
    }

    /// For whom and for which choices a node is what: `0 if …; otherwise +`.
    pub fn outlooks(&self, node: NodeId, result: &NodeResult) -> Line {
        self.0.outlooks(node, result)
    }

    /// An unknown: its id, and what it is about.
    pub fn unknown(&self, unknown: OpenVariable) -> Line {
        self.0.unknown(unknown)
    }

    /// A value of a variable, an answer to an unknown.
    pub fn value(&self, variable: OpenVariable, value: u32) -> String {
        self.0.value(variable, value)
    }

    /// A variable and what it is: `timing = inside school time`.
    pub fn feature(&self, variable: VariableId, value: Fixed) -> String {
        self.0.feature(variable, value)
    }

    /// Boxes joined by "or", at most so many.
    pub fn boxes(&self, boxes: &[CaseBox], most: usize) -> String {
        self.0.boxes_text(boxes, most)
    }

    /// What of the designs could not be counted, and why.
    pub fn uncounted(&self, uncounted: &Uncounted) -> String {
        crate::space::uncounted(&self.0, uncounted)
    }

    /// A share in percent.
    pub fn share(&self, share: &Share) -> String {
        self.0.share(share)
    }

    /// A number of a node, to the decimals of its scale and with a decimal comma in Dutch.
    pub fn number(&self, node: NodeId, number: f64) -> String {
        node_number(self.0.study, node, number, self.0.language)
    }

    /// A number of a variable, to its decimals and with a decimal comma in Dutch.
    pub fn number_of(&self, variable: VariableId, number: f64) -> String {
        variable_number(self.0.study, variable, number, self.0.language)
    }
}
