//! What is in the graph, and what drawings of it say.

mod small;

use toets_graph::{Detail, StudyGraph, Thing, View, dot, json, mermaid, svg};
use toets_model::{Language, Study};

fn graph() -> (Study, StudyGraph) {
    let (study, reads) = small::study();
    let graph = StudyGraph::new(&study, &reads);
    (study, graph)
}

fn view(detail: Detail) -> View {
    let (study, graph) = graph();
    graph.view(&study, detail, &[])
}

fn impact(id: &str) -> Vec<String> {
    let (study, graph) = graph();
    let found = graph.find(&study, id);
    assert_eq!(found.len(), 1, "{id}");
    graph.impact(found[0]).iter().map(|thing| thing.key(&study)).collect()
}

#[test]
fn a_variable_reaches_through_findings_to_conclusions() {
    assert_eq!(
        impact("fears_water"),
        ["finding:calm", "node:safety", "node:verdict", "conclusion:safe"]
    );
}

#[test]
fn a_transfer_reaches_what_it_carries() {
    assert_eq!(impact("near-too"), ["finding:bus", "node:travel", "node:verdict"]);
    assert_eq!(impact("open.near-too"), impact("near-too"));
}

#[test]
fn what_no_scorer_read_reaches_nothing() {
    // `legal` is a child of the verdict, but the scorer of the verdict did not read it.
    assert_eq!(impact("bad:9"), ["node:legal"]);
    assert_eq!(impact("bad:10"), [""; 0]);
    assert_eq!(impact("aside"), [""; 0]);
}

#[test]
fn a_key_names_one_thing_and_a_wrong_id_none() {
    let (study, graph) = graph();
    assert!(matches!(graph.find(&study, "node:safety")[..], [Thing::Node(_)]));
    assert!(graph.find(&study, "nothing").is_empty());
}

#[test]
fn the_framework_looks_through_findings() {
    let view = view(Detail::Framework);
    let keys: Vec<&str> = view.vertices.iter().map(|v| v.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "variable:pool",
            "variable:fears_water",
            "provision:bad:9",
            "node:verdict",
            "node:travel",
            "node:safety",
            "node:legal"
        ]
    );
}

#[test]
fn an_impact_is_drawn_with_its_conclusions() {
    let (study, graph) = graph();
    let things = graph.find(&study, "calm");
    let view = graph.view(&study, Detail::Framework, &things);
    insta::assert_snapshot!(mermaid(&view, Language::Nl), @r#"
    flowchart LR
      n0["calm"]:::finding
      n1[["Oordeel"]]:::verdict
      n2["Z1 Veiligheid"]:::indicator
      n3("safe"):::conclusion
      n0 --> n2
      n2 --> n1
      n2 --> n3
      classDef finding fill:#ffffff,stroke:#777777,color:#1a1a1a
      classDef verdict fill:#123a5c,stroke:#123a5c,color:#ffffff
      classDef indicator fill:#ffffff,stroke:#123a5c,color:#1a1a1a
      classDef conclusion fill:#fff7cc,stroke:#7a6a00,color:#1a1a1a
    "#);
}

#[test]
fn dot_of_everything() {
    insta::assert_snapshot!(dot(&view(Detail::Full), Language::Nl));
}

#[test]
fn mermaid_of_the_framework() {
    insta::assert_snapshot!(mermaid(&view(Detail::Framework), Language::En));
}

#[test]
fn json_of_the_framework() {
    insta::assert_snapshot!(json(&view(Detail::Framework)));
}

/// Structure, not pixels: what is drawn as what, in order.
#[test]
fn svg_of_the_framework() {
    let drawing = svg(&view(Detail::Framework), Language::Nl);
    let mut outline = String::new();
    for line in drawing.lines().filter(|line| !line.starts_with("<style>")) {
        let mut kept = String::new();
        let mut in_number = false;
        for c in line.chars() {
            match c {
                '0'..='9' | '.' | '-' if in_number || c.is_ascii_digit() => {
                    if !in_number {
                        kept.push('0');
                    }
                    in_number = true;
                }
                _ => {
                    in_number = false;
                    kept.push(c);
                }
            }
        }
        outline.push_str(&kept);
        outline.push('\n');
    }
    insta::assert_snapshot!(outline);
}

#[test]
fn svg_is_accessible_and_holds_no_markup_of_the_study() {
    for language in [Language::Nl, Language::En] {
        let drawing = svg(&view(Detail::Full), language);
        assert!(drawing.contains("role=\"img\""));
        assert!(drawing.contains("<title id=\"toets-title\">"));
        assert!(drawing.contains("<desc id=\"toets-desc\">"));
        assert!(!drawing.contains("<na>") && !drawing.contains("<after>"));
        assert!(!drawing.contains("<script") && !drawing.contains("href"));
        assert_eq!(drawing.matches("<g").count(), drawing.matches("</g>").count());
    }
}

#[test]
fn a_drawing_of_an_impact_says_of_what() {
    let (study, graph) = graph();
    let view = graph.view(&study, Detail::Framework, &graph.find(&study, "fears_water"));
    assert!(svg(&view, Language::En).contains(">What depends on Fears water</title>"));
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    assert_eq!(
        svg(&view(Detail::Full), Language::Nl),
        svg(&view(Detail::Full), Language::Nl)
    );
}
