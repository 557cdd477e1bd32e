//! Levers that share indicators with others nearby: how far apart decides how large the diagrams get.

use divan::Bencher;
use toets_evaluate::Limits;
use toets_question::{AskSpace, NoProgress, space};

use crate::{hierarchy, ready};

/// All questions about the space of 60 levers (4·10²⁸ designs), for 60 indicators of three levers each, drawn from a window of so
/// many; for seeds one after the other.
#[divan::bench(args = [("worst", 20, 1), ("worst", 20, 2), ("worst", 20, 3), ("mean", 12, 1), ("mean", 12, 2)], sample_count = 3)]
fn sixty_levers_in_a_window(bencher: Bencher<'_, '_>, (plugin, window, seed): (&str, u64, u64)) {
    let compiled = ready(
        &hierarchy(60, 60, |n| three(n, window, seed), plugin),
        Limits::default(),
    );
    bencher.bench(|| space(&compiled, &AskSpace::default(), &NoProgress).expect("it can be counted"));
}

/// Three different levers of the 60, from the window of an indicator.
fn three(indicator: usize, window: u64, seed: u64) -> [usize; 3] {
    let start = indicator as u64 * (60 - window) / 59;
    let mut state = (seed << 32) + indicator as u64;
    let mut drawn = Vec::new();
    while drawn.len() < 3 {
        // Splitmix, so that the studies are the same everywhere.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let lever = start + (mixed ^ (mixed >> 31)) % window;
        if !drawn.contains(&(lever as usize)) {
            drawn.push(lever as usize);
        }
    }
    [drawn[0], drawn[1], drawn[2]]
}
