//! `toets test` and `toets diff` on a small project: what differs, because of what, and what is approved.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write projects and read what became of them"
)]

#[path = "../support/mod.rs"]
mod support;

mod otherwise;
mod project;

use std::collections::BTreeSet;

use project::Project;
use serde_json::Value;

/// The inputs that moves are put down to.
fn causes(json: &Value) -> BTreeSet<String> {
    let moves = json["moves"].as_array().expect("a list of moves");
    let because = moves
        .iter()
        .flat_map(|one| one["because"].as_array().expect("a list of causes"));
    because
        .map(|cause| cause.as_str().expect("a name").to_owned())
        .collect()
}

/// What moved: `C1/glo.needs`, or the id of a conclusion.
fn moved(json: &Value) -> BTreeSet<String> {
    let moves = json["moves"].as_array().expect("a list of moves").iter();
    moves.map(moved_name).collect()
}

fn moved_name(one: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match one["what"].as_str() {
        Some("node") => format!(
            "{}/{}.{}",
            text(&one["scenario"]),
            text(&one["group"]),
            text(&one["node"])
        ),
        Some("cell") => format!("{}/{}", text(&one["scenario"]), text(&one["group"])),
        Some("conclusion") => text(&one["conclusion"]),
        _ => text(&one["finding"]),
    }
}

/// Snapshots that differ, with their states.
fn states(json: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = json["differences"].as_array().expect("a list of differences").iter();
    all.map(|one| (text(&one["snapshot"]), text(&one["state"]))).collect()
}

fn set<const N: usize>(all: [&str; N]) -> BTreeSet<String> {
    all.into_iter().map(str::to_owned).collect()
}

/// The files of pages, in order.
fn pages<const N: usize>(names: [&str; N]) -> Vec<String> {
    let both = names.map(|name| ["en", "nl"].map(|language| format!("{name}.{language}.snap")));
    both.into_iter().flatten().collect()
}

/// The files that are kept where all is approved.
fn kept<const N: usize>(names: [&str; N]) -> Vec<String> {
    [pages(names), vec!["inputs.lock".to_owned(), "results.lock".to_owned()]].concat()
}

#[test]
fn what_was_never_approved_differs_until_it_is() {
    let project = Project::new("never");
    let (code, printed, _) = project.toets(&["test", "--lang", "en"]);
    assert_eq!(code, 1);
    assert_eq!(
        printed,
        "Nothing was approved yet.\nnever approved: A1/glo, A1/amv, C1/glo, C1/amv, conclusions\n"
    );
    assert!(project.snapshots().is_empty(), "a test writes nothing");
    assert_eq!(project.toets(&["test", "--accept"]).0, 0);
    assert_eq!(
        project.snapshots(),
        kept(["A1-amv", "A1-glo", "C1-amv", "C1-glo", "conclusions"])
    );
    let (code, printed, _) = project.toets(&["test", "--lang", "en"]);
    assert_eq!((code, &*printed), (0, "All is as it was approved (5).\n"));
}

#[test]
fn a_changed_finding_is_named_and_nothing_else() {
    let project = Project::approved("finding");
    project.replace("level = \"+\" # f1", "level = \"-\" # f1");
    let (code, json) = project.json(&["test"]);
    assert_eq!(code, 1);
    assert_eq!(causes(&json), set(["finding f1"]));
    assert_eq!(
        moved(&json),
        set([
            "C1/glo.needs",
            "C1/amv.needs",
            "C1/glo.verdict",
            "C1/amv.verdict",
            "helps-outside"
        ])
    );
    assert_eq!(json["changes"][0]["aspects"][0]["from"], "+");
    let (_, printed, _) = project.toets(&["test", "--lang", "en"]);
    insta::assert_snapshot!("changed-finding-en", printed);
    let (_, printed, _) = project.toets(&["test"]);
    insta::assert_snapshot!("changed-finding-nl", printed);
    // Nothing is written but on demand.
    assert_eq!(project.snapshots().len(), 12);
    assert_eq!(project.toets(&["test", "--accept"]).0, 0);
    assert_eq!(project.toets(&["test"]).0, 0);
}

