//! A portal and its outside world as processes of their own, in a folder of their own, on loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use base::Cx;
use okno::demo::{self, sandbox::Sandbox};
use tokio::process::{Child, Command};

use crate::{
    http::{Connection, Request},
    process::{self, Memory},
};

/// How long a portal may take until it is ready.
const PATIENCE: Duration = Duration::from_mins(10);
/// How often it is asked.
const PAUSE: Duration = Duration::from_millis(20);

/// What a house is made of.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The portal's program.
    pub program: PathBuf,
    /// The folder of everything that is written.
    pub folder: PathBuf,
    /// The portal's port; the sandbox has the next one.
    pub port: u16,
    /// `postgres://…`; without it an embedded database in the folder.
    pub database: Option<String>,
    /// Keys of the configuration over the file, as `OKNO__PORTAL__PROXIES` and its value.
    pub settings: Vec<(String, String)>,
    /// Put around the program, for instance `valgrind --tool=callgrind`; nothing as a rule.
    pub wrapped_in: Vec<String>,
}

/// A portal, running or not, beside its sandbox, which runs as long as this value lives.
pub struct House {
    /// The outside world.
    pub sandbox: Sandbox,
    /// The portal's configuration file.
    pub config: PathBuf,
    /// Where the portal answers.
    pub address: SocketAddr,
    plan: Plan,
    running: Option<Child>,
}

impl House {
    /// Starts the sandbox, writes keys and configuration, brings the database to this version and enters the staff of
    /// `demo/people.yaml`. What the folder holds already stays. The portal is not started yet.
    pub async fn build(plan: Plan) -> Result<Self> {
        std::fs::create_dir_all(&plan.folder)?;
        let plan = Plan { folder: plan.folder.canonicalize()?, ..plan };
        let public_url = format!("http://127.0.0.1:{}", plan.port);
        let sandbox = demo::sandbox::start(&plan.folder, plan.port + 1, &public_url).await?;
        let database = plan.database.as_deref();
        demo::furnish(&Cx::system(), &plan.folder, &public_url, database, &sandbox.doors).await?;
        let config = plan.folder.join("okno.toml");
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, plan.port));
        let house = Self { sandbox, config, address, plan, running: None };
        house.run(&["migrate"]).await?;
        let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/people.yaml");
        house.run(&["seed", "--people", &people.display().to_string()]).await?;
        Ok(house)
    }

    /// The folder of everything that is written.
    pub fn folder(&self) -> &Path {
        &self.plan.folder
    }

    /// Runs one command of the portal's program with this configuration to its end; answers what it printed.
    pub async fn run(&self, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(&self.plan.program);
        command.args(arguments).arg("--config").arg(&self.config).kill_on_drop(true);
        let output =
            command.output().await.with_context(|| format!("{} does not start", self.plan.program.display()))?;
        let complaints = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "okno {}: {}\n{complaints}", arguments.join(" "), output.status);
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts the portal and waits until it is ready. Its log is `portal.log` in the folder.
    pub async fn start(&mut self) -> Result<()> {
        ensure!(self.running.is_none(), "the portal runs already");
        let log = std::fs::File::options().create(true).append(true).open(self.plan.folder.join("portal.log"))?;
        let program = self.plan.program.display().to_string();
        let mut words = self.plan.wrapped_in.iter().chain([&program]);
        let first = words.next().context("nothing to start")?;
        let child = Command::new(first)
            .args(words)
            .args(["serve", "--config"])
            .arg(&self.config)
            .envs(self.plan.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{first} does not start"))?;
        self.running = Some(child);
        self.wait_until_ready(PATIENCE).await
    }

    /// Waits until `/health/ready` says so.
    pub async fn wait_until_ready(&mut self, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        while !self.is_ready().await {
            if let Some(child) = &mut self.running
                && let Some(status) = child.try_wait()?
            {
                self.running = None;
                bail!("the portal ended: {status}; see {}", self.plan.folder.join("portal.log").display());
            }
            ensure!(Instant::now() < deadline, "the portal is not ready after {} s", patience.as_secs());
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Whether `/health/ready` says so now.
    pub async fn is_ready(&self) -> bool {
        let mut connection = Connection::new(self.address);
        let request = Request { method: "GET", path: "/health/ready", cookies: "", headers: "", body: None };
        connection.send(request).await.is_ok_and(|answer| answer.status == 200)
    }

    /// The running portal's process.
    pub fn pid(&self) -> Result<u32> {
        self.running.as_ref().and_then(Child::id).context("the portal does not run")
    }

    /// Whether the process that was started still runs.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(match &mut self.running {
            Some(child) => child.try_wait()?.is_none(),
            None => false,
        })
    }

    /// Processor time of the portal with the typesetters that it started.
    pub fn used(&self) -> Result<Duration> {
        process::used_by_family(self.pid()?)
    }

    /// Resident memory of the portal.
    pub fn memory(&self) -> Result<Memory> {
        process::memory(self.pid()?)
    }

    /// Asks the portal to end, as a service manager does, and waits.
    pub async fn stop(&mut self) -> Result<()> {
        if let Some(mut child) = self.running.take()
            && let Some(pid) = child.id()
        {
            let told = Command::new("kill").args(["-TERM", &pid.to_string()]).status().await?;
            ensure!(told.success(), "the portal could not be told to stop");
            if tokio::time::timeout(PATIENCE, child.wait()).await.is_err() {
                child.kill().await?;
                bail!("the portal did not stop within {} s", PATIENCE.as_secs());
            }
        }
        Ok(())
    }

    /// SIGKILL: the portal ends where it stands.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.running.take() {
            child.kill().await?;
        }
        Ok(())
    }
}
