//! Personal data: the form that a citizen fills, what is in force, what is still being typed, and the page «Мои данные».
//!
//! Everything is sealed in the vault as one JSON; the columns beside it are keyed fingerprints. [`save`] is the one door
//! through which data come into force, for the citizen and for a centre's operator alike.

pub mod data;
pub mod form;
pub mod pages;
pub mod passport;
mod profile;
pub(crate) mod residence;
pub mod save;
mod situation;
pub(crate) mod store;
pub mod typed;
pub(crate) mod view;

pub use data::{PersonalData, Sex};
pub use profile::{Owner, Profile, missing_step, owner, profile, residence};
pub(crate) use situation::Situation;
pub(crate) use view::offered;
