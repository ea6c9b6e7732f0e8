//! Publishing files whose documents are set in type first.

use std::collections::BTreeMap;

use anyhow::Result;
use base::Cx;
use catalog::{By, Catalog, Origin, Published, ServiceFiles};
use db::Db;
use documents::Typesetter;
use forms::Problem;

use super::Files;

/// Publishes files. A service whose document cannot be set in type is refused as one with any other problem is.
///
/// # Errors
/// Of the database.
pub async fn publish(db: &Db, cx: &Cx, files: &Files, by: &By, typesetter: &Typesetter) -> Result<Published> {
    // What would come of it, given up again: nobody waits while documents are set in type.
    let mut tx = db.begin().await?;
    let changed = catalog::publish_folder(&mut tx, cx, files, by).await?.changed;
    let catalog = catalog::load(&mut tx).await?;
    drop(tx);
    let refused = prove(&catalog, files, &changed, typesetter).await;
    let of = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let broken: Vec<String> = refused.iter().map(|problem| of(&problem.file)).collect();
    let sound: Files = files.iter().filter(|(path, _)| !broken.contains(&of(path))).cloned().collect();
    let mut tx = db.begin().await?;
    let mut published = catalog::publish_folder(&mut tx, cx, &sound, by).await?;
    published.problems.extend(refused);
    if by.origin == Origin::Files {
        catalog::refuse(&mut tx, cx, &published.problems).await?;
    }
    tx.commit().await?;
    Ok(published)
}

/// What is wrong with the documents of these services, whose descriptions are right.
pub(super) async fn prove(catalog: &Catalog, files: &Files, codes: &[String], typesetter: &Typesetter) -> Vec<Problem> {
    let now = catalog.snapshot();
    let mut services: BTreeMap<&str, ServiceFiles> = BTreeMap::new();
    for (path, text) in files {
        if let Some((code, path)) = path.split_once('/') {
            services.entry(code).or_default().set(path, text.as_str());
        }
    }
    let mut problems = Vec::new();
    for code in codes {
        if let Some(own) = services.get(code.as_str())
            && let Ok(checked) = now.check(code, own)
        {
            problems.extend(applications::prove(typesetter, &now, (code, own), &checked).await);
        }
    }
    problems
}
