//! A user of PostgreSQL for serving alone, as `docs/howto/serving-user.sql` makes it: the portal needs no more, and what it
//! does not need is refused by the database.

use std::path::Path;

use base::Cx;
use db::p;
use okno::{operation, portal};

use crate::{
    PEOPLE,
    installation::{Installation, postgres},
};

const MAKE: &str = include_str!("../../../../docs/howto/serving-user.sql");

/// Schema and role of one test, and addresses that use them.
struct Names {
    schema: String,
    role: String,
}

impl Names {
    /// The same database seen by its owner.
    fn owner(&self, url: &str) -> String {
        let separator = if url.contains('?') { '&' } else { '?' };
        format!("{url}{separator}options=-c%20search_path%3D{}", self.schema)
    }

    /// The same database seen by the user for serving.
    fn serving(&self, url: &str) -> String {
        format!("{}%20-c%20role%3D{}", self.owner(url), self.role)
    }

    /// The statements of the manual, for these names.
    fn statements(&self) -> Vec<String> {
        let lines = MAKE.lines().filter(|line| !line.starts_with("--"));
        let script = lines.collect::<Vec<_>>().join("\n").replace("okno_serving", &self.role);
        let script = script.replace("schema public", &format!("schema {}", self.schema));
        script.split(';').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
    }
}

async fn refused(installation: &Installation, sql: &str) {
    let db = portal::open(&installation.config()).unwrap();
    let mut tx = db.begin().await.unwrap();
    let error = tx.execute(sql, p![]).await.unwrap_err().to_string();
    assert!(error.contains("permission denied") || error.contains("must be owner"), "{sql}: {error}");
}

async fn journey(names: &Names, url: &str) {
    let owner = Installation::on(&names.owner(url));
    operation::migrate(owner.config()).await.unwrap();
    for statement in names.statements() {
        owner.execute(&statement).await;
    }
    let serving = owner.seen_by(&names.serving(url));
    // What `okno serve` does before it serves, and what staff and citizens make it do: rows come, change and go.
    operation::migrate(serving.config()).await.unwrap();
    operation::seed(serving.config(), Path::new(PEOPLE)).await.unwrap();
    serving.execute("update staff set active = false").await;
    serving.execute("delete from staff").await;

    for sql in [
        "create table more (id bigint)",
        "drop table staff",
        "alter table staff add column more text",
        "update ledger_entries set entry = entry",
        "delete from ledger_entries",
        "delete from migrations",
    ] {
        refused(&serving, sql).await;
    }
    // A new version's tables are the owner's to make; the user for serving says so.
    owner.execute("delete from migrations where name = 'db/0004_live'").await;
    let error = format!("{:#}", operation::migrate(serving.config()).await.unwrap_err());
    assert!(error.contains("okno migrate") && error.contains("permission denied"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_changes_no_tables_is_enough_to_serve() {
    let Some(url) = postgres() else { return };
    let mark = Cx::system().uuid().simple().to_string();
    let names = Names { schema: format!("test_{mark}"), role: format!("okno_serving_{mark}") };
    let whole = Installation::on(&url);
    whole.execute(&format!("create schema {}", names.schema)).await;
    let (schema, role) = (names.schema.clone(), names.role.clone());
    let outcome = tokio::spawn(async move { journey(&names, &url).await }).await;
    whole.execute(&format!("drop schema {schema} cascade")).await;
    // The role is gone with its grants; it is not there when the journey did not come so far.
    whole.execute(&format!("drop role if exists {role}")).await;
    outcome.unwrap();
}
