//! The JSON Schema of the language, so that editors complete and check `service.yaml`.

use crate::Definition;

/// The schema, as JSON text that ends with a line end. Kept in `services/service.schema.json`.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Definition);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
