//! Serving and working until told to stop.

use std::time::Duration;

use anyhow::{Context, Result};
use base::Cx;
use catalog::Catalog;
use db::Db;
use documents::Typesetter;
use notifications::gateway::smpp::SmsReceipt;
use tokio::{net::TcpListener, sync::mpsc, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{
    config::Config,
    portal::{self, Portal},
    server,
    services::watch::Watch,
    telemetry,
};

/// How long jobs in the middle of something may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long an SMS receipt waits for a database that is away before it is offered again.
const RECEIPT_PAUSE: Duration = Duration::from_secs(1);

/// How often a node looks for what others published, and into its folder of services: one row, and the times of files.
const ROUND: Duration = Duration::from_secs(2);

/// In how many rounds the counters are swept once: an hour.
const SWEEP_EVERY: u64 = 1800;

/// `okno serve`.
///
/// # Errors
/// When the configuration, the database or the address cannot be used.
pub async fn serve(config: Config) -> Result<()> {
    let (db, cx) = (portal::open(&config)?, Cx::system());
    portal::prepare(&config, &db, &cx).await?;
    let listener = listen(&config).await?;
    run(&config, db, cx, Some(listener), config.portal.workers).await
}

/// `okno work`.
///
/// # Errors
/// When the configuration or the database cannot be used.
pub async fn work(config: Config) -> Result<()> {
    let (db, cx) = (portal::open(&config)?, Cx::system());
    run(&config, db, cx, None, true).await
}

/// Takes the address of the configuration.
pub(crate) async fn listen(config: &Config) -> Result<TcpListener> {
    let address = config.portal.listen;
    TcpListener::bind(address).await.with_context(|| format!("{address} cannot be listened on"))
}

/// Serves and works until the process is told to stop; then lets what is under way finish.
pub(crate) async fn run(config: &Config, db: Db, cx: Cx, listener: Option<TcpListener>, workers: bool) -> Result<()> {
    let portal = Portal::new(config, db, cx, telemetry::metrics()?).await?;
    let watch = match &config.services.folder {
        Some(folder) => Some(Watch::new(folder, Typesetter::new(portal::typesetter(config)?))),
        None => None,
    };
    let stop = CancellationToken::new();
    let worker = workers.then(|| spawn_workers(&portal, stop.clone()));
    let rounds = tokio::spawn(make_rounds(portal.db.clone(), portal.cx.clone(), portal.catalog, watch));
    let receipts = tokio::spawn(keep_receipts(portal.db.clone(), portal.cx.clone(), portal.receipts));

    if let Some(listener) = listener {
        tracing::info!(address = %listener.local_addr()?, "serving");
        let signal = tokio::spawn(stopped(stop.clone()));
        server::serve(listener, portal.router, config.limits.door(), stop.clone()).await;
        signal.abort();
    } else {
        stopped(stop.clone()).await;
    }
    stop.cancel();
    if let Some(worker) = worker {
        let _ = tokio::time::timeout(GRACE, worker).await;
    }
    receipts.abort();
    rounds.abort();
    tracing::info!("stopped");
    Ok(())
}

fn spawn_workers(portal: &Portal, stop: CancellationToken) -> JoinHandle<()> {
    let runner = portal.runner.clone();
    tokio::spawn(async move { runner.run(stop.cancelled_owned()).await })
}

async fn keep_receipts(db: Db, cx: Cx, mut receipts: mpsc::Receiver<SmsReceipt>) {
    while let Some(receipt) = receipts.recv().await {
        keep_receipt(&db, &cx, receipt).await;
    }
}

/// A receipt is told once: it waits here, and those after it in their channel, until the database takes it.
async fn keep_receipt(db: &Db, cx: &Cx, receipt: SmsReceipt) {
    loop {
        match notifications::receipt_came(db, cx, receipt.clone()).await {
            Ok(()) => return,
            // A receipt that is kept twice says the same twice.
            Err(error) if error.is_retryable() || matches!(error, db::Error::Commit(_)) => {
                tracing::warn!(%error, "an SMS receipt waits for the database");
                tokio::time::sleep(RECEIPT_PAUSE).await;
            }
            Err(error) => return tracing::error!(%error, "an SMS receipt was not kept"),
        }
    }
}

/// What a node does now and then: take over services that another node published, and forget counters that are over.
async fn make_rounds(db: Db, cx: Cx, catalog: Catalog, mut watch: Option<Watch>) {
    let mut turn = tokio::time::interval(ROUND);
    for number in 0_u64.. {
        turn.tick().await;
        if let Some(watch) = &mut watch {
            watch.look(&db, &cx).await;
        }
        if let Err(error) = make_round(&db, &cx, &catalog, number.is_multiple_of(SWEEP_EVERY)).await {
            tracing::warn!(%error, "a round was not finished");
        }
    }
}

async fn make_round(db: &Db, cx: &Cx, catalog: &Catalog, sweep: bool) -> Result<(), db::Error> {
    if catalog.refresh(&mut db.read().await?).await? {
        tracing::info!("took over services published elsewhere");
    }
    if sweep {
        catalog.refresh_figures(&mut db.read().await?, cx).await?;
        let mut tx = db.begin().await?;
        identity::sweep::start(&mut tx, cx).await?;
        documents::sweep::start(&mut tx, cx).await?;
        applications::sweep::start(&mut tx, cx).await?;
        web::limits::sweep(&mut tx, cx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends at the first signal to stop and tells everybody.
async fn stopped(stop: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return stop.cancelled().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = stop.cancelled() => {}
    }
    stop.cancel();
}
