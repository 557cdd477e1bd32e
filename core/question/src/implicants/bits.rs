//! Sets of small numbers.

/// A set of numbers below a number that all sets which meet have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Bits(Box<[u64]>);

impl Bits {
    pub(super) fn none(below: usize) -> Self {
        Self(vec![0; below.div_ceil(64)].into())
    }

    pub(super) fn all(below: usize) -> Self {
        Self::of(below, 0..below)
    }

    pub(super) fn of(below: usize, numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut set = Self::none(below);
        for number in numbers {
            set.0[number / 64] |= 1 << (number % 64);
        }
        set
    }

    pub(super) fn with(&self, number: usize) -> Self {
        let mut set = self.clone();
        set.0[number / 64] |= 1 << (number % 64);
        set
    }

    pub(super) fn without(&self, number: usize) -> Self {
        let mut set = self.clone();
        set.0[number / 64] &= !(1 << (number % 64));
        set
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    pub(super) fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(n, &word)| {
            let after = |word: &u64| Some(word & (word - 1)).filter(|&rest| rest != 0);
            let words = std::iter::successors(Some(word).filter(|&word| word != 0), after);
            words.map(move |word| n * 64 + word.trailing_zeros() as usize)
        })
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(one, other)| one & !other == 0)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        self.zip(other, |one, other| one & other)
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        self.zip(other, |one, other| one | other)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        self.zip(other, |one, other| one & !other)
    }

    fn zip(&self, other: &Self, word: impl Fn(u64, u64) -> u64) -> Self {
        Self(
            self.0
                .iter()
                .zip(&other.0)
                .map(|(&one, &other)| word(one, other))
                .collect(),
        )
    }
}
