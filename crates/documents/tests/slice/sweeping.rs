//! Contents that nothing speaks of are deleted, and no others.

use std::path::Path;

use base::{AccountId, SignedDuration};
use documents::{Files, NewFile};

use crate::scene::{Scene, TABLES};

const PDF: &[u8] = include_bytes!("../fixtures/certificate.pdf");

/// Takes a file in; the transaction is kept or not.
async fn bring(scene: &Scene, owner: AccountId, bytes: Vec<u8>, commit: bool) -> String {
    let content = scene.files.examine(bytes.into()).await.unwrap();
    let mut tx = scene.db.begin().await.unwrap();
    let file = NewFile { account: owner, name: "a.pdf", content };
    let id = documents::store(&mut tx, &scene.cx, &scene.files, file).await.unwrap();
    if commit {
        tx.commit().await.unwrap();
    }
    format!("files/content/{id}")
}

/// So many rounds, an hour apart.
async fn rounds(scene: &Scene, count: usize) {
    for _ in 0..count {
        scene.runner().drain().await.unwrap();
        scene.clock.advance(SignedDuration::from_hours(1));
    }
}

fn put(folder: &Path, place: &str) {
    let path = folder.join(place);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, b"sealed").unwrap();
}

#[tokio::test]
async fn what_a_rolled_back_transaction_left_goes_after_a_day_and_nothing_else() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let folder = tempfile::tempdir().unwrap();
        let scene = Scene::with_files(db, cx, clock, Files::folder(folder.path()).unwrap());
        let is_there = |place: &str| folder.path().join(place).exists();
        let owner = scene.account("Ветрова", "Вера", "+79000000001").await;
        let kept = bring(&scene, owner, PDF.to_vec(), true).await;
        let left = bring(&scene, owner, [PDF, b"\n"].concat(), false).await;
        let document = scene.cx.uuid();
        let made = format!("issued_documents/content/{document}/{}", "ab".repeat(32));
        let stray = format!("issued_documents/content/{}/{}", scene.cx.uuid(), "cd".repeat(32));
        let foreign = ["backup.tar", "files/content/not-an-id", "files/content/6fa459ea-ee8a-4ca4-894e-db77e160355e"];
        [made.as_str(), &stray].into_iter().chain(foreign).for_each(|place| put(folder.path(), place));
        let reserve = "insert into issued_documents (account, id, number, reference, kind, agency, state, facts, reserved_at) \
                       values ($1, $2, '1', 'a', 'result', 'mvd', 'reserved', $3, 0)";
        let mut tx = scene.db.begin().await.unwrap();
        tx.execute(reserve, db::p![owner, document, b"".to_vec()]).await.unwrap();
        documents::sweep::start(&mut tx, &scene.cx).await.unwrap();
        documents::sweep::start(&mut tx, &scene.cx).await.unwrap();
        tx.commit().await.unwrap();

        rounds(&scene, 24).await;
        assert!(is_there(&left) && is_there(&stray), "not a day old when their share was looked at");
        rounds(&scene, 24).await;
        assert!(!is_there(&left) && !is_there(&stray));
        for place in [kept.as_str(), made.as_str()].into_iter().chain(foreign) {
            assert!(is_there(place), "{place}");
        }
        // Issued with another content, which a later run had made.
        let mut tx = scene.db.begin().await.unwrap();
        let issue = "update issued_documents set state = 'issued', hash = $2 where id = $1";
        tx.execute(issue, db::p![document, vec![0xcd_u8; 32]]).await.unwrap();
        tx.commit().await.unwrap();
        rounds(&scene, 24).await;
        assert!(!is_there(&made) && is_there(&kept));
    })
    .await;
}
