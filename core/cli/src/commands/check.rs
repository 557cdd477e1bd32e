//! `toets check`: everything that is wrong with a study, and what is worth knowing about it.

mod coding;

use std::collections::BTreeMap;

use toets_diagnostic::{Diagnostic, Severity, Words, both, render};
use toets_evaluate::{Compiled, Evaluation, Reach, all_cells, evaluate};
use toets_model::{Language, Sources, Study, Text, Treatment};
use toets_question::{
    ComparisonVerdict, ConclusionResult, Status, Unjudged, cells_needed, compare, conclude, gaps, tell_apart, uncounted,
};

use crate::args::{Check, CheckFormat};
use crate::failure::{Failure, Outcome};
use crate::opened;
use crate::output;
use coding::{one_sided_contests, outweighed_findings, restating, unknown_over_all, vetoes};

/// Checks a study and prints what was found; errors and reversed comparisons are faults.
pub(crate) fn check(args: &Check) -> Result<Outcome, Failure> {
    let opened = opened::open(&args.study)?;
    let mut found = opened.diagnostics;
    if let Some(compiled) = &opened.compiled {
        let study = &compiled.study;
        let mut cells = all_cells(study);
        cells.extend(cells_needed(study));
        cells.sort_unstable();
        cells.dedup();
        match evaluate(compiled, &cells) {
            Ok(mut evaluation) => {
                found.extend(one_sided_contests(&mut evaluation));
                found.extend(outweighed_findings(&mut evaluation));
                found.extend(empty_cells(&evaluation));
                found.extend(unknown_over_all(&mut evaluation));
                found.extend(vetoes(&evaluation));
                let concluded = conclude(&evaluation).and_then(|mut results| {
                    tell_apart(&evaluation, &opened.plugins, &mut results)?;
                    Ok(results)
                });
                match concluded {
                    Ok(results) => {
                        found.extend(of_nobody(study, &results));
                        found.extend(restating(study, &results));
                    }
                    Err(faults) => found.extend(faults),
                }
                if args.gaps {
                    found.extend(gap_notes(&evaluation));
                }
            }
            Err(faults) => found.extend(faults),
        }
        found.extend(comparisons(compiled));
        found.extend(open_numbers(compiled));
        found.extend(worth_knowing(study));
    }
    toets_diagnostic::sort(&mut found);
    let notes = match args.notes {
        true => Notes::Shown,
        // Gaps are asked for by name.
        false => Notes::Counted { but: "gap" },
    };
    print(&found, &opened.sources, args.format, notes);
    let faults = found.iter().any(|d| d.severity == Severity::Error);
    Ok(if faults { Outcome::Differs } else { Outcome::Fine })
}

/// What becomes of notes where a person reads: there may be many, and nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notes {
    /// They are shown.
    Shown,
    /// They are counted, but for those of one kind.
    Counted { but: &'static str },
}

/// Prints what a check found: it is the command's result.
pub(crate) fn print(found: &[Diagnostic], sources: &Sources, format: CheckFormat, notes: Notes) {
    let style = render::Style {
        color: output::is_terminal(),
        width: output::width(),
        language: output::language_of_faults(),
    };
    output::result(&match format {
        CheckFormat::Human => for_a_person(found, sources, style, notes),
        CheckFormat::Short => render::short(found, sources, style.language),
        CheckFormat::Json => render::json(found, sources, style.language),
    });
}

/// What is wrong, and at the end how it stands: in order, or how much there is to do.
fn for_a_person(found: &[Diagnostic], sources: &Sources, style: render::Style, notes: Notes) -> String {
    let is_shown = |it: &&Diagnostic| match notes {
        Notes::Shown => true,
        Notes::Counted { but } => it.severity != Severity::Note || it.code == but,
    };
    let shown: Vec<Diagnostic> = found.iter().filter(is_shown).cloned().collect();
    let mut text = render::listed(&shown, sources, style);
    let in_order = found.iter().all(|it| it.severity == Severity::Note);
    let order = both!("in order", "in orde");
    let stands = [
        in_order.then(|| order.get(style.language).to_owned()),
        render::counted(found, style.language),
    ];
    let stands: Vec<String> = stands.into_iter().flatten().collect();
    text.push_str(&stands.join("; "));
    if shown.len() < found.len() {
        let how = both!(" (`--notes` shows all notes)", " (`--notes` toont alle opmerkingen)");
        text.push_str(how.get(style.language));
    }
    text.push('\n');
    text
}

