//! The language of statements: `holds = 'not (desirability >= "+" and C1/amv.feasibility >= "-")'`.
//!
//! ```text
//! statement  = conjunction { "or" conjunction }
//! conjunction = negation { "and" negation }
//! negation   = "not" negation | "(" statement ")" | comparison
//! comparison = term ( "<" | "<=" | "==" | "!=" | ">=" | ">" ) term
//! term       = node | scenario "." node | scenario "/" group "." node | "\"" level "\"" | number
//! ```

mod lex;
mod terms;

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{Comparator, Formula, Span};

use crate::context::Context;
use crate::faults::Scope;
use crate::fields::At;
use crate::ids::tick;
use lex::{Kind, Token};
use terms::Found;

/// How deep parentheses and `not` may go.
const DEPTH: usize = 200;

/// Reads a statement; `raw` is the text as the file has it, quotes and all.
pub(crate) fn parse(context: &Context<'_>, at: At<'_>, text: &str, raw: &str) -> Option<Formula> {
    let place = Place {
        scope: at.scope,
        whole: at.span(),
        offset: raw
            .find(text)
            .filter(|_| !text.is_empty())
            .map(|n| at.item.start + n as u32),
    };
    if text.trim().is_empty() {
        at.fault(
            "formula",
            ("this statement is empty", "deze bewering is leeg"),
            ("nothing is said here", "hier wordt niets gezegd"),
        );
        return None;
    }
    let tokens = lex::tokens(text, &place)?;
    let mut parser = Parser {
        context,
        place,
        text,
        tokens,
        next: 0,
        depth: 0,
        sound: true,
    };
    let formula = parser.statement().ok()?;
    if let Some(token) = parser.peek() {
        let help = match token.kind {
            Kind::Compare(_) => Some((
                "a comparison has two sides; join two of them with `and`",
                "een vergelijking heeft twee kanten; verbind er twee met `and`",
            )),
            Kind::Word | Kind::Level(_) => Some((
                "join comparisons with `and` or `or`",
                "verbind vergelijkingen met `and` of `or`",
            )),
            _ => None,
        };
        let message = both!("unexpected {}", "{} hoort hier niet", parser.shown(&token));
        let fault = parser.error(
            &token,
            message,
            ("the statement should end here", "hier moet de bewering eindigen"),
        );
        parser.report(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
        return None;
    }
    parser.sound.then_some(formula)
}

/// Where a statement stands.
pub(crate) struct Place<'a> {
    scope: Scope<'a>,
    /// The whole value.
    whole: Span,
    /// Where its text starts in the file; none where escapes shift it.
    offset: Option<u32>,
}

impl Place<'_> {
    /// The place of some bytes of the text.
    fn span(&self, start: usize, end: usize) -> Span {
        match self.offset {
            Some(offset) => self.scope.span(offset + start as u32, offset + end as u32),
            None => self.whole,
        }
    }
}

/// A fault that has been reported and keeps the parser from going on.
struct Lost;

struct Parser<'a, 'c> {
    context: &'c Context<'a>,
    place: Place<'c>,
    text: &'c str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    /// Whether all names and levels so far are known.
    sound: bool,
}

