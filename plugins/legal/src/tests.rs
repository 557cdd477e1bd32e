use toets_model::law::Cases;
use toets_model::{Allowed, Index, ProvisionKind, Study, Test, testing};
use toets_plugin::{Number, Outcome};

use super::*;

/// Two variables with three values each, a rule, and what helps against it.
struct Small {
    study: Study,
    node: NodeId,
}

fn condition(variable: usize, values: &[usize]) -> Option<Condition> {
    let test = Test {
        variable: VariableId::from_usize(variable),
        allowed: Allowed::Values(values.iter().copied().map(model::ValueId::from_usize).collect()),
        span: testing::nowhere(),
    };
    Some(Condition {
        all: vec![test],
        any: Vec::new(),
    })
}

fn small(provisions: &[(&str, ProvisionKind, Cases)]) -> Small {
    let mut study = testing::study();
    for id in ["a", "b"] {
        testing::variable(&mut study, id, model::Kind::Trait, &["0", "1", "2"]);
    }
    let scale = testing::scale(&mut study, "legal", &Ladder::NAMES);
    let node = testing::node(&mut study, "legality", scale, "legal", &[]);
    for (id, kind, cases) in provisions {
        let added = testing::provision(&mut study, id, "1", None, None);
        study.provisions[added].kind = *kind;
        study.provisions[added].cases = cases.clone();
    }
    Small { study, node }
}

/// A cell that answers with two values, and says of every provision that it is in force.
struct World {
    study: Study,
    node: NodeId,
    values: [usize; 2],
}

impl Cell for World {
    fn study(&self) -> &Study {
        &self.study
    }

    fn node(&self) -> NodeId {
        self.node
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        Ok(match read {
            Read::Variable(variable) => Answer::Value(model::ValueId::from_usize(self.values[variable.to_usize()])),
            Read::Provision(..) => Answer::Yes,
            _ => Answer::Number(Number::new(0.0)),
        })
    }
}

impl Small {
    fn id(&self, name: &str) -> ProvisionId {
        self.study.provisions.find(name).expect("a provision")
    }

    /// The levels in a world, as names.
    fn levels(&self, values: [usize; 2]) -> Result<Vec<String>, Stop> {
        let ladder = Ladder::of(&self.study.scales[self.study.nodes[self.node].scale]).expect("its levels are there");
        let check = Check {
            ladder,
            provisions: self.study.provisions.indices().collect(),
            variables: Vec::new(),
        };
        let world = World {
            study: self.study.clone(),
            node: self.node,
            values,
        };
        let levels = match check.score(Arc::new(world))?.outcome {
            Outcome::Level(level) => vec![level],
            Outcome::Open(levels) => levels,
            other => panic!("{other:?} is no level"),
        };
        let scale = &self.study.scales[self.study.nodes[self.node].scale];
        Ok(levels.into_iter().map(|level| scale.name(level).to_owned()).collect())
    }
}

#[test]
fn what_no_condition_covers_is_open() {
    use ProvisionKind::Rule;
    let cases = Cases {
        applies: condition(0, &[1, 2]),
        open: condition(0, &[2]),
        complied: condition(1, &[0]),
        breached: condition(1, &[1]),
    };
    let law = small(&[("rule", Rule, cases)]);
    let levels = |values| law.levels(values).expect("it judges");
    assert_eq!(levels([0, 1]), ["permitted"], "it asks nothing here");
    assert_eq!(levels([1, 0]), ["permitted"], "met");
    assert_eq!(levels([1, 1]), ["needs_amendment"], "broken");
    assert_eq!(levels([1, 2]), ["needs_amendment", "permitted"], "nobody said");
    assert_eq!(
        levels([2, 0]),
        ["needs_amendment", "permitted"],
        "a judgement is needed"
    );
}

#[test]
fn exceptions_and_powers_work_where_they_apply() {
    use ProvisionKind::{Exception, Power, Rule};
    let broken = Cases {
        breached: condition(1, &[0, 1, 2]),
        ..Cases::default()
    };
    let on = |values: &[usize]| Cases {
        applies: condition(0, values),
        ..Cases::default()
    };
    let mut law = small(&[
        ("rule", Rule, broken),
        ("but", Exception, on(&[1])),
        ("permit", Power, on(&[2])),
    ]);
    let (rule, but, permit) = (law.id("rule"), law.id("but"), law.id("permit"));
    law.study.provisions[rule].exceptions = vec![but];
    law.study.provisions[permit].lifts = vec![rule];
    let levels = |law: &Small, first| law.levels([first, 0]).expect("it judges");
    assert_eq!(levels(&law, 0), ["needs_amendment"]);
    assert_eq!(levels(&law, 1), ["permitted"]);
    assert_eq!(levels(&law, 2), ["needs_exception"]);
    // Under conditions that the study does not know of.
    law.study.provisions[but].conditions = vec![Text::both("op verzoek", "on request")];
    assert_eq!(levels(&law, 1), ["conditional"]);
    // Of an exception of which nobody says where it works nothing is taken for granted.
    law.study.provisions[but].cases = Cases::default();
    assert_eq!(levels(&law, 0), ["needs_amendment", "conditional"]);
}

#[test]
fn an_act_that_does_not_cover_a_case_asks_nothing_there() {
    use ProvisionKind::{Rule, Scope};
    let broken = Cases {
        breached: condition(1, &[0, 1, 2]),
        ..Cases::default()
    };
    let scope = Cases {
        applies: condition(0, &[1]),
        open: condition(0, &[2]),
        ..Cases::default()
    };
    let mut law = small(&[
        ("rule", Rule, broken.clone()),
        ("other", Rule, broken),
        ("scope", Scope, scope),
    ]);
    let act = model::Instrument {
        span: testing::nowhere(),
        title: Text::both("Wet", "Act"),
        kind: None,
        identifiers: Vec::new(),
        sources: Vec::new(),
    };
    let act = law.study.instruments.insert("act", act).expect("the name is free");
    for name in ["rule", "scope"] {
        let id = law.id(name);
        law.study.provisions[id].instrument = Some(act);
    }
    let other = law.id("other");
    law.study.provisions[other].cases.breached = condition(1, &[2]);
    law.study.provisions[other].cases.complied = condition(1, &[0, 1]);
    let levels = |values| law.levels(values).expect("it judges");
    assert_eq!(levels([0, 0]), ["permitted"]);
    assert_eq!(levels([1, 0]), ["needs_amendment"]);
    assert_eq!(
        levels([2, 0]),
        ["needs_amendment", "permitted"],
        "whether it covers this needs a judgement"
    );
    assert_eq!(levels([0, 2]), ["needs_amendment"], "another act's scope is its own");
}

#[test]
fn a_rule_can_not_be_met_and_broken_at_once() {
    let cases = Cases {
        complied: condition(0, &[0, 1]),
        breached: condition(0, &[1, 2]),
        ..Cases::default()
    };
    let law = small(&[("rule", ProvisionKind::Rule, cases)]);
    assert!(law.levels([0, 0]).is_ok());
    let Err(Stop::Fault(fault)) = law.levels([1, 0]) else {
        panic!("it judges what contradicts itself");
    };
    assert_eq!(fault.code, SAID_TWICE);
}
