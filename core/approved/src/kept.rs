//! What is kept for the program, beside the pages that people read: results, and what they rest on; names of the study in
//! files of their own, one thing on a line, read back later. No word of a language is in them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use toets_evaluate::Reach;
use toets_question::{CaseState, CellName, CellResults, ConclusionState, Input, InputKey, Inputs, NodeState, Results};

use crate::name::Name;

/// The version of what stands in these files.
const VERSION: &str = "format 1";

/// What stands above the results.
const RESULTS_HEAD: &str = "\
# De goedgekeurde uitkomsten in ids, zonder taal: hiermee vergelijkt `toets test` wat nu volgt. De bladzijden ernaast zijn er om te lezen.
# The approved results in ids, free of language: `toets test` compares what follows today with these. The pages beside it are for reading.
# `toets test --accept` schrijft dit · writes this.
";

/// Results, as far as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The results.
    pub(crate) results: Results,
    /// Whether conclusions and comparisons are among them: a study may have none.
    pub(crate) conclusions: bool,
}

impl Kept {
    /// Whether the results of this are kept.
    pub(crate) fn has(&self, name: &Name) -> bool {
        match name {
            Name::Cell(cell) => self.results.cell(cell).is_some(),
            Name::Conclusions => self.conclusions,
        }
    }

    /// Those of some names only.
    pub(crate) fn of(&self, wanted: impl Fn(&Name) -> bool) -> Self {
        let mut kept = self.clone();
        kept.results.cells.retain(|cell| wanted(&Name::Cell(cell.name.clone())));
        if !wanted(&Name::Conclusions) {
            kept.conclusions = false;
            kept.results.conclusions.clear();
            kept.results.comparisons.clear();
        }
        kept
    }

    /// As a file.
    pub(crate) fn write(&self) -> String {
        let mut page = format!("{RESULTS_HEAD}{VERSION}\n");
        for cell in &self.results.cells {
            for (node, state) in &cell.nodes {
                let _ = writeln!(page, "{}.{node} {}", cell.name, of_node(state));
            }
        }
        if self.conclusions {
            page.push_str("conclusions\n");
        }
        for (id, state) in &self.results.conclusions {
            let _ = write!(page, "conclusion {id} {}", state.status);
            for (cell, status) in &state.cells {
                let _ = write!(page, " {cell}={status}");
            }
            for unknown in &state.decided_by {
                let _ = write!(page, " ?{unknown}");
            }
            page.push('\n');
        }
        for (id, verdict) in &self.results.comparisons {
            let _ = writeln!(page, "comparison {id} {verdict}");
        }
        page
    }

    /// Reads such a file; none if it is none, or damaged.
    pub(crate) fn read(file: &str) -> Option<Self> {
        let mut kept = Self::default();
        let results = &mut kept.results;
        let mut seen = BTreeSet::new();
        for line in lines(file)? {
            let mut words = line.split(' ');
            let what = words.next()?;
            let id = match what {
                "conclusion" | "comparison" => words.next()?,
                _ => "",
            };
            // Said twice, as after a merge: which of the two was approved can't be told.
            if !seen.insert((what, id)) {
                return None;
            }
            match what {
                "conclusions" => kept.conclusions = true,
                "conclusion" => results.conclusions.push((id.to_owned(), conclusion(words)?)),
                "comparison" => results.comparisons.push((id.to_owned(), words.next()?.to_owned())),
                _ => {
                    let (cell, node) = what.rsplit_once('.')?;
                    let name = CellName::parse(cell)?;
                    let state = serde_json::from_str(line.strip_prefix(what)?).ok()?;
                    let node = (node.to_owned(), node_state(&state)?);
                    match results.cells.iter_mut().find(|cell| cell.name == name) {
                        Some(cell) => cell.nodes.push(node),
                        None => results.cells.push(CellResults {
                            name,
                            nodes: vec![node],
                        }),
                    }
                }
            }
        }
        Some(kept)
    }
}

/// The lines below the head of a file, if it is of a version that is known.
fn lines(file: &str) -> Option<impl Iterator<Item = &str>> {
    let mut lines = file.lines().skip_while(|line| line.starts_with('#'));
    (lines.next()? == VERSION).then_some(lines)
}

/// What a node can be, on a line: what says nothing is left out.
fn of_node(state: &NodeState) -> Json {
    let case = |case: &CaseState| {
        let whom = |one: &Vec<(String, Vec<String>)>| -> Json {
            one.iter().map(|(id, values)| (id.clone(), json!(values))).collect()
        };
        let mut it = json!({ "is": case.values, "where": case.boxes.iter().map(whom).collect::<Vec<_>>() });
        if !case.mixed.is_empty() {
            it["mixed"] = json!(case.mixed);
        }
        if case.more != Some(0) {
            it["more"] = json!(case.more);
        }
        it
    };
    let mut it = json!({ "possible": state.possible });
    if state.applies != Reach::Always {
        it["applies"] = reach(state.applies).into();
    }
    if state.silent != Reach::Never {
        it["silent"] = reach(state.silent).into();
    }
    it["cases"] = state.cases.iter().map(case).collect();
    if !state.hangs_on.is_empty() {
        it["hangs_on"] = json!(state.hangs_on);
    }
    it["checksum"] = json!(state.checksum);
    it
}

