//! Files that citizens bring.

use base::{AccountId, SignedDuration};
use db::ledger::{self, Actor};
use documents::{BadFile, Fault, FileId, NewFile};

use crate::scene::{Scene, TABLES};

const PDF: &[u8] = include_bytes!("../fixtures/certificate.pdf");

async fn store(scene: &Scene, account: AccountId, name: &str, bytes: &[u8]) -> Result<FileId, BadFile> {
    let mut tx = scene.db.begin().await.unwrap();
    let content = scene.files.examine(bytes.to_vec().into()).await?;
    let file = NewFile { account, name, content };
    let stored = documents::store(&mut tx, &scene.cx, &scene.files, file).await.unwrap();
    tx.commit().await.unwrap();
    Ok(stored)
}

async fn read(scene: &Scene, account: AccountId, id: FileId) -> Result<Vec<u8>, Fault> {
    let mut tx = scene.db.read().await.unwrap();
    documents::read(&mut tx, &scene.files, account, id).await.map(|bytes| bytes.to_vec())
}

async fn shelf(scene: &Scene, account: AccountId) -> Vec<String> {
    let mut tx = scene.db.read().await.unwrap();
    documents::files(&mut tx, account).await.unwrap().into_iter().map(|file| file.name).collect()
}

#[tokio::test]
async fn a_file_is_kept_once_and_opens_for_its_owner_only() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let owner = scene.account("Ветрова", "Вера", "+79000000001").await;
        let other = scene.account("Лунин", "Лев", "+79000000002").await;
        let id = store(&scene, owner, "C:\\Паспорт.PDF", PDF).await.unwrap();
        assert_eq!(store(&scene, owner, "ещё раз.pdf", PDF).await, Ok(id), "the same content is the same file");
        assert_ne!(store(&scene, other, "a.pdf", PDF).await, Ok(id), "another person's file is another file");
        assert_eq!(shelf(&scene, owner).await, ["Паспорт.pdf"]);
        assert_eq!(read(&scene, owner, id).await.unwrap(), PDF);
        assert!(read(&scene, other, id).await.is_err());
        assert_eq!(store(&scene, owner, "x.pdf", b"MZ").await, Err(BadFile::UnknownKind));
        let mut tx = scene.db.read().await.unwrap();
        assert_eq!(documents::file(&mut tx, other, id).await.unwrap(), None);
        let info = documents::file(&mut tx, owner, id).await.unwrap().unwrap();
        assert_eq!((info.media_type, info.size), ("application/pdf", PDF.len() as u64));
    })
    .await;
}

#[tokio::test]
async fn what_is_removed_is_erased_later_unless_something_holds_it() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let owner = scene.account("Ветрова", "Вера", "+79000000001").await;
        let held = store(&scene, owner, "held.pdf", PDF).await.unwrap();
        let free = store(&scene, owner, "free.pdf", &[PDF, b"\n"].concat()).await.unwrap();
        let mut tx = scene.db.begin().await.unwrap();
        assert!(documents::hold(&mut tx, owner, held, "application:1").await.unwrap());
        for id in [held, free] {
            assert!(documents::remove(&mut tx, &scene.cx, owner, id).await.unwrap());
            assert!(!documents::remove(&mut tx, &scene.cx, owner, id).await.unwrap(), "removed once");
        }
        tx.commit().await.unwrap();
        assert!(shelf(&scene, owner).await.is_empty());
        assert!(read(&scene, owner, free).await.is_ok(), "still there for a month");
        scene.clock.advance(SignedDuration::from_hours(31 * 24));
        scene.runner().drain().await.unwrap();
        assert!(read(&scene, owner, held).await.is_ok(), "the application keeps it");
        assert!(read(&scene, owner, free).await.is_err(), "erased");
        let again = store(&scene, owner, "again.pdf", PDF).await.unwrap();
        assert_eq!(again, held, "back on the shelf");
        assert_eq!(shelf(&scene, owner).await, ["held.pdf"]);
    })
    .await;
}

#[tokio::test]
async fn a_file_off_the_shelf_goes_when_nothing_holds_it_any_more() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let owner = scene.account("Ветрова", "Вера", "+79000000001").await;
        let id = store(&scene, owner, "a.pdf", PDF).await.unwrap();
        let mut tx = scene.db.begin().await.unwrap();
        for reference in ["application:1", "application:2"] {
            documents::hold(&mut tx, owner, id, reference).await.unwrap();
        }
        documents::remove(&mut tx, &scene.cx, owner, id).await.unwrap();
        tx.commit().await.unwrap();
        scene.clock.advance(SignedDuration::from_hours(40 * 24));
        scene.runner().drain().await.unwrap();
        for (reference, is_left) in [("application:1", true), ("application:2", false)] {
            let mut tx = scene.db.begin().await.unwrap();
            documents::release(&mut tx, &scene.cx, owner, id, reference).await.unwrap();
            tx.commit().await.unwrap();
            scene.runner().drain().await.unwrap();
            assert_eq!(read(&scene, owner, id).await.is_ok(), is_left, "after {reference}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_else_reads_is_written_down() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let owner = scene.account("Ветрова", "Вера", "+79000000001").await;
        let id = store(&scene, owner, "a.pdf", PDF).await.unwrap();
        let mut tx = scene.db.begin().await.unwrap();
        let access = documents::reading(owner, Actor::Job("test"), "Заявление № 1", Some("1".to_owned()));
        let bytes = documents::read_for(&mut tx, &scene.cx, &scene.files, id, access).await.unwrap();
        assert_eq!(bytes, PDF);
        let entry = ledger::list(&mut tx, owner, 1).await.unwrap().remove(0);
        assert_eq!((entry.action.as_str(), entry.reason.as_str()), ("file.read", "Заявление № 1"));
    })
    .await;
}

#[tokio::test]
async fn nothing_readable_lies_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let mut scene = Scene::new(db, cx, clock);
    let place = folder.path().join("files");
    scene.files = documents::Files::folder(&place).unwrap();
    let owner = scene.account("Ветрова", "Вера", "+79000000001").await;
    let id = store(&scene, owner, "a.pdf", PDF).await.unwrap();
    let path = place.join("files/content").join(id.to_string());
    let sealed = std::fs::read(&path).unwrap();
    assert!(!sealed.windows(5).any(|window| window == b"%PDF-"));
    let mut tx = scene.db.begin().await.unwrap();
    db::vault::destroy(&mut tx, owner).await.unwrap();
    tx.commit().await.unwrap();
    assert!(read(&scene, owner, id).await.is_err(), "without the account's key nothing opens");
}
