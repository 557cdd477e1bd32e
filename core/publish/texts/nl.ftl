# De vaste teksten van een rapport. Wie een eigen huisstijl heeft, kan elk ervan vervangen: zie `toets report --template`.

## Woorden

word-and = {" "}en{" "}
word-or = {" "}of{" "}
word-yes = ja
word-no = nee
word-none = geen
word-everyone = iedereen
word-everywhere = overal

## Oordelen in één oogopslag

mark-none = kan niet voorkomen
mark-not-applicable = niet van toepassing
mark-not-applicable-short = n.v.t.
mark-open = geheel open
mark-or = {" "}of{" "}
mark-mixed = bewijs voor en tegen
mark-between = open tussen { $from } en { $to }
mark-among = open: { $levels }
mark-ends = van { $from } tot { $to }, hangt ervan af
mark-ends-open = van { $from } tot { $to }, hangt ervan af en is deels open

## De pagina

finding-n = bevinding { $n }
findings-n = bevinding { $names }
contest-n = welke bevinding juist is: { $names }
cite-main = het rapport
page-skip = Naar de inhoud
page-contents = Inhoud
page-language = Taal
page-this-language = Nederlands
page-law = Recht op { $day }
page-undated = Zonder peildatum voor het recht
page-source = Bron: { $source }
page-regime = Vastgezet: { $what }
page-made = Gemaakt met toets { $version }
page-how = Zo leest u dit
page-no-script = Filteren, sorteren en verkennen werkt alleen met JavaScript. Al het andere staat er ook zonder.
page-annexes = Bijlagen
page-annex-open = Bijlage openen
page-annexes-no-script = De bijlagen zijn alleen met JavaScript te openen: `toets report … --part all` schrijft een pagina waarin ze uitgeschreven staan.
page-open-all = Alles openklappen
page-print = Wat is dichtgeklapt, wordt niet afgedrukt.

## Samenvatting

summary-title = Samenvatting
summary-scenario = Scenario
summary-statuses = Uitkomst van de conclusies
summary-statuses-how = Getoetst is de voorwaarde die de studie bij elke conclusie opschrijft, niet elk woord van de zin. Een conclusie geldt alleen als zij geldt wat het antwoord op het onbekende ook is.
summary-number = Aantal
summary-means = Wat dat betekent
summary-open = Het eindoordeel staat open voor { $share } van de mensen en keuzes, gemiddeld over alle scenario's en doelgroepen. Dat is geen kans: ieder mens en elke keuze telt even zwaar.
summary-fails = Conclusies die niet gelden

## Conclusies

conclusions-title = Conclusies
conclusions-how = Per conclusie: wat zij zegt, of zij geldt, waar dat van afhangt en op welke bevindingen zij rust.
conclusions-id = Nr.
conclusions-statement = Conclusie
conclusions-kind = Soort
conclusions-status = Uitkomst
conclusions-in-yes = geldt in { $cells }
conclusions-in-no = niet in { $cells }
conclusions-in-undetermined = onbepaald in { $cells }
conclusions-decided = Beslist door:
conclusions-empty = Er is geen geval waar dit over gaat.
conclusions-stated = Niet getoetst:
conclusions-rests = Rust op bevinding
conclusions-none = De studie trekt geen conclusies.
conclusions-search = Zoek in de conclusies
conclusions-filter = Toon
conclusions-all = alle uitkomsten

status-yes = geldt
status-no = geldt niet
status-undetermined = onbepaald
status-stated = alleen gesteld
status-yes-means = Volgt uit het bewijs, wat het antwoord op het onbekende ook is.
status-no-means = Het bewijs zegt het tegendeel, wat het antwoord op het onbekende ook is.
status-undetermined-means = Hangt af van iets wat niet bekend is.
status-stated-means = Staat in de bron, maar is niet uit oordelen af te leiden en dus niet getoetst.

kind-conclusion = conclusie
kind-recommendation = aanbeveling
kind-precondition = randvoorwaarde
kind-limitation = beperking

## Scorekaart

