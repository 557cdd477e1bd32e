//! Syntax errors in words, with what was probably meant.

use rhai::{LexError, ParseError, ParseErrorType};
use toets_diagnostic::{Diagnostic, Words};
use toets_model::Span;

use crate::limits::Limits;
use crate::place::Text;
use crate::words;

/// A syntax error as a diagnostic.
pub(crate) fn explain(error: &ParseError, text: &Text, limits: &Limits) -> Diagnostic {
    let mut span = text.span(error.position());
    let token = text.slice(span);
    let before = text.word_before(span.start as usize);
    if let ParseErrorType::MissingToken(wanted, _) = error.err_type()
        && wanted == ";"
        && let Some(end) = text.end_of_line_before(span)
    {
        // What is missing is missing at the end of the line before.
        span = end;
    }
    let (code, message, mut help) = words_for(error.err_type(), token, before, text, limits);
    if let Some(habit) = habit(token, before) {
        help.insert(0, habit);
        help.truncate(1);
    }
    let mut diagnostic = Diagnostic::error(code, message).at(span, "");
    diagnostic.help = help;
    if token.is_empty()
        && let Some(open) = unclosed(text)
    {
        let sign = text.slice(open);
        diagnostic = diagnostic.at(open, format!("is this `{sign}` closed?"));
    }
    diagnostic
}

/// The `{`, `(` or `[` that is not closed. Lines are taken to be indented as they belong together: what closes at a
/// line that stands further to the left than the one that opened it closes something else.
fn unclosed(text: &Text) -> Option<Span> {
    let indent = |span: Span| {
        let before = &text.text[..span.start as usize];
        let line = before.rfind('\n').map_or(0, |n| n + 1);
        let rest = &text.text[line..];
        let first = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        (first, line + first == span.start as usize)
    };
    let mut open: Vec<Span> = Vec::new();
    for (span, token) in text.tokens(0) {
        match token {
            "{" | "#{" | "(" | "[" => open.push(span),
            "}" | ")" | "]" => {
                let opened = open.pop()?;
                let ((left, alone), (opened_left, _)) = (indent(span), indent(opened));
                if alone && left < opened_left {
                    return Some(opened);
                }
            }
            _ => {}
        }
    }
    open.pop()
}

