//! The payment provider: REST with idempotency keys, a hosted payment page, signed notices, refunds, daily registers.
//!
//! Its books are an append-only file in the data folder, so that payments and the notices still to be sent outlive a
//! restart. Start with [`books`], which holds the rules; [`api`] is for the shop, [`page`] for the payer.

mod api;
pub mod books;
mod cards;
mod notices;
mod page;
mod storage;

use std::{path::Path, sync::Mutex};

use axum::{
    Router, middleware,
    routing::{get, post},
};
use base::Timestamp;
use tokio::sync::Notify;

pub(crate) use notices::send_all;

use self::{
    books::{Books, Change},
    storage::Storage,
};
use crate::{
    control::{System, gate},
    world::Shared,
};

/// The provider: its books, the file they are kept in, and where notices go.
pub struct Provider {
    books: Mutex<Books>,
    storage: Storage,
    webhook: String,
    /// Where payers find the payment page.
    address: String,
    changed: Notify,
}

impl Provider {
    /// Opens the books that lie in the folder, or new ones.
    ///
    /// # Errors
    /// When the folder cannot be written or the books do not read.
    pub fn open(data: &Path, http: &str, webhook: String) -> anyhow::Result<Self> {
        let (storage, books) = Storage::open(data)?;
        let address = format!("{http}/payments/pay");
        Ok(Self { books: Mutex::new(books), storage, webhook, address, changed: Notify::new() })
    }

    /// Lets the command read and change the books; its changes are on disk before it is answered.
    pub(crate) fn with<T>(&self, command: impl FnOnce(&mut Books) -> (T, Vec<Change>)) -> anyhow::Result<T> {
        let mut books = self.books.lock().map_err(|_| anyhow::anyhow!("the books are spoiled"))?;
        let (answer, changes) = command(&mut books);
        if !changes.is_empty() {
            self.storage.append(&changes)?;
            self.changed.notify_one();
        }
        Ok(answer)
    }

    /// The newest payments, newest first.
    pub(crate) fn newest(&self, count: usize) -> Vec<books::Payment> {
        self.with(|books| (books.newest(count), Vec::new())).unwrap_or_default()
    }

    /// Scheme and host of the shop that notices go to: where people find the portal.
    pub(crate) fn shop(&self) -> String {
        let (scheme, rest) = self.webhook.split_once("://").unwrap_or(("http", &self.webhook));
        format!("{scheme}://{}", rest.split('/').next().unwrap_or_default())
    }

    /// Payments that nobody finished in time are cancelled.
    pub(crate) fn expire(&self, now: Timestamp, id: impl FnMut() -> base::Uuid) -> anyhow::Result<()> {
        self.with(|books| ((), books.expire(now, &self.address, id)))
    }
}

/// The provider's routes, below `/payments`.
pub(crate) fn routes(world: &Shared) -> Router<Shared> {
    Router::new()
        .route("/payments/v1/payments", post(api::create))
        .route("/payments/v1/payments/{id}", get(api::show))
        .route("/payments/v1/payments/{id}/refunds", post(api::refund))
        .route("/payments/v1/registers/{day}", get(api::register))
        .route("/payments/pay/{id}", get(page::show).post(page::finish))
        .route_layer(middleware::from_fn_with_state((world.clone(), System::PaymentProvider), gate))
}
