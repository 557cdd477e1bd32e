//! The evidence: sources, findings, transfers and contests.

use super::{CITES, Form, NOTE, Section, Shape, key, required, section};

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
        key(
            "kind",
            Shape::Word(&["document", "respondents", "law", "dataset"]),
            "default `document`",
        ),
        required("label", Shape::Translated, "its title, or the role of the respondents"),
        key("date", Shape::DateText, "its date"),
        key(
            "author",
            Shape::Text,
            "who wrote it, as a list of references gives it; several separated by `;`",
        ),
        key(
            "year",
            Shape::Whole,
            "the year it appeared in; default that of its date",
        ),
        key("publisher", Shape::Text, "who published it"),
        key("url", Shape::Text, "its address on the web"),
        key("doi", Shape::Text, "its DOI, as `10.…/…`"),
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
        key(
            "pages",
            Shape::Other("number, text, or `[first, last]`"),
            "the page or pages, as the source numbers them",
        ),
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

/// The words for how firmly a source speaks.
pub(super) const MODALITIES: &[&str] = &["certain", "likely", "conditional", "uncertain", "some-respondents"];

/// `[[finding]]`.
pub static FINDING: Section = section(
    "finding",
    Form::Listed,
    "Evidence: a judgement on a node, under a condition.",
    &[
        required("id", Shape::Id, "its id"),
        required("node", Shape::One("node"), "what it judges"),
        key(
            "system",
            Shape::Text,
            "another system that it is about: it has no level and never applies here",
        ),
        key("when", Shape::Condition, "what was studied; default everything"),
        key(
            "level",
            Shape::One("level"),
            "the judgement; a finding without one changes nothing unless it `opens`",
        ),
        required("modality", Shape::Word(MODALITIES), "how firmly the source says it"),
        key(
            "opens",
            Shape::Other("`true` or a list of levels"),
            "it leaves the node open where it applies, over the whole scale or between these levels",
        ),
        key(
            "role",
            Shape::Word(&["verdict", "unknown", "mitigation", "requirement", "premise", "scope"]),
            "what it does in the argument; default `verdict` with a level, else `premise`",
        ),
        key("absolute", Shape::Bool, "no opposite offsets it; default `false`"),
        key(
            "condition",
            Shape::Translated,
            "a condition that no variable carries; a conditional finding is then open",
        ),
        key(
            "compare",
            Shape::Table(&COMPARE),
            "a comparison: never a level, checked against the levels derived",
        ),
        required(
            "statement",
            Shape::Translated,
            "what was found, in the study's own words",
        ),
        key(
            "hinges_on",
            Shape::Many("variable"),
            "the variables that cause what was found: no transfer along them carries it",
        ),
        key("coded", Shape::Table(&CODED), "who gave the level, and why"),
        key("party", Shape::OneOrMany("party"), "who bears it"),
        key(
            "acknowledged",
            Shape::Translated,
            "that a reversed comparison is known, and why it stands",
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
        key(
            "nodes",
            Shape::Many("node"),
            "whose findings, with all nodes below; default all nodes",
        ),
        key("findings", Shape::Many("finding"), "only these; default all"),
        required("from", Shape::Values, "what was studied"),
        required("to", Shape::Condition, "where it is used"),
        required("modality", Shape::Word(MODALITIES), "how firmly"),
        required("reason", Shape::Translated, "why that may be"),
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
        key("label", Shape::Translated, "its name for people"),
        required(
            "sides",
            Shape::Other("list of lists of ids of findings"),
            "the findings of each side",
        ),
        key(
            "where",
            Shape::Word(&["anywhere", "meet"]),
            "where a finding does not hold when another side is right: anywhere (default), or only where that side speaks as well",
        ),
        key("labels", Shape::TranslatedList, "a name for each side"),
        CITES,
    ],
);
