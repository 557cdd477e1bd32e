//! The words of a workbook: what its sheets and columns are called, and what is said of them.

use toets_load::{Section, sections};
use toets_model::Language;

use crate::column::{Column, Kind};

/// A sheet: its section, and its name in Dutch and in English.
pub(crate) struct Sheet {
    pub(crate) section: &'static Section,
    nl: &'static str,
    en: &'static str,
}

/// The sheets of a workbook, in their order.
pub(crate) static SHEETS: [Sheet; 5] = [
    Sheet {
        section: &sections::FINDING,
        nl: "Bevindingen",
        en: "Findings",
    },
    Sheet {
        section: &sections::SOURCE,
        nl: "Bronnen",
        en: "Sources",
    },
    Sheet {
        section: &sections::FIGURE,
        nl: "Cijfers",
        en: "Figures",
    },
    Sheet {
        section: &sections::SCENARIO,
        nl: "Scenario's",
        en: "Scenarios",
    },
    Sheet {
        section: &sections::CONCLUSION,
        nl: "Conclusies",
        en: "Conclusions",
    },
];

impl Sheet {
    /// Its name.
    pub(crate) fn name(&self, language: Language) -> &'static str {
        say(language, self.nl, self.en)
    }

    /// Whether this is what somebody calls it, in either language or by its section.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        [self.nl, self.en, self.section.name]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name.trim()))
    }
}

