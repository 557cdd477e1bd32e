//! For a person: the fault, the line it is on, what to do.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use toets_model::{FileId, Language, Sources};

use super::lines::Lines;
use super::{Style, one_line};
use crate::{Diagnostic, Label, Place, Severity, Words};

/// Labels at most so many lines apart are shown in one piece of text.
const APART: usize = 20;
/// How many characters of a line are shown, at most.
const SHOWN: usize = 240;
/// How many of them stand before the first label of the line.
const BEFORE: usize = 60;

/// For a person: each with the line it is on, and a count at the end.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let mut out = listed(diagnostics, sources, style);
    if let Some(count) = counted(diagnostics, style.language) {
        out.push_str(&count);
        out.push('\n');
    }
    out
}

/// For a person: each with the line it is on.
pub fn listed(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(style.width.max(40));
    let mut lines = Lines::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut pieces = pieces(diagnostic, &mut lines, style.language);
        let said = Fitted::new(diagnostic, &mut pieces, style);
        let mut shown = renderer.render(&[group(diagnostic, &said, &pieces, sources, style.language)]);
        for piece in &pieces {
            piece.correct_column(&mut shown, sources);
        }
        out.push_str(&shown);
        out.push_str("\n\n");
    }
    out
}

/// What is said of a diagnostic, in lines that fit: what draws the lines of a file beside it leaves text as it is.
struct Fitted {
    title: String,
    help: Vec<String>,
    notes: Vec<String>,
}

impl Fitted {
    fn new(diagnostic: &Diagnostic, pieces: &mut [Piece], style: Style) -> Self {
        let language = style.language;
        let last_line = |piece: &Piece| piece.first_line + piece.text.matches('\n').count();
        // `12 |`: the numbers of lines stand left of all that is said beside them.
        let gutter = pieces.iter().map(last_line).max().unwrap_or(1).to_string().len();
        let width = style.width.max(LEAST);
        let beside = |words: &Words, name: &str| {
            fitted(
                words.get(language),
                width.saturating_sub(gutter + name.chars().count() + 5),
            )
        };
        let (help, note) = names(language);
        let mut notes: Vec<String> = diagnostic.notes.iter().map(|words| beside(words, note)).collect();
        if let Some(label) = too_wide(pieces, width.saturating_sub(gutter)) {
            notes.insert(0, beside(&Words::same(label), note));
        }
        let severity = super::word_in(language, diagnostic.severity);
        let title = width.saturating_sub(severity.chars().count() + diagnostic.code.len() + 4);
        Self {
            title: fitted(diagnostic.message.get(language), title),
            help: diagnostic.help.iter().map(|words| beside(words, help)).collect(),
            notes,
        }
    }
}

/// Takes away the only label, where it is too wide to stand behind what it is of.
fn too_wide(pieces: &mut [Piece], width: usize) -> Option<String> {
    let mut labels = pieces.iter_mut().flat_map(|piece| {
        let text = &piece.text;
        piece.labels.iter_mut().map(move |label| (text, label))
    });
    let (Some((text, (span, _, label))), None) = (labels.next(), labels.next()) else {
        return None;
    };
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[line..span.end].chars().count();
    let wide = label.chars().count();
    // A short one finds its place: long lines of a file are cut to make it.
    (wide > width / 2 && before + wide + 4 > width).then(|| std::mem::take(label))
}

/// The narrowest that text is set.
const LEAST: usize = 40;

/// What stands before what to do, and before what else is to be known.
fn names(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => ("help", "note"),
        Language::Nl => ("wat te doen", "opmerking"),
    }
}

/// Text in lines of at most so many characters, as far as its words are that short.
fn fitted(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let mut used = 0;
        for (m, word) in line.split(' ').enumerate() {
            let wide = word.chars().count();
            if m > 0 {
                let fits = used + 1 + wide <= width;
                out.push(if fits { ' ' } else { '\n' });
                used = if fits { used + 1 } else { 0 };
            }
            out.push_str(word);
            used += wide;
        }
    }
    out
}

/// `2 errors, 1 warning`; none where there is nothing to count.
pub fn counted(diagnostics: &[Diagnostic], language: Language) -> Option<String> {
    let counts = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let word = super::word_in(language, severity);
            let plural = match language {
                Language::En => "s",
                Language::Nl => "en",
            };
            match diagnostics.iter().filter(|d| d.severity == severity).count() {
                0 => None,
                1 => Some(format!("1 {word}")),
                n => Some(format!("{n} {word}{plural}")),
            }
        });
    let counts: Vec<String> = counts.collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// Some lines of a file with labels on them.
struct Piece {
    file: FileId,
    /// Line and column of the label that the heading names, if its line is cut on the left: the column as shown,
    /// and as it is.
    cut: Option<(usize, usize, usize)>,
    first_line: usize,
    text: String,
    labels: Vec<(Range<usize>, bool, String)>,
}

impl Piece {
    /// Puts the true column in the heading, where the line is cut on the left.
    fn correct_column(&self, shown: &mut String, sources: &Sources) {
        let Some((line, column, truly)) = self.cut else {
            return;
        };
        let path = &sources.file(self.file).path;
        let (wrong, right) = (format!("{path}:{line}:{column}"), format!("{path}:{line}:{truly}"));
        if let Some(at) = shown.find(&wrong) {
            shown.replace_range(at..at + wrong.len(), &right);
        }
    }
}

