//! An application in words: its deadline, the steps of its history.

use base::Date;
use catalog::Catalog;
use web::Page;

use crate::{
    calendar::{self, russia},
    deadlines::Urgency,
    drafts::expiry,
    life_cycle::{Role, State},
    model::{Application, ApplicationId, Entry, Event},
};

/// A deadline in words, and how near it is.
#[derive(Debug, Clone)]
pub(crate) struct Deadline {
    /// «ответ до 12 декабря 2026 (осталось 14 рабочих дней)».
    pub text: String,
    urgency: Urgency,
}

impl Deadline {
    /// Whether it is so near that it should catch the eye.
    pub fn is_pressing(&self) -> bool {
        self.urgency != Urgency::Calm
    }
}

/// The deadline of the present state, if it has one.
pub(crate) fn deadline(application: &Application, page: &Page, now: base::Timestamp) -> Option<Deadline> {
    let due = application.due_on?;
    let what = match application.state() {
        State::InReview => "applications-deadline-review",
        State::AwaitingInformation => "applications-deadline-answer",
        State::AwaitingAgreement => "applications-deadline-agreement",
        State::AwaitingPayment => "applications-deadline-payment",
        _ => return None,
    };
    let (left, urgency) = left(page, due, calendar::day_of(now));
    Some(Deadline { text: page.tv(what, [("day", page.day(due)), ("left", left)]), urgency })
}

/// How far a draft is, and how long it is kept.
pub(super) fn draft(
    draft: &Application,
    far: &[(ApplicationId, i64, i64)],
    (page, catalog): (&Page, &Catalog),
) -> String {
    let day = page.day(expiry::kept_until(draft, expiry::season_of(catalog, draft).as_ref()));
    match far.iter().find(|(id, ..)| *id == draft.id) {
        Some((_, done, pages)) => {
            page.tv("drafts-line", [("done", done.to_string()), ("pages", pages.to_string()), ("day", day)])
        }
        None => page.tv("drafts-line-new", [("day", day)]),
    }
}

/// How long is left until the end of `due`: «осталось 14 рабочих дней», «сегодня последний день», «срок прошёл».
pub(crate) fn left(page: &Page, due: Date, today: Date) -> (String, Urgency) {
    let days = russia().left(today, due);
    let urgency = Urgency::of(days, today > due);
    let text = match urgency {
        Urgency::Overdue => page.t("applications-left-overdue").into_owned(),
        Urgency::Today => page.t("applications-left-today").into_owned(),
        Urgency::Calm | Urgency::Soon => page.tv("applications-left-days", [("count", days)]),
    };
    (text, urgency)
}

/// A step of the history, ready to be shown.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// When.
    pub time: String,
    /// What happened: mostly the name of the state.
    pub title: String,
    /// Whose act: «вы», «инспектор», «портал».
    pub role: String,
    /// What was said, paragraph by paragraph.
    pub said: Vec<String>,
}

/// The steps that the citizen may see, in the order given.
pub(super) fn steps(entries: &[Entry], page: &Page) -> Vec<Step> {
    entries.iter().filter(|entry| !entry.event.is_internal()).map(|entry| step(entry, page)).collect()
}

/// A step as the citizen reads it.
pub(super) fn step(entry: &Entry, page: &Page) -> Step {
    Step {
        time: page.time(entry.at),
        title: page.t(entry.event.label_key()).into_owned(),
        role: page.t(role_key(entry)).into_owned(),
        said: said(entry, page),
    }
}

/// Sending is the citizen's; what follows of itself is the portal's.
fn role_key(entry: &Entry) -> &'static str {
    match (entry.role, entry.event) {
        (Role::Portal, Event::Paid) => "applications-role-payment",
        (role, _) => role.label_key(),
    }
}

/// What was said with a step, paragraph by paragraph: the ground of a refusal, what to do, the comment.
pub(crate) fn said(entry: &Entry, page: &Page) -> Vec<String> {
    let Some(said) = &entry.said else { return Vec::new() };
    let mut paragraphs = Vec::new();
    if let Some(ground) = &said.ground {
        paragraphs.push(page.tv("applications-said-ground", [("text", ground.title.in_lang(page.lang))]));
        paragraphs.push(page.tv("applications-said-advice", [("text", ground.advice.in_lang(page.lang))]));
    }
    let mut lines = said.text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned);
    if said.ground.is_some() {
        paragraphs.extend(lines.next().map(|line| page.tv("applications-said-comment", [("text", line)])));
    }
    paragraphs.extend(lines);
    if !said.to_correct.is_empty() {
        let titles: Vec<&str> = said.to_correct.iter().map(|returned| returned.title.in_lang(page.lang)).collect();
        paragraphs.push(page.tv("applications-said-to-correct", [("titles", titles.join("; "))]));
    }
    let nothing = || page.t("applications-said-nothing").into_owned();
    let or_nothing = |text: &str| if text.is_empty() { nothing() } else { text.to_owned() };
    for corrected in &said.corrected {
        let (before, after) = (corrected.before.in_lang(page.lang), corrected.after.in_lang(page.lang));
        let title = corrected.title.in_lang(page.lang).to_owned();
        let args = [("title", title), ("before", or_nothing(before)), ("after", or_nothing(after))];
        paragraphs.push(page.tv("applications-said-corrected", args));
    }
    if said.by_code {
        paragraphs.push(page.t("applications-said-by-code").into_owned());
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}
