use proptest::prelude::*;
use toets_plugin::model::{
    Combine, FindingId, Index, LevelId, NodeId, Param, ParamValue, ScaleId, Span, Study, testing,
};
use toets_plugin::{Fold, Input, Observed, Outcome, Plugin, Scorer, Sides};

use super::Evidence;

const FIVE: &[&str] = &["--", "-", "0", "+", "++"];
const FOUR: &[&str] = &["bad", "poor", "fair", "good"];

/// One node, and findings on it.
struct Lab {
    study: Study,
    node: NodeId,
}

impl Lab {
    fn new(levels: &[&str], combine: Combine) -> Self {
        let mut study = testing::study();
        let scale = testing::scale(&mut study, "scale", levels);
        Self::on(study, scale, combine)
    }

    fn unordered() -> Self {
        let mut study = testing::study();
        let scale = testing::unordered(&mut study, "colours", &["red", "green", "blue"]);
        Self::on(study, scale, Combine::Strongest)
    }

    fn on(mut study: Study, scale: ScaleId, combine: Combine) -> Self {
        let node = testing::node(&mut study, "node", scale, "evidence", &[]);
        study.nodes[node].combine = combine;
        Self { study, node }
    }

    /// Adds a finding: `+`, `!+` (absolute) or `?-,0` (opens these).
    fn add(&mut self, finding: &str) -> FindingId {
        let id = format!("f{}", self.study.findings.len());
        if let Some(levels) = finding.strip_prefix('?') {
            let scale = &self.study.scales[self.study.nodes[self.node].scale];
            let levels = levels.split(',').map(|l| scale.find(l).unwrap()).collect();
            let f = testing::finding(&mut self.study, &id, self.node, None);
            self.study.findings[f].opens = Some(levels);
            f
        } else {
            let level = finding.trim_start_matches('!');
            let f = testing::finding(&mut self.study, &id, self.node, Some(level));
            self.study.findings[f].absolute = finding.starts_with('!');
            f
        }
    }

    fn with(mut self, findings: &[&str]) -> Self {
        for finding in findings {
            self.add(finding);
        }
        self
    }

    fn prepare(&self) -> Result<Box<dyn Fold>, Vec<String>> {
        match Evidence.prepare(&self.study, self.node) {
            Ok(Scorer::Fold(fold)) => Ok(fold),
            Ok(Scorer::Replay(_)) => panic!("not a fold"),
            Err(faults) => {
                assert!(faults.iter().all(|f| f.place().is_some() && !f.help.is_empty()));
                let faults = faults.iter().map(|f| format!("{}: {}", f.code, &*f.message));
                Err(faults.collect())
            }
        }
    }

    /// The result where these findings apply (by number), as words, and the sides.
    fn judge_where(&self, applies: impl Fn(usize) -> bool) -> (String, Option<Sides>) {
        let fold = self.prepare().unwrap();
        let inputs = fold.inputs().len();
        let state = (0..inputs).fold(fold.start(), |state, n| {
            fold.step(&state, n, Observed::Applies(applies(n)))
        });
        (self.say(&fold.finish(&state)), fold.sides(&state))
    }

    fn judge(&self) -> String {
        self.judge_where(|_| true).0
    }

    fn say(&self, outcome: &Outcome) -> String {
        let scale = &self.study.scales[self.study.nodes[self.node].scale];
        match outcome {
            Outcome::Level(level) => scale.name(*level).to_owned(),
            Outcome::Open(levels) => {
                let names = levels.iter().map(|&l| scale.name(l));
                format!("open {}", names.collect::<Vec<_>>().join(" "))
            }
            Outcome::Silent => "silent".to_owned(),
            Outcome::Number(_) => panic!("no number"),
        }
    }
}

fn five(findings: &[&str]) -> String {
    Lab::new(FIVE, Combine::Strongest).with(findings).judge()
}

fn sides(for_: u32, against: u32) -> Option<Sides> {
    Some(Sides { for_, against })
}

