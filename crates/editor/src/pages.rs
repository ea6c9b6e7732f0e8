//! The administrator's pages of services.

mod change;
mod compare;
mod decision;
mod document;
mod edit;
mod examples;
mod lines;
mod list;
mod lists;
mod new;
mod outline;
mod part;
pub(crate) mod preview;
mod questions;
mod shared;
mod show;
mod trial;

use axum::{
    Router,
    routing::{get, post},
};

use crate::State;

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/administration/services", get(list::show))
        .route("/administration/services/new", get(new::show).post(new::create))
        .route("/administration/services/import", post(new::import))
        .route("/administration/services/{code}", get(show::show))
        .route("/administration/services/{code}/edit", get(edit::show).post(edit::save))
        .route("/administration/services/{code}/outline", get(outline::show).post(outline::save))
        .route("/administration/services/{code}/questions", get(questions::show))
        .route("/administration/services/{code}/questions/shift", post(questions::shift))
        .route("/administration/services/{code}/questions/remove", post(questions::remove))
        .route("/administration/services/{code}/questions/carry", post(questions::carry))
        .route("/administration/services/{code}/main", get(part::show_main).post(part::save_main))
        .route("/administration/services/{code}/cost", get(part::show_cost).post(part::save_cost))
        .route("/administration/services/{code}/rules", get(lists::rules_page))
        .route("/administration/services/{code}/checks", get(lists::checks_page))
        .route("/administration/services/{code}/lists", get(lists::lists_page))
        .route("/administration/services/{code}/second-party", get(part::show_party).post(part::save_party))
        .route("/administration/services/{code}/decision", get(decision::show))
        .route("/administration/services/{code}/document", get(document::show).post(document::save))
        .route("/administration/services/{code}/document/preview", get(document::preview))
        .route("/administration/services/{code}/part", get(part::show).post(part::save))
        .route("/administration/services/{code}/preview", get(preview::show))
        .route("/administration/services/{code}/examples", get(examples::show))
        .route("/administration/services/{code}/examples/accept", post(examples::accept))
        .route("/administration/services/{code}/examples/rename", post(examples::rename))
        .route("/administration/services/{code}/examples/remove", post(examples::remove))
        .route("/administration/services/{code}/trial", get(trial::show).post(trial::save_applicant))
        .route("/administration/services/{code}/trial/begin", post(trial::begin))
        .route("/administration/services/{code}/trial/page", get(trial::show_page).post(trial::save_page))
        .route("/administration/services/{code}/trial/outcome", get(trial::show_end).post(trial::keep))
        .route("/administration/services/{code}/compare", get(compare::show))
        .route("/administration/services/{code}/publish", post(change::publish))
        .route("/administration/services/{code}/discard", post(change::discard))
        .route("/administration/services/{code}/pause", get(change::pause_form).post(change::pause))
        .route("/administration/services/{code}/resume", post(change::resume))
        .route("/administration/services/{code}/roll-back", post(change::roll_back))
        .route("/administration/services/{code}/export", get(show::export))
}
