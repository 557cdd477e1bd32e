//! What `toets run` says on one screen: it fits, it is in words, and it is true.

#![expect(clippy::disallowed_methods, reason = "tests write studies")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::{FOUNDING, founding_study, printed, program, ready, registry, toets};
use toets_evaluate::{all_cells, evaluate};
use toets_model::{Language, Study};
use toets_question::{AskBrief, brief, cells_needed, recommended};
use toets_report::{Style, in_brief};
use unicode_width::UnicodeWidthStr;

/// What the program prints where it is printed this wide; `commands` are its own.
fn screen(study: Study, language: Language, width: usize, commands: &[String]) -> String {
    let compiled = ready(study);
    let study = compiled.study.clone();
    let mut cells = all_cells(&study);
    cells.extend(cells_needed(&study));
    cells.sort_unstable();
    cells.dedup();
    let mut evaluation = evaluate(&compiled, &cells).expect("the study can be evaluated");
    let asked = AskBrief {
        judged: study.judged().collect(),
        beside: recommended(&study),
        groups: study.groups.indices().collect(),
    };
    let found = brief(&mut evaluation, &registry(), asked).expect("it can be said");
    let style = Style {
        language,
        color: false,
        width,
    };
    in_brief(&study, &found, commands, style)
}

/// The commands that the program prints, as it prints them.
fn commands(printed: &str) -> Vec<String> {
    let all = printed.lines().flat_map(|line| line.split(" · "));
    let commands = all.filter_map(|part| part.find("toets ").map(|at| part[at..].trim().to_owned()));
    commands.collect()
}

const LANGUAGES: [(&str, Language); 2] = [("nl", Language::Nl), ("en", Language::En)];

#[test]
fn the_founding_study_fits_one_screen() {
    for (name, language) in LANGUAGES {
        let commands = commands(&printed(&["run", "--lang", name]));
        for width in [60, 80, 120, 200] {
            let screen = screen(founding_study(), language, width, &commands);
            assert!(screen.lines().count() <= 24, "{width}:\n{screen}");
            for line in screen.lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
            if width == 80 {
                insta::assert_snapshot!(format!("one-screen-{name}"), screen);
            }
        }
        let whole = screen(founding_study(), language, 120, &commands);
        assert_eq!(printed(&["run", "--lang", name]), whole);
    }
}

#[test]
fn people_read_words() {
    let study = founding_study();
    for (name, language) in LANGUAGES {
        let commands = commands(&printed(&["run", "--lang", name]));
        for width in [80, 120] {
            let screen = screen(founding_study(), language, width, &commands);
            let mut words = screen.clone();
            for command in &commands {
                words = words.replace(command, "");
            }
            assert!(!words.contains("open."), "{words}");
            let levels = study.scales.iter().flat_map(|(_, scale)| scale.levels());
            let levels = levels
                .map(|level| level.id.to_string())
                .filter(|id| id.len() > 2 || id.contains('-'));
            // Ids that are words of the language, too: "neither" is what people call it.
            let others = study.nodes.names().chain(study.findings.names()).map(str::to_owned);
            let is_word = |id: &str| name == "en" && id.chars().all(|c| c.is_ascii_lowercase());
            for id in levels.chain(others).filter(|id| !is_word(id)) {
                let found = words
                    .split(|c: char| !(c.is_alphanumeric() || "_-.+".contains(c)))
                    .any(|word| word == id);
                assert!(!found, "`{id}`:\n{words}");
            }
            assert!(!words.contains('_'), "{words}");
            if name == "nl" {
                for english in [" the ", " and ", " of the ", "possibly", "scenarios "] {
                    assert!(!words.contains(english), "`{english}`:\n{words}");
                }
            }
        }
    }
}

