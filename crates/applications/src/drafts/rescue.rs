//! The session ended while a page was being filled in: what was typed is kept for the browser that sent it, and shown
//! again after signing in.
//!
//! Nothing is written into the draft before its owner has signed in: whoever sent the page may be anybody. What is kept is
//! sealed for the owner, is shown in that browser alone, and is forgotten in an hour.

use base::{Cx, SignedDuration, Timestamp};
use db::{Tx, vault};
use documents::FileId;
use forms::FileRef;
use serde::{Deserialize, Serialize};
use web::{Device, Failure};

use super::{notes::Window, posted::Posted};
use crate::{
    State, life_cycle,
    model::{Application, ApplicationId},
    store,
    typed::Typed,
};

/// How long it is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);
/// From how many browsers one draft keeps something: a stranger who knows its address fills nothing up.
const MOST: i64 = 5;
/// How many old ones are forgotten on the way.
const AT_ONCE: u32 = 100;

/// What a browser sent when its session had ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescued {
    /// The page with its fields.
    pub typed: Typed,
    /// The window that it was typed in.
    pub window: Window,
    /// Files were sent with it; those have to be chosen again.
    pub files: bool,
}

/// Keeps what a guest sent for a page, and leads to signing in and back.
pub async fn of_guest(
    state: &State,
    device: Device,
    (id, page): (&str, &str),
    posted: Result<Posted, Failure>,
) -> web::Result {
    // Without our token, or when it is no form at all: nothing is kept, and nothing is said of why.
    if let (Ok(posted), Ok(id)) = (posted, id.parse::<ApplicationId>()) {
        let mut tx = state.db.begin().await?;
        if let Some(draft) = store::applications::find_by_id(&mut tx, id).await?
            && draft.state() == life_cycle::State::Draft
        {
            keep(&mut tx, &state.cx, &draft, (device, page), &posted).await?;
        }
        tx.commit().await?;
    }
    Ok(web::see(web::with_query("/sign-in", "", "next", &format!("/cabinet/applications/{id}/pages/{page}"))))
}

async fn keep(
    tx: &mut Tx,
    cx: &Cx,
    draft: &Application,
    (device, page): (Device, &str),
    posted: &Posted,
) -> db::Result<()> {
    store::rescues::forget_old(tx, since(cx), AT_ONCE).await?;
    if store::rescues::count(tx, draft).await? >= MOST {
        return Ok(());
    }
    let mut typed = Typed::new(page, posted.fields.iter());
    for (field, id) in posted.fields.iter() {
        let Some(path) = Typed::question_of(field) else { continue };
        let Ok(id) = id.parse::<FileId>() else { continue };
        if let Some(file) = documents::file(tx, draft.account, id).await? {
            typed.add_file(path, FileRef { id: id.to_string(), name: file.name });
        }
    }
    let rescued = Rescued { typed, window: Window::of(&posted.fields), files: !posted.files.is_empty() };
    let device = fingerprint(tx, device);
    store::rescues::keep(tx, cx, draft, device, &rescued).await
}

/// What this browser sent for the page before its person signed in again.
pub async fn find(
    tx: &mut Tx,
    cx: &Cx,
    draft: &Application,
    device: Device,
    page: &str,
) -> db::Result<Option<Rescued>> {
    let device = fingerprint(tx, device);
    store::rescues::find(tx, draft, device, page, since(cx)).await
}

/// The person went on: it is not needed any more.
pub async fn forget(tx: &mut Tx, draft: &Application, device: Device) -> db::Result<()> {
    let device = fingerprint(tx, device);
    store::rescues::forget(tx, draft, device).await
}

fn since(cx: &Cx) -> Timestamp {
    cx.now().saturating_sub(KEPT_FOR).unwrap_or(Timestamp::MIN)
}

fn fingerprint(tx: &Tx, device: Device) -> [u8; 32] {
    vault::fingerprint(tx, "device", &device.id.to_string())
}
