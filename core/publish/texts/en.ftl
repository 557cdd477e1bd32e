# The fixed texts of a report. A bureau with a style of its own may replace each of them: see `toets report --template`.

## Words

word-and = {" "}and{" "}
word-or = {" "}or{" "}
word-yes = yes
word-no = no
word-none = none
word-everyone = everyone
word-everywhere = everywhere

## Judgements at a glance

mark-none = cannot occur
mark-not-applicable = not applicable
mark-not-applicable-short = n/a
mark-open = wholly open
mark-or = {" "}or{" "}
mark-mixed = evidence for and against
mark-between = open between { $from } and { $to }
mark-among = open: { $levels }
mark-ends = from { $from } to { $to }, depends
mark-ends-open = from { $from } to { $to }, depends and is partly open

## The page

finding-n = finding { $n }
findings-n = finding { $names }
contest-n = which finding is right: { $names }
cite-main = the report
page-skip = Skip to the contents
page-contents = Contents
page-language = Language
page-this-language = English
page-law = Law as of { $day }
page-undated = No date for the law
page-source = Source: { $source }
page-regime = Fixed: { $what }
page-made = Made with toets { $version }
page-how = How to read this
page-no-script = Filtering, sorting and exploring need JavaScript. Everything else is there without it.
page-annexes = Annexes
page-annex-open = Open this annex
page-annexes-no-script = The annexes open with JavaScript only: `toets report … --part all` writes a page that has them laid out.
page-open-all = Open all
page-print = What is folded is not printed.

## Summary

summary-title = Summary
summary-scenario = Scenario
summary-statuses = How the conclusions come out
summary-statuses-how = What is tested is the condition that the study writes down for each conclusion, not each word of the sentence. A conclusion holds only if it holds whatever the answer to what is unknown.
summary-number = Number
summary-means = What that means
summary-open = The verdict is open for { $share } of people and choices, averaged over all scenarios and target groups. It is not a probability: each person and each choice counts alike.
summary-fails = Conclusions that do not hold

## Conclusions

conclusions-title = Conclusions
conclusions-how = For each conclusion: what it says, whether it holds, what that depends on, and on which findings it rests.
conclusions-id = No.
conclusions-statement = Conclusion
conclusions-kind = Kind
conclusions-status = Outcome
conclusions-in-yes = holds in { $cells }
conclusions-in-no = not in { $cells }
conclusions-in-undetermined = undetermined in { $cells }
conclusions-decided = Decided by:
conclusions-empty = There is no case that it speaks of.
conclusions-stated = Not tested:
conclusions-rests = Rests on finding
conclusions-none = The study draws no conclusions.
conclusions-search = Search the conclusions
conclusions-filter = Show
conclusions-all = all outcomes

status-yes = holds
status-no = does not hold
status-undetermined = undetermined
status-stated = stated only
status-yes-means = Follows from the evidence, whatever the answer to what is unknown.
status-no-means = The evidence says the contrary, whatever the answer to what is unknown.
status-undetermined-means = Depends on something that is not known.
status-stated-means = The source says so, but it can't be derived from judgements and so was not tested.

kind-conclusion = conclusion
kind-recommendation = recommendation
kind-precondition = precondition
kind-limitation = limitation

## Scorecard

scorecard-title = Scorecard
scorecard-how = For each target group, criteria and indicators stand below each other and scenarios side by side. Each cell says with a sign and a colour which judgement follows; the bar shows, from bad to good, which levels are possible. A cell leads to what it rests on.
scorecard-paper = For each target group criteria and indicators stand below each other and scenarios beside each other. Each cell says with a sign which judgement follows; where there is more than one, it depends on something or is open.
scorecard-node = Criterion or indicator
scorecard-legend = Signs and colours
scorecard-legend-depends = depends on whom it concerns, or on choices that the scenario leaves free
scorecard-legend-between = open between these levels: the evidence does not decide it
scorecard-legend-open = wholly open: the evidence says nothing here, or nothing firm
scorecard-legend-mixed = evidence for and evidence against meet here
scorecard-legend-none = this scenario cannot occur for this group
scorecard-scenarios = The scenarios
scorecard-groups = The target groups
scorecard-fixes = Is fixed
scorecard-empty = There is nothing to show: no scenario or no group.

explore-title = Explore
explore-how = Choose a trait of people or a choice of design, and all cells follow. Nothing is judged anew: the results were worked out before. A cell with a dot does not go with your choice.
explore-traits = For whom
explore-levers = With which choices
explore-regime = Under which law
explore-reset = Clear choices

