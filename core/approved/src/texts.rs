//! All fixed texts of snapshots and of what is told of them, in Dutch and in English.

use toets_model::Language;
use toets_question::InputKind;

/// The fixed texts of one language; `{}` is where names or numbers go, in order.
pub(crate) struct Texts {
    pub(crate) scenario: &'static str,
    pub(crate) group: &'static str,
    pub(crate) no_world: &'static str,
    pub(crate) and: &'static str,
    pub(crate) or: &'static str,
    pub(crate) always: &'static str,
    pub(crate) people: &'static str,
    pub(crate) choices: &'static str,
    pub(crate) law: &'static str,
    pub(crate) open_over_all: &'static str,
    pub(crate) open_between: &'static str,
    pub(crate) open_among: &'static str,
    pub(crate) mixed: &'static str,
    pub(crate) mixed_at: &'static str,
    pub(crate) more_cases: &'static str,
    pub(crate) very_many_cases: &'static str,
    pub(crate) not_applicable: &'static str,
    pub(crate) not_applicable_to_some: &'static str,
    pub(crate) no_evidence: &'static str,
    pub(crate) no_evidence_for_some: &'static str,
    pub(crate) hangs_on_finding: &'static str,
    pub(crate) hangs_on_transfer: &'static str,
    pub(crate) hangs_on_contest: &'static str,
    pub(crate) hangs_on_node: &'static str,
    pub(crate) hangs_on_itself: &'static str,
    pub(crate) hangs_on_variable: &'static str,
    pub(crate) hangs_on_one_below: &'static str,
    pub(crate) hangs_on_below: &'static str,
    pub(crate) conclusions: &'static str,
    pub(crate) conclusions_intro: &'static str,
    pub(crate) comparisons: &'static str,
    pub(crate) comparisons_intro: &'static str,
    pub(crate) acknowledged: &'static str,
    pub(crate) in_cells: &'static str,
    pub(crate) no_case: &'static str,
    statuses: [(&'static str, &'static str); 4],
    verdicts: [(&'static str, &'static str); 5],

    pub(crate) appeared: &'static str,
    pub(crate) disappeared: &'static str,
    pub(crate) nothing_possible: &'static str,
    pub(crate) conditions: &'static str,
    pub(crate) grounds: &'static str,
    pub(crate) not_spoken_of: &'static str,
    pub(crate) decided_by_more: &'static str,
    pub(crate) decided_by_less: &'static str,
    pub(crate) because: &'static str,
    pub(crate) because_of_some: &'static str,
    pub(crate) via: &'static str,
    pub(crate) and_more: &'static str,
    pub(crate) no_cause: &'static str,
    pub(crate) causes_unknown: &'static str,
    pub(crate) added: &'static str,
    pub(crate) removed: &'static str,
    pub(crate) unsaid: &'static str,
    pub(crate) law_day: &'static str,
    pub(crate) top_node: &'static str,
    pub(crate) whole_cells: &'static str,
    pub(crate) idle: &'static str,
    pub(crate) nothing_moved: &'static str,
    pub(crate) all_same: &'static str,
    pub(crate) same: &'static str,
    pub(crate) none_approved: &'static str,
    pub(crate) changed_snapshot: &'static str,
    pub(crate) wording: &'static str,
    pub(crate) unread: &'static str,
    pub(crate) new_snapshot: &'static str,
    pub(crate) unapproved: &'static str,
    pub(crate) removed_snapshot: &'static str,
    pub(crate) faulty: &'static str,
    pub(crate) pending: &'static str,
    kinds: [(InputKind, &'static str); 15],
}

impl Texts {
    /// The texts of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Nl => &NL,
            Language::En => &EN,
        }
    }

    /// What becomes of a conclusion, in words.
    pub(crate) fn status<'a>(&self, word: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.statuses
            .iter()
            .find(|(known, _)| *known == word)
            .map_or(word, |(_, text)| text)
    }

    /// What becomes of a comparison, in words.
    pub(crate) fn verdict<'a>(&self, word: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.verdicts
            .iter()
            .find(|(known, _)| *known == word)
            .map_or(word, |(_, text)| text)
    }

    /// What an input is.
    pub(crate) fn kind(&self, kind: InputKind) -> &'static str {
        self.kinds
            .iter()
            .find(|(known, _)| *known == kind)
            .map_or("", |(_, text)| text)
    }
}

/// Puts things where a text has `{}`, in order.
pub(crate) fn fill(text: &str, things: &[&str]) -> String {
    let mut parts = text.split("{}");
    let mut filled = parts.next().unwrap_or("").to_owned();
    for (n, part) in parts.enumerate() {
        filled.push_str(things.get(n).copied().unwrap_or(""));
        filled.push_str(part);
    }
    filled
}

