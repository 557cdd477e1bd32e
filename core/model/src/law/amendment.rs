//! What may change the law, or lift it for a while.

use super::ProvisionId;
use super::provision::overlap;
use crate::date::Date;
use crate::index;
use crate::source::{Citation, Span};
use crate::study::Study;
use crate::text::Text;
use crate::variable::VariableId;

index! {
    /// An amendment.
    AmendmentId
}

/// What it takes to change something: light to heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// The offer itself is made otherwise; no law moves.
    AdaptOption,
    /// A code of conduct of the school.
    CodeOfConduct,
    /// A decision of the school.
    SchoolDecision,
    /// A decision of the inspectorate.
    InspectorateDecision,
    /// A decision of the municipality.
    MunicipalDecision,
    /// A decision of the minister.
    MinisterialDecision,
    /// An experiment.
    Experiment,
    /// An order in council.
    OrderInCouncil,
    /// An act.
    Act,
    /// A treaty.
    Treaty,
}

impl Means {
    /// All of them, light to heavy.
    pub const ALL: [Self; 10] = [
        Self::AdaptOption,
        Self::CodeOfConduct,
        Self::SchoolDecision,
        Self::InspectorateDecision,
        Self::MunicipalDecision,
        Self::MinisterialDecision,
        Self::Experiment,
        Self::OrderInCouncil,
        Self::Act,
        Self::Treaty,
    ];

    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::AdaptOption => "adapt_option",
            Self::CodeOfConduct => "code_of_conduct",
            Self::SchoolDecision => "school_decision",
            Self::InspectorateDecision => "inspectorate_decision",
            Self::MunicipalDecision => "municipal_decision",
            Self::MinisterialDecision => "ministerial_decision",
            Self::Experiment => "experiment",
            Self::OrderInCouncil => "order_in_council",
            Self::Act => "act",
            Self::Treaty => "treaty",
        }
    }

    /// How heavy it is beside the others, from 1.
    pub fn weight(self) -> u32 {
        self as u32 + 1
    }
}

/// A change of the law that may be made (`[[amendment]]`).
///
/// Whether it is in force is a regime variable of its own, [`Amendment::variable`], with the values `no` and `yes`.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// Where its id was written.
    pub span: Span,
    /// Its name for people.
    pub label: Text,
    /// What it takes.
    pub means: Means,
    /// First day on which it works; none: on every day.
    pub from: Option<Date>,
    /// Last day on which it works; none: it stays.
    pub until: Option<Date>,
    /// What it asks for.
    pub asks: Option<Text>,
    /// How long it may work at most, where no last day is fixed.
    pub lasts: Option<Text>,
    /// The power that it uses.
    pub basis: Option<ProvisionId>,
    /// What it does to provisions that are there.
    pub targets: Vec<Target>,
    /// Whether it is in force: value 0 no, value 1 yes.
    pub variable: VariableId,
    /// A remark.
    pub note: Option<Text>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// What an amendment does to one provision.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Where that was written.
    pub span: Span,
    /// The provision.
    pub provision: ProvisionId,
    /// What is done to it.
    pub operation: Operation,
}

/// What can be done to a provision.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// It is no longer in force.
    Repeal,
    /// It does not work for the time of the amendment.
    Suspend,
    /// It says something else.
    Change {
        /// The name of the new text, as scripts see it.
        version: String,
        /// What it is about.
        subject: Option<Text>,
        /// What it says.
        paraphrase: Option<Text>,
    },
}

impl Operation {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Repeal => "repeal",
            Self::Suspend => "suspend",
            Self::Change { .. } => "change",
        }
    }
}

impl Amendment {
    /// Whether it works on a day; without a day its time does not count.
    pub fn works_on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until))
    }

    /// Whether what it does comes to an end: it has a last day, may not last, or uses a power that permits for a while only.
    pub fn is_temporary(&self, study: &Study) -> bool {
        let power = self.basis.is_some_and(|basis| study.provisions[basis].temporary);
        self.until.is_some() || self.lasts.is_some() || power
    }

    /// What it does to a provision.
    pub fn on(&self, provision: ProvisionId) -> Option<&Target> {
        self.targets.iter().find(|target| target.provision == provision)
    }

    /// Where two amendments can't both be: the places, in the first and in the second, and the provision.
    ///
    /// Two contradict each other where both work on a day and one of them changes what the other changes, repeals or
    /// suspends, or repeals or suspends what the other adds.
    pub fn contradicts(study: &Study, one: AmendmentId, other: AmendmentId) -> Option<(Span, Span, ProvisionId)> {
        let (a, b) = (&study.amendments[one], &study.amendments[other]);
        if one == other || !overlap((a.from, a.until), (b.from, b.until)) {
            return None;
        }
        let changes = |target: &Target| matches!(target.operation, Operation::Change { .. });
        for target in &a.targets {
            if let Some(there) = b.on(target.provision)
                && (changes(target) || changes(there))
            {
                return Some((target.span, there.span, target.provision));
            }
        }
        let takes_away = |from: &Self, by: AmendmentId| {
            let added = |target: &&Target| study.provisions[target.provision].added_by == Some(by);
            let found = from.targets.iter().filter(|target| !changes(target)).find(added);
            found.map(|target| (target.span, target.provision))
        };
        if let Some((span, provision)) = takes_away(a, other) {
            return Some((span, study.provisions[provision].span, provision));
        }
        takes_away(b, one).map(|(span, provision)| (study.provisions[provision].span, span, provision))
    }
}
