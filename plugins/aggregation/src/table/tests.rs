use std::fmt::Write as _;

use proptest::prelude::*;
use toets_plugin::model::{Index, LevelId};
use toets_plugin::{Observed, Outcome};

use super::monotonicity;
use crate::support::{Lab, combinations, run};

const TWO: &[(&str, &str)] = &[("a", "five"), ("b", "five")];

/// The verdict of the founding study: a conjunction without an order.
const VERDICT: &str = "rules = [
    { when = { a = ['+', '++'], b = { not = '--' } }, then = 'good' },
    { when = { a = ['+', '++'], b = '--' }, then = 'fair' },
    { when = { a = { not = ['+', '++'] }, b = { not = ['--'] } }, then = 'poor' },
    { when = { a = { not = ['+', '++'] }, b = '--' }, then = 'bad' } ]";

fn one_line(params: &str) -> String {
    params.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn table(scale: &str, children: &[(&str, &str)], params: &str) -> Lab {
    Lab::new("table", scale, children).params(&one_line(params))
}

#[test]
fn the_rule_that_holds_decides() {
    let lab = table("four", TWO, VERDICT);
    assert_eq!(lab.judge(&["+", "0"]), "good");
    assert_eq!(lab.judge(&["++", "--"]), "fair");
    assert_eq!(lab.judge(&["0", "-"]), "poor");
    assert_eq!(lab.judge(&["--", "--"]), "bad");
}

#[test]
fn children_may_be_on_scales_of_their_own() {
    let lab = table(
        "five",
        &[("a", "colours"), ("b", "four")],
        "rules = [ { when = { a = 'red' }, then = '--' }, { when = { a = ['green', 'blue'], b = '*' }, then = '+' } ]",
    );
    assert_eq!(lab.judge(&["red", "good"]), "--");
    assert_eq!(lab.judge(&["blue", "bad"]), "+");
}

#[test]
fn a_rule_without_a_condition_always_holds() {
    let lab = table(
        "five",
        TWO,
        "rules = [ { then = '0' }, { when = { a = '+' }, then = '0' } ]",
    );
    assert_eq!(lab.judge(&["+", "--"]), "0");
}

#[test]
fn a_gap_is_shown_by_an_example() {
    let lab = table(
        "five",
        TWO,
        "rules = [ { when = { a = ['--', '-', '0'] }, then = '-' }, { when = { a = ['+', '++'], b = { not = ['-', '--'] } }, then = '+' } ]",
    );
    let faults = lab.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let gap = "table-gap: no rule says what follows where `a` is one of `+`, `++`, `b` is one of `--`, `-` @ [ {";
    assert!(faults[0].starts_with(gap), "{faults:?}");
}

#[test]
fn rules_that_disagree_are_shown_with_an_example() {
    let lab = table(
        "five",
        TWO,
        "rules = [ { when = { a = ['-', '--'] }, then = '-' }, { when = { b = ['++', '-'] }, then = '+' }, { when = { a = { not = ['-', '--'] } }, then = '+' } ]",
    );
    assert_eq!(
        lab.faults(),
        [
            "table-overlap: two rules disagree where `a` is `--`, `b` is `-` @ { when = { b = ['++', '-'] }, then = '+' }"
        ]
    );
    let lab = table("five", TWO, "rules = [ { then = '-' }, { then = '+' } ]");
    assert_eq!(
        lab.faults(),
        ["table-overlap: two rules disagree where nothing is asked of any child @ { then = '+' }"]
    );
}

#[test]
fn rules_that_agree_may_overlap() {
    let lab = table(
        "five",
        TWO,
        "rules = [ { when = { a = '--' }, then = '--' }, { when = { b = '--' }, then = '--' }, { when = { a = { not = '--' }, b = { not = '--' } }, then = '0' } ]",
    );
    assert_eq!(lab.judge(&["--", "--"]), "--");
    assert_eq!(lab.judge(&["++", "--"]), "--");
    assert_eq!(lab.judge(&["++", "-"]), "0");
}

#[test]
fn rules_that_do_not_mention_a_silent_child_still_hold() {
    let rules = "rules = [ { when = { a = '--' }, then = '--' }, { when = { b = '--' }, then = '--' }, { when = { a = { not = '--' }, b = { not = '--' } }, then = '0' } ]";
    let lab = table("five", TWO, rules).skipping();
    assert_eq!(lab.judge(&["--", "_"]), "--");
    assert_eq!(lab.judge(&["_", "--"]), "--");
    assert_eq!(lab.judge(&["_", "++"]), "silent"); // `a` might be `--`
    assert_eq!(lab.judge(&["_", "_"]), "silent");
    assert_eq!(lab.judge(&["0", "0"]), "0");
    let lab = table("five", TWO, "rules = [ { then = '+' } ]").skipping();
    assert_eq!(lab.judge(&["_", "_"]), "+"); // it holds whatever they are
}

#[test]
fn every_fault_is_named_at_once() {
    let lab = table(
        "five",
        TWO,
        "rules = [ { if = {}, when = { c = '+' }, then = 'x' }, { when = { a = 'y', b = [] } }, 3, { when = 3, then = '+' }, { when = { a = { nott = '+' } }, then = '+' }, { when = { a = { not = ['--', '-', '0', '+', '++'] }, b = 1 }, then = '+' } ]",
    );
    assert_eq!(
        lab.faults(),
        [
            "unknown-parameter: a rule has no `if` @ if",
            "unknown-level: scale `five` has no level `x` @ 'x'",
            "unknown-child: `c` is not a child of `top` @ c",
            "bad-parameter: a rule must say what follows: `then` @ { when = { a = 'y', b = [] } }",
            "unknown-level: scale `five` has no level `y` @ 'y'",
            "bad-parameter: no level of `b` is left, so that the rule never holds @ []",
            "bad-parameter: a rule must be a table @ 3",
            "bad-parameter: `when` must be a table @ 3",
            "bad-parameter: a table here is `{ not = … }` @ { nott = '+' }",
            "bad-parameter: no level of `a` is left, so that the rule never holds @ { not = ['--', '-', '0', '+', '++'] }",
            "bad-parameter: a rule looks at levels @ 1",
        ]
    );
}

#[test]
fn it_needs_rules_children_and_levels() {
    assert_eq!(
        Lab::new("table", "five", TWO).params("").faults(),
        ["missing-parameter: `table` needs the parameter `rules` @ "]
    );
    assert_eq!(
        Lab::new("table", "five", TWO).params("rules = []").faults(),
        ["bad-parameter: there must be at least one rule @ []"]
    );
    assert_eq!(
        Lab::new("table", "euros", &[])
            .params("rules = [ { then = '+' } ]")
            .faults(),
        [
            "no-children: `table` combines the nodes below `top`, but there are none @ ",
            "bad-scale: `table` gives levels, but `top` is measured in numbers @ ",
        ]
    );
    assert_eq!(
        Lab::new("table", "five", &[("a", "euros")])
            .params("rules = [ { then = '+' } ]")
            .faults(),
        ["numeric-child: `a` is measured in numbers, which `table` can't look up @ "]
    );
}

/// A table of forty children: the product of their levels has 28 digits.
#[test]
fn many_children_are_checked_without_listing_their_combinations() {
    let ids: Vec<String> = (0..40).map(|n| format!("c{n}")).collect();
    let children: Vec<(&str, &str)> = ids.iter().map(|id| (&**id, "five")).collect();
    let mut rules = String::from("rules = [ ");
    for id in &ids {
        let _ = write!(rules, "{{ when = {{ {id} = '--' }}, then = '--' }}, ");
    }
    let all: Vec<String> = ids.iter().map(|id| format!("{id} = {{ not = '--' }}")).collect();
    let complete = format!("{rules} {{ when = {{ {} }}, then = '+' }} ]", all.join(", "));
    let lab = table("five", &children, &complete);
    assert_eq!(lab.judge(&["0"; 40]), "+");
    let mut levels = ["++"; 40];
    levels[31] = "--";
    assert_eq!(lab.judge(&levels), "--");
    // One level less and there is a gap.
    let gap = format!(
        "{rules} {{ when = {{ {}, c39 = ['-', '+', '++'] }}, then = '+' }} ]",
        all[..39].join(", ")
    );
    let faults = table("five", &children, &gap).faults();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].contains("`c39` is `0` @"), "{faults:?}");
}

