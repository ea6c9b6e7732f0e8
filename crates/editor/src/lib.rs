//! The administrator's editor of public services: list, text and outline with check and preview, examples and trial,
//! comparison, publishing, pausing, going back, import and export.
//!
//! Owns: drafts of services with every save of them, and the pages below `/administration/services`. Refuses to own: what
//! a definition means (crate `forms`), editions and what is offered (crate `catalog`), how questions look (crate
//! `applications`). The text of the files is the truth: fields of the outline change it in place, and what is imported,
//! published and exported is the same to the byte.
//!
//! Start with [`routes`], then `work` (the commands) and `patch` (a text within a text).

mod archive;
mod audit;
mod begin;
mod compare;
mod examples;
mod filled;
mod model;
mod named;
mod outline;
mod pages;
mod part;
mod patch;
mod sheet;
mod shown;
mod store;
mod usable;
mod work;

use axum::Router;
use catalog::Catalog;
use db::{Db, Migration};

pub use archive::{BadArchive, pack, unpack};
pub use audit::audit;
pub use patch::{Unpatched, put_texts};
pub use shown::{Shown, preview_routes};

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] =
    &[Migration { name: "editor/0001_drafts", sql: include_str!("../migrations/0001_drafts.sql") }];

/// The words of the slice.
pub const LOCALES: web::Locales = web::Locales {
    ru: concat!(
        include_str!("../locales/ru.ftl"),
        "\n",
        include_str!("../locales/parts.ru.ftl"),
        "\n",
        include_str!("../locales/outcome.ru.ftl"),
        "\n",
        include_str!("../locales/examples.ru.ftl")
    ),
    en: concat!(
        include_str!("../locales/en.ftl"),
        "\n",
        include_str!("../locales/parts.en.ftl"),
        "\n",
        include_str!("../locales/outcome.en.ftl"),
        "\n",
        include_str!("../locales/examples.en.ftl")
    ),
};

/// What the pages of this slice work with.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: base::Cx,
    /// What is offered.
    pub catalog: Catalog,
    /// What sets the document of a service in type before it is published.
    pub typesetter: documents::Typesetter,
}

/// The pages of this slice.
pub fn routes(state: State) -> Router {
    pages::routes().with_state(state)
}
