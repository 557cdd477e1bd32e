//! What an expression of a plugin is, and whether the names and levels in it exist.

use rhai::{Expr, FnCallExpr, Position, Stmt};
use toets_model::{Comparator, Domain, ParamValue};

use super::study::{field, gives, literal};
use super::types::Ty;
use super::walk::{Signature, Walk};
use crate::api;

impl Walk<'_, '_, '_> {
    /// What an expression is.
    pub(super) fn expr(&mut self, expr: &Expr) -> Ty {
        match expr {
            Expr::BoolConstant(..) => Ty::Bool,
            Expr::IntegerConstant(..) | Expr::FloatConstant(..) => Ty::Number,
            Expr::StringConstant(text, _) => {
                self.gather.mentions(text);
                Ty::Text
            }
            Expr::InterpolatedString(parts, _) => {
                for part in parts {
                    self.expr(part);
                }
                Ty::Text
            }
            Expr::Array(items, _) => {
                let mut item = Ty::Never;
                for expr in items {
                    item = item.join(self.expr(expr));
                }
                Ty::List(Box::new(item))
            }
            Expr::Map(entries, _) => {
                for (_, expr) in &entries.0 {
                    self.expr(expr);
                }
                Ty::Map
            }
            Expr::Unit(_) => Ty::Nothing,
            Expr::Variable(variable, ..) => self.variable(&variable.1, variable.2.is_empty()),
            Expr::Stmt(block) => self.block(block.statements(), true),
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Dot(pair, ..) => {
                let of = self.expr(&pair.lhs);
                self.chain(of, &pair.rhs)
            }
            Expr::Index(pair, ..) => {
                let of = self.expr(&pair.lhs);
                self.index(of, &pair.rhs)
            }
            Expr::And(parts, _) | Expr::Or(parts, _) => {
                for part in parts.iter() {
                    self.condition(part);
                }
                Ty::Bool
            }
            Expr::Coalesce(parts, _) => {
                for part in parts.iter() {
                    self.expr(part);
                }
                Ty::Unknown
            }
            Expr::DynamicConstant(value, _) if value.is_fnptr() => Ty::Function,
            _ => Ty::Unknown,
        }
    }

    fn variable(&mut self, name: &str, plain: bool) -> Ty {
        if plain {
            self.scope
                .iter()
                .rev()
                .find(|(n, _)| n == name)
                .map_or(Ty::Unknown, |(_, ty)| ty.clone())
        } else {
            // `global::NAME`: what the constant is.
            let constant = self.unit.ast.statements().iter().find_map(|s| match s {
                Stmt::Var(var, ..) if var.0.name == name => Some(&var.1),
                _ => None,
            });
            match constant {
                Some(Expr::StringConstant(..)) => Ty::Text,
                Some(Expr::IntegerConstant(..) | Expr::FloatConstant(..)) => Ty::Number,
                Some(Expr::BoolConstant(..)) => Ty::Bool,
                Some(Expr::Map(..)) => Ty::Map,
                _ => Ty::Unknown,
            }
        }
    }

    /// What follows a point.
    fn chain(&mut self, of: Ty, expr: &Expr) -> Ty {
        match expr {
            Expr::Property(property, at) => self.property(&of, &property.2, *at),
            Expr::MethodCall(call, at) => self.method(&of, call, *at),
            Expr::Dot(pair, ..) => {
                let inner = self.chain(of, &pair.lhs);
                self.chain(inner, &pair.rhs)
            }
            Expr::Index(pair, ..) => {
                let inner = self.chain(of, &pair.lhs);
                self.index(inner, &pair.rhs)
            }
            other => self.expr(other),
        }
    }

    /// What stands within `[…]`, and what follows it.
    fn index(&mut self, of: Ty, expr: &Expr) -> Ty {
        let item = match of {
            Ty::List(item) => *item,
            _ => Ty::Unknown,
        };
        match expr {
            Expr::Dot(pair, ..) => {
                self.expr(&pair.lhs);
                self.chain(item, &pair.rhs)
            }
            Expr::Index(pair, ..) => {
                self.expr(&pair.lhs);
                self.index(item, &pair.rhs)
            }
            index => {
                self.expr(index);
                item
            }
        }
    }

    fn property(&mut self, of: &Ty, name: &str, at: Position) -> Ty {
        let study = self.gather.study;
        let scale = study.nodes[self.gather.node].scale;
        if let Some(ty) = field(of, name, scale) {
            return ty;
        }
        match of {
            Ty::Cell => match study.variables.find(name) {
                Some(id) => {
                    self.gather.reads_variable(id);
                    match study.variables[id].domain {
                        Domain::Finite(_) => Ty::Value(id),
                        Domain::Number { .. } => Ty::Open(id),
                    }
                }
                None => {
                    let fault = api::cell::unknown_variable(study, name);
                    self.gather.fault(self.text(), at, &fault);
                    Ty::Unknown
                }
            },
            Ty::Params => param(study.nodes[self.gather.node].score.params.get(name).map(|p| &p.value)),
            Ty::Provision | Ty::Finding | Ty::Findings | Ty::Judgement | Ty::Level(_) => {
                let kind = match of {
                    Ty::Provision => "provision",
                    Ty::Finding => "finding",
                    Ty::Findings => "findings",
                    Ty::Judgement => "judgement",
                    _ => "level",
                };
                let fault = crate::explain::no_field(kind, name);
                self.gather.fault(self.text(), at, &fault);
                Ty::Unknown
            }
            _ => Ty::Unknown,
        }
    }

    fn method(&mut self, of: &Ty, call: &FnCallExpr, at: Position) -> Ty {
        let mut args = vec![of.clone()];
        let mut exprs: Vec<Option<&Expr>> = vec![None];
        for arg in &call.args {
            args.push(self.expr(arg));
            exprs.push(Some(arg));
        }
        if !super::study::is_function(&call.name) {
            return Ty::Unknown;
        }
        self.native(&call.name, &args, &exprs, at)
    }

    pub(super) fn call(&mut self, call: &FnCallExpr, at: Position) -> Ty {
        let mut args = Vec::new();
        for arg in &call.args {
            args.push(self.expr(arg));
        }
        let exprs: Vec<Option<&Expr>> = call.args.iter().map(Some).collect();
        let name = call.name.as_str();
        if call.op_token.is_some() {
            return self.operator(name, &args, call, at);
        }
        if name == "contains" && args.len() == 2 {
            // `x in […]` is written `contains([…], x)` by the engine.
            if let Expr::Array(items, _) = &call.args[0] {
                for item in items {
                    let ty = self.expr(item);
                    self.compare(Comparator::Equal, (&args[1], &call.args[1]), (&ty, item), at);
                }
            }
            return Ty::Bool;
        }
        if name == "curry" || name.starts_with("anon$") {
            return Ty::Function;
        }
        let path = if call.is_qualified() {
            let root = call.namespace.root();
            match self.unit.imports.iter().find(|i| i.alias == root) {
                Some(import) => import.path.clone(),
                None => return Ty::Unknown,
            }
        } else {
            self.unit.text.path.clone()
        };
        let defined = self
            .program
            .units
            .iter()
            .find(|u| u.text.path == path)
            .is_some_and(|u| {
                u.functions
                    .iter()
                    .any(|f| f.name == name && f.params.len() == args.len())
            });
        if !defined {
            return self.native(name, &args, &exprs, at);
        }
        let signature = self
            .functions
            .entry((path, name.to_owned(), args.len()))
            .or_insert_with(|| Signature {
                params: vec![Ty::Never; args.len()],
                result: Ty::Never,
            });
        for (param, arg) in signature.params.iter_mut().zip(&args) {
            *param = std::mem::replace(param, Ty::Never).join(arg.clone());
        }
        match &signature.result {
            Ty::Never => Ty::Unknown,
            result => result.clone(),
        }
    }

    fn native(&mut self, name: &str, args: &[Ty], exprs: &[Option<&Expr>], at: Position) -> Ty {
        if matches!(args.first(), Some(Ty::Unknown | Ty::Never))
            && matches!(name, "node" | "applies")
            && let Some(Some((id, _))) = exprs.get(1).map(|e| e.and_then(literal))
            && let Some(node) = self.gather.study.nodes.find(id)
            && node != self.gather.node
        {
            // Perhaps of the cell: then it must be judged before.
            self.gather.reads_node(node);
        }
        if args.first() == Some(&Ty::Params)
            && let ("get", Some(Some((key, _)))) = (name, exprs.get(1).map(|e| e.and_then(literal)))
        {
            let given = self.property(&Ty::Params, key, at);
            return given.join(args.get(2).cloned().unwrap_or(Ty::Unknown));
        }
        if args.first() == Some(&Ty::Cell) {
            match (name, exprs.get(1).copied().flatten()) {
                ("node", Some(expr)) => return self.node(expr),
                ("applies", Some(expr)) => {
                    self.node(expr);
                    return Ty::Bool;
                }
                ("provision", Some(expr)) => {
                    if let Some((id, at)) = literal(expr)
                        && self.gather.study.provisions.find(id).is_none()
                    {
                        let fault = api::cell::unknown_provision(self.gather.study, id);
                        self.gather.fault(self.text(), at, &fault);
                    }
                }
                ("evidence" | "strongest", _) => {
                    let own = self.gather.study.nodes[self.gather.node].scale;
                    return Ty::Level(Some(own));
                }
                _ => {}
            }
        }
        match (name, exprs.first().copied().flatten()) {
            ("judge", Some(expr)) => self.judged(expr, &args[0]),
            ("open", Some(Expr::Array(items, _))) => {
                for item in items {
                    let ty = self.expr(item);
                    self.judged(item, &ty);
                }
            }
            _ => {}
        }
        gives(name, args)
    }

    fn node(&mut self, expr: &Expr) -> Ty {
        let study = self.gather.study;
        let Some((id, at)) = literal(expr) else {
            self.gather.computes_node();
            return Ty::Unknown;
        };
        match study.nodes.find(id) {
            None => {
                let fault = api::cell::unknown_node(study, id);
                self.gather.fault(self.text(), at, &fault);
                Ty::Unknown
            }
            Some(node) if node == self.gather.node => {
                self.gather.fault(self.text(), at, &api::cell::own_node(id));
                Ty::Unknown
            }
            Some(node) => {
                self.gather.reads_node(node);
                let scale = study.nodes[node].scale;
                if study.scales[scale].is_number() {
                    Ty::Number
                } else {
                    Ty::Level(Some(scale))
                }
            }
        }
    }
}

/// What a parameter is; one that is not given is none (`get` then gives the other value).
fn param(value: Option<&ParamValue>) -> Ty {
    match value {
        None => Ty::Never,
        Some(ParamValue::Bool(_)) => Ty::Bool,
        Some(ParamValue::Integer(_) | ParamValue::Number(_)) => Ty::Number,
        Some(ParamValue::Text(_)) => Ty::Text,
        Some(ParamValue::List(items)) => Ty::List(Box::new(
            items.iter().map(|i| param(Some(&i.value))).fold(Ty::Never, Ty::join),
        )),
        Some(ParamValue::Table(_)) => Ty::Map,
    }
}
