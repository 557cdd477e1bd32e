//! What people may call things on the command line: an id, a code, a label in either language; by option or by place.

mod support;

use serde_json::Value;
use support::{FOUNDING, printed, toets};

fn json(call: &[&str]) -> Value {
    let all = [call, &["--format", "json"]].concat();
    serde_json::from_str(&printed(&all)).expect("the program prints JSON")
}

/// What a call says that can't be answered.
fn refused(call: &[&str]) -> String {
    let output = toets(call);
    let told = String::from_utf8(output.stderr).expect("the program prints UTF-8");
    assert_eq!(output.status.code(), Some(2), "{call:?}: {told}");
    assert!(output.stdout.is_empty(), "{call:?}");
    told
}

#[test]
fn a_cell_and_a_node_are_named_by_place_or_by_option_in_any_spelling() {
    let flags = ["--scenario", "C1", "--group", "glo", "--node", "intellectual"];
    let expected = json(&[&["explain", FOUNDING], &flags[..]].concat());
    let calls: [&[&str]; 8] = [
        &["explain", FOUNDING, "C1", "glo", "K1.int"],
        // The only study in sight needs no name.
        &["explain", "C1", "glo", "K1.int"],
        &["explain", "c1", "GLO", "k1.INT"],
        &["explain", "C1", "glo", "Intellectuele ontwikkeling"],
        &[
            "explain",
            "C1",
            "Children on family  locations",
            "intellectual development",
        ],
        // Words take the places that options leave.
        &["explain", FOUNDING, "glo", "K1.int", "--scenario", "C1"],
        &["explain", "glo", "K1.int", "--scenario", "C1"],
        &[
            "explain",
            "--node",
            "K1.int",
            "Vaardigheden en competenties, vrijwillig, buiten schooltijd",
            "glo",
        ],
    ];
    for call in calls {
        assert_eq!(json(call), expected, "{call:?}");
    }
}

#[test]
fn levels_variables_values_and_unknowns_have_labels_too() {
    let same: [(&[&str], &[&str]); 6] = [
        (
            &["improve", "C1", "glo", "--to", "desirable_and_feasible"],
            &["improve", "C1", "glo", "--to", "Wenselijk én haalbaar"],
        ),
        (
            &[
                "conditions",
                "C1",
                "glo",
                "verdict",
                "--at-least",
                "desirable_and_feasible",
            ],
            &[
                "conditions",
                "C1",
                "glo",
                "eindoordeel",
                "--at-least",
                "desirable and feasible",
            ],
        ),
        (
            &[
                "space",
                "--fix",
                "timing=outside",
                "--fix",
                "audience=all_in_class",
                "--node",
                "wpo",
            ],
            &[
                "space",
                "--fix",
                "tijdstip=Buiten schooltijd",
                "--fix",
                "Audience = all children in the class",
                "--node",
                "K4.wpo",
            ],
        ),
        (
            &["explain", "C1", "glo", "--where", "open.finance=-"],
            &[
                "explain",
                "C1",
                "glo",
                "--where",
                "Financiële haalbaarheid=negatief; bij uitvoerbaarheid: knelpunt",
            ],
        ),
        (
            &["explain", "C1", "glo", "--where", "open.finance=-"],
            &[
                "explain",
                "C1",
                "glo",
                "--where",
                "open.K5=Negative; for feasibility: a bottleneck",
            ],
        ),
        (
            &["run", "--scenario", "C1", "--group", "jji"],
            &[
                "run",
                "--scenario",
                "Skills and competences, voluntary, outside school time",
                "--group",
                "JJI",
            ],
        ),
    ];
    for (by_id, by_label) in same {
        assert_eq!(json(by_id), json(by_label), "{by_label:?}");
    }
    let by_code = printed(&["graph", FOUNDING, "--impact", "K1.int"]);
    assert_eq!(by_code, printed(&["graph", FOUNDING, "--impact", "intellectual"]));
    let diff = |group| {
        toets(&[
            "diff",
            FOUNDING,
            "--to-as-of",
            "2020-01-01",
            "--group",
            group,
            "--format",
            "json",
        ])
    };
    assert_eq!(diff("amv").stdout, diff("Unaccompanied minors").stdout);
}

#[test]
fn cells_of_questions_about_many_have_places_too() {
    for command in ["run", "decide", "robust", "timeline"] {
        let by_option = json(&[command, FOUNDING, "--scenario", "C1", "--group", "glo"]);
        for call in [
            &[command, FOUNDING, "C1", "glo"][..],
            &[command, "C1", "Children on family locations"],
            &[command, "glo", "--scenario", "C1"],
        ] {
            assert_eq!(json(call), by_option, "{call:?}");
        }
        let all_groups = json(&[command, FOUNDING, "--scenario", "C1"]);
        assert_eq!(json(&[command, "c1"]), all_groups, "{command}");
    }
    let told = refused(&["run", "C1", "glo", "K1.int"]);
    assert!(told.contains("without one `K1.int` is one name too many"), "{told}");
}

