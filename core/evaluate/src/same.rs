//! What is the same in two studies, as far as a result may depend on it. Where things were written does not count, but for law:
//! an edited file of law is evaluated anew.
//!
//! Things are taken apart here field by field, so that a new field has to be decided on.

use toets_model::{
    Arena, Condition, Constraint, Contest, ContestWhere, DefaultLevel, Domain, Finding, FindingId, Index, Level, Node,
    NodeId, Param, ParamValue, Scale, ScaleKind, Study, Transfer, Value, Variable,
};
use toets_plugin::{Input, Scorer};

use crate::compile::Compiled;
use crate::kept::Since;
use crate::order::OpenVariable;

impl Since {
    /// What two studies have in common; none where they differ in what all nodes may depend on.
    pub(crate) fn new(old: &Compiled, new: &Compiled) -> Option<Self> {
        let (before, now) = (&*old.study, &*new.study);
        // What findings say together may be asked on any node.
        let judges = old.limits == new.limits && old.evidence == new.evidence;
        if !judges || !ground(before, now) || !framework(before, now) {
            return None;
        }
        let mut was = vec![None; now.findings.len()];
        let mut is = vec![None; before.findings.len()];
        for (id, finding) in now.findings.iter() {
            let other = before.findings.find(now.findings.name(id));
            let other = other
                .filter(|&other| same_finding(&before.findings[other], finding) && same_reach(old, other, new, id));
            if let Some(other) = other {
                was[id.to_usize()] = Some(other);
                is[other.to_usize()] = Some(id);
            }
        }
        let mut this = Self {
            diagrams: false,
            rule: Vec::new(),
            result: vec![false; now.nodes.len()],
            was,
            is,
        };
        this.rule = now.nodes.indices().map(|node| this.same_rule(old, new, node)).collect();
        for &node in &new.node_order {
            let n = node.to_usize();
            this.result[n] = this.rule[n] && new.dependencies[n].iter().all(|&below| this.result[below]);
        }
        // Numbers stand in diagrams by where they were first met: where one may be new, all are met anew.
        let numbers_kept = now
            .nodes
            .iter()
            .all(|(id, node)| !now.scales[node.scale].is_number() || this.result[id.to_usize()]);
        this.diagrams = numbers_kept && old.node_order == new.node_order && same_order(old, new);
        Some(this)
    }

    fn same_rule(&self, old: &Compiled, new: &Compiled, node: NodeId) -> bool {
        let n = node.to_usize();
        let (before, now) = (&old.study.nodes[node], &new.study.nodes[node]);
        let plugin = &*now.score.plugin.value;
        let (there, here) = (old.study.findings_on(node), new.study.findings_on(node));
        same_node(before, now)
            && old.fingerprints.get(plugin) == new.fingerprints.get(plugin)
            && old.dependencies[n] == new.dependencies[n]
            && there.len() == here.len()
            && here
                .iter()
                .zip(there)
                .all(|(f, other)| self.was[f.to_usize()] == Some(*other))
            && self.same_inputs(new, n)
    }

    /// Whether every finding that a fold takes is the same, on whatever node it may be.
    fn same_inputs(&self, new: &Compiled, node: usize) -> bool {
        let same = |input: &Input| match input {
            Input::Finding(finding) => self.was[finding.to_usize()].is_some(),
            Input::Node(_) | Input::Variable(_) => true,
        };
        let judged_by = &new.judged_by[node];
        let scored = match judged_by.scorer() {
            Some(Scorer::Fold(fold)) => fold.inputs().iter().all(same),
            Some(Scorer::Replay(_)) | None => true,
        };
        scored && judged_by.findings().is_none_or(|fold| fold.inputs().iter().all(same))
    }
}

/// What all nodes may depend on.
fn ground(a: &Study, b: &Study) -> bool {
    // What a cell fixes is compared cell by cell; what is left out here is for people.
    let Study {
        id: _,
        span: _,
        title: _,
        languages: _,
        as_of,
        verdict: _,
        document: _,
        baseline: _,
        regime: _,
        note: _,
        evidence,
        variables,
        constraints,
        scales,
        nodes: _,
        scenarios: _,
        groups: _,
        parties,
        documents: _,
        findings: _,
        transfers: _,
        contests: _,
        figures: _,
        instruments,
        provisions,
        amendments,
        conclusions: _,
        known: _,
        by_node: _,
    } = a;
    *as_of == b.as_of
        && *evidence == b.evidence
        && all(variables, &b.variables, same_variable)
        && each(constraints, &b.constraints, same_constraint)
        && all(scales, &b.scales, same_scale)
        && all(parties, &b.parties, |_, _| true)
        && all(instruments, &b.instruments, PartialEq::eq)
        && all(provisions, &b.provisions, PartialEq::eq)
        && all(amendments, &b.amendments, PartialEq::eq)
}

