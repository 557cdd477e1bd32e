//! The dependency graph of a study.
//!
//! - [`order()`]: in which order nodes can be judged, or the cycles that keep them from it; this is all that the
//!   evaluation needs.
//! - [`StudyGraph`]: what depends on what, from variables and law over findings and the framework to the conclusions. Its
//!   edges are what scorers really read, so it is made after an evaluation, from plain data ([`Reads`]).
//! - [`StudyGraph::impact`]: all that depends on one thing.
//! - [`StudyGraph::view`]: what to draw of it, and [`dot`], [`mermaid`], [`json()`] and [`svg`] that draw it; the last
//!   with a layered layout of its own (`layout`), without any outside program.
//!
//! Ids and labels are data: each format escapes them.

mod build;
mod layout;
mod order;
mod render;
mod thing;
mod view;

pub use build::{GraphRead, Reads, StudyGraph};
pub use order::{Cycle, order};
pub use render::dot::dot;
pub use render::json::json;
pub use render::mermaid::mermaid;
pub use render::svg::{svg, svg_style, svg_within, text_width, wrapped_text, xml_escaped};
pub use thing::{Link, Thing};
pub use view::{Detail, Edge, Vertex, View};
