//! How a report was made.

use serde::Serialize;

/// How a report was made, so that it can be made again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Making {
    /// The version of the program.
    pub version: String,
    /// The command that makes it.
    pub command: String,
    /// SHA-256 over the names and hashes of all files.
    pub hash: String,
    /// The files that were read.
    pub files: Vec<File>,
    /// The plugins that judged.
    pub plugins: Vec<Plugin>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its path in the project.
    pub path: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// A plugin that judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plugin {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its name.
    pub label: String,
}
