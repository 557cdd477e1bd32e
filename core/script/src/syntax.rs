//! Syntax errors in words, with what was probably meant.

use rhai::{LexError, ParseError, ParseErrorType};
use toets_diagnostic::{Diagnostic, Words, both};
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
    let mut diagnostic = Diagnostic::error(code, message).at(span, ());
    diagnostic.help = help;
    if token.is_empty()
        && let Some(open) = unclosed(text)
    {
        let sign = text.slice(open);
        diagnostic = diagnostic.at(open, both!("is this `{sign}` closed?", "is deze `{sign}` gesloten?"));
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

/// No help.
const NONE: (&str, &str) = ("", "");

/// A help, unless it is empty.
fn said(help: (&str, &str)) -> Vec<Words> {
    if help == NONE { Vec::new() } else { vec![help.into()] }
}

fn words_for(kind: &ParseErrorType, token: &str, before: &str, text: &Text, limits: &Limits) -> Told {
    use ParseErrorType as P;
    let syntax = |message: Words, help: (&str, &str)| ("script-syntax", message, said(help));
    match kind {
        P::UnexpectedEOF => syntax(
            (
                "the script ends in the middle of something",
                "het script eindigt halverwege iets",
            )
                .into(),
            ("is a `}` or `)` missing?", "ontbreekt een `}` of `)`?"),
        ),
        P::BadInput(error) => bad_input(error, token),
        P::UnknownOperator(sign) => syntax(
            both!("there is no operator `{sign}`", "er is geen bewerking `{sign}`"),
            NONE,
        ),
        P::MissingToken(wanted, _) => syntax(
            both!(
                "expected `{wanted}` before {}",
                "`{wanted}` verwacht vóór {}",
                shown(token)
            ),
            match (wanted.as_str(), token) {
                (";", _) => ("end each statement with `;`", "sluit elke opdracht af met `;`"),
                ("{", ":") => ("write `if condition { … }`", "schrijf `if voorwaarde { … }`"),
                (_, word) if word.starts_with(char::is_alphabetic) && before == "\"" => (
                    "is a `\"` missing, so that a text began or ended too early?",
                    "ontbreekt een `\"`, zodat een tekst te vroeg begon of eindigde?",
                ),
                (")" | "]" | "}", _) => (
                    "each `(`, `[` and `{` needs a sign that closes it",
                    "bij elke `(`, `[` en `{` hoort een teken dat sluit",
                ),
                _ => NONE,
            },
        ),
        P::MissingSymbol(_) => syntax(
            both!(
                "a sign is missing before {}",
                "een teken ontbreekt vóór {}",
                shown(token)
            ),
            NONE,
        ),
        P::MalformedIndexExpr(_) => syntax(
            (
                "what stands between `[` and `]` can't be an index",
                "wat tussen `[` en `]` staat, kan geen nummer of sleutel zijn",
            )
                .into(),
            NONE,
        ),
        P::DuplicatedProperty(name) => syntax(
            both!("the map has two keys `{name}`", "de tabel heeft twee sleutels `{name}`"),
            ("keep one of them", "houd er één"),
        ),
        P::DuplicatedVariable(name) => syntax(
            both!("there are two variables `{name}`", "er zijn twee variabelen `{name}`"),
            ("give one of them another name", "geef een van de twee een andere naam"),
        ),
        P::PropertyExpected => syntax(
            (
                "the name of a property is missing",
                "de naam van een eigenschap ontbreekt",
            )
                .into(),
            NONE,
        ),
        P::VariableExpected => syntax(
            (
                "the name of a variable is missing",
                "de naam van een variabele ontbreekt",
            )
                .into(),
            NONE,
        ),
        P::ForbiddenVariable(name) => syntax(
            both!(
                "`{name}` can't be the name of a variable",
                "`{name}` kan niet de naam van een variabele zijn"
            ),
            NONE,
        ),
        P::Reserved(name) => reserved(name),
        P::MismatchedType(wanted, _) if wanted == "an iterable value" => (
            "script-type",
            ("`for` can't go through this", "`for` kan hier niet doorheen lopen").into(),
            vec![crate::explain::RUNS_THROUGH.into()],
        ),
        P::MismatchedType(wanted, found) => syntax(crate::explain::needed(wanted, found), NONE),
        P::ExprExpected(_) => syntax(
            both!(
                "something is missing before {}",
                "er ontbreekt iets vóór {}",
                shown(token)
            ),
            NONE,
        ),
        P::WrongDocComment => syntax(
            (
                "a comment `///` stands before a function",
                "een toelichting met `///` staat alleen vóór een functie",
            )
                .into(),
            ("write `//`", "schrijf `//`"),
        ),
        P::WrongFnDefinition => syntax(
            (
                "a function is defined within another one or within a block",
                "een functie staat binnen een andere functie of binnen een blok",
            )
                .into(),
            (
                "define it at the start of a line outside all `{ … }`",
                "zet die aan het begin van een regel, buiten alle `{ … }`",
            ),
        ),
        P::FnDuplicatedDefinition(name, _) => syntax(
            both!(
                "the function `{name}` is defined twice",
                "de functie `{name}` staat er twee keer"
            ),
            (
                "keep one of them, or give it another name",
                "houd er één, of geef de andere een andere naam",
            ),
        ),
        P::FnMissingName => syntax(
            ("the function has no name", "de functie heeft geen naam").into(),
            FUNCTION,
        ),
        P::FnMissingParams(name) => syntax(
            both!(
                "the function `{name}` has no parentheses",
                "de functie `{name}` heeft geen haakjes"
            ),
            FUNCTION,
        ),
        P::FnDuplicatedParam(name, param) => syntax(
            both!(
                "the function `{name}` has two parameters `{param}`",
                "de functie `{name}` heeft twee parameters `{param}`"
            ),
            NONE,
        ),
        P::FnMissingBody(_) => syntax(
            ("the function has no `{ … }`", "de functie heeft geen `{ … }`").into(),
            NONE,
        ),
        P::WrongExport => syntax(
            (
                "`export` stands before a constant only",
                "`export` staat alleen vóór een constante",
            )
                .into(),
            ("write `export const NAME = …;`", "schrijf `export const NAAM = …;`"),
        ),
        P::AssignmentToConstant(name) => (
            "script-constant",
            both!(
                "`{name}` is a constant: it can't be changed",
                "`{name}` is een constante: die verandert niet"
            ),
            vec![
                (
                    "use `let` for a variable that changes",
                    "gebruik `let` voor een variabele die verandert",
                )
                    .into(),
            ],
        ),
        P::AssignmentToInvalidLHS(_) => syntax(
            (
                "what stands before `=` can't be given a value",
                "wat vóór `=` staat, kan geen waarde krijgen",
            )
                .into(),
            EQUAL,
        ),
        P::VariableUndefined(name) => undefined(name, text),
        P::ModuleUndefined(name) => (
            "script-import",
            both!(
                "nothing is imported as `{name}`",
                "er is niets geïmporteerd onder de naam `{name}`"
            ),
            vec![both!(
                "write `import \"lib/…\" as {name};` at the top of the file",
                "schrijf `import \"lib/…\" as {name};` bovenaan het bestand"
            )],
        ),
        P::ExprTooDeep => (
            "script-limit",
            both!(
                "expressions or blocks are nested more than {} deep",
                "er staan meer dan {} uitdrukkingen of blokken in elkaar",
                limits.expression_depth
            ),
            vec![
                (
                    "give parts of it a name with `let`, or move them to functions",
                    "geef delen ervan een naam met `let`, of zet ze in functies",
                )
                    .into(),
            ],
        ),
        P::TooManyFunctions => (
            "script-limit",
            both!(
                "the file has more than {} functions",
                "het bestand heeft meer dan {} functies",
                limits.functions
            ),
            vec![DIVIDE.into()],
        ),
        P::LiteralTooLarge(what, most) => (
            "script-limit",
            both!(
                "{} is larger than {most}",
                "{} is groter dan {most}",
                crate::value::type_words(if what.contains("string") {
                    "string"
                } else if what.contains("map") {
                    "map"
                } else {
                    "array"
                })
            ),
            Vec::new(),
        ),
        P::LoopBreak => syntax(
            (
                "`break` and `continue` stand within a loop only",
                "`break` en `continue` staan alleen binnen een lus",
            )
                .into(),
            NONE,
        ),
        P::WrongSwitchDefaultCase => syntax(
            (
                "the case `_` of a `switch` is its last one",
                "het geval `_` van een `switch` staat als laatste",
            )
                .into(),
            NONE,
        ),
        P::WrongSwitchIntegerCase | P::WrongSwitchCaseCondition => syntax(
            (
                "a case of the `switch` is wrong",
                "een geval van de `switch` klopt niet",
            )
                .into(),
            NONE,
        ),
        _ if before.is_empty() => syntax(UNREADABLE.into(), NONE),
        _ => syntax(
            both!(
                "the script can't be read after `{before}`",
                "het script is niet te lezen na `{before}`"
            ),
            NONE,
        ),
    }
}

const FUNCTION: (&str, &str) = ("write `fn name(…) { … }`", "schrijf `fn naam(…) { … }`");
const EQUAL: (&str, &str) = ("to compare, write `==`", "schrijf `==` om te vergelijken");
const UNEQUAL: (&str, &str) = ("write `!=`", "schrijf `!=`");
const UNREADABLE: (&str, &str) = ("the script can't be read here", "het script is hier niet te lezen");
const NOTHING: (&str, &str) = (
    "test for what there is instead of for nothing",
    "vraag wat er wel is, niet of er niets is",
);
/// What to do about a file that is too large.
pub(crate) const DIVIDE: (&str, &str) = (
    "divide it into files that import each other",
    "verdeel het over bestanden die elkaar importeren",
);

fn shown(token: &str) -> Words {
    if token.is_empty() {
        ("the end of the script", "het einde van het script").into()
    } else {
        both!("`{token}`", "`{token}`")
    }
}

fn bad_input(error: &LexError, token: &str) -> Told {
    if let Some(reason) = crate::check::forbidden(token) {
        return ("script-forbidden", reason.message(token), vec![reason.help()]);
    }
    let (message, help) = match error {
        LexError::ImproperSymbol(..) if token == "=" => (
            (
                "`=` gives a variable a value: it is no condition",
                "`=` geeft een variabele een waarde: het is geen voorwaarde",
            )
                .into(),
            EQUAL,
        ),
        LexError::UnterminatedString => (
            ("a text does not end", "een tekst eindigt niet").into(),
            (
                "put a `\"` at its end; a text over several lines stands between back quotes",
                "zet een `\"` aan het einde; een tekst van meer regels staat tussen schuine aanhalingstekens (`` ` ``)",
            ),
        ),
        LexError::MalformedEscapeSequence(sequence) => (
            both!(
                "`{sequence}` means nothing in a text",
                "`{sequence}` betekent niets in een tekst"
            ),
            ("for a backslash write `\\\\`", "schrijf voor een backslash `\\\\`"),
        ),
        LexError::MalformedNumber(number) => (both!("`{number}` is not a number", "`{number}` is geen getal"), NONE),
        LexError::MalformedChar(_) => (crate::compare::QUOTES.into(), ("write `\"…\"`", "schrijf `\"…\"`")),
        LexError::UnexpectedInput(sign) if sign.chars().all(char::is_alphabetic) => (
            both!(
                "names have the letters a to z without accents, not `{sign}`{}",
                "namen hebben de letters a tot en met z zonder accenten, niet `{sign}`{}",
                sign.chars()
                    .next()
                    .filter(|c| !c.is_ascii())
                    .map_or_else(String::new, |c| format!(" (U+{:04X})", u32::from(c)))
            ),
            (
                "choose a name without accents; texts in quotes may have any letter",
                "kies een naam zonder accenten; teksten tussen aanhalingstekens mogen elke letter hebben",
            ),
        ),
        LexError::UnexpectedInput(sign) => (
            both!("`{sign}` means nothing here", "`{sign}` betekent hier niets"),
            NONE,
        ),
        LexError::ImproperSymbol(sign, _) => {
            let sign = if sign.is_empty() { token } else { sign };
            (
                both!(
                    "`{sign}` means nothing in a script",
                    "`{sign}` betekent niets in een script"
                ),
                match sign {
                    "#" => (
                        "a map is written `#{ key: value }`; a comment starts with `//`",
                        "een tabel schrijft u als `#{ sleutel: waarde }`; een toelichting begint met `//`",
                    ),
                    sign => instead(sign).unwrap_or(NONE),
                },
            )
        }
        _ => (UNREADABLE.into(), NONE),
    };
    ("script-syntax", message, said(help))
}

/// What is written in scripts for a sign of other languages.
fn instead(sign: &str) -> Option<(&'static str, &'static str)> {
    Some(match sign {
        "===" => ("write `==`", "schrijf `==`"),
        "!==" | "<>" => UNEQUAL,
        ":=" => ("write `=`", "schrijf `=`"),
        "++" => ("write `+= 1`", "schrijf `+= 1`"),
        "--" => ("write `-= 1`", "schrijf `-= 1`"),
        _ => return None,
    })
}

fn reserved(name: &str) -> Told {
    if let Some(reason) = crate::check::forbidden(name) {
        return ("script-forbidden", reason.message(name), vec![reason.help()]);
    }
    let help = match name {
        "match" | "case" => (
            "write `switch value { \"a\" => …, _ => … }`",
            "schrijf `switch waarde { \"a\" => …, _ => … }`",
        ),
        "var" => ("write `let name = …;`", "schrijf `let naam = …;`"),
        "null" | "nil" => NOTHING,
        "static" => ("write `const NAME = …;`", "schrijf `const NAAM = …;`"),
        "->" => ("leave out the type of the result", "laat de soort van de uitkomst weg"),
        sign => instead(sign).unwrap_or(("choose another name", "kies een andere naam")),
    };
    (
        "script-syntax",
        both!(
            "`{name}` has a meaning of its own that is not used in scripts",
            "`{name}` heeft een eigen betekenis die in scripts niet wordt gebruikt"
        ),
        vec![help.into()],
    )
}

fn undefined(name: &str, text: &Text) -> Told {
    let constant = format!("const {name} ");
    let constant_too = format!("const {name}=");
    let help = if text.text.contains(&constant) || text.text.contains(&constant_too) {
        both!(
            "a function reads a constant as `global::{name}`",
            "een functie leest een constante als `global::{name}`"
        )
    } else if text.text.contains(&format!("let {name} ")) {
        (
            "a function sees only its parameters and its own variables: pass the value to it",
            "een functie ziet alleen haar parameters en haar eigen variabelen: geef de waarde aan die functie mee",
        )
            .into()
    } else {
        match name {
            "True" | "TRUE" => ("write `true`", "schrijf `true`").into(),
            "False" | "FALSE" => ("write `false`", "schrijf `false`").into(),
            "None" | "none" | "undefined" | "NULL" => NOTHING.into(),
            "not" => ("write `!`", "schrijf `!`").into(),
            "cell" => (
                "only `fn score(cell)` and functions that it passes `cell` to can read the cell",
                "alleen `fn score(cell)` en functies waaraan die `cell` meegeeft, kunnen de cel lezen",
            )
                .into(),
            _ => {
                let known = names(text);
                words::nearest(name, known.iter().copied()).map_or_else(
                    || {
                        both!(
                            "if it is a text, put it in quotes: `\"{name}\"`",
                            "zet het tussen aanhalingstekens als het een tekst is: `\"{name}\"`"
                        )
                    },
                    words::did_you_mean,
                )
            }
        }
    };
    (
        "script-unknown-name",
        both!(
            "there is no variable `{name}` here",
            "er is hier geen variabele `{name}`"
        ),
        vec![help],
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
fn habit(token: &str, before: &str) -> Option<Words> {
    let help = match (before, token) {
        ("elif" | "elsif" | "elseif", _) | (_, "elif" | "elsif" | "elseif") => ("write `else if`", "schrijf `else if`"),
        (_, "and") | ("and", _) => AND,
        (_, "or") | ("or", _) => OR,
        ("not", _) => NOT,
        (_, "then") | ("then", _) => ("write `if condition { … }`", "schrijf `if voorwaarde { … }`"),
        ("def" | "function" | "func", _) | (_, "def" | "function" | "func") => FUNCTION,
        (_, "=") => EQUAL,
        (_, "=>") => ("for \"at least\" write `>=`", "schrijf `>=` voor \"ten minste\""),
        (_, "=<") => ("for \"at most\" write `<=`", "schrijf `<=` voor \"ten hoogste\""),
        _ => return None,
    };
    Some(help.into())
}

/// What is written in scripts for the words of other languages.
pub(crate) const AND: (&str, &str) = ("for \"and\" write `&&`", "schrijf `&&` voor \"en\"");
pub(crate) const OR: (&str, &str) = ("for \"or\" write `||`", "schrijf `||` voor \"of\"");
pub(crate) const NOT: (&str, &str) = ("for \"not\" write `!`", "schrijf `!` voor \"niet\"");
