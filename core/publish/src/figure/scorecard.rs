//! The scorecard: nodes below each other, scenarios beside each other, a block for each group.

use super::canvas::{BOLD, Canvas, FAINT, LINE, Look, PLAIN, broken, mark_height};
use crate::document::Report;
use crate::texts::Texts;

const NAMES: f64 = 270.0;
const WIDE: f64 = 106.0;
const GAP: f64 = 3.0;

pub(super) fn figure(report: &Report, texts: &Texts) -> String {
    let card = &report.scorecard;
    let mut canvas = Canvas::default();
    let mut y = 0.0;
    for (n, group) in card.groups.iter().enumerate() {
        canvas.text(0.0, y, &format!("{} · {}", group.id, group.label), BOLD);
        y += LINE + 10.0;
        for (column, scenario) in card.scenarios.iter().enumerate() {
            let middle = NAMES + column as f64 * (WIDE + GAP) + WIDE / 2.0;
            let look = Look { middle: true, ..BOLD };
            canvas.text(middle, y, &scenario.id, look);
        }
        y += LINE + 6.0;
        for (row, marks) in card.rows.iter().zip(&card.marks[n]) {
            let inset = row.depth as f64 * 10.0;
            let name = match &row.code {
                Some(code) => format!("{code} {}", row.label),
                None => row.label.clone(),
            };
            let look = if row.indicator { PLAIN } else { BOLD };
            let names = broken(&name, NAMES - inset - 10.0, 2, look.bold);
            let signs = marks.iter().map(|mark| mark_height(&mark.signs, WIDE));
            let height = signs.fold(names.len() as f64 * LINE + 6.0, f64::max);
            for (line, text) in names.iter().enumerate() {
                canvas.text(inset, y + 3.0 + line as f64 * LINE, text, look);
            }
            for (column, mark) in marks.iter().enumerate() {
                let x = NAMES + column as f64 * (WIDE + GAP);
                canvas.mark((x, y), (WIDE, height), &mark.signs, &mark.words, mark.shade);
            }
            y += height + GAP;
        }
        y += 22.0;
    }
    if card.groups.is_empty() || card.scenarios.is_empty() {
        canvas.text(0.0, y, &texts.get("scorecard-empty"), PLAIN);
        y += LINE;
    }
    legend(&mut canvas, report, texts, y);
    let title = format!("{}: {}", texts.get("scorecard-title"), report.about.title);
    canvas.document(report.language, &title, &texts.get("scorecard-paper"))
}

/// What signs and colours mean; the scenarios by name.
fn legend(canvas: &mut Canvas, report: &Report, texts: &Texts, mut y: f64) {
    canvas.text(0.0, y, &texts.get("scorecard-legend"), BOLD);
    y += LINE + 8.0;
    let mut line = |canvas: &mut Canvas, sign: &str, words: &str, shade: &str| {
        canvas.mark((0.0, y), (56.0, 20.0), sign, words, shade);
        canvas.text(66.0, y + 3.0, words, PLAIN);
        y += 24.0;
    };
    for scale in &report.framework.scales {
        if scale.levels.iter().any(|level| level.id.chars().count() > 3) {
            continue;
        }
        for level in &scale.levels {
            let sign = match level.id.chars().all(|c| c == '-') {
                true => level.id.replace('-', "\u{2212}"),
                false => level.id.clone(),
            };
            line(canvas, &sign, &level.label, level.shade);
        }
    }
    for (sign, key, shade) in [
        ("x/y", "scorecard-legend-depends", "mixed"),
        ("x…y?", "scorecard-legend-between", "open"),
        ("?", "scorecard-legend-open", "open"),
        ("x±", "scorecard-legend-mixed", "mixed"),
        ("·", "scorecard-legend-none", "none"),
    ] {
        line(canvas, sign, &texts.get(key), shade);
    }
    y += 8.0;
    for scenario in &report.scorecard.scenarios {
        canvas.text(0.0, y, &format!("{}  {}", scenario.id, scenario.label), FAINT);
        y += LINE + 2.0;
    }
}
