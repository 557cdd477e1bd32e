//! `toets graph`: what depends on what.

use toets_diagnostic::both;
use toets_evaluate::Compiled;
use toets_graph::{Detail, GraphRead, Reads, StudyGraph, Thing};
use toets_model::Study;
use toets_plugin::Read;
use toets_question::{Called, WhyMisnamed, pick};

use crate::args::{Graph, GraphFormat};
use crate::cells::evaluate_all;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;

/// Draws the dependency graph of a study, with the edges that scorers really read.
pub(crate) fn graph(args: &Graph) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = &ready.compiled.study;
    // Scripts read what they read while they are run.
    evaluate_all(&ready, &[])?;
    let graph = StudyGraph::new(study, &reads(&ready.compiled));
    let things = match &args.impact {
        None => Vec::new(),
        Some(id) => find(&graph, study, id)?,
    };
    let detail = if args.full { Detail::Full } else { Detail::Framework };
    let view = graph.view(study, detail, &things);
    let language = args.study.lang.into();
    output::result(&match args.format {
        GraphFormat::Dot => toets_graph::dot(&view, language),
        GraphFormat::Mermaid => toets_graph::mermaid(&view, language),
        GraphFormat::Svg => toets_graph::svg(&view, language),
        GraphFormat::Json => toets_graph::json(&view),
    });
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// The things with an id (of several kinds one may be the same), or the one with a code or a label.
fn find(graph: &StudyGraph, study: &Study, name: &str) -> Result<Vec<Thing>, Failure> {
    let found = graph.find(study, name);
    if !found.is_empty() {
        return Ok(found);
    }
    let things: Vec<Thing> = graph.things().collect();
    let called: Vec<Called<'_>> = things.iter().map(|&thing| called(study, thing)).collect();
    match pick(("thing", "ding"), name, &called) {
        Ok(n) => Ok(vec![things[n]]),
        Err(shared) if shared.why == WhyMisnamed::Shared => Err(named::misnamed(shared)),
        Err(misnamed) => Err(Failure::with_help(
            both!(
                "nothing in the study is called `{name}`",
                "niets in de studie heet `{name}`"
            ),
            misnamed.meant.unwrap_or_else(|| {
                (
                    "name a variable, finding, provision, node, transfer, contest or conclusion",
                    "noem een variabele, bevinding, bepaling, knoop, overdracht, strijdpunt of conclusie",
                )
                    .into()
            }),
        )),
    }
}

fn called(study: &Study, thing: Thing) -> Called<'_> {
    let called = Called::new(thing.id(study));
    match thing {
        Thing::Variable(v) => called.label(&study.variables[v].label),
        Thing::Node(n) => called.code(study.nodes[n].code.as_deref()).label(&study.nodes[n].label),
        _ => called,
    }
}

/// What the evaluation found out about who reads what.
pub(crate) fn reads(compiled: &Compiled) -> Reads {
    let study = &compiled.study;
    let plain = |read| match read {
        Read::Variable(variable) => Some(GraphRead::Variable(variable)),
        Read::Node(node) | Read::Applies(node) => Some(GraphRead::Node(node)),
        Read::Finding(finding) => Some(GraphRead::Finding(finding)),
        Read::Provision(provision, _) => Some(GraphRead::Provision(provision)),
        Read::Evidence | Read::Strongest(_) => Some(GraphRead::Evidence),
        Read::AsOf => None,
    };
    let nodes = study.nodes.indices().map(|node| {
        let mut reads: Vec<GraphRead> = compiled.reads(node).into_iter().filter_map(plain).collect();
        reads.dedup();
        (node, reads)
    });
    let carried = study.findings.indices().flat_map(|finding| {
        compiled
            .transfers_of(finding)
            .iter()
            .map(move |&transfer| (transfer, finding))
    });
    Reads {
        nodes: nodes.collect(),
        carried: carried.collect(),
    }
}
