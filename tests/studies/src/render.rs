//! A study as a researcher would write it: TOML, and Rhai for scripts.

mod nodes;
mod statements;

use crate::names;
use crate::spec::*;

use nodes::node;
use statements::conclusion;

/// The files of a study: path and text.
pub type Files = Vec<(String, String)>;

pub const STUDY: &str = "policies/small/study.toml";
/// The folder of the scripts that score.
pub const SCORING: &str = "scripts/scoring/";
/// The script that defines scenarios.
pub const SCENARIOS: &str = "scripts/scenarios/small.rhai";

/// All files.
pub fn files(spec: &Spec) -> Files {
    let mut blocks = blocks(spec);
    shuffle(&mut blocks, spec.order);
    // Some stand in the study's own file, the others in one that it includes.
    let mut here = blocks.split_off(blocks.len() / 3);
    here.insert(spec.order as usize % here.len(), header(spec));
    let mut files = vec![
        (
            STUDY.to_owned(),
            format!("include = [\"more.toml\"]\n\n{}", here.join("\n")),
        ),
        ("policies/small/more.toml".to_owned(), blocks.join("\n")),
    ];
    for (n, node) in spec.nodes.iter().enumerate() {
        if let Scorer::Script(program) = &node.scorer {
            let path = format!("{SCORING}{}.rhai", names::script(n));
            files.push((path, crate::rhai::scorer(spec, n, program)));
        }
    }
    if spec.scenarios.iter().any(|s| s.by_script) {
        files.push((SCENARIOS.to_owned(), crate::rhai::scenarios(spec)));
    }
    files
}

/// All files in one text, for a person to read.
pub fn text(spec: &Spec) -> String {
    let plain = Spec {
        order: 0,
        ..spec.clone()
    };
    let shown = files(&plain)
        .into_iter()
        .map(|(path, text)| format!("# --- {path}\n{text}"));
    shown.collect::<Vec<_>>().join("\n")
}

/// Zero leaves the order as it is.
pub(crate) fn shuffle<T>(items: &mut [T], mut seed: u64) {
    if seed == 0 {
        return;
    }
    for last in (1..items.len()).rev() {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        items.swap(last, (seed >> 33) as usize % (last + 1));
    }
}

fn blocks(spec: &Spec) -> Vec<String> {
    let mut blocks = Vec::new();
    if spec.policy != Policy::DEFAULT {
        blocks.push(policy(spec.policy));
    }
    blocks.extend((0..spec.variables.len()).map(|n| variable(spec, n)));
    blocks.extend(spec.constraints.iter().map(|(when, then)| constraint(when, then)));
    blocks.extend(spec.scales.iter().enumerate().map(|(n, s)| scale(n, *s)));
    blocks.extend((0..spec.nodes.len()).map(|n| node(spec, n)));
    let written = (0..spec.scenarios.len()).filter(|&n| !spec.scenarios[n].by_script);
    blocks.extend(written.map(|n| scenario(spec, n)));
    blocks.extend(spec.groups.iter().enumerate().map(|(n, traits)| {
        format!(
            "[[group]]\nid = \"{}\"\n{}traits = {}\n",
            names::group(n),
            text_of("label"),
            fixed(traits)
        )
    }));
    blocks.extend((0..spec.findings.len()).map(|n| finding(spec, n)));
    blocks.extend((0..spec.transfers.len()).map(|n| transfer(spec, n)));
    blocks.extend(spec.contests.iter().enumerate().map(|(n, contest)| {
        let sides = contest
            .sides
            .iter()
            .map(|side| list(side.iter().map(|&f| names::finding(f))));
        format!(
            "[[contest]]\nid = \"{}\"\nsides = [{}]\n{}",
            names::contest(n),
            sides.collect::<Vec<_>>().join(", "),
            if contest.meet { "where = \"meet\"\n" } else { "" }
        )
    }));
    blocks.extend(spec.provisions.iter().enumerate().map(|(n, p)| provision(n, *p)));
    blocks.extend((0..spec.conclusions.len()).map(|n| conclusion(spec, n)));
    blocks
}

fn text_of(key: &str) -> String {
    format!("{key} = {{ nl = \"x\", en = \"x\" }}\n")
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|i| format!("\"{i}\"")).collect();
    format!("[{}]", items.join(", "))
}

