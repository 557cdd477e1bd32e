//! An example with each command, as it would be typed.

use toets_diagnostic::Words;

/// A call, and what it does.
pub(super) struct Example {
    /// The call.
    pub(super) call: &'static str,
    /// What it does.
    pub(super) what: Words,
}

/// The examples of a command, by the names on the way to it.
pub(super) fn of_command(path: &[String]) -> impl Iterator<Item = Example> {
    let named = path.join(" ");
    let of = EXAMPLES.iter().filter(move |(command, ..)| *command == named);
    of.map(|&(_, call, en, nl)| Example {
        call,
        what: Words::both(en, nl),
    })
}

/// The command, the call, and what it does in English and in Dutch.
const EXAMPLES: &[(&str, &str, &str, &str)] = &[
    (
        "",
        "toets run",
        "what follows, on one screen",
        "wat er volgt, op één scherm",
    ),
    (
        "",
        "toets explain C1 glo K1.int",
        "why this node has its level there",
        "waarom deze knoop daar dit niveau heeft",
    ),
    (
        "",
        "toets compare A1 B1 C1",
        "three scenarios beside each other",
        "drie scenario's naast elkaar",
    ),
    (
        "run",
        "toets run",
        "what follows, on one screen",
        "wat er volgt, op één scherm",
    ),
    (
        "run",
        "toets run C1 glo --full",
        "everything about one scenario for one group",
        "alles over één scenario voor één doelgroep",
    ),
    (
        "run",
        "toets run -o results.xlsx",
        "the whole scorecard in a workbook",
        "de hele scorekaart in een werkmap",
    ),
    (
        "check",
        "toets check",
        "what is wrong, and how many notes there are",
        "wat er niet klopt, en hoeveel opmerkingen er zijn",
    ),
    (
        "check",
        "toets check --format short",
        "one line for each, as editors like it",
        "één regel per bevinding, zoals editors het graag zien",
    ),
    (
        "graph",
        "toets graph --impact K1.int",
        "what depends on a node",
        "wat van een knoop afhangt",
    ),
    (
        "graph",
        "toets graph --format svg > graph.svg",
        "a drawing of everything",
        "een tekening van het geheel",
    ),
    (
        "explain",
        "toets explain C1 glo K1.int",
        "a scenario, a group and a node, by their places",
        "een scenario, een doelgroep en een knoop, op hun plaats",
    ),
    (
        "explain",
        "toets explain C1 glo --where returns=yes",
        "the verdict, for those who return",
        "het eindoordeel, voor wie terugkeert",
    ),
    (
        "conditions",
        "toets conditions B1 glo K2 --at-least +",
        "for whom, and under which choices, it is at least +",
        "voor wie, en bij welke keuzes, het ten minste + is",
    ),
    (
        "improve",
        "toets improve C1 glo --to \"wenselijk én haalbaar\"",
        "the smallest changes with which a level is reached",
        "de kleinste wijzigingen waarmee een niveau wordt gehaald",
    ),
    (
        "improve",
        "toets improve B2 glo --law",
        "what would make it lawful",
        "wat het rechtmatig zou maken",
    ),
    (
        "decide",
        "toets decide C1 glo",
        "what to research first about one scenario",
        "wat bij één scenario het eerst uit te zoeken",
    ),
    (
        "space",
        "toets space --group glo --fix audience=all_in_class",
        "all designs for the whole class",
        "alle ontwerpen voor de hele klas",
    ),
    (
        "compare",
        "toets compare A1 C1 --group glo",
        "two scenarios: where they differ, for whom and why",
        "twee scenario's: waarin zij verschillen, voor wie en waarom",
    ),
    (
        "compare",
        "toets compare A1 B1 C1",
        "three in one table",
        "drie in één tabel",
    ),
    (
        "rank",
        "toets rank --group glo --node desirability",
        "which scenarios none is above",
        "boven welke scenario's geen ander staat",
    ),
    (
        "robust",
        "toets robust C1 glo",
        "which single choices of the coding move its verdict",
        "welke losse keuzes van de codering het oordeel veranderen",
    ),
    (
        "sheet",
        "toets sheet -o codering.xlsx",
        "the study as a workbook to code in",
        "de studie als werkblad om in te coderen",
    ),
    (
        "sheet",
        "toets sheet --from codering.xlsx --apply",
        "put what was coded into the study",
        "zet wat is gecodeerd in de studie",
    ),
    (
        "agree",
        "toets agree anna.xlsx bram.xlsx",
        "which disagreements of two coders matter",
        "welke verschillen tussen twee codeurs ertoe doen",
    ),
    (
        "test",
        "toets test",
        "what differs from what was approved",
        "wat afwijkt van wat is goedgekeurd",
    ),
    (
        "test",
        "toets test --review",
        "look at it one by one, and approve or reject",
        "bekijk het één voor één, en keur goed of af",
    ),
    (
        "report",
        "toets report -o rapport.docx",
        "a report in Word",
        "een rapport in Word",
    ),
    (
        "report",
        "toets report --scenario C1 -o report.html --lang en",
        "a page about one scenario, in English",
        "een pagina over één scenario, in het Engels",
    ),
    (
        "plot",
        "toets plot scorecard -o scorecard.svg",
        "the scorecard as a drawing",
        "de scorekaart als tekening",
    ),
    (
        "diff",
        "toets diff --to-as-of 2026-08-01",
        "what another day's law moves",
        "wat het recht van een andere dag verandert",
    ),
    (
        "new study",
        "toets new study my-study",
        "a study that runs at once",
        "een studie die meteen werkt",
    ),
    (
        "new scenario",
        "toets new scenario my-scenario",
        "a scenario script with all levers of the study",
        "een scenarioscript met alle ontwerpkeuzes van de studie",
    ),
    (
        "new plugin",
        "toets new plugin my-plugin --node K1.int",
        "a scorer for one node, with tests",
        "een beoordelaar voor één knoop, met tests",
    ),
    (
        "new",
        "toets new study my-study",
        "a study that runs at once",
        "een studie die meteen werkt",
    ),
    (
        "definitions",
        "toets definitions",
        "files for an editor, beside the scripts",
        "bestanden voor een editor, naast de scripts",
    ),
    (
        "schema",
        "toets schema > study.schema.json",
        "the schema of studies",
        "het schema van studies",
    ),
    (
        "fmt",
        "toets fmt",
        "lay out all files of the study",
        "maak alle bestanden van de studie op",
    ),
    (
        "fmt",
        "toets fmt --check",
        "whether they are laid out, and which are not",
        "of ze zijn opgemaakt, en welke niet",
    ),
    (
        "timeline",
        "toets timeline A2",
        "when the law changes its results",
        "wanneer het recht de uitkomsten verandert",
    ),
    (
        "law",
        "toets law check",
        "what the legal checks forget",
        "wat de juridische toetsen vergeten",
    ),
    (
        "law diff",
        "toets law diff 2025-05-01 2026-08-01",
        "which provisions move, and which results",
        "welke bepalingen veranderen, en welke uitkomsten",
    ),
    (
        "law check",
        "toets law check",
        "cases that are forgotten or contradict each other, over all days",
        "gevallen die vergeten zijn of elkaar tegenspreken, op alle dagen",
    ),
    (
        "script",
        "toets script check scripts/scoring/my-plugin.rhai",
        "what is wrong with a script",
        "wat er aan een script niet klopt",
    ),
    (
        "script check",
        "toets script check scripts/scoring/my-plugin.rhai",
        "what is wrong with it, before it is run",
        "wat er niet klopt, nog voordat het wordt uitgevoerd",
    ),
    (
        "script test",
        "toets script test scripts/scoring/my-plugin.rhai",
        "run its tests",
        "voer de tests ervan uit",
    ),
    (
        "script try",
        "toets script try scripts/scoring/my-plugin.rhai C1 glo",
        "line by line, in one cell",
        "regel voor regel, voor één scenario en doelgroep",
    ),
    (
        "sources",
        "toets sources verify --text report.txt",
        "whether all citations point at what they say",
        "of alle verwijzingen wijzen naar wat zij zeggen",
    ),
    (
        "sources verify",
        "toets sources verify --text report.txt",
        "whether all citations point at what they say",
        "of alle verwijzingen wijzen naar wat zij zeggen",
    ),
    (
        "sources cite",
        "toets sources cite --text report.txt --lines 592-593",
        "a citation to paste into a finding",
        "een verwijzing om in een bevinding te plakken",
    ),
    (
        "completions",
        "toets completions bash > ~/.local/share/bash-completion/completions/toets",
        "complete calls in the shell",
        "vul opdrachten aan in de shell",
    ),
];

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory, Parser};

    use super::*;
    use crate::args::Args;

    fn words(call: &str) -> Vec<String> {
        // What a shell makes of it: a redirection is not the program's, quotes keep words together.
        let call = call.split(" > ").next().unwrap_or_default();
        let parts = call.split('"').enumerate();
        parts
            .flat_map(|(n, part)| match n % 2 {
                0 => part.split_whitespace().map(str::to_owned).collect(),
                _ => vec![part.to_owned()],
            })
            .collect()
    }

    #[test]
    fn every_example_can_be_called_and_is_of_its_command() {
        for (command, call, ..) in EXAMPLES {
            let read = Args::try_parse_from(words(call));
            assert!(read.is_ok(), "{call}: {read:?}");
            assert!(
                call.starts_with(&format!("toets {command}")),
                "{call} is not of `{command}`"
            );
        }
    }

    #[test]
    fn every_command_has_an_example() {
        fn walk(command: &Command, path: &[String]) {
            assert!(of_command(path).next().is_some(), "`{}` has no example", path.join(" "));
            for below in command.get_subcommands().filter(|it| it.get_name() != "help") {
                walk(below, &[path, &[below.get_name().to_owned()]].concat());
            }
        }
        walk(&Args::command(), &[]);
    }
}
