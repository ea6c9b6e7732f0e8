//! The reference of every key, written from the types that read the configuration, so that it cannot lag behind them.

use std::fmt::Write;

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use super::Config;

const OPENING: &str = "\
# Configuration

One TOML file, `okno.toml` or what `--config` names. A variable `OKNO__SECTION__KEY` goes over it, as in
`OKNO__PORTAL__LISTEN=127.0.0.1:9000`. A key that nobody reads is an error. A whole file stands in
[okno.example.toml](../crates/okno/okno.example.toml); `okno doctor` checks one.

<!-- Written by `okno config`; a test compares it with the types that read the configuration. -->
";

/// Every section with its keys, as Markdown. Kept in `docs/configuration.md`.
pub fn reference() -> String {
    let schema = generator().into_root_schema_for::<Config>();
    let mut text = OPENING.to_owned();
    for (name, section) in keys(schema.as_value()) {
        write_section(&mut text, name, section);
    }
    text
}

/// Without references between types: each key says all of itself.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).into_generator()
}

/// A section, and after it the tables that it lists, such as `[[documents.signers]]`.
fn write_section(text: &mut String, name: &str, section: &Value) {
    write_table(text, &format!("[{name}]"), section);
    for (key, schema) in keys(section) {
        if let Some(items) = schema.get("items").filter(|items| items.get("properties").is_some()) {
            write_table(text, &format!("[[{name}.{key}]]"), items);
        }
    }
}

fn write_table(text: &mut String, name: &str, section: &Value) {
    // Writing into a String cannot fail.
    let _ = write!(text, "\n## `{name}`\n{}\n\n", meaning(section));
    text.push_str("| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
    for (key, schema) in keys(section) {
        let default = default(section, key, schema);
        let _ = writeln!(text, "| `{key}` | {} | {default} | {} |", kind(schema), meaning(schema));
    }
}

/// The keys of a section by the alphabet: the order of a JSON object is not the same in every build.
fn keys(section: &Value) -> Vec<(&str, &Value)> {
    let Some(properties) = section.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let mut keys: Vec<(&str, &Value)> = properties.iter().map(|(key, schema)| (key.as_str(), schema)).collect();
    keys.sort_by_key(|(key, _)| *key);
    keys
}

/// The doc comment in one line.
fn meaning(schema: &Value) -> String {
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('|', "\\|")
}

fn default(section: &Value, key: &str, schema: &Value) -> String {
    let required = section.get("required").and_then(Value::as_array);
    if required.is_some_and(|names| names.iter().any(|name| name == key)) {
        return "**required**".to_owned();
    }
    match schema.get("default") {
        None | Some(Value::Null) => "none".to_owned(),
        Some(Value::Array(list)) if list.is_empty() => "none".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "empty".to_owned(),
        Some(Value::String(text)) => format!("`{text}`"),
        Some(other) => format!("`{other}`"),
    }
}

fn kind(schema: &Value) -> String {
    let values = choices(schema);
    if !values.is_empty() {
        return values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ");
    }
    if schema.get("items").and_then(|items| items.get("type")).is_some_and(|kind| kind == "string") {
        return "list of texts".to_owned();
    }
    let name = match schema.get("type") {
        Some(Value::String(name)) => name.as_str(),
        // What may be absent is written as a type or null.
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or(""),
        _ => "",
    };
    match name {
        "string" => "text",
        "integer" => "number",
        "boolean" => "`true` or `false`",
        "array" => "tables",
        other => other,
    }
    .to_owned()
}

/// The words that may be chosen from.
fn choices(schema: &Value) -> Vec<&str> {
    let one_of = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    one_of.filter_map(|choice| choice.get("const")).chain(listed).filter_map(Value::as_str).collect()
}
