//! Sessions of citizens: an opaque token in a cookie, its SHA-256 in the table. Who is signed in is put into each request
//! by the layer; pages ask for it with the extractors of [`crate::extract`].

pub(crate) mod layer;
pub(crate) mod model;
mod seen;
mod store;
mod visitor;

use base::{AccountId, Cx, SignedDuration, Uuid};
use db::{Tx, jobs};
use sha2::{Digest, Sha256};

pub(crate) use layer::SignedIn;
pub(crate) use model::{COOKIE, SessionView};
pub(crate) use seen::Seen;
pub(crate) use store::{end, end_all, end_by_token, list};
pub(crate) use visitor::Visitor;

use crate::{
    accounts::{self, Happening},
    events::NewDevice,
};

db::typed_id!(
    /// One signed-in browser.
    pub SessionId
);

/// A session just begun.
pub(crate) struct Begun {
    /// What the cookie holds.
    pub(crate) token: String,
    /// How long the browser keeps the cookie; `None`: until it closes.
    pub(crate) keep_for: Option<SignedDuration>,
}

/// Signs somebody in whose password (or new account) has just been checked: a new session in place of the browser's
/// former one, the device remembered, the owner told when it is a new one.
pub(crate) async fn begin(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    visitor: &Visitor,
    foreign_computer: bool,
) -> Result<Begun, db::Error> {
    if let Some(former) = &visitor.session_token {
        end_by_token(tx, cx, former).await?;
    }
    let token = cx.token();
    store::insert(tx, cx, account, visitor, &hash(&token), foreign_computer).await?;
    if is_another_device(tx, cx, account, visitor.device, foreign_computer).await? {
        jobs::enqueue(tx, cx, &NewDevice { account }).await?;
    }
    accounts::note(tx, cx, account, Happening::SignedIn, Some(&visitor.browser)).await?;
    Ok(Begun { token, keep_for: keep_for(foreign_computer) })
}

/// Notes the device that signs in; whether it is new to an account that has others.
async fn is_another_device(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    device: Uuid,
    foreign_computer: bool,
) -> Result<bool, db::Error> {
    // A computer of others stays a stranger: its next user shall be slowed like any other.
    let is_known = if foreign_computer {
        store::knows_device(tx, account, device).await?
    } else {
        store::came_again(tx, cx, account, device).await?
    };
    if is_known {
        return Ok(false);
    }
    let has_others = store::has_devices(tx, account).await?;
    let is_new = foreign_computer || store::remember_device(tx, cx, account, device).await?;
    Ok(has_others && is_new)
}

/// Lets the session of this browser go on under another token, so that whoever learnt the old one is out. `None`: it has
/// ended, or a second click has done it before.
pub(crate) async fn rotate(tx: &mut Tx, cx: &Cx, id: SessionId, visitor: &Visitor) -> Result<Option<Begun>, db::Error> {
    let Some(former) = &visitor.session_token else { return Ok(None) };
    let token = cx.token();
    let rotated = store::rotate(tx, id, &hash(former), &hash(&token)).await?;
    Ok(rotated.map(|foreign_computer| Begun { token, keep_for: keep_for(foreign_computer) }))
}

/// How long the browser keeps the cookie.
fn keep_for(foreign_computer: bool) -> Option<SignedDuration> {
    (!foreign_computer).then_some(model::LONGEST)
}

/// What the table keeps of a token.
pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Forgets sessions that ended a month ago; at most `limit`. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    store::sweep(tx, cx.now() - SignedDuration::from_hours(24 * 30), limit).await
}

/// Where in the vault the network of a session lies.
pub(crate) fn network_place(id: Uuid) -> String {
    format!("sessions/network/{id}")
}
