//! A file, written again from its parts.

use toml_edit::{Document, Item, Key, RawString, Table, TableLike, Value};

use super::order::Order;
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

/// A heading and the table below it.
struct Headed<'d> {
    path: Vec<&'d Key>,
    table: &'d Table,
    listed: bool,
    order: Order,
}

/// A key (several with dots between them) and its value, or an item of a list, which has no key; with what stands around it.
struct Part<'d> {
    path: Vec<&'d Key>,
    value: &'d Value,
    order: Order,
    above: Vec<Option<&'d str>>,
    beside: Option<&'d str>,
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

impl<'d> Part<'d> {
    fn new(path: Vec<&'d Key>, value: &'d Value, order: Order) -> Self {
        Self {
            path,
            value,
            order,
            above: Vec::new(),
            beside: None,
        }
    }

    /// Where it starts in the file.
    fn start(&self) -> Option<usize> {
        let span = match self.path.last() {
            Some(key) => key.span(),
            None => self.value.span(),
        };
        span.map(|span| span.start)
    }

    /// What stands before it.
    fn before(&self) -> Option<&'d RawString> {
        match self.path.last() {
            Some(key) => key.leaf_decor().prefix(),
            None => self.value.decor().prefix(),
        }
    }
}

/// What a table says without headings of its own, in order.
fn parts<'d>(table: &'d dyn TableLike, order: Order) -> Vec<Part<'d>> {
    let of_key = |(name, item): (&str, &'d Item)| {
        let key = table.key(name)?;
        let order = order.of(name);
        let dotted: &dyn TableLike = match item {
            Item::Table(inner) if inner.is_dotted() => inner,
            Item::Value(Value::InlineTable(inner)) if inner.is_dotted() => inner,
            Item::Value(value) => return Some((key, vec![Part::new(vec![key], value, order)])),
            _ => return None,
        };
        let mut inner = parts(dotted, order);
        for part in &mut inner {
            part.path.insert(0, key);
        }
        Some((key, inner))
    };
    let by_key = table.iter().filter_map(of_key).collect();
    let arranged = order.arrange(by_key, |(key, _)| key.get());
    arranged.into_iter().flat_map(|(_, parts)| parts).collect()
}

/// All tables with headings below a table.
fn below<'d>(table: &'d Table, path: &mut Vec<&'d Key>, order: Order, headed: &mut Vec<Headed<'d>>) {
    for (name, item) in table.iter() {
        let Some(key) = table.key(name) else { continue };
        path.push(key);
        let order = order.of(name);
        let (one, many) = match item {
            Item::Table(inner) => (Some(inner), None),
            Item::ArrayOfTables(list) => (None, Some(list)),
            _ => (None, None),
        };
        for inner in one.into_iter().chain(many.into_iter().flatten()) {
            // What only a longer heading or a dot names has no heading of its own.
            if !inner.is_dotted() && !inner.is_implicit() {
                headed.push(Headed {
                    path: path.clone(),
                    table: inner,
                    listed: many.is_some(),
                    order,
                });
            }
            below(inner, path, order, headed);
        }
        path.pop();
    }
}
