//! Words for messages: what a value is, and which name was probably meant.

pub(crate) use toets_diagnostic::nearest;
use toets_diagnostic::{Words, both};

/// `did you mean X?`
pub(crate) fn did_you_mean(near: &str) -> Words {
    both!("did you mean `{near}`?", "bedoelt u `{near}`?")
}

/// `did you mean X?`, or the list of what there is, for the help of a message.
pub(crate) fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, what: impl Into<Words>) -> Vec<Words> {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => vec![did_you_mean(near)],
        None if known.is_empty() => Vec::new(),
        None => {
            let (what, list) = (what.into(), list(known));
            vec![both!("{}: {}", "{}: {}", what, list)]
        }
    }
}

/// Names in backticks, a few of them at most.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> Words {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let text = names
        .iter()
        .take(SHOWN)
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => both!("{text}", "{text}"),
        more => both!("{text} and {more} more", "{text} en nog {more}"),
    }
}

/// A text as it is quoted in a message: one line, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut short: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

/// A noun: one and more of them.
pub(crate) struct Noun {
    en: [&'static str; 2],
    nl: [&'static str; 2],
}

pub(crate) const ARGUMENT: Noun = Noun {
    en: ["argument", "arguments"],
    nl: ["waarde", "waarden"],
};
pub(crate) const BYTE: Noun = Noun {
    en: ["byte", "bytes"],
    nl: ["byte", "bytes"],
};
pub(crate) const CHARACTER: Noun = Noun {
    en: ["character", "characters"],
    nl: ["teken", "tekens"],
};
pub(crate) const ENTRY: Noun = Noun {
    en: ["entry", "entries"],
    nl: ["sleutel", "sleutels"],
};
pub(crate) const ITEM: Noun = Noun {
    en: ["item", "items"],
    nl: ["onderdeel", "onderdelen"],
};

/// A count with its noun: `1 value`, `3 values`.
pub(crate) fn count(n: usize, noun: Noun) -> Words {
    let form = usize::from(n != 1);
    Words::both(format!("{n} {}", noun.en[form]), format!("{n} {}", noun.nl[form]))
}
