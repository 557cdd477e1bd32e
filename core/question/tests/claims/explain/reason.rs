//! Sufficient reasons: the values that already decide do, none of them can be left out, and no set of fewer does.

use toets_evaluate::OpenVariable;
use toets_question::ExplainedCase;

use super::{Asked, level};
use crate::case::Case;
use crate::run::Checked;
use crate::table::{Table, without};

/// More variables than this are not searched for a smaller reason.
const SEARCHED: usize = 9;

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let asked = Asked::of(case);
    let Some(found) = case.explained()? else {
        return Ok(Checked::NotClaimed);
    };
    let Some(all) = case.everything(&asked) else {
        return Ok(Checked::TooMuch);
    };
    let node = case.node(asked.node);
    for explained in &found.cases {
        let value = level(explained.value);
        let now = case.now(explained, &all);
        // Whether the node has this level in all worlds that are as it is now in these columns.
        let decides = |kept: &[usize]| {
            all.rows.iter().all(|row| {
                let alike = |&column: &usize| now[column].is_none_or(|now| now == row.values[column]);
                row.level(node) == value || !kept.iter().all(alike)
            })
        };
        one(explained, &all, &now, &decides)?;
    }
    Ok(Checked::Claimed)
}

fn one(
    explained: &ExplainedCase,
    all: &Table,
    now: &[Option<u8>],
    decides: &dyn Fn(&[usize]) -> bool,
) -> Result<(), String> {
    let reason = &explained.reason;
    ensure!(
        reason.scope.is_study(),
        "whole study: it is small enough, and was not looked at"
    );
    let said: Vec<OpenVariable> = reason.values.iter().map(|&(variable, _)| variable).collect();
    let columns = all.columns_of(&said);
    same!(columns.len(), said.len(), "reason: that nothing depends on: {said:?}");
    for ((variable, value), &column) in reason.values.iter().zip(&columns) {
        same!(
            Some(*value),
            now[column].map(u32::from),
            "reason: the value of {variable:?} here"
        );
    }
    ensure!(decides(&columns), "reason: {said:?} does not decide");
    for &column in &columns {
        let one = all.columns[column];
        ensure!(
            !decides(&without(&columns, &[column])),
            "reason: {said:?} can do without {one:?}"
        );
    }
    // An unknown is among the values only where all that is known does not decide.
    let assumes = columns.iter().any(|column| all.unknowns.contains(column));
    if assumes {
        ensure!(!decides(&all.rest), "reason: {said:?} assumes what it need not");
    }
    ensure!(
        reason.smallest.is_some(),
        "smallest: small enough to be proved, and not said"
    );
    let usable: Vec<usize> = if assumes {
        (0..all.columns.len()).collect()
    } else {
        all.rest.clone()
    };
    if usable.len() > SEARCHED {
        return Ok(());
    }
    let mut as_small = 0u32;
    for bits in (0u32..1 << usable.len()).filter(|bits| bits.count_ones() as usize <= said.len()) {
        let kept = usable.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1);
        let kept: Vec<usize> = kept.map(|(_, &column)| column).collect();
        if decides(&kept) {
            ensure!(kept.len() == said.len(), "smallest: {said:?} is not");
            as_small += 1;
        }
    }
    same!(
        reason.smallest,
        Some(as_small.into()),
        "smallest: how many are as small as {said:?}"
    );
    Ok(())
}
