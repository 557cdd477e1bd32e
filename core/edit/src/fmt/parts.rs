//! What a file consists of: headings, keys with their values, and items of lists.

use toml_edit::{Item, Key, RawString, Table, TableLike, Value};

use super::order::Order;

/// A heading and the table below it.
pub(super) struct Headed<'d> {
    pub(super) path: Vec<&'d Key>,
    pub(super) table: &'d Table,
    pub(super) listed: bool,
    pub(super) order: Order,
}

/// A key (several with dots between them) and its value, or an item of a list, which has no key; with what stands around it.
pub(super) struct Part<'d> {
    pub(super) path: Vec<&'d Key>,
    pub(super) value: &'d Value,
    pub(super) order: Order,
    pub(super) above: Vec<Option<&'d str>>,
    pub(super) beside: Option<&'d str>,
}

impl<'d> Part<'d> {
    pub(super) fn new(path: Vec<&'d Key>, value: &'d Value, order: Order) -> Self {
        Self {
            path,
            value,
            order,
            above: Vec::new(),
            beside: None,
        }
    }

    /// Where it starts in the file.
    pub(super) fn start(&self) -> Option<usize> {
        let span = match self.path.last() {
            Some(key) => key.span(),
            None => self.value.span(),
        };
        span.map(|span| span.start)
    }

    /// What stands before it.
    pub(super) fn before(&self) -> Option<&'d RawString> {
        match self.path.last() {
            Some(key) => key.leaf_decor().prefix(),
            None => self.value.decor().prefix(),
        }
    }
}

/// What a table says without headings of its own, in order.
pub(super) fn parts<'d>(table: &'d dyn TableLike, order: Order) -> Vec<Part<'d>> {
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
pub(super) fn below<'d>(table: &'d Table, path: &mut Vec<&'d Key>, order: Order, headed: &mut Vec<Headed<'d>>) {
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