/// Whether the same nodes stand in the same order, on the same scales: all that a scorer knows of other nodes before it reads.
fn framework(a: &Study, b: &Study) -> bool {
    all(&a.nodes, &b.nodes, |a, b| a.scale == b.scale)
}

/// Whether everything that may be open stands at the same place and has the same values.
fn same_order(old: &Compiled, new: &Compiled) -> bool {
    let (a, b) = (&old.study, &new.study);
    let same = |one: OpenVariable, other: OpenVariable| match (one, other) {
        (OpenVariable::Study(one), OpenVariable::Study(other)) => one == other,
        (OpenVariable::Node(one), OpenVariable::Node(other)) => one == other,
        (OpenVariable::Finding(one), OpenVariable::Finding(other)) => a.findings.name(one) == b.findings.name(other),
        (OpenVariable::Transfer(one), OpenVariable::Transfer(other)) => {
            a.transfers.name(one) == b.transfers.name(other)
        }
        (OpenVariable::Contest(one), OpenVariable::Contest(other)) => a.contests.name(one) == b.contests.name(other),
        _ => false,
    };
    old.variables.arities() == new.variables.arities()
        && old
            .variables
            .iter()
            .zip(new.variables.iter())
            .all(|((_, one), (_, other))| same(one, other))
}

fn all<I: Index, T>(a: &Arena<I, T>, b: &Arena<I, T>, same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.indices().all(|id| a.name(id) == b.name(id) && same(&a[id], &b[id]))
}

fn each<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_variable(a: &Variable, b: &Variable) -> bool {
    let Variable {
        span: _,
        kind,
        label,
        definition,
        reading,
        domain,
    } = a;
    let same_value = |a: &Value, b: &Value| a.id == b.id && a.label == b.label;
    let same_domain = match (domain, &b.domain) {
        (Domain::Finite(a), Domain::Finite(b)) => each(a, b, same_value),
        (
            Domain::Number {
                unit,
                range,
                cuts,
                decimals: _,
            },
            Domain::Number {
                unit: u,
                range: r,
                cuts: c,
                decimals: _,
            },
        ) => unit == u && range == r && cuts == c,
        _ => false,
    };
    *kind == b.kind && *label == b.label && *definition == b.definition && *reading == b.reading && same_domain
}

fn same_scale(a: &Scale, b: &Scale) -> bool {
    let Scale { span: _, kind } = a;
    match (kind, &b.kind) {
        (
            ScaleKind::Levels {
                levels,
                ordered,
                neutral,
            },
            ScaleKind::Levels {
                levels: l,
                ordered: o,
                neutral: n,
            },
        ) => {
            let same_level = |a: &Level, b: &Level| a.id == b.id && a.label == b.label;
            each(levels, l, same_level) && ordered == o && neutral == n
        }
        // Which numbers are better is no matter of what they are.
        (
            ScaleKind::Number {
                unit,
                better: _,
                decimals: _,
            },
            ScaleKind::Number {
                unit: u,
                better: _,
                decimals: _,
            },
        ) => unit == u,
        _ => false,
    }
}

fn same_constraint(a: &Constraint, b: &Constraint) -> bool {
    let Constraint {
        span: _,
        when,
        then,
        reason: _,
    } = a;
    same_condition(when, &b.when) && same_condition(then, &b.then)
}

fn same_condition(a: &Condition, b: &Condition) -> bool {
    let Condition { all, any } = a;
    each(all, &b.all, |a, b| a.variable == b.variable && a.allowed == b.allowed) && each(any, &b.any, same_condition)
}

