//! What the verdict is in each cell, and who reaches its best level.

use toets_diagnostic::Diagnostic;
use toets_diagram::Exceeded;
use toets_evaluate::{CellResult, Compiled, Evaluation, Reach, Value};
use toets_model::{Index, Kind, LevelId, Study};

use super::{AskBrief, BestVerdict, BriefCell, CellVerdict, Reaching};
use crate::conclude::cells_needed;
use crate::depends::depends_on;
use crate::faults::too_large;

/// The verdicts, scenario by scenario. Of a scenario that is set beside the judged ones only those that a conclusion speaks of: of
/// the others nobody said that it is meant for them.
pub(super) fn cells(evaluation: &mut Evaluation, asked: &AskBrief) -> Result<Vec<BriefCell>, Vec<Diagnostic>> {
    let compiled = evaluation.compiled.clone();
    let spoken_of = cells_needed(&compiled.study);
    let mut cells = Vec::new();
    for &scenario in asked.judged.iter().chain(&asked.beside) {
        for &group in &asked.groups {
            let meant = asked.judged.contains(&scenario) || spoken_of.contains(&(scenario, group));
            let found = evaluation
                .cells
                .iter_mut()
                .find(|cell| meant && cell.scenario == scenario && cell.group == group);
            let verdict = found.map_or(Ok(CellVerdict::NotAsked), |cell| verdict(&compiled, cell));
            let verdict = verdict.map_err(|exceeded| {
                let what = ("what the verdict depends on", "waar het eindoordeel van afhangt");
                vec![too_large(&compiled, what, &exceeded)]
            })?;
            cells.push(BriefCell {
                scenario,
                group,
                verdict,
            });
        }
    }
    Ok(cells)
}

fn verdict(compiled: &Compiled, cell: &mut CellResult) -> Result<CellVerdict, Exceeded> {
    let node = compiled.study.verdict;
    if !cell.has_worlds() {
        return Ok(CellVerdict::NoWorld);
    }
    if cell.applies(node) == Reach::Never {
        return Ok(CellVerdict::NotApplicable);
    }
    let values = cell.possible(compiled, node);
    let levels = compiled.study.scales[compiled.study.nodes[node].scale].levels().len();
    if cell.silent(node) == Reach::Always && values.len() == levels {
        return Ok(CellVerdict::NotAssessed);
    }
    if let [only] = values[..] {
        return Ok(CellVerdict::Surely(only));
    }
    let Some(diagrams) = cell.space.node(node) else {
        return Ok(CellVerdict::NotAssessed);
    };
    let counts = cell.space.counts(node)?;
    let mut unknowns = compiled.variables().declared();
    unknowns.retain(|&v| compiled.variables().at(v).kind(&compiled.study) == Kind::Unknown);
    let hangs_on = depends_on(&mut cell.space.manager, diagrams.level, counts, &unknowns)?;
    Ok(CellVerdict::Open {
        values,
        unknown: !hangs_on.is_empty(),
    })
}

/// The best level of the verdict, and which of the judged scenarios reach it.
pub(super) fn best(study: &Study, asked: &AskBrief, cells: &[BriefCell]) -> Option<BestVerdict> {
    let levels = study.scales[study.nodes[study.verdict].scale].levels();
    if levels.len() < 2 {
        return None;
    }
    let level = LevelId::from_usize(levels.len() - 1);
    let mut reaching = Vec::new();
    for &group in &asked.groups {
        let mut here = Reaching {
            group,
            judged: Vec::new(),
            surely: Vec::new(),
            possibly: Vec::new(),
            open: Vec::new(),
            not_assessed: Vec::new(),
        };
        for cell in cells {
            if cell.group != group || !asked.judged.contains(&cell.scenario) {
                continue;
            }
            let (surely, possibly, open) = match &cell.verdict {
                CellVerdict::NotAsked | CellVerdict::NoWorld | CellVerdict::NotApplicable => continue,
                CellVerdict::NotAssessed => {
                    here.not_assessed.push(cell.scenario);
                    (false, true, true)
                }
                CellVerdict::Surely(value) => {
                    let reached = *value == Value::Level(level);
                    (reached, reached, false)
                }
                CellVerdict::Open { values, .. } => {
                    let reached = values.contains(&Value::Level(level));
                    (false, reached, values.len() == levels.len())
                }
            };
            here.judged.push(cell.scenario);
            for (is_so, list) in [
                (surely, &mut here.surely),
                (possibly, &mut here.possibly),
                (open, &mut here.open),
            ] {
                list.extend(is_so.then_some(cell.scenario));
            }
        }
        if !here.judged.is_empty() {
            reaching.push(here);
        }
    }
    Some(BestVerdict { level, reaching })
}

impl CellVerdict {
    /// Whether no world reaches a level, where there is something to say.
    pub(super) fn excludes(&self, level: LevelId) -> bool {
        match self {
            Self::Surely(value) => *value != Value::Level(level),
            Self::Open { values, .. } => !values.contains(&Value::Level(level)),
            Self::NotAsked | Self::NoWorld | Self::NotApplicable | Self::NotAssessed => false,
        }
    }
}
