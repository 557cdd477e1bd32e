//! Law: instruments, provisions with their versions, and amendments.

use super::{CITES, Form, NOTE, Section, Shape, key, required, section};

/// What it takes to change something, light to heavy.
const MEANS: &[&str] = &[
    "adapt_option",
    "code_of_conduct",
    "school_decision",
    "inspectorate_decision",
    "municipal_decision",
    "ministerial_decision",
    "experiment",
    "order_in_council",
    "act",
    "treaty",
];

/// `[[instrument]]`.
pub static INSTRUMENT: Section = section(
    "instrument",
    Form::Listed,
    "An act, treaty or regulation.",
    &[
        required("id", Shape::Id, "its id"),
        required("title", Shape::Translated, "its title"),
        key(
            "kind",
            Shape::Text,
            "what kind of law it is; `treaty`, `directive` and `regulation` stand above `act`, that above `order in council`, that above `ministerial regulation`",
        ),
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
        key(
            "jci",
            Shape::Text,
            "JuriConnect reference; its regulation is that of the instrument",
        ),
        key(
            "kind",
            Shape::Word(&["rule", "exception", "power", "right", "scope", "open"]),
            "what it does; default `rule`",
        ),
        key("valid_from", Shape::Date, "first day in force; default since ever"),
        key(
            "valid_to",
            Shape::Date,
            "last day in force; default until further notice",
        ),
        key(
            "continues",
            Shape::One("provision"),
            "the provision whose rule it continues under another number, after it",
        ),
        key("addressee", Shape::Translated, "whom it binds or empowers"),
        key(
            "known_from",
            Shape::Date,
            "the day on which it became known, where it works back in time",
        ),
        key(
            "exceptions",
            Shape::Many("provision"),
            "provisions that take cases out of it",
        ),
        key("lifts", Shape::Many("provision"), "the rules that a power may lift"),
        key("means", Shape::Word(MEANS), "what using it takes"),
        key(
            "temporary",
            Shape::Bool,
            "whether what it permits comes to an end; default `false`",
        ),
        key(
            "conditions",
            Shape::TranslatedList,
            "under which conditions an exception or power works",
        ),
        key(
            "added_by",
            Shape::One("amendment"),
            "the amendment that it comes from: without it, it is not in force",
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
        key(
            "reviewed_by",
            Shape::Text,
            "the lawyer who checked how the study reads it; default nobody did",
        ),
        key("checked_against", Shape::Text, "the text that it was checked against"),
        NOTE,
        key(
            "sha256",
            Shape::Text,
            "fingerprint of the text that it was checked against",
        ),
        key(
            "version",
            Shape::Tables(&VERSION),
            "what it says over time, where that differs; days are then given there",
        ),
        key(
            "excepts",
            Shape::Many("provision"),
            "provisions that it takes cases out of",
        ),
        key(
            "conflicts_with",
            Shape::Many("provision"),
            "provisions that demand something else; the higher, more specific or later one prevails",
        ),
        key(
            "over",
            Shape::Many("provision"),
            "provisions that it prevails over all the same",
        ),
        key(
            "specific_to",
            Shape::Many("provision"),
            "more general provisions that it is a special case of",
        ),
        key(
            "applies",
            Shape::Condition,
            "for the scorer `legal`: where a rule asks something, an exception or power works, or an instrument covers the case (`scope`)",
        ),
        key(
            "open",
            Shape::Condition,
            "for the scorer `legal`: where it needs a human judgement, whatever the others say",
        ),
        key(
            "complied",
            Shape::Condition,
            "for the scorer `legal`: where a rule is met",
        ),
        key(
            "breached",
            Shape::Condition,
            "for the scorer `legal`: where a rule is broken",
        ),
        CITES,
    ],
);

/// `version` of a provision.
pub static VERSION: Section = section(
    "version",
    Form::Within,
    "What a provision says for some time; what is not said here is as in the provision. Between versions it is not in force.",
    &[
        key(
            "id",
            Shape::Text,
            "its name within the provision; default its first day",
        ),
        key("valid_from", Shape::Date, "first day in force; default since ever"),
        key(
            "valid_to",
            Shape::Date,
            "last day in force; default until further notice",
        ),
        key(
            "known_from",
            Shape::Date,
            "the day on which it became known, where it works back in time",
        ),
        key("article", Shape::Text, "article, as the instrument numbers it"),
        key("jci", Shape::Text, "JuriConnect reference"),
        key("subject", Shape::Translated, "what it is about"),
        key(
            "paraphrase",
            Shape::Translated,
            "what it says, in the study's own words",
        ),
        key(
            "verified",
            Shape::Bool,
            "whether it was checked against the text of the law",
        ),
        key(
            "reviewed_by",
            Shape::Text,
            "the lawyer who checked how the study reads it; default nobody did",
        ),
        key("checked_against", Shape::Text, "the text that it was checked against"),
        key(
            "sha256",
            Shape::Text,
            "fingerprint of the text that it was checked against",
        ),
        NOTE,
    ],
);

/// `[[amendment]]`.
pub static AMENDMENT: Section = section(
    "amendment",
    Form::Listed,
    "A change of the law that may be made. Whether it is in force is a regime variable `amendment.ID` with the values `no` and `yes`; it is not, unless the call or the study says otherwise.",
    &[
        required("id", Shape::Id, "its id"),
        required("label", Shape::Translated, "its name for people"),
        required("kind", Shape::Word(MEANS), "what it takes, light to heavy"),
        key("from", Shape::Date, "first day on which it works; default every day"),
        key("until", Shape::Date, "last day on which it works; default for good"),
        key("asks", Shape::Translated, "what it asks for"),
        key(
            "lasts",
            Shape::Translated,
            "how long it may work at most, where no last day is fixed: that makes it temporary",
        ),
        key("basis", Shape::One("provision"), "the power that it uses"),
        key(
            "repeal",
            Shape::Many("provision"),
            "provisions that are no longer in force",
        ),
        key(
            "suspend",
            Shape::Many("provision"),
            "provisions that do not work for its time",
        ),
        key(
            "change",
            Shape::Tables(&CHANGE),
            "provisions that say something else; one that it adds says `added_by`",
        ),
        NOTE,
        CITES,
    ],
);

/// `change` of an amendment.
pub static CHANGE: Section = section(
    "change",
    Form::Within,
    "What an amendment makes of a provision.",
    &[
        required("provision", Shape::One("provision"), "the provision"),
        key(
            "id",
            Shape::Text,
            "the name of the new text, which scripts read as `provision.version`; default the amendment's id",
        ),
        key("subject", Shape::Translated, "what it is about then"),
        key("paraphrase", Shape::Translated, "what it says then"),
    ],
);
