//! A plugin can be written outside of this repository: the one of the book is built in a folder elsewhere, as a crate
//! with one dependency.

#![expect(
    clippy::disallowed_methods,
    reason = "a test stands in for somebody with a crate of their own"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = "docs/src/how-to/write-a-plugin-in-rust.md";
const START: &str = "```rust,plugin\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The code that the page shows.
fn shown() -> String {
    let page = std::fs::read_to_string(root().join(PAGE)).expect("the page is there");
    let (_, code) = page.split_once(START).expect("the page shows a plugin");
    code.split_once("```").expect("a block ends").0.to_owned()
}

#[test]
fn the_page_shows_the_crate_of_the_repository_in_fewer_than_fifty_lines() {
    let source = std::fs::read_to_string(root().join("plugins/example/src/lib.rs")).expect("the crate is there");
    if std::env::var("TOETS_UPDATE_DOCS").is_ok() {
        let page = std::fs::read_to_string(root().join(PAGE)).expect("the page is there");
        let page = page.replace(&format!("{START}{}```", shown()), &format!("{START}{source}```"));
        std::fs::write(root().join(PAGE), page).expect("the page can be written");
    }
    assert!(
        shown() == source,
        "{PAGE} is not the crate: TOETS_UPDATE_DOCS=1 cargo test -p toetssteen --test plugin_from_outside"
    );
    let counts = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    let code = source.lines().filter(counts).count();
    assert!(code < 50, "{code} lines");
}

#[test]
fn it_is_built_as_an_outsider_would() {
    let folder: PathBuf = std::env::temp_dir().join(format!("toets-outsider-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("src")).expect("a folder elsewhere");
    let plugin = root().join("core/plugin");
    let manifest = format!(
        "[package]\nname = \"by-value\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ntoets-plugin = {{ path = {:?} }}\n\n[workspace]\n",
        plugin.display().to_string()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
    std::fs::write(folder.join("src/lib.rs"), shown()).expect("the code is written");
    // The same versions of everything, so that nothing has to be fetched.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock is copied");
    let tests = std::env::current_exe().expect("a test has a path");
    // …/debug/deps/test → …/outsider: what was built for an earlier run is not built again.
    let target = tests
        .ancestors()
        .nth(3)
        .expect("tests lie below the target folder")
        .join("outsider");
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let _ = std::fs::remove_dir_all(&folder);
    assert!(output.status.success(), "{errors}");
}
