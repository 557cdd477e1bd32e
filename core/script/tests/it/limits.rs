//! Hostile scripts: each ends within its limits, with an error that says which one, on a thread with a small stack.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use toets_script::Limits;

use crate::world::{Files, PATH, body, run, show};

/// The code and text of the error that a script gives, found on a thread with 2 MiB of stack: what worker threads have.
fn error(files: Files) -> String {
    thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || match run(&files, &Limits::default()) {
            Ok(judgement) => format!("no error: {judgement:?}"),
            Err(wrong) => show(&wrong),
        })
        .unwrap()
        .join()
        .unwrap()
}

#[track_caller]
fn ends_with(code: &str, files: Files) {
    let shown = error(files);
    let first = shown.lines().next().unwrap_or("").to_owned();
    assert!(first.contains(&format!("[{code}]")), "{first}");
}

fn script(text: &str) -> Files {
    Files::of(&[(
        PATH,
        &format!("const PLUGIN = #{{ id: \"test\", scale: \"five\" }};\n{text}"),
    )])
}

/// `piece` again and again, between a start and an end, up to a size.
fn nested(start: &str, open: &str, middle: &str, close: &str, n: usize) -> Files {
    body(&format!(
        "{start}{}{middle}{};\n judge(\"0\")",
        open.repeat(n),
        close.repeat(n)
    ))
}

#[test]
fn deep_expressions_and_blocks_are_refused() {
    for n in [100, 10_000, 100_000] {
        ends_with("script-limit", nested("let x = ", "(", "1", ")", n));
        ends_with("script-limit", nested("let x = ", "[", "1", "]", n));
        ends_with("script-limit", nested("let x = ", "#{ a: ", "1", "}", n.min(50_000)));
        ends_with("script-limit", nested("let x = ", "!", "true", "", n));
        ends_with("script-limit", nested("let x = ", "- ", "1", "", n));
        ends_with("script-limit", nested("let x = ", "abs(", "1", ")", n));
        ends_with(
            "script-limit",
            nested("let x = ", "if true { ", "1", " }", n.min(50_000)),
        );
        ends_with("script-limit", nested("", "{ ", "let x = 1;", " }", n.min(50_000)));
        ends_with("script-limit", nested("let x = ", "|x| ", "1", "", n));
        ends_with("script-limit", nested("let x = ", "`${", "1", "}`", n.min(50_000)));
        ends_with(
            "script-limit",
            nested("", "while true { ", "let x = 1;", " }", n.min(20_000)),
        );
        ends_with("script-limit", nested("", "switch 1 { 1 => ", "1", " }", n.min(20_000)));
    }
}

#[test]
fn long_chains_are_refused_or_run() {
    for n in [100, 10_000, 100_000] {
        let long = |start: &str, piece: &str| {
            let shown = error(nested(start, piece, "", "", n));
            assert!(
                shown.starts_with("error[") || shown.starts_with("no error"),
                "{}",
                shown.lines().next().unwrap_or("")
            );
        };
        long("let x = 1", " + 1");
        long("let x = true", " && true");
        long("let x = true", " || true");
        long("let x = true", " == true");
        long("let x = 1", ".abs()");
        long("let x = cell", ".timing");
        long("let x = cell", "?.timing");
        long("let x = cell.findings", "[0]");
        long("if false { 1 }", " else if false { 1 }");
        long("let x = 1", "; let x = 1");
        long("let x = 1", " ?? 1");
        long("let x = \"a\"", " in \"a\"");
        long("let x = 1", "; x = 1");
        long("let x = 1; x", " = x");
        long("let x = 2", " ** 2");
        long("let x = [1", ", 1");
        long("let x = #{ a: 1", ", a: 1");
        long("let x = \"a", "a");
        long("let x = a", "a");
        long("let x = a", "::a");
        long("abs(1", ", 1");
        long("let x = ", "\\");
        long("/*", "/*");
        long("let x = 0", "0");
        long("let x = 1e", "9");
        long("import \"a\" as a", "; import \"a\" as a");
    }
}

