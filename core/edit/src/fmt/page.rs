//! A file, written again from its parts.

use toml_edit::{Document, Key, RawString, Table, Value};

use super::order::Order;
use super::parts::{Headed, Part, below, parts};
use super::space::Space;

/// A file as far as it is written.
pub(super) struct Page<'d> {
    /// The text that it is made from.
    text: &'d str,
    end_of_line: &'static str,
    out: String,
    /// Whether a blank line goes before the next line.
    blank: bool,
    /// Whether none does all the same: at the start, and below a heading or an opening bracket.
    fresh: bool,
}

impl<'d> Page<'d> {
    /// The text of a document in the one layout.
    pub(super) fn of(document: &'d Document<&'d str>) -> String {
        let text = document.raw();
        let ends = text.matches('\n').count();
        let in_two = ends > 0 && text.matches("\r\n").count() == ends;
        let mut page = Self {
            text,
            end_of_line: if in_two { "\r\n" } else { "\n" },
            out: String::with_capacity(text.len() + text.len() / 8),
            blank: false,
            fresh: true,
        };
        page.table(document.as_table(), Order::File);
        let mut headed = Vec::new();
        below(document.as_table(), &mut Vec::new(), Order::File, &mut headed);
        headed.sort_by_key(|it| it.table.span().map(|span| span.start));
        for it in &headed {
            page.heading(it);
            page.table(it.table, it.order);
        }
        let rest = Space::above(page.raw(Some(document.trailing())));
        page.lines(&rest.lines, 0);
        page.out
    }

    fn heading(&mut self, it: &Headed<'d>) {
        let above = Space::above(self.raw(it.table.decor().prefix())).lines;
        self.fresh = self.out.is_empty();
        self.lines(&above, 0);
        // A comment right above a heading belongs to it; without one there is always a blank line.
        self.blank |= above.last().is_none_or(Option::is_none);
        self.start(0);
        self.out.push_str(if it.listed { "[[" } else { "[" });
        self.path(&it.path);
        self.out.push_str(if it.listed { "]]" } else { "]" });
        self.end(Space::after(self.raw(it.table.decor().suffix())).beside);
        self.fresh = true;
    }

    /// The keys of a table, a line or more each.
    fn table(&mut self, table: &'d Table, order: Order) {
        let mut parts = parts(table, order);
        for part in &mut parts {
            part.above = Space::above(self.raw(part.before())).lines;
            part.beside = Space::after(self.raw(part.value.decor().suffix())).beside;
        }
        // A remark on the whole section stays below its heading, whichever key comes first.
        if let Some(first) = parts.iter_mut().min_by_key(|part| part.start()) {
            let below = first.above.iter().rposition(Option::is_none).map_or(0, |last| last + 1);
            let rest = first.above.split_off(below);
            let head = std::mem::replace(&mut first.above, rest);
            self.lines(&head, 0);
        }
        for part in &parts {
            self.lines(&part.above, 0);
            self.start(0);
            self.part(part, 0);
            self.end(part.beside);
        }
    }

    fn part(&mut self, part: &Part<'d>, indent: usize) {
        if !part.path.is_empty() {
            self.path(&part.path);
            self.out.push_str(" = ");
        }
        match part.value {
            Value::Array(list) => {
                let item = |value| Part::new(Vec::new(), value, part.order);
                let items = list.iter().map(item).collect();
                self.bracketed(["[", "]"], "", items, list.trailing(), indent);
            }
            Value::InlineTable(table) => {
                self.bracketed(["{", "}"], " ", parts(table, part.order), table.trailing(), indent);
            }
            scalar => {
                let text = scalar.span().and_then(|span| self.text.get(span));
                self.out.push_str(text.unwrap_or_default());
            }
        }
    }

    /// A list or a table in brackets: on one line if it was, else with a line for each part. The padding is for one line.
    fn bracketed(
        &mut self,
        [open, close]: [&str; 2],
        padding: &str,
        mut parts: Vec<Part<'d>>,
        trailing: &'d RawString,
        indent: usize,
    ) {
        let trailing = self.raw(Some(trailing));
        let spaces = parts
            .iter()
            .flat_map(|part| [part.before(), part.value.decor().suffix()]);
        let on_lines = trailing.contains('\n') || spaces.into_iter().any(|space| self.raw(space).contains('\n'));
        self.out.push_str(open);
        if !on_lines || parts.is_empty() && !trailing.contains('#') {
            let padding = if parts.is_empty() { "" } else { padding };
            let mut before = padding;
            for part in &parts {
                self.out.push_str(before);
                self.part(part, indent);
                before = ", ";
            }
            self.out.push_str(padding);
            self.out.push_str(close);
            return;
        }
        // What stands behind a comma is on the line of the part before it, as the file was written.
        let mut written: Vec<usize> = (0..parts.len()).collect();
        written.sort_by_key(|&at| parts[at].start());
        let mut space = Space::default();
        let mut beside_opening = None;
        let mut last: Option<usize> = None;
        for at in written {
            let between = space.and(Space::after(self.raw(parts[at].before())));
            match last {
                Some(last) => parts[last].beside = between.beside,
                None => beside_opening = between.beside,
            }
            parts[at].above = between.lines;
            space = Space::after(self.raw(parts[at].value.decor().suffix()));
            last = Some(at);
        }
        let end = space.and(Space::after(trailing));
        match last {
            Some(last) => parts[last].beside = end.beside,
            None => beside_opening = end.beside,
        }
        self.end(beside_opening);
        self.fresh = true;
        for part in &parts {
            self.lines(&part.above, indent + INDENT);
            self.start(indent + INDENT);
            self.part(part, indent + INDENT);
            self.out.push(',');
            self.end(part.beside);
        }
        self.lines(&end.lines, indent + INDENT);
        self.fresh = true;
        self.start(indent);
        self.out.push_str(close);
    }

    fn path(&mut self, path: &[&'d Key]) {
        for (n, key) in path.iter().enumerate() {
            if n > 0 {
                self.out.push('.');
            }
            let text = key.span().and_then(|span| self.text.get(span));
            self.out.push_str(text.unwrap_or_default());
        }
    }

    /// Comments and blank lines.
    fn lines(&mut self, lines: &[Option<&str>], indent: usize) {
        for line in lines {
            match line {
                Some(comment) => {
                    self.start(indent);
                    self.out.push_str(comment);
                    self.end(None);
                }
                None => self.blank = true,
            }
        }
    }

    fn start(&mut self, indent: usize) {
        if self.blank && !self.fresh {
            self.out.push_str(self.end_of_line);
        }
        (self.blank, self.fresh) = (false, false);
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn end(&mut self, beside: Option<&str>) {
        if let Some(comment) = beside {
            if comment.starts_with('#') {
                self.out.push(' ');
            }
            self.out.push_str(comment);
        }
        self.out.push_str(self.end_of_line);
    }

    /// What the file says there.
    fn raw(&self, raw: Option<&RawString>) -> &'d str {
        let span = raw.and_then(RawString::span);
        span.and_then(|span| self.text.get(span)).unwrap_or_default()
    }
}

/// How far what stands within brackets is set in.
const INDENT: usize = 2;
