//! `toets new`: a commented start that runs at once.

mod plugin;
mod scenario;

use std::path::{Path, PathBuf};

use toets_diagnostic::both;
use toets_model::{Language, Sources, Study};

use crate::args::{Lang, NewCommand, NewStudy};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::project::{self, POLICIES, SCRIPTS};
use crate::system::fresh;

/// Writes what was asked for, and says how to go on.
pub(crate) fn new(command: &NewCommand) -> Result<Outcome, Failure> {
    match command {
        NewCommand::Study(args) => study(args),
        NewCommand::Scenario(args) => scenario::scenario(args),
        NewCommand::Plugin(args) => plugin::plugin(args),
    }
}

fn study(args: &NewStudy) -> Result<Outcome, Failure> {
    check_name(&args.name)?;
    let folder = place(args.folder.as_deref(), POLICIES)?.join(&args.name);
    let (by, note) = match args.lang {
        Lang::Nl => ("vul in", "verzonnen voorbeeld"),
        Lang::En => ("fill in", "made-up example"),
    };
    let filled = |template: &str| {
        in_language(template, '#', args.lang.into())
            .replace("@ID@", &args.name)
            .replace("@BY@", by)
            .replace("@NOTE@", note)
    };
    let files = [
        ("study.toml", filled(include_str!("../templates/study.toml"))),
        ("findings.toml", filled(include_str!("../templates/findings.toml"))),
    ];
    fresh::folder(&folder, &files)?;
    let shown = shown(&folder)?;
    // Under `policies/` its name is enough.
    let called = match args.folder {
        None => args.name.clone(),
        Some(_) => shown.clone(),
    };
    say(
        args.lang,
        &[format!("{shown}/study.toml"), format!("{shown}/findings.toml")],
        &[format!("toets check {called}"), format!("toets run {called}")],
    );
    Ok(Outcome::Fine)
}

/// Says what was written, and what to do with it.
fn say(lang: Lang, written: &[String], next: &[String]) {
    let (wrote, look) = match lang {
        Lang::Nl => ("geschreven", "kijk wat eruit volgt:"),
        Lang::En => ("written", "see what follows:"),
    };
    let mut text = String::new();
    for file in written {
        text.push_str(&format!("{wrote}: {file}\n"));
    }
    text.push_str(&format!("{look}\n"));
    for command in next {
        text.push_str(&format!("    {command}\n"));
    }
    output::result(&text);
}

/// The lines of a template in one language: of `#nl …` and `#en …` (or `//nl …`) one is left, as a comment.
fn in_language(template: &str, sign: char, language: Language) -> String {
    let (wanted, other) = match language {
        Language::Nl => ("nl", "en"),
        Language::En => ("en", "nl"),
    };
    let is = |line: &str, code: &str| {
        let after = line.trim_start_matches(sign);
        after.len() < line.len() && (after == code || after.starts_with(&format!("{code} ")))
    };
    let lines: Vec<&str> = template.lines().collect();
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        let between = |n: usize| lines.get(n).is_some_and(|line| is(line, other));
        // The blank line between two comments that are left out goes with them.
        if is(line, other) || line.is_empty() && n > 0 && between(n - 1) && between(n + 1) {
            continue;
        }
        if is(line, wanted) {
            let after = line.trim_start_matches(sign);
            out.push_str(&line[..line.len() - after.len()]);
            out.push_str(&after[wanted.len()..]);
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// A name is that of a file and of a thing in a study.
fn check_name(name: &str) -> Result<(), Failure> {
    let fine = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphanumeric());
    if fine && name.len() <= 64 {
        return Ok(());
    }
    Err(Failure::with_help(
        both!(
            "`{name}` can't be the name of a file and of what is in it",
            "`{name}` kan niet de naam zijn van een bestand en van wat erin staat"
        ),
        (
            "take letters, digits, `-` and `_`, and begin with a letter or digit",
            "gebruik letters, cijfers, `-` en `_`, en begin met een letter of cijfer",
        ),
    ))
}

/// The folder asked for, or this one of the project around the current folder.
fn place(folder: Option<&Path>, usual: &str) -> Result<PathBuf, Failure> {
    let here = project::current_folder()?;
    Ok(match folder {
        Some(folder) => here.join(folder),
        None => project::root_above(&here).unwrap_or(here).join(usual),
    })
}

/// A path as people name it.
fn shown(path: &Path) -> Result<String, Failure> {
    Ok(project::display_name(path, &project::current_folder()?))
}

/// Where a script goes, and the study that it is for; without its scripts, which are not needed to know its names.
fn for_study(study: Option<&Path>) -> Result<Study, Failure> {
    let project = project::find(study)?;
    let loaded = toets_load::load(
        &project.system,
        &project.study,
        POLICIES,
        Vec::new(),
        Sources::default(),
    );
    loaded
        .study
        .ok_or_else(|| Failure::Study(loaded.diagnostics, Box::new(loaded.sources)))
}

/// Writes a script; its path as people name it, and as they say it in a command.
fn write_script(folder: Option<&Path>, kind: &str, name: &str, text: &str) -> Result<String, Failure> {
    let path = place(folder, &format!("{SCRIPTS}/{kind}"))?.join(format!("{name}.rhai"));
    fresh::file(&path, text)?;
    shown(&path)
}

/// How the study is named in the commands that are shown: not at all where it need not be.
fn named(study: Option<&Path>) -> String {
    study.map_or_else(String::new, |study| format!(" {}", study.display()))
}

/// A text as a script writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[test]
fn of_two_languages_one_is_left() {
    let template =
        "#nl een\n#nl\n#en one\n\n#en two\nx = 1 # stays\n\n#nl twee\n\n#nl drie\n#en three\n\n#en four\ny = 2\n";
    let nl = in_language(template, '#', Language::Nl);
    assert_eq!(nl, "# een\n#\nx = 1 # stays\n\n# twee\n\n# drie\ny = 2\n");
    let en = in_language(template, '#', Language::En);
    assert_eq!(en, "# one\n\n# two\nx = 1 # stays\n\n# three\n\n# four\ny = 2\n");
}
