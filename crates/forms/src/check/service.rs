//! What the service itself must say: pages, bank details, result.

use crate::{Definition, Kind, Problem, Recipient, faults};

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    if definition.pages.is_empty() {
        problems.push(Problem::at("pages", faults::no_pages()));
    }
    for (index, page) in definition.pages.iter().enumerate() {
        let path = format!("pages[{index}]");
        if page.questions.is_empty() {
            problems.push(Problem::at(format!("{path}.questions"), faults::empty_page()));
        }
        for (at, check) in page.checks.iter().enumerate() {
            if let Some(question) = &check.at
                && !page.questions.iter().any(|known| known.id == *question)
            {
                let fault = faults::no_question_on_page(question);
                problems.push(Problem::at(format!("{path}.checks[{at}].at"), fault));
            }
        }
    }
    if definition.audience.is_empty() {
        problems.push(Problem::at("audience", faults::no_audience()));
    }
    if definition.categories.is_empty() {
        problems.push(Problem::at("categories", faults::no_category()));
    }
    if let Some(party) = &definition.second_party {
        let mut questions = definition.pages.iter().flat_map(|page| &page.questions);
        if !questions.any(|question| question.id == party.snils && question.kind == Kind::Snils) {
            problems.push(Problem::at("second_party.snils", faults::no_snils_question(&party.snils)));
        }
        for (at, shown) in party.shows.iter().enumerate() {
            if !definition.pages.iter().flat_map(|page| &page.questions).any(|question| question.id == *shown) {
                problems.push(Problem::at(format!("second_party.shows[{at}]"), faults::no_question(shown)));
            }
        }
    }
    if let Some(fee) = &definition.fee {
        recipient(&fee.recipient, problems);
    }
    if let Some(template) = &definition.result.template
        && (template.contains(['/', '\\']) || template.strip_suffix(".typ").is_none_or(str::is_empty))
    {
        problems.push(Problem::at("result.template", faults::template_name()));
    }
}

/// The numbers of a payment's recipient have fixed lengths (rules of the Bank of Russia and the Ministry of Finance).
fn recipient(recipient: &Recipient, problems: &mut Vec<Problem>) {
    let numbers: [(&str, &str, &[usize]); 6] = [
        ("inn", &recipient.inn, &[10]),
        ("kpp", &recipient.kpp, &[9]),
        ("account", &recipient.account, &[20]),
        ("bik", &recipient.bik, &[9]),
        ("kbk", &recipient.kbk, &[20]),
        ("oktmo", &recipient.oktmo, &[8, 11]),
    ];
    for (field, number, lengths) in numbers {
        if !number.bytes().all(|byte| byte.is_ascii_digit()) || !lengths.contains(&number.len()) {
            let lengths: Vec<String> = lengths.iter().map(usize::to_string).collect();
            problems.push(Problem::at(format!("fee.recipient.{field}"), faults::digits_needed(lengths.join(" / "))));
        }
    }
    if recipient.inn.parse::<base::national::Inn>().is_err() {
        problems.push(Problem::at("fee.recipient.inn", faults::inn_check_digit()));
    }
}