fn header(spec: &Spec) -> String {
    let regime = match spec.regime.is_empty() {
        true => String::new(),
        false => format!("regime = {}\n", fixed(&spec.regime)),
    };
    let verdict = names::node(spec.nodes.len() - 1);
    let title = text_of("title");
    let baseline = match spec.baseline {
        Some(baseline) => format!("baseline = \"{}\"\n", names::scenario(baseline)),
        None => String::new(),
    };
    format!("[study]\nid = \"small\"\n{title}as_of = 2025-07-01\nverdict = \"{verdict}\"\n{regime}{baseline}")
}

fn policy(policy: Policy) -> String {
    let word = |holds| if holds { "holds" } else { "open" };
    format!(
        "[evidence]\ncertain = \"{}\"\nlikely = \"{}\"\nuncertain = \"{}\"\nsome-respondents = \"{}\"\n",
        word(policy.certain),
        word(policy.likely),
        word(policy.uncertain),
        word(policy.some_respondents)
    )
}

fn variable(spec: &Spec, n: usize) -> String {
    let it = &spec.variables[n];
    let kind = match it.kind {
        Kind::Lever => "lever",
        Kind::Trait => "trait",
        Kind::Regime => "regime",
        Kind::Unknown => "unknown",
    };
    let domain = match &it.domain {
        Domain::Values(size) => format!("values = {}", list((0..*size).map(names::value))),
        Domain::Number(cuts) => format!("type = \"number\"\nunit = \"u\"\nrange = [0, {HIGHEST}]\ncuts = {cuts:?}"),
    };
    format!(
        "[variable.{}]\nkind = \"{kind}\"\n{}{domain}\n",
        names::variable(n),
        text_of("label")
    )
}

fn scale(n: usize, scale: Scale) -> String {
    let levels = list(scale.levels().iter().map(|&l| l.to_owned()));
    let more = match scale {
        Scale::Skewed => "neutral = \"little\"\n",
        Scale::Colours => "ordered = false\n",
        _ => "",
    };
    format!("[scale.{}]\nlevels = {levels}\n{more}", names::scale(n))
}

/// A level in quotes.
fn level(scale: Scale, level: usize) -> String {
    format!("\"{}\"", scale.levels()[level])
}

fn levels(scale: Scale, levels: &[usize]) -> String {
    list(levels.iter().map(|&l| scale.levels()[l].to_owned()))
}

fn scenario(spec: &Spec, n: usize) -> String {
    let it = &spec.scenarios[n];
    let mut text = format!("[[scenario]]\nid = \"{}\"\n{}", names::scenario(n), text_of("label"));
    if let Some(base) = it.based_on {
        text.push_str(&format!("based_on = \"{}\"\n", names::scenario(base)));
    }
    if !it.levers.is_empty() {
        text.push_str(&format!("levers = {}\n", fixed(&it.levers)));
    }
    if !it.by_group.is_empty() {
        let groups = it.by_group.iter();
        let groups = groups.map(|(&group, levers)| format!("{} = {}", names::group(group), fixed(levers)));
        text.push_str(&format!("by_group = {}\n", table(groups)));
    }
    match it.evaluate {
        Evaluate::Always => {}
        Evaluate::OnRequest => text.push_str("evaluate = \"on-request\"\n"),
        Evaluate::Never => text.push_str("evaluate = false\n"),
    }
    text
}

fn fixed(fixed: &Fixed) -> String {
    let each = fixed.iter().map(|(&variable, value)| {
        let value = match value {
            Value::Nth(n) => format!("\"{}\"", names::value(*n)),
            Value::Number(n) => n.to_string(),
        };
        format!("{} = {value}", names::variable(variable))
    });
    table(each)
}

fn table(entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    match entries.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{ {} }}", entries.join(", ")),
    }
}

fn condition(condition: &Condition) -> String {
    let tests = condition.all.iter().map(|test| {
        let value = match &test.allowed {
            Allowed::Values(values) => match values[..] {
                [only] => format!("\"{}\"", names::value(only)),
                _ => list(values.iter().map(|&v| names::value(v))),
            },
            Allowed::Bounds { at_least, below } => {
                let bounds = [("at_least", at_least), ("below", below)];
                table(
                    bounds
                        .into_iter()
                        .filter_map(|(word, bound)| Some(format!("{word} = {}", (*bound)?))),
                )
            }
        };
        format!("{} = {value}", names::variable(test.variable))
    });
    let any = match condition.any.is_empty() {
        true => None,
        false => {
            let parts: Vec<String> = condition.any.iter().map(self::condition).collect();
            Some(format!("any = [{}]", parts.join(", ")))
        }
    };
    table(tests.chain(any))
}

