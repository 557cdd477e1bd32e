//! The children of a criterion, their levels read on the criterion's own scale.

use toets_plugin::model::{Index, LevelId, NodeId, Param, ScaleId, Span};
use toets_plugin::{Diagnostic, Input, Observed, Words, both};

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
        let message = both!(
            "`{}` combines the nodes below `{}`, but there are none",
            "`{}` voegt de knopen onder `{}` samen, maar die zijn er niet",
            params.plugin,
            params.name
        );
        let help = (
            "give the node `children = [ … ]`, or score it by `evidence`",
            "geef de knoop `children = [ … ]`, of beoordeel haar met `evidence`",
        );
        params.fault(
            Diagnostic::error("no-children", message)
                .at(params.place(), ())
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
        Diagnostic::error("bad-scale", gives_levels(plugin, name))
            .at(params.place(), no_levels(scale_name))
            .help(WITH_LEVELS)
    } else if !scale.ordered() {
        Diagnostic::error(
            "unordered-scale",
            both!(
                "`{plugin}` needs levels that are better or worse, but those of `{scale_name}` have no order",
                "`{plugin}` vraagt niveaus die beter of slechter zijn, en die van `{scale_name}` hebben geen volgorde"
            ),
        )
        .at(params.place(), params.scores())
        .help((
            "score the node by `table`, which says for each combination what follows",
            "beoordeel de knoop met `table`: dat zegt voor elke combinatie wat volgt",
        ))
    } else {
        return true;
    };
    params.fault(fault);
    false
}

/// That a scorer gives levels, and the node has none.
pub(crate) fn gives_levels(plugin: &str, name: &str) -> Words {
    both!(
        "`{plugin}` gives levels, but `{name}` is measured in numbers",
        "`{plugin}` geeft niveaus, maar `{name}` wordt in getallen gemeten"
    )
}

/// What a scale of numbers lacks.
pub(crate) fn no_levels(scale: &str) -> Words {
    both!("scale `{scale}` has no levels", "schaal `{scale}` heeft geen niveaus")
}

/// What to do about a node on a scale of numbers.
pub(crate) const WITH_LEVELS: (&str, &str) = (
    "give the node a scale with levels, or score it by `sum`",
    "geef de knoop een schaal met niveaus, of beoordeel haar met `sum`",
);

/// How a map is written.
const MAP: (&str, &str) = (
    "write `map = { child = { level_of_child = \"level here\" } }`",
    "schrijf `map = { kind = { niveau_van_kind = \"niveau hier\" } }`",
);

/// The maps that were written, by position of the child.
fn written_maps<'a>(params: &mut Params<'a>) -> std::collections::BTreeMap<usize, &'a Param> {
    let mut maps = std::collections::BTreeMap::new();
    let Some(param) = params.get("map") else {
        return maps;
    };
    for (name, span, map) in params.table(param, "`map`", MAP).unwrap_or_default() {
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
    let is_table = matches!(map.value, toets_plugin::model::ParamValue::Table(_));
    if !is_table {
        params.bad(
            map,
            both!(
                "the map of `{name}` must be a table",
                "de vertaling van `{name}` (`map`) moet een tabel zijn"
            ),
            MAP,
        );
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
            Diagnostic::error(
                "incomplete-map",
                both!(
                    "the map of `{name}` does not say what {} becomes",
                    "de vertaling van `{name}` (`map`) zegt niet wat {} wordt",
                    list
                ),
            )
            .at(map.span, on_scale(name, study.scales.name(scale)))
            .help(("name every level of the child", "noem elk niveau van het kind")),
        );
    }
    read
}

/// That a node is on a scale.
pub(crate) fn on_scale(name: &str, scale: &str) -> Words {
    both!("`{name}` is on scale `{scale}`", "`{name}` heeft schaal `{scale}`")
}

/// The fault of children on another scale without a map.
fn another_scale(params: &mut Params<'_>, scale: ScaleId, children: &[NodeId]) {
    let study = params.study;
    let names = quoted(children.iter().map(|&c| study.nodes.name(c)));
    let place = params.place();
    if study.scales[scale].is_number() {
        for &child in children {
            numeric_child(params, study.nodes.name(child), place);
        }
        return;
    }
    let (there, here) = (study.scales.name(scale), study.scales.name(params.node.scale));
    let first = children.first().map_or("child", |&c| study.nodes.name(c));
    let levels = study.scales[scale].levels().iter();
    let levels: Vec<String> = levels.map(|l| format!("{} = \"…\"", key(&l.id))).collect();
    let is = match children.len() {
        1 => ("is", "heeft"),
        _ => ("are", "hebben"),
    };
    let help = both!(
        "say what each level of the child is here: `map = {{ {} = {{ {} }} }}`",
        "zeg wat elk niveau van het kind hier is: `map = {{ {} = {{ {} }} }}`",
        key(first),
        levels.join(", ")
    );
    params.fault(
        Diagnostic::error(
            "scale-mismatch",
            both!(
                "{} {} on scale `{there}`, but `{}` on `{here}`",
                "{} {} schaal `{there}`, maar `{}` heeft `{here}`",
                names,
                is,
                params.name
            ),
        )
        .at(place, ())
        .help(help),
    );
}

fn numeric_child(params: &mut Params<'_>, name: &str, span: Span) {
    let message = both!(
        "`{name}` is measured in numbers, which `{}` can't combine",
        "`{name}` wordt in getallen gemeten, en die kan `{}` niet samenvoegen",
        params.plugin
    );
    params.fault(
        Diagnostic::error("numeric-child", message)
            .at(span, ())
            .help(THRESHOLD_BETWEEN),
    );
}

/// What to do about a child that is a number.
pub(crate) const THRESHOLD_BETWEEN: (&str, &str) = (
    "put a node scored by `threshold` between them, which makes levels of numbers",
    "zet er een knoop met `threshold` tussen: die maakt niveaus van getallen",
);

/// A name as a key of a TOML table.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}
