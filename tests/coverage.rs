//! Every row of the inventory of the main document is accounted for in the founding study, and all that the study says
//! beyond it is marked as ours.

#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::{FOUNDING, founding_study, root};
use toets_model::Study;

/// The tables, how many rows of the inventory they account for, and what a row becomes.
const TABLES: [(&str, usize, Kind); 4] = [
    ("findings-frame.csv", 132, Kind::Finding),
    ("findings-people.csv", 151, Kind::Finding),
    ("conclusions.csv", 110, Kind::Conclusion),
    ("figures.csv", 101, Kind::Figure),
];

/// What a row of the inventory is.
#[derive(Clone, Copy)]
enum Kind {
    Finding,
    Conclusion,
    Figure,
}

impl Kind {
    /// Whether the study has such a thing by this id. A finding that two groups are alike became a transfer.
    fn exists(self, study: &Study, id: &str) -> bool {
        match self {
            Self::Finding => study.findings.find(id).is_some() || study.transfers.find(id).is_some(),
            Self::Conclusion => study.conclusions.find(id).is_some(),
            Self::Figure => study.figures.find(id).is_some(),
        }
    }
}

/// The fields of each line of a table below its heading, which must be this one.
fn table(name: &str, heading: &str) -> Vec<Vec<String>> {
    let path = root().join(FOUNDING).join("coverage").join(name);
    let text = std::fs::read_to_string(&path).expect("the table can be read");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(heading), "{name}");
    let columns = heading.split(',').count();
    let rows: Vec<Vec<String>> = lines.map(fields).collect();
    for row in &rows {
        assert_eq!(row.len(), columns, "{name}: {row:?}");
    }
    rows
}

/// The fields of a line; a field with a comma stands between double quotes.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().expect("at least one").push(c),
        }
    }
    assert!(!quoted, "a quote is not closed: {line}");
    fields
}

/// A row of the inventory, with what became of it.
struct Row {
    table: &'static str,
    kind: Kind,
    /// An id or none, and the reason.
    became: Vec<(String, String)>,
}

/// All rows by their number; faults are added to the list.
fn rows(faults: &mut Vec<String>) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (name, count, kind) in TABLES {
        let mut last = String::new();
        for line in table(name, "row,id,reason") {
            let [number, id, reason] = line.try_into().expect("three fields");
            if number != last && rows.contains_key(&number) {
                faults.push(format!("{name}: {number} is accounted for in two places"));
            }
            let row = rows.entry(number.clone()).or_insert_with(|| Row {
                table: name,
                kind,
                became: Vec::new(),
            });
            row.became.push((id, reason));
            last = number;
        }
        let here = rows.values().filter(|row| row.table == name).count();
        assert_eq!(here, count, "{name} has as many rows as the inventory");
    }
    rows
}

