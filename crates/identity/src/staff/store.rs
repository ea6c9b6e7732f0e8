//! The tables `staff` and `staff_sessions`.

use base::{Cx, StaffId, Timestamp, Uuid};
use db::{FromRow, Tx, p, vault};

use super::{Role, StaffSeed, model};

fn place(column: &str, staff: StaffId) -> String {
    format!("staff/{column}/{staff}")
}

#[derive(FromRow)]
pub(super) struct Found {
    pub(super) id: StaffId,
    pub(super) role: Role,
    pub(super) password_hash: String,
    /// Of a password that was given: until when it is good.
    pub(super) password_until: Option<Timestamp>,
    totp_secret: Vec<u8>,
}

pub(super) async fn by_sign_in(tx: &mut Tx, sign_in: &str) -> Result<Option<Found>, db::Error> {
    tx.one::<Found>(
        "select id, role, password_hash, password_until, totp_secret from staff where sign_in = $1 and active",
        p![sign_in],
    )
    .await
}

/// Uses up a password that was given; `false` when somebody did before, or it is not good any more.
pub(super) async fn use_given(
    tx: &mut Tx,
    staff: StaffId,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update staff set password_until = 0 where id = $1 and password_until = $2 and password_until > $3",
            p![staff, until, now],
        )
        .await?;
    Ok(rows == 1)
}

/// Keeps a password that is given, good until a moment; `false`: the member of staff works here no more.
pub(super) async fn give_password(
    tx: &mut Tx,
    staff: StaffId,
    hash: &str,
    until: Timestamp,
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update staff set password_hash = $2, password_until = $3 where id = $1 and active",
            p![staff, hash, until],
        )
        .await?;
    Ok(rows == 1)
}

/// Keeps a password of one's own in place of the one with that hash; `false`: there is another meanwhile.
pub(super) async fn choose_password(
    tx: &mut Tx,
    staff: StaffId,
    (former, hash): (&str, &str),
) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update staff set password_hash = $3, password_until = null where id = $1 and password_hash = $2 and active",
            p![staff, former, hash],
        )
        .await?;
    Ok(rows == 1)
}

/// The name that the member of staff signs in with, and the hash of the password.
pub(super) async fn password_of(tx: &mut Tx, staff: StaffId) -> Result<Option<(String, String)>, db::Error> {
    tx.one("select sign_in, password_hash from staff where id = $1 and active", p![staff]).await
}

/// Ends every living session of the member of staff; answers how many.
pub(super) async fn end_sessions(tx: &mut Tx, cx: &Cx, staff: StaffId) -> Result<u64, db::Error> {
    tx.execute(
        "update staff_sessions set ended_at = $2 where staff = $1 and ended_at is null and ends_at > $2",
        p![staff, cx.now()],
    )
    .await
}

pub(super) async fn totp_secret(tx: &mut Tx, found: &Found) -> Result<Vec<u8>, db::Error> {
    vault::open_system(tx, &place("totp_secret", found.id), &found.totp_secret).await
}

pub(super) async fn set_totp_secret(tx: &mut Tx, cx: &Cx, staff: StaffId, secret: &[u8]) -> Result<bool, db::Error> {
    let sealed = vault::seal_system(tx, cx, &place("totp_secret", staff), secret).await?;
    let rows = tx.execute("update staff set totp_secret = $2 where id = $1 and active", p![staff, sealed]).await?;
    Ok(rows == 1)
}

/// Uses up a step of time; `false` when it, or a later one, was used before.
pub(super) async fn use_step(tx: &mut Tx, staff: StaffId, step: i64) -> Result<bool, db::Error> {
    let rows = tx.execute("update staff set totp_step = $2 where id = $1 and totp_step < $2", p![staff, step]).await?;
    Ok(rows == 1)
}

pub(super) async fn exists(tx: &mut Tx, sign_in: &str) -> Result<bool, db::Error> {
    Ok(tx.one::<StaffId>("select id from staff where sign_in = $1", p![sign_in]).await?.is_some())
}

