//! Every text stands in both languages.

use serde_json::Value as Json;

use crate::{Definition, Problem, faults};

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    match serde_json::to_value(definition) {
        Ok(tree) => walk("", &tree, problems),
        Err(error) => problems.push(Problem::at("", faults::unreadable(error.to_string()))),
    }
}

/// A text is an object of strings `ru` and `en`; nothing else in a definition looks so.
fn walk(path: &str, tree: &Json, problems: &mut Vec<Problem>) {
    match tree {
        Json::Object(fields) => {
            let text = |lang: &str| fields.get(lang).and_then(Json::as_str);
            if let (Some(ru), Some(en)) = (text("ru"), text("en")) {
                for (lang, text) in [("ru", ru), ("en", en)] {
                    if text.trim().is_empty() {
                        problems.push(Problem::at(format!("{path}.{lang}"), faults::text_empty()));
                    }
                }
                return;
            }
            for (name, field) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                walk(&path, field, problems);
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(&format!("{path}[{index}]"), item, problems);
            }
        }
        _ => {}
    }
}
