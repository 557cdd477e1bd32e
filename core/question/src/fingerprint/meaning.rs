//! What things mean, as text in names of the study: sorted wherever order means nothing.

use toets_model::{
    Allowed, Assignment, Better, Combine, Comparator, Comparison, Condition, ContestWhere, Domain, Evaluate, Fixed,
    Formula, Index, LevelId, NodeId, Own, Param, ParamValue, ProvisionId, Quantifier, ScaleId, ScaleKind, Silent,
    Study, Term, Treatment, VariableId,
};
use toets_plugin::Registry;

use super::{Input, InputKey, InputKind, Inputs, JUDGED, OR, WHEN, of_group};

/// An input under construction: aspects in the order in which they are told.
#[derive(Default)]
struct Meaning(Vec<(String, String)>);

impl Meaning {
    /// An aspect; each after the first with the same name gets a number, so that each can be compared.
    fn is(mut self, aspect: &str, text: impl Into<String>) -> Self {
        let mut name = aspect.to_owned();
        let mut number = 1;
        while self.0.iter().any(|(before, _)| *before == name) {
            number += 1;
            name = format!("{aspect} ({number})");
        }
        self.0.push((name, one_line(&text.into())));
        self
    }

    /// An aspect that is told only where it is not what it is without a word of the study.
    fn unless_empty(self, aspect: &str, text: String) -> Self {
        if text.is_empty() { self } else { self.is(aspect, text) }
    }
}

/// What a provision says and when, what defeats it, and what amendments would do to it.
fn provision(study: &Study, id: ProvisionId) -> Meaning {
    let it = &study.provisions[id];
    let day = |day: Option<toets_model::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let names = |of: &[ProvisionId]| {
        let mut names: Vec<&str> = of.iter().map(|&p| study.provisions.name(p)).collect();
        names.sort_unstable();
        names.join(", ")
    };
    let mut meaning = Meaning::default();
    for (n, version) in it.versions.iter().enumerate() {
        if it.versions.len() > 1 {
            meaning = meaning.is("version", version.id.as_str());
        }
        meaning = meaning.is("article", version.article.as_str());
        if n == 0 {
            meaning = meaning.is("kind", it.kind.word());
        }
        meaning = meaning
            .unless_empty("valid_from", day(version.valid_from))
            .unless_empty("valid_to", day(version.valid_to))
            .is("verified", version.verified.to_string());
    }
    meaning = meaning
        .unless_empty("defeated_by", names(&study.defeaters(id)))
        .unless_empty("lifts", names(&it.lifts));
    for (key, cases) in it.cases.conditions() {
        meaning = meaning.is(key, condition(study, cases));
    }
    for amendment in study.touching(id) {
        let by = &study.amendments[amendment];
        let does = by.on(id).map_or("add", |target| target.operation.word());
        let name = study.amendments.name(amendment);
        let when = format!("{does} by {name} {} {}", day(by.from), day(by.until));
        meaning = meaning.is("amendment", when);
    }
    meaning
}

/// A text on one line: control characters are escaped.
fn one_line(text: &str) -> String {
    let escaped = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    text.trim().chars().map(escaped).collect()
}

