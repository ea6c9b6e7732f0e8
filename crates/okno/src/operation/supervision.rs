//! `okno accounts …` and `okno staff …`: what whoever runs the portal does with somebody's way in. Each act stands in the
//! ledger with its reason.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base::{Cx, text};
use clap::{Args, Subcommand};
use db::Tx;
use identity::{
    AccountNumber,
    supervision::{self, Ground, Reason, Refused},
};

use crate::{config::Config, portal};

/// Whose account it is and why it is done.
#[derive(Debug, Args)]
pub struct OfAccount {
    /// The configuration file.
    #[arg(long, default_value = "okno.toml")]
    config: PathBuf,
    /// The number of the account, as «Настройки» and the slip of a centre show it.
    number: String,
    /// Why: owner-asked, suspicion, order or left. The owner reads it.
    #[arg(long, value_parser = reason)]
    reason: Reason,
    /// The number of the request that it answers.
    #[arg(long, value_parser = case)]
    case: Option<String>,
}

/// Whose way in it is and why it is done.
#[derive(Debug, Args)]
pub struct OfStaff {
    /// The configuration file.
    #[arg(long, default_value = "okno.toml")]
    config: PathBuf,
    /// The name that the member of staff signs in with.
    name: String,
    /// Why: owner-asked, suspicion, order or left.
    #[arg(long, value_parser = reason)]
    reason: Reason,
    /// The number of the request that it answers.
    #[arg(long, value_parser = case)]
    case: Option<String>,
}

/// What is done with an account.
#[derive(Debug, Subcommand)]
pub enum Accounts {
    /// End every session of an account.
    SignOut(OfAccount),
    /// Let nobody sign in to an account, and end its sessions.
    Lock(OfAccount),
    /// Open a locked account again.
    Unlock(OfAccount),
}

/// What is done with the way in of a member of staff.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// End every session of a member of staff.
    SignOut(OfStaff),
    /// Make a new second factor in place of a lost one, and end every session. Print the secret once.
    NewFactor(OfStaff),
    /// Give a password in place of a lost one, for one sign-in within a day, and end every session. Print it once.
    NewPassword(OfStaff),
    /// List what was done so: when, what, why.
    History {
        /// The configuration file.
        #[arg(long, default_value = "okno.toml")]
        config: PathBuf,
        /// The name that the member of staff signs in with.
        name: String,
    },
}

impl Accounts {
    /// The configuration file.
    pub fn config(&self) -> &Path {
        let (Self::SignOut(of) | Self::Lock(of) | Self::Unlock(of)) = self;
        &of.config
    }
}

impl Staff {
    /// The configuration file.
    pub fn config(&self) -> &Path {
        match self {
            Self::SignOut(of) | Self::NewFactor(of) | Self::NewPassword(of) => &of.config,
            Self::History { config, .. } => config,
        }
    }
}

/// The longest number of a request, in characters.
const LONGEST_CASE: usize = 100;

/// It stands in the ledger and in `history` as it was given: it must not look like another line of either.
fn case(typed: &str) -> Result<String, String> {
    let is_number = text::line(typed) == typed && text::is_readable(typed) && !typed.is_empty();
    if is_number && typed.chars().count() <= LONGEST_CASE {
        return Ok(typed.to_owned());
    }
    Err(format!("one line of at most {LONGEST_CASE} characters that can be read"))
}

fn reason(text: &str) -> Result<Reason, String> {
    text.parse().map_err(|_| "one of owner-asked, suspicion, order, left".to_owned())
}

/// `okno accounts …`: does it and says what was done.
///
/// # Errors
/// When nobody has this number, when it cannot be done with the account as it is, or when the database does not answer.
pub async fn accounts(asked: &Accounts, config: &Config) -> Result<String> {
    let (Accounts::SignOut(of) | Accounts::Lock(of) | Accounts::Unlock(of)) = asked;
    let number: AccountNumber =
        of.number.parse().with_context(|| format!("{} is no number of an account", of.number))?;
    let ground = Ground { reason: of.reason, case: of.case.clone() };
    let (db, cx) = (portal::open(config)?, Cx::system());
    let mut tx = db.begin().await?;
    let said = match asked {
        Accounts::SignOut(_) => {
            let ended = done(supervision::sign_out(&mut tx, &cx, &number, &ground).await?, &of.number)?;
            format!("{ended} sessions of {} are ended.", of.number)
        }
        Accounts::Lock(_) => {
            done(supervision::lock(&mut tx, &cx, &number, &ground).await?, &of.number)?;
            format!("{} is locked and signed out.", of.number)
        }
        Accounts::Unlock(_) => {
            done(supervision::unlock(&mut tx, &cx, &number, &ground).await?, &of.number)?;
            format!("{} is open again.", of.number)
        }
    };
    tx.commit().await?;
    Ok(said)
}

/// `okno staff …`: does it and says what was done.
///
/// # Errors
/// When nobody has this name, when they work here no more, or when the database does not answer.
pub async fn staff(asked: &Staff, config: &Config) -> Result<String> {
    let of = match asked {
        Staff::SignOut(of) | Staff::NewFactor(of) | Staff::NewPassword(of) => of,
        Staff::History { name, .. } => return history(&mut portal::open(config)?.read().await?, name).await,
    };
    let ground = Ground { reason: of.reason, case: of.case.clone() };
    let (db, cx) = (portal::open(config)?, Cx::system());
    let mut tx = db.begin().await?;
    let said = match asked {
        Staff::NewFactor(_) => {
            let factor = done(supervision::new_factor(&mut tx, &cx, &of.name, &ground).await?, &of.name)?;
            let (secret, address) = (factor.secret(), factor.address());
            format!(
                "The new second factor of {}, shown this once; the old one is void and every session is ended:\n{secret}\n{address}",
                of.name
            )
        }
        Staff::NewPassword(_) => {
            let password = done(supervision::new_password(&mut tx, &cx, &of.name, &ground).await?, &of.name)?;
            format!(
                "A password for {}, shown this once; it lets in once until {}, and the old one is void:\n{}",
                of.name,
                password.until(),
                password.text()
            )
        }
        Staff::SignOut(_) | Staff::History { .. } => {
            let ended = done(supervision::sign_out_staff(&mut tx, &cx, &of.name, &ground).await?, &of.name)?;
            format!("{ended} sessions of {} are ended.", of.name)
        }
    };
    tx.commit().await?;
    Ok(said)
}

async fn history(tx: &mut Tx, name: &str) -> Result<String> {
    let mut said = String::new();
    for entry in done(supervision::of_staff(tx, name, 200).await?, name)? {
        let case = entry.case.as_deref().unwrap_or("-");
        let reason = entry.reason.strip_prefix("access-operator-").unwrap_or(&entry.reason);
        // Writing into a String cannot fail.
        let _ = writeln!(said, "{}  {}  {reason}  {case}", entry.at, entry.action);
    }
    Ok(if said.is_empty() { "Nothing was done so.".to_owned() } else { said })
}

fn done<T>(outcome: Result<T, Refused>, whose: &str) -> Result<T> {
    outcome.with_context(|| whose.to_owned())
}
