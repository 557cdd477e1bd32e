//! A plugin against the study that uses it: names, values and levels that do not exist, results that are missing.

use rhai::{Expr, Position};
use rustc_hash::FxHashMap;
use toets_diagnostic::Diagnostic;
use toets_model::{NodeId, Span, Study, VariableId};

use super::types::Ty;
use super::walk::{Key, Walk};
use crate::api;
use crate::fault::Fault;
use crate::place::Text;
use crate::program::Program;

/// What a script says about the study, before a run.
pub(crate) struct Found {
    /// What is wrong.
    pub(crate) faults: Vec<Diagnostic>,
    /// The nodes that it may read.
    pub(crate) nodes: Vec<NodeId>,
    /// The variables that it may read.
    pub(crate) variables: Vec<VariableId>,
}

/// What is gathered on the walk.
pub(crate) struct Gather<'a> {
    pub(crate) study: &'a Study,
    pub(crate) node: NodeId,
    faults: Vec<Diagnostic>,
    nodes: Vec<NodeId>,
    variables: Vec<VariableId>,
    computed: bool,
    texts: Vec<String>,
}

impl Gather<'_> {
    pub(crate) fn fault(&mut self, text: &Text, at: Position, fault: &Fault) {
        self.fault_at(text.span(at), fault);
    }

    pub(crate) fn fault_at(&mut self, span: Span, fault: &Fault) {
        self.faults.push(fault.diagnostic().at(span, ()));
    }

    pub(crate) fn reads_node(&mut self, node: NodeId) {
        if !self.nodes.contains(&node) {
            self.nodes.push(node);
        }
    }

    pub(crate) fn reads_variable(&mut self, variable: VariableId) {
        if !self.variables.contains(&variable) {
            self.variables.push(variable);
        }
    }

    /// That a node is asked for by an id that is worked out.
    pub(crate) fn computes_node(&mut self) {
        self.computed = true;
    }

    /// A text of the script: where node ids are worked out, it may be one.
    pub(crate) fn mentions(&mut self, text: &str) {
        self.texts.push(text.to_owned());
    }

    pub(crate) fn start(&mut self) {
        self.faults.clear();
        self.nodes.clear();
        self.variables.clear();
        self.texts.clear();
    }
}

/// Checks a plugin against a study; `names` are the properties that it reads.
pub(crate) fn study(program: &Program, names: &[String], study: &Study, node: NodeId) -> Found {
    let mut gather = Gather {
        study,
        node,
        faults: Vec::new(),
        nodes: Vec::new(),
        variables: Vec::new(),
        computed: false,
        texts: Vec::new(),
    };
    let mut functions: FxHashMap<Key, super::walk::Signature> = FxHashMap::default();
    // What functions are given and give back is found by going round until nothing new is learned.
    const ROUNDS: usize = 64;
    let mut settled = false;
    for _ in 0..ROUNDS {
        gather.start();
        let before = functions.clone();
        for unit in &program.units {
            Walk::new(program, unit, &mut gather, &mut functions).unit();
        }
        settled = functions == before;
        if settled {
            break;
        }
    }
    if !settled {
        // Half of the truth would find mistakes where there are none; the run finds the real ones.
        gather.faults.clear();
    }
    finish(names, gather)
}

fn finish(names: &[String], mut gather: Gather<'_>) -> Found {
    let study = gather.study;
    for name in names {
        // Whatever else has a property of this name: more is harmless here, less is not.
        if let Some(id) = study.variables.find(name) {
            gather.reads_variable(id);
        }
    }
    if gather.computed {
        let texts = std::mem::take(&mut gather.texts);
        let children = study.nodes[gather.node].children.clone();
        let params = texts_of(&study.nodes[gather.node].score.params);
        let named = texts
            .iter()
            .chain(&params)
            .filter_map(|t| study.nodes.find(t))
            .collect::<Vec<_>>();
        for node in children.into_iter().chain(named) {
            if node != gather.node {
                gather.reads_node(node);
            }
        }
    }
    toets_diagnostic::sort(&mut gather.faults);
    gather.nodes.sort_unstable();
    gather.variables.sort_unstable();
    Found {
        faults: gather.faults,
        nodes: gather.nodes,
        variables: gather.variables,
    }
}

