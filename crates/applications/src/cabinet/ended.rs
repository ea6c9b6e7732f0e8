//! What the page of an application says when it came to nothing: why, and how to send it again.

use base::Money;
use db::{Result, Tx};
use web::Page;

use super::words;
use crate::{
    life_cycle::State,
    model::{Application, Entry, Event},
    store,
};

/// An application that came to nothing.
pub(super) struct Ended {
    pub(super) title: &'static str,
    pub(super) tone: &'static str,
    pub(super) said: Vec<String>,
    /// The button that begins a form with the answers that were sent; none when nothing was sent, or it was begun already.
    pub(super) again: Option<&'static str>,
    /// What was begun or sent instead: address, and what it is called.
    pub(super) instead: Option<(String, String)>,
}

/// What is said of it; none when it may still come to something.
pub(super) async fn of(
    tx: &mut Tx,
    application: &Application,
    entries: &[Entry],
    page: &Page,
) -> Result<Option<Ended>> {
    let state = application.state();
    if !state.came_to_nothing() {
        return Ok(None);
    }
    let title = match state {
        State::Refused => "applications-refused-title",
        State::Declined => "agreements-refused-title",
        State::Withdrawn => "applications-withdrawn-title",
        _ => "applications-expired-title",
    };
    let again = match state {
        State::Refused | State::Declined => "applications-correct",
        _ => "applications-apply-again-same",
    };
    let instead = store::applications::find_instead(tx, application.account, application.id).await?;
    let was_sent = application.number.is_some();
    Ok(Some(Ended {
        title,
        tone: if state == State::Withdrawn { "neutral" } else { "bad" },
        said: said(application, entries, page),
        again: (was_sent && instead.is_none()).then_some(again),
        instead: instead.map(|instead| (instead.path(), name(&instead, page))),
    }))
}

fn said(application: &Application, entries: &[Entry], page: &Page) -> Vec<String> {
    let state = application.state();
    let told = entries.iter().find(|entry| matches!(entry.event, Event::Refused | Event::Declined));
    let mut said = told.map(|entry| words::said(entry, page)).unwrap_or_default();
    said.extend(reason_key(state, application.number.is_some(), entries).map(|key| page.t(key).into_owned()));
    let was_paid = application.fee > Money::ZERO && entries.iter().any(|entry| entry.event == Event::Paid);
    if was_paid {
        said.push(page.t("applications-withdraw-fee").into_owned());
    }
    said
}

/// What is to be said beside the words of the agency.
fn reason_key(state: State, was_sent: bool, entries: &[Entry]) -> Option<&'static str> {
    let waited =
        |entry: &&Entry| matches!(entry.event, Event::Asked | Event::PaymentRequired | Event::AgreementRequired);
    match state {
        State::Declined => Some("agreements-refused-text"),
        State::Withdrawn | State::Expired if !was_sent => Some("applications-draft-gone-text"),
        State::Withdrawn => Some("applications-withdrawn-text"),
        State::Expired => Some(match entries.iter().find(waited).map(|entry| entry.event) {
            Some(Event::Asked) => "applications-expired-answer",
            Some(Event::PaymentRequired) => "applications-expired-payment",
            _ => "applications-expired-agreement",
        }),
        _ => None,
    }
}

fn name(instead: &Application, page: &Page) -> String {
    match &instead.number {
        Some(number) => page.tv("applications-instead", [("number", number.to_string())]),
        None => page.t("applications-instead-draft").into_owned(),
    }
}
