//! The two sides of a comparison: nodes, levels and numbers, and whether they go together.

use toets_diagnostic::{Diagnostic, both};
use toets_model::{CellRef, Comparator, Formula, Index, NodeId, ScaleId, Term};

use super::lex::Token;
use super::{Parser, needs_order};
use crate::context::find;
use crate::ids::tick;

/// One side of a comparison.
pub(super) enum Found {
    /// A node in a cell.
    Node { cell: CellRef, node: NodeId, token: Token },
    /// A level, whose scale the other side tells.
    Level { name: String, token: Token },
    /// A number.
    Number { value: f64, token: Token },
    /// A name that is not known: it has been reported.
    Unknown,
}

impl Parser<'_, '_> {
    /// What a word names.
    pub(super) fn named(&mut self, token: &Token) -> Found {
        let word = self.of(token).to_owned();
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
            && let Ok(value) = word.parse::<f64>()
            && value.is_finite()
        {
            return Found::Number {
                value,
                token: token.clone(),
            };
        }
        let names = &self.context.names;
        // INVARIANT: a node's id has no dot, so what stands before the last one is the cell.
        let Some((cell, node)) = word.rsplit_once('.') else {
            return match self.node(token, 0, &word) {
                Some(node) => Found::Node {
                    cell: CellRef::Current,
                    node,
                    token: token.clone(),
                },
                None => Found::Unknown,
            };
        };
        let (scenario, group) = match cell.split_once('/') {
            Some((scenario, group)) => (scenario, Some(group)),
            None => (cell, None),
        };
        let scope = self.place.scope;
        let span = |from: usize, length: usize| self.place.span(token.start + from, token.start + from + length);
        let found = find(
            &names.scenarios,
            "scenario",
            "unknown-scenario",
            scope,
            scenario,
            span(0, scenario.len()),
        );
        let found = found.filter(|&s| self.context.judged(scope, s, span(0, scenario.len())));
        let group = group.map(|g| {
            find(
                &names.groups,
                "group",
                "unknown-group",
                scope,
                g,
                span(scenario.len() + 1, g.len()),
            )
        });
        let node = self.node(token, cell.len() + 1, node);
        let cell = match group {
            None => found.map(CellRef::Scenario),
            Some(group) => found.zip(group).map(|(s, g)| CellRef::Cell(s, g)),
        };
        match cell.zip(node) {
            Some((cell, node)) => Found::Node {
                cell,
                node,
                token: token.clone(),
            },
            None => Found::Unknown,
        }
    }

    /// The node that part of a word names.
    fn node(&self, token: &Token, from: usize, name: &str) -> Option<NodeId> {
        let nodes = &self.context.names.nodes;
        let found = nodes.find(name);
        if found.is_none() {
            let start = token.start + from;
            let span = self.place.span(start, start + name.len());
            let level = self.context.levels.iter().any(|l| l.contains_key(name));
            if level {
                let fault = Diagnostic::error(
                    "unknown-node",
                    both!("unknown node {}", "er is geen knoop {}", tick(name)),
                )
                .at(span, ("not a node of this study", "geen knoop van deze studie"));
                self.report(fault.help(both!(
                    "a level stands in quotes: \"{name}\"",
                    "een niveau staat tussen aanhalingstekens: \"{name}\""
                )));
            } else {
                find(nodes, "node", "unknown-node", self.place.scope, name, span);
            }
        }
        found
    }

    /// Puts two sides together; reports why they don't go together.
    pub(super) fn compare(&self, left: Found, comparator: Comparator, sign: &Token, right: Found) -> Option<Formula> {
        let formula = |left, right| {
            Some(Formula::Compare {
                left,
                comparator,
                right,
            })
        };
        match (left, right) {
            (Found::Node { cell, node, token }, Found::Level { name, token: level }) => {
                let term = self.level(node, &token, &name, &level, comparator, sign)?;
                formula(Term::Node(cell, node), term)
            }
            (Found::Level { name, token: level }, Found::Node { cell, node, token }) => {
                let term = self.level(node, &token, &name, &level, mirrored(comparator), sign)?;
                formula(term, Term::Node(cell, node))
            }
            (Found::Node { cell, node, token }, Found::Number { value, token: number }) => {
                self.takes_number(node, &token, &number)?;
                formula(Term::Node(cell, node), Term::Number(value))
            }
            (Found::Number { value, token: number }, Found::Node { cell, node, token }) => {
                self.takes_number(node, &token, &number)?;
                formula(Term::Number(value), Term::Node(cell, node))
            }
            (
                Found::Node { cell, node, token },
                Found::Node {
                    cell: cell2,
                    node: node2,
                    token: token2,
                },
            ) => {
                let (one, two) = (self.context.scale_of(node)?, self.context.scale_of(node2)?);
                if one != two {
                    let scales = &self.context.names.scales;
                    let fault = Diagnostic::error(
                        "scales-differ",
                        (
                            "these nodes are on different scales",
                            "deze knopen hebben verschillende schalen",
                        ),
                    )
                    .at(self.span(sign), ("can't compare them", "niet te vergelijken"))
                    .at(
                        self.span(&token),
                        both!("on scale {}", "op schaal {}", tick(scales.name(one))),
                    )
                    .at(
                        self.span(&token2),
                        both!("on scale {}", "op schaal {}", tick(scales.name(two))),
                    );
                    self.report(fault.help((
                        "compare each with a level of its own scale",
                        "vergelijk elk met een niveau van de eigen schaal",
                    )));
                    return None;
                }
                if (cell, node) == (cell2, node2) {
                    let fault = Diagnostic::error(
                        "constant",
                        (
                            "this compares a node with itself",
                            "dit vergelijkt een knoop met zichzelf",
                        ),
                    );
                    self.report(fault.at(self.span(sign), ("the same in every world", "hetzelfde in elke wereld")));
                    return None;
                }
                self.ordered(one, comparator, sign)?;
                formula(Term::Node(cell, node), Term::Node(cell2, node2))
            }
            (Found::Unknown, _) | (_, Found::Unknown) => None,
            _ => {
                let fault = Diagnostic::error(
                    "constant",
                    ("this compares two constants", "dit vergelijkt twee vaste waarden"),
                );
                self.report(
                    fault
                        .at(self.span(sign), ("the same in every world", "hetzelfde in elke wereld"))
                        .help(("one side names a node", "noem aan één kant een knoop")),
                );
                None
            }
        }
    }

