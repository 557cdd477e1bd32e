//! What is kept for the program: results, in the last part of a snapshot, and what they rest on, in a file of its own; one
//! on a line, read back later.

use std::fmt::Write as _;

use toets_question::{CellName, CellResults, ConclusionState, Input, InputKey, Inputs, NodeState, Results};

/// The heading of that part.
const HEADING: &str = "## Voor het programma · For the program";

/// The version of what stands below the heading.
const VERSION: &str = "format 1";

/// Starts the part for the program.
pub(crate) fn start(page: &mut String) {
    let _ = write!(page, "\n{HEADING}\n\n{VERSION}\n");
}

/// The lines for the program, if they are there and of a version that is known.
fn lines(contents: &str) -> Option<impl Iterator<Item = &str>> {
    let (_, part) = contents.rsplit_once(HEADING)?;
    let mut lines = part.lines().skip_while(|line| line.is_empty());
    (lines.next()? == VERSION).then_some(lines)
}

/// Writes what the nodes of a cell can be.
pub(crate) fn write_cell(page: &mut String, cell: &CellResults) {
    start(page);
    if !cell.has_worlds {
        page.push_str("no-world\n");
    }
    for (node, state) in &cell.nodes {
        let _ = write!(page, "{node} {} {}", dash(&state.checksum), dash(&state.grounds));
        for level in &state.possible {
            let _ = write!(page, " {level}");
        }
        page.push('\n');
    }
}

/// Reads what the nodes of a cell could be.
pub(crate) fn cell(name: &CellName, contents: &str) -> Option<CellResults> {
    let mut cell = CellResults {
        name: name.clone(),
        has_worlds: true,
        nodes: Vec::new(),
    };
    for line in lines(contents)? {
        if line == "no-world" {
            cell.has_worlds = false;
            continue;
        }
        let mut words = line.split(' ');
        let (node, checksum, grounds) = (words.next()?, words.next()?, words.next()?);
        let state = NodeState {
            checksum: undash(checksum),
            grounds: undash(grounds),
            possible: words.map(str::to_owned).collect(),
        };
        cell.nodes.push((node.to_owned(), state));
    }
    Some(cell)
}

/// Writes what becomes of conclusions and comparisons.
pub(crate) fn write_conclusions(page: &mut String, results: &Results) {
    start(page);
    for (id, state) in &results.conclusions {
        let _ = write!(page, "conclusion {id} {}", state.status);
        for (cell, status) in &state.cells {
            let _ = write!(page, " {cell}={status}");
        }
        for unknown in &state.decided_by {
            let _ = write!(page, " ?{unknown}");
        }
        page.push('\n');
    }
    for (id, verdict) in &results.comparisons {
        let _ = writeln!(page, "comparison {id} {verdict}");
    }
}

/// Conclusions and comparisons, by id.
type Judged = (Vec<(String, ConclusionState)>, Vec<(String, String)>);

/// Reads what became of conclusions and comparisons.
pub(crate) fn conclusions(contents: &str) -> Option<Judged> {
    let mut judged = Judged::default();
    for line in lines(contents)? {
        let mut words = line.split(' ');
        let (kind, id, status) = (words.next()?, words.next()?.to_owned(), words.next()?.to_owned());
        if kind == "comparison" {
            judged.1.push((id, status));
            continue;
        }
        let mut state = ConclusionState {
            status,
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
        judged.0.push((id, state));
    }
    Some(judged)
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
    let mut lines = file.lines().skip_while(|line| line.starts_with('#'));
    if lines.next()? != VERSION {
        return None;
    }
    for line in lines {
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

/// A word is never empty: nothing is a dash.
fn dash(word: &str) -> &str {
    if word.is_empty() { "-" } else { word }
}

fn undash(word: &str) -> String {
    if word == "-" { String::new() } else { word.to_owned() }
}
