//! «Уведомления» as a citizen sees and settles them, on both databases.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

mod choices;
mod list;
mod scene;
