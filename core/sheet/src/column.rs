//! The columns of a sheet: the keys of its section, those of tables within it each in a column of their own.

use toets_load::{Key, Section, Shape};
use toets_model::{Domain, Index, Language, Study, VariableId};

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// The key, and within a table the one there: `statement`, `nl`.
    pub(crate) path: Vec<String>,
    pub(crate) kind: Kind,
    pub(crate) key: &'static Key,
    /// Whether a row without it is not complete.
    pub(crate) required: bool,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The id of the thing itself.
    Id,
    /// Words.
    Text,
    /// A day, or words about one.
    Date,
    /// A whole number.
    Whole,
    /// A number, words, or anything that TOML can write.
    Loose,
    /// Yes or no.
    Bool,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The id of a thing of this kind.
    One(&'static str),
    /// Ids of things of this kind; whether one alone is written without a list.
    Many(&'static str, bool),
    /// A first and a last number.
    Numbers,
    /// Which values of a variable a condition allows.
    Test(VariableId),
    /// The value that is chosen for a variable.
    Choice(VariableId),
    /// What no cell can say better than TOML.
    Toml,
}

impl Column {
    fn new(path: &[&str], kind: Kind, key: &'static Key) -> Self {
        Self {
            path: path.iter().map(|&part| part.to_owned()).collect(),
            kind,
            key,
            required: key.required,
        }
    }

    /// The name that its heading has in the sheet: `statement.nl`.
    pub(crate) fn name(&self) -> String {
        self.path.join(".")
    }

    /// Its path, as parts.
    pub(crate) fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }
}

/// What a coder of findings looks at first: a study may have forty variables, and what is coded is not to stand behind all of them.
const FIRST: [&str; 8] = [
    "id",
    "node",
    "statement",
    "level",
    "modality",
    "coded",
    "party",
    "source",
];

/// The columns of a section, in the order of its keys; of findings those that every one has before its conditions.
pub(crate) fn columns(study: &Study, section: &'static Section) -> Vec<Column> {
    let mut all = by_key(study, section);
    if section.name == "finding" {
        all.sort_by_key(|column| {
            FIRST
                .iter()
                .position(|key| *key == column.path[0])
                .unwrap_or(FIRST.len())
        });
    }
    all
}

fn by_key(study: &Study, section: &'static Section) -> Vec<Column> {
    let languages = [("nl", Language::Nl), ("en", Language::En)];
    let mut all = Vec::new();
    for key in section.keys {
        if let Some(kind) = plain(&key.shape) {
            all.push(Column::new(&[key.name], kind, key));
            continue;
        }
        match key.shape {
            Shape::Translated => {
                let asked = languages.iter().filter(|(_, one)| study.languages.include(*one));
                all.extend(asked.map(|(name, _)| Column::new(&[key.name, name], Kind::Text, key)));
            }
            Shape::Condition | Shape::Assignment => {
                for (id, variable) in study.variables.iter() {
                    let name = study.variables.name(id);
                    // Whether an amendment is in force is asked for with the law, not here.
                    if study.amendments.iter().any(|(_, amendment)| amendment.variable == id) {
                        continue;
                    }
                    let choice = matches!(key.shape, Shape::Assignment);
                    let kind = match (&variable.domain, choice) {
                        (_, true) => Kind::Choice(id),
                        (Domain::Finite(_), false) => Kind::Test(id),
                        (Domain::Number { .. }, false) => Kind::Toml,
                    };
                    all.push(Column {
                        required: false,
                        ..Column::new(&[key.name, name], kind, key)
                    });
                }
                if matches!(key.shape, Shape::Condition) {
                    all.push(Column {
                        required: false,
                        ..Column::new(&[key.name, "any"], Kind::Toml, key)
                    });
                }
            }
            Shape::Table(within) | Shape::Tables(within) => {
                let inner: Option<Vec<_>> = within.keys.iter().map(|one| Some((one, plain(&one.shape)?))).collect();
                match inner.filter(|_| !within.open) {
                    Some(inner) => {
                        all.extend(inner.into_iter().map(|(one, kind)| Column {
                            required: false,
                            ..Column::new(&[key.name, one.name], kind, one)
                        }));
                        // Several of them in one thing stand in a column of their own.
                        if matches!(key.shape, Shape::Tables(_)) {
                            all.push(Column::new(&[key.name], Kind::Toml, key));
                        }
                    }
                    None => all.push(Column::new(&[key.name], Kind::Toml, key)),
                }
            }
            _ => all.push(Column::new(&[key.name], Kind::Toml, key)),
        }
    }
    all
}

/// The kind of a column that a key has to itself.
fn plain(shape: &Shape) -> Option<Kind> {
    Some(match *shape {
        Shape::Id => Kind::Id,
        Shape::Text => Kind::Text,
        Shape::Date | Shape::DateText => Kind::Date,
        Shape::Whole => Kind::Whole,
        Shape::Bool => Kind::Bool,
        Shape::Word(words) => Kind::Word(words),
        Shape::One(kind) => Kind::One(kind),
        Shape::Many(kind) => Kind::Many(kind, false),
        Shape::OneOrMany(kind) => Kind::Many(kind, true),
        Shape::Numbers => Kind::Numbers,
        Shape::Other(_) => Kind::Loose,
        _ => return None,
    })
}

/// The ids of the things of a kind, each with its name for people.
pub(crate) fn known(study: &Study, kind: &str, language: Language) -> Vec<(String, String)> {
    fn named<'s, I: Index, T: 's>(
        all: impl Iterator<Item = (I, &'s T)>,
        id: impl Fn(I) -> &'s str,
        label: impl Fn(&'s T) -> String,
    ) -> Vec<(String, String)> {
        all.map(|(index, thing)| (id(index).to_owned(), label(thing))).collect()
    }
    let text = |text: &toets_model::Text| text.get(language).to_owned();
    match kind {
        "node" => named(study.nodes.iter(), |id| study.nodes.name(id), |node| text(&node.label)),
        "source" => named(
            study.documents.iter(),
            |id| study.documents.name(id),
            |it| text(&it.label),
        ),
        "party" => named(study.parties.iter(), |id| study.parties.name(id), |it| text(&it.label)),
        "scenario" => named(
            study.scenarios.iter(),
            |id| study.scenarios.name(id),
            |it| text(&it.label),
        ),
        "group" => named(study.groups.iter(), |id| study.groups.name(id), |it| text(&it.label)),
        "finding" => named(
            study.findings.iter(),
            |id| study.findings.name(id),
            |it| text(&it.statement),
        ),
        "figure" => named(
            study.figures.iter(),
            |id| study.figures.name(id),
            |it| text(&it.statement),
        ),
        "variable" => named(
            study.variables.iter(),
            |id| study.variables.name(id),
            |it| text(&it.label),
        ),
        _ => Vec::new(),
    }
}

/// The values of a variable, each with its name for people.
pub(crate) fn values(study: &Study, variable: VariableId, language: Language) -> Vec<(String, String)> {
    match &study.variables[variable].domain {
        Domain::Finite(values) => values
            .iter()
            .map(|value| {
                let label = value.label.as_ref().map(|label| label.get(language).to_owned());
                (value.id.to_string(), label.unwrap_or_default())
            })
            .collect(),
        Domain::Number { .. } => Vec::new(),
    }
}
