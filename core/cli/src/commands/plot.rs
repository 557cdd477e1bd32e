//! `toets plot`: one figure.

use std::path::Path;

use toets_diagnostic::{Words, both};
use toets_publish::{Figure, Texts};

use super::report;
use crate::args::{Plot, PlotFigure};
use crate::failure::{Failure, Outcome};
use crate::named::{self, chosen_groups, chosen_scenarios};
use crate::opened::{self, Ready};
use crate::output;
use crate::receipt;
use crate::system;

/// Draws a figure and writes it, whole or not at all.
pub(crate) fn plot(args: &Plot) -> Result<Outcome, Failure> {
    let printed = args.output == Path::new("-");
    let ending = args.output.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if !printed && !ending.eq_ignore_ascii_case("svg") {
        return Err(Failure::with_help(
            both!(
                "figures are SVG, and `{}` does not end with `.svg`",
                "figuren zijn SVG, en `{}` eindigt niet op `.svg`",
                system::shown(&args.output)
            ),
            ("write `-o FILE.svg`", "schrijf `-o BESTAND.svg`"),
        ));
    }
    let ready = opened::open(&args.study)?.ready()?;
    let texts = Texts::new(args.study.lang.into(), None).map_err(|why| Failure::call(Words::same(why)))?;
    let drawing = match args.figure {
        PlotFigure::Scorecard => drawn(&ready, args, &texts, Figure::Scorecard),
        PlotFigure::Graph => drawn(&ready, args, &texts, Figure::Graph),
        PlotFigure::Conditions => drawn(&ready, args, &texts, Figure::Conditions),
        PlotFigure::Space => drawn(&ready, args, &texts, Figure::Space),
        PlotFigure::Timeline => timeline(&ready, args, &texts),
    }?;
    if printed {
        output::result(&drawing);
    } else {
        system::write_whole(&args.output, drawing.as_bytes())?;
        receipt::writes(&args.output, drawing.as_bytes());
    }
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// A figure of what a report tells.
fn drawn(ready: &Ready, args: &Plot, texts: &Texts, figure: Figure) -> Result<String, Failure> {
    let study = &ready.compiled.study;
    let scenarios = chosen_scenarios(study, &args.cells.scenarios)?;
    let groups = chosen_groups(study, &args.cells.groups)?;
    let answers = report::gather(ready, scenarios, groups, String::new())?;
    let told = toets_publish::Report::tell(&answers, texts);
    Ok(toets_publish::figure(figure, &answers, &told, texts))
}

fn timeline(ready: &Ready, args: &Plot, texts: &Texts) -> Result<String, Failure> {
    let study = &ready.compiled.study;
    let cells = named::chosen_cells(study, &args.cells)?;
    let found = toets_question::timeline(&ready.compiled, &ready.plugins, &cells).map_err(ready.faulty())?;
    Ok(toets_publish::timeline_figure(study, &found, texts))
}
