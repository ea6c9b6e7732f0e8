//! Sessions of staff: thirty minutes without use, a shift in all.

use axum::http::HeaderMap;
use base::{Cx, SignedDuration, StaffId};
use db::Tx;
use web::{CookieRules, Failure};

use super::{COOKIE, OnDuty, model, store};
use crate::{State, sessions};

/// Begins a session; answers what the cookie holds.
pub(super) async fn begin(tx: &mut Tx, cx: &Cx, staff: StaffId) -> Result<String, db::Error> {
    let token = cx.token();
    store::insert_session(tx, cx, staff, &sessions::hash(&token)).await?;
    Ok(token)
}

/// Ends the session of this token; `false` when it had ended before.
pub(crate) async fn end(tx: &mut Tx, cx: &Cx, token: &str) -> Result<bool, db::Error> {
    store::end_session(tx, cx, &sessions::hash(token)).await
}

/// The member of staff whose living session the cookie names.
pub(crate) async fn find(state: &State, cookies: CookieRules, headers: &HeaderMap) -> Result<Option<OnDuty>, Failure> {
    let Some(token) = cookies.read(headers, COOKIE).filter(|token| !token.is_empty()) else { return Ok(None) };
    let now = state.cx.now();
    let mut tx = state.db.read().await?;
    let Some(row) = store::find_session(&mut tx, &sessions::hash(&token)).await? else { return Ok(None) };
    if !model::lives(row.seen_at, row.ends_at, now) {
        return Ok(None);
    }
    let name = store::open_name(&mut tx, row.staff, &row.name).await?;
    tx.commit().await?;
    if now >= row.seen_at + SignedDuration::from_mins(1) {
        let mut tx = state.db.begin().await?;
        store::touch_session(&mut tx, row.id, now).await?;
        tx.commit().await?;
    }
    let must_choose = row.password_until.is_some();
    Ok(Some(OnDuty { staff: row.staff, role: row.role, name, agency: row.agency, centre: row.centre, must_choose }))
}

/// Forgets sessions that ended a month ago; at most `limit`. Answers how many.
pub(crate) async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64, db::Error> {
    store::sweep_sessions(tx, cx.now() - SignedDuration::from_hours(24 * 30), limit).await
}
