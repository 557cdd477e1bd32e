//! Scripts that were made to do harm. They all judge the only node of a study with twenty levers.

use crate::Answer::{self, Error, Fine};
use crate::{Case, Content, SCRIPT, STUDY, node, study};

const PLUGIN: &str =
    "const PLUGIN = #{ id: \"script\", version: \"1.0.0\", scale: \"three\", label: #{ nl: \"x\", en: \"x\" } };";

/// A study that a script judges.
fn judged() -> String {
    let levers: String = (0..20)
        .map(|n| format!("[variable.l{n}]\nkind = \"lever\"\nlabel = @\nvalues = [\"a\", \"b\", \"c\"]\n"))
        .collect();
    study(&format!(
        "{levers}{}",
        node("top", "plugin = \"script\", limit = 3, list = [1]", &[])
    ))
}

/// A script as it is, after its `const PLUGIN`.
fn script(tries: &str, answer: Answer, text: &str) -> Case {
    Case::new(tries, answer)
        .with(STUDY, judged())
        .with(SCRIPT, format!("{PLUGIN}\n{text}\n"))
}

/// One that does this before it judges.
fn does(tries: &str, answer: Answer, text: &str) -> Case {
    script(tries, answer, &format!("fn score(cell) {{\n{text}\njudge(\"0\")\n}}"))
}

