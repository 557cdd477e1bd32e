//! No files need each other in a circle: what a reader of one has to know lies below it. A file and the parts that it is divided into are read
//! together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files, shipped};

/// The crates whose files are held to it.
const CRATES: [&str; 2] = ["core/evaluate/src/", "core/cli/src/"];

#[test]
fn no_circle_of_files() {
    for folder in CRATES {
        let uses = uses(folder);
        assert!(uses.len() > 15, "{folder}: {} files", uses.len());
        let names: Vec<&String> = uses.keys().collect();
        let below: Vec<Vec<usize>> = uses
            .values()
            .map(|all| all.iter().filter_map(|name| names.binary_search(&name).ok()).collect())
            .collect();
        let circles = toets_graph::order(&below).err().unwrap_or_default();
        let circles: Vec<Vec<&String>> = circles
            .iter()
            .map(|circle| circle.0.iter().map(|&n| names[n]).collect())
            .collect();
        assert!(circles.is_empty(), "{folder}: {circles:?}");
    }
}

/// For each module of a crate, by its path, the modules that it names. The root, which declares all of them, is none.
fn uses(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let module = |name: &str| {
        let path = name.strip_prefix(folder)?.strip_suffix(".rs")?;
        Some(path.replace('/', "::")).filter(|path| !matches!(&**path, "lib" | "main"))
    };
    let all: BTreeSet<String> = files().iter().filter_map(|name| module(name)).collect();
    let sources = shipped();
    let of_crate = sources.iter().filter_map(|(name, code)| Some((module(name)?, code)));
    of_crate
        .map(|(own, code)| {
            let mut named = BTreeSet::new();
            for path in paths(&own, code) {
                let is_part_of = |name: &str| {
                    own.strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
                };
                named.extend(longest(&path, &all).filter(|name| !is_part_of(name)));
            }
            (own, named)
        })
        .collect()
}

/// The paths within its crate that a module names.
fn paths(own: &str, code: &str) -> Vec<String> {
    let parent = own.rsplit_once("::").map_or("", |(parent, _)| parent);
    // What `mod` declares can be named without more.
    let declared = code.lines().filter_map(|line| {
        let name = line
            .trim()
            .strip_prefix("mod ")
            .or_else(|| line.trim().strip_prefix("pub(crate) mod "))?;
        name.strip_suffix(';')
    });
    let mut starts: Vec<(String, String)> = declared
        .map(|name| (format!("{name}::"), format!("{own}::{name}::")))
        .collect();
    starts.push(("crate::".to_owned(), String::new()));
    starts.push((
        "super::".to_owned(),
        if parent.is_empty() {
            String::new()
        } else {
            format!("{parent}::")
        },
    ));
    starts.push(("self::".to_owned(), format!("{own}::")));
    let mut paths = Vec::new();
    for (start, stands_for) in &starts {
        for (at, _) in code.match_indices(start.as_str()) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let rest = &code[at + start.len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap_or_default().split(',').collect(),
                None => vec![rest],
            };
            let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            paths.extend(names.iter().map(|name| {
                let name = name.trim_start();
                let end = name.find(|c| !word(c)).unwrap_or(name.len());
                format!("{stands_for}{}", &name[..end])
            }));
        }
    }
    paths
}

/// The module that a path leads to.
fn longest(path: &str, all: &BTreeSet<String>) -> Option<String> {
    let mut path = path.trim_end_matches(':');
    loop {
        if all.contains(path) {
            return Some(path.to_owned());
        }
        (path, _) = path.rsplit_once("::")?;
    }
}

#[test]
fn a_circle_is_seen() {
    let paths = |code| paths("cell::state", code);
    assert_eq!(paths("use crate::cell::Cell;"), ["cell::Cell"]);
    assert_eq!(paths("use super::{kept, Other};"), ["cell::kept", "cell::Other"]);
    assert_eq!(paths("mod inner;\n fn f() { inner::g() }"), ["cell::state::inner::g"]);
    let all = ["cell", "cell::state"].map(str::to_owned).into();
    assert_eq!(longest("cell::Cell", &all).as_deref(), Some("cell"));
}
