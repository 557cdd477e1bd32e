//! A set of levels as whole numbers in a state: level `n` is bit `n % 64` of number `n / 64`.

use toets_plugin::model::{Index, LevelId};

/// How many numbers a set of levels of a scale takes.
pub(crate) fn words(levels: usize) -> usize {
    levels.div_ceil(64)
}

/// Adds a level; one beyond the set's numbers is not on the scale and left out.
pub(crate) fn add(set: &mut [i64], level: LevelId) {
    let n = level.to_usize();
    if let Some(word) = set.get_mut(n / 64) {
        *word |= 1 << (n % 64);
    }
}

/// The levels in a set, worst first.
pub(crate) fn list(set: &[i64]) -> Vec<LevelId> {
    let bits = set.iter().enumerate().flat_map(|(w, &word)| {
        (0..64)
            .filter(move |bit| word >> bit & 1 == 1)
            .map(move |bit| w * 64 + bit)
    });
    bits.map(LevelId::from_usize).collect()
}

/// Whether a set has no level.
pub(crate) fn is_empty(set: &[i64]) -> bool {
    set.iter().all(|&word| word == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_what_was_added_in_order_of_the_scale() {
        let mut set = vec![0; words(130)];
        assert_eq!(set.len(), 3);
        assert!(is_empty(&set));
        for n in [129, 63, 0, 64, 63] {
            add(&mut set, LevelId::from_usize(n));
        }
        assert_eq!(list(&set), [0, 63, 64, 129].map(LevelId::from_usize));
        assert!(!is_empty(&set));
    }
}
