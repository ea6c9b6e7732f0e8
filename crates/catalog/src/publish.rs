//! Publishing: from files to editions. Each service is published alone; a broken one keeps none of the others back.

use std::collections::BTreeMap;

use base::{Cx, Timestamp};
use db::Tx;
use forms::Problem;

use crate::{
    Edition, ServiceFiles, Snapshot,
    changes::{By, Change, Origin},
    check::{Checked, Known},
    directories::{Directories, NAMES, SHEET},
    files::Sources,
    model::Offer,
    refusals::refuse,
    store,
};

/// What came of publishing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Codes of the services of which a new edition is offered now.
    pub changed: Vec<String>,
    /// Names of the lists that changed.
    pub directories: Vec<String>,
    /// What kept services back, with file and line. They go on with the edition that they had.
    pub problems: Vec<Problem>,
}

/// Publishes a folder of services, given as path and content (from [`crate::read_folder`] or embedded files).
///
/// Content that was published before is passed over, also when another edition is offered by now: starting the program
/// again does not undo what an administrator chose. New content is checked, its examples are run, and it is offered at
/// once. Files without lists are checked against those published before. Afterwards [`crate::Catalog::refresh`] takes it
/// over. What the files of the installation do not get through with is kept for administrators to read.
pub async fn publish_folder<P: AsRef<str>, T: AsRef<str>>(
    tx: &mut Tx,
    cx: &Cx,
    files: &[(P, T)],
    by: &By,
) -> db::Result<Published> {
    let published = publish_files(tx, cx, files, by).await?;
    if by.origin == Origin::Files {
        refuse(tx, cx, &published.problems).await?;
    }
    Ok(published)
}

async fn publish_files<P: AsRef<str>, T: AsRef<str>>(
    tx: &mut Tx,
    cx: &Cx,
    files: &[(P, T)],
    by: &By,
) -> db::Result<Published> {
    let sources = Sources::sort(files);
    let mut published = Published::default();
    let mut texts: BTreeMap<String, String> = store::list_directories(tx).await?.into_iter().collect();
    texts.extend(sources.directories.clone());
    if let Some(sheet) = &sources.sheet {
        texts.insert(SHEET.to_owned(), sheet.clone());
    }
    let directories = match Directories::read(&texts) {
        Ok(directories) => directories,
        Err(problems) => return Ok(Published { problems, ..published }),
    };
    for name in NAMES.into_iter().chain([SHEET]) {
        if let Some(text) = texts.get(name)
            && store::put_directory(tx, cx, name, text).await?
        {
            published.directories.push(name.to_owned());
        }
    }
    let known = Known::new(&directories, texts.get(SHEET).map_or("", String::as_str));
    for (code, service) in &sources.services {
        // What is already there was checked when it came.
        let template = known.template(service);
        if store::has_edition(tx, &crate::check::address(service, template.as_deref())).await? {
            continue;
        }
        match known.check(code, service) {
            Ok(checked) => {
                publish(tx, cx, code, service, &checked, by).await?;
                published.changed.push(code.clone());
            }
            Err(problems) => published.problems.extend(problems),
        }
    }
    if !published.directories.is_empty() {
        store::touch(tx).await?;
    }
    Ok(published)
}

/// Publishes the files of one service, checked against the lists of `now`, and answers the address of its edition. Content
/// that was published before is offered again.
///
/// # Errors
/// Of the database; inside, every problem that keeps the service back.
pub async fn publish_service(
    tx: &mut Tx,
    cx: &Cx,
    now: &Snapshot,
    (code, files): (&str, &ServiceFiles),
    by: &By,
) -> db::Result<Result<String, Vec<Problem>>> {
    let checked = match now.check(code, files) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Err(problems)),
    };
    publish(tx, cx, code, files, &checked, by).await?;
    Ok(Ok(checked.hash))
}

async fn publish(tx: &mut Tx, cx: &Cx, code: &str, files: &ServiceFiles, checked: &Checked, by: &By) -> db::Result<()> {
    // First of all: whoever publishes at the same time waits here, and takes the next number.
    store::touch(tx).await?;
    store::insert_edition(tx, cx, code, files, checked).await?;
    store::offer(tx, cx, code, &checked.hash).await?;
    store::insert_change(tx, cx, code, Change::Published, &checked.hash, by).await
}

/// A snapshot straight from files.
pub(crate) fn snapshot_of<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Result<Snapshot, Vec<Problem>> {
    let sources = Sources::sort(files);
    let directories = Directories::read(&sources.directories)?;
    let known = Known::new(&directories, sources.sheet.as_deref().unwrap_or_default());
    let mut problems = Vec::new();
    let mut editions = Vec::new();
    for (code, service) in &sources.services {
        match known.check(code, service) {
            Ok(Checked { hash, definition, template }) => {
                let published_at = Timestamp::UNIX_EPOCH;
                editions.push(Edition { hash, number: 1, published_at, definition, template }.into());
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let offered: Vec<Offer> = editions
        .iter()
        .map(|edition: &std::sync::Arc<Edition>| Offer {
            code: edition.definition.code.clone(),
            edition: edition.hash.clone(),
            pause: None,
        })
        .collect();
    Ok(Snapshot::new(directories, editions, offered, known, 0))
}
