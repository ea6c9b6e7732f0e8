//! Answers as plain JSON for a result document's template.

use std::collections::BTreeMap;

use base::Lang;
use serde_json::{Map, Value as Json, json};

use crate::{
    Answers, Computed, Definition, Facts, Question, Value,
    ask::typed_text,
    prune::prune,
    summary::{plain, show},
};

/// The answers by question id: `{"purpose": {"title": "…", "value": "visa", "text": "Для визы"}}`. The value of a group
/// is a list of such objects. Questions without an answer are not there.
pub fn result_data(definition: &Definition, answers: &Answers, facts: &Facts, lang: Lang) -> Json {
    let answers = prune(definition, answers, facts);
    object(definition.pages.iter().flat_map(|page| &page.questions), &answers, lang)
}

/// The computed values by name: `{"total": {"title": "…", "value": "1500", "text": "1 500 ₽"}}`.
pub fn computed_data(definition: &Definition, worked_out: &BTreeMap<String, Value>, lang: Lang) -> Json {
    let field = |computed: &Computed| {
        let value = worked_out.get(&computed.id)?;
        let title = computed.title.as_ref().map_or("", |title| title.in_lang(lang));
        let data = json!({ "title": title, "value": raw(value), "text": plain(value, lang).join(", ") });
        Some((computed.id.clone(), data))
    };
    Json::Object(definition.computed.iter().filter_map(field).collect())
}

/// The officer's decision in the same form.
pub fn decision_data(definition: &Definition, decision: &Answers, lang: Lang) -> Json {
    object(definition.decision.iter(), decision, lang)
}

fn object<'q>(questions: impl Iterator<Item = &'q Question>, answers: &Answers, lang: Lang) -> Json {
    let mut fields = Map::new();
    for question in questions {
        let Some(value) = answers.get(&question.id) else { continue };
        let raw = match value {
            Value::Group(items) => {
                items.iter().map(|item| object(question.questions.iter(), item, lang)).collect::<Vec<Json>>().into()
            }
            value => raw(value),
        };
        let text = show(question, value, lang).join(", ");
        let field = json!({ "title": question.title.in_lang(lang), "value": raw, "text": text });
        fields.insert(question.id.clone(), field);
    }
    Json::Object(fields)
}

/// A simple value as JSON has it.
fn raw(value: &Value) -> Json {
    match value {
        Value::Flag(flag) => json!(flag),
        Value::Number(number) => json!(number),
        Value::Day(day) => json!(day.to_string()),
        Value::Choices(ids) => json!(ids),
        value => json!(typed_text(value)),
    }
}
