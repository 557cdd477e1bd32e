use proptest::prelude::*;
use toets_plugin::Observed;
use toets_plugin::model::{Index, LevelId};

use crate::support::{Lab, run};

const TWO: &[(&str, &str)] = &[("a", "five"), ("b", "five")];
const THREE: &[(&str, &str)] = &[("a", "five"), ("b", "five"), ("c", "five")];

#[test]
fn the_mean_is_rounded_to_the_nearest_level() {
    let lab = Lab::new("mean", "five", THREE);
    assert_eq!(lab.judge(&["++", "++", "--"]), "+"); // 8/3 = 2.67
    assert_eq!(lab.judge(&["++", "0", "--"]), "0"); // 6/3 = 2
    assert_eq!(lab.judge(&["+", "+", "0"]), "+"); // 8/3
    assert_eq!(lab.judge(&["+", "0", "0"]), "0"); // 7/3
    assert_eq!(lab.judge(&["-", "-", "--"]), "-"); // 2/3
}

#[test]
fn ties_go_to_neutral_up_or_down() {
    let ties = |ties: &str, levels: &[&str]| {
        let lab = Lab::new("mean", "five", TWO);
        lab.params(ties).judge(levels)
    };
    assert_eq!(ties("", &["++", "+"]), "+"); // 3.5: towards neutral is down
    assert_eq!(ties("", &["--", "-"]), "-"); // 0.5: towards neutral is up
    assert_eq!(ties("ties = 'neutral'", &["0", "-"]), "0"); // 1.5
    assert_eq!(ties("ties = 'neutral'", &["0", "+"]), "0"); // 2.5
    assert_eq!(ties("ties = 'up'", &["++", "+"]), "++");
    assert_eq!(ties("ties = 'up'", &["--", "-"]), "-");
    assert_eq!(ties("ties = 'down'", &["++", "+"]), "+");
    assert_eq!(ties("ties = 'down'", &["--", "-"]), "--");
}

#[test]
fn ties_go_down_on_a_scale_without_neutral() {
    let lab = Lab::new("mean", "four", &[("a", "four"), ("b", "four")]);
    assert_eq!(lab.judge(&["poor", "fair"]), "poor");
    assert_eq!(lab.judge(&["bad", "poor"]), "bad");
    assert_eq!(lab.judge(&["fair", "good"]), "fair");
}

#[test]
fn weights_count_and_need_not_be_whole() {
    let lab = Lab::new("mean", "five", TWO).params("weights = { a = 3 }");
    assert_eq!(lab.judge(&["++", "--"]), "+"); // 12/4 = 3
    assert_eq!(lab.judge(&["--", "++"]), "-"); // 4/4 = 1
    let lab = Lab::new("mean", "five", TWO).params("weights = { a = 0.75, b = 0.25 }");
    assert_eq!(lab.judge(&["++", "--"]), "+");
    // Exactly a tie in decimals: (0.1 * 4 + 0.7 * 0) / 0.8 = 0.5, though not in binary.
    let lab = Lab::new("mean", "five", TWO).params("weights = { a = 0.1, b = 0.7 }, ties = 'up'");
    assert_eq!(lab.judge(&["++", "--"]), "-");
    let lab = Lab::new("mean", "five", TWO).params("weights = { a = 0.1, b = 0.7 }, ties = 'down'");
    assert_eq!(lab.judge(&["++", "--"]), "--");
}

#[test]
fn a_veto_holds_the_result_below_neutral() {
    let lab = Lab::new("mean", "five", THREE).params("veto = '--'");
    assert_eq!(lab.judge(&["++", "++", "--"]), "-");
    assert_eq!(lab.judge(&["++", "++", "-"]), "+"); // 9/3: `-` is no veto
    assert_eq!(lab.judge(&["--", "--", "--"]), "--"); // it doesn't lift
    let lab = Lab::new("mean", "five", THREE).params("veto = '-'");
    assert_eq!(lab.judge(&["++", "++", "-"]), "-");
    assert_eq!(lab.judge(&["++", "++", "--"]), "-"); // at or below it
    assert_eq!(lab.judge(&["++", "++", "0"]), "+");
}

#[test]
fn a_veto_is_of_the_level_here_after_the_map() {
    let lab = Lab::new("mean", "five", &[("a", "five"), ("b", "four"), ("c", "five")])
        .params("veto = '--', map = { b = { bad = '-', poor = '--', fair = '+', good = '++' } }");
    assert_eq!(lab.judge(&["++", "bad", "++"]), "+"); // 9/3
    assert_eq!(lab.judge(&["++", "poor", "++"]), "-");
}

#[test]
fn silent_children_drop_out_with_their_weight() {
    let lab = Lab::new("mean", "five", THREE).params("weights = { a = 5 }");
    assert_eq!(lab.judge(&["_", "++", "+"]), "+"); // 3.5, as if `a` were not there
    assert_eq!(lab.judge(&["++", "_", "_"]), "++");
    assert_eq!(lab.judge(&["_", "_", "_"]), "silent");
    assert_eq!(lab.judge(&["_", "_", "--"]), "--");
}

