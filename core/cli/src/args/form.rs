//! In which form an answer is written, and where.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, ValueEnum};
use toets_forms::{FORMS, Form};

#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct FormArgs {
    /// How to write the answer (default: as the file's name ends, else `table`).
    #[arg(long, value_name = "FORM", value_parser = forms())]
    pub(crate) format: Option<&'static Form>,

    /// Write the answer to a file; its ending says in which form, unless `--format` does.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Who is to read CSV.
    #[arg(long, value_enum, hide_short_help = true)]
    pub(crate) dialect: Option<Dialect>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dialect {
    /// Programs: commas, decimal points, every value as it is.
    Standard,
    /// Excel with Dutch settings: semicolons, decimal commas, nothing that it takes for a formula.
    NlExcel,
}

impl From<Dialect> for toets_forms::Dialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Standard => Self::Standard,
            Dialect::NlExcel => Self::NlExcel,
        }
    }
}

impl FormArgs {
    /// The form asked for, by name or by how the file's name ends.
    pub(crate) fn form(&self) -> &'static Form {
        let ending = || {
            let ending = self.output.as_ref()?.extension()?.to_str()?.to_lowercase();
            FORMS.iter().find(|form| form.name == ending)
        };
        self.format.or_else(ending).unwrap_or(&FORMS[0])
    }
}

/// Any of the forms, each with what it is for.
fn forms() -> impl TypedValueParser<Value = &'static Form> {
    let values = FORMS.iter().map(|form| {
        let value = PossibleValue::new(form.name).help(form.about[1]);
        // What a tree at a terminal was called once.
        if form.name == "table" {
            value.alias("text")
        } else {
            value
        }
    });
    PossibleValuesParser::new(values).map(|name| {
        let named = FORMS.iter().find(|form| form.name == name);
        named.unwrap_or(&FORMS[0])
    })
}
