//! Rules as they are written, and the children that they look at.

use std::collections::BTreeMap;

use toets_plugin::model::{Index, LevelId, NodeId, Param, ParamValue, Span};
use toets_plugin::{Diagnostic, both};

use super::check::rules_of;
use crate::children::{THRESHOLD_BETWEEN, WITH_LEVELS, gives_levels, some_children};
use crate::params::Params;

/// The rules of a table.
pub(super) struct Rules {
    pub(super) rules: Vec<Rule>,
    /// The children that some rule looks at, in order.
    pub(super) layers: Vec<Layer>,
}

/// One rule.
pub(super) struct Rule {
    pub(super) span: Span,
    /// For each layer that it looks at: which of the child's levels it allows (not all, not none).
    pub(super) allows: BTreeMap<usize, Vec<bool>>,
    pub(super) then: LevelId,
}

/// A child that some rule looks at, its levels sorted into classes that all rules treat alike.
pub(super) struct Layer {
    /// Its position among the children.
    pub(super) input: usize,
    pub(super) child: NodeId,
    /// For each level its class.
    pub(super) class: Vec<usize>,
    /// For each class the rules that allow it.
    pub(super) allowing: Vec<Alive>,
    /// The rules that don't look at it.
    pub(super) blind: Alive,
}

impl Layer {
    /// The levels of a class.
    pub(super) fn levels(&self, class: usize) -> impl Iterator<Item = LevelId> {
        let levels = self.class.iter().enumerate();
        let levels = levels.filter(move |&(_, &c)| c == class);
        levels.map(|(n, _)| LevelId::from_usize(n))
    }
}

/// A set of rules.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Alive(Box<[u64]>);

impl Alive {
    pub(super) fn none(rules: usize) -> Self {
        Self(vec![0; rules.div_ceil(64)].into())
    }

    pub(super) fn of(rules: usize, keep: impl Fn(usize) -> bool) -> Self {
        let mut set = Self::none(rules);
        for rule in (0..rules).filter(|&r| keep(r)) {
            set.0[rule / 64] |= 1 << (rule % 64);
        }
        set
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    pub(super) fn rules(&self) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(w, &word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| w * 64 + bit)
        })
    }

    /// How many machine words it takes.
    pub(super) fn words(&self) -> usize {
        self.0.len()
    }
}

/// That the table is too entangled to be checked.
#[derive(Debug)]
pub(super) struct TooLarge;

impl TooLarge {
    /// Says so.
    pub(super) fn fault(self, params: &mut Params<'_>) {
        let place = params.get("rules").map_or(params.place(), |p| p.span);
        let message = (
            "the rules are too entangled to check that they cover every combination",
            "de regels zijn te verweven om na te gaan of ze elke combinatie dekken",
        );
        let help = (
            "combine some of the children in a node of their own first, and look at that one here",
            "voeg eerst enkele kinderen samen in een eigen knoop, en kijk hier naar die knoop",
        );
        params.fault(
            Diagnostic::error("table-too-large", message)
                .at(place, rules_of(params.name))
                .help(help),
        );
    }
}

/// How many machine words the sets of rules of all layers may take.
const MOST_WORDS: usize = 2_000_000;

const RULES: (&str, &str) = (
    "write `rules = [ { when = { child = [\"level\"] }, then = \"level here\" } ]`",
    "schrijf `rules = [ { when = { kind = [\"niveau\"] }, then = \"niveau hier\" } ]`",
);
const WHEN: (&str, &str) = (
    "write a level, a list of levels, `{ not = … }`, or \"*\" for any",
    "schrijf een niveau, een lijst van niveaus, `{ not = … }`, of \"*\" voor elk niveau",
);

/// What is known of a rule while children have no layers yet: allowed levels by position of the child.
struct Written {
    span: Span,
    allows: BTreeMap<usize, Vec<bool>>,
    then: LevelId,
}

impl Rules {
    /// Reads the parameter `rules`; nothing if that could not be done without faults.
    pub(super) fn read(params: &mut Params<'_>) -> Option<Self> {
        let study = params.study;
        let mut right = some_children(params);
        for &child in &params.node.children {
            let scale = study.nodes[child].scale;
            if study.scales[scale].is_number() {
                let name = study.nodes.name(child);
                params.fault(
                    Diagnostic::error(
                        "numeric-child",
                        both!(
                            "`{name}` is measured in numbers, which `table` can't look up",
                            "`{name}` wordt in getallen gemeten, en die kan `table` niet opzoeken"
                        ),
                    )
                    .at(params.place(), params.scores())
                    .help(THRESHOLD_BETWEEN),
                );
                right = false;
            }
        }
        if study.scales[params.node.scale].is_number() {
            let name = params.name;
            params.fault(
                Diagnostic::error("bad-scale", gives_levels("table", name))
                    .at(params.place(), ())
                    .help(WITH_LEVELS),
            );
            right = false;
        }
        let param = params.required("rules", RULES)?;
        let items = params.list(param, "`rules`", RULES)?;
        if items.is_empty() {
            params.bad(
                param,
                ("there must be at least one rule", "er moet ten minste één regel zijn"),
                RULES,
            );
        }
        if !right {
            return None;
        }
        let written: Vec<Option<Written>> = items.iter().map(|r| read_rule(params, r)).collect();
        let written: Vec<Written> = written.into_iter().collect::<Option<_>>()?;
        if written.is_empty() {
            return None;
        }
        Self::sorted(params, written).map_err(|e| e.fault(params)).ok()
    }

