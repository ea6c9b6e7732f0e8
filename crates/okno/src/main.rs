//! The command line of the portal.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};
use okno::{
    config::{self, Config},
    demo, operation, serve, telemetry,
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
    /// Enter staff from a file of people (as demo/people.yaml).
    Seed {
        #[command(flatten)]
        configured: Configured,
        /// The file of people.
        #[arg(long)]
        people: PathBuf,
    },
    /// Check configuration, database, keys, typesetter, certificates and the systems outside.
    Doctor(Configured),
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
    /// Print the reference of the configuration: every key with its type, default and meaning.
    Config,
    /// Make a key file for the vault.
    Keys {
        /// Where to write it; an existing file is never overwritten.
        file: PathBuf,
    },
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
            Command::Seed { configured: at, people } => operation::seed(configured(&at)?, &people).await,
            Command::Doctor(at) => operation::doctor(configured(&at)?, &mut std::io::stdout()).await,
            Command::Backup { configured: at, folder } => operation::backup(configured(&at)?, &folder).await,
            Command::Restore { configured: at, folder } => operation::restore(configured(&at)?, &folder).await,
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

fn configured(at: &Configured) -> Result<Config> {
    let config = Config::load(&at.config)?;
    telemetry::start(&config.log)?;
    Ok(config)
}