/// Inserts the member of staff, unless one signs in by that name already.
pub(super) async fn insert(tx: &mut Tx, cx: &Cx, seed: &StaffSeed, secret: &[u8], hash: &str) -> Result<(), db::Error> {
    let id = StaffId::new(cx);
    let name = vault::seal_system(tx, cx, &place("name", id), seed.name.as_bytes()).await?;
    let secret = vault::seal_system(tx, cx, &place("totp_secret", id), secret).await?;
    tx.execute(
        "insert into staff \
         (id, role, sign_in, name, password_hash, totp_secret, totp_step, agency, centre, active, created_at) \
         values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10) on conflict (sign_in) do nothing",
        p![
            id,
            seed.role,
            model::sign_in_key(&seed.sign_in),
            name,
            hash,
            secret,
            seed.agency,
            seed.centre,
            true,
            cx.now()
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn open_name(tx: &mut Tx, staff: StaffId, sealed: &[u8]) -> Result<String, db::Error> {
    let plain = vault::open_system(tx, &place("name", staff), sealed).await?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

pub(super) async fn open_sealed(
    tx: &mut Tx,
    column: &str,
    staff: StaffId,
    sealed: &[u8],
) -> Result<Vec<u8>, db::Error> {
    vault::open_system(tx, &place(column, staff), sealed).await
}

pub(super) async fn name_of(tx: &mut Tx, staff: StaffId) -> Result<Option<(String, Role)>, db::Error> {
    let row = tx.one::<(Vec<u8>, Role)>("select name, role from staff where id = $1", p![staff]).await?;
    let Some((sealed, role)) = row else { return Ok(None) };
    Ok(Some((open_name(tx, staff, &sealed).await?, role)))
}

pub(super) async fn insert_session(
    tx: &mut Tx,
    cx: &Cx,
    staff: StaffId,
    token_hash: &[u8; 32],
) -> Result<(), db::Error> {
    let now = cx.now();
    tx.execute(
        "insert into staff_sessions (id, token_hash, staff, created_at, seen_at, ends_at) values ($1, $2, $3, $4, $4, $5)",
        p![cx.uuid(), token_hash, staff, now, now + model::LONGEST],
    )
    .await?;
    Ok(())
}

#[derive(FromRow)]
pub(super) struct Current {
    pub(super) id: Uuid,
    pub(super) staff: StaffId,
    pub(super) seen_at: Timestamp,
    pub(super) ends_at: Timestamp,
    pub(super) role: Role,
    pub(super) password_until: Option<Timestamp>,
    pub(super) name: Vec<u8>,
    pub(super) agency: Option<String>,
    pub(super) centre: Option<String>,
}

/// The session of a member of staff who still works here.
pub(super) async fn find_session(tx: &mut Tx, token_hash: &[u8; 32]) -> Result<Option<Current>, db::Error> {
    tx.one::<Current>(
        "select staff_sessions.id, staff_sessions.staff, staff_sessions.seen_at, staff_sessions.ends_at, \
         staff.role, staff.password_until, staff.name, staff.agency, staff.centre \
         from staff_sessions join staff on staff.id = staff_sessions.staff \
         where staff_sessions.token_hash = $1 and staff_sessions.ended_at is null and staff.active",
        p![token_hash],
    )
    .await
}

pub(super) async fn touch_session(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<(), db::Error> {
    tx.execute("update staff_sessions set seen_at = $2 where id = $1 and seen_at < $2", p![id, now]).await?;
    Ok(())
}

pub(super) async fn end_session(tx: &mut Tx, cx: &Cx, token_hash: &[u8; 32]) -> Result<bool, db::Error> {
    let rows = tx
        .execute(
            "update staff_sessions set ended_at = $2 where token_hash = $1 and ended_at is null",
            p![token_hash, cx.now()],
        )
        .await?;
    Ok(rows == 1)
}

pub(super) async fn sweep_sessions(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, db::Error> {
    tx.execute(
        "delete from staff_sessions where id in \
         (select id from staff_sessions where ends_at < $1 order by ends_at limit $2)",
        p![before, limit],
    )
    .await
}
