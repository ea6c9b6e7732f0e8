//! The session of an officer ended while a form of the desk was being filled in: what was typed is kept for the browser that
//! sent it, as with the pages of citizens, and shown to the same officer after signing in.
//!
//! Numbers of cases can be guessed, so nothing is kept of strangers: the form carries a mark by which the portal knows that
//! this browser was shown it, for which officer and case.

use base::{Cx, StaffId};
use data_encoding::HEXLOWER;
use db::{Tx, ledger, vault};
use identity::Officer;
use web::{Device, Failure, Fields};

use super::{action::Action, queue::View, read};
use crate::{
    State,
    drafts::{
        notes::Window,
        rescue::{self, Rescued},
    },
    model::Application,
    number::ApplicationNumber,
    store,
    typed::Typed,
};

/// The field with the mark.
const SHOWN_TO: &str = "shown_to";

/// The mark of a form: for whom it was shown, and a proof that it was.
pub(super) fn mark(tx: &Tx, device: Device, officer: &Officer, number: &ApplicationNumber, action: Action) -> String {
    let (staff, agency) = (officer.staff.to_string(), officer.agency.as_str());
    format!("{staff}/{agency}/{}", proof(tx, device, (&staff, agency), number, action))
}

fn proof(tx: &Tx, device: Device, shown_to: (&str, &str), number: &ApplicationNumber, action: Action) -> String {
    let (staff, agency) = shown_to;
    let whole = format!("{}/{staff}/{agency}/{number}/{}", device.id, action.path());
    HEXLOWER.encode(&vault::fingerprint(tx, "desk-form", &whole))
}

/// Keeps what somebody sent whose session has ended, and leads to signing in and back. Whoever was never shown the form is
/// told the same, and nothing is kept.
pub(super) async fn of_absent(
    state: &State,
    device: Device,
    (number, action): (&str, Action),
    (fields, failure): (&Fields, Failure),
) -> web::Result {
    if !matches!(failure, Failure::SignIn { .. }) {
        return Err(failure);
    }
    let Ok(number) = number.parse::<ApplicationNumber>() else { return Err(failure) };
    let mut tx = state.db.begin().await?;
    if let Some((staff, case)) = shown(&mut tx, device, &number, action, fields).await? {
        let rescued = Rescued {
            typed: Typed::new(&page_of(action, staff), fields.iter()),
            words: String::new(),
            window: Window::of(fields),
            brought: Vec::new(),
            lost: Vec::new(),
        };
        let device = rescue::fingerprint(&tx, device);
        store::rescues::keep(&mut tx, &state.cx, &case, device, &rescued).await?;
        tx.commit().await?;
    }
    let back = View::of(fields).address(&format!("/desk/{number}/{}", action.path()));
    Ok(web::see(web::with_query("/staff/sign-in", "", "next", &back)))
}

/// The officer whom this browser was shown the form, and the case.
async fn shown(
    tx: &mut Tx,
    device: Device,
    number: &ApplicationNumber,
    action: Action,
    fields: &Fields,
) -> db::Result<Option<(StaffId, Application)>> {
    let mut parts = fields.value(SHOWN_TO).splitn(3, '/');
    let (Some(staff), Some(agency), Some(given)) = (parts.next(), parts.next(), parts.next()) else { return Ok(None) };
    if given != proof(tx, device, (staff, agency), number, action) {
        return Ok(None);
    }
    let Ok(id) = staff.parse::<StaffId>() else { return Ok(None) };
    Ok(store::desk::find(tx, agency, number).await?.map(|case| (id, case)))
}

/// The page under which a form is kept: whoever else signs in at this browser does not see it.
fn page_of(action: Action, staff: StaffId) -> String {
    format!("desk/{}/{staff}", action.path())
}

/// What this browser sent for the form before its officer signed in again. Reading it is reading the case: it is recorded.
pub(super) async fn find(
    tx: &mut Tx,
    cx: &Cx,
    device: Device,
    (officer, case, action): (&Officer, &Application, Action),
) -> db::Result<Option<Fields>> {
    let (page, of) = (page_of(action, officer.staff), (case.account, case.id));
    if !rescue::is_kept(tx, cx, of, device, &page).await? {
        return Ok(None);
    }
    ledger::record(tx, cx, read::accessed(officer.staff, case, "application.read")).await?;
    let rescued = rescue::find(tx, cx, of, device, &page).await?;
    Ok(rescued.map(|rescued| Fields::new(rescued.typed.as_sent())))
}
