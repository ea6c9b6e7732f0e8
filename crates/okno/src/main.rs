//! The command line of the portal.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Result;
use base::SignedDuration;
use clap::{Parser, Subcommand};
use db::audit::Bounds;
use okno::{
    config::{self, Config},
    demo,
    operation::{
        self,
        supervision::{self, Accounts, Staff},
    },
    seeding, serve,
    services::{command, preview},
    telemetry,
};

/// Okno, the single window: a portal of public services.
#[derive(Parser)]
#[command(name = "okno", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Parser)]
struct Configured {
    /// The configuration file.
    #[arg(long, default_value = "okno.toml")]
    config: PathBuf,
}

#[derive(Parser)]
struct Seed {
    #[command(flatten)]
    configured: Configured,
    /// The file of people.
    #[arg(long, required_unless_present = "accounts", conflicts_with = "accounts")]
    people: Option<PathBuf>,
    /// How many made-up citizens there are to be; a run that was broken off goes on.
    #[arg(long, requires = "not_for_production")]
    accounts: Option<u32>,
    /// The present of their stories, an instant as 2026-11-21T09:00:00Z; now, unless it is said.
    #[arg(long, requires = "accounts")]
    until: Option<base::Timestamp>,
    /// Says that nobody will ever rely on this database: every made-up citizen has the same known password.
    #[arg(long)]
    not_for_production: bool,
}

/// How deep the doctor looks.
#[derive(Parser)]
struct Depth {
    /// Walk the whole database and the file store instead, and check that everything kept is whole. Reads only.
    #[arg(long)]
    deep: bool,
    /// Look closely at one account of so many.
    #[arg(long, requires = "deep", default_value_t = 1)]
    sample: u32,
    /// How many places of each kind of finding are named.
    #[arg(long, requires = "deep", default_value_t = 5)]
    shown: usize,
    /// Seconds within which the portal's own work may still be under way.
    #[arg(long, requires = "deep", default_value_t = 900)]
    grace: u32,
    /// The portal is stopped and its jobs are done: nothing may be under way.
    #[arg(long, requires = "deep")]
    settled: bool,
}

impl Depth {
    fn bounds(&self) -> Bounds {
        let grace = SignedDuration::from_secs(self.grace.into());
        Bounds { grace, settled: self.settled, shown: self.shown, sample: self.sample, ..Bounds::default() }
    }
}

#[derive(Subcommand)]
enum Addresses {
    /// Read the XML files of the state address register (ГАР); an import that was broken off goes on.
    Import {
        #[command(flatten)]
        configured: Configured,
        /// The folder of the unpacked archive, whole or some of its regions.
        folder: PathBuf,
    },
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal (and run its background jobs, unless the configuration keeps them apart).
    Serve(Configured),
    /// Run background jobs only.
    Work(Configured),
    /// Start portal and sandbox on this machine with made-up people, and print how to sign in.
    Demo(demo::Options),
    /// Bring the database to this version's tables and publish the services.
    Migrate(Configured),
    /// Enter staff from a file of people (as demo/people.yaml), or made-up citizens in any number for measuring.
    Seed(Seed),
    /// End the sessions of an account, lock it, open it again.
    #[command(subcommand)]
    Accounts(Accounts),
    /// End the sessions of a member of staff, replace a lost second factor.
    #[command(subcommand)]
    Staff(Staff),
    /// Load the address directory.
    #[command(subcommand)]
    Addresses(Addresses),
    /// Check configuration, database, keys, typesetter, certificates and the systems outside.
    Doctor {
        #[command(flatten)]
        configured: Configured,
        #[command(flatten)]
        depth: Depth,
    },
    /// Write a copy of database and files into a new folder, while the portal runs.
    Backup {
        #[command(flatten)]
        configured: Configured,
        /// The folder, which must not be there yet.
        folder: PathBuf,
    },
    /// Put a copy made by `backup` in place of an empty database and files folder.
    Restore {
        #[command(flatten)]
        configured: Configured,
        /// The folder of the copy.
        folder: PathBuf,
    },
    /// Check, preview and publish public services; pause them, go back, export.
    #[command(subcommand)]
    Services(Services),
    /// Print the reference of the configuration: every key with its type, default and meaning.
    Config,
    /// Make a key file for the vault.
    Keys {
        /// Where to write it; an existing file is never overwritten.
        file: PathBuf,
    },
}

