//! What each format makes of one small study.

mod small;

use toets_model::Language;
use toets_report::{Style, csv, json, markdown, table};

fn style(language: Language, width: usize) -> Style {
    Style {
        language,
        color: false,
        width,
    }
}

#[test]
fn table_in_dutch() {
    insta::assert_snapshot!(table(&small::card(small::study()), style(Language::Nl, 100)));
}

#[test]
fn table_in_english_on_a_narrow_terminal() {
    insta::assert_snapshot!(table(&small::card(small::study()), style(Language::En, 60)));
}

#[test]
fn json_for_programs() {
    insta::assert_snapshot!(json(&small::card(small::study())));
}

#[test]
fn markdown_in_dutch() {
    insta::assert_snapshot!(markdown(&small::card(small::study()), Language::Nl));
}

#[test]
fn csv_for_statistics() {
    insta::assert_snapshot!(csv(&small::card(small::study())));
}
