//! What would make it lawful: the sets of instruments are all the smallest ones and no others, and those of the founding study
//! read well.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value as Json;
use support::{FOUNDING, printed, toets};
use toets_diagnostic::any_error;
use toets_evaluate::{Compiled, Limits, compile, evaluate_where};
use toets_load::{FileError, Files, put_in_force};
use toets_model::{AmendmentId, Assignment, Fixed, Index, Means, Sources, Study};
use toets_plugin::Registry;
use toets_question::{Costs, Improve, Lawful, People, Sets, lawful, legal_goal};
use toets_script::{Script, ScriptFiles};

/// A study and a script in memory.
struct Memory {
    study: String,
    script: String,
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<String, FileError> {
        if path == "study.toml" {
            Ok(self.study.clone())
        } else {
            Err(FileError::NotFound)
        }
    }
}

impl ScriptFiles for Memory {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        if path == "act.rhai" {
            Ok(self.script.clone())
        } else {
            Err(("not found", "niet gevonden").into())
        }
    }
}

fn loaded(memory: &Memory) -> (Study, Registry) {
    let mut sources = Sources::default();
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    match toets_script::load(memory, &mut sources, "act.rhai", &[], &toets_script::Limits::default()) {
        Ok(Script::Plugin(plugin)) => drop(registry.add(plugin)),
        Ok(Script::Scenarios(_)) => panic!("no plugin"),
        Err(faults) => panic!("{faults:?}\n{}", memory.script),
    }
    let loaded = toets_load::load(memory, "study.toml", "policies", Vec::new(), sources);
    assert!(
        !any_error(&loaded.diagnostics),
        "{:?}\n{}",
        loaded.diagnostics,
        memory.study
    );
    (loaded.study.expect("a study without errors"), registry)
}

fn asked(study: &Study) -> Improve {
    Improve {
        scenario: Index::from_usize(0),
        group: Index::from_usize(0),
        goal: legal_goal(study).expect("a node on a scale of the law"),
        people: People::default(),
        costs: Costs::default(),
    }
}

/// What an amendment does: to which rule, and how.
type Touches = Vec<(usize, u8)>;

/// A law of some rules, and what may be done to them.
#[derive(Clone, Debug)]
struct Law {
    /// How each rule stands towards each form of the offer: 0 does not apply, 1 breached, 2 open.
    rules: Vec<[u8; 3]>,
    /// For each amendment its means, whether it has a last day that has passed, and what it does to which rules: 0 suspend, 1 repeal, 2
    /// change to a text that is complied with, 3 change to one that is breached by every form.
    amendments: Vec<(usize, bool, Touches)>,
    /// An amendment that uses a power, which another one repeals.
    power: Option<(usize, usize)>,
    /// Whether someone else's answer is open as well.
    other: bool,
}

fn laws() -> impl Strategy<Value = Law> {
    let rules = prop::collection::vec([0u8..3, 0u8..3, 0u8..3], 1..5);
    let touches = prop::collection::vec((0usize..4, 0u8..4), 0..4);
    let amendments = prop::collection::vec((0usize..10, prop::bool::weighted(0.1), touches), 1..7);
    let power = prop::option::of((0usize..7, 0usize..7));
    (rules, amendments, power, any::<bool>()).prop_map(|(rules, amendments, power, other)| {
        let count = amendments.len();
        Law {
            amendments: amendments
                .into_iter()
                .map(|(means, past, touches)| {
                    let mut seen = BTreeSet::new();
                    let touches = touches.into_iter().map(|(rule, how)| (rule % rules.len(), how));
                    (means, past, touches.filter(|(rule, _)| seen.insert(*rule)).collect())
                })
                .collect(),
            power: power
                .map(|(uses, ends)| (uses % count, ends % count))
                .filter(|(uses, ends)| uses != ends),
            rules,
            other,
        }
    })
}

