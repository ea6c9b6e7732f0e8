//! Opening the doors: what a sandbox is started with, where it listens, and how it stops.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use base::Cx;
use jiff::tz::TimeZone;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    authority::Authority, clock::MovableClock, control::Control, mail, messages::Messages, people::People, provider,
    provider::Provider, registries::Tokens, routes, sms, sms::Exchange, tls::TlsListener, world::World,
};

/// Where the people of this world live.
const ZONE: &str = "Europe/Moscow";
/// How long open conversations may take to end after a stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a sandbox is started with. A port of 0 is any free one.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on.
    pub host: IpAddr,
    /// HTTP: front page, APIs, registries, payments, authorities.
    pub port: u16,
    /// The same over TLS.
    pub tls_port: u16,
    /// SMS centre.
    pub smpp_port: u16,
    /// Mail server.
    pub smtp_port: u16,
    /// Where keys, certificates and payments are kept.
    pub data: PathBuf,
    /// Who lives in this world.
    pub people: People,
    /// Where the payment provider sends its notices.
    pub webhook: String,
}

/// Where the sandbox listens.
#[derive(Debug, Clone, Serialize)]
pub struct Doors {
    /// Base address of everything over HTTP.
    pub http: String,
    /// Base address of everything over HTTPS.
    pub https: String,
    /// Host and port of the SMS centre.
    pub smpp: String,
    /// Host and port of the mail server.
    pub smtp: String,
}

/// A running sandbox.
pub struct Sandbox {
    /// Where it listens.
    pub doors: Doors,
    /// Its state, for tests that look inside.
    pub world: Arc<World>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Sandbox {
    /// Closes the doors and waits, but not long, until what is under way has ended.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(PATIENCE, self.tasks.wait()).await.is_err() {
            tracing::warn!("some conversations did not end in time");
        }
    }
}

/// Opens all doors.
///
/// # Errors
/// When a port is taken or the data folder cannot be used.
pub async fn start(options: Options) -> anyhow::Result<Sandbox> {
    // One provider per process; whoever was first is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let Options { host, port, tls_port, smpp_port, smtp_port, data, people, webhook } = options;
    let open = async |door: &str, port: u16| {
        let listener = TcpListener::bind(SocketAddr::new(host, port)).await;
        listener.with_context(|| format!("the {door} door: port {port} of {host} cannot be opened"))
    };
    let (http, https) = (open("HTTP", port).await?, open("HTTPS", tls_port).await?);
    let (texts, letters) = (open("SMPP", smpp_port).await?, open("SMTP", smtp_port).await?);
    let doors = Doors {
        http: format!("http://{}", http.local_addr()?),
        https: format!("https://{}", https.local_addr()?),
        smpp: texts.local_addr()?.to_string(),
        smtp: letters.local_addr()?.to_string(),
    };
    let cx = Cx::system();
    let authority = Authority::open(&cx, &data, &doors.http)?;
    let provider = Provider::open(&data, &doors.http, webhook)?;
    let world = Arc::new(World {
        cx,
        clock: MovableClock::default(),
        zone: TimeZone::get(ZONE)?,
        people,
        control: Control::default(),
        messages: Messages::default(),
        exchange: Exchange::default(),
        tokens: Tokens::default(),
        provider,
        authority,
    });
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    tasks.spawn(sms::serve(world.clone(), texts, stop.clone(), tasks.clone()));
    tasks.spawn(mail::serve(world.clone(), letters, stop.clone(), tasks.clone()));
    tasks.spawn(provider::send_all(world.clone(), stop.clone()));
    let https = TlsListener::new(https, world.authority.server_identity(&world.cx)?, stop.clone(), &tasks)?;
    let served = axum::serve(https, routes::all(&world)).with_graceful_shutdown(stop.clone().cancelled_owned());
    tasks.spawn(async move { served.await });
    let served = axum::serve(http, routes::all(&world)).with_graceful_shutdown(stop.clone().cancelled_owned());
    tasks.spawn(async move { served.await });
    Ok(Sandbox { doors, world, stop, tasks })
}
