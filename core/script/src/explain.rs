//! What went wrong in a run, in words, at its place.

use rhai::{Engine, EvalAltResult, Position};
use toets_diagnostic::{Diagnostic, Words, both};

use crate::api;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::linked::Linked;
use crate::place::{Text, Texts};
use crate::run::{Ended, Run};
use crate::value::type_words;
use crate::words;

/// A run that failed.
pub(crate) struct Ran<'a> {
    /// The path of the file that was run.
    pub(crate) entry: &'a str,
    pub(crate) texts: &'a Texts,
    pub(crate) run: &'a Run,
    pub(crate) linked: &'a Linked,
    /// Runs the same thing with another engine.
    pub(crate) again: &'a dyn Fn(&Engine),
}

/// A run-time error as a diagnostic.
pub(crate) fn error(error: &EvalAltResult, ran: &Ran<'_>) -> Diagnostic {
    let (inner, position, source, frames) = unwind(error, ran.entry);
    let mut fault = fault_of(inner, &ran.linked.limits);
    if let EvalAltResult::ErrorPropertyNotFound(name, _) = inner {
        fault.help.push(near_key(name, ran.texts).unwrap_or_else(|| {
            both!(
                "for a key that may be missing write `map.get(key, …)`, with the value that counts then",
                "schrijf bij een sleutel die kan ontbreken `map.get(key, …)`, met de waarde die dan telt"
            )
        }));
    }
    if let Some(Ended::Fault {
        fault: first,
        source: Some(first_source),
        position: first_position,
    }) = ran.run.ended()
        && (first_position != position || first_source != source)
        && !first_position.is_none()
    {
        // The first fault wins: what came after it followed from it.
        return place(&first, ran.texts, &first_source, first_position, &[]);
    }
    if inner.is_system_exception() && !matches!(inner, EvalAltResult::ErrorTerminated(..)) {
        return overrun(&fault, ran);
    }
    place(&fault, ran.texts, &source, position, &frames)
}

/// A key that some map of the script has, and that was probably meant.
fn near_key(name: &str, texts: &Texts) -> Option<Words> {
    let mut keys = Vec::new();
    for text in texts.iter() {
        let mut rest = &*text.text;
        while let Some(colon) = rest.find(':') {
            let key = rest[..colon].trim_end_matches([' ', '"']);
            let start = key
                .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .map_or(0, |n| n + key[n..].chars().next().map_or(1, char::len_utf8));
            keys.push(&key[start..]);
            rest = &rest[colon + 1..];
        }
    }
    words::nearest(name, keys).map(words::did_you_mean)
}

/// The place of an overrun: found by running again.
fn overrun(fault: &Fault, ran: &Ran<'_>) -> Diagnostic {
    let found = ran.linked.trace(ran.again);
    let mut source = ran.entry.to_owned();
    let mut frames = Vec::new();
    for frame in found.frames {
        let called = std::mem::replace(&mut source, frame.source.clone());
        if !frame.position.is_none() && is_own(&frame.function) {
            frames.push(Frame {
                source: called,
                ..frame
            });
        }
    }
    frames.reverse();
    let source = found.source.unwrap_or_else(|| ran.entry.to_owned());
    place(fault, ran.texts, &source, found.position, &frames)
}

/// Whether a function is one of the script, not of the framework.
fn is_own(function: &str) -> bool {
    function.starts_with("anon$")
        || (function.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !api::functions().any(|(name, ..)| name == function))
}

/// A fault that no error of the engine carries: the script swallowed it.
pub(crate) fn remembered(ended: &Ended, entry: &str, texts: &Texts) -> Option<Diagnostic> {
    match ended {
        Ended::Fault {
            fault,
            source,
            position,
        } => Some(place(fault, texts, source.as_deref().unwrap_or(entry), *position, &[])),
        Ended::Stop(_) => None,
    }
}

/// A call on the way to the error.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) function: String,
    /// The file of the call.
    pub(crate) source: String,
    pub(crate) position: Position,
}

/// The innermost error, with its file and the calls that led to it, innermost first.
fn unwind<'e>(error: &'e EvalAltResult, entry: &str) -> (&'e EvalAltResult, Position, String, Vec<Frame>) {
    let mut source = entry.to_owned();
    let mut frames = Vec::new();
    let mut inner = error;
    loop {
        match inner {
            EvalAltResult::ErrorInFunctionCall(function, file, next, position) => {
                frames.push(Frame {
                    function: function.clone(),
                    source: source.clone(),
                    position: *position,
                });
                if !file.is_empty() {
                    source.clone_from(file);
                }
                inner = next;
            }
            EvalAltResult::ErrorInModule(file, next, _) => {
                if !file.is_empty() {
                    source.clone_from(file);
                }
                inner = next;
            }
            _ => break,
        }
    }
    frames.reverse();
    (inner, inner.position(), source, frames)
}