/// Each rule ties a child to another one far away: the sets of rules that may still hold double with every child.
#[test]
fn entangled_rules_are_refused_with_words() {
    let ids: Vec<String> = (0..40).map(|n| format!("c{n}")).collect();
    let children: Vec<(&str, &str)> = ids.iter().map(|id| (&**id, "four")).collect();
    let mut rules = Vec::new();
    for n in 0..20 {
        let (a, b) = (&ids[n], &ids[n + 20]);
        rules.push(format!("{{ when = {{ {a} = 'bad', {b} = 'bad' }}, then = 'bad' }}"));
        rules.push(format!("{{ when = {{ {a} = 'good', {b} = 'good' }}, then = 'bad' }}"));
    }
    let params = format!("rules = [ {} ]", rules.join(", "));
    let faults = table("four", &children, &params).faults();
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].starts_with("table-too-large: the rules are too entangled"),
        "{faults:?}"
    );
}

#[test]
fn a_table_where_better_is_worse_is_found() {
    let lab = table(
        "five",
        TWO,
        "rules = [ { when = { a = ['--', '-'] }, then = '0' }, { when = { a = '0', b = '++' }, then = '-' }, { when = { a = '0', b = { not = '++' } }, then = '+' }, { when = { a = ['+', '++'] }, then = '+' } ]",
    );
    let shown = reversals(&lab);
    assert_eq!(
        shown,
        [
            "a: - -> 0 gives 0 -> - where b = ++",
            "b: + -> ++ gives + -> - where a = 0"
        ]
    );
}

