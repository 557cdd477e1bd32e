//! What the engine costs. `cargo bench -p toets-cli`; the figures that were seen are in the book (explanation/speed).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

#[path = "engine/law.rs"]
mod law;
#[path = "engine/window.rs"]
mod window;

use divan::Bencher;
use toets_evaluate::{Compiled, Evaluation, Limits, all_cells, compile, evaluate_again, evaluate_where};
use toets_graph::{Detail, Reads, StudyGraph};
use toets_load::{FileError, Files, Loaded};
use toets_model::{Assignment, Fixed, Index, Language, LevelId, NodeId, Sources, Study, ValueId};
use toets_plugin::{Answer, Cell, Outcome, Plugin, Read, Registry, Replay, Scorer, Stop};
use toets_question::{AskSpace, NoProgress, space};

fn main() {
    // Two cells on two threads may go one way at the same time, and both count it: so one thread counts.
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    one.expect("a thread").install(count_script_runs);
    divan::main();
}

/// Counted, so that it is the same on every machine.
#[expect(clippy::print_stdout, reason = "a bench tells what it counts")]
fn count_script_runs() {
    let disk = Disk(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    let loaded = toets_load::load(
        &disk,
        "policies/onderwijs-negatieve-beschikking/study.toml",
        "policies",
        Vec::new(),
        Sources::default(),
    );
    let study = loaded.study.expect("a study without errors");
    let scripts: Vec<String> = disk.scripts("scripts/scoring");
    let (plugins, scored) = plugins(&disk, &scripts);
    let named = |node: &toets_model::Node| scored.contains(&node.score.plugin.value.to_string());
    let nodes = study.nodes.iter().filter(|(_, node)| named(node)).count();
    let compiled = Arc::new(compile(Arc::new(study), &plugins, Limits::default()).expect("a study without faults"));
    let cells = all_cells(&compiled.study);
    let work = evaluate_again(&compiled, &cells, None).work;
    println!(
        "the founding study: {} runs of scripts for {nodes} nodes in {} cells",
        work.runs,
        cells.len()
    );
    let (compiled, _) = variants();
    let work = evaluate_again(&compiled, &all_cells(&compiled.study), None).work;
    println!(
        "1,048,576 variants: {} runs of scripts, {} steps of diagrams",
        work.runs, work.operations
    );
}

/// 1,048,576 variants (20 levers of two values) judged by eleven scripts: at once …
#[divan::bench]
fn million_variants_at_once(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| variants().0)
        .bench_values(|compiled| evaluate_again(&compiled, &all_cells(&compiled.study), None));
}

/// … and by the same scripts, called once for each of 4,096 of them (a 256th) with its values. The scripts are compiled
/// once for both.
#[divan::bench(sample_count = 3)]
fn million_variants_one_by_one_a_256th(bencher: Bencher<'_, '_>) {
    let (compiled, scorers) = variants();
    bencher.bench(|| {
        for variant in 0..4096usize {
            divan::black_box(Plain::judge(&compiled.study, &scorers, variant * 256 + variant % 256));
        }
    });
}

/// One finding of the framework of 100,000 nodes changed: evaluating it anew, with what did not change taken over. Reading
/// and comparing the two studies is part of it, loading is not.
#[divan::bench(sample_count = 3)]
fn hundred_thousand_nodes_after_a_change(bencher: Bencher<'_, '_>) {
    let cell = "[[scenario]]\nid = \"S\"\nlabel = { nl = \"x\", en = \"x\" }\n[[group]]\nid = \"g\"\nlabel = { nl = \"x\", en = \"x\" }\n";
    let text = hierarchy(
        8,
        66_667,
        |n| [n * 4 / 66_667, 4 + n * 4 / 66_667, n * 4 / 66_667],
        "worst",
    )
    .replacen("[[node]]", &format!("{cell}[[node]]"), 1);
    let changed = text.replacen(
        "id = \"i40000m\"\nnode = \"i40000\"\nwhen = { lever2 = \"c\" }\nlevel = \"-\"",
        "id = \"i40000m\"\nnode = \"i40000\"\nwhen = { lever2 = \"c\" }\nlevel = \"--\"",
        1,
    );
    assert_ne!(text, changed);
    let evaluated = |compiled: &Arc<Compiled>, before: Option<Evaluation>| {
        evaluate_again(compiled, &all_cells(&compiled.study), before)
    };
    bencher
        .with_inputs(|| {
            let before = ready(&text, Limits::default());
            (evaluated(&before, None).evaluation, ready(&changed, Limits::default()))
        })
        .bench_values(|(before, compiled)| evaluated(&compiled, Some(before)));
}

