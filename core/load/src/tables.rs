//! The tables of all files, sorted by section.

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, both};
use toets_model::{FileId, Span};

use crate::faults::{Faults, Scope};
use crate::fields::{At, Fields};
use crate::files::FileTree;
use crate::ids::tick;
use crate::sections::{self, Form, SECTIONS, Section};
use crate::tree::{Entry, Table, Value};

/// The table of one thing.
#[derive(Clone, Copy)]
pub(crate) struct Raw<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) table: &'a Table,
    /// Its heading; for `[variable.ID]` the id.
    pub(crate) span: Span,
    /// The id of `[variable.ID]`.
    pub(crate) name: Option<&'a str>,
    pub(crate) defaults: Defaults<'a>,
}

impl<'a> Raw<'a> {
    /// Its keys, with what it need not say again.
    pub(crate) fn fields(&self, section: &'static Section) -> Fields<'a> {
        let fields = Fields::new(self.scope, self.table, self.span, section);
        let takes: &[&'static str] = match section.name {
            // What judges an indicator would leave the children of a criterion out.
            "node" if fields.get("children").is_some() => &["scale"],
            "node" => &["scale", "score"],
            "finding" if fields.get("level").is_some() => &["modality", "coded"],
            "finding" => &["modality"],
            _ => &[],
        };
        takes
            .iter()
            .fold(fields, |fields, key| fields.or(key, self.defaults.get(key)))
    }
}

/// What `[defaults]` says: what nodes and findings need not say again.
#[derive(Clone, Copy, Default)]
pub(crate) struct Defaults<'a>(Option<(FileId, &'a Table)>);

impl<'a> Defaults<'a> {
    fn of(tree: Option<&'a FileTree>) -> Self {
        let defaults = tree.and_then(|tree| match &tree.root.get("defaults")?.item.value {
            Value::Table(table) => Some((tree.file, table)),
            _ => None,
        });
        Self(defaults)
    }

    /// A key, with the file that it stands in.
    pub(crate) fn get(self, key: &str) -> Option<(FileId, &'a Entry)> {
        let (file, table) = self.0?;
        Some((file, table.get(key)?))
    }
}

/// The tables of all files, by section, in order of writing.
pub(crate) struct Tables<'a> {
    by_section: FxHashMap<&'static str, Vec<Raw<'a>>>,
    defaults: Defaults<'a>,
}

impl<'a> Tables<'a> {
    /// Sorts the tables of all files by section; what is not a section is reported.
    pub(crate) fn collect(trees: &'a [FileTree], faults: &'a Faults) -> Self {
        let mut tables = Self {
            by_section: FxHashMap::default(),
            defaults: Defaults::of(trees.first()),
        };
        for (n, tree) in trees.iter().enumerate() {
            let starts = headings(&tree.root);
            for entry in &tree.root.entries {
                let scope = Scope {
                    faults,
                    file: tree.file,
                    damaged: is_damaged(entry.key_start, &starts, &tree.damage),
                };
                let (key, at) = scope.entry(entry);
                match SECTIONS.iter().find(|s| s.name == key.value) {
                    Some(section) => {
                        if matches!(section.name, "study" | "defaults") && n > 0 {
                            let name = section.name;
                            let fault = Diagnostic::error(
                                "wrong-section",
                                both!(
                                    "[{name}] stands in `study.toml` only",
                                    "[{name}] staat alleen in `study.toml`"
                                ),
                            );
                            scope.report(
                                fault.at(key.span, ("not in an included file", "niet in een opgenomen bestand")),
                            );
                            continue;
                        }
                        let damaged = |start: u32| is_damaged(start, &starts, &tree.damage);
                        tables.add(section, key.span, at, &damaged);
                    }
                    None if key.value == "include" => {}
                    None => unknown_section(scope, key.value, key.span, at),
                }
            }
        }
        tables
    }

