//! Columns, and bends where a link passes a column by.

use std::collections::BTreeMap;

use super::{Block, Lane, Link};

/// Blocks and bends in columns. The first items are the blocks, in order; then come the bends.
pub(crate) struct Layers {
    /// The columns from the left, each with its items from the top.
    pub(crate) columns: Vec<Column>,
    /// The column of each item.
    pub(crate) column_of: Vec<usize>,
    /// The height of each item; a bend has little.
    pub(crate) heights: Vec<f64>,
    /// The group of each item.
    pub(crate) groups: Vec<u8>,
    /// The rank of blocks that keep the order in which they are given.
    pub(crate) ranks: Vec<Option<usize>>,
    /// For each item the items that it is linked to in the next column, with a weight.
    pub(crate) right: Vec<Vec<(usize, f64)>>,
    /// The same towards the left.
    pub(crate) left: Vec<Vec<(usize, f64)>>,
    /// The bends of each link.
    pub(crate) routes: Vec<Vec<usize>>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Its items from the top.
    pub(crate) items: Vec<usize>,
    /// The width of its widest block.
    pub(crate) width: f64,
}

/// How strongly the framework's own links pull, beside all others.
const TREE: f64 = 6.0;
/// The height that a link takes where it passes a column by.
const BEND: f64 = 3.0;

impl Layers {
    pub(super) fn new(blocks: &[Block], links: &[Link]) -> Self {
        let column_of = columns(blocks, links);
        let number = column_of.iter().map(|&c| c + 1).max().unwrap_or(0);
        let mut this = Self {
            columns: vec![Column::default(); number],
            heights: blocks.iter().map(|block| block.height).collect(),
            groups: blocks.iter().map(|block| block.group).collect(),
            ranks: blocks
                .iter()
                .enumerate()
                .map(|(n, block)| (block.lane == Lane::Framework).then_some(n))
                .collect(),
            right: vec![Vec::new(); blocks.len()],
            left: vec![Vec::new(); blocks.len()],
            routes: vec![Vec::new(); links.len()],
            column_of,
        };
        for (n, block) in blocks.iter().enumerate() {
            let column = &mut this.columns[this.column_of[n]];
            column.items.push(n);
            column.width = column.width.max(block.width);
        }
        // Links of one block that pass the same column share their bend there.
        let mut bends: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (n, link) in links.iter().enumerate() {
            let (start, end) = (this.column_of[link.from], this.column_of[link.to]);
            if start >= end || !link.shapes {
                continue;
            }
            let in_framework = |n: usize| blocks[n].lane == Lane::Framework;
            let weight = if in_framework(link.from) && in_framework(link.to) {
                TREE
            } else {
                1.0
            };
            let mut at = link.from;
            for column in start + 1..end {
                let bend = *bends.entry((link.from, column)).or_insert_with(|| {
                    let bend = this.heights.len();
                    this.column_of.push(column);
                    this.columns[column].items.push(bend);
                    this.heights.push(BEND);
                    this.groups.push(0);
                    this.ranks.push(None);
                    this.right.push(Vec::new());
                    this.left.push(Vec::new());
                    bend
                });
                this.join(at, bend, weight);
                this.routes[n].push(bend);
                at = bend;
            }
            this.join(at, link.to, weight);
        }
        this
    }

    fn join(&mut self, from: usize, to: usize, weight: f64) {
        if self.right[from].iter().all(|&(other, _)| other != to) {
            self.right[from].push((to, weight));
            self.left[to].push((from, weight));
        }
    }
}

/// The column of each block, counted from the left.
fn columns(blocks: &[Block], links: &[Link]) -> Vec<usize> {
    // Within the framework: the longest way to a block without anything to its right.
    let inside = |link: &&Link| {
        link.shapes && blocks[link.from].lane == Lane::Framework && blocks[link.to].lane == Lane::Framework
    };
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
    let mut out = vec![0usize; blocks.len()];
    for link in links.iter().filter(inside) {
        into[link.to].push(link.from);
        out[link.from] += 1;
    }
    let mut depth = vec![0usize; blocks.len()];
    let mut ready: Vec<usize> = (0..blocks.len()).filter(|&n| out[n] == 0).collect();
    while let Some(at) = ready.pop() {
        for &from in &into[at] {
            depth[from] = depth[from].max(depth[at] + 1);
            out[from] -= 1;
            if out[from] == 0 {
                ready.push(from);
            }
        }
    }
    let deepest = |lane: Lane| {
        let depths = blocks.iter().zip(&depth).filter(|(block, _)| block.lane == lane);
        depths.map(|(_, &depth)| depth + 1).max().unwrap_or(0)
    };
    let lanes = [
        Lane::Given,
        Lane::Bridge,
        Lane::Evidence,
        Lane::Framework,
        Lane::Conclusion,
    ];
    let mut starts = BTreeMap::new();
    let mut next = 0;
    for lane in lanes {
        let wide = deepest(lane);
        starts.insert(lane, (next, wide));
        next += wide;
    }
    blocks
        .iter()
        .zip(depth)
        .map(|(block, depth)| {
            let (start, wide) = starts[&block.lane];
            start + wide - 1 - depth
        })
        .collect()
}
