//! News for open pages: a command touches a topic of an account, and the account's pages learn that something changed.
//!
//! Only the fact travels, never the data. A node asks the table once per second, and at once after a commit of its own.

mod feed;
mod store;

use base::{AccountId, Cx};

pub use self::feed::Feed;
use crate::{Result, Tx};

/// Tells the open pages of the account, when the transaction commits, that the topic ("applications") changed.
pub async fn touch(tx: &mut Tx, cx: &Cx, account: AccountId, topic: &str) -> Result<()> {
    store::touch(tx, account, topic, cx.uuid(), cx.now()).await?;
    tx.will_bring_news();
    Ok(())
}
