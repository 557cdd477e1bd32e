//! A small study, a cell that answers from a list, and files in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use toets_diagnostic::render::{Style, human};
use toets_diagnostic::{Diagnostic, Words};
use toets_model::testing::{
    finding, node, nowhere, number_variable, numbers, provision, scale, study, unordered, variable,
};
use toets_model::{
    Date, Index, Kind, Language, LevelId, Modality, NodeId, Param, ParamValue, Role, Sources, Study, ValueId,
};
use toets_plugin::{Answer, Cell, Judgement, Number, Plugin, ProvisionField, Read, Replay, Scorer, Stop, Strength};
use toets_script::{Limits, Script, ScriptFiles, load};

/// Files in memory.
#[derive(Default)]
pub(crate) struct Files(pub(crate) BTreeMap<String, String>);

impl Files {
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect())
    }
}

impl ScriptFiles for Files {
    fn read(&self, path: &str) -> Result<String, Words> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| Words::both("not found", "niet gevonden"))
    }
}

/// The study of these tests; the node `here` is the one that scripts judge.
pub(crate) fn small_study() -> Study {
    let mut s = study();
    let five = scale(&mut s, "five", &["--", "-", "0", "+", "++"]);
    let legal = scale(&mut s, "legal", &["prohibited", "conditional", "permitted"]);
    let money = numbers(&mut s, "euro");
    let shape = unordered(&mut s, "shape", &["round", "square"]);
    variable(&mut s, "timing", Kind::Lever, &["inside", "outside"]);
    variable(&mut s, "audience", Kind::Lever, &["exclusive", "all_in_class"]);
    variable(&mut s, "returns", Kind::Trait, &["yes", "no"]);
    variable(&mut s, "dutch", Kind::Trait, &["yes", "no"]);
    number_variable(&mut s, "cost", Kind::Lever, Some((0.0, 500.0)), &[100.0, 200.0]);
    number_variable(&mut s, "hours", Kind::Lever, None, &[]);
    let here = node(&mut s, "here", five, "test", &[]);
    for (id, scale) in [
        ("needs", five),
        ("social", five),
        ("legality", legal),
        ("costs", money),
        ("shape", shape),
        ("legal_here", legal),
        ("costs_here", money),
        ("shape_here", shape),
    ] {
        node(&mut s, id, scale, "test", &[]);
    }
    s.nodes[here].score.params = Param {
        span: nowhere(),
        value: ParamValue::Table(vec![
            ("limit".into(), nowhere(), whole(3)),
            ("of".into(), nowhere(), text("needs")),
        ]),
    };
    finding(&mut s, "f1", here, Some("+"));
    finding(&mut s, "f2", here, Some("++"));
    let f3 = finding(&mut s, "f3", here, None);
    s.findings[f3].role = Role::Requirement;
    s.findings[f3].modality = Modality::Uncertain;
    for (id, article, from) in [("wpo:9", "9", Some("2024-08-01")), ("wpo:41", "41", None)] {
        provision(&mut s, id, article, from, None);
    }
    s
}

fn whole(n: i64) -> Param {
    Param {
        span: nowhere(),
        value: ParamValue::Integer(n),
    }
}

fn text(t: &str) -> Param {
    Param {
        span: nowhere(),
        value: ParamValue::Text(t.into()),
    }
}

/// A cell that answers from a list, else in a fixed way, and keeps what was read.
pub(crate) struct TestCell {
    study: Arc<Study>,
    node: NodeId,
    answers: BTreeMap<Read, Answer>,
    halt_at: Option<Read>,
    reads: Mutex<Vec<Read>>,
}

impl TestCell {
    pub(crate) fn new(study: &Arc<Study>, node: NodeId) -> Self {
        Self {
            study: study.clone(),
            node,
            answers: BTreeMap::new(),
            halt_at: None,
            reads: Mutex::default(),
        }
    }

    pub(crate) fn with(mut self, read: Read, answer: Answer) -> Self {
        self.answers.insert(read, answer);
        self
    }

    pub(crate) fn halting(mut self, read: Read) -> Self {
        self.halt_at = Some(read);
        self
    }

    pub(crate) fn reads(&self) -> Vec<Read> {
        self.reads.lock().unwrap().clone()
    }

    fn otherwise(&self, read: Read) -> Answer {
        let level = |n: usize| Answer::Level(LevelId::from_usize(n));
        match read {
            Read::Variable(v) => match self.study.variables.name(v) {
                "cost" => Answer::Interval(Number::new(50.0), Number::new(50.0)),
                "hours" => Answer::Interval(Number::new(4.0), Number::new(4.0)),
                "timing" => Answer::Value(ValueId::from_usize(1)),
                _ => Answer::Value(ValueId::from_usize(0)),
            },
            Read::Node(n) => match self.study.nodes.name(n) {
                "costs" | "costs_here" => Answer::Number(Number::new(150.0)),
                "needs" => level(3),
                _ => level(1),
            },
            Read::Finding(_) | Read::Applies(_) => Answer::Yes,
            Read::Evidence => level(4),
            Read::Strongest(Strength::For) => level(4),
            Read::Strongest(Strength::Against) => level(2),
            Read::Provision(id, field) => {
                let p = &self.study.provisions[id];
                let yes = |yes| if yes { Answer::Yes } else { Answer::No };
                match field {
                    ProvisionField::InForce => yes(p.in_force(today())),
                    ProvisionField::Article => Answer::Text(p.versions[0].article.as_str().into()),
                    ProvisionField::Kind => Answer::Text(p.kind.word().into()),
                    ProvisionField::ValidFrom => p.valid_from().map_or(Answer::No, Answer::Day),
                    ProvisionField::ValidTo => p.valid_to().map_or(Answer::No, Answer::Day),
                    ProvisionField::Verified => yes(p.versions[0].verified),
                    ProvisionField::Version => Answer::Text(p.versions[0].id.as_str().into()),
                    ProvisionField::Subject | ProvisionField::Paraphrase => field.of(
                        &self.study,
                        id,
                        toets_model::law::Standing::without_amendments(p, self.study.as_of),
                    ),
                }
            }
            Read::AsOf => Answer::Day(today()),
        }
    }
}

