//! How diagnostics look, also where their places are wrong.

use toets_diagnostic::render::{self, Style};
use toets_diagnostic::{Diagnostic, Words, sort};
use toets_model::{FileId, Index, Language, Sources, Span};

const PLAIN: Style = Style {
    color: false,
    width: 100,
    language: Language::En,
};

fn span(file: usize, start: usize, end: usize) -> Span {
    Span {
        file: FileId::from_usize(file),
        start: start as u32,
        end: end as u32,
    }
}

/// The place of a word in a text.
fn of(sources: &Sources, file: usize, word: &str) -> Span {
    let text = &sources.file(FileId::from_usize(file)).text;
    let start = text.find(word).unwrap_or_else(|| panic!("no `{word}`"));
    span(file, start, start + word.len())
}

fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in texts {
        sources.add(path, text);
    }
    sources
}

#[test]
fn labels_help_and_notes_are_shown_and_all_is_counted() {
    let first = "één = 1\n\n[a]\nkey = \"value\"\n";
    let sources = sources(&[("a/study.toml", first), ("b.toml", "x = 1\r\ny = 2\r\n")]);
    let list = [
        Diagnostic::error("unknown-thing", Words::same("unknown thing `value`"))
            .at(of(&sources, 0, "\"value\""), Words::same("not a thing"))
            .at(of(&sources, 0, "één"), Words::same("first defined here"))
            .at(of(&sources, 1, "y"), Words::same("and here"))
            .help(Words::same("did you mean `valve`?"))
            .help(Words::same("or leave it out"))
            .with_note(Words::same("things are counted")),
        Diagnostic::warning("odd", Words::same("this is odd")).at(of(&sources, 1, "2"), ()),
        Diagnostic::note("file", Words::same("about the file")).in_file(FileId::from_usize(1)),
        Diagnostic::error("nowhere", Words::same("about nothing at all")).help(Words::same("look elsewhere")),
    ];
    insta::assert_snapshot!("human", render::human(&list, &sources, PLAIN));
    insta::assert_snapshot!("short", render::short(&list, &sources, Language::En));
    insta::assert_snapshot!("json", render::json(&list, &sources, Language::En));
}

#[test]
fn colours_are_there_only_where_asked_for() {
    let sources = sources(&[("a.toml", "x = 1\n")]);
    let list = [Diagnostic::error("odd", Words::same("this is odd")).at(span(0, 0, 1), Words::same("here"))];
    let style = Style { color: true, ..PLAIN };
    assert!(render::human(&list, &sources, style).contains('\u{1b}'));
    assert!(!render::human(&list, &sources, PLAIN).contains('\u{1b}'));
}

#[test]
fn what_is_said_is_fitted_to_the_page() {
    let sources = sources(&[("a.toml", "x = 1\n")]);
    let words = "this is a rather long sentence that goes on for more than one line of a narrow terminal, `with/a/name/that/is/wider/than/the/page/itself/on/its/own`";
    let list = [Diagnostic::error("odd", Words::same(words))
        .at(span(0, 0, 1), Words::same("here"))
        .help(Words::same(words))
        .with_note(Words::same("two lines\nof their own"))];
    for width in [0, 40, 60] {
        let shown = render::human(&list, &sources, Style { width, ..PLAIN });
        for line in shown.lines().filter(|line| !line.contains("wider")) {
            assert!(line.chars().count() <= width.max(40), "{width}: {line}");
        }
    }
    insta::assert_snapshot!("fitted", render::human(&list, &sources, Style { width: 60, ..PLAIN }));
}

#[test]
fn a_very_long_line_is_cut_to_a_window_and_the_column_is_true() {
    let line = format!(
        "a = [{}, \"here\", {}]",
        vec!["\"é\""; 30_000].join(", "),
        vec!["1"; 30_000].join(", ")
    );
    let sources = sources(&[("a.toml", &format!("b = 1\n{line}\nc = 2\n"))]);
    let list = [
        Diagnostic::error("odd", Words::same("this is odd")).at(of(&sources, 0, "\"here\""), Words::same("look")),
        Diagnostic::error("whole", Words::same("all of it")).at(span(0, 6, 6 + line.len()), Words::same("long")),
    ];
    let shown = render::human(&list, &sources, PLAIN);
    assert!(shown.contains("a.toml:2:150006"), "{shown}");
    assert!(shown.contains("\"here\""), "{shown}");
    assert!(shown.lines().all(|l| l.chars().count() < 300), "{shown}");
    insta::assert_snapshot!("long_line", shown);
}

#[test]
fn places_that_do_not_exist_are_moved_to_some_that_do() {
    let texts = ["", "\n", "é", "a\nb", "x = 1\r\n", "\t\u{0}\u{202e}x"];
    for text in texts {
        let sources = sources(&[("a.toml", text)]);
        for start in 0..8 {
            for end in 0..8 {
                let wide = span(0, start, end);
                let far = span(0, u32::MAX as usize - start, u32::MAX as usize);
                let list = [Diagnostic::error("odd", Words::same("this\nis odd"))
                    .at(wide, Words::same("a\nb"))
                    .at(far, ())
                    .at(wide, Words::same("c"))];
                for width in [0, 10, 100] {
                    let style = Style { width, ..PLAIN };
                    assert!(render::human(&list, &sources, style).contains("1 error"));
                }
                assert_eq!(render::short(&list, &sources, Language::En).lines().count(), 1);
                assert!(render::json(&list, &sources, Language::En).contains("\"line\": 1") || text.contains('\n'));
            }
        }
    }
}

#[test]
fn nothing_to_say_is_said_with_nothing() {
    let sources = Sources::default();
    assert_eq!(render::human(&[], &sources, PLAIN), "");
    assert_eq!(render::short(&[], &sources, Language::En), "");
    assert_eq!(
        render::json(&[], &sources, Language::En),
        "{\n  \"schema\": 1,\n  \"diagnostics\": []\n}\n"
    );
}

#[test]
fn diagnostics_read_like_the_files_do_and_none_is_said_twice() {
    let at = |file, start| Diagnostic::error("odd", Words::same("odd")).at(span(file, start, start + 1), ());
    let mut list = vec![
        at(1, 0),
        at(0, 5),
        at(0, 2),
        at(0, 5),
        Diagnostic::note("n", Words::same("first")),
    ];
    sort(&mut list);
    let expected = [
        Diagnostic::note("n", Words::same("first")),
        at(0, 2),
        at(0, 5),
        at(1, 0),
    ];
    assert_eq!(list, expected);
}
