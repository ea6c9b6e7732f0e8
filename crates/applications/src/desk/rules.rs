//! Which rules of the service had a say in a case: conditions, duty, deadline, each with the values that decided.

use forms::{Because, Reason, ReasonOf};
use web::Page;

use crate::opened::Opened;

/// A rule of the service and how it turned out.
pub(super) struct CaseRule {
    pub title: String,
    pub outcome: String,
    /// What was looked at, and what it said.
    pub because: Vec<(String, String)>,
}

/// The rules that had a say when it was sent, as they were worked out on that day.
pub(super) fn of(case: &Opened, page: &Page) -> Vec<CaseRule> {
    let rule = |reason: Reason| {
        let (title, outcome) = match reason.rule {
            ReasonOf::Eligibility(title, held) => (title, page.t(held_key(held)).into_owned()),
            ReasonOf::Fee(sum) => {
                let nothing = || page.t("desk-rule-no-fee").into_owned();
                (page.t("applications-fee").into_owned(), sum.unwrap_or_else(nothing))
            }
            ReasonOf::Review(days) => (page.t("desk-rule-review").into_owned(), days.to_string()),
        };
        let because = reason.because.into_iter().map(|because| match because {
            Because::Answer(title, value) => (title, value),
            Because::Profile(path, value) => (page.t(label_key(&path)).into_owned(), value),
            Because::Today(day) => (page.t("desk-rule-today").into_owned(), day),
        });
        CaseRule { title, outcome, because: because.collect() }
    };
    case.worked_out.rules.in_lang(page.lang).iter().cloned().map(rule).collect()
}

const fn held_key(held: Option<bool>) -> &'static str {
    match held {
        Some(true) => "desk-rule-met",
        Some(false) => "desk-rule-broken",
        None => "desk-rule-unknown",
    }
}

/// The key of the name of what the profile said.
fn label_key(path: &str) -> &'static str {
    match path {
        "profile.born_on" => "applications-applicant-born-on",
        "profile.birth_place" => "applications-applicant-birth-place",
        "profile.citizenship" => "applications-applicant-citizenship",
        "profile.passport" => "applications-applicant-passport",
        "profile.passport_issued_on" => "applications-applicant-passport-issued-on",
        "profile.snils" => "applications-applicant-snils",
        "profile.address" => "applications-applicant-address",
        "profile.full_name" | "profile.family_name" | "profile.given_name" | "profile.patronymic" => {
            "applications-applicant-name"
        }
        "profile.sex" => "desk-rule-sex",
        "profile.children" => "desk-rule-children",
        "profile.vehicles" => "desk-rule-vehicles",
        _ => "desk-rule-profile",
    }
}
