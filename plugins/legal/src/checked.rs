//! What a study passes to the scorer: which provisions are weighed, and the levels of its scale.

use std::collections::BTreeSet;

use toets_plugin::law::Ladder;
use toets_plugin::model::{Node, NodeId, Param, ParamValue, ProvisionId, ProvisionKind, Span, Study};
use toets_plugin::{Diagnostic, Words, both, nearest};

/// What is weighed, and what comes of it.
pub(crate) struct Checked {
    pub(crate) ladder: Ladder,
    /// Ascending.
    pub(crate) provisions: Vec<ProvisionId>,
}

const KEYS: [&str; 3] = ["instruments", "provisions", "levels"];

/// Reads the parameters of a node; every fault at once.
pub(crate) fn read(study: &Study, node: NodeId) -> Result<Checked, Vec<Diagnostic>> {
    let it = &study.nodes[node];
    let mut faults = Vec::new();
    for (key, span, _) in it.score.params.entries() {
        if !KEYS.contains(&key.as_str()) {
            let message = both!(
                "`legal` has no parameter `{key}`",
                "`legal` kent geen parameter `{key}`"
            );
            let fault = Diagnostic::error("unknown-parameter", message);
            let help = match nearest(key, KEYS) {
                Some(near) => did_you_mean(near),
                None => (
                    "there are: `instruments`, `provisions`, `levels`",
                    "er zijn: `instruments`, `provisions`, `levels`",
                )
                    .into(),
            };
            faults.push(fault.at(*span, ()).help(help));
        }
    }
    let mut chosen = BTreeSet::new();
    for (span, name) in names(it, "instruments", &mut faults) {
        match study.instruments.find(name) {
            Some(instrument) => {
                let of = study
                    .provisions
                    .iter()
                    .filter(|(_, p)| p.instrument == Some(instrument));
                // Exceptions and powers come with the rules that they are of.
                chosen.extend(of.filter(|(_, p)| !helps(p.kind)).map(|(id, _)| id));
            }
            None => faults.push(unknown(
                ("instrument", "regeling"),
                name,
                span,
                study.instruments.names(),
            )),
        }
    }
    for (span, name) in names(it, "provisions", &mut faults) {
        match study.provisions.find(name) {
            Some(provision) => {
                chosen.insert(provision);
            }
            None => faults.push(unknown(("provision", "bepaling"), name, span, study.provisions.names())),
        }
    }
    if chosen.is_empty() && faults.is_empty() {
        faults.push(
            Diagnostic::error(
                "missing-parameter",
                (
                    "`legal` has no provision to check",
                    "`legal` heeft geen bepaling om te toetsen",
                ),
            )
            .at(
                it.score.plugin.span,
                both!("scores `{}`", "beoordeelt `{}`", study.nodes.name(node)),
            )
            .help((
                "name acts: `instruments = [\"…\"]`, or single provisions: `provisions = [\"…\"]`",
                "noem wetten: `instruments = [\"…\"]`, of losse bepalingen: `provisions = [\"…\"]`",
            )),
        );
    }
    let ladder = ladder(study, it, &mut faults);
    match ladder.filter(|_| faults.is_empty()) {
        Some(ladder) => Ok(Checked {
            ladder,
            provisions: with_helpers(study, chosen),
        }),
        None => Err(faults),
    }
}

fn helps(kind: ProvisionKind) -> bool {
    matches!(kind, ProvisionKind::Exception | ProvisionKind::Power)
}

/// Some provisions with all that defeats or lifts them, and what defeats that.
fn with_helpers(study: &Study, chosen: BTreeSet<ProvisionId>) -> Vec<ProvisionId> {
    let mut waiting: Vec<ProvisionId> = chosen.iter().copied().collect();
    let mut all = chosen;
    while let Some(provision) = waiting.pop() {
        let helping = study.defeaters(provision).into_iter().chain(study.lifters(provision));
        waiting.extend(helping.filter(|&helper| all.insert(helper)));
    }
    all.into_iter().collect()
}

