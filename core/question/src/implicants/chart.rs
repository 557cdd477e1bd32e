//! Which primes say it all with the fewest: every smallest set of them, counted, and the first of these.
//!
//! The worlds to be covered are never listed: those that the same primes cover are one row of the chart. What every
//! cover must have is taken out first, rows that are covered along with another one go, and what is then left mostly falls apart into small
//! charts that have nothing in common: the smallest covers of the whole are theirs put together, and so their numbers multiply.
//!
//! E. J. McCluskey, *Minimization of Boolean Functions*, Bell System Technical Journal 35(6), 1956 (the chart, essential primes, rows that
//! contain another one). Columns that another one contains stay, as a smallest cover may have them.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Exceeded, Manager};

use super::bits::Bits;
use super::cover::Covers;

/// Rows beyond which a chart is not looked into.
const ROWS: usize = 20_000;

/// Every smallest cover.
#[derive(Debug)]
pub(super) struct Smallest {
    /// How many there are, as far as they were counted.
    pub(super) count: BigUint,
    /// Whether they were all counted.
    pub(super) counted: bool,
    /// The first of them, by what they demand together and then by the order of the primes: which these are, ascending. Not empty.
    pub(super) first: Vec<Vec<usize>>,
}

/// A cover by what it demands and which primes it has, ascending.
type Key = (usize, Vec<usize>);

/// All smallest covers of `wanted` by these primes, of which at most `listed` are named; none where the search ends early.
///
/// The primes together cover `wanted`, and no other worlds.
pub(super) fn smallest(manager: &Manager, primes: &[Covers], listed: usize, steps: usize) -> Option<Smallest> {
    let (forced, chart) = chart(manager, primes).ok()??;
    let mut search = Search {
        demands: primes.iter().map(|prime| prime.demands.len()).collect(),
        listed,
        steps,
        ended: false,
        known: FxHashMap::default(),
    };
    let (mut count, mut counted) = (BigUint::from(1u32), true);
    let mut first: Vec<Key> = vec![(0, Vec::new())];
    for equal in forced {
        count *= equal.len();
        first = search.both(&first, &search.each(&equal));
    }
    for part in chart.parts() {
        let size = search.size_and_count(&part)?;
        count *= size.1;
        counted &= !search.ended;
        let of_part = search.list(&part, size.0, steps);
        if of_part.is_empty() {
            return None;
        }
        first = search.both(&first, &of_part);
    }
    Some(Smallest {
        count,
        counted,
        first: first.into_iter().map(|(_, cover)| cover).collect(),
    })
}

/// What is to be covered, and by what.
struct Chart {
    /// For each row the columns that cover it.
    rows: Vec<Bits>,
    columns: Vec<Column>,
}

/// Primes that cover the same rows.
struct Column {
    rows: Bits,
    primes: Vec<usize>,
}

/// Primes of which every cover has one: as each of a lot covers the same, any of them will do.
type Forced = Vec<Vec<usize>>;

/// The chart without what every cover must have; none if it has too many rows.
fn chart(manager: &Manager, primes: &[Covers]) -> Result<Option<(Forced, Chart)>, Exceeded> {
    let arities = manager.variables().map(|variable| manager.arity(variable)).collect();
    let mut scratch = Manager::new(arities, manager.limits());
    let mut lots: Vec<(Diagram, Vec<usize>)> = Vec::new();
    let mut places: FxHashMap<Diagram, usize> = FxHashMap::default();
    for (n, prime) in primes.iter().enumerate() {
        let place = *places.entry(prime.worlds).or_insert(lots.len());
        match lots.get_mut(place) {
            Some((_, primes)) => primes.push(n),
            None => lots.push((scratch.copy_from(manager, prime.worlds, |v| v)?, vec![n])),
        }
    }
    // Worlds that one lot only covers.
    let mut times = Diagram::FALSE;
    for &(worlds, _) in &lots {
        times = scratch.apply(times, worlds, |times, here| (times + here).min(2))?;
    }
    let once = scratch.is(times, 1)?;
    let mut forced = Vec::new();
    let mut left = Diagram::TRUE;
    let mut others = Vec::new();
    for (worlds, primes) in lots {
        if scratch.and(worlds, once)? == Diagram::FALSE {
            others.push((worlds, primes));
        } else {
            let not = scratch.not(worlds)?;
            left = scratch.and(left, not)?;
            forced.push(primes);
        }
    }
    let Some(rows) = rows(&mut scratch, &others, left)? else {
        return Ok(None);
    };
    Ok(Some((
        forced,
        Chart::new(rows, others.into_iter().map(|(_, primes)| primes).collect()),
    )))
}

