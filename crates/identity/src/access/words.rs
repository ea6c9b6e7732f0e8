//! An entry of the ledger in words: who, what, why.

use std::sync::Arc;

use base::{Lang, Timestamp};
use db::ledger::{Entry, RecordedActor};
use web::Page;

use crate::{checks::Registry, staff::Role, supervision};

/// The name of an agency by its code: agencies are kept by another slice.
pub(crate) type Offices = Arc<dyn Fn(&str, Lang) -> Option<String> + Send + Sync>;

/// An entry as its owner reads it.
pub(crate) struct Look {
    /// When.
    pub(crate) at: Timestamp,
    /// What was done.
    pub(crate) action: String,
    /// Who did it.
    pub(crate) who: String,
    /// What for.
    pub(crate) reason: String,
}

impl Look {
    pub(crate) fn of(entry: Entry, page: &Page, offices: &Offices) -> Self {
        let who = match &entry.actor {
            RecordedActor::Account(_) if entry.action == BY_SECOND_PARTY => page.t("access-second-party").into_owned(),
            RecordedActor::Account(_) => page.t("access-owner").into_owned(),
            RecordedActor::Staff { role, office, .. } => staff(role, office, page, offices),
            RecordedActor::Job(name) => page.t(stranger_or_portal(name)).into_owned(),
        };
        let reason = reason(&entry, page);
        let action = action_key(&entry.action).map_or(entry.action, |key| page.t(key).into_owned());
        Self { at: entry.at, action, who, reason }
    }
}

/// What the other person of an application does, who must agree to it.
const BY_SECOND_PARTY: &str = "application.read-by-second-party";

fn staff(role: &str, office: &str, page: &Page, offices: &Offices) -> String {
    let role = role.parse::<Role>().map_or_else(|_| role.to_owned(), |role| page.t(role.label_key()).into_owned());
    let office = offices(office, page.lang).unwrap_or_else(|| office.to_owned());
    if office.is_empty() { role } else { format!("{role}, {office}") }
}

/// Whoever checks a document by its number stays unknown; the operator is a person; every other job is the portal's own.
fn stranger_or_portal(job: &str) -> &'static str {
    match job {
        "public-check" => "access-stranger",
        supervision::OPERATOR => "access-operator",
        _ => "access-portal",
    }
}

/// The key of an action that the portal knows.
fn action_key(action: &str) -> Option<&'static str> {
    Some(match action {
        "account.found" => "access-account-found",
        "account.signed-out" => "access-account-signed-out",
        "account.locked" => "access-account-locked",
        "account.unlocked" => "access-account-unlocked",
        "profile.read" => "access-profile-read",
        "profile.changed" => "access-profile-changed",
        "profile.checked-again" => "access-profile-checked-again",
        "identity.confirmed" => "access-identity-confirmed",
        "personal-data/sent-to-registry" => "access-sent-to-registry",
        "application.read" | BY_SECOND_PARTY => "access-application-read",
        "file.read" => "access-file-read",
        "document.issue" => "access-document-issue",
        "document.revoke" => "access-document-revoke",
        "document.check" => "access-document-check",
        "rating.read" => "access-rating-read",
        _ => return None,
    })
}

/// Why, with the number that people know the case by.
fn reason(entry: &Entry, page: &Page) -> String {
    let case = entry.case.as_deref().unwrap_or_default();
    match entry.action.as_str() {
        "application.read" | "file.read" => page.tv("access-why-application", [("number", case)]),
        BY_SECOND_PARTY => page.tv("access-why-agreement", [("number", case)]),
        "document.check" => page.tv("access-why-check", [("number", case)]),
        "personal-data/sent-to-registry" => {
            let name = entry.reason.parse().map_or(entry.reason.as_str(), |registry: Registry| registry.label_key());
            page.tv("access-why-registry", [("registry", page.t(name))])
        }
        _ => {
            let why = page.t(&entry.reason);
            match case.strip_prefix("visit:") {
                Some(number) => page.tv("access-why-visit", [("why", &*why), ("number", number)]),
                None => why.into_owned(),
            }
        }
    }
}
