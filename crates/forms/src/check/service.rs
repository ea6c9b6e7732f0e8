//! What the service itself must say: pages, bank details, result.

use crate::{Definition, Kind, Problem, Recipient};

pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    if definition.pages.is_empty() {
        problems.push(Problem::at("pages", "a service asks something: at least one page"));
    }
    for (index, page) in definition.pages.iter().enumerate() {
        let path = format!("pages[{index}]");
        if page.questions.is_empty() {
            problems.push(Problem::at(format!("{path}.questions"), "a page asks something"));
        }
        for (at, check) in page.checks.iter().enumerate() {
            if let Some(question) = &check.at
                && !page.questions.iter().any(|known| known.id == *question)
            {
                let message = format!("there is no question `{question}` on this page");
                problems.push(Problem::at(format!("{path}.checks[{at}].at"), message));
            }
        }
    }
    if definition.audience.is_empty() {
        problems.push(Problem::at("audience", "the service is for someone"));
    }
    if definition.categories.is_empty() {
        problems.push(Problem::at("categories", "at least one category lists the service"));
    }
    if let Some(party) = &definition.second_party {
        let mut questions = definition.pages.iter().flat_map(|page| &page.questions);
        if !questions.any(|question| question.id == party.snils && question.kind == Kind::Snils) {
            let message = format!("there is no question `{}` of type snils", party.snils);
            problems.push(Problem::at("second_party.snils", message));
        }
        for (at, shown) in party.shows.iter().enumerate() {
            if !definition.pages.iter().flat_map(|page| &page.questions).any(|question| question.id == *shown) {
                let message = format!("there is no question `{shown}`");
                problems.push(Problem::at(format!("second_party.shows[{at}]"), message));
            }
        }
    }
    if let Some(fee) = &definition.fee {
        recipient(&fee.recipient, problems);
    }
    if let Some(template) = &definition.result.template
        && (template.contains(['/', '\\']) || template.strip_suffix(".typ").is_none_or(str::is_empty))
    {
        problems.push(Problem::at("result.template", "the name of a `.typ` file beside service.yaml"));
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
            let message = format!("{} digits are needed", lengths.join(" or "));
            problems.push(Problem::at(format!("fee.recipient.{field}"), message));
        }
    }
    if recipient.inn.parse::<base::national::Inn>().is_err() {
        problems.push(Problem::at("fee.recipient.inn", "the check digit of the ИНН is wrong"));
    }
}
