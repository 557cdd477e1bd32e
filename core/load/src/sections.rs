//! The sections of a study and their keys: the one list that the loader, the reference and the schema share.

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// An id of the thing itself.
    Id,
    /// A text in quotes.
    Text,
    /// A table of languages, `{ nl = "…", en = "…" }`.
    Translated,
    /// A list of tables of languages.
    TranslatedList,
    /// `true` or `false`.
    Bool,
    /// A whole number, at least zero.
    Whole,
    /// A list of numbers.
    Numbers,
    /// A day: a TOML date or a text `YYYY-MM-DD`.
    Date,
    /// A date as people write it: a TOML date or any text.
    DateText,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The id of a thing of this kind.
    One(&'static str),
    /// A list of ids of things of this kind.
    Many(&'static str),
    /// One id of a thing of this kind, or a list of them.
    OneOrMany(&'static str),
    /// A list of ids that are declared here.
    Ids,
    /// A table from these ids to texts in languages.
    Labels,
    /// A condition on variables.
    Condition,
    /// Variables with the value chosen for each.
    Assignment,
    /// A list of assignments.
    Assignments,
    /// Variables with one or more values for each.
    Values,
    /// A table with keys of its own.
    Table(&'static Section),
    /// Such a table, or a list of them.
    Tables(&'static Section),
    /// What no other shape says: described in words.
    Other(&'static str),
}

impl Shape {
    /// What it is, in words for the reference.
    pub fn words(&self) -> String {
        match self {
            Self::Id => "id".into(),
            Self::Text => "text".into(),
            Self::Translated => "texts by language".into(),
            Self::TranslatedList => "list of texts by language".into(),
            Self::Bool => "`true` or `false`".into(),
            Self::Whole => "whole number".into(),
            Self::Numbers => "list of numbers".into(),
            Self::Date => "date".into(),
            Self::DateText => "date or text".into(),
            Self::Word(words) => words
                .iter()
                .map(|w| format!("`\"{w}\"`"))
                .collect::<Vec<_>>()
                .join(", "),
            Self::One(kind) => format!("id of a {kind}"),
            Self::Many(kind) => format!("list of ids of {kind}s"),
            Self::OneOrMany(kind) => format!("id of a {kind}, or a list of them"),
            Self::Ids => "list of ids".into(),
            Self::Labels => "table of ids with texts by language".into(),
            Self::Condition => "condition".into(),
            Self::Assignment => "assignment".into(),
            Self::Assignments => "list of assignments".into(),
            Self::Values => "assignment, with one or more values for each variable".into(),
            Self::Table(section) => format!("table ({})", section.name),
            Self::Tables(section) => format!("table ({}), or a list of them", section.name),
            Self::Other(words) => (*words).into(),
        }
    }
}

/// How a section is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[name]`, once.
    Once,
    /// `[name.ID]`, once for each thing.
    Named,
    /// `[[name]]`, once for each thing.
    Listed,
    /// A table within a section.
    Within,
}

/// A section, or a table within one.
#[derive(Debug)]
pub struct Section {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub form: Form,
    /// What it is for.
    pub about: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
    /// Whether it may have other keys as well.
    pub open: bool,
}

/// A key of a section.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, and what holds without it.
    pub about: &'static str,
}

impl Section {
    /// How its heading is written.
    pub fn heading(&self) -> String {
        match self.form {
            Form::Once => format!("[{}]", self.name),
            Form::Named => format!("[{}.ID]", self.name),
            Form::Listed => format!("[[{}]]", self.name),
            Form::Within => self.name.into(),
        }
    }

    /// The key with a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|k| k.name == name)
    }
}

/// All sections of a study, in the order of the reference.
pub const SECTIONS: &[&Section] = &[
    &STUDY,
    &EVIDENCE,
    &VARIABLE,
    &CONSTRAINT,
    &SCALE,
    &NODE,
    &PARTY,
    &SOURCE,
    &SCENARIO,
    &GROUP,
    &FINDING,
    &TRANSFER,
    &CONTEST,
    &CONCLUSION,
    &FIGURE,
    &INSTRUMENT,
    &PROVISION,
];

/// All tables within sections, in the order of the reference.
pub const WITHIN: &[&Section] = &[&TEXT, &CITATION, &SCORE, &DEFAULT, &SILENT, &CODED, &COMPARE, &OVER];

const fn required(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        shape,
        required: true,
        about,
    }
}

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        shape,
        required: false,
        about,
    }
}

