//! Which inputs use which: what scorers really read, and what findings depend on.

use toets_evaluate::Compiled;
use toets_model::{ContestWhere, Modality, NodeId, VariableId};
use toets_plugin::{ProvisionField, Read, Registry};

use super::meaning::constraint_id;
use super::{InputKey, InputKind, Inputs};
use crate::conclude::cells_spoken_of;
use crate::formula::for_each_term;

struct Links<'a> {
    compiled: &'a Compiled,
    inputs: &'a mut Inputs,
}

pub(super) fn link(compiled: &Compiled, plugins: &Registry, inputs: &mut Inputs) {
    let mut links = Links { compiled, inputs };
    links.variables();
    links.evidence();
    links.contests();
    for node in compiled.study.nodes.indices() {
        links.node(node, plugins);
    }
    links.conclusions();
}

impl Links<'_> {
    fn add(&mut self, user: &InputKey, used: InputKey) {
        // What is not there (a regime that the study does not fix) can't be used.
        if self.inputs.by_key.contains_key(&used)
            && let Some(input) = self.inputs.by_key.get_mut(user)
        {
            input.uses.insert(used);
        }
    }

    fn variable(&self, variable: VariableId) -> InputKey {
        InputKey::new(InputKind::Variable, self.compiled.study.variables.name(variable))
    }

    fn variables(&mut self) {
        let study = self.compiled.study.clone();
        for variable in study.variables.indices() {
            let regime = InputKey::new(InputKind::Regime, study.variables.name(variable));
            self.add(&self.variable(variable), regime);
        }
        // A constraint ties what it mentions together: what one variable is may decide another.
        for constraint in &study.constraints {
            let key = InputKey::new(InputKind::Constraint, &constraint_id(&study, constraint));
            let mentioned = [constraint.when.variables(), constraint.then.variables()].concat();
            for variable in mentioned {
                let variable = self.variable(variable);
                self.add(&variable, key.clone());
                self.add(&key, variable);
            }
        }
    }

    fn modality(&mut self, user: &InputKey, modality: Modality) {
        self.add(user, InputKey::new(InputKind::Modality, modality.word()));
    }

    fn evidence(&mut self) {
        let study = self.compiled.study.clone();
        for (id, transfer) in study.transfers.iter() {
            let key = InputKey::new(InputKind::Transfer, study.transfers.name(id));
            let from = transfer.from.iter().map(|&(variable, _)| variable);
            for variable in from.chain(transfer.to.variables()) {
                self.add(&key, self.variable(variable));
            }
            self.modality(&key, transfer.modality);
        }
        for (id, finding) in study.findings.iter() {
            let key = InputKey::new(InputKind::Finding, study.findings.name(id));
            for variable in finding.when.variables() {
                self.add(&key, self.variable(variable));
            }
            self.modality(&key, finding.modality);
            for &transfer in self.compiled.transfers_of(id) {
                self.add(&key, InputKey::new(InputKind::Transfer, study.transfers.name(transfer)));
            }
            for &(contest, _) in self.compiled.sides_of(id) {
                self.add(&key, InputKey::new(InputKind::Contest, study.contests.name(contest)));
            }
        }
    }

    /// What decides whether the sides of a contest meet.
    fn contests(&mut self) {
        let study = self.compiled.study.clone();
        let meet = study.contests.iter().filter(|(_, it)| it.where_ == ContestWhere::Meet);
        for (id, contest) in meet {
            let key = InputKey::new(InputKind::Contest, study.contests.name(id));
            for &finding in contest.sides.iter().flat_map(|side| &side.findings) {
                self.add(&key, InputKey::new(InputKind::Finding, study.findings.name(finding)));
                let compared = study.findings[finding].compare.iter().flat_map(|it| it.pairs());
                for variable in compared.flat_map(|(one, other)| one.keys().chain(other.keys())) {
                    self.add(&key, self.variable(*variable));
                }
            }
        }
    }

    fn node(&mut self, node: NodeId, plugins: &Registry) {
        let study = self.compiled.study.clone();
        let it = &study.nodes[node];
        let key = InputKey::new(InputKind::Node, study.nodes.name(node));
        self.add(&key, InputKey::new(InputKind::Scale, study.scales.name(it.scale)));
        self.add(&key, InputKey::new(InputKind::Plugin, &it.score.plugin.value));
        for variable in it.applies.variables() {
            self.add(&key, self.variable(variable));
        }
        // A criterion is judged from its children, and findings on it count, unless its scorer reads them itself.
        let mut all_findings = !it.children.is_empty();
        for &child in &it.children {
            self.add(&key, InputKey::new(InputKind::Node, study.nodes.name(child)));
        }
        for read in self.compiled.reads(node) {
            let used = match read {
                Read::Variable(variable) => self.variable(variable),
                Read::Node(other) | Read::Applies(other) => InputKey::new(InputKind::Node, study.nodes.name(other)),
                Read::Finding(finding) => InputKey::new(InputKind::Finding, study.findings.name(finding)),
                Read::Evidence | Read::Strongest(_) => {
                    all_findings = true;
                    continue;
                }
                Read::AsOf => InputKey::new(InputKind::Study, "as_of"),
                Read::Provision(provision, field) => {
                    if field == ProvisionField::InForce {
                        self.add(&key, InputKey::new(InputKind::Study, "as_of"));
                    }
                    InputKey::new(InputKind::Provision, study.provisions.name(provision))
                }
            };
            self.add(&key, used);
        }
        if all_findings && !study.findings_on(node).is_empty() {
            self.add(&key, InputKey::new(InputKind::Plugin, plugins.evidence().id()));
            for &finding in study.findings_on(node) {
                let it = &study.findings[finding];
                if it.level.is_some() || it.opens.is_some() {
                    self.add(&key, InputKey::new(InputKind::Finding, study.findings.name(finding)));
                }
            }
        }
    }

    fn conclusions(&mut self) {
        let study = self.compiled.study.clone();
        for (id, conclusion) in study.conclusions.iter() {
            let key = InputKey::new(InputKind::Conclusion, study.conclusions.name(id));
            let Some(formula) = &conclusion.holds else { continue };
            let mut nodes = Vec::new();
            for_each_term(formula, &mut |_, node| nodes.push(node));
            for node in nodes {
                self.add(&key, InputKey::new(InputKind::Node, study.nodes.name(node)));
            }
            for variable in conclusion.only.variables() {
                self.add(&key, self.variable(variable));
            }
            for (scenario, group) in cells_spoken_of(&study, conclusion) {
                self.add(&key, InputKey::new(InputKind::Scenario, study.scenarios.name(scenario)));
                self.add(&key, InputKey::new(InputKind::Group, study.groups.name(group)));
            }
        }
    }
}
