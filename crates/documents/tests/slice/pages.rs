//! «Справки» and «Мои документы» in the owner's browser, and in somebody else's.

use http::StatusCode;
use web::testing::TestFile;

use crate::scene::{AGENCY_NAME, Scene, TABLES};

const PDF: &[u8] = include_bytes!("../fixtures/certificate.pdf");

#[tokio::test]
async fn the_owner_finds_and_opens_a_certificate() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let (account, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
        assert!(owner.visit("/cabinet/documents").await.has("Справок пока нет"));
        let issued = scene.issued(account, "application:1").await;
        let page = owner.visit("/cabinet/documents").await;
        assert_eq!(page.heading(), "Справки");
        for part in ["Справка об отсутствии судимости", AGENCY_NAME, "Действует по 31 декабря 2026", "Действует"]
        {
            assert!(page.has(part), "{part} in {}", page.text());
        }
        let file = owner.click("Скачать Справка об отсутствии судимости").await;
        assert_eq!(file.path, format!("/cabinet/documents/{}/file", issued.document));
        assert!(file.bytes.starts_with(b"%PDF-"));
        assert_eq!(file.headers["content-type"], "application/pdf");
        assert_eq!(file.headers["cache-control"], "private, no-store");
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename*=UTF-8''"));
        let shown = owner.get(&format!("{}?view=1", file.path)).await;
        assert!(shown.headers["content-disposition"].to_str().unwrap().starts_with("inline; filename*=UTF-8''"));
        for file in [&file, &shown] {
            let policy = "default-src 'none'; sandbox; frame-ancestors 'none'";
            assert_eq!(file.headers["content-security-policy"], policy, "what a PDF would run has no rights");
        }

        let (_, mut stranger) = scene.citizen("Лунин", "Лев", "+79000000002").await;
        assert_eq!(
            stranger.get(&file.path).await.status,
            StatusCode::NOT_FOUND,
            "another person's number in the address"
        );
        let mut guest = scene.guest();
        assert!(guest.get(&file.path).await.location.unwrap().starts_with("/sign-in?next="));
    })
    .await;
}

#[tokio::test]
async fn files_come_are_shown_and_go() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let (_, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
        assert!(owner.visit("/cabinet/files").await.has("Файлов пока нет"));
        let bad = TestFile { field: "file", name: "virus.exe", bytes: b"MZ" };
        let refused = owner.upload("Загрузить", &[], &[bad]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.errors()[0].contains("Подходят только PDF, JPEG и PNG"));
        let good = TestFile { field: "file", name: "Паспорт.pdf", bytes: PDF };
        let done = owner.upload("Загрузить", &[], &[good]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = owner.follow().await;
        assert!(page.has("Файл загружен") && page.has("Паспорт.pdf") && page.has("19 КБ"), "{}", page.text());
        let file = owner.click("Скачать Паспорт.pdf").await;
        assert_eq!(file.bytes, PDF);

        let (_, mut stranger) = scene.citizen("Лунин", "Лев", "+79000000002").await;
        assert_eq!(stranger.get(&file.path).await.status, StatusCode::NOT_FOUND);
        stranger.visit("/cabinet/files").await;
        let remove = file.path.strip_suffix("file").map(|path| format!("{path}remove")).unwrap();
        assert_eq!(stranger.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);

        owner.visit("/cabinet/files").await;
        owner.click("Удалить Паспорт.pdf").await;
        owner.submit("Удалить", &[]).await;
        assert!(owner.follow().await.has("Файлов пока нет"));
    })
    .await;
}

#[tokio::test]
async fn without_a_file_or_a_session_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let (_, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
    owner.visit("/cabinet/files").await;
    let none = owner.upload("Загрузить", &[], &[]).await;
    assert_eq!(none.errors(), ["Выберите файл"]);
    let guest = scene.guest().get("/cabinet/files").await;
    assert_eq!(guest.status, StatusCode::SEE_OTHER);
    assert!(guest.location.unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let (account, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
    let issued = scene.issued(account, "application:1").await;
    owner.visit("/cabinet/files").await;
    owner.upload("Загрузить", &[], &[TestFile { field: "file", name: "a.pdf", bytes: PDF }]).await;
    let shelf = owner.visit("/cabinet/files").await;
    let remove = shelf.link("Удалить a.pdf").unwrap();
    let checked = format!("/check/{}", issued.number);
    for lang in ["ru", "en"] {
        for path in ["/cabinet/documents", "/cabinet/files", &remove, "/check", &checked, "/check/1", "/check?number=1"]
        {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = owner.visit(&format!("{path}{separator}lang={lang}")).await;
            assert!(page.is_page() && !page.text().contains("documents-"), "{path}: {}", page.text());
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(lang), "{path}");
            assert!(!page.heading().is_empty() && !page.title().is_empty(), "{path}");
        }
    }
}