#[test]
fn the_strongest_for_and_against_add_up() {
    for (findings, level) in [
        (&["+"][..], "+"),
        (&["+", "+", "+"], "+"), // repetition doesn't count
        (&["++", "-"], "+"),
        (&["+", "-"], "0"),
        (&["-", "--"], "--"),
        (&["++", "--"], "0"),
        (&["+", "--", "-", "++", "+"], "0"),
        (&["+", "--"], "-"),
        (&["0"], "0"), // neutral speaks
        (&["0", "+"], "+"),
        (&[], "silent"),
    ] {
        assert_eq!(five(findings), level, "{findings:?}");
    }
}

#[test]
fn a_finding_that_does_not_apply_changes_nothing() {
    let lab = Lab::new(FIVE, Combine::Strongest).with(&["+", "--", "!-", "?0,+"]);
    assert_eq!(lab.judge_where(|n| n == 0), ("+".into(), sides(1, 0)));
    assert_eq!(lab.judge_where(|n| n == 1), ("--".into(), sides(0, 2)));
    assert_eq!(lab.judge_where(|_| false), ("silent".into(), sides(0, 0)));
}

#[test]
fn both_sides_are_kept() {
    let at = |findings: &[&str]| Lab::new(FIVE, Combine::Strongest).with(findings).judge_where(|_| true);
    assert_eq!(at(&["++", "-", "+"]), ("+".into(), sides(2, 1)));
    assert_eq!(at(&["+", "-"]), ("0".into(), sides(1, 1)));
    assert_eq!(at(&["0"]), ("0".into(), sides(0, 0)));
    assert_eq!(at(&["?0,+", "++", "-"]), ("open 0 +".into(), sides(2, 1)));
    for combine in [Combine::Worst, Combine::Best, Combine::Hull] {
        let lab = Lab::new(FIVE, combine).with(&["++", "-", "0"]);
        assert_eq!(lab.judge_where(|_| true).1, sides(2, 1));
        assert_eq!(lab.judge_where(|n| n == 2).1, sides(0, 0));
        assert_eq!(lab.judge_where(|n| n == 0).1, sides(2, 0));
        assert_eq!(lab.judge_where(|n| n == 1).1, sides(0, 1));
    }
}

#[test]
fn nothing_offsets_an_absolute_finding() {
    assert_eq!(five(&["!--", "++"]), "--");
    assert_eq!(five(&["!-", "++"]), "-");
    assert_eq!(five(&["!-", "--", "++"]), "-"); // -2 + 2 = 0, but at most `-`
    assert_eq!(five(&["!-", "--"]), "--"); // at most
    assert_eq!(five(&["!+", "--"]), "+");
    assert_eq!(five(&["!+", "++", "-"]), "+");
    assert_eq!(five(&["!+", "++"]), "++"); // at least
    assert_eq!(five(&["!-", "!--", "++"]), "--");
    assert_eq!(five(&["!0", "+"]), "+"); // neutral has no opposite
}

#[test]
fn absolute_findings_on_both_sides_leave_it_open_between_them() {
    assert_eq!(five(&["!-", "!+"]), "open - 0 +");
    assert_eq!(five(&["!--", "!+", "!-", "0"]), "open -- - 0 +");
    let lab = Lab::new(FOUR, Combine::Strongest).with(&["!poor", "!fair"]);
    assert_eq!(lab.judge(), "open poor fair");
}

#[test]
fn worst_best_and_hull() {
    let at = |combine, findings: &[&str]| Lab::new(FIVE, combine).with(findings).judge();
    assert_eq!(at(Combine::Worst, &["+", "++", "0"]), "0");
    assert_eq!(at(Combine::Worst, &["+", "++"]), "+");
    assert_eq!(at(Combine::Best, &["--", "-"]), "-");
    assert_eq!(at(Combine::Best, &["--", "+", "0"]), "+");
    assert_eq!(at(Combine::Hull, &["-", "+"]), "open - 0 +");
    assert_eq!(at(Combine::Hull, &["+", "++"]), "open + ++");
    assert_eq!(at(Combine::Hull, &["+", "+"]), "+");
    for combine in [Combine::Worst, Combine::Best, Combine::Hull] {
        assert_eq!(at(combine, &[]), "silent");
        assert_eq!(at(combine, &["?0,+", "--"]), "open 0 +");
    }
}

