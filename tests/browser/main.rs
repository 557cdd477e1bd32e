//! Reports in a real browser: accessibility by axe-core, and what the page does when it is used.
//!
//! This needs `node`, a Chromium, and two packages of npm (`playwright-core`, `axe-core`) in `target/browser`, or in the folder that
//! `TOETS_BROWSER_MODULES` names; `.ci/run` puts them there. Where something is missing the test says that it was skipped, unless
//! `TOETS_BROWSER=required`.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look for a browser and write pages for it"
)]

#[path = "../support/mod.rs"]
mod support;

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value as Json, json};
use support::{founding_study, printed, ready, root};
use toets_diagram::Diagram;
use toets_evaluate::{Compiled, all_cells, evaluate_where};
use toets_model::{Fixed, Index, Kind, NodeId, ValueId, VariableId};

#[test]
fn reports_work_in_a_browser() {
    let (chromium, modules) = match (chromium(), modules()) {
        (Ok(chromium), Ok(modules)) => (chromium, modules),
        (chromium, modules) => {
            let missing: Vec<String> = [chromium.err(), modules.err()].into_iter().flatten().collect();
            let missing = missing.join(", ");
            assert!(
                std::env::var("TOETS_BROWSER").as_deref() != Ok("required"),
                "there is no {missing}"
            );
            println!("SKIPPED: the browser tests were not run, as there is no {missing}");
            return;
        }
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser");
    std::fs::create_dir_all(&folder).expect("a folder for pages");
    for language in ["nl", "en"] {
        let page = |name: &str, more: &[&str]| {
            let file = folder.join(name).display().to_string();
            let call = ["report", support::FOUNDING, "--lang", language, "-o", &file];
            printed(&[&call, more].concat());
        };
        page(&format!("{language}.html"), &[]);
        page(&format!("{language}-all.html"), &["--part", "all"]);
    }
    let file = folder.join("hostile.html").display().to_string();
    printed(&["report", "tests/report/hostile", "--lang", "both", "-o", &file]);
    std::fs::write(folder.join("expected.json"), expected().to_string()).expect("a file of expectations");
    let output = Command::new("node")
        .arg(root().join("tests/browser/page.mjs"))
        .args([&folder, &chromium, &modules])
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    println!("{said}");
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.contains("all checks passed"), "{said}\n{errors}");
}

fn chromium() -> Result<PathBuf, String> {
    let paths = std::env::var("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name)))
        .find(|path| path.is_file());
    found.ok_or_else(|| "Chromium".to_owned())
}

fn modules() -> Result<PathBuf, String> {
    let folder = std::env::var("TOETS_BROWSER_MODULES").map_or_else(|_| root().join("target/browser"), PathBuf::from);
    let here = |name: &str| folder.join("node_modules").join(name).is_dir();
    let node = Command::new("node").arg("--version").output().is_ok();
    match here("playwright-core") && here("axe-core") {
        true if node => Ok(folder),
        true => Err("node".to_owned()),
        false => Err("playwright-core and axe-core".to_owned()),
    }
}

/// For choices of traits and levers what is possible in every cell and row: each cell evaluated anew with the choice fixed.
fn expected() -> Json {
    let compiled = ready(founding_study());
    let study = &compiled.study;
    let hung: Vec<VariableId> = study
        .variables
        .indices()
        .filter(|&v| matches!(study.variables[v].kind, Kind::Trait | Kind::Lever))
        .filter(|&v| {
            compiled
                .variables()
                .position(toets_evaluate::OpenVariable::Study(v))
                .is_some()
        })
        .filter(|v| {
            [
                "returns",
                "speaks_world_language",
                "dutch_sufficient",
                "focus",
                "tailored",
            ]
            .contains(&study.variables.name(*v))
        })
        .collect();
    assert!(hung.len() > 3, "variables that the founding study leaves open");
    let mut choices: Vec<Vec<(VariableId, usize)>> = vec![Vec::new()];
    for &variable in &hung {
        choices.extend((0..study.variables[variable].domain.size()).map(|value| vec![(variable, value)]));
    }
    choices.push(hung.iter().take(2).map(|&v| (v, 0)).collect());
    choices.push(
        hung.iter()
            .map(|&v| (v, study.variables[v].domain.size() - 1))
            .collect(),
    );
    let told: Vec<Json> = choices
        .into_iter()
        .filter(|choice| !choice.is_empty())
        .map(|choice| {
            let named: Vec<Json> = choice
                .iter()
                .map(|&(v, value)| json!([study.variables.name(v), value]))
                .collect();
            json!({ "choice": named, "cells": cells(&compiled, &choice) })
        })
        .collect();
    let asked: Vec<&str> = hung.iter().map(|&v| study.variables.name(v)).collect();
    json!({ "asked": asked, "choices": told })
}

fn cells(compiled: &std::sync::Arc<Compiled>, choice: &[(VariableId, usize)]) -> Json {
    let study = &compiled.study;
    let cells = all_cells(study);
    let mut scenarios: Vec<_> = cells.iter().map(|(scenario, _)| *scenario).collect();
    scenarios.dedup();
    let told = cells.iter().map(|&(scenario, group)| {
        let s = scenarios
            .iter()
            .position(|&other| other == scenario)
            .unwrap_or_default();
        let mut fixed = compiled.fixed(scenario, group);
        let mut fits = true;
        for &(variable, value) in choice {
            let value = Fixed::Value(ValueId::from_usize(value));
            fits &= *fixed.entry(variable).or_insert(value) == value;
        }
        let rows = rows(study).into_iter().map(|node| match fits {
            true => possible(compiled, &fixed, node),
            false => Vec::new(),
        });
        (format!("{s}/{}", group.to_usize()), rows.collect::<Vec<_>>().into())
    });
    Json::Object(told.collect())
}

/// The levels that are possible, by number.
fn possible(compiled: &std::sync::Arc<Compiled>, fixed: &toets_model::Assignment, node: NodeId) -> Vec<u32> {
    let (space, faults) = evaluate_where(compiled, fixed, Some(node));
    assert_eq!(faults, []);
    match space.node(node) {
        // Where it does not apply it has no level.
        Some(_) if space.admitted != Diagram::FALSE => space.terminals(node),
        _ => Vec::new(),
    }
}

/// The nodes in the order of the scorecard: depth-first from the verdict.
fn rows(study: &toets_model::Study) -> Vec<NodeId> {
    let mut rows = Vec::new();
    let mut stack = vec![study.verdict];
    while let Some(node) = stack.pop() {
        if !rows.contains(&node) {
            rows.push(node);
            stack.extend(study.nodes[node].children.iter().rev());
        }
    }
    rows
}