scorecard-title = Scorekaart
scorecard-how = Per doelgroep staan de criteria en indicatoren onder elkaar en de scenario's naast elkaar. Elk vak zegt met een teken en een kleur welk oordeel volgt; het balkje toont van slecht naar goed welke niveaus mogelijk zijn. Een vak leidt naar de onderbouwing.
scorecard-paper = Per doelgroep staan de criteria en indicatoren onder elkaar en de scenario's naast elkaar. Elk vak zegt met een teken welk oordeel volgt; staat er meer dan één, dan hangt het ergens van af of is het open.
scorecard-node = Criterium of indicator
scorecard-legend = Tekens en kleuren
scorecard-legend-depends = hangt af van wie het betreft of van keuzes die het scenario vrijlaat
scorecard-legend-between = open tussen deze niveaus: het bewijs beslist het niet
scorecard-legend-open = geheel open: het bewijs zegt hier niets, of niets dat vaststaat
scorecard-legend-mixed = bewijs voor en bewijs tegen komen hier samen
scorecard-legend-none = dit scenario kan voor deze groep niet voorkomen
scorecard-scenarios = De scenario's
scorecard-groups = De doelgroepen
scorecard-fixes = Ligt vast
scorecard-empty = Er is niets om te tonen: geen scenario of geen doelgroep.

explore-title = Verkennen
explore-how = Kies een kenmerk van mensen of een ontwerpkeuze, en alle vakken volgen. Er wordt niets opnieuw beoordeeld: de uitkomsten zijn vooraf berekend. Een vak met een punt past niet bij uw keuze.
explore-traits = Voor wie
explore-levers = Bij welke keuzes
explore-regime = Onder welk recht
explore-reset = Keuzes wissen

js-any = maakt niet uit
js-shown = { $n } van { $all } getoond
js-chosen = Gekozen: { $what }.
js-none-chosen = Niets gekozen: de vakken tonen alle mensen en keuzes.
js-elsewhere = past niet bij uw keuze
js-fold = Indicatoren onder { $what } verbergen
js-unfold = Indicatoren onder { $what } tonen
js-impact = { $what } werkt door op: { $names }.
js-impact-none = { $what } werkt nergens op door.
js-annex-old = Deze browser is te oud om de bijlage te openen. `toets report … --part all` schrijft een pagina waarin ze uitgeschreven staat.
js-open-all = Alles openklappen
js-close-all = Alles dichtklappen

## Onderbouwing per scenario en doelgroep

cells-title = Onderbouwing per scenario en doelgroep
cells-how = Klap een scenario open en daarin een criterium. Daar staat het oordeel, voor wie en bij welke keuzes het geldt, de sterkste bevindingen voor en tegen, en waar die staan.
cells-paper = Per scenario en doelgroep: onder welke voorwaarden een niveau wordt gehaald, en van elk criterium het oordeel, voor wie en bij welke keuzes het geldt, en waar het op rust. De bevindingen zelf staan bij het bewijs.
cells-judgement = Oordeel
cells-cases = Voor wie en bij welke keuzes
cells-conditions = Voorwaarden
cells-at-least = Ten minste { $level }
cells-exactly = { $level }
cells-certain = zeker
cells-possible = mogelijk
cells-never = in geen geval
cells-always = in elk geval
cells-partial = Dit zijn niet alle voorwaarden.
cells-otherwise = Het is ook met andere, even weinig voorwaarden te zeggen.
cells-for = Bevindingen voor
cells-against = Bevindingen tegen
cells-others = Neutrale en overige bevindingen
cells-strongest = sterkste
cells-open = staat open
cells-carried = via overdracht { $names }
cells-where = alleen { $where }
cells-said = Wat de regel zegt
cells-said-how = Per mogelijk niveau één geval.
cells-cites = Rust op
cells-hangs = Hangt af van wat niet bekend is
cells-know = Wat er bekend is
cells-silent-always = Geen enkele bevinding spreekt hierover: het niveau is onbekend.
cells-silent-sometimes = Voor een deel van de mensen of keuzes spreekt geen bevinding hierover.
cells-below = Volgt uit de oordelen hieronder; de regel staat in het kader.
cells-no-worlds = Dit scenario kan voor deze groep niet voorkomen.

## Bewijs

