//! Opening a case: the one way to a person's data from the desk, and it leaves a trace.

use base::{Cx, StaffId};
use bytes::Bytes;
use catalog::Catalog;
use db::{
    Tx,
    ledger::{self, Access, Actor},
};
use documents::{FileId, FileInfo, Files};
use identity::Officer;
use web::Failure;

use crate::{
    model::Application,
    number::ApplicationNumber,
    opened::{self, Opened},
    store,
};

/// What the citizen reads in the journal of accesses.
const REASON: &str = "Рассмотрение заявления";

/// Opens a case of the officer's agency, with answers and applicant; the access is recorded in the same transaction.
/// [`Failure::NotFound`] when the agency has no such case.
pub async fn open_case(
    tx: &mut Tx,
    cx: &Cx,
    catalog: &Catalog,
    officer: &Officer,
    number: &ApplicationNumber,
) -> Result<Opened, Failure> {
    let case = own(tx, officer, number).await?;
    ledger::record(tx, cx, access(officer, &case, "application.read")).await?;
    opened::complete(tx, cx, catalog, case).await
}

/// Reads a file of a case: one of its answers, or one that came with an answer to the agency.
pub async fn read_file(
    tx: &mut Tx,
    cx: &Cx,
    files: &Files,
    officer: &Officer,
    number: &ApplicationNumber,
    file: FileId,
) -> Result<(FileInfo, Bytes), Failure> {
    let case = own(tx, officer, number).await?;
    if !belongs(tx, &case, file).await? {
        return Err(Failure::NotFound);
    }
    let info = documents::file(tx, case.account, file).await?.ok_or(Failure::NotFound)?;
    let bytes = documents::read_for(tx, cx, files, file, access(officer, &case, "file.read")).await?;
    Ok((info, bytes))
}

/// A case of the officer's agency.
pub(super) async fn own(tx: &mut Tx, officer: &Officer, number: &ApplicationNumber) -> Result<Application, Failure> {
    store::desk::find(tx, &officer.agency, number).await?.ok_or(Failure::NotFound)
}

/// Whether the file came with the case: an officer sees nothing else of what the citizen keeps.
async fn belongs(tx: &mut Tx, case: &Application, file: FileId) -> Result<bool, Failure> {
    let attached = store::attachments::list(tx, case).await?;
    if attached.iter().any(|(known, _)| *known == file) {
        return Ok(true);
    }
    let answers = store::applications::answers(tx, case).await?;
    let id = file.to_string();
    Ok(answers.files().iter().any(|(_, known)| known.id == id))
}

fn access(officer: &Officer, case: &Application, action: &'static str) -> Access<'static> {
    accessed(officer.staff, case, action)
}

/// What the ledger says when an officer of the case's agency looks at it.
pub(crate) fn accessed(officer: StaffId, case: &Application, action: &'static str) -> Access<'static> {
    Access {
        account: case.account,
        actor: Actor::Staff { id: officer, role: "officer".to_owned(), office: case.agency.clone() },
        action,
        reason: REASON,
        case: case.number.as_ref().map(ToString::to_string),
    }
}
