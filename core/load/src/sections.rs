//! The sections of a study and their keys: the one list that the loader, the reference and the schema share.

mod evidence;
mod framework;
mod law;
mod results;

pub use evidence::*;
pub use framework::*;
pub use law::*;
pub use results::*;

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// An id of the thing itself.
    Id,
    /// A text in quotes.
    Text,
    /// A table of languages, `{ nl = "…", en = "…" }`.
    Translated,
    /// A list of tables of languages.
    TranslatedList,
    /// `true` or `false`.
    Bool,
    /// A whole number, at least zero.
    Whole,
    /// A list of numbers.
    Numbers,
    /// A day: a TOML date or a text `YYYY-MM-DD`.
    Date,
    /// A date as people write it: a TOML date or any text.
    DateText,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The id of a thing of this kind.
    One(&'static str),
    /// A list of ids of things of this kind.
    Many(&'static str),
    /// One id of a thing of this kind, or a list of them.
    OneOrMany(&'static str),
    /// A list of ids that are declared here.
    Ids,
    /// A table from these ids to texts in languages.
    Labels,
    /// A list of ids that are declared here, or a table of them with texts in languages.
    IdsOrLabels,
    /// A condition on variables.
    Condition,
    /// Variables with the value chosen for each.
    Assignment,
    /// Groups, with an assignment for each.
    ByGroup,
    /// A list of assignments.
    Assignments,
    /// Variables with one or more values for each.
    Values,
    /// A table with keys of its own.
    Table(&'static Section),
    /// Such a table, or a list of them.
    Tables(&'static Section),
    /// What no other shape says: described in words.
    Other(&'static str),
}

impl Shape {
    /// What it is, in words for the reference.
    pub fn words(&self) -> String {
        match self {
            Self::Id => "id".into(),
            Self::Text => "text".into(),
            Self::Translated => "texts by language".into(),
            Self::TranslatedList => "list of texts by language".into(),
            Self::Bool => "`true` or `false`".into(),
            Self::Whole => "whole number".into(),
            Self::Numbers => "list of numbers".into(),
            Self::Date => "date".into(),
            Self::DateText => "date or text".into(),
            Self::Word(words) => words
                .iter()
                .map(|w| format!("`\"{w}\"`"))
                .collect::<Vec<_>>()
                .join(", "),
            Self::One(kind) => format!("id of {} {kind}", article(kind)),
            Self::Many(kind) => format!("list of ids of {kind}s"),
            Self::OneOrMany(kind) => format!("id of {} {kind}, or a list of them", article(kind)),
            Self::Ids => "list of ids".into(),
            Self::Labels => "table of ids with texts by language".into(),
            Self::IdsOrLabels => "list of ids, or table of ids with texts by language".into(),
            Self::Condition => "condition".into(),
            Self::Assignment => "assignment".into(),
            Self::ByGroup => "table of groups with an assignment for each".into(),
            Self::Assignments => "list of assignments".into(),
            Self::Values => "assignment, with one or more values for each variable".into(),
            Self::Table(section) => format!("table ({})", section.name),
            Self::Tables(section) => format!("table ({}), or a list of them", section.name),
            Self::Other(words) => (*words).into(),
        }
    }
}

/// The article that a noun takes.
/// What a section or another thing is called in Dutch, with the word that points to it.
pub(crate) fn dutch(what: &str) -> (&'static str, &'static str) {
    match what {
        "amendment" => ("deze", "wetswijziging"),
        "conclusion" => ("deze", "conclusie"),
        "constraint" => ("deze", "randvoorwaarde"),
        "contest" => ("deze", "tegenspraak"),
        "figure" => ("dit", "cijfer"),
        "finding" => ("deze", "bevinding"),
        "group" => ("deze", "doelgroep"),
        "instrument" => ("deze", "regeling"),
        "known" => ("deze", "bekende opmerking"),
        "level" => ("dit", "niveau"),
        "node" => ("deze", "knoop"),
        "party" => ("deze", "partij"),
        "provision" => ("deze", "bepaling"),
        "scale" => ("deze", "schaal"),
        "scenario" => ("dit", "scenario"),
        "source" => ("deze", "bron"),
        "study" => ("deze", "studie"),
        "transfer" => ("deze", "overdracht"),
        "value" => ("deze", "waarde"),
        "variable" => ("deze", "variabele"),
        "version" => ("deze", "versie"),
        _ => ("dit", "onderdeel"),
    }
}

pub(crate) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// How a section is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[name]`, once.
    Once,
    /// `[name.ID]`, once for each thing.
    Named,
    /// `[[name]]`, once for each thing.
    Listed,
    /// A table within a section.
    Within,
}

/// A section, or a table within one.
#[derive(Debug)]
pub struct Section {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub form: Form,
    /// What it is for.
    pub about: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
    /// Whether it may have other keys as well.
    pub open: bool,
}

/// A key of a section.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, and what holds without it.
    pub about: &'static str,
}

impl Section {
    /// How its heading is written.
    pub fn heading(&self) -> String {
        match self.form {
            Form::Once => format!("[{}]", self.name),
            Form::Named => format!("[{}.ID]", self.name),
            Form::Listed => format!("[[{}]]", self.name),
            Form::Within => self.name.into(),
        }
    }

    /// The key with a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|k| k.name == name)
    }
}

/// All sections of a study, in the order of the reference.
pub const SECTIONS: &[&Section] = &[
    &STUDY,
    &DEFAULTS,
    &EVIDENCE,
    &VARIABLE,
    &CONSTRAINT,
    &SCALE,
    &NODE,
    &PARTY,
    &SOURCE,
    &SCENARIO,
    &GROUP,
    &FINDING,
    &TRANSFER,
    &CONTEST,
    &CONCLUSION,
    &KNOWN,
    &FIGURE,
    &INSTRUMENT,
    &PROVISION,
    &AMENDMENT,
];

/// All tables within sections, in the order of the reference.
pub const WITHIN: &[&Section] = &[
    &TEXT, &CITATION, &SCORE, &DEFAULT, &SILENT, &CODED, &COMPARE, &OVER, &VERSION, &CHANGE,
];

const fn required(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        shape,
        required: true,
        about,
    }
}

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        shape,
        required: false,
        about,
    }
}

const fn section(name: &'static str, form: Form, about: &'static str, keys: &'static [Key]) -> Section {
    Section {
        name,
        form,
        about,
        keys,
        open: false,
    }
}

/// What a thing rests on.
const CITES: Key = key(
    "source",
    Shape::Tables(&CITATION),
    "what it rests on; the id of a source stands for the whole of it",
);
const NOTE: Key = key("note", Shape::Translated, "a remark");
