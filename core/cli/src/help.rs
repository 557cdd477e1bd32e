//! `--help`, laid out by ourselves: what matters first, an example with each command, and in Dutch too. The library that
//! reads calls knows what can be said; it has no second language, and puts options where they were written.

mod dutch;
mod examples;

use clap::builder::styling::Style;
use clap::{Arg, ArgAction, Command};
use toets_model::Language;

use dutch::in_dutch;
use examples::of_command;

/// The widest that help is set: longer lines are hard to read.
const WIDEST: usize = 100;
/// The widest column of names; what is longer has its explanation below it.
const NAMES: usize = 30;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// `-h`: what is used most.
    Short,
    /// `--help`: everything, with what each value means.
    Long,
}

/// What an option is about; in the order in which people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Asked,
    Law,
    Output,
    More,
    Limits,
}

impl Part {
    const ALL: [Self; 5] = [Self::Asked, Self::Law, Self::Output, Self::More, Self::Limits];

    fn title(self, language: Language) -> &'static str {
        let (en, nl) = match self {
            Self::Asked => ("What is asked", "Wat u vraagt"),
            Self::Law => ("Under which law, with which scripts", "Welk recht, welke scripts"),
            Self::Output => ("Output", "Uitvoer"),
            Self::More => ("More", "Verder"),
            Self::Limits => ("Limits", "Grenzen"),
        };
        say(language, en, nl)
    }

    fn of(arg: &Arg) -> Self {
        match arg.get_id().as_str() {
            "as_of" | "amendments" | "open_amendments" | "scripts" | "to_as_of" | "regime" | "to_regime" => Self::Law,
            "receipt" | "help" | "version" => Self::More,
            id if OUTPUT.contains(&id) => Self::Output,
            id if id.starts_with("limit_") => Self::Limits,
            _ => Self::Asked,
        }
    }
}

/// What is of output, that which is used most first.
const OUTPUT: &[&str] = &[
    "full", "notes", "gaps", "format", "output", "lang", "depth", "list", "watch", "pending", "template", "cases",
    "dialect",
];

/// Where an option stands among those of its part: words by their place come first, the rest as they are written.
fn place(arg: &Arg) -> (bool, Option<usize>) {
    let of_output = OUTPUT.iter().position(|id| *id == arg.get_id().as_str());
    (!arg.is_positional(), of_output)
}

fn say<'a>(language: Language, en: &'a str, nl: &'a str) -> &'a str {
    match language {
        Language::En => en,
        Language::Nl => nl,
    }
}

/// A text of a command or an option, in the language asked for.
fn told(text: &str, language: Language) -> String {
    match language {
        Language::En => text.to_owned(),
        Language::Nl => in_dutch(text).unwrap_or(text).to_owned(),
    }
}

/// The command that a call is about, with all names on the way to it.
pub(crate) fn meant(mut all: Command, arguments: &[String]) -> (Command, Vec<String>) {
    all.build();
    let mut path = vec![all.get_name().to_owned()];
    for argument in arguments {
        if let Some(below) = all.find_subcommand(argument).filter(|it| it.get_name() != "help") {
            path.push(below.get_name().to_owned());
            all = below.clone();
        }
    }
    (all, path)
}

/// The help of a command.
pub(crate) fn help(command: &Command, path: &[String], length: Length, language: Language, width: usize) -> String {
    let page = Page {
        language,
        length,
        width: width.min(WIDEST),
    };
    page.of(command, path)
}

struct Page {
    language: Language,
    length: Length,
    width: usize,
}

impl Page {
    fn of(&self, command: &Command, path: &[String]) -> String {
        let mut text = String::new();
        if let Some(about) = command.get_about() {
            text.push_str(&wrapped(&told(&about.to_string(), self.language), self.width, 0, 0));
            text.push('\n');
        }
        text.push_str(&format!(
            "{} {}\n",
            title(say(self.language, "Usage", "Gebruik")),
            self.usage(command, path)
        ));
        self.examples(&mut text, &path[1..]);
        let below: Vec<&Command> = command.get_subcommands().filter(|it| it.get_name() != "help").collect();
        if !below.is_empty() {
            let rows = below.into_iter().map(|it| {
                let about = it.get_about().map(ToString::to_string).unwrap_or_default();
                (it.get_name().to_owned(), vec![told(&about, self.language)])
            });
            self.rows(&mut text, say(self.language, "Commands", "Opdrachten"), rows.collect());
        }
        for part in Part::ALL {
            let args = command.get_arguments();
            let mut args: Vec<&Arg> = args.filter(|arg| self.is_shown(arg) && Part::of(arg) == part).collect();
            args.sort_by_key(|arg| place(arg)); // stable
            let rows: Vec<_> = args
                .into_iter()
                .map(|arg| (self.name(arg), self.explained(arg)))
                .collect();
            self.rows(&mut text, part.title(self.language), rows);
        }
        if self.length == Length::Short {
            text.push('\n');
            text.push_str(say(
                self.language,
                "`--help` says all of it, in Dutch with `--lang nl`.\n",
                "`--help --lang nl` zegt alles.\n",
            ));
        }
        text
    }

