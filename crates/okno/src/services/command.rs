//! `okno services …`: what is done with services from the command line.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use base::{Cx, Date, parse_day};
use catalog::{By, Catalog, Origin};
use db::{Db, Tx};
use documents::Typesetter;
use forms::{Problem, Text};

use super::{Files, publishing};
use crate::{config::Config, portal};

/// The files of a folder of services, or of one service, with lists: its own, those beside it, or those built in.
///
/// # Errors
/// When a file cannot be read.
pub fn with_lists(folder: &Path) -> Result<Files> {
    let mut files = own(folder)?;
    if !files.iter().any(|(path, _)| path.starts_with("_catalog/")) {
        let beside =
            folder.canonicalize()?.parent().map(|parent| parent.join("_catalog")).filter(|lists| lists.is_dir());
        let lists = match beside {
            Some(lists) => named("_catalog", catalog::read_folder(&lists)?),
            None => super::files(None)?.into_iter().filter(|(path, _)| path.starts_with("_catalog/")).collect(),
        };
        files.extend(lists);
    }
    Ok(files)
}

/// The files of a folder of services; of one service when there is a description in the folder itself.
fn own(folder: &Path) -> Result<Files> {
    let files = super::files(Some(folder))?;
    if !files.iter().any(|(path, _)| path == catalog::DEFINITION) {
        return Ok(files);
    }
    let folder = folder.canonicalize()?;
    let code = folder.file_name().context("the folder has no name")?.to_string_lossy().into_owned();
    Ok(named(&code, files))
}

fn named(folder: &str, files: Files) -> Files {
    files.into_iter().map(|(path, text)| (format!("{folder}/{path}"), text)).collect()
}

/// The typesetter beside this program.
fn typesetter() -> Result<Typesetter> {
    Ok(Typesetter::new(portal::sibling("okno-typeset")?))
}

/// The problems as an error: one a line, with file, line and field.
pub(super) fn told(problems: &[Problem]) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    anyhow!("{} problems:\n{}", lines.len(), lines.join("\n"))
}

/// `okno services check`: says how many services are right. Their documents are set in type too.
///
/// # Errors
/// Every problem, with file, line and field; when the typesetter is not beside this program.
pub async fn check(folder: &Path) -> Result<String> {
    let files = with_lists(folder)?;
    let catalog = Catalog::from_files(&files).map_err(|problems| told(&problems))?;
    let count = catalog.services().len();
    ensure!(count > 0, "{} has no services", folder.display());
    let codes: Vec<String> = catalog.services().iter().map(|service| service.code.clone()).collect();
    let problems = publishing::prove(&catalog, &files, &codes, &typesetter()?).await;
    ensure!(problems.is_empty(), told(&problems));
    Ok(format!("{count} services are right."))
}

/// `okno services publish`: says what is offered anew. What is right is published, also beside what is broken.
///
/// # Errors
/// Every problem, with file, line and field; of the database; when the typesetter is not beside this program.
pub async fn publish(db: &Db, cx: &Cx, folder: &Path) -> Result<String> {
    let files = own(folder)?;
    let published = publishing::publish(db, cx, &files, &By::origin(Origin::Command), &typesetter()?).await?;
    let said = match published.changed.as_slice() {
        [] => "Nothing is new.".to_owned(),
        changed => format!("Published: {}.", changed.join(", ")),
    };
    if published.problems.is_empty() { Ok(said) } else { Err(told(&published.problems).context(said)) }
}

/// `okno services list`.
///
/// # Errors
/// Of the database.
pub async fn list(db: &Db, today: Date) -> Result<String> {
    let catalog = catalog::load(&mut db.read().await?).await?;
    let mut text = String::new();
    let mut services = catalog.services();
    services.sort_by(|one, other| one.code.cmp(&other.code));
    for service in services {
        let state = match service.pause_on(today) {
            Some(pause) => pause.resumes_on.map_or("paused".to_owned(), |day| format!("paused until {day}")),
            None => "published".to_owned(),
        };
        let edition = &service.edition;
        let _ = writeln!(text, "{:<36} edition {:<4} {state}", service.code, edition.number);
    }
    Ok(text)
}