evidence-title = Bewijs: wat is gevonden, en welk oordeel daarbij hoort
evidence-how = Links staat het effect: wat de bron zegt. Rechts staat het oordeel: het niveau dat de studie daaraan gaf, en waarom. Wie het effect onderschrijft maar het oordeel niet, kan hier zien waar zij uiteengaan.
evidence-id = Nr.
evidence-found = Wat is gevonden
evidence-judged = Ons oordeel
evidence-where = Vindplaats
evidence-when = Onderzocht bij: { $when }
evidence-when-all = Onderzocht zonder nadere voorwaarde
evidence-no-level = geen niveau
evidence-opens = laat open: { $levels }
evidence-absolute = hier weegt niets tegen op
evidence-open = open: kan gelden of niet
evidence-coded = { $by }:
evidence-system = gaat over een ander stelsel ({ $system }) en telt hier niet
evidence-condition = mits { $condition }
evidence-parties = voor rekening van: { $names }
evidence-search = Zoek in het bewijs
evidence-comparisons = Vergelijkingen in de bronnen
evidence-comparisons-how = Waar een bron het een beter noemt dan het ander: of de oordelen hier dat ook zeggen.
evidence-comparison = Wat de bron zegt
evidence-verdict = De oordelen
evidence-none = De studie heeft geen bevindingen.

verdict-shown = tonen het
verdict-consistent = spreken het niet tegen
verdict-reversed = zeggen het omgekeerde
verdict-undetermined = laten het open
verdict-empty = gaan er niet over

modality-certain = stellig
modality-likely = waarschijnlijk
modality-conditional = voorwaardelijk
modality-uncertain = onzeker
modality-some-respondents = volgens een deel van de gesprekspartners

role-verdict = oordeel
role-unknown = niet bekend
role-mitigation = maatregel
role-requirement = eis
role-premise = reden
role-scope = afbakening

cite-chapter = hoofdstuk { $chapter }
cite-pages = p. { $pages }
cite-lines = regel { $from }–{ $to }
cite-line = regel { $from }
cite-none = geen vindplaats

## Samenhang

graph-title = Wat hangt waarvan af
graph-how = Van links naar rechts: wat gegeven is (keuzes, kenmerken, recht), de indicatoren, de criteria en het eindoordeel. Een lijn zegt dat het rechter van het linker afhangt. Wijs een vak aan of ga er met de tabtoets heen om te zien waar het op doorwerkt.
graph-alt = Tekening van wat waarvan afhangt in: { $title }. Dezelfde gegevens staan in de lijst eronder.
graph-paper = Van links naar rechts: wat gegeven is (keuzes, kenmerken, recht), de indicatoren, de criteria en het eindoordeel. Een lijn zegt dat het rechter van het linker afhangt. De lijst eronder zegt hetzelfde.
graph-region = Tekening van de samenhang, schuifbaar
graph-list = Dezelfde samenhang als lijst
graph-on = hangt af van
graph-impact = werkt door op
graph-impact-more = en nog { $count }
graph-thing = Onderdeel
graph-kind = Soort

thing-lever = ontwerpkeuze
thing-trait = kenmerk
thing-regime = recht (keuze)
thing-unknown = kennisvraag
thing-provision = bepaling
thing-transfer = overdracht
thing-contest = geschil
thing-finding = bevinding
thing-verdict = eindoordeel
thing-criterion = criterium
thing-indicator = indicator
thing-conclusion = conclusie

## Recht

law-title = Recht
law-how = Eerst wat de juridische toets per indicator zegt en in welke gevallen, dan de bepalingen waarop dat rust. De weergave is in eigen woorden; elke lezing vraagt het oordeel van een jurist.
law-verdicts = Wat de toets zegt, en wat ervoor nodig is
law-level = Oordeel
law-because = Omdat
law-cells = In
law-cites = Rust op
law-provisions = De bepalingen
law-provision = Bepaling
law-says = Wat zij zegt
law-force = Van kracht
law-from = vanaf { $day }
law-to = tot en met { $day }
law-since-ever = begin niet nagegaan
law-in-force = van kracht op de peildatum
law-not-in-force = niet van kracht op de peildatum
law-verified = nagegaan in de wetstekst
law-not-verified = niet nagegaan
law-counts = Telt mee bij
law-no-instrument = Overige bepalingen
law-none = De studie heeft geen bepalingen.

