//! Which scenario is above which is what the pairs of worlds say, and the best are those that none is above.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use toets_evaluate::OpenVariable;
use toets_model::NodeId;
use toets_question::{Rank, RankPair, Relation, rank};
use toets_studies::render::{SCORING, STUDY};
use toets_studies::rows::{self, Key, Owner, Part, Row};
use toets_studies::spec::{Domain, Evaluate, Fixed, HIGHEST, Kind, Scenario, Value};
use toets_studies::valid::valid;
use toets_studies::worlds::World;
use toets_studies::{Dice, conclude};

use crate::case::{Case, STATED};
use crate::depends::{self, Outcome};
use crate::run::Checked;

/// More pairs of worlds than this are not walked through.
const MOST: usize = 1_500;

/// With so many scenarios there is something to put in order.
const SCENARIOS: usize = 4;

/// The same study with more scenarios, where it has only a few.
fn larger(case: &Case) -> Result<Case, String> {
    let mut spec = case.spec.clone();
    while spec.scenarios.len() < SCENARIOS {
        let number = 100 * spec.scenarios.len() as u64;
        let value = |v: usize, domain: &Domain| match domain {
            Domain::Values(size) => Value::Nth(case.pick(number + 10 + v as u64, *size)),
            Domain::Number(_) => Value::Number([0, 5, 10, 15, 20, HIGHEST][case.pick(number + 10 + v as u64, 6)]),
        };
        let is_fixed = |v: &usize| {
            let lever = spec.variables[*v].kind == Kind::Lever;
            lever && case.pick(number + 50 + *v as u64, 10) < 7
        };
        let fixed = (0..spec.variables.len()).filter(is_fixed);
        let levers: Fixed = fixed.map(|v| (v, value(v, &spec.variables[v].domain))).collect();
        spec.scenarios.push(Scenario {
            levers,
            by_group: BTreeMap::new(),
            based_on: None,
            evaluate: Evaluate::Always,
            by_script: false,
        });
    }
    let fits = valid(&spec);
    Case::new(if fits { spec } else { case.spec.clone() }, case.seed())
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let case = &larger(case)?;
    let spec = &case.spec;
    // As the study declares them, which is not the order of the spec.
    let mut judged: Vec<usize> = (0..spec.scenarios.len())
        .filter(|&s| spec.scenarios[s].evaluate != Evaluate::Never)
        .collect();
    judged.sort_by_key(|&s| case.scenario(s));
    let groups: Vec<usize> = (0..spec.groups.len()).collect();
    let mut parts: BTreeMap<(usize, usize), Part> = BTreeMap::new();
    for &group in &groups {
        for &scenario in &judged {
            let Some(part) = conclude::part(spec, scenario, group, STATED) else {
                return Ok(Checked::TooMuch);
            };
            parts.insert((group, scenario), part);
        }
    }
    let verdict = spec.nodes.len() - 1;
    let children = &spec.nodes[verdict].children;
    let (node, mut nodes): (Option<NodeId>, Vec<usize>) = match case.pick(1, 2) {
        0 => {
            let node = case.some_node(2);
            (Some(case.node(node)), vec![node])
        }
        _ => {
            let alone = |n: usize| n == verdict && children.is_empty();
            let ranked = |n: &usize| children.contains(n) || !spec.nodes[*n].children.is_empty() || alone(*n);
            (None, (0..spec.nodes.len()).filter(ranked).collect())
        }
    };
    nodes.sort_by_key(|&n| case.node(n));
    // Whatever the order in which they are asked for.
    let scenarios: Vec<_> = judged.iter().rev().map(|&s| case.scenario(s)).collect();
    let asked: Vec<_> = groups.iter().map(|&g| case.group(g)).collect();
    let found = rank(case.compiled(), &scenarios, &asked, node);
    let found = found.map_err(|faults| format!("not ranked: {faults:?}"))?;
    same!(found.len(), groups.len() * nodes.len(), "nodes: how many");
    let mut checked = Checked::NotClaimed;
    for (n, it) in found.iter().enumerate() {
        let group = groups[n / nodes.len()];
        let all: Vec<(usize, &Part)> = judged.iter().map(|&s| (s, &parts[&(group, s)])).collect();
        same!(it.group, case.group(group), "groups: in order");
        let node = nodes[n % nodes.len()];
        match one(case, it, node, &all)? {
            Checked::NotClaimed => {}
            Checked::TooMuch => return Ok(Checked::TooMuch),
            Checked::Claimed => checked = Checked::Claimed,
        }
    }
    Ok(checked)
}

