//! Reports: their structure, that nothing a study says is markup, that they need nothing else, and that they are the same twice.

#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "../support/mod.rs"]
mod support;

mod figures;
mod forms;
mod page;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use page::{Element, Page};
use support::{FOUNDING, printed, program, root, toets};

fn report(study: &str, more: &[&str]) -> String {
    printed(&[&["report", study, "-o", "-"], more].concat())
}

/// A folder for this test alone.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for a test");
    folder
}

#[test]
fn the_founding_report_has_its_parts() {
    for language in ["nl", "en"] {
        let page = Page::read(&report(FOUNDING, &["--lang", language, "--part", "all"]));
        insta::assert_snapshot!(format!("outline-{language}"), page.outline());
    }
}

#[test]
fn a_report_is_whole() {
    for (study, part) in [
        (FOUNDING, "answer"),
        (FOUNDING, "reasons"),
        (FOUNDING, "all"),
        ("tests/report/hostile", "all"),
    ] {
        let page = Page::read(&report(study, &["--lang", "both", "--part", part]));
        assert_eq!(
            page.faults,
            Vec::<String>::new(),
            "{study}: every element is closed where it should be"
        );
        let ids: Vec<&str> = page.elements.iter().filter_map(|e| e.attribute("id")).collect();
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), different.len(), "{study}: an id stands for one thing");
        let mut links = 0;
        for element in &page.elements {
            for named in ["href", "aria-labelledby", "data-for"]
                .iter()
                .filter_map(|a| element.attribute(a))
            {
                for id in named.split(' ') {
                    let id = id.strip_prefix('#').unwrap_or(id);
                    assert!(different.contains(id), "{study}: `{id}` leads nowhere");
                    links += 1;
                }
            }
        }
        let least = if part == "answer" { 5 } else { 50 };
        assert!(links > least, "{study}: {links} links in `{part}`");
    }
}

#[test]
fn what_a_study_says_is_text() {
    let text = report("tests/report/hostile", &["--lang", "both", "--part", "all"]);
    let page = Page::read(&text);
    let count = |name: &str| page.elements.iter().filter(|e| e.name == name).count();
    assert_eq!(
        (count("script"), count("style"), count("title")),
        (2, 1, 1 + page.within("svg", "title"))
    );
    for name in [
        "iframe",
        "img",
        "textarea",
        "plaintext",
        "math",
        "link",
        "object",
        "base",
        "u",
    ] {
        assert_eq!(count(name), 0, "{name}");
    }
    let told = |e: &Element| {
        e.attributes
            .iter()
            .any(|(name, _)| name.starts_with("on") || name == "style")
    };
    let handlers: Vec<&Element> = page.elements.iter().filter(|e| told(e)).collect();
    assert!(handlers.is_empty(), "{handlers:?}");
    for link in page.elements.iter().filter_map(|e| e.attribute("href")) {
        assert!(link.starts_with('#'), "{link}");
    }
    // It is all there, as text.
    for said in ["window.hostile = 1", "{{ r.about.id }} {% raw %}", "=HYPERLINK("] {
        assert!(page.text.contains(said), "{said}");
    }
    assert!(text.contains("&lt;script&gt;"));
    let data = page.elements.iter().position(|e| e.attribute("id") == Some("data"));
    assert!(data.is_some());
    assert!(!text.contains("</script><script>window"));
}

