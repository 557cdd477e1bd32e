//! Full managers and deep diagrams.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use num_bigint::BigUint;
use toets_diagram::{Diagram, Limits, Manager, Variable};

/// `pairs` pairs of variables that have to be equal, the partners far apart: 2^pairs nodes in the middle.
fn tangle(manager: &mut Manager, pairs: u32) -> Result<Diagram, toets_diagram::Exceeded> {
    let mut all = Diagram::TRUE;
    for pair in 0..pairs {
        let (one, other) = (manager.value(Variable(pair))?, manager.value(Variable(pair + pairs))?);
        let same = manager.apply(one, other, |one, other| u32::from(one == other))?;
        all = manager.and(all, same)?;
    }
    Ok(all)
}

#[test]
fn a_full_manager_says_which_variables_hold_the_most() {
    let mut manager = Manager::new(vec![2; 40], Limits { nodes: 2_000 });
    let exceeded = tangle(&mut manager, 20).unwrap_err();
    assert_eq!(exceeded.limit, 2_000);
    assert_eq!(exceeded.to_string(), "the decision diagrams need more than 2000 nodes");
    assert_eq!(exceeded.variables.len(), 8);
    // The middle of the order is where the unfinished pairs have to be remembered.
    assert!(
        exceeded.variables[..4]
            .iter()
            .all(|variable| (4..28).contains(&variable.0)),
        "{exceeded:?}"
    );
    assert!(manager.nodes() <= 2_000);
}

#[test]
fn a_full_manager_can_still_be_asked() {
    let mut manager = Manager::new(vec![2; 40], Limits { nodes: 2_000 });
    let small = tangle(&mut manager, 3).unwrap();
    tangle(&mut manager, 20).unwrap_err();
    let variables: Vec<Variable> = (0..6).map(Variable).collect();
    assert_eq!(manager.count(small, &variables), BigUint::from(8u32));
    assert_eq!(manager.and(small, Diagram::TRUE).unwrap(), small);
    assert_eq!(tangle(&mut manager, 3).unwrap(), small);
    // The same function fits where only it is kept.
    let mut fresh = Manager::new(vec![2; 40], Limits { nodes: 100 });
    let copy = fresh.copy_from(&manager, small, |variable| variable).unwrap();
    assert_eq!(fresh.nodes(), fresh.size(copy));
}

#[test]
fn an_error_leaves_no_trace_in_later_results() {
    let mut manager = Manager::new(vec![2; 40], Limits { nodes: 300 });
    tangle(&mut manager, 20).unwrap_err();
    manager.set_limits(Limits { nodes: 100_000 });
    let mut fresh = Manager::new(vec![2; 40], Limits { nodes: 100_000 });
    let (here, there) = (tangle(&mut manager, 6).unwrap(), tangle(&mut fresh, 6).unwrap());
    assert_eq!(manager.copy_from(&fresh, there, |variable| variable).unwrap(), here);
}

#[test]
fn variables_can_be_added() {
    let mut manager = Manager::new(vec![2], Limits { nodes: 10 });
    let new = manager.add_variable(3);
    assert_eq!(new, Variable(1));
    assert_eq!(manager.arity(new), 3);
    let value = manager.value(new).unwrap();
    let node = manager.node(Variable(0), &[Diagram::FALSE, value]).unwrap();
    assert_eq!(manager.support(node), [Variable(0), new]);
}

#[test]
fn values_share_what_speaks_for_both() {
    let mut manager = Manager::new(vec![4, 2], Limits { nodes: 100 });
    let [low, high] = [5, 6].map(Diagram::terminal);
    let both = manager.node(Variable(1), &[low, high]).unwrap();
    let other = manager.node(Variable(1), &[high, low]).unwrap();
    // Value 0 occurs with the second variable at 0 only, value 3 never.
    let diagram = manager.node(Variable(0), &[low, both, other, high]).unwrap();
    let at_zero = manager.literal(Variable(1), |value| value == 0).unwrap();
    let care = manager
        .node(Variable(0), &[at_zero, Diagram::TRUE, Diagram::TRUE, Diagram::FALSE])
        .unwrap();
    let (first, second) = (Variable(0), Variable(1));
    let boxes = manager.boxes(diagram, care, &[first, second], usize::MAX).unwrap();
    assert_eq!(
        boxes.cases[0].boxes,
        [
            vec![(first, vec![0, 1]), (second, vec![0])],
            vec![(first, vec![2]), (second, vec![1])]
        ]
    );
    assert_eq!(
        boxes.cases[1].boxes,
        [
            vec![(first, vec![1]), (second, vec![1])],
            vec![(first, vec![2]), (second, vec![0])]
        ]
    );
}

