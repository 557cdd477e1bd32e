//! Provisions and their versions.

use super::amendment::{AmendmentId, Means};
use super::{InstrumentId, Jci};
use crate::condition::Condition;
use crate::date::Date;
use crate::index;
use crate::source::{Citation, Span};
use crate::text::Text;

index! {
    /// A provision of an instrument.
    ProvisionId
}

/// What a provision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// It can be checked against facts.
    Rule,
    /// It takes cases out of a rule.
    Exception,
    /// Someone may permit a deviation.
    Power,
    /// Someone is entitled to something.
    Right,
    /// It says what the instrument covers.
    Scope,
    /// It needs a human judgement.
    Open,
}

impl ProvisionKind {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Exception => "exception",
            Self::Power => "power",
            Self::Right => "right",
            Self::Scope => "scope",
            Self::Open => "open",
        }
    }
}

/// A provision (`[[provision]]`).
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// Where its id was written.
    pub span: Span,
    /// The instrument it belongs to.
    pub instrument: Option<InstrumentId>,
    /// What it does.
    pub kind: ProvisionKind,
    /// Whom it binds or empowers.
    pub addressee: Option<Text>,
    /// What it says, over time: at least one version, in order of time, never two on one day.
    pub versions: Vec<Version>,
    /// The provision whose rule it continues under another number.
    pub continues: Option<ProvisionId>,
    /// The provisions that take cases out of it, whichever of the two says so; ascending.
    pub exceptions: Vec<ProvisionId>,
    /// The provisions that it may lift.
    pub lifts: Vec<ProvisionId>,
    /// Under which conditions it works, where it is an exception or a power.
    pub conditions: Vec<Text>,
    /// What using it takes.
    pub means: Option<Means>,
    /// Whether what it permits comes to an end.
    pub temporary: bool,
    /// The provisions that it prevails over, as the study says.
    pub over: Vec<ProvisionId>,
    /// The more general provisions that it is special to.
    pub specific_to: Vec<ProvisionId>,
    /// The provisions that it conflicts with, whichever of the two says so; ascending.
    pub conflicts_with: Vec<ProvisionId>,
    /// The amendment that it comes from: without it, it is not in force.
    pub added_by: Option<AmendmentId>,
    /// In which cases it stands how, as the study reads it.
    pub cases: Cases,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// In which cases a provision stands how, for a scorer that needs no script. What none of them covers is left open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    /// Where a rule asks something, an exception or power works, or an instrument covers the case (`scope`).
    pub applies: Option<Condition>,
    /// Where a human judgement is needed, whatever the others say.
    pub open: Option<Condition>,
    /// Where a rule is met.
    pub complied: Option<Condition>,
    /// Where a rule is broken.
    pub breached: Option<Condition>,
}

impl Cases {
    /// The conditions with the keys they are written under, in order.
    pub fn conditions(&self) -> impl Iterator<Item = (&'static str, &Condition)> {
        let all = [
            ("applies", &self.applies),
            ("open", &self.open),
            ("complied", &self.complied),
            ("breached", &self.breached),
        ];
        all.into_iter()
            .filter_map(|(key, condition)| Some((key, condition.as_ref()?)))
    }
}

/// What a provision says for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Where it was written.
    pub span: Span,
    /// Its name within the provision: given, else its first day, else `oldest`.
    pub id: String,
    /// First day on which it is in force; none: since ever.
    pub valid_from: Option<Date>,
    /// Last day on which it is in force; none: until further notice.
    pub valid_to: Option<Date>,
    /// The day on which it became known, where that is not the first day in force.
    pub known_from: Option<Date>,
    /// Article, as the instrument numbers it.
    pub article: String,
    /// JuriConnect reference.
    pub jci: Option<Jci>,
    /// What it is about.
    pub subject: Option<Text>,
    /// What it says, in the study's own words.
    pub paraphrase: Option<Text>,
    /// Whether it was checked against the text of the law.
    pub verified: bool,
    /// The lawyer who checked how the study reads it; none: no lawyer did.
    pub reviewed_by: Option<String>,
    /// What it was checked against.
    pub checked_against: Option<String>,
    /// SHA-256 of the text of the law that it was checked against, lower-case hexadecimal.
    pub sha256: Option<String>,
    /// A remark.
    pub note: Option<Text>,
}

impl Version {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether there is a day on which both are in force.
    pub fn overlaps(&self, other: &Self) -> bool {
        overlap((self.valid_from, self.valid_to), (other.valid_from, other.valid_to))
    }
}

impl Provision {
    /// The version in force on a day; none: the provision is not in force then, whatever came before.
    pub fn on(&self, day: Date) -> Option<usize> {
        self.versions.iter().position(|version| version.in_force(day))
    }

    /// Whether it is in force on a day, as the law stands without amendments.
    pub fn in_force(&self, day: Date) -> bool {
        self.on(day).is_some()
    }

    /// The first day on which any version is in force; none: since ever.
    pub fn valid_from(&self) -> Option<Date> {
        self.versions.first().and_then(|version| version.valid_from)
    }

    /// The last day on which any version is in force; none: until further notice.
    pub fn valid_to(&self) -> Option<Date> {
        self.versions.last().and_then(|version| version.valid_to)
    }

    /// The version to speak of on a day: the one in force, else the last that began before, else the first.
    pub fn nearest(&self, day: Option<Date>) -> usize {
        let last = self.versions.len().saturating_sub(1);
        let Some(day) = day else { return last };
        let begun = |version: &Version| version.valid_from.is_none_or(|from| from <= day);
        self.on(day)
            .or_else(|| self.versions.iter().rposition(begun))
            .unwrap_or(0)
    }
}

/// Whether two stretches of time, each with its first and its last day, have a day in common.
pub(super) fn overlap(one: (Option<Date>, Option<Date>), other: (Option<Date>, Option<Date>)) -> bool {
    let begins_in_time = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    begins_in_time(one.0, other.1) && begins_in_time(other.0, one.1)
}