/// One of two texts.
pub(crate) fn say<'t>(language: Language, nl: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// What a key is called in Dutch and in English, and what there is to say of it in Dutch; the reference says it in English.
const KEYS: &[(&str, &str, &str, &str)] = &[
    (
        "id",
        "Id",
        "Id",
        "Korte naam die nooit verandert. In een nieuwe rij kiest u er zelf een.",
    ),
    (
        "node",
        "Onderdeel",
        "Node",
        "Het criterium of de indicator waarover dit iets zegt.",
    ),
    ("modality", "Stelligheid", "Certainty", "Hoe stellig de bron het zegt."),
    (
        "statement",
        "Uitspraak",
        "Statement",
        "Wat is gevonden of geconcludeerd, in eigen woorden.",
    ),
    (
        "when",
        "Als",
        "When",
        "Wat is onderzocht. Leeg: alles. Meer waarden: met een komma ertussen; alles behalve: `niet …`.",
    ),
    (
        "level",
        "Niveau",
        "Level",
        "Het oordeel. Zonder niveau verandert een bevinding niets, tenzij zij iets openlaat.",
    ),
    (
        "coded.by",
        "Gecodeerd door",
        "Coded by",
        "Wie het niveau heeft gegeven.",
    ),
    (
        "coded.note",
        "Waarom dit niveau",
        "Why this level",
        "Waarom dit niveau.",
    ),
    (
        "hinges_on",
        "Komt door",
        "Hinges on",
        "De variabelen die de oorzaak zijn van wat is gevonden.",
    ),
    (
        "absolute",
        "Absoluut",
        "Absolute",
        "Of geen tegengestelde bevinding dit opheft: ja of nee.",
    ),
    (
        "role",
        "Rol",
        "Role",
        "Wat de bevinding doet in het betoog van de bron.",
    ),
    ("party", "Partij", "Party", "Wie het gevolg draagt."),
    (
        "condition",
        "Voorwaarde",
        "Condition",
        "Een voorwaarde die geen variabele kent; een voorwaardelijke bevinding is dan open.",
    ),
    (
        "opens",
        "Laat open",
        "Opens",
        "true, of een lijst van niveaus waartussen het open is.",
    ),
    ("compare", "Vergelijkt", "Compares", "Een vergelijking, in TOML."),
    (
        "acknowledged",
        "Omkering bekend",
        "Known reversal",
        "Waarom een omgekeerde vergelijking blijft staan.",
    ),
    (
        "system",
        "Ander stelsel",
        "Other system",
        "Een ander land of stelsel waarover dit gaat.",
    ),
    (
        "redundant",
        "Overbodig",
        "Redundant",
        "Waarom weglaten niets verandert.",
    ),
    ("note", "Opmerking", "Note", "Een opmerking."),
    (
        "source",
        "Vindplaatsen",
        "Citations",
        "Meer dan één vindplaats, in TOML; anders in de kolommen hiervoor.",
    ),
    (
        "source.document",
        "Bron",
        "Source",
        "De bron; leeg: het hoofddocument van de studie.",
    ),
    (
        "source.chapter",
        "Hoofdstuk",
        "Chapter",
        "Hoofdstuk of bijlage, zoals de bron het nummert.",
    ),
    ("source.pages", "Bladzijden", "Pages", "De bladzijde of bladzijden."),
    (
        "source.lines",
        "Regels",
        "Lines",
        "Eerste en laatste regel van de tekst: 12-14.",
    ),
    (
        "source.sha256",
        "Vingerafdruk",
        "Fingerprint",
        "SHA-256 van de aangehaalde regels; `toets sources cite` maakt hem.",
    ),
    ("source.respondents", "Respondenten", "Respondents", "Wie het zei."),
    (
        "source.date",
        "Datum van vindplaats",
        "Date of citation",
        "De datum van wat is aangehaald, als die afwijkt.",
    ),
    ("label", "Naam", "Name", "Titel van de bron, of naam van het scenario."),
    ("kind", "Soort", "Kind", "De soort."),
    ("date", "Datum", "Date", "De datum, als 2025-05-01 of in woorden."),
    (
        "author",
        "Auteur",
        "Author",
        "Wie het schreef, zoals een literatuurlijst het zegt; meer namen met een puntkomma ertussen.",
    ),
    (
        "year",
        "Jaar",
        "Year",
        "Het jaar waarin het verscheen; leeg: dat van de datum.",
    ),
    ("publisher", "Uitgever", "Publisher", "Wie het uitgaf."),
    ("url", "Webadres", "Web address", "Het hele adres: https://…"),
    ("doi", "DOI", "DOI", "De DOI: 10.…/…"),
    ("method", "Werkwijze", "Method", "Hoe respondenten zijn gehoord."),
    ("number", "Aantal", "Number", "Hoeveel respondenten."),
    ("sha256", "Vingerafdruk", "Fingerprint", "SHA-256 van de hele tekst."),
    ("short", "Korte naam", "Short name", "Hetzelfde in een of twee woorden."),
    (
        "levers",
        "Ontwerpkeuze",
        "Lever",
        "Wat het scenario vastlegt; leeg blijft open. Bij een conclusie: `all` of `some`.",
    ),
    (
        "by_group",
        "Per doelgroep",
        "By group",
        "Wat het alleen voor één doelgroep vastlegt, in TOML.",
    ),
    (
        "based_on",
        "Gebaseerd op",
        "Based on",
        "Het scenario waarvan het de keuzes overneemt.",
    ),
    (
        "evaluate",
        "Beoordelen",
        "Judged",
        "true, false of on-request (alleen op verzoek).",
    ),
    (
        "maps_to",
        "Komt overeen met",
        "Corresponds to",
        "Scenario's waarmee het overeenkomt.",
    ),
    (
        "over.scenario",
        "Over scenario",
        "About scenario",
        "De scenario's waarover het gaat; leeg: alle die worden beoordeeld.",
    ),
    (
        "over.group",
        "Over doelgroep",
        "About group",
        "De doelgroepen waarover het gaat; leeg: alle.",
    ),
    (
        "people",
        "Voor wie",
        "People",
        "Voor alle mensen (all) of voor sommige (some).",
    ),
    (
        "key",
        "Volgorde",
        "Order",
        "De plaats, vanaf 1, onder de paar waarmee een samenvatting begint.",
    ),
    ("where", "Alleen als", "Only where", "Alleen deze gevallen tellen."),
    (
        "holds",
        "Geldt als",
        "Holds if",
        "De voorwaarde, in de taal van uitspraken.",
    ),
    (
        "stated_only",
        "Alleen gesteld",
        "Only stated",
        "Waarom er geen voorwaarde is.",
    ),
    ("cites", "Rust op", "Rests on", "De bevindingen waarop zij rust."),
    ("value", "Waarde", "Value", "Het getal, of [laagste, hoogste]."),
    ("unit", "Eenheid", "Unit", "De eenheid."),
    (
        "approximate",
        "Ongeveer",
        "About",
        "Of de bron \"ongeveer\" zegt: ja of nee.",
    ),
    ("group", "Over wie", "About whom", "Over wie het gaat."),
    (
        "conflicts_with",
        "Spreekt tegen",
        "Contradicts",
        "Cijfers die dit tegenspreken.",
    ),
    ("conflict", "Wat er botst", "What conflicts", "Wat de tegenspraak is."),
];

