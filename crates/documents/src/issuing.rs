//! Issuing a document: number, typesetting, signature, time stamp, storing, news. Jobs run at least once; a document is
//! issued exactly once, because its number is reserved under its cause and only one run can turn the reservation into it.

use std::sync::Arc;

use base::{AccountId, Lang};
use db::{
    Tx,
    jobs::{self, Hopeless, Run},
    ledger::{self, Access, Actor},
    live, vault,
};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::{
    events::{DocumentIssued, IssueDocument},
    issued::{self, DocumentId, DocumentKind, DocumentState},
    mask,
    number::DocumentNumber,
    qr,
    signing::{self, Seal, Signers, TimeStampAuthority},
    storage::Files,
    store::issued::{self as store, NewRow, Reservation},
    typesetter::{self, Fault, Sheet, Typesetter},
};

/// What documents are made with. Cheap to clone.
#[derive(Clone)]
pub struct Issuer {
    /// Where they are kept.
    pub files: Files,
    /// What typesets them.
    pub typesetter: Typesetter,
    /// Whose keys sign them.
    pub signers: Signers,
    /// Who vouches for the time of the signature.
    pub authority: Arc<dyn TimeStampAuthority>,
    /// The portal's address without a slash at the end: the QR code leads there.
    pub public_url: String,
    /// The zone whose calendar dates documents.
    pub zone: TimeZone,
}

impl Issuer {
    /// Handles one order.
    pub(crate) async fn issue(self, order: IssueDocument, run: Run) -> jobs::Result {
        let kind: DocumentKind = order.kind.parse().map_err(|_| Hopeless(format!("no kind {:?}", order.kind)))?;
        let reserved = reserve(&run, &order, kind).await?;
        if reserved.state != DocumentState::Reserved {
            return Ok(());
        }
        let pdf = self.make(&run, &order, &reserved).await?;
        let Seal::Intact(seal) = signing::inspect(&pdf) else {
            return Err(anyhow::anyhow!("the signature that was just made is not valid"));
        };
        let signed_by = seal.certificate.tbs_certificate().subject().to_string();
        let hash: [u8; 32] = Sha256::digest(&pdf).into();
        let mut tx = run.db.read().await?;
        self.files.put(&mut tx, &run.cx, order.account, &issued::content_place(reserved.id, &hash), &pdf).await?;
        drop(tx);
        let seal = store::Seal {
            hash: &hash,
            size: i64::try_from(pdf.len()).unwrap_or(i64::MAX),
            signed_by: &signed_by,
            issued_at: run.cx.now(),
        };
        self.finish(&run, order, &reserved, &seal).await
    }

    /// Typesets, signs and stamps.
    async fn make(&self, run: &Run, order: &IssueDocument, reserved: &Reservation) -> jobs::Result<Vec<u8>> {
        let number = DocumentNumber::stored(reserved.number.clone());
        let title = if order.lang == Lang::Ru { &order.title_ru } else { &order.title_en };
        let check_url = format!("{}/check/{}", self.public_url, number.as_str());
        let data = self.data(order, reserved, title, &check_url).to_string();
        let sheet = Sheet {
            template: &order.template,
            files: typesetter::Files { data: &data, qr: &qr::svg(&check_url)? },
            title,
            author: &order.agency_name,
            lang: order.lang,
            dated: reserved.reserved_at,
            identity: number.as_str(),
        };
        let pdf = self.typesetter.typeset(&sheet).await.map_err(|fault| match fault {
            Fault::Refused(_) => anyhow::Error::from(Hopeless(fault.to_string())),
            other => other.into(),
        })?;
        let signer = self.signers.of(&order.agency)?;
        let reason = match order.lang {
            Lang::Ru => format!("Документ № {number}"),
            Lang::En => format!("Document No. {number}"),
        };
        let facts = signing::Facts { name: &order.agency_name, reason: &reason, at: run.cx.now() };
        Ok(signing::sign(&pdf, &facts, signer.as_ref(), self.authority.as_ref(), run.cx.bytes()).await?)
    }

