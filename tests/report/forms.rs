//! The other forms of a report: a workbook, Markdown, Typst, PDF.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;

use crate::support::{FOUNDING, printed, program, root, toets};

const HOSTILE: &str = "tests/report/hostile";

/// The file of a report, in a folder of its own.
fn made(study: &str, name: &str, more: &[&str]) -> Vec<u8> {
    let folder = crate::folder(&format!("report-form-{}", name.replace('.', "-")));
    let file = folder.join(name).display().to_string();
    printed(&[&["report", study, "-o", &file], more].concat());
    std::fs::read(&file).expect("a report")
}

fn text(study: &str, name: &str, more: &[&str]) -> String {
    String::from_utf8(made(study, name, more)).expect("UTF-8")
}

/// The rows of a sheet, each a table from the names of columns to texts.
fn rows(workbook: &[u8], sheet: &str) -> Vec<BTreeMap<String, String>> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).expect("a workbook");
    let range = workbook.worksheet_range(sheet).expect("the sheet is there");
    let mut rows = range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect::<Vec<String>>());
    let names = rows.next().expect("a header");
    rows.map(|row| names.iter().cloned().zip(row).collect()).collect()
}

/// The parts of a workbook, by name.
fn parts(workbook: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut parts = BTreeMap::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).expect("a part");
        let day = file.last_modified().map(|at| (at.year(), at.month(), at.day()));
        assert!(day.is_none_or(|day| day == (1980, 1, 1)), "no clock: {day:?}");
        let mut part = String::new();
        if file.read_to_string(&mut part).is_ok() {
            parts.insert(file.name().expect("a name").into_owned(), part);
        }
    }
    parts
}

#[test]
fn the_workbook_says_what_the_json_says() {
    let workbook = made(FOUNDING, "whole.xlsx", &["--lang", "en"]);
    let json: Json = serde_json::from_str(&printed(&["run", FOUNDING, "--format", "json"])).expect("JSON");
    let cells = rows(&workbook, "Reasons");
    let card = rows(&workbook, "Scorecard");
    let mut compared = 0;
    for result in json["results"].as_array().expect("results") {
        let (scenario, group) = (
            result["scenario"].as_str().unwrap_or(""),
            result["group"].as_str().unwrap_or(""),
        );
        for (node, said) in result["nodes"].as_object().expect("nodes") {
            let possible: Vec<&str> = said["possible"]
                .as_array()
                .map(|all| all.iter().filter_map(Json::as_str).collect())
                .unwrap_or_default();
            let row = cells
                .iter()
                .find(|row| row["Scenario"] == scenario && row["Target group"] == group && row["Id"] == *node)
                .expect("a row for each node of each cell");
            assert_eq!(row["Possible"], possible.join(" "), "{scenario}/{group}.{node}");
            let line = card.iter().find(|row| row["Id"] == *node).expect("a row for each node");
            let sign = &line[&format!("{scenario} · {group}")];
            assert_eq!(*sign, row["Sign"]);
            if let [one] = possible.as_slice()
                && one.len() <= 2
            {
                let one = one.replace('-', "\u{2212}");
                // Of those to whom it applies it is so; that it does not apply to others stands beside it.
                let wanted = match said["applies"].as_str() {
                    Some("sometimes") => format!("{one}/n/a"),
                    _ => one,
                };
                assert_eq!(sign.trim_end_matches(['±', '°']), wanted);
            }
            compared += 1;
        }
    }
    assert_eq!(compared, cells.len());
    let holds = BTreeMap::from([
        ("yes", "holds"),
        ("no", "does not hold"),
        ("undetermined", "undetermined"),
        ("stated", "stated only"),
    ]);
    let conclusions = rows(&workbook, "Conclusions");
    let known = json["conclusions"].as_array().expect("conclusions");
    assert_eq!(conclusions.len(), known.len());
    for (row, known) in conclusions.iter().zip(known) {
        assert_eq!(row["No."], known["id"].as_str().unwrap_or(""));
        assert_eq!(row["Outcome"], holds[known["holds"].as_str().unwrap_or("")]);
    }
}