/// A study of 20 levers and ten indicators, each judged by a script of its own from two of them, below a criterion that a
/// script judges from those; with the scorers in order.
fn variants() -> (Arc<Compiled>, Scorers) {
    let mut text = String::from(
        "[study]\nid = \"variants\"\ntitle = { nl = \"x\", en = \"x\" }\nverdict = \"top\"\n[scale.three]\nlevels = [\"-\", \"0\", \"+\"]\n\
         [[scenario]]\nid = \"S\"\nlabel = { nl = \"x\", en = \"x\" }\n[[group]]\nid = \"g\"\nlabel = { nl = \"x\", en = \"x\" }\n",
    );
    for n in 0..20 {
        let _ = writeln!(
            text,
            "[variable.lever{n}]\nkind = \"lever\"\nlabel = {{ nl = \"x\", en = \"x\" }}\nvalues = [\"a\", \"b\"]"
        );
    }
    let mut files = BTreeMap::new();
    let mut script = |id: &str, body: &str| {
        let head = format!(
            "const PLUGIN = #{{ id: \"{id}\", version: \"1.0.0\", scale: \"three\", label: #{{ nl: \"x\", en: \"x\" }} }};"
        );
        files.insert(
            format!("scripts/scoring/{id}.rhai"),
            format!("{head}\nfn score(cell) {{\n{body}\n}}\n"),
        );
    };
    let mut node = |id: &str, children: &str| {
        let _ = writeln!(
            text,
            "[[node]]\nid = \"{id}\"\nlabel = {{ nl = \"x\", en = \"x\" }}\nscale = \"three\"\nscore = {{ plugin = \"s-{id}\" }}\nchildren = [{children}]"
        );
    };
    for n in 0..10 {
        let (one, other) = (2 * n, 2 * n + 1);
        let body = format!(
            "if cell.lever{one} == \"a\" {{ return judge(\"+\"); }}\nif cell.lever{other} == \"b\" {{ judge(\"-\") }} else {{ judge(\"0\") }}"
        );
        script(&format!("s-i{n}"), &body);
        node(&format!("i{n}"), "");
    }
    let asks: String = (0..10)
        .map(|n| format!("if cell.node(\"i{n}\") < \"0\" {{ return judge(\"-\"); }}\n"))
        .collect();
    script(
        "s-top",
        &format!(
            "{asks}if cell.node(\"i0\") == \"+\" && cell.node(\"i5\") == \"+\" {{ judge(\"+\") }} else {{ judge(\"0\") }}"
        ),
    );
    node(
        "top",
        &(0..10).map(|n| format!("\"i{n}\"")).collect::<Vec<_>>().join(", "),
    );
    let scripts: Vec<String> = files.keys().cloned().collect();
    let (plugins, _) = plugins(&Memory(files), &scripts);
    let study = load(&text).study.expect("a study without errors");
    let replay = |id: NodeId| {
        let plugin = plugins.get(&study.nodes[id].score.plugin.value).expect("its script");
        match plugin.prepare(&study, id) {
            Ok(Scorer::Replay(replay)) => (id, replay),
            _ => panic!("a script replays"),
        }
    };
    let scorers = study.nodes.indices().map(replay).collect();
    (
        Arc::new(compile(Arc::new(study), &plugins, Limits::default()).expect("a study without faults")),
        scorers,
    )
}

/// Scorers of nodes, those that a node reads before its own.
type Scorers = Vec<(NodeId, Box<dyn Replay>)>;

/// One variant: every lever has a value, and a node is judged after those that it reads.
struct Plain {
    study: Arc<Study>,
    node: NodeId,
    variant: usize,
    levels: Vec<LevelId>,
}

