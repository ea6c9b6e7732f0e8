//! Members of staff: who they are, how they sign in (name, password, one-time code of an authenticator), their sessions.

mod model;
pub(crate) mod pages;
pub(crate) mod password;
mod seed;
pub(crate) mod session;
mod store;
mod totp;

use axum::{extract::FromRequestParts, http::request::Parts};
use base::{Cx, StaffId, Timestamp};
use db::Tx;
use web::{CookieRules, StaffViewer, Viewer};

pub use model::Role;
pub(crate) use model::{COOKIE, is_place};
pub use seed::{BadSeed, StaffSeed, seed_staff};

use crate::{
    State,
    passwords::Busy,
    security::{self, Checked, Whose},
    sessions::Visitor,
    throttle::{self, Slowed},
};

/// The member of staff of this request.
#[derive(Debug, Clone)]
pub(crate) struct OnDuty {
    pub(crate) staff: StaffId,
    pub(crate) role: Role,
    pub(crate) name: String,
    pub(crate) agency: Option<String>,
    pub(crate) centre: Option<String>,
    /// Came in with a password that was given, and has to choose an own one before anything else.
    pub(crate) must_choose: bool,
}

impl OnDuty {
    /// As the desk's header shows them.
    pub(crate) fn viewer(&self) -> Viewer {
        let office = self.centre.clone().or_else(|| self.agency.clone()).unwrap_or_default();
        let staff = StaffViewer { role_key: self.role.label_key(), office };
        Viewer { name: self.name.clone(), level_key: "", verified: false, unread: 0, staff: Some(staff) }
    }
}

/// The name and role of a member of staff, for journals and histories.
pub async fn staff_name(tx: &mut Tx, staff: StaffId) -> Result<Option<(String, Role)>, db::Error> {
    store::name_of(tx, staff).await
}

/// Opens a sealed column of a member of staff, for the audit.
pub(crate) async fn open_sealed(
    tx: &mut Tx,
    column: &str,
    staff: StaffId,
    sealed: &[u8],
) -> Result<Vec<u8>, db::Error> {
    store::open_sealed(tx, column, staff, sealed).await
}

/// The member of staff who signs in by this name.
pub(crate) async fn id_of(tx: &mut Tx, sign_in: &str) -> Result<Option<StaffId>, db::Error> {
    Ok(store::by_sign_in(tx, &model::sign_in_key(sign_in)).await?.map(|found| found.id))
}

/// Keeps another secret of the authenticator in place of the old; `false`: the member of staff works here no more.
pub(crate) async fn set_totp_secret(tx: &mut Tx, cx: &Cx, staff: StaffId, secret: &[u8]) -> Result<bool, db::Error> {
    store::set_totp_secret(tx, cx, staff, secret).await
}

/// Keeps the hash of a password that is given, good until a moment; `false`: the member of staff works here no more.
pub(crate) async fn give_password(
    tx: &mut Tx,
    staff: StaffId,
    hash: &str,
    until: Timestamp,
) -> Result<bool, db::Error> {
    store::give_password(tx, staff, hash, until).await
}

/// Ends every living session of the member of staff; answers how many.
pub(crate) async fn end_sessions(tx: &mut Tx, cx: &Cx, staff: StaffId) -> Result<u64, db::Error> {
    store::end_sessions(tx, cx, staff).await
}

/// How an attempt to sign in ended.
pub(crate) enum Outcome {
    /// Signed in: what the cookie holds, and the role.
    In(String, Role),
    /// Name, password and code do not belong together; which of them is wrong is not told.
    Wrong,
    /// Too many attempts.
    Slowed(Slowed),
    /// Too many passwords are being checked at this moment.
    Busy,
}

/// Signs a member of staff in, in place of whoever the browser was signed in as. All three must be right, and each code is
/// good for one sign-in.
pub(crate) async fn sign_in(
    state: &State,
    sign_in: &str,
    password: &str,
    code: &str,
    visitor: &Visitor,
    former: &StaffToken,
) -> anyhow::Result<Outcome> {
    let cx = &state.cx;
    let mut tx = state.db.begin().await?;
    let found = store::by_sign_in(&mut tx, &model::sign_in_key(sign_in)).await?;
    let id = found.as_ref().map(|found| found.id);
    let subjects = throttle::staff_subjects(&tx, &model::sign_in_key(sign_in), id, &visitor.network);
    let whose = id.map_or_else(|| Whose::NoStaff(throttle::mark(&subjects)), Whose::Staff);
    let told = |checked| security::sign_in(&whose, checked, &visitor.network);
    if let Err(slowed) = throttle::pour(&mut tx, cx, &subjects).await? {
        told(Checked::Slowed);
        return Ok(Outcome::Slowed(slowed));
    }
    tx.commit().await?;
    let fits = match state.hasher.fits(password, found.as_ref().map(|found| found.password_hash.clone())).await? {
        Ok(fits) => fits,
        Err(Busy) => return Ok(Outcome::Busy),
    };
    let mut tx = state.db.begin().await?;
    let Some(found) = proved(&mut tx, cx, found.filter(|_| fits), code).await? else {
        told(Checked::Wrong);
        return Ok(Outcome::Wrong);
    };
    throttle::forgive(&mut tx, &subjects).await?;
    if let Some(former) = &former.0 {
        session::end(&mut tx, cx, former).await?;
    }
    let token = session::begin(&mut tx, cx, found.id).await?;
    tx.commit().await?;
    told(Checked::Right);
    Ok(Outcome::In(token, found.role))
}

/// Whoever has given the right password, if the one-time code is right too; it is used up.
async fn proved(
    tx: &mut Tx,
    cx: &Cx,
    found: Option<store::Found>,
    code: &str,
) -> Result<Option<store::Found>, db::Error> {
    let Some(found) = found else { return Ok(None) };
    let secret = store::totp_secret(tx, &found).await?;
    let Some(step) = totp::step_of(&secret, code, cx.now()) else { return Ok(None) };
    if !store::use_step(tx, found.id, step).await? {
        return Ok(None);
    }
    // A password that was given lets in once.
    if let Some(until) = found.password_until
        && !store::use_given(tx, found.id, until, cx.now()).await?
    {
        return Ok(None);
    }
    Ok(Some(found))
}

/// The token in the cookie of staff, whether its session lives or not.
pub(crate) struct StaffToken(pub(crate) Option<String>);

impl<S: Sync> FromRequestParts<S> for StaffToken {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let cookies = CookieRules::from_request_parts(parts, state).await?;
        Ok(Self(cookies.read(&parts.headers, COOKIE).filter(|token| !token.is_empty())))
    }
}
