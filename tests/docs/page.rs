//! A page and its fenced blocks.

use std::path::Path;

use crate::support::root;

/// A page of Markdown.
pub(crate) struct Page {
    /// Its path in the repository.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block.
pub(crate) struct Block {
    /// The first word of the info string; empty if there is none.
    pub(crate) language: String,
    /// The other words.
    pub(crate) flags: Vec<String>,
    /// The number of the fence's line, from 1; the content begins on the next.
    pub(crate) line: usize,
    pub(crate) content: String,
}

impl Block {
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|f| f == flag)
    }

    /// What stands behind `key=`.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.flags
            .iter()
            .find_map(|flag| flag.strip_prefix(key)?.strip_prefix('='))
    }
}

impl Page {
    pub(crate) fn read(name: &str) -> Self {
        let text = std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self::of(name, text)
    }

    pub(crate) fn of(name: &str, text: String) -> Self {
        let blocks = blocks(name, &text);
        Self {
            name: name.to_owned(),
            text,
            blocks,
        }
    }

    /// Its lines outside fenced blocks, with their numbers.
    pub(crate) fn prose(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut inside = false;
        self.text.lines().enumerate().filter_map(move |(index, line)| {
            let fence = line.trim_start().starts_with("```");
            inside ^= fence;
            (!inside && !fence).then_some((index + 1, line))
        })
    }

    /// The page's headings as `(level, text)`.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        self.prose().filter_map(|(_, line)| {
            let level = line.chars().take_while(|&c| c == '#').count();
            let text = line.get(level..)?.strip_prefix(' ')?;
            (level > 0).then_some((level, text.trim()))
        })
    }
}

fn blocks(name: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in text.lines().enumerate() {
        match &mut open {
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(block) => {
                block.content.push_str(line);
                block.content.push('\n');
            }
            None => {
                let trimmed = line.trim_start();
                let Some(info) = trimmed.strip_prefix("```") else {
                    continue;
                };
                assert_eq!(
                    line,
                    trimmed,
                    "{name}:{}: a fenced block begins at the margin",
                    index + 1
                );
                let mut words = info
                    .split([',', ' '])
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned);
                open = Some(Block {
                    language: words.next().unwrap_or_default(),
                    flags: words.collect(),
                    line: index + 1,
                    content: String::new(),
                });
            }
        }
    }
    assert!(open.is_none(), "{name}: a fenced block has no end");
    blocks
}

/// The README and all pages of the book, by path.
pub(crate) fn pages() -> Vec<Page> {
    let mut names = vec!["README.md".to_owned()];
    collect(&root().join("docs/src"), "docs/src", &mut names);
    names.sort();
    names.iter().map(|name| Page::read(name)).collect()
}

fn collect(folder: &Path, name: &str, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder of the book").flatten() {
        let entry_name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &entry_name, names);
        } else if entry_name.ends_with(".md") {
            names.push(entry_name);
        }
    }
}