/// Code, message and help.
type Told = (&'static str, Words, Vec<Words>);

fn words_for(kind: &ParseErrorType, token: &str, before: &str, text: &Text, limits: &Limits) -> Told {
    use ParseErrorType as P;
    let syntax = |message: String, help: &str| {
        let help = if help.is_empty() {
            Vec::new()
        } else {
            vec![help.to_owned()]
        };
        ("script-syntax", message, help)
    };
    match kind {
        P::UnexpectedEOF => syntax(
            "the script ends in the middle of something".to_owned(),
            "is a `}` or `)` missing?",
        ),
        P::BadInput(error) => bad_input(error, token),
        P::UnknownOperator(sign) => syntax(format!("there is no operator `{sign}`"), ""),
        P::MissingToken(wanted, _) => syntax(
            format!("expected `{wanted}` before {}", shown(token)),
            match (wanted.as_str(), token) {
                (";", _) => "end each statement with `;`",
                ("{", ":") => "write `if condition { … }`",
                (_, word) if word.starts_with(char::is_alphabetic) && before == "\"" => {
                    "is a `\"` missing, so that a text began or ended too early?"
                }
                _ => "",
            },
        ),
        P::MissingSymbol(_) => syntax(format!("a sign is missing before {}", shown(token)), ""),
        P::MalformedIndexExpr(_) => syntax("what stands between `[` and `]` can't be an index".to_owned(), ""),
        P::DuplicatedProperty(name) => syntax(format!("the map has two keys `{name}`"), "keep one of them"),
        P::DuplicatedVariable(name) => syntax(
            format!("there are two variables `{name}`"),
            "give one of them another name",
        ),
        P::PropertyExpected => syntax("the name of a property is missing".to_owned(), ""),
        P::VariableExpected => syntax("the name of a variable is missing".to_owned(), ""),
        P::ForbiddenVariable(name) => syntax(format!("`{name}` can't be the name of a variable"), ""),
        P::Reserved(name) => reserved(name),
        P::MismatchedType(wanted, found) if wanted == "an iterable value" => (
            "script-type",
            format!("`for` can't go through {}", crate::value::type_words(found)),
            vec!["it goes through a list, a range (`0..10`) or `cell.findings`".to_owned()],
        ),
        P::MismatchedType(wanted, found) => syntax(
            format!(
                "{} is needed here, not {}",
                crate::value::type_words(wanted),
                crate::value::type_words(found)
            ),
            "",
        ),
        P::ExprExpected(_) => syntax(format!("something is missing before {}", shown(token)), ""),
        P::WrongDocComment => syntax("a comment `///` stands before a function".to_owned(), "write `//`"),
        P::WrongFnDefinition => syntax(
            "a function is defined within another one or within a block".to_owned(),
            "define it at the start of a line outside all `{ … }`",
        ),
        P::FnDuplicatedDefinition(name, _) => syntax(
            format!("the function `{name}` is defined twice"),
            "keep one of them, or give it another name",
        ),
        P::FnMissingName => syntax("the function has no name".to_owned(), "write `fn name(…) { … }`"),
        P::FnMissingParams(name) => syntax(
            format!("the function `{name}` has no parentheses"),
            "write `fn name(…) { … }`",
        ),
        P::FnDuplicatedParam(name, param) => syntax(format!("the function `{name}` has two parameters `{param}`"), ""),
        P::FnMissingBody(_) => syntax("the function has no `{ … }`".to_owned(), ""),
        P::WrongExport => syntax(
            "`export` stands before a constant only".to_owned(),
            "write `export const NAME = …;`",
        ),
        P::AssignmentToConstant(name) => (
            "script-constant",
            format!("`{name}` is a constant: it can't be changed"),
            vec!["use `let` for a variable that changes".to_owned()],
        ),
        P::AssignmentToInvalidLHS(_) => syntax(
            "what stands before `=` can't be given a value".to_owned(),
            "to compare, write `==`",
        ),
        P::VariableUndefined(name) => undefined(name, text),
        P::ModuleUndefined(name) => (
            "script-import",
            format!("nothing is imported as `{name}`"),
            vec![format!("write `import \"lib/…\" as {name};` at the top of the file")],
        ),
        P::ExprTooDeep => (
            "script-limit",
            format!(
                "expressions or blocks are nested more than {} deep",
                limits.expression_depth
            ),
            vec!["give parts of it a name with `let`, or move them to functions".to_owned()],
        ),
        P::TooManyFunctions => (
            "script-limit",
            format!("the file has more than {} functions", limits.functions),
            vec!["divide it into files that import each other".to_owned()],
        ),
        P::LiteralTooLarge(what, most) => (
            "script-limit",
            format!(
                "{} is larger than {most}",
                if what.contains("string") {
                    "a text"
                } else if what.contains("map") {
                    "a map"
                } else {
                    "a list"
                }
            ),
            Vec::new(),
        ),
        P::LoopBreak => syntax("`break` and `continue` stand within a loop only".to_owned(), ""),
        P::WrongSwitchDefaultCase => syntax("the case `_` of a `switch` is its last one".to_owned(), ""),
        P::WrongSwitchIntegerCase | P::WrongSwitchCaseCondition => {
            syntax("a case of the `switch` is wrong".to_owned(), "")
        }
        _ if before.is_empty() => syntax("the script can't be read here".to_owned(), ""),
        _ => syntax(format!("the script can't be read after `{before}`"), ""),
    }
}

fn shown(token: &str) -> String {
    if token.is_empty() {
        "the end of the script".to_owned()
    } else {
        format!("`{token}`")
    }
}

fn bad_input(error: &LexError, token: &str) -> Told {
    if let Some(reason) = crate::check::forbidden(token) {
        return ("script-forbidden", reason.message(token), vec![reason.help()]);
    }
    let (message, help) = match error {
        LexError::ImproperSymbol(..) if token == "=" => (
            "`=` gives a variable a value: it is no condition".to_owned(),
            "to compare, write `==`",
        ),
        LexError::UnterminatedString => (
            "a text does not end".to_owned(),
            "put a `\"` at its end; a text over several lines stands between back quotes",
        ),
        LexError::MalformedEscapeSequence(sequence) => (
            format!("`{sequence}` means nothing in a text"),
            "for a backslash write `\\\\`",
        ),
        LexError::MalformedNumber(number) => (format!("`{number}` is not a number"), ""),
        LexError::MalformedChar(_) => (
            "a text stands between `\"`, not between `'`".to_owned(),
            "write `\"…\"`",
        ),
        LexError::UnexpectedInput(sign) if sign.chars().all(char::is_alphabetic) => (
            format!(
                "names have the letters a to z without accents, not `{sign}`{}",
                sign.chars()
                    .next()
                    .filter(|c| !c.is_ascii())
                    .map_or_else(String::new, |c| format!(" (U+{:04X})", u32::from(c)))
            ),
            "choose a name without accents; texts in quotes may have any letter",
        ),
        LexError::UnexpectedInput(sign) => (format!("`{sign}` means nothing here"), ""),
        LexError::ImproperSymbol(sign, _) => {
            let sign = if sign.is_empty() { token } else { sign };
            (
                format!("`{sign}` means nothing in a script"),
                match sign {
                    "===" => "write `==`",
                    "!==" | "<>" => "write `!=`",
                    ":=" => "write `=`",
                    "++" => "write `+= 1`",
                    "--" => "write `-= 1`",
                    "->" | "<-" | ":;" => "",
                    "#" => "a map is written `#{ key: value }`; a comment starts with `//`",
                    _ => "",
                },
            )
        }
        _ => ("the script can't be read here".to_owned(), ""),
    };
    (
        "script-syntax",
        message,
        if help.is_empty() {
            Vec::new()
        } else {
            vec![help.to_owned()]
        },
    )
}

fn reserved(name: &str) -> Told {
    if let Some(reason) = crate::check::forbidden(name) {
        return ("script-forbidden", reason.message(name), vec![reason.help()]);
    }
    let help = match name {
        "match" | "case" => "write `switch value { \"a\" => …, _ => … }`",
        "var" => "write `let name = …;`",
        "===" => "write `==`",
        "!==" | "<>" => "write `!=`",
        ":=" => "write `=`",
        "++" => "write `+= 1`",
        "--" => "write `-= 1`",
        "null" | "nil" => "test for what there is instead of for nothing",
        "static" => "write `const NAME = …;`",
        "->" => "leave out the type of the result",
        _ => "choose another name",
    };
    (
        "script-syntax",
        format!("`{name}` has a meaning of its own that is not used in scripts"),
        vec![help.to_owned()],
    )
}

fn undefined(name: &str, text: &Text) -> Told {
    let constant = format!("const {name} ");
    let constant_too = format!("const {name}=");
    let help = if text.text.contains(&constant) || text.text.contains(&constant_too) {
        vec![format!("a function reads a constant as `global::{name}`")]
    } else if text.text.contains(&format!("let {name} ")) {
        vec!["a function sees only its parameters and its own variables: pass the value to it".to_owned()]
    } else {
        match name {
            "True" | "TRUE" => vec!["write `true`".to_owned()],
            "False" | "FALSE" => vec!["write `false`".to_owned()],
            "None" | "none" | "undefined" | "NULL" => {
                vec!["test for what there is instead of for nothing".to_owned()]
            }
            "not" => vec!["write `!`".to_owned()],
            "cell" => vec!["only `fn score(cell)` and functions that it passes `cell` to can read the cell".to_owned()],
            _ => {
                let known = names(text);
                words::nearest(name, known.iter().copied())
                    .map(|near| format!("did you mean `{near}`?"))
                    .into_iter()
                    .chain(std::iter::once(format!(
                        "if it is a text, put it in quotes: `\"{name}\"`"
                    )))
                    .take(1)
                    .collect()
            }
        }
    };
    (
        "script-unknown-name",
        format!("there is no variable `{name}` here"),
        help,
    )
}

/// The names that a script declares.
fn names(text: &Text) -> Vec<&str> {
    let mut names = Vec::new();
    let mut last = "";
    for word in text
        .text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
    {
        if matches!(last, "let" | "for" | "const") {
            names.push(word);
        }
        last = word;
    }
    names.push("cell");
    names
}

/// What someone used to another language probably meant.
fn habit(token: &str, before: &str) -> Option<String> {
    let help = match (before, token) {
        ("elif" | "elsif" | "elseif", _) | (_, "elif" | "elsif" | "elseif") => "write `else if`",
        (_, "and") | ("and", _) => "for \"and\" write `&&`",
        (_, "or") | ("or", _) => "for \"or\" write `||`",
        ("not", _) => "for \"not\" write `!`",
        (_, "then") | ("then", _) => "write `if condition { … }`",
        ("def" | "function" | "func", _) | (_, "def" | "function" | "func") => "write `fn name(…) { … }`",
        (_, "=") => "to compare, write `==`",
        (_, "=>") => "for \"at least\" write `>=`",
        (_, "=<") => "for \"at most\" write `<=`",
        _ => return None,
    };
    Some(help.to_owned())
}
