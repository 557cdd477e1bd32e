//! Scorers that read one thing after the other.

use std::sync::Arc;

use toets_model::law::{Operation, Standing, StandingText};
use toets_model::{Date, FindingId, LevelId, NodeId, ProvisionId, Study, Text, ValueId, VariableId};

use crate::{Diagnostic, Outcome};

/// A pure function that reads what it wants through a [`Cell`].
///
/// The engine calls it once for each path of answers that still has a world, in any order and on any thread; it must
/// give the same reads and the same judgement for the same answers.
pub trait Replay: Send + Sync {
    /// Judges the node.
    ///
    /// # Errors
    /// [`Stop::Fault`] for what is wrong with the scorer, [`Stop::Halted`] as it came from the cell.
    fn score(&self, cell: Arc<dyn Cell>) -> Result<Judgement, Stop>;

    /// The nodes that it may read: they are judged before it. Reading another node is a fault.
    fn nodes(&self) -> Vec<NodeId>;

    /// Whether it may read the findings on its own node, one by one or together: then it decides what they do to the
    /// level, and `own` of the node does not.
    fn reads_findings(&self) -> bool {
        false
    }

    /// The variables that it may read, as far as that is known before a run; for the order of variables and the graph.
    fn variables(&self) -> Vec<VariableId> {
        Vec::new()
    }
}

/// What a [`Replay`] sees: the study's constants, and one read at a time.
pub trait Cell: Send + Sync {
    /// The study, without its scenarios and groups being of any use: a scorer judges features, not names. What of it a
    /// scorer may depend on without reading it is said at [`Plugin::prepare`](crate::Plugin::prepare).
    fn study(&self) -> &Study;

    /// The node that is being judged.
    fn node(&self) -> NodeId;

    /// Reads one thing. The same read gives the same answer again, and costs nothing then.
    ///
    /// # Errors
    /// [`Stop::Halted`] when the engine ends this run (a limit, or no world is left): give it back at once.
    fn read(&self, read: Read) -> Result<Answer, Stop>;
}

/// One read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Read {
    /// A variable: [`Answer::Value`] or [`Answer::Interval`].
    Variable(VariableId),
    /// The result of another node: [`Answer::Level`] or [`Answer::Number`]; [`Answer::NotApplicable`] where it does not apply.
    Node(NodeId),
    /// Whether another node applies: [`Answer::Yes`] or [`Answer::No`].
    Applies(NodeId),
    /// Whether a finding on the node applies: [`Answer::Yes`] or [`Answer::No`].
    Finding(FindingId),
    /// What the findings on the node say together: [`Answer::Level`].
    Evidence,
    /// The strongest finding for or against: [`Answer::Level`]; the neutral level where there is none.
    Strongest(Strength),
    /// A field of a provision: [`Answer::Yes`], [`Answer::No`], [`Answer::Text`],
    /// [`Answer::Words`] or [`Answer::Day`].
    Provision(ProvisionId, ProvisionField),
    /// The day whose law counts: [`Answer::Day`].
    AsOf,
}

/// A side of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// Above neutral.
    For,
    /// Below neutral.
    Against,
}

/// A field of a provision that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProvisionField {
    /// Whether it is in force on the day whose law counts.
    InForce,
    /// Its article.
    Article,
    /// What kind it is (`rule`, `power`, …).
    Kind,
    /// First day in force of its first version; [`Answer::No`] where it has none.
    ValidFrom,
    /// Last day in force of its last version, or before it is repealed; [`Answer::No`] where it has none.
    ValidTo,
    /// Whether it was checked against the text of the law.
    Verified,
    /// Which of its texts counts: the id of a version, or of what an amendment makes of it.
    Version,
    /// What it is about: [`Answer::Words`]; [`Answer::No`] where the study does not say.
    Subject,
    /// What it says in the study's own words: [`Answer::Words`]; [`Answer::No`] where the study does not say.
    Paraphrase,
}

impl ProvisionField {
    /// What a provision says in this field, as it stands.
    pub fn of(self, study: &Study, provision: ProvisionId, standing: Standing) -> Answer {
        let it = &study.provisions[provision];
        let version = match standing.text {
            StandingText::Version(n) => n,
            StandingText::Amended(_) => it.nearest(study.as_of),
        };
        let yes = |is: bool| if is { Answer::Yes } else { Answer::No };
        match self {
            Self::InForce => yes(standing.in_force),
            Self::Article => Answer::Text(it.versions.get(version).map_or("", |v| v.article.as_str()).into()),
            Self::Kind => Answer::Text(it.kind.word().into()),
            Self::ValidFrom => standing.valid_from.map_or(Answer::No, Answer::Day),
            Self::ValidTo => standing.valid_to.map_or(Answer::No, Answer::Day),
            // What an amendment makes of a provision is no text that could have been checked.
            Self::Verified => yes(matches!(standing.text, StandingText::Version(_))
                && it.versions.get(version).is_some_and(|v| v.verified)),
            Self::Version => Answer::Text(study.text_name(provision, standing.text).into()),
            Self::Subject | Self::Paraphrase => {
                let own = it.versions.get(version).map(|v| (&v.subject, &v.paraphrase));
                let (mut subject, mut paraphrase) = own.unwrap_or((&None, &None));
                if let StandingText::Amended(amendment) = standing.text
                    && let Some(target) = study.amendments[amendment].on(provision)
                    && let Operation::Change {
                        subject: about,
                        paraphrase: says,
                        ..
                    } = &target.operation
                {
                    // What an amendment does not say otherwise stays; what it makes the provision say, only it knows.
                    subject = if about.is_some() { about } else { subject };
                    paraphrase = says;
                }
                let words = if self == Self::Subject { subject } else { paraphrase };
                words.clone().map_or(Answer::No, |text| Answer::Words(Arc::new(text)))
            }
        }
    }
}

/// A number as an answer: finite, compared bit by bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(u64);

impl Number {
    /// A number; minus zero is zero.
    pub fn new(number: f64) -> Self {
        Self(if number == 0.0 { 0 } else { number.to_bits() })
    }

    /// The number.
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// What a read gives.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// A value of a finite variable.
    Value(ValueId),
    /// A number variable: at least the first, below the second; both the same: exactly it.
    Interval(Number, Number),
    /// A level on the scale of the node that was read.
    Level(LevelId),
    /// A number on the scale of the node that was read.
    Number(Number),
    /// The node that was read does not apply.
    NotApplicable,
    /// Yes.
    Yes,
    /// No.
    No,
    /// A text.
    Text(Arc<str>),
    /// A text in the languages of the study.
    Words(Arc<Text>),
    /// A day.
    Day(Date),
}

/// What a [`Replay`] says, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The result.
    pub outcome: Outcome,
    /// Why, in words of the scorer, Dutch first; shown in explanations.
    pub because: Vec<Text>,
    /// The provisions that it rests on.
    pub cites: Vec<ProvisionId>,
    /// The findings that it rests on.
    pub findings: Vec<FindingId>,
    /// What was weighed for it, provision by provision; none where it was judged otherwise.
    pub weighed: Option<Box<crate::law::Weighing>>,
}

impl From<Outcome> for Judgement {
    /// A judgement that says no more than its result.
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            because: Vec::new(),
            cites: Vec::new(),
            findings: Vec::new(),
            weighed: None,
        }
    }
}

/// Why a run ended without a judgement.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The engine ended it.
    Halted,
    /// The scorer is at fault.
    Fault(Box<Diagnostic>),
}
