//! A small study in which one node is scored, its parameters written as in a study.

use toets_diagnostic::Place;
use toets_plugin::model::testing;
use toets_plugin::model::{FileId, Index, NodeId, Param, ParamValue, ScaleId, Silent, Span, Study, Text};
use toets_plugin::{Diagnostic, Fold, Observed, Outcome, Scorer};
use toml::de::{DeTable, DeValue};

/// A study with the scales `five` (ordered), `four` (ordered, without neutral), `colours` (unordered) and `euros`
/// (numbers), and one node `top` that is scored.
pub(crate) struct Lab {
    pub(crate) study: Study,
    pub(crate) top: NodeId,
    source: String,
}

impl Lab {
    /// A node on a scale, with children on scales: `("five", &[("a", "five")])`.
    pub(crate) fn new(plugin: &str, scale: &str, children: &[(&str, &str)]) -> Self {
        let mut study = testing::study();
        testing::scale(&mut study, "five", &["--", "-", "0", "+", "++"]);
        testing::scale(&mut study, "four", &["bad", "poor", "fair", "good"]);
        testing::unordered(&mut study, "colours", &["red", "green", "blue"]);
        testing::numbers(&mut study, "euros");
        let nodes: Vec<NodeId> = children
            .iter()
            .map(|&(id, scale)| {
                let scale = found(&study, scale);
                testing::node(&mut study, id, scale, "evidence", &[])
            })
            .collect();
        let scale = found(&study, scale);
        let top = testing::node(&mut study, "top", scale, plugin, &nodes);
        Self {
            study,
            top,
            source: String::new(),
        }
    }

    /// Sets the parameters: `veto = "--", ties = "up"`.
    pub(crate) fn params(mut self, params: &str) -> Self {
        self.source = format!("score = {{ {params} }}");
        let table = DeTable::parse(&self.source).unwrap();
        let (_, score) = table.get_ref().iter().next().unwrap();
        self.study.nodes[self.top].score.params = param(score);
        self
    }

    /// Makes the node skip children that are silent.
    pub(crate) fn skipping(mut self) -> Self {
        self.study.nodes[self.top].silent = Silent::Skip(Text::default());
        self
    }

    pub(crate) fn prepare(&self) -> Result<Box<dyn Fold>, Vec<Diagnostic>> {
        let plugin = &self.study.nodes[self.top].score.plugin.value;
        let plugins = crate::plugins();
        let plugin = plugins.iter().find(|p| p.id() == &**plugin).unwrap();
        match plugin.prepare(&self.study, self.top)? {
            Scorer::Fold(fold) => Ok(fold),
            Scorer::Replay(_) => panic!("not a fold"),
        }
    }

    pub(crate) fn fold(&self) -> Box<dyn Fold> {
        self.prepare().unwrap_or_else(|faults| panic!("{faults:#?}"))
    }

    /// What follows from levels of the children, `_` for a silent one: a level, `silent`, or `open a b`.
    pub(crate) fn judge(&self, levels: &[&str]) -> String {
        let children = self.study.nodes[self.top].children.iter();
        let seen = children.zip(levels).map(|(&child, &level)| match level {
            "_" => Observed::Silent,
            level => {
                let scale = &self.study.scales[self.study.nodes[child].scale];
                Observed::Level(scale.find(level).unwrap())
            }
        });
        self.say(&run(&*self.fold(), &seen.collect::<Vec<_>>()))
    }

    pub(crate) fn say(&self, outcome: &Outcome) -> String {
        let scale = &self.study.scales[self.study.nodes[self.top].scale];
        match outcome {
            Outcome::Level(level) => scale.name(*level).to_owned(),
            Outcome::Number(number) => number.to_string(),
            Outcome::Open(levels) => {
                let names = levels.iter().map(|&l| scale.name(l));
                format!("open {}", names.collect::<Vec<_>>().join(" "))
            }
            Outcome::Silent => "silent".to_owned(),
        }
    }

    /// The faults, each as `code: message @ what is underlined`.
    pub(crate) fn faults(&self) -> Vec<String> {
        let Err(faults) = self.prepare() else {
            return Vec::new();
        };
        faults
            .iter()
            .map(|fault| {
                let Some(Place::Span(span)) = fault.place() else {
                    panic!("no place");
                };
                let under = &self.source[span.start as usize..span.end as usize];
                format!("{}: {} @ {under}", fault.code, &*fault.message)
            })
            .collect()
    }

    /// What to do about the first fault.
    pub(crate) fn help(&self) -> String {
        let help = &self.prepare().err().unwrap()[0].help;
        help.iter().map(|h| &**h).collect::<Vec<_>>().join("; ")
    }
}

fn found(study: &Study, scale: &str) -> ScaleId {
    study.scales.find(scale).unwrap()
}

/// Runs a fold over what is seen of its inputs.
pub(crate) fn run(fold: &dyn Fold, seen: &[Observed]) -> Outcome {
    assert_eq!(fold.inputs().len(), seen.len());
    let steps = seen.iter().enumerate();
    let state = steps.fold(fold.start(), |state, (n, &seen)| fold.step(&state, n, seen));
    fold.finish(&state)
}

fn param(value: &toml::Spanned<DeValue<'_>>) -> Param {
    let place = |range: std::ops::Range<usize>| Span {
        file: FileId::from_usize(0),
        start: range.start as u32,
        end: range.end as u32,
    };
    let content = match value.get_ref() {
        DeValue::String(text) => ParamValue::Text(text.to_string()),
        DeValue::Integer(n) => ParamValue::Integer(n.as_str().parse().unwrap()),
        DeValue::Float(n) => ParamValue::Number(n.as_str().parse().unwrap()),
        DeValue::Boolean(b) => ParamValue::Bool(*b),
        DeValue::Datetime(d) => ParamValue::Text(d.to_string()),
        DeValue::Array(items) => ParamValue::List(items.iter().map(param).collect()),
        DeValue::Table(table) => {
            let mut entries: Vec<(String, Span, Param)> = table
                .iter()
                .map(|(k, v)| (k.get_ref().to_string(), place(k.span()), param(v)))
                .collect();
            entries.sort_by_key(|(_, span, _)| span.start); // in order of writing
            ParamValue::Table(entries)
        }
    };
    Param {
        span: place(value.span()),
        value: content,
    }
}

/// Every combination of levels of children on `five`, as indices.
pub(crate) fn combinations(children: usize, levels: usize) -> impl Iterator<Item = Vec<usize>> {
    (0..levels.pow(children as u32)).map(move |mut n| {
        let mut levels_of = Vec::with_capacity(children);
        for _ in 0..children {
            levels_of.push(n % levels);
            n /= levels;
        }
        levels_of
    })
}
