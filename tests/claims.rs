//! What is claimed of small studies that are made to tempt it: "smallest", "cannot be", "decided by", "for some people".

#![expect(clippy::disallowed_methods, reason = "tests write small projects")]

mod support;

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use support::program;

/// A project of one study with a script, in a folder of its own.
struct Project(PathBuf);

impl Project {
    fn new(name: &str, study: &str, script: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-claims-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for (path, text) in [
            ("policies/small/study.toml", study),
            ("scripts/scoring/rule.rhai", script),
        ] {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
            std::fs::write(path, text).expect("a file can be written");
        }
        Self(folder)
    }

    fn printed(&self, args: &[&str]) -> String {
        let output = Command::new(program()).args(args).current_dir(&self.0).output();
        let output = output.expect("the program runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "toets {}: {errors}", args.join(" "));
        // As one line, wherever it is broken to fit.
        let text = String::from_utf8(output.stdout).expect("the program prints UTF-8");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn json(&self, args: &[&str]) -> Value {
        let text = self.printed(&[args, &["--format", "json"]].concat());
        serde_json::from_str(&text).expect("the program prints JSON")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A study with levers of two values (`no` and `yes`), a verdict that a script judges, one scenario that fixes this, and one group.
fn levers(names: &[&str], fixed: &str, more: &str) -> String {
    let mut study = r#"
        [study]
        id = "small"
        title = { nl = "Klein", en = "Small" }
        as_of = 2025-05-01
        verdict = "verdict"
        [scale.yn]
        levels = ["no", "yes"]
        [[node]]
        id = "verdict"
        label = { nl = "Oordeel", en = "Verdict" }
        scale = "yn"
        score = { plugin = "rule" }
        [[group]]
        id = "g"
        label = { nl = "Groep", en = "Group" }
        traits = {}
    "#
    .to_owned();
    for name in names {
        study.push_str(&format!(
            "[variable.{name}]\nkind = \"lever\"\nlabel = {{ nl = \"{name}\", en = \"{name}\" }}\nvalues = [\"no\", \"yes\"]\n"
        ));
    }
    study.push_str(&format!(
        "[[scenario]]\nid = \"s\"\nlabel = {{ nl = \"S\", en = \"S\" }}\nlevers = {{ {fixed} }}\n{more}"
    ));
    study
}

fn script(body: &str) -> String {
    format!(
        "const PLUGIN = #{{ id: \"rule\", version: \"1.0.0\", scale: \"yn\", label: #{{ nl: \"regel\", en: \"rule\" }} }};\n\
         fn score(cell) {{\n{body}\n}}\n"
    )
}

/// Rules out what is no row of a truth table: each row is a value of each lever.
fn only(names: &[&str], rows: &[&str]) -> String {
    let mut constraints = String::new();
    for row in 0..1 << names.len() {
        let values: Vec<&str> = (0..names.len())
            .map(|n| if row >> n & 1 == 1 { "yes" } else { "no" })
            .collect();
        let name: String = values
            .iter()
            .map(|value| if *value == "yes" { '1' } else { '0' })
            .collect();
        if rows.contains(&name.as_str()) {
            continue;
        }
        let tests = names
            .iter()
            .zip(&values)
            .map(|(name, value)| format!("{name} = \"{value}\""));
        let tests: Vec<String> = tests.collect();
        let (last, when) = (names.len() - 1, &tests[..names.len() - 1]);
        constraints.push_str(&format!(
            "[[constraint]]\nwhen = {{ {} }}\nthen = {{ {} = {{ not = \"{}\" }} }}\n",
            when.join(", "),
            names[last],
            values[last]
        ));
    }
    constraints
}

const CELL: [&str; 6] = ["small", "--scenario", "s", "--group", "g", "--lang=en"];

fn asked(command: &str, more: &[&'static str]) -> Vec<String> {
    let words = [&[command], &CELL[..], more].concat();
    words.into_iter().map(str::to_owned).collect()
}

fn ask(project: &Project, command: &str, more: &[&'static str]) -> String {
    let args = asked(command, more);
    project.printed(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn ask_json(project: &Project, command: &str, more: &[&'static str]) -> Value {
    let args = asked(command, more);
    project.json(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Of the eight cases that can be it is so in all but the first. U, D and G say that, if nobody looks further; so do L and G. What a script reads, and
/// in which order, makes no difference.
#[test]
fn the_shortest_conditions_are_found_whatever_a_script_reads() {
    let names = ["u", "d", "l", "g"];
    let rows = ["0000", "0001", "0110", "0111", "1010", "1011", "1110", "1111"];
    let study = levers(&names, "", &only(&names, &rows));
    let scripts = [
        "if cell.u == \"yes\" { return judge(\"yes\"); } if cell.d == \"yes\" { return judge(\"yes\"); }
         if cell.g == \"yes\" { return judge(\"yes\"); } judge(\"no\")",
        "let all = [cell.g, cell.l, cell.d, cell.u]; for one in all { if one == \"yes\" { return judge(\"yes\"); } }
         judge(\"no\")",
    ];
    let answers = scripts.map(|body| {
        let project = Project::new("shortest", &study, &script(body));
        ask_json(&project, "conditions", &["--at-least", "yes"])
    });
    assert_eq!(answers[0], answers[1]);
    let cover = &answers[0]["full"]["cover"];
    let sentences: Vec<&str> = cover["members"]
        .as_array()
        .expect("a list of conditions")
        .iter()
        .filter_map(|member| member["sentence"]["en"].as_str())
        .collect();
    assert_eq!(sentences, ["with the choice l: yes", "with the choice g: yes"]);
    assert_eq!(cover["quality"], "minimum");
    assert_eq!(cover["equally_small"], "1");
}

/// Any two of three levers differ where it is so: three conditions are enough in two ways, and neither is the one.
#[test]
fn equally_short_ways_are_counted_and_shown() {
    let names = ["x", "y", "z"];
    let body = "if cell.x == cell.y && cell.y == cell.z { judge(\"no\") } else { judge(\"yes\") }";
    let project = Project::new("equally-short", &levers(&names, "", ""), &script(body));
    let found = ask_json(&project, "conditions", &["--at-least", "yes"]);
    let cover = &found["full"]["cover"];
    assert_eq!(cover["equally_small"], "2");
    assert!(cover.get("at_least").is_none());
    assert_eq!(cover["others"].as_array().map(Vec::len), Some(1));
    let told = ask(&project, "conditions", &["--at-least", "yes"]);
    assert!(
        told.contains("but this is one of 2 equally short ways to say it."),
        "{told}"
    );
    assert!(told.contains("Equally short: 4, 5, 6"), "{told}");

    // Where each of two stands for the other, either says it all.
    let tied = only(&["x", "y"], &["00", "11"]);
    let project = Project::new("either", &levers(&names, "", &tied), &script("judge(cell.x)"));
    let told = ask(&project, "conditions", &["--at-least", "yes"]);
    assert!(
        told.contains("This condition says it all by itself; but it is one of 2 that do."),
        "{told}"
    );
    assert!(
        told.contains("Each of these says it all by itself too: 2: with the choice y: yes"),
        "{told}"
    );
}

/// Where the scenario is as it is, it is never so. Elsewhere a rule has a fault, or takes too much, or it is so, or it is nowhere so.
#[test]
fn what_was_not_found_is_not_called_impossible() {
    let elsewhere = |there: &str| {
        let names = ["mode", "x", "y", "z"];
        let body = format!("if cell.mode == \"yes\" {{ {there} }} judge(\"no\")");
        Project::new("elsewhere", &levers(&names, "mode = \"no\"", ""), &script(&body))
    };
    let higher = |project: &Project, more: &[&'static str]| -> (Value, String) {
        let found = ask_json(project, "explain", more);
        (found["cases"][0]["away"][0].clone(), ask(project, "explain", more))
    };

    let faulty = elsewhere(
        "let list = [1]; let n = list.len(); return if list[n] > 0 { judge(\"yes\") } else { judge(\"no\") };",
    );
    let (away, told) = higher(&faulty, &[]);
    assert_eq!(
        (&away["answer"], &away["nearest"]),
        (&"not-examined".into(), &Value::Null)
    );
    assert_eq!(away["looked_at"]["why"], "fault");
    assert!(
        away["looked_at"]["faults"][0]["message"]["nl"]
            .as_str()
            .is_some_and(|fault| fault.contains("de lijst"))
    );
    assert!(
        told.contains("over all scenarios this node can't be judged (the list has 1 item"),
        "{told}"
    );
    assert!(told.contains("For a higher level: could not be examined:"), "{told}");
    assert!(
        told.contains("It is so in every case of this scenario for this group."),
        "{told}"
    );

    let large = elsewhere("if cell.x == \"yes\" && cell.y == \"yes\" && cell.z == \"yes\" { return judge(\"yes\"); }");
    let (away, told) = higher(&large, &["--limit-paths=2"]);
    assert_eq!(
        (&away["answer"], &away["looked_at"]["why"]),
        (&"not-found".into(), &"limit".into())
    );
    assert!(told.contains("For a higher level: not found:"), "{told}");
    let (away, told) = higher(&large, &[]);
    assert_eq!(
        (&away["answer"], &away["looked_at"]["worlds"]),
        (&"found".into(), &"study".into())
    );
    assert!(told.contains("at least 4 changes at once"), "{told}");

    let never = elsewhere("");
    let (away, told) = higher(&never, &[]);
    assert_eq!(
        (&away["answer"], &away["whole_study"]),
        (&"impossible".into(), &true.into())
    );
    assert!(told.contains("For a higher level: cannot be in this study:"), "{told}");
}

/// Another number would do. A number that a scenario fixes and that has no cuts can't be opened: that is said.
#[test]
fn what_cannot_be_as_long_as_a_number_stays_is_said_so() {
    let number = "
        [variable.hours]
        kind = \"lever\"
        type = \"number\"
        label = { nl = \"Uren\", en = \"Hours\" }
        unit = \"hour\"
    ";
    let study = levers(&["x"], "hours = 3", number);
    let project = Project::new(
        "number",
        &study,
        &script("if cell.hours > 5 { judge(\"yes\") } else { judge(\"no\") }"),
    );
    let away = &ask_json(&project, "explain", &[])["cases"][0]["away"][0];
    assert_eq!(away["answer"], "impossible");
    assert_eq!(away["looked_at"]["kept"], serde_json::json!(["hours"]));
    let told = ask(&project, "explain", &[]);
    assert!(told.contains("Fixed numbers stayed what they are: hours."), "{told}");
    assert!(
        told.contains("whatever is changed, as long as hours stays what it is."),
        "{told}"
    );
}

const DECLARED: &str = r#"
    [study]
    id = "small"
    title = { nl = "Klein", en = "Small" }
    as_of = 2025-05-01
    verdict = "n"
    [scale.three]
    levels = ["-", "0", "+"]
    [variable.t]
    kind = "trait"
    label = { nl = "t", en = "t" }
    values = ["p", "q"]
    [variable.u]
    kind = "KIND"
    label = { nl = "u", en = "u" }
    values = ["p", "q"]
    [[constraint]]
    when = { u = "q" }
    then = { t = "q" }
    [[node]]
    id = "n"
    label = { nl = "N", en = "N" }
    scale = "three"
    score = { plugin = "evidence" }
    [[finding]]
    id = "plus"
    node = "n"
    when = { t = "p" }
    level = "+"
    modality = "certain"
    statement = { nl = "a", en = "a" }
    [[finding]]
    id = "zero"
    node = "n"
    when = { t = "q" }
    level = "0"
    modality = "certain"
    statement = { nl = "a", en = "a" }
    [[scenario]]
    id = "s"
    label = { nl = "S", en = "S" }
    levers = {}
    [[group]]
    id = "g"
    label = { nl = "G", en = "G" }
    traits = {}
    [[conclusion]]
    id = "some"
    statement = { nl = "a", en = "a" }
    people = "some"
    holds = 'n >= "+"'
    [[conclusion]]
    id = "all"
    statement = { nl = "a", en = "a" }
    holds = 'n < "+"'
"#;

/// If the answer is `q`, nobody is such that there is a `+`. That is for research to say, and no more is claimed before it does.
#[test]
fn a_declared_unknown_says_who_there_are() {
    let project = Project::new(
        "declared",
        &DECLARED.replace("KIND", "unknown"),
        &script("judge(\"no\")"),
    );
    let run = project.json(&["run", "small"]);
    for (n, id) in ["some", "all"].into_iter().enumerate() {
        let conclusion = &run["conclusions"][n];
        assert_eq!(
            (&conclusion["id"], &conclusion["holds"]),
            (&id.into(), &"undetermined".into())
        );
        assert_eq!(conclusion["decided_by"], serde_json::json!(["u"]));
    }
    let space = project.json(&["space", "small", "--group", "g"]);
    let plus = &space["spaces"][0]["nodes"]["n"][2]["at_least"]["some"];
    assert_eq!(plus, &serde_json::json!({ "certain": "0", "possible": "1" }));
    let improve = ask_json(&project, "improve", &["--to=+", "--for=some"]);
    assert_eq!(improve["certain"]["found"], false);
    assert_eq!(improve["possible"]["found"], true);
    let decide = project.json(&["decide", "small"]);
    assert_eq!(decide["conclusions"], serde_json::json!(["some", "all"]), "{decide}");

    // The law is no such thing: under a law that nobody fixed it has to hold in each.
    let project = Project::new("regime", &DECLARED.replace("KIND", "regime"), &script("judge(\"no\")"));
    let run = project.json(&["run", "small"]);
    assert_eq!(run["conclusions"][0]["holds"], "no");
    assert_eq!(run["conclusions"][1]["holds"], "no");
}

/// A conclusion is judged where it stands: a cell without worlds, or none that it speaks of, is left out.
#[test]
fn a_conclusion_says_nothing_of_a_cell_without_worlds() {
    let more = r#"
        [[scenario]]
        id = "never"
        label = { nl = "S", en = "S" }
        levers = { y = "yes" }
        [[constraint]]
        when = { y = "yes" }
        then = { sector = "b" }
        [variable.sector]
        kind = "trait"
        label = { nl = "sector", en = "sector" }
        values = ["a", "b"]
        [[group]]
        id = "a"
        label = { nl = "A", en = "A" }
        traits = { sector = "a" }
        [[conclusion]]
        id = "elsewhere"
        statement = { nl = "a", en = "a" }
        over = { scenario = ["s", "never"], group = ["a", "g"] }
        holds = 's.verdict >= "no"'
        [[conclusion]]
        id = "contradicted"
        statement = { nl = "a", en = "a" }
        over = { scenario = ["s", "never"], group = ["g"] }
        where = { y = "no" }
        holds = 's.verdict >= "no"'
    "#;
    let study = levers(&["x", "y"], "y = \"no\"", more);
    let project = Project::new("nowhere", &study, &script("judge(cell.x)"));
    let run = project.json(&["run", "small"]);
    let cells = |conclusion: &Value| -> Vec<String> {
        let cells = conclusion["cells"].as_array().expect("a list of cells").iter();
        let name = |cell: &Value| format!("{}/{} {}", cell["scenario"], cell["group"], cell["holds"]).replace('"', "");
        cells.map(name).collect()
    };
    assert_eq!(cells(&run["conclusions"][0]), ["s/a yes", "s/g yes", "never/g yes"]);
    assert_eq!(cells(&run["conclusions"][1]), ["s/g yes"]);
}