#[test]
fn values_that_only_complement_each_other_stay_apart() {
    let mut manager = Manager::new(vec![3, 2], Limits { nodes: 100 });
    let [low, high] = [5, 6].map(Diagram::terminal);
    let other = manager.node(Variable(1), &[high, low]).unwrap();
    let both = manager.node(Variable(1), &[low, high]).unwrap();
    let diagram = manager.node(Variable(0), &[both, both, other]).unwrap();
    // The first variable at 0 fixes the second at 0, at 1 at 1.
    let zero = manager.literal(Variable(1), |value| value == 0).unwrap();
    let one = manager.literal(Variable(1), |value| value == 1).unwrap();
    let care = manager.node(Variable(0), &[zero, one, Diagram::TRUE]).unwrap();
    let (first, second) = (Variable(0), Variable(1));
    let boxes = manager.boxes(diagram, care, &[first, second], usize::MAX).unwrap();
    let [low, high] = [0, 1].map(|case| boxes.cases[case].boxes.clone());
    assert_eq!(low, [vec![(first, vec![0])], vec![(first, vec![2]), (second, vec![1])]]);
    assert_eq!(
        high,
        [vec![(first, vec![1])], vec![(first, vec![2]), (second, vec![0])]]
    );
}

#[test]
fn many_boxes_are_counted_and_not_listed() {
    // Parity of 200 variables: 2^199 boxes for each result.
    let mut manager = Manager::new(vec![2; 200], Limits { nodes: 1_000 });
    let parity = parity(&mut manager);
    let boxes = manager.boxes(parity, Diagram::TRUE, &[], 3).unwrap();
    for case in &boxes.cases {
        assert_eq!(case.boxes.len(), 3);
        assert_eq!(case.total, None);
        assert!(case.truncated);
    }
}

#[test]
fn no_worlds_no_cases() {
    let mut manager = Manager::new(vec![2], Limits { nodes: 10 });
    let value = manager.value(Variable(0)).unwrap();
    assert!(manager.boxes(value, Diagram::FALSE, &[], 10).unwrap().cases.is_empty());
    assert!(manager.terminals_within(value, Diagram::FALSE).is_empty());
    assert_eq!(manager.pick(Diagram::FALSE, &[]), None);
    assert_eq!(manager.pick(Diagram::TRUE, &[]), Some(vec![]));
}

#[test]
fn work_does_not_depend_on_what_was_done_before() {
    let mut manager = Manager::new(vec![2; 40], Limits { nodes: 100_000 });
    let steps = |manager: &mut Manager| {
        let before = manager.operations();
        let tangle = tangle(manager, 6).unwrap();
        let sum = (0..12).fold(Diagram::terminal(0), |sum, index| {
            let value = manager.value(Variable(index)).unwrap();
            manager.apply(sum, value, |sum, value| sum + value).unwrap()
        });
        manager.reduced(sum, tangle, &[]).unwrap();
        manager.operations() - before
    };
    let first = steps(&mut manager);
    assert_eq!(steps(&mut manager), first);
    // Nor on the order in which the nodes were made: the inner ones of the sum first.
    let mut other = Manager::new(vec![2; 40], Limits { nodes: 100_000 });
    tangle(&mut other, 8).unwrap();
    for index in (0..12).rev() {
        other.value(Variable(index)).unwrap();
    }
    assert_eq!(steps(&mut other), first);
}

