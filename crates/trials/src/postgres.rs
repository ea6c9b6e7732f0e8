//! A PostgreSQL of the trial's own, that flushes to disk as an installation's does.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

use crate::process;

/// For how many seconds a start or an end is waited for.
const PATIENCE: &str = "600";

/// A running cluster; it is stopped by [`Cluster::stop`].
pub struct Cluster {
    /// `postgres://okno@127.0.0.1:PORT/okno`.
    pub url: String,
    folder: PathBuf,
    programs: PathBuf,
}

impl Cluster {
    /// Makes a cluster in the folder, unless one is there, and starts it.
    pub async fn start(folder: &Path, port: u16) -> Result<Self> {
        let programs = programs()?;
        std::fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        let data = folder.join("data").display().to_string();
        let url = format!("postgres://okno@127.0.0.1:{port}/okno");
        let cluster = Self { url, folder, programs };
        let is_new = !Path::new(&data).join("PG_VERSION").exists();
        if is_new {
            own(&cluster.folder).await?;
            cluster.run("initdb", &["-D", &data, "-U", "okno", "-A", "trust", "--locale=C.UTF-8"]).await?;
        }
        cluster.wake(port).await?;
        if is_new {
            cluster.run("createdb", &["-h", "127.0.0.1", "-p", &port.to_string(), "-U", "okno", "okno"]).await?;
        }
        Ok(cluster)
    }

    /// Starts the server again after [`Cluster::kill`].
    pub async fn wake(&self, port: u16) -> Result<()> {
        let (data, log) = (self.data(), self.folder.join("server.log").display().to_string());
        // What a small server has: durable in every respect, a cache of its own.
        let options = format!(
            "-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=256MB \
             -c max_connections=100"
        );
        self.run("pg_ctl", &["-D", &data, "-l", &log, "-w", "-t", PATIENCE, "-o", &options, "start"]).await
    }

    /// Whether the server answers.
    pub async fn is_up(&self) -> bool {
        self.run("pg_ctl", &["-D", &self.data(), "status"]).await.is_ok()
            && self.run("psql", &["-d", &self.url, "-c", "select 1"]).await.is_ok()
    }

    /// Processor time of the server and all its processes, those that ended among them.
    pub fn used(&self) -> Result<Duration> {
        process::used_by_family(self.pid()?)
    }

    /// The server's first process.
    pub fn pid(&self) -> Result<u32> {
        let text =
            std::fs::read_to_string(self.folder.join("data/postmaster.pid")).context("PostgreSQL does not run")?;
        text.lines().next().and_then(|line| line.trim().parse().ok()).context("postmaster.pid")
    }

    /// Ends the server in good order.
    pub async fn stop(&self) -> Result<()> {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "fast", "-w", "-t", PATIENCE, "stop"]).await
    }

    /// SIGKILL of the server's first process; the others end when they notice.
    pub async fn kill(&self) -> Result<()> {
        let pid = self.pid()?.to_string();
        let status = Command::new("kill").args(["-KILL", &pid]).status().await?;
        ensure!(status.success(), "process {pid} could not be killed");
        Ok(())
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    async fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let path = self.programs.join(program);
        // PostgreSQL refuses to run as root: then it runs as the user that its package made.
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.args(arguments).current_dir("/").stdin(std::process::Stdio::null());
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let status = command.status().await.with_context(|| format!("{program} does not start"))?;
        ensure!(status.success(), "{program} {}: {status}", arguments.join(" "));
        Ok(())
    }
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is not installed: run scripts/packages")?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|path| path.join("initdb").is_file())
        .collect();
    found.sort();
    found.pop().context("PostgreSQL is not installed: run scripts/packages")
}

/// Whether this program may do what only root may.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|owner| std::os::unix::fs::MetadataExt::uid(&owner) == 0)
}

async fn own(folder: &Path) -> Result<()> {
    if is_root() {
        let status = Command::new("chown").arg("postgres").arg(folder).status().await?;
        ensure!(status.success(), "{} cannot be given to postgres", folder.display());
    }
    Ok(())
}
