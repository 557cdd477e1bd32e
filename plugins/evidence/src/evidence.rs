//! The plugin `evidence`.

use toets_plugin::model::{Combine, Finding, FindingId, NodeId, Param, Scale, Study, Text};
use toets_plugin::{Diagnostic, Fold, Input, Plugin, Scorer, both};

use crate::ordered::Ordered;
use crate::unordered::Unordered;

/// What the findings on a node say together.
///
/// ## What it does
/// Takes the findings on the node itself that apply in a world and have a level (or open the node). By default the
/// result is the strongest for plus the strongest against, in steps from the neutral level.
///
/// ## Parameters
/// `combine`: `strongest` (default), `worst`, `best` or `hull`. The loader reads it into the node; it also decides
/// how findings on a criterion itself combine, whatever plugin scores that.
///
/// ## Example
/// `++` and `-` give `+`, with both sides kept; `+` thrice gives `+`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence;

const ID: &str = "evidence";

impl Plugin for Evidence {
    fn id(&self) -> &str {
        ID
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Bevindingen".into(),
            en: Some("Findings".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let name = study.nodes.name(node);
        let judged = &study.nodes[node];
        let scale = &study.scales[judged.scale];
        let scale_name = study.scales.name(judged.scale);
        // The engine also asks what findings on a criterion say: the parameters there are another plugin's.
        let here = &*judged.score.plugin.value == ID;
        let findings: Vec<FindingId> = study
            .findings_on(node)
            .iter()
            .copied()
            .filter(|&f| speaks(&study.findings[f]))
            .collect();

        let mut faults = Vec::new();
        if here {
            faults.extend(unknown_parameters(&judged.score.params));
        }
        let combine_span = match judged.score.params.get("combine") {
            Some(combine) if here => combine.span,
            _ => judged.score.plugin.span,
        };
        if scale.is_number() && (here || !findings.is_empty()) {
            faults.push(
                Diagnostic::error(
                    "bad-scale",
                    both!(
                        "`evidence` gives levels, but `{name}` is measured in numbers",
                        "`evidence` geeft niveaus, maar `{name}` wordt in getallen gemeten"
                    ),
                )
                .at(
                    judged.score.plugin.span,
                    both!(
                        "scale `{scale_name}` has no levels",
                        "schaal `{scale_name}` heeft geen niveaus"
                    ),
                )
                .help(both!(
                    "give the node a scale with levels, or score it by `sum` or a script that gives a number",
                    "geef de knoop een schaal met niveaus, of beoordeel hem met `sum` of een script dat een getal geeft"
                )),
            );
        } else if !scale.is_number() && !scale.ordered() {
            if judged.combine != Combine::Strongest {
                let chosen = word(judged.combine);
                faults.push(
                    Diagnostic::error(
                        "unordered-scale",
                        both!("`combine = \"{chosen}\"` needs levels that are better or worse, but those of `{scale_name}` have no order", "`combine = \"{chosen}\"` vraagt niveaus die beter of slechter zijn, maar die van `{scale_name}` hebben geen volgorde"),
                    )
                    .at(combine_span, both!("chosen for `{name}`", "gekozen voor `{name}`"))
                    .help(both!("leave `combine` out: findings that agree then give their level, others leave the node open between them", "laat `combine` weg: bevindingen die het eens zijn geven dan hun niveau, andere laten de knoop daartussen open")),
                );
            }
            faults.extend(absolute_without_order(study, &findings, scale_name));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Scorer::Fold(fold(study, scale, judged.combine, &findings)))
    }
}

/// Whether a finding can change the level of its node.
fn speaks(finding: &Finding) -> bool {
    let opens = finding.opens.as_ref().is_some_and(|l| !l.is_empty());
    finding.system.is_none() && (finding.level.is_some() || opens)
}

fn fold(study: &Study, scale: &Scale, combine: Combine, findings: &[FindingId]) -> Box<dyn Fold> {
    let inputs: Vec<Input> = findings.iter().map(|&f| Input::Finding(f)).collect();
    let findings = findings.iter().map(|&f| &study.findings[f]);
    if scale.ordered() {
        Box::new(Ordered::new(scale, combine, inputs, findings))
    } else {
        Box::new(Unordered::new(scale, inputs, findings))
    }
}

fn unknown_parameters(params: &Param) -> Vec<Diagnostic> {
    let unknown = params.entries().iter().filter(|(key, ..)| key != "combine");
    unknown
        .map(|(key, span, _)| {
            Diagnostic::error(
                "unknown-parameter",
                both!(
                    "`evidence` has no parameter `{key}`",
                    "`evidence` heeft geen parameter `{key}`"
                ),
            )
            .at(*span, ())
            .help(both!(
                "it takes `combine` only: \"strongest\", \"worst\", \"best\" or \"hull\"",
                "alleen `combine` kan: \"strongest\", \"worst\", \"best\" of \"hull\""
            ))
        })
        .collect()
}

fn absolute_without_order(study: &Study, findings: &[FindingId], scale: &str) -> Vec<Diagnostic> {
    let absolute = findings.iter().filter(|&&f| study.findings[f].absolute);
    absolute
        .map(|&f| {
            let finding = study.findings.name(f);
            Diagnostic::error(
                "unordered-scale",
                both!("finding `{finding}` is absolute, but the levels of `{scale}` have no order, so that nothing is offset", "bevinding `{finding}` is absoluut, maar de niveaus van `{scale}` hebben geen volgorde, zodat niets wordt weggestreept"),
            )
            .at(study.findings[f].span, ())
            .help(both!("leave `absolute` out", "laat `absolute` weg"))
        })
        .collect()
}

fn word(combine: Combine) -> &'static str {
    match combine {
        Combine::Strongest => "strongest",
        Combine::Worst => "worst",
        Combine::Best => "best",
        Combine::Hull => "hull",
    }
}

#[cfg(test)]
mod tests;
