//! What is judged and concluded: scenarios, groups, conclusions and figures.

use super::{CITES, Form, Key, NOTE, Section, Shape, key, required, section};

const SHORT: Key = key(
    "short",
    Shape::Translated,
    "the same in a word or two, for where room is short",
);

/// `[[scenario]]`.
pub static SCENARIO: Section = section(
    "scenario",
    Form::Listed,
    "A partial choice of levers.",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its name for people"),
        SHORT,
        key("levers", Shape::Assignment, "what it fixes; the other levers stay open"),
        key(
            "based_on",
            Shape::One("scenario"),
            "a scenario whose levers (with those by group) it takes over; its own win",
        ),
        key(
            "by_group",
            Shape::ByGroup,
            "what it fixes for one group only, beside `levers` or otherwise than these",
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
        SHORT,
        key("definition", Shape::Translated, "who belongs to it"),
        key(
            "traits",
            Shape::Assignment,
            "what its people have in common; other traits differ between them",
        ),
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
        key(
            "key",
            Shape::Whole,
            "its place, from 1, among the few that a summary opens with",
        ),
        key(
            "kind",
            Shape::Word(&["conclusion", "recommendation", "precondition", "limitation"]),
            "default `conclusion`",
        ),
        required("statement", Shape::Translated, "what it says"),
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

/// `[[known]]`.
pub static KNOWN: Section = section(
    "known",
    Form::Listed,
    "A remark of `toets check` that the study's makers know of: it is still among the notes (`--notes`), with their reason.",
    &[
        key(
            "conclusions",
            Shape::Many("conclusion"),
            "conclusions that hold only since a finding cites the same lines",
        ),
        key(
            "findings",
            Shape::Many("finding"),
            "findings that leave a whole scale open",
        ),
        key(
            "nodes",
            Shape::Many("node"),
            "criteria on which a silent child may veto",
        ),
        required("reason", Shape::Translated, "why it stands"),
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
        required("statement", Shape::Translated, "what it counts"),
        key("conflicts_with", Shape::Many("figure"), "figures that contradict it"),
        key("conflict", Shape::Translated, "what the conflict is"),
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
