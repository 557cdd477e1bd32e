//! Snapshots as files: what is written is read back, by us and by insta, and accepting is all or nothing.

#![expect(clippy::disallowed_methods, reason = "insta reads snapshots from files")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toets_approved::{
    Approved, Difference, INPUTS, Name, RESULTS, Snapshot, State, Store, Today, WriteAll, cells, compare,
};
use toets_diagnostic::Words;
use toets_evaluate::{Limits, compile, evaluate};
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{
    Allowed, CellRef, Comparator, Conclusion, ConclusionKind, Condition, Constraint, Evaluate, Fixed, Formula, Group,
    Index, Kind, Language, Modality, Quantifier, Scenario, Study, Term, Test, Text,
};
use toets_plugin::Registry;
use toets_question::{CellName, InputKey, InputKind, fingerprints};

fn registry() -> Registry {
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry
}

fn text(nl: &str, en: &str) -> Text {
    Text {
        nl: nl.into(),
        en: Some(en.into()),
    }
}

/// Two scenarios, one group, two indicators; one finding is open.
fn small() -> Study {
    let mut study = study();
    let five = scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
    let timing = variable(&mut study, "timing", Kind::Lever, &["inside", "outside"]);
    let returns = variable(&mut study, "returns", Kind::Trait, &["yes", "no"]);
    let needs = node(&mut study, "needs", five, "evidence", &[]);
    let costs = node(&mut study, "costs", five, "evidence", &[]);
    study.verdict = node(&mut study, "verdict", five, "worst", &[needs, costs]);
    for (id, at, level, tested, value) in [
        ("f1", needs, "+", timing, 1),
        ("f2", needs, "-", timing, 0),
        ("f3", costs, "-", returns, 1),
        ("f4", costs, "+", returns, 0),
    ] {
        let id = finding(&mut study, id, at, Some(level));
        study.findings[id].when.all.push(Test {
            variable: tested,
            allowed: Allowed::Values(vec![Index::from_usize(value)]),
            span: nowhere(),
        });
    }
    let open = study.findings.find("f4").expect("built by this test");
    study.findings[open].modality = Modality::Uncertain;
    study.constraints.push(Constraint {
        span: nowhere(),
        when: Condition::default(),
        then: Condition {
            all: vec![Test {
                variable: returns,
                allowed: Allowed::Values(vec![Index::from_usize(0), Index::from_usize(1)]),
                span: nowhere(),
            }],
            any: Vec::new(),
        },
        reason: None,
    });
    for (id, value) in [("2021:a", 0), ("C1", 1)] {
        let scenario = Scenario {
            span: nowhere(),
            label: text("Vaardigheden\nbuiten", "Skills outside"),
            short: None,
            levers: [(timing, Fixed::Value(Index::from_usize(value)))].into_iter().collect(),
            by_group: Default::default(),
            based_on: None,
            evaluate: Evaluate::Always,
            maps_to: Vec::new(),
            note: None,
            sources: Vec::new(),
        };
        study.scenarios.insert(id, scenario).expect("built by this test");
    }
    let group = Group {
        span: nowhere(),
        label: text("Kinderen", "Children"),
        short: None,
        definition: None,
        traits: Default::default(),
        sources: Vec::new(),
    };
    study.groups.insert("glo", group).expect("built by this test");
    let holds = Formula::Compare {
        left: Term::Node(CellRef::Current, needs),
        comparator: Comparator::AtLeast,
        right: Term::Level(Index::from_usize(3)),
    };
    let conclusion = Conclusion {
        span: nowhere(),
        kind: ConclusionKind::Conclusion,
        statement: text("Het helpt.", "It helps."),
        scenarios: None,
        groups: None,
        people: Quantifier::All,
        levers: Quantifier::All,
        only: Condition::default(),
        holds: Some(holds),
        key: None,
        stated_only: None,
        cites: Vec::new(),
        sources: Vec::new(),
        note: None,
    };
    study
        .conclusions
        .insert("helps", conclusion)
        .expect("built by this test");
    study
}

fn today(study: &Study) -> Today {
    let registry = registry();
    let compiled =
        Arc::new(compile(Arc::new(study.clone()), &registry, Limits::default()).expect("built by this test"));
    let all = cells(study, std::iter::empty());
    let mut evaluation = evaluate(&compiled, &all).expect("built by this test");
    let inputs = fingerprints(&compiled, &registry);
    Today::new(&mut evaluation, inputs, &all).expect("built by this test")
}