fn place(fault: &Fault, texts: &Texts, source: &str, position: Position, frames: &[Frame]) -> Diagnostic {
    const SHOWN: usize = 6;
    let mut diagnostic = fault.diagnostic();
    let text = texts.find(source).or_else(|| texts.main());
    if let Some(text) = text {
        diagnostic = match (position.is_none(), text.function("score")) {
            (false, _) => diagnostic.at(text.span(position), ()),
            (true, Some(span)) => diagnostic.at(span, ()),
            (true, None) => diagnostic.in_file(text.file),
        };
    }
    // A function that calls itself is told once, with how often.
    let mut calls: Vec<(Words, usize)> = Vec::new();
    for frame in frames {
        let call = called(frame, texts);
        match calls.last_mut() {
            Some((last, times)) if *last == call => *times += 1,
            _ => calls.push((call, 1)),
        }
    }
    for (call, times) in calls.iter().take(SHOWN) {
        diagnostic.notes.push(match times {
            1 => call.clone(),
            &n => both!("{}, {} times within each other", "{}, {} keer binnen elkaar", call, n),
        });
    }
    if calls.len() > SHOWN {
        let more = calls.len() - SHOWN;
        diagnostic
            .notes
            .push(both!("and {more} more calls", "en nog {more} aanroepen"));
    }
    diagnostic
}

fn called(frame: &Frame, texts: &Texts) -> Words {
    let place = texts
        .find(&frame.source)
        .map_or_else(|| frame.source.clone(), |text: &Text| text.line_column(frame.position));
    if frame.function.starts_with("anon$") {
        both!(
            "in a function `|…| …` used at {place}",
            "in een functie `|…| …`, gebruikt op {place}"
        )
    } else {
        both!(
            "in `{}`, called at {}",
            "in `{}`, aangeroepen op {}",
            frame.function,
            place
        )
    }
}