#[test]
fn commands_run_as_they_are_printed() {
    for call in [
        &["run"][..],
        &["run", FOUNDING, "--lang", "en", "--as-of", "2026-08-01"],
    ] {
        let commands = commands(&printed(call));
        assert_eq!(commands.len(), 3, "{commands:?}");
        for command in commands {
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one-screen.html");
            let mut words: Vec<String> = command.split(' ').skip(1).map(str::to_owned).collect();
            if let Some(at) = words.iter().position(|word| word == "-o") {
                words[at + 1] = file.display().to_string();
            }
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = toets(&words);
            assert!(
                output.status.success(),
                "{command}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

/// A study of a test's own, in a project of its own.
struct Small {
    folder: PathBuf,
}

impl Small {
    fn new(name: &str, text: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("one-screen-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(folder.join("study.toml"), text).expect("the study can be written");
        Self { folder }
    }

    fn printed(&self, args: &[&str]) -> String {
        let output = Command::new(program())
            .args(args)
            .current_dir(&self.folder)
            .output()
            .expect("the program runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{}: {errors}", self.folder.display());
        String::from_utf8(output.stdout).expect("the program prints UTF-8")
    }
}

/// Parts of small studies: what the verdict is judged on, what is judged, what follows.
const ORDERED: &str = r#"
[scale.s]
levels = ["bad", "fair", "good"]
labels = { bad = { nl = "slecht", en = "bad" }, fair = { nl = "matig", en = "fair" }, good = { nl = "goed", en = "good" } }
"#;
const UNLABELLED: &str = r#"
[scale.s]
levels = ["bad", "fair", "good"]
ordered = false
"#;
const ONE_LEVEL: &str = r#"
[scale.s]
levels = ["bad", "good"]
labels = { good = { nl = "Prima; voor nu", en = "Fine; for now" } }
"#;
const EVIDENCE: &str = r#"
[[node]]
id = "v"
label = { nl = "Oordeel", en = "Verdict" }
scale = "s"
score = { plugin = "evidence" }
"#;
const WORST: &str = "combine = \"worst\"\n";
const LEVERS: &str = r#"
[variable.place]
kind = "lever"
label = { nl = "Waar", en = "Where" }
values = ["school", "library", "home"]
labels = { school = { nl = "op school", en = "at school" }, library = { nl = "in de bibliotheek", en = "in the library" } }

[variable.age]
kind = "trait"
label = { nl = "Leeftijd", en = "Age" }
values = ["young", "old"]
"#;
const SCENARIOS: &str = r#"
[[scenario]]
id = "at_school"
label = { nl = "Hulp bij het huiswerk, op school, na de laatste les", en = "Help with homework, at school, after the last lesson" }
levers = { place = "school" }

[[scenario]]
id = "at_library"
label = { nl = "Hulp bij het huiswerk, in de bibliotheek, na de laatste les", en = "Help with homework, in the library, after the last lesson" }
levers = { place = "library" }

[[scenario]]
id = "free"
label = { nl = "Hulp bij het huiswerk waar men wil", en = "Help with homework wherever one likes" }
"#;
const GROUPS: &str = r#"
[[group]]
id = "young_ones"
label = { nl = "Jongere leerlingen", en = "Younger pupils" }
traits = { age = "young" }

[[group]]
id = "old_ones"
label = { nl = "Oudere leerlingen", en = "Older pupils" }
traits = { age = "old" }
"#;
const ONE_GROUP: &str = r#"
[[group]]
id = "pupils"
label = { nl = "Leerlingen", en = "Pupils" }
"#;

fn finding(id: &str, when: &str, level: &str, modality: &str) -> String {
    format!(
        "[[finding]]\nid = \"{id}\"\nnode = \"v\"\nwhen = {{ {when} }}\nlevel = \"{level}\"\nmodality = \"{modality}\"\n\
         statement = {{ nl = \"Zo werkt {id}: want dat is gezien.\", en = \"So works {id}: for that was seen.\" }}\n"
    )
}

fn study(parts: &[&str]) -> String {
    let head = "[study]\nid = \"small\"\ntitle = { nl = \"Hulp bij huiswerk\", en = \"Help with homework\" }\nverdict = \"v\"\n";
    format!("{head}{}", parts.concat())
}

/// Studies that differ in what may be missing or open.
fn studies() -> Vec<(&'static str, String)> {
    let school = finding("f1", "place = \"school\"", "good", "certain");
    let library = finding("f2", "place = \"library\"", "bad", "certain");
    let home = finding("f3", "place = \"home\"", "fair", "uncertain");
    let young = finding("f4", "age = \"young\", place = \"school\"", "bad", "uncertain");
    let old = finding("f5", "age = \"old\"", "fair", "certain");
    let conclusions = "[[conclusion]]\nid = \"c1\"\nstatement = { nl = \"Zo is het.\", en = \"So it is.\" }\nholds = 'v >= \"fair\"'\n\
         [[conclusion]]\nid = \"c2\"\nstatement = { nl = \"Zo ook.\", en = \"So too.\" }\nstated_only = { nl = \"Nog niet.\", en = \"Not yet.\" }\n\
         [[conclusion]]\nid = \"c3\"\nstatement = { nl = \"Op school.\", en = \"At school.\" }\nover = { scenario = [\"at_school\"] }\nholds = 'v >= \"bad\"'\n";
    let numbers = "[scale.s]\ntype = \"number\"\nunit = \"euro\"\ndecimals = 2\nbetter = \"lower\"\n\
         [variable.cost]\nkind = \"lever\"\nlabel = { nl = \"Kosten\", en = \"Cost\" }\ntype = \"number\"\n\
         [[node]]\nid = \"v\"\nlabel = { nl = \"Kosten\", en = \"Cost\" }\nscale = \"s\"\nscore = { plugin = \"number\", of = \"cost\" }\n\
         [[scenario]]\nid = \"S\"\nlabel = { nl = \"Hulp\", en = \"Help\" }\nlevers = { cost = 12.5 }\n";
    let many = (0..40).map(|n| {
        format!("[[scenario]]\nid = \"S{n}\"\nlabel = {{ nl = \"Scenario nummer {n}, met een lange naam waarin van alles staat\", en = \"Scenario number {n}, with a long name\" }}\nlevers = {{ place = \"school\" }}\n")
    });
    let many: String = many.collect();
    let groups = (0..12).map(|n| {
        format!("[[group]]\nid = \"g{n}\"\nlabel = {{ nl = \"Groep nummer {n} met een lange naam\", en = \"Group number {n} with a long name\" }}\n")
    });
    let groups: String = groups.collect();
    let constraint = "[[constraint]]\nwhen = { age = \"old\" }\nthen = { place = \"home\" }\n";
    let all: Vec<(&str, Vec<&str>)> = vec![
        (
            "sure",
            vec![ORDERED, EVIDENCE, WORST, LEVERS, SCENARIOS, GROUPS, &school, &library],
        ),
        (
            "open",
            vec![
                ORDERED, EVIDENCE, WORST, LEVERS, SCENARIOS, GROUPS, &school, &library, &home, &young, &old,
            ],
        ),
        (
            "concluded",
            vec![
                ORDERED,
                EVIDENCE,
                WORST,
                LEVERS,
                SCENARIOS,
                GROUPS,
                &library,
                &old,
                conclusions,
            ],
        ),
        ("silent", vec![ORDERED, EVIDENCE, WORST, LEVERS, SCENARIOS, GROUPS]),
        (
            "unlabelled",
            vec![
                UNLABELLED, EVIDENCE, LEVERS, SCENARIOS, ONE_GROUP, &school, &library, &young,
            ],
        ),
        (
            "unordered",
            vec![UNLABELLED, EVIDENCE, LEVERS, SCENARIOS, GROUPS, &library, &old],
        ),
        (
            "capital",
            vec![ONE_LEVEL, EVIDENCE, WORST, LEVERS, SCENARIOS, ONE_GROUP, &school],
        ),
        ("no-groups", vec![ORDERED, EVIDENCE, WORST, LEVERS, SCENARIOS, &school]),
        ("no-scenarios", vec![ORDERED, EVIDENCE, WORST, LEVERS, GROUPS, &school]),
        (
            "impossible",
            vec![
                ORDERED, EVIDENCE, WORST, LEVERS, SCENARIOS, GROUPS, &school, &library, constraint,
            ],
        ),
        ("numbers", vec![numbers, ONE_GROUP]),
        (
            "many",
            vec![ORDERED, EVIDENCE, WORST, LEVERS, &many, &groups, &school, &young],
        ),
    ];
    all.into_iter().map(|(name, parts)| (name, study(&parts))).collect()
}

/// The cells of a scenario and a group in JSON: what the verdict can be.
fn possible(results: &Value, wanted: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
    let cells = results["results"].as_array().expect("a list of cells").iter();
    cells
        .filter(|cell| wanted(cell["group"].as_str().unwrap_or_default()))
        .map(|cell| {
            let levels = cell["nodes"]["v"]["possible"].as_array().cloned().unwrap_or_default();
            levels
                .iter()
                .map(|level| level.as_str().unwrap_or_default().to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn whatever_a_study_lacks_the_rest_is_said() {
    let mut all = String::new();
    for (name, text) in studies() {
        let small = Small::new(name, &text);
        for (language, _) in LANGUAGES {
            let screen = small.printed(&["run", "--lang", language]);
            assert!(screen.lines().count() <= 24, "{name}:\n{screen}");
            assert!(screen.lines().all(|line| line.width() <= 120), "{name}:\n{screen}");
            all.push_str(&format!("=== {name}, {language}\n{screen}\n"));
        }
    }
    insta::assert_snapshot!("small-screens", all);
}

/// What a title says of the scenarios for some groups.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Said {
    None,
    All,
    Surely(usize, usize),
    Possibly(usize),
    Open,
    NotAssessed,
}

fn said(clause: &str, judged: usize) -> Said {
    let number = |text: &str| text.split(' ').find_map(|word| word.parse::<usize>().ok());
    let text = clause.trim().to_lowercase();
    let text = text.split(" (").next().unwrap_or_default().to_owned();
    if text.contains("nog open") {
        Said::Open
    } else if text.contains("niet onderzocht") {
        Said::NotAssessed
    } else if text.contains("geen van") || text.contains(" niet ") {
        Said::None
    } else if let Some((surely, more)) = text.split_once(", mogelijk nog ") {
        Said::Surely(number(surely).expect("a number"), number(more).expect("a number"))
    } else if text.contains("mogelijk") {
        Said::Possibly(if text.contains("alle ") {
            judged
        } else {
            number(&text).unwrap_or(1)
        })
    } else if text.contains("alle ") {
        Said::All
    } else {
        Said::Surely(number(&text).unwrap_or(1), 0)
    }
}

#[test]
fn the_first_sentence_is_true() {
    let best = "good".to_owned();
    for (name, text) in studies() {
        let small = Small::new(&format!("true-{name}"), &text);
        let screen = small.printed(&["run"]);
        let results: Value = serde_json::from_str(&small.printed(&["run", "--format", "json"])).expect("JSON");
        let title: Vec<&str> = screen
            .lines()
            .take_while(|line| !line.starts_with("Hulp bij huiswerk"))
            .collect();
        let title = title.join(" ");
        if title.is_empty() {
            let judged = possible(&results, |_| true);
            assert!(
                name == "numbers" || judged.iter().all(Vec::is_empty),
                "{name}: nothing is said\n{screen}"
            );
            continue;
        }
        let groups = [("young_ones", "jongere leerlingen"), ("old_ones", "oudere leerlingen")];
        let clauses: Vec<&str> = title.split(';').collect();
        for clause in &clauses {
            let named = groups.iter().filter(|(_, label)| clause.contains(label));
            let named: Vec<&str> = named.map(|(id, _)| *id).collect();
            // What is said of no group is said of each.
            let all = results["results"].as_array().expect("cells").iter();
            let mut all: Vec<&str> = all.map(|cell| cell["group"].as_str().unwrap_or_default()).collect();
            all.sort_unstable();
            all.dedup();
            for id in if named.is_empty() { all } else { named } {
                let cells = possible(&results, |group| group == id);
                let cells: Vec<Vec<String>> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
                let surely = cells.iter().filter(|cell| **cell == [best.clone()]).count();
                let possibly = cells.iter().filter(|cell| cell.contains(&best)).count();
                let whole =
                    |cell: &Vec<String>| cell.len() >= 2 && cell.contains(&best) && cell.contains(&"bad".to_owned());
                match said(clause, cells.len()) {
                    Said::None => assert_eq!(possibly, 0, "{name}: {title}"),
                    Said::All => assert_eq!(surely, cells.len(), "{name}: {title}"),
                    Said::Surely(n, more) => assert_eq!((surely, possibly), (n, n + more), "{name}: {title}"),
                    Said::Possibly(n) => assert_eq!((surely, possibly), (0, n), "{name}: {title}"),
                    Said::Open | Said::NotAssessed => assert!(cells.iter().all(whole), "{name}: {title}"),
                }
            }
        }
    }
}