/// 1 where an odd number of the (two-valued) variables is 1.
fn parity(manager: &mut Manager) -> Diagram {
    let mut even_odd = [Diagram::FALSE, Diagram::TRUE];
    for variable in manager.variables().rev() {
        let [even, odd] = even_odd;
        even_odd = [
            manager.node(variable, &[even, odd]).unwrap(),
            manager.node(variable, &[odd, even]).unwrap(),
        ];
    }
    even_odd[0]
}

/// 1 where all the (two-valued) variables that are chosen are 1.
fn chain(manager: &mut Manager, chosen: impl Fn(Variable) -> bool) -> Diagram {
    let mut chain = Diagram::TRUE;
    for variable in manager.variables().rev().filter(|variable| chosen(*variable)) {
        chain = manager.node(variable, &[Diagram::FALSE, chain]).unwrap();
    }
    chain
}

/// Runs on a stack of 2 MiB, whatever the test runner gives.
fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(test)
        .unwrap()
        .join()
        .unwrap();
}

const DEEP: u32 = 100_000;

#[test]
fn deep_chains_work_on_a_small_stack() {
    on_a_small_stack(|| {
        let mut manager = Manager::new(vec![2; DEEP as usize], Limits { nodes: 10_000_000 });
        let all = chain(&mut manager, |_| true);
        let even = chain(&mut manager, |variable| variable.0 % 2 == 0);
        let odd = chain(&mut manager, |variable| variable.0 % 2 == 1);
        assert_eq!(manager.size(all), DEEP as usize);
        assert_eq!(manager.and(even, odd).unwrap(), all);
        assert_eq!(manager.implies(all, odd).unwrap(), Diagram::TRUE);
        let (not_even, not_odd) = (manager.not(even).unwrap(), manager.not(odd).unwrap());
        let either = manager.or(not_even, not_odd).unwrap();
        assert_eq!(manager.not(either).unwrap(), all);
        assert_eq!(manager.ite(even, odd, Diagram::FALSE).unwrap(), all);
        assert_eq!(manager.apply(even, odd, |even, odd| even * odd).unwrap(), all);
        assert_eq!(manager.map(all, |terminal| terminal).unwrap(), all);
        assert_eq!(manager.exists(all, |variable| variable.0 % 2 == 0).unwrap(), odd);
        assert_eq!(manager.forall(either, |variable| variable.0 % 2 == 0).unwrap(), not_odd);
        assert_eq!(
            manager
                .restrict_all(all, |variable| (variable.0 % 2 == 0).then_some(1))
                .unwrap(),
            odd
        );
        assert_eq!(manager.restrict(all, Variable(DEEP - 1), 0).unwrap(), Diagram::FALSE);
        let (reduced, odd_or_not) = (
            manager.reduced(all, even, &[]).unwrap(),
            manager.map(odd, |holds| holds + 1).unwrap(),
        );
        assert_eq!(reduced, odd_or_not);
        assert_eq!(manager.terminals_within(all, even), [0, 1]);
        assert_eq!(manager.support(all).len(), DEEP as usize);
        assert_eq!(manager.eval(all, |_| 1), 1);
        let variables: Vec<Variable> = manager.variables().collect();
        assert_eq!(manager.count(all, &variables), BigUint::from(1u32));
        assert_eq!(manager.count(odd, &variables), BigUint::from(2u32).pow(DEEP / 2));
        let boxes = manager.boxes(all, even, &[], 2).unwrap();
        assert_eq!(boxes.cases[0].total, Some(u64::from(DEEP) / 2));
        assert_eq!(boxes.cases[1].total, Some(1));
        let mut other = Manager::new(vec![2; DEEP as usize + 1], Limits { nodes: 10_000_000 });
        let copy = other
            .copy_from(&manager, all, |variable| Variable(variable.0 + 1))
            .unwrap();
        assert_eq!(other.size(copy), DEEP as usize);
    });
}

#[test]
fn deep_counts_are_exact() {
    let mut manager = Manager::new(vec![2; 20_000], Limits { nodes: 100_000 });
    let parity = parity(&mut manager);
    let variables: Vec<Variable> = manager.variables().collect();
    assert_eq!(manager.count(parity, &variables), BigUint::from(2u32).pow(19_999));
}
