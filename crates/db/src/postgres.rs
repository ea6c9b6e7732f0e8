//! PostgreSQL, or an engine that speaks its protocol: one pool for writing, one that cannot write.

//!
//! Beyond this machine the connection is encrypted and the server's certificate is checked, unless the address says
//! `sslmode=disable`.

mod session;
mod tls;
mod values;

use std::{fmt::Write as _, net::IpAddr, str::FromStr, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime};
use tokio_postgres::{
    Config, NoTls,
    config::{Host, SslMode},
};

pub(crate) use self::session::Session;
use crate::{Error, Result, Settings};

/// How long a server may leave what we sent without the network's own sign that it arrived.
const SILENCE: Duration = Duration::from_secs(20);

pub(crate) struct Postgres {
    writing: Pool,
    reading: Pool,
}

impl Postgres {
    pub fn open(url: &str, settings: Settings) -> Result<Self> {
        // A transaction that a stuck program leaves open would hold its locks and the cleaning of old rows for ever.
        let limits = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s -c lock_timeout=10s";
        let writing = pool(url, limits, settings)?;
        let reading = pool(url, &format!("{limits} -c default_transaction_read_only=on"), settings)?;
        Ok(Self { writing, reading })
    }

    /// For one process that writes much: statements take as long as they take, and no commit waits for the disk.
    pub fn open_to_fill(url: &str) -> Result<Self> {
        let settings = Settings { connections: 2, ..Settings::default() };
        let limits = "-c statement_timeout=0 -c synchronous_commit=off -c maintenance_work_mem=512MB";
        Ok(Self { writing: pool(url, limits, settings)?, reading: pool(url, limits, settings)? })
    }

    pub async fn begin(&self) -> Result<Session> {
        Ok(Session::writing(client(&self.writing).await?))
    }

    /// Each statement sees its own moment, as in any transaction of READ COMMITTED, so no `begin` need be sent.
    pub async fn read(&self) -> Result<Session> {
        Ok(Session::reading(client(&self.reading).await?))
    }

    pub async fn snapshot(&self) -> Result<Session> {
        Ok(Session::snapshot(client(&self.reading).await?))
    }
}

fn pool(url: &str, options: &str, settings: Settings) -> Result<Pool> {
    let mut config = Config::from_str(url).map_err(|error| Error::Address(error.to_string()))?;
    let mut all = config.get_options().unwrap_or_default().to_owned();
    let _written = write!(all, " {options}");
    config.options(all.trim());
    if config.get_application_name().is_none() {
        config.application_name("okno");
    }
    // A server that vanished without a word (its machine, the network) must not hold a connection for hours.
    config.connect_timeout(settings.patience).tcp_user_timeout(SILENCE).keepalives_idle(SILENCE);
    let limits = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = if is_plain(&config) {
        Manager::from_config(config, NoTls, limits)
    } else {
        config.ssl_mode(SslMode::Require);
        Manager::from_config(config, tls::Tls::new()?, limits)
    };
    Pool::builder(manager)
        .max_size(settings.connections)
        .wait_timeout(Some(settings.patience))
        .create_timeout(Some(settings.patience))
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| Error::Address(error.to_string()))
}

/// Whether nothing has to be encrypted: the address says so, or says nothing and stays on this machine.
fn is_plain(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        Host::Unix(_) => true,
    };
    match config.get_ssl_mode() {
        SslMode::Disable => true,
        SslMode::Prefer => config.get_hosts().iter().all(is_here),
        _ => false,
    }
}

async fn client(pool: &Pool) -> Result<Object> {
    pool.get().await.map_err(|error| match error {
        PoolError::Timeout(_) => Error::Busy("every connection is taken"),
        PoolError::Backend(error) => Error::Connection(error.to_string()),
        other => Error::Connection(other.to_string()),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_machine_is_encrypted() {
        let plain = |url: &str| is_plain(&url.parse().unwrap());
        assert!(plain("postgres://okno@127.0.0.1/okno") && plain("postgres://okno@localhost/okno"));
        assert!(plain("postgres://okno@[::1]/okno") && plain("postgres:///okno?host=/run/postgresql"));
        assert!(plain("postgres://okno@db.example.org/okno?sslmode=disable"));
        assert!(!plain("postgres://okno@db.example.org/okno") && !plain("postgres://okno@10.0.0.1/okno"));
        assert!(!plain("postgres://okno@localhost,db.example.org/okno"));
        assert!(!plain("postgres://okno@localhost/okno?sslmode=require"));
    }
}
