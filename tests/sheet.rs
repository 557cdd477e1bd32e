//! `toets sheet` and `toets agree`: the real program on a copy of the founding study, with workbooks that others made.

#![expect(clippy::disallowed_methods, reason = "tests write a project")]

mod support;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use serde_json::Value as Json;
use support::{program, root};

const STUDY: &str = "onderwijs-negatieve-beschikking";

/// A copy of the founding study in a folder of its own.
struct Project(PathBuf);

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

/// The sheets of a workbook: cells by sheet, row and column, from zero.
type Sheets = BTreeMap<String, BTreeMap<(u32, u16), String>>;

impl Project {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-sheet-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for part in ["policies", "scripts"] {
            copy(&root().join(part), &folder.join(part));
        }
        Self(folder)
    }

    fn toets(&self, args: &[&str]) -> Said {
        let output = Command::new(program())
            .args(args)
            .current_dir(&self.0)
            .output()
            .expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Said {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), bytes).expect("a file");
    }

    /// The study as a workbook.
    fn sheets(&self) -> Sheets {
        let said = self.toets(&["sheet", STUDY, "-o", "out.xlsx"]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        let bytes = std::fs::read(self.0.join("out.xlsx")).expect("it was written");
        let _ = std::fs::remove_file(self.0.join("out.xlsx"));
        read(&bytes)
    }

    /// All TOML of the project, by file.
    fn texts(&self) -> BTreeMap<PathBuf, String> {
        let mut all = BTreeMap::new();
        collect(&self.0.join("policies"), &mut all);
        all
    }

    /// What a workbook would change, as JSON.
    fn changes(&self, more: &[&str]) -> Json {
        let mut args = vec!["sheet", STUDY, "--from", "in.xlsx", "--format", "json"];
        args.extend(more);
        let said = self.toets(&args);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        serde_json::from_str(&said.out).expect("it is JSON")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in from.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(std::fs::copy(&path, &target).expect("a file")),
        }
    }
}

fn collect(folder: &Path, all: &mut BTreeMap<PathBuf, String>) {
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).expect("a text");
            all.insert(path, text);
        }
    }
}

/// A workbook as another program reads it.
fn read(bytes: &[u8]) -> Sheets {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    let sheets = names.into_iter().map(|name| {
        let range = workbook.worksheet_range(&name).expect("a sheet");
        let (down, right) = range.start().unwrap_or_default();
        let cells = range.used_cells();
        let cells = cells.map(|(row, column, cell)| {
            let place = (row as u32 + down, (column as u32 + right) as u16);
            (place, cell.to_string())
        });
        let cells = cells.filter(|(_, text)| !text.is_empty()).collect();
        (name, cells)
    });
    sheets.collect()
}

