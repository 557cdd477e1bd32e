//! Studies that were made to do harm.

use crate::Answer::{Error, Fine};
use crate::{Case, Content, HEAD, STUDY, node, study};

const EVIDENCE: &str = "plugin = \"evidence\"";

/// A study with a node that findings judge, and these parts.
fn judged(parts: &str) -> String {
    study(&format!("{}{parts}", node("top", EVIDENCE, &[])))
}

fn including(files: &str, parts: &str) -> String {
    format!("include = [{files}]\n{}", judged(parts))
}

fn finding(id: &str, rest: &str) -> String {
    format!(
        "[[finding]]\nid = \"{id}\"\nnode = \"top\"\nstatement = @\nmodality = \"certain\"\nlevel = \"+\"\n{rest}\n"
    )
}

fn levers(number: usize, values: usize) -> String {
    let values: Vec<String> = (0..values).map(|n| format!("\"v{n}\"")).collect();
    (0..number)
        .map(|n| {
            format!(
                "[variable.l{n}]\nkind = \"lever\"\nlabel = @\nvalues = [{}]\n",
                values.join(", ")
            )
        })
        .collect()
}

fn conclusion(holds: &str) -> String {
    format!("[[conclusion]]\nid = \"c\"\nstatement = @\nholds = '{holds}'\n")
}

pub(super) fn corpus() -> Vec<Case> {
    [files(), depth(), links(), texts(), numbers(), structure(), size()]
        .into_iter()
        .flatten()
        .collect()
}

fn files() -> Vec<Case> {
    let large = 100 * 1024 * 1024;
    let here = |name: &str| format!("policies/small/{name}");
    // Each file includes two, each of which includes the two of the next row.
    let mut laughs = Case::new("thirty rows of files that each include both of the next", Fine)
        .with(STUDY, including("\"0a.toml\", \"0b.toml\"", ""));
    for row in 0..30 {
        for side in ["a", "b"] {
            let next = format!("include = [\"{0}a.toml\", \"{0}b.toml\"]\n", row + 1);
            laughs = laughs.with(here(&format!("{row}{side}.toml")), next);
        }
    }
    laughs = laughs.with(here("30a.toml"), "").with(here("30b.toml"), "");
    let mut chain =
        Case::new("a chain of ten thousand files", Error("too-large")).with(STUDY, including("\"0.toml\"", ""));
    for n in 0..10_000 {
        chain = chain.with(here(&format!("{n}.toml")), format!("include = [\"{}.toml\"]\n", n + 1));
    }
    let mut together = Case::new("files that are too large together", Error("too-large"));
    let names: Vec<String> = (0..8).map(|n| format!("\"{n}.toml\"")).collect();
    together = together.with(STUDY, including(&names.join(", "), ""));
    for n in 0..8 {
        together = together.with(here(&format!("{n}.toml")), "#".repeat(15_000_000));
    }
    vec![
        laughs,
        chain,
        together,
        Case::new("100 MB of zeros", Error("too-large")).content(STUDY, Content::Zeros(large)),
        Case::new("100 MB of zeros, included", Error("too-large"))
            .with(STUDY, including("\"a.toml\"", ""))
            .content(here("a.toml"), Content::Zeros(large)),
        Case::new("100 MB of a remark", Error("too-large"))
            .with(STUDY, format!("{}#{}", judged(""), "x".repeat(large as usize))),
        Case::new("a tera of zeros", Error("too-large")).content(STUDY, Content::Zeros(1 << 40)),
        Case::new("a file that includes itself", Fine).with(STUDY, including("\"study.toml\", \"./study.toml\"", "")),
        Case::new("a folder as a file", Error("unreadable-file"))
            .with(STUDY, including("\"a\"", ""))
            .with(here("a/b.toml"), ""),
        Case::new("a pipe that nobody writes to", Error("unreadable-file"))
            .with(STUDY, including("\"a.toml\"", ""))
            .content(here("a.toml"), Content::Pipe),
        Case::new("no bytes at all", Error("missing-section")).with(STUDY, ""),
    ]
}

fn depth() -> Vec<Case> {
    let deep = 10_000;
    let texts = [
        ("tables", format!("[{}]\n", vec!["a"; deep].join("."))),
        ("keys", format!("{} = 1\n", vec!["a"; deep].join("."))),
        ("lists", format!("a = {}{}\n", "[".repeat(deep), "]".repeat(deep))),
        (
            "tables on a line",
            format!("{}1{}\n", "a = { a = ".repeat(deep), " }".repeat(deep)),
        ),
        ("lists without an end", format!("a = {}\n", "[".repeat(1_000_000))),
        ("lists of tables", format!("[[{}]]\n", vec!["a"; deep].join("."))),
    ];
    let mut cases: Vec<Case> = texts
        .into_iter()
        .map(|(what, text)| {
            Case::new(format!("ten thousand {what} within each other"), Error("too-deep")).with(STUDY, text)
        })
        .collect();
    let (open, close) = ("(".repeat(100_000), ")".repeat(100_000));
    cases.extend([
        Case::new("a hundred thousand parentheses", Error("formula"))
            .with(STUDY, judged(&conclusion(&format!("{open}top == \"+\"{close}")))),
        Case::new("a hundred thousand times not", Error("formula")).with(
            STUDY,
            judged(&conclusion(&format!("{}top == \"+\"", "not ".repeat(100_000)))),
        ),
        Case::new("a hundred thousand times and", Fine)
            .with(STUDY, judged(&conclusion(&vec!["top == \"+\""; 100_000].join(" and ")))),
    ]);
    let chain: String = (0..20_000)
        .map(|n| node(&format!("n{n}"), "plugin = \"worst\"", &[format!("n{}", n + 1)]))
        .collect();
    cases.push(Case::new("a framework of twenty thousand rows", Fine).with(
        STUDY,
        study(&format!(
            "{}{chain}{}",
            node("top", "plugin = \"worst\"", &["n0".to_owned()]),
            node("n20000", EVIDENCE, &[])
        )),
    ));
    cases
}

