//! What becomes of conclusions, and of comparisons in the sources.

use std::fmt::Write as _;

use toets_model::{Language, Study};
use toets_question::{ComparisonResult, ConclusionResult, Status};
use toets_report::Phrases;

use super::one_line;
use super::unknown::hangs_on;
use crate::texts::{Texts, fill};

/// The page of the conclusions.
pub(crate) fn conclusions(
    study: &Study,
    language: Language,
    conclusions: &[ConclusionResult],
    comparisons: &[ComparisonResult],
) -> String {
    let texts = Texts::of(language);
    let phrases = Phrases::new(study, language);
    let mut page = format!("# {}\n\n{}\n", texts.conclusions, texts.conclusions_intro);
    for result in conclusions {
        write(&mut page, study, (texts, &phrases, language), result);
    }
    if !comparisons.is_empty() {
        let _ = writeln!(page, "\n## {}\n\n{}\n", texts.comparisons, texts.comparisons_intro);
    }
    for comparison in comparisons {
        let finding = &study.findings[comparison.finding];
        let mut verdict = texts.verdict(comparison.verdict.word()).to_owned();
        if let (true, Some(why)) = (comparison.acknowledged, &finding.acknowledged) {
            verdict.push_str(&fill(texts.acknowledged, &[&one_line(why.get(language))]));
        }
        let _ = writeln!(
            page,
            "- `{}`: {verdict}. {}",
            study.findings.name(comparison.finding),
            one_line(finding.statement.get(language))
        );
    }
    page
}

fn write(
    page: &mut String,
    study: &Study,
    (texts, phrases, language): (&Texts, &Phrases<'_>, Language),
    result: &ConclusionResult,
) {
    let it = &study.conclusions[result.conclusion];
    let name = study.conclusions.name(result.conclusion);
    let statement = one_line(it.statement.get(language));
    let mut status = texts.status(result.status.word()).to_owned();
    if let (Status::Stated, Some(why)) = (result.status, &it.stated_only) {
        status.push_str(&format!(": {}", one_line(why.get(language))));
    }
    let _ = writeln!(page, "\n## {name}\n\n{statement}\n\n- {status}");
    if result.status != Status::Stated && result.cells.is_empty() {
        let _ = writeln!(page, "- {}", texts.no_case);
    }
    // Where cells differ from each other.
    for status in [Status::No, Status::Undetermined, Status::Yes] {
        let cells: Vec<_> = result.cells.iter().filter(|cell| cell.status == status).collect();
        if cells.is_empty() || cells.len() == result.cells.len() {
            continue;
        }
        let cells: Vec<_> = cells.iter().map(|cell| (cell.scenario, cell.group)).collect();
        let said = fill(texts.in_cells, &[texts.status(status.word()), &phrases.cells(&cells)]);
        let _ = writeln!(page, "- {said}");
    }
    let mut unknowns = result.decided_by.clone();
    unknowns.sort_by_cached_key(|unknown| unknown.id(study));
    for unknown in unknowns {
        let _ = writeln!(page, "- {}", hangs_on(study, language, unknown));
    }
}