#[test]
fn a_workbook_has_filters_and_prints_on_a4() {
    let workbook = made(FOUNDING, "print.xlsx", &["--lang", "both"]);
    assert!(
        workbook == made(FOUNDING, "again.xlsx", &["--lang", "both"]),
        "the same bytes twice"
    );
    let parts = parts(&workbook);
    let sheets: Vec<&String> = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|(_, sheet)| sheet)
        .collect();
    assert_eq!(sheets.len(), 16);
    for sheet in sheets {
        for part in [
            "<autoFilter ",
            "state=\"frozen\"",
            "paperSize=\"9\"",
            "orientation=\"landscape\"",
            "fitToWidth=\"1\"",
        ] {
            // A number of one page is what is left out.
            let left_out = part.starts_with("fitToWidth") && sheet.contains("fitToHeight=\"0\"");
            assert!(sheet.contains(part) || left_out, "{part}");
        }
    }
    let book = &parts["xl/workbook.xml"];
    assert_eq!(
        book.matches("_xlnm.Print_Titles").count(),
        16,
        "headers are printed on every page"
    );
    assert!(
        parts["docProps/core.xml"].contains("2025-05-01T00:00:00Z"),
        "the day of the study, not today"
    );
    assert!(
        parts["xl/styles.xml"].contains("<dxf>"),
        "colours follow from what cells say"
    );
}

#[test]
fn a_workbook_has_no_formulas() {
    let bytes = made(HOSTILE, "hostile.xlsx", &["--lang", "both"]);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("a workbook");
    let mut found = false;
    for name in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&name).expect("a sheet");
        assert_eq!(formulas.used_cells().count(), 0, "{name}");
        let range = workbook.worksheet_range(&name).expect("a sheet");
        found |= range
            .used_cells()
            .any(|(_, _, cell)| cell.to_string().starts_with("=HYPERLINK("));
    }
    assert!(found, "what begins like a formula is there, as text");
}

/// Headings, and the headers of tables, each line once after the other.
fn outline(markdown: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let all: Vec<&str> = markdown.lines().collect();
    for pair in all.windows(2) {
        let header = pair[1].starts_with("|---");
        if (pair[0].starts_with('#') || header) && lines.last() != Some(&pair[0]) {
            lines.push(pair[0]);
        }
    }
    lines.join("\n")
}

#[test]
fn markdown_has_the_parts_of_a_report() {
    for language in ["nl", "en"] {
        let text = text(FOUNDING, &format!("{language}.md"), &["--lang", language]);
        insta::assert_snapshot!(format!("markdown-{language}"), outline(&text));
    }
}

#[test]
fn what_a_study_says_is_no_markdown() {
    let text = text(HOSTILE, "hostile.md", &["--lang", "both"]);
    let mut columns = 0;
    let mut fenced = false;
    for line in text.lines() {
        if line.starts_with("````") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Without what is escaped and without code.
        let mut bare = String::new();
        let mut signs = line.chars();
        let mut code = false;
        while let Some(c) = signs.next() {
            match c {
                '`' => code = !code,
                '\\' if !code => drop(signs.next()),
                c if !code => bare.push(c),
                _ => {}
            }
        }
        let bare = bare.replace("<br>", "");
        assert!(
            !bare.contains('<') && !bare.contains("](") && !bare.contains("!["),
            "{line}"
        );
        if bare.starts_with('|') {
            let here = bare.matches('|').count();
            assert!(columns == 0 || columns == here, "{line}");
            columns = here;
        } else {
            columns = 0;
        }
    }
    assert!(!fenced);
    assert!(text.contains("\\<script\\>window.hostile = 1\\</script\\>"));
}

