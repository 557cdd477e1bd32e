//! One file's TOML, changed where it must be and nowhere else: a change is a stretch of the text that is written anew.
//!
//! `toml_edit` says where everything stands. Writing its document back would keep comments too, but not every space; what is
//! not touched here stays as it is, byte for byte.

use std::ops::Range;

use toets_diagnostic::{Words, both};
use toml_edit::{Document, InlineTable, Item, TableLike, Value};

/// A file that could be read, with the places of its headings.
pub(crate) struct Toml {
    document: Document<String>,
    /// Where the headings of tables start, ascending, with where they end.
    headings: Vec<Range<usize>>,
}

/// A thing of a section: `[[finding]]`, or one table of `finding = [ … ]`.
#[derive(Clone, Copy)]
pub(crate) struct Thing<'t> {
    pub(crate) table: &'t dyn TableLike,
    place: Place,
}

/// How a thing is written.
#[derive(Clone, Copy)]
enum Place {
    /// Under a heading that starts and ends here.
    Block { start: usize, end: usize },
    /// In braces.
    Braces { start: usize, end: usize },
}

/// A change that the way something is written does not allow.
pub(crate) type Trouble = Words;

impl Toml {
    /// Reads a text; none where it is no TOML, which the loader tells better.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let document = Document::parse(text.to_owned()).ok()?;
        let mut headings = Vec::new();
        collect_headings(document.as_table(), &mut headings);
        headings.sort_unstable_by_key(|heading| heading.start);
        Some(Self { document, headings })
    }

    pub(crate) fn text(&self) -> &str {
        self.document.raw()
    }

    /// The things of a section, in order of writing.
    pub(crate) fn things(&self, section: &str) -> Vec<Thing<'_>> {
        match self.document.as_table().get(section) {
            Some(Item::ArrayOfTables(tables)) => tables
                .iter()
                .filter_map(|table| {
                    let span = table.span()?;
                    let heading = self.headings.iter().find(|heading| heading.start == span.start)?;
                    Some(Thing {
                        table,
                        place: Place::Block {
                            start: heading.start,
                            end: heading.end,
                        },
                    })
                })
                .collect(),
            Some(Item::Value(Value::Array(items))) => items
                .iter()
                .filter_map(|item| {
                    let table = item.as_inline_table()?;
                    let span = item.span()?;
                    Some(Thing {
                        table,
                        place: Place::Braces {
                            start: span.start,
                            end: span.end,
                        },
                    })
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The thing with an id.
    pub(crate) fn thing(&self, section: &str, id: &str) -> Option<Thing<'_>> {
        let has = |thing: &Thing<'_>| thing.table.get("id").and_then(Item::as_str) == Some(id);
        self.things(section).into_iter().find(has)
    }

    /// The text with a value in the place of the one at a path, or without it.
    ///
    /// `order` are the keys of the section, so that a new one stands where the reference has it.
    ///
    /// # Errors
    /// Why it can't be changed where it is.
    pub(crate) fn with(
        &self,
        thing: Thing<'_>,
        path: &[&str],
        value: Option<&str>,
        order: &[&str],
    ) -> Result<String, Trouble> {
        let key = path[0];
        let Some(item) = thing.table.get(key) else {
            return Ok(match (value, path) {
                (None, _) => self.text().to_owned(),
                (Some(value), [_]) => self.with_key(thing, key, value, order),
                (Some(value), [_, inner, ..]) => {
                    self.with_key(thing, key, &format!("{{ {} = {value} }}", key_of(inner)), order)
                }
                (Some(_), []) => self.text().to_owned(),
            });
        };
        let [_, inner, ..] = path else {
            return match value {
                Some(value) => self.replaced(span_of(item), value),
                None => self.without(thing, key, item),
            };
        };
        match item {
            Item::Value(Value::InlineTable(table)) if !table.is_dotted() => match (table.get(inner), value) {
                (Some(old), Some(value)) => self.replaced(old.span(), value),
                (Some(_), None) if table.len() == 1 => self.without(thing, key, item),
                (Some(old), None) => self.without_in_braces(table.key(inner).and_then(|key| key.span()), old.span()),
                (None, Some(value)) => Ok(self.with_in_braces(table, inner, value)),
                (None, None) => Ok(self.text().to_owned()),
            },
            Item::Table(table) => match (table.get(inner), value) {
                (Some(old), Some(value)) => self.replaced(span_of(old), value),
                (Some(old), None) => self.without_line(table.key(inner).and_then(|key| key.span()), span_of(old)),
                (None, Some(value)) => {
                    let last = table
                        .iter()
                        .filter_map(|(_, item)| item.span())
                        .map(|span| span.end)
                        .max();
                    let before = if table.is_dotted() {
                        format!("{}.", key_of(key))
                    } else {
                        String::new()
                    };
                    let line = format!("{before}{} = {value}", key_of(inner));
                    let after = last
                        .or_else(|| table.span().map(|span| span.end))
                        .ok_or_else(elsewhere)?;
                    Ok(self.with_line_after(after, &line))
                }
                (None, None) => Ok(self.text().to_owned()),
            },
            _ => Err(elsewhere()),
        }
    }

    /// The text with a new key of a thing.
    fn with_key(&self, thing: Thing<'_>, key: &str, value: &str, order: &[&str]) -> String {
        let rank = |key: &str| order.iter().position(|known| *known == key).unwrap_or(order.len());
        // Keys under headings of their own stand after all others.
        let here = thing.table.iter().filter_map(|(name, item)| {
            let plain = !matches!(item, Item::Table(table) if !table.is_dotted());
            let plain = plain && !matches!(item, Item::ArrayOfTables(_));
            plain.then(|| Some((rank(name), extent(item)?.end))).flatten()
        });
        match thing.place {
            Place::Block { end, .. } => {
                let before = here.filter(|(other, _)| *other < rank(key)).map(|(_, end)| end).max();
                self.with_line_after(before.unwrap_or(end), &format!("{} = {value}", key_of(key)))
            }
            Place::Braces { start, .. } => {
                let last = here.map(|(_, end)| end).max();
                self.spliced(
                    last.unwrap_or(start + 1)..last.unwrap_or(start + 1),
                    &format!("{} {} = {value}", if last.is_some() { "," } else { "" }, key_of(key)),
                )
            }
        }
    }

    fn with_in_braces(&self, table: &InlineTable, key: &str, value: &str) -> String {
        let last = table
            .iter()
            .filter_map(|(_, value)| value.span())
            .map(|span| span.end)
            .max();
        match (last, table.span()) {
            (Some(last), _) => self.spliced(last..last, &format!(", {} = {value}", key_of(key))),
            (None, Some(braces)) => self.spliced(braces, &format!("{{ {} = {value} }}", key_of(key))),
            (None, None) => self.text().to_owned(),
        }
    }

    fn replaced(&self, old: Option<Range<usize>>, value: &str) -> Result<String, Trouble> {
        Ok(self.spliced(old.ok_or_else(elsewhere)?, value))
    }

    /// The text without a key of a thing.
    fn without(&self, thing: Thing<'_>, key: &str, item: &Item) -> Result<String, Trouble> {
        let start = thing.table.get_key_value(key).and_then(|(key, _)| key.span());
        match thing.place {
            Place::Block { .. } => self.without_line(start, span_of(item)),
            Place::Braces { .. } => self.without_in_braces(start, span_of(item)),
        }
    }

    fn without_line(&self, key: Option<Range<usize>>, value: Option<Range<usize>>) -> Result<String, Trouble> {
        let (Some(key), Some(value)) = (key, value) else {
            return Err(elsewhere());
        };
        Ok(self.spliced(self.line_start(key.start)..self.line_end(value.end), ""))
    }

    fn without_in_braces(&self, key: Option<Range<usize>>, value: Option<Range<usize>>) -> Result<String, Trouble> {
        let (Some(key), Some(value)) = (key, value) else {
            return Err(elsewhere());
        };
        let text = self.text();
        let after = &text[value.end..];
        let next = after.trim_start();
        if let Some(rest) = next.strip_prefix(',') {
            let rest = rest.trim_start_matches(' ');
            return Ok(self.spliced(key.start..text.len() - rest.len(), ""));
        }
        let before = text[..key.start].trim_end();
        let before = before.strip_suffix(',').map_or(before.len(), str::len);
        Ok(self.spliced(before..value.end, ""))
    }

    /// The text without a thing.
    pub(crate) fn without_thing(&self, thing: Thing<'_>) -> String {
        match thing.place {
            Place::Block { start, end } => {
                let end = self.block_end(thing.table, end);
                let text = self.text();
                // What stood apart from what is before it stands apart from what comes after.
                let gap = text[end..].len() - text[end..].trim_start_matches(['\r', '\n']).len();
                self.spliced(start..end + gap, "")
            }
            Place::Braces { start, end } => {
                let text = self.text();
                let next = text[end..].trim_start();
                let end = next.strip_prefix(',').map_or(end, |rest| text.len() - rest.len());
                let from = self.line_start(start);
                match text[from..start].trim().is_empty() {
                    true => self.spliced(from..self.line_end(end), ""),
                    false => self.spliced(start..end, ""),
                }
            }
        }
    }

    /// The text with a new thing after another one; `keys` are its keys with their values.
    pub(crate) fn with_thing_after(&self, section: &str, thing: Thing<'_>, keys: &[(String, String)]) -> String {
        match thing.place {
            Place::Block { end, .. } => {
                let end = self.block_end(thing.table, end);
                let broken = self.text()[..end].ends_with('\n');
                let apart = if broken { "\n" } else { "\n\n" };
                self.spliced(end..end, &format!("{apart}{}", block(section, keys)))
            }
            Place::Braces { start, end } => {
                let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                let text = self.text();
                let indent = &text[self.line_start(start)..start];
                let apart = match indent.trim().is_empty() {
                    true => format!("\n{indent}"),
                    false => " ".to_owned(),
                };
                self.spliced(end..end, &format!(",{apart}{{ {} }}", keys.join(", ")))
            }
        }
    }

    /// The text with a new thing at its end.
    pub(crate) fn with_thing_at_end(&self, section: &str, keys: &[(String, String)]) -> String {
        let text = self.text().trim_end_matches(['\r', '\n']);
        let apart = if text.is_empty() { "" } else { "\n\n" };
        format!("{text}{apart}{}", block(section, keys))
    }

    /// Where the block of a thing ends: after the line of its last key. Comments after that are about what follows.
    fn block_end(&self, table: &dyn TableLike, heading: usize) -> usize {
        self.line_end(last_of(table).unwrap_or(heading).max(heading))
    }

    fn with_line_after(&self, at: usize, line: &str) -> String {
        let end = self.line_end(at);
        let broken = self.text()[..end].ends_with('\n');
        let line = match broken {
            true => format!("{line}{}", self.newline()),
            false => format!("{}{line}", self.newline()),
        };
        self.spliced(end..end, &line)
    }

    fn newline(&self) -> &'static str {
        if self.text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text()[..at].rfind('\n').map_or(0, |n| n + 1)
    }

    /// The byte after the line that a byte is on, its break included.
    fn line_end(&self, at: usize) -> usize {
        self.text()[at..].find('\n').map_or(self.text().len(), |n| at + n + 1)
    }

    fn spliced(&self, range: Range<usize>, by: &str) -> String {
        let text = self.text();
        let by = match self.newline() {
            "\r\n" => by.replace("\r\n", "\n").replace('\n', "\r\n"),
            _ => by.to_owned(),
        };
        format!("{}{by}{}", &text[..range.start], &text[range.end..])
    }
}