fn empty_cells(evaluation: &Evaluation) -> Vec<Diagnostic> {
    let study = &evaluation.compiled.study;
    let empty = evaluation.cells.iter().filter(|cell| !cell.has_worlds());
    empty
        .map(|cell| {
            let (scenario, group) = (study.scenarios.name(cell.scenario), study.groups.name(cell.group));
            Diagnostic::warning(
                "no-world",
                both!(
                    "the constraints admit no world of scenario `{scenario}` for group `{group}`",
                    "de beperkingen laten geen wereld toe van scenario `{scenario}` voor doelgroep `{group}`"
                ),
            )
            .at(
                study.scenarios[cell.scenario].span,
                both!("what this fixes", "wat dit vastlegt"),
            )
            .at(
                study.groups[cell.group].span,
                both!("can't go with what this fixes", "gaat niet samen met wat dit vastlegt"),
            )
        })
        .collect()
}

/// One warning for each conclusion that covers nobody: it stays undetermined, whatever is found out.
fn of_nobody(study: &Study, results: &[ConclusionResult]) -> Vec<Diagnostic> {
    let nobody = |result: &&ConclusionResult| result.status == Status::Undetermined && result.cells.is_empty();
    results
        .iter()
        .filter(nobody)
        .map(|result| {
            let name = study.conclusions.name(result.conclusion);
            Diagnostic::warning(
                "empty-conclusion",
                both!(
                    "the conclusion `{name}` covers nobody",
                    "de conclusie `{name}` gaat over niemand"
                ),
            )
            .at(
                study.conclusions[result.conclusion].span,
                both!(
                    "in none of its cells is there a world in which its `where` is so",
                    "in geen van haar cellen is er een wereld waarin haar `where` opgaat"
                ),
            )
            .help(both!(
                "look at `where` and `over`; until then it stays undetermined",
                "kijk naar `where` en `over`; tot dan blijft zij onbepaald"
            ))
        })
        .collect()
}

/// That a remark is missing because its question is too large.
fn not_looked_into(what: (&str, &str), limit: usize) -> Diagnostic {
    Diagnostic::note(
        "too-large",
        both!(
            "{} is too much to work out: it needs a decision diagram of more than {} nodes",
            "{} is te veel om uit te werken: het vraagt een beslisdiagram van meer dan {} knopen",
            what,
            limit
        ),
    )
}

/// Numbers that can't be left open: what `space` does not count, and `improve` does not change.
fn open_numbers(compiled: &std::sync::Arc<Compiled>) -> Option<Diagnostic> {
    let study = &compiled.study;
    let found = uncounted(compiled)?;
    let nodes: Vec<String> = found
        .nodes
        .iter()
        .map(|&n| format!("`{}`", study.nodes.name(n)))
        .collect();
    let nodes = nodes.join(", ");
    let mut note = Diagnostic::note(
        "unopened-number",
        both!(
            "not every number can be left open: `space` does not count {nodes}",
            "niet elk getal kan open blijven: `space` telt {nodes} niet"
        ),
    );
    for &variable in &found.numbers {
        note = note.at(
            study.variables[variable].span,
            match study.variables[variable].domain.size() {
                0 => both!("has no `cuts`", "heeft geen `cuts`"),
                _ => both!(
                    "has `cuts`, but a scorer needs the number itself",
                    "heeft `cuts`, maar een beoordelaar heeft het getal zelf nodig"
                ),
            },
        );
    }
    Some(note.help(both!(
        "scenarios that fix these numbers are judged all the same; `improve` leaves them as they are, and `space --fix` takes a number",
        "scenario's die deze getallen vastleggen worden gewoon beoordeeld; `improve` laat ze zoals ze zijn, en `space --fix` neemt een getal"
    )))
}

