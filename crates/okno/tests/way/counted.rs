//! How much a page asks of the database: on PostgreSQL every flight is a way there and back.

use web::testing::Browser;

use crate::{
    house::{House, each},
    people::ANNA,
};

/// How many statements a page asks, and in how many flights: the least of several visits, for nobody else may be counted.
async fn asked(house: &House, browser: &mut Browser, path: &str) -> (u64, u64) {
    let (mut statements, mut flights) = (u64::MAX, u64::MAX);
    for _ in 0..5 {
        let before = house.db.asked();
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        let after = house.db.asked();
        statements = statements.min(after.0 - before.0);
        flights = flights.min(after.1 - before.1);
    }
    (statements, flights)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_every_day_ask_little() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        anna.visit("/cabinet/profile").await;
        house.checked(&mut anna).await;
        let questions = anna.visit("/services/income-certificate/apply").await.path;
        assert!(questions.contains("/pages/"), "{questions}");

        let mut guest = house.visitor();
        assert_eq!(asked(&house, &mut guest, "/sign-in").await.0, 0, "a guest asks nothing");
        // The session, the unread notices, what waits: agreements, applications, charges; the latest applications.
        let cabinet = asked(&house, &mut anna, "/cabinet").await;
        assert!(cabinet.0 <= 7, "the cabinet asks {cabinet:?}");
        // The session, the unread notices; the application with what it holds and the key, what this browser left; the owner,
        // the household.
        let page = asked(&house, &mut anna, &questions).await;
        assert!(page.0 <= 6, "a page of questions asks {page:?}");
        assert!(page.1 <= 2, "what waits for nothing is asked at once: {page:?}");
    })
    .await;
}
