//! `toets compare`: two scenarios beside each other.

use toets_question::contrast;

use super::ask;
use super::run::chosen_groups;
use crate::answer::deliver;
use crate::args::Compare;
use crate::opened;
use crate::output::{self, Failure, Outcome};
use crate::places::{Behind, Of, behind};

/// Sets two scenarios beside each other for each group, and prints where they differ.
pub(crate) fn compare(args: &Compare) -> Result<Outcome, Failure> {
    let Behind {
        study,
        mut words,
        no_study,
    } = behind(&args.study, args.scenarios.iter().cloned())?;
    let ready = opened::open(&study)?.ready()?;
    let study = ready.compiled.study.clone();
    if let (Some(no_study), Some(first)) = (&no_study, words.front()) {
        Of::Scenario.check(&study, first, no_study)?;
    }
    let scenario = |name: &String| ask::scenario(&study, name);
    let scenarios = match (&*words.make_contiguous(), study.baseline) {
        ([one, other], _) => [scenario(one)?, scenario(other)?],
        ([other], Some(baseline)) => [baseline, scenario(other)?],
        _ => {
            return Err(Failure::with_help(
                (
                    "two scenarios are compared, and two are not named",
                    "er worden twee scenario's vergeleken, en er zijn er geen twee genoemd",
                ),
                (
                    "write `toets compare STUDY S1 S2`; if the study names a `baseline`, one is enough",
                    "schrijf `toets compare STUDIE S1 S2`; als de studie een `baseline` noemt, is één genoeg",
                ),
            ));
        }
    };
    let mut found = Vec::new();
    for group in chosen_groups(&study, &args.groups)? {
        found.push(contrast(&ready.compiled, scenarios, group, args.ceteris_paribus).map_err(ask::faulty(&ready))?);
    }
    deliver(
        &toets_report::contrasted(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