#[test]
fn typst_is_set_up_for_a_tagged_pdf() {
    let source = text(FOUNDING, "both.typ", &["--lang", "both"]);
    assert!(
        source.contains("#set document(title: \"Geen van de 6 scenario"),
        "a title"
    );
    assert!(
        source.contains("#set text(lang: \"nl\")") && source.contains("#set text(lang: \"en\")"),
        "languages"
    );
    assert_eq!(
        source.matches("#table(").count(),
        source.matches("table.header(").count()
    );
    assert!(source.matches("#table(").count() > 50);
    assert_eq!(
        source.matches("image(bytes(").count(),
        source.matches(", alt: \"").count(),
        "a text for each drawing"
    );
    let depths: Vec<usize> = source
        .lines()
        .filter(|line| line.starts_with('='))
        .map(|line| line.len() - line.trim_start_matches('=').len())
        .collect();
    assert_eq!(depths.first(), Some(&1));
    for pair in depths.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "no heading is skipped");
    }
    // A document that knows the day it was made on would be another one each day.
    assert!(source.contains("date: none"));
}

/// Needs the program `typst`: where it is not installed the test says so.
#[test]
fn typst_source_compiles() {
    let folder = crate::folder("report-typst");
    if Command::new("typst").arg("--version").output().is_err() {
        println!("SKIPPED: Typst source was not compiled, as there is no program `typst`");
        return;
    }
    for (study, name) in [(FOUNDING, "founding"), (HOSTILE, "hostile")] {
        let file = folder.join(format!("{name}.pdf"));
        printed(&["report", study, "--lang", "both", "-o", &file.display().to_string()]);
        assert!(std::fs::read(&file).expect("a PDF").starts_with(b"%PDF-1.7"));
    }
}

fn with_path(path: &Path, output: &Path) -> std::process::Output {
    Command::new(program())
        .args(["report", HOSTILE, "-o"])
        .arg(output)
        .env("PATH", path)
        .current_dir(root())
        .output()
        .expect("the program runs")
}

#[test]
fn a_pdf_needs_a_program_and_says_which() {
    let folder = crate::folder("report-pdf");
    let file = folder.join("report.pdf");
    let output = with_path(&folder, &file);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors.contains("`typst`") && errors.contains("-o report.typ"),
        "{errors}"
    );
    assert!(!file.exists());
}

/// A program in the place of `typst`, that shows what it was given.
#[cfg(unix)]
#[test]
fn a_pdf_is_what_typst_makes_of_the_source() {
    use std::os::unix::fs::PermissionsExt;
    let folder = crate::folder("report-pdf-made");
    let program: PathBuf = folder.join("typst");
    let script = |body: &str| {
        std::fs::write(&program, format!("#!/bin/sh\n{body}\n")).expect("a program");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
    };
    let file = folder.join("report.pdf");
    script("echo \"$@\"; while IFS= read -r line; do printf '%s\\n' \"$line\"; done");
    let output = with_path(&folder, &file);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let made = std::fs::read_to_string(&file).expect("a file");
    let (call, source) = made.split_once('\n').expect("a call and a source");
    assert_eq!(call, "compile --pdf-standard ua-1 - -");
    assert_eq!(
        source,
        text(HOSTILE, "same.typ", &[]).replace("-o FILE.typ", "-o FILE.pdf")
    );
    // What it can't do is told, and what was there stays.
    script("echo 'error: no such font' >&2; exit 1");
    let output = with_path(&folder, &file);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error: no such font"));
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), made);
}

#[test]
fn a_dutch_excel_reads_the_csv() {
    let text = printed(&["run", FOUNDING, "--format", "csv", "--dialect", "nl-excel"]);
    let plain = printed(&["run", FOUNDING, "--format", "csv"]);
    let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    assert_eq!(text.lines().count(), plain.lines().count());
    assert!(text.lines().all(|line| line.matches(';').count() >= 10));
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    for (dutch, standard) in text.lines().zip(plain.lines()) {
        let level = |line: &str, sign: char| line.split(sign).nth(5).map(str::to_owned).unwrap_or_default();
        let (dutch, standard) = (level(dutch, ';'), level(standard, ','));
        let formula = standard.starts_with(['-', '+']);
        assert_eq!(dutch, if formula { format!("'{standard}") } else { standard });
    }
    let output = toets(&["run", HOSTILE, "--format", "json", "--dialect", "nl-excel"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("add `--format csv`"));
}