/// One note for each node: the cells in which no evidence speaks to it.
fn gap_notes(evaluation: &Evaluation) -> Vec<Diagnostic> {
    let study = &evaluation.compiled.study;
    let mut by_node: BTreeMap<_, Vec<Words>> = BTreeMap::new();
    for gap in gaps(evaluation) {
        let cell = format!(
            "{}/{}",
            study.scenarios.name(gap.scenario),
            study.groups.name(gap.group)
        );
        by_node.entry(gap.node).or_default().push(match gap.reach {
            Reach::Always => Words::same(cell),
            _ => both!("{cell} (in part)", "{cell} (deels)"),
        });
    }
    by_node
        .into_iter()
        .map(|(node, cells)| {
            Diagnostic::note(
                "gap",
                both!(
                    "no evidence speaks to `{}` in {} cells",
                    "over `{}` zegt in {} cellen geen bevinding iets",
                    study.nodes.name(node),
                    cells.len()
                ),
            )
            .at(study.nodes[node].span, both!("stays open there", "blijft daar open"))
            .with_note(Words::both(
                format!("cells: {}", joined(&cells, Language::En)),
                format!("cellen: {}", joined(&cells, Language::Nl)),
            ))
        })
        .collect()
}

fn joined(words: &[Words], language: Language) -> String {
    words.iter().map(|one| one.get(language)).collect::<Vec<_>>().join(", ")
}

/// What the study itself says.
fn said(text: &Text) -> Words {
    Words::both(text.get(Language::En), text.get(Language::Nl))
}

/// What the derived levels make of comparisons: a reversed one is a fault, unless it is acknowledged or may not hold.
fn comparisons(compiled: &std::sync::Arc<Compiled>) -> Vec<Diagnostic> {
    let study = &compiled.study;
    let results = match compare(compiled) {
        Ok(results) => results,
        Err(faults) => return faults,
    };
    let mut found = Vec::new();
    for result in results {
        let finding = &study.findings[result.finding];
        let name = study.findings.name(result.finding);
        // What is contested is claimed only by those on its side.
        let certain =
            study.treatment(result.finding) == Treatment::Holds && compiled.sides_of(result.finding).is_empty();
        let said = match result.verdict {
            ComparisonVerdict::Reversed if certain && !result.acknowledged => Diagnostic::error(
                "reversed-comparison",
                both!("the levels derived say the reverse of what `{name}` says", "de afgeleide niveaus zeggen het omgekeerde van wat `{name}` zegt"),
            )
            .help(both!(
                "look at how the findings on this node are coded; if the sources really contradict each other say so with `acknowledged = {{ nl = …, en = … }}`",
                "kijk hoe de bevindingen over deze knoop zijn gecodeerd; spreken de bronnen elkaar echt tegen, zeg dat dan met `acknowledged = {{ nl = …, en = … }}`"
            )),
            ComparisonVerdict::Reversed => {
                Diagnostic::note("reversed-comparison", both!(
                    "the levels derived say the reverse of what `{name}` says; {}",
                    "de afgeleide niveaus zeggen het omgekeerde van wat `{name}` zegt; {}",
                    if result.acknowledged {
                        both!("the study acknowledges it", "de studie erkent dat")
                    } else {
                        both!("it is open whether it holds", "of het opgaat, is open")
                    }
                ))
            }
            ComparisonVerdict::Shown | ComparisonVerdict::Consistent | ComparisonVerdict::Undetermined => Diagnostic::note(
                "comparison",
                both!(
                    "the comparison of `{0}` is {1}",
                    "de vergelijking van `{0}` {1}",
                    name,
                    match result.verdict {
                        ComparisonVerdict::Shown => both!("shown", "blijkt uit de niveaus"),
                        ComparisonVerdict::Consistent => both!("consistent", "wordt door de niveaus nergens weersproken"),
                        _ => both!("undetermined", "is onbepaald"),
                    }
                ),
            ),
            ComparisonVerdict::Empty => Diagnostic::warning(
                "empty-comparison",
                both!(
                    "the comparison of `{name}` speaks of no world: the constraints admit none in which both sides can be judged",
                    "de vergelijking van `{name}` gaat over geen enkele wereld: de beperkingen laten er geen toe waarin beide kanten te beoordelen zijn"
                ),
            ),
        };
        let said = match &result.unjudged {
            None => said,
            Some(Unjudged::NoOrder) => said.with_note(both!(
                "nobody says which is better on `{0}`: give the scale `better = \"lower\"` or `\"higher\"`, or levels with an order",
                "niemand zegt wat op `{0}` beter is: geef de schaal `better = \"lower\"` of `\"higher\"`, of niveaus met een volgorde",
                study.nodes.name(finding.node)
            )),
            Some(Unjudged::OpenNumbers(numbers)) => {
                let numbers: Vec<String> = numbers.iter().map(|&v| format!("`{}`", study.variables.name(v))).collect();
                let numbers = numbers.join(", ");
                said.with_note(both!(
                    "it compares whatever these numbers are, and they can't be left open: {numbers}; say in `compare` what they were, on both sides",
                    "zij vergelijkt wat deze getallen ook zijn, en open kunnen ze niet blijven: {numbers}; zeg in `compare` wat ze waren, aan beide kanten"
                ))
            }
        };
        found.push(said.at(finding.span, ()));
    }
    found
}

