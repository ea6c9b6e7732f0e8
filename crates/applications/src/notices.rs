//! What the citizen is told of each step. The one place that speaks to `notifications`.

use base::{AccountId, Cx, Date, Lang, Money, long_date};
use db::{Result, Tx};
use notifications::{Kind, Notice};

use crate::model::{Application, ApplicationId, Event};

/// Tells the citizen what has happened to the application, in the caller's transaction. Each step is told once.
///
/// Of sending tells [`tell_sent`]: with a second party, the message about the agreement says it.
pub async fn tell(tx: &mut Tx, cx: &Cx, after: &Application, event: Event) -> Result<()> {
    match of(after, event) {
        Some(notice) if event != Event::Sent => notifications::notify(tx, cx, notice).await,
        _ => Ok(()),
    }
}

/// Tells the citizen that the application was sent, when nobody else has to agree to it.
pub async fn tell_sent(tx: &mut Tx, cx: &Cx, sent: &Application) -> Result<()> {
    match of(sent, Event::Sent) {
        Some(notice) => notifications::notify(tx, cx, notice).await,
        None => Ok(()),
    }
}

/// What the citizen is told of the step that led here.
pub fn of(after: &Application, event: Event) -> Option<Notice> {
    let (kind, key) = message(after, event)?;
    Some(notice(after, kind, key, mark(after.id, after.version)))
}

/// The mark under which the citizen was told of the step that made this version; none when there was nothing to tell.
/// `for_two` says whether somebody else has to agree to the application.
pub fn told_of(after: &Application, event: Event, version: i64, for_two: bool) -> Option<String> {
    let told = message(after, event).filter(|_| !(for_two && event == Event::Sent));
    told.map(|_| mark(after.id, version))
}

fn mark(id: ApplicationId, version: i64) -> String {
    format!("application:{id}:{version}")
}

/// Reminds the citizen that the day by which to act is near.
pub async fn remind(tx: &mut Tx, cx: &Cx, of: &Application, key: &'static str) -> Result<()> {
    let once = format!("application:{}:{}:near", of.id, of.version);
    notifications::notify(tx, cx, notice(of, Kind::Reminders, key, once)).await
}

/// Tells whoever must agree beside the applicant; nothing of the applicant is told, that is on the page. Each thing once.
pub async fn tell_second(
    tx: &mut Tx,
    cx: &Cx,
    of: &Application,
    second: AccountId,
    (kind, key): (Kind, &'static str),
) -> Result<()> {
    let mut told = notice(of, kind, key, format!("agreement:{}:{key}", of.id));
    told.account = second;
    told.args.retain(|(name, _)| !name.starts_with("sum") && *name != "number");
    told.link = Some(of.agreement_path());
    notifications::notify(tx, cx, told).await
}

/// Reminds the citizen of a draft that is kept until `day`; once for each time that it lies.
pub async fn remind_of_draft(tx: &mut Tx, cx: &Cx, of: &Application, day: Date, key: &'static str) -> Result<()> {
    let mut lying = of.clone();
    lying.due_on = Some(day);
    let once = format!("application:{}:{}:{key}", of.id, of.changed_at.as_millisecond());
    notifications::notify(tx, cx, notice(&lying, Kind::Reminders, key, once)).await
}

/// What is told of a step; nothing of what the citizen just did and sees at once.
fn message(after: &Application, event: Event) -> Option<(Kind, &'static str)> {
    match event {
        // With a duty to pay, the number comes in the message about the payment.
        Event::Sent if after.fee == Money::ZERO => Some((Kind::Applications, "applications-notice-sent")),
        Event::AgreementRequired => Some((Kind::Applications, "applications-notice-agreement")),
        // With a duty to pay, the message about the payment says it.
        Event::Agreed if after.fee == Money::ZERO => Some((Kind::Applications, "applications-notice-agreed")),
        Event::Declined => Some((Kind::Applications, "applications-notice-declined")),
        Event::PaymentRequired => Some((Kind::Payments, "applications-notice-payment")),
        Event::Paid => Some((Kind::Applications, "applications-notice-paid")),
        Event::Asked => Some((Kind::Applications, "applications-notice-asked")),
        Event::Issued => Some((Kind::Applications, "applications-notice-issued")),
        Event::Refused => Some((Kind::Applications, "applications-notice-refused")),
        Event::Withdrawn if after.number.is_some() => Some((Kind::Applications, "applications-notice-withdrawn")),
        // A draft that is deleted was told of before.
        Event::Expired if after.number.is_some() => Some((Kind::Applications, "applications-notice-expired")),
        Event::Begun
        | Event::Sent
        | Event::Agreed
        | Event::ReviewBegun
        | Event::Answered
        | Event::Approved
        | Event::Withdrawn
        | Event::Expired
        | Event::Taken
        | Event::Released
        | Event::Noted => None,
    }
}

/// The words are chosen when the message is sent, in the citizen's language then: arguments that differ between languages
/// come in both.
fn notice(of: &Application, kind: Kind, key: &'static str, once: String) -> Notice {
    let day = |lang| of.due_on.map_or_else(String::new, |day| long_date(day, lang));
    Notice {
        account: of.account,
        kind,
        key,
        args: vec![
            ("number", of.number_text().to_owned()),
            ("service-ru", of.title_ru.clone()),
            ("service-en", of.title_en.clone()),
            ("due-ru", day(Lang::Ru)),
            ("due-en", day(Lang::En)),
            ("sum-ru", of.fee.show(Lang::Ru)),
            ("sum-en", of.fee.show(Lang::En)),
        ],
        link: Some(of.path()),
        once: Some(once),
    }
}
