//! «Проверьте данные»: what was answered, in words.

use std::collections::BTreeMap;

use base::{
    Lang, Phone, long_date,
    national::{self, Plate},
};

use crate::{
    Answers, Definition, Facts, FileRef, Kind, Question, Value,
    ask::yes_no,
    prune::{applicable_pages, prune},
    rules::worked_out,
};

/// The answers of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The id of the page, for «Изменить»; "" for computed values, which cannot be changed.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Question and answer.
    pub rows: Vec<Row>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The path of the question: `former_names` or `former_names.0`.
    pub path: String,
    /// The question, or the item of a group: «Прежнее имя 1».
    pub label: String,
    /// The answer, line by line.
    pub lines: Vec<String>,
    /// The files, when the answer is files.
    pub files: Vec<FileRef>,
}

/// The answers in words, page by page; what does not apply or was left empty is not there.
///
/// Computed values are worked out here; of what was sent they are known ([`summary_with`]).
pub fn summary(definition: &Definition, answers: &Answers, facts: &Facts, lang: Lang) -> Vec<Section> {
    let answers = prune(definition, answers, facts);
    summary_with(definition, &answers, facts, &worked_out(definition, &answers, facts), lang)
}

/// As [`summary`], with the computed values as they were when it was sent.
pub fn summary_with(
    definition: &Definition,
    answers: &Answers,
    facts: &Facts,
    worked_out: &BTreeMap<String, Value>,
    lang: Lang,
) -> Vec<Section> {
    let answers = prune(definition, answers, facts);
    let mut sections = Vec::new();
    for page in applicable_pages(definition, &answers, facts) {
        let rows: Vec<Row> = page.questions.iter().flat_map(|question| rows(question, &answers, lang)).collect();
        if !rows.is_empty() {
            sections.push(Section { page: page.id.clone(), title: page.title.in_lang(lang).to_owned(), rows });
        }
    }
    let computed = computed(definition, worked_out, lang);
    if !computed.is_empty() {
        let title = match lang {
            Lang::Ru => "Рассчитано",
            Lang::En => "Worked out",
        };
        sections.push(Section { page: String::new(), title: title.to_owned(), rows: computed });
    }
    sections
}

fn computed(definition: &Definition, worked_out: &BTreeMap<String, Value>, lang: Lang) -> Vec<Row> {
    let row = |computed: &crate::Computed| {
        let title = computed.title.as_ref()?;
        let lines = plain(worked_out.get(&computed.id)?, lang);
        Some(Row { path: computed.id.clone(), label: title.in_lang(lang).to_owned(), lines, files: Vec::new() })
    };
    definition.computed.iter().filter_map(row).collect()
}

fn rows(question: &Question, answers: &Answers, lang: Lang) -> Vec<Row> {
    let Some(value) = answers.get(&question.id) else { return Vec::new() };
    let title = question.title.in_lang(lang);
    let Value::Group(items) = value else {
        let files = value.as_files().to_vec();
        return vec![Row {
            path: question.id.clone(),
            label: title.to_owned(),
            lines: show(question, value, lang),
            files,
        }];
    };
    let name = question.item.as_ref().map_or(title, |item| item.in_lang(lang));
    let row = |(index, item): (usize, &Answers)| {
        let answered = question.questions.iter().filter_map(|inner| Some((inner, item.get(&inner.id)?)));
        let line = |(inner, value): (&Question, &Value)| {
            format!("{}: {}", inner.title.in_lang(lang), show(inner, value, lang).join(", "))
        };
        Row {
            path: format!("{}.{index}", question.id),
            label: format!("{name} {}", index + 1),
            lines: answered.map(line).collect(),
            files: item.files().into_iter().map(|(_, file)| file.clone()).collect(),
        }
    };
    items.iter().enumerate().map(row).collect()
}

/// An answer in words, line by line.
pub fn show(question: &Question, value: &Value, lang: Lang) -> Vec<String> {
    let option = |id: &str| question.option(id).map_or(id, |option| option.title.in_lang(lang)).to_owned();
    match (question.kind, value) {
        (Kind::Choice, Value::Text(id)) => vec![option(id)],
        (_, Value::Choices(ids)) => ids.iter().map(|id| option(id)).collect(),
        (Kind::Phone, Value::Text(text)) => vec![text.parse::<Phone>().map_or(text.clone(), |phone| phone.show())],
        (Kind::Snils, Value::Text(text)) => {
            vec![text.parse::<national::Snils>().map_or(text.clone(), |snils| snils.to_string())]
        }
        (Kind::Passport, Value::Text(text)) => {
            vec![text.parse::<national::Passport>().map_or(text.clone(), |passport| passport.to_string())]
        }
        (_, value) => plain(value, lang),
    }
}

/// A value in words by itself, line by line.
pub(crate) fn plain(value: &Value, lang: Lang) -> Vec<String> {
    match value {
        Value::Flag(flag) => vec![yes_no(*flag, lang).to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Money(sum) => vec![sum.show(lang)],
        Value::Day(day) => vec![long_date(*day, lang)],
        Value::Text(text) => text.lines().map(str::to_owned).collect(),
        Value::Choices(ids) => ids.clone(),
        Value::Address(address) => match &address.postal_code {
            Some(code) if !address.text.contains(code.as_str()) => vec![format!("{code}, {}", address.text)],
            _ => vec![address.text.clone()],
        },
        Value::Person(person) => {
            let patronymic = person.patronymic.as_deref().unwrap_or_default();
            let name = format!("{} {} {patronymic}", person.family_name, person.given_name);
            let mut lines = vec![name.trim_end().to_owned()];
            lines.extend(person.born_on.map(|born| long_date(born, lang)));
            lines
        }
        Value::Child(child) => {
            let mut lines = plain(&Value::Person(child.person.clone()), lang);
            lines.extend(child.certificate.clone());
            lines
        }
        Value::Vehicle(vehicle) => {
            let plate =
                vehicle.plate.as_ref().map(|plate| plate.parse::<Plate>().map_or(plate.clone(), |p| p.to_string()));
            let lines =
                [Some(format!("{}, {}", vehicle.model, vehicle.year)), plate, Some(format!("VIN {}", vehicle.vin))];
            lines.into_iter().flatten().collect()
        }
        Value::Files(files) => files.iter().map(|file| file.name.clone()).collect(),
        Value::Group(items) => vec![items.len().to_string()],
    }
}
