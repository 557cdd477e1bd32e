//! The TOML of a study as a JSON Schema, for editors: from the list of sections and keys that the loader reads by.

use serde_json::{Map, Value, json};
use toets_load::{Form, Key, SECTIONS, Section, Shape, WITHIN};

/// The schema of the files of a study (draft 7, which editors of TOML know).
pub(super) fn schema() -> Value {
    let mut properties = Map::new();
    properties.insert(
        "include".into(),
        json!({
            "type": "array",
            "items": { "type": "string" },
            "description": "files that belong to the study; before the first section",
        }),
    );
    let mut definitions = Map::new();
    for section in SECTIONS.iter().chain(WITHIN) {
        definitions.insert(section.name.into(), of_section(section));
    }
    for section in SECTIONS {
        let one = reference(section);
        properties.insert(
            section.name.into(),
            match section.form {
                Form::Named => json!({ "type": "object", "additionalProperties": one, "description": section.about }),
                Form::Listed => json!({ "type": "array", "items": one, "description": section.about }),
                Form::Once | Form::Within => one,
            },
        );
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "a study of toets",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "definitions": definitions,
    })
}

fn reference(section: &Section) -> Value {
    json!({ "$ref": format!("#/definitions/{}", section.name) })
}

fn of_section(section: &Section) -> Value {
    let properties: Map<String, Value> = section.keys.iter().map(|key| (key.name.into(), of_key(key))).collect();
    let required: Vec<&str> = section
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    json!({
        "type": "object",
        "description": section.about,
        "properties": properties,
        "required": required,
        "additionalProperties": section.open,
    })
}

fn of_key(key: &Key) -> Value {
    let shape = of_shape(&key.shape);
    // Beside a `$ref` an editor sees nothing else.
    if shape.get("$ref").is_some() {
        return json!({ "allOf": [shape], "description": key.about });
    }
    let mut value = shape;
    value["description"] = json!(key.about);
    value
}

fn of_shape(shape: &Shape) -> Value {
    let text = || json!({ "type": "string" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let value = || json!({ "type": ["string", "number", "boolean"] });
    let table = |values: Value| json!({ "type": "object", "additionalProperties": values });
    // In a study of one language a text need not say which.
    let translated = || json!({ "anyOf": [{ "type": "string" }, { "$ref": "#/definitions/text" }] });
    match shape {
        Shape::Id | Shape::Text | Shape::One(_) | Shape::Date | Shape::DateText => text(),
        Shape::Translated => translated(),
        Shape::TranslatedList => list(translated()),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::Numbers => list(json!({ "type": "number" })),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Many(_) | Shape::Ids => list(text()),
        Shape::OneOrMany(_) => json!({ "anyOf": [text(), list(text())] }),
        Shape::Labels => table(translated()),
        Shape::IdsOrLabels => json!({ "anyOf": [list(text()), table(translated())] }),
        Shape::Condition => json!({ "type": "object" }),
        Shape::Assignment => table(value()),
        Shape::ByGroup => table(table(value())),
        Shape::Assignments => list(table(value())),
        Shape::Values => table(json!({ "anyOf": [value(), list(value())] })),
        Shape::Table(section) => reference(section),
        // The id of a source stands for the whole of it.
        Shape::Tables(section) => json!({ "anyOf": [text(), reference(section), list(reference(section))] }),
        Shape::Other(_) => json!({}),
    }
}
