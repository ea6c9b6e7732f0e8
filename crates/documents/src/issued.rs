//! The documents that agencies issued: finding, reading, revoking.

use base::{AccountId, Cx, Date, Lang, Timestamp};
use bytes::Bytes;
use db::{
    Tx,
    ledger::{self, Access, Actor},
    live, vault,
};
use serde::{Deserialize, Serialize};

use crate::{
    number::DocumentNumber,
    storage::{Fault, Files},
    store::issued::{self as store, IssuedRow},
};

db::typed_id!(
    /// A document that an agency issued.
    pub DocumentId
);

db::codes!(
    /// What an issued document is.
    pub enum DocumentKind {
        /// The result of a service: shown under «Справки».
        Result = "result",
        /// A receipt («Чек»): shown under «Платёжные документы».
        Receipt = "receipt",
    }
);

db::codes!(
    /// How far an issued document is.
    pub enum DocumentState {
        /// It has its number and is being made.
        Reserved = "reserved",
        /// It is there.
        Issued = "issued",
        /// It is there and no longer in force.
        Revoked = "revoked",
    }
);

/// Whether a document is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Valid,
    /// It runs out within 30 days.
    Ending,
    /// Its last day is over.
    Expired,
    /// The agency took it back.
    Revoked,
}

/// What is sealed beside a document: only its owner's key opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub title_ru: String,
    pub title_en: String,
    pub agency_name: String,
    #[serde(default)]
    pub agency_name_en: String,
    /// The holder's name as strangers may see it.
    pub holder: String,
}

/// An issued document as its owner and the agency see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Which.
    pub id: DocumentId,
    /// Its number.
    pub number: DocumentNumber,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title in Russian.
    pub title_ru: String,
    /// Its title in English.
    pub title_en: String,
    /// The agency's name as it stands on the document.
    pub agency_name: String,
    /// The agency's name for readers of English; "" when it has none.
    pub agency_name_en: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The last day on which it is valid.
    pub valid_until: Option<Date>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// Why it was revoked.
    pub revocation: Option<String>,
    /// Its length in bytes.
    pub size: u64,
}

/// The name of an agency in a language, as far as it has one in it.
pub(crate) fn agency_in<'a>(lang: Lang, (ru, en): (&'a str, &'a str)) -> &'a str {
    if lang == Lang::En && !en.is_empty() { en } else { ru }
}

impl IssuedDocument {
    /// Who issued it, in the language as far as the name is known in it.
    pub fn agency(&self, lang: Lang) -> &str {
        agency_in(lang, (&self.agency_name, &self.agency_name_en))
    }

    /// Its title in the language.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.title_ru,
            Lang::En => &self.title_en,
        }
    }

    /// Whether it is in force on that day.
    pub fn standing(&self, today: Date) -> Standing {
        standing(self.revoked_at, self.valid_until, today)
    }

    /// The name of its file: «Справка о судимости 2641773091560022.pdf».
    pub fn file_name(&self, lang: Lang) -> String {
        let title: String = self.title(lang).chars().filter(|sign| !"\\/:*?\"<>|".contains(*sign)).collect();
        format!("{} {}.pdf", title.trim(), self.number.as_str())
    }
}

/// Whether a document is in force on that day.
pub fn standing(revoked_at: Option<Timestamp>, valid_until: Option<Date>, today: Date) -> Standing {
    let Some(last) = valid_until.filter(|_| revoked_at.is_none()) else {
        return if revoked_at.is_some() { Standing::Revoked } else { Standing::Valid };
    };
    let soon = today.saturating_add(jiff::Span::new().days(30));
    match () {
        () if last < today => Standing::Expired,
        () if last <= soon => Standing::Ending,
        () => Standing::Valid,
    }
}

/// The issued documents of a cause ("application:<id>").
pub async fn by_reference(tx: &mut Tx, account: AccountId, reference: &str) -> db::Result<Vec<IssuedDocument>> {
    let rows = store::list_by_reference(tx, account, reference).await?;
    open_all(tx, rows).await
}

