use toets_plugin::{Observed, Outcome};

use crate::support::{Lab, run};

const THREE: &[(&str, &str)] = &[("a", "euros"), ("b", "euros"), ("c", "euros")];

fn sum(params: &str, numbers: &[f64]) -> f64 {
    let lab = Lab::new("sum", "euros", THREE).params(params);
    let seen: Vec<Observed> = numbers.iter().map(|&n| Observed::Number(n)).collect();
    match run(&*lab.fold(), &seen) {
        Outcome::Number(number) => number,
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_are_added_as_they_are_written() {
    assert_eq!(sum("", &[1.0, 2.0, 3.5]), 6.5);
    assert_eq!(sum("", &[0.1, 0.7, 0.0]), 0.8); // in binary it falls short of 0.8
    assert_eq!(sum("", &[0.1, 0.2, -0.3]), 0.0);
}

#[test]
fn weights_multiply() {
    assert_eq!(sum("weights = { a = 12, b = -1 }", &[100.25, 3.0, 0.5]), 1200.5);
    assert_eq!(sum("weights = { a = 0.1, b = 0.1, c = 0.1 }", &[1.0, 1.0, 1.0]), 0.3);
}

#[test]
fn very_large_and_very_small_numbers_are_added_as_they_can_be() {
    assert_eq!(sum("", &[1e300, 1.0, 1e-300]), 1e300);
    assert_eq!(sum("", &[1e38, 1e38, 1.0]), 2e38);
    assert_eq!(sum("", &[1e300, -1e300, 2.0]), 2.0);
}

#[test]
fn silent_children_add_nothing() {
    let lab = Lab::new("sum", "euros", THREE);
    let fold = lab.fold();
    let silent = Observed::Silent;
    let seen = [silent, Observed::Number(5.0), silent];
    assert_eq!(run(&*fold, &seen), Outcome::Number(5.0));
    assert_eq!(run(&*fold, &[silent; 3]), Outcome::Silent);
}

#[test]
fn states_are_equal_where_sums_are() {
    let lab = Lab::new("sum", "euros", THREE);
    let fold = lab.fold();
    let of = |a: f64, b: f64| {
        let state = fold.step(&fold.start(), 0, Observed::Number(a));
        fold.step(&state, 1, Observed::Number(b))
    };
    assert_eq!(of(0.1, 0.7), of(0.3, 0.5));
    assert_eq!(of(1.5, 0.5), of(2.0, 0.0));
}

#[test]
fn it_needs_numbers() {
    let lab = Lab::new("sum", "five", &[("a", "five"), ("b", "euros")]).params("weights = { b = 0, a = 'x' }");
    assert_eq!(
        lab.faults(),
        [
            "bad-scale: `sum` gives a number, but `top` has levels @ ",
            "scale-mismatch: `sum` adds numbers, but `a` has levels @ ",
            "bad-parameter: the weight of `b` must be a number other than zero @ 0",
            "bad-parameter: the weight of `a` must be a number @ 'x'",
        ]
    );
    let lab = Lab::new("sum", "euros", &[]).params("weights = 3");
    assert_eq!(
        lab.faults(),
        [
            "no-children: `sum` combines the nodes below `top`, but there are none @ ",
            "bad-parameter: `weights` must be a table @ 3",
        ]
    );
}