/// The inputs of a study with what they mean, not yet linked.
pub(super) fn meanings(study: &Study, plugins: &Registry) -> Inputs {
    let mut inputs = Inputs::default();
    let mut add = |kind, id: &str, meaning: Meaning| {
        inputs.by_key.insert(InputKey::new(kind, id), Input::new(meaning.0));
    };
    let as_of = study.as_of.map_or("none".to_owned(), |day| day.to_string());
    add(InputKind::Study, "as_of", Meaning::default().is("day", as_of));
    let verdict = study.nodes.name(study.verdict);
    add(InputKind::Study, "verdict", Meaning::default().is("node", verdict));
    let policy = &study.evidence;
    for (modality, treatment) in [
        ("certain", policy.certain),
        ("likely", policy.likely),
        ("uncertain", policy.uncertain),
        ("some-respondents", policy.some_respondents),
    ] {
        let does = match treatment {
            Treatment::Holds => "holds",
            Treatment::Open => "open",
        };
        add(InputKind::Modality, modality, Meaning::default().is("does", does));
    }
    for (&variable, &value) in &study.regime {
        let value = fixed(study, variable, value);
        add(
            InputKind::Regime,
            study.variables.name(variable),
            Meaning::default().is("value", value),
        );
    }
    for id in study.scales.indices() {
        add(InputKind::Scale, study.scales.name(id), scale(study, id));
    }
    for id in study.variables.indices() {
        add(InputKind::Variable, study.variables.name(id), variable(study, id));
    }
    for constraint in &study.constraints {
        let meaning = Meaning::default()
            .unless_empty("when", condition(study, &constraint.when))
            .is("then", condition(study, &constraint.then));
        let id = constraint_id(study, constraint);
        add(InputKind::Constraint, &id, meaning);
    }
    for id in study.provisions.indices() {
        add(InputKind::Provision, study.provisions.name(id), provision(study, id));
    }
    for id in used_plugins(study, plugins) {
        if let Some(plugin) = plugins.get(&id) {
            add(
                InputKind::Plugin,
                &id,
                Meaning::default().is("fingerprint", plugin.fingerprint()),
            );
        }
    }
    for (id, transfer) in study.transfers.iter() {
        let from = transfer
            .from
            .iter()
            .map(|(variable, values)| test(study, *variable, &Allowed::Values(values.clone())));
        let nodes = transfer.nodes.iter().map(|&n| study.nodes.name(n).to_owned());
        let findings = transfer.findings.iter().map(|&f| study.findings.name(f).to_owned());
        let meaning = Meaning::default()
            .unless_empty("nodes", listed(nodes))
            .unless_empty("findings", listed(findings))
            .is("from", listed(from))
            .is("to", condition(study, &transfer.to))
            .is("modality", transfer.modality.word());
        add(InputKind::Transfer, study.transfers.name(id), meaning);
    }
    for (id, contest) in study.contests.iter() {
        let mut meaning = Meaning::default();
        if contest.where_ != ContestWhere::Anywhere {
            meaning = meaning.is("where", contest.where_.word());
        }
        for (number, side) in contest.sides.iter().enumerate() {
            let findings = side.findings.iter().map(|&f| study.findings.name(f).to_owned());
            meaning = meaning.is(&format!("side {}", number + 1), listed(findings));
        }
        add(InputKind::Contest, study.contests.name(id), meaning);
    }
    for id in study.findings.indices() {
        add(InputKind::Finding, study.findings.name(id), finding(study, id));
    }
    for id in study.nodes.indices() {
        add(InputKind::Node, study.nodes.name(id), node(study, id));
    }
    for (id, scenario) in study.scenarios.iter() {
        let judged = match scenario.evaluate {
            _ if Some(id) == study.baseline => "as the baseline",
            Evaluate::Always => "always",
            Evaluate::OnRequest => "on request",
            Evaluate::Never => "never",
        };
        let meaning = assigned(
            study,
            Meaning::default().is(JUDGED, judged),
            &scenario.levers,
            |lever| lever.to_owned(),
        );
        let mut groups: Vec<_> = scenario.by_group.iter().collect();
        groups.sort_by_key(|(group, _)| study.groups.name(**group));
        let meaning = groups.into_iter().fold(meaning, |meaning, (&group, levers)| {
            assigned(study, meaning, levers, |lever| {
                of_group(study.groups.name(group), lever)
            })
        });
        add(InputKind::Scenario, study.scenarios.name(id), meaning);
    }
    for (id, group) in study.groups.iter() {
        let meaning = assigned(study, Meaning::default(), &group.traits, |it| it.to_owned());
        add(InputKind::Group, study.groups.name(id), meaning);
    }
    for id in study.conclusions.indices() {
        add(InputKind::Conclusion, study.conclusions.name(id), conclusion(study, id));
    }
    inputs
}

