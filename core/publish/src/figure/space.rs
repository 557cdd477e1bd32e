//! All designs, counted: bars for each level, and maps over two levers.

use super::canvas::{BOLD, Canvas, FAINT, LINE, Look, PLAIN, broken};
use crate::document::{Counted, Designs, LeverMap, MapCell, Report};
use crate::texts::Texts;

const BAR: f64 = 240.0;
const NAMES: f64 = 210.0;
const COUNT: f64 = 96.0;
/// How many lines say what could not be counted.
const UNCOUNTED: usize = 12;
const DARK: &str = " fill=\"#0d4a85\"";
const LIGHT: &str = " fill=\"#8fbce6\"";
const EMPTY: &str = " fill=\"#ffffff\" stroke=\"#767676\"";

pub(super) fn figure(report: &Report, texts: &Texts) -> String {
    let mut canvas = Canvas::default();
    let mut y = 0.0;
    // The verdict and what it is judged from; the criteria below are in the report.
    let rows = report.scorecard.rows.iter().filter(|row| row.depth <= 1);
    let told: Vec<&str> = rows.map(|row| row.node.as_str()).collect();
    for designs in &report.space {
        y = group(&mut canvas, designs, &told, texts, y) + 20.0;
    }
    let title = format!("{}: {}", texts.get("space-title"), report.about.title);
    let description = format!("{} {}", texts.get("space-how"), texts.get("space-map-how"));
    canvas.document(report.language, &title, &description)
}

fn group(canvas: &mut Canvas, designs: &Designs, told: &[&str], texts: &Texts, mut y: f64) -> f64 {
    let name = match designs.group.is_empty() {
        true => designs.label.clone(),
        false => format!("{} · {}", designs.group, designs.label),
    };
    canvas.text(0.0, y, &name, BOLD);
    y += LINE + 2.0;
    let levers = designs.levers.to_string();
    let counted = texts.with("space-designs", &[("n", &designs.designs), ("levers", &levers)]);
    canvas.text(0.0, y, &counted, FAINT);
    y += LINE + 8.0;
    if let Some(uncounted) = &designs.uncounted {
        y += canvas.lines(0.0, y, NAMES + BAR + 2.0 * COUNT, UNCOUNTED, uncounted, FAINT) + 8.0;
    }
    for node in designs.nodes.iter().filter(|node| told.contains(&&*node.node)) {
        y = bars(canvas, node, texts, y) + 10.0;
    }
    for map in &designs.maps {
        let levers = [("one", &*map.first), ("other", &*map.second)];
        canvas.text(0.0, y + 8.0, &texts.with("space-map", &levers), BOLD);
        y = draw(canvas, map, texts, y + LINE + 16.0) + 14.0;
    }
    y
}

/// A bar for each level: the dark part surely, the light part possibly.
fn bars(canvas: &mut Canvas, node: &Counted, texts: &Texts, mut y: f64) -> f64 {
    canvas.text(0.0, y, &node.label, BOLD);
    let end = Look { end: true, ..FAINT };
    canvas.text(NAMES + BAR + COUNT, y, &texts.get("space-certain"), end);
    canvas.text(NAMES + BAR + 2.0 * COUNT, y, &texts.get("space-possible"), end);
    y += LINE + 4.0;
    for level in &node.levels {
        let taken = canvas.lines(0.0, y, NAMES - 10.0, 2, &level.level, PLAIN);
        let wide = |permille: u32| BAR * f64::from(permille) / 1000.0;
        canvas.rect((NAMES, y + 2.0), (BAR, 12.0), EMPTY);
        canvas.rect((NAMES, y + 2.0), (wide(level.possible_permille), 12.0), LIGHT);
        canvas.rect((NAMES, y + 2.0), (wide(level.certain_permille), 12.0), DARK);
        let end = Look { end: true, ..PLAIN };
        canvas.text(NAMES + BAR + COUNT, y, &level.certain, end);
        canvas.text(NAMES + BAR + 2.0 * COUNT, y, &level.possible, end);
        y += taken.max(LINE) + 3.0;
    }
    y
}

/// A map within a page, its ids starting with `prefix`.
pub(crate) fn map(map: &LeverMap, texts: &Texts, language: &str, prefix: &str) -> String {
    let mut canvas = Canvas::default();
    draw(&mut canvas, map, texts, 0.0);
    let levers = [("one", &*map.first), ("other", &*map.second)];
    let title = texts.with("space-map", &levers);
    canvas.part(language, prefix, &title, &texts.get("space-map-how"))
}

const VALUES: f64 = 130.0;
const LEVELS: f64 = 170.0;
const SHARE: f64 = 84.0;
const COLUMN: f64 = 190.0;

/// Rows: the values of one lever; columns: those of the other; in each cell a bar for each level of the verdict.
fn draw(canvas: &mut Canvas, map: &LeverMap, texts: &Texts, mut y: f64) -> f64 {
    let left = VALUES + LEVELS;
    let mut deepest: f64 = LINE;
    for (n, value) in map.columns.iter().enumerate() {
        let taken = canvas.lines(left + n as f64 * COLUMN, y, COLUMN - 14.0, 3, value, BOLD);
        deepest = deepest.max(taken);
    }
    y += deepest + 6.0;
    let right = left + map.columns.len() as f64 * COLUMN;
    for (value, cells) in map.rows.iter().zip(&map.cells) {
        canvas.rule(0.0, y - 3.0, right, y - 3.0);
        let names = canvas.lines(0.0, y, VALUES - 10.0, 5, value, BOLD);
        let mut heights = Vec::new();
        let mut line = y;
        for level in cells.first().into_iter().flat_map(|cell| &cell.levels) {
            let lines = broken(&level.level, LEVELS - 12.0, 2, false).len() as f64;
            canvas.lines(VALUES, line, LEVELS - 12.0, 2, &level.level, PLAIN);
            heights.push(lines * LINE + 2.0);
            line += lines * LINE + 2.0;
        }
        for (n, cell) in cells.iter().enumerate() {
            part(canvas, cell, texts, (left + n as f64 * COLUMN, y), &heights);
        }
        y = line.max(y + names) + 10.0;
    }
    y
}

/// The designs with one value of each lever.
fn part(canvas: &mut Canvas, cell: &MapCell, texts: &Texts, (x, mut y): (f64, f64), heights: &[f64]) {
    if cell.empty {
        canvas.text(x, y, &texts.get("space-map-none"), FAINT);
        return;
    }
    for (level, height) in cell.levels.iter().zip(heights) {
        let wide = |permille: u32| SHARE * f64::from(permille) / 1000.0;
        canvas.rect((x, y + 2.0), (SHARE, 10.0), EMPTY);
        canvas.rect((x, y + 2.0), (wide(level.possible_permille), 10.0), LIGHT);
        canvas.rect((x, y + 2.0), (wide(level.certain_permille), 10.0), DARK);
        canvas.text(
            x + SHARE + 6.0,
            y,
            &format!("{} – {}", level.certain, level.possible),
            PLAIN,
        );
        y += height;
    }
}
