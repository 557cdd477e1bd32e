//! In which order the keys of a table stand, and where that order says something.

use toets_load::{Form, SECTIONS, Section, Shape, sections};
use toml_edit::{Item, TableLike, Value};

/// What is known of the keys of a table.
#[derive(Clone, Copy)]
pub(super) enum Order {
    /// A file: its keys are the names of sections.
    File,
    /// Nothing: they stand as they were written, and that may say something.
    Kept,
    /// They are the keys of a section, whose order says nothing.
    Keys(&'static Section),
    /// They are ids, each with a table with the keys of this section; the order of the ids may say something.
    Each(&'static Section),
}

impl Order {
    /// What is known of the keys of the table that is the value of this key, or of those in its list.
    pub(super) fn of(self, key: &str) -> Self {
        match self {
            Self::File => match SECTIONS.iter().find(|section| section.name == key) {
                Some(section) if section.form == Form::Named => Self::Each(section),
                Some(section) => Self::Keys(section),
                None => Self::Kept,
            },
            Self::Kept => Self::Kept,
            Self::Each(section) => Self::Keys(section),
            Self::Keys(section) => match section.key(key).map(|key| key.shape) {
                Some(Shape::Table(inner) | Shape::Tables(inner)) => Self::Keys(inner),
                Some(Shape::Translated | Shape::TranslatedList) => Self::Keys(&sections::TEXT),
                Some(Shape::Labels) => Self::Each(&sections::TEXT),
                _ => Self::Kept,
            },
        }
    }

    /// Puts what belongs to known keys in their order, in the places that such keys have: unknown ones stay where they are.
    pub(super) fn arrange<T>(self, things: Vec<T>, key: impl Fn(&T) -> &str) -> Vec<T> {
        let Self::Keys(section) = self else { return things };
        let rank = |thing: &T| section.keys.iter().position(|known| known.name == key(thing));
        let ranked: Vec<(Option<usize>, T)> = things.into_iter().map(|thing| (rank(&thing), thing)).collect();
        let places: Vec<bool> = ranked.iter().map(|(rank, _)| rank.is_some()).collect();
        let (mut known, unknown): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|(rank, _)| rank.is_some());
        known.sort_by_key(|(rank, _)| *rank);
        let (mut known, mut unknown) = (known.into_iter(), unknown.into_iter());
        let in_place = places.into_iter().filter_map(|is_known| match is_known {
            true => known.next(),
            false => unknown.next(),
        });
        in_place.map(|(_, thing)| thing).collect()
    }
}

/// Whether two things say the same: the order of the keys of sections aside, and no other.
pub(super) fn same(one: &Item, other: &Item, order: Order) -> bool {
    match (one, other) {
        (Item::Table(one), Item::Table(other)) => same_table(one, other, order),
        (Item::ArrayOfTables(one), Item::ArrayOfTables(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_table(a, b, order))
        }
        (Item::Value(one), Item::Value(other)) => same_value(one, other, order),
        (Item::None, Item::None) => true,
        _ => false,
    }
}

fn same_table(one: &dyn TableLike, other: &dyn TableLike, order: Order) -> bool {
    one.len() == other.len()
        && one.iter().zip(other.iter()).all(|((key, item), (at_its_place, _))| {
            let in_order = matches!(order, Order::Keys(_)) || key == at_its_place;
            in_order && other.get(key).is_some_and(|there| same(item, there, order.of(key)))
        })
}

fn same_value(one: &Value, other: &Value, order: Order) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.value() == other.value(),
        (Value::Integer(one), Value::Integer(other)) => one.value() == other.value(),
        (Value::Float(one), Value::Float(other)) => one.value().to_bits() == other.value().to_bits(),
        (Value::Boolean(one), Value::Boolean(other)) => one.value() == other.value(),
        (Value::Datetime(one), Value::Datetime(other)) => one.value() == other.value(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_value(a, b, order))
        }
        (Value::InlineTable(one), Value::InlineTable(other)) => same_table(one, other, order),
        _ => false,
    }
}