#[test]
fn each_kind_of_input_is_named_where_it_moves_something() {
    let cases = [
        ("modality = \"certain\" # f1", "modality = \"uncertain\"", "finding f1"),
        (
            "some-respondents = \"open\"",
            "some-respondents = \"holds\"",
            "modality some-respondents",
        ),
        (
            "own = \"first\" # needs",
            "default = { level = \"--\", reason = { nl = \"x\" } }",
            "node needs",
        ),
        ("plugin = \"worst\"", "plugin = \"best\"", "node verdict"),
        (
            "sides = [[\"f4\"], [\"f5\"]]",
            "sides = [[\"f4\"], [\"f2\"]]",
            "contest costs-contest",
        ),
        (
            "to = { reception = \"coa\" }",
            "to = { reception = \"glo\" }",
            "transfer glo-as-coa",
        ),
        (
            "holds = 'needs >= \"+\"'",
            "holds = 'needs >= \"++\"'",
            "conclusion helps-outside",
        ),
        (
            "then = { returns = \"no\" }",
            "then = { returns = \"yes\" }",
            "constraint",
        ),
        (
            "levels = [\"--\", \"-\"",
            "levels = [\"abysmal\", \"--\", \"-\"",
            "scale five",
        ),
        (
            "levers = { timing = \"outside\" }",
            "levers = { timing = \"inside\" }",
            "scenario C1",
        ),
        ("as_of = 2025-05-01", "as_of = 2030-05-01", "study as_of"),
        ("valid_to = 2026-01-01", "valid_to = 2024-01-01", "provision wpo:9"),
        (
            "regime = { reading = \"report\" }",
            "regime = { reading = \"strict\" }",
            "regime reading",
        ),
    ];
    let project = Project::approved("inputs");
    for (from, to, cause) in cases {
        let change = project.replace(from, to);
        let (code, json) = project.json(&["test"]);
        assert_eq!(code, 1, "{cause}: {json:#}");
        let found = causes(&json);
        assert!(
            !found.is_empty() && found.iter().all(|one| one.starts_with(cause)),
            "{cause}: {found:?}"
        );
        change.undo();
        assert_eq!(project.toets(&["test"]).0, 0, "{cause} undone");
    }
    // A script is known by its source.
    let change = project.replace_in("scripts/scoring/law.rhai", "judge(\"-\")", "judge(\"--\")");
    let (code, json) = project.json(&["test"]);
    assert_eq!((code, causes(&json)), (1, set(["plugin law"])));
    change.undo();
}

#[test]
fn where_several_inputs_changed_those_that_may_have_moved_it_are_candidates() {
    let project = Project::approved("several");
    project.replace("level = \"+\" # f1", "level = \"++\"");
    project.replace("level = \"+\" # f4", "level = \"++\"");
    let (_, json) = project.json(&["test"]);
    let because = |what: &str| -> BTreeSet<String> {
        let moves = json["moves"].as_array().expect("a list of moves").iter();
        let one = moves.filter(|one| moved_name(one) == what).collect::<Vec<_>>();
        assert_eq!(one.len(), 1, "{what}");
        let because = one[0]["because"].as_array().expect("a list of causes").iter();
        because
            .map(|cause| cause.as_str().expect("a name").to_owned())
            .collect()
    };
    // Each is put down to what its node rests on; the verdict to either.
    assert_eq!(because("C1/glo.needs"), set(["finding f1"]));
    assert_eq!(because("C1/glo.costs"), set(["finding f4"]));
    assert_eq!(because("C1/glo.verdict"), set(["finding f1", "finding f4"]));
    // Where `f1`, which speaks of outside only, can't have moved it, it is no candidate.
    assert_eq!(because("A1/glo.verdict"), set(["finding f4"]));
    let (_, printed, _) = project.toets(&["test", "--lang", "en", "--scenario", "C1", "--group", "glo"]);
    assert!(
        printed.contains(
            "because of one or more of: finding `f1` (`level`: `+` → `++`); finding `f4` (`level`: `+` → `++`)"
        ),
        "{printed}"
    );
}