impl Plain {
    fn judge(study: &Arc<Study>, scorers: &Scorers, variant: usize) -> Vec<LevelId> {
        let mut levels = Vec::new();
        for (node, scorer) in scorers {
            let cell = Arc::new(Self {
                study: study.clone(),
                node: *node,
                variant,
                levels: levels.clone(),
            });
            match scorer.score(cell).map(|judgement| judgement.outcome) {
                Ok(Outcome::Level(level)) => levels.push(level),
                other => panic!("a level, not {other:?}"),
            }
        }
        levels
    }
}

impl Cell for Plain {
    fn study(&self) -> &Study {
        &self.study
    }
    fn node(&self) -> NodeId {
        self.node
    }
    fn read(&self, read: Read) -> Result<Answer, Stop> {
        match read {
            Read::Variable(lever) => Ok(Answer::Value(ValueId::from_usize(self.variant >> lever.to_usize() & 1))),
            Read::Node(node) => Ok(Answer::Level(self.levels[node.to_usize()])),
            _ => Err(Stop::Halted),
        }
    }
}

/// The plugins of the program and of these scripts, and the ids of the latter.
fn plugins(files: &impl toets_script::ScriptFiles, scripts: &[String]) -> (Registry, Vec<String>) {
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    let mut ids = Vec::new();
    for path in scripts {
        let limits = toets_script::Limits::default();
        let loaded = toets_script::load(files, &mut Sources::default(), path, &["scripts".into()], &limits);
        if let Ok(toets_script::Script::Plugin(plugin)) = loaded {
            ids.push(plugin.id().to_owned());
            registry.add(plugin);
        }
    }
    (registry, ids)
}

/// The founding study, from a cold start to the finished scorecard, as a whole process.
#[divan::bench(args = ["table", "json", "csv"], sample_count = 20)]
fn cold_start(format: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let status = Command::new(env!("CARGO_BIN_EXE_toets"))
        .args(["run", "policies/onderwijs-negatieve-beschikking", "--format", format])
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()));
}

/// Why a node has its levels, and under which conditions: each as a whole process on the founding study.
#[divan::bench(args = ["explain", "conditions"], sample_count = 20)]
fn why(question: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let study = "policies/onderwijs-negatieve-beschikking";
    let status = Command::new(env!("CARGO_BIN_EXE_toets"))
        .args([question, study, "--scenario", "V-open", "--group", "glo"])
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()));
}

/// Each question about the founding study, as a whole process.
#[divan::bench(args = ["improve", "decide", "space", "compare", "robust"], sample_count = 10)]
fn question(question: &str) {
    let cell = ["--scenario", "C1", "--group", "glo"];
    let args: Vec<&str> = match question {
        "improve" => [&cell[..], &["--to", "desirable_and_feasible"]].concat(),
        "compare" => vec!["A1", "C1"],
        _ => Vec::new(),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let status = Command::new(env!("CARGO_BIN_EXE_toets"))
        .args([question, "policies/onderwijs-negatieve-beschikking"])
        .args(args)
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()));
}

/// All questions about the space of designs, by diagrams …
#[divan::bench(args = [4, 6, 8, 10, 20, 40, 60], sample_count = 10)]
fn space_of_levers(bencher: Bencher<'_, '_>, levers: usize) {
    let compiled = ready(
        &hierarchy(levers, levers, |n| [n, (n + 1) % levers, n], "worst"),
        Limits::default(),
    );
    bencher.bench(|| space(&compiled, &AskSpace::default(), &NoProgress).expect("it can be counted"));
}

/// … and the verdict alone of one design after the other, by the same engine.
#[divan::bench(args = [4, 6, 8, 10], sample_count = 3)]
fn space_one_by_one(bencher: Bencher<'_, '_>, levers: usize) {
    let compiled = ready(
        &hierarchy(levers, levers, |n| [n, (n + 1) % levers, n], "worst"),
        Limits::default(),
    );
    bencher.bench(|| one_by_one(&compiled));
}

