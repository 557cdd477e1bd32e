//! The workbook to code in.
//!
//! What may be chosen stands on a sheet of lists, which drop-downs and colours refer to: a list in a drop-down itself may have 255
//! signs. Nothing depends on the clock: the same study gives the same bytes.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, Note, ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use toets_model::{Language, Sources, Study};

use crate::column::{Column, Kind, known, values};
use crate::content::{Things, files, things};
use crate::words::{self, SHEETS, Sheet, say};

/// The rows of headings: one for people, one that says which key a column is.
pub(crate) const HEADINGS: u32 = 2;
/// How many empty rows below the last one have drop-downs.
const SPARE: u32 = 500;
/// The most letters that Excel takes in a cell.
const LETTERS: usize = 32_767;
/// How high a line of text is, and how many lines of a row are shown before one has to look into its cells.
const LINE: f64 = 15.0;
const LINES: usize = 8;

/// Writes a study as a workbook to code in.
///
/// # Errors
/// What Excel can't hold: more than 32,767 letters in a cell, a million rows.
pub fn write(study: &Study, sources: &Sources, language: Language) -> Result<Vec<u8>, String> {
    made(study, sources, language).map_err(|error| error.to_string())
}

fn made(study: &Study, sources: &Sources, language: Language) -> Result<Vec<u8>, XlsxError> {
    let files = files(sources);
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(study.title.get(language).chars().take(255).collect::<String>())
            .set_subject(study.id.chars().take(255).collect::<String>())
            .set_author("toets")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    explain(workbook.add_worksheet(), study, language)?;
    let all: Vec<Things> = SHEETS
        .iter()
        .map(|sheet| things(study, &files, sheet.section))
        .collect();
    let lists = Lists::of(study, &all, language);
    for (sheet, things) in SHEETS.iter().zip(&all) {
        page(workbook.add_worksheet(), study, sheet, things, &lists, language)?;
    }
    lists.write(&mut workbook, language)?;
    workbook.save_to_buffer()
}

/// How wide the sheet that explains is, in letters.
const README: f64 = 90.0;

/// How many lines a text takes in a column so many letters wide. A spreadsheet would know better, and not all of them look.
fn lines(text: &str, width: f64) -> usize {
    let in_line = (width * 0.9).max(1.0) as usize;
    let lines = text
        .split('\n')
        .map(|line| line.chars().count().div_ceil(in_line).max(1));
    lines.sum::<usize>().min(LINES)
}

fn explain(sheet: &mut Worksheet, study: &Study, language: Language) -> Result<(), XlsxError> {
    sheet.set_name(words::readme(language))?;
    sheet.set_column_width(0, README)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = Format::new().set_bold().set_font_size(14);
    let said = std::iter::once(study.title.get(language)).chain(words::explained(language).iter().copied());
    for (row, line) in said.enumerate() {
        let format = if row < 2 { &title } else { &wrapped };
        sheet.write_string_with_format(row as u32, 0, line, format)?;
        if row >= 2 {
            sheet.set_row_height(row as u32, LINE * lines(line, README) as f64)?;
        }
    }
    Ok(())
}

