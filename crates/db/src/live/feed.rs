//! The feed of a node: one question to the table per second for all of its open pages.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use base::{AccountId, Timestamp, Uuid};
use futures_util::{StreamExt, stream::BoxStream};
use tokio::sync::broadcast;

use super::{OVERLAP, store};
use crate::{Db, Result};

const POLL: Duration = Duration::from_secs(1);
const PAGE: u32 = 1000;

type Subscribers = HashMap<AccountId, broadcast::Sender<String>>;
type Seen = HashMap<(AccountId, String), (Uuid, Timestamp)>;

/// The news of all accounts for the pages that are open at this node: one per process. Cheap to clone; ends when the last
/// clone goes.
#[derive(Clone)]
pub struct Feed {
    subscribers: Arc<Mutex<Subscribers>>,
}

impl Feed {
    /// Begins to listen. Must be called within a Tokio runtime.
    pub fn new(db: Db) -> Self {
        let subscribers = Arc::default();
        tokio::spawn(listen(db, Arc::downgrade(&subscribers)));
        Self { subscribers }
    }

    /// The topics of the account as they change, from now on.
    pub fn subscribe(&self, account: AccountId) -> BoxStream<'static, String> {
        let receiver = lock(&self.subscribers).entry(account).or_insert_with(|| broadcast::channel(16).0).subscribe();
        futures_util::stream::unfold(receiver, async |mut receiver| {
            loop {
                match receiver.recv().await {
                    Ok(topic) => return Some((topic, receiver)),
                    // Whoever was too slow has the rest still to come, and reads the whole page anew anyway.
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return None,
                }
            }
        })
        .boxed()
    }
}

fn lock(subscribers: &Mutex<Subscribers>) -> MutexGuard<'_, Subscribers> {
    subscribers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks the table while anybody holds the feed.
async fn listen(db: Db, subscribers: Weak<Mutex<Subscribers>>) {
    let mut seen: Option<Seen> = None;
    loop {
        let Some(subscribers) = subscribers.upgrade() else { return };
        match ask(&db, &mut seen).await {
            Ok(news) => tell(&subscribers, news),
            Err(error) => tracing::warn!(%error, "the news cannot be read"),
        }
        drop(subscribers);
        // Whichever comes first: a commit of this node, or a second for those of the others.
        let _rung = tokio::time::timeout(POLL, db.shared.live.notified()).await;
    }
}

fn tell(subscribers: &Mutex<Subscribers>, news: Vec<(AccountId, String)>) {
    let mut subscribers = lock(subscribers);
    subscribers.retain(|_, sender| sender.receiver_count() > 0);
    for (account, topic) in news {
        if let Some(sender) = subscribers.get(&account) {
            let _gone = sender.send(topic);
        }
    }
}

/// What has changed since the last question. At the first, whatever changed lately: a page that is told twice reads
/// itself anew once too often, one that is not told stays wrong.
async fn ask(db: &Db, seen: &mut Option<Seen>) -> Result<Vec<(AccountId, String)>> {
    let mut tx = db.read().await?;
    let newest = match seen {
        Some(seen) => seen.values().map(|(_, at)| *at).max(),
        None => store::latest(&mut tx).await?,
    };
    let since = newest.and_then(|at| at.checked_sub(OVERLAP).ok()).unwrap_or(Timestamp::UNIX_EPOCH);
    let known = seen.take().unwrap_or_default();
    let (mut now_seen, mut news) = (Seen::new(), Vec::new());
    let (mut at, mut mark) = (since, Uuid::nil());
    loop {
        let page = store::list_after(&mut tx, at, mark, PAGE).await?;
        let is_last = page.len() < PAGE as usize;
        for touch in page {
            (at, mark) = (touch.at, touch.mark);
            let key = (touch.account, touch.topic);
            if known.get(&key).is_none_or(|(known, _)| *known != mark) {
                news.push(key.clone());
            }
            now_seen.insert(key, (mark, at));
        }
        if is_last {
            break;
        }
    }
    *seen = Some(now_seen);
    Ok(news)
}
