//! What the readers of sections share.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagnostic::{Diagnostic, both};
use toets_model::{
    DocumentId, EvidencePolicy, Index, LevelId, NodeId, Scale, ScaleId, ScenarioId, Span, ValueId, Variable, VariableId,
};

use crate::faults::{Faults, Scope};
use crate::fields::{At, Fields};
use crate::ids::tick;
use crate::names::{Declared, Declaring, Names};
use crate::satisfy::Admitted;
use crate::tree::Value;

/// What all readers know.
pub(crate) struct Context<'a> {
    pub(crate) faults: &'a Faults,
    pub(crate) names: Declared,
    pub(crate) own: Declaring<'a>,
    /// The variables; none where one has faults.
    pub(crate) variables: Vec<Option<Variable>>,
    pub(crate) values: Vec<FxHashMap<Arc<str>, ValueId>>,
    /// The scales; none where one has faults.
    pub(crate) scales: Vec<Option<Scale>>,
    pub(crate) levels: Vec<FxHashMap<Arc<str>, LevelId>>,
    /// The scale of each node; none where that has faults.
    pub(crate) node_scales: Vec<Option<ScaleId>>,
    /// The study's main source.
    pub(crate) main_document: Option<DocumentId>,
    /// Which worlds the constraints admit.
    pub(crate) admitted: Admitted,
    /// What modalities do.
    pub(crate) evidence: EvidencePolicy,
    /// The scenarios that are only described.
    pub(crate) described: FxHashSet<ScenarioId>,
}

impl Context<'_> {
    /// Reports a scenario that is only described, where something is to be concluded of it.
    pub(crate) fn judged(&self, scope: Scope<'_>, scenario: ScenarioId, span: Span) -> bool {
        let judged = !self.described.contains(&scenario);
        if !judged {
            let name = tick(self.names.scenarios.name(scenario));
            let fault = Diagnostic::error(
                "not-judged",
                both!(
                    "scenario {name} is only described, never judged",
                    "scenario {name} wordt alleen beschreven, niet beoordeeld"
                ),
            )
            .at(
                span,
                ("nothing can be concluded of it", "hierover is niets te concluderen"),
            )
            .at(
                self.names.scenarios[scenario],
                ("it says `evaluate = false`", "hier staat `evaluate = false`"),
            );
            scope.report(fault.help((
                "write evaluate = \"on-request\" to judge it where it is named",
                "schrijf evaluate = \"on-request\" om het te beoordelen waar het wordt genoemd",
            )));
        }
        judged
    }

    /// The variable with this name.
    pub(crate) fn variable(&self, scope: Scope<'_>, name: &str, span: Span) -> Option<VariableId> {
        find(&self.names.variables, "variable", "unknown-variable", scope, name, span)
    }

    /// The node that a value names.
    pub(crate) fn node(&self, at: At<'_>) -> Option<NodeId> {
        one(&self.names.nodes, "node", "unknown-node", at)
    }

    /// The scale of a node.
    pub(crate) fn scale_of(&self, node: NodeId) -> Option<ScaleId> {
        self.node_scales.get(node.to_usize()).copied().flatten()
    }

    /// The level on a scale that a value names.
    pub(crate) fn level(&self, at: At<'_>, scale: ScaleId) -> Option<LevelId> {
        if let Value::Whole(n) = at.item.value {
            let fault = at.error(
                "wrong-type",
                (
                    "a level is a text, also where it looks like a number",
                    "een niveau is een tekst, ook als het op een getal lijkt",
                ),
                ("not in quotes", "niet tussen aanhalingstekens"),
            );
            at.scope.report(fault.help(both!("write \"{n}\"", "schrijf \"{n}\"")));
            return None;
        }
        let name = at.text()?;
        let found = self.scales[scale.to_usize()].as_ref()?;
        if found.is_number() {
            let fault = at.error(
                "not-on-scale",
                both!(
                    "scale {} measures in numbers: it has no levels",
                    "schaal {} meet in getallen: zij heeft geen niveaus",
                    tick(self.names.scales.name(scale))
                ),
                ("a level can't stand here", "hier kan geen niveau staan"),
            );
            at.scope.report(fault.at(
                self.names.scales[scale],
                ("the scale is defined here", "de schaal staat hier"),
            ));
            return None;
        }
        let level = self.levels[scale.to_usize()].get(name).copied();
        if level.is_none() {
            let fault = at
                .error(
                    "not-on-scale",
                    both!(
                        "{} is not a level of scale {}",
                        "{} is geen niveau van schaal {}",
                        tick(name),
                        tick(self.names.scales.name(scale))
                    ),
                    ("not on the scale", "niet op de schaal"),
                )
                .at(
                    self.names.scales[scale],
                    ("the scale is defined here", "de schaal staat hier"),
                );
            let known = found.levels().iter().map(|l| &*l.id);
            at.scope.report(self.faults.advise(fault, name, known));
        }
        level
    }
}

/// The thing with this name; reports an unknown one.
pub(crate) fn find<I: Index>(
    names: &Names<I>,
    what: &str,
    code: &'static str,
    scope: Scope<'_>,
    name: &str,
    span: Span,
) -> Option<I> {
    let found = names.find(name);
    if found.is_none() {
        scope.unknown(code, what, name, span, names.names());
    }
    found
}

/// The thing that a value names.
pub(crate) fn one<I: Index>(names: &Names<I>, what: &str, code: &'static str, at: At<'_>) -> Option<I> {
    let name = at.text()?;
    find(names, what, code, at.scope, name, at.span())
}

/// The things that a list names, each once.
pub(crate) fn many<I: Index + Hash>(names: &Names<I>, what: &str, code: &'static str, at: At<'_>) -> Option<Vec<I>> {
    let items = at.list()?;
    let mut found = Vec::with_capacity(items.len());
    let mut seen: FxHashMap<I, Span> = FxHashMap::default();
    let mut whole = true;
    for item in items {
        let Some(thing) = one(names, what, code, item) else {
            whole = false;
            continue;
        };
        match seen.insert(thing, item.span()) {
            None => found.push(thing),
            Some(first) => {
                whole = false;
                let fault = item.error(
                    "listed-twice",
                    both!("{} is listed twice", "{} staat er twee keer", tick(names.name(thing))),
                    ("listed again", "hier nog eens"),
                );
                item.scope
                    .report(fault.at(first, ("first listed here", "hier de eerste keer")));
            }
        }
    }
    whole.then_some(found)
}

/// The things that a list names, if the key is there; none where there are faults.
pub(crate) fn many_of<I: Index + Hash>(
    fields: &Fields<'_>,
    key: &str,
    names: &Names<I>,
    what: &str,
    code: &'static str,
) -> Vec<I> {
    fields
        .get(key)
        .and_then(|at| many(names, what, code, at))
        .unwrap_or_default()
}

/// The things that one text or a list names, if the key is there.
pub(crate) fn one_or_many<I: Index + Hash>(
    fields: &Fields<'_>,
    key: &str,
    names: &Names<I>,
    what: &str,
    code: &'static str,
) -> Vec<I> {
    let Some(at) = fields.get(key) else {
        return Vec::new();
    };
    match &at.item.value {
        Value::Text(_) => one(names, what, code, at).into_iter().collect(),
        Value::List(_) => many(names, what, code, at).unwrap_or_default(),
        _ => {
            at.wrong(("an id or a list of ids", "een id of een lijst van id's"));
            Vec::new()
        }
    }
}
