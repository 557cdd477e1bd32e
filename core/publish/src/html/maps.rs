//! Maps over two levers within a page.

use serde::Serialize;

use crate::document::{LeverMap, Report};
use crate::figure::space::map;
use crate::texts::Texts;

/// A map within a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Drawn<'a> {
    map: &'a LeverMap,
    /// The drawing: SVG of our own, all texts in it escaped.
    #[serde(serialize_with = "super::graph::safe")]
    svg: String,
}

/// For each group its maps.
pub(super) fn maps<'a>(report: &'a Report, texts: &Texts) -> Vec<Vec<Drawn<'a>>> {
    let of_group = |(g, designs): (usize, &'a crate::document::Designs)| {
        let drawn = designs.maps.iter().enumerate().map(|(n, it)| Drawn {
            map: it,
            svg: map(it, texts, report.language, &format!("{}-map-{g}-{n}", report.language)),
        });
        drawn.collect()
    };
    report.space.iter().enumerate().map(of_group).collect()
}
