//! The tables: statements that both databases understand, and what must never be twice.

use applications::{Begin, begin};

use crate::world::{PHONE, each};

#[tokio::test]
async fn every_statement_is_understood_and_reads_by_an_index() {
    each(async |world| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let statements = db::testing::statements(std::path::Path::new(folder));
        assert!(statements.len() > 30, "{}", statements.len());
        let problems = db::testing::problems(&world.db, &statements).await;
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn two_presses_begin_one_draft() {
    each(async |world| {
        world.citizen(PHONE).await;
        let account = world.account(PHONE).await;
        let edition = world.catalog.service("trial-certificate").unwrap().edition.clone();
        let press = async || {
            let mut tx = world.db.begin().await.unwrap();
            let begun = begin(&mut tx, &world.cx, account, &edition).await.unwrap();
            tx.commit().await.unwrap();
            begun
        };
        let (one, two) = tokio::join!(press(), press());
        let ids = [one, two].map(|begun| match begun {
            Begin::New(draft) | Begin::Unfinished(draft) => draft.id,
        });
        assert_eq!(ids[0], ids[1]);
        assert_eq!(world.count("select count(*) from applications").await, 1);
        assert_eq!(world.count("select count(*) from application_history").await, 1);
    })
    .await;
}

#[tokio::test]
async fn nothing_personal_lies_in_clear() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit("/services/trial-certificate/apply").await;
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Неприметная")]).await;
        let mut tx = world.db.begin().await.unwrap();
        let answers: Vec<u8> = tx.one("select answers from applications", db::p![]).await.unwrap().unwrap();
        assert!(!String::from_utf8_lossy(&answers).contains("Неприметная"));
    })
    .await;
}
