//! What becomes of conclusions, and of comparisons in the sources.

use std::fmt::Write as _;

use toets_model::{Language, Study};
use toets_question::{ComparisonResult, ConclusionResult, Results, Status};
use toets_report::Phrases;

use super::{LANGUAGES, listed, one_line};
use crate::kept;
use crate::texts::{Texts, fill};

/// The page of the conclusions.
pub(crate) fn conclusions(
    study: &Study,
    conclusions: &[ConclusionResult],
    comparisons: &[ComparisonResult],
    results: &Results,
) -> String {
    let title = |language| Texts::of(language).conclusions;
    let mut page = format!("# {} · {}\n", title(Language::Nl), title(Language::En));
    for language in LANGUAGES {
        let texts = Texts::of(language);
        let phrases = Phrases::new(study, language);
        let _ = writeln!(page, "\n## {}", texts.language);
        for result in conclusions {
            write(&mut page, study, (texts, &phrases, language), result);
        }
        if !comparisons.is_empty() {
            let _ = writeln!(page, "\n### {}\n", texts.comparisons);
        }
        for comparison in comparisons {
            let finding = &study.findings[comparison.finding];
            let _ = writeln!(
                page,
                "- `{}`: {}. {}",
                study.findings.name(comparison.finding),
                texts.verdict(comparison.verdict.word()),
                one_line(finding.statement.get(language))
            );
        }
    }
    kept::write_conclusions(&mut page, results);
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
    let _ = writeln!(
        page,
        "\n### {name}\n\n{statement}\n\n- {}",
        texts.status(result.status.word())
    );
    if let (Status::Stated, Some(why)) = (result.status, &it.stated_only) {
        let _ = writeln!(page, "- {}", fill(texts.reason, &[&one_line(why.get(language))]));
    }
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
    if !result.decided_by.is_empty() {
        let mut unknowns: Vec<String> = result.decided_by.iter().map(|u| format!("`{}`", u.id(study))).collect();
        unknowns.sort_unstable();
        let _ = writeln!(page, "- {}", fill(texts.decided_by, &[&listed(&unknowns, texts.and)]));
    }
}
