//! All fixed texts, in Dutch and in English.

use toets_model::Language;

/// The fixed texts of one language. `{}` is where a name or number goes.
pub(crate) struct Texts {
    pub(crate) law_as_of: &'static str,
    pub(crate) law_undated: &'static str,
    pub(crate) node: &'static str,
    pub(crate) no_cells: &'static str,

    pub(crate) legend: &'static str,
    pub(crate) legend_depends: &'static str,
    pub(crate) legend_open_between: &'static str,
    pub(crate) legend_open: &'static str,
    pub(crate) legend_both: &'static str,
    pub(crate) legend_mixed: &'static str,
    pub(crate) legend_beside: &'static str,
    pub(crate) legend_no_world: &'static str,

    pub(crate) depends: &'static str,
    pub(crate) depends_intro: &'static str,
    pub(crate) if_people: &'static str,
    pub(crate) at_choice: &'static str,
    pub(crate) under_law: &'static str,
    pub(crate) where_: &'static str,
    pub(crate) and: &'static str,
    pub(crate) or: &'static str,
    pub(crate) not: &'static str,
    pub(crate) otherwise: &'static str,
    pub(crate) always: &'static str,
    pub(crate) open_over_all: &'static str,
    pub(crate) open_between: &'static str,
    pub(crate) open_among: &'static str,
    pub(crate) and_more_cases: &'static str,
    pub(crate) and_many_cases: &'static str,
    pub(crate) and_more: &'static str,
    pub(crate) all_cells: &'static str,
    pub(crate) all_scenarios: &'static str,
    pub(crate) all_groups: &'static str,

    pub(crate) open: &'static str,
    pub(crate) no_evidence: &'static str,
    pub(crate) no_evidence_for_some: &'static str,
    pub(crate) hangs_on: &'static str,
    pub(crate) nothing_open: &'static str,

    pub(crate) coverage: &'static str,
    pub(crate) uncovered: &'static str,
    pub(crate) carried: &'static str,
    pub(crate) all_covered: &'static str,

    pub(crate) comparisons: &'static str,
    pub(crate) comparisons_intro: &'static str,
    pub(crate) reversed: &'static str,
    pub(crate) acknowledged: &'static str,
    pub(crate) none_reversed: &'static str,
    pub(crate) verdicts: [(&'static str, &'static str); 5],

    pub(crate) conclusions: &'static str,
    pub(crate) conclusions_intro: &'static str,
    pub(crate) fails_in: &'static str,
    pub(crate) undetermined_in: &'static str,
    pub(crate) holds: &'static str,
    pub(crate) fails: &'static str,
    pub(crate) undetermined: &'static str,
    pub(crate) stated: &'static str,
    pub(crate) decided_by: &'static str,
    pub(crate) no_world: &'static str,
}

impl Texts {
    /// The texts of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Nl => &NL,
            Language::En => &EN,
        }
    }
}

/// A text in Dutch and in English, where one stands alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Say(pub(crate) &'static str, pub(crate) &'static str);

impl Say {
    /// The text in a language.
    pub(crate) fn of(self, language: Language) -> &'static str {
        match language {
            Language::Nl => self.0,
            Language::En => self.1,
        }
    }
}

/// Puts things where a text has `{}`, in order.
pub(crate) fn fill(text: &str, things: &[&str]) -> String {
    let mut things = things.iter();
    let mut filled = String::with_capacity(text.len());
    let mut parts = text.split("{}");
    filled.push_str(parts.next().unwrap_or(""));
    for part in parts {
        filled.push_str(things.next().copied().unwrap_or(""));
        filled.push_str(part);
    }
    filled
}

