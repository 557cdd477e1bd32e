//! Whether the random studies reach everything that there is to judge: each feature has to change what the oracle says of
//! some of them when it is taken away, and each kind of answer has to be met.

use std::collections::{BTreeMap, BTreeSet};

use toets_studies::conclude::{self, Cells};
use toets_studies::generate::{self, Dice, Mood};
use toets_studies::judge::{Answers, Judged, Unknown};
use toets_studies::spec::*;
use toets_studies::valid::valid;
use toets_studies::{asked, compare, runner};

/// How many studies have to depend on each feature.
const WANTED: usize = 4;
/// How many studies are looked at, at most.
const MOST: usize = 2_000;

type Change = fn(&mut Spec);

/// Each feature, and how a study is without it.
const FEATURES: &[(&str, Change)] = &[
    ("constraints", |s| s.constraints.clear()),
    ("a constraint that always holds", |s| {
        s.constraints.retain(|(when, _)| !when.is_empty())
    }),
    ("`any` in a condition", |s| {
        s.findings.iter_mut().for_each(|f| f.when.any.clear())
    }),
    ("bounds on a number in a condition", |s| {
        for finding in &mut s.findings {
            finding
                .when
                .all
                .retain(|test| matches!(test.allowed, Allowed::Values(_)));
        }
    }),
    ("a number that is fixed", |s| {
        fixed(s, &|value| matches!(value, Value::Number(_)))
    }),
    ("the study's regime", |s| s.regime.clear()),
    ("what a group has in common", |s| {
        s.groups.iter_mut().for_each(Fixed::clear)
    }),
    ("a scenario based on another", |s| {
        s.scenarios.iter_mut().for_each(|s| s.based_on = None)
    }),
    ("what is fixed for one group", |s| {
        s.scenarios.iter_mut().for_each(|s| s.by_group.clear())
    }),
    ("a baseline", |s| s.baseline = None),
    ("`applies`", |s| {
        s.nodes.iter_mut().for_each(|n| n.applies = Condition::default())
    }),
    ("the policy for evidence", |s| s.policy = Policy::DEFAULT),
    ("uncertain findings", |s| certain(s, Modality::Uncertain)),
    ("findings of some respondents", |s| {
        certain(s, Modality::SomeRespondents)
    }),
    ("conditional findings", |s| certain(s, Modality::Conditional)),
    ("a condition in words", |s| {
        s.findings.iter_mut().for_each(|f| f.condition = false)
    }),
    ("absolute findings", |s| {
        s.findings.iter_mut().for_each(|f| f.absolute = false)
    }),
    ("findings that open", |s| {
        s.findings.iter_mut().for_each(|f| f.opens = Opens::No)
    }),
    ("findings without a level", |s| {
        s.findings
            .iter_mut()
            .filter(|f| !f.system)
            .for_each(|f| f.level = f.level.or(Some(0)));
    }),
    ("findings on another system", |s| {
        s.findings
            .iter_mut()
            .filter(|f| f.system)
            .for_each(|f| (f.system, f.level) = (false, Some(0)));
    }),
    ("transfers", |s| s.transfers.clear()),
    ("open transfers", |s| {
        s.transfers.iter_mut().for_each(|t| t.modality = Modality::Certain)
    }),
    ("the nodes of a transfer", |s| {
        s.transfers.iter_mut().for_each(|t| t.nodes.clear())
    }),
    ("the findings of a transfer", |s| {
        s.transfers.iter_mut().for_each(|t| t.findings.clear())
    }),
    ("`hinges_on`", |s| {
        s.findings.iter_mut().for_each(|f| f.hinges_on.clear())
    }),
    ("contests", |s| s.contests.clear()),
    ("`where = \"meet\"`", |s| {
        s.contests.iter_mut().for_each(|it| it.meet = false)
    }),
    ("comparisons in a contest", |s| {
        let compares: Vec<bool> = s.findings.iter().map(|f| f.compare.is_some()).collect();
        for it in s.contests.iter_mut().filter(|it| it.meet) {
            if it.sides.iter().flatten().any(|&f| compares[f]) {
                it.meet = false;
            }
        }
    }),
    ("`own = \"worst\"`", |s| own(s, Own::Worst, Own::First)),
    ("`own = \"child\"`", |s| own(s, Own::Child, Own::First)),
    ("`own = \"first\"`", |s| own(s, Own::First, Own::Child)),
    ("silent children that are skipped", |s| {
        s.nodes.iter_mut().for_each(|n| n.skip = false)
    }),
    ("defaults", |s| s.nodes.iter_mut().for_each(|n| n.default = None)),
    ("`combine = \"worst\"`", |s| combine(s, Combine::Worst)),
    ("`combine = \"best\"`", |s| combine(s, Combine::Best)),
    ("`combine = \"hull\"`", |s| combine(s, Combine::Hull)),
    ("`worst`", |s| scorers(s, &|it| matches!(it, Scorer::Worst(_)))),
    ("`best`", |s| scorers(s, &|it| matches!(it, Scorer::Best(_)))),
    ("`mean`", |s| scorers(s, &|it| matches!(it, Scorer::Mean { .. }))),
    ("`table`", |s| scorers(s, &|it| matches!(it, Scorer::Table(_)))),
    ("`threshold`", |s| {
        scorers(s, &|it| matches!(it, Scorer::Threshold { .. }))
    }),
    ("scripts", |s| scorers(s, &|it| matches!(it, Scorer::Script(_)))),
    ("maps between scales", |s| {
        for node in &mut s.nodes {
            if let Scorer::Worst(maps) | Scorer::Best(maps) | Scorer::Mean { maps, .. } = &mut node.scorer {
                maps.iter_mut().flatten().for_each(|map| map.fill(0));
            }
        }
    }),
    ("weights", |s| means(s, &|weights, _, _| weights.fill(2))),
    ("vetoes", |s| means(s, &|_, veto, _| *veto = None)),
    ("ties", |s| means(s, &|_, _, ties| *ties = Ties::Neutral)),
    ("provisions", |s| s.provisions.fill(Provision { from: None, to: None })),
    ("scripts that leave open", |s| {
        scripts(s, &|_| false, &|end| matches!(end, Program::Open(_)))
    }),
    ("scripts that give a node's level", |s| {
        scripts(s, &|_| false, &|end| matches!(end, Program::JudgeNode(_)))
    }),
    ("scripts that ask for a variable", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Is(..) | Ask::In(..)), &|_| false)
    }),
    ("scripts that ask for a number", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Below(..)), &|_| false)
    }),
    ("scripts that ask for a node", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Node(..)), &|_| false)
    }),
    ("scripts that compare nodes", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Nodes(..)), &|_| false)
    }),
    ("scripts that ask whether a node applies", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Applies(..)), &|_| false)
    }),
    ("scripts that ask for evidence", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Evidence(..)), &|_| false)
    }),
    ("scripts that ask for a side", |s| {
        scripts(s, &|ask| matches!(ask, Ask::Strongest(..)), &|_| false)
    }),
    ("some people", |s| {
        s.conclusions.iter_mut().for_each(|c| c.some_people = false)
    }),
    ("some levers", |s| {
        s.conclusions.iter_mut().for_each(|c| c.some_levers = false)
    }),
    ("`where`", |s| {
        s.conclusions.iter_mut().for_each(|c| c.only = Condition::default())
    }),
    ("scenarios that a conclusion is over", |s| {
        s.conclusions.iter_mut().for_each(|c| c.scenarios = None)
    }),
    ("groups that a conclusion is over", |s| {
        s.conclusions.iter_mut().for_each(|c| c.groups = None)
    }),
    ("scenarios that are not always judged", |s| {
        s.scenarios.iter_mut().for_each(|s| s.evaluate = Evaluate::Always);
    }),
];