/// The byte after the last key of a table, those under headings of their own included.
fn last_of(table: &dyn TableLike) -> Option<usize> {
    let ends = table.iter().filter_map(|(_, item)| match item {
        Item::Table(inner) => last_of(inner).max(inner.span().map(|span| span.end)),
        Item::ArrayOfTables(tables) => tables
            .iter()
            .filter_map(|inner| last_of(inner).max(inner.span().map(|span| span.end)))
            .max(),
        item => extent(item).map(|span| span.end),
    });
    ends.max()
}

/// The stretch of an item, that of a dotted key included.
pub(crate) fn extent(item: &Item) -> Option<Range<usize>> {
    match item {
        Item::Table(table) => {
            let parts = table.iter().filter_map(|(_, item)| extent(item));
            parts.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
        }
        Item::Value(Value::InlineTable(table)) if table.is_dotted() => {
            let parts = table.iter().filter_map(|(_, value)| value.span());
            parts.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
        }
        item => item.span(),
    }
}

/// The stretch of a value that stands in one piece.
fn span_of(item: &Item) -> Option<Range<usize>> {
    item.span().filter(|_| item.is_value())
}

/// A key as TOML writes it.
pub(crate) fn key_of(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    match bare {
        true => key.to_owned(),
        false => Value::from(key).to_string(),
    }
}

