//! Copies of a portal: made, put into another place, read with the right keys only.

use base::{AccountId, Cx};
use db::{Db, ledger, p, vault};
use documents::{FileId, Files, NewFile};
use okno::{config::Config, operation, portal};

use crate::installation::{Installation, count};

const PDF: &[u8] = include_bytes!("../../../documents/tests/fixtures/certificate.pdf");

/// A citizen's file, sealed in the file store with the key of the account.
pub struct Kept {
    pub account: AccountId,
    pub file: FileId,
}

/// An account's key, its file and a line of its ledger.
pub async fn keep(config: &Config) -> Kept {
    let (db, cx) = (portal::open(config).unwrap(), Cx::system());
    let account = AccountId::new(&cx);
    let files = Files::folder(&config.files.folder).unwrap();
    let mut tx = db.begin().await.unwrap();
    vault::create(&mut tx, &cx, account).await.unwrap();
    let content = files.examine(PDF.into()).await.unwrap();
    let new = NewFile { account, name: "справка.pdf", content };
    let file = documents::store(&mut tx, &cx, &files, new).await.unwrap();
    let access = ledger::Access {
        account,
        actor: ledger::Actor::Account(account),
        action: "files.kept",
        reason: "test",
        case: None,
    };
    ledger::record(&mut tx, &cx, access).await.unwrap();
    tx.commit().await.unwrap();
    Kept { account, file }
}

/// The content of the file, or why it does not open.
async fn read(config: &Config, kept: &Kept) -> Result<Vec<u8>, documents::Fault> {
    let db = portal::open(config).unwrap();
    let files = Files::folder(&config.files.folder)?;
    let mut tx = db.read().await?;
    Ok(documents::read(&mut tx, &files, kept.account, kept.file).await?.to_vec())
}

async fn portal_with_a_file() -> (Installation, Kept) {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    let kept = keep(&installation.config()).await;
    (installation, kept)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_read_elsewhere_with_the_same_keys_only() {
    let (old, kept) = portal_with_a_file().await;
    // While the portal is open: a copy does not ask it to stop.
    let running: Db = portal::open(&old.config()).unwrap();
    let copy = old.path("copy");
    operation::backup(old.config(), &copy).await.unwrap();
    assert!(!holds(&copy, &std::fs::read(old.path("keys.txt")).unwrap()), "the keys are no part of a copy");
    assert!(!holds(&copy, PDF), "nothing in a copy is in the clear");

    let new = Installation::new();
    let with_old_keys = new.config_with(&old.path("keys.txt"));
    operation::restore(with_old_keys.clone(), &copy).await.unwrap();
    assert_eq!(read(&with_old_keys, &kept).await.unwrap(), PDF);
    let restored = portal::open(&with_old_keys).unwrap();
    for table in ["migrations", "catalog_editions", "files", "ledger_entries", "vault_keys"] {
        let sql = format!("select count(*) from {table}");
        assert_eq!(count(&restored, &sql).await, count(&running, &sql).await, "{table}");
    }
    let mut tx = restored.read().await.unwrap();
    assert_eq!(tx.query::<i64>("select 1 from files where account = $1", p![kept.account]).await.unwrap(), [1]);

    let fault = read(&new.config(), &kept).await.unwrap_err();
    assert!(matches!(fault, documents::Fault::Database(_)), "{fault}");
}

/// Whether a file in the folder, at whatever depth, has this content.
fn holds(folder: &std::path::Path, content: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() { holds(&path, content) } else { std::fs::read(path).unwrap() == content }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_a_copy_nor_a_portal_is_overwritten() {
    let (portal, kept) = portal_with_a_file().await;
    let copy = portal.path("copy");
    operation::backup(portal.config(), &copy).await.unwrap();
    let error = operation::backup(portal.config(), &copy).await.unwrap_err();
    assert!(format!("{error:#}").contains("copy must be a new folder"), "{error:#}");

    let error = operation::restore(portal.config(), &copy).await.unwrap_err();
    assert!(error.to_string().ends_with("files is not empty"), "{error}");
    // An empty folder of files beside a database is still a portal.
    std::fs::rename(portal.path("files"), portal.path("files-aside")).unwrap();
    let error = operation::restore(portal.config(), &copy).await.unwrap_err();
    assert!(error.to_string().ends_with("okno.db is there already"), "{error}");
    assert!(!portal.path("files").exists(), "what was refused wrote nothing");
    std::fs::rename(portal.path("files-aside"), portal.path("files")).unwrap();
    assert_eq!(read(&portal.config(), &kept).await.unwrap(), PDF);
}
