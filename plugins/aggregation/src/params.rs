//! Reading what a study passes to a scorer: every fault at once, each at its place.

use std::collections::BTreeMap;

use toets_plugin::model::{LevelId, Node, NodeId, Param, ParamValue, ScaleId, Span, Study};
use toets_plugin::{Diagnostic, Words, both, nearest};

/// The node that is being prepared, what its study passes, and the faults found so far.
pub(crate) struct Params<'a> {
    pub(crate) study: &'a Study,
    pub(crate) node: &'a Node,
    /// The node's id.
    pub(crate) name: &'a str,
    /// The plugin's id.
    pub(crate) plugin: &'static str,
    places: BTreeMap<NodeId, usize>,
    faults: Vec<Diagnostic>,
}

/// How many names a message lists at most.
const LISTED: usize = 12;

impl<'a> Params<'a> {
    /// Starts with the check that the plugin knows every parameter.
    pub(crate) fn new(study: &'a Study, node: NodeId, plugin: &'static str, known: &[&str]) -> Self {
        let name = study.nodes.name(node);
        let node = &study.nodes[node];
        let places = node.children.iter().enumerate().map(|(n, &c)| (c, n));
        let mut params = Self {
            study,
            node,
            name,
            plugin,
            places: places.collect(),
            faults: Vec::new(),
        };
        params.keys(
            &node.score.params,
            known,
            &both!("`{plugin}` has no parameter", "`{plugin}` kent geen parameter"),
        );
        params
    }

    /// Faults for the keys of a table that are not known; `message` goes before the key.
    pub(crate) fn keys(&mut self, table: &Param, known: &[&str], message: &Words) {
        for (key, span, _) in table.entries() {
            if known.contains(&key.as_str()) {
                continue;
            }
            let fault = Diagnostic::error("unknown-parameter", both!("{} `{key}`", "{} `{key}`", message));
            let help = match nearest(key, known.iter().copied()) {
                Some(near) => did_you_mean(near),
                None if known.is_empty() => ("leave it out: there are none", "laat dit weg: er zijn er geen").into(),
                None => both!("there are: {}", "er zijn: {}", quoted(known.iter().copied())),
            };
            self.faults.push(fault.at(*span, ()).help(help));
        }
    }

