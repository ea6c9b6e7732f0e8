//! Applications: from «Получить услугу» to the result in the cabinet, for the citizen and for the officer who decides.
//!
//! Owns: drafts and their pages, sending, the life cycle with its history, the agency's queue and desk, deadlines in working
//! days, the home page and «Мои услуги». Refuses to own: what a service asks and costs (that is the definition's), money,
//! files and PDFs, messages, accounts; it calls the crates below in the same transaction, each from one file
//! (`charges.rs`, `results.rs`, `notices.rs`, `applicant.rs`), and hears of their news through [`paid`] and
//! [`document_issued`], which the wiring calls.
//!
//! Start with [`life_cycle`] (the table of moves), then [`life_cycle::turning`] (the one door through which an application
//! changes), then [`submit`].

mod agreement;
mod applicant;
mod audit;
mod cabinet;
mod calendar;
mod charges;
mod code;
mod corrections;
mod deadlines;
pub mod desk;
pub mod drafts;
mod home;
mod household;
pub mod life_cycle;
mod model;
mod notices;
mod number;
mod opened;
pub mod preview;
mod progress;
mod proof;
mod questions;
mod results;
mod said;
pub mod seeding;
mod state;
mod store;
mod submission;
pub mod sweep;
mod typed;
mod watch;
mod worked_out;

use axum::Router;
use db::Migration;

pub use agreement::{confirmed, decline};
pub use applicant::Applicant;
pub use audit::audit;
pub use drafts::{Begin, SaveRefusal, begin, save_page};
pub use life_cycle::{
    citizen::{AnswerRefusal, WithdrawRefusal, answer, withdraw},
    portal::{Outcome, document_issued, paid},
};
pub use model::{
    Application, ApplicationId, Corrected, Entry, Event, Ground, Said, ToCorrect, application_of, reference_of,
};
pub use number::{ApplicationNumber, BadApplicationNumber};
pub use opened::{Opened, open};
pub use progress::{Progress, progress};
pub use proof::{draw, prove};
pub use state::State;
pub use submission::{Press, SubmitRefusal, Submitted, submit};
pub use watch::{expire, jobs};

/// The tables of this slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "applications/0001_applications", sql: include_str!("../migrations/0001_applications.sql") },
    Migration { name: "applications/0002_drafts", sql: include_str!("../migrations/0002_drafts.sql") },
];

/// The words of this slice.
pub const LOCALES: web::Locales = web::Locales {
    ru: concat!(
        include_str!("../locales/ru.ftl"),
        "\n",
        include_str!("../locales/drafts.ru.ftl"),
        "\n",
        include_str!("../locales/agreements.ru.ftl"),
        "\n",
        include_str!("../locales/household.ru.ftl"),
        "\n",
        include_str!("../locales/corrections.ru.ftl")
    ),
    en: concat!(
        include_str!("../locales/en.ftl"),
        "\n",
        include_str!("../locales/drafts.en.ftl"),
        "\n",
        include_str!("../locales/agreements.en.ftl"),
        "\n",
        include_str!("../locales/household.en.ftl"),
        "\n",
        include_str!("../locales/corrections.en.ftl")
    ),
};

/// The pages of this slice.
pub fn routes(state: State) -> Router {
    Router::new()
        .merge(home::routes(state.clone()))
        .merge(household::routes(state.clone()))
        .merge(drafts::routes(state.clone()))
        .merge(submission::routes(state.clone()))
        .merge(agreement::routes(state.clone()))
        .merge(cabinet::routes(state.clone()))
        .merge(corrections::routes(state.clone()))
        .merge(desk::routes(state))
}