/// The texts of a list.
fn names<'a>(node: &'a Node, key: &str, faults: &mut Vec<Diagnostic>) -> Vec<(Span, &'a str)> {
    let Some(param) = node.score.params.get(key) else {
        return Vec::new();
    };
    let wrong = |param: &Param| {
        Diagnostic::error(
            "bad-parameter",
            both!("`{key}` must be a list of ids", "`{key}` moet een lijst van id's zijn"),
        )
        .at(param.span, both!("this is {}", "dit is {}", param.what()))
        .help(both!("write `{key} = [\"…\"]`", "schrijf `{key} = [\"…\"]`"))
    };
    let ParamValue::List(items) = &param.value else {
        faults.push(wrong(param));
        return Vec::new();
    };
    let mut names = Vec::new();
    for item in items {
        match item.text() {
            Some(name) => names.push((item.span, name)),
            None => faults.push(wrong(item)),
        }
    }
    names
}

fn unknown<'a>(what: (&str, &str), name: &str, span: Span, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let message = both!("there is no {} `{name}`", "er is geen {} `{name}`", what);
    let fault = Diagnostic::error("unknown-name", message).at(span, ());
    match nearest(name, known) {
        Some(near) => fault.help(did_you_mean(near)),
        None => fault.help((
            "acts and their provisions are in the law files that the study includes",
            "regelingen en hun bepalingen staan in de bestanden met recht die de studie gebruikt",
        )),
    }
}

fn did_you_mean(near: &str) -> Words {
    both!("did you mean `{near}`?", "bedoelde u `{near}`?")
}

/// The levels of the node's scale: by their own names, or as `levels` says.
fn ladder(study: &Study, node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Ladder> {
    let scale = &study.scales[node.scale];
    let name = study.scales.name(node.scale);
    let place = node
        .score
        .params
        .get("levels")
        .map_or(node.score.plugin.span, |param| param.span);
    let mut level = |step: &str| {
        let called = match node.score.params.get("levels") {
            Some(levels) => levels.get(step).and_then(Param::text),
            None => Some(step),
        };
        let found = called.and_then(|called| scale.find(called));
        if found.is_none() {
            let says = match called {
                Some(called) => both!(
                    "scale `{name}` has no level `{called}`, which `legal` needs for `{step}`",
                    "schaal `{name}` heeft geen niveau `{called}`, dat `legal` nodig heeft voor `{step}`"
                ),
                None => both!(
                    "`levels` does not say which level stands for `{step}`",
                    "`levels` zegt niet welk niveau voor `{step}` staat"
                ),
            };
            let help = both!(
                "give a level of `{name}` for each of {}",
                "geef een niveau van `{name}` voor elk van {}",
                listed()
            );
            faults.push(Diagnostic::error("bad-parameter", says).at(place, ()).help(help));
        }
        found
    };
    let [prohibited, needs_amendment, needs_exception, conditional, permitted] = Ladder::NAMES.map(&mut level);
    let ladder = Ladder {
        prohibited: prohibited?,
        needs_amendment: needs_amendment?,
        needs_exception: needs_exception?,
        conditional: conditional?,
        permitted: permitted?,
    };
    if let Some(step) = ladder.out_of_order() {
        let says = both!(
            "`{step}` is worse than what should be below it on scale `{name}`",
            "`{step}` is slechter dan wat eronder hoort te staan op schaal `{name}`"
        );
        let help = both!(
            "worst to best they are {}",
            "van slechtst naar best zijn het {}",
            listed()
        );
        faults.push(Diagnostic::error("bad-parameter", says).at(place, ()).help(help));
    }
    Some(ladder)
}

fn listed() -> String {
    Ladder::NAMES.map(|name| format!("`{name}`")).join(", ")
}
