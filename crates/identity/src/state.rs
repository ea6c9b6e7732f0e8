//! What the pages and jobs of this crate work with.

use std::{
    pin::Pin,
    sync::{Arc, OnceLock},
};

use axum::extract::FromRef;
use base::{AccountId, Cx, Lang};
use db::{Db, Tx, live::Feed};

use crate::{access::Offices, checks::SharedRegistries, passwords::Hasher, sessions::Seen};

/// A question to the database that answers a number.
pub type Counting<'tx> = Pin<Box<dyn Future<Output = db::Result<u32>> + Send + 'tx>>;

type Unread = Arc<dyn for<'tx> Fn(&'tx mut Tx, AccountId) -> Counting<'tx> + Send + Sync>;

/// The database, the context of commands, the door to the registries, and the password hasher. Cheap to clone.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
    pub(crate) hasher: Hasher,
    pub(crate) registries: SharedRegistries,
    pub(crate) offices: Offices,
    pub(crate) unread: Unread,
    pub(crate) seen: Seen,
    /// Begun with the first page that listens: it needs the runtime, and asks the database every second from then on.
    feed: Arc<OnceLock<Feed>>,
}

impl State {
    /// A state whose password queue suits this machine.
    pub fn new(db: Db, cx: Cx, registries: SharedRegistries) -> Self {
        let offices: Offices = Arc::new(|_, _| None);
        let unread: Unread = Arc::new(|_, _| Box::pin(std::future::ready(Ok(0))));
        let hasher = Hasher::for_this_machine();
        Self { db, cx, hasher, registries, offices, unread, seen: Seen::default(), feed: Arc::default() }
    }

    /// The same with a queue of its own: `lanes` passwords worked on at once, `queue` of them waiting or in work.
    #[must_use]
    pub fn with_password_queue(self, lanes: usize, queue: usize) -> Self {
        Self { hasher: Hasher::new(lanes, queue), ..self }
    }

    /// The same with the names of agencies by their codes: those who read of an officer know agencies by name.
    #[must_use]
    pub fn with_offices(self, names: impl Fn(&str, Lang) -> Option<String> + Send + Sync + 'static) -> Self {
        Self { offices: Arc::new(names), ..self }
    }

    /// The same with the number of unread notices of an account, which the header shows: it is asked for beside the session.
    #[must_use]
    pub fn with_unread(
        self,
        count: impl for<'tx> Fn(&'tx mut Tx, AccountId) -> Counting<'tx> + Send + Sync + 'static,
    ) -> Self {
        Self { unread: Arc::new(count), ..self }
    }

    /// The same with the feed that the rest of the program listens to, so that one node asks the database once.
    #[must_use]
    pub fn with_feed(self, feed: Feed) -> Self {
        Self { feed: Arc::new(OnceLock::from(feed)), ..self }
    }

    /// News for open pages.
    pub(crate) fn feed(&self) -> &Feed {
        self.feed.get_or_init(|| Feed::new(self.db.clone()))
    }
}

impl FromRef<State> for Db {
    fn from_ref(state: &State) -> Self {
        state.db.clone()
    }
}

impl FromRef<State> for Cx {
    fn from_ref(state: &State) -> Self {
        state.cx.clone()
    }
}
