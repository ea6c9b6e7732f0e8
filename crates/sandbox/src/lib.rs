//! The outside world of the portal in one process: SMS centre, mail server, two state registries, payment provider,
//! certificate authority and time-stamp authority, each behind the protocol that the real one speaks.
//!
//! It owns what the outside would own (the citizens that the registries know, payments, certificates) and what arrives
//! from the portal. It refuses to know the portal: no crate of the portal depends on it, and it depends on `base` alone.
//! Nothing here is fit for production; the citizens are made up. How the systems behave is set through `/api/control`.
//!
//! Start with [`start`], then [`world`], then the system you look for: [`sms`], [`mail`], [`registries`], [`provider`],
//! [`authority`]. The pages for people are in [`front`].

pub mod authority;
pub mod clock;
pub mod control;
mod doors;
pub mod front;
pub mod mail;
pub mod messages;
pub mod people;
pub mod provider;
pub mod registries;
mod routes;
pub mod rubbish;
pub mod sms;
mod tls;

pub mod world;

pub use doors::{Doors, Options, Sandbox, start};
