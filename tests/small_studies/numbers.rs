//! A study of costs, whose scenarios fix every number: asked everything, in every form.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json as value};

use crate::support::{self, program};

/// A project with the study in it, in a folder of a test's own.
struct Project(PathBuf);

/// What the program did: its exit code, what it printed, what it said beside that.
struct Said {
    code: i32,
    out: String,
    beside: String,
}

impl Project {
    fn new(name: &str) -> Self {
        let from = support::root().join("tests/small_studies/costs");
        let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("costs-{name}"));
        let _ = std::fs::remove_dir_all(&to);
        for file in [
            "policies/school-lunches/study.toml",
            "scripts/scoring/meals.rhai",
            "scripts/scoring/food-cost.rhai",
            "scripts/scoring/per-pupil.rhai",
        ] {
            let there = to.join(file);
            std::fs::create_dir_all(there.parent().expect("a folder")).expect("it can be made");
            std::fs::copy(from.join(file), there).expect("the file is there");
        }
        Self(to)
    }

    /// The same with something else in the study.
    fn changed(name: &str, from: &str, to: &str) -> Self {
        let project = Self::new(name);
        let path = project.0.join("policies/school-lunches/study.toml");
        let study = std::fs::read_to_string(&path).expect("the study is there");
        assert!(study.contains(from), "{from}");
        std::fs::write(path, study.replace(from, to)).expect("it can be written");
        project
    }

    fn toets(&self, args: &[&str]) -> Said {
        let output = Command::new(program())
            .args(args)
            .current_dir(&self.0)
            .output()
            .expect("the program runs");
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            beside: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// What the program prints, where nothing is wrong.
    fn clean(&self, args: &[&str]) -> String {
        let said = self.toets(args);
        assert_eq!(said.code, 0, "toets {}: {}{}", args.join(" "), said.out, said.beside);
        said.out
    }

    fn json(&self, args: &[&str]) -> Value {
        let out = self.clean(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|_| panic!("toets {}: {out}", args.join(" ")))
    }
}

/// Every call that a person would make of a study of costs; `{}` is a file of the call's own.
const CALLS: &[&str] = &[
    "run",
    "run --lang en",
    "run --full",
    "run --full --lang en",
    "run --format json",
    "run --format md",
    "run --format csv",
    "run --format csv --dialect nl-excel",
    "run --cases full --format json",
    "check",
    "check --gaps --lang en",
    "check --format json",
    "check --format short",
    "graph --format dot",
    "graph --format mermaid",
    "graph --format svg",
    "graph --format json",
    "graph --full --impact price --format json",
    "explain --scenario own --group large",
    "explain --scenario fruit --group small --node cost_per_pupil --format json",
    "explain --scenario caterer --group small --node total_cost --format md",
    "explain --scenario own --group small --node affordable --format html --lang en",
    "conditions --scenario own --group large --at-least 0",
    "conditions --scenario fruit --group small --at-least + --format json",
    "conditions --scenario own --group small --node affordable --at-least 0 --necessary --lang en",
    "improve --scenario own --group large --to +",
    "improve --scenario own --group large --to + --format json",
    "improve --scenario caterer --group small --to + --node affordable --lang en",
    "improve --scenario caterer --group small --to + --for some --format md",
    "decide",
    "decide --format json",
    "space",
    "space --lang en",
    "space --format json",
    "space --group large --node affordable --format md",
    "space --group large --fix price=2 --fix days=3 --fix coordination=1000 --fix subsidy=0 --node total_cost",
    "compare own caterer",
    "compare own fruit --group large --ceteris-paribus --lang en",
    "compare caterer fruit --format json",
    "rank",
    "rank --lang en --format json",
    "rank --node total_cost --format csv",
    "fmt",
    "sheet -o {}.xlsx",
    "agree policies/school-lunches policies/school-lunches",
    "robust",
    "robust --format json",
    "report -o {}.html",
    "report -o {}.html --lang both",
    "report -o {}.xlsx --lang en",
    "report -o {}.md",
    "report -o {}.typ",
    "plot scorecard -o {}.svg",
    "plot graph -o {}.svg",
    "plot conditions -o {}.svg",
    "plot space -o {}.svg",
    "plot timeline -o {}.svg",
    "test --accept",
    "test",
    "test --format json",
    "diff policies/school-lunches --to-as-of 2026-01-01",
    "diff policies/school-lunches --to-as-of 2026-01-01 --format json",
    "timeline",
    "timeline --format json",
    "law diff 2024-01-01 2026-01-01",
    "law check",
    "script check scripts/scoring/meals.rhai",
    "script check scripts/scoring/per-pupil.rhai",
    "script test scripts/scoring/meals.rhai",
    "script try scripts/scoring/per-pupil.rhai --scenario own --group small",
    "definitions",
    "schema",
    "completions bash",
];