fn one(case: &Case, it: &Rank, node: usize, parts: &[(usize, &Part)]) -> Result<Checked, String> {
    same!(case.spec_node(it.node), node, "nodes: which");
    let of = |which: &dyn Fn(&Part) -> bool| -> Vec<usize> {
        let those = parts.iter().filter(|(_, part)| which(part));
        those.map(|&(s, _)| s).collect()
    };
    let ids = |all: &[usize]| -> Vec<_> { all.iter().map(|&s| case.scenario(s)).collect() };
    let applies = |part: &Part| {
        part.leaves
            .iter()
            .any(|leaf| leaf.nodes[node].is_some_and(|judged| judged.applies))
    };
    let compared = of(&applies);
    same!(it.scenarios, ids(&compared), "scenarios: that are compared on n{node}");
    let nowhere = of(&|part| part.leaves.is_empty());
    same!(it.without_worlds, ids(&nowhere), "scenarios: without worlds");
    let others = of(&|part| !part.leaves.is_empty() && !applies(part));
    same!(
        it.not_applicable,
        ids(&others),
        "scenarios: to which n{node} does not apply"
    );
    let twos = compared.iter().enumerate().flat_map(|(n, &a)| {
        let later = compared[n + 1..].iter();
        later.map(move |&b| [a, b])
    });
    let twos: Vec<[usize; 2]> = twos.collect();
    let said: Vec<_> = it.pairs.iter().map(|pair| pair.pair).collect();
    let so: Vec<_> = twos.iter().map(|two| two.map(|s| case.scenario(s))).collect();
    same!(said, so, "pairs: each once");
    let part = |s: usize| parts.iter().find(|(other, _)| *other == s).map(|(_, part)| *part);
    let mut relations: BTreeMap<[usize; 2], Relation> = BTreeMap::new();
    for (&[a, b], said) in twos.iter().zip(&it.pairs) {
        let [Some(one), Some(other)] = [part(a), part(b)] else {
            return Err(format!("pairs: S{a} and S{b}"));
        };
        let rows = [one, other].map(|part| part.rows(&case.spec, &[node], &|_| true));
        let Some(worlds) = rows::joined(&rows[0], &rows[1], MOST) else {
            return Ok(Checked::TooMuch);
        };
        let ordered = case.spec.scale(node).ordered();
        let so = worlds.iter().map(|world| relation(ordered, world)).reduce(or);
        same!(said.relation, so, "relation: S{a} to S{b} on n{node}");
        left_out(case, said, node, [one, other])?;
        depends(case, said, ordered, &worlds).map_err(|what| format!("depends on: S{a} to S{b} on n{node}: {what}"))?;
        if let Some(so) = so {
            relations.insert([a, b], so);
            relations.insert([b, a], mirrored(so));
        }
    }
    order(case, it, node, &compared, &relations)?;
    Ok(match relations.is_empty() {
        true => Checked::NotClaimed,
        false => Checked::Claimed,
    })
}

/// How the first stands to the second in a world of both.
fn relation(ordered: bool, world: &Row<Vec<usize>>) -> Relation {
    let (one, other) = (world.says[0], world.says[1]);
    Relation {
        equal: one == other,
        better: ordered && one > other,
        worse: ordered && one < other,
        differs: !ordered && one != other,
        // Nothing here is a number.
        higher: false,
        lower: false,
    }
}

fn or(one: Relation, other: Relation) -> Relation {
    Relation {
        equal: one.equal || other.equal,
        better: one.better || other.better,
        worse: one.worse || other.worse,
        differs: one.differs || other.differs,
        higher: false,
        lower: false,
    }
}

fn mirrored(one: Relation) -> Relation {
    Relation {
        better: one.worse,
        worse: one.better,
        ..one
    }
}

/// The best, and whether it is an order at all.
fn order(
    case: &Case,
    it: &Rank,
    node: usize,
    compared: &[usize],
    relations: &BTreeMap<[usize; 2], Relation>,
) -> Result<(), String> {
    let word = |one: usize, other: usize| relations.get(&[one, other]).map(|it| it.word());
    let above = |one: usize, other: usize| matches!(word(one, other), Some("better" | "not-worse"));
    let at_least = |one: usize, other: usize| above(one, other) || word(one, other) == Some("equal");
    let best: Vec<usize> = compared
        .iter()
        .copied()
        .filter(|&s| !compared.iter().any(|&other| above(other, s)))
        .collect();
    let so: Vec<_> = best.iter().map(|&s| case.scenario(s)).collect();
    let so = case.spec.scale(node).ordered().then_some(so);
    same!(it.best, so, "best: on n{node}");
    let mut carries_over = true;
    for &one in compared {
        for &other in compared {
            for &third in compared {
                let apart = one != other && other != third && one != third;
                if apart && at_least(one, other) && at_least(other, third) {
                    carries_over &= at_least(one, third);
                }
            }
        }
    }
    same!(it.carries_over, carries_over, "order: on n{node}");
    // In an order whatever is not the best has one of the best above it.
    if it.carries_over && case.spec.scale(node).ordered() {
        for &s in compared.iter().filter(|&s| !best.contains(s)) {
            ensure!(
                best.iter().any(|&top| above(top, s)),
                "order: no best one is above S{s} on n{node}"
            );
        }
    }
    Ok(())
}