js-any = does not matter
js-shown = { $n } of { $all } shown
js-chosen = Chosen: { $what }.
js-none-chosen = Nothing chosen: the cells show all people and choices.
js-elsewhere = does not go with your choice
js-fold = Hide the indicators below { $what }
js-unfold = Show the indicators below { $what }
js-impact = { $what } has an effect on: { $names }.
js-impact-none = { $what } has an effect on nothing.
js-annex-old = This browser is too old to open it. `toets report … --part all` writes a page that has it laid out.
js-open-all = Open all
js-close-all = Close all

## What each cell rests on

cells-title = What it rests on, by scenario and target group
cells-how = Open a scenario, and a criterion in it. There stand the judgement, for whom and with which choices it holds, the strongest findings for and against, and where those are to be found.
cells-paper = For each scenario and target group: under which conditions a level is reached, and for each criterion the judgement, for whom and at which choices it holds, and what it rests on. The findings themselves stand under evidence.
cells-judgement = Judgement
cells-cases = For whom and with which choices
cells-conditions = Conditions
cells-at-least = At least { $level }
cells-exactly = { $level }
cells-certain = surely
cells-possible = possibly
cells-never = in no case
cells-always = in every case
cells-partial = These are not all conditions.
cells-otherwise = It can also be said with other conditions, as few as these.
cells-for = Findings for
cells-against = Findings against
cells-others = Neutral and other findings
cells-strongest = strongest
cells-open = is open
cells-carried = by transfer { $names }
cells-where = only { $where }
cells-said = What the rule says
cells-said-how = One case for each possible level.
cells-cites = Rests on
cells-hangs = Depends on what is not known
cells-know = What is known
cells-silent-always = No finding speaks to this: the level is unknown.
cells-silent-sometimes = For some of the people or choices no finding speaks to this.
cells-below = Follows from the judgements below; the rule is in the framework.
cells-no-worlds = This scenario cannot occur for this group.

## Evidence

evidence-title = Evidence: what was found, and which judgement goes with it
evidence-how = On the left the effect: what the source says. On the right the judgement: the level that the study gave it, and why. Who agrees with the effect but not with the judgement can see here where they part.
evidence-id = No.
evidence-found = What was found
evidence-judged = Our judgement
evidence-where = Source
evidence-when = Studied with: { $when }
evidence-when-all = Studied without a further condition
evidence-no-level = no level
evidence-opens = leaves open: { $levels }
evidence-absolute = nothing offsets this
evidence-open = open: may hold or not
evidence-coded = { $by }:
evidence-system = is about another system ({ $system }) and does not count here
evidence-condition = provided that { $condition }
evidence-parties = borne by: { $names }
evidence-search = Search the evidence
evidence-comparisons = Comparisons in the sources
evidence-comparisons-how = Where a source calls one thing better than another: whether the judgements here say so too.
evidence-comparison = What the source says
evidence-verdict = The judgements
evidence-none = The study has no findings.

verdict-shown = show it
verdict-consistent = do not contradict it
verdict-reversed = say the reverse
verdict-undetermined = leave it open
verdict-empty = do not speak of it

modality-certain = firm
modality-likely = likely
modality-conditional = conditional
modality-uncertain = uncertain
modality-some-respondents = according to some of those asked

role-verdict = judgement
role-unknown = not known
role-mitigation = measure
role-requirement = requirement
role-premise = reason
role-scope = scope

cite-chapter = chapter { $chapter }
cite-pages = p. { $pages }
cite-lines = lines { $from }–{ $to }
cite-line = line { $from }
cite-none = no place given

## Dependencies

graph-title = What depends on what
graph-how = From left to right: what is given (choices, traits, law), the indicators, the criteria and the verdict. A line says that what stands right depends on what stands left. Point at a box, or go to it with the tab key, to see what it has an effect on.
graph-alt = Drawing of what depends on what in: { $title }. The same data stand in the list below.
graph-paper = From left to right: what is given (choices, traits, law), the indicators, the criteria and the verdict. A line says that what stands right depends on what stands left. The list below says the same.
graph-region = Drawing of the dependencies, scrollable
graph-list = The same dependencies as a list
graph-on = depends on
graph-impact = has an effect on
graph-impact-more = and { $count } more
graph-thing = Part
graph-kind = Kind

thing-lever = choice of design
thing-trait = trait
thing-regime = law (choice)
thing-unknown = unknown
thing-provision = provision
thing-transfer = transfer
thing-contest = contest
thing-finding = finding
thing-verdict = verdict
thing-criterion = criterion
thing-indicator = indicator
thing-conclusion = conclusion

## Law

law-title = Law
law-how = First what the legal check says of each indicator and in which cases, then the provisions that this rests on. They are told in our own words; each reading needs the judgement of a jurist.
law-verdicts = What the check says, and what it takes
law-level = Judgement
law-because = Because
law-cells = In
law-cites = Rests on
law-provisions = The provisions
law-provision = Provision
law-says = What it says
law-force = In force
law-from = from { $day }
law-to = until { $day }
law-since-ever = beginning not looked up
law-in-force = in force on the day that counts
law-not-in-force = not in force on the day that counts
law-verified = checked against the text of the law
law-not-verified = not checked
law-counts = Counts for
law-no-instrument = Other provisions
law-none = The study has no provisions.

