//! `OKNO__SECTION__KEY=value` over the file: `OKNO__PORTAL__LISTEN`, `OKNO__PAYMENTS__SECRET`.

use anyhow::{Result, bail};
use toml::{Table, Value};

const PREFIX: &str = "OKNO__";

/// The variables of this process that speak to the configuration.
pub(super) fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars().filter(|(name, _)| name.starts_with(PREFIX))
}

/// Puts one variable in its place. Values that read as a number or a truth value become one; the rest is text.
pub(super) fn put(table: &mut Table, name: &str, value: &str) -> Result<()> {
    let path = name.strip_prefix(PREFIX).unwrap_or(name).to_lowercase();
    let mut parts: Vec<&str> = path.split("__").collect();
    let Some(key) = parts.pop().filter(|key| !key.is_empty() && !parts.is_empty()) else {
        bail!("the variable {name} does not name a section and a key, as in OKNO__PORTAL__LISTEN");
    };
    let mut place = table;
    for part in parts {
        let entry = place.entry(part).or_insert_with(|| Value::Table(Table::new()));
        let Value::Table(inner) = entry else { bail!("the variable {name} goes through {part}, which is no section") };
        place = inner;
    }
    place.insert(key.to_owned(), typed(value));
    Ok(())
}

fn typed(value: &str) -> Value {
    match value {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        // Numbers with a leading zero are codes and secrets, not quantities.
        _ if value.len() > 1 && value.starts_with('0') => Value::String(value.to_owned()),
        _ => value.parse().map_or_else(|_| Value::String(value.to_owned()), Value::Integer),
    }
}