/// A variable, of one of the two where each has its own.
type Column = (usize, Option<usize>);

/// In how many worlds of both the node does not apply, and how many there are: told apart by no more than makes a difference to that.
fn left_out(case: &Case, said: &RankPair, node: usize, parts: [&Part; 2]) -> Result<(), String> {
    let spec = &case.spec;
    let worlds = parts.map(|part| -> Vec<(&World, bool)> {
        let mut worlds = BTreeMap::new();
        for leaf in &part.leaves {
            *worlds.entry(&leaf.world).or_insert(false) |= leaf.nodes[node].is_some_and(|judged| judged.applies);
        }
        worlds.into_iter().collect()
    });
    let rows = [0, 1].map(|n| -> Vec<Vec<Row<Vec<usize>>>> {
        let each = worlds[n].iter();
        each.map(|(world, _)| parts[n].rows(spec, &[], &|other| other == **world))
            .collect()
    });
    let columns: Vec<Column> = (0..spec.variables.len())
        .flat_map(|v| match spec.variables[v].kind {
            Kind::Lever => vec![(v, Some(0)), (v, Some(1))],
            _ => vec![(v, None)],
        })
        .filter(|(v, whose)| !parts[whose.unwrap_or(0)].fixed.contains_key(v))
        .collect();
    let mut both: BTreeMap<Vec<Value>, bool> = BTreeMap::new();
    for (one, (here, asked)) in rows[0].iter().zip(&worlds[0]) {
        for (other, (there, also)) in rows[1].iter().zip(&worlds[1]) {
            if rows::joined(one, other, MOST).is_none_or(|joined| !joined.is_empty()) {
                let value = |&(v, whose): &Column| if whose == Some(1) { there[v] } else { here[v] };
                both.insert(columns.iter().map(value).collect(), *asked && *also);
            }
        }
    }
    // A variable makes a difference if changing it alone does.
    let differs = |world: &[Value], column: usize| {
        let mut other = world.to_vec();
        (0..spec.variables[columns[column].0].domain.size()).any(|nth| {
            other[column] = Value::Nth(nth);
            both.get(&other) != both.get(world)
        })
    };
    let told_by: Vec<usize> = (0..columns.len())
        .filter(|&column| both.keys().any(|world| differs(world, column)))
        .collect();
    let told_apart = |asked: Option<bool>| -> BigUint {
        let those = both.iter().filter(|(_, it)| asked.is_none_or(|asked| asked == **it));
        let each = those.map(|(world, _)| told_by.iter().map(|&column| world[column]).collect());
        BigUint::from(each.collect::<BTreeSet<Vec<Value>>>().len())
    };
    same!(said.worlds, told_apart(None), "worlds: of both");
    same!(
        said.left_out,
        told_apart(Some(false)),
        "worlds: in which n{node} does not apply"
    );
    Ok(())
}

/// On what it depends how the two stand.
fn depends(case: &Case, said: &RankPair, ordered: bool, worlds: &[Row<Vec<usize>>]) -> Result<(), String> {
    if worlds.len() > 150 {
        return Ok(());
    }
    let outcome = |world: &Row<Vec<usize>>| -> Outcome<Unit, Relation> {
        let chosen = world.chosen.iter().map(|(&(_, v, owner), &value)| {
            let number = case.number(v, value).unwrap_or_default() as usize;
            (Unit::Chosen(v, owner), number)
        });
        let answers = world.answers.iter().map(|(&key, &answer)| (Unit::Unknown(key), answer));
        (chosen.chain(answers).collect(), relation(ordered, world))
    };
    let units = depends::depends(&[worlds.iter().map(outcome).collect()]).into_iter();
    let so: BTreeSet<OpenVariable> = units
        .map(|unit| match unit {
            Unit::Chosen(v, _) => OpenVariable::Study(case.variable(v)),
            Unit::Unknown(key) => case.unknown(&key),
        })
        .collect();
    same!(said.depends_on, so.into_iter().collect::<Vec<_>>(), "which");
    Ok(())
}

/// What may be one way or another: a choice of one of the two, who it is about, the law, or an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Chosen(usize, Owner),
    Unknown(Key),
}

