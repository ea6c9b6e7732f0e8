//! How often a request waits for its database: on PostgreSQL every wait is a way there and back.

use web::testing::Browser;

use crate::world::{PHONE, World, each, fill_certificate, path_of, renamed};

/// How many statements are asked of the database, and in how many flights.
async fn asked(world: &World, work: impl Future<Output = ()>) -> (u64, u64) {
    let before = world.db.asked();
    work.await;
    let after = world.db.asked();
    (after.0 - before.0, after.1 - before.1)
}

async fn send(vera: &mut Browser) {
    assert_eq!(vera.submit("Отправить", &[]).await.status, 303);
}

#[tokio::test]
async fn what_an_application_needs_is_asked_together() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_certificate(&mut vera).await;
        let sending = asked(&world, send(&mut vera)).await;
        assert!(sending.1 <= 15, "sending asks {sending:?}");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_takes_files_asks_for_those_at_hand_beside_the_rest() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        renamed(&mut vera).await;
        let page = format!("{}/pages/proof", path_of(&vera));
        let asked = asked(&world, async {
            assert_eq!(vera.get(&page).await.status, 200);
        });
        // The session; the draft with its key, the owner, the household, what this browser left, the files.
        let asked = asked.await;
        assert!(asked.1 <= 2, "a page that takes files asks {asked:?}");
    })
    .await;
}
