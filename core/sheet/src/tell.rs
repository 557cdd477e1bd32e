//! What a workbook would change, as an answer.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Cell, Column, Page, Row, Section, Table, plain};
use toets_model::{Language, Study};

use crate::propose::{Change, Proposal, What};
use crate::words::{SHEETS, say};

impl Proposal {
    /// What would change, in words and as JSON; `written` says whether it was.
    pub fn tell<'a>(&'a self, study: &'a Study, written: bool, language: Language) -> Answer<'a> {
        let page = move || self.page(study, written, language);
        Answer::new(language, page, move || self.json(study, written)).listing(&["changes"])
    }

    fn page(&self, study: &Study, written: bool, language: Language) -> Page {
        let word = |nl: &'static str, en: &'static str| say(language, nl, en);
        let rows = self.changes.iter().map(|change| row(change, language));
        let columns = [
            (word("Blad", "Sheet"), 2),
            (word("Id", "Id"), 2),
            (word("Kolom", "Column"), 2),
            (word("Nu", "Now"), 4),
            (word("Wordt", "Becomes"), 4),
        ];
        let table = Table {
            columns: columns.map(|(name, weight)| Column::weighing(name, weight)).into(),
            rows: rows.collect(),
            wide: false,
        };
        let files = self
            .texts
            .iter()
            .map(|(path, _)| path.clone())
            .collect::<Vec<_>>()
            .join(", ");
        let sentence = match (self.changes.is_empty(), written) {
            (true, _) => word(
                "Het werkblad wijzigt niets: het zegt wat de studie zegt.",
                "The workbook changes nothing: it says what the study says.",
            )
            .to_owned(),
            (false, true) => format!(
                "{}: {files}. {}",
                word("Geschreven", "Written"),
                word(
                    "Commentaar en volgorde zijn gebleven.",
                    "Comments and order have stayed."
                )
            ),
            (false, false) => word(
                "Er is nog niets geschreven. Met `--apply` erbij wordt dit in de studie gezet.",
                "Nothing has been written yet. With `--apply` this is put into the study.",
            )
            .to_owned(),
        };
        let mut blocks = vec![Block::Text(vec![plain(sentence)])];
        if !self.changes.is_empty() {
            blocks.push(Block::Table(table));
        }
        Page {
            title: word("Wat het werkblad wijzigt", "What the workbook changes").to_owned(),
            subtitle: study.title.get(language).to_owned(),
            sections: vec![Section::new(self.counted(language), blocks)],
        }
    }

    /// How many things change, in words.
    fn counted(&self, language: Language) -> String {
        let count = |wanted: fn(&What) -> bool| self.changes.iter().filter(|change| wanted(&change.what)).count();
        let parts = [
            (
                count(|what| matches!(what, What::Changed { .. })),
                "gewijzigd",
                "changed",
            ),
            (count(|what| matches!(what, What::Added)), "nieuw", "new"),
            (count(|what| matches!(what, What::Removed)), "weg", "gone"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, nl, en)| format!("{count} {}", say(language, nl, en)))
            .collect();
        match parts.is_empty() {
            true => say(language, "Geen wijzigingen", "No changes").to_owned(),
            false => parts.join(", "),
        }
    }

    fn json(&self, study: &Study, written: bool) -> Json {
        let changes: Vec<Json> = self
            .changes
            .iter()
            .map(|change| {
                let mut all = Map::new();
                all.insert("section".into(), change.section.into());
                all.insert("id".into(), change.id.as_str().into());
                all.insert("file".into(), change.file.as_str().into());
                match &change.what {
                    What::Added => all.insert("what".into(), "added".into()),
                    What::Removed => all.insert("what".into(), "removed".into()),
                    What::Changed { key, from, to } => {
                        all.insert("what".into(), "changed".into());
                        all.insert("key".into(), key.as_str().into());
                        all.insert("from".into(), from.as_str().into());
                        all.insert("to".into(), to.as_str().into())
                    }
                };
                Json::Object(all)
            })
            .collect();
        let files: Vec<&str> = self.texts.iter().map(|(path, _)| path.as_str()).collect();
        json!({ "schema": 1, "question": "sheet", "study": study.id, "written": written, "files": files, "changes": changes })
    }
}

fn row(change: &Change, language: Language) -> Row {
    let sheet = SHEETS.iter().find(|sheet| sheet.section.name == change.section);
    let name = sheet.map_or(change.section, |sheet| sheet.name(language));
    let (column, from, to) = match &change.what {
        What::Added => (
            String::new(),
            "–".to_owned(),
            say(language, "nieuwe rij", "new row").to_owned(),
        ),
        What::Removed => (String::new(), say(language, "rij", "row").to_owned(), "–".to_owned()),
        What::Changed { key, from, to } => {
            let or_empty = |text: &str| match text {
                "" => say(language, "leeg", "empty").to_owned(),
                text => text.to_owned(),
            };
            (key.clone(), or_empty(from), or_empty(to))
        }
    };
    Row {
        depth: 0,
        strong: false,
        cells: [name.to_owned(), change.id.clone(), column, from, to]
            .map(Cell::text)
            .into(),
    }
}
