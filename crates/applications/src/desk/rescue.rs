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

use super::{queue::View, read};
use crate::{
    State,
    drafts::{
        notes::Window,
        rescue::{self, Rescued},
    },
    model::Application,
    number::ApplicationNumber,
    opened::Opened,
    store,
    typed::Typed,
};

/// The field with the mark.
const SHOWN_TO: &str = "shown_to";

/// The form of an approval: its questions stand on the page of the case.
pub(super) const APPROVE: &str = "approve";

/// The mark of a form: for whom it was shown, and a proof that it was. A form is named by the last part of the address that
/// it is sent to.
pub(super) fn mark(tx: &Tx, device: Device, officer: &Officer, number: &ApplicationNumber, form: &str) -> String {
    let (staff, agency) = (officer.staff.to_string(), officer.agency.as_str());
    format!("{staff}/{agency}/{}", proof(tx, device, (&staff, agency), number, form))
}

fn proof(tx: &Tx, device: Device, shown_to: (&str, &str), number: &ApplicationNumber, form: &str) -> String {
    let (staff, agency) = shown_to;
    let whole = format!("{}/{staff}/{agency}/{number}/{form}", device.id);
    HEXLOWER.encode(&vault::fingerprint(tx, "desk-form", &whole))
}

/// Keeps what somebody sent whose session has ended, and leads to signing in and back. Whoever was never shown the form is
/// told the same, and nothing is kept.
pub(super) async fn of_absent(
    state: &State,
    device: Device,
    (number, form): (&str, &str),
    (fields, failure): (&Fields, Failure),
) -> web::Result {
    if !matches!(failure, Failure::SignIn { .. }) {
        return Err(failure);
    }
    let Ok(number) = number.parse::<ApplicationNumber>() else { return Err(failure) };
    let mut tx = state.db.begin().await?;
    if let Some((staff, case)) = shown(&mut tx, device, &number, form, fields).await? {
        let rescued = Rescued {
            typed: Typed::new(&page_of(form, staff), fields.iter()),
            words: String::new(),
            window: Window::of(fields),
            brought: Vec::new(),
            lost: Vec::new(),
        };
        let device = rescue::fingerprint(&tx, device);
        store::rescues::keep(&mut tx, &state.cx, &case, device, &rescued).await?;
        tx.commit().await?;
    }
    let back = match form {
        APPROVE => format!("/desk/{number}"),
        _ => format!("/desk/{number}/{form}"),
    };
    let back = View::of(fields).address(&back);
    Ok(web::see(web::with_query("/staff/sign-in", "", "next", &back)))
}

/// The officer whom this browser was shown the form, and the case.
async fn shown(
    tx: &mut Tx,
    device: Device,
    number: &ApplicationNumber,
    form: &str,
    fields: &Fields,
) -> db::Result<Option<(StaffId, Application)>> {
    let mut parts = fields.value(SHOWN_TO).splitn(3, '/');
    let (Some(staff), Some(agency), Some(given)) = (parts.next(), parts.next(), parts.next()) else { return Ok(None) };
    if given != proof(tx, device, (staff, agency), number, form) {
        return Ok(None);
    }
    let Ok(id) = staff.parse::<StaffId>() else { return Ok(None) };
    Ok(store::desk::find(tx, agency, number).await?.map(|case| (id, case)))
}

/// The page under which a form is kept: whoever else signs in at this browser does not see it.
fn page_of(form: &str, staff: StaffId) -> String {
    format!("desk/{form}/{staff}")
}

/// What this browser sent for the form before its officer signed in again. Reading it is reading the case: it is recorded.
pub(super) async fn find(
    tx: &mut Tx,
    cx: &Cx,
    device: Device,
    (officer, case, form): (&Officer, &Application, &str),
) -> db::Result<Option<Fields>> {
    let (page, of) = (page_of(form, officer.staff), (case.account, case.id));
    if !rescue::is_kept(tx, cx, of, device, &page).await? {
        return Ok(None);
    }
    ledger::record(tx, cx, read::accessed(officer.staff, case, "application.read")).await?;
    let rescued = rescue::find(tx, cx, of, device, &page).await?;
    Ok(rescued.map(|rescued| Fields::new(rescued.typed.as_sent())))
}

/// The same of the questions of an approval, for a case that is open: that it was read stands in the ledger already.
pub(super) async fn of_approval(
    tx: &mut Tx,
    cx: &Cx,
    device: Device,
    (officer, case): (&Officer, &Opened),
) -> db::Result<Option<Fields>> {
    let of = (case.application.account, case.application.id);
    let rescued = rescue::find(tx, cx, of, device, &page_of(APPROVE, officer.staff)).await?;
    Ok(rescued.map(|rescued| Fields::new(rescued.typed.as_sent())))
}
