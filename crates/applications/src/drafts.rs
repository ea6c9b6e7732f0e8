//! Drafts: beginning a form, one page of questions at a time, leaving it and coming back from another device.

pub(crate) mod addresses;
pub(crate) mod apply;
mod begin;
mod conflict;
pub(crate) mod expiry;
pub(crate) mod notes;
mod page;
pub(crate) mod posted;
pub(crate) mod pressed;
pub(crate) mod renewal;
pub(crate) mod rescue;
mod save;
pub(crate) mod shown;
mod way;

use axum::{Router, routing::get};

pub use begin::{Begin, begin, begin_anew, correct};
pub use expiry::end;
pub use notes::Window;
pub use save::{SaveRefusal, save_page};

use crate::State;

/// The pages of drafts.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/services/{code}/apply", get(apply::show).post(apply::begin_anew))
        .route("/cabinet/applications/{id}/continue", get(apply::resume))
        .route("/cabinet/applications/{id}/renewed", get(renewal::show))
        .route("/cabinet/applications/{id}/pages/{page}", get(page::show).post(page::save))
        .with_state(state)
}