    /// The parameter, if it is there.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Param> {
        self.node.score.params.get(key)
    }

    /// The parameter; a fault if it is not there.
    pub(crate) fn required(&mut self, key: &str, help: impl Into<Words>) -> Option<&'a Param> {
        let found = self.get(key);
        if found.is_none() {
            let message = both!(
                "`{}` needs the parameter `{key}`",
                "`{}` heeft de parameter `{key}` nodig",
                self.plugin
            );
            self.fault(
                Diagnostic::error("missing-parameter", message)
                    .at(self.place(), self.scores())
                    .help(help),
            );
        }
        found
    }

    /// Where the plugin was named: the place of what concerns the node as a whole.
    pub(crate) fn place(&self) -> Span {
        self.node.score.plugin.span
    }

    /// What stands at [`place`](Self::place).
    pub(crate) fn scores(&self) -> Words {
        both!("scores `{}`", "beoordeelt `{}`", self.name)
    }

    /// Adds a fault.
    pub(crate) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Adds a fault with a value that is not what it must be.
    pub(crate) fn bad(&mut self, param: &Param, message: impl Into<Words>, help: impl Into<Words>) {
        self.faults.push(
            Diagnostic::error("bad-parameter", message)
                .at(param.span, both!("this is {}", "dit is {}", param.what()))
                .help(help),
        );
    }

    /// A fault unless it is a table.
    pub(crate) fn table(
        &mut self,
        param: &'a Param,
        what: &str,
        help: impl Into<Words>,
    ) -> Option<&'a [(String, Span, Param)]> {
        if let ParamValue::Table(entries) = &param.value {
            return Some(entries);
        }
        self.bad(
            param,
            both!("{what} must be a table", "{what} moet een tabel zijn"),
            help,
        );
        None
    }

    /// A fault unless it is a list.
    pub(crate) fn list(&mut self, param: &'a Param, what: &str, help: impl Into<Words>) -> Option<&'a [Param]> {
        if let ParamValue::List(items) = &param.value {
            return Some(items);
        }
        self.bad(
            param,
            both!("{what} must be a list", "{what} moet een lijst zijn"),
            help,
        );
        None
    }

    /// The level of a scale that a parameter names.
    pub(crate) fn level(&mut self, param: &Param, scale: ScaleId) -> Option<LevelId> {
        let Some(name) = param.text() else {
            let help = self.levels_help(scale);
            self.bad(
                param,
                ("a level must be a text", "een niveau moet een tekst zijn"),
                help,
            );
            return None;
        };
        self.level_named(name, param.span, scale)
    }

    /// The level of a scale with this name.
    pub(crate) fn level_named(&mut self, name: &str, span: Span, scale: ScaleId) -> Option<LevelId> {
        let found = self.study.scales[scale].find(name);
        if found.is_none() {
            let scale_name = self.study.scales.name(scale);
            let help = self.levels_help(scale);
            self.fault(
                Diagnostic::error(
                    "unknown-level",
                    both!(
                        "scale `{scale_name}` has no level `{name}`",
                        "schaal `{scale_name}` heeft geen niveau `{name}`"
                    ),
                )
                .at(span, ())
                .help(help),
            );
        }
        found
    }

    fn levels_help(&self, scale: ScaleId) -> Words {
        let name = self.study.scales.name(scale);
        let levels = self.study.scales[scale].levels();
        let ids = quoted(levels.iter().map(|l| &*l.id));
        both!("the levels of `{name}` are {}", "de niveaus van `{name}` zijn {}", ids)
    }

    /// The child of this name, as a position among the node's children.
    pub(crate) fn child(&mut self, name: &str, span: Span) -> Option<usize> {
        let study = self.study;
        let found = study.nodes.find(name);
        let place = found.and_then(|n| self.places.get(&n).copied());
        if place.is_none() {
            let children = || self.node.children.iter().map(|&c| study.nodes.name(c));
            let help = match nearest(name, children()) {
                Some(near) => did_you_mean(near),
                None if self.node.children.is_empty() => {
                    both!("`{}` has no children", "`{}` heeft geen kinderen", self.name)
                }
                None => both!("its children are {}", "de kinderen zijn {}", quoted(children())),
            };
            let message = both!(
                "`{name}` is not a child of `{}`",
                "`{name}` is geen kind van `{}`",
                self.name
            );
            self.fault(Diagnostic::error("unknown-child", message).at(span, ()).help(help));
        }
        place
    }

    /// What was made, unless there were faults.
    pub(crate) fn finish<T>(mut self, made: Option<T>) -> Result<T, Vec<Diagnostic>> {
        match made {
            Some(made) if self.faults.is_empty() => Ok(made),
            _ => {
                if self.faults.is_empty() {
                    // INVARIANT: what could not be made was faulted. Should that fail, say at least where.
                    let message = both!(
                        "`{}` can't score `{}`",
                        "`{}` kan `{}` niet beoordelen",
                        self.plugin,
                        self.name
                    );
                    let place = self.place();
                    self.fault(Diagnostic::error("bad-parameter", message).at(place, ()));
                }
                Err(self.faults)
            }
        }
    }
}

/// How weights are written.
pub(crate) const WEIGHTS: (&str, &str) = (
    "write `weights = { child = 2 }`; children that are not named weigh 1",
    "schrijf `weights = { kind = 2 }`; kinderen die er niet in staan wegen 1",
);

/// That a weight is not a number.
pub(crate) fn weight_no_number(name: &str) -> Words {
    both!(
        "the weight of `{name}` must be a number",
        "het gewicht van `{name}` moet een getal zijn"
    )
}

/// What a name was probably meant as.
pub(crate) fn did_you_mean(near: &str) -> Words {
    both!("did you mean `{near}`?", "bedoelde u `{near}`?")
}

/// Names in backticks, with commas; at most a dozen.
pub(crate) fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> Words {
    let mut names: Vec<String> = names.map(|n| format!("`{n}`")).collect();
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    let text = names.join(", ");
    match more {
        0 => Words::same(text),
        more => both!("{text} and {more} more", "{text} en nog {more}"),
    }
}
