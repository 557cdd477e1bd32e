//! The study as a researcher wrote it.
//!
//! A [`Study`] holds everything that the TOML files of a study say, with names resolved to indices and with the
//! place ([`Span`]) that each thing was written at. It knows nothing of files, scripts, diagrams or results: those
//! are made from it further along the pipeline (load → compile → evaluate → ask → present).
//!
//! Each module is one word of the vocabulary:
//!
//! - [`variable`]: what may differ between worlds, of four kinds; [`condition`]: tests on variables;
//! - [`scale`] and [`node`]: the framework of criteria and indicators;
//! - [`finding`]: the evidence, with [`finding::Transfer`] and [`finding::Contest`];
//! - [`scenario`]: scenarios and target groups; [`law`]: instruments, provisions and amendments;
//! - [`decimal`]: numbers as they are written;
//! - [`conclusion`]: statements over results; [`figure`]: numbers with date and source;
//! - [`study`]: all of it together.

pub mod arena;
pub mod conclusion;
pub mod condition;
pub mod date;
pub mod decimal;
pub mod figure;
pub mod finding;
pub mod law;
pub mod node;
pub mod params;
pub mod scale;
pub mod scenario;
pub mod source;
pub mod study;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod variable;

pub use arena::{Arena, Index};
pub use conclusion::{CellRef, Comparator, Conclusion, ConclusionId, ConclusionKind, Formula, Quantifier, Term};
pub use condition::{Allowed, Assignment, Condition, Fixed, Test};
pub use date::Date;
pub use decimal::Decimal;
pub use figure::{Figure, FigureId, FigureValue};
pub use finding::{
    Comparison, Contest, ContestId, ContestWhere, Finding, FindingId, Modality, Role, Transfer, TransferId,
};
pub use law::{
    Amendment, AmendmentId, Instrument, InstrumentId, Jci, Means, Provision, ProvisionId, ProvisionKind, Version,
};
pub use node::{Combine, DefaultLevel, Node, NodeId, Own, Score, Silent};
pub use params::{Param, ParamValue};
pub use scale::{Better, Level, LevelId, Scale, ScaleId, ScaleKind};
pub use scenario::{DraftedLevers, Evaluate, Group, GroupId, LeversByGroup, Scenario, ScenarioDraft, ScenarioId};
pub use source::{
    Citation, Document, DocumentId, DocumentKind, FileId, Party, PartyId, SourceFile, Sources, Span, Spanned,
};
pub use study::{Constraint, EvidencePolicy, FindingIndex, Known, Study, Treatment};
pub use text::{Language, Languages, Text};
pub use variable::{Domain, Kind, Value, ValueId, Variable, VariableId};
