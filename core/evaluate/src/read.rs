//! What scorers read, and what that means: the same whether a scorer is run, rehearsed or traced.

use toets_diagnostic::{Diagnostic, both};
use toets_diagram::Diagram;
use toets_model::{Domain, Fixed, Index, LevelId, NodeId, Study, ValueId, VariableId};
use toets_plugin::{Answer, Number, Read, Strength};

use crate::compile::Compiled;
use crate::diagrams::{NOT_APPLICABLE, NodeDiagrams, SILENT};
use crate::order::OpenVariable;
use crate::space::{Space, Trouble};
use crate::world::World;

/// What a read gives, over the open variables of a cell.
struct Meaning<'a> {
    /// Its terminals stand for answers.
    diagram: Diagram,
    answers: Answers<'a>,
    /// The worlds in which it can be asked.
    among: Diagram,
}

/// What the terminals of a read stand for.
enum Answers<'a> {
    /// Values of a variable.
    Values(&'a Domain),
    YesOrNo,
    /// Levels of a scale, or [`NOT_APPLICABLE`].
    Levels,
    /// Indices of numbers of the space, or [`NOT_APPLICABLE`].
    Numbers,
    /// Steps from the neutral level of a scale to this side, up to its last level.
    Steps {
        neutral: usize,
        last: usize,
        side: Strength,
    },
    /// Indices of these.
    These(Vec<Answer>),
}

impl Answers<'_> {
    fn of(&self, space: &Space, terminal: u32) -> Answer {
        let nth = terminal as usize;
        let level = |level| Answer::Level(LevelId::from_usize(level));
        match self {
            Self::Values(domain) => answer_of(Fixed::Value(ValueId::from_usize(nth)), domain),
            Self::YesOrNo if terminal == 1 => Answer::Yes,
            Self::YesOrNo => Answer::No,
            Self::Levels | Self::Numbers if terminal == NOT_APPLICABLE => Answer::NotApplicable,
            Self::Levels => level(nth),
            Self::Numbers => Answer::Number(Number::new(space.number(terminal))),
            Self::Steps { neutral, last, side } => level(match side {
                Strength::For => (neutral + nth).min(*last),
                Strength::Against => neutral.saturating_sub(nth),
            }),
            Self::These(all) => all[nth].clone(),
        }
    }
}

impl<'a> Meaning<'a> {
    fn new(diagram: Diagram, answers: Answers<'a>) -> Self {
        Self {
            diagram,
            answers,
            among: Diagram::TRUE,
        }
    }

    /// The same in every world.
    fn always(answer: Answer) -> Self {
        Self::new(Diagram::terminal(0), Answers::These(vec![answer]))
    }
}

/// An answer that a read can have.
pub(crate) struct Choice {
    pub(crate) answer: Answer,
    /// Where it is the answer.
    pub(crate) here: Diagram,
    /// Where it is the answer, among the worlds of the path.
    pub(crate) within: Diagram,
}

impl Space {
    /// The answers that a read can have in the worlds of `care`, each with the worlds where it is the answer.
    pub(crate) fn options(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        read: Read,
        care: Diagram,
    ) -> Result<Vec<Choice>, Trouble> {
        let meaning = self.meaning(compiled, node, read)?;
        let care = self.manager.and(care, meaning.among)?;
        let mut options = Vec::new();
        for terminal in self.manager.terminals_within(meaning.diagram, care) {
            let here = self.manager.is(meaning.diagram, terminal)?;
            options.push(Choice {
                answer: meaning.answers.of(self, terminal),
                here,
                within: self.manager.and(care, here)?,
            });
        }
        Ok(options)
    }

    /// What a read gives in a world.
    pub(crate) fn answer(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        read: Read,
        world: &World,
    ) -> Result<Answer, Trouble> {
        let meaning = self.meaning(compiled, node, read)?;
        let terminal = self.at(meaning.diagram, world);
        Ok(meaning.answers.of(self, terminal))
    }

    fn meaning<'a>(&mut self, compiled: &'a Compiled, node: NodeId, read: Read) -> Result<Meaning<'a>, Trouble> {
        let study = &compiled.study;
        Ok(match read {
            Read::Variable(variable) => {
                let domain = &study.variables[variable].domain;
                if let Some(fixed) = self.fixed(variable) {
                    return Ok(Meaning::always(answer_of(fixed, domain)));
                }
                let position = compiled.variables.position(OpenVariable::Study(variable));
                let Some(position) = position.filter(|_| domain.size() > 0) else {
                    return Err(needs_cuts(compiled, variable));
                };
                Meaning::new(self.manager.value(position)?, Answers::Values(domain))
            }
            Read::Applies(other) => Meaning::new(self.readable(compiled, node, other)?.applies, Answers::YesOrNo),
            Read::Node(other) => {
                let answers = match study.scales[study.nodes[other].scale].is_number() {
                    true => Answers::Numbers,
                    false => Answers::Levels,
                };
                Meaning::new(self.readable(compiled, node, other)?.level, answers)
            }
            Read::Finding(finding) => Meaning::new(self.applies(compiled, finding)?, Answers::YesOrNo),
            Read::Evidence => {
                let evidence = self.evidence(compiled, node)?;
                let silent = self.manager.is(evidence.level, SILENT)?;
                let level = self.fill(compiled, node, evidence.level, silent)?;
                Meaning {
                    among: evidence.limits,
                    ..Meaning::new(level, Answers::Levels)
                }
            }
            Read::Strongest(side) => {
                let evidence = self.evidence(compiled, node)?;
                let scale = &study.scales[study.nodes[node].scale];
                let Some(neutral) = scale.neutral() else {
                    return Err(no_neutral(compiled, node));
                };
                let steps = match side {
                    Strength::For => evidence.for_,
                    Strength::Against => evidence.against,
                };
                let answers = Answers::Steps {
                    neutral: neutral.to_usize(),
                    last: scale.levels().len() - 1,
                    side,
                };
                Meaning::new(steps, answers)
            }
            Read::Provision(provision, field) => {
                let (which, answers) = self.provision(compiled, provision, field)?;
                Meaning::new(which, Answers::These(answers))
            }
            Read::AsOf => Meaning::always(Answer::Day(study.as_of.ok_or_else(|| no_day(study))?)),
        })
    }

    /// What was found of a node that a scorer reads.
    fn readable(&self, compiled: &Compiled, node: NodeId, other: NodeId) -> Result<NodeDiagrams, Trouble> {
        match compiled.dependencies[node.to_usize()].binary_search(&other.to_usize()) {
            Ok(_) => self.nodes[other.to_usize()].ok_or(Trouble::Missing),
            Err(_) => Err(undeclared(compiled, node, other)),
        }
    }
}

