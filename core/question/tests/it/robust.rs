//! What single changes of the coding move: changes of rules, and what is left open.

use std::sync::Arc;

use toets_evaluate::{Compiled, Limits, Value, compile, evaluate};
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{
    Allowed, Evaluate, Fixed, Group, GroupId, Index, Kind, Param, ParamValue, Scenario, ScenarioId, Study, Test, Text,
};
use toets_question::{NoProgress, Perturbation, Reading, robust};

use crate::random::registry;

/// What the verdict can be in each cell.
fn verdicts(compiled: &Arc<Compiled>, cells: &[(ScenarioId, GroupId)]) -> Vec<Vec<Value>> {
    let evaluation = evaluate(compiled, cells).expect("it can be evaluated");
    let each = evaluation.cells.iter();
    each.map(|cell| cell.possible(compiled, compiled.study.verdict))
        .collect()
}

/// One level higher, `f` leaves the verdict open between three levels where it was open between two: the diagram of the verdict is
/// the same, and there are more worlds.
#[test]
fn a_change_that_only_leaves_more_open_moves_the_verdict() {
    let text = "[study]\nid = \"small\"\ntitle = @\nverdict = \"n\"\n\
        [scale.s]\nlevels = [\"-\", \"0\", \"+\"]\n\
        [[node]]\nid = \"n\"\nlabel = @\nscale = \"s\"\nscore = { plugin = \"evidence\" }\ncombine = \"hull\"\n\
        [[scenario]]\nid = \"S\"\nlabel = @\n[[group]]\nid = \"g\"\nlabel = @\n\
        [[finding]]\nid = \"e\"\nnode = \"n\"\nstatement = @\nmodality = \"certain\"\nlevel = \"-\"\n\
        [[finding]]\nid = \"f\"\nnode = \"n\"\nstatement = @\nmodality = \"certain\"\nlevel = \"0\"\n";
    let text = text.replace('@', "{ nl = \"x\", en = \"x\" }");
    let ready = toets_studies::ready(&vec![(toets_studies::render::STUDY.to_owned(), text)]).unwrap();
    let cells = [(Index::from_usize(0), Index::from_usize(0))];
    let found = robust(&ready.compiled, &ready.registry, &cells, &NoProgress).expect("it can be tried");
    let change = Perturbation::Level {
        finding: Index::from_usize(1),
        to: Index::from_usize(2),
    };
    let shift = found.shifts.iter().find(|shift| shift.change == change);
    let moved = shift.map(|shift| (shift.verdicts[0].before.len(), shift.verdicts[0].after.len()));
    assert_eq!(moved, Some((2, 3)));
}

/// A study whose verdict is a table over two criteria, drawn at these levels.
fn drawn(rules: &[(&[&str], &[&str], &str)]) -> Study {
    let mut study = study();
    let three = scale(&mut study, "three", &["-", "0", "+"]);
    let lever = variable(&mut study, "l", Kind::Lever, &["a", "b", "c"]);
    let criteria = ["wanted", "able"].map(|id| node(&mut study, id, three, "evidence", &[]));
    for (n, (criterion, levels)) in criteria.into_iter().zip([["-", "0", "+"], ["+", "0", "-"]]).enumerate() {
        for (value, level) in levels.into_iter().enumerate() {
            let id = finding(&mut study, &format!("f{n}{value}"), criterion, Some(level));
            study.findings[id].when.all.push(Test {
                variable: lever,
                allowed: Allowed::Values(vec![Index::from_usize(value)]),
                span: nowhere(),
            });
        }
    }
    study.verdict = node(&mut study, "verdict", three, "table", &criteria);
    let param = |value| Param { span: nowhere(), value };
    let levels = |names: &[&str]| {
        let all = names.iter().map(|name| param(ParamValue::Text((*name).to_owned())));
        param(ParamValue::List(all.collect()))
    };
    let table = |entries: Vec<(&str, Param)>| {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), nowhere(), value));
        param(ParamValue::Table(entries.collect()))
    };
    let rules = rules.iter().map(|(wanted, able, then)| {
        let when = table(vec![("wanted", levels(wanted)), ("able", levels(able))]);
        table(vec![
            ("when", when),
            ("then", param(ParamValue::Text((*then).to_owned()))),
        ])
    });
    let rules = param(ParamValue::List(rules.collect()));
    study.nodes[study.verdict].score.params = table(vec![("rules", rules)]);
    for n in 0..2 {
        let mut levers = toets_model::Assignment::new();
        if n == 1 {
            levers.insert(lever, Fixed::Value(Index::from_usize(1)));
        }
        let scenario = Scenario {
            span: nowhere(),
            label: Text::default(),
            short: None,
            levers,
            by_group: Default::default(),
            based_on: None,
            evaluate: Evaluate::Always,
            maps_to: Vec::new(),
            note: None,
            sources: Vec::new(),
        };
        study
            .scenarios
            .insert(&format!("s{n}"), scenario)
            .expect("built by this test");
    }
    let group = Group {
        span: nowhere(),
        label: Text::default(),
        short: None,
        definition: None,
        traits: toets_model::Assignment::new(),
        sources: Vec::new(),
    };
    study.groups.insert("g", group).expect("built by this test");
    study
}