/// Reads what a node could be.
fn node_state(it: &Json) -> Option<NodeState> {
    let case = |it: &Json| {
        let whom = |one: &Json| {
            let tests = one.as_object()?.iter();
            tests
                .map(|(id, values)| Some((id.clone(), names(values)?)))
                .collect::<Option<_>>()
        };
        Some(CaseState {
            values: names(&it["is"])?,
            mixed: it.get("mixed").map_or(Some(Vec::new()), names)?,
            boxes: it["where"].as_array()?.iter().map(whom).collect::<Option<_>>()?,
            more: it.get("more").map_or(Some(0), Json::as_u64),
        })
    };
    let reaches = |key, unsaid| match it.get(key) {
        None => Some(unsaid),
        Some(said) => [Reach::Never, Reach::Sometimes, Reach::Always]
            .into_iter()
            .find(|&one| *said == reach(one)),
    };
    Some(NodeState {
        possible: names(&it["possible"])?,
        cases: it["cases"].as_array()?.iter().map(case).collect::<Option<_>>()?,
        hangs_on: it.get("hangs_on").map_or(Some(Vec::new()), names)?,
        applies: reaches("applies", Reach::Always)?,
        silent: reaches("silent", Reach::Never)?,
        checksum: it["checksum"].as_str()?.to_owned(),
    })
}

fn names(it: &Json) -> Option<Vec<String>> {
    it.as_array()?
        .iter()
        .map(|name| name.as_str().map(str::to_owned))
        .collect()
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "never",
        Reach::Sometimes => "sometimes",
        Reach::Always => "always",
    }
}

/// Reads what became of a conclusion.
fn conclusion<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<ConclusionState> {
    let mut state = ConclusionState {
        status: words.next()?.to_owned(),
        ..ConclusionState::default()
    };
    for word in words {
        match word.strip_prefix('?') {
            Some(unknown) => state.decided_by.push(unknown.to_owned()),
            None => {
                let (cell, status) = word.rsplit_once('=')?;
                state.cells.push((CellName::parse(cell)?, status.to_owned()));
            }
        }
    }
    Some(state)
}

/// What stands above the inputs.
const INPUTS_HEAD: &str = "\
# Waar de goedgekeurde uitkomsten op rusten, met van elk onderdeel wat het betekent: verschuift er iets, dan is hieruit op te maken waardoor.
# What the approved results rest on, with what each part means: where something moves, this tells because of what.
# `toets test --accept` schrijft dit · writes this.
";

/// What results rest on, as a file.
pub(crate) fn write_inputs(inputs: &Inputs) -> String {
    let mut page = format!("{INPUTS_HEAD}{VERSION}\n");
    for (key, input) in &inputs.by_key {
        let _ = writeln!(page, "{key} {}", input.hash);
        for (aspect, is) in &input.meaning {
            let _ = writeln!(page, "  {aspect} = {is}");
        }
        if !input.uses.is_empty() {
            let uses: Vec<String> = input.uses.iter().map(ToString::to_string).collect();
            let _ = writeln!(page, "  <- {}", uses.join(", "));
        }
    }
    page
}

/// Reads what results rested on.
pub(crate) fn inputs(file: &str) -> Option<Inputs> {
    let mut inputs = Inputs::default();
    let mut current: Option<InputKey> = None;
    for line in lines(file)? {
        if let Some(detail) = line.strip_prefix("  ") {
            let input = inputs.by_key.get_mut(current.as_ref()?)?;
            match detail.strip_prefix("<- ") {
                Some(uses) => {
                    for used in uses.split(", ") {
                        input.uses.insert(InputKey::parse(used)?);
                    }
                }
                None => {
                    let (aspect, is) = detail.split_once(" =")?;
                    let is = is.strip_prefix(' ').unwrap_or(is);
                    input.meaning.push((aspect.to_owned(), is.to_owned()));
                }
            }
            continue;
        }
        let (key, hash) = line.rsplit_once(' ')?;
        let key = InputKey::parse(key)?;
        let input = Input {
            hash: hash.to_owned(),
            meaning: Vec::new(),
            uses: Default::default(),
        };
        inputs.by_key.insert(key.clone(), input);
        current = Some(key);
    }
    Some(inputs)
}