law-conditions = Only if:
law-means = Takes: { $means }
law-amendments = What may change the law
law-amendment = Amendment
law-takes = Takes
law-does = What it does
law-does-repeal = repeals:
law-does-suspend = lifts for a while:
law-does-change = changes:
law-does-add = adds:

means-adapt_option = adapting the offer itself
means-code_of_conduct = a code of conduct of the school
means-school_decision = a decision of the school
means-inspectorate_decision = a decision of the inspectorate
means-municipal_decision = a decision of the municipality
means-ministerial_decision = a decision of the minister
means-experiment = an experiment
means-order_in_council = an order in council
means-act = an act
means-treaty = a treaty

provision-exception = exception
provision-rule = rule
provision-power = power
provision-right = right
provision-scope = scope
provision-open = needs a judgement

## Open

open-title = What is open, and what to research first
open-how = Each row is an unknown. The bars say in which share of verdicts one answer settles the verdict, rules something out, or can make the difference. The most useful one is at the top.
open-paper = Each row is an unknown, with in which share of verdicts one answer settles the verdict, rules something out, or may make the difference. The most useful stands first.
open-none = Nothing: each verdict and each conclusion is settled.
open-unknown = Unknown
open-standing = What sources say
open-settles = Settles
open-narrows = Rules something out
open-changes = Can change the verdict
open-answers = What an answer does
open-answer-settles = settles { $share }
open-answer-excludes = rules out: { $levels }
open-answer-holds = then { $names } holds
open-answer-fails = then { $names } does not hold
open-matters = Counts for { $names }
open-asked = Asked for in { $names }
open-said = Said to be unknown in finding { $names }
open-settling = All together
open-settling-text = { $n ->
    [one] One answer is needed to settle everything, whatever it is:
   *[other] { $n } answers are needed to settle everything, whatever they are:
}
open-proved = Fewer will not do.
open-not-proved = Whether fewer would do was not worked out.
open-lucky = At best these answers are enough:
open-gaps = What no finding speaks to
open-gaps-how = Indicators without a finding: their level is unknown and counts as open.
open-gap-always = for nobody
open-gap-sometimes = not for some
open-coverage = What the evidence covers of each scenario
open-coverage-how = Features of a scenario that no finding with a judgement mentions, or only evidence carried over from elsewhere.
open-uncovered = Mentioned by no finding
open-carried = Only with evidence carried over

standing-asked = asked for, or said to be unknown
standing-reserved = with reserve
standing-unstudied = looked at by nobody

## Space of designs

space-title = The space of designs
space-how = All designs counted, not the scenarios alone: each setting of all choices of design that the constraints admit. The dark bar is the share that surely reaches a level for everyone, the light bar the share that may reach it for everyone, for some answers to what is unknown.
space-paper = All designs counted, not the scenarios only: each setting of all design choices that the constraints admit. For each level how many designs surely reach it for everyone, and how many may reach it for everyone with some answers to what is unknown.
space-everyone = everyone
space-designs = { $n } designs of { $levers } choices.
space-level = Level
space-certain = Surely
space-possible = Possibly
space-share = Share of all designs
space-node = { $what }: how many designs
space-best = Designs with the outcome { $level }
space-best-certain = Surely, for everyone
space-best-possible = Possibly, for everyone, for some answers
space-none = none
space-any = any design
space-more = and more
space-front = What can't be bettered without losing elsewhere
space-front-how = For each criterion the least level that is reached for everyone and with every answer. So what is unknown counts as the worst that it can be.
space-front-more = There are more.
space-count = Designs
space-which = Among them
space-levers = Which choices matter most
space-levers-how = In which share of cases the verdict changes if this choice alone is changed.
space-lever = Choice
space-lever-share = Share of cases
space-details = All criteria

## Framework

framework-title = The framework
framework-how = What is judged, on which scale and by which rule; what is indented belongs to the criterion above it.
framework-paper = What is judged, on which scale and by which rule.
framework-rule = Rule
framework-scale = Scale
framework-judged = Judged by
framework-own-first = Findings on the criterion itself come first.
framework-own-worst = Findings on the criterion itself count as the worst.
framework-own-child = Findings on the criterion itself only explain.
framework-default = Where nothing is known: { $level }, as { $reason }
framework-skip = A part on which nothing is known is left out: { $reason }
framework-reading = Our interpretation
framework-scales = The scales
framework-level = Level
framework-meaning = Meaning
framework-unordered = Without an order.
framework-worst-first = Worst to best.
framework-variables = Choices of design, traits and law
framework-variable = Name
framework-values = Values
framework-definition = Definition
framework-constraints = What goes together
framework-when = If
framework-then = then
framework-reason = Reason
framework-always = always

