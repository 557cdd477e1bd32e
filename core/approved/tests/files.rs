//! Snapshots as files: what is written is read back, by us and by insta, and accepting is all or nothing.

#![expect(clippy::disallowed_methods, reason = "insta reads snapshots from files")]

use std::collections::BTreeMap;
use std::sync::Arc;

use toets_approved::{Approved, Difference, INPUTS, Name, Snapshot, State, Store, Today, WriteAll, cells, compare};
use toets_diagnostic::Words;
use toets_evaluate::{Limits, compile, evaluate};
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{
    Allowed, CellRef, Comparator, Conclusion, ConclusionKind, Condition, Constraint, Evaluate, Fixed, Formula, Group,
    Index, Kind, Modality, Quantifier, Scenario, Study, Term, Test, Text,
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

fn names(store: &Memory) -> Vec<&str> {
    store.files.keys().map(String::as_str).collect()
}

#[test]
fn what_is_written_is_read_back() {
    let today = today(&small());
    let mut store = Memory::default();
    accept(&mut store, &today).expect("built by this test");
    assert_eq!(
        names(&store),
        ["2021=a-glo.snap", "C1-glo.snap", "conclusions.snap", "inputs.lock"]
    );
    let approved = Approved::read(&store).expect("built by this test");
    assert_eq!(approved.snapshots, today.snapshots);
    let mut results = approved.results();
    results
        .cells
        .sort_by_key(|cell| today.results.cells.iter().position(|one| one.name == cell.name));
    assert_eq!(results, today.results);
    assert_eq!(approved.inputs.as_ref(), Some(&today.inputs));
    let comparison = compare(&approved, &today, None);
    assert!(comparison.is_same() && !comparison.only_inputs_differ() && comparison.same == 3);
}

#[test]
fn a_cell_reads_as_policy_text_in_both_languages() {
    let today = today(&small());
    let cell = CellName::parse("C1/glo").expect("built by this test");
    insta::assert_snapshot!("cell", today.snapshots[&Name::Cell(cell)].contents);
    insta::assert_snapshot!("conclusions", today.snapshots[&Name::Conclusions].contents);
    let mut store = Memory::default();
    accept(&mut store, &today).expect("built by this test");
    insta::assert_snapshot!("inputs", store.files[INPUTS]);
}

#[test]
fn insta_reads_our_files_and_we_read_its() {
    let today = today(&small());
    let folder = std::env::temp_dir().join(format!("toets-approved-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("built by this test");
    for (name, snapshot) in &today.snapshots {
        for file in [name.file(), name.pending_file()] {
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
    store.files.insert("C1-glo.snap".into(), "no snapshot".into());
    let comparison = compare(&Approved::read(&store).expect("built by this test"), &today, None);
    assert_eq!(comparison.faulty(), ["C1-glo.snap"]);
    assert!(!comparison.is_same());
    // The form of a snapshot, but not its part for the program.
    store
        .files
        .insert("C1-glo.snap".into(), Snapshot::new("C1/glo", "# C1 · glo").write());
    let comparison = compare(&Approved::read(&store).expect("built by this test"), &today, None);
    assert_eq!(comparison.unread.len(), 1);
    assert!(comparison.moved.moves.is_empty());
    assert!(!comparison.is_wording(&comparison.differences[0]));
    accept(&mut store, &today).expect("built by this test");
    assert!(compare(&Approved::read(&store).expect("built by this test"), &today, None).is_same());
    // Line breaks of another system are no difference.
    let crlf = store.files["C1-glo.snap"].replace('\n', "\r\n");
    store.files.insert("C1-glo.snap".into(), crlf);
    assert!(compare(&Approved::read(&store).expect("built by this test"), &today, None).is_same());
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
    assert_eq!(files.keys().collect::<Vec<_>>(), ["2021=a-glo.snap"]);
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
    assert_eq!(files.keys().collect::<Vec<_>>(), ["C1-glo.snap", "inputs.lock"]);
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
    store.files.remove("C1-glo.snap");
    assert_eq!(state(&store, &study), [("C1/glo".to_owned(), State::Unapproved)]);
    accept(&mut store, &today(&other)).expect("built by this test");
    assert_eq!(
        names(&store),
        ["C1-glo.snap", "D1-glo.snap", "conclusions.snap", "inputs.lock"]
    );
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
    assert!(names(&store).contains(&"C1-glo.snap.new"));
    let comparison = compare(
        &Approved::read(&store).expect("built by this test"),
        &today(&study),
        None,
    );
    assert_eq!(comparison.pending(), ["C1-glo.snap.new"]);
    assert_eq!(comparison.differences.len(), 1);
    accept(&mut store, &today(&study)).expect("built by this test");
    assert_eq!(
        names(&store),
        ["2021=a-glo.snap", "C1-glo.snap", "conclusions.snap", "inputs.lock"]
    );
}
