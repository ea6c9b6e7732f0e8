//! Publishing and reading back, on both databases.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::Path;

use base::{Lang, SignedDuration};
use catalog::{By, Catalog, MIGRATIONS, Origin, load, publish_folder, read_folder};

fn files() -> Vec<(String, String)> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap()
}

fn by() -> By {
    By::origin(Origin::Files)
}

/// The files with one text of one file replaced.
fn changed(path: &str, old: &str, new: &str) -> Vec<(String, String)> {
    let mut files = files();
    let file = files.iter_mut().find(|(known, _)| known == path).unwrap();
    assert!(file.1.contains(old), "{old}");
    file.1 = file.1.replacen(old, new, 1);
    files
}

const SERVICE: &str = "hunting-ticket/service.yaml";

#[tokio::test]
async fn editions_are_published_once_and_kept_for_good() {
    db::testing::each(&[MIGRATIONS], async |db, cx, clock| {
        let mut tx = db.begin().await.unwrap();
        let first = publish_folder(&mut tx, &cx, &files(), &by()).await.unwrap();
        assert_eq!(first.problems, []);
        assert!(first.changed.contains(&"hunting-ticket".to_owned()), "{first:?}");
        assert_eq!(first.directories.len(), 7);
        let catalog = load(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let service = catalog.service("hunting-ticket").unwrap();
        assert_eq!((service.edition.number, service.edition.published_at), (1, cx.now()));
        assert!(service.edition.template.as_ref().unwrap().contains("#let sheet"));

        clock.advance(SignedDuration::from_hours(1));
        let mut tx = db.begin().await.unwrap();
        let again = publish_folder(&mut tx, &cx, &files(), &by()).await.unwrap();
        assert_eq!(again, catalog::Published::default(), "nothing new");
        assert!(!catalog.refresh(&mut tx).await.unwrap());

        let newer = changed(SERVICE, "5 рабочих дней", "7 рабочих дней");
        let second = publish_folder(&mut tx, &cx, &newer, &by()).await.unwrap();
        assert_eq!(second.changed, ["hunting-ticket"], "each service alone");
        assert!(catalog.refresh(&mut tx).await.unwrap());
        let now = catalog.service("hunting-ticket").unwrap();
        assert_eq!(now.edition.number, 2);
        assert_ne!(now.edition.hash, service.edition.hash);
        let old = catalog.edition(&service.edition.hash).unwrap();
        assert_eq!(*old, *service.edition, "an old edition stays as it was");

        let back = publish_folder(&mut tx, &cx, &files(), &by()).await.unwrap();
        assert_eq!(back.changed, [] as [String; 0], "starting an older program does not undo what is offered");
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_broken_service_is_kept_back_alone() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let broken =
            changed(SERVICE, "when: reason in [\"lost\", \"data_changed\"]", "when: reason in [\"lost\", \"burnt\"]");
        let mut tx = db.begin().await.unwrap();
        let published = publish_folder(&mut tx, &cx, &broken, &by()).await.unwrap();
        assert!(!published.changed.contains(&"hunting-ticket".to_owned()));
        assert!(published.changed.contains(&"criminal-record-certificate".to_owned()));
        let problem = published.problems[0].to_string();
        assert!(problem.starts_with("hunting-ticket/service.yaml:"), "{problem}");
        assert!(problem.contains("`burnt` is none of the options"), "{problem}");
        let catalog = load(&mut tx).await.unwrap();
        assert!(catalog.service("hunting-ticket").is_none());
        assert!(catalog.service("criminal-record-certificate").is_some());
    })
    .await;
}

#[tokio::test]
async fn what_names_nothing_and_examples_that_fail_are_problems() {
    for (path, old, new, words) in [
        (SERVICE, "agency: hunting-department", "agency: nobody", "no agency `nobody`"),
        (SERVICE, "categories: [nature, documents]", "categories: [nature, fish]", "no category `fish`"),
        (SERVICE, "code: hunting-ticket", "code: fishing-ticket", "name of its folder"),
        (SERVICE, "template: result.typ", "template: other.typ", "is not there"),
        ("hunting-ticket/examples/first.yaml", "conviction: \"no\"", "conviction: \"yes\"", "expect.unmet"),
        ("hunting-ticket/examples/first.yaml", "reason: first", "raeson: first", "no such question"),
        ("_catalog/regions.yaml", "Europe/Kaliningrad", "Europe/Koenigsberg", "no time zone"),
        ("_catalog/agencies.yaml", "- code: social-fund", "- kode: social-fund", "kode"),
    ] {
        let problems = Catalog::from_files(&changed(path, old, new)).err().unwrap();
        assert!(problems.iter().any(|problem| problem.to_string().contains(words)), "{new}: {problems:?}");
    }
}

#[tokio::test]
async fn an_empty_database_is_an_empty_catalogue() {
    db::testing::each(&[MIGRATIONS], async |db, _, _| {
        let mut tx = db.read().await.unwrap();
        let catalog = load(&mut tx).await.unwrap();
        assert!(catalog.services().is_empty());
        assert!(catalog.search("паспорт", Lang::Ru, 5).is_empty());
        assert!(!catalog.refresh(&mut tx).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn every_statement_is_understood_and_uses_an_index() {
    db::testing::each(&[MIGRATIONS], async |db, _, _| {
        let statements = db::testing::statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        assert!(statements.len() > 6);
        assert_eq!(db::testing::problems(&db, &statements).await, [] as [String; 0]);
    })
    .await;
}