const fn section(name: &'static str, form: Form, about: &'static str, keys: &'static [Key]) -> Section {
    Section {
        name,
        form,
        about,
        keys,
        open: false,
    }
}

const CITES: Key = key("source", Shape::Tables(&CITATION), "what it rests on");
const NOTE: Key = key("note", Shape::Translated, "a remark");

/// `[study]`.
pub static STUDY: Section = section(
    "study",
    Form::Once,
    "What the study is; in `study.toml` only.",
    &[
        required("id", Shape::Id, "its id"),
        required("title", Shape::Translated, "its title"),
        required("verdict", Shape::One("node"), "the top node"),
        key("as_of", Shape::Date, "the day whose law counts"),
        key(
            "document",
            Shape::One("source"),
            "the main source; citations that name no document mean this one",
        ),
        key(
            "regime",
            Shape::Assignment,
            "regime variables that the study fixes; the others stay open",
        ),
        key(
            "include",
            Shape::Other("list of paths"),
            "files that belong to the study, as the list `include` before the first section",
        ),
        NOTE,
    ],
);

/// The words of `[evidence]`.
pub(crate) const TREATMENTS: &[&str] = &["holds", "open"];

/// `[evidence]`.
pub static EVIDENCE: Section = section(
    "evidence",
    Form::Once,
    "What each modality does: `holds` takes the finding as it is, `open` makes it an unknown.",
    &[
        key("certain", Shape::Word(TREATMENTS), "default `holds`"),
        key("likely", Shape::Word(TREATMENTS), "default `holds`"),
        key("uncertain", Shape::Word(TREATMENTS), "default `open`"),
        key("some-respondents", Shape::Word(TREATMENTS), "default `open`"),
    ],
);

/// `[variable.ID]`.
pub static VARIABLE: Section = section(
    "variable",
    Form::Named,
    "What may differ between worlds.",
    &[
        required(
            "kind",
            Shape::Word(&["lever", "trait", "regime", "unknown"]),
            "who decides it: the policy-maker, nobody (people differ), the legislator, research",
        ),
        required("label", Shape::Translated, "its name for people"),
        key("values", Shape::Ids, "what it may be; required unless it is a number"),
        key("labels", Shape::Labels, "names of its values for people"),
        key("definition", Shape::Translated, "what it means"),
        key(
            "type",
            Shape::Word(&["number"]),
            "a number instead of one of some values",
        ),
        key("unit", Shape::Text, "unit of a number"),
        key("range", Shape::Numbers, "lowest and highest number"),
        key(
            "cuts",
            Shape::Numbers,
            "the cuts between the intervals that matter, ascending; a number without them can't be left open",
        ),
    ],
);

/// `[[constraint]]`.
pub static CONSTRAINT: Section = section(
    "constraint",
    Form::Listed,
    "What ties variables together: where `when` holds, `then` must. Only admitted worlds count.",
    &[
        key("when", Shape::Condition, "where it applies; default everywhere"),
        required("then", Shape::Condition, "what must hold there"),
        key("reason", Shape::Translated, "why"),
    ],
);

/// `[scale.ID]`.
pub static SCALE: Section = section(
    "scale",
    Form::Named,
    "What a node is measured on.",
    &[
        key("levels", Shape::Ids, "worst to best; required unless it is a number"),
        key("labels", Shape::Labels, "names of its levels for people"),
        key(
            "ordered",
            Shape::Bool,
            "whether a later level is better; default `true`",
        ),
        key(
            "neutral",
            Shape::One("level"),
            "the level that is neither for nor against; default the one named `0`, else the middle of an odd number of ordered levels",
        ),
        key("type", Shape::Word(&["number"]), "numbers instead of levels"),
        key("unit", Shape::Text, "unit of the numbers"),
    ],
);

