//! What the readers of sections share: the tables of all files, and the names declared in them.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagnostic::Diagnostic;
use toets_model::{
    Arena, ConclusionId, ContestId, DocumentId, EvidencePolicy, FigureId, FindingId, GroupId, Index, InstrumentId,
    LevelId, NodeId, PartyId, ProvisionId, Scale, ScaleId, ScenarioDraft, ScenarioId, Span, TransferId, ValueId,
    Variable, VariableId,
};

use crate::faults::{Faults, Scope};
use crate::fields::{At, Fields};
use crate::files::FileTree;
use crate::ids::{self, IdKind, tick};
use crate::satisfy::Admitted;
use crate::sections::{self, Form, SECTIONS, Section};
use crate::tree::{Table, Value};

/// Declared ids, each with its place.
pub(crate) type Names<I> = Arena<I, Span>;

/// The table of one thing.
#[derive(Clone, Copy)]
pub(crate) struct Raw<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) table: &'a Table,
    /// Its heading; for `[variable.ID]` the id.
    pub(crate) span: Span,
    /// The id of `[variable.ID]`.
    pub(crate) name: Option<&'a str>,
}

impl<'a> Raw<'a> {
    /// Its keys.
    pub(crate) fn fields(&self, section: &'static Section) -> Fields<'a> {
        Fields::new(self.scope, self.table, self.span, section)
    }
}

/// The tables of all files, by section, in order of writing.
pub(crate) struct Tables<'a>(FxHashMap<&'static str, Vec<Raw<'a>>>);

impl<'a> Tables<'a> {
    /// Sorts the tables of all files by section; what is not a section is reported.
    pub(crate) fn collect(trees: &'a [FileTree], faults: &'a Faults) -> Self {
        let mut tables = Self(FxHashMap::default());
        for (n, tree) in trees.iter().enumerate() {
            let starts = headings(&tree.root);
            for entry in &tree.root.entries {
                let scope = Scope {
                    faults,
                    file: tree.file,
                    damaged: is_damaged(entry.key_start, &starts, &tree.damage),
                };
                let (key, at) = scope.entry(entry);
                match SECTIONS.iter().find(|s| s.name == key.value) {
                    Some(section) => {
                        if section.name == "study" && n > 0 {
                            let fault = Diagnostic::error("wrong-section", "[study] stands in `study.toml` only");
                            scope.report(fault.at(key.span, "not in an included file"));
                            continue;
                        }
                        let damaged = |start: u32| is_damaged(start, &starts, &tree.damage);
                        tables.add(section, key.span, at, &damaged);
                    }
                    None if key.value == "include" => {}
                    None => unknown_section(scope, key.value, key.span, at),
                }
            }
        }
        tables
    }

    fn add(&mut self, section: &'static Section, key: Span, at: At<'a>, damaged: &dyn Fn(u32) -> bool) {
        let heading = section.heading();
        let wrong = || {
            let written = match (&at.item.value, section.form) {
                (Value::List(_), _) => format!("expected {heading}, found a list"),
                (Value::Table(_), _) => format!("[{}] is written {heading}", section.name),
                (other, _) => format!("expected {heading}, found {}", other.what()),
            };
            let fault = Diagnostic::error("wrong-section", written).at(key, "not written like this");
            at.scope.report(fault.help(format!("write {heading}")));
        };
        let list = self.0.entry(section.name).or_default();
        match (&at.item.value, section.form) {
            (Value::Table(table), Form::Once) => list.push(Raw {
                scope: Scope {
                    damaged: damaged(at.item.start),
                    ..at.scope
                },
                table,
                span: at.span(),
                name: None,
            }),
            (Value::Table(table), Form::Named) => {
                for entry in &table.entries {
                    let (name, item) = at.scope.entry(entry);
                    let scope = Scope {
                        damaged: damaged(entry.key_start),
                        ..at.scope
                    };
                    match &item.item.value {
                        Value::Table(table) => list.push(Raw {
                            scope,
                            table,
                            span: name.span,
                            name: Some(name.value),
                        }),
                        _ => {
                            let fault = Diagnostic::error(
                                "wrong-section",
                                format!("{} is no {}", tick(name.value), section.name),
                            );
                            scope.report(
                                fault
                                    .at(name.span, "expected a table")
                                    .help(format!("write {heading}, with the id for ID")),
                            );
                        }
                    }
                }
            }
            (Value::List(items), Form::Listed) => {
                for item in items {
                    let scope = Scope {
                        damaged: damaged(item.start),
                        ..at.scope
                    };
                    let item = At { scope, item };
                    match &item.item.value {
                        Value::Table(table) => list.push(Raw {
                            scope,
                            table,
                            span: item.span(),
                            name: None,
                        }),
                        _ => item.wrong("a table"),
                    }
                }
            }
            _ => wrong(),
        }
    }