fn today() -> Date {
    Date::new(2025, 5, 1).unwrap()
}

impl Cell for TestCell {
    fn study(&self) -> &Study {
        &self.study
    }

    fn node(&self) -> NodeId {
        self.node
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        if self.halt_at == Some(read) {
            return Err(Stop::Halted);
        }
        let mut reads = self.reads.lock().unwrap();
        if !reads.contains(&read) {
            reads.push(read);
        }
        drop(reads);
        let answer = self.answers.get(&read).cloned();
        Ok(answer.unwrap_or_else(|| self.otherwise(read)))
    }
}

/// A script ready to be run on the small study.
pub(crate) struct Ready {
    pub(crate) study: Arc<Study>,
    pub(crate) node: NodeId,
    pub(crate) sources: Sources,
    pub(crate) scorer: Box<dyn Replay>,
}

pub(crate) const PATH: &str = "scripts/scoring/test.rhai";

/// What is wrong, with the files to show it in.
pub(crate) struct Wrong(pub(crate) Vec<Diagnostic>, pub(crate) Sources);

/// Loads and prepares a script from files; the script itself is at [`PATH`].
pub(crate) fn ready(files: &Files, limits: &Limits) -> Result<Ready, Wrong> {
    let mut sources = Sources::default();
    let mut s = small_study();
    let roots = ["scripts".to_owned()];
    let plugin = match load(files, &mut sources, PATH, &roots, limits) {
        Ok(Script::Plugin(plugin)) => plugin,
        Ok(Script::Scenarios(drafts)) => panic!("scenarios: {drafts:?}"),
        Err(faults) => return Err(Wrong(faults, sources)),
    };
    // The node that has the scale which the script declares.
    let node = match files.0[PATH].as_str() {
        t if t.contains("scale: \"legal\"") => "legal_here",
        t if t.contains("scale: \"euro\"") => "costs_here",
        t if t.contains("scale: \"shape\"") => "shape_here",
        _ => "here",
    };
    let node = s.nodes.find(node).unwrap();
    s.verdict = node;
    match plugin.prepare(&s, node) {
        Ok(Scorer::Replay(scorer)) => Ok(Ready {
            study: Arc::new(s),
            node,
            sources,
            scorer,
        }),
        Ok(Scorer::Fold(_)) => panic!("a script is a replay"),
        Err(faults) => Err(Wrong(faults, sources)),
    }
}

impl Ready {
    pub(crate) fn cell(&self) -> TestCell {
        TestCell::new(&self.study, self.node)
    }

    pub(crate) fn score(self, cell: TestCell) -> Result<Judgement, Wrong> {
        match self.scorer.score(Arc::new(cell)) {
            Ok(judgement) => Ok(judgement),
            Err(Stop::Fault(fault)) => Err(Wrong(vec![*fault], self.sources)),
            Err(Stop::Halted) => panic!("halted"),
        }
    }
}

/// Loads, prepares and runs a script.
pub(crate) fn run(files: &Files, limits: &Limits) -> Result<Judgement, Wrong> {
    let ready = ready(files, limits)?;
    let cell = ready.cell();
    ready.score(cell)
}

/// A plugin on scale `five` with this body of `score`.
pub(crate) fn body(body: &str) -> Files {
    Files::of(&[(
        PATH,
        &format!("const PLUGIN = #{{ id: \"test\", scale: \"five\" }};\nfn score(cell) {{\n{body}\n}}\n"),
    )])
}

/// What is wrong, as a person sees it.
pub(crate) fn show(Wrong(faults, sources): &Wrong) -> String {
    let style = Style {
        color: false,
        width: 120,
        language: Language::En,
    };
    human(faults, sources, style)
}

/// What is wrong, in Dutch: the sentences alone.
pub(crate) fn dutch(Wrong(faults, _): &Wrong) -> String {
    let mut out = String::new();
    for fault in faults {
        let mut line = |sign: &str, words: &Words| {
            if !words.is_empty() {
                out.push_str(&format!("  {sign} {}\n", words.get(Language::Nl)));
            }
        };
        line("!", &fault.message);
        fault.labels.iter().for_each(|label| line("^", &label.text));
        fault.help.iter().for_each(|help| line(">", help));
        fault.notes.iter().for_each(|note| line("=", note));
    }
    out
}
