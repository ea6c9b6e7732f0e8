//! Signing in with phone, e-mail or SNILS and a password, and signing out.

pub(crate) mod pages;
mod store;

use base::AccountId;
use db::Tx;

use crate::{
    State,
    accounts::{self, AccountStatus, SignInName},
    levels,
    passwords::Busy,
    security::{self, Checked, Whose},
    sessions::{self, Begun, Visitor},
    throttle::{self, Attempted, Slowed, Subject},
};

/// How an attempt to sign in ended.
pub(crate) enum Outcome {
    /// Signed in.
    In(Begun),
    /// Name and password do not belong together; whether the name is known is not told.
    Wrong,
    /// Too many attempts.
    Slowed(Slowed),
    /// The password was right, and an operator has locked the account.
    Locked,
    /// Too many passwords are being checked at this moment.
    Busy,
}

/// Whose name it is; a closed account is nobody's.
pub(crate) async fn holder(tx: &mut Tx, name: &SignInName) -> Result<Option<AccountId>, db::Error> {
    let found = match name {
        SignInName::Snils(snils) => match levels::holder_of(tx, snils).await? {
            Some(account) => accounts::store::status(tx, account).await?.map(|status| (account, status)),
            None => None,
        },
        contact => store::of_contact(tx, contact).await?,
    };
    Ok(found.filter(|(_, status)| *status != AccountStatus::Closed).map(|(account, _)| account))
}

/// Signs in. The password is compared between two transactions, since that takes longer than a transaction may.
pub(crate) async fn sign_in(
    state: &State,
    name: &SignInName,
    password: &str,
    foreign_computer: bool,
    visitor: &Visitor,
) -> anyhow::Result<Outcome> {
    let attempt = match prepare(state, name, visitor).await? {
        Ok(attempt) => attempt,
        Err(slowed) => return Ok(Outcome::Slowed(slowed)),
    };
    let fits = match state.hasher.fits(password, attempt.hash).await? {
        Ok(fits) => fits,
        Err(Busy) => return Ok(Outcome::Busy),
    };
    let Some(account) = attempt.account.filter(|_| fits) else {
        metrics::counter!("okno_sign_ins_total", "outcome" => "wrong").increment(1);
        security::sign_in(&attempt.whose, Checked::Wrong, &visitor.network);
        return Ok(Outcome::Wrong);
    };
    let cx = &state.cx;
    let mut tx = state.db.begin().await?;
    match accounts::store::status(&mut tx, account).await? {
        Some(AccountStatus::Locked) => {
            security::sign_in(&attempt.whose, Checked::Locked, &visitor.network);
            return Ok(Outcome::Locked);
        }
        Some(AccountStatus::Pending) => accounts::store::activate(&mut tx, account).await?,
        _ => {}
    }
    throttle::forgive(&mut tx, &attempt.subjects).await?;
    let begun = sessions::begin(&mut tx, cx, account, visitor, foreign_computer).await?;
    tx.commit().await?;
    metrics::counter!("okno_sign_ins_total", "outcome" => "in").increment(1);
    security::sign_in(&attempt.whose, Checked::Right, &visitor.network);
    Ok(Outcome::In(begun))
}

struct Attempt {
    account: Option<AccountId>,
    whose: Whose,
    subjects: Vec<Subject>,
    hash: Option<String>,
}

/// Counts the attempt and finds what the password is compared with. The same statements run for a name that nobody has.
async fn prepare(state: &State, name: &SignInName, visitor: &Visitor) -> Result<Result<Attempt, Slowed>, db::Error> {
    let mut tx = state.db.begin().await?;
    let account = holder(&mut tx, name).await?;
    // An id that no account has keeps the number of queries the same.
    let asked = account.unwrap_or(AccountId(base::Uuid::nil()));
    let (hash, knows_device) = store::hash_and_device(&mut tx, asked, visitor.device).await?;
    let attempted =
        Attempted { name, account, known_device: knows_device.then_some(visitor.device), network: &visitor.network };
    let subjects = throttle::subjects(&tx, &attempted);
    let whose = account.map_or_else(|| Whose::NoCitizen(throttle::mark(&subjects)), Whose::Citizen);
    if let Err(slowed) = throttle::pour(&mut tx, &state.cx, &subjects).await? {
        security::sign_in(&whose, Checked::Slowed, &visitor.network);
        return Ok(Err(slowed));
    }
    tx.commit().await?;
    Ok(Ok(Attempt { account, whose, subjects, hash }))
}
