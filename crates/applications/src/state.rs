//! What the pages of this slice work with.

use base::Cx;
use db::Db;

/// The database, clock and randomness, the published services and the place where files lie.
#[derive(Clone)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
    /// The published services.
    pub catalog: catalog::Catalog,
    /// Where files lie.
    pub files: documents::Files,
}