/// What is no fault: conflicts between figures, law that was not checked, findings that are open for want of a condition.
fn worth_knowing(study: &Study) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, figure) in study.figures.iter() {
        let name = study.figures.name(id);
        if figure.conflict.is_none() && figure.conflicts_with.is_empty() {
            continue;
        }
        let others: Vec<String> = figure
            .conflicts_with
            .iter()
            .map(|&f| format!("`{}`", study.figures.name(f)))
            .collect();
        let mut note = Diagnostic::note(
            "figures-conflict",
            if others.is_empty() {
                both!(
                    "figure `{name}` does not agree with itself",
                    "cijfer `{name}` klopt niet met zichzelf"
                )
            } else {
                let others = others.join(", ");
                both!(
                    "figure `{name}` does not agree with {others}",
                    "cijfer `{name}` klopt niet met {others}"
                )
            },
        )
        .at(figure.span, ());
        for &other in &figure.conflicts_with {
            note = note.at(study.figures[other].span, ());
        }
        if let Some(conflict) = &figure.conflict {
            note = note.with_note(said(conflict));
        }
        found.push(note);
    }
    for (id, provision) in study.provisions.iter() {
        // One that an amendment adds is no law yet: there is no text to check it against.
        if provision.added_by.is_some() {
            continue;
        }
        for version in provision.versions.iter().filter(|version| !version.verified) {
            let of = match provision.versions.len() {
                1 => Words::same(""),
                _ => both!("version `{}` of ", "versie `{}` van ", version.id),
            };
            let says = both!(
                "{}provision `{}` was not checked against the text of the law",
                "{}bepaling `{}` is niet naast de wettekst gelegd",
                of,
                study.provisions.name(id)
            );
            let mut note = Diagnostic::note("unverified", says).at(version.span, ());
            if let Some(why) = &version.note {
                note = note.with_note(said(why));
            }
            found.push(note);
        }
    }
    for (id, contest) in study.contests.iter() {
        let name = study.contests.name(id);
        let sides: Vec<String> = contest
            .sides
            .iter()
            .map(|side| {
                side.findings
                    .iter()
                    .map(|&f| study.findings.name(f))
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .collect();
        found.push(
            Diagnostic::note(
                "contest",
                Words::both(
                    format!(
                        "the sources contradict each other on `{name}`: {}",
                        sides.join(" against ")
                    ),
                    format!(
                        "de bronnen spreken elkaar tegen over `{name}`: {}",
                        sides.join(" tegenover ")
                    ),
                ),
            )
            .at(contest.span, ()),
        );
    }
    found
}
