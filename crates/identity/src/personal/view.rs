//! What the pages of personal data show: steps, checks and data as rows, and the way back to a service. Pure.

use std::borrow::Borrow;

use base::Timestamp;
use web::Page;

use super::{data::PersonalData, situation::Situation, typed::Typed};
use crate::{
    checks::{CheckState, Progress, Registry},
    levels::AssuranceLevel,
    next,
};

/// How a level looks as a tag.
pub(crate) const fn tone(level: AssuranceLevel) -> &'static str {
    match level {
        AssuranceLevel::Simplified => "neutral",
        AssuranceLevel::Standard => "accent",
        AssuranceLevel::Verified => "good",
    }
}

/// A registry's line.
pub(crate) struct CheckLine {
    pub(crate) registry_key: &'static str,
    pub(crate) document_key: &'static str,
    pub(crate) state_key: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) note: String,
}

impl CheckLine {
    pub(crate) fn of(page: &Page, line: &Progress) -> Self {
        let tone = match line.state {
            CheckState::Agreed => "good",
            CheckState::Differs | CheckState::NotFound => "bad",
            CheckState::GaveUp => "warn",
            CheckState::Asked => "accent",
            CheckState::Queued => "neutral",
        };
        Self {
            registry_key: line.registry.label_key(),
            document_key: line.registry.document_key(),
            state_key: line.state.label_key(),
            tone,
            note: note(page, line),
        }
    }

    pub(crate) fn list(page: &Page, lines: &[Progress]) -> Vec<Self> {
        lines.iter().map(|line| Self::of(page, line)).collect()
    }
}

fn note(page: &Page, line: &Progress) -> String {
    let timed = |key: &str, at: Timestamp| page.tv(key, &[("time", page.time(at))]);
    let marks: Vec<_> = line.marks.iter().map(|mark| page.t(mark.label_key())).collect();
    match (line.state, &line.check) {
        (CheckState::NotFound, _) => match line.registry {
            Registry::PensionFund => page.t("personal-check-missing-snils").into_owned(),
            Registry::PassportRegistry => page.t("personal-check-missing-passport").into_owned(),
        },
        (CheckState::Differs, _) => page.tv("personal-check-marks", &[("marks", marks.join(", "))]),
        (CheckState::Queued, Some(check)) if check.tries > 0 => timed("personal-check-retry", check.ask_at),
        (CheckState::Queued, _) => page.t("personal-check-waiting").into_owned(),
        (CheckState::Asked, Some(check)) => timed("personal-check-since", check.queued_at),
        (_, Some(check)) => check.ended_at.map_or_else(String::new, |at| timed("personal-check-ended", at)),
        (_, None) => String::new(),
    }
}

/// A step on the way to the highest level, for `ui::step`.
pub(crate) struct Step {
    pub(crate) title_key: &'static str,
    pub(crate) note: String,
    pub(crate) state: &'static str,
}

/// The three steps as they stand.
pub(crate) fn steps(page: &Page, situation: Situation, filled: usize) -> [Step; 3] {
    let step = |title_key, state, note_key: &str| Step { title_key, note: page.t(note_key).into_owned(), state };
    let fill = match situation {
        Situation::Unfinished => Step {
            title_key: "personal-step-fill",
            note: page.tv("personal-step-filled", [("filled", filled)]),
            state: "now",
        },
        _ => step("personal-step-fill", "done", "personal-step-done"),
    };
    let (state, note) = match situation {
        Situation::Unfinished => ("ahead", "personal-step-later"),
        Situation::Checking => ("now", "personal-step-running"),
        Situation::Differs | Situation::GaveUp | Situation::SnilsTaken => ("now", "personal-step-failed"),
        Situation::Standard | Situation::Verified => ("done", "personal-step-done"),
    };
    let checks = step("personal-step-checks", state, note);
    let (state, note) = match situation {
        Situation::Verified => ("done", "personal-step-done"),
        Situation::Standard => ("now", "personal-step-centre"),
        _ => ("ahead", "personal-step-later"),
    };
    [fill, checks, step("personal-step-confirm", state, note)]
}

