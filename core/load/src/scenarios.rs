//! Scenarios and target groups: `[[scenario]]`, `[[group]]` and the scenarios of scripts.

use toets_diagnostic::{Diagnostic, both};
use toets_model::{
    Assignment, DraftedLevers, Evaluate, Group, Index, Kind, Language, LeversByGroup, Scenario, ScenarioDraft,
    ScenarioId, Span, Text,
};

use crate::context::{Context, find, many_of};
use crate::faults::Scope;
use crate::fields::{At, DUTCH, ENGLISH, without};
use crate::ids::tick;
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

/// A scenario with its own levers, not yet those of the one it is based on.
struct Own {
    scenario: Option<Scenario>,
    levers: Option<Levers>,
    /// Where it says what it is based on.
    based_on: Option<(ScenarioId, Span)>,
}

/// What a scenario fixes: for everyone, and for one group only.
#[derive(Clone, Default, PartialEq)]
struct Levers {
    all: Assignment,
    by_group: LeversByGroup,
}

impl Levers {
    /// These, with what a scenario that takes them over fixes itself: that wins, for whomever it is fixed.
    fn with(mut self, own: &Self) -> Self {
        for levers in self.by_group.values_mut() {
            levers.retain(|lever, _| !own.all.contains_key(lever));
        }
        self.all.extend(own.all.iter().map(|(&lever, &value)| (lever, value)));
        for (&group, own) in &own.by_group {
            let levers = self.by_group.entry(group).or_default();
            levers.extend(own.iter().map(|(&lever, &value)| (lever, value)));
        }
        self.by_group.retain(|_, levers| !levers.is_empty());
        self
    }
}

/// Only levers can be fixed by a scenario.
const FIXES: Option<(Kind, (&str, &str))> = Some((Kind::Lever, ("a scenario", "een scenario")));