fn written(law: &Law) -> Memory {
    let mut study = r#"
[study]
id = "law"
title = { nl = "Recht", en = "Law" }
as_of = 2025-01-01
verdict = "legality"
[scale.legal]
levels = ["prohibited", "needs_amendment", "needs_exception", "conditional", "permitted"]
[variable.form]
kind = "lever"
label = { nl = "Vorm", en = "Form" }
values = ["a", "b", "c"]
[[node]]
id = "legality"
label = { nl = "Mag het?", en = "Is it allowed?" }
scale = "legal"
score = { plugin = "act" }
[[scenario]]
id = "S"
label = { nl = "S", en = "S" }
levers = { form = "a" }
[[group]]
id = "all"
label = { nl = "Allen", en = "All" }
[[provision]]
id = "act:power"
article = "9"
kind = "power"
"#
    .to_owned();
    let mut script =
        r#"const PLUGIN = #{ id: "act", version: "1.0.0", scale: "legal", label: #{ nl: "Wet", en: "Act" } };
fn score(cell) {
    weigh(["#
            .to_owned();
    let mut functions = String::new();
    for (n, bears) in law.rules.iter().enumerate() {
        writeln!(study, "[[provision]]\nid = \"act:{n}\"\narticle = \"{n}\"").expect("a text takes it");
        write!(script, "rule{n}(cell), ").expect("a text takes it");
        let word = |how: u8| ["does_not_apply", "breached", "open"][usize::from(how)];
        write!(
            functions,
            r#"
fn rule{n}(cell) {{
    let rule = cell.provision("act:{n}");
    if rule.version == "mild" {{ return #{{ provision: rule, bears: "complied" }}; }}
    if rule.version == "strict" {{ return #{{ provision: rule, bears: "breached" }}; }}
    if cell.form == "a" {{ return #{{ provision: rule, bears: "{}" }}; }}
    if cell.form == "b" {{ return #{{ provision: rule, bears: "{}" }}; }}
    #{{ provision: rule, bears: "{}" }}
}}
"#,
            word(bears[0]),
            word(bears[1]),
            word(bears[2])
        )
        .expect("a text takes it");
    }
    script.push_str("])\n}\n");
    script.push_str(&functions);
    for (n, (means, past, touches)) in law.amendments.iter().enumerate() {
        let kind = Means::ALL[*means].word();
        writeln!(
            study,
            "[[amendment]]\nid = \"m{n}\"\nlabel = {{ nl = \"m{n}\", en = \"m{n}\" }}\nkind = \"{kind}\""
        )
        .expect("a text takes it");
        if *past {
            writeln!(study, "until = 2024-12-31").expect("a text takes it");
        }
        let of = |wanted: u8| -> Vec<String> {
            touches
                .iter()
                .filter(|(_, how)| *how == wanted)
                .map(|(rule, _)| format!("\"act:{rule}\""))
                .collect()
        };
        let mut repeals = of(1);
        if let Some((uses, ends)) = law.power {
            if uses == n {
                writeln!(study, "basis = \"act:power\"").expect("a text takes it");
            }
            if ends == n {
                repeals.push("\"act:power\"".to_owned());
            }
        }
        writeln!(
            study,
            "suspend = [{}]\nrepeal = [{}]",
            of(0).join(", "),
            repeals.join(", ")
        )
        .expect("a text takes it");
        let change = |how: u8, id: &str| -> Vec<String> {
            of(how)
                .iter()
                .map(|rule| format!("{{ provision = {rule}, id = \"{id}\" }}"))
                .collect()
        };
        let changes = [change(2, "mild"), change(3, "strict")].concat();
        writeln!(study, "change = [{}]", changes.join(", ")).expect("a text takes it");
    }
    if law.other {
        study = study.replace(
            "score = { plugin = \"act\" }",
            "score = { plugin = \"evidence\" }\nown = \"child\"",
        );
        // The verdict is then open anyway, beside what the law says.
        study = study
            .replace("id = \"legality\"", "id = \"unasked\"")
            .replace("verdict = \"unasked\"", "verdict = \"legality\"");
        study.push_str(
            "[[node]]\nid = \"act\"\nlabel = { nl = \"Wet\", en = \"Act\" }\nscale = \"legal\"\nscore = { plugin = \"act\" }\n\
             [[node]]\nid = \"legality\"\nlabel = { nl = \"Mag het?\", en = \"Is it allowed?\" }\nscale = \"legal\"\n\
             children = [\"act\", \"unasked\"]\nscore = { plugin = \"worst\" }\n",
        );
    }
    Memory { study, script }
}

/// A set: the form of the offer if it changes, and the amendments.
type Set = (Option<usize>, Vec<usize>);

/// Every set that will do, tried one after the other with the program's own `--amendment`, and of these the smallest.
fn brute_force(study: &Study, registry: &Registry, will_do: impl Fn(bool, bool) -> bool) -> BTreeSet<Set> {
    let goal = legal_goal(study).expect("a node on a scale of the law");
    let form = study.variables.find("form").expect("a lever");
    let mut working: Vec<Set> = Vec::new();
    for chosen in 0..1usize << study.amendments.len() {
        let amendments: Vec<usize> = (0..study.amendments.len()).filter(|n| chosen >> n & 1 == 1).collect();
        let ids: Vec<AmendmentId> = amendments.iter().map(|&n| AmendmentId::from_usize(n)).collect();
        let mut under = study.clone();
        let faults = put_in_force(&mut under, &ids, &[]);
        if faults.iter().any(|fault| fault.code == "contradiction") {
            continue;
        }
        let chosen = |id: AmendmentId| ids.contains(&id);
        let powers = ids.iter().filter_map(|&id| study.amendments[id].basis);
        if powers.into_iter().any(|power| !study.standing(power, chosen).in_force) {
            continue;
        }
        let compiled: Arc<Compiled> =
            Arc::new(compile(Arc::new(under), registry, Limits::default()).expect("no fault"));
        for value in 0..3 {
            let mut fixed: Assignment = compiled.fixed(Index::from_usize(0), Index::from_usize(0));
            fixed.insert(form, Fixed::Value(Index::from_usize(value)));
            let (space, faults) = evaluate_where(&compiled, &fixed, Some(goal.node));
            assert_eq!(faults, []);
            let level = space.node(goal.node).expect("a result").level;
            let levels = space.manager.terminals_within(level, space.admitted);
            let good = |level: &u32| goal.reached_by(study, Index::from_usize(*level as usize));
            if will_do(levels.iter().all(good), levels.iter().any(good)) {
                working.push(((value != 0).then_some(value), amendments.clone()));
            }
        }
    }
    let part_of = |one: &Set, other: &Set| {
        one != other && (one.0.is_none() || one.0 == other.0) && one.1.iter().all(|n| other.1.contains(n))
    };
    let smallest = working
        .iter()
        .filter(|set| !working.iter().any(|other| part_of(other, set)));
    smallest.cloned().collect()
}

fn found(sets: &Sets) -> Vec<Set> {
    let Sets::Found(total, sets) = sets else {
        return Vec::new();
    };
    assert_eq!(total.to_string(), sets.len().to_string());
    sets.iter()
        .map(|set| {
            let form = set.adapts.first().map(|change| change.to.to_usize());
            (form, set.amendments.iter().map(|id| id.to_usize()).collect())
        })
        .collect()
}

fn rank(study: &Study, set: &Set) -> (u32, usize) {
    let of = |&n: &usize| study.amendments[AmendmentId::from_usize(n)].means.weight();
    let heaviest = set.1.iter().map(of).chain(set.0.map(|_| 1)).max().unwrap_or(0);
    (heaviest, set.1.len() + usize::from(set.0.is_some()))
}

fn registry_with_rules(mut registry: Registry) -> Registry {
    for plugin in toets_aggregation::plugins() {
        drop(registry.add(plugin));
    }
    registry
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn sets_are_those_of_brute_force(law in laws()) {
        let (study, registry) = loaded(&written(&law));
        let registry = registry_with_rules(registry);
        let compiled = Arc::new(compile(Arc::new(study.clone()), &registry, Limits::default()).expect("no fault"));
        let answer: Lawful = lawful(&compiled, &registry, &asked(&study)).expect("no fault");
        for certain in [true, false] {
            let will_do = |surely, perhaps| if certain { surely } else { perhaps };
            let sets = if certain { &answer.certain } else { &answer.possible };
            let sets = found(sets);
            let expected = brute_force(&study, &registry, will_do);
            prop_assert_eq!(sets.iter().cloned().collect::<BTreeSet<Set>>(), expected);
            let ranks: Vec<_> = sets.iter().map(|set| rank(&study, set)).collect();
            prop_assert!(ranks.is_sorted(), "{:?}", ranks);
        }
        // What lasts only for a while says so.
        if let Sets::Found(_, sets) = &answer.possible {
            for set in sets {
                let ends = set.amendments.iter().any(|&id| study.amendments[id].until.is_some());
                prop_assert_eq!(set.temporary, ends);
            }
        }
    }
}

/// Twenty amendments of ten rules, two for each, and a node for each rule: a thousand sets, and no subset is tried.
#[test]
fn twenty_amendments_are_no_enumeration() {
    let law = Law {
        rules: vec![[1, 1, 1]; 10],
        amendments: (0..20)
            .map(|n| (n % 10, false, vec![(n / 2, u8::from(n % 2 == 0) * 2)]))
            .collect(),
        power: None,
        other: false,
    };
    let Memory { study, .. } = written(&law);
    let mut study = study
        .replace("id = \"legality\"", "id = \"unused\"")
        .replace("verdict = \"unused\"", "verdict = \"legality\"");
    for n in 0..10 {
        writeln!(
            study,
            "[[node]]\nid = \"n{n}\"\nlabel = {{ nl = \"n\", en = \"n\" }}\nscale = \"legal\"\nscore = {{ plugin = \"act\", rule = \"act:{n}\" }}"
        )
        .expect("a text takes it");
    }
    let children: Vec<String> = (0..10).map(|n| format!("\"n{n}\"")).collect();
    study = study.replace(
        "score = { plugin = \"act\" }",
        "score = { plugin = \"act\", rule = \"act:0\" }",
    );
    study.push_str("[[node]]\nid = \"legality\"\nlabel = { nl = \"Mag het?\", en = \"Is it allowed?\" }\nscale = \"legal\"\nscore = { plugin = \"worst\" }\n");
    writeln!(study, "children = [{}]", children.join(", ")).expect("a text takes it");
    let script = r#"const PLUGIN = #{ id: "act", version: "1.0.0", scale: "legal", label: #{ nl: "Wet", en: "Act" } };
fn score(cell) {
    let rule = cell.provision(cell.params.rule);
    weigh([#{ provision: rule, bears: if rule.version == "mild" { "complied" } else { "breached" } }])
}
"#;
    let script = script.to_owned();
    let (study, registry) = loaded(&Memory { study, script });
    let registry = registry_with_rules(registry);
    let compiled = Arc::new(compile(Arc::new(study.clone()), &registry, Limits::default()).expect("no fault"));
    let answer = lawful(&compiled, &registry, &asked(&study)).expect("no fault");
    let Sets::Found(total, sets) = &answer.certain else {
        panic!("there are sets")
    };
    assert_eq!((total.to_string().as_str(), sets.len()), ("1024", 200));
    assert!(
        sets.iter()
            .all(|set| set.amendments.len() == 10 && set.adapts.is_empty())
    );
}

fn json(more: &[&str]) -> Json {
    let text = printed(&[&["improve", FOUNDING, "--law", "--format", "json"], more].concat());
    serde_json::from_str(&text).expect("the program prints JSON")
}

/// The amendments of each set of an answer; an asterisk for each lever that changes besides.
fn amendments(answer: &Json) -> Vec<String> {
    let sets = answer["sets"].as_array().expect("sets").iter();
    sets.map(|set| {
        let ids = set["amendments"].as_array().expect("a list").iter();
        let mut names: Vec<&str> = ids.map(|it| it["id"].as_str().unwrap_or_default()).collect();
        names.extend(set["adapts"].as_array().expect("a list").iter().map(|_| "*"));
        names.join("+")
    })
    .collect()
}

#[test]
fn a_language_inside_school_time_needs_a_law_or_an_experiment() {
    for (group, experiment, permission) in [
        ("glo", "experiment-wpo-180", "toestemming-wpo-9-15"),
        ("amv", "experiment-wvo-9-1", "toestemming-wvo-9-3"),
    ] {
        let cell = &json(&["--scenario", "B2", "--group", group])["cells"][0];
        // Whether schools may know whom the offer is for is open, so that what is sure adapts the offer too.
        let certain = amendments(&cell["certain"]);
        assert!(
            !certain.is_empty() && certain.iter().all(|set| set.contains('*')),
            "{certain:?}"
        );
        let possible = amendments(&cell["possible"]);
        let without_adapting: Vec<&String> = possible.iter().filter(|set| !set.contains('*')).collect();
        let sector = if group == "glo" { "po" } else { "vo" };
        let act = format!("wet-programma-{sector}+wet-uren-{sector}");
        // The minister's permission covers the programme and not the hours: these take an act besides.
        let partly = format!("{permission}+wet-uren-{sector}");
        let expected = ["experimentenwet", experiment, "wet-eigen-regeling", &act, &partly];
        assert_eq!(without_adapting.len(), expected.len(), "{possible:?}");
        for set in expected {
            assert!(
                possible.iter().any(|known| known == set),
                "{set} is missing in {possible:?}"
            );
        }
        // Lawful, and still not desirable: that it is exclusive does not go away.
        let sets = cell["possible"]["sets"].as_array().expect("sets");
        let kept = sets
            .iter()
            .filter(|set| set["adapts"].as_array().is_some_and(Vec::is_empty));
        for set in kept {
            assert_eq!(set["still_blocks"][0]["node"], "desirability", "{set}");
        }
        let experiment = sets
            .iter()
            .find(|set| set["heaviest"] == "experiment")
            .expect("an experiment");
        assert_eq!(
            (&experiment["temporary"], &experiment["until"]),
            (&Json::from(true), &Json::Null)
        );
    }
}

#[test]
fn a_reading_is_no_instrument() {
    let cell = &json(&["--scenario", "B2", "--group", "amv"])["cells"][0];
    assert_eq!(cell["reading"][0]["value"], "detailed");
    let asked = [
        "improve",
        FOUNDING,
        "--scenario",
        "B2",
        "--group",
        "amv",
        "--node",
        "wvo_2020",
        "--to",
        "needs_exception",
    ];
    let found: Json =
        serde_json::from_str(&printed(&[&asked[..], &["--format", "json"]].concat())).expect("the program prints JSON");
    let variables = |part: &str| -> BTreeSet<String> {
        let ways = found[part]["possible"]["ways"].as_array().expect("ways").iter();
        ways.flat_map(|way| way["changes"].as_array().expect("changes"))
            .map(|change| change["variable"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(variables("reading"), BTreeSet::from(["reading".to_owned()]));
    assert!(
        variables("law")
            .iter()
            .all(|variable| variable.starts_with("amendment."))
    );
}

#[test]
fn a_permission_works_while_its_power_is_in_force() {
    let powerless =
        |day: &str| json(&["--scenario", "B2", "--group", "glo", "--as-of", day])["cells"][0]["powerless"].clone();
    assert_eq!(powerless("2025-05-01"), Json::from(vec!["toestemming-wpo-9-19"]));
    assert_eq!(powerless("2026-08-01"), Json::from(vec!["toestemming-wpo-9-15"]));
}

#[test]
fn it_reads_well() {
    for (lang, scenario, group) in [
        ("nl", "B2", "glo"),
        ("en", "B2", "amv"),
        ("nl", "C2", "glo"),
        ("nl", "A1", "glo"),
    ] {
        let cell = ["--scenario", scenario, "--group", group];
        let text = printed(&[&["improve", FOUNDING, "--law", "--lang", lang][..], &cell].concat());
        insta::assert_snapshot!(format!("{scenario}-{group}-{lang}").to_lowercase(), text);
    }
    insta::assert_snapshot!(
        "all-csv",
        printed(&["improve", FOUNDING, "--law", "--format", "csv"]).replace("\r\n", "\n")
    );
}

#[test]
fn calls_that_say_too_little_are_refused() {
    let refused = |more: &[&str]| {
        let output = toets(&[&["improve", FOUNDING], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let cell = ["--scenario", "B2", "--group", "glo"];
    assert!(refused(&cell).contains("--to"));
    assert!(refused(&[&cell[..], &["--law", "--node", "needs"]].concat()).contains("not on a scale of the law"));
    assert!(refused(&[&cell[..], &["--scenario", "A1", "--to", "desirable_only"]].concat()).contains("2 times"));
}
