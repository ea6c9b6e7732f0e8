//! The session ended while a page was being filled in (of a draft, of corrections, or an answer to the agency): what was typed,
//! and the files that were sent with it, are kept for the browser that sent them, and shown again after signing in.
//!
//! Nothing is written into the draft before its owner has signed in: whoever sent the page may be anybody. What is kept is
//! sealed for the owner, is shown in that browser alone, and is forgotten in an hour. Files pass the gate like all others,
//! lie on no shelf until the owner has gone on with them, and are erased soon after the hour.

use base::{AccountId, Cx, SignedDuration, Timestamp};
use db::{Tx, vault};
use documents::FileId;
use forms::FileRef;
use serde::{Deserialize, Serialize};
use web::{Device, Failure, Fields, Page};

use super::{
    notes::Window,
    posted::{self, ExaminedFile, Posted},
};
use crate::{
    State, life_cycle,
    model::{Application, ApplicationId},
    store,
    typed::Typed,
};

/// How long it is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);
/// How long its files are kept: who signed in at the last moment has time to read and go on.
const FILES_KEPT_FOR: SignedDuration = SignedDuration::from_hours(2);
/// From how many browsers one draft keeps something: a stranger who knows its address fills nothing up.
const MOST: i64 = 5;
/// How many files of one page are kept.
const MOST_FILES: usize = 10;

/// The page of corrections, which is no page of a form.
pub const CORRECTIONS: &str = "_corrections";
/// The page of an application with the answer to its agency.
pub const ANSWER: &str = "_answer";
/// The field of what is said with corrections.
pub const WORDS: &str = "_answer";

/// What a browser sent when its session had ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescued {
    /// The page with its fields and files.
    pub typed: Typed,
    /// What is said with corrections.
    #[serde(default)]
    pub words: String,
    /// The window that it was typed in.
    pub window: Window,
    /// The files that came with it and that the owner did not have before.
    pub brought: Vec<FileId>,
    /// The names of files that were not kept; those have to be chosen again.
    pub lost: Vec<String>,
}

/// Keeps what a guest sent for a page, and leads to signing in and back.
pub async fn of_guest(
    state: &State,
    device: Device,
    (id, page): (&str, &str),
    posted: Result<Posted, Failure>,
) -> web::Result {
    // Without our token, or when it is no form at all: nothing is kept, and nothing is said of why.
    if let (Ok(mut posted), Ok(id)) = (posted, id.parse::<ApplicationId>()) {
        let mut tx = state.db.read().await?;
        let kept = may_keep(&mut tx, id, page, device).await?;
        drop(tx);
        if kept.is_some() {
            let too_many = posted.files.split_off(posted.files.len().min(MOST_FILES));
            let examined = posted.examine(&state.files).await;
            let lost = too_many.into_iter().map(|file| file.name).collect();
            let mut tx = state.db.begin().await?;
            if let Some(draft) = may_keep(&mut tx, id, page, device).await? {
                keep(&mut tx, state, &draft, (device, page), (examined, lost)).await?;
            }
            tx.commit().await?;
        }
    }
    let back = match page {
        CORRECTIONS => format!("/cabinet/applications/{id}/corrections"),
        ANSWER => format!("/cabinet/applications/{id}"),
        page => format!("/cabinet/applications/{id}/pages/{page}"),
    };
    Ok(web::see(web::with_query("/sign-in", "", "next", &back)))
}

/// The application, when the page waits for its person and there is room for what this browser sends.
async fn may_keep(tx: &mut Tx, id: ApplicationId, page: &str, device: Device) -> db::Result<Option<Application>> {
    let awaits = match page {
        CORRECTIONS | ANSWER => life_cycle::State::AwaitingInformation,
        _ => life_cycle::State::Draft,
    };
    let found = store::applications::find_by_id(tx, id).await?;
    let Some(draft) = found.filter(|found| found.state() == awaits) else { return Ok(None) };
    let device = fingerprint(tx, device);
    let room = store::rescues::count_others(tx, &draft, device).await? < MOST;
    Ok(room.then_some(draft))
}

