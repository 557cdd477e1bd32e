//! The document read back.

use std::io::Read;

use serde_json::json;
use toets_answer::{Cell, Column, Row, Table, Tone};
use toets_model::Language;

use super::*;

/// Every kind of block, with texts that forms may trip over.
fn everything() -> Page {
    let row = |depth, strong, name: &str, sign| Row {
        depth,
        strong,
        cells: vec![Cell::text(name), sign, Cell::text("12")],
    };
    let table = |wide| Table {
        columns: vec![
            Column::weighing("Waarop", 3),
            Column::new("C1 <glo>"),
            Column::new("=1+1"),
        ],
        rows: vec![
            row(0, true, "Wenselijk", Cell::sign("+", "+", Tone::FarFor)),
            row(1, false, "Nut & nood\u{b}zaak", Cell::sign("", "", Tone::Plain)),
            row(
                2,
                false,
                &"heel lang ".repeat(4_000),
                Cell::sign("--", "--", Tone::Against),
            ),
        ],
        wide,
    };
    let branch = |depth, head: &str| Branch {
        depth,
        open: true,
        head: vec![Span::Id(head.into())],
        notes: vec![vec![plain("omdat "), Span::Level("+".into(), Tone::For)]],
    };
    let item = |lead: &str, body: &str| Item {
        lead: vec![Span::Strong(lead.into())],
        body: if body.is_empty() { vec![] } else { vec![plain(body)] },
    };
    let blocks = vec![
        Block::Text(vec![
            plain("Een \u{0}tekst\u{ffff}\tmet "),
            Span::Code("a < b && c".into()),
        ]),
        Block::List {
            head: vec![plain("Dit volgt:")],
            items: vec![item("eerst", "=1+1"), item("dan", "")],
        },
        Block::Terms(vec![
            ("+".into(), "gunstig".into()),
            ("@x".into(), "\u{1b}[31mrood".into()),
        ]),
        Block::Table(table(false)),
        Block::Tree(vec![branch(0, "boven"), branch(40, "onder")]),
        Block::Drawing(Drawing {
            title: "Samenhang".into(),
            alt: "Wat van wat afhangt.".into(),
            svg: "<svg/>".into(),
            mermaid: None,
        }),
    ];
    let section = |depth, title: &str, blocks| Section {
        depth,
        title: title.into(),
        blocks,
    };
    Page {
        title: "Alles & <meer>".into(),
        subtitle: "proef\u{7}".into(),
        sections: vec![
            section(1, "", vec![Block::Text(vec![plain("vooraf")])]),
            section(1, "Deel [één]", blocks),
            section(1, "Overzicht", vec![]),
            section(
                2,
                "Deel [één]",
                vec![Block::Table(table(true)), Block::Table(Table::default())],
            ),
            section(9, "Diep", vec![Block::Terms(vec![]), Block::Text(vec![])]),
        ],
    }
}

pub(crate) fn answer() -> Answer<'static> {
    let of = [
        json!({ "level": "--", "share": 0.5 }),
        json!({ "level": "=1+1\u{1}", "share": 12 }),
    ];
    Answer::new(Language::Nl, everything, move || json!({ "all": of })).listing(&["all"])
}

fn files(bytes: Vec<u8>) -> Vec<(String, String, Option<zip::DateTime>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        all.push((file.name().unwrap().into_owned(), text, file.last_modified()));
    }
    all
}

fn file(name: &str) -> String {
    let files = files(write(&answer()).unwrap());
    files.into_iter().find(|(known, ..)| known == name).unwrap().1
}

