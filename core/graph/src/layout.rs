//! A layered layout: what depends on something stands to the right of it.
//!
//! 1. [`layers`] gives each block a column, the last things at the right, and puts bends where a link passes columns by;
//! 2. [`ordering`] orders each column so that few links cross; the framework keeps its own order;
//! 3. [`position`] gives each block its height, near what it hangs together with.
//!
//! Each step is deterministic, and nearly linear in the number of links.

mod layers;
mod ordering;
mod position;

use layers::Layers;

/// A rectangle to be placed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// The columns it belongs to: the lanes stand in this order from the left; within the framework's lane it stands
    /// as far left as the longest way to the right asks.
    pub(crate) lane: Lane,
    /// Blocks of one group stand together within their column, groups in order.
    pub(crate) group: u8,
}

/// Columns that belong together, from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lane {
    /// Variables and provisions.
    Given,
    /// Transfers and contests.
    Bridge,
    /// Findings.
    Evidence,
    /// The framework, in the order in which its blocks are given.
    Framework,
    /// Conclusions.
    Conclusion,
}

/// A link to be drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whether it decides where blocks stand; others are drawn where there is room.
    pub(crate) shapes: bool,
}

/// Where everything stands.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// Left upper corner of each block.
    pub(crate) corners: Vec<(f64, f64)>,
    /// The points that each link passes, from the right side of a block to the left side of another.
    pub(crate) routes: Vec<Vec<(f64, f64)>>,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Space between columns.
const GAP: f64 = 76.0;

/// Places blocks and links.
pub(crate) fn layout(blocks: &[Block], links: &[Link]) -> Layout {
    let mut layers = Layers::new(blocks, links);
    ordering::order(&mut layers);
    let heights = position::positions(&layers);
    let mut left = Vec::with_capacity(layers.columns.len());
    let mut x = 0.0;
    for column in &layers.columns {
        left.push(x);
        x += column.width + GAP;
    }
    let corners = (0..blocks.len())
        .map(|n| {
            let column = layers.column_of[n];
            (left[column], heights[n] - blocks[n].height / 2.0)
        })
        .collect::<Vec<_>>();
    let routes = links
        .iter()
        .enumerate()
        .map(|(n, link)| {
            let start = (corners[link.from].0 + blocks[link.from].width, heights[link.from]);
            let end = (corners[link.to].0, heights[link.to]);
            let mut route = vec![start];
            for &bend in &layers.routes[n] {
                let column = layers.column_of[bend];
                route.push((left[column], heights[bend]));
                route.push((left[column] + layers.columns[column].width, heights[bend]));
            }
            route.push(end);
            route
        })
        .collect();
    let bottom = |n: usize| corners[n].1 + blocks[n].height;
    Layout {
        width: (x - GAP).max(0.0),
        height: (0..blocks.len()).map(bottom).fold(0.0, f64::max),
        corners,
        routes,
    }
}

#[cfg(test)]
mod tests;
