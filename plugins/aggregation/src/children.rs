//! The children of a criterion, their levels read on the criterion's own scale.

use toets_plugin::model::{Index, LevelId, NodeId, Param, ScaleId, Span};
use toets_plugin::{Diagnostic, Input, Observed};

use crate::params::{Params, quoted};

/// Children, in order, with what each of their levels means on the node's scale.
pub(crate) struct Children {
    pub(crate) inputs: Vec<Input>,
    /// For each child: the position on the node's scale of each of its own levels; none: the same.
    maps: Vec<Option<Vec<i64>>>,
}

impl Children {
    /// Checks the children and the parameter `map`.
    pub(crate) fn new(params: &mut Params<'_>) -> Option<Self> {
        let ordered = ordered_levels(params);
        let here = params.node.scale;
        let maps = written_maps(params);
        if !some_children(params) {
            return None;
        }
        let study = params.study;
        let mut complete = Vec::new();
        let mut unmapped: Vec<(ScaleId, Vec<NodeId>)> = Vec::new();
        for (n, &child) in params.node.children.iter().enumerate() {
            let there = study.nodes[child].scale;
            match maps.get(&n) {
                Some(&map) => complete.push(Some(read_map(params, child, map))),
                None => {
                    complete.push(None);
                    if there != here {
                        match unmapped.iter_mut().find(|(scale, _)| *scale == there) {
                            Some((_, children)) => children.push(child),
                            None => unmapped.push((there, vec![child])),
                        }
                    }
                }
            }
        }
        for (scale, children) in unmapped {
            another_scale(params, scale, &children);
        }
        // A map that is not complete was faulted, so that its gaps can't be met.
        let maps = complete.into_iter().map(|map| {
            let map = map?;
            Some(map.into_iter().map(|l| l.map_or(0, |l| l.to_usize() as i64)).collect())
        });
        ordered.then(|| Self {
            inputs: inputs(params),
            maps: maps.collect(),
        })
    }

    /// The position on the node's scale of what is seen of child number `input`; none where it is left out.
    pub(crate) fn position(&self, input: usize, seen: Observed) -> Option<i64> {
        let Observed::Level(level) = seen else {
            return None;
        };
        match self.maps.get(input)? {
            Some(map) => map.get(level.to_usize()).copied(),
            None => Some(level.to_usize() as i64),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.inputs.len()
    }
}

/// A fault unless the node has children.
pub(crate) fn some_children(params: &mut Params<'_>) -> bool {
    let some = !params.node.children.is_empty();
    if !some {
        let message = format!(
            "`{}` combines the nodes below `{}`, but there are none",
            params.plugin, params.name
        );
        let help = "give the node `children = [ … ]`, or score it by `evidence`";
        params.fault(
            Diagnostic::error("no-children", message)
                .at(params.place(), "")
                .help(help),
        );
    }
    some
}

/// The children as inputs.
pub(crate) fn inputs(params: &Params<'_>) -> Vec<Input> {
    let children = params.node.children.iter();
    children.map(|&child| Input::Node(child)).collect()
}

/// A fault unless the node's scale has levels with an order.
fn ordered_levels(params: &mut Params<'_>) -> bool {
    let scale = &params.study.scales[params.node.scale];
    let scale_name = params.study.scales.name(params.node.scale);
    let (plugin, name) = (params.plugin, params.name);
    let fault = if scale.is_number() {
        Diagnostic::error(
            "bad-scale",
            format!("`{plugin}` gives levels, but `{name}` is measured in numbers"),
        )
        .at(params.place(), format!("scale `{scale_name}` has no levels"))
        .help("give the node a scale with levels, or score it by `sum`")
    } else if !scale.ordered() {
        Diagnostic::error(
            "unordered-scale",
            format!("`{plugin}` needs levels that are better or worse, but those of `{scale_name}` have no order"),
        )
        .at(params.place(), format!("scores `{name}`"))
        .help("score the node by `table`, which says for each combination what follows")
    } else {
        return true;
    };
    params.fault(fault);
    false
}

/// The maps that were written, by position of the child.
fn written_maps<'a>(params: &mut Params<'a>) -> std::collections::BTreeMap<usize, &'a Param> {
    let help = "write `map = { child = { level_of_child = \"level here\" } }`";
    let mut maps = std::collections::BTreeMap::new();
    let Some(param) = params.get("map") else {
        return maps;
    };
    for (name, span, map) in params.table(param, "`map`", help).unwrap_or_default() {
        if let Some(child) = params.child(name, *span) {
            maps.insert(child, map);
        }
    }
    maps
}

