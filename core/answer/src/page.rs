//! An answer in words.

/// Everything that a reader gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// One line below the title: which study, which law.
    pub subtitle: String,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// A part of a page under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// 1 for a part, 2 for a part of the part before it, and so on.
    pub depth: usize,
    /// Empty for what stands below the title of the page.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(Line),
    /// A table.
    Table(Table),
    /// Signs or names with what they mean.
    Terms(Vec<(String, String)>),
    /// A list with a heading of its own, which may be empty.
    List {
        /// The heading.
        head: Line,
        /// The items.
        items: Vec<Item>,
    },
    /// What came about from what: each branch is followed by those below it.
    Tree(Vec<Branch>),
    /// A drawing.
    Drawing(Drawing),
}

/// An item of a list: what it is about, and what is said of it; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is about.
    pub lead: Line,
    /// What is said of it.
    pub body: Line,
}

/// A branch of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How deep below the top, which is at 0.
    pub depth: usize,
    /// Whether it is unfolded, where a reader can fold it.
    pub open: bool,
    /// What it is.
    pub head: Line,
    /// What is said of it, one thing a line.
    pub notes: Vec<Line>,
}

/// A table; its first column names the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns, that of the rows' names first.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether it needs a page across.
    pub wide: bool,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its share of the width; 0: as wide as it needs.
    pub weight: u8,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How deep below the rows that it is a part of.
    pub depth: usize,
    /// Whether other rows are parts of it.
    pub strong: bool,
    /// As many cells as there are columns.
    pub cells: Vec<Cell>,
}

/// A cell of a table: lines below each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub lines: Vec<Line>,
    /// For a cell that is a sign: the same where room is short.
    pub short: Option<String>,
    /// How it is coloured.
    pub tone: Tone,
}

/// A drawing, as text that forms show or leave to others to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// What it shows.
    pub title: String,
    /// The same for those who can't see it.
    pub alt: String,
    /// As SVG.
    pub svg: String,
    /// As Mermaid, where there is one.
    pub mermaid: Option<String>,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// A level.
    Level(String, Tone),
    /// An id of the study.
    Id(String),
    /// What is typed, or stands in a study as it is.
    Code(String),
    /// Something that stands out.
    Strong(String),
}

/// Text on one line, before it is wrapped.
pub type Line = Vec<Span>;

/// How something is coloured: by where it stands on its scale, never by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// It has no side.
    #[default]
    Plain,
    /// The lowest below neutral, where several are.
    FarAgainst,
    /// Below neutral.
    Against,
    /// Neutral.
    Neutral,
    /// Above neutral.
    For,
    /// The highest above neutral, where several are.
    FarFor,
    /// A level of a scale without sides.
    Apart,
    /// Open.
    Open,
}

/// Text as it is.
pub fn plain(text: impl Into<String>) -> Span {
    Span::Plain(text.into())
}

/// A line as plain text; levels and what is typed stand between backticks.
pub fn text_of(line: &[Span]) -> String {
    line.iter()
        .map(|span| match span {
            Span::Level(text, _) | Span::Code(text) => format!("`{text}`"),
            Span::Plain(text) | Span::Id(text) | Span::Strong(text) => text.clone(),
        })
        .collect()
}

impl Section {
    /// A part of a page.
    pub fn new(title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            depth: 1,
            title: title.into(),
            blocks,
        }
    }
}

impl Branch {
    /// What is seen of a tree where nothing can be unfolded: what has more below it or of it ends with a sign that says so.
    #[must_use]
    pub fn unfolded(tree: &[Self]) -> Vec<Self> {
        let mut seen: Vec<Self> = Vec::with_capacity(tree.len());
        let mut folded: Option<usize> = None;
        for (n, branch) in tree.iter().enumerate() {
            if folded.is_some_and(|depth| branch.depth > depth) {
                continue;
            }
            folded = None;
            let mut branch = branch.clone();
            let below = tree.get(n + 1).is_some_and(|next| next.depth > branch.depth);
            if !branch.open && (below || !branch.notes.is_empty()) {
                folded = Some(branch.depth);
                branch.notes.clear();
                branch.head.push(plain(" …"));
            }
            seen.push(branch);
        }
        seen
    }
}

impl Page {
    /// The page as a chapter of another one: its title becomes a part, and its parts those of the part.
    ///
    /// ```
    /// use toets_answer::{Page, Section};
    /// let page = Page { title: "T".into(), sections: vec![Section::new("S", vec![])], ..Page::default() };
    /// let chapter: Vec<(usize, String)> = page.chapter().into_iter().map(|s| (s.depth, s.title)).collect();
    /// assert_eq!(chapter, [(1, "T".into()), (2, "S".into())]);
    /// ```
    #[must_use]
    pub fn chapter(self) -> Vec<Section> {
        let below = self.sections.into_iter().map(|section| Section {
            depth: section.depth + 1,
            ..section
        });
        std::iter::once(Section::new(self.title, Vec::new()))
            .chain(below)
            .collect()
    }
}

impl Span {
    /// What it says, without how.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Level(text, _) | Self::Id(text) | Self::Code(text) | Self::Strong(text) => text,
        }
    }
}

impl Column {
    /// A column that is as wide as it needs to be.
    pub fn new(name: impl Into<String>) -> Self {
        Self::weighing(name, 0)
    }

    /// A column with its share of the width.
    pub fn weighing(name: impl Into<String>, weight: u8) -> Self {
        Self {
            name: name.into(),
            weight,
        }
    }
}

/// A row that stands by itself.
impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            ..Self::default()
        }
    }
}

impl Cell {
    /// A cell with lines; empty ones are left out.
    #[must_use]
    pub fn lines(lines: Vec<Line>) -> Self {
        Self {
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            ..Self::default()
        }
    }

    /// A cell with one line.
    #[must_use]
    pub fn line(line: Line) -> Self {
        Self::lines(vec![line])
    }

    /// A cell with text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        match text.is_empty() {
            true => Self::default(),
            false => Self::line(vec![Span::Plain(text)]),
        }
    }

    /// A sign, and the same where room is short. An empty one is a sign too: nothing is said there.
    pub fn sign(text: impl Into<String>, short: impl Into<String>, tone: Tone) -> Self {
        let text = text.into();
        let line = match text.is_empty() {
            true => Line::new(),
            false => vec![Span::Level(text, tone)],
        };
        Self {
            short: Some(short.into()),
            tone,
            ..Self::line(line)
        }
    }

    /// The same in a colour.
    #[must_use]
    pub fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// What it says, on one line, without how.
    #[must_use]
    pub fn words(&self) -> String {
        let lines = self
            .lines
            .iter()
            .map(|line| line.iter().map(Span::text).collect::<String>());
        lines.collect::<Vec<_>>().join("; ")
    }
}
