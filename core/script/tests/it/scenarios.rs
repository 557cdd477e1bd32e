//! Scenario scripts.

use toets_model::{ScenarioDraft, Sources};
use toets_script::{Limits, Script, load};

use crate::world::{Files, PATH, Wrong, show};

fn scenarios(text: &str) -> (Vec<ScenarioDraft>, Sources) {
    let mut sources = Sources::default();
    let files = Files::of(&[(PATH, text)]);
    match load(&files, &mut sources, PATH, &["scripts".into()], &Limits::default()) {
        Ok(Script::Scenarios(drafts)) => (drafts, sources),
        Ok(Script::Plugin(_)) => panic!("a plugin"),
        Err(faults) => panic!("{}", show(&Wrong(faults, sources))),
    }
}

#[test]
fn a_scenario_knows_where_each_part_was_written() {
    let text = "scenario(\"D1\", #{\n    label: #{ nl: \"Open\", en: \"Open offer\" },\n    based_on: \"C1\",\n    levers: #{ timing: \"outside\", audience: \"all_in_class\", hours: 4 },\n});\n";
    let (drafts, sources) = scenarios(text);
    let [draft] = drafts.as_slice() else { panic!("one") };
    assert_eq!(draft.id.value, "D1");
    assert_eq!(draft.label.as_ref().unwrap().en.as_deref(), Some("Open offer"));
    assert_eq!(sources.position(draft.id.span), (1, 10));
    assert_eq!(sources.position(draft.based_on.as_ref().unwrap().span), (3, 15));
    let levers: Vec<(&str, &str, (usize, usize))> = draft
        .levers
        .iter()
        .map(|(k, v)| (&*k.value, &*v.value, sources.position(v.span)))
        .collect();
    assert_eq!(
        levers,
        [
            ("timing", "outside", (4, 24)),
            ("audience", "all_in_class", (4, 45)),
            ("hours", "4", (4, 68))
        ]
    );
}

#[test]
fn scenarios_may_be_made_in_a_loop() {
    let text =
        "for hours in [2, 4] {\n    scenario(`H${hours}`, #{ label: `${hours} uur`, levers: #{ hours: hours } });\n}";
    let (drafts, sources) = scenarios(text);
    let ids: Vec<&str> = drafts.iter().map(|d| &*d.id.value).collect();
    assert_eq!(ids, ["H2", "H4"]);
    assert_eq!(drafts[1].levers[0].1.value, "4");
    assert_eq!(sources.position(drafts[1].id.span).0, 2);
}
