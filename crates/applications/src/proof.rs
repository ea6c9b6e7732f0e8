//! The document of a service, set in type before anybody gets one: with the answers of its examples, and a person and a
//! decision made up. What the typesetter refuses keeps the service back.

use base::{Address, Date, Lang, Money};
use catalog::{Checked, RESULT, ServiceFiles, Snapshot};
use documents::{TypesetFault, Typesetter};
use forms::{Answers, Definition, Facts, Kind, Prefill, Problem, Question, Value, faults};
use serde_json::json;

use crate::Applicant;

/// The most examples that are tried.
const MOST: usize = 5;

/// What is wrong with the document of a service whose description is right: file and line of its template, and why.
pub async fn prove(
    typesetter: &Typesetter,
    now: &Snapshot,
    (code, files): (&str, &ServiceFiles),
    checked: &Checked,
) -> Vec<Problem> {
    for case in trials(&checked.definition, files) {
        if let Err(problems) = set(typesetter, now, (code, checked), case).await {
            return problems;
        }
    }
    Vec::new()
}

/// The document of a service as an example's applicant gets it, or with answers that are made up; none when the service
/// gives no document.
///
/// # Errors
/// What is wrong with it, as [`prove`] says it.
pub async fn draw(
    typesetter: &Typesetter,
    now: &Snapshot,
    (code, files): (&str, &ServiceFiles),
    checked: &Checked,
    example: &str,
) -> Result<Option<Vec<u8>>, Vec<Problem>> {
    let definition = &checked.definition;
    let chosen = files.examples().find(|(path, _)| *path == example);
    let read = chosen.and_then(|(_, text)| forms::parse_example(text).ok());
    let case = read.and_then(|example| forms::answered(definition, &example));
    set(typesetter, now, (code, checked), case.unwrap_or_else(|| made_up(definition))).await
}

/// Sets the document of a service in type for a case.
async fn set(
    typesetter: &Typesetter,
    now: &Snapshot,
    (code, checked): (&str, &Checked),
    (answers, facts): (Answers, Facts),
) -> Result<Option<Vec<u8>>, Vec<Problem>> {
    let Some(template) = &checked.template else { return Ok(None) };
    let definition = &checked.definition;
    let agency = now.agency(&definition.agency);
    let (name, address) =
        agency.map(|agency| (agency.title.ru.as_str(), agency.address.ru.as_str())).unwrap_or_default();
    let worked_out = forms::worked_out(definition, &answers, &facts);
    let mut data = json!({
        "application": { "number": "2611-0000-01", "sent_on": base::short_date(facts.today), "service": definition.title.ru },
        "agency": { "name": name, "address": address },
        "applicant": applicant(facts.today).document_data(Lang::Ru),
        "answers": forms::result_data(definition, &answers, &facts, Lang::Ru),
        "computed": forms::computed_data(definition, &worked_out, Lang::Ru),
        "decision": forms::decision_data(definition, &decision(definition, facts.today), Lang::Ru),
    });
    if definition.result.valid_for_months.is_none()
        && let Some(fields) = data.as_object_mut()
    {
        fields.insert("valid_until".to_owned(), serde_json::Value::Null);
    }
    match typesetter.try_out(template, data, &definition.result.title.ru, name).await {
        Ok(pdf) => Ok(Some(pdf)),
        Err(TypesetFault::Refused(reasons)) => {
            let path = format!("{code}/{RESULT}");
            Err(reasons.lines().map(|reason| problem(&path, now.sheet(), reason)).collect())
        }
        Err(fault) => {
            let problem = Problem::at("", faults::not_typeset(fault.to_string()));
            Err(vec![problem.in_file(&format!("{code}/{RESULT}"))])
        }
    }
}

/// An answer to every question.
fn made_up(definition: &Definition) -> (Answers, Facts) {
    let facts = Facts { today: Date::constant(2026, 11, 21), profile: Prefill::new() };
    let mut answers = Answers::new();
    for question in definition.pages.iter().flat_map(|page| &page.questions) {
        let value = if question.kind == Kind::Group {
            let mut item = Answers::new();
            question.questions.iter().for_each(|inner| item.set(&inner.id, answer(inner, facts.today)));
            Value::Group(vec![item])
        } else {
            answer(question, facts.today)
        };
        answers.set(&question.id, value);
    }
    (answers, facts)
}

/// The answers of the examples that could be sent; without any, no answers.
fn trials(definition: &Definition, files: &ServiceFiles) -> Vec<(Answers, Facts)> {
    let read = files.examples().filter_map(|(_, text)| forms::parse_example(text).ok());
    let mut trials: Vec<(Answers, Facts)> =
        read.filter_map(|example| forms::answered(definition, &example)).take(MOST).collect();
    if trials.is_empty() {
        trials.push((Answers::new(), Facts { today: Date::constant(2026, 11, 21), profile: Prefill::new() }));
    }
    trials
}

/// One line of the typesetter: `error: template.typ:12: unknown variable`. The common sheet stands before the own part.
fn problem(path: &str, sheet: &str, reason: &str) -> Problem {
    let before = u64::try_from(sheet.matches('\n').count() + 1).unwrap_or_default();
    let placed = reason.split_once(" template.typ:").and_then(|(_, rest)| rest.split_once(": "));
    let own = placed.and_then(|(line, words)| Some((line.parse::<u64>().ok()?.checked_sub(before)?, words)));
    let (line, words) = own.filter(|(line, _)| *line > 0).unwrap_or((1, reason));
    let problem = Problem::at("", faults::not_typeset(words)).in_file(path);
    Problem { line, ..problem }
}

/// Somebody who is made up.
fn applicant(today: Date) -> Applicant {
    Prefill::PATHS.iter().fold(Applicant::unknown(today), |known, (path, kind)| {
        let value = if *path == "profile.full_name" {
            text("Ветрова Вера Андреевна")
        } else {
            sample(*kind, today)
        };
        known.with(path, value)
    })
}

/// What an officer could have decided.
fn decision(definition: &Definition, today: Date) -> Answers {
    let mut answers = Answers::new();
    for question in &definition.decision {
        answers.set(&question.id, answer(question, today));
    }
    answers
}

fn answer(question: &Question, today: Date) -> Value {
    let first = question.options.first().map(|option| option.id.clone()).unwrap_or_default();
    match question.kind {
        Kind::Choice => Value::Text(first),
        Kind::Choices => Value::Choices(vec![first]),
        kind => sample(kind, today),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn sample(kind: Kind, today: Date) -> Value {
    match kind {
        Kind::YesNo => Value::Flag(true),
        Kind::Number => Value::Number(1),
        Kind::Money => Value::Money(Money::kopecks(100_000)),
        Kind::Date => Value::Day(today),
        Kind::Address => Value::Address(Address::written("170100, г. Тверь, ул. Советская, д. 1")),
        _ => text("Образец"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_typesetter_are_those_of_the_own_part() {
        let told = problem("x/result.typ", "#let a = 1\n#let b = 2\n", "error: template.typ:5: unknown variable: c");
        assert_eq!((told.file.as_str(), told.line), ("x/result.typ", 2));
        assert!(told.message().ends_with("unknown variable: c"), "{told}");
        let within = problem("x/result.typ", "#let a = 1\n", "error: template.typ:1: expected string");
        assert_eq!(within.line, 1);
        assert!(within.message().contains("template.typ:1: expected string"), "{within}");
    }
}