#[test]
fn nothing_offsets_an_absolute_finding_however_they_combine() {
    let at = |combine, findings: &[&str]| Lab::new(FIVE, combine).with(findings).judge();
    assert_eq!(at(Combine::Best, &["!-", "++"]), "-");
    assert_eq!(at(Combine::Worst, &["!+", "--"]), "+");
    assert_eq!(at(Combine::Hull, &["!-", "++", "--"]), "open -- -");
    assert_eq!(at(Combine::Hull, &["!-", "++"]), "-");
    assert_eq!(at(Combine::Worst, &["!-", "!+"]), "open - 0 +");
}

#[test]
fn an_opening_finding_opens_between_its_levels() {
    assert_eq!(five(&["?-,0"]), "open - 0");
    assert_eq!(five(&["?-,0", "?++"]), "open - 0 ++"); // the union
    assert_eq!(five(&["?-,0", "++", "!--"]), "open - 0"); // a level beside it changes nothing
    assert_eq!(five(&["++", "!--", "?-,0"]), "open - 0");
    assert_eq!(five(&["?+"]), "+"); // between one level
}

#[test]
fn an_even_scale_counts_from_its_middle() {
    let at = |findings: &[&str]| Lab::new(FOUR, Combine::Strongest).with(findings).judge_where(|_| true);
    for level in FOUR {
        assert_eq!(at(&[level, level]).0, *level); // one side: the strongest
    }
    assert_eq!(at(&["fair", "good"]), ("good".into(), sides(2, 0)));
    assert_eq!(at(&["poor", "bad"]), ("bad".into(), sides(0, 2)));
    assert_eq!(at(&["fair", "poor"]), ("poor".into(), sides(1, 1))); // the lower of the middle two
    assert_eq!(at(&["good", "bad"]), ("poor".into(), sides(2, 2)));
    assert_eq!(at(&["good", "poor"]), ("fair".into(), sides(2, 1)));
    assert_eq!(at(&["fair", "bad"]), ("poor".into(), sides(1, 2)));
}

#[test]
fn an_unordered_scale_gives_what_findings_agree_on() {
    let at = |findings: &[&str]| Lab::unordered().with(findings).judge_where(|_| true);
    assert_eq!(at(&["green", "green"]), ("green".into(), None));
    assert_eq!(at(&["blue", "red", "blue"]).0, "open red blue");
    assert_eq!(at(&["blue", "?red,green"]).0, "open red green");
    assert_eq!(at(&["?red,green", "blue"]).0, "open red green");
    assert_eq!(at(&[]).0, "silent");
}

#[test]
fn only_findings_that_can_change_the_level_are_read() {
    let mut lab = Lab::new(FIVE, Combine::Strongest);
    let level = lab.add("+");
    let premise = testing::finding(&mut lab.study, "premise", lab.node, None);
    let sweden = lab.add("--");
    lab.study.findings[sweden].system = Some("SE".into());
    let opens = lab.add("?0,+");
    let empty = testing::finding(&mut lab.study, "empty", lab.node, None);
    lab.study.findings[empty].opens = Some(Vec::new());
    let scale = lab.study.nodes[lab.node].scale;
    let other = testing::node(&mut lab.study, "other", scale, "evidence", &[]);
    let elsewhere = testing::finding(&mut lab.study, "elsewhere", other, Some("--"));
    assert_eq!(
        lab.prepare().unwrap().inputs(),
        [Input::Finding(level), Input::Finding(opens)],
        "{premise:?} and {elsewhere:?} are not read"
    );
}

#[test]
fn an_open_node_remembers_its_sides_only() {
    for combine in [Combine::Worst, Combine::Best, Combine::Hull] {
        let fold = Lab::new(FIVE, combine)
            .with(&["0", "!+", "+", "?0,+"])
            .prepare()
            .unwrap();
        let after = |applying: &[usize]| {
            let applying = applying.iter().chain(&[3]);
            applying.fold(fold.start(), |s, &n| fold.step(&s, n, Observed::Applies(true)))
        };
        assert_eq!(after(&[0]), after(&[]));
        assert_eq!(after(&[0, 1]), after(&[2]));
    }
}