impl Context<'_> {
    /// Reads all scenarios: those of the study, then those of scripts.
    pub(crate) fn scenarios(&self) -> Vec<Option<Scenario>> {
        let mut all: Vec<Own> = self.own.scenarios.iter().map(|raw| self.own_scenario(raw)).collect();
        all.extend(self.own.drafts.iter().map(|draft| self.drafted_scenario(draft)));
        let levers = self.resolve(&all);
        let all = all.into_iter().zip(levers).enumerate();
        all.map(|(n, (own, levers))| {
            let mut scenario = own.scenario?;
            let Levers { all, by_group } = levers?;
            scenario.levers = all;
            scenario.by_group = by_group;
            let name = self.names.scenarios.name(ScenarioId::from_usize(n));
            if self.possible(&scenario.levers, scenario.span, "scenario", name) {
                for &group in scenario.by_group.keys() {
                    self.possible(&scenario.levers_for(group), scenario.span, "scenario", name);
                }
            }
            Some(scenario)
        })
        .collect()
    }

    fn own_scenario(&self, raw: &Raw<'_>) -> Own {
        let fields = raw.fields(&sections::SCENARIO);
        let label = fields.need_translated("label");
        let all = match fields.get("levers") {
            Some(at) => self.assignment(at, FIXES),
            None => Some(Assignment::default()),
        };
        let by_group = match fields.get("by_group") {
            Some(at) => self.levers_by_group(at),
            None => Some(LeversByGroup::default()),
        };
        let levers = all.zip(by_group).map(|(all, by_group)| Levers { all, by_group });
        let base = fields.get("based_on").and_then(|at| at.spanned());
        let based_on = base.and_then(|b| {
            let base = find(
                &self.names.scenarios,
                "scenario",
                "unknown-scenario",
                raw.scope,
                b.value,
                b.span,
            );
            Some((base?, b.span))
        });
        let evaluate = fields.get("evaluate").and_then(evaluate).unwrap_or_default();
        let maps_to = many_of(
            &fields,
            "maps_to",
            &self.names.scenarios,
            "scenario",
            "unknown-scenario",
        );
        let short = fields.translated("short");
        let note = fields.translated("note");
        let sources = self.sources(&fields);
        let span = fields.get("id").map(|at| at.span());
        let scenario = span.zip(label).map(|(span, label)| Scenario {
            span,
            label,
            short,
            levers: Assignment::default(),
            by_group: LeversByGroup::default(),
            based_on: based_on.map(|(base, _)| base),
            evaluate,
            maps_to,
            note,
            sources,
        });
        Own {
            scenario,
            levers,
            based_on,
        }
    }

    fn drafted_scenario(&self, draft: &ScenarioDraft) -> Own {
        let scope = Scope {
            faults: self.faults,
            file: draft.id.span.file,
            damaged: false,
        };
        let label = draft.label.clone().filter(|l| !(l.nl.is_empty() && l.en.is_none()));
        match &label {
            None => {
                let fault = Diagnostic::error(
                    "missing-key",
                    both!(
                        "scenario {} has no `label`",
                        "scenario {} heeft geen `label`",
                        tick(&draft.id.value)
                    ),
                );
                scope.report(
                    fault
                        .at(draft.id.span, ("`label` is missing", "`label` ontbreekt"))
                        .help((
                            "write label: #{ nl: \"…\", en: \"…\" }",
                            "schrijf label: #{ nl: \"…\", en: \"…\" }",
                        )),
                );
            }
            Some(label) => incomplete(scope, label, draft.id.span),
        }
        let mut levers = self.drafted_levers(scope, &draft.levers).map(|all| Levers {
            all,
            by_group: LeversByGroup::default(),
        });
        for (group, drafted) in &draft.by_group {
            let named = find(
                &self.names.groups,
                "group",
                "unknown-group",
                scope,
                &group.value,
                group.span,
            );
            let own = self.drafted_levers(scope, drafted);
            match (named.zip(own), &mut levers) {
                (Some((group, own)), Some(levers)) => {
                    levers.by_group.insert(group, own);
                }
                (None, _) => levers = None,
                _ => {}
            }
        }
        let based_on = draft.based_on.as_ref().and_then(|b| {
            let base = find(
                &self.names.scenarios,
                "scenario",
                "unknown-scenario",
                scope,
                &b.value,
                b.span,
            );
            Some((base?, b.span))
        });
        let scenario = label.map(|label| Scenario {
            span: draft.id.span,
            label,
            short: None,
            levers: Assignment::default(),
            by_group: LeversByGroup::default(),
            based_on: based_on.map(|(base, _)| base),
            evaluate: Evaluate::Always,
            maps_to: Vec::new(),
            note: draft.note.clone(),
            sources: Vec::new(),
        });
        Own {
            scenario,
            levers,
            based_on,
        }
    }

    /// What a scenario fixes for one group only.
    fn levers_by_group(&self, at: At<'_>) -> Option<LeversByGroup> {
        let mut by_group = LeversByGroup::default();
        let mut whole = true;
        for (key, levers) in at.entries()? {
            let scope = levers.scope;
            let group = find(&self.names.groups, "group", "unknown-group", scope, key.value, key.span);
            match group.zip(self.assignment(levers, FIXES)) {
                Some((group, levers)) => {
                    by_group.insert(group, levers);
                }
                None => whole = false,
            }
        }
        whole.then_some(by_group)
    }

    /// The levers that a script fixes.
    fn drafted_levers(&self, scope: Scope<'_>, drafted: &DraftedLevers) -> Option<Assignment> {
        let mut levers = Some(Assignment::default());
        for (key, value) in drafted {
            let name = toets_model::Spanned {
                value: key.value.as_str(),
                span: key.span,
            };
            let fixed = self
                .assigned(scope, name, FIXES)
                .and_then(|variable| Some((variable, self.drafted(variable, scope, value)?)));
            match (fixed, &mut levers) {
                (Some((variable, value)), Some(levers)) => {
                    levers.insert(variable, value);
                }
                (None, _) => levers = None,
                _ => {}
            }
        }
        levers
    }

    /// The levers of each scenario with those it takes over; its own win.
    fn resolve(&self, all: &[Own]) -> Vec<Option<Levers>> {
        #[derive(Clone, PartialEq)]
        enum State {
            New,
            OnTheWay,
            Done(Option<Levers>),
        }
        let mut states = vec![State::New; all.len()];
        for start in 0..all.len() {
            // Down the chain to the first scenario whose levers are known, then back up.
            let mut chain = Vec::new();
            let mut here = Some(start);
            let mut levers = Some(Levers::default());
            while let Some(n) = here {
                match &states[n] {
                    State::Done(known) => {
                        levers = known.clone();
                        break;
                    }
                    State::OnTheWay => {
                        self.cycle(&chain, n, all);
                        levers = None;
                        break;
                    }
                    State::New => {
                        states[n] = State::OnTheWay;
                        chain.push(n);
                        here = all[n].based_on.map(|(base, _)| base.to_usize());
                    }
                }
            }
            for n in chain.into_iter().rev() {
                levers = levers.zip(all[n].levers.as_ref()).map(|(levers, own)| levers.with(own));
                states[n] = State::Done(levers.clone());
            }
        }
        let done = states.into_iter();
        done.map(|s| match s {
            State::Done(levers) => levers,
            _ => None,
        })
        .collect()
    }

    fn cycle(&self, chain: &[usize], back_to: usize, all: &[Own]) {
        let from = chain.iter().position(|&n| n == back_to).unwrap_or(0);
        let members = &chain[from..];
        let name = |n: usize| tick(self.names.scenarios.name(ScenarioId::from_usize(n)));
        let mut fault = match members {
            [only] => Diagnostic::error(
                "cyclic-scenario",
                both!(
                    "scenario {} is based on itself",
                    "scenario {} is op zichzelf gebaseerd",
                    name(*only)
                ),
            ),
            _ => {
                let names: Vec<String> = members.iter().take(6).map(|&n| name(n)).collect();
                Diagnostic::error(
                    "cyclic-scenario",
                    both!(
                        "scenarios are based on each other: {}",
                        "scenario's zijn op elkaar gebaseerd: {}",
                        names.join(", ")
                    ),
                )
            }
        };
        for (count, &n) in members.iter().enumerate().take(6) {
            if let Some((_, span)) = all[n].based_on {
                fault = fault.at(
                    span,
                    if count == 0 {
                        ("round and round from here", "vanaf hier in een kring")
                    } else {
                        ("and here", "en hier")
                    },
                );
            }
        }
        self.faults.report(fault);
    }

    /// Reads a group.
    pub(crate) fn group(&self, raw: &Raw<'_>) -> Option<Group> {
        let fields = raw.fields(&sections::GROUP);
        let span = fields.get("id")?.span();
        let label = fields.need_translated("label");
        let traits = match fields.get("traits") {
            Some(at) => self.assignment(at, Some((Kind::Trait, ("a group", "een doelgroep")))),
            None => Some(Assignment::default()),
        };
        let short = fields.translated("short");
        let definition = fields.translated("definition");
        let sources = self.sources(&fields);
        let traits = traits?;
        self.possible(&traits, span, "group", fields.get("id")?.text()?);
        Some(Group {
            span,
            label: label?,
            short,
            definition,
            traits,
            sources,
        })
    }

    /// Whether an admitted world has an assignment; reported where none has.
    fn possible(&self, assignment: &Assignment, span: Span, what: &str, name: &str) -> bool {
        let condition = self.admitted.condition(assignment);
        let possible = self.satisfiable(&condition);
        if !possible {
            let (_, noun) = sections::dutch(what);
            let fault = Diagnostic::error(
                "impossible",
                both!("{what} {} is impossible", "{noun} {} is onmogelijk", tick(name)),
            );
            let fault = fault.at(span, ("no world is like this", "geen enkele wereld is zo"));
            self.faults.report(self.why_never(fault, &condition));
        }
        possible
    }
}

/// Warns of a language that a script's text lacks.
fn incomplete(scope: Scope<'_>, label: &Text, span: Span) {
    let asked = scope.faults.languages();
    let missing = match (label.nl.is_empty(), &label.en) {
        (true, _) if asked.include(Language::Nl) => (DUTCH, "nl"),
        (_, None) if asked.include(Language::En) => (ENGLISH, "en"),
        _ => return,
    };
    let warning = Diagnostic::warning("missing-translation", without(missing.0));
    scope.report(warning.at(
        span,
        both!("`{}` is missing in its label", "`{}` ontbreekt in de naam", missing.1),
    ));
}

/// When a scenario is judged.
fn evaluate(at: At<'_>) -> Option<Evaluate> {
    match &at.item.value {
        Value::Bool(true) => Some(Evaluate::Always),
        Value::Bool(false) => Some(Evaluate::Never),
        Value::Text(_) => at.word(&[("on-request", Evaluate::OnRequest)]),
        _ => {
            at.wrong(("`true`, `false` or \"on-request\"", "`true`, `false` of \"on-request\""));
            None
        }
    }
}