/// What has nothing to do with the numbers of a study.
const APART: &[&str] = &["new", "help", "sources"];

#[test]
fn every_command_and_form_takes_a_study_that_fixes_its_numbers() {
    let project = Project::new("every");
    let mut asked = BTreeSet::new();
    let mut wrong = Vec::new();
    for (n, call) in CALLS.iter().enumerate() {
        let call = call.replace("{}", &format!("out-{n}"));
        let args: Vec<&str> = call.split(' ').collect();
        asked.insert(args[0].to_owned());
        let said = project.toets(&args);
        if said.code != 0 || said.beside.contains("error") || said.beside.contains("fout") {
            wrong.push(format!("toets {call}: {}\n{}{}", said.code, said.out, said.beside));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A new command has to be asked too.
    let help = project.clean(&["help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    for name in names.filter_map(|line| line.split_whitespace().next()) {
        assert!(asked.contains(name) || APART.contains(&name), "`{name}` is not asked");
    }
}

#[test]
fn a_dearer_option_is_not_called_better() {
    let project = Project::new("dearer");
    let said = project.json(&["compare", "own", "caterer", "--group", "large"]);
    let nodes = said["comparisons"][0]["nodes"].as_array().expect("nodes");
    let relation = |node: &str| {
        let found = nodes.iter().find(|one| one["node"] == node).expect("the node");
        found["relation"].as_str().expect("a word").to_owned()
    };
    // The caterer costs the large school more, and less for coordination.
    assert_eq!(relation("total_cost"), "worse");
    assert_eq!(relation("coordination_cost"), "better");
    // Nobody says that more meals are better or worse.
    assert_eq!(relation("meals"), "lower");
    assert_eq!(relation("subsidy_received"), "equal");
    let words = project.clean(&["compare", "own", "caterer", "--group", "large", "--lang", "en"]);
    let line = |label: &str| {
        words
            .lines()
            .find(|line| line.contains(label))
            .expect("a line")
            .to_owned()
    };
    assert!(line("Costs a year").ends_with("worse"), "{words}");
    assert!(line("Meals a year").ends_with("lower"), "{words}");
}

#[test]
fn a_node_may_turn_the_direction_of_its_scale() {
    let project = Project::changed(
        "subsidy",
        "coordination = 2000, subsidy = 12000",
        "coordination = 2000, subsidy = 15000",
    );
    let said = project.json(&["compare", "own", "caterer", "--group", "large"]);
    let nodes = said["comparisons"][0]["nodes"].as_array().expect("nodes");
    let found = nodes
        .iter()
        .find(|one| one["node"] == "subsidy_received")
        .expect("the node");
    assert_eq!(found["relation"], "better");
}

#[test]
fn a_number_that_is_determined_is_shown_as_one() {
    let project = Project::new("shown");
    let table = project.clean(&["run", "--full"]);
    let costs = table
        .lines()
        .find(|line| line.contains("Kosten per leerling per jaar"))
        .expect("a line");
    assert!(costs.ends_with("18,76"), "{costs}");
    assert!(!costs.contains('?'), "{costs}");
    // Without decimals a long number is cut, and still no question.
    let project = Project::changed("undecided", "decimals = 2\n", "");
    let table = project.clean(&["run", "--full", "--lang", "en"]);
    let costs = table
        .lines()
        .find(|line| line.contains("Costs a pupil a year"))
        .expect("a line");
    assert!(costs.ends_with("18.755556"), "{costs}");
    assert!(!costs.contains('?'), "{costs}");
    // A program gets all of it.
    let said = project.json(&["run"]);
    let cells = said["results"].as_array().expect("cells");
    let small = cells
        .iter()
        .find(|cell| cell["scenario"] == "fruit" && cell["group"] == "small")
        .expect("a cell");
    let possible = small["nodes"]["cost_per_pupil"]["possible"][0]
        .as_f64()
        .expect("a number");
    assert!((possible - 1688.0 / 90.0).abs() < 1e-12, "{possible}");
}

/// A number is written alike wherever it stands: for people by their language, for programs as it is.
#[test]
fn a_large_number_is_written_as_its_reader_writes_it_in_every_form() {
    let project = Project::changed(
        "large",
        "coordination = 2000, subsidy = 12000",
        "coordination = 2000, subsidy = 1234567.8",
    );
    let path = project.0.join("policies/school-lunches/study.toml");
    let study = std::fs::read_to_string(&path).expect("the study is there");
    std::fs::write(path, study.replace("[0, 50000]", "[0, 5000000]")).expect("it can be written");
    for form in ["table", "md", "html", "typ", "docx", "xlsx", "json", "csv"] {
        for (language, written) in [("nl", "1.234.567,8"), ("en", "1,234,567.8")] {
            let file = project.0.join(format!("large-{language}.{form}"));
            let name = file.display().to_string();
            project.clean(&["run", "--lang", language, "--format", form, "-o", &name]);
            let expected = match form {
                "json" | "csv" => "1234567.8",
                _ => written,
            };
            let text = everything_in(&file);
            assert!(text.contains(expected), "{form} in {language}: no {expected}");
        }
    }
}

/// The text of a file; of an archive that of all its parts.
fn everything_in(file: &Path) -> String {
    let bytes = std::fs::read(file).expect("it was written");
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else {
        return String::from_utf8(bytes).expect("it is text");
    };
    let mut text = String::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).expect("a part");
        std::io::Read::read_to_string(&mut part, &mut text).expect("it is text");
    }
    text
}

#[test]
fn what_can_not_be_opened_is_said_and_nothing_is_claimed_of_it() {
    let project = Project::new("opened");
    let said = project.json(&["space"]);
    let uncounted = &said["spaces"][0]["uncounted"];
    assert_eq!(
        uncounted["numbers"],
        value!(["price", "days", "coordination", "subsidy"])
    );
    let nodes: BTreeSet<&str> = uncounted["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for node in ["total_cost", "affordable", "verdict"] {
        assert!(nodes.contains(node), "{uncounted}");
        assert_eq!(said["spaces"][0]["nodes"][node], Value::Null);
    }
    assert!(!nodes.contains("benefit"), "{uncounted}");
    assert_eq!(uncounted["conclusions"], value!(["fruit-is-cheap"]));
    // What does not depend on numbers is counted.
    assert!(said["spaces"][0]["nodes"]["benefit"].is_array(), "{said}");
    let words = project.clean(&["space", "--lang", "en"]);
    assert!(
        words.contains("Not counted, as numbers must be fixed for that"),
        "{words}"
    );
    // With the numbers fixed all is counted.
    let fixed = [
        "--fix",
        "days=3",
        "--fix",
        "price=2",
        "--fix",
        "coordination=0",
        "--fix",
        "subsidy=0",
        "--group",
        "large",
    ];
    let said = project.json(&[&["space"], &fixed[..]].concat());
    assert_eq!(said["spaces"][0]["uncounted"], Value::Null);
    assert!(said["spaces"][0]["nodes"]["verdict"].is_array(), "{said}");
    // Beforehand.
    for (language, wanted) in [
        ("en", "not every number can be left open"),
        ("nl", "niet elk getal kan open blijven"),
    ] {
        let said = project.json(&["check", "--lang", language]);
        let all = said["diagnostics"].as_array().expect("diagnostics").iter();
        let note = all
            .clone()
            .find(|one| one["code"] == "unopened-number")
            .expect("a note");
        assert_eq!(note["severity"], "note");
        assert!(note["message"].as_str().expect("a message").contains(wanted), "{note}");
    }
}

#[test]
fn improve_says_which_numbers_it_left_as_they_are() {
    let project = Project::new("kept");
    let call = ["improve", "--scenario", "caterer", "--group", "small", "--to", "+"];
    let said = project.json(&call);
    assert_eq!(said["kept"], value!(["price", "days", "coordination", "subsidy"]));
    let words = project.clean(&[&call[..], &["--lang", "en"]].concat());
    assert!(
        words.contains("These numbers were left as the scenario fixes them"),
        "{words}"
    );
}

#[test]
fn a_comparison_that_needs_open_numbers_is_undetermined_and_says_why() {
    let project = Project::new("compared");
    let said = project.json(&["run"]);
    let comparison = &said["comparisons"][0];
    assert_eq!(comparison["verdict"], "undetermined");
    assert_eq!(comparison["because"], "open-numbers");
    // Where the numbers were as they were studied it is judged, and dearer is worse.
    let numbers = "days = 3, price = 2, coordination = 1000, subsidy = 0, pupils = 2000";
    let studied = format!(
        "compare = {{ better = {{ kitchen = \"own\", {numbers} }}, than = {{ kitchen = \"caterer\", {numbers} }} }}"
    );
    let open = "compare = { better = { kitchen = \"own\" }, than = { kitchen = \"caterer\" } }";
    let project = Project::changed("compared-at", open, &studied);
    let said = project.json(&["run"]);
    assert_eq!(said["comparisons"][0]["verdict"], "shown", "{}", said["comparisons"]);
    // Without a direction nobody can say.
    let project = Project::changed(
        "no-direction",
        "unit = \"euro\"\nbetter = \"lower\"\n\n[scale.euros_each]",
        "unit = \"euro\"\n\n[scale.euros_each]",
    );
    let said = project.json(&["run"]);
    assert_eq!(said["comparisons"][0]["because"], "no-order");
    let said = project.clean(&["check", "--notes", "--lang", "en"]);
    assert!(said.contains("nobody says which is better on `total_cost`"), "{said}");
}

#[test]
fn numbers_in_the_workbook_are_numbers() {
    use calamine::{Data, Reader as _, Xlsx};
    let project = Project::new("workbook");
    project.clean(&["report", "-o", "lunches.xlsx", "--lang", "en"]);
    let bytes = std::fs::read(project.0.join("lunches.xlsx")).expect("it was written");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    let card = book.worksheet_range(&names[1]).expect("the scorecard");
    let row = card
        .rows()
        .find(|row| row[1].to_string().trim() == "Costs a pupil a year")
        .expect("a row");
    let numbers: Vec<f64> = row[3..]
        .iter()
        .map(|cell| match cell {
            Data::Float(number) => *number,
            Data::Int(number) => *number as f64,
            other => panic!("{other:?} is no number"),
        })
        .collect();
    assert_eq!(numbers.len(), 6);
    assert!((numbers[2] - 1688.0 / 90.0).abs() < 1e-9, "{numbers:?}");
}

#[test]
fn scripts_count_in_decimals() {
    let project = Project::new("decimals");
    let script = "const PLUGIN = #{ id: \"food-cost\", version: \"1.0.0\", scale: \"euros\", label: #{ nl: \"x\", en: \"x\" } };\n\
                  fn score(cell) { judge(if 0.1 + 0.7 == 0.8 && 1.1 * 3 == 3.3 && 0.3 - 0.1 == 0.2 { 1 } else { 0 }) }\n";
    std::fs::write(project.0.join("scripts/scoring/food-cost.rhai"), script).expect("it can be written");
    let said = project.json(&["run"]);
    assert_eq!(said["results"][0]["nodes"]["food_cost"]["possible"], value!([1]));
}