/// A line drawn elsewhere gives what a study gives in which it was written there.
#[test]
fn lines_between_levels_are_drawn_as_if_written_so() {
    let cells: Vec<(ScenarioId, GroupId)> = (0..2).map(|n| (Index::from_usize(n), Index::from_usize(0))).collect();
    let ready = |study: Study| {
        Arc::new(
            compile(Arc::new(study), &registry(), Limits::default())
                .map_err(|_| "compiles")
                .unwrap(),
        )
    };
    let as_it_is = drawn(&[
        (&["+"], &["0", "+"], "+"),
        (&["+"], &["-"], "0"),
        (&["-", "0"], &["0", "+"], "0"),
        (&["-", "0"], &["-"], "-"),
    ]);
    let written = [
        // `0` of what is wanted counts as `+`.
        drawn(&[
            (&["0", "+"], &["0", "+"], "+"),
            (&["0", "+"], &["-"], "0"),
            (&["-"], &["0", "+"], "0"),
            (&["-"], &["-"], "-"),
        ]),
        // `+` counts as `0`.
        drawn(&[(&["-", "0", "+"], &["0", "+"], "0"), (&["-", "0", "+"], &["-"], "-")]),
        // Of what one is able to: `-` counts as `0`.
        drawn(&[(&["+"], &["-", "0", "+"], "+"), (&["-", "0"], &["-", "0", "+"], "0")]),
        // `0` counts as `-`.
        drawn(&[
            (&["+"], &["+"], "+"),
            (&["+"], &["-", "0"], "0"),
            (&["-", "0"], &["+"], "0"),
            (&["-", "0"], &["-", "0"], "-"),
        ]),
    ];
    let lines: Vec<Perturbation> = Perturbation::all(&as_it_is)
        .into_iter()
        .filter(|change| matches!(change, Perturbation::Reading(Reading::Line(_))))
        .collect();
    assert_eq!(lines.len(), written.len());
    let found = robust(&ready(as_it_is.clone()), &registry(), &cells, &NoProgress).expect("it can be tried");
    let before = verdicts(&ready(as_it_is), &cells);
    for (line, written) in lines.into_iter().zip(written) {
        let after = verdicts(&ready(written), &cells);
        let shift = found.shifts.iter().find(|shift| shift.change == line);
        for (n, cell) in cells.iter().enumerate() {
            let moved = shift.and_then(|shift| shift.verdicts.iter().find(|m| m.scenario == cell.0));
            assert_eq!(
                moved.map(|m| &m.after),
                Some(&after[n]).filter(|_| before[n] != after[n]),
                "{line:?}"
            );
        }
    }
}
