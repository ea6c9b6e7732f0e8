//! ClamAV's daemon as Debian packages it, with one signature of our own and no network.

use std::{
    fmt::Write,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use documents::Scanner;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The harmless text that every scanner knows. In parts, so that no scanner finds it here.
pub fn eicar() -> String {
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}", "$EICAR-STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*"].concat()
}

/// A running daemon; it ends with this value.
pub struct Clamd {
    folder: TempDir,
    port: u16,
    child: Child,
}

impl Clamd {
    /// Starts one and waits until it answers.
    pub async fn start() -> Self {
        // Somebody may take the port between our look and the daemon's.
        for _ in 0..5 {
            if let Some(daemon) = Self::try_to_start().await {
                return daemon;
            }
        }
        panic!("clamd does not start; `make packages` installs it");
    }

    async fn try_to_start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let signature = eicar().bytes().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        });
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("own.ndb"), format!("Own.Test.Eicar:0:*:{signature}\n")).unwrap();
        let settings = format!(
            "Foreground yes\nDatabaseDirectory {}\nLocalSocket {}\nTCPSocket {port}\nTCPAddr 127.0.0.1\n",
            folder.path().display(),
            path("clamd.ctl").display(),
        );
        std::fs::write(path("clamd.conf"), settings).unwrap();
        let child = Command::new(program())
            .arg("--config-file")
            .arg(path("clamd.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut daemon = Self { folder, port, child };
        while daemon.child.try_wait().unwrap().is_none() {
            let (tcp, unix) = (daemon.tcp().version().await, daemon.unix().version().await);
            if tcp.is_ok_and(|version| version.starts_with("ClamAV")) && unix.is_ok() {
                return Some(daemon);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }

    pub fn tcp(&self) -> Scanner {
        format!("tcp://127.0.0.1:{}", self.port).parse().unwrap()
    }

    pub fn unix(&self) -> Scanner {
        format!("unix://{}", self.folder.path().join("clamd.ctl").display()).parse().unwrap()
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Debian keeps it where only root looks.
fn program() -> &'static str {
    if Path::new("/usr/sbin/clamd").exists() { "/usr/sbin/clamd" } else { "clamd" }
}
