//! Scripts as text.

use crate::names;
use crate::spec::*;

/// The script that scores a node.
pub fn scorer(spec: &Spec, node: usize, program: &Program) -> String {
    let mut text = format!(
        "const PLUGIN = #{{ id: \"{}\", version: \"1.0.0\", scale: \"{}\", label: #{{ nl: \"x\", en: \"x\" }} }};\n\n\
         fn score(cell) {{\n",
        names::script(node),
        names::scale(spec.nodes[node].scale)
    );
    let mut read = Vec::new();
    if reads_first(spec, node) {
        read = program.variables();
        read.sort_unstable();
        read.dedup();
        crate::render::shuffle(&mut read, u64::from(spec.reads));
    }
    for &variable in &read {
        let name = names::variable(variable);
        text.push_str(&format!("    let {name} = cell.{name};\n"));
    }
    write(spec, node, program, 1, &mut text);
    text.push_str("}\n");
    text
}

/// Whether a script reads all of its variables at the top, or each where it asks for it.
fn reads_first(spec: &Spec, node: usize) -> bool {
    (spec.reads >> (node % 16)) & 1 == 1
}

/// The script that defines those scenarios that a script defines.
pub fn scenarios(spec: &Spec) -> String {
    let mut text = String::new();
    for (n, scenario) in spec.scenarios.iter().enumerate().filter(|(_, s)| s.by_script) {
        let fixed = |fixed: &Fixed| {
            let levers = fixed.iter().map(|(&variable, value)| {
                let value = match value {
                    Value::Nth(n) => format!("\"{}\"", names::value(*n)),
                    Value::Number(n) => n.to_string(),
                };
                format!("{}: {value}", names::variable(variable))
            });
            format!("#{{ {} }}", levers.collect::<Vec<_>>().join(", "))
        };
        let levers = fixed(&scenario.levers);
        let groups = scenario.by_group.iter();
        let groups: Vec<String> = groups
            .map(|(&group, levers)| format!("{}: {}", names::group(group), fixed(levers)))
            .collect();
        let by_group = match groups.is_empty() {
            true => String::new(),
            false => format!(", by_group: #{{ {} }}", groups.join(", ")),
        };
        let base = scenario
            .based_on
            .map(|b| format!("based_on: \"{}\", ", names::scenario(b)))
            .unwrap_or_default();
        text.push_str(&format!(
            "scenario(\"{}\", #{{ label: #{{ nl: \"x\", en: \"x\" }}, {base}levers: {levers}{by_group} }});\n",
            names::scenario(n)
        ));
    }
    text
}

fn write(spec: &Spec, node: usize, program: &Program, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    let here = spec.scale(node);
    match program {
        Program::If(asked, yes, no) => {
            text.push_str(&format!("{indent}if {} {{\n", ask(spec, node, asked)));
            write(spec, node, yes, depth + 1, text);
            text.push_str(&format!("{indent}}} else {{\n"));
            write(spec, node, no, depth + 1, text);
            text.push_str(&format!("{indent}}}\n"));
        }
        Program::Judge(level) if depth.is_multiple_of(2) => {
            text.push_str(&format!("{indent}return judge(\"{}\");\n", here.levels()[*level]));
        }
        Program::Judge(level) => {
            text.push_str(&format!(
                "{indent}judge(\"{}\").because(\"x\")\n",
                here.levels()[*level]
            ));
        }
        Program::JudgeNode(other) if spec.may_not_apply(*other) => {
            let other = names::node(*other);
            text.push_str(&format!(
                "{indent}if cell.applies(\"{other}\") {{ judge(cell.node(\"{other}\")) }} else {{ judge(\"{}\") }}\n",
                here.levels()[0]
            ));
        }
        Program::JudgeNode(other) => {
            text.push_str(&format!("{indent}judge(cell.node(\"{}\"))\n", names::node(*other)));
        }
        Program::Open(levels) if levels.is_empty() => text.push_str(&format!("{indent}open()\n")),
        Program::Open(levels) => {
            let levels: Vec<String> = levels.iter().map(|&l| format!("\"{}\"", here.levels()[l])).collect();
            text.push_str(&format!("{indent}open([{}]).because(\"x\")\n", levels.join(", ")));
        }
    }
}

fn ask(spec: &Spec, node: usize, it: &Ask) -> String {
    // What may not apply is asked first.
    let guarded = |nodes: &[usize], asked: String| {
        let first = nodes.iter().filter(|&&node| spec.may_not_apply(node));
        let mut parts: Vec<String> = first
            .map(|&node| format!("cell.applies(\"{}\")", names::node(node)))
            .collect();
        match parts.is_empty() {
            true => asked,
            false => {
                parts.push(asked);
                format!("({})", parts.join(" && "))
            }
        }
    };
    let level = |scale: Scale, level: usize| format!("\"{}\"", scale.levels()[level]);
    let variable = |variable: usize| match reads_first(spec, node) {
        true => names::variable(variable),
        false => format!("cell.{}", names::variable(variable)),
    };
    match it {
        Ask::Is(of, value, same) => {
            let sign = if *same { "==" } else { "!=" };
            format!("{} {sign} \"{}\"", variable(*of), names::value(*value))
        }
        Ask::In(of, values) => {
            let values: Vec<String> = values.iter().map(|&v| format!("\"{}\"", names::value(v))).collect();
            format!("{} in [{}]", variable(*of), values.join(", "))
        }
        Ask::Below(of, cut, below) => {
            let sign = if *below { "<" } else { ">=" };
            format!("{} {sign} {cut}", variable(*of))
        }
        Ask::Node(other, comparator, at) => {
            let level = level(spec.scale(*other), *at);
            let asked = format!("cell.node(\"{}\") {} {level}", names::node(*other), comparator.sign());
            guarded(&[*other], asked)
        }
        Ask::Nodes(one, comparator, other) => {
            let [left, right] = [one, other].map(|node| format!("cell.node(\"{}\")", names::node(*node)));
            guarded(&[*one, *other], format!("{left} {} {right}", comparator.sign()))
        }
        Ask::Applies(node) => format!("cell.applies(\"{}\")", names::node(*node)),
        Ask::InForce(provision) => format!("cell.provision(\"{}\").in_force", names::provision(*provision)),
        Ask::Evidence(comparator, at) => {
            format!("cell.evidence() {} {}", comparator.sign(), level(spec.scale(node), *at))
        }
        Ask::Strongest(up, comparator, at) => {
            let side = if *up { "+" } else { "-" };
            format!(
                "cell.strongest(\"{side}\") {} {}",
                comparator.sign(),
                level(spec.scale(node), *at)
            )
        }
        Ask::Not(one) => format!("!({})", ask(spec, node, one)),
        Ask::And(one, other) => format!("({} && {})", ask(spec, node, one), ask(spec, node, other)),
        Ask::Or(one, other) => format!("({} || {})", ask(spec, node, one), ask(spec, node, other)),
    }
}
