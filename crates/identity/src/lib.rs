//! Who is there: accounts and how one gets one, passwords, sessions, recovery, staff, personal data, the checks of it in
//! registries, and the level that follows from the evidence.
//!
//! It refuses to know what people do once they are signed in (applications, payments, documents) and how a message
//! reaches them: what others should react to leaves as a job in [`events`].
//!
//! Start with [`accounts`], the `registration` and `sign_in` modules for the two ways in, `sessions` for what a request
//! carries, [`Citizen`] and its neighbours for the actors that pages ask for, and [`levels`] for what makes a level.

mod access;
pub mod accounts;
mod audit;
pub mod centre;
pub mod checks;
mod codes;
pub mod confirmation;
mod contacts;
mod day;
pub mod events;
mod extract;
pub mod household;
pub mod levels;
mod next;
mod passwords;
pub mod personal;
mod recovery;
mod registration;
mod security;
pub mod seeding;
mod sessions;
mod settings;
mod sign_in;
mod staff;
mod state;
pub mod supervision;
pub mod sweep;
mod throttle;

use axum::Router;
use db::{Migration, jobs::Runner};

pub use accounts::{AccountNumber, AccountStatus, Contacts, Names, contacts};
pub use audit::audit;
pub use extract::{Administrator, Citizen, Head, MaybeCitizen, Officer, Operator};
pub use household::{Household, household};
pub use levels::AssuranceLevel;
pub use personal::{Owner, Profile, missing_step, owner, profile, residence};
pub use sessions::{SessionId, layer::layer};
pub use staff::{BadSeed, Role, StaffSeed, seed_staff, staff_name};
pub use state::State;

/// The tables of this crate.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "identity/0001_accounts", sql: include_str!("../migrations/0001_accounts.sql") },
    Migration { name: "identity/0002_personal", sql: include_str!("../migrations/0002_personal.sql") },
    Migration { name: "identity/0003_household", sql: include_str!("../migrations/0003_household.sql") },
];

/// The words of this crate.
pub const LOCALES: web::Locales = web::Locales {
    ru: concat!(
        include_str!("../locales/ru.ftl"),
        "\n",
        include_str!("../locales/personal.ru.ftl"),
        "\n",
        include_str!("../locales/access.ru.ftl"),
        "\n",
        include_str!("../locales/household.ru.ftl")
    ),
    en: concat!(
        include_str!("../locales/en.ftl"),
        "\n",
        include_str!("../locales/personal.en.ftl"),
        "\n",
        include_str!("../locales/access.en.ftl"),
        "\n",
        include_str!("../locales/household.en.ftl")
    ),
};

/// The pages of this crate.
pub fn routes(state: State) -> Router {
    Router::new()
        .merge(registration::pages::routes())
        .merge(sign_in::pages::routes())
        .merge(recovery::pages::routes())
        .merge(settings::pages::routes())
        .merge(settings::password::routes())
        .merge(settings::sessions::routes())
        .merge(access::pages::routes())
        .merge(contacts::pages::routes())
        .merge(staff::pages::routes())
        .merge(staff::password::routes())
        .merge(personal::pages::routes())
        .merge(household::pages::routes())
        .merge(centre::routes())
        .with_state(state)
}

/// Adds this crate's own jobs to a runner: asking the registries, reviewing levels, forgetting what has run out. The jobs of
/// [`events`] are for others to handle.
pub fn jobs(runner: Runner, state: &State) -> Runner {
    let registries = state.registries.clone();
    runner
        .on(move |job: checks::AskRegistry, run| checks::ask::handle(job, run, registries.clone()))
        .on(levels::standing::review)
        .on(sweep::handle)
}
