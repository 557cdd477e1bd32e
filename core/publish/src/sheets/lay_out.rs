//! How a sheet looks: a frozen header with filters, widths, colours by rule, A4 with the header on every page.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use super::{Datum, Sheet};
use crate::paper::shade;

/// The most that a cell holds.
const LONGEST: usize = 32_767;
/// A4, as the format numbers papers.
const A4: u8 = 9;

pub(super) fn write(to: &mut Worksheet, sheet: &Sheet, name: &str, title: &str) -> Result<(), XlsxError> {
    to.set_name(name)?;
    let thin = |format: Format| {
        format
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00c9_c9c4))
    };
    let text = thin(Format::new().set_text_wrap().set_align(FormatAlign::Top));
    // A text that begins like a formula stays one, also when someone edits the cell.
    let quoted = text.clone().set_quote_prefix();
    let number = thin(Format::new().set_align(FormatAlign::Top));
    let sign = thin(
        Format::new()
            .set_text_wrap()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::Top),
    );
    let quoted_sign = sign.clone().set_quote_prefix();
    let head = thin(
        Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_background_color(Color::RGB(0x00f5_f5f2)),
    );
    for (column, (name, width)) in (0u16..).zip(&sheet.columns) {
        to.set_column_width(column, *width)?;
        to.write_string_with_format(0, column, whole(name), &head)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Datum::Empty => {
                    to.write_blank(row, column, &text)?;
                }
                Datum::Number(it) => {
                    to.write_number_with_format(row, column, *it, &number)?;
                }
                Datum::Amount(amount) => {
                    let format = match amount.decimals {
                        None => number.clone(),
                        Some(0) => number.clone().set_num_format("0"),
                        Some(places) => number
                            .clone()
                            .set_num_format(format!("0.{}", "0".repeat(places as usize))),
                    };
                    to.write_number_with_format(row, column, amount.number, &format)?;
                }
                Datum::Text(it) if it.is_empty() => {
                    to.write_blank(row, column, &text)?;
                }
                Datum::Text(it) => {
                    let format = if like_a_formula(it) { &quoted } else { &text };
                    to.write_string_with_format(row, column, whole(it), format)?;
                }
                Datum::Level(it, _) if it.is_empty() => {
                    to.write_blank(row, column, &sign)?;
                }
                Datum::Level(it, _) => {
                    let format = if like_a_formula(it) { &quoted_sign } else { &sign };
                    to.write_string_with_format(row, column, whole(it), format)?;
                }
            }
        }
    }
    colour(to, sheet)?;
    let (rows, columns) = (sheet.rows.len() as u32, sheet.columns.len() as u16);
    to.autofilter(0, 0, rows.max(1), columns.saturating_sub(1))?;
    to.set_freeze_panes(1, sheet.frozen)?;
    to.set_repeat_rows(0, 0)?;
    to.set_paper_size(A4);
    to.set_landscape();
    to.set_print_fit_to_pages(1, 0);
    to.set_margins(0.5, 0.5, 0.7, 0.6, 0.3, 0.3);
    // `&` begins an instruction there, and a header may be 255 characters long.
    let title: String = title.chars().filter(|c| !c.is_control()).take(90).collect();
    to.set_header(format!("&L{}&R&A", title.replace('&', "&&")));
    to.set_footer("&C&P / &N");
    Ok(())
}

/// What spreadsheets would read as a formula.
fn like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text as far as a cell holds it.
fn whole(text: &str) -> String {
    match text.chars().count() > LONGEST {
        true => text.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// Colours follow from what a cell says: whoever tries another level sees its colour.
fn colour(to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let mut shades: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut columns: BTreeSet<u16> = BTreeSet::new();
    let levels = || {
        sheet.rows.iter().zip(1u32..).flat_map(|(cells, row)| {
            cells.iter().zip(0u16..).filter_map(move |(cell, column)| match cell {
                Datum::Level(text, shade) => Some((row, column, text.as_str(), *shade)),
                _ => None,
            })
        })
    };
    for (_, column, text, shade) in levels() {
        shades.entry(text).or_default().insert(shade);
        columns.insert(column);
    }
    let (Some(&first), Some(&last)) = (columns.first(), columns.last()) else {
        return Ok(());
    };
    let end = sheet.rows.len() as u32;
    for (&text, of_text) in &shades {
        match of_text.iter().next() {
            Some(shade) if of_text.len() == 1 => rule(to, (1, first, end, last), text, shade)?,
            _ => {
                // The same word on two scales: each row knows its own.
                for (row, column, other, shade) in levels() {
                    if other == text {
                        rule(to, (row, column, row, column), text, shade)?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn rule(
    to: &mut Worksheet,
    (row, column, last_row, last_column): (u32, u16, u32, u16),
    text: &str,
    name: &str,
) -> Result<(), XlsxError> {
    let Some(shade) = shade(name) else { return Ok(()) };
    let format = Format::new()
        .set_background_color(Color::RGB(shade.paper))
        .set_font_color(Color::RGB(shade.ink));
    let quoted = format!("\"{}\"", text.replace('"', "\"\""));
    if text.is_empty() || quoted.len() > 255 {
        return Ok(());
    }
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(quoted))
        .set_format(format);
    to.add_conditional_format(row, column, last_row, last_column, &rule)?;
    Ok(())
}
