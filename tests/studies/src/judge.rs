//! The oracle's judgement: every node in one world, with the answers given so far. Whoever asks for an answer that is
//! not there gets back the question; the caller tries each answer in turn.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare;
use crate::rules::{self, Evidence, Said};
use crate::spec::*;
use crate::worlds::holds;

/// What evidence leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknown {
    Finding(usize),
    Transfer(usize),
    Contest(usize),
    Node(usize),
}

/// The level of a node where it does not apply.
pub const NOT_APPLICABLE: usize = usize::MAX;

/// The answer for a finding or a transfer that holds; 1: that fails.
pub const HOLDS: usize = 0;

pub type Answers = BTreeMap<Unknown, usize>;

/// A question without an answer so far, and what the answer may be.
#[derive(Debug)]
pub struct Question {
    pub unknown: Unknown,
    pub may_be: Vec<usize>,
}

/// What becomes of a node in a world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// It applies; if not, nothing else is said.
    pub applies: bool,
    pub level: usize,
    /// No evidence speaks to it.
    pub silent: bool,
    /// Evidence for and against met and decided it.
    pub mixed: bool,
}

/// A world with the answers that were asked for in it.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub world: Vec<Value>,
    pub answers: Answers,
    /// For each node that was wanted.
    pub nodes: Vec<Option<Judged>>,
    /// Whether the finding that was asked for is set aside by no contest.
    pub stands: bool,
}

/// All leaves of these worlds, with the nodes that are wanted in them, and whether contests let a finding stand; none if there are more than a number.
pub fn leaves(
    spec: &Spec,
    worlds: &[Vec<Value>],
    wanted: &[bool],
    contested: Option<usize>,
    most: usize,
) -> Option<Vec<Leaf>> {
    let mut all = Vec::new();
    for world in worlds {
        let mut open = vec![Answers::new()];
        while let Some(answers) = open.pop() {
            match nodes(spec, world, &answers, wanted, contested) {
                Ok((nodes, stands)) => all.push(Leaf {
                    world: world.clone(),
                    answers,
                    nodes,
                    stands,
                }),
                Err(question) => open.extend(question.may_be.iter().map(|&answer| {
                    let mut more = answers.clone();
                    more.insert(question.unknown, answer);
                    more
                })),
            }
            if all.len() + open.len() > most {
                return None;
            }
        }
    }
    Some(all)
}

/// The same leaves with an answer in each to whatever is asked in one of them; none if there are more than a number.
pub fn spread(spec: &Spec, leaves: Vec<Leaf>, most: usize) -> Option<Vec<Leaf>> {
    let asked: BTreeSet<Unknown> = leaves.iter().flat_map(|leaf| leaf.answers.keys().copied()).collect();
    let mut all = leaves;
    for unknown in asked {
        let mut longer = Vec::with_capacity(all.len());
        for leaf in all {
            if leaf.answers.contains_key(&unknown) {
                longer.push(leaf);
                continue;
            }
            for answer in 0..answers(spec, unknown) {
                let mut more = leaf.clone();
                more.answers.insert(unknown, answer);
                longer.push(more);
            }
        }
        if longer.len() > most {
            return None;
        }
        all = longer;
    }
    Some(all)
}

/// How many answers there are to what evidence leaves open.
pub fn answers(spec: &Spec, unknown: Unknown) -> usize {
    match unknown {
        Unknown::Finding(_) | Unknown::Transfer(_) => 2,
        Unknown::Contest(contest) => spec.contests[contest].sides.len(),
        Unknown::Node(node) => spec.scale(node).size(),
    }
}

/// Whether a finding applies in a world for some answers.
pub fn may_apply(spec: &Spec, world: &[Value], finding: usize) -> bool {
    let mut open = vec![Answers::new()];
    while let Some(answers) = open.pop() {
        let at = Place {
            spec,
            world,
            answers: &answers,
            judged: Vec::new(),
        };
        match at.applies(finding) {
            Ok(true) => return true,
            Ok(false) => {}
            Err(question) => open.extend(question.may_be.iter().map(|&answer| {
                let mut more = answers.clone();
                more.insert(question.unknown, answer);
                more
            })),
        }
    }
    false
}

/// Judges the nodes that are wanted, and whether contests let a finding stand.
fn nodes(
    spec: &Spec,
    world: &[Value],
    answers: &Answers,
    wanted: &[bool],
    contested: Option<usize>,
) -> Result<(Vec<Option<Judged>>, bool), Question> {
    let mut at = Place {
        spec,
        world,
        answers,
        judged: vec![None; spec.nodes.len()],
    };
    for node in 0..spec.nodes.len() {
        if wanted[node] {
            at.judged[node] = Some(at.node(node)?);
        }
    }
    let stands = contested.map_or(Ok(true), |finding| at.stands(finding))?;
    Ok((at.judged, stands))
}