fn fixed(spec: &mut Spec, which: &dyn Fn(&Value) -> bool) {
    spec.scenarios
        .iter_mut()
        .for_each(|s| s.levers.retain(|_, value| !which(value)));
    for levers in spec.scenarios.iter_mut().flat_map(|s| s.by_group.values_mut()) {
        levers.retain(|_, value| !which(value));
    }
    spec.groups
        .iter_mut()
        .for_each(|traits| traits.retain(|_, value| !which(value)));
}

fn certain(spec: &mut Spec, modality: Modality) {
    let those = spec.findings.iter_mut().filter(|f| f.modality == modality);
    those.for_each(|f| f.modality = Modality::Certain);
}

fn own(spec: &mut Spec, from: Own, to: Own) {
    spec.nodes.iter_mut().filter(|n| n.own == from).for_each(|n| n.own = to);
}

fn combine(spec: &mut Spec, combine: Combine) {
    let those = spec.nodes.iter_mut().filter(|n| n.combine == combine);
    those.for_each(|n| n.combine = Combine::Strongest);
}

/// A script that always gives the first level instead.
fn scorers(spec: &mut Spec, which: &dyn Fn(&Scorer) -> bool) {
    for node in spec.nodes.iter_mut().filter(|n| which(&n.scorer)) {
        node.scorer = Scorer::Script(Program::Judge(0));
    }
}