fn constraint(when: &Condition, then: &Condition) -> String {
    let when = match when.is_empty() {
        true => String::new(),
        false => format!("when = {}\n", condition(when)),
    };
    format!(
        "[[constraint]]\n{when}then = {}\n{}",
        condition(then),
        text_of("reason")
    )
}

fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Certain => "certain",
        Modality::Likely => "likely",
        Modality::Conditional => "conditional",
        Modality::Uncertain => "uncertain",
        Modality::SomeRespondents => "some-respondents",
    }
}

fn finding(spec: &Spec, n: usize) -> String {
    let it = &spec.findings[n];
    let scale = spec.scale(it.node);
    let mut text = format!(
        "[[finding]]\nid = \"{}\"\nnode = \"{}\"\n",
        names::finding(n),
        names::node(it.node)
    );
    text.push_str(&text_of("statement"));
    text.push_str(&format!("modality = \"{}\"\n", modality(it.modality)));
    if !it.when.is_empty() {
        text.push_str(&format!("when = {}\n", condition(&it.when)));
    }
    if let Some(at) = it.level {
        text.push_str(&format!("level = {}\n", level(scale, at)));
    }
    if it.condition {
        text.push_str(&text_of("condition"));
    }
    if it.absolute {
        text.push_str("absolute = true\n");
    }
    if !it.hinges_on.is_empty() {
        text.push_str(&format!(
            "hinges_on = {}\n",
            list(it.hinges_on.iter().map(|&v| names::variable(v)))
        ));
    }
    match &it.opens {
        Opens::No => {}
        Opens::All => text.push_str("opens = true\n"),
        Opens::Between(between) => text.push_str(&format!("opens = {}\n", levels(scale, between))),
    }
    if it.system {
        text.push_str("system = \"SE\"\n");
    }
    let sides = |sides: &[Fixed]| sides.iter().map(fixed).collect::<Vec<_>>().join(", ");
    match &it.compare {
        None => {}
        Some(Compare::Better(one, other)) => {
            text.push_str(&format!(
                "compare = {{ better = {}, than = {} }}\n",
                fixed(one),
                fixed(other)
            ));
        }
        Some(Compare::Same(all)) => text.push_str(&format!("compare = {{ same = [{}] }}\n", sides(all))),
        Some(Compare::Order(all)) => text.push_str(&format!("compare = {{ order = [{}] }}\n", sides(all))),
    }
    text
}

fn transfer(spec: &Spec, n: usize) -> String {
    let it = &spec.transfers[n];
    let mut text = format!("[[transfer]]\nid = \"{}\"\n{}", names::transfer(n), text_of("reason"));
    if !it.nodes.is_empty() {
        text.push_str(&format!("nodes = {}\n", list(it.nodes.iter().map(|&n| names::node(n)))));
    }
    if !it.findings.is_empty() {
        text.push_str(&format!(
            "findings = {}\n",
            list(it.findings.iter().map(|&f| names::finding(f)))
        ));
    }
    let from = it.from.iter().map(|(variable, values)| Test {
        variable: *variable,
        allowed: Allowed::Values(values.clone()),
    });
    let from = Condition {
        all: from.collect(),
        any: Vec::new(),
    };
    text.push_str(&format!("from = {}\nto = {}\n", condition(&from), condition(&it.to)));
    text.push_str(&format!("modality = \"{}\"\n", modality(it.modality)));
    text
}

fn provision(n: usize, provision: Provision) -> String {
    let mut text = format!(
        "[[provision]]\nid = \"{}\"\narticle = \"{n}\"\n{}",
        names::provision(n),
        text_of("subject")
    );
    if let Some(year) = provision.from {
        text.push_str(&format!("valid_from = {year}-01-01\n"));
    }
    if let Some(year) = provision.to {
        text.push_str(&format!("valid_to = {year}-12-31\n"));
    }
    text
}