/// Files in memory; writing can be made to fail.
#[derive(Default)]
struct Memory {
    files: BTreeMap<String, String>,
    fails: bool,
    calls: usize,
}

impl Store for Memory {
    fn list(&self) -> Result<Vec<String>, Words> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, file: &str) -> Result<Option<String>, Words> {
        Ok(self.files.get(file).cloned())
    }

    fn write_all(&mut self, files: &WriteAll) -> Result<(), Words> {
        self.calls += 1;
        if self.fails {
            return Err(("the disk is full", "de schijf is vol").into());
        }
        for (file, text) in files {
            match text {
                Some(text) => self.files.insert(file.clone(), text.clone()),
                None => self.files.remove(file),
            };
        }
        Ok(())
    }
}

/// Accepts all that differs.
fn accept(store: &mut Memory, today: &Today) -> Result<(), Words> {
    let comparison = compare(&Approved::read(store)?, today, None);
    let all: Vec<&Difference> = comparison.differences.iter().collect();
    store.write_all(&comparison.accept(&all))
}

/// All that is kept of the small study.
const ALL: [&str; 8] = [
    "2021=a-glo.en.snap",
    "2021=a-glo.nl.snap",
    "C1-glo.en.snap",
    "C1-glo.nl.snap",
    "conclusions.en.snap",
    "conclusions.nl.snap",
    "inputs.lock",
    "results.lock",
];

fn names(store: &Memory) -> Vec<&str> {
    store.files.keys().map(String::as_str).collect()
}

#[test]
fn what_is_written_is_read_back() {
    let today = today(&small());
    let mut store = Memory::default();
    accept(&mut store, &today).expect("built by this test");
    assert_eq!(names(&store), ALL);
    let approved = Approved::read(&store).expect("built by this test");
    assert_eq!(approved.pages, today.pages);
    assert_eq!(approved.results(), &today.results);
    assert_eq!(approved.inputs.as_ref(), Some(&today.inputs));
    let comparison = compare(&approved, &today, None);
    assert!(comparison.is_same() && !comparison.only_inputs_differ() && comparison.same == 3);
}

#[test]
fn a_cell_reads_as_policy_text_in_both_languages() {
    let today = today(&small());
    let cell = CellName::parse("C1/glo").expect("built by this test");
    for (language, code) in [(Language::Nl, "nl"), (Language::En, "en")] {
        let page = |name: &Name| &today.pages[name][&language].contents;
        insta::assert_snapshot!(format!("cell-{code}"), page(&Name::Cell(cell.clone())));
        insta::assert_snapshot!(format!("conclusions-{code}"), page(&Name::Conclusions));
    }
    let mut store = Memory::default();
    accept(&mut store, &today).expect("built by this test");
    insta::assert_snapshot!("inputs", store.files[INPUTS]);
    insta::assert_snapshot!("results", store.files[RESULTS]);
}