fn same_node(a: &Node, b: &Node) -> bool {
    // Where the rule comes from, and what it is drawn beside, is for people.
    let Node {
        span: _,
        code,
        label,
        definition,
        scale,
        better: _,
        score,
        applies,
        children,
        see: _,
        own,
        silent,
        default,
        combine,
        parties,
        reading,
        sources: _,
    } = a;
    let same_default = |a: &DefaultLevel, b: &DefaultLevel| a.level == b.level && a.reason == b.reason;
    let defaults = match (default, &b.default) {
        (Some(a), Some(b)) => same_default(a, b),
        (None, None) => true,
        _ => false,
    };
    *code == b.code
        && *label == b.label
        && *definition == b.definition
        && *scale == b.scale
        && score.plugin.value == b.score.plugin.value
        && same_param(&score.params, &b.score.params)
        && same_condition(applies, &b.applies)
        && *children == b.children
        && *own == b.own
        && *silent == b.silent
        && defaults
        && *combine == b.combine
        && *parties == b.parties
        && *reading == b.reading
}

fn same_param(a: &Param, b: &Param) -> bool {
    match (&a.value, &b.value) {
        (ParamValue::List(a), ParamValue::List(b)) => each(a, b, same_param),
        (ParamValue::Table(a), ParamValue::Table(b)) => {
            each(a, b, |(key, _, value), (k, _, v)| key == k && same_param(value, v))
        }
        (a, b) => a == b,
    }
}

fn same_finding(a: &Finding, b: &Finding) -> bool {
    // What it is cited from is for people.
    let Finding {
        span: _,
        node,
        when,
        level,
        modality,
        statement,
        coded,
        hinges_on,
        absolute,
        role,
        parties,
        condition,
        opens,
        compare,
        acknowledged,
        system,
        redundant,
        note,
        sources: _,
    } = a;
    *node == b.node
        && same_condition(when, &b.when)
        && *level == b.level
        && *modality == b.modality
        && *statement == b.statement
        && *coded == b.coded
        && *hinges_on == b.hinges_on
        && *absolute == b.absolute
        && *role == b.role
        && *parties == b.parties
        && *condition == b.condition
        && *opens == b.opens
        && *compare == b.compare
        && *acknowledged == b.acknowledged
        && *system == b.system
        && *redundant == b.redundant
        && *note == b.note
}

/// Whether the same transfers may carry a finding, and the same contests set it aside.
fn same_reach(old: &Compiled, before: FindingId, new: &Compiled, now: FindingId) -> bool {
    let (a, b) = (&old.study, &new.study);
    same_transfers(old, before, new, now)
        && each(old.sides_of(before), new.sides_of(now), |one, other| {
            a.contests.name(one.0) == b.contests.name(other.0)
                && one.1 == other.1
                && same_contest(old, &a.contests[one.0], new, &b.contests[other.0])
        })
}

/// Whether a contest sets findings aside at the same places: where sides have to meet that is a matter of all that is on them.
fn same_contest(old: &Compiled, a: &Contest, new: &Compiled, b: &Contest) -> bool {
    let (there, here) = (&old.study, &new.study);
    let Contest {
        span: _,
        label: _,
        sides,
        where_,
        sources: _,
    } = a;
    let same_reach = |one: &FindingId, other: &FindingId| {
        there.findings.name(*one) == here.findings.name(*other)
            && same_finding(&there.findings[*one], &here.findings[*other])
            && same_transfers(old, *one, new, *other)
    };
    *where_ == b.where_
        && (*where_ == ContestWhere::Anywhere
            || each(sides, &b.sides, |one, other| {
                each(&one.findings, &other.findings, same_reach)
            }))
}

/// Whether the same transfers may carry a finding.
fn same_transfers(old: &Compiled, before: FindingId, new: &Compiled, now: FindingId) -> bool {
    let (a, b) = (&old.study, &new.study);
    each(old.transfers_of(before), new.transfers_of(now), |&one, &other| {
        a.transfers.name(one) == b.transfers.name(other) && same_transfer(&a.transfers[one], &b.transfers[other])
    })
}

/// Which nodes and findings it names is known from the findings that it may carry.
fn same_transfer(a: &Transfer, b: &Transfer) -> bool {
    let Transfer {
        span: _,
        nodes: _,
        findings: _,
        from,
        to,
        modality,
        reason: _,
        sources: _,
    } = a;
    *from == b.from && same_condition(to, &b.to) && *modality == b.modality
}