fn means(spec: &mut Spec, change: &dyn Fn(&mut Vec<i64>, &mut Option<usize>, &mut Ties)) {
    for node in &mut spec.nodes {
        if let Scorer::Mean {
            weights, veto, ties, ..
        } = &mut node.scorer
        {
            change(weights, veto, ties);
        }
    }
}

/// Scripts that go on as if some questions had the answer yes, and give the first level at some ends.
fn scripts(spec: &mut Spec, asks: &dyn Fn(&Ask) -> bool, ends: &dyn Fn(&Program) -> bool) {
    fn plain(program: &mut Program, asks: &dyn Fn(&Ask) -> bool, ends: &dyn Fn(&Program) -> bool) {
        match program {
            Program::If(ask, yes, no) => {
                plain(yes, asks, ends);
                plain(no, asks, ends);
                if asks(ask) {
                    *program = (**yes).clone();
                }
            }
            end if ends(end) => *end = Program::Judge(0),
            _ => {}
        }
    }
    for node in &mut spec.nodes {
        if let Scorer::Script(program) = &mut node.scorer {
            plain(program, asks, ends);
        }
    }
}

/// Everything that the oracle says of a study.
#[derive(PartialEq)]
struct Said {
    levels: Vec<(Vec<Value>, Answers, Vec<Option<Judged>>)>,
    conclusions: Vec<(&'static str, Vec<&'static str>)>,
    comparisons: Vec<&'static str>,
}

fn said(spec: &Spec) -> Option<Said> {
    let mut cells = Cells::new();
    let mut levels = Vec::new();
    for scenario in 0..spec.scenarios.len() {
        for group in 0..spec.groups.len() {
            let part = conclude::part(spec, scenario, group, conclude::MOST)?;
            levels.extend(
                part.leaves
                    .iter()
                    .map(|l| (l.world.clone(), l.answers.clone(), l.nodes.clone())),
            );
            cells.insert((scenario, group), part);
        }
    }
    let mut conclusions = Vec::new();
    for conclusion in &spec.conclusions {
        let concluded = conclude::conclude(spec, &cells, conclusion)?;
        let each = concluded.cells.iter().map(|(_, status)| status.word());
        conclusions.push((concluded.status.word(), each.collect()));
    }
    let mut comparisons = Vec::new();
    for (f, finding) in spec.findings.iter().enumerate() {
        if let Some(comparison) = &finding.compare {
            comparisons.push(compare::compare(spec, f, comparison)?);
        }
    }
    Some(Said {
        levels,
        conclusions,
        comparisons,
    })
}