/// A workbook as another program writes it: nothing of ours is left but what is in the cells.
fn written(sheets: &Sheets) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, cells) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (&(row, column), text) in cells {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The column with a key, and the row with an id.
fn place(sheets: &Sheets, sheet: &str, id: &str, key: &str) -> (u32, u16) {
    let cells = &sheets[sheet];
    let column = cells.iter().find(|((row, _), text)| *row == 1 && *text == key);
    let row = cells
        .iter()
        .find(|((row, column), text)| *row > 1 && *column == 0 && *text == id);
    (row.expect("a row").0.0, column.expect("a column").0.1)
}

fn set(sheets: &mut Sheets, sheet: &str, id: &str, key: &str, text: &str) {
    let place = place(sheets, sheet, id, key);
    let cells = sheets.get_mut(sheet).expect("a sheet");
    match text {
        "" => cells.remove(&place),
        text => cells.insert(place, text.to_owned()),
    };
}

/// A new row below all others.
fn add(sheets: &mut Sheets, sheet: &str, keys: &[(&str, &str)]) {
    let cells = sheets.get_mut(sheet).expect("a sheet");
    let row = cells.keys().map(|(row, _)| *row).max().unwrap_or_default() + 1;
    for (key, text) in keys {
        let column = cells.iter().find(|((row, _), text)| *row == 1 && *text == key);
        let column = column.expect("a column").0.1;
        cells.insert((row, column), (*text).to_owned());
    }
}

/// What the sheets say: by sheet, id and key.
fn contents(sheets: &Sheets) -> BTreeMap<[String; 3], String> {
    let mut all = BTreeMap::new();
    for (name, cells) in sheets
        .iter()
        .filter(|(_, cells)| cells.get(&(1, 0)).is_some_and(|key| key == "id"))
    {
        for (&(row, column), text) in cells.range((2, 0)..) {
            let place = [name, &cells[&(row, 0)], &cells[&(1, column)]].map(Clone::clone);
            all.insert(place, text.clone());
        }
    }
    all
}

#[test]
fn what_nobody_touched_changes_not_one_byte() {
    let project = Project::new("untouched");
    let before = project.texts();
    let sheets = project.sheets();
    assert_eq!(
        sheets.keys().collect::<Vec<_>>(),
        [
            "Bevindingen",
            "Bronnen",
            "Cijfers",
            "Conclusies",
            "Lees mij",
            "Lijsten",
            "Scenario's"
        ]
    );
    project.write("in.xlsx", written(&sheets));
    let said = project.changes(&["--apply"]);
    assert_eq!(
        (&said["changes"], &said["written"]),
        (&Json::Array(Vec::new()), &Json::Bool(false))
    );
    assert!(project.texts() == before);
    // The same bytes each time.
    let once = std::fs::read(project.0.join("in.xlsx")).expect("a file");
    project.toets(&["sheet", STUDY, "-o", "a.xlsx"]);
    project.toets(&["sheet", STUDY, "-o", "b.xlsx"]);
    let file = |name| std::fs::read(project.0.join(name)).expect("a file");
    assert!(file("a.xlsx") == file("b.xlsx") && !once.is_empty());
}

#[test]
fn ten_edits_arrive_and_nothing_else() {
    let project = Project::new("edits");
    let before = project.texts();
    let mut sheets = project.sheets();
    let edits = [
        ("Bevindingen", "f4g13", "level", "++"),
        (
            "Bevindingen",
            "f4g01",
            "statement.nl",
            "Een \"nieuwe\" zin\nover twee regels, met 'aanhalingstekens' en \\.",
        ),
        ("Bevindingen", "f4g26", "when.timing", "not inside"),
        ("Bevindingen", "f4g10", "when.dutch_sufficient", ""),
        ("Bevindingen", "f6x01", "coded.note", "omdat"),
        ("Bevindingen", "f6x01", "absolute", "ja"),
        ("Bronnen", "aef-2025", "author", "Andersson Elffers Felix"),
        ("Cijfers", "N01", "unit", "kinderen"),
        ("Scenario's", "C1", "levers.audience", "all_in_class"),
        ("Conclusies", "C4-01", "people", "all"),
    ];
    for (sheet, id, key, text) in edits {
        set(&mut sheets, sheet, id, key, text);
    }
    add(
        &mut sheets,
        "Bevindingen",
        &[
            ("id", "nieuw-1"),
            ("node", "K1.beh"),
            ("modality", "certain"),
            ("level", "-"),
            ("statement.nl", "Iets nieuws"),
            ("statement.en", "Something new"),
            ("when.audience", "exclusive"),
            ("coded.by", "een ander"),
            ("source.chapter", "4"),
            ("source.lines", "592-593"),
        ],
    );
    project.write("in.xlsx", written(&sheets));
    let said = project.changes(&[]);
    assert!(project.texts() == before, "nothing is written before it is asked for");
    let changes = said["changes"].as_array().expect("a list");
    let told: Vec<(&str, &str)> = changes
        .iter()
        .filter(|change| change["what"] == "changed")
        .map(|change| {
            (
                change["id"].as_str().expect("an id"),
                change["key"].as_str().expect("a key"),
            )
        })
        .collect();
    let mut wanted: Vec<(&str, &str)> = edits.iter().map(|(_, id, key, _)| (*id, *key)).collect();
    wanted.sort_unstable();
    let mut sorted = told.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, wanted);
    assert_eq!(changes.len(), edits.len() + 1);

    project.changes(&["--apply"]);
    let after = project.sheets();
    // What the files say now is what the workbook says, in the words that the files have for it.
    let mut wanted = contents(&sheets);
    for (sheet, id, key, text) in [
        ("Bevindingen", "f6x01", "absolute", "yes"),
        ("Bevindingen", "nieuw-1", "node", "needs"),
        ("Bevindingen", "nieuw-1", "source.lines", "592, 593"),
    ] {
        wanted.insert([sheet, id, key].map(str::to_owned), text.to_owned());
    }
    let now = contents(&after);
    let apart: Vec<_> = wanted
        .iter()
        .filter(|(place, text)| now.get(*place) != Some(*text))
        .collect();
    assert!(apart.is_empty() && now.len() == wanted.len(), "{apart:#?}");
    // Comments are all there still, and no other line was touched.
    let comments = |texts: &BTreeMap<PathBuf, String>| -> Vec<String> {
        let lines = texts.values().flat_map(|text| text.lines());
        lines
            .filter(|line| line.trim_start().starts_with('#'))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(comments(&before), comments(&project.texts()));
    let lines = |texts: &BTreeMap<PathBuf, String>| texts.values().map(|text| text.lines().count()).sum::<usize>();
    let changed: usize = before
        .iter()
        .map(|(path, text)| {
            let now = &project.texts()[path];
            text.lines()
                .filter(|line| !now.lines().any(|other| other == *line))
                .count()
        })
        .sum();
    assert!(changed <= edits.len(), "{changed} lines changed");
    assert!(lines(&project.texts()) - lines(&before) <= 14);
    // Done once, there is nothing left to do.
    project.write("in.xlsx", written(&after));
    assert_eq!(project.changes(&[])["changes"], Json::Array(Vec::new()));
}

#[test]
fn a_row_that_was_emptied_is_taken_away_with_nothing_around_it() {
    let project = Project::new("removed");
    let before = project.texts();
    let mut sheets = project.sheets();
    let (row, _) = place(&sheets, "Bevindingen", "f1x07", "id");
    let cells = sheets.get_mut("Bevindingen").expect("a sheet");
    cells.retain(|&(at, column), _| at != row || column == 0);
    project.write("in.xlsx", written(&sheets));
    let said = project.changes(&["--apply"]);
    assert_eq!(said["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(said["changes"][0]["what"], "removed");
    let (path, text) = before
        .iter()
        .find(|(_, text)| text.contains("\"f1x07\""))
        .expect("it was there");
    let now = &project.texts()[path];
    let from = text.find("[[finding]]\nid = \"f1x07\"").expect("a heading");
    let to = from + text[from..].find("\n\n").expect("a blank line") + 2;
    assert_eq!(*now, format!("{}{}", &text[..from], &text[to..]));
    // Again: it is gone already.
    assert_eq!(project.changes(&[])["changes"], Json::Array(Vec::new()));
}

#[test]
fn each_fault_is_told_at_its_row_and_column_and_nothing_is_written() {
    let project = Project::new("faults");
    let before = project.texts();
    let mut sheets = project.sheets();
    for (sheet, id, key, text) in [
        ("Bevindingen", "f4g13", "level", "+++"),
        ("Bevindingen", "f4g01", "node", "intelectual"),
        ("Bevindingen", "f4g10", "modality", "certian"),
        ("Bevindingen", "f4g26", "when.timing", "insde"),
        ("Conclusies", "C4-01", "holds", "intellectual >> \"+\""),
        ("Bronnen", "aef-2025", "url", "aef.nl"),
    ] {
        set(&mut sheets, sheet, id, key, text);
    }
    project.write("in.xlsx", written(&sheets));
    let said = project.toets(&["sheet", STUDY, "--from", "in.xlsx", "--apply", "--lang", "en"]);
    assert_eq!(said.code, Some(2));
    assert!(project.texts() == before);
    for (fault, line) in [
        (
            "`+++` is not a level",
            place(&sheets, "Bevindingen", "f4g13", "level").0,
        ),
        (
            "did you mean `intellectual`?",
            place(&sheets, "Bevindingen", "f4g01", "node").0,
        ),
        (
            "did you mean `certain`?",
            place(&sheets, "Bevindingen", "f4g10", "modality").0,
        ),
        (
            "did you mean `inside`?",
            place(&sheets, "Bevindingen", "f4g26", "when.timing").0,
        ),
        (
            "write the whole address",
            place(&sheets, "Bronnen", "aef-2025", "url").0,
        ),
    ] {
        let at = said.err.find(fault).unwrap_or_else(|| panic!("{fault}:\n{}", said.err));
        // Rows count from one; the place is told before the help and after the message.
        let around = &said.err[at.saturating_sub(700)..(at + 400).min(said.err.len())];
        assert!(
            around.contains(&format!(":{}:", line + 1)),
            "{fault}, row {}: {around}",
            line + 1
        );
        assert!(around.contains("in.xlsx, "), "{around}");
    }
    // What the sheet itself can't be is told first.
    let mut sheets = project.sheets();
    set(&mut sheets, "Bevindingen", "f4g01", "source.lines", "tien");
    set(&mut sheets, "Bevindingen", "f4g13", "absolute", "misschien");
    let cells = sheets.get_mut("Bevindingen").expect("a sheet");
    let twice = cells[&(2, 0)].clone();
    cells.insert((3, 0), twice);
    cells.insert((1, 200), "levl".to_owned());
    project.write("in.xlsx", written(&sheets));
    let said = project.toets(&["sheet", STUDY, "--from", "in.xlsx"]);
    assert_eq!(said.code, Some(2));
    for fault in ["is there twice", "did you mean `level`?", "12-14", "neither yes nor no"] {
        assert!(said.err.contains(fault), "{fault}: {}", said.err);
    }
}

#[test]
fn hostile_workbooks_end_in_a_clear_fault() {
    let project = Project::new("hostile");
    let before = project.texts();
    let refused = |name: &str, bytes: Vec<u8>, why: &str| {
        project.write(name, bytes);
        let said = project.toets(&["sheet", STUDY, "--from", name, "--apply"]);
        assert_eq!(said.code, Some(2), "{name}: {}", said.out);
        assert!(said.err.contains(why), "{name}: {}", said.err);
        assert!(said.err.len() < 4_000, "{name}");
        assert!(project.texts() == before, "{name}");
    };
    refused("empty.xlsx", Vec::new(), "which sheet");
    refused(
        "random.xlsx",
        (0..5_000_u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect(),
        "neither a workbook nor text",
    );
    refused("old.xls", [0xD0, 0xCF, 0x11, 0xE0].repeat(100), "old form");
    refused(
        "cut.xlsx",
        written(&project.sheets())[..20_000].to_vec(),
        "can't be read",
    );

    let mut formula = Workbook::new();
    let sheet = formula.add_worksheet();
    sheet.set_name("Bevindingen").expect("a name");
    for (column, (key, text)) in [("id", "f4g13"), ("level", "")].iter().enumerate() {
        sheet.write_string(1, column as u16, *key).expect("a cell");
        sheet.write_string(2, column as u16, *text).expect("a cell");
    }
    sheet
        .write_formula(2, 1, "=WEBSERVICE(\"http://example.org\")")
        .expect("a cell");
    refused("formula.xlsx", formula.save_to_buffer().expect("a workbook"), "formula");

    // A cell in the last corner costs no more than one.
    let mut corner = Workbook::new();
    let sheet = corner.add_worksheet();
    sheet.set_name("Bevindingen").expect("a name");
    sheet.write_string(1_048_575, 16_383, "x").expect("a cell");
    refused("corner.xlsx", corner.save_to_buffer().expect("a workbook"), "too large");

    // What is small while it is packed.
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    bomb.start_file("xl/workbook.xml", options).expect("a part");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..200 {
        bomb.write_all(&zeros).expect("bytes");
    }
    refused(
        "bomb.xlsx",
        bomb.finish().expect("an archive").into_inner(),
        "too large",
    );

    // A row that says that it is there a million times.
    let mut ods = zip::ZipWriter::new(Cursor::new(Vec::new()));
    ods.start_file("content.xml", options).expect("a part");
    let content = "<d xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"Bevindingen\"><table:table-row \
                   table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\">\
                   <text:p>x</text:p></table:table-cell></table:table-row></table:table></d>";
    ods.write_all(content.as_bytes()).expect("bytes");
    refused("rows.ods", ods.finish().expect("an archive").into_inner(), "too large");
}

#[test]
fn one_sheet_may_come_as_csv() {
    let project = Project::new("csv");
    project.write("findings.csv", "id;level;coded.note\nf4g13;++;\"zo; dus\"\n");
    // It has neither all rows nor all columns: what it leaves out stays as it is.
    let said = project.toets(&["sheet", STUDY, "--from", "findings.csv", "--format", "json"]);
    let found: Json = serde_json::from_str(&said.out).expect("it is JSON");
    let keys: Vec<&str> = found["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|change| change["key"].as_str().expect("a key"))
        .collect();
    assert_eq!(keys, ["level", "coded.note"]);
    project.write("findings.csv", "id,coded.note\nf4g13,\n");
    let said = project.toets(&["sheet", STUDY, "--from", "findings.csv", "--format", "json"]);
    let found: Json = serde_json::from_str(&said.out).expect("it is JSON");
    assert_eq!(found["changes"][0]["what"], "changed");
    let mut text = String::new();
    for (&(row, column), cell) in &project.sheets()["Bronnen"] {
        if row == 0 {
            continue;
        }
        while text.matches('\n').count() < row as usize - 1 {
            text.push('\n');
        }
        let line = text.rsplit('\n').next().unwrap_or_default();
        let have = line.matches('\u{1f}').count();
        text.push_str(&"\u{1f}".repeat(column as usize - have));
        text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
    }
    let csv = text.replace('\u{1f}', ";");
    project.write("bronnen.csv", &csv);
    let said = project.toets(&["sheet", STUDY, "--from", "bronnen.csv", "--lang", "en"]);
    assert!(said.out.contains("No changes"), "{}{}", said.out, said.err);
    // Whatever it is called, its columns say what it is.
    project.write("iets.csv", &csv);
    assert!(
        project
            .toets(&["sheet", STUDY, "--from", "iets.csv", "--lang", "en"])
            .out
            .contains("No changes")
    );
}

#[test]
fn two_coders_are_told_which_disagreements_matter() {
    let project = Project::new("agree");
    let sheets = project.sheets();
    project.write("anna.xlsx", written(&sheets));
    let mut other = sheets.clone();
    for (id, key, text) in [
        ("f4g01", "level", "0"),
        ("f6x01", "level", "--"),
        ("f5g10", "level", "-"),
        ("f4g26", "modality", "certain"),
        // Words are no coding.
        ("f4g13", "statement.nl", "Hetzelfde met andere woorden."),
    ] {
        set(&mut other, "Bevindingen", id, key, text);
    }
    project.write("bram.xlsx", written(&other));
    let said = project.toets(&["agree", "anna.xlsx", "bram.xlsx", "--of", STUDY, "--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let found: Json = serde_json::from_str(&said.out).expect("it is JSON");
    let told: Vec<(&str, bool)> = found["disagreements"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["finding"].as_str().expect("an id"), one["harmless"] == true))
        .collect();
    insta::assert_debug_snapshot!(told);
    assert_eq!(
        found["overall"]["both"]
            .as_u64()
            .map(|n| n - found["overall"]["same"].as_u64().unwrap_or(0)),
        Some(3)
    );
    // The same coding twice agrees on all.
    let said = project.toets(&["agree", "anna.xlsx", STUDY, "--of", STUDY, "--lang", "en"]);
    assert!(
        said.out.contains("They agree on all that counts."),
        "{}{}",
        said.out,
        said.err
    );
    // Where too many are coded under other conditions, what was not worked out is not called harmless.
    let mut elsewhere = sheets.clone();
    for id in [
        "f1x03", "f4g01", "f4g14", "f4g21", "f4g25", "f5g02", "f5g04", "f5g07", "f6x01",
    ] {
        set(&mut elsewhere, "Bevindingen", id, "when.remote_location", "yes");
    }
    project.write("carla.xlsx", written(&elsewhere));
    let said = project.toets(&["agree", "anna.xlsx", "carla.xlsx", "--of", STUDY, "--format", "json"]);
    let found: Json = serde_json::from_str(&said.out).expect("it is JSON");
    let disagreements = found["disagreements"].as_array().expect("a list");
    assert_eq!(disagreements.len(), 9);
    assert!(
        disagreements
            .iter()
            .all(|one| one["harmless"] != true && one["can_move"].is_null())
    );
    assert!(disagreements.iter().any(|one| one["harmless"] == false) && found["overall"]["kappa"] == 1.0);
    // What disagrees can stand as a contest.
    let said = project.toets(&["agree", "anna.xlsx", "bram.xlsx", "--of", STUDY, "--contests"]);
    let contests = std::fs::read_to_string(project.0.join("policies").join(STUDY).join("known.toml")).expect("a file");
    project.write(
        &format!("policies/{STUDY}/known.toml"),
        format!("{contests}\n{}", said.out),
    );
    let said = project.toets(&["run", STUDY, "--lang", "en"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    insta::assert_snapshot!(said.out);
}
