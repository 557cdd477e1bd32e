use toets_model::{Index, testing};

use super::*;

/// A legal scale, and rules with the exceptions and powers named.
struct Law {
    study: Study,
    ladder: Ladder,
}

fn law(provisions: &[(&str, ProvisionKind)]) -> Law {
    let mut study = testing::study();
    let scale = testing::scale(&mut study, "legal", &Ladder::NAMES);
    for (id, kind) in provisions {
        let added = testing::provision(&mut study, id, "1", None, None);
        study.provisions[added].kind = *kind;
    }
    let ladder = Ladder::of(&study.scales[scale]).expect("all levels are there");
    Law { study, ladder }
}

impl Law {
    fn id(&self, name: &str) -> ProvisionId {
        self.study.provisions.find(name).expect("a provision")
    }

    fn levels(&self, said: &[(&str, Bearing)]) -> Vec<&str> {
        let said = said.iter().map(|(name, bearing)| (self.id(name), *bearing)).collect();
        let always = |_| Ok::<bool, ()>(true);
        let (_, levels) = weigh(&self.study, &said, self.ladder, always).expect("nothing fails");
        let scale = &self.study.scales[self.study.scales.find("legal").expect("the scale")];
        levels.into_iter().map(|level| scale.name(level)).collect()
    }
}

#[test]
fn an_exception_to_an_exception_restores_the_rule() {
    use ProvisionKind::{Exception, Rule};
    let mut law = law(&[("rule", Rule), ("but", Exception), ("unless", Exception)]);
    let (rule, but, unless) = (law.id("rule"), law.id("but"), law.id("unless"));
    law.study.provisions[rule].exceptions = vec![but];
    law.study.provisions[but].exceptions = vec![unless];
    let breached = ("rule", Bearing::Breached);
    let with = |unless| [breached, ("but", Bearing::Applies), ("unless", unless)];
    assert_eq!(law.levels(&with(Bearing::DoesNotApply)), ["permitted"]);
    assert_eq!(law.levels(&with(Bearing::Applies)), ["needs_amendment"]);
    assert_eq!(law.levels(&with(Bearing::Open)), ["needs_amendment", "conditional"]);
    // Nobody judged them: they stay open, never closed.
    assert_eq!(law.levels(&[breached]), ["needs_amendment", "conditional"]);
}

#[test]
fn a_power_makes_a_breach_one_that_can_be_lifted() {
    use ProvisionKind::{Power, Rule};
    let mut law = law(&[("rule", Rule), ("permit", Power)]);
    let (rule, permit) = (law.id("rule"), law.id("permit"));
    law.study.provisions[permit].lifts = vec![rule];
    let breached = ("rule", Bearing::Breached);
    assert_eq!(
        law.levels(&[breached, ("permit", Bearing::AppliesIf)]),
        ["needs_exception"]
    );
    assert_eq!(
        law.levels(&[breached, ("permit", Bearing::Open)]),
        ["needs_amendment", "needs_exception"]
    );
    assert_eq!(
        law.levels(&[breached, ("permit", Bearing::DoesNotApply)]),
        ["needs_amendment"]
    );
}

#[test]
fn the_worst_of_what_may_be() {
    let level = LevelId::from_usize;
    let lists = [vec![level(1), level(3)], vec![level(2)]];
    // The first may be worse than the second, or leave it to the second; it never gets better than that.
    assert_eq!(worst(lists.iter().map(Vec::as_slice), level(4)), [level(1), level(2)]);
    assert_eq!(worst([].into_iter(), level(4)), [level(4)]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    const HELPING: [Bearing; 5] = [
        Bearing::DoesNotApply,
        Bearing::Applies,
        Bearing::AppliesIf,
        Bearing::Open,
        Bearing::Unknown,
    ];

    /// Two rules, each with some exceptions and powers; what is said of each.
    fn cases() -> impl Strategy<Value = (Vec<(usize, bool, Bearing)>, [Bearing; 2])> {
        let helping = prop::collection::vec((0..2usize, any::<bool>(), prop::sample::select(HELPING.to_vec())), 0..6);
        let rules = [Bearing::Breached, Bearing::Open, Bearing::Unknown, Bearing::Complied].to_vec();
        let rule = prop::sample::select(rules);
        (helping, [rule.clone(), rule])
    }

    fn build(helping: &[(usize, bool, Bearing)], rules: [Bearing; 2]) -> (Law, Vec<(String, Bearing)>) {
        let mut names: Vec<(String, ProvisionKind)> =
            vec![("r0".into(), ProvisionKind::Rule), ("r1".into(), ProvisionKind::Rule)];
        names.extend(helping.iter().enumerate().map(|(n, (_, exception, _))| {
            let kind = if *exception {
                ProvisionKind::Exception
            } else {
                ProvisionKind::Power
            };
            (format!("h{n}"), kind)
        }));
        let borrowed: Vec<(&str, ProvisionKind)> = names.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
        let mut law = law(&borrowed);
        let mut said = vec![("r0".to_owned(), rules[0]), ("r1".to_owned(), rules[1])];
        for (n, (rule, exception, bearing)) in helping.iter().enumerate() {
            let (id, rule) = (law.id(&format!("h{n}")), law.id(&format!("r{rule}")));
            if *exception {
                law.study.provisions[rule].exceptions.push(id);
            } else {
                law.study.provisions[id].lifts.push(rule);
            }
            said.push((format!("h{n}"), *bearing));
        }
        (law, said)
    }

    fn levels(law: &Law, said: &[(String, Bearing)]) -> Vec<LevelId> {
        let borrowed: Vec<(&str, Bearing)> = said.iter().map(|(name, bearing)| (name.as_str(), *bearing)).collect();
        let scale = &law.study.scales[law.study.scales.find("legal").expect("the scale")];
        let names = law.levels(&borrowed);
        names.iter().map(|name| scale.find(name).expect("a level")).collect()
    }

    proptest! {
        #[test]
        fn the_order_of_provisions_does_not_matter((helping, rules) in cases(), seed in any::<u64>()) {
            let (law, said) = build(&helping, rules);
            // The same provisions, declared and named in another order.
            let mut other = helping.clone();
            other.sort_by_key(|(rule, exception, bearing)| {
                (*bearing as u64 ^ seed, *rule as u64 ^ seed, u64::from(*exception) ^ seed)
            });
            let (moved, moved_said) = build(&other, rules);
            prop_assert_eq!(levels(&law, &said), levels(&moved, &moved_said));
        }

        #[test]
        fn one_more_exception_that_applies_never_makes_it_worse(
            (helping, rules) in cases(),
            rule in 0..2usize,
            bearing in prop::sample::select(vec![Bearing::Applies, Bearing::AppliesIf]),
        ) {
            let (law, said) = build(&helping, rules);
            let before = levels(&law, &said);
            let mut more = helping.clone();
            more.push((rule, true, bearing));
            let (law, said) = build(&more, rules);
            let after = levels(&law, &said);
            prop_assert!(after.first() >= before.first(), "{before:?} {after:?}");
            prop_assert!(after.last() >= before.last(), "{before:?} {after:?}");
        }
    }
}
