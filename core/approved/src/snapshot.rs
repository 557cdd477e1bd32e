//! The file format of insta's snapshots: a few lines of metadata between two lines `---`, then the text.

/// A snapshot: a text, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// What it is a snapshot of, for a person who reviews it: `C1/glo`.
    pub expression: String,
    /// The text, without line breaks at its end.
    pub contents: String,
}

/// What we write as the source: insta shows it beside the snapshot.
const SOURCE: &str = "toets test";

impl Snapshot {
    /// A snapshot of something; white space at the end of the text is left out.
    pub fn new(expression: &str, contents: &str) -> Self {
        Self {
            expression: expression.to_owned(),
            contents: tidy(contents),
        }
    }

    /// Reads a snapshot file, whoever wrote it; none if it has not the form of one.
    ///
    /// ```
    /// use toets_approved::Snapshot;
    /// let by_insta = "---\nsource: tests/conclusions.rs\nexpression: page\n---\n# C1 · glo\n";
    /// let snapshot = Snapshot::read(by_insta).unwrap();
    /// assert_eq!((snapshot.expression.as_str(), snapshot.contents.as_str()), ("page", "# C1 · glo"));
    /// assert_eq!(Snapshot::read("# C1 · glo\n"), None);
    /// ```
    pub fn read(file: &str) -> Option<Self> {
        let file = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n");
        let rest = file.strip_prefix("---\n")?;
        // An empty head is closed at once.
        let (head, contents) = match rest.strip_prefix("---\n") {
            Some(contents) => ("", contents),
            None => rest
                .split_once("\n---\n")
                .or_else(|| Some((rest.strip_suffix("\n---")?, "")))?,
        };
        let expression = head.lines().find_map(|line| line.strip_prefix("expression:"));
        Some(Self::new(&unquoted(expression.unwrap_or_default().trim()), contents))
    }

    /// The snapshot as a file.
    pub fn write(&self) -> String {
        let quoted = self.expression.replace('\\', "\\\\").replace('"', "\\\"");
        format!(
            "---\nsource: {SOURCE}\nexpression: \"{quoted}\"\n---\n{}\n",
            self.contents
        )
    }
}

/// As insta compares: line breaks are line feeds, and white space at the end means nothing.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

/// A value of the metadata without its quotes.
fn unquoted(value: &str) -> String {
    match value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}
