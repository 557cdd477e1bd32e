//! Every operation against truth tables: random functions of a few variables, looked at world by world.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use num_bigint::BigUint;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use toets_diagram::{Diagram, Limits, Manager, Variable, View};

/// A function as the list of its terminals, world after world: the last variable changes fastest.
type Table = Vec<u32>;

/// What a test is about: the variables, some functions of at most five terminals, and some numbers to choose with.
#[derive(Debug, Clone)]
struct Setting {
    arities: Vec<u32>,
    tables: Vec<Table>,
    choices: Vec<u32>,
}

/// Every world, in the order of the tables.
fn worlds(arities: &[u32]) -> Vec<Vec<u32>> {
    let mut worlds = vec![Vec::new()];
    for &arity in arities {
        worlds = worlds
            .into_iter()
            .flat_map(|world| (0..arity).map(move |value| [world.as_slice(), &[value]].concat()))
            .collect();
    }
    worlds
}

/// Functions with structure: each reads some of the variables only, and may be glued from two such.
fn settings() -> impl Strategy<Value = Setting> {
    let arities = vec(prop_oneof![1 => Just(1u32), 8 => 2..=3u32, 2 => Just(4u32)], 4..=6);
    arities.prop_flat_map(|arities| {
        let count = arities.len();
        let piece = (vec(any::<bool>(), count), vec(0..5u32, 32), any::<u32>());
        let pieces = vec((piece.clone(), piece, any::<bool>()), 3);
        (Just(arities), pieces, vec(any::<u32>(), 16)).prop_map(|(arities, pieces, choices)| {
            let worlds = worlds(&arities);
            let read = |world: &[u32], (mask, outcomes, salt): &(Vec<bool>, Vec<u32>, u32)| {
                let key = world
                    .iter()
                    .zip(mask)
                    .filter(|(_, reads)| **reads)
                    .fold(*salt, |key, (value, _)| {
                        (key ^ value).wrapping_mul(0x9E37_79B1).rotate_left(7)
                    });
                outcomes[(key >> 3) as usize % outcomes.len()]
            };
            let tables = pieces
                .iter()
                .map(|(one, other, glue)| {
                    worlds
                        .iter()
                        .map(|world| {
                            if *glue {
                                read(world, one).min(read(world, other))
                            } else {
                                read(world, one)
                            }
                        })
                        .collect()
                })
                .collect();
            Setting {
                arities,
                tables,
                choices,
            }
        })
    })
}

/// Variables in some order.
fn permutations() -> impl Strategy<Value = Vec<u32>> {
    Just((0..6).collect::<Vec<u32>>()).prop_shuffle()
}

impl Setting {
    fn manager(&self) -> Manager {
        Manager::new(self.arities.clone(), Limits { nodes: 1_000_000 })
    }

    fn worlds(&self) -> Vec<Vec<u32>> {
        worlds(&self.arities)
    }

    fn variables(&self) -> Vec<Variable> {
        (0..self.arities.len() as u32).map(Variable).collect()
    }

    /// A boolean table: where the table has one of two or three terminals.
    fn boolean(&self, table: usize) -> Table {
        let mask = self.choices[table] % 30 + 1;
        self.tables[table]
            .iter()
            .map(|&terminal| (mask >> terminal) & 1)
            .collect()
    }

    /// Some variables, chosen by the given number.
    fn chosen(&self, choice: usize) -> Vec<bool> {
        (0..self.arities.len())
            .map(|index| (self.choices[choice] >> index) & 1 == 1)
            .collect()
    }
}

/// The table as a diagram, by nodes alone.
fn build(manager: &mut Manager, table: &[u32]) -> Diagram {
    let mut level: Vec<Diagram> = table.iter().map(|&terminal| Diagram::terminal(terminal)).collect();
    for variable in manager.variables().rev() {
        let arity = manager.arity(variable) as usize;
        level = level
            .chunks(arity)
            .map(|children| manager.node(variable, children).unwrap())
            .collect();
    }
    level[0]
}

