//! The tables `accounts`, `sign_in_names`, `consents`, `account_events`.

use base::{AccountId, Cx, Email, Lang, Phone, Timestamp, Uuid};
use db::{FromRow, Tx, p, vault};

use super::{
    Account, AccountNumber, AccountStatus, ContactKind, Contacts, Entry, Happening, Names, NewAccount, SignInName,
};
use crate::events::Contact;

/// Where in the vault each sealed column lies; the seal is bound to it.
pub(crate) fn place(column: &str, account: AccountId) -> String {
    format!("accounts/{column}/{account}")
}

fn broken(problem: &str) -> db::Error {
    db::Error::Row { problem: problem.to_owned(), sql: BY_ID.to_owned() }
}

#[derive(FromRow)]
struct Row {
    id: AccountId,
    number: String,
    status: AccountStatus,
    lang: Lang,
    names: Vec<u8>,
    phone: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
}

const BY_ID: &str = "select id, number, status, lang, names, phone, email from accounts where id = $1";

/// Names of the account, unsealed.
pub(crate) async fn open_names(tx: &mut Tx, account: AccountId, sealed: &[u8]) -> Result<Names, db::Error> {
    vault::open_json(tx, account.0, &place("names", account), sealed).await
}

pub(super) async fn insert(tx: &mut Tx, cx: &Cx, account: AccountId, new: &NewAccount<'_>) -> Result<(), db::Error> {
    let names = vault::seal_json(tx, cx, account.0, &place("names", account), new.names).await?;
    let status = if new.password_hash.is_some() { AccountStatus::Active } else { AccountStatus::Pending };
    // Nine hundred million numbers: a draw that is taken is drawn again, and ten in a row do not happen.
    for _ in 0..10 {
        let number = AccountNumber::draw(cx);
        let rows = tx
            .execute(
                "insert into accounts (id, number, status, lang, names, created_at) values ($1, $2, $3, $4, $5, $6) \
                 on conflict (number) do nothing",
                p![account, number.as_str(), status, new.lang, &names, cx.now()],
            )
            .await?;
        if rows == 1 {
            return Ok(());
        }
    }
    Err(broken("no free account number"))
}

pub(super) async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<Account>, db::Error> {
    let Some(row) = tx.one::<Row>(BY_ID, p![account]).await? else { return Ok(None) };
    let names = open_names(tx, account, &row.names).await?;
    let number = row.number.parse().map_err(|_| broken("a number with a wrong check digit"))?;
    Ok(Some(Account { id: row.id, number, status: row.status, lang: row.lang, names }))
}

pub(super) async fn find_by_number(tx: &mut Tx, number: &AccountNumber) -> Result<Option<AccountId>, db::Error> {
    tx.one::<AccountId>("select id from accounts where number = $1", p![number.as_str()]).await
}

pub(super) async fn contacts(tx: &mut Tx, account: AccountId) -> Result<Option<Contacts>, db::Error> {
    let Some(row) = tx.one::<Row>(BY_ID, p![account]).await? else { return Ok(None) };
    if row.status == AccountStatus::Closed {
        return Ok(None);
    }
    let names = open_names(tx, account, &row.names).await?;
    let mut contacts = Contacts { phone: None, email: None, lang: row.lang, name: names.short() };
    if let Some(sealed) = row.phone {
        contacts.phone = Some(vault::open_json::<Phone>(tx, account.0, &place("phone", account), &sealed).await?);
    }
    if let Some(sealed) = row.email {
        contacts.email = Some(vault::open_json::<Email>(tx, account.0, &place("email", account), &sealed).await?);
    }
    Ok(Some(contacts))
}

pub(super) async fn set_names(tx: &mut Tx, cx: &Cx, account: AccountId, names: &Names) -> Result<(), db::Error> {
    let sealed = vault::seal_json(tx, cx, account.0, &place("names", account), names).await?;
    tx.execute("update accounts set names = $2 where id = $1", p![account, sealed]).await?;
    Ok(())
}