    /// The caller's data with what only we know. Days are ISO, so that a template writes them as it likes.
    fn data(&self, order: &IssueDocument, reserved: &Reservation, title: &str, check_url: &str) -> Value {
        let mut data = match &order.data {
            Value::Object(fields) => fields.clone(),
            Value::Null => Map::new(),
            other => Map::from_iter([("data".to_owned(), other.clone())]),
        };
        data.entry("agency").or_insert_with(|| order.agency_name.clone().into());
        let issued_on = reserved.reserved_at.to_zoned(self.zone.clone()).date();
        let ours = [
            ("number", Some(DocumentNumber::stored(reserved.number.clone()).to_string())),
            ("title", Some(title.to_owned())),
            ("check_url", Some(check_url.to_owned())),
            ("issued_on", Some(issued_on.to_string())),
            ("valid_until", reserved.valid_until.map(|day| day.to_string())),
        ];
        data.extend(ours.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))));
        Value::Object(data)
    }

    /// The row, the news and the end of the job in one transaction.
    async fn finish(
        &self,
        run: &Run,
        order: IssueDocument,
        reserved: &Reservation,
        seal: &store::Seal<'_>,
    ) -> jobs::Result {
        let (account, document) = (order.account, reserved.id);
        let mut tx = run.db.begin().await?;
        let won = store::issue(&mut tx, account, document, seal).await?;
        if won {
            let IssueDocument { reference, kind, .. } = order;
            let news = DocumentIssued { account, reference, kind, document, number: reserved.number.clone() };
            jobs::enqueue(&mut tx, &run.cx, &news).await?;
            live::touch(&mut tx, &run.cx, account, "documents").await?;
        }
        run.done(&mut tx).await?;
        tx.commit().await?;
        if won {
            metrics::counter!("documents_issued_total").increment(1);
        } else {
            self.forget(run, account, document, seal.hash).await?;
        }
        Ok(())
    }

    /// Another run of the same order was faster: what this one stored is of no use.
    async fn forget(&self, run: &Run, account: AccountId, document: DocumentId, hash: &[u8]) -> jobs::Result {
        let mut tx = run.db.read().await?;
        let row = store::find(&mut tx, account, document).await?;
        if row.is_some_and(|row| row.hash != hash) {
            self.files.delete(&issued::content_place(document, hash)).await?;
        }
        Ok(())
    }
}

/// The reservation of this cause, made now or by an earlier run.
async fn reserve(run: &Run, order: &IssueDocument, kind: DocumentKind) -> jobs::Result<Reservation> {
    let mut tx = run.db.begin().await?;
    if let Some(known) = store::find_by_cause(&mut tx, order.account, &order.reference, kind).await? {
        return Ok(known);
    }
    let id = DocumentId::new(&run.cx);
    let facts = issued::Facts {
        title_ru: order.title_ru.clone(),
        title_en: order.title_en.clone(),
        agency_name: order.agency_name.clone(),
        agency_name_en: order.agency_name_en.clone(),
        holder: mask::masked(&holder(&mut tx, run, order).await?),
    };
    let facts = vault::seal_json(&mut tx, &run.cx, order.account, &issued::facts_place(id), &facts).await?;
    let reserved_at = run.cx.now();
    let number = DocumentNumber::draw(&run.cx, reserved_at);
    let row = NewRow {
        account: order.account,
        id,
        number: number.as_str(),
        reference: &order.reference,
        kind,
        agency: &order.agency,
        facts: &facts,
        valid_until: order.valid_until,
        reserved_at,
    };
    store::reserve(&mut tx, &row).await?;
    let reserved = store::find_by_cause(&mut tx, order.account, &order.reference, kind).await?;
    tx.commit().await?;
    // None: the number was taken, which happens once in ten million million draws; the next attempt draws again.
    reserved.ok_or_else(|| anyhow::anyhow!("the number was taken"))
}

/// The holder's name, family name first. The owner sees in the ledger what was issued and that their name was read for it.
async fn holder(tx: &mut Tx, run: &Run, order: &IssueDocument) -> db::Result<String> {
    let access = Access {
        account: order.account,
        actor: Actor::Job("issue-document"),
        action: "document.issue",
        reason: &order.title_ru,
        case: Some(order.reference.clone()),
    };
    ledger::record(tx, &run.cx, access).await?;
    if let Some(name) = order.data.get("holder").and_then(Value::as_str) {
        return Ok(name.to_owned());
    }
    if let Some(profile) = identity::profile(tx, order.account).await? {
        let patronymic = profile.patronymic.unwrap_or_default();
        return Ok(format!("{} {} {patronymic}", profile.family_name, profile.given_name));
    }
    let name = identity::contacts(tx, order.account).await?.map(|contacts| contacts.name).unwrap_or_default();
    // Contacts greet: given name first.
    Ok(name.rsplit_once(' ').map_or(name.clone(), |(given, family)| format!("{family} {given}")))
}