/// For each world that is left which lots cover it, each such set once; none if there are too many.
fn rows(manager: &mut Manager, lots: &[(Diagram, Vec<usize>)], left: Diagram) -> Result<Option<Vec<Bits>>, Exceeded> {
    let mut sets: Vec<Bits> = vec![Bits::none(lots.len())];
    let mut known: FxHashMap<Bits, u32> = FxHashMap::from_iter([(sets[0].clone(), 0)]);
    let mut covered_by = Diagram::terminal(0);
    for (n, &(worlds, _)) in lots.iter().enumerate() {
        let worlds = manager.and(worlds, left)?;
        covered_by = manager.apply(covered_by, worlds, |set, here| {
            if here == 0 {
                return set;
            }
            let with = sets[set as usize].with(n);
            *known.entry(with).or_insert_with_key(|with| {
                sets.push(with.clone());
                (sets.len() - 1) as u32
            })
        })?;
        if sets.len() > ROWS {
            return Ok(None);
        }
    }
    let terminals = manager.terminals(covered_by);
    let rows = terminals.into_iter().filter(|&set| set != 0);
    Ok(Some(rows.map(|set| sets[set as usize].clone()).collect()))
}

impl Chart {
    /// Of these rows those that contain no other; and their columns, those that cover the same as one.
    fn new(mut rows: Vec<Bits>, primes: Vec<Vec<usize>>) -> Self {
        rows.sort_by_cached_key(|row| (row.len(), row.iter().collect::<Vec<_>>()));
        let mut least: Vec<Bits> = Vec::new();
        for row in rows {
            if !least.iter().any(|one| one.is_within(&row)) {
                least.push(row);
            }
        }
        let mut columns: Vec<Column> = Vec::new();
        for (n, primes) in primes.into_iter().enumerate() {
            let covers = (0..least.len()).filter(|&row| least[row].has(n));
            let rows = Bits::of(least.len(), covers);
            match columns.iter_mut().find(|column| column.rows == rows) {
                _ if rows.is_empty() => {}
                Some(column) => column.primes.extend(primes),
                None => columns.push(Column { rows, primes }),
            }
        }
        for column in &mut columns {
            column.primes.sort_unstable();
        }
        columns.sort_by_key(|column| column.primes[0]);
        let covered_by = |row: usize| Bits::of(columns.len(), (0..columns.len()).filter(|&n| columns[n].rows.has(row)));
        let rows = (0..least.len()).map(covered_by).collect();
        Self { rows, columns }
    }

    /// The parts of it that have nothing in common.
    fn parts(self) -> Vec<Self> {
        let mut left = Bits::all(self.rows.len());
        let mut parts = Vec::new();
        while let Some(start) = left.first() {
            let mut rows = Bits::of(self.rows.len(), [start]);
            let mut columns = Bits::none(self.columns.len());
            loop {
                let more = (0..self.columns.len()).filter(|&n| self.columns[n].rows.meets(&rows));
                let grown = Bits::of(self.columns.len(), more);
                if grown == columns {
                    break;
                }
                columns = grown;
                for column in columns.iter() {
                    rows = rows.or(&self.columns[column].rows);
                }
            }
            left = left.minus(&rows);
            let (rows, columns): (Vec<usize>, Vec<usize>) = (rows.iter().collect(), columns.iter().collect());
            let part = Self {
                rows: rows
                    .iter()
                    .map(|&row| {
                        Bits::of(
                            columns.len(),
                            (0..columns.len()).filter(|&n| self.rows[row].has(columns[n])),
                        )
                    })
                    .collect(),
                columns: columns
                    .iter()
                    .map(|&column| Column {
                        rows: Bits::of(
                            rows.len(),
                            (0..rows.len()).filter(|&n| self.columns[column].rows.has(rows[n])),
                        ),
                        primes: self.columns[column].primes.clone(),
                    })
                    .collect(),
            };
            parts.push(part);
        }
        parts
    }

    /// The columns that cover something of what is left.
    fn of_use(&self, left: &Bits, available: &Bits) -> Bits {
        let mut all = Bits::none(self.columns.len());
        for row in left.iter() {
            all = all.or(&self.rows[row]);
        }
        all.and(available)
    }

    /// The row that is hardest to cover: the fewest columns cover it, and one of those has to be taken.
    fn hardest(&self, left: &Bits, available: &Bits) -> Vec<usize> {
        let columns = left.iter().map(|row| self.rows[row].and(available));
        let hardest = columns.min_by_key(Bits::len);
        hardest.map_or_else(Vec::new, |columns| columns.iter().collect())
    }

    /// What it takes at least to cover what is left: rows of which no two have a column in common.
    fn at_least(&self, left: &Bits, available: &Bits) -> usize {
        let mut rows: Vec<Bits> = left.iter().map(|row| self.rows[row].and(available)).collect();
        rows.sort_by_key(Bits::len);
        let mut met = Bits::none(self.columns.len());
        let mut number = 0;
        for row in rows {
            if !row.meets(&met) {
                met = met.or(&row);
                number += 1;
            }
        }
        number
    }
}