    /// Finds the layers, and sorts the levels of each into classes.
    fn sorted(params: &Params<'_>, written: Vec<Written>) -> Result<Self, TooLarge> {
        let study = params.study;
        let mut looked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (r, rule) in written.iter().enumerate() {
            for &input in rule.allows.keys() {
                looked.entry(input).or_default().push(r);
            }
        }
        let count = written.len();
        let levels = |&input: &usize| {
            let scale = study.nodes[params.node.children[input]].scale;
            study.scales[scale].levels().len()
        };
        let sets: usize = looked.keys().map(|input| levels(input) + 2).sum();
        if sets.saturating_mul(count.div_ceil(64)) > MOST_WORDS {
            return Err(TooLarge);
        }
        let layers: Vec<Layer> = looked
            .iter()
            .map(|(&input, rules)| {
                let child = params.node.children[input];
                let looks = Alive::of(count, |r| rules.binary_search(&r).is_ok());
                let blind = Alive::of(count, |r| rules.binary_search(&r).is_err());
                let mut allowing: Vec<Alive> = Vec::new();
                let mut class = Vec::new();
                for level in 0..levels(&input) {
                    let mut set = blind.clone();
                    for r in looks.rules().filter(|&r| written[r].allows[&input][level]) {
                        set.0[r / 64] |= 1 << (r % 64);
                    }
                    let known = allowing.iter().position(|a| *a == set);
                    class.push(known.unwrap_or(allowing.len()));
                    if known.is_none() {
                        allowing.push(set);
                    }
                }
                Layer {
                    input,
                    child,
                    class,
                    allowing,
                    blind,
                }
            })
            .collect();
        let place: BTreeMap<usize, usize> = looked.keys().enumerate().map(|(n, &i)| (i, n)).collect();
        let rules = written.into_iter().map(|rule| Rule {
            span: rule.span,
            allows: rule.allows.into_iter().map(|(i, a)| (place[&i], a)).collect(),
            then: rule.then,
        });
        Ok(Self {
            rules: rules.collect(),
            layers,
        })
    }
}

fn read_rule(params: &mut Params<'_>, rule: &Param) -> Option<Written> {
    if !matches!(rule.value, ParamValue::Table(_)) {
        params.bad(rule, ("a rule must be a table", "een regel moet een tabel zijn"), RULES);
        return None;
    }
    params.keys(
        rule,
        &["when", "then"],
        &("a rule has no", "een regel kent geen").into(),
    );
    let then = match rule.get("then") {
        Some(then) => params.level(then, params.node.scale),
        None => {
            params.bad(
                rule,
                (
                    "a rule must say what follows: `then`",
                    "een regel moet zeggen wat volgt: `then`",
                ),
                RULES,
            );
            None
        }
    };
    let mut allows = BTreeMap::new();
    let mut right = true;
    if let Some(when) = rule.get("when") {
        if !matches!(when.value, ParamValue::Table(_)) {
            params.bad(when, ("`when` must be a table", "`when` moet een tabel zijn"), RULES);
            return None;
        }
        for (name, span, test) in when.entries() {
            let Some(input) = params.child(name, *span) else {
                right = false;
                continue;
            };
            match read_test(params, params.node.children[input], test) {
                Some(allowed) if allowed.iter().all(|&a| a) => {} // as if it were not mentioned
                Some(allowed) => {
                    allows.insert(input, allowed);
                }
                None => right = false,
            }
        }
    }
    let span = rule.span;
    then.filter(|_| right).map(|then| Written { span, allows, then })
}

/// Which levels of a child a test allows.
fn read_test(params: &mut Params<'_>, child: NodeId, test: &Param) -> Option<Vec<bool>> {
    let study = params.study;
    let scale = study.nodes[child].scale;
    let count = study.scales[scale].levels().len();
    if test.text() == Some("*") {
        return Some(vec![true; count]);
    }
    let (levels, not) = match &test.value {
        ParamValue::Table(entries) => match &entries[..] {
            [(key, _, levels)] if key == "not" => (levels, true),
            _ => {
                params.bad(
                    test,
                    ("a table here is `{ not = … }`", "een tabel is hier `{ not = … }`"),
                    WHEN,
                );
                return None;
            }
        },
        _ => (test, false),
    };
    let items = match &levels.value {
        ParamValue::List(items) => &items[..],
        ParamValue::Text(_) => std::slice::from_ref(levels),
        _ => {
            params.bad(levels, ("a rule looks at levels", "een regel kijkt naar niveaus"), WHEN);
            return None;
        }
    };
    let mut allowed = vec![not; count];
    let mut right = true;
    for item in items {
        match params.level(item, scale) {
            Some(level) => allowed[level.to_usize()] = !not,
            None => right = false,
        }
    }
    if right && allowed.iter().all(|&a| !a) {
        let name = study.nodes.name(child);
        params.bad(
            test,
            both!(
                "no level of `{name}` is left, so that the rule never holds",
                "er blijft geen niveau van `{name}` over, dus de regel geldt nooit"
            ),
            WHEN,
        );
        return None;
    }
    right.then_some(allowed)
}