    /// The tables of a section.
    pub(crate) fn of(&self, section: &'static Section) -> &[Raw<'a>] {
        self.0.get(section.name).map_or(&[], Vec::as_slice)
    }
}

/// Where the headings of a file start, ascending.
fn headings(root: &Table) -> Vec<u32> {
    fn collect(table: &Table, starts: &mut Vec<u32>) {
        for entry in &table.entries {
            match &entry.item.value {
                Value::Table(inner) if !inner.inline => {
                    starts.push(entry.item.start);
                    collect(inner, starts);
                }
                Value::List(items) => starts.extend(items.iter().map(|i| i.start)),
                _ => {}
            }
        }
    }
    let mut starts = Vec::new();
    collect(root, &mut starts);
    starts.sort_unstable();
    starts
}

/// Whether a fault of writing lies between the heading that a place belongs to and the next heading.
fn is_damaged(place: u32, starts: &[u32], damage: &[u32]) -> bool {
    let next = starts.partition_point(|&s| s <= place);
    let from = next.checked_sub(1).map_or(0, |n| starts[n]);
    let to = starts.get(next).copied().unwrap_or(u32::MAX);
    let fault = damage.partition_point(|&d| d < from);
    damage.get(fault).is_some_and(|&d| d < to)
}

fn unknown_section(scope: Scope<'_>, name: &str, span: Span, at: At<'_>) {
    if matches!(&at.item.value, Value::Table(_) | Value::List(_)) {
        let fault = Diagnostic::error("unknown-section", format!("unknown section {}", tick(name)));
        let names: Vec<&str> = SECTIONS.iter().map(|s| s.name).collect();
        let fault = fault.at(span, "no section has this name");
        return scope.report(scope.faults.advise(fault, name, names.iter().copied()));
    }
    let fault = Diagnostic::error("unknown-key", format!("unknown key {}", tick(name)))
        .at(span, "only `include` stands before the first section");
    scope.report(match sections::STUDY.key(name) {
        Some(_) => fault.help(format!("`{name}` stands below [study]")),
        None => fault,
    });
}

/// All ids of the study.
#[derive(Default)]
pub(crate) struct Declared {
    pub(crate) variables: Names<VariableId>,
    pub(crate) scales: Names<ScaleId>,
    pub(crate) nodes: Names<NodeId>,
    pub(crate) parties: Names<PartyId>,
    pub(crate) documents: Names<DocumentId>,
    pub(crate) scenarios: Names<ScenarioId>,
    pub(crate) groups: Names<GroupId>,
    pub(crate) findings: Names<FindingId>,
    pub(crate) transfers: Names<TransferId>,
    pub(crate) contests: Names<ContestId>,
    pub(crate) conclusions: Names<ConclusionId>,
    pub(crate) figures: Names<FigureId>,
    pub(crate) instruments: Names<InstrumentId>,
    pub(crate) provisions: Names<ProvisionId>,
}

/// The tables that declare a thing of their own, in the order of their indices.
#[derive(Default)]
pub(crate) struct Declaring<'a> {
    pub(crate) variables: Vec<Raw<'a>>,
    pub(crate) scales: Vec<Raw<'a>>,
    pub(crate) nodes: Vec<Raw<'a>>,
    pub(crate) parties: Vec<Raw<'a>>,
    pub(crate) documents: Vec<Raw<'a>>,
    pub(crate) scenarios: Vec<Raw<'a>>,
    pub(crate) groups: Vec<Raw<'a>>,
    pub(crate) findings: Vec<Raw<'a>>,
    pub(crate) transfers: Vec<Raw<'a>>,
    pub(crate) contests: Vec<Raw<'a>>,
    pub(crate) conclusions: Vec<Raw<'a>>,
    pub(crate) figures: Vec<Raw<'a>>,
    pub(crate) instruments: Vec<Raw<'a>>,
    pub(crate) provisions: Vec<Raw<'a>>,
    /// Scenarios of scripts, which come after those of the study.
    pub(crate) drafts: Vec<&'a ScenarioDraft>,
}

