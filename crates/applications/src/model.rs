//! What an application is, as pages and commands hold it.

use base::{AccountId, Cx, Date, Lang, Money, StaffId, Timestamp};
use db::codes;
use forms::Text;

use crate::{
    deadlines::ReviewClock,
    life_cycle::{Move, Role, State, Step},
    number::ApplicationNumber,
};

pub use crate::said::{Corrected, Ground, Said, ToCorrect};

db::typed_id!(
    /// One request of a person for one edition of a service.
    pub ApplicationId
);

/// An application without its answers, which stay sealed until somebody with a reason opens them.
///
/// Its state is read, never written: [`Application::moved`] alone makes another one.
#[derive(Debug, Clone, db::FromRow)]
pub struct Application {
    /// Whose it is.
    pub account: AccountId,
    /// Its id, part of the citizen's addresses.
    pub id: ApplicationId,
    /// Its number; none until it is sent.
    pub number: Option<ApplicationNumber>,
    /// Code of the service.
    pub service: String,
    /// Content hash of the edition it was begun on.
    pub edition: String,
    /// Code of the agency that decides.
    pub agency: String,
    /// Its title when it was begun, in Russian.
    pub title_ru: String,
    /// Its title when it was begun, in English.
    pub title_en: String,
    state: State,
    /// The page of the form that was shown last.
    pub page: Option<String>,
    /// The state duty.
    pub fee: Money,
    /// The last day of the present state: for the agency in review, for whoever agrees, pays or answers.
    pub due_on: Option<Date>,
    /// Working days of the review that are left while its clock stands still.
    pub days_left: Option<u32>,
    /// Working days that the citizen has to answer a question of the agency; set when it is sent.
    pub answer_days: Option<u32>,
    /// The officer who works on it.
    pub taken_by: Option<StaffId>,
    /// The citizen answered and no officer has acted since.
    pub answered: bool,
    /// The application that came to nothing and that this one is sent instead of.
    pub corrects: Option<ApplicationId>,
    /// Counts every change.
    pub version: i64,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it changed last.
    pub changed_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// The day of the agency's decision.
    pub decided_on: Option<Date>,
}

impl Application {
    /// A new draft of `account`, not stored yet.
    pub fn draft(cx: &Cx, account: AccountId, edition: &Begun<'_>) -> Self {
        Self {
            account,
            id: ApplicationId::new(cx),
            number: None,
            service: edition.service.to_owned(),
            edition: edition.hash.to_owned(),
            agency: edition.agency.to_owned(),
            title_ru: edition.title.ru.clone(),
            title_en: edition.title.en.clone(),
            state: State::Draft,
            page: None,
            fee: Money::ZERO,
            due_on: None,
            days_left: None,
            answer_days: None,
            taken_by: None,
            answered: false,
            corrects: edition.corrects,
            version: 1,
            created_at: cx.now(),
            changed_at: cx.now(),
            sent_at: None,
            decided_on: None,
        }
    }

    /// Where it stands.
    pub const fn state(&self) -> State {
        self.state
    }

    /// The same application after `step`; none when the step begins elsewhere.
    #[must_use]
    pub fn moved(&self, step: Step, now: Timestamp) -> Option<Self> {
        (step.from() == self.state).then(|| Self { state: step.to(), ..self.changed(now) })
    }

    /// The same application at its next version.
    #[must_use]
    pub fn changed(&self, now: Timestamp) -> Self {
        Self { version: self.version + 1, changed_at: now, ..self.clone() }
    }

    /// Its title in a reader's language.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.title_ru,
            Lang::En => &self.title_en,
        }
    }

    /// The clock of a review that runs.
    pub fn running_clock(&self) -> Option<ReviewClock> {
        self.due_on.filter(|_| self.state == State::InReview).map(|due_on| ReviewClock::Running { due_on })
    }

    /// The clock of a review that has not begun or stands still.
    pub fn stopped_clock(&self) -> Option<ReviewClock> {
        self.days_left.map(|days_left| ReviewClock::Stopped { days_left })
    }

    /// Sets the clock of the review.
    pub fn set_review_clock(&mut self, clock: ReviewClock) {
        (self.due_on, self.days_left) = match clock {
            ReviewClock::Running { due_on } => (Some(due_on), None),
            ReviewClock::Stopped { days_left } => (None, Some(days_left)),
        };
    }

    /// The mark by which payments and documents know this application.
    pub fn reference(&self) -> String {
        reference_of(self.id)
    }

    /// The citizen's page of it.
    pub fn path(&self) -> String {
        format!("/cabinet/applications/{}", self.id)
    }

    /// The page of whoever must agree to it beside the applicant.
    pub fn agreement_path(&self) -> String {
        format!("/cabinet/agreements/{}", self.id)
    }

    /// The number, or nothing before it is sent.
    pub fn number_text(&self) -> &str {
        self.number.as_ref().map_or("", ApplicationNumber::as_str)
    }
}