    /// `toets explain [STUDY] [SCENARIO] [OPTIONS]`: what must be there is not in brackets.
    fn usage(&self, command: &Command, path: &[String]) -> String {
        let mut words = path.to_vec();
        if command.has_subcommands() {
            words.push(format!("<{}>", say(self.language, "COMMAND", "OPDRACHT")));
        }
        words.extend(command.get_positionals().map(|arg| self.name(arg)));
        let required = command.get_opts().filter(|arg| arg.is_required_set());
        words.extend(required.map(|arg| self.name(arg).trim_start().to_owned()));
        words.push(format!("[{}]", say(self.language, "OPTIONS", "OPTIES")));
        words.join(" ")
    }

    fn examples(&self, text: &mut String, path: &[String]) {
        let rows = of_command(path).map(|example| {
            let what = example.what.get(self.language).to_owned();
            (example.call.to_owned(), vec![what])
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return;
        }
        text.push_str(&format!(
            "\n{}\n",
            title(say(self.language, "For example", "Bijvoorbeeld"))
        ));
        for (call, what) in rows {
            text.push_str(&format!("  {call}\n"));
            for line in what {
                text.push_str(&wrapped(&line, self.width, 6, 6));
            }
        }
    }

    fn is_shown(&self, arg: &Arg) -> bool {
        let hidden = match self.length {
            Length::Short => arg.is_hide_short_help_set(),
            Length::Long => arg.is_hide_long_help_set(),
        };
        !arg.is_hide_set() && !hidden
    }

    /// `-o, --output <FILE>`; of a word without a dash `[STUDY]`.
    fn name(&self, arg: &Arg) -> String {
        let values = arg.get_value_names().unwrap_or_default().iter();
        let values: Vec<String> = values.map(|name| told(name, self.language)).collect();
        let values = values.join(" ");
        if arg.is_positional() {
            let many = arg.get_action();
            let more = if matches!(many, ArgAction::Append) { "..." } else { "" };
            return match arg.is_required_set() {
                true => format!("<{values}>{more}"),
                false => format!("[{values}]{more}"),
            };
        }
        let long = arg.get_long().map(|long| format!("--{long}"));
        let mut name = match (arg.get_short(), long) {
            (Some(short), Some(long)) => format!("-{short}, {long}"),
            (Some(short), None) => format!("-{short}"),
            (None, long) => format!("    {}", long.unwrap_or_default()),
        };
        if arg.get_action().takes_values() {
            name.push_str(&format!(" <{values}>"));
        }
        name
    }

    /// What an option means, and below it what each of its values does.
    fn explained(&self, arg: &Arg) -> Vec<String> {
        let help = arg.get_long_help().or_else(|| arg.get_help());
        let mut first = help
            .map(|help| told(&help.to_string(), self.language))
            .unwrap_or_default();
        let aliases = arg.get_visible_aliases().unwrap_or_default();
        if !aliases.is_empty() {
            let aliases: Vec<String> = aliases.iter().map(|alias| format!("--{alias}")).collect();
            first.push_str(&format!(
                " [{}: {}]",
                say(self.language, "also", "ook"),
                aliases.join(", ")
            ));
        }
        let mut lines = Vec::new();
        if arg.get_action().takes_values() {
            let defaults = arg.get_default_values().iter().filter_map(|value| value.to_str());
            let defaults: Vec<&str> = defaults.collect();
            if !defaults.is_empty() {
                let word = say(self.language, "default", "standaard");
                first.push_str(&format!(" [{word}: {}]", defaults.join(", ")));
            }
            let values = arg.get_possible_values();
            let values: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).collect();
            match self.length {
                Length::Short if !values.is_empty() => {
                    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
                    first.push_str(&format!(
                        " [{}: {}]",
                        say(self.language, "one of", "een van"),
                        names.join(", ")
                    ));
                }
                Length::Short => {}
                Length::Long => lines.extend(values.iter().map(|value| {
                    let about = value.get_help().map(ToString::to_string).unwrap_or_default();
                    format!("- {}: {}", value.get_name(), told(&about, self.language))
                })),
            }
        }
        lines.insert(0, first);
        lines
    }

    /// Names, with what they mean beside them.
    fn rows(&self, text: &mut String, heading: &str, rows: Vec<(String, Vec<String>)>) {
        if rows.is_empty() {
            return;
        }
        text.push_str(&format!("\n{}\n", title(heading)));
        let names = rows.iter().map(|(name, _)| name.chars().count());
        let column = names.filter(|&wide| wide <= NAMES).max().unwrap_or(0) + 4;
        for (name, lines) in rows {
            let lines = lines.iter().map(|line| {
                let hang = if line.starts_with("- ") { 2 } else { 0 };
                wrapped(line, self.width, column, column + hang)
            });
            let below: String = lines.collect();
            let wide = name.chars().count() + 2;
            text.push_str(&format!("  {name}"));
            match wide + 2 <= column {
                true => text.push_str(&format!("{}{}", " ".repeat(column - wide), below.trim_start())),
                false => text.push_str(&format!("\n{below}")),
            }
        }
    }
}

fn title(words: &str) -> String {
    let bold = Style::new().bold();
    format!("{bold}{words}:{bold:#}")
}

/// Lines of words, each with its line break; the first is set in by so much, the others by as much as is said.
pub(crate) fn wrapped(text: &str, width: usize, first: usize, rest: usize) -> String {
    let mut lines = String::new();
    let mut line = " ".repeat(first);
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > width {
            lines.push_str(line.trim_end());
            lines.push('\n');
            line = " ".repeat(rest);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push_str(line.trim_end());
    lines.push('\n');
    lines
}