/// The findings on a node that apply where everything is answered, and what they say together.
pub fn applying(spec: &Spec, leaf: &Leaf, node: usize) -> Option<(Vec<usize>, Evidence)> {
    let at = Place {
        spec,
        world: &leaf.world,
        answers: &leaf.answers,
        judged: leaf.nodes.clone(),
    };
    let mut applying = Vec::new();
    for (f, finding) in spec.findings.iter().enumerate() {
        if finding.node == node && at.applies(f).ok()? {
            applying.push(f);
        }
    }
    Some((applying, at.evidence(node).ok()?))
}

/// One world with some answers, and the nodes judged so far.
struct Place<'a> {
    spec: &'a Spec,
    world: &'a [Value],
    answers: &'a Answers,
    judged: Vec<Option<Judged>>,
}

impl Place<'_> {
    fn answer(&self, unknown: Unknown, may_be: Vec<usize>) -> Result<usize, Question> {
        match self.answers.get(&unknown) {
            Some(&answer) => Ok(answer),
            None => Err(Question { unknown, may_be }),
        }
    }

    fn done(&self, node: usize) -> Judged {
        self.judged[node].expect("what a node is judged from stands before it")
    }

    fn treated_as_open(&self, modality: Modality, carried: bool) -> bool {
        let policy = self.spec.policy;
        match modality {
            Modality::Certain => !policy.certain,
            Modality::Likely => !policy.likely,
            Modality::Uncertain => !policy.uncertain,
            Modality::SomeRespondents => !policy.some_respondents,
            Modality::Conditional => !carried,
        }
    }

    /// Whether a finding applies here.
    fn applies(&self, number: usize) -> Result<bool, Question> {
        let finding = &self.spec.findings[number];
        if finding.system {
            return Ok(false);
        }
        let mut applies = self.judges(number)?;
        let carried = !finding.condition && !finding.when.is_empty();
        if applies && self.treated_as_open(finding.modality, carried) {
            applies = self.answer(Unknown::Finding(number), vec![HOLDS, 1])? == HOLDS;
        }
        Ok(applies && self.stands(number)?)
    }

    /// Whether what was studied is the case here, or a transfer carries it.
    fn judges(&self, number: usize) -> Result<bool, Question> {
        let mut judges = holds(self.spec, &self.spec.findings[number].when, self.world);
        for (t, transfer) in self.spec.transfers.iter().enumerate() {
            judges = judges || self.carries(t, transfer, number)?;
        }
        Ok(judges)
    }

    /// Whether no contest sets a finding aside here.
    fn stands(&self, number: usize) -> Result<bool, Question> {
        for (c, contest) in self.spec.contests.iter().enumerate() {
            let sides = &contest.sides;
            let Some(side) = sides.iter().position(|side| side.contains(&number)) else {
                continue;
            };
            let right = self.answer(Unknown::Contest(c), (0..sides.len()).collect())?;
            if right == side {
                continue;
            }
            let mut met = !contest.meet;
            for &other in &sides[right] {
                met = met || self.speaks(other)?;
            }
            if met {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a finding says something of this world, right or not.
    fn speaks(&self, number: usize) -> Result<bool, Question> {
        let finding = &self.spec.findings[number];
        if finding.system {
            return Ok(false);
        }
        let only_compares = finding.level.is_none() && finding.opens == Opens::No && finding.compare.is_some();
        Ok(compare::speaks(self.spec, number, self.world) || (!only_compares && self.judges(number)?))
    }

    /// Whether a transfer carries a finding here.
    fn carries(&self, number: usize, transfer: &Transfer, finding: usize) -> Result<bool, Question> {
        if !may_carry(self.spec, transfer, finding) || !holds(self.spec, &transfer.to, self.world) {
            return Ok(false);
        }
        let when = &self.spec.findings[finding].when;
        let mut studied = vec![self.world.to_vec()];
        for (variable, values) in &transfer.from {
            studied = studied
                .into_iter()
                .flat_map(|world| {
                    values.iter().map(move |&value| {
                        let mut there = world.clone();
                        there[*variable] = Value::Nth(value);
                        there
                    })
                })
                .collect();
        }
        if !studied.iter().any(|there| holds(self.spec, when, there)) {
            return Ok(false);
        }
        if self.treated_as_open(transfer.modality, true) {
            return Ok(self.answer(Unknown::Transfer(number), vec![HOLDS, 1])? == HOLDS);
        }
        Ok(true)
    }

    /// What the findings on a node say together.
    fn evidence(&self, node: usize) -> Result<Evidence, Question> {
        let mut applying = Vec::new();
        for (f, finding) in self.spec.findings.iter().enumerate() {
            if finding.node == node && self.applies(f)? {
                applying.push(finding);
            }
        }
        Ok(rules::evidence(
            self.spec.scale(node),
            self.spec.nodes[node].combine,
            &applying,
        ))
    }

    /// The level of the node's unknown between some levels.
    fn open(&self, node: usize, between: &[usize]) -> Result<usize, Question> {
        match between {
            [only] => Ok(*only),
            _ => self.answer(Unknown::Node(node), between.to_vec()),
        }
    }

    /// The node's default, or its unknown over the whole scale.
    fn nothing(&self, node: usize) -> Result<usize, Question> {
        match self.spec.nodes[node].default {
            Some(level) => Ok(level),
            None => self.open(node, &whole(self.spec.scale(node))),
        }
    }

    fn node(&self, node: usize) -> Result<Judged, Question> {
        let it = &self.spec.nodes[node];
        let below = it.children.is_empty() || it.children.iter().any(|&child| self.done(child).applies);
        if !below || !holds(self.spec, &it.applies, self.world) {
            return Ok(Judged {
                applies: false,
                level: NOT_APPLICABLE,
                silent: false,
                mixed: false,
            });
        }
        if it.scorer == Scorer::Evidence {
            let evidence = self.evidence(node)?;
            let silent = evidence.said == Said::Nothing;
            let level = match &evidence.said {
                Said::Nothing => self.nothing(node)?,
                Said::Between(levels) => self.open(node, levels)?,
            };
            return Ok(Judged {
                applies: true,
                level,
                silent: silent && it.default.is_none(),
                mixed: evidence.met(),
            });
        }
        let (scored, below_silent) = self.scored(node)?;
        // Findings on an indicator are its scorer's business alone, and so are those that a script reads itself; findings
        // that only explain are no evidence that judges.
        let left_to_scorer = match &it.scorer {
            Scorer::Script(program) => program.reads_findings(),
            _ => false,
        };
        let own = match it.own {
            _ if it.children.is_empty() || left_to_scorer => Evidence::default(),
            Own::Child => Evidence::default(),
            Own::First | Own::Worst => self.evidence(node)?,
        };
        let own_silent = own.said == Said::Nothing;
        let met = own.met();
        let scored_silent = scored == Said::Nothing;
        let nothing_speaks = own_silent && (scored_silent || below_silent);
        let (level, mixed) = match (own.said, scored) {
            // Judged from unknowns alone: its default speaks for it.
            _ if nothing_speaks && it.default.is_some() => (self.nothing(node)?, false),
            (Said::Nothing, Said::Nothing) => (self.nothing(node)?, false),
            (Said::Nothing, Said::Between(scored)) => (self.open(node, &scored)?, false),
            (Said::Between(own), Said::Between(scored)) if it.own == Own::Worst => {
                let (own, scored) = match (own.len() > 1, scored.len() > 1) {
                    // One unknown serves for both: between all that either leaves open.
                    (true, true) => {
                        let either = whole(self.spec.scale(node));
                        let either: Vec<usize> = either
                            .into_iter()
                            .filter(|l| own.contains(l) || scored.contains(l))
                            .collect();
                        (self.open(node, &either)?, self.open(node, &either)?)
                    }
                    _ => (self.open(node, &own)?, self.open(node, &scored)?),
                };
                (own.min(scored), met && own < scored)
            }
            // Findings on the node itself decide.
            (Said::Between(own), _) => (self.open(node, &own)?, met),
        };
        let silent = it.default.is_none() && nothing_speaks;
        Ok(Judged {
            applies: true,
            level,
            silent,
            mixed,
        })
    }

    /// What the node's scorer says, and whether nothing speaks to any of the nodes that it combines.
    fn scored(&self, node: usize) -> Result<(Said, bool), Question> {
        let it = &self.spec.nodes[node];
        let children: Vec<Judged> = it.children.iter().map(|&child| self.done(child)).collect();
        let seen: Vec<Option<usize>> = children
            .iter()
            .map(|child| (child.applies && !(it.skip && child.silent)).then_some(child.level))
            .collect();
        let scale = self.spec.scale(node);
        let all_silent = !children.is_empty() && children.iter().all(|child| child.silent || !child.applies);
        let level = match &it.scorer {
            Scorer::Evidence => unreachable!("judged by its findings alone"),
            Scorer::Worst(_) | Scorer::Best(_) | Scorer::Mean { .. } | Scorer::Table(_) => {
                let scales: Vec<Scale> = it.children.iter().map(|&child| self.spec.scale(child)).collect();
                rules::criterion(&it.scorer, scale, &scales, &seen)
            }
            Scorer::Threshold { variable, cuts, levels } => {
                let low = match (self.world[*variable], &self.spec.variables[*variable].domain) {
                    (Value::Number(n), _) => n,
                    (Value::Nth(n), Domain::Number(own)) => Domain::interval(own, n).0,
                    (Value::Nth(_), Domain::Values(_)) => unreachable!("thresholds are of numbers"),
                };
                Some(levels[cuts.iter().filter(|&&cut| cut <= low).count()])
            }
            Scorer::Script(program) => return Ok((self.program(node, program)?, false)),
        };
        let said = level.map_or(Said::Nothing, |level| Said::Between(vec![level]));
        Ok((said, all_silent))
    }

    fn program(&self, node: usize, program: &Program) -> Result<Said, Question> {
        match program {
            Program::If(ask, yes, no) => {
                let next = if self.ask(node, ask)? { yes } else { no };
                self.program(node, next)
            }
            Program::Judge(level) => Ok(Said::Between(vec![*level])),
            Program::JudgeNode(other) => {
                let other = self.done(*other);
                // The script asks first, and gives the first level else.
                Ok(Said::Between(vec![if other.applies { other.level } else { 0 }]))
            }
            Program::Open(levels) if levels.is_empty() => Ok(Said::Between(whole(self.spec.scale(node)))),
            Program::Open(levels) => {
                let mut levels = levels.clone();
                levels.sort_unstable();
                Ok(Said::Between(levels))
            }
        }
    }

    fn ask(&self, node: usize, ask: &Ask) -> Result<bool, Question> {
        Ok(match ask {
            Ask::Is(variable, value, same) => (self.world[*variable] == Value::Nth(*value)) == *same,
            Ask::In(variable, values) => values.iter().any(|&v| self.world[*variable] == Value::Nth(v)),
            Ask::Below(variable, cut, below) => {
                let low = match (self.world[*variable], &self.spec.variables[*variable].domain) {
                    (Value::Nth(n), Domain::Number(cuts)) => Domain::interval(cuts, n).0,
                    (Value::Number(n), _) => n,
                    (Value::Nth(_), Domain::Values(_)) => unreachable!("only numbers are compared with a cut"),
                };
                (low < *cut) == *below
            }
            Ask::Node(other, comparator, level) => {
                let other = self.done(*other);
                other.applies && comparator.holds(other.level, *level)
            }
            Ask::Nodes(one, comparator, other) => {
                let (one, other) = (self.done(*one), self.done(*other));
                one.applies && other.applies && comparator.holds(one.level, other.level)
            }
            Ask::Applies(other) => self.done(*other).applies,
            Ask::InForce(provision) => {
                let it = self.spec.provisions[*provision];
                it.from.is_none_or(|year| year <= 2025) && it.to.is_none_or(|year| year >= 2025)
            }
            Ask::Evidence(comparator, level) => {
                let here = match self.evidence(node)?.said {
                    Said::Nothing => self.nothing(node)?,
                    Said::Between(levels) => self.open(node, &levels)?,
                };
                comparator.holds(here, *level)
            }
            Ask::Strongest(up, comparator, level) => {
                let evidence = self.evidence(node)?;
                let neutral = self
                    .spec
                    .scale(node)
                    .neutral()
                    .expect("only asked where there is a neutral level");
                let strongest = if *up {
                    neutral + evidence.for_
                } else {
                    neutral - evidence.against
                };
                comparator.holds(strongest, *level)
            }
            Ask::Not(one) => !self.ask(node, one)?,
            Ask::And(one, other) => self.ask(node, one)? && self.ask(node, other)?,
            Ask::Or(one, other) => self.ask(node, one)? || self.ask(node, other)?,
        })
    }
}

/// All levels of a scale.
pub fn whole(scale: Scale) -> Vec<usize> {
    (0..scale.size()).collect()
}

/// Whether a transfer may carry a finding at all.
pub fn may_carry(spec: &Spec, transfer: &Transfer, number: usize) -> bool {
    let finding = &spec.findings[number];
    let chosen = transfer.findings.is_empty() || transfer.findings.contains(&number);
    let in_scope = transfer.nodes.is_empty() || transfer.nodes.iter().any(|&top| below(spec, top, finding.node));
    let hinges = transfer
        .from
        .iter()
        .any(|(variable, _)| finding.hinges_on.contains(variable));
    chosen && in_scope && !hinges && !finding.system
}

/// Whether a node is another one or stands below it in the framework.
fn below(spec: &Spec, top: usize, node: usize) -> bool {
    top == node || spec.nodes[top].children.iter().any(|&child| below(spec, child, node))
}

/// A node and all that it is judged from: a mark for each node.
pub fn judged_from(spec: &Spec, node: usize) -> Vec<bool> {
    let mut marks = vec![false; spec.nodes.len()];
    let mut open = vec![node];
    while let Some(at) = open.pop() {
        marks[at] = true;
        open.extend(&spec.nodes[at].children);
        if let Scorer::Script(program) = &spec.nodes[at].scorer {
            open.extend(program.nodes());
        }
    }
    marks
}