/// The kinds of answer that a study has.
fn kinds(spec: &Spec, said: &Said) -> BTreeSet<&'static str> {
    let mut kinds = BTreeSet::new();
    for (status, each) in &said.conclusions {
        kinds.insert(match *status {
            "yes" => "a conclusion that holds",
            "no" => "a conclusion that fails",
            _ => "a conclusion that is undetermined",
        });
        if *status == "no" && !each.contains(&"no") {
            kinds.insert("a conclusion that fails in no cell, and in all together");
        }
        if each.is_empty() {
            kinds.insert("a conclusion that speaks of no world");
        }
    }
    kinds.extend(said.comparisons.iter().map(|&verdict| match verdict {
        "shown" => "a comparison that is shown",
        "consistent" => "a comparison that is consistent",
        "reversed" => "a comparison that is reversed",
        "empty" => "a comparison that is empty",
        _ => "a comparison that is undetermined",
    }));
    let mut marks = |which: &dyn Fn(&Judged) -> bool, kind: &'static str| {
        if said
            .levels
            .iter()
            .any(|(_, _, nodes)| nodes.iter().flatten().any(which))
        {
            kinds.insert(kind);
        }
    };
    marks(&|judged| judged.silent, "a silent node");
    marks(&|judged| judged.mixed, "a mixed node");
    marks(&|judged| !judged.applies, "a node that does not apply");
    for (_, answers, _) in &said.levels {
        kinds.extend(answers.keys().map(|unknown| match unknown {
            Unknown::Finding(_) => "an open finding",
            Unknown::Transfer(_) => "an open transfer",
            Unknown::Contest(_) => "a contest",
            Unknown::Node(_) => "an open node",
        }));
    }
    let cells = (0..spec.scenarios.len()).flat_map(|s| (0..spec.groups.len()).map(move |g| (s, g)));
    for (scenario, group) in cells {
        if toets_studies::worlds::worlds(spec, &toets_studies::worlds::fixed(spec, scenario, group)).is_empty() {
            kinds.insert("a cell without worlds");
        }
    }
    kinds
}

/// All kinds of answer.
const KINDS: &[&str] = &[
    "a conclusion that holds",
    "a conclusion that fails",
    "a conclusion that is undetermined",
    "a conclusion that fails in no cell, and in all together",
    "a conclusion that speaks of no world",
    "a comparison that is shown",
    "a comparison that is consistent",
    "a comparison that is reversed",
    "a comparison that is empty",
    "a comparison that is undetermined",
    "a silent node",
    "a mixed node",
    "a node that does not apply",
    "an open finding",
    "an open transfer",
    "a contest",
    "an open node",
    "a cell without worlds",
];

#[test]
fn random_studies_reach_every_feature() {
    let mut runner = runner(0);
    let mut dice = Dice::new(runner.new_rng());
    let moods = [Mood::Evidence, Mood::Criteria, Mood::Scripts, Mood::Statements];
    let mut features: BTreeMap<&str, usize> = FEATURES.iter().map(|&(name, _)| (name, 0)).collect();
    let mut met: BTreeMap<&str, usize> = KINDS.iter().map(|&kind| (kind, 0)).collect();
    let mut studies = 0;
    while studies < MOST && features.values().chain(met.values()).any(|&count| count < WANTED) {
        let spec = generate::spec(&mut dice, moods[studies % moods.len()]);
        studies += 1;
        let Some(whole) = said(&spec) else {
            continue;
        };
        for kind in kinds(&spec, &whole) {
            *met.get_mut(kind).expect("listed above") += 1;
        }
        for (name, without) in FEATURES {
            let mut changed = spec.clone();
            without(&mut changed);
            if features[name] >= WANTED || changed == spec || !valid(&changed) {
                continue;
            }
            if said(&changed).is_some_and(|said| said != whole) {
                *features.get_mut(name).expect("listed above") += 1;
            }
        }
    }
    let rare: Vec<String> = features
        .iter()
        .chain(&met)
        .filter(|&(_, &count)| count < WANTED)
        .map(|(name, count)| format!("{name}: {count}"))
        .collect();
    assert!(rare.is_empty(), "too rare in {studies} studies: {rare:#?}");
    if asked("TOETS_ORACLE_VERBOSE", 0) > 0 {
        println!("{studies} studies: {features:#?} {met:#?}");
    }
}
