//! Draws studies and checks every claim on each of them.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use toets_studies::shrink::smaller;
use toets_studies::spec::Condition;
use toets_studies::valid::valid;
use toets_studies::{Dice, Mood, Spec, asked, generate, render};

use crate::case::Case;

/// A kind of claim, with its check.
pub(crate) struct Claim {
    name: &'static str,
    check: fn(&Case) -> Result<Checked, String>,
    /// Whether it is checked in studies in which a node may not apply too.
    applies: bool,
}

/// What a check had to do in a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// The claim is made there, and was checked.
    Claimed,
    /// Nothing of the kind is claimed there.
    NotClaimed,
    /// More worlds, or more ways, than can be walked through.
    TooMuch,
}

impl Claim {
    pub(crate) const fn new(name: &'static str, check: fn(&Case) -> Result<Checked, String>) -> Self {
        Self {
            name,
            check,
            applies: false,
        }
    }

    /// The same, checked in studies in which a node may not apply too.
    pub(crate) const fn also_where_nodes_do_not_apply(mut self) -> Self {
        self.applies = true;
        self
    }

    /// Checks it in a study; a panic is wrong like anything else.
    fn in_case(&self, case: &Case) -> Result<Checked, String> {
        if !self.applies && case.spec.nodes.iter().any(|node| !node.applies.is_empty()) {
            return Ok(Checked::NotClaimed);
        }
        let checked = catch_unwind(AssertUnwindSafe(|| (self.check)(case)));
        checked.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
            Err(format!("panicked: {}", text.unwrap_or_default()))
        })
    }

    fn in_spec(&self, spec: &Spec, seed: u64) -> Result<Checked, String> {
        self.in_case(&Case::new(spec.clone(), seed)?)
    }
}

/// Studies that are drawn at once.
const BATCH: u64 = 256;
/// At most so many studies are drawn for each that is wanted.
const DRAWN: u64 = 6;

#[derive(Default)]
struct Tally {
    claimed: u64,
    not_claimed: u64,
    too_much: u64,
    /// The first study in which it is wrong.
    wrong: Option<(u64, String)>,
}

/// Checks all claims, each in at least as many studies as are asked for, but those that are known to be false.
pub(crate) fn run(claims: &[Claim], known: &[(&str, &str)]) {
    let wanted = asked("TOETS_CLAIM_STUDIES", 2_000);
    let only = only();
    for (name, why) in known {
        assert!(
            claims.iter().any(|claim| claim.name == *name),
            "there is no claim `{name}`"
        );
        println!("{name}: NOT CHECKED, {why}");
    }
    let is_known = |claim: &Claim| known.iter().any(|(name, _)| *name == claim.name);
    let chosen: Vec<&Claim> = claims
        .iter()
        .filter(|claim| only(claim.name) && !is_known(claim))
        .collect();
    assert!(!chosen.is_empty(), "no claim is called so");
    let mut tallies: Vec<Tally> = chosen.iter().map(|_| Tally::default()).collect();
    let mut number = 0;
    while number < wanted * DRAWN {
        let open: Vec<usize> = (0..chosen.len())
            .filter(|&c| tallies[c].claimed < wanted && tallies[c].wrong.is_none())
            .collect();
        if open.is_empty() {
            break;
        }
        let batch: Vec<Vec<Result<Checked, String>>> = (number..number + BATCH)
            .into_par_iter()
            .map(|number| match Case::new(study(number), number) {
                Ok(case) => open.iter().map(|&c| chosen[c].in_case(&case)).collect(),
                Err(refused) => vec![Err(refused); open.len()],
            })
            .collect();
        for (number, outcomes) in (number..).zip(batch) {
            for (&c, outcome) in open.iter().zip(outcomes) {
                match outcome {
                    Ok(Checked::Claimed) => tallies[c].claimed += 1,
                    Ok(Checked::NotClaimed) => tallies[c].not_claimed += 1,
                    Ok(Checked::TooMuch) => tallies[c].too_much += 1,
                    Err(what) => drop(tallies[c].wrong.get_or_insert((number, what))),
                }
            }
        }
        number += BATCH;
    }
    report(&chosen, &tallies, wanted);
}

/// Checks a claim in a study in which it was false once.
pub(crate) fn again(claims: &[Claim], name: &str, seed: u64, number: u64) {
    let claim = claims.iter().find(|claim| claim.name == name);
    let claim = claim.unwrap_or_else(|| panic!("there is no claim `{name}`"));
    let checked = claim.in_spec(&drawn(seed, number), number);
    assert_eq!(checked, Ok(Checked::Claimed), "{name}: study {number} of seed {seed}");
}

fn report(chosen: &[&Claim], tallies: &[Tally], wanted: u64) {
    let mut failed = String::new();
    for (claim, tally) in chosen.iter().zip(tallies) {
        let name = claim.name;
        println!(
            "{name}: checked in {} studies, {} do not claim it, {} are too large",
            tally.claimed, tally.not_claimed, tally.too_much
        );
        if let Some((number, what)) = &tally.wrong {
            let (spec, what) = smallest(claim, study(*number), *number, what.clone());
            let text = render::text(&spec);
            let _ = writeln!(failed, "== {name}\nstudy {number}, made small: {what}\n{text}");
        } else if tally.claimed < wanted {
            let _ = writeln!(failed, "== {name}\nclaimed in {} studies only", tally.claimed);
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}

/// The smallest study found that is wrong in the same way.
fn smallest(claim: &Claim, mut spec: Spec, seed: u64, mut what: String) -> (Spec, String) {
    let kind = |what: &str| what.split(':').next().unwrap_or_default().to_owned();
    let wrong = kind(&what);
    loop {
        let next = smaller(&spec).into_iter().find_map(|next| {
            let better = next != spec && valid(&next);
            let found = if better { claim.in_spec(&next, seed).err() } else { None };
            found.filter(|found| kind(found) == wrong).map(|found| (next, found))
        });
        match next {
            Some((next, found)) => (spec, what) = (next, found),
            None => return (spec, what),
        }
    }
}

/// The study of a number.
fn study(number: u64) -> Spec {
    drawn(asked("TOETS_CLAIM_SEED", 0), number)
}

/// The study of a number, of those of a seed.
fn drawn(seed: u64, number: u64) -> Spec {
    const MOODS: [Mood; 4] = [Mood::Evidence, Mood::Criteria, Mood::Scripts, Mood::Statements];
    let mut dice = Dice::numbered(seed, number);
    let mut spec = generate::spec(&mut dice, MOODS[number as usize % MOODS.len()]);
    // In three of four studies every node applies to everybody: not every check asks about whom a node is.
    if !(number / MOODS.len() as u64).is_multiple_of(4) {
        spec.nodes
            .iter_mut()
            .for_each(|node| node.applies = Condition::default());
    }
    spec
}

/// Which claims are asked for, by the start of their names.
#[expect(clippy::disallowed_methods, reason = "a test may be asked for less")]
fn only() -> impl Fn(&str) -> bool {
    let asked = std::env::var("TOETS_CLAIMS").unwrap_or_default();
    let asked: Vec<String> = asked.split(',').map(str::to_owned).collect();
    move |name| asked.iter().any(|start| name.starts_with(&**start))
}