law-conditions = Alleen als:
law-means = Vraagt: { $means }
law-amendments = Wat het recht kan veranderen
law-amendment = Wijziging
law-takes = Vraagt
law-does = Wat zij doet
law-does-repeal = vervalt:
law-does-suspend = werkt tijdelijk niet:
law-does-change = verandert:
law-does-add = komt erbij:

means-adapt_option = het aanbod zelf aanpassen
means-code_of_conduct = een gedragscode van de school
means-school_decision = een besluit van de school
means-inspectorate_decision = een besluit van de inspectie
means-municipal_decision = een besluit van de gemeente
means-ministerial_decision = een besluit van de minister
means-experiment = een experiment
means-order_in_council = een algemene maatregel van bestuur
means-act = een wetswijziging
means-treaty = een verdragswijziging

provision-exception = uitzondering
provision-rule = regel
provision-power = bevoegdheid
provision-right = recht
provision-scope = reikwijdte
provision-open = vraagt een oordeel

## Open

open-title = Wat open staat, en wat eerst uit te zoeken
open-how = Elke rij is een kennisvraag. De balken zeggen bij welk deel van de eindoordelen één antwoord het eindoordeel beslist, iets uitsluit, of het verschil kan maken. Het nuttigste staat bovenaan.
open-paper = Elke rij is een kennisvraag, met bij welk deel van de eindoordelen één antwoord het eindoordeel beslist, iets uitsluit, of het verschil kan maken. Het nuttigste staat bovenaan.
open-none = Niets: elk eindoordeel en elke conclusie ligt vast.
open-unknown = Kennisvraag
open-standing = Wat bronnen zeggen
open-settles = Beslist
open-narrows = Sluit iets uit
open-changes = Kan het eindoordeel veranderen
open-answers = Wat een antwoord doet
open-answer-settles = beslist { $share }
open-answer-excludes = sluit uit: { $levels }
open-answer-holds = dan geldt { $names }
open-answer-fails = dan geldt niet { $names }
open-matters = Telt mee voor { $names }
open-asked = Gevraagd in { $names }
open-said = Als onbekend genoemd in bevinding { $names }
open-settling = Alles samen
open-settling-text = { $n ->
    [one] Eén antwoord is nodig om alles te beslissen, wat het ook is:
   *[other] { $n } antwoorden zijn nodig om alles te beslissen, wat zij ook zijn:
}
open-proved = Met minder kan het niet.
open-not-proved = Of het met minder kan, is niet nagegaan.
open-lucky = In het gunstigste geval zijn deze antwoorden genoeg:
open-gaps = Waar geen bevinding over spreekt
open-gaps-how = Indicatoren zonder bevinding: hun niveau is onbekend en telt als open.
open-gap-always = voor niemand
open-gap-sometimes = voor een deel niet
open-coverage = Wat het bewijs van elk scenario dekt
open-coverage-how = Kenmerken van een scenario die in geen enkele bevinding met een oordeel voorkomen, of alleen in bewijs dat van elders is overgedragen.
open-uncovered = Door geen bevinding genoemd
open-carried = Alleen met overgedragen bewijs

standing-asked = gevraagd of als onbekend genoemd
standing-reserved = met voorbehoud
standing-unstudied = door niemand bekeken

## Ontwerpruimte

