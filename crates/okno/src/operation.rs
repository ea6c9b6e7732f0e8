//! What an operator does beside serving: migrate, seed, doctor, backup, restore, keys.

mod addresses;
mod backup;
mod doctor;
pub mod supervision;

use std::path::Path;

use anyhow::Result;
use base::Cx;

use crate::{config::Config, demo::People, keys, portal};

pub use addresses::import_addresses;
pub use backup::{backup, restore};
pub use doctor::{doctor, examine};

/// Makes the tables and publishes the services.
///
/// # Errors
/// When the database does not answer or a definition is not right.
pub async fn migrate(config: Config) -> Result<()> {
    let (db, cx) = (portal::open(&config)?, Cx::system());
    portal::prepare(&config, &db, &cx).await?;
    println!("The tables and services are those of this version.");
    Ok(())
}

/// Enters the staff of a file of people. Staff that are there already stay as they are.
///
/// # Errors
/// When the file is not right or the database does not answer.
pub async fn seed(config: Config, people: &Path) -> Result<()> {
    let (db, cx) = (portal::open(&config)?, Cx::system());
    let people = People::read(Some(people))?;
    let mut tx = db.begin().await?;
    identity::seed_staff(&mut tx, &cx, people.staff()).await?;
    tx.commit().await?;
    println!("{} members of staff are entered.", people.staff().len());
    Ok(())
}

/// Makes a key file.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn new_keys(file: &Path) -> Result<()> {
    keys::make(&Cx::system(), file)?;
    println!("Keys are in {}. Keep a copy apart from the backups: without them sealed data is lost.", file.display());
    Ok(())
}
