//! What a script may use at most.

use std::fmt;
use std::sync::Arc;

/// What a script may use at most; the same in every build.
///
/// Every overrun ends the script with an error that names the script, the place and the limit. The defaults let a
/// rule of a few hundred lines do what it likes and bound the memory of a hostile script to some hundred megabytes.
#[derive(Clone)]
pub struct Limits {
    /// Steps of one run: about one for each operator, call and variable that is evaluated; and as many again for what is
    /// copied or made: one for each item of a list or entry of a map, and for each 16 bytes of a text.
    pub operations: u64,
    /// Functions that call each other, one within the other.
    pub call_depth: usize,
    /// Expressions and blocks nested in each other.
    pub expression_depth: usize,
    /// Bytes of a text, and of all texts within one list or map.
    pub string_len: usize,
    /// Items of a list, with those of the lists within it.
    pub array_len: usize,
    /// Entries of a map, with those of the maps within it.
    pub map_len: usize,
    /// Variables that a function has at the same time.
    pub variables: usize,
    /// Functions of one file.
    pub functions: usize,
    /// Files that a script imports, directly or not.
    pub modules: usize,
    /// Size of one file in bytes.
    pub file_bytes: usize,
    /// Statements and expressions of a script with all that it imports.
    pub expressions: usize,
    /// Asked now and then during a run; true ends it. A clock may abort a run this way, it never decides a level.
    pub abort: Option<Abort>,
}

/// Whether a run should end now.
pub type Abort = Arc<dyn Fn() -> bool + Send + Sync>;

impl Default for Limits {
    fn default() -> Self {
        Self {
            operations: 1_000_000,
            call_depth: 24,
            expression_depth: 48,
            string_len: 64 * 1024,
            array_len: 4_096,
            map_len: 1_024,
            variables: 64,
            functions: 512,
            modules: 32,
            file_bytes: 1024 * 1024,
            expressions: 100_000,
            abort: None,
        }
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits")
            .field("operations", &self.operations)
            .field("call_depth", &self.call_depth)
            .field("expression_depth", &self.expression_depth)
            .field("string_len", &self.string_len)
            .field("array_len", &self.array_len)
            .field("map_len", &self.map_len)
            .field("variables", &self.variables)
            .field("functions", &self.functions)
            .field("modules", &self.modules)
            .field("file_bytes", &self.file_bytes)
            .field("expressions", &self.expressions)
            .field("abort", &self.abort.is_some())
            .finish()
    }
}