/// The engine's error in words.
fn fault_of(error: &EvalAltResult, limits: &Limits) -> Fault {
    use EvalAltResult as E;
    let limit = |message: Words| Fault::new("script-limit", message);
    match error {
        E::ErrorRuntime(value, _) => match value.read_lock::<Fault>() {
            Some(fault) => fault.clone(),
            None => {
                let reason = api::text::show(value);
                let reason = reason.map_or_else(|_| ("without a reason", "zonder reden").into(), Words::same);
                Fault::new(
                    "script-throw",
                    both!("the script stopped itself: {}", "het script stopte zelf: {}", reason),
                )
            }
        },
        E::ErrorTooManyOperations(_) => limit(both!(
            "the script took more than {} steps",
            "het script nam meer dan {} stappen",
            limits.operations
        ))
        .help((
            "does a loop end? Each loop must come to an end by itself",
            "eindigt een lus wel? Elke lus moet vanzelf ophouden",
        )),
        E::ErrorStackOverflow(_) => limit(both!(
            "more than {} functions call each other, one within the other",
            "meer dan {} functies roepen elkaar aan, de een binnen de ander",
            limits.call_depth
        ))
        .help((
            "does a function call itself without an end?",
            "roept een functie zichzelf eindeloos aan?",
        )),
        E::ErrorTooManyVariables(_) => limit(both!(
            "the script has more than {} variables at the same time",
            "het script heeft meer dan {} variabelen tegelijk",
            limits.variables
        )),
        E::ErrorTooManyModules(_) => limit(
            (
                "the script imports too many files",
                "het script importeert te veel bestanden",
            )
                .into(),
        ),
        E::ErrorDataTooLarge(what, _) => too_large(what, limits),
        E::ErrorTerminated(..) => Fault::new(
            "script-aborted",
            (
                "the run was ended because it took too long",
                "de uitvoering duurde te lang en is gestopt",
            ),
        )
        .help((
            "a run may take a limited time: make the script do less, or allow more time",
            "een uitvoering mag maar een beperkte tijd duren: laat het script minder doen, of sta meer tijd toe",
        )),
        E::ErrorFunctionNotFound(signature, _) => no_function(signature),
        E::ErrorDotExpr(text, _) => no_property(text),
        E::ErrorIndexingType(signature, _) => {
            let of = signature.split(" [").next().unwrap_or("");
            let fault = Fault::new(
                "script-type",
                both!("`[…]` takes no part of {}", "`[…]` werkt niet op {}", type_words(of)),
            );
            match of {
                "cell" => fault.help((
                    "write the name after a point: `cell.timing`",
                    "schrijf de naam achter een punt: `cell.timing`",
                )),
                "params" => fault.help((
                    "write the key after a point: `cell.params.limit`",
                    "schrijf de sleutel achter een punt: `cell.params.limit`",
                )),
                "findings" => api::text::no_length(fault),
                _ => fault,
            }
        }
        E::ErrorMismatchDataType(wanted, found, _) => mismatch(wanted, found),
        E::ErrorMismatchOutputType(_, found, _) => {
            let message = both!("the result is {}", "de uitkomst is {}", type_words(found));
            Fault::new("script-result", message)
        }
        E::ErrorFor(_) => Fault::new(
            "script-type",
            ("`for` can't go through this", "`for` kan hier niet doorheen lopen"),
        )
        .help(RUNS_THROUGH),
        E::ErrorArrayBounds(length, index, _) => Fault::new(
            "script-index",
            both!(
                "the list has {}, so there is no item number {index}",
                "de lijst heeft {}, dus er is geen onderdeel met nummer {index}",
                words::count(*length, words::ITEM)
            ),
        )
        .help(("the first item has number 0", "het eerste onderdeel heeft nummer 0")),
        E::ErrorStringBounds(length, index, _) => Fault::new(
            "script-index",
            both!(
                "the text has {}, so there is no character number {index}",
                "de tekst heeft {}, dus er is geen teken met nummer {index}",
                words::count(*length, words::CHARACTER)
            ),
        )
        .help(("the first character has number 0", "het eerste teken heeft nummer 0")),
        E::ErrorPropertyNotFound(name, _) => Fault::new(
            "script-key",
            both!("the map has no key `{name}`", "de tabel heeft geen sleutel `{name}`"),
        ),
        E::ErrorVariableNotFound(name, _) => Fault::new(
            "script-unknown-name",
            both!("there is no variable `{name}`", "er is geen variabele `{name}`"),
        ),
        E::ErrorModuleNotFound(name, _) => Fault::new(
            "script-import",
            both!(
                "the import `{name}` was not found",
                "de import `{name}` is niet gevonden"
            ),
        ),
        E::ErrorAssignmentToConstant(name, _) => Fault::new(
            "script-constant",
            both!(
                "`{name}` is a constant: it can't be changed",
                "`{name}` is een constante: die verandert niet"
            ),
        )
        .help((
            "use `let` for a variable that changes",
            "gebruik `let` voor een variabele die verandert",
        )),
        E::ErrorNonPureMethodCallOnConstant(name, _) => {
            let message = both!(
                "a constant can't be changed by `{name}`",
                "`{name}` kan een constante niet veranderen"
            );
            Fault::new("script-constant", message).help((
                "copy it first: `let list = global::LIST;`",
                "maak eerst een kopie: `let list = global::LIST;`",
            ))
        }
        E::ErrorUnboundThis(_) => Fault::new(
            "script-unknown-name",
            ("`this` means nothing here", "`this` betekent hier niets"),
        ),
        E::ErrorDataRace(..) => Fault::new(
            "script-closure",
            (
                "a function `|…| …` uses the very thing that it is called on",
                "een functie `|…| …` gebruikt juist datgene waarop ze werkt",
            ),
        )
        .help((
            "copy it first, `let copy = list;`, and use the copy in the function",
            "maak eerst een kopie, `let copy = list;`, en gebruik die in de functie",
        )),
        E::ErrorArithmetic(..) => Fault::new(
            "script-number",
            (
                "the calculation has no result that is a number",
                "de berekening heeft geen getal als uitkomst",
            ),
        ),
        E::ErrorParsing(kind, position) => {
            let _ = position;
            let message = both!(
                "the script can't be read: {kind}",
                "het script is niet te lezen: {kind}"
            );
            Fault::new("script-syntax", message)
        }
        // What the engine alone can say, it says in English.
        other => {
            let said = plain(&other.to_string());
            Fault::new("script-error", both!("{said}", "het script liep vast: {said}"))
        }
    }
}

fn too_large(what: &str, limits: &Limits) -> Fault {
    let (kind, most) = if what.contains("string") || what.contains("String") {
        (type_words("string"), words::count(limits.string_len, words::BYTE))
    } else if what.contains("map") {
        (type_words("map"), words::count(limits.map_len, words::ENTRY))
    } else {
        (type_words("array"), words::count(limits.array_len, words::ITEM))
    };
    let message = both!("{} grew larger than {}", "{} werd groter dan {}", kind, most);
    Fault::new("script-limit", message).help((
        "does a loop add to it without an end?",
        "voegt een lus er eindeloos iets aan toe?",
    ))
}

