//! What a plugin reads and gives.

use std::sync::Arc;

use toets_model::{Index, LevelId, ValueId};
use toets_plugin::{Answer, Number, Outcome, Read, Stop};
use toets_script::Limits;

use crate::world::{Files, PATH, body, ready, run, show};

fn outcome(text: &str) -> Outcome {
    match run(&body(text), &Limits::default()) {
        Ok(judgement) => judgement.outcome,
        Err(wrong) => panic!("{}", show(&wrong)),
    }
}

fn level(n: usize) -> Outcome {
    Outcome::Level(LevelId::from_usize(n))
}

#[test]
fn a_plugin_judges_with_reasons_and_sources() {
    let judgement = run(
        &body(
            r#"let p = cell.provision("wpo:9");
               if p.in_force && cell.timing == "outside" {
                   return judge("-").cites(p).because("een").because(#{ nl: "twee", en: "two" });
               }
               judge("0")"#,
        ),
        &Limits::default(),
    );
    let judgement = judgement.unwrap_or_else(|w| panic!("{}", show(&w)));
    assert_eq!(judgement.outcome, level(1));
    assert_eq!(judgement.because.len(), 2);
    assert_eq!(judgement.because[1].en.as_deref(), Some("two"));
    assert_eq!(judgement.cites.len(), 1);
}

#[test]
fn reasons_may_be_added_on_lines_of_their_own() {
    let text = r#"let j = judge("+"); j.because("een"); if true { j.because("twee"); } j"#;
    let judgement = run(&body(text), &Limits::default());
    assert_eq!(judgement.unwrap_or_else(|w| panic!("{}", show(&w))).because.len(), 2);
}

#[test]
fn levels_compare_in_both_orders() {
    assert_eq!(
        outcome(r#"if cell.node("needs") >= "+" && "0" < cell.node("needs") { judge("++") } else { judge("--") }"#),
        level(4)
    );
    assert_eq!(
        outcome(r#"judge(worst([cell.node("needs"), cell.node("social")]))"#),
        level(1)
    );
    assert_eq!(
        outcome(r#"if cell.node("needs") > cell.node("social") { judge("+") } else { judge("-") }"#),
        level(3)
    );
}

#[test]
fn open_leaves_the_result_between_levels() {
    let levels = |ns: &[usize]| Outcome::Open(ns.iter().map(|&n| LevelId::from_usize(n)).collect());
    assert_eq!(
        outcome(r#"open(["0", "-"]).because("het hangt ervan af")"#),
        levels(&[1, 2])
    );
    assert_eq!(outcome("open()"), levels(&[0, 1, 2, 3, 4]));
}

#[test]
fn only_what_is_used_is_read() {
    let files = body(r#"if cell.timing == "inside" && cell.returns == "yes" { return judge("+"); } judge("0")"#);
    let ready = ready(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    let timing = Read::Variable(ready.study.variables.find("timing").unwrap());
    let returns = Read::Variable(ready.study.variables.find("returns").unwrap());
    let cell = Arc::new(ready.cell());
    ready.scorer.score(cell.clone()).unwrap();
    assert_eq!(cell.reads(), [timing]); // outside: the rest does not matter
    let cell = Arc::new(ready.cell().with(timing, Answer::Value(ValueId::from_usize(0))));
    ready.scorer.score(cell.clone()).unwrap();
    assert_eq!(cell.reads(), [timing, returns]);
    assert_eq!(ready.scorer.variables().len(), 2);
}

#[test]
fn findings_are_read_one_by_one() {
    let files = body(r#"for f in cell.findings { if f.level == "+" { return judge(f.level).cites(f); } } judge("0")"#);
    let ready = ready(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    let first = ready.study.findings.find("f1").unwrap();
    let cell = Arc::new(ready.cell());
    let judgement = ready.scorer.score(cell.clone()).unwrap();
    assert_eq!(cell.reads(), [Read::Finding(first)]);
    assert_eq!(judgement.findings, [first]);
}

#[test]
fn the_engine_may_end_a_run_and_nothing_hides_it() {
    let files = body(r#"let t = `${cell.timing}`; judge("0")"#);
    let ready = ready(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    let timing = Read::Variable(ready.study.variables.find("timing").unwrap());
    let cell = ready.cell().halting(timing);
    assert_eq!(ready.scorer.score(Arc::new(cell)), Err(Stop::Halted));
}

#[test]
fn an_open_number_is_compared_where_its_interval_decides() {
    let files = body(r#"if cell.cost < 200 { judge("+") } else { judge("-") }"#);
    for (low, high, expected) in [(0.0, 100.0, 3), (100.0, 200.0, 3), (200.0, 500.0, 1)] {
        let ready = ready(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
        let cost = Read::Variable(ready.study.variables.find("cost").unwrap());
        let cell = ready
            .cell()
            .with(cost, Answer::Interval(Number::new(low), Number::new(high)));
        assert_eq!(ready.scorer.score(Arc::new(cell)).unwrap().outcome, level(expected));
    }
}

#[test]
fn the_end_of_a_range_belongs_to_its_last_interval() {
    // 500 itself is possible, so `< 500` is not certain, and `<= 500` is.
    let last = Answer::Interval(Number::new(200.0), Number::new(500.0));
    let score = |text: &str| {
        let ready = ready(&body(text), &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
        let cost = Read::Variable(ready.study.variables.find("cost").unwrap());
        let cell = ready.cell().with(cost, last.clone());
        ready.scorer.score(Arc::new(cell)).map(|j| j.outcome)
    };
    assert!(score(r#"if cell.cost < 500 { judge("+") } else { judge("-") }"#).is_err());
    assert_eq!(
        score(r#"if cell.cost <= 500 { judge("+") } else { judge("-") }"#),
        Ok(level(3))
    );
    assert!(score(r#"if cell.cost <= 200 { judge("+") } else { judge("-") }"#).is_err());
}

#[test]
fn a_number_is_judged_on_a_numeric_scale() {
    let files = Files::of(&[(
        PATH,
        "const PLUGIN = #{ id: \"n\", scale: \"euro\" };\nfn score(cell) { judge(cell.node(\"costs\") / 2) }",
    )]);
    let judgement = run(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    assert_eq!(judgement.outcome, Outcome::Number(75.0));
}

#[test]
fn a_node_may_be_named_by_a_parameter_or_in_a_loop() {
    let text = r#"let all = []; for id in ["needs", "social"] { all.push(cell.node(id)); } judge(worst(all))"#;
    let prepared = ready(&body(text), &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    let id = |n| prepared.study.nodes.find(n).unwrap();
    assert_eq!(prepared.scorer.nodes(), [id("needs"), id("social")]);
    assert_eq!(outcome(text), level(1));
    assert_eq!(outcome("judge(cell.node(cell.params.of))"), level(3));
}

#[test]
fn functions_constants_and_imports_work_together() {
    let files = Files::of(&[
        (
            PATH,
            "import \"lib/weigh\" as weigh;\nconst LIMIT = 2;\nconst PLUGIN = #{ id: \"n\", scale: \"five\" };\n\
             fn score(cell) { if weigh::heavy(cell, global::LIMIT) { judge(\"-\") } else { judge(\"+\") } }",
        ),
        (
            "scripts/lib/weigh.rhai",
            "import \"lib/base\" as base;\nconst EXTRA = 1;\n\
             fn heavy(cell, limit) { base::hours(cell) + global::EXTRA > limit }",
        ),
        ("scripts/lib/base.rhai", "fn hours(cell) { cell.hours }"),
    ]);
    let ready = ready(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    let hours = ready.study.variables.find("hours").unwrap();
    assert_eq!(ready.scorer.variables(), [hours]);
    let cell = ready.cell();
    assert_eq!(
        ready.score(cell).unwrap_or_else(|w| panic!("{}", show(&w))).outcome,
        level(1)
    );
}

#[test]
fn one_script_judges_on_many_threads_at_once() {
    let files = body(
        r#"let n = 0; for i in 0..50 { n += i; } if cell.timing == "outside" && n == 1225 { judge("+") } else { judge("-") }"#,
    );
    let ready = ready(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let judgement = ready.scorer.score(Arc::new(ready.cell())).unwrap();
                    assert_eq!(judgement.outcome, level(3));
                }
            });
        }
    });
}

/// The error of a body where the number `cost` is open.
fn open_cost(text: &str) -> String {
    let ready = ready(&body(text), &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
    let cost = Read::Variable(ready.study.variables.find("cost").unwrap());
    let answer = Answer::Interval(Number::new(100.0), Number::new(200.0));
    let cell = ready.cell().with(cost, answer);
    match ready.score(cell) {
        Ok(judgement) => panic!("{judgement:?}"),
        Err(wrong) => show(&wrong),
    }
}

#[test]
fn what_an_open_number_can_t_tell_is_an_error_that_says_what_to_do() {
    insta::assert_snapshot!(open_cost(r#"if cell.cost < 150 { judge("+") } else { judge("-") }"#), @r#"
    error[script-open-number]: `cost` is open here (from 100 up to 200): whether it is less than 150 is not known
     --> scripts/scoring/test.rhai:3:14
      |
    3 | if cell.cost < 150 { judge("+") } else { judge("-") }
      |              ^
      |
      = help: add 150 to the `cuts` of `cost` in the study

    1 error
    "#);
    let shown = open_cost(r#"if cell.cost <= 150 { judge("+") } else { judge("-") }"#);
    assert!(shown.contains("write `<` or `>=`"), "{shown}");
    let shown = open_cost(r#"if 150 > cell.cost { judge("+") } else { judge("-") }"#);
    assert!(shown.contains("less than 150"), "{shown}");
    let shown = open_cost(r#"if cell.cost == 150 { judge("+") } else { judge("-") }"#);
    assert!(shown.contains("equal to 150"), "{shown}");
    let shown = open_cost(r#"if cell.cost / 2 < 100 { judge("+") } else { judge("-") }"#);
    assert!(shown.contains("only the interval is known"), "{shown}");
}

#[test]
fn a_plugin_judges_on_its_own_scale_only() {
    let files = Files::of(&[(
        PATH,
        "const PLUGIN = #{ id: \"n\", scale: \"fife\" };\nfn score(cell) { judge(\"0\") }",
    )]);
    let Err(wrong) = ready(&files, &Limits::default()) else {
        panic!("the scales differ")
    };
    insta::assert_snapshot!(&*wrong.0[0].message, @"the plugin `n` judges on scale `fife`, and the node `here` has scale `five`");
    assert_eq!(wrong.0[0].help, ["did you mean `five`?"]);
}

#[test]
fn places_are_right_after_line_ends_of_other_systems_tabs_and_accents() {
    for text in [
        "const PLUGIN = #{ id: \"n\", scale: \"five\" };\r\nfn score(cell) {\r\n    // één\r\n    judge(cell.timming)\r\n}\r\n",
        "\u{feff}const PLUGIN = #{ id: \"n\", scale: \"five\" };\nfn score(cell) {\n\n\tlet é = \"é\";\n",
        "const PLUGIN = #{ id: \"n\", scale: \"five\" };\nfn score(cell) {\n\n\tlet a = `één ${1}`; judge(cell.timming)\n}",
    ] {
        let Err(wrong) = ready(&Files::of(&[(PATH, text)]), &Limits::default()) else {
            panic!("a mistake")
        };
        let Some(toets_diagnostic::Place::Span(span)) = wrong.0[0].place() else {
            panic!("no place")
        };
        assert_eq!(wrong.1.position(span).0, 4);
        let file = wrong.1.file(span.file);
        let marked = &file.text[span.start as usize..span.end as usize];
        assert!(marked == "timming" || marked == "é", "{marked}");
    }
}
