//! The framework: `[[node]]`.

use rustc_hash::FxHashMap;
use std::sync::Arc;
use toets_diagnostic::{Diagnostic, both};
use toets_model::{
    Combine, Condition, DefaultLevel, Index, Kind, Node, NodeId, Own, Param, ParamValue, ScaleId, Score, Silent, Span,
    Spanned, VariableId,
};

use crate::context::{Context, many_of, one, one_or_many};
use crate::fields::{At, Fields};
use crate::ids::tick;
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;
use crate::variables::better;

impl Context<'_> {
    /// The scale that a node says, without reporting anything.
    pub(crate) fn scale_named(&self, raw: &Raw<'_>) -> Option<ScaleId> {
        let own = raw.table.get("scale");
        let said = own.or_else(|| raw.defaults.get("scale").map(|(_, entry)| entry))?;
        match &said.item.value {
            Value::Text(name) => self.names.scales.find(name),
            _ => None,
        }
    }

    /// Reads a node.
    pub(crate) fn read_node(&self, raw: &Raw<'_>, own_id: NodeId) -> Option<Node> {
        let fields = raw.fields(&sections::NODE);
        let span = fields.get("id")?.span();
        let label = fields.need_translated("label");
        let scale = fields
            .need("scale")
            .and_then(|at| one(&self.names.scales, "scale", "unknown-scale", at));
        let score = match fields.get("score") {
            Some(at) => score(at),
            None => {
                let (what, advice) = match fields.get("children") {
                    Some(_) => (
                        ("a criterion", "een criterium"),
                        "`worst`, `best`, `mean`, `table`, `threshold`",
                    ),
                    None => (("an indicator", "een indicator"), "`evidence`"),
                };
                let fault = fields.missing_fault("score");
                fields.scope.report(fault.help(both!(
                    "for {}: score = {{ plugin = \"…\" }} with {advice}, or the id of a script's plugin",
                    "voor {}: score = {{ plugin = \"…\" }} met {advice}, of de id van de plugin van een script",
                    what
                )));
                None
            }
        };
        let children = many_of(&fields, "children", &self.names.nodes, "node", "unknown-node");
        let see = many_of(&fields, "see", &self.names.nodes, "node", "unknown-node");
        if children.contains(&own_id)
            && let Some(at) = fields.get("children")
        {
            at.fault(
                "own-child",
                both!(
                    "node {} is its own child",
                    "knoop {} staat onder zichzelf",
                    tick(self.names.nodes.name(own_id))
                ),
                ("it names itself here", "hij noemt hier zichzelf"),
            );
        }
        let better = better(&fields);
        if let (Some(span), Some(scale)) = (
            fields.key_span("better"),
            scale.and_then(|scale| self.scales[scale.to_usize()].as_ref()),
        ) && !scale.is_number()
        {
            let fault = Diagnostic::error(
                "wrong-key",
                (
                    "`better` is for numbers: levels stand from worst to best",
                    "`better` is voor getallen: niveaus staan van slecht naar goed",
                ),
            );
            fields.scope.report(fault.at(
                span,
                ("not for a scale with levels", "niet voor een schaal met niveaus"),
            ));
        }
        let default = fields.get("default").map(|at| self.default_level(at, scale));
        let applies = match fields.get("applies") {
            Some(at) => self.applies(at),
            None => Some(Condition::default()),
        };
        let owns = [("first", Own::First), ("worst", Own::Worst), ("child", Own::Child)];
        let node = Node {
            span,
            code: fields.text("code"),
            definition: fields.translated("definition"),
            applies: applies?,
            children,
            see,
            own: fields.word("own", &owns, Own::First),
            silent: fields.get("silent").and_then(silent).unwrap_or_default(),
            default: default.flatten(),
            combine: combine(&fields),
            better,
            parties: one_or_many(&fields, "party", &self.names.parties, "party", "unknown-party"),
            reading: fields.translated("reading"),
            sources: self.sources(&fields),
            label: label?,
            scale: scale?,
            score: score?,
        };
        Some(node)
    }

    /// Of whom it makes sense to ask.
    fn applies(&self, at: At<'_>) -> Option<Condition> {
        let condition = self.condition(at)?;
        if condition.is_empty() {
            at.fault(
                "empty",
                ("`applies` names nobody", "`applies` noemt niemand"),
                ("nothing is said here", "hier staat niets"),
            );
            return None;
        }
        for variable in condition.variables() {
            self.is_trait(at, &condition, variable)?;
        }
        if !self.satisfiable(&condition) {
            let fault = at.error(
                "never-matches",
                ("this node never applies", "deze knoop is nooit van toepassing"),
                ("no world is like this", "geen enkele wereld is zo"),
            );
            at.scope.report(self.why_never(fault, &condition));
        }
        Some(condition)
    }

    fn is_trait(&self, at: At<'_>, condition: &Condition, variable: VariableId) -> Option<()> {
        fn test(condition: &Condition, variable: VariableId) -> Option<Span> {
            let here = condition.all.iter().find(|test| test.variable == variable);
            here.map(|test| test.span)
                .or_else(|| condition.any.iter().find_map(|part| test(part, variable)))
        }
        let kind = self.variables[variable.to_usize()].as_ref()?.kind;
        if kind == Kind::Trait {
            return Some(());
        }
        let fault = Diagnostic::error(
            "wrong-kind",
            both!(
                "{} is no trait, and `applies` names traits only",
                "{} is geen kenmerk, en `applies` noemt alleen kenmerken",
                tick(self.names.variables.name(variable))
            ),
        )
        .at(
            test(condition, variable).unwrap_or(at.span()),
            (
                "not something in which people differ",
                "hierin verschillen mensen niet van elkaar",
            ),
        )
        .at(self.names.variables[variable], ("defined here", "staat hier"));
        at.scope.report(fault.help((
            "of whom a question makes sense depends on the people, not on what is chosen or found out; a choice or an answer belongs in `when` of a finding",
            "of een vraag zin heeft, hangt van de mensen af en niet van wat wordt gekozen of nog blijkt; een keuze of een antwoord hoort in `when` van een bevinding",
        )));
        None
    }

    fn default_level(&self, at: At<'_>, scale: Option<ScaleId>) -> Option<DefaultLevel> {
        let fields = Fields::of(at, &sections::DEFAULT)?;
        let level = fields.need("level");
        let reason = fields.need_translated("reason");
        Some(DefaultLevel {
            level: self.level(level?, scale?)?,
            reason: reason?,
        })
    }
}

