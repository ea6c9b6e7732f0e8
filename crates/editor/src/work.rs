//! What administrators do to drafts. Commands take the transaction and leave committing to the caller.

use base::Cx;
use catalog::{By, Catalog, ServiceFiles};
use db::{Result, Tx};
use forms::Problem;
use identity::Administrator;

use crate::{model::Draft, store};

/// The draft of a service; while there is none, what it would begin with: version 0 of the edition that is offered.
pub(crate) async fn open(tx: &mut Tx, catalog: &Catalog, code: &str) -> Result<Option<Draft>> {
    if let Some(draft) = store::find(tx, code).await? {
        return Ok(Some(draft));
    }
    let Some(service) = catalog.service(code) else { return Ok(None) };
    let hash = &service.edition.hash;
    let Some(files) = catalog::files_of(tx, hash).await? else { return Ok(None) };
    let (base, at) = (Some(hash.clone()), service.edition.published_at);
    let nobody = base::StaffId(base::Uuid::nil());
    Ok(Some(Draft { service: code.to_owned(), base, version: 0, files, staff: nobody, at }))
}

/// Saves a draft: the first save begins it. None when somebody else saved meanwhile.
pub(crate) async fn save(
    tx: &mut Tx,
    cx: &Cx,
    by: &Administrator,
    draft: &Draft,
    files: &ServiceFiles,
) -> Result<Option<Draft>> {
    if draft.version > 0 && draft.files == *files {
        return Ok(Some(draft.clone()));
    }
    let code = &draft.service;
    let saved = match draft.version {
        0 => store::insert(tx, cx, code, draft.base.as_deref(), files, by.staff).await?,
        version => store::update(tx, cx, code, version, files, by.staff).await?,
    };
    let next =
        Draft { version: draft.version + 1, files: files.clone(), staff: by.staff, at: cx.now(), ..draft.clone() };
    Ok(saved.then_some(next))
}

/// How publishing ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// This edition is offered now.
    Published(String),
    /// The problems keep it back.
    Broken(Vec<Problem>),
    /// Somebody saved the draft, or published another edition, meanwhile.
    TooLate,
}

/// Publishes a draft, and removes it.
pub(crate) async fn publish(
    tx: &mut Tx,
    cx: &Cx,
    by: &Administrator,
    catalog: &Catalog,
    draft: &Draft,
    note: &str,
) -> Result<Outcome> {
    let now = catalog.snapshot();
    if let Err(problems) = now.check(&draft.service, &draft.files) {
        return Ok(Outcome::Broken(problems));
    }
    let offered = now.service(&draft.service).map(|service| service.edition.hash.clone());
    if offered != draft.base || (draft.version > 0 && !store::remove(tx, &draft.service, draft.version).await?) {
        return Ok(Outcome::TooLate);
    }
    let by = By::administrator(by.staff, note);
    Ok(match catalog::publish_service(tx, cx, &now, (&draft.service, &draft.files), &by).await? {
        Ok(hash) => Outcome::Published(hash),
        Err(problems) => Outcome::Broken(problems),
    })
}

/// Says that a draft goes on from the edition that is offered now; false when somebody saved it meanwhile.
pub(crate) async fn go_on(tx: &mut Tx, catalog: &Catalog, draft: &Draft) -> Result<bool> {
    let Some(service) = catalog.service(&draft.service) else { return Ok(true) };
    store::rebase(tx, &draft.service, draft.version, &service.edition.hash).await
}

/// Takes over what was published, after the commit, so that this node offers it at once; the others follow by themselves.
pub(crate) async fn take_over(state: &crate::State) -> Result<()> {
    state.catalog.refresh(&mut state.db.read().await?).await?;
    Ok(())
}