/// A search through charts: each step takes the row that is hardest to cover and tries every column that covers it, without those
/// that were tried before, so that each cover is met once.
struct Search {
    /// Of how many variables each prime demands something.
    demands: Vec<usize>,
    listed: usize,
    steps: usize,
    /// Whether the steps were used up.
    ended: bool,
    /// How many covers there are of what is left, with the columns that are left and so many of them.
    known: FxHashMap<(Bits, Bits, usize), BigUint>,
}

impl Search {
    /// How few primes cover all rows, and in how many ways; none if that is not found out in time.
    fn size_and_count(&mut self, chart: &Chart) -> Option<(usize, BigUint)> {
        let (left, available) = (Bits::all(chart.rows.len()), Bits::all(chart.columns.len()));
        self.known.clear();
        for size in chart.at_least(&left, &available).. {
            let count = self.count(chart, &left, &available, size);
            if count != BigUint::ZERO {
                return Some((size, count));
            }
            if self.ended || size >= chart.rows.len() {
                break;
            }
        }
        None
    }

    fn count(&mut self, chart: &Chart, left: &Bits, available: &Bits, more: usize) -> BigUint {
        if left.is_empty() {
            return BigUint::from(1u32);
        }
        let mut available = chart.of_use(left, available);
        if chart.at_least(left, &available) > more {
            return BigUint::ZERO;
        }
        let key = (left.clone(), available.clone(), more);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        if self.steps == 0 {
            self.ended = true;
            return BigUint::ZERO;
        }
        self.steps -= 1;
        let mut count = BigUint::ZERO;
        for column in chart.hardest(left, &available) {
            available = available.without(column);
            let left = left.minus(&chart.columns[column].rows);
            count += self.count(chart, &left, &available, more - 1) * chart.columns[column].primes.len();
        }
        if !self.ended {
            self.known.insert(key, count.clone());
        }
        count
    }

    /// The first covers of this size: all of them, unless that takes more than so many steps.
    fn list(&self, chart: &Chart, size: usize, steps: usize) -> Vec<Key> {
        let lots: Vec<Vec<Key>> = chart.columns.iter().map(|column| self.each(&column.primes)).collect();
        let mut listing = Listing {
            search: self,
            chart,
            least: lots.iter().map(|lot| lot[0].0).min().unwrap_or(0),
            lots,
            steps,
            first: Vec::new(),
        };
        let (left, available) = (Bits::all(chart.rows.len()), Bits::all(chart.columns.len()));
        listing.go_on(&left, &available, size, &mut Vec::new(), 0);
        listing.first
    }

    /// Each of these primes alone, the first of them.
    fn each(&self, primes: &[usize]) -> Vec<Key> {
        let mut each: Vec<Key> = primes.iter().map(|&prime| (self.demands[prime], vec![prime])).collect();
        each.sort_unstable();
        each.truncate(self.listed);
        each
    }

    /// The first that one of each makes. They have no prime in common, so that which of two comes first does not depend on what is
    /// beside them: the first of both are made of the first of each.
    fn both(&self, one: &[Key], other: &[Key]) -> Vec<Key> {
        let mut all = Vec::with_capacity(one.len() * other.len());
        for (demands, primes) in one {
            for (more, others) in other {
                let mut together = [&primes[..], others].concat();
                together.sort_unstable();
                all.push((demands + more, together));
            }
        }
        all.sort_unstable();
        all.truncate(self.listed);
        all
    }
}

/// Covers of one chart while they are being listed.
struct Listing<'a> {
    search: &'a Search,
    chart: &'a Chart,
    /// For each column its primes, the first of them.
    lots: Vec<Vec<Key>>,
    /// The least that a prime demands.
    least: usize,
    steps: usize,
    first: Vec<Key>,
}

impl Listing<'_> {
    fn go_on(&mut self, left: &Bits, available: &Bits, more: usize, chosen: &mut Vec<usize>, demands: usize) {
        if left.is_empty() {
            self.add(chosen);
            return;
        }
        let full = self.first.len() >= self.search.listed;
        let too_much = demands + more * self.least;
        if self.steps == 0 || full && self.first.last().is_some_and(|last| too_much > last.0) {
            return;
        }
        self.steps -= 1;
        let mut available = self.chart.of_use(left, available);
        if self.chart.at_least(left, &available) > more {
            return;
        }
        for column in self.chart.hardest(left, &available) {
            available = available.without(column);
            let left = left.minus(&self.chart.columns[column].rows);
            chosen.push(column);
            self.go_on(&left, &available, more - 1, chosen, demands + self.lots[column][0].0);
            chosen.pop();
        }
    }

    fn add(&mut self, chosen: &[usize]) {
        let mut covers: Vec<Key> = vec![(0, Vec::new())];
        for &column in chosen {
            covers = self.search.both(&covers, &self.lots[column]);
        }
        self.first.extend(covers);
        self.first.sort_unstable();
        self.first.truncate(self.search.listed);
    }
}