    fn add(&mut self, section: &'static Section, key: Span, at: At<'a>, damaged: &dyn Fn(u32) -> bool) {
        let heading = section.heading();
        let wrong = || {
            let written = match (&at.item.value, section.form) {
                (Value::List(_), _) => both!(
                    "expected {heading}, found a list",
                    "hier hoort {heading}, en er staat een lijst"
                ),
                (Value::Table(_), _) => both!(
                    "[{}] is written {heading}",
                    "[{}] schrijft u als {heading}",
                    section.name
                ),
                (other, _) => both!(
                    "expected {heading}, found {}",
                    "hier hoort {heading}, en er staat {}",
                    other.what()
                ),
            };
            let fault = Diagnostic::error("wrong-section", written)
                .at(key, ("not written like this", "zo wordt het niet geschreven"));
            at.scope
                .report(fault.help(both!("write {heading}", "schrijf {heading}")));
        };
        let defaults = self.defaults;
        let list = self.by_section.entry(section.name).or_default();
        match (&at.item.value, section.form) {
            (Value::Table(table), Form::Once) => list.push(Raw {
                scope: Scope {
                    damaged: damaged(at.item.start),
                    ..at.scope
                },
                table,
                span: at.span(),
                name: None,
                defaults,
            }),
            (Value::Table(table), Form::Named) => {
                for entry in &table.entries {
                    let (name, item) = at.scope.entry(entry);
                    let scope = Scope {
                        damaged: damaged(entry.key_start),
                        ..at.scope
                    };
                    match &item.item.value {
                        Value::Table(table) => list.push(Raw {
                            scope,
                            table,
                            span: name.span,
                            name: Some(name.value),
                            defaults,
                        }),
                        _ => {
                            let fault = Diagnostic::error(
                                "wrong-section",
                                both!(
                                    "{} is no {}",
                                    "{} is geen {}",
                                    tick(name.value),
                                    (section.name, sections::dutch(section.name).1)
                                ),
                            );
                            scope.report(fault.at(name.span, ("expected a table", "hier hoort een tabel")).help(
                                both!(
                                    "write {heading}, with the id for ID",
                                    "schrijf {heading}, met de id in plaats van ID"
                                ),
                            ));
                        }
                    }
                }
            }
            (Value::List(items), Form::Listed) => {
                for item in items {
                    let scope = Scope {
                        damaged: damaged(item.start),
                        ..at.scope
                    };
                    let item = At { scope, item };
                    match &item.item.value {
                        Value::Table(table) => list.push(Raw {
                            scope,
                            table,
                            span: item.span(),
                            name: None,
                            defaults,
                        }),
                        _ => item.wrong(("a table", "een tabel")),
                    }
                }
            }
            _ => wrong(),
        }
    }

    /// The tables of a section.
    pub(crate) fn of(&self, section: &'static Section) -> &[Raw<'a>] {
        self.by_section.get(section.name).map_or(&[], Vec::as_slice)
    }
}

/// Where the headings of a file start, ascending.
fn headings(root: &Table) -> Vec<u32> {
    fn collect(table: &Table, starts: &mut Vec<u32>) {
        for entry in &table.entries {
            match &entry.item.value {
                Value::Table(inner) if !inner.inline => {
                    starts.push(entry.item.start);
                    collect(inner, starts);
                }
                Value::List(items) => starts.extend(items.iter().map(|i| i.start)),
                _ => {}
            }
        }
    }
    let mut starts = Vec::new();
    collect(root, &mut starts);
    starts.sort_unstable();
    starts
}

/// Whether a fault of writing lies between the heading that a place belongs to and the next heading.
fn is_damaged(place: u32, starts: &[u32], damage: &[u32]) -> bool {
    let next = starts.partition_point(|&s| s <= place);
    let from = next.checked_sub(1).map_or(0, |n| starts[n]);
    let to = starts.get(next).copied().unwrap_or(u32::MAX);
    let fault = damage.partition_point(|&d| d < from);
    damage.get(fault).is_some_and(|&d| d < to)
}

fn unknown_section(scope: Scope<'_>, name: &str, span: Span, at: At<'_>) {
    if matches!(&at.item.value, Value::Table(_) | Value::List(_)) {
        let fault = Diagnostic::error(
            "unknown-section",
            both!("unknown section {}", "onbekende sectie {}", tick(name)),
        );
        let names: Vec<&str> = SECTIONS.iter().map(|s| s.name).collect();
        let fault = fault.at(span, ("no section has this name", "geen sectie heet zo"));
        return scope.report(scope.faults.advise(fault, name, names.iter().copied()));
    }
    let fault = Diagnostic::error(
        "unknown-key",
        both!("unknown key {}", "onbekende sleutel {}", tick(name)),
    )
    .at(
        span,
        (
            "only `include` stands before the first section",
            "vóór de eerste sectie staat alleen `include`",
        ),
    );
    scope.report(match sections::STUDY.key(name) {
        Some(_) => fault.help(both!("`{name}` stands below [study]", "`{name}` hoort onder [study]")),
        None => fault,
    });
}