/// All texts among the parameters.
fn texts_of(param: &toets_model::Param) -> Vec<String> {
    let mut texts: Vec<String> = param.text().map(str::to_owned).into_iter().collect();
    for item in param.items() {
        texts.extend(texts_of(item));
    }
    for (_, _, value) in param.entries() {
        texts.extend(texts_of(value));
    }
    texts
}

/// The type of a field.
pub(crate) fn field(of: &Ty, name: &str, scale: toets_model::ScaleId) -> Option<Ty> {
    const KINDS: &[&str] = &["rule", "exception", "power", "right", "scope", "open"];
    const MODALITIES: &[&str] = &["certain", "likely", "conditional", "uncertain", "some-respondents"];
    const ROLES: &[&str] = &["verdict", "unknown", "mitigation", "requirement", "premise", "scope"];
    Some(match (of, name) {
        (Ty::Cell, "findings") => Ty::Findings,
        (Ty::Cell, "as_of") => Ty::Day,
        (Ty::Cell, "params") => Ty::Params,
        (Ty::Provision, "in_force" | "verified") => Ty::Bool,
        (Ty::Provision, "article" | "version") => Ty::Text,
        (Ty::Provision, "subject" | "paraphrase") => Ty::Map,
        (Ty::Provision, "kind") => Ty::Word(("the kind of a provision", "soort bepaling"), KINDS),
        (Ty::Provision, "valid_from" | "valid_to") => Ty::Day,
        (Ty::Finding, "id" | "statement") => Ty::Text,
        (Ty::Finding, "level") => Ty::Level(Some(scale)),
        (Ty::Finding, "has_level" | "absolute") => Ty::Bool,
        (Ty::Finding, "modality") => Ty::Word(("a modality", "stelligheid"), MODALITIES),
        (Ty::Finding, "role") => Ty::Word(("the role of a finding", "rol van een bevinding"), ROLES),
        (Ty::Day, "year" | "month" | "day") => Ty::Number,
        _ => return None,
    })
}

/// The type that a function of the framework gives.
pub(crate) fn gives(name: &str, args: &[Ty]) -> Ty {
    match name {
        "judge" | "open" | "silent" | "because" | "cites" | "weigh" => Ty::Judgement,
        "provision" => Ty::Provision,
        "evidence" | "strongest" => Ty::Level(None),
        "cell" => Ty::Cell,
        "expect" => Ty::Nothing,
        "day" => Ty::Day,
        "to_string" | "to_upper" | "to_lower" | "trim" | "replace" | "join" => Ty::Text,
        "len" | "abs" | "floor" | "ceiling" | "round" | "sqrt" | "min" | "max" | "sum" => Ty::Number,
        "applies" | "is_empty" | "starts_with" | "ends_with" | "contains" | "all" | "some" => Ty::Bool,
        "split" | "keys" => Ty::List(Box::new(Ty::Text)),
        "values" | "map" => Ty::List(Box::new(Ty::Unknown)),
        "filter" | "sort" | "reverse" => args.first().cloned().unwrap_or(Ty::Unknown),
        "worst" | "best" => match args.first() {
            Some(Ty::List(item)) if matches!(**item, Ty::Level(_)) => (**item).clone(),
            _ => Ty::Level(None),
        },
        "push" => Ty::Nothing,
        _ => Ty::Unknown,
    }
}

/// The literal text of an expression.
pub(crate) fn literal(expr: &Expr) -> Option<(&str, Position)> {
    match expr {
        Expr::StringConstant(text, at) => Some((text.as_str(), *at)),
        _ => None,
    }
}

/// Whether a name is a function of the framework.
pub(crate) fn is_function(name: &str) -> bool {
    api::functions().any(|(n, ..)| n == name)
}