#[test]
fn each_row_of_the_inventory_is_accounted_for_once() {
    let study = founding_study();
    let mut faults = Vec::new();
    let rows = rows(&mut faults);
    let mut rows_of: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (number, row) in &rows {
        let ids: BTreeSet<&String> = row.became.iter().map(|(id, _)| id).collect();
        if ids.len() != row.became.len() {
            faults.push(format!("{number} names an id twice"));
        }
        for (id, reason) in &row.became {
            if id.is_empty() && reason.is_empty() {
                faults.push(format!("{number} has neither an id nor a reason"));
            }
            if id.is_empty() && row.became.len() > 1 {
                faults.push(format!("{number} is both left out and in"));
            }
            if !id.is_empty() && !row.kind.exists(&study, id) {
                faults.push(format!("{number} became `{id}`, which the study does not have"));
            }
            if row.became.len() > 1 && reason.is_empty() {
                faults.push(format!("{number} was taken apart without a reason at `{id}`"));
            }
            rows_of.entry(id).or_default().push((number, reason));
        }
    }
    rows_of.remove("");
    for (id, rows) in rows_of {
        // One of the rows put together may be the id's own.
        let without: Vec<&str> = rows
            .iter()
            .filter(|(_, reason)| reason.is_empty())
            .map(|(row, _)| *row)
            .collect();
        if rows.len() > 1 && without.len() > 1 {
            faults.push(format!(
                "{} were put together in `{id}` without a reason",
                without.join(", ")
            ));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn what_no_row_accounts_for_is_marked_as_ours() {
    let study = founding_study();
    let mut faults = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for row in rows(&mut faults).into_values() {
        known.extend(row.became.into_iter().map(|(id, _)| id));
    }
    let mut ours = BTreeSet::new();
    for line in table("ours.csv", "id,reason") {
        let [id, reason] = line.try_into().expect("two fields");
        let exists = [Kind::Finding, Kind::Conclusion, Kind::Figure]
            .iter()
            .any(|kind| kind.exists(&study, &id));
        if !exists {
            faults.push(format!("ours: the study does not have `{id}`"));
        }
        if known.contains(&id) {
            faults.push(format!("ours: a row of the inventory accounts for `{id}`"));
        }
        if reason.is_empty() {
            faults.push(format!("ours: `{id}` has no reason"));
        }
        if !ours.insert(id.clone()) {
            faults.push(format!("ours: `{id}` is there twice"));
        }
    }
    let all = study
        .findings
        .names()
        .chain(study.conclusions.names())
        .chain(study.figures.names());
    for id in all {
        if !known.contains(id) && !ours.contains(id) {
            faults.push(format!("`{id}` is neither in a table nor marked as ours"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// A citation that `sources verify` overlooks would stand unchecked.
#[test]
fn every_citation_that_is_written_is_verified() {
    let mut written = 0;
    let mut folders = vec![root().join(FOUNDING)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let text = std::fs::read_to_string(path).unwrap();
                written += text.matches("lines = [").count();
            }
        }
    }
    assert!(written > 600);
    assert_eq!(toets_question::citations(&founding_study()).len(), written);
}

/// The cells of the two large groups that are open over their whole scale, whoever is asked and whatever is chosen.
fn wholly_open() -> BTreeSet<(String, String, String)> {
    let printed = support::printed(&["run", FOUNDING, "--format", "json", "--cases", "full"]);
    let results: serde_json::Value = serde_json::from_str(&printed).expect("the program prints JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let study = founding_study();
    let mut open = BTreeSet::new();
    for cell in results["results"].as_array().expect("a list of cells") {
        let (scenario, group) = (text(&cell["scenario"]), text(&cell["group"]));
        if scenario == "baseline" || group == "jji" {
            continue;
        }
        for (name, node) in cell["nodes"].as_object().expect("nodes by id") {
            let id = study.nodes.find(name).expect("a node of the study");
            let levels = study.scales[study.nodes[id].scale].levels().len();
            let possible = node["possible"].as_array().expect("a list of levels").len();
            let cases = node["cases"].as_array().expect("a list of cases").iter();
            let mut names = cases
                .flat_map(|case| case["when"].as_array().expect("boxes").clone())
                .flat_map(|one| {
                    let one = one.as_object().expect("a box").clone();
                    one.into_iter().map(|(name, _)| name)
                });
            let unknown = |name: String| name.starts_with("open.") || name.starts_with("contest.");
            if possible == levels && names.all(unknown) {
                open.insert((name.clone(), group.clone(), scenario.clone()));
            }
        }
    }
    open
}

#[test]
fn each_cell_that_is_wholly_open_has_its_reason() {
    const REASONS: [&str; 3] = ["not assessed", "said to be unknown", "does not apply"];
    let mut said = BTreeSet::new();
    for row in table("open.csv", "node,group,scenarios,reason,note") {
        assert!(REASONS.contains(&row[3].as_str()), "{row:?}");
        for scenario in row[2].split(' ') {
            let cell = (row[0].clone(), row[1].clone(), scenario.to_owned());
            assert!(said.insert(cell), "twice: {row:?}");
        }
    }
    let open = wholly_open();
    assert_eq!(
        open.difference(&said).collect::<Vec<_>>(),
        Vec::<&(String, String, String)>::new(),
        "open, without a reason"
    );
    assert_eq!(
        said.difference(&open).collect::<Vec<_>>(),
        Vec::<&(String, String, String)>::new(),
        "with a reason, and not open"
    );
}
