//! `okno demo`: the portal and the outside world on one machine, with made-up people and nothing prepared by hand.
//!
//! It writes an ordinary configuration into the data folder and then does what `okno serve` does; the portal itself has
//! no mode for it.

mod directory;
mod past;
mod people;
mod residents;
pub mod sandbox;
mod signers;

use std::{
    fmt::Write,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, ensure};
use base::Cx;
use catalog::Catalog;
use db::Db;
use documents::signing::AgencyKey;
use tokio::net::TcpListener;

use crate::{config::Config, keys, portal, serve, services, telemetry};

pub use people::People;

/// The demo's configuration, its places between `@`.
const CONFIG: &str = include_str!("demo/okno.toml");

/// What can be chosen for a demo.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// Forget the earlier demo's data first.
    #[arg(long)]
    pub fresh: bool,
    /// The folder of everything that the demo writes.
    #[arg(long, default_value = "data/demo")]
    pub data: PathBuf,
    /// The portal's port.
    #[arg(long, default_value_t = 8080, env = "OKNO_DEMO_PORT")]
    pub port: u16,
    /// The sandbox's port.
    #[arg(long, default_value_t = 8090, env = "OKNO_DEMO_SANDBOX_PORT")]
    pub sandbox_port: u16,
    /// `postgres://USER@HOST/NAME`; without it an embedded database in the data folder.
    #[arg(long)]
    pub database: Option<String>,
}

/// Starts everything and serves until told to stop.
///
/// # Errors
/// When a port is taken, the sandbox does not start, or a part cannot be prepared.
pub async fn run(options: Options) -> Result<()> {
    let cx = Cx::system();
    if options.fresh && options.data.exists() {
        forget(&options.data)?;
    }
    std::fs::create_dir_all(&options.data).with_context(|| format!("{} cannot be made", options.data.display()))?;
    let data = options.data.canonicalize()?;

    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("port {} is taken; choose another with --port", options.port))?;
    let public_url = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    let sandbox = sandbox::start(&data, options.sandbox_port, &public_url).await?;

    let config = furnish(&cx, &data, &public_url, options.database.as_deref(), &sandbox.doors).await?;
    telemetry::start(&config.log)?;

    let db = portal::open(&config)?;
    portal::prepare(&config, &db, &cx).await?;
    let people = People::read(None)?;
    seed(&db, &cx, &people).await?;
    people.settle(&db, &cx).await?;
    people.look_back(&db, &cx).await?;
    directory::load(&db, &cx).await?;
    print!("{}", people.welcome(&public_url, &sandbox.doors.http));
    let served = serve::run(&config, db, cx, Some(listener), true).await;
    sandbox.stop().await;
    served
}

/// Makes in `data` what a portal beside a sandbox needs and lacks: keys, the agencies' certificates, and the configuration
/// `okno.toml`. Without an address of a database it is an embedded one in that folder.
///
/// # Errors
/// When the folder cannot be written or the sandbox gives no certificate.
pub async fn furnish(
    cx: &Cx,
    data: &Path,
    public_url: &str,
    database: Option<&str>,
    doors: &sandbox::Doors,
) -> Result<Config> {
    let key_file = data.join("keys.txt");
    if !key_file.exists() {
        keys::make(cx, &key_file)?;
    }
    let mut agencies = agencies(&services::files(None)?)?;
    agencies.push(("portal".to_owned(), "Портал государственных услуг «Окно»".to_owned()));
    let signers = signers::make(cx, &data.join("signers"), &agencies, &doors.http).await?;
    write_config(data, public_url, database, doors, &signers)
}

/// Code and Russian name of every agency.
fn agencies(files: &services::Files) -> Result<Vec<(String, String)>> {
    let catalog = Catalog::from_files(files).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow!("the services are not right:\n{}", lines.join("\n"))
    })?;
    Ok(catalog.agencies().iter().map(|agency| (agency.code.clone(), agency.title.ru.clone())).collect())
}

/// Only a folder that a demo made is removed.
fn forget(data: &Path) -> Result<()> {
    let made_here = ["okno.toml", "keys.txt", "sandbox"].iter().any(|name| data.join(name).exists());
    ensure!(
        made_here || std::fs::read_dir(data)?.next().is_none(),
        "{} does not look like a demo's folder; remove it yourself",
        data.display()
    );
    std::fs::remove_dir_all(data).with_context(|| format!("{} cannot be removed", data.display()))
}

async fn seed(db: &Db, cx: &Cx, people: &People) -> Result<()> {
    let mut tx = db.begin().await?;
    identity::seed_staff(&mut tx, cx, people.staff()).await?;
    tx.commit().await?;
    Ok(())
}

fn write_config(
    data: &Path,
    public_url: &str,
    database: Option<&str>,
    doors: &sandbox::Doors,
    signers: &[AgencyKey],
) -> Result<Config> {
    let embedded = || format!("sqlite:{}", data.join("okno.db").display());
    let database = database.map_or_else(embedded, str::to_owned);
    let places = [
        ("@public_url@", public_url.to_owned()),
        ("@listen@", public_url.trim_start_matches("http://").to_owned()),
        ("@database@", database),
        ("@folder@", data.display().to_string()),
        ("@http@", doors.http.clone()),
        ("@https@", doors.https.clone()),
        ("@smpp@", doors.smpp.to_string()),
        ("@smtp_host@", doors.smtp.ip().to_string()),
        ("@smtp_port@", doors.smtp.port().to_string()),
    ];
    let mut text = CONFIG.to_owned();
    for (place, value) in places {
        text = text.replace(place, &value);
    }
    for signer in signers {
        let (key, chain) = (signer.key.display(), signer.chain.display());
        let agency = &signer.agency;
        // Writing into a String cannot fail.
        let _ = write!(text, "[[documents.signers]]\nagency = \"{agency}\"\nkey = \"{key}\"\nchain = \"{chain}\"\n");
    }
    let file = data.join("okno.toml");
    std::fs::write(&file, text)?;
    Config::load(&file)
}