pub(super) async fn set_contact(tx: &mut Tx, cx: &Cx, account: AccountId, contact: &Contact) -> Result<(), db::Error> {
    match contact {
        Contact::Sms(phone) => {
            let sealed = vault::seal_json(tx, cx, account.0, &place("phone", account), phone).await?;
            tx.execute("update accounts set phone = $2 where id = $1", p![account, sealed]).await?;
        }
        Contact::Mail(email) => {
            let sealed = vault::seal_json(tx, cx, account.0, &place("email", account), email).await?;
            tx.execute("update accounts set email = $2 where id = $1", p![account, sealed]).await?;
        }
    }
    Ok(())
}

pub(crate) async fn set_lang(tx: &mut Tx, account: AccountId, lang: Lang) -> Result<bool, db::Error> {
    let rows = tx.execute("update accounts set lang = $2 where id = $1 and lang <> $2", p![account, lang]).await?;
    Ok(rows == 1)
}

pub(crate) async fn status(tx: &mut Tx, account: AccountId) -> Result<Option<AccountStatus>, db::Error> {
    tx.one::<AccountStatus>("select status from accounts where id = $1", p![account]).await
}

/// Makes an account that waits for its first sign-in an active one.
pub(crate) async fn activate(tx: &mut Tx, account: AccountId) -> Result<(), db::Error> {
    tx.execute("update accounts set status = 'active' where id = $1 and status = 'pending'", p![account]).await?;
    Ok(())
}

pub(crate) fn fingerprint(by: &impl vault::Fingerprints, name: &SignInName) -> [u8; 32] {
    vault::fingerprint(by, name.kind().as_str(), &name.key())
}

pub(super) async fn free_sign_in_name(tx: &mut Tx, account: AccountId, kind: ContactKind) -> Result<(), db::Error> {
    tx.execute("delete from sign_in_names where account = $1 and kind = $2", p![account, kind]).await?;
    Ok(())
}

pub(super) async fn claim_sign_in_name(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    name: &SignInName,
) -> Result<bool, db::Error> {
    let fingerprint = fingerprint(tx, name);
    let rows = tx
        .execute(
            "insert into sign_in_names (kind, fingerprint, account, proved_at) values ($1, $2, $3, $4) \
             on conflict (kind, fingerprint) do nothing",
            p![name.kind(), fingerprint, account, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

/// Whose phone or e-mail address it is. A SNILS is asked of `levels::holder_of`.
pub(crate) async fn find_by_contact(tx: &mut Tx, name: &SignInName) -> Result<Option<AccountId>, db::Error> {
    let fingerprint = fingerprint(tx, name);
    tx.one::<AccountId>(
        "select account from sign_in_names where kind = $1 and fingerprint = $2",
        p![name.kind(), fingerprint],
    )
    .await
}

pub(super) async fn insert_consent(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    subject: &str,
    edition: &str,
) -> Result<(), db::Error> {
    tx.execute(
        "insert into consents (id, account, subject, edition, given_at) values ($1, $2, $3, $4, $5)",
        p![cx.uuid(), account, subject, edition, cx.now()],
    )
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct EventRow {
    id: Uuid,
    kind: Happening,
    detail: Option<Vec<u8>>,
    at: Timestamp,
}

fn detail_place(id: Uuid) -> String {
    format!("account_events/detail/{id}")
}

pub(super) async fn insert_event(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    kind: Happening,
    detail: Option<&str>,
) -> Result<(), db::Error> {
    let id = cx.uuid();
    let sealed = match detail {
        Some(detail) => Some(vault::seal(tx, cx, account.0, &detail_place(id), detail.as_bytes()).await?),
        None => None,
    };
    tx.execute(
        "insert into account_events (id, account, kind, detail, at) values ($1, $2, $3, $4, $5)",
        p![id, account, kind, sealed, cx.now()],
    )
    .await?;
    Ok(())
}

pub(super) async fn list_events(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<Entry>, db::Error> {
    let rows = tx
        .query::<EventRow>(
            "select id, kind, detail, at from account_events where account = $1 order by at desc, id desc limit $2",
            p![account, limit],
        )
        .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let detail = match row.detail {
            Some(sealed) => {
                let plain = vault::open(tx, account.0, &detail_place(row.id), &sealed).await?;
                Some(String::from_utf8_lossy(&plain).into_owned())
            }
            None => None,
        };
        entries.push(Entry { kind: row.kind, detail, at: row.at });
    }
    Ok(entries)
}