/// `Function not found: f (i64, map)`.
fn no_function(signature: &str) -> Fault {
    let (name, rest) = signature.split_once(" (").unwrap_or((signature, ""));
    let types: Vec<Words> = rest
        .trim_end_matches(')')
        .split(", ")
        .filter(|t| !t.is_empty())
        .map(type_words)
        .collect();
    let short = name.rsplit("::").next().unwrap_or(name);
    if let Some((_, arities, item)) = api::functions().find(|(n, ..)| *n == short)
        && !arities.contains(&types.len())
    {
        return Fault::new(
            "script-arguments",
            both!(
                "`{short}` takes other arguments than it is given here",
                "`{short}` vraagt andere waarden dan het hier krijgt"
            ),
        )
        .help(both!("write `{}`", "schrijf `{}`", item.signature));
    }
    if types.is_empty() {
        Fault::new(
            "script-unknown-function",
            both!(
                "there is no function `{name}` without arguments",
                "er is geen functie `{name}` zonder waarden tussen de haakjes"
            ),
        )
    } else {
        let of = types
            .into_iter()
            .reduce(|all, one| both!("{} and {}", "{} en {}", all, one));
        Fault::new(
            "script-unknown-function",
            both!(
                "there is no function `{name}` for {}",
                "er is geen functie `{name}` voor {}",
                of.clone().unwrap_or_default()
            ),
        )
    }
}

/// `Unknown property 'x' - a getter is not registered for type 'y'`, and the same for setters.
fn no_property(text: &str) -> Fault {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    let name = quoted.next().unwrap_or("");
    let of = quoted.next().unwrap_or("");
    if text.starts_with("No writable") {
        return Fault::new(
            "script-constant",
            both!(
                "`{name}` of {} can't be changed",
                "`{name}` van {} is niet te veranderen",
                type_words(of)
            ),
        )
        .help((
            "a script reads the study; it never changes it",
            "een script leest de studie, maar verandert die nooit",
        ));
    }
    no_field(of, name)
}

/// That a thing has no such field; `of` is its type in the engine.
pub(crate) fn no_field(of: &str, name: &str) -> Fault {
    let fault = Fault::new(
        "script-unknown-field",
        both!("{} has no `{name}`", "{} kent geen `{name}`", type_words(of)),
    );
    if of == "findings" {
        return api::text::no_length(fault);
    }
    if let Some((_, _, item)) = api::functions().find(|(n, ..)| *n == name) {
        return fault.help(is_function(name, item.signature));
    }
    let has = both!("{} has", "{} kent", type_words(of));
    fault.helps(words::suggest(name, api::fields(of), has))
}

/// What `for` takes.
pub(crate) const RUNS_THROUGH: (&str, &str) = (
    "it goes through a list, a range (`0..10`) or `cell.findings`",
    "het loopt door een lijst, een reeks (`0..10`) of `cell.findings`",
);

/// That a function was written without its parentheses.
pub(crate) fn is_function(name: &str, signature: &str) -> Words {
    both!(
        "`{name}` is a function: write it with parentheses, `{signature}`",
        "`{name}` is een functie: schrijf de haakjes erbij, `{signature}`"
    )
}

/// That something is no condition; `found` is what it is instead.
pub(crate) fn no_condition(found: &Words) -> Fault {
    Fault::new(
        "script-type",
        both!(
            "a condition is true or false, not {}",
            "een voorwaarde is waar of onwaar, en dit is {}",
            found
        ),
    )
}

/// What to do about a text that stands as a condition.
pub(crate) const COMPARE_IT: (&str, &str) = (
    "compare it with something: `cell.returns == \"yes\"`",
    "vergelijk hem ergens mee: `cell.returns == \"yes\"`",
);

fn mismatch(wanted: &str, found: &str) -> Fault {
    if wanted == "bool" {
        let fault = no_condition(&type_words(found));
        return match found {
            "string" => fault.help(COMPARE_IT),
            "()" => fault.help((
                "a function gives what its last line gives; `let`, a loop and an `if` without `else` give nothing",
                "een functie geeft wat haar laatste regel geeft; `let`, een lus en een `if` zonder `else` geven niets",
            )),
            _ => fault,
        };
    }
    let wanted = if wanted.contains("ImmutableString") {
        "string"
    } else {
        wanted
    };
    Fault::new("script-type", needed(wanted, found))
}

/// That one type is needed where another is; both by their names in the engine.
pub(crate) fn needed(wanted: &str, found: &str) -> Words {
    let (wanted, found) = (type_words(wanted), type_words(found));
    both!(
        "{} is needed here, not {}",
        "hier is {} nodig, en dit is {}",
        wanted,
        found
    )
}

/// A message of the engine without its position, in our style.
fn plain(message: &str) -> String {
    let message = message.split(" (line ").next().unwrap_or(message);
    let mut chars = message.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect::<String>())
}