/// A label on one line.
struct OnLine<'a> {
    file: FileId,
    line: usize,
    span: Range<usize>,
    label: &'a Label,
    primary: bool,
}

fn pieces(diagnostic: &Diagnostic, lines: &mut Lines<'_>, language: Language) -> Vec<Piece> {
    let labels: Vec<OnLine<'_>> = diagnostic
        .labels
        .iter()
        .enumerate()
        .filter_map(|(n, label)| {
            let Place::Span(span) = label.place else {
                return None;
            };
            let start = lines.clamp(span.file, span.start);
            let line = lines.line(span.file, start);
            let range = lines.range(span.file, line);
            // One line tells where it is; the rest of a long value is left out.
            let end = lines.clamp(span.file, span.end).clamp(start, range.end.max(start));
            Some(OnLine {
                file: span.file,
                line,
                span: start..end,
                label,
                primary: n == 0,
            })
        })
        .collect();
    let mut groups: Vec<Vec<OnLine<'_>>> = Vec::new();
    for label in labels {
        let near = |g: &&mut Vec<OnLine<'_>>| {
            g.iter()
                .any(|l| l.file == label.file && l.line.abs_diff(label.line) <= APART)
        };
        match groups.iter_mut().find(near) {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    groups
        .into_iter()
        .map(|labels| piece(labels, lines, language))
        .collect()
}

fn piece(labels: Vec<OnLine<'_>>, lines: &mut Lines<'_>, language: Language) -> Piece {
    let file = labels[0].file;
    let first_line = labels.iter().map(|l| l.line).min().unwrap_or(0);
    let last_line = labels.iter().map(|l| l.line).max().unwrap_or(0);
    let text = lines.text(file);
    let mut shown = String::new();
    let mut placed = Vec::with_capacity(labels.len());
    let mut cut = None;
    // INVARIANT: the heading of a piece names the first label of the line of its most important one.
    let heading = labels
        .iter()
        .find(|l| l.primary)
        .or(labels.iter().min_by_key(|l| (l.line, l.span.start)));
    for line in first_line..=last_line {
        if line > first_line {
            shown.push('\n');
        }
        let range = lines.range(file, line);
        let here = || labels.iter().filter(|l| l.line == line);
        let window = window(text, range.clone(), here().map(|l| l.span.start).min());
        let before = text[range.start..window.start].chars().count();
        if before > 0 {
            shown.push('…');
            if let Some(label) = heading.filter(|l| l.line == line) {
                let column = text[window.start..label.span.start].chars().count() + 2;
                cut = Some((line + 1, column, column + before - 1));
            }
        }
        let offset = shown.len();
        shown.push_str(&text[window.clone()]);
        if window.end < range.end {
            shown.push('…');
        }
        for label in here() {
            let shift = |at: usize| at.clamp(window.start, window.end) - window.start + offset;
            placed.push((
                shift(label.span.start)..shift(label.span.end),
                label.primary,
                one_line(label.label.text.get(language)),
            ));
        }
    }
    Piece {
        file,
        cut,
        first_line: first_line + 1,
        text: shown,
        labels: placed,
    }
}

/// The part of a line that is shown: all of it, unless it is very long.
fn window(text: &str, line: Range<usize>, label: Option<usize>) -> Range<usize> {
    let long = text[line.clone()].chars().nth(SHOWN).is_some();
    if !long {
        return line;
    }
    let label = label.unwrap_or(line.start);
    let before = text[line.start..label].char_indices().rev().nth(BEFORE - 1);
    let start = before.map_or(line.start, |(n, _)| line.start + n);
    let end = text[start..line.end]
        .char_indices()
        .nth(SHOWN)
        .map_or(line.end, |(n, _)| start + n);
    start..end
}

fn group<'a>(
    diagnostic: &'a Diagnostic,
    fitted: &'a Fitted,
    pieces: &'a [Piece],
    sources: &'a Sources,
    language: Language,
) -> Group<'a> {
    let named = |level: Level<'a>, nl: &'static str| match language {
        Language::En => level,
        Language::Nl => level.with_name(nl),
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = named(level, super::word_in(Language::Nl, diagnostic.severity));
    let mut elements: Vec<Element<'a>> = Vec::new();
    for label in &diagnostic.labels {
        if let Place::File(file) = label.place {
            elements.push(Origin::path(&*sources.file(file).path).into());
        }
    }
    for piece in pieces {
        let path = &*sources.file(piece.file).path;
        let annotations = piece.labels.iter().map(|(span, primary, text)| {
            let kind = if *primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let annotation: Annotation<'a> = kind.span(span.clone());
            match text.is_empty() {
                true => annotation,
                false => annotation.label(text.as_str()),
            }
        });
        let snippet = Snippet::source(piece.text.as_str())
            .path(path)
            .line_start(piece.first_line)
            .annotations(annotations);
        elements.push(snippet.into());
    }
    let (help, note) = names(Language::Nl);
    let (help, note) = (named(Level::HELP, help), named(Level::NOTE, note));
    let said = |level: &Level<'a>, text: &'a String| level.clone().message(text.as_str()).into();
    elements.extend(fitted.help.iter().map(|text| said(&help, text)));
    elements.extend(fitted.notes.iter().map(|text| said(&note, text)));
    level
        .primary_title(fitted.title.as_str())
        .id(diagnostic.code)
        .elements(elements)
}
