//! The address directory on both databases, with the sample that ships.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod importing;
mod limits;
mod looking_up;
mod suggesting;

use std::path::Path;

use addresses::{Imported, Source};
use base::Cx;
use db::Db;

/// The register's sample.
pub fn sample() -> Source {
    Source::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/addresses"))
}

/// Loads a source without listening.
pub async fn load(db: &Db, cx: &Cx, source: &Source) -> Imported {
    addresses::import(db, cx, source, &mut |_| {}).await.unwrap()
}

/// Runs the body on both databases with the sample loaded.
pub async fn with_sample(body: impl AsyncFn(Db, Cx)) {
    db::testing::each(&[db::MIGRATIONS, addresses::MIGRATIONS], async |db, cx, _| {
        load(&db, &cx, &sample()).await;
        body(db, cx).await;
    })
    .await;
}