/// What a draft is begun with.
#[derive(Debug, Clone, Copy)]
pub struct Begun<'a> {
    /// Code of the service.
    pub service: &'a str,
    /// Content hash of its edition.
    pub hash: &'a str,
    /// Code of the agency.
    pub agency: &'a str,
    /// Title of the service.
    pub title: &'a Text,
    /// The application that came to nothing and that the draft is to be sent instead of.
    pub corrects: Option<ApplicationId>,
}

/// The mark of an application in other slices: `application:<id>`.
pub fn reference_of(id: ApplicationId) -> String {
    format!("application:{id}")
}

/// The application that a mark belongs to; none when the mark is somebody else's.
pub fn application_of(reference: &str) -> Option<ApplicationId> {
    reference.strip_prefix("application:")?.parse().ok()
}

codes!(
    /// What a row of the history tells.
    pub enum Event {
        /// The form was begun.
        Begun = "begun",
        /// «Отправлено».
        Sent = "sent",
        /// «Ожидает согласия».
        AgreementRequired = "agreement_required",
        /// «Согласие получено».
        Agreed = "agreed",
        /// «Нет согласия».
        Declined = "declined",
        /// «Ожидает оплаты».
        PaymentRequired = "payment_required",
        /// «На проверке».
        ReviewBegun = "review_begun",
        /// The duty arrived, and the review begins.
        Paid = "paid",
        /// «Нужны дополнения».
        Asked = "asked",
        /// The citizen answered.
        Answered = "answered",
        /// «Одобрено».
        Approved = "approved",
        /// «Результат готов».
        Issued = "issued",
        /// «Отклонено».
        Refused = "refused",
        /// «Отозвано».
        Withdrawn = "withdrawn",
        /// «Срок истёк».
        Expired = "expired",
        /// An officer took it to work on; seen by the agency alone.
        Taken = "taken",
        /// An officer put it back into the queue; seen by the agency alone.
        Released = "released",
        /// A note among colleagues; seen by the agency alone.
        Noted = "noted",
    }
);

impl Event {
    /// Whether the row is for the agency's eyes alone.
    pub const fn is_internal(self) -> bool {
        matches!(self, Self::Taken | Self::Released | Self::Noted)
    }

    /// The Fluent key of what happened.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Begun => "applications-event-begun",
            Self::Sent => "applications-event-sent",
            Self::AgreementRequired => "applications-event-agreement-required",
            Self::Agreed => "applications-event-agreed",
            Self::Declined => "applications-event-declined",
            Self::PaymentRequired => "applications-event-payment-required",
            Self::ReviewBegun => "applications-event-review-begun",
            Self::Paid => "applications-event-paid",
            Self::Asked => "applications-event-asked",
            Self::Answered => "applications-event-answered",
            Self::Approved => "applications-event-approved",
            Self::Issued => "applications-event-issued",
            Self::Refused => "applications-event-refused",
            Self::Withdrawn => "applications-event-withdrawn",
            Self::Expired => "applications-event-expired",
            Self::Taken => "applications-event-taken",
            Self::Released => "applications-event-released",
            Self::Noted => "applications-event-noted",
        }
    }

    /// The Fluent key by which the agency reads it, where that differs from what the citizen reads.
    pub const fn desk_label_key(self) -> &'static str {
        match self {
            Self::Asked => "desk-event-asked",
            Self::Answered => "desk-event-answered",
            other => other.label_key(),
        }
    }
}

impl From<Move> for Event {
    fn from(action: Move) -> Self {
        match action {
            Move::Send => Self::Sent,
            Move::RequireAgreement => Self::AgreementRequired,
            Move::Agree => Self::Agreed,
            Move::Decline => Self::Declined,
            Move::RequirePayment => Self::PaymentRequired,
            Move::BeginReview => Self::ReviewBegun,
            Move::Settle => Self::Paid,
            Move::Ask => Self::Asked,
            Move::Answer => Self::Answered,
            Move::Approve => Self::Approved,
            Move::Issue => Self::Issued,
            Move::Refuse => Self::Refused,
            Move::Withdraw => Self::Withdrawn,
            Move::Expire => Self::Expired,
        }
    }
}

/// A step in the history of an application, opened for reading.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The application.
    pub application: ApplicationId,
    /// Its place in the history of that application.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
    /// The state afterwards.
    pub state: State,
    /// Whose act it was.
    pub role: Role,
    /// The member of staff, when it was one.
    pub staff: Option<StaffId>,
    /// What was said.
    pub said: Option<Said>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_back_to_its_application_and_to_no_other() {
        let (cx, _) = base::Cx::test(Timestamp::UNIX_EPOCH);
        let id = ApplicationId::new(&cx);
        assert_eq!(application_of(&reference_of(id)), Some(id));
        for foreign in ["", "receipt:1", "application:", "application:1", &id.to_string()] {
            assert_eq!(application_of(foreign), None, "{foreign}");
        }
    }
}