/// The data as rows of translation key and value, in the order of the form.
pub(crate) fn rows(page: &Page, data: &PersonalData) -> Vec<(&'static str, String)> {
    let typed = Typed::from(data);
    let sex = page.t(data.sex.label_key());
    FIELDS
        .iter()
        .map(|(field, key)| {
            let value = match *field {
                "sex" => sex.clone().into_owned(),
                "born_on" => page.day(data.born_on),
                "passport_issued_on" => page.day(data.passport_issued_on),
                field if typed.get(field).is_empty() => page.t("personal-none").into_owned(),
                field => typed.get(field).to_owned(),
            };
            (*key, value)
        })
        .collect()
}

/// The fields of the form with the translation keys of their names.
pub(crate) const FIELDS: [(&str, &str); 15] = [
    ("family_name", "personal-field-family-name"),
    ("given_name", "personal-field-given-name"),
    ("patronymic", "personal-field-patronymic"),
    ("sex", "personal-field-sex"),
    ("born_on", "personal-field-born-on"),
    ("birth_place", "personal-field-birth-place"),
    ("citizenship", "personal-field-citizenship"),
    ("passport", "personal-field-passport"),
    ("passport_issued_on", "personal-field-issued-on"),
    ("passport_issued_by", "personal-field-issued-by"),
    ("subdivision_code", "personal-field-subdivision-code"),
    ("snils", "personal-field-snils"),
    ("address", "personal-field-address"),
    ("inn", "personal-field-inn"),
    ("email", "personal-field-email"),
];

/// What a browser may offer: the citizen's own data in the citizen's form, nothing in an operator's.
pub(crate) fn offered(own: impl Borrow<bool>, purpose: &'static str) -> &'static str {
    if *own.borrow() { purpose } else { "off" }
}

/// Where the visitor came from and which level was missing there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trail {
    pub(crate) next: Option<String>,
    pub(crate) wanted: Option<AssuranceLevel>,
}

impl Trail {
    /// Reads `?wanted=…&next=…`.
    pub(crate) fn of(query: &web::Fields) -> Self {
        Self { next: next::safe(query.value("next")), wanted: query.value("wanted").parse().ok() }
    }

    /// The page's address with the trail kept.
    pub(crate) fn on(&self, path: &str) -> String {
        let path = match self.wanted {
            Some(wanted) => format!("{path}?wanted={wanted}"),
            None => path.to_owned(),
        };
        next::with_next(&path, self.next.as_deref())
    }

    /// Where to go on, when the level suffices now.
    pub(crate) fn way_back(&self, level: AssuranceLevel) -> Option<&str> {
        self.next.as_deref().filter(|_| level >= self.wanted.unwrap_or(AssuranceLevel::Standard))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_is_kept_and_never_leads_away() {
        let trail = Trail::of(&web::Fields::new([("wanted", "verified"), ("next", "/services/x/apply")]));
        assert_eq!(trail.on("/cabinet/profile"), "/cabinet/profile?wanted=verified&next=%2Fservices%2Fx%2Fapply");
        assert_eq!(trail.way_back(AssuranceLevel::Standard), None);
        assert_eq!(trail.way_back(AssuranceLevel::Verified), Some("/services/x/apply"));
        let trail = Trail::of(&web::Fields::new([("wanted", "king"), ("next", "//evil.example")]));
        assert_eq!(trail.on("/cabinet/profile"), "/cabinet/profile");
        assert_eq!(trail.way_back(AssuranceLevel::Verified), None);
    }

    #[test]
    fn the_page_names_the_fields_of_the_form() {
        let form: Vec<&str> = super::super::typed::REQUIRED.into_iter().chain(super::super::typed::BESIDE).collect();
        let page: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).collect();
        assert_eq!(page, form);
    }
}
