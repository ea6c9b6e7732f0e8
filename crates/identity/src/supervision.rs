//! What whoever runs the portal does with somebody's way in, from the command line: ends the sessions of an account or of a
//! member of staff, locks an account and opens it again, gives a member of staff a new second factor or a password to begin
//! with. No personal data is read. Each act stands in the ledger with its reason: its owner reads it, and nobody takes it out
//! unnoticed.

mod factor;
mod password;
mod store;

use base::{AccountId, Cx, StaffId};
use db::{
    Tx,
    ledger::{self, Access, Actor, Entry},
};

pub use factor::NewFactor;
pub use password::NewPassword;

use crate::{
    accounts::{self, AccountNumber, AccountStatus, Happening},
    security, sessions, staff,
};

/// The name by which the ledger knows whoever sits at the command line of the portal.
pub(crate) const OPERATOR: &str = "operator";

db::codes!(
    /// Why it is done.
    pub enum Reason {
        /// Its owner asked for it, and proved who they are.
        OwnerAsked = "owner-asked",
        /// Somebody else seems to use it.
        Suspicion = "suspicion",
        /// A court or an authority ordered it.
        Order = "order",
        /// Whose it is does not work here any more.
        Left = "left",
    }
);

impl Reason {
    const fn key(self) -> &'static str {
        match self {
            Self::OwnerAsked => "access-operator-owner-asked",
            Self::Suspicion => "access-operator-suspicion",
            Self::Order => "access-operator-order",
            Self::Left => "access-operator-left",
        }
    }
}

/// Why, and the number of the request that it answers, if there is one.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Why.
    pub reason: Reason,
    /// The number of the request.
    pub case: Option<String>,
}

/// Nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody has this number or name.
    #[error("there is none")]
    Unknown,
    /// It is not in a state in which that can be done: locked already, not locked, closed.
    #[error("it is not in a state in which that can be done")]
    State,
}

/// Ends every session of the account; answers how many there were.
pub async fn sign_out(
    tx: &mut Tx,
    cx: &Cx,
    number: &AccountNumber,
    ground: &Ground,
) -> Result<Result<u64, Refused>, db::Error> {
    let Some(account) = accounts::find_by_number(tx, number).await? else { return Ok(Err(Refused::Unknown)) };
    let ended = sessions::end_all(tx, cx, account, None).await?;
    accounts::note(tx, cx, account, Happening::SessionsEndedByOperator, None).await?;
    record(tx, cx, account, "account.signed-out", ground).await?;
    security::operated("sessions ended", &account.to_string());
    Ok(Ok(ended))
}

/// Locks the account: nobody signs in, its sessions end.
pub async fn lock(
    tx: &mut Tx,
    cx: &Cx,
    number: &AccountNumber,
    ground: &Ground,
) -> Result<Result<(), Refused>, db::Error> {
    let Some(account) = accounts::find_by_number(tx, number).await? else { return Ok(Err(Refused::Unknown)) };
    let from = [AccountStatus::Active, AccountStatus::Pending];
    if !store::change_status(tx, account, from, AccountStatus::Locked).await? {
        return Ok(Err(Refused::State));
    }
    sessions::end_all(tx, cx, account, None).await?;
    accounts::note(tx, cx, account, Happening::Locked, None).await?;
    record(tx, cx, account, "account.locked", ground).await?;
    security::operated("account locked", &account.to_string());
    Ok(Ok(()))
}

/// Opens a locked account again.
pub async fn unlock(
    tx: &mut Tx,
    cx: &Cx,
    number: &AccountNumber,
    ground: &Ground,
) -> Result<Result<(), Refused>, db::Error> {
    let Some(account) = accounts::find_by_number(tx, number).await? else { return Ok(Err(Refused::Unknown)) };
    if !store::change_status(tx, account, [AccountStatus::Locked; 2], AccountStatus::Active).await? {
        return Ok(Err(Refused::State));
    }
    accounts::note(tx, cx, account, Happening::Unlocked, None).await?;
    record(tx, cx, account, "account.unlocked", ground).await?;
    security::operated("account unlocked", &account.to_string());
    Ok(Ok(()))
}

/// Ends every session of a member of staff; answers how many there were.
pub async fn sign_out_staff(
    tx: &mut Tx,
    cx: &Cx,
    sign_in: &str,
    ground: &Ground,
) -> Result<Result<u64, Refused>, db::Error> {
    let Some(id) = staff::id_of(tx, sign_in).await? else { return Ok(Err(Refused::Unknown)) };
    let ended = staff::end_sessions(tx, cx, id).await?;
    record(tx, cx, chain(id), "staff.signed-out", ground).await?;
    security::operated("sessions of staff ended", &id.to_string());
    Ok(Ok(ended))
}

/// Gives a member of staff a new second factor in place of the one that was lost: the old one is worth nothing from now on,
/// and every session ends.
pub async fn new_factor(
    tx: &mut Tx,
    cx: &Cx,
    sign_in: &str,
    ground: &Ground,
) -> Result<Result<NewFactor, Refused>, db::Error> {
    let Some(id) = staff::id_of(tx, sign_in).await? else { return Ok(Err(Refused::Unknown)) };
    let secret: [u8; 20] = cx.bytes();
    if !staff::set_totp_secret(tx, cx, id, &secret).await? {
        return Ok(Err(Refused::State));
    }
    staff::end_sessions(tx, cx, id).await?;
    record(tx, cx, chain(id), "staff.new-factor", ground).await?;
    security::operated("new second factor", &id.to_string());
    Ok(Ok(NewFactor::of(sign_in, &secret)))
}

/// Gives a member of staff a password in place of the one that was lost: it lets in once, within a day, to choose an own one.
/// Every session ends.
pub async fn new_password(
    tx: &mut Tx,
    cx: &Cx,
    sign_in: &str,
    ground: &Ground,
) -> anyhow::Result<Result<NewPassword, Refused>> {
    let Some(id) = staff::id_of(tx, sign_in).await? else { return Ok(Err(Refused::Unknown)) };
    let password = NewPassword::made(cx);
    if !staff::give_password(tx, id, &password.hash(cx)?, password.until()).await? {
        return Ok(Err(Refused::State));
    }
    staff::end_sessions(tx, cx, id).await?;
    record(tx, cx, chain(id), "staff.new-password", ground).await?;
    security::operated("new password of staff", &id.to_string());
    Ok(Ok(password))
}

/// What was done with the way in of a member of staff, the newest first.
pub async fn of_staff(tx: &mut Tx, sign_in: &str, limit: u32) -> Result<Result<Vec<Entry>, Refused>, db::Error> {
    let Some(id) = staff::id_of(tx, sign_in).await? else { return Ok(Err(Refused::Unknown)) };
    Ok(Ok(ledger::list(tx, chain(id), limit).await?))
}

/// A member of staff has a chain of the ledger like an account, by the own id.
const fn chain(staff: StaffId) -> AccountId {
    AccountId(staff.0)
}

async fn record(tx: &mut Tx, cx: &Cx, of: AccountId, action: &str, ground: &Ground) -> Result<(), db::Error> {
    let access = Access {
        account: of,
        actor: Actor::Job(OPERATOR),
        action,
        reason: ground.reason.key(),
        case: ground.case.clone(),
    };
    ledger::record(tx, cx, access).await
}
