//! A report as a page: one file that needs no network, no outside font, style or script.
//!
//! Templates escape all that they are given. The page says itself what it may do (Content-Security-Policy): its own style and script,
//! known by their hashes, and nothing else.

mod data;
mod graph;
mod links;
mod maps;
mod packed;
mod security;
mod theme;

use std::collections::BTreeMap;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};

use crate::answers::Answers;
use crate::document::{Finding, Report};
use crate::part::{ANNEXES, Part, REASONS};
use crate::texts::Texts;

pub use theme::{Broken, Theme};

/// The page of a report: in one language, or in several, one after the other with links between them. With a part asked for,
/// that is all there is, laid out; else the page has everything, and lays out what the reasons rest on where it is opened.
///
/// # Errors
/// A template or a text of `theme` is broken.
pub fn html(answers: &Answers, told: &[(Report, Texts)], theme: &Theme, part: Option<Part>) -> Result<String, Broken> {
    let style = format!("{}{}\n", theme.file("style.css"), toets_graph::svg_style(".graph"));
    // The answer alone has nothing to explore.
    let (script, data) = match part {
        Some(Part::Answer) => Default::default(),
        _ => (theme.file("script.js"), data::data(answers, told)),
    };
    let mut bodies = Vec::with_capacity(told.len());
    for (report, texts) in told {
        let environment = environment(theme, texts)?;
        let found: BTreeMap<&str, &Finding> = report.evidence.iter().map(|f| (&*f.id, f)).collect();
        let graph = graph::graph(&answers.graph, texts.language(), report.language);
        let maps = maps::maps(report, texts);
        let opening = toets_report::briefly(&answers.compiled.study, &answers.brief, texts.language()).page();
        let answer = Value::from_safe_string(toets_forms::html_within(&opening.sections, 2));
        let of = |chapters: &[&'static str], least: Part| -> Vec<&'static str> {
            let there = chapters
                .iter()
                .filter(|chapter| **chapter != "parties" || !report.parties.is_empty());
            there
                .copied()
                .filter(|_| part.is_none_or(|part| part >= least))
                .collect()
        };
        let body = environment
            .get_template("body.html")
            .and_then(|template| {
                template.render(context! {
                    r => report, p => report.language, graph => graph, maps => maps, found => found,
                    finding => opening.title, about => opening.subtitle, answer => answer,
                    reasons => of(&REASONS, Part::Reasons), annexes => of(&ANNEXES, Part::All), packed => part.is_none(),
                })
            })
            .map_err(|error| Broken::template(&error))?;
        let body = match part {
            Some(Part::Answer | Part::Reasons) => links::within(&body),
            _ => body,
        };
        bodies.push(context! {
            language => report.language,
            title => &report.about.title,
            body => Value::from_safe_string(body),
        });
    }
    let Some((first, texts)) = told.first() else {
        return Ok(String::new());
    };
    let page = environment(theme, texts)?
        .get_template("page.html")
        .and_then(|template| {
            template.render(context! {
                r => first,
                bodies => bodies,
                policy => security::policy(&style, &script),
                style => Value::from_safe_string(style.clone()),
                script => Value::from_safe_string(script.clone()),
                data => Value::from_safe_string(data),
            })
        })
        .map_err(|error| Broken::template(&error))?;
    Ok(page)
}

/// Templates with the texts of one language.
fn environment(theme: &Theme, texts: &Texts) -> Result<Environment<'static>, Broken> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in theme.templates() {
        environment
            .add_template_owned(name, text)
            .map_err(|error| Broken::template(&error))?;
    }
    // The texts a theme gives are among those of `texts`; an environment outlives them only while a page is made.
    let texts = texts.clone();
    environment.add_function("t", move |key: &str, filled: Kwargs| said(&texts, key, &filled));
    environment.add_filter("slug", slug);
    environment.add_filter("packed", |text: &str| Value::from_safe_string(packed::packed(text)));
    Ok(environment)
}

/// A text by its key; a key that no text has is a fault of the template.
fn said(texts: &Texts, key: &str, filled: &Kwargs) -> Result<String, Error> {
    if !texts.has(key) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("there is no text `{key}`"),
        ));
    }
    let mut args = fluent_bundle::FluentArgs::new();
    for name in filled.args() {
        let value: Value = filled.get(name)?;
        match value.kind() {
            ValueKind::Number => args.set(name.to_owned(), f64::try_from(value).unwrap_or_default()),
            _ => args.set(name.to_owned(), value.to_string()),
        }
    }
    Ok(texts.format(key, &args))
}

/// An id as part of an anchor: letters, digits and `-_.:` stay, anything else becomes its number.
fn slug(id: &str) -> String {
    let mut slug = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':') => slug.push(c),
            c => slug.push_str(&format!("~{:x}", u32::from(c))),
        }
    }
    slug
}
