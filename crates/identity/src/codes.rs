//! One-time codes: made, sent, tried, used up. A code proves a contact for one *flow*: a registration, a recovery, a
//! change of contact, an act that its author confirms. By e-mail a link goes along that does the same, except for an act.

pub(crate) mod letter;
pub(crate) mod model;
pub(crate) mod pages;
pub(crate) mod proof;
mod store;

use base::{Cx, Lang, SignedDuration, Timestamp, Uuid};
use db::{Tx, jobs, vault};
use sha2::{Digest, Sha256};

pub(crate) use model::{Attempt, TooSoon};
use model::{CODE_LENGTH, CODE_LIVES, LINK_LIVES, may_send_at};

use crate::{
    accounts::SignInName,
    events::{CodeRequested, Contact, Purpose},
};

/// A code to be made.
pub(crate) struct Wanted<'a> {
    /// What the code will prove a contact for.
    pub(crate) flow: Uuid,
    /// What was typed: the limits count by it.
    pub(crate) typed: &'a SignInName,
    /// Where to send it; `None` makes a code that nobody learns, so that a stranger sees the same pages.
    pub(crate) to: Option<&'a Contact>,
    /// What for.
    pub(crate) purpose: Purpose,
    /// The language of the message.
    pub(crate) lang: Lang,
}

/// Makes a code for the flow, in place of an earlier one, and asks for it to be sent.
pub(crate) async fn send(tx: &mut Tx, cx: &Cx, wanted: Wanted<'_>) -> Result<Result<(), TooSoon>, db::Error> {
    let now = cx.now();
    let (kind, fingerprint) = (wanted.typed.kind(), crate::accounts::store::fingerprint(tx, wanted.typed));
    let sent = store::sendings(tx, kind, &fingerprint, now - SignedDuration::from_hours(24)).await?;
    if let Some(until) = may_send_at(&sent, now) {
        return Ok(Err(TooSoon { until }));
    }
    if !store::take_turn(tx, kind, &fingerprint, now).await? {
        return Ok(Err(TooSoon { until: now + model::PAUSE }));
    }
    let id = cx.uuid();
    let code = cx.digits(CODE_LENGTH);
    let linked = matches!(wanted.to, Some(Contact::Mail(_))) && wanted.purpose != Purpose::Act;
    let token = cx.token();
    let row = store::NewCode {
        id,
        flow: wanted.flow,
        kind,
        fingerprint: &fingerprint,
        code_hash: hash(tx, id, &code),
        link_hash: linked.then(|| link_hash(&token)),
        sent_at: now,
        expires_at: now + CODE_LIVES,
        link_expires_at: linked.then_some(now + LINK_LIVES),
    };
    store::insert(tx, row).await?;
    if let Some(contact) = wanted.to {
        let link = link_path(wanted.purpose, &token).filter(|_| linked);
        let request =
            CodeRequested { contact: contact.clone(), code, link, purpose: wanted.purpose, lang: wanted.lang };
        jobs::enqueue(tx, cx, &request).await?;
    }
    Ok(Ok(()))
}

/// Tries a typed code against the newest code of the flow. The try is counted before the code is compared, so that tries
/// made at once cannot be more than the limit; the caller commits whatever the answer.
pub(crate) async fn attempt(tx: &mut Tx, cx: &Cx, flow: Uuid, typed: &str) -> Result<Attempt, db::Error> {
    let now = cx.now();
    let Some(code) = store::newest(tx, flow).await? else { return Ok(Attempt::Expired) };
    if code.used_at.is_some() || code.expires_at <= now {
        return Ok(Attempt::Expired);
    }
    let Some(tries) = store::count_try(tx, code.id, now).await? else {
        return Ok(Attempt::Dead { until: next_send(tx, cx, &code).await? });
    };
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let right = bool::from(subtle::ConstantTimeEq::ct_eq(hash(tx, code.id, &digits).as_slice(), code.hash.as_slice()));
    if right {
        return Ok(if store::use_up(tx, code.id, now).await? { Attempt::Right } else { Attempt::Expired });
    }
    let left = model::MAX_TRIES.saturating_sub(tries);
    if left == 0 {
        return Ok(Attempt::Dead { until: next_send(tx, cx, &code).await? });
    }
    Ok(Attempt::Wrong { left })
}

/// Whether a code of the flow can still be used: one that was sent, not used, and is not too old.
pub(crate) async fn is_fresh(tx: &mut Tx, cx: &Cx, flow: Uuid) -> Result<bool, db::Error> {
    let newest = store::newest(tx, flow).await?;
    Ok(newest.is_some_and(|code| code.used_at.is_none() && code.expires_at > cx.now()))
}

/// Whether a code of the flow was ever sent.
pub(crate) async fn was_sent(tx: &mut Tx, flow: Uuid) -> Result<bool, db::Error> {
    Ok(store::newest(tx, flow).await?.is_some())
}

/// The flow that an e-mail link belongs to, while the link is fresh. Looking does not use it up: mail scanners look too.
pub(crate) async fn flow_of_link(tx: &mut Tx, cx: &Cx, token: &str) -> Result<Option<Uuid>, db::Error> {
    Ok(store::by_link(tx, &link_hash(token), cx.now()).await?.map(|code| code.flow))
}

/// Uses up an e-mail link; `None` when it was used before or is too old.
pub(crate) async fn use_link(tx: &mut Tx, cx: &Cx, token: &str) -> Result<Option<Uuid>, db::Error> {
    let Some(code) = store::by_link(tx, &link_hash(token), cx.now()).await? else { return Ok(None) };
    Ok(store::use_up(tx, code.id, cx.now()).await?.then_some(code.flow))
}

/// Forgets codes that no limit and no link needs any more; at most `limit` of them. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    store::sweep(tx, cx.now() - SignedDuration::from_hours(48), limit).await
}

/// When the contact of this code may be sent another.
async fn next_send(tx: &mut Tx, cx: &Cx, code: &store::Code) -> Result<Timestamp, db::Error> {
    let now = cx.now();
    let since = now - SignedDuration::from_hours(24);
    let sent = store::sendings(tx, code.kind, &code.fingerprint, since).await?;
    Ok(may_send_at(&sent, now).unwrap_or(now))
}

/// Keyed, since a bare hash of six digits is guessed in no time, and bound to the code's row.
fn hash(tx: &Tx, id: Uuid, code: &str) -> [u8; 32] {
    vault::fingerprint(tx, "one-time-code", &format!("{id}:{code}"))
}

fn link_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn link_path(purpose: Purpose, token: &str) -> Option<String> {
    match purpose {
        Purpose::Registration => Some(format!("/register/link/{token}")),
        Purpose::Recovery => Some(format!("/recover/link/{token}")),
        Purpose::ContactChange => Some(format!("/contacts/link/{token}")),
        Purpose::Act => None,
    }
}