space-title = De ontwerpruimte
space-how = Alle ontwerpen geteld, niet alleen de scenario's: elke stand van alle ontwerpkeuzes die de randvoorwaarden toelaten. De donkere balk is het deel dat een niveau zeker haalt voor iedereen, de lichte balk het deel dat het voor iedereen kan halen bij sommige antwoorden op het onbekende.
space-paper = Alle ontwerpen geteld, niet alleen de scenario's: elke stand van alle ontwerpkeuzes die de randvoorwaarden toelaten. Per niveau hoeveel ontwerpen het zeker halen voor iedereen, en hoeveel het voor iedereen kunnen halen bij sommige antwoorden op het onbekende.
space-everyone = iedereen
space-designs = { $n } ontwerpen bij { $levers } ontwerpkeuzes.
space-level = Niveau
space-certain = Zeker
space-possible = Mogelijk
space-share = Deel van alle ontwerpen
space-node = { $what }: hoeveel ontwerpen
space-best = Ontwerpen met de uitkomst { $level }
space-best-certain = Zeker, voor iedereen
space-best-possible = Mogelijk, voor iedereen, bij sommige antwoorden
space-none = geen
space-any = elk ontwerp
space-more = en nog meer
space-front = Wat niet beter kan zonder elders iets te verliezen
space-front-how = Per criterium het laagste niveau dat voor iedereen en bij elk antwoord wordt gehaald. Wat onbekend is, telt dus als het slechtste dat het kan zijn.
space-front-more = Er zijn er meer.
space-count = Ontwerpen
space-which = Waaronder
space-levers = Welke ontwerpkeuzes het meest uitmaken
space-levers-how = In welk deel van de gevallen het eindoordeel verandert als alleen deze keuze verandert.
space-lever = Ontwerpkeuze
space-lever-share = Deel van de gevallen
space-details = Alle criteria

## Kader

framework-title = Het kader
framework-how = Wat wordt beoordeeld, op welke schaal en volgens welke regel; wat gelijk springt, hoort bij het criterium erboven.
framework-paper = Wat wordt beoordeeld, op welke schaal en volgens welke regel.
framework-rule = Regel
framework-scale = Schaal
framework-judged = Beoordeeld op
framework-own-first = Bevindingen over het criterium zelf gaan voor.
framework-own-worst = Bevindingen over het criterium zelf tellen mee als slechtste.
framework-own-child = Bevindingen over het criterium zelf lichten alleen toe.
framework-default = Waar niets over bekend is: { $level }, want { $reason }
framework-skip = Een onderdeel waar niets over bekend is, blijft buiten beschouwing: { $reason }
framework-reading = Onze interpretatie
framework-scales = De schalen
framework-level = Niveau
framework-meaning = Betekenis
framework-unordered = Zonder rangorde.
framework-worst-first = Van slecht naar goed.
framework-variables = Ontwerpkeuzes, kenmerken en recht
framework-variable = Naam
framework-values = Mogelijke waarden
framework-definition = Omschrijving
framework-constraints = Wat samen moet gaan
framework-when = Als
framework-then = dan
framework-reason = Reden
framework-always = altijd

variable-lever = ontwerpkeuze
variable-trait = kenmerk van mensen
variable-regime = recht
variable-unknown = kennisvraag

## Bronnen

sources-title = Bronnen
sources-how = Wat de studie aanhaalt, en hoe vaak. De vingerafdruk (SHA-256) maakt na te gaan of een tekst dezelfde is.
sources-source = Bron
sources-date = Datum
sources-cited = Aangehaald
sources-role = Rol
sources-persons = { $n ->
    [one] één gesprekspartner
   *[other] { $n } gesprekspartners
}

source-document = Documenten
source-respondents = Gesprekspartners
source-law = Rechtsbronnen
source-dataset = Registraties

## Methode

method-title = Methode en aannames
method-how = Hoe oordelen tot stand komen, en welke keuzes daarbij van ons zijn.
method-text-1 = Elk oordeel is voor alle gevallen tegelijk afgeleid: voor alle mensen van een doelgroep, alle keuzes die een scenario vrijlaat en alle antwoorden op wat niet bekend is. Er is niets geschat en niets gemiddeld.
method-text-2 = Wat per mens of per keuze verschilt, staat er als voorwaarde. Wat niet bekend is, staat er als open. Alleen het onbekende maakt een conclusie onbepaald.
method-text-3 = Aandelen tellen ieder mens, elke keuze en elk antwoord even zwaar. Het zijn geen kansen.
method-modalities = Hoe stellig een bron iets zegt
method-modalities-how = Wat de studie doet met een bevinding, naar hoe stellig de bron is.
method-modality = De bron zegt het
method-treatment = De bevinding
method-holds = geldt
method-open = staat open: zij kan gelden of niet
method-condition = geldt waar haar voorwaarde geldt; kan die niet worden uitgedrukt, dan staat zij open
method-readings = Onze interpretaties
method-readings-how = Deze keuzes staan niet in de bronnen. Wie anders leest, kan tot een ander oordeel komen; `toets robust` laat zien welke uitkomsten daarvan afhangen.
method-transfers = Bewijs dat verder wordt gebruikt dan het is onderzocht
method-transfer = Overdracht
method-from = Onderzocht bij
method-to = Gebruikt bij
method-reason = Waarom
method-contests = Bronnen die elkaar tegenspreken
method-side = Standpunt
method-none = Geen.