fn block(section: &str, keys: &[(String, String)]) -> String {
    let lines = keys.iter().map(|(key, value)| format!("{key} = {value}\n"));
    format!("[[{section}]]\n{}", lines.collect::<String>())
}

fn elsewhere() -> Trouble {
    both!(
        "it is written in a way that a sheet can't change",
        "het is geschreven op een manier die een werkblad niet kan wijzigen"
    )
}

fn collect_headings(table: &toml_edit::Table, headings: &mut Vec<Range<usize>>) {
    for (_, item) in table.iter() {
        match item {
            Item::Table(inner) => {
                if !inner.is_dotted() && !inner.is_implicit() {
                    headings.extend(inner.span());
                }
                collect_headings(inner, headings);
            }
            Item::ArrayOfTables(tables) => {
                for inner in tables {
                    headings.extend(inner.span());
                    collect_headings(inner, headings);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# the first
[[finding]] # why
id = \"a\"
node = 'n' # beside
when = { timing = \"inside\", audience = \"all\" }
coded.by = \"me\"
[finding.source]
document = \"d\"

# about b
[[finding]]
id = \"b\"
node = \"n\"
party = [
  \"x\", # one
]

# --- after ---

[[finding]]
id = \"c\"
";
    const ORDER: [&str; 7] = ["id", "node", "level", "when", "coded", "party", "source"];

    fn changed(id: &str, path: &[&str], value: Option<&str>) -> String {
        let toml = Toml::read(TEXT).unwrap();
        let after = toml
            .with(toml.thing("finding", id).unwrap(), path, value, &ORDER)
            .unwrap();
        assert!(Toml::read(&after).is_some(), "{after}");
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(TEXT), lines(&after));
        let gone = before
            .iter()
            .filter(|line| !after.contains(line))
            .map(|line| format!("-{line}"));
        let new = after
            .iter()
            .filter(|line| !before.contains(line))
            .map(|line| format!("+{line}"));
        gone.chain(new).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn one_value_is_changed_and_nothing_else() {
        assert_eq!(
            changed("a", &["node"], Some("\"m\"")),
            "-node = 'n' # beside\n+node = \"m\" # beside"
        );
        assert_eq!(
            changed("a", &["when", "audience"], Some("\"one\"")),
            "-when = { timing = \"inside\", audience = \"all\" }\n+when = { timing = \"inside\", audience = \"one\" }"
        );
        assert_eq!(
            changed("a", &["when", "content"], Some("\"x\"")),
            "-when = { timing = \"inside\", audience = \"all\" }\n+when = { timing = \"inside\", audience = \"all\", content = \"x\" }"
        );
        assert_eq!(
            changed("a", &["coded", "by"], Some("\"us\"")),
            "-coded.by = \"me\"\n+coded.by = \"us\""
        );
        assert_eq!(changed("a", &["coded", "note"], Some("\"so\"")), "+coded.note = \"so\"");
        assert_eq!(changed("a", &["source", "chapter"], Some("\"4\"")), "+chapter = \"4\"");
        assert_eq!(changed("a", &["level"], Some("\"-\"")), "+level = \"-\"");
        assert_eq!(
            changed("c", &["coded", "by"], Some("\"us\"")),
            "+coded = { by = \"us\" }"
        );
    }

    #[test]
    fn a_value_is_taken_away_with_its_key() {
        assert_eq!(changed("a", &["node"], None), "-node = 'n' # beside");
        assert_eq!(
            changed("a", &["when", "timing"], None),
            "-when = { timing = \"inside\", audience = \"all\" }\n+when = { audience = \"all\" }"
        );
        assert_eq!(
            changed("a", &["when", "audience"], None),
            "-when = { timing = \"inside\", audience = \"all\" }\n+when = { timing = \"inside\" }"
        );
        assert_eq!(changed("a", &["coded", "by"], None), "-coded.by = \"me\"");
        assert_eq!(changed("b", &["party"], None), "-party = [\n-  \"x\", # one\n-]");
        assert_eq!(changed("b", &["level"], None), "");
    }

    #[test]
    fn a_thing_goes_without_what_stands_around_it() {
        let toml = Toml::read(TEXT).unwrap();
        let without = |id| toml.without_thing(toml.thing("finding", id).unwrap());
        assert_eq!(
            without("a"),
            TEXT.replace(&TEXT[12..TEXT.find("# about b").unwrap()], "")
        );
        assert!(without("b").contains("# about b\n# --- after ---\n\n[[finding]]\nid = \"c\""));
        assert!(without("c").ends_with("# --- after ---\n\n"));
    }

    #[test]
    fn a_new_thing_stands_right_after_another() {
        let toml = Toml::read(TEXT).unwrap();
        let keys = [("id".to_owned(), "\"d\"".to_owned())];
        let with = toml.with_thing_after("finding", toml.thing("finding", "b").unwrap(), &keys);
        assert!(
            with.contains("]\n\n[[finding]]\nid = \"d\"\n\n# --- after ---"),
            "{with}"
        );
        let with = toml.with_thing_after("finding", toml.thing("finding", "a").unwrap(), &keys);
        assert!(
            with.contains("document = \"d\"\n\n[[finding]]\nid = \"d\"\n\n# about b"),
            "{with}"
        );
    }

    #[test]
    fn things_in_braces_stay_in_braces() {
        let text = "finding = [\n  { id = \"a\", node = \"n\" }, # one\n  { id = \"b\" },\n]\n";
        let toml = Toml::read(text).unwrap();
        let a = toml.thing("finding", "a").unwrap();
        assert_eq!(
            toml.with(a, &["level"], Some("\"-\""), &ORDER).unwrap(),
            text.replace("\"n\" }", "\"n\", level = \"-\" }")
        );
        assert_eq!(
            toml.with(a, &["node"], None, &ORDER).unwrap(),
            text.replace(", node = \"n\"", "")
        );
        assert_eq!(toml.without_thing(a), "finding = [\n  { id = \"b\" },\n]\n");
        let keys = [("id".to_owned(), "\"c\"".to_owned())];
        let with = toml.with_thing_after("finding", toml.thing("finding", "b").unwrap(), &keys);
        assert!(with.contains("{ id = \"b\" },\n  { id = \"c\" },\n]"), "{with}");
    }

    #[test]
    fn lines_keep_their_breaks() {
        let text = TEXT.replace('\n', "\r\n");
        let toml = Toml::read(&text).unwrap();
        let a = toml.thing("finding", "a").unwrap();
        let keys = [("id".to_owned(), "\"d\"".to_owned())];
        for with in [
            toml.with(a, &["level"], Some("\"-\""), &ORDER).unwrap(),
            toml.with_thing_after("finding", a, &keys),
        ] {
            assert_eq!(with.matches('\n').count(), with.matches("\r\n").count(), "{with}");
        }
    }
}
