//! The receipt of a call: kept while the command runs, and written after its results.
//!
//! What a command reads and gives goes through few places ([`opened`](crate::opened), [`output`](crate::output),
//! [`system`](crate::system)), which tell it here, so that no command has to think of it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use toets_model::{Sources, Study};
use toets_plugin::Registry;
use toets_publish::Receipt;

use crate::failure::{Failure, Outcome};

/// The receipt of a call, as far as it goes.
pub(crate) struct Kept {
    file: PathBuf,
    receipt: Receipt,
    printed: Vec<u8>,
}

static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

fn kept() -> MutexGuard<'static, Option<Kept>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on a receipt of a call with these arguments is kept, to be written to `file`.
pub(crate) fn begin(file: &Path, arguments: Vec<String>) {
    let receipt = Receipt::new(env!("CARGO_PKG_VERSION"), without_itself(arguments));
    *kept() = Some(Kept {
        file: file.to_owned(),
        receipt,
        printed: Vec::new(),
    });
}

/// Whether a receipt is kept: results are then as they are in a file, whatever the terminal.
pub(crate) fn is_kept() -> bool {
    kept().is_some()
}

/// A study was opened.
pub(crate) fn opens(path: &str, study: &Study, registry: &Registry, sources: &Sources) {
    if let Some(kept) = &mut *kept() {
        kept.receipt.opens(path, study, registry);
        for (_, file) in sources.files() {
            kept.receipt.reads(&file.path, &file.text);
        }
    }
}

/// A file that is no part of a study was read.
pub(crate) fn reads(name: &str, text: &str) {
    if let Some(kept) = &mut *kept() {
        kept.receipt.reads(name, text);
    }
}

/// A file that is no text was read.
pub(crate) fn reads_bytes(name: &str, bytes: &[u8]) {
    if let Some(kept) = &mut *kept() {
        kept.receipt.reads_bytes(name, bytes);
    }
}

/// Something went to standard output.
pub(crate) fn prints(bytes: &[u8]) {
    if let Some(kept) = &mut *kept() {
        kept.printed.extend_from_slice(bytes);
    }
}

/// A file was written.
pub(crate) fn writes(path: &Path, bytes: &[u8]) {
    if let Some(kept) = &mut *kept() {
        kept.receipt.gives(&path.display().to_string(), bytes);
    }
}

/// The receipt, if one is kept; it is kept no more.
pub(crate) fn take() -> Option<Kept> {
    kept().take()
}

impl Kept {
    /// The file that it is to be written to, and its text.
    ///
    /// # Errors
    /// The command opened no study.
    pub(crate) fn finish(mut self, outcome: Outcome) -> Result<(PathBuf, String), Failure> {
        if !self.receipt.is_of_a_study() {
            return Err(Failure::with_help(
                (
                    "this command judges no study, so there is nothing to give a receipt of",
                    "deze opdracht beoordeelt geen studie, dus er is niets om een bewijs van te geven",
                ),
                ("leave out `--receipt`", "laat `--receipt` weg"),
            ));
        }
        if !self.printed.is_empty() {
            self.receipt.gives("-", &self.printed);
        }
        let text = self.receipt.json(outcome.code());
        Ok((self.file, text))
    }
}

/// The arguments without `--receipt FILE`.
fn without_itself(arguments: Vec<String>) -> Vec<String> {
    const FLAG: &str = "--receipt";
    let mut kept = Vec::with_capacity(arguments.len());
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.strip_prefix(FLAG) {
            Some("") => {
                rest.next();
            }
            Some(value) if value.starts_with('=') => {}
            _ => kept.push(argument),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_told_without_its_receipt() {
        let call = |text: &str| without_itself(text.split(' ').map(str::to_owned).collect()).join(" ");
        assert_eq!(call("run S --receipt r.json --lang en"), "run S --lang en");
        assert_eq!(call("--receipt=r.json run S"), "run S");
        assert_eq!(call("run S --receipts"), "run S --receipts");
    }
}
