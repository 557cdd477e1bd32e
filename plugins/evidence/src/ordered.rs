//! Findings on a scale with an order.

use toets_plugin::model::{Combine, Finding, LevelId, Scale};
use toets_plugin::{Fold, Input, Observed, Outcome, Sides, State};

use crate::levels;
use crate::steps::Steps;

/// Takes findings one by one and keeps the range of what they say.
///
/// The state is five numbers and a set of levels: whether any finding applied; the lowest and the highest steps seen;
/// the level that absolute findings against cap the result at, and the one that those for lift it to (in steps);
/// the levels that the node was opened between.
pub(crate) struct Ordered {
    inputs: Vec<Input>,
    says: Vec<Says>,
    steps: Steps,
    combine: Combine,
    words: usize,
}

/// What a finding says where it applies.
struct Says {
    steps: Option<i64>,
    absolute: bool,
    opens: Vec<LevelId>,
}

const NO_CAP: i64 = i64::MAX;
const NO_FLOOR: i64 = i64::MIN;

/// A [`State`], unpacked.
struct Range {
    applied: bool,
    low: i64,
    high: i64,
    cap: i64,
    floor: i64,
    opened: Vec<i64>,
}

impl Range {
    fn unpack(state: &State) -> Self {
        Self {
            applied: state[0] == 1,
            low: state[1],
            high: state[2],
            cap: state[3],
            floor: state[4],
            opened: state[5..].to_vec(),
        }
    }

    fn pack(self) -> State {
        let mut numbers = vec![i64::from(self.applied), self.low, self.high, self.cap, self.floor];
        numbers.extend(self.opened);
        State::from(numbers)
    }
}

impl Ordered {
    pub(crate) fn new<'a>(
        scale: &Scale,
        combine: Combine,
        inputs: Vec<Input>,
        findings: impl Iterator<Item = &'a Finding>,
    ) -> Self {
        let steps = Steps::new(scale);
        let says = findings.map(|finding| Says {
            steps: finding.level.map(|level| steps.of(level)),
            absolute: finding.absolute,
            opens: finding.opens.clone().unwrap_or_default(),
        });
        Self {
            says: says.collect(),
            inputs,
            steps,
            combine,
            words: levels::words(scale.levels().len()),
        }
    }

    /// Whether the lowest level matters even where it is not against, and the highest even where it is not for.
    /// Elsewhere both start from neutral, so that states are equal where the future is.
    fn keeps(&self) -> (bool, bool) {
        match self.combine {
            Combine::Strongest => (false, false),
            Combine::Worst => (true, false),
            Combine::Best => (false, true),
            Combine::Hull => (true, true),
        }
    }

    /// The lowest and the highest that the findings with a level say together.
    fn together(&self, range: &Range) -> (i64, i64) {
        match self.combine {
            Combine::Strongest => (range.low + range.high, range.low + range.high),
            Combine::Worst => (range.low, range.low),
            Combine::Best => (range.high, range.high),
            Combine::Hull => (range.low, range.high),
        }
    }

    fn open(&self, levels: Vec<LevelId>) -> Outcome {
        match levels[..] {
            [level] => Outcome::Level(level),
            _ => Outcome::Open(levels),
        }
    }
}

impl Fold for Ordered {
    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn start(&self) -> State {
        let (low, high) = self.keeps();
        Range {
            applied: false,
            low: if low { i64::MAX } else { 0 },
            high: if high { i64::MIN } else { 0 },
            cap: NO_CAP,
            floor: NO_FLOOR,
            opened: vec![0; self.words],
        }
        .pack()
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let (Some(says), Observed::Applies(true)) = (self.says.get(input), seen) else {
            return state.clone();
        };
        let mut range = Range::unpack(state);
        range.applied = true;
        if let Some(steps) = says.steps {
            range.low = range.low.min(steps);
            range.high = range.high.max(steps);
            if says.absolute && steps < 0 {
                range.cap = range.cap.min(steps);
            }
            if says.absolute && steps > 0 {
                range.floor = range.floor.max(steps);
            }
        }
        for &level in &says.opens {
            levels::add(&mut range.opened, level);
        }
        if !levels::is_empty(&range.opened) {
            // Only the sides still matter beside what opens the node.
            (range.cap, range.floor) = (NO_CAP, NO_FLOOR);
            (range.low, range.high) = (range.low.min(0), range.high.max(0));
        }
        range.pack()
    }

    fn finish(&self, state: &State) -> Outcome {
        let range = Range::unpack(state);
        if !levels::is_empty(&range.opened) {
            return self.open(levels::list(&range.opened));
        }
        if !range.applied {
            return Outcome::Silent;
        }
        if range.cap < range.floor {
            return self.open(self.steps.between(range.cap, range.floor));
        }
        let (low, high) = self.together(&range);
        let bound = |steps: i64| steps.min(range.cap).max(range.floor);
        self.open(self.steps.between(bound(low), bound(high)))
    }

    fn sides(&self, state: &State) -> Option<Sides> {
        let range = Range::unpack(state);
        Some(Sides {
            for_: range.high.max(0).unsigned_abs() as u32,
            against: range.low.min(0).unsigned_abs() as u32,
        })
    }
}
