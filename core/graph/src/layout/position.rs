//! The height of each item: as near to its neighbours as the room that others need allows.

use super::layers::Layers;

/// Space between two blocks of a column.
const SPACE: f64 = 12.0;
/// Space besides between two groups of a column, for a heading.
const GROUP_SPACE: f64 = 30.0;
/// How often the columns are gone through, to and fro.
const SWEEPS: usize = 12;

/// The middle of each item, from the top of the drawing.
pub(super) fn positions(layers: &Layers) -> Vec<f64> {
    let mut middle = vec![0.0; layers.heights.len()];
    let apart: Vec<Vec<f64>> = (0..layers.columns.len()).map(|c| distances(layers, c)).collect();
    for (column, apart) in layers.columns.iter().zip(&apart) {
        // Start centred on a common line.
        let total = apart.last().copied().unwrap_or(0.0);
        for (&item, &offset) in column.items.iter().zip(apart) {
            middle[item] = offset - total / 2.0;
        }
    }
    for sweep in 0..SWEEPS {
        let forward = 0..layers.columns.len();
        let order: Vec<usize> = if sweep % 2 == 0 {
            forward.collect()
        } else {
            forward.rev().collect()
        };
        for column in order {
            settle(layers, column, &apart[column], &mut middle);
        }
    }
    let tops = middle
        .iter()
        .zip(&layers.heights)
        .map(|(middle, height)| middle - height / 2.0);
    let highest = tops.fold(f64::INFINITY, f64::min);
    if highest.is_finite() {
        middle
            .iter_mut()
            .for_each(|m| *m = ((*m - highest) * 10.0).round() / 10.0);
    }
    middle
}

/// The least distance of each item of a column from its first.
fn distances(layers: &Layers, column: usize) -> Vec<f64> {
    let items = &layers.columns[column].items;
    let mut offsets = Vec::with_capacity(items.len());
    let mut at = 0.0;
    for (n, &item) in items.iter().enumerate() {
        if n > 0 {
            let before = items[n - 1];
            let space = if layers.groups[before] == layers.groups[item] {
                SPACE
            } else {
                SPACE + GROUP_SPACE
            };
            at += (layers.heights[before] + layers.heights[item]) / 2.0 + space;
        }
        offsets.push(at);
    }
    offsets
}

/// Moves the items of a column to where their neighbours are, as far as their order and distances allow: the least sum of
/// squares, by pooling adjacent violators.
fn settle(layers: &Layers, column: usize, apart: &[f64], middle: &mut [f64]) {
    let items = &layers.columns[column].items;
    // Pools of items that stand as close as they may: (sum of wishes, weight, number of items).
    let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(items.len());
    for (&item, &offset) in items.iter().zip(apart) {
        let neighbours = layers.left[item].iter().chain(&layers.right[item]);
        let (sum, weight) = neighbours.fold((0.0, 0.0), |(sum, weight), &(n, w)| (sum + middle[n] * w, weight + w));
        let (wish, weight) = if weight > 0.0 {
            (sum / weight, weight)
        } else {
            (middle[item], 0.1)
        };
        pools.push(((wish - offset) * weight, weight, 1));
        while let [.., (sum_a, weight_a, count_a), (sum_b, weight_b, count_b)] = pools[..] {
            if sum_a / weight_a <= sum_b / weight_b {
                break;
            }
            pools.pop();
            pools.pop();
            pools.push((sum_a + sum_b, weight_a + weight_b, count_a + count_b));
        }
    }
    let mut n = 0;
    for (sum, weight, count) in pools {
        for _ in 0..count {
            middle[items[n]] = sum / weight + apart[n];
            n += 1;
        }
    }
}
