//! Suggestions are for typing, not for copying the directory.

use addresses::{State, routes};
use base::SignedDuration;
use db::p;
use web::testing::Browser;

#[tokio::test]
async fn whoever_asks_without_end_waits_and_others_do_not() {
    db::testing::each(&[db::MIGRATIONS, web::MIGRATIONS, addresses::MIGRATIONS], async |db, cx, clock| {
        crate::load(&db, &cx, &crate::sample()).await;
        let mut settings = web::testing::settings(cx.clone(), &[]);
        settings.proxies = 1;
        let router = web::layer(routes(State { db: db.clone(), cx: cx.clone() }), settings);
        let mut copier = Browser::new(router.clone());
        copier.header("x-forwarded-for", "203.0.113.7");
        let asked = "/addresses/suggest?query=%D0%A2%D0%B2%D0%B5%D1%80%D1%8C";
        let answer = copier.get(asked).await;
        assert!(answer.status == 200 && answer.html.contains("Тверь"), "{}", answer.html);

        // As if the rest of the window had been asked for.
        let mut tx = db.begin().await.unwrap();
        tx.execute("update web_limits set taken = $1", p![3_000_i64]).await.unwrap();
        tx.commit().await.unwrap();
        let answer = copier.get(asked).await;
        assert_eq!(answer.status, 429);
        assert!(!answer.html.contains("Тверь"), "{}", answer.html);
        let mut typist = Browser::new(router);
        typist.header("x-forwarded-for", "198.51.100.7");
        assert_eq!(typist.get(asked).await.status, 200, "another network");
        clock.advance(SignedDuration::from_mins(10));
        assert_eq!(copier.get(asked).await.status, 200, "a new window");
    })
    .await;
}