pub(super) fn corpus() -> Vec<Case> {
    [
        endless(),
        growing(),
        held(),
        parsing(),
        reading(),
        imports(),
        names(),
        chance(),
        scenarios(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const LIMIT: Answer = Error("script-limit");

fn endless() -> Vec<Case> {
    vec![
        does("a loop without an end", LIMIT, "loop { }"),
        does("a loop that counts", LIMIT, "let n = 0; while true { n += 1; }"),
        does("a range of all numbers", LIMIT, "for i in 0..9223372036854775807 { }"),
        does(
            "functions that call themselves",
            LIMIT,
            "let f = |x| x; loop { f.call(1); }",
        ),
        does(
            "sorting for ever",
            LIMIT,
            "let a = []; for i in 0..4000 { a.push(i); } loop { a.sort(); }",
        ),
        script("a function that calls itself", LIMIT, "fn score(cell) { score(cell) }"),
        script(
            "two functions that call each other",
            LIMIT,
            "fn a(n) { b(n) }\nfn b(n) { a(n) }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        ),
        script(
            "a function that calls itself through a list",
            LIMIT,
            "fn a(n) { [n].map(|x| a(x)) }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        ),
    ]
}

fn growing() -> Vec<Case> {
    vec![
        does("a text that doubles", LIMIT, "let t = \"ab\"; loop { t += t; }"),
        does(
            "a text that replaces itself",
            LIMIT,
            "let t = \"ab\"; loop { t = t.replace(\"a\", t); }",
        ),
        does("a list that doubles", LIMIT, "let a = [1]; loop { a += a; }"),
        does("a list within itself", LIMIT, "let a = [1]; loop { a.push(a); }"),
        does(
            "a map within itself",
            LIMIT,
            "let m = #{ a: 1 }; loop { m = #{ a: m, b: m }; }",
        ),
        does(
            "a map with ever more keys",
            LIMIT,
            "let m = #{}; let n = 0; loop { n += 1; m[`k${n}`] = n; }",
        ),
        does(
            "lists of lists of texts",
            LIMIT,
            "let t = \"x\"; for i in 0..12 { t += t; } let a = []; loop { a.push(`${t}${a.len()}`); }",
        ),
        does(
            "reasons without an end",
            LIMIT,
            "let j = judge(\"0\"); loop { j = j.because(\"0123456789\"); }",
        ),
        does(
            "a function that holds itself",
            Error("script-closure"),
            "let f = || 1; f = || f.call(); f.call();",
        ),
        does(
            "a list that a function in it holds",
            Error("script-closure"),
            "let a = []; let f = || a; a.push(f); loop { a.push(a); }",
        ),
    ]
}

/// What functions hold, and what stands in the scenario script.
fn held() -> Vec<Case> {
    let list = "let a = []; for i in 0..4000 { a.push(i); }";
    let tries = [
        (
            "a function that is handed itself beforehand",
            "script-forbidden",
            "let f = |x| x; loop { f = f.curry(f); }",
        ),
        (
            "a function that is handed a list beforehand",
            "script-forbidden",
            "let f = |x| x; let a = [1]; loop { f = curry(f, a, a); }",
        ),
        (
            "functions that hold each other, ever deeper",
            "script-limit",
            "let f = |x| x; loop { let g = f; f = |x| g.call(x); }",
        ),
        (
            "functions that hold each other twice",
            "script-limit",
            "let f = |x| x; loop { let g = f; let h = f; f = |x| [g, h]; }",
        ),
        (
            "functions that each hold a list of their own",
            "script-limit",
            "let all = [|x| x]; loop { let b = a; b[0] = all.len(); all += [|x| b]; if all.len() > 4000 { all = [|x| x]; } }",
        ),
        (
            "a function in what it holds",
            "script-closure",
            "let b = []; let f = |x| b; loop { b = [f]; }",
        ),
        (
            "lists that grow within a list",
            "script-limit",
            "let all = []; for i in 0..4000 { all.push([]); } loop { for i in 0..4000 { all[i].push(a[i]); } }",
        ),
        (
            "long keys",
            "script-limit",
            "let t = \"ab\"; for i in 0..15 { t += t; } let all = []; for i in 0..1000 { all.push(#{}); } loop { for i in 0..1000 { all[i][t] = 1; } }",
        ),
        (
            "a long text between many",
            "script-limit",
            "let t = \"ab\"; for i in 0..15 { t += t; } a.join(t);",
        ),
        ("copies of a list", "script-limit", "loop { let b = a; }"),
        ("lists within lists", "script-limit", "loop { a = [a]; }"),
    ];
    let mut cases: Vec<Case> = Vec::new();
    for (what, code, text) in tries {
        let text = format!("{list} {text}");
        cases.push(does(what, Error(code), &text));
        // The same in a scenario script.
        cases.push(defines(&format!("{what}, in a scenario script"), Error(code), &text));
    }
    cases
}

fn parsing() -> Vec<Case> {
    let deep = |open: &str, middle: &str, close: &str| {
        let n = 50_000;
        format!("let x = {}{middle}{};", open.repeat(n), close.repeat(n))
    };
    vec![
        does("parentheses within each other", LIMIT, &deep("(", "1", ")")),
        does("lists within each other", LIMIT, &deep("[", "1", "]")),
        does("maps within each other", LIMIT, &deep("#{ a: ", "1", "}")),
        does("functions within each other", LIMIT, &deep("|x| ", "1", "")),
        does("texts within each other", LIMIT, &deep("`${", "1", "}`")),
        script(
            "a script of two megabytes",
            LIMIT,
            &format!("// {}", "x".repeat(2 << 20)),
        ),
        Case::new("a script of 100 MB", Error("script-file"))
            .with(STUDY, judged())
            .content(SCRIPT, Content::Zeros(100 << 20)),
        Case::new("a pipe as a script", Error("script-file"))
            .with(STUDY, judged())
            .content(SCRIPT, Content::Pipe),
        script(
            "a thousand functions",
            LIMIT,
            &(0..1000).map(|n| format!("fn f{n}() {{ {n} }}\n")).collect::<String>(),
        ),
    ]
}

fn reading() -> Vec<Case> {
    let all: String = (0..20)
        .map(|n| format!("if cell.l{n} == \"a\" {{ n += 1; }} else if cell.l{n} == \"b\" {{ n += 2; }}\n"))
        .collect();
    vec![
        does(
            "reading twenty levers in each of 3,486,784,401 designs",
            Error("too-many-paths"),
            &format!("let n = 0;\n{all}"),
        )
        .args(&["--limit-paths", "5000"]),
        does(
            "another level than those of the scale",
            Error("script-level"),
            "let l = cell.l0; if l == \"a\" { return judge(`${l}`); }",
        ),
        does(
            "reading its own result",
            Error("script-node"),
            "let n = cell.node(\"top\");",
        ),
        does(
            "the name of a scenario",
            Error("script-unknown-variable"),
            "let s = cell.scenario;",
        ),
    ]
}

fn imports() -> Vec<Case> {
    let imports = |tries: &str, path: &str| {
        script(
            tries,
            Error("script-import"),
            &format!("import \"{path}\" as a;\nfn score(cell) {{ judge(\"0\") }}"),
        )
    };
    let mut chain = imports("a chain of a thousand files", "lib/m0");
    chain.answer = LIMIT;
    for n in 0..1000 {
        let text = format!("import \"lib/m{}\" as m;\nfn f() {{ 1 }}", n + 1);
        chain = chain.with(format!("scripts/lib/m{n}.rhai"), text);
    }
    // Each file imports the next one twice.
    let mut twice = script(
        "thirty-one files that each import the next one twice",
        Fine,
        "import \"lib/m0\" as a; import \"lib/m0\" as b;\nfn score(cell) { if cell.l0 == \"a\" { a::f() } judge(\"0\") }",
    );
    for n in 0..30 {
        let next = format!(
            "import \"lib/m{0}\" as a; import \"lib/m{0}\" as b;\nfn f() {{ 1 }}",
            n + 1
        );
        twice = twice.with(format!("scripts/lib/m{n}.rhai"), next);
    }
    twice = twice.with("scripts/lib/m30.rhai", "fn f() { 1 }");
    let checked = Case {
        tries: "the same, checked".to_owned(),
        answer: Fine,
        call: &["script", "check", SCRIPT],
        args: &[],
        files: twice
            .files
            .iter()
            .map(|(name, content)| (name.clone(), content.clone()))
            .collect(),
    };
    // Constants stay as long as the script does.
    let mut kept = script(
        "thirty files of large constants",
        LIMIT,
        "import \"lib/m0\" as a;\nfn score(cell) { judge(\"0\") }",
    );
    let constant = "fn large() { let a = []; for i in 0..4000 { a.push(#{ i: i }); if a.len() > 1000 { break; } } a }";
    for n in 0..30 {
        let next = if n < 29 {
            format!("import \"lib/m{}\" as m;\n", n + 1)
        } else {
            String::new()
        };
        let constants: String = (0..60).map(|n| format!("const C{n} = large();\n")).collect();
        kept = kept.with(format!("scripts/lib/m{n}.rhai"), format!("{next}{constants}{constant}"));
    }
    // As much as a file may say, in each of thirty.
    let mut dense = script(
        "thirty files of a megabyte of statements",
        LIMIT,
        "import \"lib/m0\" as a;\nfn score(cell) { judge(\"0\") }",
    );
    for n in 0..30 {
        let next = if n < 29 {
            format!("import \"lib/m{}\" as m;\n", n + 1)
        } else {
            String::new()
        };
        let line = format!("{}\n", "a+a;".repeat(10_000));
        dense = dense.with(
            format!("scripts/lib/m{n}.rhai"),
            format!("{next}fn f(a) {{\n{}}}", line.repeat(24)),
        );
    }
    vec![
        chain,
        twice,
        checked,
        kept,
        dense,
        imports("a path upwards", "../policies/small/study"),
        imports("a path from the root", "/etc/passwd"),
        imports("an address", "https://example.org/a"),
        imports("itself", "scoring/script"),
        imports("a circle", "lib/a")
            .with("scripts/lib/a.rhai", "import \"lib/b\" as b;\nfn f() { 1 }")
            .with("scripts/lib/b.rhai", "import \"lib/a\" as a;\nfn f() { 1 }"),
        imports("a link to a file outside", "lib/a").content("scripts/lib/a.rhai", Content::Link("/etc/passwd")),
        imports("a link to what never ends", "lib/a").content("scripts/lib/a.rhai", Content::Link("/dev/zero")),
        imports("a pipe", "lib/a").content("scripts/lib/a.rhai", Content::Pipe),
    ]
}

fn names() -> Vec<Case> {
    let taken = |name: &str| {
        script(
            &format!("a function called `{name}`"),
            Error("script-name-taken"),
            &format!("fn {name}(a) {{ 1 }}\nfn score(cell) {{ judge(\"0\") }}"),
        )
    };
    let poisons = |tries: &str, code, text: &str| does(tries, Error(code), text);
    vec![
        taken("judge"),
        taken("because"),
        taken("len"),
        script(
            "an operator of its own",
            Error("script-syntax"),
            "fn ==(a, b) { true }\nfn score(cell) { judge(\"0\") }",
        ),
        poisons(
            "a function in the place of one of the cell",
            "script-unknown-variable",
            "cell.node = |x| 1;",
        ),
        poisons("a lever that is set", "script-constant", "cell.l0 = \"a\";"),
        poisons("a parameter that is set", "script-constant", "cell.params.limit = 7;"),
        poisons("a constant that is set", "script-constant", "global::PLUGIN = 1;"),
        poisons("a Cyrillic letter in a name", "script-syntax", "let \u{430}bc = 1;"),
        poisons(
            "a Cyrillic letter in a value",
            "script-unknown-value",
            "if cell.l0 == \"\u{430}\" { return judge(\"+\"); }",
        ),
        poisons(
            "a remark that changes its direction",
            "script-syntax",
            "// \u{202e} dnuorg",
        ),
        poisons("a letter without a width", "script-syntax", "let a\u{200b}b = 1;"),
    ]
}

fn chance() -> Vec<Case> {
    let forbidden = |text: &str| {
        does(
            &format!("`{text}`"),
            Error("script-forbidden"),
            &format!("let x = {text};"),
        )
    };
    vec![
        forbidden("timestamp()"),
        forbidden("rand()"),
        forbidden("sleep(1)"),
        forbidden("exit()"),
        forbidden("eval(\"1\")"),
        forbidden("open_file(\"/etc/passwd\")"),
        forbidden("print(1)"),
        does(
            "catching a limit",
            Error("script-forbidden"),
            "try { loop { } } catch { }",
        ),
        // A list that is a constant of the script and of the study is the same in each run, whatever a run before did.
        script(
            "changing what all runs share",
            Fine,
            "const LIST = [1];\nfn score(cell) {\n    let mine = global::LIST; mine.push(2);\n    let theirs = cell.params.list; theirs.push(2);\n    \
             if cell.l0 == \"a\" || cell.l1 == \"b\" { }\n    \
             if global::LIST.len() == 1 && cell.params.list.len() == 1 { judge(\"+\") } else { let none = judge(\"?\" + cell.l2); none }\n}",
        ),
    ]
}

/// A scenario script beside a study that is as it should be.
fn defines(tries: &str, answer: Answer, text: &str) -> Case {
    Case::new(tries, answer)
        .with(
            STUDY,
            judged()
                .replace("script\"", "evidence\"")
                .replace(", limit = 3, list = [1]", ""),
        )
        .with("many.rhai", text)
        .args(&["--script", "many.rhai"])
}

fn scenarios() -> Vec<Case> {
    vec![
        defines(
            "scenarios without an end",
            LIMIT,
            "let n = 0; loop { n += 1; scenario(`S${n}`, #{ label: #{ nl: \"x\", en: \"x\" }, levers: #{} }); }",
        ),
        defines(
            "a scenario with a text that doubles",
            LIMIT,
            "let t = \"ab\"; loop { t += t; scenario(t, #{ label: #{ nl: t, en: t }, levers: #{} }); }",
        ),
    ]
}
