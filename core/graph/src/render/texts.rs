//! The fixed texts of drawings, in Dutch and in English.

use toets_model::Language;

/// What a kind of thing is called.
pub(super) fn kind(kind: &str, language: Language) -> &'static str {
    let (nl, en) = match kind {
        "lever" => ("keuze", "choice"),
        "trait" => ("kenmerk van mensen", "trait of people"),
        "regime" => ("recht", "law in force"),
        "unknown" => ("onbekende", "unknown"),
        "provision" => ("bepaling", "provision"),
        "transfer" => ("overdracht", "transfer"),
        "contest" => ("tegenspraak", "contest"),
        "finding" => ("bevinding", "finding"),
        "verdict" => ("eindoordeel", "verdict"),
        "criterion" => ("criterium", "criterion"),
        "indicator" => ("indicator", "indicator"),
        "conclusion" => ("conclusie", "conclusion"),
        _ => ("", ""),
    };
    choose(language, nl, en)
}

/// The heading above a picture: of the whole study, or of what depends on some of its things.
pub(super) fn heading(language: Language, title: &str, impact_of: &[String]) -> String {
    let things = impact_of.join(", ");
    match (language, impact_of.is_empty()) {
        (Language::Nl, true) => format!("Wat waarvan afhangt: {title}"),
        (Language::En, true) => format!("What depends on what: {title}"),
        (Language::Nl, false) => format!("Wat afhangt van {things}"),
        (Language::En, false) => format!("What depends on {things}"),
    }
}

/// What a picture shows, for those who can't see it.
pub(super) fn description(language: Language, counts: &[(usize, &str)], edges: usize) -> String {
    let counts: Vec<String> = counts
        .iter()
        .map(|&(number, what)| format!("{} {number}", kind(what, language)))
        .collect();
    let counts = counts.join(", ");
    match language {
        Language::Nl => format!(
            "Afhankelijkheden van links naar rechts. Aantallen: {counts}; {edges} verbindingen. De gegevens staan ook in de JSON-uitvoer."
        ),
        Language::En => format!(
            "Dependencies from left to right. Numbers: {counts}; {edges} links. The data are in the JSON output too."
        ),
    }
}

/// What a broken line means.
pub(super) fn drawn_only(language: Language) -> &'static str {
    choose(language, "verwijzing, telt niet mee", "reference, does not count")
}

/// What a line through undrawn things means.
pub(super) fn through(language: Language) -> &'static str {
    choose(language, "via bewijs", "through evidence")
}

/// What a line means.
pub(super) fn read(language: Language) -> &'static str {
    choose(language, "werkt door in", "feeds into")
}

fn choose(language: Language, nl: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// The heading above things of a kind.
pub(super) fn plural(kind: &str, language: Language) -> String {
    let (nl, en) = match kind {
        "lever" => ("Keuzes", "Choices"),
        "trait" => ("Kenmerken van mensen", "Traits of people"),
        "unknown" => ("Onbekenden", "Unknowns"),
        "regime" => ("Recht", "Law in force"),
        "provision" => ("Bepalingen", "Provisions"),
        _ => ("", ""),
    };
    choose(language, nl, en).to_owned()
}
