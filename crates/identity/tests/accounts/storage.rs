//! What lies in the tables, and what is forgotten.

use base::SignedDuration;
use db::jobs::Runner;

use crate::world::{PHONE, applicant, each};

#[tokio::test]
async fn every_statement_is_understood_and_reads_by_an_index() {
    each(async |world| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let statements = db::testing::statements(std::path::Path::new(folder));
        assert!(statements.len() > 50);
        let problems = db::testing::problems(&world.db, &statements).await;
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn what_has_run_out_is_forgotten() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        browser.forget("okno-session");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant("+7 911 000-11-22")).await;
        browser.visit("/recover").await;
        browser.submit("Найти", &[("login", PHONE)]).await;
        world.sign_in(&mut browser, "+7 900 000-00-00", "неверный").await;
        world.deliver().await;

        let mut tx = world.db.begin().await.unwrap();
        identity::sweep::start(&mut tx, &world.cx).await.unwrap();
        // Another node starts too: one round of forgetting is enough.
        identity::sweep::start(&mut tx, &world.cx).await.unwrap();
        tx.commit().await.unwrap();
        let runner = Runner::new(world.db.clone(), world.cx.clone()).on(identity::sweep::handle);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(world.count("select count(*) from registrations").await, 2, "what is fresh stays");

        world.pass(SignedDuration::from_hours(24 * 31));
        assert_eq!(runner.drain().await.unwrap(), 1);
        for sql in [
            "select count(*) from registrations",
            "select count(*) from recoveries",
            "select count(*) from one_time_codes",
            "select count(*) from code_sendings",
            "select count(*) from attempts",
            "select count(*) from sessions",
        ] {
            assert_eq!(world.count(sql).await, 0, "{sql}");
        }
        assert_eq!(world.count("select count(*) from accounts").await, 1);
    })
    .await;
}