/// One child's map: for each of its levels the level here, where it is written.
fn read_map(params: &mut Params<'_>, child: NodeId, map: &Param) -> Vec<Option<LevelId>> {
    let study = params.study;
    let (name, scale) = (study.nodes.name(child), study.nodes[child].scale);
    let here = params.node.scale;
    if study.scales[scale].is_number() {
        numeric_child(params, name, map.span);
        return Vec::new();
    }
    let help = "write `map = { child = { level_of_child = \"level here\" } }`";
    let what = format!("the map of `{name}`");
    let is_table = matches!(map.value, toets_plugin::model::ParamValue::Table(_));
    if !is_table {
        params.bad(map, format!("{what} must be a table"), help);
        return Vec::new();
    }
    let mut read = vec![None; study.scales[scale].levels().len()];
    let mut faulted = vec![false; read.len()];
    for (level, span, to) in map.entries() {
        let from = params.level_named(level, *span, scale);
        let to = params.level(to, here);
        if let Some(from) = from.map(Index::to_usize) {
            read[from] = to;
            faulted[from] = to.is_none();
        }
    }
    let missing = (0..read.len())
        .filter(|&n| read[n].is_none() && !faulted[n])
        .map(|n| study.scales[scale].name(LevelId::from_usize(n)));
    let missing: Vec<&str> = missing.collect();
    if !missing.is_empty() {
        let list = quoted(missing.iter().copied());
        params.fault(
            Diagnostic::error("incomplete-map", format!("{what} does not say what {list} becomes"))
                .at(map.span, format!("`{name}` is on scale `{}`", study.scales.name(scale)))
                .help("name every level of the child"),
        );
    }
    read
}

/// The fault of children on another scale without a map.
fn another_scale(params: &mut Params<'_>, scale: ScaleId, children: &[NodeId]) {
    let study = params.study;
    let names = quoted(children.iter().map(|&c| study.nodes.name(c)));
    let place = params.place();
    if study.scales[scale].is_number() {
        numeric_child(params, names.trim_matches('`'), place);
        return;
    }
    let (there, here) = (study.scales.name(scale), study.scales.name(params.node.scale));
    let first = children.first().map_or("child", |&c| study.nodes.name(c));
    let levels = study.scales[scale].levels().iter();
    let levels: Vec<String> = levels.map(|l| format!("{} = \"…\"", key(&l.id))).collect();
    let is = if children.len() == 1 { "is" } else { "are" };
    let help = format!(
        "say what each level of the child is here: `map = {{ {} = {{ {} }} }}`",
        key(first),
        levels.join(", ")
    );
    params.fault(
        Diagnostic::error(
            "scale-mismatch",
            format!("{names} {is} on scale `{there}`, but `{}` on `{here}`", params.name),
        )
        .at(place, "")
        .help(help),
    );
}

fn numeric_child(params: &mut Params<'_>, name: &str, span: Span) {
    let message = format!(
        "`{name}` is measured in numbers, which `{}` can't combine",
        params.plugin
    );
    params.fault(
        Diagnostic::error("numeric-child", message)
            .at(span, "")
            .help("put a node scored by `threshold` between them, which makes levels of numbers"),
    );
}

/// A name as a key of a TOML table.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}
