//! The public check in a stranger's browser.

use base::SignedDuration;
use db::ledger::{self, Actor};
use http::StatusCode;
use web::testing::{Browser, TestFile};

use crate::scene::{AGENCY_NAME, Scene, TABLES};

async fn send(browser: &mut Browser, bytes: &[u8]) -> web::testing::Response {
    browser.upload("Проверить файл", &[], &[TestFile { field: "file", name: "a.pdf", bytes }]).await
}

#[tokio::test]
async fn a_stranger_learns_that_it_is_genuine_and_nothing_else() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let account = scene.account("Ветрова", "Вера", "+79000000001").await;
        let issued = scene.issued(account, "application:1").await;
        let mut guest = scene.guest();
        guest.visit("/check").await;
        let spaced = issued.number.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
        guest.submit("Проверить", &[("number", &spaced)]).await;
        let page = guest.follow().await;
        assert_eq!(page.path, format!("/check/{}", issued.number));
        assert_eq!(page.heading(), "Документ подлинный");
        for part in ["Справка об отсутствии судимости", AGENCY_NAME, "В•••••а В.", "CN=МВД России", "31 декабря 2026"]
        {
            assert!(page.has(part), "{part} in {}", page.text());
        }
        for secret in ["Ветрова", "Вера", "Сведений о судимости нет", "application:1", &account.to_string()]
        {
            assert!(!page.html.contains(secret), "{secret}");
        }
        assert_eq!(page.headers["x-robots-tag"], "noindex");
        let mut tx = scene.db.read().await.unwrap();
        let entry = ledger::list(&mut tx, account, 1).await.unwrap().remove(0);
        assert_eq!(entry.action, "document.check", "the owner sees that somebody checked");
        assert_eq!(ledger::verify(&mut tx, account).await.unwrap(), ledger::Verdict::Whole(2));
    })
    .await;
}

#[tokio::test]
async fn the_file_itself_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let account = scene.account("Ветрова", "Вера", "+79000000001").await;
    let first = scene.issued(account, "application:1").await;
    let second = scene.issued(account, "application:2").await;
    let mut tx = scene.db.read().await.unwrap();
    let read =
        async |tx: &mut db::Tx, id| documents::read_issued(tx, &scene.files, account, id).await.unwrap().unwrap().1;
    let (genuine, other) = (read(&mut tx, first.document).await, read(&mut tx, second.document).await);
    drop(tx);
    let mut changed = genuine.to_vec();
    changed[2000] ^= 1;

    let mut guest = scene.guest();
    guest.visit(&format!("/check/{}", first.number)).await;
    let same = send(&mut guest, &genuine).await;
    assert!(same.has("Файл подлинный") && same.has("служб") && same.has("2 марта 2026, 12:00"), "{}", same.text());
    assert!(send(&mut guest, &changed).await.has("Файл изменён после подписания"));
    let foreign = send(&mut guest, &other).await;
    assert!(foreign.has("Это другой документ") && foreign.has("CN=МВД России"), "{}", foreign.text());
    assert!(send(&mut guest, include_bytes!("../fixtures/certificate.pdf")).await.has("нет электронной подписи"));
    assert!(send(&mut guest, b"/ByteRange [0 1 2 18446744073709551615] <").await.has("Файл изменён"));
    let none = guest.upload("Проверить файл", &[], &[]).await;
    assert_eq!((none.status, none.errors()), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Выберите файл".to_owned()]));
}

#[tokio::test]
async fn a_revoked_document_says_so_and_an_unknown_number_too() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let account = scene.account("Ветрова", "Вера", "+79000000001").await;
        let issued = scene.issued(account, "application:1").await;
        let mut tx = scene.db.begin().await.unwrap();
        documents::revoke(&mut tx, &scene.cx, account, issued.document, Actor::Job("test"), "Тайная причина")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut guest = scene.guest();
        let page = guest.visit(&format!("/check/{}?lang=en", issued.number)).await;
        assert_eq!(page.heading(), "The document has been revoked");
        assert!(page.has("Registry Office"), "{}", page.text());
        assert!(page.has("Revoked") && !page.html.contains("Тайная причина"));
        let unknown = guest.visit("/check/2600000000000000?lang=ru").await;
        assert_eq!((unknown.status, unknown.heading().as_str()), (StatusCode::NOT_FOUND, "Документ не найден"));
        guest.visit("/check").await;
        let typo = guest.submit("Проверить", &[("number", "2641 7730")]).await;
        assert_eq!(typo.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(typo.value("number").as_deref(), Some("2641 7730"), "what was typed stays");
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_takes_its_data_along_and_the_document_stays_genuine() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let account = scene.account("Ветрова", "Вера", "+79000000001").await;
    let issued = scene.issued(account, "application:1").await;
    let mut tx = scene.db.begin().await.unwrap();
    db::vault::destroy(&mut tx, account).await.unwrap();
    tx.commit().await.unwrap();
    let page = scene.guest().visit(&format!("/check/{}", issued.number)).await;
    assert_eq!(page.heading(), "Документ подлинный");
    assert!(page.has("Владелец закрыл учётную запись") && !page.has("В•••••а"));
}

#[tokio::test]
async fn machines_that_try_numbers_are_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let mut guest = scene.guest();
    for _ in 0..60 {
        assert_eq!(guest.get("/check/2600000000000000").await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(guest.get("/check/2600000000000000").await.status, StatusCode::TOO_MANY_REQUESTS);
    scene.clock.advance(SignedDuration::from_mins(11));
    assert_eq!(guest.get("/check/2600000000000000").await.status, StatusCode::NOT_FOUND);
}