async fn keep(
    tx: &mut Tx,
    state: &State,
    draft: &Application,
    (device, page): (Device, &str),
    ((fields, files), mut lost): ((Fields, Vec<ExaminedFile>), Vec<String>),
) -> Result<(), Failure> {
    let (cx, account) = (&state.cx, draft.account);
    let mut typed = Typed::new(page, fields.iter());
    let words = fields.value(WORDS).to_owned();
    for (field, id) in fields.iter() {
        let Some(path) = Typed::question_of(field) else { continue };
        let Ok(id) = id.parse::<FileId>() else { continue };
        if let Some(file) = documents::file(tx, account, id).await? {
            typed.add_file(path, FileRef { id: id.to_string(), name: file.name });
        }
    }
    let until = cx.now().saturating_add(FILES_KEPT_FOR).unwrap_or(Timestamp::MAX);
    let kept = posted::keep_aside(tx, state, account, files, (&mut typed, until)).await?;
    lost.extend(kept.lost);
    // Of a question of one file the last one stays, unless its pages are being put in order.
    for (field, value) in fields.iter() {
        if let Some(path) = Typed::joined_question(field).filter(|_| value == Typed::WHOLE)
            && !posted::is_arranged(&fields, path)
        {
            typed.keep_last_file(path);
        }
    }
    let device = fingerprint(tx, device);
    // What this browser sent before gives way, files and all.
    if let Some(former) = store::rescues::take(tx, draft, device).await? {
        drop_files(tx, cx, draft, former.brought.iter().filter(|id| !typed.has_file(**id))).await?;
        let still = former.brought.into_iter().filter(|id| typed.has_file(*id));
        let brought = kept.brought.into_iter().chain(still).collect();
        let rescued = Rescued { typed, words, window: Window::of(&fields), brought, lost };
        return Ok(store::rescues::keep(tx, cx, draft, device, &rescued).await?);
    }
    let rescued = Rescued { typed, words, window: Window::of(&fields), brought: kept.brought, lost };
    Ok(store::rescues::keep(tx, cx, draft, device, &rescued).await?)
}

async fn drop_files(tx: &mut Tx, cx: &Cx, draft: &Application, files: impl Iterator<Item = &FileId>) -> db::Result<()> {
    for file in files {
        documents::drop_aside(tx, cx, draft.account, *file).await?;
    }
    Ok(())
}

/// What this browser sent for the page before its person signed in again.
pub async fn find(
    tx: &mut Tx,
    cx: &Cx,
    draft: (AccountId, ApplicationId),
    device: Device,
    page: &str,
) -> db::Result<Option<Rescued>> {
    let device = fingerprint(tx, device);
    store::rescues::find(tx, draft, device, page, since(cx)).await
}

/// Whether this browser sent something for the page before its person signed in again.
pub async fn is_kept(
    tx: &mut Tx,
    cx: &Cx,
    of: (AccountId, ApplicationId),
    device: Device,
    page: &str,
) -> db::Result<bool> {
    let device = fingerprint(tx, device);
    store::rescues::has(tx, of, device, page, since(cx)).await
}

/// What is said of it: all is here, or which files have to be chosen again.
pub fn told(rescued: &Rescued, page: &Page) -> String {
    match rescued.lost.as_slice() {
        [] => page.t("drafts-rescued").into_owned(),
        lost => page.tv("drafts-rescued-files", [("names", lost.join(", "))]),
    }
}

/// The person went on: it is not needed any more. Files that are sent on by `fields` come to the shelf, the others go.
pub async fn take_over(tx: &mut Tx, cx: &Cx, draft: &Application, device: Device, fields: &Fields) -> db::Result<()> {
    let device = fingerprint(tx, device);
    let Some(rescued) = store::rescues::take(tx, draft, device).await? else { return Ok(()) };
    for file in rescued.brought {
        let id = file.to_string();
        if fields.iter().any(|(field, value)| Typed::question_of(field).is_some() && value == id) {
            documents::shelve(tx, draft.account, file).await?;
        } else {
            documents::drop_aside(tx, cx, draft.account, file).await?;
        }
    }
    Ok(())
}

/// The instant before which nothing is shown any more.
pub(crate) fn since(cx: &Cx) -> Timestamp {
    cx.now().saturating_sub(KEPT_FOR).unwrap_or(Timestamp::MIN)
}

/// By which the browser is known where something is kept for it.
pub(crate) fn fingerprint(tx: &Tx, device: Device) -> [u8; 32] {
    vault::fingerprint(tx, "device", &device.id.to_string())
}
