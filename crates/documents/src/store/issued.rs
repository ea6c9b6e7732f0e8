//! Rows of issued documents.

use base::{AccountId, Date, Timestamp};
use db::{FromRow, Result, Tx, p};

use crate::issued::{DocumentId, DocumentKind, DocumentState};

/// A number that was taken for a document to come.
#[derive(FromRow)]
pub struct Reservation {
    pub id: DocumentId,
    pub number: String,
    pub state: DocumentState,
    pub valid_until: Option<Date>,
    pub reserved_at: Timestamp,
}

/// What a reservation is made of.
pub struct NewRow<'a> {
    pub account: AccountId,
    pub id: DocumentId,
    pub number: &'a str,
    pub reference: &'a str,
    pub kind: DocumentKind,
    pub agency: &'a str,
    pub facts: &'a [u8],
    pub valid_until: Option<Date>,
    pub reserved_at: Timestamp,
}

/// An issued document.
#[derive(FromRow)]
pub struct IssuedRow {
    pub account: AccountId,
    pub id: DocumentId,
    pub number: String,
    pub kind: DocumentKind,
    pub facts: Vec<u8>,
    pub valid_until: Option<Date>,
    pub issued_at: Timestamp,
    pub hash: Vec<u8>,
    pub size: i64,
    pub signed_by: String,
    pub revoked_at: Option<Timestamp>,
    pub revocation: Option<Vec<u8>>,
}

/// What the signed file adds to its row.
pub struct Seal<'a> {
    pub hash: &'a [u8],
    pub size: i64,
    pub signed_by: &'a str,
    pub issued_at: Timestamp,
}

/// Takes the number; nothing happens when the cause has its document already, or the number is taken.
pub async fn reserve(tx: &mut Tx, row: &NewRow<'_>) -> Result<()> {
    tx.execute(
        "insert into issued_documents \
         (account, id, number, reference, kind, agency, state, facts, valid_until, reserved_at) \
         values ($1, $2, $3, $4, $5, $6, 'reserved', $7, $8, $9) on conflict do nothing",
        p![
            row.account,
            row.id,
            row.number,
            row.reference,
            row.kind,
            row.agency,
            row.facts,
            row.valid_until,
            row.reserved_at
        ],
    )
    .await?;
    Ok(())
}

/// The document of a cause, reserved or further.
pub async fn find_by_cause(
    tx: &mut Tx,
    account: AccountId,
    reference: &str,
    kind: DocumentKind,
) -> Result<Option<Reservation>> {
    tx.one(
        "select id, number, state, valid_until, reserved_at from issued_documents \
         where account = $1 and reference = $2 and kind = $3",
        p![account, reference, kind],
    )
    .await
}

/// Makes a reserved document an issued one; answers whether it was this call that did.
pub async fn issue(tx: &mut Tx, account: AccountId, id: DocumentId, seal: &Seal<'_>) -> Result<bool> {
    let rows = tx
        .execute(
            "update issued_documents set state = 'issued', hash = $3, size = $4, signed_by = $5, issued_at = $6 \
             where account = $1 and id = $2 and state = 'reserved'",
            p![account, id, seal.hash, seal.size, seal.signed_by, seal.issued_at],
        )
        .await?;
    Ok(rows == 1)
}

/// Revokes an issued document; answers whether it was this call that did.
pub async fn revoke(tx: &mut Tx, account: AccountId, id: DocumentId, revocation: &[u8], at: Timestamp) -> Result<bool> {
    let rows = tx
        .execute(
            "update issued_documents set state = 'revoked', revoked_at = $4, revocation = $3 \
             where account = $1 and id = $2 and state = 'issued'",
            p![account, id, revocation, at],
        )
        .await?;
    Ok(rows == 1)
}

/// One issued document of an account.
pub async fn find(tx: &mut Tx, account: AccountId, id: DocumentId) -> Result<Option<IssuedRow>> {
    tx.one(
        "select account, id, number, kind, facts, valid_until, issued_at, hash, size, signed_by, revoked_at, revocation \
         from issued_documents where account = $1 and id = $2 and issued_at is not null",
        p![account, id],
    )
    .await
}

/// The issued document of that number, whoever has it.
pub async fn find_by_number(tx: &mut Tx, number: &str) -> Result<Option<IssuedRow>> {
    tx.one(
        "select account, id, number, kind, facts, valid_until, issued_at, hash, size, signed_by, revoked_at, revocation \
         from issued_documents where number = $1 and issued_at is not null",
        p![number],
    )
    .await
}

/// The issued documents of a kind, the newest first.
pub async fn list(tx: &mut Tx, account: AccountId, kind: DocumentKind) -> Result<Vec<IssuedRow>> {
    tx.query(
        "select account, id, number, kind, facts, valid_until, issued_at, hash, size, signed_by, revoked_at, revocation \
         from issued_documents where account = $1 and kind = $2 and issued_at is not null \
         order by issued_at desc limit 200",
        p![account, kind],
    )
    .await
}

/// The issued documents of a cause.
pub async fn list_by_reference(tx: &mut Tx, account: AccountId, reference: &str) -> Result<Vec<IssuedRow>> {
    tx.query(
        "select account, id, number, kind, facts, valid_until, issued_at, hash, size, signed_by, revoked_at, revocation \
         from issued_documents where account = $1 and reference = $2 and issued_at is not null \
         order by kind limit 20",
        p![account, reference],
    )
    .await
}
