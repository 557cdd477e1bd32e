//! What a script knows of the study and of the node it is prepared for.

use std::sync::Arc;

use rhai::{Dynamic, ImmutableString, Map};
use rustc_hash::{FxHashMap, FxHashSet};
use toets_model::{Domain, FindingId, Index, LevelId, NodeId, Param, ParamValue, ScaleId, Study, ValueId, VariableId};

/// What a script knows of the study and of the node it is prepared for.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) node: NodeId,
    pub(crate) scale: Arc<ScaleInfo>,
    scales: FxHashMap<ScaleId, Arc<ScaleInfo>>,
    /// The nodes that the script may read.
    pub(crate) nodes: Vec<NodeId>,
    nodes_set: FxHashSet<NodeId>,
    /// The variables that the script names.
    pub(crate) variables: Vec<VariableId>,
    values: FxHashMap<ImmutableString, VariableInfo>,
    pub(crate) findings: Vec<FindingId>,
    pub(crate) params: Arc<Map>,
}

/// A scale, to keep with a level.
#[derive(Debug)]
pub(crate) struct ScaleInfo {
    pub(crate) id: ScaleId,
    pub(crate) name: ImmutableString,
    pub(crate) levels: Vec<ImmutableString>,
    pub(crate) ordered: bool,
    pub(crate) number: bool,
}

/// A variable that the script names.
#[derive(Clone)]
pub(crate) struct VariableInfo {
    pub(crate) id: VariableId,
    /// Its values as texts that remember their variable; none for a number.
    values: Vec<Dynamic>,
}

impl ScaleInfo {
    pub(crate) fn new(study: &Study, id: ScaleId) -> Self {
        let scale = &study.scales[id];
        Self {
            id,
            name: study.scales.name(id).into(),
            levels: scale.levels().iter().map(|l| (&*l.id).into()).collect(),
            ordered: scale.ordered(),
            number: scale.is_number(),
        }
    }

    pub(crate) fn find(&self, name: &str) -> Option<LevelId> {
        self.levels.iter().position(|l| l == name).map(LevelId::from_usize)
    }

    pub(crate) fn level_name(&self, level: LevelId) -> &str {
        self.levels.get(level.to_usize()).map_or("?", |l| l.as_str())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.levels.iter().map(ImmutableString::as_str)
    }
}

impl VariableInfo {
    fn new(study: &Study, id: VariableId) -> Self {
        let values = match &study.variables[id].domain {
            Domain::Finite(values) => values.iter().map(|v| tagged(&v.id, id)).collect(),
            Domain::Number { .. } => Vec::new(),
        };
        Self { id, values }
    }

    pub(crate) fn value(&self, value: ValueId) -> Option<Dynamic> {
        self.values.get(value.to_usize()).cloned()
    }
}

/// A text that remembers which variable it is a value of.
fn tagged(text: &str, variable: VariableId) -> Dynamic {
    let mut value = Dynamic::from(ImmutableString::from(text));
    value.set_tag(i32::try_from(variable.to_usize() + 1).unwrap_or(0));
    value
}

/// The variable that a text is a value of, if it is one.
pub(crate) fn variable_of(value: &Dynamic) -> Option<VariableId> {
    // A variable that a function `|…| …` uses is kept in a shared place, with the text within.
    let tag = match value.is_shared() {
        true => value.flatten_clone().tag(),
        false => value.tag(),
    };
    let tag = usize::try_from(tag).ok()?;
    tag.checked_sub(1).map(VariableId::from_usize)
}

impl Prepared {
    pub(crate) fn new(study: &Study, node: NodeId, nodes: Vec<NodeId>, variables: Vec<VariableId>) -> Self {
        let mut scales = FxHashMap::default();
        for id in nodes.iter().copied().chain([node]).map(|n| study.nodes[n].scale) {
            scales.entry(id).or_insert_with(|| Arc::new(ScaleInfo::new(study, id)));
        }
        let scale = scales[&study.nodes[node].scale].clone();
        Self {
            node,
            scale,
            scales,
            nodes_set: nodes.iter().copied().collect(),
            nodes,
            values: variables
                .iter()
                .map(|&v| (study.variables.name(v).into(), VariableInfo::new(study, v)))
                .collect(),
            variables,
            findings: study
                .findings_on(node)
                .iter()
                .copied()
                .filter(|&f| study.findings[f].system.is_none())
                .collect(),
            params: Arc::new(params(&study.nodes[node].score.params)),
        }
    }

    /// The same with other parameters.
    pub(crate) fn with_params(&self, params: Map) -> Self {
        Self {
            params: Arc::new(params),
            ..self.clone()
        }
    }

    pub(crate) fn may_read(&self, node: NodeId) -> bool {
        self.nodes_set.contains(&node)
    }

    pub(crate) fn variable(&self, name: &str) -> Option<&VariableInfo> {
        self.values.get(name)
    }

    pub(crate) fn scale_of(&self, study: &Study, node: NodeId) -> Arc<ScaleInfo> {
        let id = study.nodes[node].scale;
        self.scales
            .get(&id)
            .cloned()
            .unwrap_or_else(|| Arc::new(ScaleInfo::new(study, id)))
    }
}

fn params(table: &Param) -> Map {
    table
        .entries()
        .iter()
        .map(|(key, _, value)| (key.as_str().into(), param(value)))
        .collect()
}

fn param(param: &Param) -> Dynamic {
    match &param.value {
        ParamValue::Bool(b) => Dynamic::from_bool(*b),
        ParamValue::Integer(n) => Dynamic::from_int(*n),
        ParamValue::Number(n) => Dynamic::from_float(*n),
        ParamValue::Text(text) => Dynamic::from(ImmutableString::from(text.as_str())),
        ParamValue::List(items) => Dynamic::from_array(items.iter().map(self::param).collect()),
        ParamValue::Table(_) => Dynamic::from_map(params(param)),
    }
}
