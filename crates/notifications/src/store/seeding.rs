//! Rows that are written many at once.

use base::{AccountId, Timestamp};
use db::{bulk::Rows, p};

use crate::model::{Kind, NoticeId};

const NOTICE: &str =
    "insert into notices (account, id, kind, sealed, once, created_at) values ($1, $2, $3, $4, $5, $6)";

pub(crate) fn notice(
    rows: &mut Rows,
    (account, id, kind): (AccountId, NoticeId, Kind),
    sealed: &[u8],
    (once, at): (Option<&str>, Timestamp),
) {
    rows.add(NOTICE, p![account, id, kind, sealed, once, at]);
}