/// One sheet: a row for each thing.
fn page(
    sheet: &mut Worksheet,
    study: &Study,
    named: &Sheet,
    things: &Things,
    lists: &Lists,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.set_name(named.name(language))?;
    // Cells hold what was typed, also what looks like a number, a date or a formula.
    let cell = Format::new()
        .set_unlocked()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_num_format("@");
    // What nobody reads line by line does not make its row high.
    let on_one_line = Format::new()
        .set_unlocked()
        .set_align(FormatAlign::Top)
        .set_num_format("@");
    let number = Format::new().set_unlocked().set_align(FormatAlign::Top);
    let fixed = Format::new()
        .set_locked()
        .set_align(FormatAlign::Top)
        .set_num_format("@")
        .set_background_color(Color::RGB(0x00F2_F2F2));
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00DD_E6F0));
    let small = Format::new().set_font_color(Color::RGB(0x0066_6666)).set_font_size(8);
    let last = HEADINGS + things.rows.len() as u32 + SPARE;
    for (n, column) in things.columns.iter().enumerate() {
        let at = n as u16;
        let format = match column.kind {
            Kind::Whole => &number,
            _ if is_flat(column) => &on_one_line,
            _ => &cell,
        };
        sheet.set_column_width(at, width(column.kind, &column.path))?;
        sheet.set_column_format(at, format)?;
        let variable = match column.kind {
            Kind::Test(id) | Kind::Choice(id) => Some(study.variables[id].label.get(language)),
            _ => None,
        };
        sheet.write_string_with_format(0, at, words::heading(column, variable, language), &heading)?;
        sheet.write_string_with_format(1, at, column.name(), &small)?;
        let note = Note::new(words::note(column, language))
            .set_author("toets")
            .add_author_prefix(false);
        sheet.insert_note(0, at, &note)?;
        choose(sheet, things, column, at, last, lists, language)?;
    }
    for (n, row) in things.rows.iter().enumerate() {
        let at = HEADINGS + n as u32;
        for (n, (column, text)) in things.columns.iter().zip(&row.cells).enumerate() {
            let col = n as u16;
            match (column.kind, text.parse::<f64>()) {
                _ if text.is_empty() => {}
                (Kind::Id, _) => {
                    sheet.write_string_with_format(at, col, text, &fixed)?;
                }
                (Kind::Whole, Ok(value)) => {
                    sheet.write_number_with_format(at, col, value, &number)?;
                }
                _ if text.chars().count() > LETTERS => {
                    return Err(XlsxError::MaxStringLengthExceeded);
                }
                _ => {
                    let format = if is_flat(column) { &on_one_line } else { &cell };
                    sheet.write_string_with_format(at, col, text, format)?;
                }
            }
        }
        let cells = things
            .columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, _)| !is_flat(column));
        let high = cells
            .map(|(column, text)| lines(text, width(column.kind, &column.path)))
            .max();
        sheet.set_row_height(at, LINE * high.unwrap_or(1) as f64)?;
    }
    sheet.set_row_height(0, 2.0 * LINE)?;
    sheet.set_freeze_panes(HEADINGS, 1)?;
    sheet.autofilter(1, 0, last - 1, things.columns.len().saturating_sub(1) as u16)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        edit_objects: true,
        ..ProtectionOptions::default()
    });
    sheet.set_landscape().set_repeat_rows(0, 0)?;
    Ok(())
}

/// What may be chosen in a column, and the colour of what can't be.
fn choose(
    sheet: &mut Worksheet,
    things: &Things,
    column: &Column,
    at: u16,
    last: u32,
    lists: &Lists,
    language: Language,
) -> Result<(), XlsxError> {
    let first = HEADINGS;
    let cell = format!("${}{}", letters(at), first + 1);
    let id = things
        .columns
        .iter()
        .position(|column| column.kind == Kind::Id)
        .unwrap_or(0) as u16;
    let id = format!("${}{}", letters(id), first + 1);
    let red = Format::new().set_background_color(Color::RGB(0x00F8_CBAD));
    let orange = Format::new().set_background_color(Color::RGB(0x00FF_E699));
    if column.required && column.kind != Kind::Id {
        let missing = Formula::new(format!("AND({id}<>\"\",{cell}=\"\")"));
        sheet.add_conditional_format(
            first,
            at,
            last,
            at,
            &ConditionalFormatFormula::new().set_rule(missing).set_format(&orange),
        )?;
    }
    let level = column.kind == Kind::One("level");
    let range = match level {
        // The levels of the node that the row is about.
        true => {
            let node = things
                .columns
                .iter()
                .position(|column| column.kind == Kind::One("node"));
            node.map(|node| {
                let node = format!("${}{}", letters(node as u16), first + 1);
                format!("INDIRECT(\"levels_\"&VLOOKUP({node},node_scale,2,FALSE))")
            })
        }
        false => lists.name(column.kind),
    };
    let Some(range) = range else { return Ok(()) };
    // Several values may stand in one cell: a list to choose from helps, and refuses nothing.
    let several = matches!(column.kind, Kind::Many(..) | Kind::Test(_));
    let validation = DataValidation::new()
        .allow_list_formula(Formula::new(format!("={range}")))
        .show_error_message(!several)
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title(say(language, "Niet bekend", "Not known"))?
        .set_error_message(say(
            language,
            "Kies een waarde uit de lijst; het blad Lijsten zegt wat zij betekenen.",
            "Choose a value from the list; the sheet Lists says what they mean.",
        ))?;
    sheet.add_data_validation(first, at, last, at, &validation)?;
    let unknown = match several {
        true => format!(
            "AND({cell}<>\"\",ISERROR(FIND(\",\",{cell})),LEFT({cell},4)<>\"not \",LEFT({cell},5)<>\"niet \",ISNA(MATCH({cell},{range},0)))"
        ),
        false => format!("AND({cell}<>\"\",ISERROR(MATCH({cell},{range},0)))"),
    };
    sheet.add_conditional_format(
        first,
        at,
        last,
        at,
        &ConditionalFormatFormula::new()
            .set_rule(Formula::new(unknown))
            .set_format(&red),
    )?;
    Ok(())
}