static NL: Texts = Texts {
    scenario: "Scenario {}: {}",
    group: "Doelgroep {}: {}",
    no_world: "Dit scenario kan voor deze doelgroep niet bestaan.",
    and: " en ",
    or: " of ",
    always: "in alle gevallen",
    people: "als {}",
    choices: "bij de keuze {}",
    law: "onder het recht {}",
    open_over_all: "geheel open",
    open_between: "open tussen {} en {}",
    open_among: "open: {}",
    mixed: ", waar bewijs voor en bewijs tegen samenkomen",
    mixed_at: ", waar bewijs voor en bewijs tegen samenkomen bij {}",
    more_cases: "en nog {} gevallen",
    very_many_cases: "en nog zeer veel gevallen",
    not_applicable: "niet van toepassing",
    not_applicable_to_some: "voor sommigen niet van toepassing; voor de anderen:",
    no_evidence: "geen bevinding geeft hierover een oordeel",
    no_evidence_for_some: "voor een deel van de mensen of keuzes geeft geen bevinding hierover een oordeel",
    hangs_on_finding: "hangt ervan af of bevinding `{}` opgaat: {}",
    hangs_on_transfer: "hangt ervan af of wat elders is gevonden ook hier opgaat (overdracht `{}`)",
    hangs_on_contest: "hangt ervan af welke kant gelijk heeft in `{}`: {}",
    hangs_on_node: "hangt af van wat niet bekend is over `{}`: {}",
    hangs_on_itself: "hangt af van wat hierover niet bekend is",
    hangs_on_variable: "hangt af van {}, en dat is niet bekend",
    hangs_on_one_below: "hangt af van één punt dat bij de onderdelen openstaat",
    hangs_on_below: "hangt af van {} punten die bij de onderdelen openstaan",
    conclusions: "Conclusies",
    conclusions_intro: "Getoetst is de voorwaarde die de studie bij elke conclusie opschrijft, niet elk woord van de zin. Geldt: wat het antwoord op wat openstaat ook is.",
    comparisons: "Vergelijkingen in de bronnen",
    comparisons_intro: "Wat een bron van het een naast het ander zegt, naast de oordelen die hier volgen. Aangetoond: de oordelen zeggen in alle gevallen strikt hetzelfde. Verenigbaar: in geen geval het omgekeerde. Omgekeerd: voor een deel van de mensen of keuzes het omgekeerde. Onbepaald: dat hangt af van wat niet bekend is.",
    acknowledged: " (erkend: {})",
    in_cells: "{} in {}",
    no_case: "er is geen geval waar dit over gaat",
    statuses: [
        ("yes", "geldt"),
        ("no", "geldt niet"),
        ("undetermined", "onbepaald"),
        ("stated", "alleen gesteld, niet afgeleid"),
    ],
    verdicts: [
        ("shown", "aangetoond"),
        ("consistent", "verenigbaar"),
        ("reversed", "omgekeerd"),
        ("undetermined", "onbepaald"),
        ("empty", "zonder gevallen"),
    ],
    appeared: "nieuw",
    disappeared: "is er niet meer",
    nothing_possible: "niets (het scenario kan hier niet bestaan)",
    conditions: "dezelfde niveaus, maar voor andere mensen, keuzes of antwoorden",
    grounds: "dezelfde niveaus, anders onderbouwd",
    not_spoken_of: "niet besproken",
    decided_by_more: "hangt nu ook af van {}",
    decided_by_less: "hangt niet meer af van {}",
    because: "door {}",
    because_of_some: "door een of meer van: {}",
    via: "via {}",
    and_more: "en nog {}",
    no_cause: "niets waar dit op rust is anders: het programma zelf oordeelt anders dan toen",
    causes_unknown: "waardoor is niet te zeggen: wat er toen onder lag is niet bewaard",
    added: "nieuw",
    removed: "vervallen",
    unsaid: "niets",
    law_day: "de peildatum van het recht",
    top_node: "de keuze van het eindoordeel",
    whole_cells: "Scenario's en doelgroepen",
    idle: "Ook gewijzigd, zonder dat er iets verschoof",
    nothing_moved: "Er is niets verschoven.",
    all_same: "Alles is zoals het is goedgekeurd ({}).",
    same: "zoals goedgekeurd: {}",
    none_approved: "Er is nog niets goedgekeurd.",
    changed_snapshot: "gewijzigd: {}",
    wording: "alleen anders gezegd: {}",
    unread: "niet te vergelijken, want de uitkomst van toen is niet (leesbaar) bewaard; lees wat nu volgt en keur het goed met `toets test --accept`: {}",
    new_snapshot: "nieuw: {}",
    unapproved: "nooit goedgekeurd: {}",
    removed_snapshot: "goedgekeurd, maar niet meer beoordeeld: {}",
    faulty: "niet te lezen (beschadigd?): {}",
    pending: "wacht op beoordeling: {}",
    kinds: [
        (InputKind::Study, "keuze van de studie"),
        (InputKind::Modality, "omgang met bevindingen van zekerheid"),
        (InputKind::Regime, "gekozen recht"),
        (InputKind::Scale, "schaal"),
        (InputKind::Variable, "variabele"),
        (InputKind::Constraint, "randvoorwaarde"),
        (InputKind::Provision, "bepaling"),
        (InputKind::Plugin, "plugin"),
        (InputKind::Transfer, "overdracht"),
        (InputKind::Contest, "tegenspraak"),
        (InputKind::Finding, "bevinding"),
        (InputKind::Node, "regel van"),
        (InputKind::Scenario, "scenario"),
        (InputKind::Group, "doelgroep"),
        (InputKind::Conclusion, "voorwaarde van conclusie"),
    ],
};

