//! Weighing provisions: what each says of the case, what defeats and what lifts it.

use std::collections::BTreeMap;

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::{Words, both};
use toets_model::{ProvisionId, Study};
use toets_plugin::law::{Bearing, Ladder, SAID_TWICE, Said};
use toets_plugin::{Answer, ProvisionField, Read};

use super::judgement::{REASON, languages, level_of};
use super::{ApiItem, Entry, Section, list_of};
use crate::fault::{Fault, Trouble};
use crate::prepared::ScaleInfo;
use crate::run::Run;
use crate::value::{JudgementValue, ProvisionValue, describe};
use crate::words;

pub(super) fn entry() -> Entry {
    Entry::function(
        ApiItem {
            section: Section::Law,
            name: "weigh",
            signature: "weigh(provisions), weigh(provisions, levels)",
            meaning: "The result of a legal check: each item says of a provision how it bears on the case. `bears` of a rule is \
                `\"does_not_apply\"`, `\"complied\"`, `\"breached\"`, `\"open\"` (a judgement is needed) or `\"unknown\"` (a fact is \
                missing); of an exception or power `\"applies\"`, `\"applies_if\"`, `\"does_not_apply\"`, `\"open\"` or `\"unknown\"`. \
                Exceptions defeat rules and powers lift them as the law files say; one that may, and that no item speaks of, stays \
                open. What is not in force asks nothing. The result is the worst over all rules, and open where that is; the \
                reasons list every rule. The order of the items does not matter. Without `levels` the node's scale has `prohibited`, \
                `needs_amendment`, `needs_exception`, `conditional` and `permitted`; with it, a map says which levels stand for them.",
            example: "let rule = cell.provision(\"wpo:9\");\nlet levels = #{ permitted: \"0\", conditional: \"0\", needs_exception: \"-\", needs_amendment: \"--\", prohibited: \"--\" };\nreturn weigh([#{ provision: rule, bears: \"breached\", because: \"the hours do not fit\" }], levels);",
        },
        &[1, 2],
        weigh,
    )
}

fn weigh(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = Run::of(ctx).ok_or_else(|| Fault::new("script-no-cell", crate::run::NO_CELL))?;
    let study = run.cell()?.study();
    let scale = &run.prepared()?.scale;
    let ladder = match args.len() {
        1 => ladder(scale, |name| Ok(Dynamic::from(ImmutableString::from(name))))?,
        _ => {
            let map = args[1]
                .as_map_ref()
                .map_err(|_| {
                    Fault::new(
                        "script-type",
                        (
                            "the levels of `weigh` are a map",
                            "de niveaus van `weigh` zijn een tabel",
                        ),
                    )
                })?
                .clone();
            ladder(scale, |name| {
                map.get(name).cloned().ok_or_else(|| {
                    let message = both!(
                        "the levels of `weigh` lack `{name}`",
                        "bij de niveaus van `weigh` ontbreekt `{name}`"
                    );
                    Fault::new("script-weigh", message)
                })
            })?
        }
    };
    let mut all: BTreeMap<ProvisionId, Said> = BTreeMap::new();
    for item in &list_of(ctx, args, 0, "weigh")? {
        let (id, said) = read(study, item)?;
        if all.insert(id, said).is_some() {
            let says = both!(
                "`weigh` is given `{}` twice",
                "`weigh` krijgt `{}` twee keer",
                study.provisions.name(id)
            );
            return Err(Fault::new(SAID_TWICE, says)
                .help((
                    "say of each provision once how it bears on the case",
                    "zeg van elke bepaling één keer hoe die uitwerkt",
                ))
                .into());
        }
    }
    let in_force = |id| Ok::<bool, Trouble>(run.read(Read::Provision(id, ProvisionField::InForce))? == Answer::Yes);
    let judged = toets_plugin::law::judge(study, &all, ladder, in_force)?;
    Ok(Dynamic::from(JudgementValue {
        outcome: judged.outcome,
        because: judged.because,
        cites: judged.cites,
        findings: judged.findings,
        weighed: judged.weighed,
    }))
}

fn ladder(scale: &ScaleInfo, level: impl Fn(&'static str) -> Result<Dynamic, Fault>) -> Result<Ladder, Fault> {
    let [prohibited, needs_amendment, needs_exception, conditional, permitted] = Ladder::NAMES;
    let of = |name| level_of(scale, &level(name)?);
    let ladder = Ladder {
        prohibited: of(prohibited)?,
        needs_amendment: of(needs_amendment)?,
        needs_exception: of(needs_exception)?,
        conditional: of(conditional)?,
        permitted: of(permitted)?,
    };
    match ladder.out_of_order() {
        None => Ok(ladder),
        Some(name) => Err(Fault::new(
            "script-weigh",
            both!(
                "`{name}` is worse than what should be below it on scale `{}`",
                "`{name}` is op schaal `{}` slechter dan wat eronder hoort te staan",
                scale.name.as_str()
            ),
        )
        .help(both!(
            "worst to best they are {}",
            "van slechtst naar best zijn het {}",
            words::list(Ladder::NAMES)
        ))),
    }
}

/// Reads one item: `#{ provision: …, bears: "…", because: … }`.
fn read(study: &Study, item: &Dynamic) -> Result<(ProvisionId, Said), Fault> {
    const HELP: (&str, &str) = (
        "write `#{ provision: cell.provision(\"…\"), bears: \"breached\", because: #{ nl: \"…\", en: \"…\" } }`",
        "schrijf `#{ provision: cell.provision(\"…\"), bears: \"breached\", because: #{ nl: \"…\", en: \"…\" } }`",
    );
    let fault = |says: Words| Fault::new("script-weigh", says).help(HELP);
    let Ok(map) = item.as_map_ref() else {
        return Err(fault(both!(
            "an item of `weigh` is a map, not {}",
            "een onderdeel van `weigh` is een tabel, en dit is {}",
            describe(item)
        )));
    };
    if let Some(key) = map
        .keys()
        .find(|k| !matches!(k.as_str(), "provision" | "bears" | "because"))
    {
        return Err(fault(both!(
            "an item of `weigh` has no `{key}`",
            "een onderdeel van `weigh` kent geen `{key}`"
        )));
    }
    let provision = map
        .get("provision")
        .and_then(|value| value.read_lock::<ProvisionValue>().map(|p| p.id));
    let Some(id) = provision else {
        let says = (
            "an item of `weigh` names no provision",
            "een onderdeel van `weigh` noemt geen bepaling",
        );
        return Err(fault(says.into()));
    };
    let word = map
        .get("bears")
        .and_then(|value| value.read_lock::<ImmutableString>().map(|w| w.to_string()));
    let word = word.unwrap_or_default();
    let kind = study.provisions[id].kind;
    let may: Vec<&str> = Bearing::WORDS
        .iter()
        .filter(|(_, bearing)| bearing.fits(kind))
        .map(|(word, _)| *word)
        .collect();
    let found = Bearing::WORDS
        .iter()
        .find(|(known, bearing)| *known == word && bearing.fits(kind));
    let Some((_, bearing)) = found else {
        return Err(Fault::new(
            "script-weigh",
            both!(
                "`{word}` can't be said of `{}`, which is a {}",
                "`{word}` past niet bij `{}`, want die is van de soort `{}`",
                study.provisions.name(id),
                kind.word()
            ),
        )
        .help(both!(
            "say one of {}",
            "kies een van {}",
            words::list(may.iter().copied())
        )));
    };
    let because = map.get("because").map(|text| languages(text, REASON)).transpose()?;
    Ok((
        id,
        Said {
            bearing: *bearing,
            because,
        },
    ))
}
