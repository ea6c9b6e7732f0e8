//! The payment provider.

use axum::Router;

use crate::world::Shared;

/// The payment provider's books.
#[derive(Default)]
pub struct Provider;

/// The provider's routes.
pub(crate) fn routes(_world: &Shared) -> Router<Shared> {
    Router::new()
}
