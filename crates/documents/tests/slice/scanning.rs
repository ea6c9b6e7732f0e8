//! What strangers send to harm: a real malware scanner at the gate, and files that our own look refuses, in the browser.

use documents::{BadFile, Files, Scanner, Verdict};
use http::StatusCode;
use web::testing::TestFile;

use crate::{
    clamd::{Clamd, eicar},
    scene::{Scene, TABLES},
};

const PDF: &[u8] = include_bytes!("../fixtures/certificate.pdf");

/// A document that every viewer opens and every scanner knows.
fn infected() -> Vec<u8> {
    let (head, rest) = PDF.split_at(9);
    [head, b"% ", eicar().as_bytes(), b"\n", rest].concat()
}

async fn portal(folder: &std::path::Path, scanner: Scanner) -> Scene {
    let (db, cx, clock) = db::testing::fresh(folder, TABLES).await;
    Scene::with_files(db, cx, clock, Files::memory().scanned_by(scanner))
}

#[tokio::test]
async fn clamav_says_what_it_knows() {
    let daemon = Clamd::start().await;
    for scanner in [daemon.tcp(), daemon.unix()] {
        assert_eq!(scanner.scan(PDF).await.unwrap(), Verdict::Clean);
        let found = scanner.scan(&infected()).await.unwrap();
        assert!(matches!(&found, Verdict::Infected(name) if name.starts_with("Own.Test.Eicar")), "{found:?}");
        let large = [PDF, &vec![b' '; documents::LARGEST - PDF.len()]].concat();
        assert_eq!(scanner.scan(&large).await.unwrap(), Verdict::Clean);
        let files = Files::memory().scanned_by(scanner);
        assert_eq!(files.examine(infected().into()).await.err(), Some(BadFile::Infected));
        assert!(files.examine(PDF.into()).await.is_ok());
    }
}

#[tokio::test]
async fn an_infected_file_is_refused_in_words_and_nothing_of_it_is_kept() {
    let (folder, daemon) = (tempfile::tempdir().unwrap(), Clamd::start().await);
    let scene = portal(folder.path(), daemon.tcp()).await;
    let (account, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
    let bytes = infected();
    for (lang, words) in [("ru", "В файле найден вирус"), ("en", "A virus was found")] {
        owner.visit(&format!("/cabinet/files?lang={lang}")).await;
        let button = if lang == "ru" { "Загрузить" } else { "Upload" };
        let refused = owner.upload(button, &[], &[TestFile { field: "file", name: "a.pdf", bytes: &bytes }]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.errors()[0].contains(words), "{:?}", refused.errors());
    }
    let mut tx = scene.db.read().await.unwrap();
    assert!(documents::files(&mut tx, account).await.unwrap().is_empty());
}

#[tokio::test]
async fn without_its_scanner_no_file_is_taken_and_with_it_again_it_is() {
    let (folder, daemon) = (tempfile::tempdir().unwrap(), Clamd::start().await);
    let (scanner, place) = (daemon.unix(), daemon.unix());
    let scene = portal(folder.path(), scanner).await;
    let (account, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
    drop(daemon);
    assert!(place.version().await.is_err(), "it is away");
    owner.visit("/cabinet/files").await;
    let file = || TestFile { field: "file", name: "a.pdf", bytes: PDF };
    let refused = owner.upload("Загрузить", &[], &[file()]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.errors()[0].contains("не удалось проверить файл на вирусы"), "{:?}", refused.errors());
    let mut tx = scene.db.read().await.unwrap();
    assert!(documents::files(&mut tx, account).await.unwrap().is_empty());
}

#[tokio::test]
async fn every_bad_file_is_answered_in_both_languages_beside_the_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let (_, mut owner) = scene.citizen("Ветрова", "Вера", "+79000000001").await;
    let large = vec![b' '; documents::LARGEST + 1];
    let with = |more: &str| [b"%PDF-1.7\n", more.as_bytes(), b"\nstartxref\n9\n%%EOF\n"].concat();
    let cases: [(Vec<u8>, &str, &str); 8] = [
        (Vec::new(), "Файл пуст", "empty"),
        (large, "Файл больше 5 МБ", "larger than 5 MB"),
        (b"MZ\x90".to_vec(), "Подходят только", "Only PDF"),
        (PDF[..PDF.len() / 2].to_vec(), "Файл повреждён", "damaged"),
        (with("<< /Encrypt 1 0 R >>"), "паролем", "password"),
        (with("<< /S /JavaScript >>"), "встроенная программа", "program"),
        (with("<< /EmbeddedFiles 1 0 R >>"), "вложены другие файлы", "embedded"),
        ([PDF, b"<script>alert(1)</script>"].concat(), "ещё один файл", "another file"),
    ];
    for (bytes, ru, en) in &cases {
        for (lang, button, words) in [("ru", "Загрузить", ru), ("en", "Upload", en)] {
            owner.visit(&format!("/cabinet/files?lang={lang}")).await;
            let bad = TestFile { field: "file", name: "паспорт.pdf", bytes };
            let refused = owner.upload(button, &[], &[bad]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{ru}");
            assert!(refused.errors()[0].contains(words), "{:?}", refused.errors());
        }
    }
    owner.visit("/cabinet/files?lang=ru").await;
    let good = TestFile { field: "file", name: "a.pdf", bytes: PDF };
    owner.upload("Загрузить", &[], &[TestFile { field: "file", name: "b.pdf", bytes: b"x" }, good]).await;
    owner.visit("/cabinet/files").await;
    let file = owner.click("Скачать a.pdf").await;
    assert_eq!(file.bytes, PDF, "the good one was taken");
    assert_eq!(file.headers["content-security-policy"], "default-src 'none'; sandbox; frame-ancestors 'none'");
    assert!(file.headers.get("set-cookie").is_none());
    owner.visit("/cabinet/files").await;
    let limit = vec![0; 33 * 1024 * 1024];
    let huge = owner.upload("Загрузить", &[], &[TestFile { field: "file", name: "c.pdf", bytes: &limit }]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
}