/// The name of what a scorer reads, for people.
pub fn read_name(study: &Study, read: Read) -> String {
    match read {
        Read::Variable(variable) => study.variables.name(variable).to_owned(),
        Read::Node(node) | Read::Applies(node) => study.nodes.name(node).to_owned(),
        Read::Finding(finding) => study.findings.name(finding).to_owned(),
        Read::Evidence => "evidence()".to_owned(),
        Read::Strongest(Strength::For) => "strongest(\"+\")".to_owned(),
        Read::Strongest(Strength::Against) => "strongest(\"-\")".to_owned(),
        Read::Provision(provision, _) => study.provisions.name(provision).to_owned(),
        Read::AsOf => "as_of".to_owned(),
    }
}

fn answer_of(fixed: Fixed, domain: &Domain) -> Answer {
    match fixed {
        Fixed::Number(number) => Answer::Interval(Number::new(number), Number::new(number)),
        Fixed::Value(value) => match domain.interval(value) {
            Some((low, high)) => Answer::Interval(Number::new(low), Number::new(high)),
            None => Answer::Value(value),
        },
    }
}

pub(crate) fn needs_cuts(compiled: &Compiled, variable: VariableId) -> Trouble {
    let name = compiled.study.variables.name(variable);
    let fault = Box::new(
        Diagnostic::error("open-number", both!("the number `{name}` is read while it is open", "het getal `{name}` wordt gelezen terwijl het open is"))
            .at(compiled.study.variables[variable].span, both!("has no `cuts`", "heeft geen `cuts`"))
            .help(both!(
                "fix `{name}` in the scenario or the group, or give it `cuts = [ … ]`: the numbers at which something changes",
                "leg `{name}` vast in het scenario of de doelgroep, of geef het `cuts = [ … ]`: de getallen waarbij iets verandert"
            )),
    );
    Trouble::OpenNumber(vec![variable], fault)
}

fn undeclared(compiled: &Compiled, node: NodeId, other: NodeId) -> Trouble {
    let it = &compiled.study.nodes[node];
    let name = compiled.study.nodes.name(other);
    Trouble::Fault(Box::new(
        Diagnostic::error(
            "undeclared-node",
            both!(
                "the scorer `{0}` reads `{1}`, which `{2}` does not depend on",
                "de beoordelaar `{0}` leest `{1}`, en `{2}` hangt daar niet van af",
                &*it.score.plugin.value,
                name,
                compiled.study.nodes.name(node)
            ),
        )
        .at(it.span, ())
        .help(both!(
            "add `{name}` to its `children`",
            "zet `{name}` bij de `children`"
        )),
    ))
}

fn no_neutral(compiled: &Compiled, node: NodeId) -> Trouble {
    let it = &compiled.study.nodes[node];
    Trouble::Fault(Box::new(
        Diagnostic::error(
            "no-neutral",
            both!(
                "the strongest for or against is asked for on a scale without a neutral level",
                "er wordt gevraagd naar het sterkste voor of tegen op een schaal zonder neutraal niveau"
            ),
        )
        .at(
            it.score.plugin.span,
            both!(
                "the scorer of `{}`",
                "de beoordelaar van `{}`",
                compiled.study.nodes.name(node)
            ),
        )
        .at(compiled.study.scales[it.scale].span, both!("this scale", "deze schaal"))
        .help(both!(
            "give the scale `neutral = \"…\"`",
            "geef de schaal `neutral = \"…\"`"
        )),
    ))
}

fn no_day(study: &Study) -> Trouble {
    Trouble::Fault(Box::new(
        Diagnostic::error(
            "no-as-of",
            both!(
                "the scorer asks for the day whose law counts, and the study names none",
                "de beoordelaar vraagt naar de peildatum, en de studie noemt er geen"
            ),
        )
        .at(study.span, both!("no `as_of` here", "hier staat geen `as_of`"))
        .help(both!(
            "add `as_of = 2025-05-01` to `[study]`, or give `--as-of DATE`",
            "zet `as_of = 2025-05-01` in `[study]`, of geef `--as-of DATUM`"
        )),
    ))
}
