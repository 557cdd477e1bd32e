//! The Dutch of what the library that reads calls says in English: of commands, of options, of their values.

use toets_forms::FORMS;

/// The Dutch of an English text; none where it has none.
pub(super) fn in_dutch(text: &str) -> Option<&'static str> {
    let forms = FORMS.iter().map(|form| (form.about[1], form.about[0]));
    let mut all = DUTCH.iter().copied().chain(forms);
    all.find(|(english, _)| *english == text).map(|(_, dutch)| dutch)
}

/// English, as what can be said is described beside it, and Dutch; names of values at the end.
const DUTCH: &[(&str, &str)] = &[
    (
        "A workbook to take in (`.xlsx`, `.ods`, or one sheet as `.csv`): shows what it would change in the study",
        "Een werkblad om in te lezen (`.xlsx`, `.ods`, of één blad als `.csv`): laat zien wat het in de studie zou wijzigen",
    ),
    (
        "Write these changes into the study's files; comments and order stay",
        "Zet deze wijzigingen in de bestanden van de studie; commentaar en volgorde blijven",
    ),
    (
        "The coding that counts in all else: a workbook of the study, or a study",
        "De codering die in al het andere telt: een werkblad van de studie, of een studie",
    ),
    ("The coding to set beside it", "De codering om ernaast te leggen"),
    (
        "The study that workbooks are of (default: the only one in sight, or the default one)",
        "De studie waarvan de werkbladen zijn (standaard: de enige in zicht, of de studie die als standaard is aangewezen)",
    ),
    (
        "Print what disagrees as findings and contests, to paste into the study: who is right is then an unknown",
        "Druk af wat verschilt als bevindingen en tegenspraken, om in de studie te plakken: wie gelijk heeft is dan een kennisvraag",
    ),
    (
        "Write a study as a workbook to code in, or take one in",
        "Een studie als werkblad schrijven om in te coderen, of een werkblad inlezen",
    ),
    (
        "Set two codings of the same evidence beside each other: how far they agree, and which disagreements matter",
        "Twee coderingen van hetzelfde bewijs naast elkaar leggen: hoe ver zij overeenkomen, en welke verschillen ertoe doen",
    ),
    ("A drawing", "Een tekening"),
    (
        "A folder with templates, style, script or texts that replace the built-in ones",
        "Een map met sjablonen, opmaak, script of teksten die de ingebouwde vervangen",
    ),
    (
        "A script with scenarios or a scoring plugin, besides those in `scripts/scoring/`. May be given more than once",
        "Een script met scenario's of een beoordelaar, naast die in `scripts/scoring/`. Mag vaker worden gegeven",
    ),
    (
        "A study: a folder, a `study.toml`, or the name of one under `policies/`. May be left out where there is only one",
        "Een studie: een map, een `study.toml`, of de naam van een studie in `policies/`. Mag weg als er maar één is",
    ),
    (
        "All designs, counted: for each level, and over two levers at a time",
        "Alle ontwerpen, geteld: per niveau, en naar steeds twee ontwerpkeuzes",
    ),
    ("All of them", "Allemaal"),
    (
        "How much is written: the answer alone, the reasons too, or all. A page without it has all, and lays out what the reasons rest on where it is opened",
        "Hoeveel er wordt geschreven: alleen het antwoord, ook de onderbouwing, of alles. Een pagina zonder deze optie heeft alles, en toont waar de onderbouwing op rust zodra dat wordt geopend",
    ),
    (
        "One page: what is concluded, for whom, why, and what is open",
        "Eén pagina: wat de conclusie is, voor wie, waarom, en wat nog open is",
    ),
    (
        "What is concluded, and how sure that is",
        "Wat de conclusie is, en hoe zeker die is",
    ),
    ("And why", "En waarom"),
    ("And what that rests on", "En waar dat op rust"),
    (
        "Also write what the result was made from: hashes of files, versions, the call",
        "Schrijf ook op waar de uitkomst uit is gemaakt: hashes van bestanden, versies, de opdracht",
    ),
    (
        "An amendment that is in force. May be given more than once",
        "Een wijziging die van kracht is. Mag vaker worden gegeven",
    ),
    (
        "An amendment that is left open: in force or not. May be given more than once",
        "Een wijziging die open blijft: van kracht of niet. Mag vaker worden gegeven",
    ),
    ("Approve all that differs", "Keur alles goed wat afwijkt"),
    (
        "Ask what would make it lawful: all smallest sets of instruments, changes of the law and of the option together",
        "Vraag wat het rechtmatig zou maken: alle kleinste combinaties van instrumenten, wijzigingen van de wet en van de optie samen",
    ),
    (
        "Assume a value of what is open: a trait, a lever, or an unknown (`open.f1=holds`, `contest.x=2`). May be given more than once",
        "Neem een waarde aan van wat open is: een kenmerk, een ontwerpkeuze of een kennisvraag (`open.f1=holds`, `contest.x=2`). Mag vaker worden gegeven",
    ),
    (
        "Assume that something open is so. May be given more than once",
        "Neem aan dat iets wat open is, zo is. Mag vaker worden gegeven",
    ),
    ("At most 64 boxes for a level", "Ten hoogste 64 blokken per niveau"),
    ("Both", "Beide"),
    ("Both, one after the other", "Beide, na elkaar"),
    (
        "Chapter or annex, as the source numbers it",
        "Hoofdstuk of bijlage, zoals de bron die nummert",
    ),
    (
        "Check that citations point at what they say, or make new ones",
        "Ga na of verwijzingen wijzen naar wat zij zeggen, of maak nieuwe",
    ),
    (
        "Check the citations of a document against its text",
        "Leg de verwijzingen naar een document naast de tekst ervan",
    ),
    (
        "Compare what follows with what was approved",
        "Vergelijk wat er volgt met wat is goedgekeurd",
    ),
    (
        "Count all designs: how many are desirable, feasible, lawful",
        "Tel alle ontwerpen: hoeveel er wenselijk, haalbaar en rechtmatig zijn",
    ),
    ("Count the levels of this node too", "Tel ook de niveaus van deze knoop"),
    (
        "Decision diagram nodes in one cell",
        "Knopen van beslisdiagrammen, voor één scenario en doelgroep",
    ),
    ("Draw one figure", "Teken één figuur"),
    ("Draw what depends on what", "Teken wat waarvan afhangt"),
    ("Dutch", "Nederlands"),
    ("English", "Engels"),
    (
        "Evaluate a study: what follows, on one screen; in full, the scorecard, and which conclusions hold",
        "Reken een studie door: wat er volgt, op één scherm; of voluit, met de scorekaart en welke conclusies gelden",
    ),
    (
        "Evaluate again whenever a file of the study or a script is saved, and print what moved, until Ctrl-C",
        "Reken opnieuw zodra een bestand van de studie of een script wordt opgeslagen, en toon wat er verandert, tot Ctrl-C",
    ),
    (
        "Every criterion and indicator in every scenario and group",
        "Elk criterium en elke indicator, voor elk scenario en elke doelgroep",
    ),
    (
        "Excel with Dutch settings: semicolons, decimal commas, nothing that it takes for a formula",
        "Excel met Nederlandse instellingen: puntkomma's, decimale komma's, en niets wat voor een formule doorgaat",
    ),
    (
        "Fill in alike what two scenarios both leave open",
        "Vul gelijk in wat twee scenario's beide openlaten",
    ),
    (
        "Find cases that legal checks forget or contradict themselves in, and provisions that nothing reads",
        "Vind gevallen die de juridische toetsen vergeten of waarin zij zichzelf tegenspreken, en bepalingen die nergens worden gelezen",
    ),
    (
        "Find everything that is wrong with a study, and what is worth knowing about it",
        "Vind alles wat er niet klopt aan een studie, en wat het weten waard is",
    ),
    (
        "Find how much depends on single choices in the coding",
        "Vind hoeveel er afhangt van losse keuzes in de codering",
    ),
    (
        "Find the smallest changes that lift a result, or what stands in the way",
        "Vind de kleinste wijzigingen die een uitkomst beter maken, of wat in de weg staat",
    ),
    (
        "Find what is wrong with scripts before they are run",
        "Vind wat er niet klopt aan scripts voordat zij worden uitgevoerd",
    ),
    (
        "Find which unknown is worth researching first",
        "Vind welke kennisvraag het eerst onderzoek waard is",
    ),
    ("Findings and conclusions too", "Ook bevindingen en conclusies"),
    (
        "Fix a lever, a trait or the law. May be given more than once",
        "Leg een ontwerpkeuze, een kenmerk of het recht vast. Mag vaker worden gegeven",
    ),
    ("For Graphviz", "Voor Graphviz"),
    ("For Markdown pages", "Voor pagina's in Markdown"),
    ("For a person", "Voor mensen"),
    ("For a person at a terminal", "Voor mensen, op een terminal"),
    ("For a program", "Voor programma's"),
    ("For some answers", "Bij sommige antwoorden"),
    (
        "For whom: `all`, `some`, or all of whom `TRAIT=VALUE` is so",
        "Voor wie: `all` (iedereen), `some` (sommigen), of iedereen voor wie `KENMERK=WAARDE` geldt",
    ),
    ("How to print the run", "Hoe de uitvoering wordt getoond"),
    ("How to print what came of them", "Hoe de uitslag wordt getoond"),
    ("How to print what differs", "Hoe wordt getoond wat afwijkt"),
    ("How to print what moved", "Hoe wordt getoond wat er verandert"),
    ("How to print what was found", "Hoe wordt getoond wat er is gevonden"),
    (
        "How to write the answer (default: as the file's name ends, else `table`)",
        "In welke vorm het antwoord komt (standaard: zoals de bestandsnaam eindigt, anders `table`)",
    ),
    ("How to write the graph", "In welke vorm het schema komt"),
    (
        "Its name: the file, and the id of what it defines",
        "De naam: van het bestand, en het id van wat erin staat",
    ),
    (
        "Its name: the folder, and the id of the study",
        "De naam: van de map, en het id van de studie",
    ),
    (
        "Lay out the TOML of a study in one way; what it says stays the same, and comments stay where they belong",
        "Maak de TOML van een studie op één manier op; wat er staat blijft hetzelfde, en opmerkingen blijven op hun plaats",
    ),
    (
        "List at most so many conditions, those that ask least first; it is said how many there are",
        "Noem ten hoogste zoveel voorwaarden, die het minst vragen eerst; hoeveel er zijn staat erbij",
    ),
    (
        "List, for each cell, the indicators that no evidence speaks to",
        "Noem per scenario en doelgroep de indicatoren waarover geen bevinding iets zegt",
    ),
    ("Look at scripts", "Bekijk scripts"),
    ("Look at the law", "Bekijk het recht"),
    (
        "Look at this scenario only. May be given more than once",
        "Kijk alleen naar dit scenario. Mag vaker worden gegeven",
    ),
    (
        "Look at this target group only. May be given more than once",
        "Kijk alleen naar deze doelgroep. Mag vaker worden gegeven",
    ),
    (
        "Look at what differs one by one, and approve or reject it",
        "Bekijk één voor één wat afwijkt, en keur het goed of af",
    ),
    ("One line for each", "Eén regel per stuk"),
    (
        "Only what depends on this: a variable, finding, provision, node, transfer or contest",
        "Alleen wat hiervan afhangt: een variabele, bevinding, bepaling, knoop, overdracht of strijdpunt",
    ),
    (
        "Paths of one scorer in one cell",
        "Paden van één beoordelaar, voor één scenario en doelgroep",
    ),
    (
        "Policy analysis with evidence, law and scenarios: what follows for every scenario and every target group, why, and what stays open",
        "Beleidsanalyse met bewijs, recht en scenario's: wat er volgt voor elk scenario en elke doelgroep, waarom, en wat open blijft",
    ),
    (
        "Print a citation to paste into a finding",
        "Toon een verwijzing om in een bevinding te plakken",
    ),
    (
        "Print a completion script for a shell",
        "Toon een script waarmee een shell opdrachten aanvult",
    ),
    (
        "Print help (see a summary with '-h')",
        "Toon deze hulp (`-h` is korter)",
    ),
    (
        "Print the JSON Schema of the TOML of a study",
        "Toon het JSON-schema van de TOML van een studie",
    ),
    (
        "Print the whole scorecard, not only what fits one screen. The other forms always are whole",
        "Toon de hele scorekaart, niet alleen wat op één scherm past. De andere vormen zijn altijd volledig",
    ),
    ("Print version", "Toon de versie"),
    (
        "Programs: commas, decimal points, every value as it is",
        "Programma's: komma's, decimale punten, elke waarde zoals zij is",
    ),
    (
        "Run one scoring plugin on one cell, line by line: what it reads, and why it judges as it does",
        "Voer één beoordelaar uit voor één scenario en doelgroep, regel voor regel: wat hij leest, en waarom hij zo oordeelt",
    ),
    (
        "Run the tests that scripts bring along: their functions `fn test_…()`",
        "Voer de tests uit die scripts meebrengen: hun functies `fn test_…()`",
    ),
    (
        "Say for whom, and under which choices, laws and answers a level is reached",
        "Zeg voor wie, en bij welke keuzes, welk recht en welke antwoorden een niveau wordt gehaald",
    ),
    (
        "Say what all cases in which it holds have in common, instead of when it holds",
        "Zeg wat alle gevallen waarin het zo is gemeen hebben, in plaats van wanneer het zo is",
    ),
    (
        "Say what moved between two studies, or between two regimes of one, and why",
        "Zeg wat er verschilt tussen twee studies, of tussen twee stelsels van recht, en waardoor",
    ),
    (
        "Say when results change because the law does",
        "Zeg wanneer uitkomsten veranderen doordat het recht verandert",
    ),
    (
        "Say which provisions move between two days, and which results with them",
        "Zeg welke bepalingen tussen twee dagen veranderen, en welke uitkomsten mee",
    ),
    (
        "Say why a node has the level that it has, down to the passages that it rests on",
        "Zeg waarom een knoop het niveau heeft dat hij heeft, tot op de passages waarop dat rust",
    ),
    (
        "Seconds that scripts may run in one go",
        "Seconden die scripts achter elkaar mogen werken",
    ),
    (
        "Set all scenarios beside each other, two by two: which are above which, and on what that depends",
        "Zet alle scenario's twee aan twee naast elkaar: welke boven welke staan, en waar dat van afhangt",
    ),
    (
        "Set two or more scenarios beside each other: where they differ; of two also why, and for whom each is the better one",
        "Zet twee of meer scenario's naast elkaar: waarin zij verschillen; bij twee ook waarom, en voor wie elk het betere is",
    ),
    (
        "Show the notes too: what is worth knowing, where nothing is wrong. The other formats always have them",
        "Toon ook de opmerkingen: wat het weten waard is waar niets mis is. De andere vormen hebben ze altijd",
    ),
    (
        "Steps of one run of a script",
        "Stappen van één uitvoering van een script",
    ),
    (
        "The day whose law counts (default: the study's own)",
        "De dag waarvan het recht telt (standaard: die van de studie)",
    ),
    (
        "The day whose law counts in the second one",
        "De dag waarvan het recht telt in de tweede",
    ),
    (
        "The file to write, ending in `.svg`. `-` writes to standard output",
        "Het bestand om te schrijven; de naam eindigt op `.svg`. Met `-` naar de standaarduitvoer",
    ),
    (
        "The file to write; its ending says what it becomes: `.html`, `.docx`, `.xlsx`, `.md`, `.typ` or `.pdf`. `-` writes a page to standard output",
        "Het bestand om te schrijven; het eind van de naam zegt wat het wordt: `.html`, `.docx`, `.xlsx`, `.md`, `.typ` of `.pdf`. Met `-` gaat een pagina naar de standaarduitvoer",
    ),
    ("The first and the last line", "De eerste en de laatste regel"),
    ("The first day, `YYYY-MM-DD`", "De eerste dag, `JJJJ-MM-DD`"),
    (
        "The folder to put it in (default: `policies/` of the project)",
        "De map om het in te zetten (standaard: `policies/` van het project)",
    ),
    (
        "The folder to put it in (default: `scripts/scenarios/` or `scripts/scoring/` of the project)",
        "De map om het in te zetten (standaard: `scripts/scenarios/` of `scripts/scoring/` van het project)",
    ),
    (
        "The folder to write to (default: `.toets` in the project's folder). What was written there before is replaced",
        "De map om in te schrijven (standaard: `.toets` in de map van het project). Wat er eerder is geschreven, wordt vervangen",
    ),
    ("The language of results", "De taal van uitkomsten"),
    ("The language of the comments", "De taal van de toelichting"),
    (
        "The language of what was found (default: English)",
        "De taal van wat er is gevonden (standaard: Engels)",
    ),
    (
        "The law over time, and what follows",
        "Het recht door de tijd, en wat eruit volgt",
    ),
    (
        "The level to be reached: at least it, or exactly it where the scale has no order (default: `+` if there is one, else the best)",
        "Het niveau dat gehaald moet worden: ten minste dat, of precies dat als de schaal geen volgorde heeft (standaard: `+` als die er is, anders het beste)",
    ),
    (
        "The level to be reached: at least it, or exactly it where the scale has no order. With `--law` it may be left out: lawful, without anyone's permission or a change of the law still to come",
        "Het niveau dat gehaald moet worden: ten minste dat, of precies dat als de schaal geen volgorde heeft. Met `--law` mag het weg: rechtmatig, zonder dat iemand nog toestemming moet geven of de wet nog moet veranderen",
    ),
    (
        "The node (default: the verdict)",
        "De knoop (standaard: het eindoordeel)",
    ),
    (
        "The node that is to reach it (default: the verdict)",
        "De knoop die het moet halen (standaard: het eindoordeel)",
    ),
    (
        "The node that is to reach it (default: the verdict; with `--law` the topmost one on a scale of the law)",
        "De knoop die het moet halen (standaard: het eindoordeel; met `--law` de bovenste met een juridische schaal)",
    ),
    (
        "The node that it is to judge: it gets the scale of this node (default: the first indicator)",
        "De knoop die hij beoordeelt: hij krijgt de schaal ervan (standaard: de eerste indicator)",
    ),
    (
        "The node that it judges (default: the one that names the script)",
        "De knoop die het beoordeelt (standaard: die het script noemt)",
    ),
    (
        "The node that they judge (default: the first that names the script, else the first that it suits)",
        "De knoop die zij beoordelen (standaard: de eerste die het script noemt, anders de eerste waar het bij past)",
    ),
    (
        "The node to explain (default: the verdict)",
        "De knoop om uit te leggen (standaard: het eindoordeel)",
    ),
    (
        "The node to rank on (default: the parts of the verdict, and every criterion)",
        "De knoop om op te vergelijken (standaard: de delen van het eindoordeel, en elk criterium)",
    ),
    ("The scenario", "Het scenario"),
    (
        "The scenario to start from. With `--law` it may be given more than once; default all",
        "Het scenario om van uit te gaan. Met `--law` mag het vaker worden gegeven; standaard alle",
    ),
    (
        "The scenario. A first word that names no study is taken for it",
        "Het scenario. Een eerste woord dat geen studie noemt, geldt als het scenario",
    ),
    (
        "The scenarios, two or more; one alone is compared with the study's baseline",
        "De scenario's, twee of meer; één alleen wordt vergeleken met het uitgangspunt (`baseline`) van de studie",
    ),
    ("The script: a scoring plugin", "Het script: een beoordelaar"),
    ("The scripts", "De scripts"),
    ("The second day", "De tweede dag"),
    ("The shell", "De shell"),
    (
        "The study that it is for (default: the only one in sight)",
        "De studie waarvoor het is (standaard: de enige in zicht)",
    ),
    (
        "The study that it judges (default: the only one in sight)",
        "De studie die het beoordeelt (standaard: de enige in zicht)",
    ),
    (
        "The study to compare it with (default: the same one, under another law)",
        "De studie om mee te vergelijken (standaard: dezelfde, onder ander recht)",
    ),
    (
        "The study whose variables scripts read (default: the only one in sight)",
        "De studie waarvan scripts de variabelen lezen (standaard: de enige in zicht)",
    ),
    (
        "The study whose variables, nodes and levels they use (default: the only one in sight)",
        "De studie waarvan zij de variabelen, knopen en niveaus gebruiken (standaard: de enige in zicht)",
    ),
    ("The target group", "De doelgroep"),
    (
        "The target group. With `--law` it may be given more than once; default all",
        "De doelgroep. Met `--law` mag zij vaker worden gegeven; standaard alle",
    ),
    ("The text of the document", "De tekst van het document"),
    (
        "The text of the document: UTF-8, the lines that the citations count",
        "De tekst van het document: UTF-8, met de regels die de verwijzingen tellen",
    ),
    (
        "Under which conditions levels are reached",
        "Onder welke voorwaarden niveaus worden gehaald",
    ),
    (
        "Unfold the tree this many steps down (default: what decided, all else not; one step where several levels are explained)",
        "Vouw de boom zoveel stappen uit (standaard: wat besliste, en al het andere niet; één stap als er meer niveaus worden uitgelegd)",
    ),
    (
        "What a regime variable is in the first one. May be given more than once",
        "Wat een regimevariabele in de eerste is. Mag vaker worden gegeven",
    ),
    (
        "What a regime variable is in the second one (default: as in the first). May be given more than once",
        "Wat een regimevariabele in de tweede is (standaard: als in de eerste). Mag vaker worden gegeven",
    ),
    (
        "What changes cost: a TOML file with a whole number for a lever, or for each of its values; 1 unless said otherwise",
        "Wat wijzigingen kosten: een TOML-bestand met een geheel getal per ontwerpkeuze, of per waarde ervan; zonder opgave 1",
    ),
    ("What depends on what", "Wat waarvan afhangt"),
    (
        "What surely reaches it (`all` answers), what may (`some` answers), or both",
        "Wat het zeker haalt (`all`: bij alle antwoorden), wat het kan halen (`some`: bij sommige), of beide",
    ),
    ("What to draw", "Wat er wordt getekend"),
    ("Whatever the answers", "Bij alle antwoorden"),
    (
        "Whether to list every case, or at most 64 for a level",
        "Of elk geval wordt genoemd, of ten hoogste 64 per niveau",
    ),
    (
        "Which source the text is of (default: the study's main document)",
        "Van welke bron de tekst is (standaard: het hoofddocument van de studie)",
    ),
    ("Who is to read CSV", "Voor wie de CSV is"),
    ("With the lines of the study", "Met de regels van de studie"),
    (
        "Write a commented start that runs at once",
        "Schrijf een begin met toelichting, dat meteen werkt",
    ),
    ("Write a report that people look at", "Schrijf een rapport om te lezen"),
    (
        "Write a scenario script that runs, with all levers that the study has",
        "Schrijf een scenarioscript dat werkt, met alle ontwerpkeuzes van de studie",
    ),
    (
        "Write a scoring plugin that runs, with tests",
        "Schrijf een beoordelaar die werkt, met tests",
    ),
    (
        "Write a small study that runs, with comments that say how to go on",
        "Schrijf een kleine studie die werkt, met toelichting hoe u verder gaat",
    ),
    (
        "Write nothing: list the files that would change, and end with 1 if there are any",
        "Schrijf niets: noem de bestanden die zouden veranderen, en eindig met 1 als die er zijn",
    ),
    (
        "Write the answer to a file; its ending says in which form, unless `--format` does",
        "Schrijf het antwoord naar een bestand; het eind van de naam zegt in welke vorm, tenzij `--format` dat doet",
    ),
    (
        "Write what differs beside what was approved (`*.snap.new`), for `cargo insta review`",
        "Schrijf wat afwijkt naast wat is goedgekeurd (`*.snap.new`), voor `cargo insta review`",
    ),
    (
        "Write what editors complete and check by: definition files of scripts, and the schema of studies",
        "Schrijf waarmee editors aanvullen en controleren: definities van scripts, en het schema van studies",
    ),
    ("STUDY", "STUDIE"),
    ("GROUP", "DOELGROEP"),
    ("NODE", "KNOOP"),
    ("LEVEL", "NIVEAU"),
    ("DATE", "DATUM"),
    ("DATE1", "DATUM1"),
    ("DATE2", "DATUM2"),
    ("FILE", "BESTAND"),
    ("FOLDER", "MAP"),
    ("DIR", "MAP"),
    ("FORM", "VORM"),
    ("FORMAT", "VORM"),
    ("NAME", "NAAM"),
    ("NEW", "NIEUW"),
    ("LANG", "TAAL"),
    ("VAR=VALUE", "VAR=WAARDE"),
    ("PEOPLE", "MENSEN"),
    ("UNKNOWNS", "KENNISVRAGEN"),
    ("CASES", "GEVALLEN"),
    ("DIALECT", "LEZER"),
    ("SECONDS", "SECONDEN"),
    ("CHAPTER", "HOOFDSTUK"),
    ("FIGURE", "FIGUUR"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Command, CommandFactory};

    use super::*;
    use crate::args::Args;

    /// Everything that help says in English, but for names of values.
    fn english(command: &Command, all: &mut BTreeSet<String>) {
        all.extend(command.get_about().map(ToString::to_string));
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            all.extend(arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string));
            if arg.get_action().takes_values() {
                let values = arg.get_possible_values();
                all.extend(values.iter().filter_map(|value| Some(value.get_help()?.to_string())));
            }
        }
        let below = command.get_subcommands().filter(|it| it.get_name() != "help");
        below.for_each(|it| english(it, all));
    }

    #[test]
    fn all_of_it_has_dutch_and_no_dutch_is_left_over() {
        let mut command = Args::command();
        command.build();
        let mut all = BTreeSet::new();
        english(&command, &mut all);
        let missing: Vec<&String> = all.iter().filter(|text| in_dutch(text).is_none()).collect();
        assert!(missing.is_empty(), "{missing:#?}");
        let stale: Vec<&str> = DUTCH
            .iter()
            .map(|(english, _)| *english)
            .filter(|english| !all.contains(*english) && english.chars().any(char::is_lowercase))
            .collect();
        assert!(stale.is_empty(), "{stale:#?}");
    }
}