/// 60 open levers of 3 values (4·10²⁸ designs), each serving two neighbouring indicators of a hierarchy.
#[divan::bench(args = ["worst", "mean"])]
fn sixty_levers(bencher: Bencher<'_, '_>, plugin: &str) {
    let compiled = ready(&hierarchy(60, 60, |n| [n, (n + 1) % 60, n], plugin), Limits::default());
    bencher.bench(|| evaluate_where(&compiled, &Assignment::new(), None));
}

/// The same levers, paired across the framework so that everything is connected: ends at the node budget.
#[divan::bench(sample_count = 5)]
fn sixty_levers_tied_together(bencher: Bencher<'_, '_>) {
    let limits = Limits {
        diagram_nodes: 1_000_000,
        ..Limits::default()
    };
    let compiled = ready(&hierarchy(60, 60, |n| [n, (n * 17 + 5) % 60, n], "mean"), limits);
    bencher.bench(|| {
        let (_, faults) = evaluate_where(&compiled, &Assignment::new(), None);
        assert_eq!(faults[0].code, "too-large");
    });
}

/// All designs of eight levers at once, as diagrams …
#[divan::bench]
fn eight_levers_at_once(bencher: Bencher<'_, '_>) {
    let compiled = ready(&hierarchy(8, 8, |n| [n, (n + 1) % 8, n], "worst"), Limits::default());
    bencher.bench(|| evaluate_where(&compiled, &Assignment::new(), None));
}

/// … and one design after the other, by the same engine.
#[divan::bench(sample_count = 3)]
fn eight_levers_one_by_one(bencher: Bencher<'_, '_>) {
    let compiled = ready(&hierarchy(8, 8, |n| [n, (n + 1) % 8, n], "worst"), Limits::default());
    bencher.bench(|| one_by_one(&compiled));
}

fn one_by_one(compiled: &Arc<Compiled>) {
    let levers: Vec<_> = compiled.study.variables.indices().collect();
    for design in 0..3usize.pow(levers.len() as u32) {
        let value = |n: usize| Fixed::Value(ValueId::from_usize(design / 3usize.pow(n as u32) % 3));
        let fixed: Assignment = levers.iter().enumerate().map(|(n, &lever)| (lever, value(n))).collect();
        divan::black_box(evaluate_where(compiled, &fixed, None));
    }
}

/// A framework of 100,000 nodes: reading and checking its TOML.
#[divan::bench(sample_count = 3)]
fn hundred_thousand_nodes_load(bencher: Bencher<'_, '_>) {
    let text = hierarchy(
        8,
        66_667,
        |n| [n * 4 / 66_667, 4 + n * 4 / 66_667, n * 4 / 66_667],
        "worst",
    );
    bencher.bench(|| load(&text));
}

/// The same framework: evaluating it.
#[divan::bench(sample_count = 3)]
fn hundred_thousand_nodes_evaluate(bencher: Bencher<'_, '_>) {
    let text = hierarchy(
        8,
        66_667,
        |n| [n * 4 / 66_667, 4 + n * 4 / 66_667, n * 4 / 66_667],
        "worst",
    );
    let compiled = ready(&text, Limits::default());
    bencher.bench(|| evaluate_where(&compiled, &Assignment::new(), None));
}

/// A framework of 302 nodes: laying out and drawing what depends on what.
#[divan::bench(sample_count = 10)]
fn three_hundred_nodes_drawn(bencher: Bencher<'_, '_>) {
    let compiled = ready(
        &hierarchy(12, 200, |n| [n % 12, (n + 1) % 12, n % 12], "worst"),
        Limits::default(),
    );
    let graph = StudyGraph::new(&compiled.study, &Reads::default());
    let view = graph.view(&compiled.study, Detail::Framework, &[]);
    assert!(view.vertices.len() > 300);
    bencher.bench(|| toets_graph::svg(&view, Language::Nl));
}

