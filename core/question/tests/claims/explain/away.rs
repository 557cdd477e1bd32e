//! The nearest other worlds: no world with such a level is nearer, those listed are as near as said, and where there is said to be none there
//! is none.

use std::collections::BTreeSet;

use toets_evaluate::OpenVariable;
use toets_question::{Alone, Direction, ExplainedCase, Route};

use super::{Asked, level};
use crate::case::Case;
use crate::run::Checked;
use crate::table::Table;

/// What changes, by column.
type Changes = Vec<(usize, u8)>;

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let asked = Asked::of(case);
    let Some(found) = case.explained()? else {
        return Ok(Checked::NotClaimed);
    };
    let Some(all) = case.everything(&asked) else {
        return Ok(Checked::TooMuch);
    };
    let mut checked = Checked::NotClaimed;
    for explained in &found.cases {
        one(case, &asked, explained, &all)?;
        if !explained.away.is_empty() {
            checked = Checked::Claimed;
        }
    }
    Ok(checked)
}

fn one(case: &Case, asked: &Asked, explained: &ExplainedCase, all: &Table) -> Result<(), String> {
    let study = case.study();
    let node = case.node(asked.node);
    let value = level(explained.value);
    let now = case.now(explained, all);
    // The group stays the same one.
    let traits = case.spec.groups[asked.group].keys();
    let group: Vec<OpenVariable> = traits.map(|&v| OpenVariable::Study(case.variable(v))).collect();
    let group = all.columns_of(&group);
    // Every world, with what is otherwise in it.
    let worlds: Vec<(Changes, u32)> = all
        .rows
        .iter()
        .map(|row| {
            let changed = |column: &usize| now[*column].is_some_and(|now| now != row.values[*column]);
            let changes = (0..all.columns.len()).filter(changed);
            (
                changes.map(|column| (column, row.values[column])).collect(),
                row.level(node),
            )
        })
        .collect();
    let last = case.spec.scale(asked.node).size() as u32 - 1;
    if case.spec.scale(asked.node).ordered() {
        let directions = usize::from(value > 0) + usize::from(value < last);
        same!(explained.away.len(), directions, "directions: how many");
    }
    for away in &explained.away {
        // Where there is no way it is proved that there is none.
        ensure!(
            away.scope.is_study(),
            "whole study: it is small enough, and was not looked at"
        );
        let direction = away.direction;
        let wanted = |level: u32| match direction {
            Direction::Higher => level > value,
            Direction::Lower => level < value,
            Direction::To(to) => level == super::level(to),
        };
        // The smallest sets of changes that lead there, by these changes alone.
        let smallest = |only: Option<Alone>| -> BTreeSet<&Changes> {
            let may = |column: usize| {
                let alone = Alone::of(study, all.columns[column]);
                !group.contains(&column) && only.is_none_or(|only| alone == only)
            };
            let ways = worlds
                .iter()
                .filter(|(_, level)| wanted(*level))
                .map(|(changes, _)| changes);
            let ways: Vec<&Changes> = ways.filter(|way| way.iter().all(|&(column, _)| may(column))).collect();
            let least = ways.iter().map(|way| way.len()).min();
            ways.into_iter().filter(|way| Some(way.len()) == least).collect()
        };
        let told = |route: Option<&Route>, ways: &BTreeSet<&Changes>, what: &str| -> Result<(), String> {
            let least = ways.iter().next().map(|way| way.len() as u64);
            same!(
                route.map(|route| route.changes),
                least,
                "{what}: how many changes {direction:?}"
            );
            let Some(route) = route else { return Ok(()) };
            same!(
                route.total.to_string(),
                ways.len().to_string(),
                "{what}: in how many ways {direction:?}"
            );
            for way in &route.ways {
                let mut turns: Changes = Vec::new();
                for turn in &way.turns {
                    let column = all.column(turn.variable);
                    let column = column.ok_or_else(|| format!("{what}: nothing depends on {:?}", turn.variable))?;
                    same!(
                        now[column].map(u32::from),
                        Some(turn.from),
                        "{what}: {:?} is now",
                        turn.variable
                    );
                    turns.push((column, turn.to as u8));
                }
                turns.sort_unstable();
                ensure!(ways.contains(&turns), "{what}: {turns:?} does not lead {direction:?}");
                let reached = worlds
                    .iter()
                    .find(|(changes, _)| *changes == turns)
                    .map(|(_, level)| *level);
                same!(Some(level(way.to)), reached, "{what}: the level after {turns:?}");
            }
            Ok(())
        };
        let nearest = smallest(None);
        told(away.nearest.as_ref(), &nearest, "nearest")?;
        for kind in Alone::ALL {
            let said = away
                .by_kind
                .iter()
                .find(|(other, _)| *other == kind)
                .map(|(_, route)| route);
            let so = smallest(Some(kind));
            // What gives just what the nearest gives is left out.
            if said.is_some() || so != nearest {
                told(said, &so, "by kind")?;
            }
        }
    }
    Ok(())
}
