//! A legal check that needs no script: `{ plugin = "legal", instruments = ["lpw"] }`.
//!
//! Each provision says in the TOML in which cases it stands how ([`Cases`]); this scorer reads that off and weighs it, as
//! `weigh` does for scripts ([`toets_plugin::law`]). What a provision leaves unsaid stays open.

mod checked;

use std::collections::BTreeMap;
use std::sync::Arc;

use checked::Checked;
use toets_plugin::law::{Bearing, Ladder, SAID_TWICE, Said, article, judge};
use toets_plugin::model::law::Cases;
use toets_plugin::model::{
    Condition, Fixed, Index, InstrumentId, NodeId, ProvisionId, ProvisionKind, Study, Text, VariableId,
};
use toets_plugin::{Answer, Cell, Diagnostic, Judgement, Plugin, ProvisionField, Read, Replay, Scorer, Stop, model};

/// The plugin.
pub struct Legal;

impl Plugin for Legal {
    fn id(&self) -> &str {
        "legal"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn label(&self) -> Text {
        Text::both("Juridische toets per bepaling", "Legal check, provision by provision")
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let Checked { ladder, provisions } = checked::read(study, node)?;
        let conditions = provisions
            .iter()
            .flat_map(|&id| study.provisions[id].cases.conditions());
        let mut variables: Vec<VariableId> = conditions.flat_map(|(_, condition)| condition.variables()).collect();
        variables.sort_unstable();
        variables.dedup();
        Ok(Scorer::Replay(Box::new(Check {
            ladder,
            provisions,
            variables,
        })))
    }
}

/// The check of one node.
struct Check {
    ladder: Ladder,
    /// What is weighed, ascending.
    provisions: Vec<ProvisionId>,
    variables: Vec<VariableId>,
}

/// Whether an instrument covers a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cover {
    No,
    Open,
    Yes,
}

impl Replay for Check {
    fn score(&self, cell: Arc<dyn Cell>) -> Result<Judgement, Stop> {
        let case = Case { cell: &*cell };
        let study = cell.study();
        let mut covers: BTreeMap<InstrumentId, (Cover, Vec<ProvisionId>)> = BTreeMap::new();
        let mut said = BTreeMap::new();
        for &id in &self.provisions {
            let it = &study.provisions[id];
            // What is not in force says nothing.
            if !case.in_force(id)? {
                continue;
            }
            let (cover, _) = match it.instrument {
                Some(instrument) if !covers.contains_key(&instrument) => {
                    let cover = self.cover(&case, instrument)?;
                    covers.entry(instrument).or_insert(cover).clone()
                }
                Some(instrument) => covers[&instrument].clone(),
                None => (Cover::Yes, Vec::new()),
            };
            if it.kind == ProvisionKind::Scope {
                continue;
            }
            let mut bearing = case.bearing(id, &it.cases)?;
            if cover == Cover::No {
                bearing = Bearing::DoesNotApply;
            } else if cover == Cover::Open && bearing == Bearing::Breached {
                bearing = Bearing::Open;
            }
            let because = it.versions.get(it.nearest(study.as_of));
            let because = because.and_then(|version| version.paraphrase.clone());
            said.insert(id, Said { bearing, because });
        }
        let mut judgement = judge(study, &said, self.ladder, |id| case.in_force(id))?;
        for (cover, scopes) in covers.into_values().filter(|(cover, _)| *cover != Cover::Yes) {
            for scope in scopes {
                judgement.because.push(outside(study, scope, cover));
                judgement.cites.push(scope);
            }
        }
        judgement.cites.sort_unstable();
        judgement.cites.dedup();
        Ok(judgement)
    }

    fn nodes(&self) -> Vec<NodeId> {
        Vec::new()
    }

    fn variables(&self) -> Vec<VariableId> {
        self.variables.clone()
    }
}

impl Check {
    /// Whether an instrument covers the case, and the scope provisions because of which it may not. All that it has in
    /// force must hold.
    fn cover(&self, case: &Case<'_>, instrument: InstrumentId) -> Result<(Cover, Vec<ProvisionId>), Stop> {
        let study = case.cell.study();
        let mut cover = Cover::Yes;
        let mut because = Vec::new();
        for &id in &self.provisions {
            let it = &study.provisions[id];
            if it.kind != ProvisionKind::Scope || it.instrument != Some(instrument) || !case.in_force(id)? {
                continue;
            }
            let this = if case.holds(it.cases.open.as_ref(), false)? {
                Cover::Open
            } else if case.holds(it.cases.applies.as_ref(), true)? {
                continue;
            } else {
                Cover::No
            };
            if this < cover {
                because.clear();
            }
            cover = cover.min(this);
            if this == cover {
                because.push(id);
            }
        }
        Ok((cover, because))
    }
}