## Verantwoording

making-title = Hoe dit rapport is gemaakt
making-how = Met dezelfde bestanden, dezelfde versie en dezelfde opdracht ontstaat byte voor byte hetzelfde rapport.
making-command = Opdracht
making-version = Versie
making-hash = Vingerafdruk van alle bestanden
making-plugins = Regels die oordeelden
making-files = De gelezen bestanden
making-file = Bestand

## Wie draagt wat

parties-title = Wie draagt wat
parties-how = Per partij de bevindingen die haar raken, met het niveau dat zij geven en waar zij opgaan. Dit is geen eindoordeel per partij.
parties-about = Waarover
parties-level = Niveau
parties-findings = Bevindingen
parties-where = Waar
parties-partly = deels: { $cells }
parties-silent = geen oordeel

## Werkbladen

sheet-about = Toelichting
sheet-what = Wat
sheet-said = Toelichting
sheet-study = Studie
sheet-law = Recht
sheet-regime = Vastgezet
sheet-source = Bron
sheet-note = Opmerking
sheet-signs = Elk vak zegt met een teken welk oordeel volgt. Wat daarvan afhangt staat op het blad met de onderbouwing.
sheet-judged = De bron zegt wat is gevonden; het niveau is ons oordeel daarover.
sheet-code = Code
sheet-node = Id
sheet-id = Id
sheet-cells = Onderbouwing
sheet-group = Doelgroep
sheet-sign = Teken
sheet-possible = Mogelijk
sheet-strongest = Sterkste bevindingen
sheet-decided = Beslist door
sheet-stated = Niet getoetst omdat
sheet-findings = Bevindingen
sheet-opens = Laat open
sheet-modality = Hoe stellig
sheet-role = Rol
sheet-open = Open
sheet-when = Onderzocht bij
sheet-condition = Voorwaarde
sheet-parties = Voor rekening van
sheet-coded-by = Beoordeeld door
sheet-coded-note = Waarom dit niveau
sheet-coverage = Dekking
sheet-about-what = Scenario of indicator
sheet-feature = Kenmerk of geval
sheet-silent-always = Voor niemand een bevinding
sheet-silent-sometimes = Voor een deel geen bevinding
sheet-instrument = Regeling
sheet-article = Artikel
sheet-subject = Onderwerp
sheet-in-force = Van kracht op de peildatum
sheet-jci = JuriConnect
sheet-address = Webadres
sheet-method = Werkwijze
sheet-hash = SHA-256

## Figuren

space-map = Ontwerpen naar { $one } en { $other }
space-map-how = Per combinatie van twee ontwerpkeuzes: hoeveel van de ontwerpen met die combinatie een uitkomst zeker en mogelijk hebben, voor iedereen. De balk is het deel van die ontwerpen.
space-map-none = geen ontwerp
space-map-table = Dezelfde aantallen als tabel
figure-conditions-how = Elke rij is een voorwaarde; rijen onder hetzelfde niveau zijn alternatieven. Een vak zegt wat van een kenmerk (rond) of ontwerpkeuze (recht) wordt gevraagd; leeg is vrij. Zeker: wat het antwoord op het onbekende ook is. Mogelijk: bij sommige antwoorden. Wat nergens van afhangt, staat er niet.
figure-conditions-none = Geen oordeel hangt af van mensen of keuzes.
figure-timeline = Het recht in de tijd, en wat er volgt
figure-timeline-how = Elke kolom is een tijdvak waarin het recht hetzelfde blijft; de datum is de eerste dag. Eronder wat dan begint (+), eindigt (−) of verandert (~), en per scenario en doelgroep de mogelijke niveaus. Een breder vak: er verandert niets.
figure-timeline-before = daarvoor
figure-timeline-any = elk niveau
figure-timeline-law = Wat in het recht verandert