/// `[[node]]`.
pub static NODE: Section = section(
    "node",
    Form::Listed,
    "A criterion (with children) or an indicator (without).",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its name for people"),
        required("scale", Shape::One("scale"), "the scale of its result"),
        required("score", Shape::Table(&SCORE), "what gives it its result"),
        key("code", Shape::Text, "the code that the source gives it"),
        key("definition", Shape::Translated, "what it means"),
        key("children", Shape::Many("node"), "the nodes below it, in order"),
        key("see", Shape::Many("node"), "cross-references, drawn and not scored"),
        key(
            "own",
            Shape::Word(&["first", "worst", "child"]),
            "findings on a criterion itself decide where they speak (default), count as one more child, or only explain",
        ),
        key(
            "silent",
            Shape::Other("`\"open\"` or `{ skip = … }`"),
            "a child that no evidence speaks to: its unknown counts (default), or it is left out for the reason given",
        ),
        key(
            "default",
            Shape::Table(&DEFAULT),
            "the level where no finding speaks; without it that is an unknown",
        ),
        key(
            "combine",
            Shape::Word(&["strongest", "worst", "best", "hull"]),
            "how findings on it combine; default `strongest`",
        ),
        key(
            "party",
            Shape::OneOrMany("party"),
            "who bears the consequence that it measures",
        ),
        key(
            "reading",
            Shape::Translated,
            "that its rule is a reading of the study's makers, and why",
        ),
        CITES,
    ],
);

/// `score` of a node.
pub static SCORE: Section = Section {
    name: "score",
    form: Form::Within,
    about: "The plugin that scores a node, with its parameters as other keys.",
    keys: &[required("plugin", Shape::Text, "the plugin's id")],
    open: true,
};

/// `default` of a node.
pub static DEFAULT: Section = section(
    "default",
    Form::Within,
    "The level of a node where no finding speaks.",
    &[
        required("level", Shape::One("level"), "the level"),
        required("reason", Shape::Translated, "why the study may say so"),
    ],
);

/// `silent = { skip = … }` of a node.
pub static SILENT: Section = section(
    "silent",
    Form::Within,
    "Judge a criterion on its other children where one is silent.",
    &[required("skip", Shape::Translated, "why that may be")],
);

/// `[[party]]`.
pub static PARTY: Section = section(
    "party",
    Form::Listed,
    "Who bears a consequence.",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its name for people"),
    ],
);

/// `[[source]]`.
pub static SOURCE: Section = section(
    "source",
    Form::Listed,
    "A source of evidence.",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its title, or the role of the respondents"),
        key(
            "kind",
            Shape::Word(&["document", "respondents", "law", "dataset"]),
            "default `document`",
        ),
        key("date", Shape::DateText, "its date"),
        key("publisher", Shape::Text, "who published it"),
        key(
            "method",
            Shape::Word(&["interview", "focus-group", "sounding-board"]),
            "how respondents were heard",
        ),
        key("number", Shape::Whole, "how many respondents"),
        key("sha256", Shape::Text, "fingerprint of the whole text"),
        key("role", Shape::Translated, "what it is to the study"),
        CITES,
    ],
);

/// `source = { … }` anywhere.
pub static CITATION: Section = section(
    "citation",
    Form::Within,
    "A place in a source; never a quotation.",
    &[
        key(
            "document",
            Shape::One("source"),
            "the source; default the study's main document",
        ),
        key("chapter", Shape::Text, "chapter or annex, as the source numbers it"),
        key("lines", Shape::Numbers, "first and last line, both counted"),
        key(
            "sha256",
            Shape::Text,
            "fingerprint of the cited lines, joined by single spaces with white space folded",
        ),
        key("respondents", Shape::Many("source"), "who said it"),
        key("date", Shape::Date, "date of what is cited, if it has one of its own"),
    ],
);

/// `[[scenario]]`.
pub static SCENARIO: Section = section(
    "scenario",
    Form::Listed,
    "A partial choice of levers.",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its name for people"),
        key("levers", Shape::Assignment, "what it fixes; the other levers stay open"),
        key(
            "based_on",
            Shape::One("scenario"),
            "a scenario whose levers it takes over; its own win",
        ),
        key(
            "evaluate",
            Shape::Other("`true`, `false` or `\"on-request\"`"),
            "whether it is judged: with all others (default), never (a baseline that is only described), or where it is asked for by name",
        ),
        key("maps_to", Shape::Many("scenario"), "scenarios that it corresponds to"),
        NOTE,
        CITES,
    ],
);