#[test]
fn every_fault_is_named_at_once() {
    let lab = Lab::new("mean", "five", THREE)
        .params("wieghts = 1, weights = { a = 0, b = 'x', d = 1, c = 0.1234567 }, veto = '0', ties = 'middle'");
    assert_eq!(
        lab.faults(),
        [
            "unknown-parameter: `mean` has no parameter `wieghts` @ wieghts",
            "bad-parameter: the weight of `a` must be above zero @ 0",
            "bad-parameter: the weight of `b` must be a number @ 'x'",
            "unknown-child: `d` is not a child of `top` @ d",
            "bad-parameter: the weight of `c` has more than six decimals, or is too large @ 0.1234567",
            "bad-parameter: `ties` says which of two levels is taken @ 'middle'",
            "bad-parameter: a veto must be a level below neutral, which is `0` on scale `five` @ '0'",
        ]
    );
    assert_eq!(lab.help(), "did you mean `weights`?");
}

#[test]
fn a_veto_needs_a_neutral_level() {
    let lab = Lab::new("mean", "four", &[("a", "four")]).params("veto = 'bad'");
    assert_eq!(
        lab.faults(),
        ["bad-parameter: a veto holds the result below neutral, but scale `four` has no neutral level @ 'bad'"]
    );
}

#[test]
fn hostile_weights_are_refused() {
    for weight in ["-1", "nan", "inf", "1e300", "1e-300", "9223372036854775807"] {
        let lab = Lab::new("mean", "five", TWO).params(&format!("weights = {{ a = {weight} }}"));
        assert_eq!(lab.faults().len(), 1, "{weight}");
    }
    let lab = Lab::new("mean", "five", TWO).params("weights = { a = 1e12, b = 1e-6 }");
    assert_eq!(
        lab.faults(),
        ["bad-parameter: the weights are too large to be added up exactly @ { a = 1e12, b = 1e-6 }"]
    );
}

#[test]
fn it_needs_levels_with_an_order() {
    let lab = Lab::new("mean", "colours", &[("a", "colours")]).params("veto = 'red'");
    assert!(lab.faults()[0].starts_with("unordered-scale"), "{:?}", lab.faults());
    let lab = Lab::new("mean", "euros", &[("a", "euros")]).params("veto = 'red'");
    assert!(lab.faults()[0].starts_with("bad-scale"), "{:?}", lab.faults());
}

fn observed(levels: &[usize]) -> Vec<Observed> {
    let levels = levels.iter().map(|&n| LevelId::from_usize(n));
    levels.map(Observed::Level).collect()
}

proptest! {
    /// Against the definition in fractions, written another way round.
    #[test]
    fn it_is_the_level_nearest_to_the_weighted_mean(
        levels in prop::collection::vec((0_usize..5, 1_u32..1000), 1..8),
    ) {
        let ids: Vec<String> = (0..levels.len()).map(|n| format!("c{n}")).collect();
        let children: Vec<(&str, &str)> = ids.iter().map(|id| (&**id, "five")).collect();
        let weights: Vec<String> = ids.iter().zip(&levels).map(|(id, (_, w))| format!("{id} = {w}")).collect();
        let lab = Lab::new("mean", "five", &children).params(&format!("weights = {{ {} }}", weights.join(", ")));
        let seen = observed(&levels.iter().map(|l| l.0).collect::<Vec<_>>());
        let result = lab.say(&run(&*lab.fold(), &seen));
        let sum: u64 = levels.iter().map(|&(l, w)| l as u64 * u64::from(w)).sum();
        let total: u64 = levels.iter().map(|&(_, w)| u64::from(w)).sum();
        // Nearest: the least distance |level * total - sum|; of two, the one nearer to level 2.
        let nearest = (0..5_u64).min_by_key(|&l| ((l * total).abs_diff(sum), l.abs_diff(2))).unwrap();
        prop_assert_eq!(result, ["--", "-", "0", "+", "++"][nearest as usize]);
    }

    #[test]
    fn a_better_child_never_makes_it_worse(
        levels in prop::collection::vec(0_usize..5, 3),
        which in 0_usize..3,
        veto in prop::bool::ANY,
        ties in prop::sample::select(vec!["neutral", "up", "down"]),
    ) {
        prop_assume!(levels[which] < 4);
        let veto = if veto { ", veto = '--'" } else { "" };
        let lab = Lab::new("mean", "five", THREE).params(&format!("ties = '{ties}', weights = {{ b = 2 }}{veto}"));
        let fold = lab.fold();
        let level = |levels: &[usize]| match run(&*fold, &observed(levels)) {
            toets_plugin::Outcome::Level(level) => level.to_usize(),
            _ => unreachable!(),
        };
        let before = level(&levels);
        let mut better = levels.clone();
        better[which] += 1;
        prop_assert!(level(&better) >= before);
    }
}