fn parameters(lab: &mut Lab, entries: &[(&str, &str)]) {
    let span = |start| Span {
        start,
        end: start + 1,
        ..testing::nowhere()
    };
    let entries = entries.iter().enumerate().map(|(n, (key, value))| {
        let value = Param {
            span: span(10 * n as u32 + 5),
            value: ParamValue::Text((*value).into()),
        };
        ((*key).to_owned(), span(10 * n as u32), value)
    });
    lab.study.nodes[lab.node].score.params.value = ParamValue::Table(entries.collect());
}

#[test]
fn it_takes_no_parameter_but_combine() {
    let mut lab = Lab::new(FIVE, Combine::Worst).with(&["+"]);
    parameters(&mut lab, &[("combine", "worst")]);
    assert_eq!(lab.judge(), "+");
    parameters(&mut lab, &[("combine", "worst"), ("combin", "x"), ("veto", "--")]);
    assert_eq!(
        lab.prepare().err().unwrap(),
        [
            "unknown-parameter: `evidence` has no parameter `combin`",
            "unknown-parameter: `evidence` has no parameter `veto`"
        ]
    );
}

#[test]
fn findings_on_a_criterion_are_judged_whatever_scores_it() {
    let mut lab = Lab::new(FIVE, Combine::Strongest).with(&["+", "-"]);
    parameters(&mut lab, &[("veto", "--")]);
    lab.study.nodes[lab.node].score.plugin.value = "mean".into();
    assert_eq!(lab.judge(), "0");
}

#[test]
fn a_scale_of_numbers_is_refused() {
    let mut study = testing::study();
    let euros = testing::numbers(&mut study, "euros");
    let mut lab = Lab::on(study, euros, Combine::Strongest);
    assert_eq!(
        lab.prepare().err().unwrap(),
        ["bad-scale: `evidence` gives levels, but `node` is measured in numbers"]
    );
    // Another plugin's node without findings has nothing to refuse.
    lab.study.nodes[lab.node].score.plugin.value = "sum".into();
    assert_eq!(lab.judge(), "silent");
}

#[test]
fn an_unordered_scale_refuses_what_needs_an_order() {
    let mut lab = Lab::unordered().with(&["!red"]);
    lab.study.nodes[lab.node].combine = Combine::Hull;
    assert_eq!(
        lab.prepare().err().unwrap(),
        [
            "unordered-scale: `combine = \"hull\"` needs levels that are better or worse, but those of `colours` have no order",
            "unordered-scale: finding `f0` is absolute, but the levels of `colours` have no order, so that nothing is offset",
        ]
    );
}

/// The rules, said once more and slowly: of findings that apply, as steps and whether absolute.
fn expected(combine: Combine, findings: &[(i64, bool)]) -> Vec<i64> {
    let levels = || findings.iter().map(|f| f.0);
    let absolute = |sign: i64| findings.iter().filter(move |f| f.1 && f.0 * sign > 0).map(|f| f.0);
    let (Some(worst), Some(best)) = (levels().min(), levels().max()) else {
        return Vec::new();
    };
    let (cap, floor) = (absolute(-1).min(), absolute(1).max());
    let (low, high) = match (cap, floor) {
        (Some(cap), Some(floor)) => return (cap..=floor).collect(),
        _ => match combine {
            Combine::Strongest => {
                let for_ = levels().filter(|&l| l > 0).max().unwrap_or(0);
                let against = levels().filter(|&l| l < 0).min().unwrap_or(0);
                (for_ + against, for_ + against)
            }
            Combine::Worst => (worst, worst),
            Combine::Best => (best, best),
            Combine::Hull => (worst, best),
        },
    };
    let bound = |l: i64| l.min(cap.unwrap_or(2)).max(floor.unwrap_or(-2));
    (bound(low)..=bound(high)).collect()
}

fn combines() -> impl Strategy<Value = Combine> {
    prop::sample::select(vec![Combine::Strongest, Combine::Worst, Combine::Best, Combine::Hull])
}

