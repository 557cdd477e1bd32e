//! What a result was made from, so that someone else can make the same bytes and see that they did.

use serde::Serialize;
use sha2::{Digest, Sha256};
use toets_model::{Fixed, Study};
use toets_plugin::Registry;

use crate::document::File;
use crate::fingerprint::{fingerprints, hex};

/// A receipt of a result.
///
/// It has no time and no machine in it: the same call on the same files with the same program gives the same receipt.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    schema: u32,
    /// The version of the program.
    toets: String,
    /// The arguments of the call, without those that only say where the receipt goes.
    call: Vec<String>,
    /// The studies that were opened, and the law that counted in them.
    studies: Vec<Opened>,
    /// The plugins that judged, each once, by id.
    plugins: Vec<Judge>,
    /// SHA-256 over the names and hashes of all files.
    sha256: String,
    /// The files that were read: study, law, scripts.
    files: Vec<File>,
    /// What came out of it.
    results: Vec<Result>,
    /// The exit code.
    exit: u8,
}

/// A study that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Opened {
    study: String,
    path: String,
    as_of: Option<String>,
    /// What regime variables and amendments are fixed to.
    regime: serde_json::Map<String, serde_json::Value>,
}

/// A plugin that judged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Judge {
    id: String,
    version: String,
    fingerprint: String,
}

/// Something that came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Result {
    /// `-` for standard output.
    to: String,
    sha256: String,
}

impl Receipt {
    /// A receipt of a call, for now of nothing.
    pub fn new(version: &str, call: Vec<String>) -> Self {
        Self {
            schema: toets_report::SCHEMA,
            toets: version.to_owned(),
            call,
            studies: Vec::new(),
            plugins: Vec::new(),
            sha256: String::new(),
            files: Vec::new(),
            results: Vec::new(),
            exit: 0,
        }
    }

    /// A study was opened, from the file at `path`.
    pub fn opens(&mut self, path: &str, study: &Study, registry: &Registry) {
        let regime = study.regime.iter().map(|(&variable, &value)| {
            let domain = &study.variables[variable].domain;
            let value = match value {
                Fixed::Value(value) => serde_json::Value::from(domain.value_name(value).to_string()),
                Fixed::Number(number) => number.into(),
            };
            (study.variables.name(variable).to_owned(), value)
        });
        let opened = Opened {
            study: study.id.clone(),
            path: path.to_owned(),
            as_of: study.as_of.map(|day| day.to_string()),
            regime: regime.collect(),
        };
        if !self.studies.contains(&opened) {
            self.studies.push(opened);
        }
        for (_, node) in study.nodes.iter() {
            if let Some(plugin) = registry.get(&node.score.plugin.value) {
                self.plugins.push(Judge {
                    id: plugin.id().to_owned(),
                    version: plugin.version().to_owned(),
                    fingerprint: plugin.fingerprint(),
                });
            }
        }
        self.plugins.sort_unstable();
        self.plugins.dedup();
    }

    /// A file was read.
    pub fn reads(&mut self, path: &str, text: &str) {
        self.files.extend(fingerprints(std::iter::once((path, text))).0);
    }

    /// A file that is no text was read.
    pub fn reads_bytes(&mut self, path: &str, bytes: &[u8]) {
        self.files.push(File {
            path: path.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
        });
    }

    /// Something came out, under this name (`-`: standard output).
    pub fn gives(&mut self, to: &str, bytes: &[u8]) {
        self.results.push(Result {
            to: to.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
        });
    }

    /// Whether a study was opened.
    pub fn is_of_a_study(&self) -> bool {
        !self.studies.is_empty()
    }

    /// The receipt as JSON, with a newline at the end.
    pub fn json(mut self, exit: u8) -> String {
        self.exit = exit;
        (self.files, self.sha256) = crate::fingerprint::together(self.files);
        // INVARIANT: texts, numbers and lists can be written.
        let mut text = serde_json::to_string_pretty(&self).unwrap_or_default();
        text.push('\n');
        text
    }
}
