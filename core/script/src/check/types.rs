//! What an expression of a script may be, as far as that can be said before a run.

use toets_diagnostic::Words;
use toets_model::{ScaleId, VariableId};

/// What an expression may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// Never reached, or not yet known.
    Never,
    /// Anything.
    Unknown,
    Nothing,
    Bool,
    Number,
    Text,
    /// A value of a finite variable.
    Value(VariableId),
    /// A number variable.
    Open(VariableId),
    /// One of a few words.
    Word((&'static str, &'static str), &'static [&'static str]),
    /// A level, of a scale where that is known.
    Level(Option<ScaleId>),
    Day,
    Cell,
    Params,
    Findings,
    Finding,
    Provision,
    Judgement,
    Function,
    Map,
    List(Box<Ty>),
}

impl Ty {
    /// What it is when it may be this or that.
    pub(crate) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, x) | (x, Self::Never) => x,
            (a, b) if a == b => a,
            (Self::Level(_), Self::Level(_)) => Self::Level(None),
            (Self::List(a), Self::List(b)) => Self::List(Box::new(a.join(*b))),
            (a, b) if a.is_text() && b.is_text() => Self::Text,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a text, of whatever origin.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Value(_) | Self::Word(..))
    }

    /// Whether nothing is known of it.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Never)
    }

    /// What it is called in a message.
    pub(crate) fn words(&self) -> Words {
        let words = match self {
            Self::Never | Self::Unknown => ("something", "iets"),
            Self::Nothing => ("nothing", "niets"),
            Self::Bool => ("true or false", "waar of onwaar"),
            Self::Number => ("a number", "een getal"),
            Self::Open(_) => ("a number", "een getal"),
            Self::Text | Self::Word(..) => ("a text", "een tekst"),
            Self::Value(_) => ("the value of a variable", "de waarde van een variabele"),
            Self::Level(_) => ("a level", "een niveau"),
            Self::Day => ("a day", "een dag"),
            Self::Cell => ("the cell", "de cel"),
            Self::Params => ("the parameters", "de parameters"),
            Self::Findings => ("the findings of the cell", "de bevindingen van de cel"),
            Self::Finding => ("a finding", "een bevinding"),
            Self::Provision => ("a provision", "een bepaling"),
            Self::Judgement => ("a judgement", "een oordeel"),
            Self::Function => ("a function", "een functie"),
            Self::Map => ("a map", "een tabel"),
            Self::List(_) => ("a list", "een lijst"),
        };
        words.into()
    }
}