/// A study whose indicators depend on three levers each, of which some may be the same, and are joined three by three.
fn hierarchy(levers: usize, indicators: usize, reads: impl Fn(usize) -> [usize; 3], plugin: &str) -> String {
    let mut text = String::from(
        "[study]\nid = \"generated\"\ntitle = { nl = \"x\", en = \"x\" }\nverdict = \"top\"\n\
         [scale.five]\nlevels = [\"--\", \"-\", \"0\", \"+\", \"++\"]\n",
    );
    for n in 0..levers {
        let _ = writeln!(
            text,
            "[variable.lever{n}]\nkind = \"lever\"\nlabel = {{ nl = \"x\", en = \"x\" }}\nvalues = [\"a\", \"b\", \"c\"]"
        );
    }
    for n in 0..indicators {
        let [one, other, third] = reads(n);
        node(&mut text, &format!("i{n}"), "score = { plugin = \"evidence\" }");
        for (id, level, when) in [
            ("p", "+", format!("{{ lever{one} = \"a\", lever{other} = \"a\" }}")),
            ("m", "-", format!("{{ lever{third} = \"c\" }}")),
            ("z", "0", "{}".to_owned()),
        ] {
            let _ = writeln!(
                text,
                "[[finding]]\nid = \"i{n}{id}\"\nnode = \"i{n}\"\nwhen = {when}\nlevel = \"{level}\"\nmodality = \"certain\"\nstatement = {{ nl = \"x\", en = \"x\" }}"
            );
        }
    }
    let mut row: Vec<String> = (0..indicators).map(|n| format!("i{n}")).collect();
    let mut made = 0;
    while row.len() > 1 {
        let last = row.len() <= 3;
        row = row
            .chunks(3)
            .map(|children| {
                made += 1;
                let id = if last { "top".to_owned() } else { format!("c{made}") };
                let children = children
                    .iter()
                    .map(|c| format!("\"{c}\""))
                    .collect::<Vec<_>>()
                    .join(", ");
                node(
                    &mut text,
                    &id,
                    &format!("children = [{children}]\nscore = {{ plugin = \"{plugin}\" }}"),
                );
                id
            })
            .collect();
    }
    text
}

fn node(text: &mut String, id: &str, rest: &str) {
    let _ = writeln!(
        text,
        "[[node]]\nid = \"{id}\"\nlabel = {{ nl = \"x\", en = \"x\" }}\nscale = \"five\"\n{rest}"
    );
}

struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.0.get(path).cloned().ok_or(FileError::NotFound)
    }
}

impl toets_script::ScriptFiles for Memory {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| ("not found", "niet gevonden").into())
    }
}

/// The files of the repository.
struct Disk(std::path::PathBuf);

impl Disk {
    #[expect(clippy::disallowed_methods, reason = "a bench stands in for the command line")]
    fn text(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.0.join(path)).ok()
    }

    #[expect(clippy::disallowed_methods, reason = "a bench stands in for the command line")]
    fn scripts(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.join(folder)).expect("the folder of scripts");
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut paths: Vec<String> = names.map(|name| format!("{folder}/{name}")).collect();
        paths.sort();
        paths
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.text(path).ok_or(FileError::NotFound)
    }
}

impl toets_script::ScriptFiles for Disk {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        self.text(path).ok_or_else(|| ("not found", "niet gevonden").into())
    }
}

/// Loads a study from files of a size that people have.
fn load(text: &str) -> Loaded {
    let (head, rest) = text.split_at(text.find("[[node]]").unwrap_or(text.len()));
    let mut files = BTreeMap::new();
    let mut rest = rest;
    while !rest.is_empty() {
        let cut = rest
            .get(8_000_000..)
            .and_then(|tail| tail.find("[[node]]"))
            .map_or(rest.len(), |n| n + 8_000_000);
        let (part, more) = rest.split_at(cut);
        files.insert(format!("policies/g/part{}.toml", files.len()), part.to_owned());
        rest = more;
    }
    let include: Vec<String> = (0..files.len()).map(|n| format!("\"part{n}.toml\"")).collect();
    files.insert(
        "policies/g/study.toml".to_owned(),
        format!("include = [{}]\n{head}", include.join(", ")),
    );
    let files = Memory(files);
    toets_load::load(
        &files,
        "policies/g/study.toml",
        "policies",
        Vec::new(),
        Sources::default(),
    )
}

fn ready(text: &str, limits: Limits) -> Arc<Compiled> {
    let study = load(text).study.expect("a study without errors");
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    Arc::new(compile(Arc::new(study), &registry, limits).expect("a study without faults"))
}