/// Reads the ids of all things: which may be what, and none twice.
pub(crate) fn declare<'a>(
    tables: &Tables<'a>,
    drafts: &'a [ScenarioDraft],
    faults: &'a Faults,
) -> (Declared, Declaring<'a>) {
    use IdKind::{Identifier, Loose};
    let mut names = Declared::default();
    let mut own = Declaring {
        variables: ids_of(tables, &sections::VARIABLE, Identifier, &mut names.variables),
        scales: ids_of(tables, &sections::SCALE, Identifier, &mut names.scales),
        nodes: ids_of(tables, &sections::NODE, Identifier, &mut names.nodes),
        parties: ids_of(tables, &sections::PARTY, Loose, &mut names.parties),
        documents: ids_of(tables, &sections::SOURCE, Loose, &mut names.documents),
        scenarios: ids_of(tables, &sections::SCENARIO, Loose, &mut names.scenarios),
        groups: ids_of(tables, &sections::GROUP, Identifier, &mut names.groups),
        findings: ids_of(tables, &sections::FINDING, Loose, &mut names.findings),
        transfers: ids_of(tables, &sections::TRANSFER, Loose, &mut names.transfers),
        contests: ids_of(tables, &sections::CONTEST, Loose, &mut names.contests),
        conclusions: ids_of(tables, &sections::CONCLUSION, Loose, &mut names.conclusions),
        figures: ids_of(tables, &sections::FIGURE, Loose, &mut names.figures),
        instruments: ids_of(tables, &sections::INSTRUMENT, Loose, &mut names.instruments),
        provisions: ids_of(tables, &sections::PROVISION, Loose, &mut names.provisions),
        drafts: Vec::new(),
    };
    for draft in drafts {
        let scope = Scope {
            faults,
            file: draft.id.span.file,
            damaged: false,
        };
        if let Err(bad) = ids::check(&draft.id.value, Loose) {
            scope.report(
                Diagnostic::error(bad.code, bad.why)
                    .at(draft.id.span, "")
                    .help(bad.help),
            );
        }
        match names.scenarios.insert(&draft.id.value, draft.id.span) {
            Ok(_) => own.drafts.push(draft),
            Err(first) => scope.report(taken(
                "scenario",
                &draft.id.value,
                draft.id.span,
                names.scenarios[first],
            )),
        }
    }
    distinct(&names, faults);
    (names, own)
}

fn ids_of<'a, I: Index>(
    tables: &Tables<'a>,
    section: &'static Section,
    kind: IdKind,
    names: &mut Names<I>,
) -> Vec<Raw<'a>> {
    let mut declaring = Vec::new();
    for &raw in tables.of(section) {
        let (id, span) = match raw.name {
            Some(name) => (name, raw.span),
            None => {
                let Some(at) = raw.table.get("id") else {
                    // The keys are read all the same, so that all of its faults come out.
                    raw.fields(section).missing("id");
                    continue;
                };
                let (_, at) = raw.scope.entry(at);
                match at.text() {
                    Some(id) => (id, at.span()),
                    None => continue,
                }
            }
        };
        if let Err(bad) = ids::check(id, kind) {
            raw.scope
                .report(Diagnostic::error(bad.code, bad.why).at(span, "").help(bad.help));
        }
        match names.insert(id, span) {
            Ok(_) => declaring.push(raw),
            Err(first) => raw.scope.report(taken(section.name, id, span, names[first])),
        }
    }
    declaring
}