variable-lever = choice of design
variable-trait = trait of people
variable-regime = law
variable-unknown = unknown

## Sources

sources-title = Sources
sources-how = What the study cites, and how often. The fingerprint (SHA-256) lets anyone check that a text is the same one.
sources-source = Source
sources-date = Date
sources-cited = Cited
sources-role = Role
sources-persons = { $n ->
    [one] one respondent
   *[other] { $n } respondents
}

source-document = Documents
source-respondents = Respondents
source-law = Legal sources
source-dataset = Data sets

## Method

method-title = Method and assumptions
method-how = How judgements come about, and which choices in that are ours.
method-text-1 = Each judgement was derived for all cases at once: for all people of a target group, all choices that a scenario leaves free and all answers to what is not known. Nothing was estimated and nothing averaged.
method-text-2 = What differs between people or choices is said as a condition. What is not known is called open. Only the unknown makes a conclusion undetermined.
method-text-3 = Shares count each person, each choice and each answer alike. They are not probabilities.
method-modalities = How firmly a source says something
method-modalities-how = What the study does with a finding, by how firm the source is.
method-modality = The source is
method-treatment = The finding
method-holds = holds
method-open = is open: it may hold or not
method-condition = holds where its condition does; if that can't be expressed, it is open
method-readings = Our interpretations
method-readings-how = These choices are not in the sources. Who reads otherwise may come to another judgement; `toets robust` shows which outcomes depend on them.
method-transfers = Evidence used beyond what was studied
method-transfer = Transfer
method-from = Studied with
method-to = Used with
method-reason = Why
method-contests = Sources that contradict each other
method-side = Side
method-none = None.

## Making

making-title = How this report was made
making-how = The same files, the same version and the same command make the same report, byte for byte.
making-command = Command
making-version = Version
making-hash = Fingerprint of all files
making-plugins = Rules that judged
making-files = The files that were read
making-file = File

## Who bears what

parties-title = Who bears what
parties-how = For each party the findings that concern it, with the level that they give and where they apply. This is no verdict for each party.
parties-about = About
parties-level = Level
parties-findings = Findings
parties-where = Where
parties-partly = partly: { $cells }
parties-silent = no judgement

## Sheets

sheet-about = About
sheet-what = What
sheet-said = Said
sheet-study = Study
sheet-law = Law
sheet-regime = Fixed
sheet-source = Source
sheet-note = Remark
sheet-signs = Each cell says with a sign which judgement follows. What that depends on stands on the sheet with the reasons.
sheet-judged = The source says what was found; the level is our judgement of it.
sheet-code = Code
sheet-node = Id
sheet-id = Id
sheet-cells = Reasons
sheet-group = Target group
sheet-sign = Sign
sheet-possible = Possible
sheet-strongest = Strongest findings
sheet-decided = Decided by
sheet-stated = Not tested because
sheet-findings = Findings
sheet-opens = Leaves open
sheet-modality = How firmly
sheet-role = Role
sheet-open = Open
sheet-when = Studied with
sheet-condition = Condition
sheet-parties = Borne by
sheet-coded-by = Judged by
sheet-coded-note = Why this level
sheet-coverage = Coverage
sheet-about-what = Scenario or indicator
sheet-feature = Feature or case
sheet-silent-always = No finding for anyone
sheet-silent-sometimes = No finding for some
sheet-instrument = Instrument
sheet-article = Article
sheet-subject = Subject
sheet-in-force = In force on the day that counts
sheet-jci = JuriConnect
sheet-address = Web address
sheet-method = Method
sheet-hash = SHA-256

## Figures

space-map = Designs by { $one } and { $other }
space-map-how = For each combination of two design choices: how many of the designs with that combination surely and possibly have an outcome, for everyone. The bar is the share of those designs.
space-map-none = no design
space-map-table = The same numbers as a table
figure-conditions-how = Each row is a condition; rows under the same level are alternatives. A box says what is asked of a trait (round) or a design choice (square); empty is free. Surely: whatever the answer to what is unknown. Possibly: with some answers. What depends on nothing is not shown.
figure-conditions-none = No judgement depends on people or choices.
figure-timeline = The law over time, and what follows
figure-timeline-how = Each column is a stretch of time in which the law stays as it is; the date is its first day. Below it what then begins (+), ends (−) or changes (~), and for each scenario and target group the possible levels. A wider box: nothing changes.
figure-timeline-before = before that
figure-timeline-any = any level
figure-timeline-law = What changes in the law