#[test]
fn other_grounds_for_the_same_level_are_no_other_words() {
    let project = Project::approved("grounds");
    let finding = |id: &str, level: &str| {
        project.append(&format!(
            "[[finding]]\nid = \"{id}\"\nnode = \"needs\"\nwhen = {{ timing = \"outside\" }}\nlevel = \"{level}\"\n\
             modality = \"certain\"\nstatement = {{ nl = \"x\", en = \"x\" }}\n"
        ));
    };
    finding("g1", "++");
    finding("g2", "-");
    let (code, json) = project.json(&["test"]);
    assert_eq!(code, 1);
    assert_eq!(moved(&json), set(["C1/glo.needs", "C1/amv.needs"]));
    assert_eq!(json["moves"][0]["how"], "grounds");
    assert_eq!(causes(&json), set(["finding g1", "finding g2"]));
}

#[test]
fn order_wording_and_unused_things_are_no_causes() {
    let project = Project::approved("wording");
    // Findings in another file, in another order.
    let change = project.move_to_file("f2", "include/moved.toml");
    assert_eq!(project.toets(&["test"]).0, 0);
    change.undo();
    // Other words: the snapshots differ, but nothing moved.
    let change = project.replace("nl = \"Behoeften\"", "nl = \"Noden\"");
    let (code, json) = project.json(&["test"]);
    assert_eq!((code, causes(&json)), (1, BTreeSet::new()));
    assert!(json["changes"].as_array().is_some_and(Vec::is_empty));
    let differences = json["differences"].as_array().expect("a list");
    assert!(differences.iter().all(|one| one["wording_only"] == true) && differences.len() == 4);
    let (_, printed, _) = project.toets(&["test", "--lang", "en"]);
    assert!(
        printed.contains("said in other words only: A1/glo, A1/amv, C1/glo, C1/amv\n"),
        "{printed}"
    );
    change.undo();
    // A finding that says nothing of a node moves nothing; it is told, and no difference.
    project.append(
        "[[finding]]\nid = \"f9\"\nnode = \"needs\"\nmodality = \"certain\"\nrole = \"premise\"\nstatement = { nl = \"x\" }\n",
    );
    let (code, printed, _) = project.toets(&["test", "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(
        printed.ends_with("Also changed, without anything moving\n  finding `f9` (new)\n"),
        "{printed}"
    );
    project.toets(&["test", "--accept"]);
    assert_eq!(
        project.toets(&["test", "--lang", "en"]).1,
        "All is as it was approved (5).\n"
    );
}

#[test]
fn a_scenario_fixes_otherwise_and_moves_only_what_hangs_on_that() {
    let project = Project::approved("levers");
    project.replace(
        "levers = { timing = \"outside\" }",
        "levers = { timing = \"outside\", size = \"large\" }",
    );
    let (code, json) = project.json(&["test"]);
    // Nothing depends on the size.
    assert_eq!((code, moved(&json)), (0, BTreeSet::new()));
}

#[test]
fn scenarios_come_and_go() {
    let project = Project::approved("scenarios");
    project.replace("id = \"C1\"", "id = \"D1\"");
    project.replace("over = { scenario = [\"C1\"] }", "over = { scenario = [\"D1\"] }");
    let (code, json) = project.json(&["test"]);
    let states = states(&json);
    let is = |name: &str, state: &str| states.contains(&(name.to_owned(), state.to_owned()));
    assert_eq!(code, 1);
    assert!(
        is("D1/glo", "new") && is("C1/glo", "removed") && is("conclusions", "changed"),
        "{states:?}"
    );
    project.toets(&["test", "--accept"]);
    assert_eq!(
        project.snapshots(),
        kept(["A1-amv", "A1-glo", "D1-amv", "D1-glo", "conclusions"])
    );
    // Only some cells: what was not asked for is left alone, and was then never approved.
    for file in pages(["D1-amv", "D1-glo"]) {
        project.remove_snapshot(&file);
    }
    assert_eq!(project.toets(&["test", "--scenario", "A1"]).0, 0);
    assert_eq!(
        project
            .toets(&["test", "--scenario", "D1", "--group", "glo", "--accept"])
            .0,
        0
    );
    let (_, json) = project.json(&["test"]);
    assert_eq!(self::states(&json), [("D1/amv".to_owned(), "unapproved".to_owned())]);
}

#[test]
fn scenarios_on_request_are_tested_once_they_were_approved() {
    let project = Project::new("request");
    project.append(
        "[[scenario]]\nid = \"E1\"\nlabel = { nl = \"E\" }\nevaluate = \"on-request\"\nlevers = { timing = \"outside\" }\n",
    );
    project.toets(&["test", "--accept"]);
    assert_eq!(project.snapshots().len(), 12);
    assert_eq!(project.toets(&["test", "--accept", "--scenario", "E1"]).0, 0);
    assert_eq!(project.snapshots().len(), 16);
    assert_eq!(project.toets(&["test"]).0, 0);
    project.replace("level = \"+\" # f1", "level = \"-\" # f1");
    assert!(moved(&project.json(&["test"]).1).contains("E1/glo.needs"));
}

#[test]
fn a_review_asks_one_by_one() {
    let project = Project::approved("review");
    project.replace("level = \"+\" # f1", "level = \"-\" # f1");
    let before = project.read_snapshot("C1-glo.nl.snap");
    // No answers at all: nothing is approved.
    let (code, _, said) = project.answer(&["test", "--review"], "");
    assert_eq!(code, 1);
    assert!(said.ends_with("0 accepted, 0 rejected, 3 left as they are\n"), "{said}");
    let (code, printed, said) = project.answer(&["test", "--review", "--lang", "en"], "d\nnonsense\na\nr\nq\n");
    assert_eq!(code, 1);
    assert!(
        said.contains("approved in `snapshots/`: C1-glo.en.snap, C1-glo.nl.snap, results.lock\n"),
        "{said}"
    );
    assert!(said.ends_with("1 accepted, 1 rejected, 1 left as they are\n"), "{said}");
    assert!(
        printed.contains("[1/3] C1 · glo (changed)") && printed.contains("because of finding `f1`"),
        "{printed}"
    );
    assert_ne!(project.read_snapshot("C1-glo.nl.snap"), before);
    // What is left is still put down to the finding.
    assert_eq!(causes(&project.json(&["test"]).1), set(["finding f1"]));
    assert_eq!(project.answer(&["test", "--review"], "a\na\n").0, 0);
    assert_eq!(project.toets(&["test"]).1, "Alles is zoals het is goedgekeurd (5).\n");
}

#[test]
fn insta_can_review_what_is_pending() {
    let project = Project::approved("pending");
    project.replace("level = \"+\" # f1", "level = \"-\" # f1");
    assert_eq!(project.toets(&["test", "--pending"]).0, 1);
    let pending: Vec<String> = project
        .snapshots()
        .into_iter()
        .filter(|name| name.ends_with(".new"))
        .collect();
    let waiting = pages(["C1-amv", "C1-glo", "conclusions"]).into_iter();
    assert_eq!(pending, waiting.map(|file| format!("{file}.new")).collect::<Vec<_>>());
    let path = project.folder().join("policies/small/snapshots/C1-glo.nl.snap.new");
    let snapshot = insta::Snapshot::from_file(&path).expect("insta reads it");
    assert_eq!(snapshot.metadata().expression(), Some("C1/glo"));
    assert!(
        project
            .toets(&["test", "--lang", "en"])
            .1
            .contains("waiting for a review: C1-amv.en.snap.new")
    );
    // What insta's reviewer does when all is accepted. It writes pages only: what moved is told until it is accepted here.
    for name in pending {
        project.rename_snapshot(&name, name.trim_end_matches(".new"));
    }
    let (code, json) = project.json(&["test"]);
    assert_eq!((code, causes(&json)), (1, set(["finding f1"])));
    assert!(states(&json).iter().all(|(_, state)| state == "changed") && states(&json).len() == 3);
    assert_eq!(project.toets(&["test", "--accept"]).0, 0);
    assert_eq!(
        project.toets(&["test", "--lang", "en"]).1,
        "All is as it was approved (5).\n"
    );
}

#[test]
fn accepting_changes_nothing_where_one_file_can_t_be_written() {
    let project = Project::approved("atomic");
    project.replace("level = \"+\" # f1", "level = \"-\" # f1");
    let before = [
        project.read_snapshot("C1-amv.nl.snap"),
        project.read_snapshot("results.lock"),
    ];
    // A folder stands in the way of a file that comes late.
    project.remove_snapshot("conclusions.nl.snap");
    project.make_folder("policies/small/snapshots/conclusions.nl.snap/full");
    let names = project.snapshots();
    let (code, _, said) = project.toets(&["test", "--accept"]);
    assert_eq!(code, 2, "{said}");
    assert_eq!(
        [
            project.read_snapshot("C1-amv.nl.snap"),
            project.read_snapshot("results.lock")
        ],
        before
    );
    assert_eq!(project.snapshots(), names);
}

#[test]
fn a_project_without_results_is_told_what_to_do() {
    let project = Project::approved("older");
    project.replace("level = \"+\" # f1", "level = \"-\" # f1");
    project.remove_snapshot("results.lock");
    // As an older version kept it: one file for both languages.
    for (page, older) in
        pages(["C1-glo", "C1-amv"])
            .iter()
            .zip(["C1-glo.snap", "C1-glo.snap", "C1-amv.snap", "C1-amv.snap"])
    {
        project.rename_snapshot(page, older);
    }
    let (code, printed, _) = project.toets(&["test", "--lang", "en"]);
    assert_eq!(code, 1);
    assert!(
        printed.contains("approve it with `toets test --accept`: A1/glo, A1/amv, C1/glo, C1/amv, conclusions\n"),
        "{printed}"
    );
    assert_eq!(project.toets(&["test", "--accept"]).0, 0);
    assert_eq!(
        project.snapshots(),
        kept(["A1-amv", "A1-glo", "C1-amv", "C1-glo", "conclusions"])
    );
    assert_eq!(project.toets(&["test"]).0, 0);
}

#[test]
fn two_studies_are_compared_without_snapshots() {
    let old = Project::new("old");
    let new = Project::new("new");
    let paths = [&old, &new].map(|project| project.folder().join("policies/small").display().to_string());
    let call = ["diff", &paths[0], &paths[1]];
    assert_eq!(new.toets(&call).0, 0);
    new.replace("level = \"+\" # f1", "level = \"-\" # f1");
    let (code, json) = new.json(&call);
    assert_eq!((code, causes(&json)), (1, set(["finding f1"])));
    assert!(moved(&json).contains("C1/glo.needs") && moved(&json).contains("helps-outside"));
    let (code, json) = new.json(&[&call[..], &["--scenario", "A1"]].concat());
    assert_eq!((code, moved(&json)), (0, BTreeSet::new()));
    let (code, printed, _) = new.toets(&[&call[..], &["--format", "md", "--lang", "en", "--group", "glo"]].concat());
    assert_eq!(code, 1);
    let printed = printed.split_once('\n').map_or("", |(_, rest)| rest);
    insta::assert_snapshot!("diff-md", printed);
    assert_eq!(new.toets(&[&call[..], &["--scenario", "X9"]].concat()).0, 2);
}

#[test]
fn two_regimes_of_one_study_are_compared() {
    let project = Project::new("regimes");
    let (code, json) = project.json(&["diff", "--to-regime", "reading=strict"]);
    assert_eq!((code, causes(&json)), (1, set(["regime reading"])));
    let (code, json) = project.json(&["diff", "--as-of", "2025-01-01", "--to-as-of", "2027-01-01"]);
    assert_eq!((code, causes(&json)), (1, set(["study as_of"])));
    assert_eq!(
        moved(&json),
        set(["A1/glo.law", "A1/amv.law", "C1/glo.law", "C1/amv.law"])
    );
    assert_eq!(project.toets(&["diff", "--to-as-of", "2025-06-01"]).0, 0);
    for wrong in [
        &["diff"][..],
        &["diff", "--to-regime", "reading"],
        &["diff", "--to-regime", "reading=other"],
        &["diff", "--to-regime", "timing=inside"],
        &["diff", "--to-as-of", "yesterday"],
    ] {
        let (code, printed, said) = project.toets(wrong);
        assert_eq!((code, &*printed), (2, ""), "{wrong:?}");
        assert!(said.contains("help: "), "{wrong:?}: {said}");
    }
}
