use toets_plugin::model::{Kind, testing};
use toets_plugin::{Observed, Outcome};

use crate::support::{Lab, run};

fn lab(params: &str) -> Lab {
    let mut lab = Lab::new("number", "euros", &[]);
    testing::number_variable(&mut lab.study, "hours", Kind::Lever, None, &[10.0]);
    testing::variable(&mut lab.study, "timing", Kind::Lever, &["in", "out"]);
    lab.params(params)
}

#[test]
fn a_fixed_variable_gives_its_number() {
    let fold = lab("of = 'hours'").fold();
    assert_eq!(run(&*fold, &[Observed::Interval(12.5, 12.5)]), Outcome::Number(12.5));
    let zero = |zero: f64| fold.step(&fold.start(), 0, Observed::Interval(zero, zero));
    assert_eq!(zero(0.0), zero(-0.0));
}

#[test]
fn an_open_variable_gives_no_number() {
    let fold = lab("of = 'hours'").fold();
    let open = Observed::Interval(f64::NEG_INFINITY, 10.0);
    assert_eq!(run(&*fold, &[open]), Outcome::Open(Vec::new()));
}

#[test]
fn it_needs_a_number_variable() {
    assert_eq!(
        lab("").faults(),
        ["missing-parameter: `number` needs the parameter `of` @ "]
    );
    assert_eq!(
        lab("of = 3").faults(),
        ["bad-parameter: `of` must be the id of a variable @ 3"]
    );
    assert_eq!(
        lab("of = 'timing'").faults(),
        ["bad-parameter: variable `timing` is not a number @ 'timing'"]
    );
    let misspelt = lab("of = 'hour'");
    assert_eq!(
        misspelt.faults(),
        ["bad-parameter: there is no variable `hour` @ 'hour'"]
    );
    assert_eq!(misspelt.help(), "did you mean `hours`?");
    let lab = Lab::new("number", "five", &[("a", "five")]).params("of = 'x'");
    assert_eq!(
        lab.faults(),
        [
            "bad-scale: `number` gives a number, but `top` has levels @ ",
            "bad-parameter: `number` reads a variable, so that child `a` of `top` would count for nothing @ ",
            "bad-parameter: there is no variable `x` @ 'x'",
        ]
    );
}