/// `[[group]]`.
pub static GROUP: Section = section(
    "group",
    Form::Listed,
    "A target group: what its people have in common.",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its name for people"),
        key(
            "traits",
            Shape::Assignment,
            "what its people have in common; other traits differ between them",
        ),
        key("definition", Shape::Translated, "who belongs to it"),
        CITES,
    ],
);

/// The words for how firmly a source speaks.
pub(crate) const MODALITIES: &[&str] = &["certain", "likely", "conditional", "uncertain", "some-respondents"];

/// `[[finding]]`.
pub static FINDING: Section = section(
    "finding",
    Form::Listed,
    "Evidence: a judgement on a node, under a condition.",
    &[
        required("id", Shape::Id, "its id"),
        required("node", Shape::One("node"), "what it judges"),
        required("modality", Shape::Word(MODALITIES), "how firmly the source says it"),
        required(
            "statement",
            Shape::Translated,
            "what was found, in the study's own words",
        ),
        key("when", Shape::Condition, "what was studied; default everything"),
        key(
            "level",
            Shape::One("level"),
            "the judgement; a finding without one changes nothing unless it `opens`",
        ),
        key("coded", Shape::Table(&CODED), "who gave the level, and why"),
        key(
            "hinges_on",
            Shape::Many("variable"),
            "the variables that cause what was found: no transfer along them carries it",
        ),
        key("absolute", Shape::Bool, "no opposite offsets it; default `false`"),
        key(
            "role",
            Shape::Word(&["verdict", "unknown", "mitigation", "requirement", "premise", "scope"]),
            "what it does in the argument; default `verdict` with a level, else `premise`",
        ),
        key("party", Shape::OneOrMany("party"), "who bears it"),
        key(
            "condition",
            Shape::Translated,
            "a condition that no variable carries; a conditional finding is then open",
        ),
        key(
            "opens",
            Shape::Other("`true` or a list of levels"),
            "it leaves the node open where it applies, over the whole scale or between these levels",
        ),
        key(
            "compare",
            Shape::Table(&COMPARE),
            "a comparison: never a level, checked against the levels derived",
        ),
        key(
            "acknowledged",
            Shape::Translated,
            "that a reversed comparison is known, and why it stands",
        ),
        key(
            "system",
            Shape::Text,
            "another system that it is about: it has no level and never applies here",
        ),
        key("redundant", Shape::Translated, "why removing it changes no result"),
        NOTE,
        CITES,
    ],
);

/// `coded` of a finding.
pub static CODED: Section = section(
    "coded",
    Form::Within,
    "Who gave a level, and why.",
    &[
        required("by", Shape::Text, "who"),
        key("note", Shape::Other("text, or texts by language"), "why"),
    ],
);

/// `compare` of a finding.
pub static COMPARE: Section = section(
    "compare",
    Form::Within,
    "A comparison between assignments, judged in the same world: `better` with `than`, or `same`, or `order`.",
    &[
        key("better", Shape::Assignment, "the better one"),
        key("than", Shape::Assignment, "the other"),
        key("same", Shape::Assignments, "it makes no difference"),
        key("order", Shape::Assignments, "from best to worst"),
    ],
);

/// `[[transfer]]`.
pub static TRANSFER: Section = section(
    "transfer",
    Form::Listed,
    "Evidence used beyond what was studied: said, never assumed.",
    &[
        required("id", Shape::Id, "its id"),
        required("from", Shape::Values, "what was studied"),
        required("to", Shape::Condition, "where it is used"),
        required("modality", Shape::Word(MODALITIES), "how firmly"),
        required("reason", Shape::Translated, "why that may be"),
        key(
            "nodes",
            Shape::Many("node"),
            "whose findings, with all nodes below; default all nodes",
        ),
        key("findings", Shape::Many("finding"), "only these; default all"),
        CITES,
    ],
);

/// `[[contest]]`.
pub static CONTEST: Section = section(
    "contest",
    Form::Listed,
    "Sources that contradict each other: one unknown with a value for each side.",
    &[
        required("id", Shape::Id, "its id"),
        required(
            "sides",
            Shape::Other("list of lists of ids of findings"),
            "the findings of each side",
        ),
        key("label", Shape::Translated, "its name for people"),
        key("labels", Shape::TranslatedList, "a name for each side"),
        CITES,
    ],
);

