//! Figures on their own: named and described, whole, text only, the same bytes.

use crate::page::Page;
use crate::support::{FOUNDING, printed, toets};

const FIGURES: [&str; 5] = ["scorecard", "graph", "conditions", "space", "timeline"];

fn drawn(figure: &str, study: &str, language: &str) -> String {
    printed(&["plot", figure, study, "--lang", language, "-o", "-"])
}

/// All texts of a figure, in order: what it says, not where.
fn said(svg: &str) -> String {
    let mut lines = Vec::new();
    for part in svg.split("<text ").skip(1) {
        let text = part.split_once('>').and_then(|(_, rest)| rest.split_once("</text>"));
        lines.extend(text.map(|(text, _)| text.to_owned()));
    }
    lines.join("\n")
}

#[test]
fn figures_say_what_they_are() {
    for figure in FIGURES {
        for language in ["nl", "en"] {
            let svg = drawn(figure, FOUNDING, language);
            let page = Page::read(&svg);
            assert_eq!(
                page.faults,
                Vec::<String>::new(),
                "{figure}: every element is closed where it should be"
            );
            let root = page.elements.first().expect("an element");
            assert_eq!(
                (root.name.as_str(), root.attribute("role")),
                ("svg", Some("img")),
                "{figure}"
            );
            assert_eq!(root.attribute("lang"), Some(language));
            assert_eq!(root.attribute("aria-labelledby"), Some("toets-title toets-desc"));
            for id in ["toets-title", "toets-desc"] {
                assert!(
                    page.elements.iter().any(|e| e.attribute("id") == Some(id)),
                    "{figure}: {id}"
                );
            }
            assert!(!svg.contains("=\"NaN") && !svg.contains("=\"inf"), "{figure}");
            if figure != "graph" {
                insta::assert_snapshot!(format!("figure-{figure}-{language}"), said(&svg));
            }
        }
        assert!(
            drawn(figure, FOUNDING, "nl") == drawn(figure, FOUNDING, "nl"),
            "{figure}: the same bytes"
        );
    }
}

#[test]
fn what_a_study_says_is_text_in_figures() {
    for figure in FIGURES {
        for language in ["nl", "en"] {
            let svg = drawn(figure, "tests/report/hostile", language);
            let page = Page::read(&svg);
            assert_eq!(page.faults, Vec::<String>::new(), "{figure}");
            let known = ["svg", "title", "desc", "g", "rect", "path", "text", "style"];
            for element in &page.elements {
                assert!(known.contains(&element.name.as_str()), "{figure}: {element:?}");
                assert!(
                    element
                        .attributes
                        .iter()
                        .all(|(name, _)| !name.starts_with("on") && name != "href")
                );
            }
        }
    }
}

#[test]
fn a_figure_is_svg() {
    let output = toets(&["plot", "space", "tests/report/hostile", "-o", "space.png"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("does not end with `.svg`"));
}