#[test]
fn a_report_allows_itself_its_own_style_and_script_only() {
    let page = Page::read(&report(FOUNDING, &[]));
    let policy = page
        .elements
        .iter()
        .find(|e| e.attribute("http-equiv") == Some("Content-Security-Policy"))
        .and_then(|e| e.attribute("content"))
        .expect("a policy")
        .to_owned();
    let parts: Vec<&str> = policy.split("; ").collect();
    assert_eq!(parts[0], "default-src 'none'");
    assert!(
        parts[1].starts_with("style-src 'sha256-") && parts[2].starts_with("script-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    for element in &page.elements {
        assert!(
            element.attribute("src").is_none() && element.attribute("srcset").is_none(),
            "{element:?}"
        );
    }
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    let made = |threads: &str| {
        let output = Command::new(program())
            .args(["report", FOUNDING, "-o", "-"])
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(root())
            .output()
            .expect("the program runs");
        assert!(output.status.success());
        output.stdout
    };
    let one = made("1");
    assert!(one == made("3"), "one thread or three");
}

#[test]
fn what_is_not_opened_takes_little_room() {
    for language in ["nl", "en"] {
        let html = report(FOUNDING, &["--lang", language]);
        assert!(html.len() < 1_000_000, "{} bytes", html.len());
        let elements = Page::read(&html).elements.len();
        assert!(elements < 15_000, "{elements} elements");
    }
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = folder("report-file");
    let file = folder.join("report.html");
    let name = file.display().to_string();
    std::fs::write(&file, "before").expect("a file");
    // A template that breaks: nothing is written.
    let own = folder.join("own");
    std::fs::create_dir(&own).expect("a folder");
    std::fs::write(own.join("summary.html"), "{{ r.nothing.of.the.kind }}").expect("a template");
    let own_name = own.display().to_string();
    let output = toets(&["report", "tests/report/hostile", "-o", &name, "--template", &own_name]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("summary.html:1"));
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "before");
    // A template of one's own takes the place of ours.
    std::fs::write(own.join("summary.html"), "<p>{{ r.about.title }}</p>").expect("a template");
    std::fs::write(own.join("nl.ftl"), "conclusions-title = Wat eruit volgt\n").expect("a text");
    printed(&["report", "tests/report/hostile", "-o", &name, "--template", &own_name]);
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(text.contains("Wat eruit volgt") && !text.contains("id=\"nl-summary\""));
    assert!(text.contains("<p>&lt;&#x2f;title&gt;"), "what is put in is escaped");
    let left: Vec<_> = std::fs::read_dir(&folder).expect("a folder").collect();
    assert_eq!(left.len(), 2, "nothing else is left: {left:?}");
}

#[test]
fn what_cannot_be_made_is_said() {
    let folder = folder("report-calls");
    let own = folder.display().to_string();
    std::fs::write(folder.join("styl.css"), "").expect("a file");
    let calls: [(&[&str], &str); 3] = [
        (&["-o", "report.doc"], "does not say what the report is to become"),
        (&["-o", "-", "--template", &own], "did you mean `style.css`?"),
        (&["-o", "-", "--scenario", "Z"], "there is no scenario `Z`"),
    ];
    for (call, expected) in calls {
        let output = toets(&[&["report", "tests/report/hostile"], call].concat());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(expected), "{errors}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn what_is_not_known_has_a_name() {
    let study = support::founding_study();
    let findings = study.findings.names().map(|name| format!("open.{name}"));
    let nodes = study.nodes.names().map(|name| format!("open.{name}"));
    let contests = study.contests.names().map(|name| format!("contest.{name}"));
    let ids: Vec<String> = findings.chain(nodes).chain(contests).collect();
    for (ending, language) in [("html", "nl"), ("html", "en"), ("md", "nl"), ("md", "en")] {
        let folder = folder(&format!("names-{ending}-{language}"));
        let file = folder.join(format!("report.{ending}")).display().to_string();
        // The chapters of a report on paper that questions tell have ids still.
        let part = if ending == "html" { "all" } else { "reasons" };
        printed(&["report", FOUNDING, "--lang", language, "--part", part, "-o", &file]);
        let text = std::fs::read_to_string(&file).expect("a report");
        let told: Vec<&String> = ids
            .iter()
            .filter(|id| text.contains(&format!(">{id}<")) || text.contains(&format!("`{id}`")))
            .collect();
        assert!(told.is_empty(), "{ending} in {language}: {told:?}");
    }
}

#[test]
fn a_key_conclusion_says_of_whom_it_is() {
    for (language, lead) in [
        ("nl", "**Geldt voor gezinslocaties en amv's**"),
        ("en", "**Holds for family locations and unaccompanied minors**"),
    ] {
        let file = folder(&format!("key-{language}"))
            .join("brief.md")
            .display()
            .to_string();
        printed(&["report", FOUNDING, "--lang", language, "--brief", "-o", &file]);
        let text = std::fs::read_to_string(&file).expect("a report");
        assert!(text.contains(lead), "{text}");
    }
}