/// The studies that are drawn have no numbers: here each scenario has one for each of the people and each choice that it leaves open. The more
/// the better on one node, the less the better on another, and on the third nobody says.
#[test]
fn numbers_are_above_each_other_as_they_say() {
    let number = |n: usize| ["p", "q", "r"][n];
    for drawn in 0..60 {
        let mut dice = Dice::numbered(17, drawn);
        // By scenario, choice and person.
        let numbers: [[[usize; 2]; 2]; 3] =
            std::array::from_fn(|_| std::array::from_fn(|_| std::array::from_fn(|_| dice.below(3))));
        let fixed: [Option<usize>; 3] = std::array::from_fn(|_| dice.chance(60).then(|| dice.below(2)));
        let mut script = String::from(
            "const PLUGIN = #{ id: \"drawn\", version: \"1.0.0\", scale: \"n\", label: #{ nl: \"x\", en: \"x\" } };\n\
             fn score(cell) {\n",
        );
        let mut study = String::from(
            "[study]\nid = \"small\"\ntitle = { nl = \"x\", en = \"x\" }\nas_of = 2025-07-01\nverdict = \"top\"\n\
             [scale.n]\ntype = \"number\"\nunit = \"x\"\n",
        );
        let label = "label = { nl = \"x\", en = \"x\" }";
        for (id, kind, values) in [("plan", "lever", 3), ("choice", "lever", 2), ("person", "trait", 2)] {
            let values: Vec<&str> = (0..values).map(number).collect();
            study += &format!("[variable.{id}]\nkind = \"{kind}\"\n{label}\nvalues = {values:?}\n");
        }
        for (id, rest) in [
            ("more", "better = \"higher\""),
            ("less", "better = \"lower\""),
            ("top", "children = [\"more\", \"less\"]"),
        ] {
            study +=
                &format!("[[node]]\nid = \"{id}\"\n{label}\nscale = \"n\"\nscore = {{ plugin = \"drawn\" }}\n{rest}\n");
        }
        study += &format!("[[group]]\nid = \"all\"\n{label}\n");
        for (s, fixed) in fixed.iter().enumerate() {
            let choice = fixed.map(|choice| format!(", choice = {:?}", number(choice)));
            let levers = format!("plan = {:?}{}", number(s), choice.unwrap_or_default());
            study += &format!("[[scenario]]\nid = \"S{s}\"\n{label}\nlevers = {{ {levers} }}\n");
            for (choice, people) in numbers[s].iter().enumerate() {
                for (person, it) in people.iter().enumerate() {
                    let [plan, choice, person] = [s, choice, person].map(number);
                    let here =
                        format!("cell.plan == {plan:?} && cell.choice == {choice:?} && cell.person == {person:?}");
                    script += &format!("    if {here} {{ return judge({it}.5); }}\n");
                }
            }
        }
        script += "    judge(0.5)\n}\n";
        let files = vec![(STUDY.to_owned(), study), (format!("{SCORING}drawn.rhai"), script)];
        let ready = toets_studies::ready(&files).unwrap_or_else(|faults| panic!("refused: {faults}"));
        let model = &ready.compiled.study;
        let scenarios: Vec<_> = model.scenarios.indices().collect();
        let groups: Vec<_> = model.groups.indices().collect();
        let found = rank(&ready.compiled, &scenarios, &groups, None).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(found.len(), 3, "all have parts or are parts");
        let choices = |s: usize| (0..2).filter(move |&choice| fixed[s].is_none_or(|it| it == choice));
        for it in found {
            let id = model.nodes.name(it.node);
            let mut above = Vec::new();
            for (pair, said) in [[0, 1], [0, 2], [1, 2]].into_iter().zip(&it.pairs) {
                assert_eq!(said.pair, pair.map(|s| scenarios[s]));
                let mut so = Relation::default();
                for (one, other) in choices(pair[0]).flat_map(|one| choices(pair[1]).map(move |other| (one, other))) {
                    let people = numbers[pair[0]][one].iter().zip(&numbers[pair[1]][other]);
                    for (one, other) in people {
                        so.equal |= one == other;
                        so.better |= id == "more" && one > other || id == "less" && one < other;
                        so.worse |= id == "more" && one < other || id == "less" && one > other;
                        so.higher |= id == "top" && one > other;
                        so.lower |= id == "top" && one < other;
                    }
                }
                assert_eq!(said.relation, Some(so), "{id}: {pair:?} of study {drawn}");
                if so.better && !so.worse {
                    above.push(pair);
                } else if so.worse && !so.better {
                    above.push([pair[1], pair[0]]);
                }
            }
            let best = (0..3).filter(|s| !above.iter().any(|[_, below]| below == s));
            let best = (id != "top").then(|| best.map(|s| scenarios[s]).collect());
            assert_eq!(it.best, best, "{id}: study {drawn}");
            assert!(it.carries_over, "the same people are in all scenarios");
        }
    }
}
