use toets_plugin::model::{Kind, testing};
use toets_plugin::{Input, Observed, Outcome};

use crate::support::{Lab, run};

const CUTS: &str = "cuts = [100, 250.5], levels = ['+', '0', '-']";

fn of_child() -> Lab {
    let lab = Lab::new("threshold", "five", &[("cost", "euros")]);
    lab.params(&format!("of = 'cost', {CUTS}"))
}

fn of_variable(range: Option<(f64, f64)>, cuts: &[f64]) -> Lab {
    let mut lab = Lab::new("threshold", "five", &[]);
    testing::number_variable(&mut lab.study, "hours", Kind::Lever, range, cuts);
    lab.params(&format!("of = 'hours', {CUTS}"))
}

fn level(lab: &Lab, seen: Observed) -> String {
    lab.say(&run(&*lab.fold(), &[seen]))
}

#[test]
fn a_level_begins_at_its_cut() {
    let lab = of_child();
    let level = |n| level(&lab, Observed::Number(n));
    assert_eq!(level(-5.0), "+");
    assert_eq!(level(99.999), "+");
    assert_eq!(level(100.0), "0");
    assert_eq!(level(250.4), "0");
    assert_eq!(level(250.5), "-");
    assert_eq!(level(1e300), "-");
}

#[test]
fn a_silent_child_leaves_it_silent() {
    assert_eq!(level(&of_child(), Observed::Silent), "silent");
}

#[test]
fn an_open_variable_lies_between_cuts() {
    let lab = of_variable(Some((0.0, 400.0)), &[50.0, 100.0, 250.5]);
    let level = |low, high| level(&lab, Observed::Interval(low, high));
    assert_eq!(level(0.0, 50.0), "+");
    assert_eq!(level(50.0, 100.0), "+");
    assert_eq!(level(100.0, 250.5), "0");
    assert_eq!(level(250.5, 400.0), "-");
    assert_eq!(level(100.0, 100.0), "0"); // fixed at it
    assert_eq!(level(f64::NEG_INFINITY, 50.0), "+");
}

#[test]
fn an_interval_across_a_cut_leaves_it_open() {
    let lab = of_variable(None, &[]);
    let seen = Observed::Interval(50.0, 150.0);
    assert_eq!(level(&lab, seen), "open 0 +");
    let all = Observed::Interval(f64::NEG_INFINITY, f64::INFINITY);
    assert_eq!(level(&lab, all), "open - 0 +");
}

#[test]
fn levels_may_repeat_and_need_no_order() {
    let lab = Lab::new("threshold", "colours", &[("cost", "euros")]);
    let lab = lab.params("of = 'cost', cuts = [1, 2], levels = ['red', 'green', 'red']");
    assert_eq!(level(&lab, Observed::Number(1.5)), "green");
    assert_eq!(level(&lab, Observed::Number(2.0)), "red");
    let across = run(&*lab.fold(), &[Observed::Interval(0.0, 3.0)]);
    assert_eq!(lab.say(&across), "open red green");
    let same = Lab::new("threshold", "colours", &[("cost", "euros")]);
    let same = same.params("of = 'cost', cuts = [1], levels = ['red', 'red']");
    let across = run(&*same.fold(), &[Observed::Interval(0.0, 3.0)]);
    assert!(matches!(across, Outcome::Level(_)));
}

#[test]
fn a_variable_that_may_be_open_must_have_the_cuts() {
    let lab = of_variable(None, &[50.0]);
    assert_eq!(
        lab.faults(),
        ["missing-cut: where `hours` is open, its cuts don't tell on which side of 100, 250.5 it lies @ 'hours'"]
    );
    assert_eq!(lab.help(), "give the variable `cuts = [50, 100, 250.5]`");
    // Out of range nothing needs to be told apart; at the end of the range it does.
    assert_eq!(of_variable(Some((0.0, 99.0)), &[50.0]).faults(), [""; 0]);
    assert_eq!(of_variable(Some((100.0, 200.0)), &[150.0]).faults(), [""; 0]);
    assert_eq!(of_variable(Some((0.0, 100.0)), &[50.0]).faults().len(), 1);
    // Without cuts it can't be open.
    assert_eq!(of_variable(None, &[]).faults(), [""; 0]);
}

#[test]
fn it_reads_what_it_names() {
    let lab = of_variable(None, &[]);
    let hours = lab.study.variables.find("hours").unwrap();
    assert_eq!(lab.fold().inputs(), [Input::Variable(hours)]);
    let lab = of_child();
    let cost = lab.study.nodes.find("cost").unwrap();
    assert_eq!(lab.fold().inputs(), [Input::Node(cost)]);
}

#[test]
fn every_fault_is_named_at_once() {
    let faults =
        |children: &[(&str, &str)], params: &str| Lab::new("threshold", "five", children).params(params).faults();
    let cost = &[("cost", "euros")];
    assert_eq!(
        faults(cost, "on = 'cost', cuts = [2, 1, 'x'], levels = ['+', 'no']"),
        [
            "unknown-parameter: `threshold` has no parameter `on` @ on",
            "missing-parameter: `threshold` needs the parameter `of` @ ",
            "bad-parameter: 1 is not above the cut before it @ 1",
            "bad-parameter: a cut must be a number @ 'x'",
            "unknown-level: scale `five` has no level `no` @ 'no'",
        ]
    );
    assert_eq!(
        faults(cost, "of = 'cots', cuts = [1], levels = ['+']"),
        [
            "bad-parameter: there is no child or variable `cots` @ 'cots'",
            "bad-parameter: 1 cuts make 2 intervals, but there are 1 levels @ ['+']",
        ]
    );
    assert_eq!(
        faults(
            &[("cost", "euros"), ("b", "five")],
            "of = 'cost', cuts = [1], levels = ['+', '-']"
        ),
        ["bad-parameter: `threshold` reads `cost` only, so that child `b` of `top` would count for nothing @ 'cost'"]
    );
    assert_eq!(
        faults(&[("a", "five")], "of = 'a', cuts = [1], levels = ['+', '-']"),
        ["bad-parameter: `a` is not measured in numbers but on `five` @ 'a'"]
    );
    assert_eq!(
        faults(&[], "of = 'top', cuts = [], levels = 3"),
        [
            "bad-parameter: `top` is not a child of `top` @ 'top'",
            "bad-parameter: there must be at least one cut @ []",
            "bad-parameter: `levels` must be a list @ 3",
        ]
    );
}

#[test]
fn a_variable_with_values_is_no_number() {
    let mut lab = Lab::new("threshold", "five", &[]);
    testing::variable(&mut lab.study, "timing", Kind::Lever, &["in", "out"]);
    let lab = lab.params(&format!("of = 'timing', {CUTS}"));
    assert_eq!(
        lab.faults(),
        ["bad-parameter: variable `timing` is not a number @ 'timing'"]
    );
}
