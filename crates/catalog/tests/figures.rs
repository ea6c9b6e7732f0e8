//! Figures and ratings, on both databases.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use base::{AccountId, SignedDuration};
use catalog::{Catalog, MIGRATIONS, Rating, count_use, rate, rating};

#[tokio::test]
async fn a_result_is_rated_once_and_counts_in_the_average() {
    db::testing::each(&[MIGRATIONS], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        let catalog = Catalog::default();
        let of = |stars, comment: Option<&str>| Rating {
            service: "hunting-ticket".to_owned(),
            agency: "hunting-department".to_owned(),
            stars,
            comment: comment.map(str::to_owned),
            rated_at: cx.now(),
        };
        for (number, stars) in [5, 4, 4].into_iter().enumerate() {
            catalog.refresh_figures(&mut tx, &cx).await.unwrap();
            assert_eq!(catalog.average("hunting-ticket"), None, "two ratings say too little");
            let account = AccountId(cx.uuid());
            db::vault::create(&mut tx, &cx, account.0).await.unwrap();
            let comment = (number == 0).then_some("Спасибо Ивановой");
            assert!(rate(&mut tx, &cx, account, "application:1", &of(stars, comment)).await.unwrap());
            assert!(!rate(&mut tx, &cx, account, "application:1", &of(1, None)).await.unwrap(), "once");
            assert!(!rate(&mut tx, &cx, account, "application:2", &of(0, None)).await.unwrap(), "no stars");
            assert!(!rate(&mut tx, &cx, account, "application:2", &of(6, None)).await.unwrap(), "too many");
            let kept = rating(&mut tx, account, "application:1").await.unwrap().unwrap();
            assert_eq!(kept, of(stars, comment));
            assert_eq!(rating(&mut tx, account, "application:2").await.unwrap(), None);
        }
        catalog.refresh_figures(&mut tx, &cx).await.unwrap();
        let average = catalog.average("hunting-ticket").unwrap();
        assert_eq!((average.tenths, average.count), (43, 3));
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn popular_is_what_people_used_of_late() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    let files = catalog::read_folder(&folder).unwrap();
    let wanted = ["_catalog/", "hunting-ticket/", "foreign-passport/", "weapon-permit/"];
    let files: Vec<_> =
        files.into_iter().filter(|(path, _)| wanted.iter().any(|start| path.starts_with(start))).collect();
    db::testing::each(&[MIGRATIONS], async |db, cx, clock| {
        let catalog = Catalog::from_files(&files).unwrap();
        let mut tx = db.begin().await.unwrap();
        let popular =
            |region| catalog.popular_in(region).iter().map(|service| service.code.clone()).collect::<Vec<_>>();
        assert_eq!(popular(None), ["foreign-passport", "hunting-ticket"], "as the definitions say");
        for _ in 0..20 {
            count_use(&mut tx, &cx, "weapon-permit").await.unwrap();
        }
        count_use(&mut tx, &cx, "hunting-ticket").await.unwrap();
        catalog.refresh_figures(&mut tx, &cx).await.unwrap();
        assert_eq!(popular(Some("moscow")), ["weapon-permit", "hunting-ticket", "foreign-passport"]);
        clock.advance(SignedDuration::from_hours(24 * 100));
        catalog.refresh_figures(&mut tx, &cx).await.unwrap();
        assert_eq!(popular(None), ["foreign-passport", "hunting-ticket"], "what was long ago is forgotten");
        tx.commit().await.unwrap();
    })
    .await;
}