/// `okno services pause`.
///
/// # Errors
/// When there is no such service, or the day is none; of the database.
pub async fn pause(db: &Db, cx: &Cx, code: &str, until: Option<&str>, (ru, en): (&str, &str)) -> Result<String> {
    let day = until.map(|day| parse_day(day).map_err(|_| anyhow!("{day} is not a day: 27.12.2026"))).transpose()?;
    ensure!(!ru.trim().is_empty() && !en.trim().is_empty(), "a reason is needed in both languages");
    let reason = Text { ru: ru.to_owned(), en: en.to_owned() };
    let mut tx = db.begin().await?;
    let by = By::origin(Origin::Command);
    ensure!(catalog::pause(&mut tx, cx, code, (day, &reason), &by).await?, "there is no service {code}");
    tx.commit().await?;
    Ok(format!("{code} is paused."))
}

/// `okno services resume`.
///
/// # Errors
/// When the service is not paused; of the database.
pub async fn resume(db: &Db, cx: &Cx, code: &str) -> Result<String> {
    let mut tx = db.begin().await?;
    ensure!(catalog::resume(&mut tx, cx, code, &By::origin(Origin::Command)).await?, "{code} is not paused");
    tx.commit().await?;
    Ok(format!("{code} takes applications again."))
}

/// `okno services roll-back`: offers an earlier edition again.
///
/// # Errors
/// When there is no such edition; of the database.
pub async fn roll_back(db: &Db, cx: &Cx, code: &str, number: u32) -> Result<String> {
    let mut tx = db.begin().await?;
    let catalog = catalog::load(&mut tx).await?;
    let service = catalog.service(code).with_context(|| format!("there is no service {code}"))?;
    let to = edition(&mut tx, &catalog, code, number).await?;
    let by = By::origin(Origin::Command);
    if !catalog::roll_back(&mut tx, cx, code, &service.edition.hash, &to, &by).await? {
        bail!("edition {number} of {code} is offered already");
    }
    tx.commit().await?;
    Ok(format!("{code} offers edition {number} again."))
}

/// `okno services export`: writes the folder of the edition that is offered, or of an earlier one.
///
/// # Errors
/// When there is no such edition, the folder is there already, or it cannot be written; of the database.
pub async fn export(db: &Db, code: &str, number: Option<u32>, folder: &Path) -> Result<String> {
    let mut tx = db.read().await?;
    let catalog = catalog::load(&mut tx).await?;
    let hash = match number {
        Some(number) => edition(&mut tx, &catalog, code, number).await?,
        None => catalog.service(code).with_context(|| format!("there is no service {code}"))?.edition.hash.clone(),
    };
    let files = catalog::files_of(&mut tx, &hash).await?.context("the edition is not there")?;
    drop(tx);
    let to: PathBuf = folder.join(code);
    ensure!(!to.exists(), "{} is there already", to.display());
    for (path, text) in files.iter() {
        let file = to.join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    Ok(format!("{} is written.", to.display()))
}

/// The address of an edition by its number.
async fn edition(tx: &mut Tx, catalog: &Catalog, code: &str, number: u32) -> Result<String> {
    let history = catalog::history(tx, code).await?;
    let hashes = history.into_iter().map(|change| change.edition);
    let mut found = hashes.filter(|hash| catalog.edition(hash).is_some_and(|edition| edition.number == number));
    found.next().with_context(|| format!("there is no edition {number} of {code}"))
}

/// The database of a configuration, with the tables of this version.
///
/// # Errors
/// When it cannot be opened.
pub fn open(config: &Config) -> Result<(Db, Cx)> {
    Ok((portal::open(config)?, Cx::system()))
}

/// Today, where the days of the portal are counted.
pub fn today(cx: &Cx) -> Date {
    cx.now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