#[test]
fn word_gets_headings_lists_and_tables_of_its_own() {
    let document = file("word/document.xml");
    let paragraph = |style: &str, text: &str| {
        let mut of_style = document
            .split("<w:p ")
            .filter(|it| it.contains(&format!("<w:pStyle w:val=\"{style}\"")));
        of_style.any(|it| it.contains(text))
    };
    assert!(paragraph("Title", ">Alles &amp; &lt;meer&gt;<"));
    assert!(paragraph("Subtitle", ">proef <"));
    assert!(paragraph("Heading1", ">Deel [één]<") && paragraph("Heading2", ">Deel [één]<"));
    assert!(paragraph("Heading6", ">Diep<"));
    assert!(paragraph("Normal", ">Een  tekst  met <") && paragraph("Normal", ">a &lt; b &amp;&amp; c<"));
    assert!(paragraph("ListBullet", ">=1+1<") && paragraph("ListBullet", ">dan<"));
    assert!(paragraph("TableText", ">Nut &amp; nood zaak<"));
    assert!(paragraph("Tree", ">omdat <"));
    assert!(paragraph("Normal", ">Wat van wat afhangt.<"));
    assert_eq!(document.matches("<w:numId w:val=\"2\" />").count(), 2);
    assert!(document.contains(&"heel lang ".repeat(4_000)));
    // A table of terms has no header; that without columns is left out.
    assert_eq!(
        (
            document.matches("<w:tbl>").count(),
            document.matches("<w:tblHeader />").count()
        ),
        (3, 2)
    );
    assert!(document.contains("w:fill=\"0D4A85\"") && paragraph("TableOnDark", ">+<"));
    assert!(paragraph("TableStrong", ">Waarop<") && paragraph("TableStrong", ">Wenselijk<"));
    // The heading above lies as the table below it.
    let (upright, across) = document.split_once("w:h=\"16838\"").unwrap();
    assert!(upright.contains("afhangt") && !upright.contains("Overzicht"));
    assert!(across.contains("Overzicht") && across.contains("w:orient=\"landscape\""));
}

/// Checked once with the schemas of ECMA-376; this holds the places where the library has another order.
#[test]
fn elements_stand_in_the_order_of_the_format() {
    let document = file("word/document.xml");
    assert!(!document.contains("<w:rPr />"));
    assert!(document.contains("<w:pPr><w:pStyle w:val=\"ListBullet\" /><w:numPr><w:ilvl w:val=\"0\" /><w:numId "));
    let columns: Vec<&str> = document.split("<w:gridCol ").skip(1).collect();
    assert!(
        columns
            .iter()
            .all(|it| it.split(">").next().is_some_and(|it| !it.contains("w:type")))
    );
    let (_, first) = document.split_once("<w:sectPr>").unwrap();
    assert!(first.starts_with("<w:footerReference "));
    assert_eq!(document.matches("<w:footerReference ").count(), 1);
}

#[test]
fn nothing_is_invalid_or_of_today() {
    let bytes = write(&answer()).unwrap();
    assert_eq!(bytes, write(&answer()).unwrap());
    // Other documents and threads make no difference.
    let elsewhere = std::thread::spawn(|| {
        (
            write(&Answer::new(Language::En, Page::default, || json!(1))),
            write(&answer()),
        )
    });
    assert_eq!(elsewhere.join().unwrap().1.as_ref(), Ok(&bytes));
    for (name, text, made) in files(bytes) {
        let invalid = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(invalid), "{name}");
        assert!(!text.contains("&#"), "{name}");
        assert_eq!(made, Some(zip::DateTime::default()), "{name}");
    }
    let ids: Vec<String> = ["word/document.xml", "word/footer1.xml"]
        .iter()
        .flat_map(|name| {
            file(name)
                .split("w14:paraId=\"")
                .skip(1)
                .map(|it| it[..8].to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let different: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), different.len());
}

#[test]
fn a_document_says_its_language_and_title() {
    assert!(file("word/styles.xml").contains("<w:lang w:val=\"nl-NL\"/>"));
    assert!(file("docProps/core.xml").contains("<dc:title>Alles &amp; &lt;meer&gt;</dc:title>"));
    assert!(file("word/footer1.xml").contains("PAGE"));
}