/// What a column is called, without the variable or the language that it is of.
fn entry(column: &Column) -> Option<&'static (&'static str, &'static str, &'static str, &'static str)> {
    let whole = column.name();
    let of = |name: &str| KEYS.iter().find(|(key, ..)| *key == name);
    of(&whole).or_else(|| of(&column.path[0]))
}

/// The heading of a column; `variable` is the name of the one that it is about.
pub(crate) fn heading(column: &Column, variable: Option<&str>, language: Language) -> String {
    let name = entry(column).map_or(column.key.name, |(_, nl, en, _)| say(language, nl, en));
    match (variable, column.path.get(1).map(String::as_str), column.kind) {
        (Some(variable), ..) => format!("{name}: {variable}"),
        (None, Some("nl"), Kind::Text) => format!("{name} ({})", say(language, "Nederlands", "Dutch")),
        (None, Some("en"), Kind::Text) => format!("{name} ({})", say(language, "Engels", "English")),
        (None, Some("any"), _) => say(language, "Als: of-gevallen (TOML)", "When: alternatives (TOML)").to_owned(),
        _ => name.to_owned(),
    }
}

/// What there is to say of a column.
pub(crate) fn note(column: &Column, language: Language) -> String {
    match (language, entry(column)) {
        (Language::Nl, Some((.., note))) => (*note).to_owned(),
        _ => {
            let mut about = column.key.about.to_owned();
            if let Some(first) = about.get(..1) {
                about.replace_range(..1, &first.to_uppercase());
            }
            format!("{about}.")
        }
    }
}

/// The sheet that explains.
pub(crate) fn explained(language: Language) -> &'static [&'static str] {
    match language {
        Language::Nl => &[
            "Een werkblad om in te coderen",
            "Elke rij op een blad hierna is één ding van de studie: een bevinding, een bron, een cijfer, een scenario, een conclusie.",
            "Een nieuwe rij krijgt een id die nog niet bestaat. De id van een rij die er al was, ligt vast.",
            "Een rij weghalen: maak alles leeg behalve de id (of hef de beveiliging van het blad op, zonder wachtwoord, en verwijder de rij).",
            "Veel cellen hebben een keuzelijst. Rood is niet bekend, oranje ontbreekt nog.",
            "Meer waarden in één cel: met een komma ertussen. `niet binnen` betekent: alles behalve binnen.",
            "Kolommen mogen worden verborgen en verplaatst, rijen gefilterd. De grijze regel met namen moet blijven staan.",
            "Terug naar de studie: `toets sheet STUDIE --from BESTAND.xlsx` laat zien wat er verandert; met `--apply` erbij wordt het geschreven.",
            "Het blad Lijsten is om te kiezen: wat u daar wijzigt, wordt niet gelezen.",
        ],
        Language::En => &[
            "A workbook to code in",
            "Each row of a sheet after this one is one thing of the study: a finding, a source, a figure, a scenario, a conclusion.",
            "A new row gets an id that is not there yet. The id of a row that was there is fixed.",
            "To take a row away, empty all of it but the id (or lift the sheet's protection, which has no password, and delete the row).",
            "Many cells have a list to choose from. Red is not known, orange is still missing.",
            "Several values in one cell: with a comma between them. `not inside` means all but inside.",
            "Columns may be hidden and moved, rows filtered. The grey line of names must stay.",
            "Back into the study: `toets sheet STUDY --from FILE.xlsx` shows what would change; with `--apply` it is written.",
            "The sheet Lists is there to choose from: what you change in it is not read.",
        ],
    }
}

/// What the sheets beside those of the sections are called.
pub(crate) fn readme(language: Language) -> &'static str {
    say(language, "Lees mij", "Read me")
}

/// The sheet of the lists.
pub(crate) fn lists(language: Language) -> &'static str {
    say(language, "Lijsten", "Lists")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_words_in_both_languages() {
        let study = toets_model::testing::study();
        for sheet in &SHEETS {
            for column in crate::column::columns(&study, sheet.section) {
                assert!(entry(&column).is_some(), "{} of {}", column.name(), sheet.section.name);
            }
        }
    }
}