fn links() -> Vec<Case> {
    let linked = |tries: &str, code, link: &'static str, target: &'static str, file: &str| {
        Case::new(tries, Error(code))
            .with(STUDY, including(&format!("\"{file}\""), ""))
            .content(format!("policies/small/{link}"), Content::Link(target))
    };
    let named =
        |tries: &str, path: &str| Case::new(tries, Error("outside")).with(STUDY, including(&format!("\"{path}\""), ""));
    vec![
        linked("a link to a file outside", "outside", "a.toml", "/etc/passwd", "a.toml"),
        linked("a link to what never ends", "outside", "a.toml", "/dev/zero", "a.toml"),
        linked("a link to a folder outside", "outside", "all", "/", "all/etc/passwd"),
        linked(
            "a link to a folder above",
            "missing-file",
            "up",
            "../../..",
            "up/a.toml",
        ),
        linked("a link to itself", "missing-file", "a.toml", "a.toml", "a.toml"),
        linked("a link to nothing", "missing-file", "a.toml", "b.toml", "a.toml"),
        named("a path upwards", "../../../../etc/passwd"),
        named("a path from the root", "/etc/passwd"),
        named("a path upwards from a folder below", "a/../../../etc/passwd"),
        Case::new("a study that is a link to a file outside", Error("outside"))
            .content(STUDY, Content::Link("/etc/passwd")),
    ]
}

fn texts() -> Vec<Case> {
    vec![
        Case::new("a text that changes its direction", Error("hidden-sign")).with(
            STUDY,
            judged(&finding("f", "note = { nl = \"\u{202e}txet\", en = \"x\" }")),
        ),
        Case::new(
            "a text that changes its direction, written otherwise",
            Error("hidden-sign"),
        )
        .with(
            STUDY,
            judged(&finding("f", "note = { nl = \"\\u2067txet\", en = \"x\" }")),
        ),
        Case::new("a Cyrillic letter in the name of a variable", Error("unknown-variable"))
            .with(STUDY, judged(&finding("f", "when = { \"\u{445}\" = \"p\" }"))),
        Case::new("a Cyrillic letter in a value", Error("unknown-value"))
            .with(STUDY, judged(&finding("f", "when = { x = \"\u{440}\" }"))),
        Case::new("a letter without a width in an id", Error("bad-id")).with(STUDY, judged(&finding("f\u{200b}", ""))),
        Case::new("two ids that look the same", Error("bad-id")).with(
            STUDY,
            judged(&format!("{}{}", finding("fa", ""), finding("f\u{430}", ""))),
        ),
        Case::new("a zero byte", Error("syntax")).with(STUDY, format!("{}\u{0}", judged(""))),
        Case::new("an id of a megabyte", Fine).with(STUDY, judged(&finding(&"f".repeat(1 << 20), ""))),
        Case::new("a text of ten megabytes", Fine).with(
            STUDY,
            judged(&finding(
                "f",
                &format!("note = {{ nl = \"{}\", en = \"x\" }}", "x".repeat(10 << 20)),
            )),
        ),
        Case::new("HTML and terminal codes in a text", Error("syntax"))
            .with(STUDY, judged(&finding("f", "note = \"<script>\u{1b}[2J</script>\""))),
        Case::new("words of scripts as names", Error("reserved-id")).with(
            STUDY,
            judged("[variable.private]\nkind = \"lever\"\nlabel = @\nvalues = [\"a\", \"b\"]\n"),
        ),
    ]
}

fn numbers() -> Vec<Case> {
    let number =
        |rest: &str| format!("[variable.n]\nkind = \"lever\"\nlabel = @\ntype = \"number\"\nunit = \"u\"\n{rest}\n");
    vec![
        Case::new("a number that is none, as a cut", Error("wrong-value")).with(STUDY, judged(&number("cuts = [nan]"))),
        Case::new("a number without an end, as a cut", Error("wrong-value"))
            .with(STUDY, judged(&number("cuts = [inf]"))),
        Case::new("a range that goes back", Error("wrong-value")).with(STUDY, judged(&number("range = [10, 1]"))),
        Case::new("cuts that go back", Error("wrong-value")).with(STUDY, judged(&number("cuts = [3, 2, 1]"))),
        Case::new("a number too large for any", Error("wrong-value")).with(STUDY, judged(&number("cuts = [1e999]"))),
        Case::new("a whole number too large for any", Error("wrong-value"))
            .with(STUDY, judged(&number("cuts = [99999999999999999999999]"))),
        Case::new("a day that is none", Error("syntax")).with(STUDY, judged("").replace("2025-05-01", "2025-02-31")),
    ]
}