/// `[[conclusion]]`.
pub static CONCLUSION: Section = section(
    "conclusion",
    Form::Listed,
    "A statement over results, with `holds` or, where it can't be derived, `stated_only`.",
    &[
        required("id", Shape::Id, "its id"),
        required("statement", Shape::Translated, "what it says"),
        key(
            "kind",
            Shape::Word(&["conclusion", "recommendation", "precondition", "limitation"]),
            "default `conclusion`",
        ),
        key(
            "over",
            Shape::Table(&OVER),
            "the cells it is about; default all that are judged",
        ),
        key(
            "people",
            Shape::Word(&["all", "some"]),
            "for all people of a group (default), or some",
        ),
        key(
            "levers",
            Shape::Word(&["all", "some"]),
            "for all choices of open levers (default), or some",
        ),
        key("where", Shape::Condition, "only these worlds count"),
        key("holds", Shape::Text, "the condition, in the language of statements"),
        key("stated_only", Shape::Translated, "why there is no condition"),
        key("cites", Shape::Many("finding"), "the findings it rests on"),
        NOTE,
        CITES,
    ],
);

/// `over` of a conclusion.
pub static OVER: Section = section(
    "over",
    Form::Within,
    "The cells that a conclusion is about.",
    &[
        key(
            "scenario",
            Shape::Many("scenario"),
            "each of these; default all that are judged",
        ),
        key("group", Shape::Many("group"), "each of these; default all"),
    ],
);

/// `[[figure]]`.
pub static FIGURE: Section = section(
    "figure",
    Form::Listed,
    "A number with date and source.",
    &[
        required("id", Shape::Id, "its id"),
        required("statement", Shape::Translated, "what it counts"),
        required(
            "value",
            Shape::Other("number, text, or `[lowest, highest]`"),
            "the value",
        ),
        key("unit", Shape::Text, "unit"),
        key(
            "approximate",
            Shape::Bool,
            "whether the source says \"about\"; default `false`",
        ),
        key("date", Shape::DateText, "reference date, as the source gives it"),
        key("group", Shape::Text, "who it is about"),
        key("conflicts_with", Shape::Many("figure"), "figures that contradict it"),
        key("conflict", Shape::Translated, "what the conflict is"),
        CITES,
    ],
);

/// `[[instrument]]`.
pub static INSTRUMENT: Section = section(
    "instrument",
    Form::Listed,
    "An act, treaty or regulation.",
    &[
        required("id", Shape::Id, "its id"),
        required("title", Shape::Translated, "its title"),
        key("kind", Shape::Text, "what kind of law it is"),
        key("bwb", Shape::Text, "its number in the Dutch collection of laws"),
        key("celex", Shape::Text, "its number in the law of the European Union"),
        key("eli", Shape::Text, "its European legislation identifier"),
        CITES,
    ],
);

/// `[[provision]]`.
pub static PROVISION: Section = section(
    "provision",
    Form::Listed,
    "A provision of an instrument.",
    &[
        required("id", Shape::Id, "its id"),
        key("instrument", Shape::One("instrument"), "the instrument it belongs to"),
        key(
            "article",
            Shape::Text,
            "article, as the instrument numbers it; default none",
        ),
        key("jci", Shape::Text, "JuriConnect reference"),
        key(
            "kind",
            Shape::Word(&["rule", "power", "right", "scope", "open"]),
            "what it does; default `rule`",
        ),
        key("valid_from", Shape::Date, "first day in force; default since ever"),
        key(
            "valid_to",
            Shape::Date,
            "last day in force; default until further notice",
        ),
        key("subject", Shape::Translated, "what it is about"),
        key(
            "paraphrase",
            Shape::Translated,
            "what it says, in the study's own words",
        ),
        key(
            "verified",
            Shape::Bool,
            "whether it was checked against the text of the law; default `false`",
        ),
        NOTE,
        key(
            "sha256",
            Shape::Text,
            "fingerprint of the text that it was checked against",
        ),
        CITES,
    ],
);

/// A table of languages.
pub static TEXT: Section = section(
    "text",
    Form::Within,
    "A text in Dutch and, beside it, in English.",
    &[key("nl", Shape::Text, "Dutch"), key("en", Shape::Text, "English")],
);