#[test]
fn a_monotone_table_has_no_reversals() {
    assert_eq!(reversals(&table("four", TWO, VERDICT)), [""; 0]);
    let lab = table("colours", TWO, "rules = [ { then = 'red' } ]");
    assert_eq!(monotonicity(&lab.study, lab.top), None); // no level is worse
    let lab = table("five", TWO, "rules = [ { when = { a = '+' }, then = '+' } ]");
    assert_eq!(monotonicity(&lab.study, lab.top), None); // faults come first
    let lab = Lab::new("worst", "five", TWO);
    assert_eq!(monotonicity(&lab.study, lab.top), None);
}

#[test]
fn children_without_an_order_have_no_better_level() {
    let lab = table(
        "five",
        &[("a", "colours"), ("b", "five")],
        "rules = [ { when = { a = 'red' }, then = '++' }, { when = { a = { not = 'red' }, b = '++' }, then = '-' }, { when = { a = { not = 'red' }, b = { not = '++' } }, then = '0' } ]",
    );
    assert_eq!(reversals(&lab), ["b: + -> ++ gives 0 -> - where a = green"]);
}

fn reversals(lab: &Lab) -> Vec<String> {
    let study = &lab.study;
    let top = &study.scales[study.nodes[lab.top].scale];
    let found = monotonicity(study, lab.top).unwrap();
    found
        .iter()
        .map(|r| {
            let name = |child, level| study.scales[study.nodes[child].scale].name(level).to_owned();
            let others = r.others.iter();
            let others = others.map(|&(c, l)| format!("{} = {}", study.nodes.name(c), name(c, l)));
            format!(
                "{}: {} -> {} gives {} -> {} where {}",
                study.nodes.name(r.child),
                name(r.child, r.from.0),
                name(r.child, r.to.0),
                top.name(r.from.1),
                top.name(r.to.1),
                others.collect::<Vec<_>>().join(", ")
            )
        })
        .collect()
}

/// Rules over three children on `four`: for each child the allowed levels as bits (0 and 15: not mentioned).
type Drawn = Vec<([u8; 3], usize)>;

const LEVELS: [&str; 4] = ["bad", "poor", "fair", "good"];
const CHILDREN: [&str; 3] = ["a", "b", "c"];

fn drawn_lab(rules: &Drawn) -> Lab {
    let rules = rules.iter().map(|(allowed, then)| {
        let tests = CHILDREN.iter().zip(allowed).filter(|&(_, &a)| a != 0);
        let tests = tests.map(|(child, allowed)| {
            let levels = (0..4)
                .filter(|l| allowed >> l & 1 == 1)
                .map(|l| format!("'{}'", LEVELS[l]));
            format!("{child} = [{}]", levels.collect::<Vec<_>>().join(", "))
        });
        let tests = tests.collect::<Vec<_>>().join(", ");
        format!("{{ when = {{ {tests} }}, then = '{}' }}", LEVELS[*then])
    });
    let rules = rules.collect::<Vec<_>>().join(", ");
    Lab::new("table", "four", &CHILDREN.map(|c| (c, "four"))).params(&format!("rules = [ {rules} ]"))
}

/// What follows by looking at every rule; `None` for a level: the child is silent.
fn looked_up(rules: &Drawn, levels: &[Option<usize>]) -> Vec<usize> {
    let holds = rules.iter().filter(|(allowed, _)| {
        allowed.iter().zip(levels).all(|(&a, l)| match l {
            _ if a == 0 || a == 15 => true,
            Some(l) => a >> l & 1 == 1,
            None => false,
        })
    });
    let mut then: Vec<usize> = holds.map(|(_, then)| *then).collect();
    then.sort_unstable();
    then.dedup();
    then
}

