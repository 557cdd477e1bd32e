//! What may be asked of an evaluation.
//!
//! - [`conclude`]: whether the study's conclusions hold, and on which unknowns that depends;
//! - [`tell_apart`]: which of them follow from other findings, and which restate one;
//! - [`compare`]: whether what sources say of one thing beside another agrees with the levels derived;
//! - [`burdens`]: who bears what;
//! - [`coverage`]: which features of a scenario no evidence covers, and where evidence is carried over;
//! - [`agree`]: how far two coders agree, and which of their disagreements matter;
//! - [`brief()`]: of all that follows, as much as fits one screen;
//! - [`readings`] and [`fingerprints`]: what cells say and what that depends on, in a form that can be kept; [`moved()`]: what
//!   moved between two of those, and because of which inputs.
//!
//! Quantifiers are the same everywhere (`quantify`): the regime *under*, levers *for all* or *for some*, people *for
//! all* or *for some*, unknowns *whatever the answer*; only unknowns make an answer undetermined.

mod agree;
mod brief;
mod burden;
mod change;
mod citation;
mod compare;
mod conclude;
mod conditions;
mod contested;
mod contrast;
mod coverage;
mod decide;
mod depends;
mod designs;
mod explain;
mod faults;
mod fingerprint;
mod formula;
mod goal;
mod implicants;
mod improve;
mod joint;
mod law_check;
mod moved;
mod named;
mod perturb;
mod progress;
mod quantify;
mod rank;
mod reading;
mod reason;
mod remarks;
mod restates;
mod robust;
mod space;
mod timeline;
mod values;
mod weight;

pub use agree::{
    Agreement, Apart, Coding, Disagreement, Kappa, Matters, Moved as MovedByCoding, NotComparable, VerdictMoved, agree,
};
pub use citation::{CitedText, Whereabouts, citations};
pub use toets_plugin::Judgement;

pub use brief::{
    AskBrief, BestVerdict, Brief, BriefCell, Cause, CellVerdict, ConclusionTally, Reaching, Step, StepFound, StepWay,
    brief, recommended,
};
pub use burden::{BorneCell, BorneFinding, Burden, burdens};
pub use change::{Nearest, nearest};
pub use compare::{ComparisonResult, ComparisonVerdict, Unjudged, compare};
pub use conclude::{CellStatus, ConclusionResult, Status, cells_needed, conclude};
pub use conditions::{Conditions, Form, Necessary, conditions};
pub use contested::{OneSided, one_sided};
pub use contrast::{
    Contrast, ContrastCase, FindingContrast, LeverContrast, LeverLine, Lineup, NodeContrast, NodeLine, Relation,
    contrast, lineup,
};
pub use coverage::{Coverage, Feature, Gap, coverage, gaps};
pub use decide::{AnswerWorth, Answers, Asked, Decisions, OpenCell, Settling, Share, Standing, Worth, decide};
pub use depends::depends_on;
pub use explain::{
    Alone, Assumed, Away, Because, Decisive, Derivation, Direction, Explain, ExplainedCase, Explanation, NotExplained,
    Part, Refusal, Route, RouteWay, Rule, Scope, Turn, WhyReason, assume, explain, worlds_where,
};
pub use faults::too_large;
pub use fingerprint::{Input, InputKey, InputKind, Inputs, fingerprints};
pub use goal::{Goal, People};
pub use implicants::{
    Cover, CoverMember, CoverQuality, EquallySmall, Implicant, Implicants, Least, Limits as ImplicantLimits,
    implicants, least_changes,
};
pub use improve::{
    Blocked, Blocker, Capped, Change, Costs, Found, Improve, Improvements, InstrumentSet, LISTED, Lawful, Lift,
    Outcome, Provided, ReadOtherwise, Sets, Stays, StillBlocks, Way, Ways, improve, lawful, lawful_sets, legal_goal,
};
pub use law_check::{
    Coverage as ProvisionCoverage, Example, LawCheck, LawFinding, LawFindingKind, Status as ProvisionStatus, law_check,
};
pub use moved::{
    AspectChange, CaseState, CellMove, CellName, CellResults, ChangeKind, ConclusionState, How, InputChange, Move,
    Moved, Moving, NodeState, Results, moved,
};
pub use named::{
    Called, Misnamed, WhyMisnamed, amendment_named, document_named, group_named, level_named, node_named, pick,
    scenario_named, value_named, variable_named,
};
pub use progress::{Progress, Silent as NoProgress};
pub use rank::{Rank, RankPair, rank};
pub use reading::{CellReading, NodeReading, Prospect, readings};
pub use reason::{Reason, reason};
pub use remarks::{SilentVeto, WhollyOpen, silent_vetoes, wholly_open};
pub use restates::tell_apart;
pub use robust::{ConclusionMove, Line, Perturbation, Reading, Robustness, Shift, Steadiness, VerdictMove, robust};
pub use space::{
    AskSpace, BOXES, Best, ConclusionCounts, Counts, DesignSpace, Front, LevelCounts, NodeCounts, POINTS, PairCell,
    PairCounts, Point, Uncounted, space, uncounted,
};
pub use timeline::{CellShift, LawDiff, LawMove, Stretch, Timeline, breakpoints, law_diff, timeline};
pub use values::ValueSets;
pub use weight::{FindingCounts, Outweighed, beside_no_effect, count_findings, outweighed};