/// The plugins that the study names, and the one that judges findings.
fn used_plugins(study: &Study, plugins: &Registry) -> Vec<String> {
    let mut ids: Vec<String> = study
        .nodes
        .iter()
        .map(|(_, node)| node.score.plugin.value.to_string())
        .collect();
    ids.push(plugins.evidence().id().to_owned());
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The id that a constraint gets, since a study gives it none.
pub(super) fn constraint_id(study: &Study, constraint: &toets_model::Constraint) -> String {
    let text = format!(
        "{} => {}",
        condition(study, &constraint.when),
        condition(study, &constraint.then)
    );
    super::hash(&text)
}

fn scale(study: &Study, id: ScaleId) -> Meaning {
    match &study.scales[id].kind {
        ScaleKind::Levels {
            levels,
            ordered,
            neutral,
        } => {
            // The worst first: here order means something.
            let names: Vec<&str> = levels.iter().map(|level| &*level.id).collect();
            let neutral = neutral.map(|level| study.scales[id].name(level).to_owned());
            Meaning::default()
                .is("levels", names.join(" < "))
                .is("ordered", ordered.to_string())
                .unless_empty("neutral", neutral.unwrap_or_default())
        }
        ScaleKind::Number { better, .. } => Meaning::default()
            .is("type", "number")
            .unless_empty("better", better.map_or("", Better::word).to_owned()),
    }
}

fn variable(study: &Study, id: VariableId) -> Meaning {
    let it = &study.variables[id];
    let meaning = Meaning::default().is("kind", it.kind.word());
    match &it.domain {
        Domain::Finite(values) => meaning.is("values", listed(values.iter().map(|value| value.id.to_string()))),
        Domain::Number { range, cuts, .. } => {
            let cuts: Vec<String> = cuts.iter().map(|&cut| number(cut)).collect();
            let range = range.map(|(low, high)| format!("{}..{}", number(low), number(high)));
            meaning
                .is("type", "number")
                .unless_empty("range", range.unwrap_or_default())
                .unless_empty("cuts", cuts.join(", "))
        }
    }
}

fn finding(study: &Study, id: toets_model::FindingId) -> Meaning {
    let it = &study.findings[id];
    let scale = study.nodes[it.node].scale;
    let levels = |levels: &[LevelId]| listed(levels.iter().map(|&level| study.scales[scale].name(level).to_owned()));
    let hinges = it.hinges_on.iter().map(|&v| study.variables.name(v).to_owned());
    let flag = |set: bool| if set { "yes".to_owned() } else { String::new() };
    let meaning = Meaning::default()
        .is("node", study.nodes.name(it.node))
        .unless_empty("level", it.level.map(|l| levels(&[l])).unwrap_or_default())
        .is("modality", it.modality.word());
    when(study, meaning, &it.when)
        .unless_empty("has a condition in words", flag(it.condition.is_some()))
        .unless_empty("hinges_on", listed(hinges))
        .unless_empty("absolute", flag(it.absolute))
        .unless_empty("opens", it.opens.as_deref().map(levels).unwrap_or_default())
        .unless_empty(
            "compare",
            it.compare.as_ref().map(|c| comparison(study, c)).unwrap_or_default(),
        )
        .unless_empty("system", it.system.clone().unwrap_or_default())
}

/// An aspect for each variable that a finding speaks of, so that it can be told from them where it can apply at all.
fn when(study: &Study, mut meaning: Meaning, it: &Condition) -> Meaning {
    let mut tests: Vec<(&str, String)> = it
        .all
        .iter()
        .map(|test| {
            (
                study.variables.name(test.variable),
                allowed(study, test.variable, &test.allowed),
            )
        })
        .collect();
    tests.sort_unstable();
    for (variable, values) in tests {
        meaning = meaning.is(&format!("{WHEN}{variable}"), values);
    }
    let any = Condition {
        all: Vec::new(),
        any: it.any.clone(),
    };
    meaning.unless_empty("when", condition(study, &any))
}

fn comparison(study: &Study, comparison: &Comparison) -> String {
    let side = |one: &Assignment| format!("({})", assignment(study, one));
    match comparison {
        Comparison::Better { better, than } => format!("{} better than {}", side(better), side(than)),
        Comparison::Same(sides) => {
            let mut sides: Vec<String> = sides.iter().map(side).collect();
            sides.sort_unstable();
            sides.join(" same as ")
        }
        Comparison::Order(sides) => sides.iter().map(side).collect::<Vec<_>>().join(" better than "),
    }
}

fn node(study: &Study, id: NodeId) -> Meaning {
    let it = &study.nodes[id];
    let own = match it.own {
        Own::First => "first",
        Own::Worst => "worst",
        Own::Child => "child",
    };
    let combine = match it.combine {
        Combine::Strongest => "strongest",
        Combine::Worst => "worst",
        Combine::Best => "best",
        Combine::Hull => "hull",
    };
    let skips = matches!(it.silent, Silent::Skip(_));
    let default = it.default.as_ref();
    let default = default.map(|default| study.scales[it.scale].name(default.level).to_owned());
    let params = match &it.score.params.value {
        ParamValue::Table(entries) if entries.is_empty() => String::new(),
        _ => param(&it.score.params),
    };
    Meaning::default()
        .is("scale", study.scales.name(it.scale))
        .unless_empty("better", it.better.map_or("", Better::word).to_owned())
        .is("plugin", &*it.score.plugin.value)
        .unless_empty("params", params)
        .unless_empty(
            "children",
            listed(it.children.iter().map(|&child| study.nodes.name(child).to_owned())),
        )
        .unless_empty("applies", condition(study, &it.applies))
        .is("own", own)
        .is("silent", if skips { "skip" } else { "open" })
        .unless_empty("default", default.unwrap_or_default())
        .is("combine", combine)
}

fn conclusion(study: &Study, id: toets_model::ConclusionId) -> Meaning {
    let it = &study.conclusions[id];
    let Some(holds) = &it.holds else {
        return Meaning::default().is("holds", "stated only");
    };
    let quantifier = |quantifier| match quantifier {
        Quantifier::All => "all",
        Quantifier::Some => "some",
    };
    let scenarios = it.scenarios.as_ref().map_or("all that are judged".to_owned(), |all| {
        listed(all.iter().map(|&s| study.scenarios.name(s).to_owned()))
    });
    let groups = it.groups.as_ref().map_or("all".to_owned(), |all| {
        listed(all.iter().map(|&g| study.groups.name(g).to_owned()))
    });
    Meaning::default()
        .is("holds", formula(study, holds))
        .is("scenarios", scenarios)
        .is("groups", groups)
        .is("people", quantifier(it.people))
        .is("levers", quantifier(it.levers))
        .unless_empty("where", condition(study, &it.only))
}

fn formula(study: &Study, it: &Formula) -> String {
    let parts = |parts: &[Formula], word: &str| {
        let mut parts: Vec<String> = parts.iter().map(|part| formula(study, part)).collect();
        parts.sort_unstable();
        parts.dedup();
        format!("({})", parts.join(word))
    };
    match it {
        Formula::And(all) => parts(all, " and "),
        Formula::Or(any) => parts(any, " or "),
        Formula::Not(part) => format!("not {}", formula(study, part)),
        Formula::Compare {
            left,
            comparator,
            right,
        } => {
            let scale = [left, right].into_iter().find_map(|term| match term {
                Term::Node(_, node) => Some(study.nodes[*node].scale),
                _ => None,
            });
            let sign = match comparator {
                Comparator::Less => "<",
                Comparator::AtMost => "<=",
                Comparator::Equal => "==",
                Comparator::NotEqual => "!=",
                Comparator::AtLeast => ">=",
                Comparator::Greater => ">",
            };
            format!("{} {sign} {}", term(study, left, scale), term(study, right, scale))
        }
    }
}

fn term(study: &Study, term: &Term, scale: Option<ScaleId>) -> String {
    use toets_model::CellRef;
    match *term {
        Term::Number(it) => number(it),
        Term::Level(level) => scale.map_or_else(
            || level.to_usize().to_string(),
            |s| format!("\"{}\"", study.scales[s].name(level)),
        ),
        Term::Node(cell, node) => {
            let node = study.nodes.name(node);
            match cell {
                CellRef::Current => node.to_owned(),
                CellRef::Scenario(s) => format!("{}.{node}", study.scenarios.name(s)),
                CellRef::Cell(s, g) => format!("{}/{}.{node}", study.scenarios.name(s), study.groups.name(g)),
            }
        }
    }
}

/// A condition: `reception = glo, timing = inside`; the empty text for the empty condition.
pub(super) fn condition(study: &Study, it: &Condition) -> String {
    let mut parts: Vec<String> = it.all.iter().map(|t| test(study, t.variable, &t.allowed)).collect();
    if !it.any.is_empty() {
        let mut any: Vec<String> = it.any.iter().map(|part| condition(study, part)).collect();
        any.sort_unstable();
        any.dedup();
        parts.push(format!("any of ({})", any.join("; ")));
    }
    listed(parts.into_iter())
}

fn test(study: &Study, variable: VariableId, values: &Allowed) -> String {
    let name = study.variables.name(variable);
    format!("{name} = {}", allowed(study, variable, values))
}

/// `inside or outside`; of a number `at least 3, below 5`.
fn allowed(study: &Study, variable: VariableId, allowed: &Allowed) -> String {
    match allowed {
        Allowed::Values(values) => {
            let domain = &study.variables[variable].domain;
            let mut names: Vec<String> = values.iter().map(|&v| domain.value_name(v).to_string()).collect();
            names.sort_unstable();
            names.dedup();
            names.join(OR)
        }
        Allowed::Range { at_least, below } => match (at_least, below) {
            (Some(least), Some(below)) => format!("at least {}, below {}", number(*least), number(*below)),
            (Some(least), None) => format!("at least {}", number(*least)),
            (None, Some(below)) => format!("below {}", number(*below)),
            (None, None) => "any number".to_owned(),
        },
    }
}

fn fixed(study: &Study, variable: VariableId, value: Fixed) -> String {
    match value {
        Fixed::Value(value) => study.variables[variable].domain.value_name(value).to_string(),
        Fixed::Number(it) => number(it),
    }
}

fn assignment(study: &Study, it: &Assignment) -> String {
    listed(
        it.iter().map(|(&variable, &value)| {
            format!("{} = {}", study.variables.name(variable), fixed(study, variable, value))
        }),
    )
}

/// An aspect for each variable that is fixed, called by its name.
fn assigned(study: &Study, mut meaning: Meaning, it: &Assignment, called: impl Fn(&str) -> String) -> Meaning {
    let mut all: Vec<(&str, String)> = it
        .iter()
        .map(|(&variable, &value)| (study.variables.name(variable), fixed(study, variable, value)))
        .collect();
    all.sort_unstable();
    for (variable, value) in all {
        meaning = meaning.is(&called(variable), value);
    }
    meaning
}

fn listed(all: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = all.collect();
    all.sort_unstable();
    all.dedup();
    all.join(", ")
}

fn param(it: &Param) -> String {
    match &it.value {
        ParamValue::Bool(it) => it.to_string(),
        ParamValue::Integer(it) => it.to_string(),
        ParamValue::Number(it) => number(*it),
        ParamValue::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        // Order may mean something: the first rule of a table that fits decides.
        ParamValue::List(items) => format!("[{}]", items.iter().map(param).collect::<Vec<_>>().join(", ")),
        ParamValue::Table(entries) => {
            let mut entries: Vec<String> = entries
                .iter()
                .map(|(key, _, it)| format!("{key}: {}", param(it)))
                .collect();
            entries.sort_unstable();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A number; whole ones without a fraction, minus zero as zero.
fn number(it: f64) -> String {
    format!("{}", if it == 0.0 { 0.0 } else { it })
}
