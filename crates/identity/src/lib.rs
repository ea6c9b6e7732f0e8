//! Who is there: accounts and how one gets one, passwords, sessions, recovery, staff, personal data, the checks of it in
//! registries, and the level that follows from the evidence.
//!
//! It refuses to know what people do once they are signed in (applications, payments, documents) and how a message
//! reaches them: what others should react to leaves as a job in [`events`].
//!
//! Start with [`accounts`] for the tables' owner, [`registration`] and [`sign_in`] for the two ways in, [`sessions`] for
//! what a request carries, [`extract`] for the actors that pages ask for, and [`levels`] for what makes a level.

pub mod accounts;
pub mod centre;
pub mod checks;
mod codes;
pub mod events;
mod extract;
pub mod levels;
mod next;
mod passwords;
pub mod personal;
mod recovery;
mod registration;
mod sessions;
mod settings;
mod sign_in;
mod staff;
mod state;

pub use extract::{Administrator, Citizen, MaybeCitizen, Officer, Operator};
pub use state::State;
