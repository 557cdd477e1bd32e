//! `toets compare`: scenarios beside each other.

use toets_diagnostic::both;
use toets_model::ScenarioId;
use toets_question::lineup;

use crate::answer::deliver;
use crate::args::Compare;
use crate::failure::{Failure, Outcome};
use crate::named::{self, chosen_groups};
use crate::opened;
use crate::output;
use crate::places::behind;
use crate::stray::Of;

/// Sets scenarios beside each other for each group, and prints where they differ.
pub(crate) fn compare(args: &Compare) -> Result<Outcome, Failure> {
    let places = std::iter::repeat(Of::Scenario);
    let (study, words) = behind(&args.study, args.scenarios.iter().cloned(), places)?;
    let ready = opened::open(&study)?.ready()?;
    let study = ready.compiled.study.clone();
    let named = words.iter().map(|(_, name)| named::scenario(&study, name));
    let named: Vec<ScenarioId> = named.collect::<Result<_, _>>()?;
    let scenarios = match (&named[..], study.baseline) {
        ([other], Some(baseline)) => vec![baseline, *other],
        ([] | [_], _) => return Err(too_few()),
        ([_, _], _) => named,
        (all, _) => {
            if let Some(twice) = all.iter().enumerate().find(|(n, it)| all[..*n].contains(it)) {
                return Err(Failure::with_help(
                    both!(
                        "scenario `{}` is named twice",
                        "scenario `{}` is twee keer genoemd",
                        study.scenarios.name(*twice.1)
                    ),
                    ("name each once", "noem elk één keer"),
                ));
            }
            named
        }
    };
    let mut found = Vec::new();
    for group in chosen_groups(&study, &args.groups)? {
        found.push(lineup(&ready.compiled, &scenarios, group, args.ceteris_paribus).map_err(ready.faulty())?);
    }
    deliver(
        &toets_report::contrasted(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

fn too_few() -> Failure {
    Failure::with_help(
        (
            "scenarios are compared, and there are no two to compare",
            "er worden scenario's vergeleken, en er zijn er geen twee om te vergelijken",
        ),
        (
            "write `toets compare STUDY S1 S2`, with more behind them if you like; if the study names a `baseline`, one is enough",
            "schrijf `toets compare STUDIE S1 S2`, desgewenst met meer erachter; als de studie een `baseline` noemt, is één genoeg",
        ),
    )
}
