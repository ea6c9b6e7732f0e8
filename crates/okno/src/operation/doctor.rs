//! `okno doctor`: one line for each thing that must be right, and what to do where it is not.

mod deep;

use std::{io::Write, time::Duration};

use anyhow::{Result, bail};
use base::Cx;
use db::{Db, jobs};
use tokio::{net::TcpStream, time::timeout};

pub use self::deep::examine;
use crate::{config::Config, portal};

/// How long a system outside may take to answer the door.
const PATIENCE: Duration = Duration::from_secs(5);

struct Report<'a> {
    out: &'a mut (dyn Write + Send),
    bad: u32,
}

impl Report<'_> {
    fn line(&mut self, what: &str, outcome: Result<String>) -> Result<()> {
        match outcome {
            Ok(detail) => writeln!(self.out, "  ok   {what}: {detail}")?,
            Err(error) => {
                self.bad += 1;
                writeln!(self.out, "  BAD  {what}: {error:#}")?;
            }
        }
        Ok(())
    }
}

/// Checks everything that serving needs and writes a line on each thing as soon as it is known.
///
/// # Errors
/// When at least one thing is not right, or a line cannot be written.
pub async fn doctor(config: Config, out: &mut (dyn Write + Send)) -> Result<()> {
    let cx = Cx::system();
    let mut report = Report { out, bad: 0 };
    report.line(
        "words",
        web::i18n::Words::new(portal::LOCALES).map(|_| "complete in both languages".into()).map_err(Into::into),
    )?;
    report.line("typesetter", typesetter(&config))?;
    let signers = documents::signing::Signers::load(&config.documents.signers);
    let count = config.documents.signers.len();
    report.line("signers", signers.map(|_| format!("{count} keys fit their certificates")).map_err(Into::into))?;
    match portal::open(&config) {
        Ok(db) => {
            report.line("database", answers(&db).await)?;
            report.line("jobs", dead_jobs(&db, &cx).await)?;
        }
        Err(error) => report.line("database", Err(error))?,
    }
    report.line("SMS centre", reachable(&config.sms.address).await)?;
    report.line("mail server", reachable(&format!("{}:{}", config.mail.host, config.mail.port)).await)?;
    match portal::scanner(&config) {
        Ok(None) => writeln!(report.out, "  WARN malware scanner: files.scanner names none, files are not scanned")?,
        Ok(Some(scanner)) => report.line("malware scanner", scanner.version().await.map_err(Into::into))?,
        Err(error) => report.line("malware scanner", Err(error))?,
    }
    for (what, url) in [
        ("registries", &config.registries.token_url),
        ("payment provider", &config.payments.url),
        ("time stamps", &config.documents.time_stamps),
    ] {
        report.line(what, reachable_url(url).await)?;
    }
    if report.bad > 0 {
        bail!("{} things are not right", report.bad);
    }
    writeln!(report.out, "Everything is right.")?;
    Ok(())
}

fn typesetter(config: &Config) -> Result<String> {
    let path = portal::typesetter(config)?;
    if !path.is_file() {
        bail!("{} is not there; documents.typesetter names it", path.display());
    }
    Ok(path.display().to_string())
}

async fn answers(db: &Db) -> Result<String> {
    let catalog = catalog::load(&mut db.read().await?).await?;
    Ok(format!("answers, {} services are offered", catalog.services().len()))
}

async fn dead_jobs(db: &Db, cx: &Cx) -> Result<String> {
    let mut tx = db.read().await?;
    let dead = jobs::dead(&mut tx, 100).await?;
    let lag = jobs::lag(&mut tx, cx).await?;
    if !dead.is_empty() {
        let kinds: std::collections::BTreeSet<&str> = dead.iter().map(|job| job.kind.as_str()).collect();
        bail!("{} used up their tries ({})", dead.len(), kinds.into_iter().collect::<Vec<_>>().join(", "));
    }
    Ok(format!("none dead, the oldest waits for {} s", lag.as_secs()))
}

async fn reachable(address: &str) -> Result<String> {
    timeout(PATIENCE, TcpStream::connect(address))
        .await
        .map_err(|_| anyhow::anyhow!("{address} does not answer"))??;
    Ok(format!("{address} answers"))
}

async fn reachable_url(url: &str) -> Result<String> {
    let url = url::Url::parse(url)?;
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { bail!("{url} has no host") };
    reachable(&format!("{host}:{port}")).await
}
