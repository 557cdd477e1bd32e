//! A layered layout: what depends on something stands to the right of it.
//!
//! 1. [`layers`] gives each block a column, the last things at the right, and puts bends where a link passes columns by;
//! 2. [`ordering`] orders each column so that few links cross; the framework keeps its own order;
//! 3. [`position`] gives each block its height, near what it is connected with.
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
    /// The points that each link passes, from the right side of a block to the left side of another; to the right side
    /// where that one does not stand further right.
    pub(crate) routes: Vec<Vec<(f64, f64)>>,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Space between columns, and how much wider it may get where many links pass.
const GAP: f64 = 64.0;
const GAP_MORE: f64 = 70.0;
/// How far a link to the left, or within a column, swings out.
const SWING: f64 = 26.0;

/// Places blocks and links.
pub(crate) fn layout(blocks: &[Block], links: &[Link]) -> Layout {
    let mut layers = Layers::new(blocks, links);
    ordering::order(&mut layers);
    let heights = position::positions(&layers);
    let mut left = Vec::with_capacity(layers.columns.len());
    let mut x = 0.0;
    let mut width = 0.0;
    for column in &layers.columns {
        left.push(x);
        width = x + column.width;
        let passing: usize = column.items.iter().map(|&item| layers.right[item].len()).sum();
        x = width + GAP + (passing as f64 * 0.6).min(GAP_MORE);
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
            let right = |n: usize| (corners[n].0 + blocks[n].width, heights[n]);
            let (start, end) = (right(link.from), (corners[link.to].0, heights[link.to]));
            if end.0 <= start.0 {
                let back = right(link.to);
                let out = start.0.max(back.0) + SWING;
                return vec![start, (out, start.1), (out, back.1), back];
            }
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
        width,
        height: (0..blocks.len()).map(bottom).fold(0.0, f64::max),
        corners,
        routes,
    }
}

#[cfg(test)]
mod tests;