static EN: Texts = Texts {
    scenario: "Scenario {}: {}",
    group: "Target group {}: {}",
    no_world: "This scenario cannot exist for this group.",
    and: " and ",
    or: " or ",
    always: "in all cases",
    people: "if {}",
    choices: "with the choice {}",
    law: "under the law {}",
    open_over_all: "wholly open",
    open_between: "open between {} and {}",
    open_among: "open: {}",
    mixed: ", where evidence for and evidence against meet",
    mixed_at: ", where evidence for and evidence against meet at {}",
    more_cases: "and {} more cases",
    very_many_cases: "and very many more cases",
    not_applicable: "not applicable",
    not_applicable_to_some: "not applicable to some; for the others:",
    no_evidence: "no finding gives a judgement on this",
    no_evidence_for_some: "for some of the people or choices no finding gives a judgement on this",
    hangs_on_finding: "depends on whether finding `{}` holds: {}",
    hangs_on_transfer: "depends on whether what was found elsewhere holds here too (transfer `{}`)",
    hangs_on_contest: "depends on which side is right in `{}`: {}",
    hangs_on_node: "depends on what is not known about `{}`: {}",
    hangs_on_itself: "depends on what is not known about this",
    hangs_on_variable: "depends on {}, which is not known",
    hangs_on_one_below: "depends on one matter that is open in its parts",
    hangs_on_below: "depends on {} matters that are open in its parts",
    conclusions: "Conclusions",
    conclusions_intro: "What is tested is the condition that the study writes down for each conclusion, not each word of the sentence. Holds: whatever the answer to what is open.",
    comparisons: "Comparisons in the sources",
    comparisons_intro: "What a source says of one thing beside another, beside the levels that follow here. Shown: the levels say strictly the same in all cases. Consistent: in no case the reverse. Reversed: for some of the people or choices the reverse. Undetermined: that depends on what is not known.",
    acknowledged: " (acknowledged: {})",
    in_cells: "{} in {}",
    no_case: "there is no case that it speaks of",
    statuses: [
        ("yes", "holds"),
        ("no", "does not hold"),
        ("undetermined", "undetermined"),
        ("stated", "stated only, not derived"),
    ],
    verdicts: [
        ("shown", "shown"),
        ("consistent", "consistent"),
        ("reversed", "reversed"),
        ("undetermined", "undetermined"),
        ("empty", "without cases"),
    ],
    appeared: "new",
    disappeared: "no longer there",
    nothing_possible: "nothing (the scenario cannot exist here)",
    conditions: "the same levels, but for other people, choices or answers",
    grounds: "the same levels, on other grounds",
    not_spoken_of: "not spoken of",
    decided_by_more: "now depends on {} too",
    decided_by_less: "no longer depends on {}",
    because: "because of {}",
    because_of_some: "because of one or more of: {}",
    via: "through {}",
    and_more: "and {} more",
    no_cause: "nothing that it rests on differs: the program itself judges otherwise than it did",
    causes_unknown: "why can't be said: what it rested on then was not kept",
    added: "new",
    removed: "gone",
    unsaid: "nothing",
    law_day: "the day whose law counts",
    top_node: "the choice of the verdict",
    whole_cells: "Scenarios and groups",
    idle: "Also changed, without anything moving",
    nothing_moved: "Nothing moved.",
    all_same: "All is as it was approved ({}).",
    same: "as approved: {}",
    none_approved: "Nothing was approved yet.",
    changed_snapshot: "changed: {}",
    wording: "said in other words only: {}",
    unread: "can't be compared, as the results of then were not kept or can't be read; read what follows now and approve it with `toets test --accept`: {}",
    new_snapshot: "new: {}",
    unapproved: "never approved: {}",
    removed_snapshot: "approved, but no longer judged: {}",
    faulty: "can't be read (damaged?): {}",
    pending: "waiting for a review: {}",
    kinds: [
        (InputKind::Study, "choice of the study"),
        (InputKind::Modality, "treatment of findings that are"),
        (InputKind::Regime, "chosen law"),
        (InputKind::Scale, "scale"),
        (InputKind::Variable, "variable"),
        (InputKind::Constraint, "constraint"),
        (InputKind::Provision, "provision"),
        (InputKind::Plugin, "plugin"),
        (InputKind::Transfer, "transfer"),
        (InputKind::Contest, "contest"),
        (InputKind::Finding, "finding"),
        (InputKind::Node, "rule of"),
        (InputKind::Scenario, "scenario"),
        (InputKind::Group, "group"),
        (InputKind::Conclusion, "condition of conclusion"),
    ],
};