    /// A level on the scale of a node that stands to the left of it.
    fn level(
        &self,
        node: NodeId,
        node_token: &Token,
        name: &str,
        token: &Token,
        comparator: Comparator,
        sign: &Token,
    ) -> Option<Term> {
        let scale_id = self.context.scale_of(node)?;
        let scale = self.context.scales[scale_id.to_usize()].as_ref()?;
        let scale_name = tick(self.context.names.scales.name(scale_id));
        if scale.is_number() {
            let fault = Diagnostic::error(
                "not-on-scale",
                both!(
                    "scale {scale_name} measures in numbers: it has no levels",
                    "schaal {scale_name} meet in getallen: zij heeft geen niveaus"
                ),
            );
            self.report(fault.at(
                self.span(token),
                (
                    "expected a number without quotes",
                    "hier hoort een getal zonder aanhalingstekens",
                ),
            ));
            return None;
        }
        let Some(&level) = self.context.levels[scale_id.to_usize()].get(name) else {
            let fault = Diagnostic::error(
                "not-on-scale",
                both!(
                    "{} is not a level of scale {scale_name}",
                    "{} is geen niveau van schaal {scale_name}",
                    tick(name)
                ),
            )
            .at(
                self.span(token),
                ("not on the scale of this node", "niet op de schaal van deze knoop"),
            )
            .at(
                self.span(node_token),
                both!("on scale {scale_name}", "op schaal {scale_name}"),
            );
            let known = scale.levels().iter().map(|l| &*l.id);
            self.report(self.context.faults.advise(fault, name, known));
            return None;
        };
        self.ordered(scale_id, comparator, sign)?;
        let (worst, best) = (0, scale.levels().len() - 1);
        let constant = match (comparator, level.to_usize()) {
            (Comparator::AtLeast, n) if n == worst => Some(("always", "altijd")),
            (Comparator::AtMost, n) if n == best => Some(("always", "altijd")),
            (Comparator::Less, n) if n == worst => Some(("never", "nooit")),
            (Comparator::Greater, n) if n == best => Some(("never", "nooit")),
            _ => None,
        };
        if let Some(how) = constant {
            let which = if level.to_usize() == worst {
                ("worst", "slechtste")
            } else {
                ("best", "beste")
            };
            let fault = Diagnostic::warning("constant", both!("this {} holds", "dit geldt {}", how));
            self.report(
                fault
                    .at(self.span(sign), ("the same in every world", "hetzelfde in elke wereld"))
                    .at(
                        self.span(token),
                        both!(
                            "the {} level of scale {scale_name}",
                            "het {} niveau van schaal {scale_name}",
                            which
                        ),
                    ),
            );
        }
        Some(Term::Level(level))
    }

    fn takes_number(&self, node: NodeId, node_token: &Token, number: &Token) -> Option<()> {
        let scale_id = self.context.scale_of(node)?;
        let scale = self.context.scales[scale_id.to_usize()].as_ref()?;
        if scale.is_number() {
            return Some(());
        }
        let scale_name = tick(self.context.names.scales.name(scale_id));
        let fault = Diagnostic::error(
            "not-on-scale",
            both!(
                "scale {scale_name} has levels, not numbers",
                "schaal {scale_name} heeft niveaus, geen getallen"
            ),
        )
        .at(
            self.span(number),
            (
                "expected a level in quotes",
                "hier hoort een niveau tussen aanhalingstekens",
            ),
        )
        .at(
            self.span(node_token),
            both!("on scale {scale_name}", "op schaal {scale_name}"),
        );
        let written = self.of(number);
        self.report(if scale.find(written).is_some() {
            fault.help(both!("write \"{written}\"", "schrijf \"{written}\""))
        } else {
            fault
        });
        None
    }

    /// Reports a comparison that asks for an order where there is none.
    fn ordered(&self, scale: ScaleId, comparator: Comparator, sign: &Token) -> Option<()> {
        let found = self.context.scales[scale.to_usize()].as_ref()?;
        if found.ordered() || !needs_order(comparator) {
            return Some(());
        }
        let name = tick(self.context.names.scales.name(scale));
        let fault = Diagnostic::error(
            "unordered",
            both!(
                "scale {name} has no order: none of its levels is better",
                "schaal {name} heeft geen volgorde: geen van de niveaus is beter"
            ),
        )
        .at(self.span(sign), ("asks which is better", "vraagt welk niveau beter is"))
        .at(
            self.context.names.scales[scale],
            ("it says `ordered = false`", "hier staat `ordered = false`"),
        );
        self.report(fault.help((
            "compare with `==` or `!=`, and join with `or` where there is more than one level",
            "vergelijk met `==` of `!=`, en verbind met `or` als er meer niveaus zijn",
        )));
        None
    }
}

/// The comparison as the right side sees it.
fn mirrored(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Less => Comparator::Greater,
        Comparator::AtMost => Comparator::AtLeast,
        Comparator::AtLeast => Comparator::AtMost,
        Comparator::Greater => Comparator::Less,
        same => same,
    }
}