fn taken(what: &str, id: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-id", format!("two {what}s are called {}", tick(id)))
        .at(span, "the name is taken")
        .at(first, "first defined here")
}

/// Findings, nodes, transfers and contests have unknowns named after them: their ids differ from each other.
fn distinct(names: &Declared, faults: &Faults) {
    let mut seen: FxHashMap<&str, (&str, Span)> = FxHashMap::default();
    seen.reserve(names.nodes.len() + names.findings.len());
    let nodes = names
        .nodes
        .indices()
        .map(|i| ("node", names.nodes.name(i), names.nodes[i]));
    let findings = names
        .findings
        .indices()
        .map(|i| ("finding", names.findings.name(i), names.findings[i]));
    let transfers = names
        .transfers
        .indices()
        .map(|i| ("transfer", names.transfers.name(i), names.transfers[i]));
    let contests = names
        .contests
        .indices()
        .map(|i| ("contest", names.contests.name(i), names.contests[i]));
    for (what, id, span) in nodes.chain(findings).chain(transfers).chain(contests) {
        if let Some((other, first)) = seen.insert(id, (what, span)) {
            let fault = Diagnostic::error(
                "duplicate-id",
                format!("a {what} and a {other} are both called {}", tick(id)),
            )
            .at(span, "the name is taken")
            .at(first, format!("the {other} is defined here"));
            faults.report(
                fault.help("unknowns are named after findings, nodes, transfers and contests: their ids differ"),
            );
        }
    }
}

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
            let fault = Diagnostic::error("not-judged", format!("scenario {name} is only described, never judged"))
                .at(span, "nothing can be concluded of it")
                .at(self.names.scenarios[scenario], "it says `evaluate = false`");
            scope.report(fault.help("write evaluate = \"on-request\" to judge it where it is named"));
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
                "a level is a text, also where it looks like a number",
                "not in quotes",
            );
            at.scope.report(fault.help(format!("write \"{n}\"")));
            return None;
        }
        let name = at.text()?;
        let found = self.scales[scale.to_usize()].as_ref()?;
        if found.is_number() {
            let fault = at.error(
                "not-on-scale",
                format!(
                    "scale {} measures in numbers: it has no levels",
                    tick(self.names.scales.name(scale))
                ),
                "a level can't stand here",
            );
            at.scope
                .report(fault.at(self.names.scales[scale], "the scale is defined here"));
            return None;
        }
        let level = self.levels[scale.to_usize()].get(name).copied();
        if level.is_none() {
            let fault = at
                .error(
                    "not-on-scale",
                    format!(
                        "{} is not a level of scale {}",
                        tick(name),
                        tick(self.names.scales.name(scale))
                    ),
                    "not on the scale",
                )
                .at(self.names.scales[scale], "the scale is defined here");
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
pub(crate) fn many<I: Index + std::hash::Hash>(
    names: &Names<I>,
    what: &str,
    code: &'static str,
    at: At<'_>,
) -> Option<Vec<I>> {
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
                    format!("{} is listed twice", tick(names.name(thing))),
                    "listed again",
                );
                item.scope.report(fault.at(first, "first listed here"));
            }
        }
    }
    whole.then_some(found)
}

/// The things that a list names, if the key is there; none where there are faults.
pub(crate) fn many_of<I: Index + std::hash::Hash>(
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
pub(crate) fn one_or_many<I: Index + std::hash::Hash>(
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
            at.wrong("an id or a list of ids");
            Vec::new()
        }
    }
}
