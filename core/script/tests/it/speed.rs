//! How long a run takes, for the eye: `cargo test --release -p toets-script -- --ignored --nocapture speed`.

use std::sync::Arc;

use toets_script::Limits;

use crate::world::{Files, PATH, ready, show};

#[test]
#[ignore = "measures"]
#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn speed_of_one_run() {
    let plain = "const PLUGIN = #{ id: \"test\", scale: \"five\" };\nfn score(cell) {\n    if cell.timing == \"inside\" { return judge(\"-\").because(\"a\"); }\n    let p = cell.provision(\"wpo:9\");\n    if p.in_force && cell.returns == \"yes\" && cell.node(\"needs\") >= \"0\" { return judge(\"+\").cites(p).because(\"b\"); }\n    judge(\"0\")\n}\n";
    let constants = format!(
        "{}\n{plain}",
        (0..20)
            .map(|n| format!("const C{n} = #{{ a: [1, 2, 3], b: \"text\" }};"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    let trivial = "const PLUGIN = #{ id: \"test\", scale: \"five\" };\nfn score(cell) { judge(\"0\") }";
    let looping = "const PLUGIN = #{ id: \"test\", scale: \"five\" };\nfn score(cell) { let n = 0; for i in 0..1000 { n += i; } judge(\"0\") }";
    for (name, text) in [
        ("trivial", trivial),
        ("plain", plain),
        ("20 constants", &constants),
        ("1000 loops", looping),
    ] {
        let ready = ready(&Files::of(&[(PATH, text)]), &Limits::default()).unwrap_or_else(|w| panic!("{}", show(&w)));
        let start = std::time::Instant::now();
        let runs = 2_000;
        for _ in 0..runs {
            ready.scorer.score(Arc::new(ready.cell())).unwrap();
        }
        println!("{name}: {:?} a run", start.elapsed() / runs);
    }
}
