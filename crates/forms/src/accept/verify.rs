//! What must hold of answers, whether they were just typed or stored before.

use std::collections::BTreeSet;

use base::text;

use super::{Wrong, WrongCode};
use crate::{
    Address, Answers, Check, Child, FileRef, Kind, Letters, Page, Person, Question, Value, Vehicle,
    logic::scope::Scope, prune::applies,
};

/// Verifies the answers of a page and what must hold between them. Fields that already are in `wrong` are passed over.
pub(super) fn page<'a>(page: &'a Page, answers: &'a Answers, scope: &Scope<'a>, wrong: &mut Vec<Wrong>) {
    questions(&page.questions, "", answers, scope, wrong);
    for check in &page.checks {
        let Some(text) = broken(check, scope) else { continue };
        let at = check.at.as_deref();
        let place = page.questions.iter().find(|question| at.is_none_or(|at| question.id == at));
        if let Some(question) = place
            && !wrong.iter().any(|wrong| wrong.path == question.id)
        {
            wrong.push(Wrong::of(question, question.id.clone(), WrongCode::Own(text)));
        }
    }
}

/// Verifies the answers of questions; `prefix` is `children.0.` inside a group.
pub(super) fn questions<'a>(
    questions: &'a [Question],
    prefix: &str,
    answers: &'a Answers,
    scope: &Scope<'a>,
    wrong: &mut Vec<Wrong>,
) {
    let unread: BTreeSet<String> = wrong.iter().map(|wrong| wrong.path.clone()).collect();
    for question in questions {
        let path = format!("{prefix}{}", question.id);
        let known_wrong = unread.iter().any(|unread| *unread == path || is_part(unread, &path, question));
        if known_wrong || !applies(question.when.as_ref(), scope) {
            continue;
        }
        match answers.get(&question.id) {
            None if question.optional => {}
            None => wrong.push(Wrong::of(question, path, nothing(question))),
            Some(value) => of_value(question, &path, value, scope, wrong),
        }
    }
}

/// Whether a field is a part of this question (not an item's question of a group).
fn is_part(field: &str, path: &str, question: &Question) -> bool {
    question.kind != Kind::Group && field.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
}

fn nothing(question: &Question) -> WrongCode {
    match question.kind {
        Kind::Choice | Kind::Choices | Kind::YesNo => WrongCode::ChooseOne,
        Kind::File => WrongCode::Attach,
        Kind::Group => WrongCode::TooFew(question.fewest().max(1)),
        Kind::Address => WrongCode::AddressLine,
        _ => WrongCode::Required,
    }
}

fn of_value<'a>(question: &'a Question, path: &str, value: &'a Value, scope: &Scope<'a>, wrong: &mut Vec<Wrong>) {
    let before = wrong.len();
    let mut say = |part: &str, code: WrongCode| {
        let path = if part.is_empty() { path.to_owned() } else { format!("{path}.{part}") };
        wrong.push(Wrong::of(question, path, code));
    };
    match value {
        Value::Text(text) if question.kind == Kind::Text => {
            if let Some(code) = text_fault(question, text) {
                say("", code);
            }
        }
        Value::Number(_) | Value::Money(_) | Value::Day(_) => {
            if let Some(code) = bounds(question, value, scope) {
                say("", code);
            }
        }
        Value::Address(address) => address_faults(address, &mut say),
        Value::Person(person) => person_faults(person, question.born, &mut say),
        Value::Child(child) => child_faults(question, child, &mut say),
        Value::Vehicle(vehicle) => vehicle_faults(vehicle, scope, &mut say),
        Value::Files(files) if files.len() < question.fewest() => say("", WrongCode::TooFewFiles(question.fewest())),
        Value::Files(files) if files.len() > question.most() => say("", WrongCode::TooManyFiles(question.most())),
        Value::Files(files) if question.picture && !files.iter().all(FileRef::is_picture) => {
            say("", WrongCode::Picture);
        }
        Value::Group(items) if items.len() < question.fewest() => say("", WrongCode::TooFew(question.fewest())),
        Value::Group(items) if items.len() > question.most() => say("", WrongCode::TooMany(question.most())),
        _ => {}
    }
    if let Value::Group(items) = value {
        for (index, item) in items.iter().enumerate() {
            let prefix = format!("{path}.{index}.");
            questions(&question.questions, &prefix, item, &scope.inside(item), wrong);
        }
    }
    if wrong.len() == before
        && let Some(text) = question.checks.iter().find_map(|check| broken(check, scope))
    {
        wrong.push(Wrong::of(question, path, WrongCode::Own(text)));
    }
}