/// Why an instrument does not count, or may not.
fn outside(study: &Study, scope: ProvisionId, cover: Cover) -> Text {
    let name = article(study, scope, "art.");
    let it = &study.provisions[scope];
    let says = it
        .versions
        .get(it.nearest(study.as_of))
        .and_then(|version| version.paraphrase.clone());
    let (nl, en) = match cover {
        Cover::Open => (
            "of de wet hier geldt, vraagt een oordeel.",
            "whether the act covers this needs a judgement.",
        ),
        _ => ("de wet geldt hier niet.", "the act does not cover this."),
    };
    let says = |language| {
        says.as_ref()
            .map_or(String::new(), |text| format!(" {}", text.get(language)))
    };
    Text {
        nl: format!("{name}: {nl}{}", says(model::Language::Nl)),
        en: Some(format!("{name}: {en}{}", says(model::Language::En))),
    }
}

/// One case, read as far as it matters.
struct Case<'a> {
    cell: &'a dyn Cell,
}

impl Case<'_> {
    fn in_force(&self, id: ProvisionId) -> Result<bool, Stop> {
        Ok(self.cell.read(Read::Provision(id, ProvisionField::InForce))? == Answer::Yes)
    }

    /// How a provision stands: what nothing is said of is open.
    fn bearing(&self, id: ProvisionId, cases: &Cases) -> Result<Bearing, Stop> {
        let it = &self.cell.study().provisions[id];
        if matches!(it.kind, ProvisionKind::Exception | ProvisionKind::Power) {
            if cases.applies.is_none() || self.holds(cases.open.as_ref(), false)? {
                return Ok(Bearing::Open);
            }
            return Ok(match self.holds(cases.applies.as_ref(), true)? {
                false => Bearing::DoesNotApply,
                true if it.conditions.is_empty() => Bearing::Applies,
                true => Bearing::AppliesIf,
            });
        }
        if !self.holds(cases.applies.as_ref(), true)? {
            return Ok(Bearing::DoesNotApply);
        }
        if self.holds(cases.open.as_ref(), false)? {
            return Ok(Bearing::Open);
        }
        let complied = self.holds(cases.complied.as_ref(), false)?;
        match (complied, self.holds(cases.breached.as_ref(), false)?) {
            (true, true) => Err(Stop::Fault(Box::new(self.both(id, cases)))),
            (true, false) => Ok(Bearing::Complied),
            (false, true) => Ok(Bearing::Breached),
            (false, false) => Ok(Bearing::Open),
        }
    }

    /// Whether a condition holds; `otherwise` where there is none. It reads no more than it takes.
    fn holds(&self, condition: Option<&Condition>, otherwise: bool) -> Result<bool, Stop> {
        let Some(condition) = condition else {
            return Ok(otherwise);
        };
        for test in &condition.all {
            let value = match self.cell.read(Read::Variable(test.variable))? {
                Answer::Value(value) => Fixed::Value(value),
                Answer::Interval(low, high) if low == high => Fixed::Number(low.get()),
                Answer::Interval(low, _) => {
                    let domain = &self.cell.study().variables[test.variable].domain;
                    let intervals = (0..domain.size()).map(model::ValueId::from_usize);
                    let mut those =
                        intervals.filter(|&v| domain.interval(v).is_some_and(|(from, _)| from == low.get()));
                    those.next().map_or(Fixed::Number(low.get()), Fixed::Value)
                }
                _ => return Ok(false),
            };
            if !test
                .allowed
                .admits(value, &self.cell.study().variables[test.variable].domain)
            {
                return Ok(false);
            }
        }
        if condition.any.is_empty() {
            return Ok(true);
        }
        for part in &condition.any {
            if self.holds(Some(part), true)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The fault of a rule that is said to be both complied with and breached in one case.
    fn both(&self, id: ProvisionId, cases: &Cases) -> Diagnostic {
        let study = self.cell.study();
        let name = study.provisions.name(id);
        let en = format!("`{name}` is both complied with and breached in one case");
        let nl = format!("`{name}` wordt in één geval zowel nageleefd als geschonden");
        let mut fault = Diagnostic::error(SAID_TWICE, (&*en, &*nl)).at(study.provisions[id].span, ());
        for condition in [&cases.complied, &cases.breached].into_iter().flatten() {
            if let Some(test) = condition.all.first() {
                fault = fault.at(test.span, ("holds there", "geldt daar"));
            }
        }
        fault.help((
            "let `complied` and `breached` exclude each other; `toets law check` shows the case",
            "laat `complied` en `breached` elkaar uitsluiten; `toets law check` laat het geval zien",
        ))
    }
}

#[cfg(test)]
mod tests;