static NL: Texts = Texts {
    law_as_of: "recht op {}",
    law_undated: "zonder peildatum voor het recht",
    node: "Criterium of indicator",
    no_cells: "Er is niets om te tonen: geen scenario of geen doelgroep.",

    legend: "Leeswijzer",
    legend_depends: "hangt af van wie het betreft of van keuzes die het scenario vrijlaat",
    legend_open_between: "open tussen deze niveaus: het bewijs beslist het niet",
    legend_open: "geheel open: het bewijs zegt hier niets, of niets dat vaststaat",
    legend_both: "hangt af van wie het betreft of van keuzes, en is deels open",
    legend_mixed: "bewijs voor en bewijs tegen komen hier samen",
    legend_beside: "er zijn ook bevindingen zonder effect; die veranderen dit niveau niet",
    legend_no_world: "dit scenario kan voor deze groep niet bestaan",

    depends: "Waarvan het afhangt",
    depends_intro: "Per criterium of indicator: voor wie en bij welke keuzes welk niveau geldt. Wat niet bekend is, staat er als open.",
    if_people: "als {}",
    at_choice: "bij {}",
    under_law: "onder {}",
    where_: "waar {}",
    and: " en ",
    or: " of ",
    not: "niet",
    otherwise: "anders",
    always: "altijd",
    open_over_all: "geheel open",
    open_between: "open tussen",
    open_among: "open:",
    and_more_cases: "en nog {} gevallen",
    and_many_cases: "en nog zeer veel gevallen",
    and_more: "en nog {}",
    all_cells: "overal",
    all_scenarios: "alle scenario's",
    all_groups: "alle groepen",

    open: "Wat open staat",
    no_evidence: "Geen bewijs",
    no_evidence_for_some: "Geen bewijs voor een deel van de mensen of keuzes",
    hangs_on: "Hangt af van wat niet vaststaat",
    nothing_open: "Niets: elke indicator ligt vast.",

    coverage: "Wat het bewijs dekt",
    uncovered: "geen bevinding met een oordeel noemt: {}",
    carried: "alleen met overgedragen bewijs: {}",
    all_covered: "elk kenmerk komt voor in een bevinding met een oordeel",

    comparisons: "Vergelijkingen in de bronnen",
    comparisons_intro: "Wat een bron van het een naast het ander zegt, naast de niveaus die hier volgen: {}.",
    reversed: "De niveaus zeggen het omgekeerde van de bron:",
    acknowledged: "erkend",
    none_reversed: "Geen vergelijking is omgekeerd.",
    verdicts: [
        ("shown", "aangetoond"),
        ("consistent", "verenigbaar"),
        ("reversed", "omgekeerd"),
        ("undetermined", "onbepaald"),
        ("empty", "zonder gevallen"),
    ],

    conclusions: "Conclusies",
    conclusions_intro: "Getoetst is de voorwaarde die de studie bij elke conclusie opschrijft, niet elk woord van de zin. Geldt: wat het antwoord op wat openstaat ook is.",
    fails_in: "niet in {}",
    undetermined_in: "onbepaald in {}",
    holds: "geldt",
    fails: "geldt niet",
    undetermined: "onbepaald",
    stated: "alleen gesteld",
    decided_by: "beslist door",
    no_world: "er is geen geval waar dit over gaat",
};

static EN: Texts = Texts {
    law_as_of: "law as of {}",
    law_undated: "no date for the law",
    node: "Criterion or indicator",
    no_cells: "There is nothing to show: no scenario or no group.",

    legend: "How to read this",
    legend_depends: "depends on whom it concerns, or on choices that the scenario leaves free",
    legend_open_between: "open between these levels: the evidence does not decide it",
    legend_open: "wholly open: the evidence says nothing here, or nothing firm",
    legend_both: "depends on whom it concerns or on choices, and is partly open",
    legend_mixed: "evidence for and evidence against meet here",
    legend_beside: "there are findings of no effect as well; they do not change this level",
    legend_no_world: "this scenario cannot exist for this group",

    depends: "What it depends on",
    depends_intro: "For each criterion or indicator: for whom and at which choices it has which level. What is not known is called open.",
    if_people: "if {}",
    at_choice: "with {}",
    under_law: "under {}",
    where_: "where {}",
    and: " and ",
    or: " or ",
    not: "not",
    otherwise: "otherwise",
    always: "always",
    open_over_all: "wholly open",
    open_between: "open between",
    open_among: "open:",
    and_more_cases: "and {} more cases",
    and_many_cases: "and very many more cases",
    and_more: "and {} more",
    all_cells: "everywhere",
    all_scenarios: "all scenarios",
    all_groups: "all groups",

    open: "What is open",
    no_evidence: "No evidence",
    no_evidence_for_some: "No evidence for some of the people or choices",
    hangs_on: "Depends on what is not settled",
    nothing_open: "Nothing: every indicator is settled.",

    coverage: "What the evidence covers",
    uncovered: "no finding with a judgement mentions: {}",
    carried: "only with evidence carried over: {}",
    all_covered: "every feature occurs in a finding with a judgement",

    comparisons: "Comparisons in the sources",
    comparisons_intro: "What a source says of one thing beside another, beside the levels that follow here: {}.",
    reversed: "The levels say the reverse of the source:",
    acknowledged: "acknowledged",
    none_reversed: "No comparison is reversed.",
    verdicts: [
        ("shown", "shown"),
        ("consistent", "consistent"),
        ("reversed", "reversed"),
        ("undetermined", "undetermined"),
        ("empty", "without cases"),
    ],

    conclusions: "Conclusions",
    conclusions_intro: "What is tested is the condition that the study writes down for each conclusion, not each word of the sentence. Holds: whatever the answer to what is open.",
    fails_in: "not in {}",
    undetermined_in: "undetermined in {}",
    holds: "holds",
    fails: "does not hold",
    undetermined: "undetermined",
    stated: "stated only",
    decided_by: "decided by",
    no_world: "there is no case that it speaks of",
};