/// The diagram as a table, by evaluation alone.
fn table_of(manager: &Manager, diagram: Diagram, worlds: &[Vec<u32>]) -> Table {
    worlds
        .iter()
        .map(|world| manager.eval(diagram, |variable| world[variable.index()]))
        .collect()
}

/// The variables on which a table depends.
fn depends_on(table: &[u32], worlds: &[Vec<u32>], arities: &[u32]) -> Vec<Variable> {
    (0..arities.len())
        .filter(|&index| !is_function_of(table, worlds, |other| other != index, |_| true))
        .map(|index| Variable(index as u32))
        .collect()
}

/// Is the table, over the worlds that count, a function of these variables?
fn is_function_of(
    table: &[u32],
    worlds: &[Vec<u32>],
    reads: impl Fn(usize) -> bool,
    counts: impl Fn(usize) -> bool,
) -> bool {
    let mut known = BTreeMap::new();
    worlds
        .iter()
        .enumerate()
        .filter(|(at, _)| counts(*at))
        .all(|(at, world)| {
            let key: Vec<u32> = world
                .iter()
                .enumerate()
                .filter(|(index, _)| reads(*index))
                .map(|(_, &value)| value)
                .collect();
            *known.entry(key).or_insert(table[at]) == table[at]
        })
}

