//! A folder with a configuration and keys, as an operator begins. Nobody answers at the addresses outside.

use std::path::{Path, PathBuf};

use db::{Db, p};
use okno::{config::Config, operation, portal};
use tempfile::TempDir;

pub struct Installation {
    folder: TempDir,
    database: String,
}

impl Installation {
    /// With an embedded database that nobody opened yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("okno.db").display());
        Self::with(folder, database)
    }

    /// With a database elsewhere.
    pub fn on(url: &str) -> Self {
        Self::with(tempfile::tempdir().unwrap(), url.to_owned())
    }

    /// The same installation, with its keys, seen through another address of its database.
    pub fn seen_by(&self, url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(self.path("keys.txt"), folder.path().join("keys.txt")).unwrap();
        Self { folder, database: url.to_owned() }
    }

    fn with(folder: TempDir, database: String) -> Self {
        operation::new_keys(&folder.path().join("keys.txt")).unwrap();
        Self { folder, database }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn config(&self) -> Config {
        self.config_with(&self.path("keys.txt"))
    }

    /// The configuration with the keys of somewhere else.
    pub fn config_with(&self, keys: &Path) -> Config {
        let text = format!(
            r#"
            portal = {{ public_url = "https://okno.example" }}
            database = {{ url = "{database}" }}
            keys = {{ file = "{keys}" }}
            files = {{ folder = "{folder}/files" }}
            documents = {{ typesetter = "{folder}/okno-typeset", time_stamps = "http://127.0.0.1:1/tsa" }}
            sms = {{ address = "127.0.0.1:1", system_id = "okno", password = "secret", sender = "Okno" }}
            mail = {{ host = "127.0.0.1", port = 1, from = "Окно <no-reply@okno.example>" }}
            payments = {{ url = "http://127.0.0.1:1", shop = "okno", secret = "secret", webhook_secret = "secret" }}
            [registries]
            base_url = "http://127.0.0.1:1"
            token_url = "http://127.0.0.1:1/token"
            client_id = "okno"
            client_secret = "secret"
            "#,
            database = self.database,
            keys = keys.display(),
            folder = self.folder.path().display(),
        );
        Config::parse(&text, std::iter::empty()).unwrap()
    }

    /// Runs one statement of the database's own.
    pub async fn execute(&self, sql: &str) {
        let db = portal::open(&self.config()).unwrap();
        let mut tx = db.begin().await.unwrap();
        tx.execute(sql, p![]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

pub async fn count(db: &Db, sql: &str) -> i64 {
    db.read().await.unwrap().one::<i64>(sql, p![]).await.unwrap().unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration; this one variable says where PostgreSQL is"
)]
pub fn postgres() -> Option<String> {
    std::env::var("OKNO_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}
