//! News for open pages: a command touches a topic of an account, and the account's pages learn that something changed.
//!
//! Only the fact travels, never the data. A node asks the table once per second, and at once after a commit of its own.

mod feed;
mod store;

use base::{AccountId, Cx, SignedDuration, Timestamp};

pub use self::feed::Feed;
use crate::{Result, Tx};

/// Tells the open pages of the account, when the transaction commits, that the topic ("applications") changed.
pub async fn touch(tx: &mut Tx, cx: &Cx, account: AccountId, topic: &str) -> Result<()> {
    store::touch(tx, account, topic, cx.uuid(), cx.now()).await?;
    tx.will_bring_news();
    Ok(())
}

/// A touch is dated when it is made and seen when it is committed: look back so far.
const OVERLAP: SignedDuration = SignedDuration::from_secs(5);

/// Whether anything of the account changed since a page of it was made: what changed between the page and its first
/// question for news would be missed otherwise. May say so once too often, never once too seldom within 5 s.
pub async fn changed_since(tx: &mut Tx, account: AccountId, since: Timestamp) -> Result<bool> {
    store::touched_after(tx, account, since.checked_sub(OVERLAP).unwrap_or(since)).await
}

/// How long a touch matters: no page stays open longer without asking for news.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(48);

/// Forgets up to `limit` touches that no open page can have missed; answers how many.
pub async fn sweep(tx: &mut Tx, cx: &Cx, limit: u32) -> Result<u64> {
    store::sweep(tx, cx.now().checked_sub(KEPT_FOR).unwrap_or(cx.now()), limit).await
}
