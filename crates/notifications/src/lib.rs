//! Telling people: one notice, written in the transaction of what it tells of, and its deliveries by SMS and e-mail.
//!
//! This crate owns notices, deliveries and the citizen's choice of channels. It refuses to know why something is told:
//! the caller names a translation key. Start with [`notify`], then [`jobs`].

mod audit;
pub mod gateway;
mod jobs;
mod model;
mod pages;
pub mod seeding;
mod store;

use base::{AccountId, Cx};
use db::{Error, Migration, Tx};

pub use audit::{audit, was_told};
pub use jobs::{Post, jobs, receipt_came};
pub use model::{Channel, Deliver, DeliveryState, Kind, Notice, NoticeId, ReceiptCame};
pub use pages::{State, routes};

/// The tables of this slice.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "notifications/0001_notices", sql: include_str!("../migrations/0001_notices.sql") }];

/// The words of this slice.
pub const LOCALES: web::Locales =
    web::Locales { ru: include_str!("../locales/ru.ftl"), en: include_str!("../locales/en.ftl") };

/// Tells an account something, in the transaction of what it tells of. Deliveries to the channels that the account has
/// and has left on are queued with it. A second notice with the same `once` mark changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn notify(tx: &mut Tx, cx: &Cx, notice: Notice) -> Result<(), Error> {
    let id = NoticeId::new(cx);
    let told = model::Told::of(&notice);
    let account = notice.account;
    let [mut telling, mut asking] = tx.hands();
    let (is_new, channels) = tokio::try_join!(
        store::insert_notice(&mut telling, cx, (account, id, notice.kind), &told, notice.once.as_deref()),
        channels(&mut asking, account, notice.kind),
    )?;
    if !is_new {
        return Ok(());
    }
    let [mut queueing, mut touching] = tx.hands();
    let queued = jobs::expand(&mut queueing, cx, account, id, &channels);
    tokio::try_join!(queued, db::live::touch(&mut touching, cx, account, "notices")).map(drop)
}

/// How many notices an account has not read, counted up to 100.
///
/// # Errors
/// When the database does not answer.
pub async fn unread(tx: &mut Tx, account: AccountId) -> Result<u32, Error> {
    Ok(u32::try_from(store::count_unread(tx, account).await?).unwrap_or(0))
}

async fn channels(tx: &mut Tx, account: AccountId, kind: Kind) -> Result<Vec<Channel>, Error> {
    let [mut one, mut other] = tx.hands();
    let (contacts, off) =
        tokio::try_join!(identity::contacts(&mut one, account), store::list_switched_off(&mut other, account))?;
    let Some(contacts) = contacts else { return Ok(Vec::new()) };
    let left_on = |channel: Channel| !kind.can_be_switched_off() || !off.contains(&(kind, channel));
    let mut channels = Vec::with_capacity(2);
    if contacts.phone.is_some() && left_on(Channel::Sms) {
        channels.push(Channel::Sms);
    }
    if contacts.email.is_some() && left_on(Channel::Mail) {
        channels.push(Channel::Mail);
    }
    Ok(channels)
}
