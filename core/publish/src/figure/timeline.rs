//! The law over time: a column for each stretch in which it stays as it is, a row for each cell, and what it judges.

use toets_model::Study;
use toets_question::Timeline;

use super::canvas::{BOLD, Canvas, FAINT, LINE, PLAIN, broken, mark_height};
use crate::mark::Marks;
use crate::texts::Texts;

const NAMES: f64 = 210.0;
const WIDE: f64 = 132.0;
const GAP: f64 = 2.0;

/// The law over time and what follows, as an SVG document: of the verdict, and of each other node that moves somewhere.
pub fn timeline_figure(study: &Study, found: &Timeline, texts: &Texts) -> String {
    let language = texts.language();
    let marks = Marks::new(study, language, texts);
    let phrases = toets_report::Phrases::new(study, language);
    let mut canvas = Canvas::default();
    let x = |column: usize| NAMES + column as f64 * (WIDE + GAP);
    let mut y = 0.0;
    for (n, stretch) in found.stretches.iter().enumerate() {
        let from = stretch.from.map(|day| day.to_string());
        let head = from.unwrap_or_else(|| texts.get("figure-timeline-before"));
        canvas.text(x(n), y, &head, BOLD);
    }
    y += LINE + 6.0;
    canvas.lines(0.0, y, NAMES - 12.0, 2, &texts.get("figure-timeline-law"), BOLD);
    let mut lowest = y + 2.0 * LINE;
    for (n, stretch) in found.stretches.iter().enumerate() {
        let mut line = y;
        for moved in &stretch.law {
            let sign = match (moved.before.in_force, moved.after.in_force) {
                (false, true) => "+",
                (true, false) => "\u{2212}",
                _ => "~",
            };
            let told = format!("{sign} {}", study.provisions.name(moved.provision));
            for text in broken(&told, WIDE - 6.0, 2, false) {
                canvas.text(x(n), line, &text, FAINT);
                line += LINE;
            }
        }
        lowest = lowest.max(line);
    }
    y = lowest + 8.0;
    // In the order of the study; the verdict first.
    let moving = |name: &str| {
        let moved = found.stretches.iter().flat_map(|stretch| &stretch.moved);
        moved
            .flat_map(|shift| &shift.nodes)
            .any(|(node, before, after)| node == name && before.possible != after.possible)
    };
    let mut nodes = vec![study.verdict];
    nodes.extend(
        study
            .nodes
            .indices()
            .filter(|&n| n != study.verdict && moving(study.nodes.name(n))),
    );
    for node in nodes {
        let scale = &study.scales[study.nodes[node].scale];
        let shown = marks.scale(study.nodes[node].scale);
        canvas.text(0.0, y, &phrases.node(node), BOLD);
        y += LINE + 6.0;
        let cells = found.stretches.first().map_or(&[][..], |stretch| &stretch.cells);
        for (row, cell) in cells.iter().enumerate() {
            let states: Vec<&[String]> = found
                .stretches
                .iter()
                .map(|stretch| {
                    let nodes = stretch.cells.get(row).into_iter().flat_map(|cell| &cell.nodes);
                    let state = nodes.into_iter().find(|(name, _)| name == study.nodes.name(node));
                    state.map_or(&[][..], |(_, state)| &state.possible)
                })
                .collect();
            let told: Vec<_> = states
                .iter()
                .map(|possible| {
                    let level = |id: &String| scale.levels().iter().position(|level| *level.id == **id);
                    let levels: Vec<usize> = possible.iter().filter_map(level).collect();
                    match levels.len() == possible.len() {
                        true => among(&marks, texts, &shown, &levels),
                        false => (possible.join(" | "), possible.join(" | "), "v"),
                    }
                })
                .collect();
            // One block for each run of stretches in which nothing moves.
            let mut start = 0;
            let mut height: f64 = 22.0;
            let mut blocks = Vec::new();
            while start < told.len() {
                let end = (start..told.len()).take_while(|&n| states[n] == states[start]).count() + start;
                let wide = (end - start) as f64 * (WIDE + GAP) - GAP;
                height = height.max(mark_height(&told[start].0, wide));
                blocks.push((start, wide));
                start = end;
            }
            canvas.text(
                12.0,
                y + 4.0,
                &format!("{} · {}", cell.name.scenario, cell.name.group),
                PLAIN,
            );
            for (start, wide) in blocks {
                let (signs, words, shade) = &told[start];
                canvas.mark((x(start), y), (wide, height), signs, words, shade);
            }
            y += height + GAP;
        }
        y += 14.0;
    }
    let title = study.title.get(language);
    let title = format!("{}: {title}", texts.get("figure-timeline"));
    canvas.document(
        match language {
            toets_model::Language::Nl => "nl",
            toets_model::Language::En => "en",
        },
        &title,
        &texts.get("figure-timeline-how"),
    )
}

/// What is possible, in signs, in words and as a shade. A state says which levels there are, not whether people or answers make the
/// difference.
fn among(
    marks: &Marks<'_>,
    texts: &Texts,
    shown: &crate::mark::Shown,
    levels: &[usize],
) -> (String, String, &'static str) {
    match levels {
        [_, _, ..] if levels.len() == shown.names.len() => {
            let any = texts.get("figure-timeline-any");
            (any.clone(), any, "mixed")
        }
        [_, _, ..] => {
            let names: Vec<&str> = levels.iter().map(|&n| shown.names[n].as_str()).collect();
            let words: Vec<&str> = levels.iter().map(|&n| shown.words[n].as_str()).collect();
            (names.join(" | "), words.join(" | "), "mixed")
        }
        _ => {
            let mark = marks.levels(shown, &[(levels.to_vec(), Vec::new())]);
            (mark.signs, mark.words, mark.shade)
        }
    }
}