fn structure() -> Vec<Case> {
    let scenario = |id: &str, base: &str| format!("[[scenario]]\nid = \"{id}\"\nlabel = @\nbased_on = \"{base}\"\n");
    let worst = |id: &str, child: &str| node(id, "plugin = \"worst\"", &[child.to_owned()]);
    vec![
        Case::new("a node below itself", Error("cycle")).with(STUDY, study(&worst("top", "top"))),
        Case::new("nodes in a circle", Error("cycle")).with(
            STUDY,
            study(&format!("{}{}{}", worst("top", "a"), worst("a", "b"), worst("b", "a"))),
        ),
        Case::new("scenarios based on each other", Error("cyclic-scenario"))
            .with(STUDY, judged(&format!("{}{}", scenario("A", "B"), scenario("B", "A")))),
        Case::new("a key twice", Error("duplicate-key")).with(STUDY, judged("[scale.three]\nlevels = [\"a\"]\n")),
        Case::new("an id twice", Error("duplicate-id")).with(STUDY, judged(&finding("f", "").repeat(2))),
        Case::new("a variable without values", Error("empty")).with(
            STUDY,
            judged("[variable.y]\nkind = \"lever\"\nlabel = @\nvalues = []\n"),
        ),
        Case::new("constraints that no world meets", Error("no-world")).with(
            STUDY,
            judged("[[constraint]]\nthen = { x = \"p\" }\n[[constraint]]\nthen = { x = \"q\" }\n"),
        ),
        Case::new("a study in a study", Error("duplicate-key")).with(STUDY, judged(HEAD)),
    ]
}

fn size() -> Vec<Case> {
    // Every indicator depends on two levers far apart, so that no order keeps the diagram of their mean small.
    let tied: String = (0..60)
        .map(|n| {
            let id = format!("i{n}");
            let says = |id: String, level: &str, when: String| {
                format!("[[finding]]\nid = \"{id}\"\nnode = \"i{n}\"\nstatement = @\nmodality = \"certain\"\nlevel = \"{level}\"\nwhen = {{ {when} }}\n")
            };
            let other = (n * 17 + 5) % 60;
            [
                node(&id, EVIDENCE, &[]),
                says(format!("p{n}"), "+", format!("l{n} = \"v0\", l{other} = \"v0\"")),
                says(format!("m{n}"), "-", format!("l{n} = \"v2\"")),
                says(format!("z{n}"), "0", String::new()),
            ]
            .concat()
        })
        .collect();
    let all: Vec<String> = (0..60).map(|n| format!("i{n}")).collect();
    let from: Vec<String> = (0..40).map(|n| format!("l{n} = [\"v0\", \"v1\", \"v2\"]")).collect();
    let to: Vec<String> = (0..40).map(|n| format!("l{n} = \"v0\"")).collect();
    let any: Vec<String> = (0..40)
        .map(|n| format!("{{ l{n} = \"v0\", l{} = \"v1\" }}", (n * 7 + 3) % 40))
        .collect();
    vec![
        Case::new("sixty levers that all are connected", Error("too-large"))
            .args(&["--limit-nodes", "500000"])
            .with(
                STUDY,
                study(&format!(
                    "{}{tied}{}",
                    levers(60, 3),
                    node("top", "plugin = \"mean\"", &all)
                )),
            ),
        Case::new("a transfer from 12,157,665,459,056,928,801 places at once", Fine).with(
            STUDY,
            judged(&format!(
                "{}{}[[transfer]]\nid = \"t\"\nfrom = {{ {} }}\nto = {{ {} }}\nmodality = \"certain\"\nreason = @\n",
                levers(40, 3),
                finding("f", "when = { l0 = \"v1\" }"),
                from.join(", "),
                to.join(", ")
            )),
        ),
        Case::new("a condition with forty ways", Fine).with(
            STUDY,
            judged(&format!(
                "{}{}",
                levers(40, 3),
                finding("f", &format!("when = {{ any = [{}] }}", any.join(", ")))
            )),
        ),
        Case::new("a variable with a hundred thousand values", Fine).with(
            STUDY,
            judged(&format!(
                "{}{}",
                levers(1, 100_000),
                finding("f", "when = { l0 = \"v9\" }")
            )),
        ),
        Case::new("a hundred thousand findings on a node", Fine).with(
            STUDY,
            judged(&(0..100_000).map(|n| finding(&format!("f{n}"), "")).collect::<String>()),
        ),
        Case::new("twenty thousand open findings on a node", Error("too-large")).with(
            STUDY,
            judged(
                &(0..20_000)
                    .map(|n| finding(&format!("f{n}"), "").replace("certain", "uncertain"))
                    .collect::<String>(),
            ),
        ),
    ]
}
