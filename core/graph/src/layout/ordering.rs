//! The order within each column: each item near the middle of what it is linked to.

use super::layers::Layers;

/// How often the columns are gone through, to and fro.
const SWEEPS: usize = 4;

/// Orders all columns; the best order met is kept.
pub(super) fn order(layers: &mut Layers) {
    let count = layers.columns.len();
    let mut places = places(layers);
    // From the right first: the framework stands as it is given, and the rest follows it.
    for column in (0..count).rev() {
        sort(layers, &mut places, column, Side::Right);
    }
    let mut best: Vec<Vec<usize>> = layers.columns.iter().map(|c| c.items.clone()).collect();
    let mut fewest = crossings(layers);
    for _ in 0..SWEEPS {
        for column in 1..count {
            sort(layers, &mut places, column, Side::Left);
        }
        for column in (0..count).rev() {
            sort(layers, &mut places, column, Side::Right);
        }
        let now = crossings(layers);
        if now < fewest {
            fewest = now;
            best = layers.columns.iter().map(|c| c.items.clone()).collect();
        }
    }
    for (column, items) in layers.columns.iter_mut().zip(best) {
        column.items = items;
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// Sorts a column by the middle of the neighbours on one side. Items without any keep their place among the others.
fn sort(layers: &mut Layers, places: &mut [f64], column: usize, side: Side) {
    let items = layers.columns[column].items.clone();
    let mut last = 0.0;
    let mut keyed: Vec<(u8, f64, usize)> = items
        .iter()
        .map(|&item| {
            let neighbours = match side {
                Side::Left => &layers.left[item],
                Side::Right => &layers.right[item],
            };
            let weight: f64 = neighbours.iter().map(|&(_, w)| w).sum();
            if weight > 0.0 {
                last = neighbours.iter().map(|&(n, w)| places[n] * w).sum::<f64>() / weight;
            }
            (layers.groups[item], last, item)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))); // stable
    let mut sorted: Vec<usize> = keyed.into_iter().map(|(.., item)| item).collect();
    // Blocks that keep their order share out the places that they got.
    let mut ranked: Vec<usize> = sorted
        .iter()
        .copied()
        .filter(|&item| layers.ranks[item].is_some())
        .collect();
    ranked.sort_by_key(|&item| layers.ranks[item]);
    let mut ranked = ranked.into_iter();
    for item in &mut sorted {
        if layers.ranks[*item].is_some()
            && let Some(next) = ranked.next()
        {
            *item = next;
        }
    }
    place(&sorted, places);
    layers.columns[column].items = sorted;
}

/// The place of each item in its column, from 0 to 1.
fn places(layers: &Layers) -> Vec<f64> {
    let mut places = vec![0.0; layers.heights.len()];
    for column in &layers.columns {
        place(&column.items, &mut places);
    }
    places
}

/// Sets the places of the items of a column.
fn place(items: &[usize], places: &mut [f64]) {
    let count = items.len() as f64;
    for (n, &item) in items.iter().enumerate() {
        places[item] = (n as f64 + 0.5) / count;
    }
}

/// How many links cross, between all neighbouring columns.
pub(super) fn crossings(layers: &Layers) -> usize {
    let mut place = vec![0usize; layers.heights.len()];
    for column in &layers.columns {
        for (n, &item) in column.items.iter().enumerate() {
            place[item] = n;
        }
    }
    let mut all = 0;
    for (n, column) in layers.columns.iter().enumerate() {
        let Some(next) = layers.columns.get(n + 1) else { break };
        // Pairs of links in the wrong order, counted with a tree of sums.
        let mut ends: Vec<usize> = Vec::new();
        for &item in &column.items {
            let mut here: Vec<usize> = layers.right[item].iter().map(|&(to, _)| place[to]).collect();
            here.sort_unstable();
            ends.extend(here);
        }
        let mut sums = vec![0usize; next.items.len() + 1];
        for (seen, end) in ends.into_iter().enumerate() {
            let mut not_above = 0;
            let mut at = end + 1;
            while at > 0 {
                not_above += sums[at];
                at &= at - 1;
            }
            all += seen - not_above;
            let mut at = end + 1;
            while at < sums.len() {
                sums[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
    }
    all
}
