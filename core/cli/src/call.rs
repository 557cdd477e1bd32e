//! What is wrong with a call that can't be read, in the language that it asks for.

use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use toets_diagnostic::both;
use toets_model::Language;

use crate::args::Args;
use crate::failure::{Failure, Outcome, did_you_mean};
use crate::help::{self, Length};
use crate::output;
use crate::system;

/// Says what is wrong with a call; or prints the help or the version that it asks for.
pub(crate) fn refused(error: &clap::Error) -> ExitCode {
    let arguments = system::arguments();
    if let Some(language) = asked(&arguments) {
        output::ask_for(language);
    }
    match error.kind() {
        ErrorKind::DisplayHelp => {
            output::result(&help_on(&arguments, length(&arguments)));
            return ended();
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::refusal(&help_on(&arguments, Length::Short));
            return Outcome::BadInput.into();
        }
        _ if !error.use_stderr() => {
            output::result(&error.render().ansi().to_string());
            return ended();
        }
        _ => {}
    }
    let language = output::language_of_faults();
    let said = match language {
        _ if error.kind() == ErrorKind::InvalidSubcommand => no_command(error, language),
        Language::En => None,
        Language::Nl => in_dutch(error),
    };
    output::refusal(&said.unwrap_or_else(|| error.render().ansi().to_string()));
    Outcome::BadInput.into()
}

fn ended() -> ExitCode {
    match output::delivered() {
        Ok(_) => Outcome::Fine.into(),
        Err(failure) => {
            output::failure(&failure);
            Outcome::BadInput.into()
        }
    }
}

fn help_on(arguments: &[String], length: Length) -> String {
    let (command, path) = help::meant(Args::command(), arguments);
    help::help(&command, &path, length, output::language_of_faults(), output::width())
}

/// `-h` asks for the short help, everything else for the whole.
fn length(arguments: &[String]) -> Length {
    let long = |argument: &String| argument == "--help" || argument == "help";
    match arguments.iter().any(long) {
        true => Length::Long,
        false => Length::Short,
    }
}

/// The language that a call asks for, though the rest of it can't be read.
fn asked(arguments: &[String]) -> Option<Language> {
    const FLAG: &str = "--lang";
    let mut found = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let value = match argument.strip_prefix(FLAG) {
            Some("") => rest.next().map(String::as_str),
            Some(value) => value.strip_prefix('='),
            None => continue,
        };
        found = match value {
            Some("nl") => Some(Language::Nl),
            Some("en") => Some(Language::En),
            _ => found,
        };
    }
    found
}

/// That there is no such command, with the one that is most like it: the library that reads calls takes `rank` for what
/// `rnu` was meant as.
fn no_command(error: &clap::Error, language: Language) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let (at, _) = help::meant(Args::command(), &system::arguments());
    let names: Vec<&str> = at.get_subcommands().map(clap::Command::get_name).collect();
    let help = did_you_mean(word, names.iter().copied());
    let failure = Failure::with_help(
        both!("there is no command `{word}`", "er is geen opdracht `{word}`"),
        help,
    );
    output::told(&failure, language)
}

/// The library that reads calls speaks English; what people meet is said in Dutch here.
fn in_dutch(error: &clap::Error) -> Option<String> {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => Some(one.clone()),
        Some(ContextValue::Strings(several)) => Some(several.join("`, `")),
        Some(ContextValue::StyledStr(styled)) => Some(styled.to_string()),
        Some(ContextValue::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let argument = || of(ContextKind::InvalidArg).unwrap_or_default();
    let value = || of(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::InvalidValue if value().is_empty() => format!("bij `{}` hoort een waarde", argument()),
        ErrorKind::InvalidValue => format!("`{}` is geen waarde van `{}`", value(), argument()),
        ErrorKind::ValueValidation => format!("`{}` past niet bij `{}`", value(), argument()),
        ErrorKind::UnknownArgument => format!("deze opdracht kent geen `{}`", argument()),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(other) if other != argument() => format!("`{}` gaat niet samen met `{other}`", argument()),
            _ => format!("`{}` kan maar één keer", argument()),
        },
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt iets: `{}`", argument()),
        ErrorKind::MissingSubcommand => "er ontbreekt een opdracht".to_owned(),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{}` krijgt te veel of te weinig waarden", argument())
        }
        ErrorKind::InvalidUtf8 => "er staan tekens in de opdracht die geen tekst zijn".to_owned(),
        _ => return None,
    };
    let mut text = format!("fout: {message}\n");
    let mut help = |words: String| text.push_str(&format!("wat te doen: {words}\n"));
    if let Some(values) = of(ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        help(format!("mogelijk zijn `{values}`"));
    }
    if let Some(meant) = [ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(of)
    {
        help(format!("bedoelde u `{meant}`?"));
    }
    if let Some(usage) = of(ContextKind::Usage) {
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        help(format!("zo is het gebruik: `{usage}`; `--help` zegt meer"));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_says_its_language_though_it_can_t_be_read() {
        let call = |text: &str| asked(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(call("run --frmt json --lang nl"), Some(Language::Nl));
        assert_eq!(call("run --lang=en --frmt"), Some(Language::En));
        assert_eq!(call("run --lang fr"), None);
        assert_eq!(call("run --language nl"), None);
    }
}