impl Parser<'_, '_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).cloned()
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|t| t.kind == Kind::Word && self.of(&t) == word);
        self.next += usize::from(found);
        found
    }

    fn of(&self, token: &Token) -> &str {
        &self.text[token.start..token.end]
    }

    fn shown(&self, token: &Token) -> String {
        tick(self.of(token))
    }

    fn span(&self, token: &Token) -> Span {
        self.place.span(token.start, token.end)
    }

    fn error(&self, token: &Token, message: impl Into<Words>, label: impl Into<Words>) -> Diagnostic {
        Diagnostic::error("formula", message).at(self.span(token), label)
    }

    fn report(&self, fault: Diagnostic) {
        self.place.scope.report(fault);
    }

    /// Reports that the text ends too early.
    fn ended(&self, expected: (&str, &str)) -> Lost {
        let end = self.text.trim_end().len();
        let fault = Diagnostic::error(
            "formula",
            ("the statement ends too early", "de bewering eindigt te vroeg"),
        );
        self.report(fault.at(
            self.place.span(end, end),
            both!("expected {}", "hier hoort {}", expected),
        ));
        Lost
    }

    fn deeper(&mut self, token: &Token) -> Result<(), Lost> {
        self.depth += 1;
        if self.depth > DEPTH {
            self.report(self.error(
                token,
                (
                    "this statement is nested too deeply",
                    "deze bewering zit te diep in elkaar",
                ),
                both!("at most {DEPTH} levels", "ten hoogste {DEPTH} diep"),
            ));
            return Err(Lost);
        }
        Ok(())
    }

    fn statement(&mut self) -> Result<Formula, Lost> {
        let mut parts = vec![self.conjunction()?];
        while self.word("or") {
            parts.push(self.conjunction()?);
        }
        Ok(single(parts, Formula::Or))
    }

    fn conjunction(&mut self) -> Result<Formula, Lost> {
        let mut parts = vec![self.negation()?];
        while self.word("and") {
            parts.push(self.negation()?);
        }
        Ok(single(parts, Formula::And))
    }

    fn negation(&mut self) -> Result<Formula, Lost> {
        let Some(token) = self.peek() else {
            return Err(self.ended(("a comparison", "een vergelijking")));
        };
        if self.word("not") {
            self.deeper(&token)?;
            let inner = self.negation()?;
            self.depth -= 1;
            return Ok(Formula::Not(Box::new(inner)));
        }
        if token.kind == Kind::Open {
            self.next += 1;
            self.deeper(&token)?;
            let inner = self.statement()?;
            self.depth -= 1;
            return match self.peek() {
                Some(close) if close.kind == Kind::Close => {
                    self.next += 1;
                    Ok(inner)
                }
                Some(other) => {
                    let fault = self.error(
                        &other,
                        both!(
                            "expected `)`, found {}",
                            "hier hoort `)`, en er staat {}",
                            self.shown(&other)
                        ),
                        ("expected `)`", "hier hoort `)`"),
                    );
                    self.report(fault.at(self.span(&token), ("for this `(`", "bij deze `(`")));
                    Err(Lost)
                }
                None => {
                    let end = self.text.trim_end().len();
                    let fault = Diagnostic::error("formula", ("`)` is missing", "`)` ontbreekt"))
                        .at(self.place.span(end, end), ("expected `)`", "hier hoort `)`"));
                    self.report(fault.at(self.span(&token), ("for this `(`", "bij deze `(`")));
                    Err(Lost)
                }
            };
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Formula, Lost> {
        let left = self.term()?;
        let Some(sign) = self.peek() else {
            return Err(self.ended(("`>=` or another comparison", "`>=` of een andere vergelijking")));
        };
        let Kind::Compare(comparator) = sign.kind else {
            let fault = self.error(
                &sign,
                both!(
                    "expected a comparison, found {}",
                    "hier hoort een vergelijking, en er staat {}",
                    self.shown(&sign)
                ),
                (
                    "expected `>=`, `>`, `==`, `!=`, `<=` or `<`",
                    "hier hoort `>=`, `>`, `==`, `!=`, `<=` of `<`",
                ),
            );
            self.report(fault);
            return Err(Lost);
        };
        self.next += 1;
        let right = self.term()?;
        match self.compare(left, comparator, &sign, right) {
            Some(formula) => Ok(formula),
            None => {
                self.sound = false;
                // A stand-in, so that faults further on are found; an unsound statement is never given out.
                Ok(Formula::And(Vec::new()))
            }
        }
    }

    fn term(&mut self) -> Result<Found, Lost> {
        let Some(token) = self.peek() else {
            return Err(self.ended(("a node or a level", "een knoop of een niveau")));
        };
        self.next += 1;
        match &token.kind {
            Kind::Level(name) => Ok(Found::Level {
                name: name.clone(),
                token,
            }),
            Kind::Word => Ok(self.named(&token)),
            Kind::Close if self.depth > 0 => {
                self.report(self.error(
                    &token,
                    ("nothing stands in the parentheses", "er staat niets tussen de haakjes"),
                    ("expected a comparison before this", "hiervoor hoort een vergelijking"),
                ));
                Err(Lost)
            }
            _ => {
                let fault = self.error(
                    &token,
                    both!(
                        "expected a node or a level, found {}",
                        "hier hoort een knoop of een niveau, en er staat {}",
                        self.shown(&token)
                    ),
                    ("expected a node or a level", "hier hoort een knoop of een niveau"),
                );
                self.report(fault);
                Err(Lost)
            }
        }
    }
}

fn single(mut parts: Vec<Formula>, many: fn(Vec<Formula>) -> Formula) -> Formula {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

/// The order comparisons: those that need one level to be better than another.
fn needs_order(comparator: Comparator) -> bool {
    !matches!(comparator, Comparator::Equal | Comparator::NotEqual)
}