/// A complete table without overlap: splits the combinations again and again.
fn partition() -> impl Strategy<Value = Drawn> {
    let splits = prop::collection::vec((0_usize..100, 0_usize..3, 1_u8..15), 0..12);
    (splits, prop::collection::vec(0_usize..4, 13)).prop_map(|(splits, thens)| {
        let mut boxes = vec![[15_u8; 3]];
        for (which, child, bits) in splits {
            let which = which % boxes.len();
            let mut other = boxes[which];
            let (inside, outside) = (boxes[which][child] & bits, boxes[which][child] & !bits);
            if inside != 0 && outside != 0 {
                boxes[which][child] = inside;
                other[child] = outside;
                boxes.push(other);
            }
        }
        boxes.into_iter().zip(thens).collect()
    })
}

fn seen(levels: &[Option<usize>]) -> Vec<Observed> {
    let seen = levels
        .iter()
        .map(|l| l.map_or(Observed::Silent, |l| Observed::Level(LevelId::from_usize(l))));
    seen.collect()
}

proptest! {
    #[test]
    fn a_complete_table_gives_what_looking_it_up_gives(rules in partition()) {
        let lab = drawn_lab(&rules).skipping();
        let fold = lab.fold();
        for levels in combinations(3, 5) {
            let levels: Vec<Option<usize>> = levels.into_iter().map(|l| (l < 4).then_some(l)).collect();
            let expected = match looked_up(&rules, &levels)[..] {
                [then] => Outcome::Level(LevelId::from_usize(then)),
                [] => Outcome::Silent,
                _ => unreachable!(),
            };
            prop_assert_eq!(run(&*fold, &seen(&levels)), expected, "{:?}", levels);
        }
        // Without silent children the smaller automaton says the same.
        let fold = drawn_lab(&rules).fold();
        for levels in combinations(3, 4) {
            let levels: Vec<Option<usize>> = levels.into_iter().map(Some).collect();
            let expected = Outcome::Level(LevelId::from_usize(looked_up(&rules, &levels)[0]));
            prop_assert_eq!(run(&*fold, &seen(&levels)), expected);
        }
    }

    #[test]
    fn gaps_and_disagreements_are_found_exactly_where_there_are_any(
        rules in prop::collection::vec((prop::array::uniform3(0_u8..16), 0_usize..2), 1..6),
    ) {
        let faults = drawn_lab(&rules).faults();
        let found = |code: &str| faults.iter().any(|f| f.starts_with(code));
        let results: Vec<usize> = combinations(3, 4)
            .map(|levels| {
                let levels: Vec<Option<usize>> = levels.into_iter().map(Some).collect();
                looked_up(&rules, &levels).len()
            })
            .collect();
        prop_assert_eq!(found("table-gap"), results.contains(&0));
        prop_assert_eq!(found("table-overlap"), results.iter().any(|&n| n > 1));
    }

    #[test]
    fn reversals_are_found_exactly_where_there_are_any(rules in partition()) {
        let lab = drawn_lab(&rules);
        let found = monotonicity(&lab.study, lab.top).unwrap();
        let at = |levels: &[usize]| looked_up(&rules, &levels.iter().map(|&l| Some(l)).collect::<Vec<_>>())[0];
        let mut expected = Vec::new();
        for child in 0..3 {
            for better in 1..4 {
                let reversed = combinations(3, 4).any(|mut levels| {
                    levels[child] = better - 1;
                    let before = at(&levels);
                    levels[child] = better;
                    at(&levels) < before
                });
                if reversed {
                    expected.push((CHILDREN[child], better));
                }
            }
        }
        let shown: Vec<(&str, usize)> = found
            .iter()
            .map(|r| (lab.study.nodes.name(r.child), r.to.0.to_usize()))
            .collect();
        prop_assert_eq!(shown, expected);
        // Each example is one, whatever the children that it does not name.
        for r in &found {
            for mut levels in combinations(3, 4) {
                for &(child, level) in &r.others {
                    levels[child.to_usize()] = level.to_usize();
                }
                levels[r.child.to_usize()] = r.from.0.to_usize();
                prop_assert_eq!(at(&levels), r.from.1.to_usize());
                levels[r.child.to_usize()] = r.to.0.to_usize();
                prop_assert_eq!(at(&levels), r.to.1.to_usize());
            }
            prop_assert!(r.to.1 < r.from.1);
        }
    }
}