/// What is done with services.
#[derive(Subcommand)]
enum Services {
    /// Check a folder of services, or of one service, without a database: problems with file, line and field.
    Check {
        /// The folder.
        folder: PathBuf,
    },
    /// Show the pages of a folder of services, or of one service, as citizens see them; changes are taken over at once.
    Preview {
        /// The folder.
        folder: PathBuf,
        /// The port on this machine.
        #[arg(long, default_value_t = 8100)]
        port: u16,
    },
    /// Publish a folder of services, or of one service; running nodes take it over within seconds.
    Publish {
        #[command(flatten)]
        configured: Configured,
        /// The folder.
        folder: PathBuf,
    },
    /// List the services with their editions and states.
    List(Configured),
    /// Take no new applications for a service; its page says until when and why.
    Pause {
        #[command(flatten)]
        configured: Configured,
        /// The code of the service.
        code: String,
        /// The day on which applications are taken again: 27.12.2026.
        #[arg(long)]
        until: Option<String>,
        /// The reason in Russian.
        #[arg(long)]
        reason_ru: String,
        /// The reason in English.
        #[arg(long)]
        reason_en: String,
    },
    /// Take applications for a service again.
    Resume {
        #[command(flatten)]
        configured: Configured,
        /// The code of the service.
        code: String,
    },
    /// Offer an earlier edition of a service again.
    RollBack {
        #[command(flatten)]
        configured: Configured,
        /// The code of the service.
        code: String,
        /// The number of the edition.
        edition: u32,
    },
    /// Write the folder of a service as it was published, to the byte.
    Export {
        #[command(flatten)]
        configured: Configured,
        /// The code of the service.
        code: String,
        /// The folder in which its own is made.
        folder: PathBuf,
        /// The number of the edition; the one that is offered, unless it is said.
        #[arg(long)]
        edition: Option<u32>,
    },
}

async fn services(asked: Services) -> Result<()> {
    let said = match asked {
        Services::Check { folder } => command::check(&folder).await?,
        Services::Preview { folder, port } => return preview::serve(&folder, port).await,
        Services::Publish { configured: at, folder } => {
            let (db, cx) = command::open(&configured(&at)?)?;
            command::publish(&db, &cx, &folder).await?
        }
        Services::List(at) => {
            let (db, cx) = command::open(&configured(&at)?)?;
            command::list(&db, command::today(&cx)).await?
        }
        Services::Pause { configured: at, code, until, reason_ru, reason_en } => {
            let (db, cx) = command::open(&configured(&at)?)?;
            command::pause(&db, &cx, &code, until.as_deref(), (&reason_ru, &reason_en)).await?
        }
        Services::Resume { configured: at, code } => {
            let (db, cx) = command::open(&configured(&at)?)?;
            command::resume(&db, &cx, &code).await?
        }
        Services::RollBack { configured: at, code, edition } => {
            let (db, cx) = command::open(&configured(&at)?)?;
            command::roll_back(&db, &cx, &code, edition).await?
        }
        Services::Export { configured: at, code, folder, edition } => {
            let (db, _) = command::open(&configured(&at)?)?;
            command::export(&db, &code, edition, &folder).await?
        }
    };
    println!("{}", said.trim_end());
    Ok(())
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("okno: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    // TLS to the systems outside: the one provider of cryptography that is built in.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(async {
        match command {
            Command::Serve(at) => serve::serve(configured(&at)?).await,
            Command::Work(at) => serve::work(configured(&at)?).await,
            Command::Demo(options) => demo::run(options).await,
            Command::Migrate(at) => operation::migrate(configured(&at)?).await,
            Command::Seed(seed) => enter(seed).await,
            Command::Accounts(asked) => {
                println!("{}", supervision::accounts(&asked, &opened(asked.config())?).await?.trim_end());
                Ok(())
            }
            Command::Staff(asked) => {
                println!("{}", supervision::staff(&asked, &opened(asked.config())?).await?.trim_end());
                Ok(())
            }
            Command::Addresses(Addresses::Import { configured: at, folder }) => {
                operation::import_addresses(configured(&at)?, folder, &mut std::io::stdout()).await
            }
            Command::Doctor { configured: at, depth } if depth.deep => {
                operation::examine(configured(&at)?, depth.bounds(), &mut std::io::stdout()).await
            }
            Command::Doctor { configured: at, .. } => operation::doctor(configured(&at)?, &mut std::io::stdout()).await,
            Command::Backup { configured: at, folder } => operation::backup(configured(&at)?, &folder).await,
            Command::Restore { configured: at, folder } => operation::restore(configured(&at)?, &folder).await,
            Command::Services(asked) => services(asked).await,
            Command::Config => {
                print!("{}", config::reference());
                Ok(())
            }
            Command::Keys { file } => operation::new_keys(&file),
        }
    });
    // A job that is in the middle of something finishes by itself or is taken up again from the database.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    outcome
}

async fn enter(seed: Seed) -> Result<()> {
    let config = configured(&seed.configured)?;
    if let Some(accounts) = seed.accounts {
        return seeding::seed(config, accounts, seed.until).await;
    }
    operation::seed(config, &seed.people.unwrap_or_default()).await
}

fn configured(at: &Configured) -> Result<Config> {
    opened(&at.config)
}

fn opened(file: &Path) -> Result<Config> {
    let config = Config::load(file)?;
    telemetry::start(&config.log)?;
    Ok(config)
}
