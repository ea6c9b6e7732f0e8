//! `okno-sandbox`: starts the outside world, says on standard output where it listens, stops on SIGTERM or Ctrl-C.

use std::{io::Write, net::IpAddr, path::PathBuf};

use anyhow::Context;
use clap::Parser;
use sandbox::{Options, people::People};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// The outside world of the portal on one machine: SMS, mail, registries, payments, certificates.
#[derive(Debug, Parser)]
#[command(name = "okno-sandbox")]
struct Arguments {
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// HTTP port; 0 picks a free one, here and below.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// HTTPS port, with a certificate of the sandbox's own authority.
    #[arg(long, default_value_t = 8091)]
    tls_port: u16,
    /// SMPP port.
    #[arg(long, default_value_t = 2775)]
    smpp_port: u16,
    /// SMTP port.
    #[arg(long, default_value_t = 2525)]
    smtp_port: u16,
    /// Folder for keys, certificates and payments; made if it is not there.
    #[arg(long, default_value = "data/sandbox")]
    data: PathBuf,
    /// A file of people instead of the demo's, in the shape of demo/people.yaml.
    #[arg(long)]
    people: Option<PathBuf>,
    /// Where the payment provider sends its notices.
    #[arg(long, default_value = "http://127.0.0.1:8080/hooks/payments")]
    webhook: String,
    /// End when standard input ends: whoever started the sandbox is gone, however it went.
    #[arg(long)]
    while_stdin: bool,
    /// What to log: a level, or a filter as tracing-subscriber understands it.
    #[arg(long, default_value = "info")]
    log: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(&arguments.log).context("--log")?)
        .with_writer(std::io::stderr)
        .init();
    // Heard from the first moment on, so that a stop during the start is not lost.
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let people = match &arguments.people {
        Some(file) => {
            People::parse(&std::fs::read_to_string(file).with_context(|| format!("--people {}", file.display()))?)?
        }
        None => People::demo()?,
    };
    let abandoned = abandoned(arguments.while_stdin);
    let Arguments { host, port, tls_port, smpp_port, smtp_port, data, webhook, .. } = arguments;
    let sandbox = sandbox::start(Options { host, port, tls_port, smpp_port, smtp_port, data, people, webhook }).await?;
    announce(&sandbox.doors)?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
        () = abandoned => {}
    }
    tracing::info!("stopping");
    sandbox.stop().await;
    Ok(())
}

/// Ends when standard input does; never, unless that is wanted. A thread of its own waits, so that it keeps nobody from
/// ending.
async fn abandoned(wanted: bool) {
    if !wanted {
        return std::future::pending().await;
    }
    let (gone, left) = tokio::sync::oneshot::channel::<()>();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        drop(gone);
    });
    let _ = left.await;
}

/// One line of JSON on standard output: the sandbox is ready, and where.
fn announce(doors: &sandbox::Doors) -> anyhow::Result<()> {
    let mut line = serde_json::to_value(doors)?;
    if let Some(line) = line.as_object_mut() {
        line.insert("ready".to_owned(), true.into());
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}
