//! What a result rests on is counted, and findings without effect are not lost from sight.

use serde_json::{Value, json as value};

use crate::support::printed;
use crate::{json, written};

/// One finding helps, five find no effect; in secondary education two findings help and one harms. Colours have no order.
fn study() -> String {
    let mut text = String::from(
        r#"
[study]
id = "weight"
title = { nl = "Proef met gewicht", en = "Trial of weight" }
verdict = "learning"

[scale.three]
levels = ["-", "0", "+"]

[scale.colours]
levels = ["red", "green"]
ordered = false

[variable.sector]
kind = "trait"
label = { nl = "Sector", en = "Sector" }
values = ["po", "vo"]

[[source]]
id = "report"
label = { nl = "Rapport", en = "Report" }

[[node]]
id = "learning"
label = { nl = "Leren", en = "Learning" }
scale = "three"
score = { plugin = "evidence" }

[[node]]
id = "colour"
label = { nl = "Kleur", en = "Colour" }
scale = "colours"
score = { plugin = "evidence" }

[[scenario]]
id = "A"
label = { nl = "A", en = "A" }

[[group]]
id = "po"
label = { nl = "Basisonderwijs", en = "Primary" }
traits = { sector = "po" }

[[group]]
id = "vo"
label = { nl = "Voortgezet onderwijs", en = "Secondary" }
traits = { sector = "vo" }
"#,
    );
    let mut finding = |id: &str, node: &str, sector: &str, level: &str| {
        text.push_str(&format!(
            "\n[[finding]]\nid = \"{id}\"\nnode = \"{node}\"\n{}level = \"{level}\"\nmodality = \"certain\"\n\
             statement = {{ nl = \"x\", en = \"x\" }}\ncoded = {{ by = \"us\" }}\n\
             source = {{ document = \"report\", lines = [1, 2] }}\n",
            if sector.is_empty() {
                String::new()
            } else {
                format!("when = {{ sector = \"{sector}\" }}\n")
            },
        ));
    };
    finding("helps", "learning", "", "+");
    for n in 0..5 {
        finding(&format!("nothing-{n}"), "learning", "po", "0");
    }
    finding("helps-too", "learning", "vo", "+");
    finding("harms", "learning", "vo", "-");
    finding("green", "colour", "", "green");
    finding("red", "colour", "vo", "red");
    text
}

fn node<'a>(answer: &'a Value, group: &str, node: &str) -> &'a Value {
    let results = answer["results"].as_array().expect("results");
    let cell = results.iter().find(|cell| cell["group"] == group).expect("the cell");
    &cell["nodes"][node]
}

#[test]
fn findings_that_apply_are_counted_by_side() {
    let folder = written("weight", &study());
    let said = json(&["run", folder.to_str().expect("a path")]);
    let primary = node(&said, "po", "learning");
    assert_eq!(primary["possible"], value!(["+"]));
    assert_eq!(primary["findings"], value!({ "for": 1, "neutral": 5, "against": 0 }));
    assert_eq!(primary["beside_no_effect"], "always");
    let secondary = node(&said, "vo", "learning");
    assert_eq!(secondary["findings"], value!({ "for": 2, "neutral": 0, "against": 1 }));
    assert_eq!(secondary["beside_no_effect"], Value::Null);
    assert_eq!(node(&said, "po", "colour")["findings"], value!({ "all": 1 }));
    assert_eq!(node(&said, "vo", "colour")["findings"], value!({ "all": 2 }));
}

#[test]
fn what_stands_beside_a_level_without_effect_is_said() {
    let folder = written("weight-said", &study());
    let study = folder.to_str().expect("a path");
    for (language, wanted) in [
        (
            "en",
            "`+` on `learning` rests on 1 finding, beside 5 that found no effect",
        ),
        ("nl", "`+` op `learning` rust op 1 bevinding, naast 5 zonder effect"),
    ] {
        let said = json(&["check", study, "--lang", language]);
        let all = said["diagnostics"].as_array().expect("diagnostics").iter();
        let found: Vec<&Value> = all.filter(|one| one["code"] == "outweighed").collect();
        assert_eq!(found.len(), 1, "{said}");
        assert_eq!(found[0]["message"], wanted);
        assert_eq!(found[0]["severity"], "note");
    }
    let table = printed(&["run", study, "--full", "--lang", "en"]);
    assert!(table.contains("+°"), "{table}");
    assert!(table.contains("there are findings of no effect as well"), "{table}");
}