fn judged(combine: Combine, findings: &[(i64, bool)]) -> (Vec<i64>, Option<Sides>) {
    let mut lab = Lab::new(FIVE, combine);
    for &(steps, absolute) in findings {
        let level = FIVE[(steps + 2) as usize];
        lab.add(&if absolute {
            format!("!{level}")
        } else {
            level.to_owned()
        });
    }
    let fold = lab.prepare().unwrap();
    let state = (0..findings.len()).fold(fold.start(), |s, n| fold.step(&s, n, Observed::Applies(true)));
    let steps = |level: LevelId| level.to_usize() as i64 - 2;
    let levels = match fold.finish(&state) {
        Outcome::Level(level) => vec![steps(level)],
        Outcome::Open(levels) => levels.into_iter().map(steps).collect(),
        Outcome::Silent => Vec::new(),
        Outcome::Number(_) => unreachable!(),
    };
    (levels, fold.sides(&state))
}

proptest! {
    #[test]
    fn it_follows_the_rules(
        combine in combines(),
        findings in prop::collection::vec((-2_i64..=2, prop::bool::weighted(0.2)), 0..6),
    ) {
        let (levels, sides) = judged(combine, &findings);
        prop_assert_eq!(levels, expected(combine, &findings));
        let for_ = findings.iter().map(|f| f.0.max(0)).max().unwrap_or(0);
        let against = findings.iter().map(|f| (-f.0).max(0)).max().unwrap_or(0);
        let sides = sides.unwrap();
        prop_assert_eq!((i64::from(sides.for_), i64::from(sides.against)), (for_, against));
    }

    #[test]
    fn the_order_of_findings_does_not_matter(
        combine in combines(),
        (findings, shuffled) in prop::collection::vec((-2_i64..=2, prop::bool::weighted(0.2)), 0..7)
            .prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle())),
    ) {
        prop_assert_eq!(judged(combine, &findings), judged(combine, &shuffled));
    }

    #[test]
    fn said_twice_is_said_once(
        combine in combines(),
        findings in prop::collection::vec((-2_i64..=2, prop::bool::weighted(0.2)), 1..5),
    ) {
        let twice: Vec<_> = findings.iter().chain(&findings).copied().collect();
        prop_assert_eq!(judged(combine, &findings), judged(combine, &twice));
    }

    /// One more finding for never makes the result worse, one against never better.
    #[test]
    fn a_finding_never_moves_the_level_against_its_direction(
        findings in prop::collection::vec((-2_i64..=2, prop::bool::weighted(0.2)), 1..6),
        more in prop::sample::select(vec![-2_i64, -1, 1, 2]),
        absolute in prop::bool::ANY,
    ) {
        let (before, _) = judged(Combine::Strongest, &findings);
        let with: Vec<_> = findings.iter().copied().chain([(more, absolute)]).collect();
        let (after, _) = judged(Combine::Strongest, &with);
        let ends = |levels: &[i64]| (*levels.first().unwrap(), *levels.last().unwrap());
        let ((low, high), (lower, higher)) = (ends(&before), ends(&after));
        if more > 0 {
            prop_assert!(higher >= high && lower >= low);
        } else {
            prop_assert!(lower <= low && higher <= high);
        }
    }

    /// Equal futures have equal states: with neutral as the bound, what can't matter is not kept.
    #[test]
    fn strongest_keeps_few_states(
        findings in prop::collection::vec((-2_i64..=2, prop::bool::weighted(0.0)), 0..9),
    ) {
        let mut lab = Lab::new(FIVE, Combine::Strongest);
        for &(steps, _) in &findings {
            lab.add(FIVE[(steps + 2) as usize]);
        }
        let fold = lab.prepare().unwrap();
        let mut states = std::collections::BTreeSet::from([fold.start()]);
        for n in 0..findings.len() {
            let next: Vec<_> = states.iter().map(|s| fold.step(s, n, Observed::Applies(true))).collect();
            states.extend(next);
        }
        prop_assert!(states.len() <= 1 + 3 * 3);
    }
}