#[test]
fn insta_reads_our_files_and_we_read_its() {
    let today = today(&small());
    let folder = std::env::temp_dir().join(format!("toets-approved-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("built by this test");
    let pages = today.pages.iter();
    for (name, language, snapshot) in
        pages.flat_map(|(name, pages)| pages.iter().map(move |(l, page)| (name, *l, page)))
    {
        for file in [name.file(language), name.pending_file(language)] {
            let path = folder.join(file);
            std::fs::write(&path, snapshot.write()).expect("built by this test");
            let read = insta::Snapshot::from_file(&path).expect("built by this test");
            assert_eq!(read.metadata().expression(), Some(&*name.to_string()));
            let contents = read.as_text().expect("built by this test").to_string();
            assert_eq!(contents, snapshot.contents);
            // As insta writes it, with metadata of its own.
            let by_insta = format!(
                "---\nsource: tests/conclusions.rs\nassertion_line: 12\nexpression: \"& page\"\n---\n{contents}\n"
            );
            assert_eq!(
                Snapshot::read(&by_insta).expect("built by this test").contents,
                snapshot.contents
            );
        }
    }
    std::fs::remove_dir_all(&folder).expect("built by this test");
}

#[test]
fn damaged_files_are_named_and_not_taken_for_results() {
    let today = today(&small());
    let mut store = Memory::default();
    accept(&mut store, &today).expect("built by this test");
    let compared = |store: &Memory| compare(&Approved::read(store).expect("built by this test"), &today, None);
    store.files.insert("C1-glo.nl.snap".into(), "no snapshot".into());
    let comparison = compared(&store);
    assert_eq!(comparison.faulty(), ["C1-glo.nl.snap"]);
    assert!(!comparison.is_same());
    accept(&mut store, &today).expect("built by this test");
    // Results that are not there, cut off, or said twice as after a merge: nothing is told of what moved, and nothing called words.
    let whole = store.files[RESULTS].clone();
    let last = whole.lines().last().expect("built by this test");
    for (damaged, unread) in [
        (None, 3),
        (Some(whole[..whole.len() - 10].to_owned()), 3),
        (Some(format!("{whole}{last}\n")), 3),
        (Some(format!("<<<<<<< ours\n{whole}")), 3),
        (
            Some(
                whole
                    .lines()
                    .filter(|line| !line.starts_with("C1/"))
                    .map(|line| format!("{line}\n"))
                    .collect(),
            ),
            1,
        ),
    ] {
        match damaged {
            Some(text) => store.files.insert(RESULTS.into(), text),
            None => store.files.remove(RESULTS),
        };
        let comparison = compared(&store);
        assert_eq!(
            (comparison.unread.len(), comparison.differences.len()),
            (unread, unread)
        );
        assert!(comparison.moved.moves.is_empty());
        assert!(
            comparison
                .differences
                .iter()
                .all(|difference| !comparison.is_wording(difference))
        );
        accept(&mut store, &today).expect("built by this test");
        assert_eq!(store.files[RESULTS], whole);
        assert!(compared(&store).is_same());
    }
    // Line breaks of another system are no difference.
    for text in store.files.values_mut() {
        *text = text.replace('\n', "\r\n");
    }
    assert!(compared(&store).is_same());
}

#[test]
fn accepting_is_one_write_and_nothing_where_that_fails() {
    let mut study = small();
    let mut store = Memory::default();
    accept(&mut store, &today(&study)).expect("built by this test");
    let before = store.files.clone();
    let f1 = study.findings.find("f1").expect("built by this test");
    study.findings[f1].level = Some(Index::from_usize(2));
    store.fails = true;
    store.calls = 0;
    assert_eq!(
        accept(&mut store, &today(&study)),
        Err(("the disk is full", "de schijf is vol").into())
    );
    assert_eq!((store.calls, &store.files), (1, &before));
    store.fails = false;
    accept(&mut store, &today(&study)).expect("built by this test");
    assert!(
        compare(
            &Approved::read(&store).expect("built by this test"),
            &today(&study),
            None
        )
        .is_same()
    );
}

#[test]
fn what_was_not_accepted_yet_is_still_put_down_to_what_changed() {
    let mut study = small();
    let mut store = Memory::default();
    accept(&mut store, &today(&study)).expect("built by this test");
    let f3 = study.findings.find("f3").expect("built by this test");
    study.findings[f3].level = Some(Index::from_usize(0));
    let after = today(&study);
    let comparison = compare(&Approved::read(&store).expect("built by this test"), &after, None);
    let states: Vec<State> = comparison.differences.iter().map(|d| d.state).collect();
    assert_eq!(states, [State::Changed, State::Changed]);
    let files = comparison.accept(&[&comparison.differences[0]]);
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["2021=a-glo.en.snap", "2021=a-glo.nl.snap", "results.lock"]
    );
    store.write_all(&files).expect("built by this test");
    let comparison = compare(&Approved::read(&store).expect("built by this test"), &after, None);
    let key = InputKey::new(InputKind::Finding, "f3");
    assert!(!comparison.moved.moves.is_empty());
    for one in &comparison.moved.moves {
        let because: Vec<&InputKey> = one.because.iter().map(|&n| &comparison.moved.changes[n].key).collect();
        assert_eq!(because, [&key], "{one:?}");
    }
    // The last one that is accepted brings what results rest on up to date.
    let files = comparison.accept(&comparison.differences.iter().collect::<Vec<_>>());
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        ["C1-glo.en.snap", "C1-glo.nl.snap", "inputs.lock", "results.lock"]
    );
}

