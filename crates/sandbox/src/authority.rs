//! Certificate authority and time-stamp authority.

use axum::Router;

use crate::world::Shared;

/// Keys and certificates.
#[derive(Default)]
pub struct Authority;

/// The authority's routes.
pub(crate) fn routes(_world: &Shared) -> Router<Shared> {
    Router::new()
}
