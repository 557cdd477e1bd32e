//! Truth tables known from the literature, with their shortest formulas.
//!
//! Facts only: which rows there are, and which shortest formula follows. The formulas follow from the rows, as each test shows; the
//! rows are as we know them from teaching, and were not laid beside the printed pages.

use std::collections::BTreeSet;

use toets_diagram::{Diagram, Limits, Manager, Variable};
use toets_question::{CoverQuality, ImplicantLimits, Implicants, implicants};

/// Rows of a truth table: `1`, `0`, first variable first.
fn rows(manager: &mut Manager, rows: &[&str]) -> Diagram {
    let mut any = Diagram::FALSE;
    for row in rows {
        let mut all = Diagram::TRUE;
        for (v, value) in (0u32..).zip(row.chars()) {
            let value = value.to_digit(10).unwrap();
            let is = manager.literal(Variable(v), |other| other == value).unwrap();
            all = manager.and(all, is).unwrap();
        }
        any = manager.or(any, all).unwrap();
    }
    any
}

/// Rows of four or fewer variables by their numbers, as tables of minterms are printed.
fn minterms(manager: &mut Manager, numbers: &[u32]) -> Diagram {
    let width = manager.variables().len();
    let names: Vec<String> = numbers.iter().map(|n| format!("{n:0width$b}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    rows(manager, &names)
}

/// A formula's terms, as the literature writes them: capital for present, small for absent.
fn terms<'a>(names: &str, boxes: impl Iterator<Item = &'a Vec<(Variable, Vec<u32>)>>) -> BTreeSet<String> {
    let letters: Vec<char> = names.chars().collect();
    let one = |demands: &Vec<(Variable, Vec<u32>)>| -> String {
        let letter = |(variable, values): &(Variable, Vec<u32>)| {
            let letter = letters[variable.index()];
            if values == &[1] {
                letter
            } else {
                letter.to_ascii_lowercase()
            }
        };
        demands.iter().map(letter).collect()
    };
    boxes.map(one).collect()
}

fn primes(names: &str, found: &Implicants) -> BTreeSet<String> {
    terms(names, found.primes.iter().map(|prime| &prime.demands))
}

fn cover(names: &str, found: &Implicants) -> BTreeSet<String> {
    assert!(found.complete && found.cover.complete);
    assert_eq!(found.cover.quality, CoverQuality::Minimum);
    terms(names, found.cover.members.iter().map(|member| &member.demands))
}

/// The smallest covers, of which there must be no more than are named.
fn covers(names: &str, found: &Implicants) -> BTreeSet<BTreeSet<String>> {
    cover(names, found);
    assert!(!found.cover.equally_small.at_least);
    let all = std::iter::once(&found.cover.members).chain(&found.cover.others);
    let all: Vec<_> = all
        .map(|members| terms(names, members.iter().map(|member| &member.demands)))
        .collect();
    assert_eq!(found.cover.equally_small.number, all.len().into());
    all.into_iter().collect()
}

fn sets(all: &[&[&str]]) -> BTreeSet<BTreeSet<String>> {
    all.iter().map(|terms| set(terms)).collect()
}

/// What is so in some rows and not so in others; other rows were not observed, and may be either.
fn observed(names: &str, so: &[&str], not: &[&str]) -> Implicants {
    let mut manager = manager(names.len());
    let holds = rows(&mut manager, so);
    let observed = rows(&mut manager, &[so, not].concat());
    asked(&manager, holds, observed)
}

fn set(terms: &[&str]) -> BTreeSet<String> {
    terms.iter().map(|&term| term.to_owned()).collect()
}

fn asked(manager: &Manager, holds: Diagram, care: Diagram) -> Implicants {
    let all: Vec<Variable> = manager.variables().collect();
    implicants(manager, holds, care, &all, &ImplicantLimits::default()).unwrap()
}

fn manager(variables: usize) -> Manager {
    Manager::new(vec![2; variables], Limits { nodes: 10_000 })
}

/// C. C. Ragin, The Comparative Method (1987), chapter 6: three causes of the failure of military regimes. A + B + C.
#[test]
fn ragin_regime_failure() {
    let mut manager = manager(3);
    let holds = rows(&mut manager, &["100", "010", "001", "110", "101", "011", "111"]);
    let found = asked(&manager, holds, Diagram::TRUE);
    assert_eq!(cover("ABC", &found), set(&["A", "B", "C"]));
}

/// The same chapter: three causes of successful strikes. The prime implicants are AC, AB and Bc; AC + Bc say it all.
#[test]
fn ragin_strikes() {
    let mut manager = manager(3);
    let holds = rows(&mut manager, &["101", "010", "110", "111"]);
    let found = asked(&manager, holds, Diagram::TRUE);
    assert_eq!(primes("ABC", &found), set(&["AC", "AB", "Bc"]));
    assert_eq!(cover("ABC", &found), set(&["AC", "Bc"]));
    let essential = found
        .primes
        .iter()
        .filter(|prime| prime.essential)
        .map(|prime| &prime.demands);
    assert_eq!(terms("ABC", essential), set(&["AC", "Bc"]));
}

/// S. M. Lipset's cases of democracy between the wars, as B. Rihoux and G. De Meur code them (in: Rihoux and Ragin, Configurational Comparative
/// Methods, 2009): wealth D, towns U, literacy L, industry I, stable government S. Without rows that did not occur DuLS + DLIS;
/// with them as don't cares DS.
#[test]
fn lipset_survival_of_democracy() {
    let mut manager = manager(5);
    let survived = ["10101", "10111", "11111"];
    let fell = ["00000", "00001", "00100", "00101", "10110", "11110"];
    let holds = rows(&mut manager, &survived);
    let observed = rows(&mut manager, &[&survived[..], &fell[..]].concat());
    let complex = asked(&manager, holds, Diagram::TRUE);
    assert_eq!(cover("DULIS", &complex), set(&["DuLS", "DLIS"]));
    let parsimonious = asked(&manager, holds, observed);
    assert_eq!(cover("DULIS", &parsimonious), set(&["DS"]));
    assert_eq!(parsimonious.holds, 3u32.into());
}

/// The example with which the method of Quine and McCluskey is mostly taught: minterms 4, 8, 10, 11, 12, 15 and 9, 14 as don't cares. Four prime
/// implicants, of which three are enough; Bcd and AC are essential.
#[test]
fn quine_mccluskey_with_dont_cares() {
    let mut manager = manager(4);
    let holds = minterms(&mut manager, &[4, 8, 10, 11, 12, 15]);
    let open = minterms(&mut manager, &[9, 14]);
    let care = manager.not(open).unwrap();
    let found = asked(&manager, holds, care);
    assert_eq!(primes("ABCD", &found), set(&["Bcd", "Ab", "Ad", "AC"]));
    let said = cover("ABCD", &found);
    assert!(
        said == set(&["Bcd", "Ab", "AC"]) || said == set(&["Bcd", "Ad", "AC"]),
        "{said:?}"
    );
    let essential = found
        .primes
        .iter()
        .filter(|prime| prime.essential)
        .map(|prime| &prime.demands);
    assert_eq!(terms("ABCD", essential), set(&["Bcd", "AC"]));
}

/// The cyclic function of three variables (all rows but 000 and 111), known since W. V. Quine, The Problem of Simplifying Truth Functions (1952):
/// six prime implicants, none essential, of which three are enough.
#[test]
fn a_cycle_without_essential_primes() {
    let mut manager = manager(3);
    let holds = minterms(&mut manager, &[1, 2, 3, 4, 5, 6]);
    let found = asked(&manager, holds, Diagram::TRUE);
    assert_eq!(primes("XYZ", &found), set(&["Xy", "Xz", "xY", "Yz", "xZ", "yZ"]));
    assert!(found.primes.iter().all(|prime| !prime.essential));
    assert_eq!(cover("XYZ", &found).len(), 3);
}

/// M. L. Krook, *Women's Representation in Parliament: A Qualitative Comparative Analysis*, Political Studies 58(5), 2010: proportional elections E,
/// quotas Q, a social-democratic welfare state S, an autonomous women's movement M, strong left parties L. Of where at least 30 percent are women
/// there are two equally short accounts, of where there are fewer three.
#[test]
fn krook_womens_representation() {
    let many = [
        "00011", "01011", "10100", "10111", "11001", "11010", "11011", "11100", "11111",
    ];
    let few = ["00010", "01000", "01010", "10001", "11000"];
    let found = observed("EQSML", &many, &few);
    assert_eq!(
        primes("EQSML", &found),
        set(&["S", "eL", "EM", "QL", "ML", "Eql", "qml"])
    );
    assert_eq!(
        covers("EQSML", &found),
        sets(&[&["S", "eL", "EM", "QL"], &["S", "EM", "QL", "ML"]])
    );
    let found = observed("EQSML", &few, &many);
    let all = ["em", "el", "Eqs", "qsm", "qsl", "qmL", "qMl", "sml"];
    assert_eq!(primes("EQSML", &found), set(&all));
    assert_eq!(
        covers("EQSML", &found),
        sets(&[&["el", "Eqs", "sml"], &["el", "qsm", "sml"], &["el", "qmL", "sml"]])
    );
}

/// H. W. Kilburn, *Explaining U.S. Urban Regimes*, Urban Affairs Review 39(5), 2004: mobile capital M, a large fiscal base F, civic participation P,
/// representation by wards W, a large city C. Of the regimes that are not progressive there are two equally short accounts.
#[test]
fn kilburn_urban_regimes() {
    let not_progressive = ["00001", "00100", "01010", "10010", "11011", "11111"];
    let progressive = ["00010", "00011", "01000", "01100", "01101", "11010"];
    let found = observed("MFPWC", &not_progressive, &progressive);
    let all = ["Mf", "MP", "MC", "fP", "fw", "PW", "mFW", "FpC", "FWC", "pwC"];
    assert_eq!(primes("MFPWC", &found), set(&all));
    assert_eq!(
        covers("MFPWC", &found),
        sets(&[&["Mf", "MC", "fw", "mFW"], &["Mf", "fw", "mFW", "FWC"]])
    );
}

/// P. Emmenegger, *Job Security Regulations in Western Democracies: A Fuzzy Set Analysis*, European Journal of Political Research 50(3), 2011: statism S,
/// coordination C, a strong labour movement L, Catholicism R, religious parties P, veto points V. Two of 19 conditions are enough, in four ways.
#[test]
fn emmenegger_job_security() {
    let high = ["011000", "011010", "100100", "101110", "101111", "110111", "111111"];
    let low = ["000001", "000100", "001001", "010011", "100000", "111000"];
    let found = observed("SCLRPV", &high, &low);
    assert_eq!(found.total, Some(19u32.into()));
    assert_eq!(
        covers("SCLRPV", &found),
        sets(&[&["SR", "sCL"], &["SR", "sCv"], &["SR", "sLv"], &["SR", "srv"]])
    );
}