/// Every node is there for a reason: ordered, with as many children as values, not all the same.
fn check_shape(manager: &Manager, diagram: Diagram) {
    let mut open = vec![(diagram, 0)];
    while let Some((diagram, least)) = open.pop() {
        if let View::Node { variable, children } = manager.view(diagram) {
            assert!(variable.0 >= least);
            assert_eq!(children.len(), manager.arity(variable) as usize);
            assert!(children.iter().any(|&child| child != children[0]));
            open.extend(children.iter().map(|&child| (child, variable.0 + 1)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_diagram_is_its_table(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        for table in &setting.tables {
            let diagram = build(&mut manager, table);
            check_shape(&manager, diagram);
            prop_assert_eq!(&table_of(&manager, diagram, &worlds), table);
            prop_assert_eq!(manager.support(diagram), depends_on(table, &worlds, &setting.arities));
            let terminals: BTreeSet<u32> = table.iter().copied().collect();
            prop_assert_eq!(manager.terminals(diagram), terminals.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn equal_functions_are_equal_handles(setting in settings()) {
        let mut manager = setting.manager();
        let (a, b) = (build(&mut manager, &setting.tables[0]), build(&mut manager, &setting.tables[1]));
        prop_assert_eq!(a == b, setting.tables[0] == setting.tables[1]);
        // The same function by another way: as a sum of its cases.
        let mut again = Diagram::terminal(0);
        for terminal in manager.terminals(a) {
            let here = manager.is(a, terminal).unwrap();
            again = manager.ite(here, Diagram::terminal(terminal), again).unwrap();
        }
        prop_assert_eq!(again, a);
        let double = manager.not(a).unwrap();
        let double = manager.not(double).unwrap();
        prop_assert_eq!(double, manager.is_in(a, |terminal| terminal != 0).unwrap());
    }

    #[test]
    fn operations_go_world_by_world(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let (s, t) = (&setting.tables[0], &setting.tables[1]);
        let (p, q) = (setting.boolean(1), setting.boolean(2));
        let (a, b) = (build(&mut manager, s), build(&mut manager, t));
        let (c, d) = (build(&mut manager, &p), build(&mut manager, &q));
        let expect = |manager: &Manager, diagram: Diagram, expected: &dyn Fn(usize) -> u32| {
            check_shape(manager, diagram);
            let expected: Table = (0..worlds.len()).map(expected).collect();
            assert_eq!(table_of(manager, diagram, &worlds), expected);
        };
        let result = manager.map(a, |terminal| terminal / 2).unwrap();
        expect(&manager, result, &|at| s[at] / 2);
        let result = manager.apply(a, b, |a, b| 7 * a + b).unwrap();
        expect(&manager, result, &|at| 7 * s[at] + t[at]);
        let result = manager.is(a, 3).unwrap();
        expect(&manager, result, &|at| u32::from(s[at] == 3));
        let result = manager.is_in(a, |terminal| terminal % 2 == 1).unwrap();
        expect(&manager, result, &|at| s[at] % 2);
        let result = manager.and(c, d).unwrap();
        expect(&manager, result, &|at| p[at] & q[at]);
        let result = manager.or(c, d).unwrap();
        expect(&manager, result, &|at| p[at] | q[at]);
        let result = manager.not(c).unwrap();
        expect(&manager, result, &|at| 1 - p[at]);
        let result = manager.implies(c, d).unwrap();
        expect(&manager, result, &|at| u32::from(p[at] <= q[at]));
        let result = manager.ite(c, a, b).unwrap();
        expect(&manager, result, &|at| if p[at] == 1 { s[at] } else { t[at] });
    }

    #[test]
    fn variables_are_read_and_fixed(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let table = &setting.tables[0];
        let diagram = build(&mut manager, table);
        for variable in setting.variables() {
            let arity = setting.arities[variable.index()];
            let value = manager.value(variable).unwrap();
            prop_assert_eq!(table_of(&manager, value, &worlds), worlds.iter().map(|world| world[variable.index()]).collect::<Table>());
            let literal = manager.literal(variable, |value| value != 1).unwrap();
            prop_assert_eq!(literal, manager.is_in(value, |value| value != 1).unwrap());
            let fixed = setting.choices[0] % arity;
            let result = manager.restrict(diagram, variable, fixed).unwrap();
            prop_assert!(!manager.support(result).contains(&variable));
            for world in &worlds {
                let moved = |other: Variable| if other == variable { fixed } else { world[other.index()] };
                prop_assert_eq!(manager.eval(result, |other| world[other.index()]), manager.eval(diagram, moved));
            }
        }
        let chosen = setting.chosen(1);
        let fixed = |variable: Variable| chosen[variable.index()].then(|| setting.choices[2 + variable.index()] % setting.arities[variable.index()]);
        let at_once = manager.restrict_all(diagram, fixed).unwrap();
        let mut one_by_one = diagram;
        for variable in setting.variables() {
            if let Some(value) = fixed(variable) {
                one_by_one = manager.restrict(one_by_one, variable, value).unwrap();
            }
        }
        prop_assert_eq!(at_once, one_by_one);
    }

    #[test]
    fn a_node_takes_any_children(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let diagrams: Vec<Diagram> = setting.tables.iter().map(|table| build(&mut manager, table)).collect();
        for variable in setting.variables() {
            let children: Vec<Diagram> = (0..setting.arities[variable.index()] as usize).map(|value| diagrams[value % 3]).collect();
            let node = manager.node(variable, &children).unwrap();
            let expected: Table = worlds.iter().enumerate().map(|(at, world)| setting.tables[world[variable.index()] as usize % 3][at]).collect();
            prop_assert_eq!(table_of(&manager, node, &worlds), expected);
        }
    }

    #[test]
    fn quantifiers_look_at_every_value(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let table = setting.boolean(0);
        let diagram = build(&mut manager, &table);
        let chosen = setting.chosen(3);
        let over = |variable: Variable| chosen[variable.index()];
        let (some, all) = (manager.exists(diagram, over).unwrap(), manager.forall(diagram, over).unwrap());
        let mut found: BTreeMap<Vec<u32>, BTreeSet<u32>> = BTreeMap::new();
        let key = |world: &[u32]| world.iter().enumerate().filter(|(index, _)| !chosen[*index]).map(|(_, &value)| value).collect::<Vec<_>>();
        for (at, world) in worlds.iter().enumerate() {
            found.entry(key(world)).or_default().insert(table[at]);
        }
        for world in &worlds {
            let seen = &found[&key(world)];
            prop_assert_eq!(manager.eval(some, |variable| world[variable.index()]), u32::from(seen.contains(&1)));
            prop_assert_eq!(manager.eval(all, |variable| world[variable.index()]), u32::from(!seen.contains(&0)));
        }
        prop_assert!(manager.support(some).iter().chain(&manager.support(all)).all(|variable| !chosen[variable.index()]));
    }

    /// Whatever the order of the manager and whatever the diagram says of worlds that do not count.
    #[test]
    fn what_is_reduced_tells_the_same_with_as_little_as_it_must(setting in settings(), order in permutations()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let (table, care_table) = (&setting.tables[0], setting.boolean(1));
        let (diagram, care) = (build(&mut manager, table), build(&mut manager, &care_table));
        let order: Vec<Variable> = order.into_iter().map(Variable).filter(|v| v.index() < setting.arities.len()).collect();
        let reduced = manager.reduced(diagram, care, &order).unwrap();
        check_shape(&manager, reduced);
        let result = table_of(&manager, reduced, &worlds);
        for at in 0..worlds.len() {
            prop_assert!(care_table[at] == 0 || result[at] == table[at] + 1);
        }
        let support = manager.support(reduced);
        // From the last of the order to the first each went that the others can do without.
        let mut needed: Vec<Variable> = setting.variables();
        for &variable in order.iter().rev() {
            let others = |index: usize| Variable(index as u32) != variable && needed.contains(&Variable(index as u32));
            if is_function_of(table, &worlds, others, |at| care_table[at] == 1) {
                needed.retain(|&other| other != variable);
            }
        }
        prop_assert!(support.iter().all(|variable| needed.contains(variable)));
        for &variable in &needed {
            let others = |index: usize| Variable(index as u32) != variable && needed.contains(&Variable(index as u32));
            prop_assert!(!is_function_of(table, &worlds, others, |at| care_table[at] == 1));
        }
        // A world counts if it does with some values of what went.
        for world in &worlds {
            let alike = |other: &[u32]| needed.iter().all(|v| other[v.index()] == world[v.index()]);
            let counts = (0..worlds.len()).any(|at| care_table[at] == 1 && alike(&worlds[at]));
            prop_assert_eq!(manager.eval(reduced, |v| world[v.index()]) != 0, counts || needed.is_empty() && care != Diagram::FALSE);
        }
        let other = build(&mut manager, &setting.tables[2]);
        let other = manager.ite(care, diagram, other).unwrap();
        prop_assert_eq!(manager.reduced(other, care, &order).unwrap(), reduced);
    }

    #[test]
    fn terminals_within_are_those_of_the_worlds(setting in settings()) {
        let mut manager = setting.manager();
        let (table, care_table) = (&setting.tables[0], setting.boolean(1));
        let (diagram, care) = (build(&mut manager, table), build(&mut manager, &care_table));
        let expected: BTreeSet<u32> = table.iter().zip(&care_table).filter(|(_, care)| **care == 1).map(|(&terminal, _)| terminal).collect();
        prop_assert_eq!(manager.terminals_within(diagram, care), expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn the_first_world_is_picked(setting in settings(), order in permutations()) {
        let mut manager = setting.manager();
        let table = setting.boolean(0);
        let diagram = build(&mut manager, &table);
        let order: Vec<Variable> = order.into_iter().map(Variable).filter(|v| v.index() < setting.arities.len()).collect();
        let worlds = setting.worlds().into_iter().zip(&table).filter(|(_, holds)| **holds == 1).map(|(world, _)| world);
        let expected = worlds.min_by_key(|world| order.iter().map(|v| world[v.index()]).collect::<Vec<_>>());
        let picked = manager.pick(diagram, &order).map(|path| {
            let mut world = vec![0; setting.arities.len()];
            for (variable, value) in path {
                assert!(manager.support(diagram).contains(&variable));
                world[variable.index()] = value;
            }
            world
        });
        prop_assert_eq!(picked, expected);
    }

    #[test]
    fn counts_are_exact(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let table = setting.boolean(0);
        let diagram = build(&mut manager, &table);
        let all = table.iter().filter(|holds| **holds == 1).count();
        prop_assert_eq!(manager.count(diagram, &setting.variables()), BigUint::from(all));
        // Over some of the variables, with those that the diagram depends on.
        let chosen = setting.chosen(4);
        let given: Vec<Variable> = setting.variables().into_iter().rev().filter(|variable| chosen[variable.index()]).collect();
        let support = manager.support(diagram);
        let counted = |index: usize| chosen[index] || support.contains(&Variable(index as u32));
        let some: BTreeSet<Vec<u32>> = worlds.iter().zip(&table).filter(|(_, holds)| **holds == 1)
            .map(|(world, _)| world.iter().enumerate().filter(|(index, _)| counted(*index)).map(|(_, &value)| value).collect())
            .collect();
        prop_assert_eq!(manager.count(diagram, &given), BigUint::from(some.len()));
    }

    #[test]
    fn counts_of_what_moves_are_exact(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let (table, care_table) = (&setting.tables[0], setting.boolean(1));
        let (diagram, care) = (build(&mut manager, table), build(&mut manager, &care_table));
        let made = manager.nodes();
        for moving in setting.variables() {
            let beside = |one: &[u32], other: &[u32]| (0..one.len()).all(|n| n == moving.index() || one[n] == other[n]);
            let moves = |at: usize| {
                let others = worlds.iter().zip(table).zip(&care_table);
                let mut others = others.filter(|((other, _), counts)| **counts == 1 && beside(&worlds[at], other));
                others.any(|((_, terminal), _)| *terminal != table[at])
            };
            let so = (0..worlds.len()).filter(|&at| care_table[at] == 1 && moves(at)).count();
            prop_assert_eq!(manager.count_moved(diagram, care, moving, &setting.variables()).unwrap(), BigUint::from(so));
            for value in 0..setting.arities[moving.index()] {
                let here = worlds.iter().zip(&care_table).filter(|(world, _)| world[moving.index()] == value);
                let so = here.filter(|(_, holds)| **holds == 1).count();
                prop_assert_eq!(manager.count_where(care, &[(moving, value)], &setting.variables()), BigUint::from(so));
            }
        }
        prop_assert_eq!(manager.nodes(), made);
    }

    #[test]
    fn boxes_partition_the_worlds(setting in settings(), order in permutations()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let (table, care_table) = (&setting.tables[0], setting.boolean(1));
        let (diagram, care) = (build(&mut manager, table), build(&mut manager, &care_table));
        let order: Vec<Variable> = order.into_iter().map(Variable).filter(|v| v.index() < setting.arities.len()).collect();
        let boxes = manager.boxes(diagram, care, &order, usize::MAX).unwrap();
        let terminals: Vec<u32> = boxes.cases.iter().map(|case| case.terminal).collect();
        prop_assert_eq!(&terminals, &manager.terminals_within(diagram, care));
        let holds = |listed: &[(Variable, Vec<u32>)], world: &[u32]| listed.iter().all(|(variable, values)| values.contains(&world[variable.index()]));
        let counting: Vec<usize> = (0..worlds.len()).filter(|&at| care_table[at] == 1).collect();
        for &at in &counting {
            let found: Vec<u32> = boxes.cases.iter()
                .flat_map(|case| case.boxes.iter().map(move |listed| (case.terminal, listed)))
                .filter(|(_, listed)| holds(listed, &worlds[at]))
                .map(|(terminal, _)| terminal)
                .collect();
            prop_assert_eq!(found, vec![table[at]]);
        }
        let support = manager.reduced(diagram, care, &order).map(|reduced| manager.support(reduced)).unwrap();
        let place = |variable: &Variable| order.iter().position(|other| other == variable);
        for case in &boxes.cases {
            prop_assert!(!case.truncated);
            prop_assert_eq!(case.total, Some(case.boxes.len() as u64));
            for listed in &case.boxes {
                prop_assert!(listed.windows(2).all(|pair| place(&pair[0].0) < place(&pair[1].0)));
                for (variable, values) in listed {
                    prop_assert!(support.contains(variable));
                    prop_assert!(!values.is_empty() && values.windows(2).all(|pair| pair[0] < pair[1]));
                    for value in values {
                        prop_assert!(counting.iter().any(|&at| holds(listed, &worlds[at]) && worlds[at][variable.index()] == *value), "{:?} has no world", value);
                    }
                }
            }
            // The first boxes are the same however many are asked for.
            let few = manager.boxes(diagram, care, &order, 2).unwrap();
            let few = few.cases.iter().find(|few| few.terminal == case.terminal).unwrap();
            prop_assert_eq!(&few.boxes[..], &case.boxes[..case.boxes.len().min(2)]);
            prop_assert_eq!(few.truncated, case.boxes.len() > 2);
            prop_assert_eq!(few.total, case.total);
        }
        prop_assert!(terminals.len() != 1 || boxes.cases[0].boxes == [vec![]]);
    }

    /// In another order of the manager, and with other things said of worlds that do not count.
    #[test]
    fn boxes_are_the_same_whatever_the_order_of_the_diagram(setting in settings(), order in permutations(), limit in 1usize..9) {
        let mut manager = setting.manager();
        let (diagram, care) = (build(&mut manager, &setting.tables[0]), build(&mut manager, &setting.boolean(1)));
        let plain = manager.boxes(diagram, care, &setting.variables(), limit).unwrap();

        let places: Vec<usize> = order.into_iter().map(|v| v as usize).filter(|&v| v < setting.arities.len()).collect();
        let mut shuffled = Manager::new(places.iter().map(|&v| setting.arities[v]).collect(), Limits { nodes: 1_000_000 });
        let place = |variable: Variable| Variable(places.iter().position(|&v| v == variable.index()).unwrap() as u32);
        let junk = build(&mut manager, &setting.tables[2]);
        let other = manager.ite(care, diagram, junk).unwrap();
        let (other, there) = (shuffled.copy_from(&manager, other, place).unwrap(), shuffled.copy_from(&manager, care, place).unwrap());
        let declared: Vec<Variable> = setting.variables().into_iter().map(place).collect();
        let mut found = shuffled.boxes(other, there, &declared, limit).unwrap();
        for one in found.cases.iter_mut().flat_map(|case| &mut case.boxes) {
            for (variable, _) in one {
                *variable = Variable(places[variable.index()] as u32);
            }
        }
        prop_assert_eq!(found, plain);
    }

    #[test]
    fn copies_are_renamed(setting in settings()) {
        let mut manager = setting.manager();
        let worlds = setting.worlds();
        let diagram = build(&mut manager, &setting.tables[0]);
        // In order, with variables in between.
        let wide: Vec<u32> = setting.arities.iter().flat_map(|&arity| [3, arity]).collect();
        let mut other = Manager::new(wide, Limits { nodes: 1_000_000 });
        let copy = other.copy_from(&manager, diagram, |variable| Variable(2 * variable.0 + 1)).unwrap();
        for world in &worlds {
            prop_assert_eq!(other.eval(copy, |variable| world[variable.index() / 2]), manager.eval(diagram, |variable| world[variable.index()]));
        }
        prop_assert_eq!(other.size(copy), manager.size(diagram));
        prop_assert_eq!(manager.copy_from(&other, copy, |variable| Variable(variable.0 / 2)).unwrap(), diagram);
        // Upside down.
        let last = setting.arities.len() as u32 - 1;
        let mut other = Manager::new(setting.arities.iter().rev().copied().collect(), Limits { nodes: 1_000_000 });
        let copy = other.copy_from(&manager, diagram, |variable| Variable(last - variable.0)).unwrap();
        for world in &worlds {
            prop_assert_eq!(other.eval(copy, |variable| world[last as usize - variable.index()]), manager.eval(diagram, |variable| world[variable.index()]));
        }
        prop_assert_eq!(manager.copy_from(&other, copy, |variable| Variable(last - variable.0)).unwrap(), diagram);
    }

    #[test]
    fn the_same_calls_give_the_same_handles(setting in settings()) {
        let run = || {
            let mut manager = setting.manager();
            let diagrams: Vec<Diagram> = setting.tables.iter().map(|table| build(&mut manager, table)).collect();
            let condition = manager.is_in(diagrams[0], |terminal| terminal > 2).unwrap();
            let result = manager.ite(condition, diagrams[1], diagrams[2]).unwrap();
            let result = manager.reduced(result, condition, &setting.variables()).unwrap();
            (result, manager.nodes(), manager.operations())
        };
        prop_assert_eq!(run(), run());
    }
}