/// The message of a check that certainly does not hold.
fn broken<'a>(check: &'a Check, scope: &Scope<'a>) -> Option<crate::Text> {
    (check.require.holds(scope) == Some(false)).then(|| check.message.clone())
}

fn text_fault(question: &Question, text: &str) -> Option<WrongCode> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let most = question.max_length.unwrap_or(if question.multiline { 2_000 } else { 200 });
    if length > most {
        return Some(WrongCode::TooLong(most));
    }
    if let Some(least) = question.min_length
        && length < least
    {
        return Some(WrongCode::TooShort(least));
    }
    if !text::is_readable(text) {
        return Some(WrongCode::Unreadable);
    }
    let fits = |fits: fn(char) -> bool| text.chars().all(fits);
    match question.letters? {
        Letters::Cyrillic => (!fits(is_cyrillic_name)).then_some(WrongCode::NotCyrillic),
        Letters::Latin => (!fits(|c| c.is_ascii_alphabetic() || " -'".contains(c))).then_some(WrongCode::NotLatin),
        Letters::Digits => (!fits(|c| c.is_ascii_digit())).then_some(WrongCode::NotDigits),
    }
}

fn is_cyrillic_name(sign: char) -> bool {
    matches!(sign, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | ' ' | '-' | '–' | '.' | '\'' | '’' | '(' | ')')
}

fn bounds<'a>(question: &'a Question, value: &Value, scope: &Scope<'a>) -> Option<WrongCode> {
    let (min, max) = (question.min.as_ref(), question.max.as_ref());
    match value {
        Value::Number(number) => {
            let least = min.and_then(|min| min.number(scope)).filter(|least| number < least);
            let most = max.and_then(|max| max.number(scope)).filter(|most| number > most);
            least.map(WrongCode::LessThan).or(most.map(WrongCode::MoreThan))
        }
        Value::Money(sum) => {
            let least = min.and_then(|min| min.money(scope)).filter(|least| sum < least);
            let most = max.and_then(|max| max.money(scope)).filter(|most| sum > most);
            least.map(WrongCode::SumBelow).or(most.map(WrongCode::SumAbove))
        }
        Value::Day(day) => {
            let first = min.and_then(|min| min.day(scope)).filter(|first| day < first);
            let last = max.and_then(|max| max.day(scope)).filter(|last| day > last);
            first.map(WrongCode::Before).or(last.map(WrongCode::After))
        }
        _ => None,
    }
}

fn address_faults(address: &Address, say: &mut impl FnMut(&str, WrongCode)) {
    let length = address.text.chars().count();
    if length == 0 {
        say("", WrongCode::AddressLine);
    } else if length < 8 {
        say("", WrongCode::TooShort(8));
    } else if length > 300 {
        say("", WrongCode::TooLong(300));
    } else if !text::is_readable(&address.text) {
        say("", WrongCode::Unreadable);
    }
    if let Some(code) = &address.postal_code
        && !(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()))
    {
        say("postal_code", WrongCode::PostalCode);
    }
}

fn child_faults(question: &Question, child: &Child, say: &mut impl FnMut(&str, WrongCode)) {
    person_faults(&child.person, true, say);
    if question.certificate && child.certificate.is_none() {
        say("certificate", WrongCode::BirthCertificate);
    }
}

/// The first car is of 1886; next year's models are sold this year.
fn vehicle_faults(vehicle: &Vehicle, scope: &Scope<'_>, say: &mut impl FnMut(&str, WrongCode)) {
    match vehicle.model.chars().count() {
        0 => say("model", WrongCode::Model),
        101.. => say("model", WrongCode::TooLong(100)),
        _ => {}
    }
    if !(1886..=i64::from(scope.facts.today.year()) + 1).contains(&vehicle.year) {
        say("year", WrongCode::Year);
    }
}

fn person_faults(person: &Person, born: bool, say: &mut impl FnMut(&str, WrongCode)) {
    let names = [
        ("family_name", Some(&person.family_name), Some(WrongCode::FamilyName)),
        ("given_name", Some(&person.given_name), Some(WrongCode::GivenName)),
        ("patronymic", person.patronymic.as_ref(), None),
    ];
    for (part, name, when_empty) in names {
        let name = name.map_or("", String::as_str);
        match (name, when_empty) {
            ("", Some(code)) => say(part, code),
            (name, _) if name.chars().count() > 100 => say(part, WrongCode::TooLong(100)),
            (name, _) if !name.chars().all(is_cyrillic_name) => say(part, WrongCode::NotCyrillic),
            _ => {}
        }
    }
    if born && person.born_on.is_none() {
        say("born_on", WrongCode::BirthDate);
    }
}