#[test]
fn ids_are_printed_whatever_was_typed() {
    let script = "scripts/scoring/wpo-wvo-2020.rhai";
    let attempt = |cell: [&str; 3]| printed(&[&["script", "try", script], &cell[..]].concat());
    assert_eq!(
        attempt(["B2", "glo", "wpo"]),
        attempt(["b2", "Kinderen op gezinslocaties", "K4.wpo"])
    );
}

#[test]
fn a_label_that_several_have_names_none_and_lists_them() {
    let told = refused(&["run", "tests/fixtures/names", "--scenario", "Hetzelfde", "--lang", "en"]);
    assert!(told.contains("`Hetzelfde` names more than one scenario"), "{told}");
    assert!(told.contains("`one`, `two`"), "{told}");
    // An id wins over a code, a code over a label.
    let node = |name: &str| json(&["explain", "tests/fixtures/names", "three", "all", name])["node"].clone();
    assert_eq!(node("first"), "first");
    assert_eq!(node("second"), "second");
    assert_eq!(node("Third"), "first");
}

#[test]
fn strange_names_are_refused_as_any_other() {
    let long = "é".repeat(50_000);
    let names = [
        "",
        " ",
        "=",
        "--",
        "`",
        "\u{202e}",
        "K1.",
        "open.",
        "contest.",
        "open.open.K5",
        &long,
    ];
    for name in names {
        let option = format!("--node={name}");
        for call in [
            vec!["explain", "C1", "glo", &option],
            vec!["explain", FOUNDING, "C1", name],
            vec!["space", "--fix", name],
            vec!["explain", "C1", "glo", "--where", name],
        ] {
            let told = refused(&call);
            assert!(told.starts_with("error: "), "{told}");
            assert!(!told.contains("defect"), "{told}");
        }
    }
    for label in ["K5", "open.K5"] {
        let told = refused(&["explain", "C1", "glo", "--where", &format!("{label}=")]);
        assert!(told.contains("`open.finance` has no value ``"), "{told}");
    }
}

#[test]
fn names_that_nothing_has_are_met_with_what_may_be_meant() {
    let mut told = String::new();
    for language in ["en", "nl"] {
        let calls: [&[&str]; 18] = [
            &["explain", "C1", "glo", "intelectueele ontwikeling"],
            &["explain", "C1", "glo", "K1.itn"],
            &["explain", "C1", "glo", "zzzzzz"],
            &["explain", "C11", "glo"],
            &["explain", "nergens-te-vinden", "glo"],
            &["explain", "onderwijs-negatieve-beschiking", "C1", "glo", "K1.int"],
            &["explain", "C1"],
            &["explain"],
            &["explain", FOUNDING, "C1", "glo", "K1.int", "--node", "K1"],
            &["conditions", "C1", "glo", "--scenario", "C2", "--group", "glo"],
            &["improve", "C1", "glo", "--to", "wenselijk en haalbaar"],
            &["improve", "C1", "glo", "--node", "K2", "--to", "positive!"],
            &["space", "--fix", "tijdstip=binnen schooltijdd"],
            &["space", "--fix", "tijdstop=inside"],
            &["explain", "C1", "glo", "--where", "financieele haalbaarheid=+"],
            &["explain", "C1", "glo", "--where", "open.K5=positif"],
            &["rn"],
            &["law", "dif"],
        ];
        for call in calls {
            let said = refused(&[call, &["--lang", language]].concat());
            told.push_str(&format!("$ toets {} --lang {language}\n{said}\n", call.join(" ")));
        }
    }
    insta::assert_snapshot!(told);
}

/// Of several studies in sight the one that says so is meant; where none does, or two do, they are listed.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes a project")]
fn of_several_studies_the_default_one_is_meant() {
    let folder = std::env::temp_dir().join(format!("toets-default-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let write = |name: &str, default: &str| {
        let study = folder.join("policies").join(name);
        std::fs::create_dir_all(&study).expect("a folder");
        std::fs::write(
            study.join("study.toml"),
            format!("[study]\nid = \"{name}\"\n{default}\n"),
        )
        .expect("a file");
    };
    let checked = || {
        let output = std::process::Command::new(support::program())
            .arg("check")
            .current_dir(&folder)
            .output()
            .expect("the program runs");
        let both = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&both).into_owned()
    };
    write("one", "");
    write("two", "");
    assert!(checked().contains("more than one study in sight"), "{}", checked());
    write("two", "default = true");
    assert!(checked().contains("policies/two/study.toml"), "{}", checked());
    write("one", "default = true");
    assert!(checked().contains("more than one study in sight"), "{}", checked());
    let _ = std::fs::remove_dir_all(&folder);
}