#[test]
fn new_unapproved_and_removed_are_told_apart() {
    let study = small();
    let mut store = Memory::default();
    accept(&mut store, &today(&study)).expect("built by this test");
    // A scenario that is gone, and one that came.
    let mut other = study.clone();
    other.scenarios = Default::default();
    let [a, c1] = [0, 1].map(|n| study.scenarios[Index::from_usize(n)].clone());
    other.scenarios.insert("C1", c1).expect("built by this test");
    other.scenarios.insert("D1", a).expect("built by this test");
    let state = |store: &Memory, study: &Study| -> Vec<(String, State)> {
        let comparison = compare(&Approved::read(store).expect("built by this test"), &today(study), None);
        comparison
            .differences
            .iter()
            .map(|d| (d.name.to_string(), d.state))
            .collect()
    };
    let expected = [
        ("D1/glo".to_owned(), State::New),
        ("conclusions".to_owned(), State::Changed),
        ("2021:a/glo".to_owned(), State::Removed),
    ];
    assert_eq!(state(&store, &other), expected);
    // Only cells that are asked for: nothing is said of what is gone.
    let only = [CellName::parse("C1/glo").expect("built by this test")];
    assert!(
        compare(
            &Approved::read(&store).expect("built by this test"),
            &today(&other),
            Some(&only)
        )
        .is_same()
    );
    store.files.remove("C1-glo.nl.snap");
    store.files.remove("C1-glo.en.snap");
    assert_eq!(state(&store, &study), [("C1/glo".to_owned(), State::Unapproved)]);
    accept(&mut store, &today(&other)).expect("built by this test");
    let files = ALL.map(|file| file.replace("2021=a", "D1"));
    assert_eq!(store.files.keys().collect::<BTreeSet<_>>(), files.iter().collect());
    assert!(!store.files[RESULTS].contains("2021:a"));
}

#[test]
fn pending_snapshots_are_written_on_demand_and_taken_away_when_accepted() {
    let mut study = small();
    let mut store = Memory::default();
    accept(&mut store, &today(&study)).expect("built by this test");
    study.scenarios[Index::from_usize(1)].label = text("Anders gezegd", "Said otherwise");
    let comparison = compare(
        &Approved::read(&store).expect("built by this test"),
        &today(&study),
        None,
    );
    assert!(comparison.is_wording(&comparison.differences[0]));
    store.write_all(&comparison.pend()).expect("built by this test");
    assert!(names(&store).contains(&"C1-glo.nl.snap.new"));
    let comparison = compare(
        &Approved::read(&store).expect("built by this test"),
        &today(&study),
        None,
    );
    assert_eq!(comparison.pending(), ["C1-glo.en.snap.new", "C1-glo.nl.snap.new"]);
    assert_eq!(comparison.differences.len(), 1);
    accept(&mut store, &today(&study)).expect("built by this test");
    assert_eq!(names(&store), ALL);
}

#[test]
fn what_an_older_version_kept_is_no_result_and_is_replaced_when_accepted() {
    let today = today(&small());
    let mut store = Memory::default();
    accept(&mut store, &today).expect("built by this test");
    for file in ALL.iter().filter(|file| **file != INPUTS) {
        store.files.remove(*file);
    }
    for file in ["2021=a-glo.snap", "C1-glo.snap", "conclusions.snap"] {
        let page = Snapshot::new("x", "# x\n\n## Voor het programma · For the program\n\nformat 1\n");
        store.files.insert(file.into(), page.write());
    }
    let comparison = compare(&Approved::read(&store).expect("built by this test"), &today, None);
    assert_eq!((comparison.unread.len(), comparison.same), (3, 0));
    assert!(
        comparison
            .differences
            .iter()
            .all(|difference| difference.state == State::Changed)
    );
    assert!(comparison.moved.moves.is_empty());
    // One of them: the others are as unread as they were.
    store
        .write_all(&comparison.accept(&[&comparison.differences[0]]))
        .expect("built by this test");
    let comparison = compare(&Approved::read(&store).expect("built by this test"), &today, None);
    assert_eq!((comparison.unread.len(), comparison.same), (2, 1));
    accept(&mut store, &today).expect("built by this test");
    assert_eq!(names(&store), ALL);
    assert!(compare(&Approved::read(&store).expect("built by this test"), &today, None).is_same());
}
