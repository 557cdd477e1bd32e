//! The framework: the study itself, variables, scales and nodes.

use super::{CITES, CODED, Form, MODALITIES, NOTE, Section, Shape, key, required, section};

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
            "open_amendments",
            Shape::Many("amendment"),
            "amendments that are in play and left open; the others are not in force",
        ),
        key(
            "baseline",
            Shape::One("scenario"),
            "the scenario that effects are relative to: shown first, and no conclusion is about it unless it says so",
        ),
        key(
            "languages",
            Shape::Other("list of `\"nl\"` and `\"en\"`"),
            "the languages that its texts are in; default both. With one language a text need not say which: `label = \"…\"`",
        ),
        key(
            "default",
            Shape::Bool,
            "whether this study is meant where several are in sight and none is named; default `false`",
        ),
        key(
            "include",
            Shape::Other("list of paths"),
            "files that belong to the study, as the list `include` before the first section",
        ),
        NOTE,
    ],
);

/// `[defaults]`.
pub static DEFAULTS: Section = section(
    "defaults",
    Form::Once,
    "What need not be written again: it holds where a node or a finding says nothing else; in `study.toml` only.",
    &[
        key("scale", Shape::One("scale"), "the scale of nodes"),
        key(
            "score",
            Shape::Table(&SCORE),
            "the score of indicators (nodes without children)",
        ),
        key("modality", Shape::Word(MODALITIES), "the modality of findings"),
        key(
            "coded",
            Shape::Table(&CODED),
            "who gave the levels of findings: `coded.by`",
        ),
    ],
);

/// The words of `[evidence]`.
const TREATMENTS: &[&str] = &["holds", "open"];

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
        key(
            "reading",
            Shape::Bool,
            "of a `regime` variable: it is how the law is read, which nobody can decide to change; default false",
        ),
        required("label", Shape::Translated, "its name for people"),
        key("definition", Shape::Translated, "what it means"),
        key(
            "values",
            Shape::IdsOrLabels,
            "what it may be, as a list or as a table with their names; required unless it is a number",
        ),
        key("labels", Shape::Labels, "names of its values for people"),
        key(
            "phrases",
            Shape::Labels,
            "how a sentence says that it has a value: `for the whole class`; without one it is made of the labels",
        ),
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
        key(
            "decimals",
            Shape::Whole,
            "how many decimals people are shown of a number",
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
        key(
            "levels",
            Shape::IdsOrLabels,
            "worst to best, as a list or as a table with their names; required unless it is a number",
        ),
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
        key("labels", Shape::Labels, "names of its levels for people"),
        key(
            "short",
            Shape::Labels,
            "the same in a word or two, for where room is short",
        ),
        key("type", Shape::Word(&["number"]), "numbers instead of levels"),
        key("unit", Shape::Text, "unit of the numbers"),
        key(
            "better",
            Shape::Word(&["lower", "higher"]),
            "which numbers are better; without it one is called higher or lower than another, never better",
        ),
        key(
            "decimals",
            Shape::Whole,
            "how many decimals people are shown; JSON and CSV keep all",
        ),
    ],
);

/// `[[node]]`.
pub static NODE: Section = section(
    "node",
    Form::Listed,
    "A criterion (with children) or an indicator (without).",
    &[
        required("id", Shape::Id, "its id"),
        key("code", Shape::Text, "the code that the source gives it"),
        required("label", Shape::Translated, "its name for people"),
        key("definition", Shape::Translated, "what it means"),
        required("scale", Shape::One("scale"), "the scale of its result"),
        key("children", Shape::Many("node"), "the nodes below it, in order"),
        required("score", Shape::Table(&SCORE), "what gives it its result"),
        key(
            "better",
            Shape::Word(&["lower", "higher"]),
            "of a node in numbers: which are better, where that is not what its scale says",
        ),
        key(
            "applies",
            Shape::Condition,
            "the people of whom it makes sense to ask, in traits only; elsewhere it does not apply, and is no gap; default everyone",
        ),
        key("see", Shape::Many("node"), "cross-references, drawn and not scored"),
        key(
            "own",
            Shape::Word(&["first", "worst", "child"]),
            "findings on a criterion itself decide where they speak (default), count as one more child, or only explain",
        ),
        key(
            "reading",
            Shape::Translated,
            "that its rule is a reading of the study's makers, and why",
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