#[test]
fn endless_runs_end() {
    for text in [
        "loop { }",
        "while true { let x = 1; }",
        "do { } while true;",
        "let f = |x| x; loop { f.call(1); }",
        "for i in 0..9223372036854775807 { }",
        "for i in 0..=9223372036854775807 { let x = i; }",
        "loop { for i in 0..10 { if i == 5 { continue; } } }",
    ] {
        ends_with("script-limit", body(&format!("{text}\n judge(\"0\")")));
    }
}

#[test]
fn endless_recursion_ends() {
    for text in [
        "fn score(cell) { score(cell) }",
        "fn a(n) { b(n) }\nfn b(n) { a(n) }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        "fn a(n) { [n].map(|x| a(x)) }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        "fn a(n) { 1 + (2 * (3 + (4 * (5 + a(n + 1))))) }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        "fn a(n) { if true { if true { if true { if true { switch 1 { 1 => { a(n) } } } } } } }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        "fn a(n) { [n].filter(|x| [x].all(|y| [y].some(|z| a(z)))) }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        "fn a(n) { for i in [1] { while true { return a(n); } } }\nfn score(cell) { let x = a(1); judge(\"0\") }",
        "fn a(n) { `${a(n)}` }\nfn score(cell) { let x = a(1); judge(\"0\") }",
    ] {
        ends_with("script-limit", script(text));
    }
}

#[test]
fn functions_that_hold_themselves_end() {
    for text in [
        "let f = || 1; f = || f.call(); f.call();",
        "let m = #{}; m.f = || m; m.f = || m; loop { m = #{ m: m }; }",
        "let a = []; let f = || a; a.push(f); a.push(a); loop { a.push(a); }",
        "let f = |x| x; loop { let g = f; f = |x| [g, g]; }",
    ] {
        let shown = error(body(&format!("{text}\n judge(\"0\")")));
        assert!(shown.starts_with("error["), "{shown}");
    }
}

#[test]
fn what_grows_without_end_is_stopped() {
    for text in [
        "let t = \"ab\"; loop { t += t; }",
        "let t = \"ab\"; loop { t = `${t}${t}`; }",
        "let t = \"ab\"; loop { t = t.replace(\"a\", t); }",
        "let t = \"ab\"; loop { t = [t, t, t].join(t); }",
        "let a = [1]; loop { a += a; }",
        "let a = [1]; loop { a.push(a); }",
        "let a = [1]; loop { a = [a, a]; }",
        "let a = [1]; loop { a = a + a; }",
        "let a = [1, 2]; loop { let b = a; a = b.map(|x| a); }",
        "let m = #{ a: 1 }; loop { m = #{ a: m, b: m }; }",
        "let m = #{}; let n = 0; loop { n += 1; m[`k${n}`] = n; }",
        "let a = []; loop { a.push(\"0123456789\".replace(\"1\", \"22222222222222222222222222\")); }",
        "let j = judge(\"0\"); loop { j.because(\"0123456789\"); }",
        "let a = [1]; loop { a = [a]; }",
        "let m = #{ a: 1 }; loop { m = #{ a: m }; }",
        "let a = [1]; loop { a[0] = a; }",
        "let a = [1]; loop { let b = a; a[0] = b; a.push(b); }",
        // What a function holds, however it holds it.
        "let f = |x| x; loop { let g = f; f = |x| g.call(x); }",
        "let a = []; for i in 0..4000 { a.push(i); } let n = 0; let f = |x| x; loop { n += 1; let b = a; b[0] = n; let g = f; f = |x| [g, b]; }",
        // The whole is looked at where a part of it grew.
        "let a = []; for i in 0..4000 { a.push([]); } let n = 0; loop { for i in 0..4000 { a[i].push(n); } let b = a; }",
        // Keys are kept, each by itself.
        "let t = \"ab\"; for i in 0..15 { t += t; } let a = []; for i in 0..1000 { a.push(#{}); } for i in 0..1000 { a[i][t] = 1; }",
        "let a = []; for i in 0..4000 { a.push(\"x\"); } let t = \"ab\"; for i in 0..15 { t += t; } a.join(t);",
        "let t = \"ab\"; for i in 0..20 { t += t; } let j = judge(\"0\").because(t);",
    ] {
        ends_with("script-limit", body(&format!("{text}\n judge(\"0\")")));
    }
}

#[test]
fn work_within_functions_counts_as_steps() {
    let start = "let a = []; for i in 0..4000 { a.push(i); } let t = a.join(\"\");";
    for text in [
        "loop { a.sort(); }",
        "loop { a.contains(1); }",
        "loop { 1 in a; }",
        "loop { a == a; }",
        "loop { a.sum(); }",
        "loop { t.len(); }",
        "loop { t.contains(\"x\"); }",
        "loop { t.to_upper(); }",
        "loop { t.split(\"1\"); }",
        "loop { t.replace(\"x\", \"y\"); }",
        "loop { a.join(\"\"); }",
        "loop { let b = a; }",
        "loop { a; }",
        "loop { id(a); }",
        "loop { [a]; }",
        "loop { for i in a { break; } }",
        "let m = #{ a: a }; loop { m.a; }",
        "let m = [a]; loop { m[0]; }",
        "let f = |x| a; loop { f.call(1); }",
        "let f = |x| a; loop { len(a); }",
        "loop { global::LIST; }",
        "loop { id([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]); }",
        "loop { `${t}`; }",
        "loop { t[14000]; }",
        "loop { switch t { \"a\" => 1, _ => 2 } }",
    ] {
        let list = vec!["1"; 1000].join(", ");
        let files = script(&format!(
            "const LIST = [{list}];\nfn id(x) {{ x }}\nfn score(cell) {{\n{start} {text}\n judge(\"0\")\n}}"
        ));
        ends_with("script-limit", files);
    }
}

/// A copy takes as many steps as it has items: a list of a thousand can be copied less than a thousand times.
#[test]
fn a_copy_is_counted_by_what_it_copies() {
    let files = |times: usize, text: &str| {
        let list = vec!["1"; 1000].join(", ");
        script(&format!(
            "const LIST = [{list}];\nfn id(x) {{ x }}\nfn score(cell) {{\n let a = global::LIST; let m = #{{ a: a }}; let f = |x| a;\n for i in 0..{times} {{ {text} }}\n judge(\"0\")\n}}"
        ))
    };
    for text in [
        "let b = a;",
        "m.a;",
        "[a];",
        "id(a);",
        "global::LIST;",
        "f.call(1);",
        "#{ a: a };",
    ] {
        ends_with("script-limit", files(1_000, text));
        assert!(error(files(100, text)).starts_with("no error"), "{text}");
    }
    // What is not copied is not counted: a part of a list is found without going through it.
    for text in ["a[500];", "m.a[500];", "a.len();", "a[500] = 2;"] {
        let list = text.replace("a", "c");
        let files = script(&format!(
            "fn score(cell) {{\n let c = []; for i in 0..1000 {{ c.push(i); }} let m = #{{ c: c }};\n for i in 0..20000 {{ {list} }}\n judge(\"0\")\n}}"
        ));
        assert!(error(files).starts_with("no error"), "{text}");
    }
}

#[test]
fn a_function_can_t_be_put_into_what_it_holds() {
    for text in [
        "let a = 1; let f = |x| a; a = f;",
        "let a = 1; let f = |x| a; a = [f];",
        "let a = []; let f = |x| a; a += [f];",
        "let a = []; let f = |x| a; a.push(f);",
        "let m = #{}; let f = |x| m; m.f = f;",
        "let m = #{}; let f = |x| m; m[\"f\"] = f;",
        "let a = 1; let f = |g| { a = g; }; f.call(f);",
    ] {
        ends_with("script-closure", body(&format!("{text}\n judge(\"0\")")));
    }
    for text in [
        "let f = |x| x; f = |x| x + 1; f.call(1);",
        "let f = |x| x; let g = |x| f.call(x) + 1; g.call(1);",
        "let all = [|x| x, |x| x + 1]; for f in all { f.call(1); }",
        "let m = #{ f: |x| x }; m.f = |x| x + 1; m.f.call(1);",
    ] {
        let shown = error(body(&format!("{text}\n judge(\"0\")")));
        assert!(shown.starts_with("no error"), "{text}: {shown}");
    }
}

#[test]
fn a_function_is_not_handed_values_beforehand() {
    for text in ["let f = |x| x; f = f.curry(f);", "let f = |x| x; let g = curry(f, 1);"] {
        ends_with("script-forbidden", body(&format!("{text}\n judge(\"0\")")));
    }
}

#[test]
fn too_many_variables_functions_and_files_are_refused() {
    let variables: String = (0..100).map(|n| format!("let v{n} = {n};\n")).collect();
    ends_with("script-limit", body(&format!("{variables} judge(\"0\")")));
    let functions: String = (0..1000).map(|n| format!("fn f{n}() {{ {n} }}\n")).collect();
    ends_with(
        "script-limit",
        script(&format!("{functions}\nfn score(cell) {{ judge(\"0\") }}")),
    );
    let mut files = script(&format!(
        "{}\nfn score(cell) {{ judge(\"0\") }}",
        (0..100)
            .map(|n| format!("import \"m{n}\" as m{n};\n"))
            .collect::<String>()
    ));
    for n in 0..100 {
        files.0.insert(format!("scripts/m{n}.rhai"), "fn f() { 1 }".into());
    }
    ends_with("script-limit", files);
    // A chain of files, each importing the next.
    let mut files = script("import \"m0\" as m;\nfn score(cell) { judge(\"0\") }");
    for n in 0..1000 {
        let text = format!("import \"m{}\" as m;\nfn f() {{ 1 }}", n + 1);
        files.0.insert(format!("scripts/m{n}.rhai"), text);
    }
    ends_with("script-limit", files);
}

#[test]
fn files_that_import_each_other_in_every_way_are_linked_once_each() {
    let mut files = script("import \"m0\" as a;\nimport \"m0\" as b;\nfn score(cell) { judge(a::level()) }");
    for n in 0..30 {
        let text = format!(
            "import \"m{0}\" as a;\nimport \"m{0}\" as b;\nfn level() {{ if false {{ b::level() }} else {{ a::level() }} }}",
            n + 1
        );
        files.0.insert(format!("scripts/m{n}.rhai"), text);
    }
    files.0.insert("scripts/m30.rhai".into(), "fn level() { \"+\" }".into());
    // More calls within each other than are allowed: it was linked, and ran.
    ends_with("script-limit", files);
    let files = |call: &str| {
        let mut files = script(&format!("import \"a\" as a;\nfn score(cell) {{ judge({call}) }}"));
        let text = "import \"b\" as b;\nfn level() { b::level() }";
        files.0.insert("scripts/a.rhai".into(), text.into());
        files.0.insert("scripts/b.rhai".into(), "fn level() { \"+\" }".into());
        files
    };
    assert!(error(files("a::level()")).starts_with("no error"));
    // What a file imports is its own affair.
    ends_with("script-unknown-function", files("a::b::level()"));
}

#[test]
fn files_make_constants_within_one_limit() {
    let mut files = script("import \"m0\" as a;\nfn score(cell) { judge(\"0\") }");
    for n in 0..30 {
        let import = if n < 29 {
            format!("import \"m{}\" as m;\n", n + 1)
        } else {
            String::new()
        };
        let text = "fn make() { let a = []; for i in 0..4000 { a.push(i); } let all = []; for i in 0..60 { all.push(a); } all.len() }";
        files.0.insert(
            format!("scripts/m{n}.rhai"),
            format!("{import}const A = make();\n{text}"),
        );
    }
    ends_with("script-limit", files);
}

#[test]
fn large_files_are_refused() {
    ends_with("script-limit", body(&"1;".repeat(150_000)));
    let long = "x".repeat(300);
    ends_with("script-limit", body(&format!("let m = #{{}}; m.{long} = 1;")));
    ends_with("script-limit", body(&format!("let m = #{{ {long}: 1 }};")));
    let size = 2 * 1024 * 1024;
    ends_with("script-limit", script(&format!("// {}", "x".repeat(size))));
    ends_with("script-limit", script(&"\n".repeat(100_000)));
    ends_with("script-limit", script(&format!("// {}", "x".repeat(100_000))));
    ends_with("script-limit", body(&format!("let x = [{}];", "1,".repeat(20_000))));
    ends_with(
        "script-limit",
        body(&format!("let x = \"{}\";", "x".repeat(100_000 - 50_000 + 17_000))),
    );
}

#[test]
fn a_clock_may_end_a_run() {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let limits = Limits {
        abort: Some(Arc::new(move || counter.fetch_add(1, Ordering::Relaxed) >= 3)),
        ..Limits::default()
    };
    let Err(wrong) = run(&body("loop { }\n judge(\"0\")"), &limits) else {
        panic!("it ended by itself")
    };
    assert_eq!(wrong.0[0].code, "script-aborted");
    assert!(asked.load(Ordering::Relaxed) >= 4);
}

#[test]
fn imports_never_lead_outside() {
    for path in [
        "../secret",
        "lib/../../secret",
        "/etc/passwd",
        "//etc/passwd",
        "C:/secret",
        "C:\\\\secret",
        "..\\\\secret",
        "lib\\\\..\\\\secret",
        "./lib/a",
        "lib//a",
        "lib/./a",
        ".hidden",
        "http://example.org/a",
        "file:///etc/passwd",
        "",
        ".",
        "..",
        "lib/\\n",
        "~/a/../..",
    ] {
        let text = format!("import \"{path}\" as a;\nfn score(cell) {{ judge(\"0\") }}");
        ends_with("script-import", script(&text));
    }
}

#[test]
fn names_of_the_framework_keep_their_meaning() {
    for name in [
        "judge",
        "open",
        "node",
        "because",
        "contains",
        "to_string",
        "len",
        "call",
        "eval",
        "print",
    ] {
        let shown = error(script(&format!(
            "fn {name}(a) {{ 1 }}\nfn score(cell) {{ judge(\"0\") }}"
        )));
        assert!(shown.starts_with("error["), "{name}: {shown}");
    }
    // Operators can't be defined again, and a local name hides nothing.
    for text in ["fn +(a, b) { 1 }", "fn ==(a, b) { true }", "fn get$timing(c) { 1 }"] {
        ends_with(
            "script-syntax",
            script(&format!("{text}\nfn score(cell) {{ judge(\"0\") }}")),
        );
    }
    assert!(error(body("let judge = 1; let open = 2; judge(\"0\")")).starts_with("no error"));
}

#[test]
fn properties_can_t_be_poisoned() {
    for text in [
        "cell.node = |x| 1;",
        "cell[\"timing\"] = 1;",
        "cell.timing += \"x\";",
        "cell.params.limit = 7;",
        "cell.params[\"limit\"] = 7;",
        "let p = cell.provision(\"wpo:9\"); p.in_force = false;",
        "for f in cell.findings { f.level = \"--\"; }",
        "cell.as_of.year = 1;",
        "let l = cell.node(\"needs\"); l.level = 3;",
        "let j = judge(\"0\"); j.outcome = 3;",
        "global::PLUGIN = 1;",
        "global::PLUGIN.id = \"x\";",
        "cell.tag = 1;",
        "let t = cell.timing; t.tag = 2;",
        "let t = cell.timing; t.set_tag(2);",
    ] {
        let shown = error(body(&format!("{text}\n judge(\"0\")")));
        assert!(shown.starts_with("error["), "{text}: {shown}");
    }
}

#[test]
fn a_run_leaves_nothing_for_the_next() {
    let files = script(
        "const LIST = [1];\nfn score(cell) { let list = global::LIST; list.push(2); if list.len() == 2 && global::LIST.len() == 1 { judge(\"+\") } else { judge(\"-\") } }",
    );
    for _ in 0..3 {
        let judgement = run(&files, &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
        assert_eq!(format!("{:?}", judgement.outcome), "Level(LevelId(3))");
    }
}

#[test]
fn look_alike_and_hidden_letters_are_seen() {
    // A Cyrillic letter in a name, in a value, and a text that changes direction.
    ends_with(
        "script-syntax",
        body("if cell.timing == \"inside\" { } let \u{430}bc = 1; judge(\"0\")"),
    );
    ends_with(
        "script-unknown-value",
        body("if cell.timing == \"\u{456}nside\" { return judge(\"+\"); } judge(\"0\")"),
    );
    ends_with("script-syntax", body("// \u{202e} dnuorg\n judge(\"0\")"));
    ends_with("script-syntax", body("judge(\"0\").because(\"\u{2066}x\u{2069}\")"));
    ends_with("script-syntax", body("ju\u{200b}dge(\"0\")"));
    ends_with(
        "script-syntax",
        body("if cell.timing == \"in\u{200b}side\" { return judge(\"+\"); } judge(\"0\")"),
    );
}