fn silent(at: At<'_>) -> Option<Silent> {
    if let Value::Text(_) = at.item.value {
        return at.word(&[("open", ())]).map(|()| Silent::Open);
    }
    if !matches!(at.item.value, Value::Table(_)) {
        at.wrong(("\"open\" or { skip = … }", "\"open\" of { skip = … }"));
        return None;
    }
    let fields = Fields::of(at, &sections::SILENT)?;
    fields.need_translated("skip").map(Silent::Skip)
}

/// How findings on the node combine: a key of the node, or a parameter of `evidence` where that is its scorer.
fn combine(fields: &Fields<'_>) -> Combine {
    let words = [
        ("strongest", Combine::Strongest),
        ("worst", Combine::Worst),
        ("best", Combine::Best),
        ("hull", Combine::Hull),
    ];
    let of_node = fields.get("combine");
    let parameter = fields.get("score").and_then(|score| {
        let Value::Table(table) = &score.item.value else {
            return None;
        };
        let by_evidence = matches!(&table.get("plugin")?.item.value, Value::Text(plugin) if **plugin == *"evidence");
        let entry = by_evidence.then(|| table.get("combine")).flatten()?;
        Some(score.scope.entry(entry).1)
    });
    if let (Some(here), Some(there)) = (of_node, parameter) {
        let fault = there.error(
            "given-twice",
            ("`combine` is given twice", "`combine` staat er twee keer"),
            ("given again", "hier nog eens"),
        );
        let fault = fault.at(here.span(), ("first given here", "hier de eerste keer"));
        there
            .scope
            .report(fault.help(("leave one of them out", "laat een van beide weg")));
    }
    parameter.or(of_node).and_then(|at| at.word(&words)).unwrap_or_default()
}

pub(crate) fn score(at: At<'_>) -> Option<Score> {
    if let Value::Text(plugin) = &at.item.value {
        let fault = at.error(
            "wrong-type",
            (
                "expected a table, found a text",
                "hier hoort een tabel, en er staat een tekst",
            ),
            (
                "parameters may follow the plugin",
                "na de plugin kunnen parameters volgen",
            ),
        );
        at.scope.report(fault.help(both!(
            "write score = {{ plugin = \"{plugin}\" }}",
            "schrijf score = {{ plugin = \"{plugin}\" }}"
        )));
        return None;
    }
    let fields = Fields::of(at, &sections::SCORE)?;
    let plugin = fields.need("plugin")?;
    let name = plugin.words()?;
    let mut params = param(at)?;
    if let ParamValue::Table(entries) = &mut params.value {
        entries.retain(|(key, ..)| key != "plugin");
    }
    Some(Score {
        plugin: Spanned {
            value: Arc::from(name),
            span: plugin.span(),
        },
        params,
    })
}

/// A parameter, as it was written.
fn param(at: At<'_>) -> Option<Param> {
    let value = match &at.item.value {
        Value::Text(text) => ParamValue::Text(text.to_string()),
        Value::Date(date) => ParamValue::Text(date.to_string()),
        Value::Bool(b) => ParamValue::Bool(*b),
        Value::Whole(n) => ParamValue::Integer(*n),
        Value::Huge | Value::Number(_) => ParamValue::Number(at.number()?),
        Value::List(_) => {
            let items: Vec<Option<Param>> = at.list()?.map(param).collect();
            ParamValue::List(items.into_iter().collect::<Option<_>>()?)
        }
        Value::Table(_) => {
            let entries: Vec<_> = at
                .entries()?
                .map(|(key, at)| Some((key.value.to_owned(), key.span, param(at)?)))
                .collect();
            ParamValue::Table(entries.into_iter().collect::<Option<_>>()?)
        }
    };
    Some(Param { span: at.span(), value })
}

/// The levels that a list names, each once, in the order of the scale.
pub(crate) fn levels(context: &Context<'_>, at: At<'_>, scale: ScaleId) -> Option<Vec<toets_model::LevelId>> {
    let items = at.list()?;
    if items.len() == 0 {
        at.fault(
            "empty",
            ("this list is empty", "deze lijst is leeg"),
            ("no level is left", "er blijft geen niveau over"),
        );
        return None;
    }
    let mut levels = Vec::new();
    let mut seen = FxHashMap::default();
    let mut whole = true;
    for item in items {
        let Some(level) = context.level(item, scale) else {
            whole = false;
            continue;
        };
        match seen.insert(level, item.span()) {
            None => levels.push(level),
            Some(first) => {
                whole = false;
                let name = item.text().unwrap_or_default();
                let fault = item.error(
                    "listed-twice",
                    both!("{} is listed twice", "{} staat er twee keer", tick(name)),
                    ("listed again", "hier nog eens"),
                );
                item.scope
                    .report(fault.at(first, ("first listed here", "hier de eerste keer")));
            }
        }
    }
    levels.sort_unstable();
    whole.then_some(levels)
}