/// All issued documents of a kind, the newest first, at most 200.
pub async fn issued(tx: &mut Tx, account: AccountId, kind: DocumentKind) -> db::Result<Vec<IssuedDocument>> {
    let rows = store::list(tx, account, kind).await?;
    open_all(tx, rows).await
}

/// An issued document with its file, for its owner. Whoever else reads calls [`read_issued_for`].
pub async fn read_issued(
    tx: &mut Tx,
    files: &Files,
    account: AccountId,
    id: DocumentId,
) -> Result<Option<(IssuedDocument, Bytes)>, Fault> {
    let Some(row) = store::find(tx, account, id).await? else { return Ok(None) };
    let content = files.get(tx, account, &content_place(id, &row.hash)).await?;
    Ok(Some((open(tx, row).await?, content)))
}

/// An issued document with its file for somebody else than its owner, who will see in the ledger who read it and why.
pub async fn read_issued_for(
    tx: &mut Tx,
    cx: &Cx,
    files: &Files,
    id: DocumentId,
    access: Access<'_>,
) -> Result<Option<(IssuedDocument, Bytes)>, Fault> {
    let account = access.account;
    ledger::record(tx, cx, access).await?;
    read_issued(tx, files, account, id).await
}

/// Takes an issued document back: from now on the public check says so. Answers whether it was in force until now.
pub async fn revoke(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    id: DocumentId,
    actor: Actor,
    reason: &str,
) -> db::Result<bool> {
    let sealed = vault::seal(tx, cx, account, &revocation_place(id), reason.as_bytes()).await?;
    if !store::revoke(tx, account, id, &sealed, cx.now()).await? {
        return Ok(false);
    }
    ledger::record(tx, cx, Access { account, actor, action: "document.revoke", reason, case: None }).await?;
    live::touch(tx, cx, account, "documents").await?;
    Ok(true)
}

pub(crate) async fn open_facts(tx: &mut Tx, row: &IssuedRow) -> db::Result<Facts> {
    vault::open_json(tx, row.account, &facts_place(row.id), &row.facts).await
}

async fn open_all(tx: &mut Tx, rows: Vec<IssuedRow>) -> db::Result<Vec<IssuedDocument>> {
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        documents.push(open(tx, row).await?);
    }
    Ok(documents)
}

async fn open(tx: &mut Tx, row: IssuedRow) -> db::Result<IssuedDocument> {
    let facts = open_facts(tx, &row).await?;
    let revocation = match &row.revocation {
        Some(sealed) => {
            let plain = vault::open(tx, row.account, &revocation_place(row.id), sealed).await?;
            Some(String::from_utf8_lossy(&plain).into_owned())
        }
        None => None,
    };
    Ok(IssuedDocument {
        id: row.id,
        number: DocumentNumber::stored(row.number),
        kind: row.kind,
        title_ru: facts.title_ru,
        title_en: facts.title_en,
        agency_name: facts.agency_name,
        agency_name_en: facts.agency_name_en,
        issued_at: row.issued_at,
        valid_until: row.valid_until,
        revoked_at: row.revoked_at,
        revocation,
        size: row.size.unsigned_abs(),
    })
}

pub(crate) fn facts_place(id: DocumentId) -> String {
    format!("issued_documents/facts/{id}")
}

/// The content's hash is part of its place: two attempts that made two files never overwrite one another.
pub(crate) fn content_place(id: DocumentId, hash: &[u8]) -> String {
    format!("issued_documents/content/{id}/{}", data_encoding::HEXLOWER.encode(hash))
}

fn revocation_place(id: DocumentId) -> String {
    format!("issued_documents/revocation/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_run_out_after_their_last_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let on = |today| standing(None, Some(day("2026-12-31")), day(today));
        assert_eq!(on("2026-11-21"), Standing::Valid);
        assert_eq!(on("2026-12-01"), Standing::Ending);
        assert_eq!(on("2026-12-31"), Standing::Ending);
        assert_eq!(on("2027-01-01"), Standing::Expired);
        assert_eq!(standing(None, None, day("2099-01-01")), Standing::Valid);
        let revoked = Some("2026-11-21T09:30:00Z".parse().unwrap());
        assert_eq!(standing(revoked, Some(day("2026-12-31")), day("2026-11-21")), Standing::Revoked);
    }
}
