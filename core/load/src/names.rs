//! The ids that a study declares.

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, both};
use toets_model::{
    AmendmentId, Arena, ConclusionId, ContestId, DocumentId, FigureId, FindingId, GroupId, Index, InstrumentId, NodeId,
    PartyId, ProvisionId, ScaleId, ScenarioDraft, ScenarioId, Span, TransferId, VariableId,
};

use crate::faults::{Faults, Scope};
use crate::ids::{self, IdKind, tick};
use crate::sections::{self, Section};
use crate::tables::{Raw, Tables};

/// Declared ids, each with its place.
pub(crate) type Names<I> = Arena<I, Span>;

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
    pub(crate) amendments: Names<AmendmentId>,
    /// The variable of each amendment: whether it is in force.
    pub(crate) amendment_variables: Vec<VariableId>,
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
    pub(crate) amendments: Vec<Raw<'a>>,
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
        amendments: ids_of(tables, &sections::AMENDMENT, Loose, &mut names.amendments),
        drafts: Vec::new(),
    };
    // Whether an amendment is in force is a variable; no variable of a study can have such a name.
    for amendment in names.amendments.indices() {
        let name = format!("amendment.{}", names.amendments.name(amendment));
        let inserted = names.variables.insert(&name, names.amendments[amendment]);
        names.amendment_variables.push(inserted.unwrap_or_else(|taken| taken));
    }
    for draft in drafts {
        let scope = Scope {
            faults,
            file: draft.id.span.file,
            damaged: false,
        };
        if let Err(bad) = ids::check(&draft.id.value, Loose) {
            scope.report(
                Diagnostic::error(bad.code, bad.why)
                    .at(draft.id.span, ())
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
                .report(Diagnostic::error(bad.code, bad.why).at(span, ()).help(bad.help));
        }
        match names.insert(id, span) {
            Ok(_) => declaring.push(raw),
            Err(first) => raw.scope.report(taken(section.name, id, span, names[first])),
        }
    }
    declaring
}

fn taken(what: &str, id: &str, span: Span, first: Span) -> Diagnostic {
    let (_, noun) = sections::dutch(what);
    Diagnostic::error(
        "duplicate-id",
        both!("two {what}s are called {}", "{noun} {} staat er twee keer", tick(id)),
    )
    .at(span, ("the name is taken", "deze naam is al in gebruik"))
    .at(first, ("first defined here", "hier de eerste keer"))
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
            let ((_, own), (this, noun)) = (sections::dutch(what), sections::dutch(other));
            let fault = Diagnostic::error(
                "duplicate-id",
                both!(
                    "a {what} and a {other} are both called {}",
                    "een {own} en een {noun} heten allebei {}",
                    tick(id)
                ),
            )
            .at(span, ("the name is taken", "deze naam is al in gebruik"))
            .at(first, both!("the {other} is defined here", "{this} {noun} staat hier"));
            faults.report(fault.help((
                "unknowns are named after findings, nodes, transfers and contests: their ids differ",
                "onbekenden heten naar bevindingen, knopen, overdrachten en tegenspraken: hun id's moeten verschillen",
            )));
        }
    }
}
