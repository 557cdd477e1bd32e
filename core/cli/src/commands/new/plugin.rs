//! `toets new plugin`: a script that judges a node by one variable, with tests.

use toets_model::{Domain, Kind, NodeId, Study, VariableId};

use super::{check_name, for_study, quoted, say, write_script};
use crate::args::{Lang, NewPlugin};
use crate::failure::{Failure, Outcome};
use crate::named;

/// Writes the script.
pub(super) fn plugin(args: &NewPlugin) -> Result<Outcome, Failure> {
    let NewPlugin { script, node } = args;
    check_name(&script.name)?;
    let study = for_study(script.study.as_deref())?;
    let node = match node {
        Some(name) => named::node(&study, Some(name))?,
        None => first_indicator(&study),
    };
    let text = text(&study, node, &script.name, script.lang)?;
    let file = write_script(script.folder.as_deref(), "scoring", &script.name, &text)?;
    let study_option = script
        .study
        .as_ref()
        .map_or_else(String::new, |s| format!(" --study {}", s.display()));
    let mut next = vec![
        format!("toets script check {file}{study_option}"),
        format!("toets script test {file}{study_option}"),
    ];
    if let (Some(scenario), Some(group)) = (
        study.judged().next().map(|scenario| study.scenarios.name(scenario)),
        study.groups.names().next(),
    ) {
        next.push(format!(
            "toets script try {file}{study_option} --scenario {scenario} --group {group} --node {}",
            study.nodes.name(node)
        ));
    }
    say(script.lang, std::slice::from_ref(&file), &next);
    Ok(Outcome::Fine)
}

/// The first node without children, or the verdict.
fn first_indicator(study: &Study) -> NodeId {
    study
        .nodes
        .iter()
        .find(|(_, node)| node.children.is_empty())
        .map_or(study.verdict, |(id, _)| id)
}

/// Two levels that a start may give: the neutral one and the best, or the first and the last.
fn two_levels(study: &Study, node: NodeId) -> Result<(String, String), Failure> {
    let scale = &study.scales[study.nodes[node].scale];
    if scale.is_number() {
        return Ok(("0".to_owned(), "1".to_owned()));
    }
    let levels = scale.levels();
    let (Some(first), Some(last)) = (levels.first(), levels.last()) else {
        return Err(Failure::call((
            "the scale of this node has no levels",
            "de schaal van deze knoop heeft geen niveaus",
        )));
    };
    let neutral = scale
        .neutral()
        .map(|n| quoted(&levels[toets_model::Index::to_usize(n)].id));
    let up = scale.find("+").map(|_| quoted("+"));
    Ok((
        neutral.unwrap_or_else(|| quoted(&first.id)),
        up.unwrap_or_else(|| quoted(&last.id)),
    ))
}

/// The first finite variable of this kind, with two of its values.
fn variable(study: &Study, kind: Kind) -> Option<(VariableId, String, String)> {
    study
        .variables
        .iter()
        .find_map(|(id, variable)| match &variable.domain {
            Domain::Finite(values) if variable.kind == kind && values.len() > 1 => {
                Some((id, values[0].id.to_string(), values[1].id.to_string()))
            }
            _ => None,
        })
}

fn text(study: &Study, node: NodeId, name: &str, lang: Lang) -> Result<String, Failure> {
    let Some((of, one, other)) = variable(study, Kind::Lever).or_else(|| variable(study, Kind::Trait)) else {
        return Err(Failure::with_help(
            (
                "the study has no variable that a plugin could read",
                "de studie heeft geen variabele die een plugin kan lezen",
            ),
            (
                "declare one: `[variable.timing]`",
                "voeg er een toe: `[variable.timing]`",
            ),
        ));
    };
    let (low, high) = two_levels(study, node)?;
    let scale = study.scales.name(study.nodes[node].scale);
    let variable = study.variables.name(of);
    let words = match lang {
        Lang::Nl => WORDS_NL,
        Lang::En => WORDS_EN,
    };
    let (one, other) = (quoted(&one), quoted(&other));
    let node = study.nodes.name(node);
    let [top, name_it, reads, why, open, tests] = words;
    let top = top
        .replace("@NODE@", node)
        .replace("@PLUGIN@", name)
        .replace('\n', "\n// ")
        .replace("// \n", "//\n");
    Ok(format!(
        r#"// {top}

const PLUGIN = #{{
    id: {id},
    version: "0.1.0",
    scale: {scale}, // {name_it}
    label: #{{ nl: {id}, en: {id} }},
}};

// {reads}
fn score(cell) {{
    if cell.{variable} == {one} {{
        // {why}
        return judge({high}).because(#{{ nl: "Vul in waarom.", en: "Fill in why." }});
    }}
    // {open}
    judge({low}).because(#{{ nl: "Vul in waarom.", en: "Fill in why." }})
}}

// {tests}
fn test_{variable}_decides() {{
    expect(score(cell(#{{ {variable}: {one} }})), {high});
    expect(score(cell(#{{ {variable}: {other} }})), {low});
}}
"#,
        id = quoted(name),
        scale = quoted(scale),
        reads = reads.replace('\n', "\n// "),
        open = open.replace('\n', "\n    // "),
        tests = tests.replace('\n', "\n// "),
    ))
}

const WORDS_NL: [&str; 6] = [
    "Een plugin: beoordeelt een knoop. Noem hem in de studie:\n\n    [[node]]\n    id = \"@NODE@\"\n    score = { plugin = \"@PLUGIN@\" }",
    "de schaal van de knoop",
    "Leest met `cell.NAAM` wat het aanbod is, en zegt welk niveau daarbij hoort. Wat open is, leest de motor in elke stand;\nwat niet gelezen wordt, maakt geen verschil. Elke weg eindigt met `judge(…)` of `open([…])`.",
    "Zeg waarom, voor wie het er niet mee eens is.",
    "Weet niemand het, kies dan niet zelf: schrijf `open(…)` met de niveaus die nog kunnen.",
    "Functies die met `test_` beginnen worden uitgevoerd door `toets test` en `toets script test`:\n`cell(#{ … })` is een aanbod naar keuze, `expect` zegt wat eruit moet komen.",
];

const WORDS_EN: [&str; 6] = [
    "A plugin: judges a node. Name it in the study:\n\n    [[node]]\n    id = \"@NODE@\"\n    score = { plugin = \"@PLUGIN@\" }",
    "the scale of the node",
    "Reads with `cell.NAME` what the offer is, and says which level that deserves. What is open the engine reads in each\nstate; what is not read makes no difference. Each way ends with `judge(…)` or `open([…])`.",
    "Say why, for somebody who disagrees.",
    "If nobody knows, don't pick one: write `open(…)` with the levels that are still possible.",
    "Functions whose names begin with `test_` are run by `toets test` and `toets script test`:\n`cell(#{ … })` is an offer of your choice, `expect` says what should come of it.",
];
