//! The kit that every page is made of: extractors, forms, protection against forged requests, templates and components,
//! translations, error pages, limits, metrics and the test browser.
//!
//! It owns what is the same on every page and knows nothing of accounts, services or applications: who is signed in comes
//! to it as a [`Viewer`] that the identity slice puts into the request. It keeps no session.
//!
//! Start with [`Page`] (what a template knows of its visitor), [`Form`] and [`Fields`] (what was typed), [`Failure`] (what
//! a handler answers when it cannot go on) and [`layer`] (what wraps the whole router).

// Templates of this crate name its functions as those of the slices do.
extern crate self as web;

mod admission;
pub mod assets;
mod busy;
mod chart;
mod cookies;
mod csrf;
mod device;
mod failure;
mod fields;
mod form;
pub mod i18n;
mod layer;
pub mod limits;
pub mod live;
mod locator;
mod meters;
mod pace;
mod page;
pub mod paging;
mod preferences;
mod pulse;
mod reply;
mod settings;
mod styleguide;
#[cfg(feature = "testing")]
pub mod testing;
mod viewer;
mod visit;

pub use admission::Admission;
pub use chart::{Bar, bars};
pub use cookies::CookieRules;
pub use device::{Device, Network};
pub use failure::{Failure, Result};
pub use fields::{ErrorText, Fields};
pub use form::{Form, InPath, Query, Upload, UploadedFile};
pub use i18n::Locales;
pub use layer::layer;
pub use locator::{local_path, with_query};
pub use pace::Pace;
pub use page::{Html, Page};
pub use reply::{file, html, see, see_with, unprocessable};
pub use settings::{Region, RegionOffer, WebSettings};
pub use viewer::{StaffViewer, Viewer};

/// The kit's own pages: `/low-vision`, `/region` and, when the settings say so, `/styleguide`. Merged with the routes of the
/// slices, below the layer that knows who is signed in; [`assets::routes`] stand outside of it and cost no look-up.
pub fn routes<S: Clone + Send + Sync + 'static>() -> axum::Router<S> {
    preferences::routes().merge(styleguide::routes())
}

/// The words of the kit itself: header, footer, components, error pages.
pub const LOCALES: Locales = Locales { ru: include_str!("../locales/ru.ftl"), en: include_str!("../locales/en.ftl") };

/// The tables of the kit: counters of attempts.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "web/0001_limits", sql: include_str!("../migrations/0001_limits.sql") }];