/// Whether what stands in a column is no text to read: TOML, a fingerprint.
fn is_flat(column: &Column) -> bool {
    column.kind == Kind::Toml || column.path.last().is_some_and(|key| key == "sha256")
}

fn width(kind: Kind, path: &[String]) -> f64 {
    match kind {
        Kind::Text if path.len() == 2 && path[1] != "by" => 44.0,
        Kind::Loose if path.len() == 2 && path[1] == "note" => 36.0,
        Kind::Id | Kind::One(_) => 20.0,
        Kind::Toml => 26.0,
        _ => 16.0,
    }
}

/// The letters of a column, from zero: `A`, `AB`.
pub(crate) fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}

/// The lists to choose from, each under a name that formulas know.
struct Lists(Vec<List>);

struct List {
    name: String,
    title: String,
    /// Ids, each with its name for people.
    items: Vec<(String, String)>,
}

impl Lists {
    fn of(study: &Study, all: &[Things], language: Language) -> Self {
        let mut lists: Vec<List> = Vec::new();
        for column in all.iter().flat_map(|things| &things.columns) {
            let Some(name) = name(column.kind) else { continue };
            if lists.iter().any(|list| list.name == name) {
                continue;
            }
            let items = match column.kind {
                Kind::One(kind) | Kind::Many(kind, _) => known(study, kind, language),
                Kind::Test(id) | Kind::Choice(id) => values(study, id, language),
                Kind::Word(words) => words.iter().map(|word| ((*word).to_owned(), String::new())).collect(),
                Kind::Bool => ["yes", "no"].map(|word| (word.to_owned(), String::new())).into(),
                _ => Vec::new(),
            };
            if !items.is_empty() {
                lists.push(List {
                    name,
                    title: column.name(),
                    items,
                });
            }
        }
        for (id, scale) in study.scales.iter() {
            let name = study.scales.name(id);
            let levels = scale.levels().iter();
            let items: Vec<_> = levels
                .map(|level| {
                    let label = level.label.as_ref().map(|label| label.get(language).to_owned());
                    (level.id.to_string(), label.unwrap_or_default())
                })
                .collect();
            if !items.is_empty() {
                lists.push(List {
                    name: format!("levels_{name}"),
                    title: format!("level: {name}"),
                    items,
                });
            }
        }
        let nodes = study.nodes.iter();
        lists.push(List {
            name: "node_scale".to_owned(),
            title: "node, scale".to_owned(),
            items: nodes
                .map(|(id, node)| {
                    (
                        study.nodes.name(id).to_owned(),
                        study.scales.name(node.scale).to_owned(),
                    )
                })
                .collect(),
        });
        Self(lists)
    }

    /// The name of the list of a column, if there is one.
    fn name(&self, kind: Kind) -> Option<String> {
        let name = name(kind)?;
        self.0.iter().any(|list| list.name == name).then_some(name)
    }

    fn write(&self, workbook: &mut Workbook, language: Language) -> Result<(), XlsxError> {
        let title = words::lists(language);
        let bold = Format::new().set_bold();
        let sheet = workbook.add_worksheet().set_name(title)?;
        let text = Format::new().set_num_format("@");
        for (n, list) in self.0.iter().enumerate() {
            let at = 2 * n as u16;
            sheet.set_column_width(at, 22)?;
            sheet.set_column_width(at + 1, 34)?;
            sheet.write_string_with_format(0, at, &list.title, &bold)?;
            for (row, (id, label)) in list.items.iter().enumerate() {
                let row = row as u32 + 1;
                sheet.write_string_with_format(row, at, id, &text)?;
                let label: String = label.chars().take(200).collect();
                sheet.write_string_with_format(row, at + 1, label, &text)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        for (n, list) in self.0.iter().enumerate() {
            let first = letters(2 * n as u16);
            // To look up the scale of a node, its column counts too.
            let last = match list.name == "node_scale" {
                true => letters(2 * n as u16 + 1),
                false => first.clone(),
            };
            let rows = list.items.len() + 1;
            workbook.define_name(&list.name, &format!("={title}!${first}$2:${last}${rows}"))?;
        }
        Ok(())
    }
}

/// The name of the list that a kind of column chooses from.
fn name(kind: Kind) -> Option<String> {
    use toets_model::Index;
    Some(match kind {
        Kind::One("level") => return None,
        Kind::One(kind) | Kind::Many(kind, _) => format!("ids_{kind}"),
        Kind::Test(id) | Kind::Choice(id) => format!("values_{}", id.to_usize()),
        Kind::Word(words) => format!("words_{}", words.first()?.replace('-', "_")),
        Kind::Bool => "yes_or_no".to_owned(),
        _ => return None,
    })
}
