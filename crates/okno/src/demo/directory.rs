//! The address directory of the demo: a few streets of some regions, in the form of the state address register.

use addresses::Source;
use anyhow::{Context, Result};
use base::Cx;
use db::Db;
use include_dir::{Dir, include_dir};

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../demo/addresses");

/// Loads the sample; a demo that goes on has it already.
///
/// # Errors
/// When the database does not answer.
pub async fn load(db: &Db, cx: &Cx) -> Result<()> {
    addresses::import(db, cx, &source(), &mut |_| {}).await.context("demo/addresses is not right")?;
    Ok(())
}

fn source() -> Source {
    let files = SAMPLE.dirs().flat_map(Dir::files);
    let file =
        |file: &include_dir::File<'_>| (file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec());
    Source::Memory(files.map(file).collect())
}
