//! What the head of an agency reads of what people say, on both databases.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use base::{AccountId, Cx, SignedDuration, StaffId};
use catalog::{MIGRATIONS, Rating, RatingsWanted, ReceivedRating, count_use, figures_by_month, rate, received_ratings};
use db::Tx;
use web::paging::{Paged, Stretch};

const WANTED: RatingsWanted<'_> =
    RatingsWanted { agency: "tax-service", service: None, stars: None, stretch: Stretch::First, limit: 20 };

/// Somebody rates a result of an agency.
async fn said(tx: &mut Tx, cx: &Cx, (agency, service): (&str, &str), stars: u8, comment: Option<&str>) -> AccountId {
    let account = AccountId(cx.uuid());
    db::vault::create(tx, cx, account.0).await.unwrap();
    let rating = Rating {
        service: service.to_owned(),
        agency: agency.to_owned(),
        stars,
        comment: comment.map(str::to_owned),
        rated_at: cx.now(),
    };
    assert!(rate(tx, cx, account, "application:1", &rating).await.unwrap());
    account
}

async fn read(tx: &mut Tx, cx: &Cx, wanted: &RatingsWanted<'_>) -> Paged<ReceivedRating> {
    received_ratings(tx, cx, StaffId(cx.uuid()), wanted).await.unwrap()
}

fn stars(found: &Paged<ReceivedRating>) -> Vec<u8> {
    found.entries.iter().map(|rating| rating.stars).collect()
}

const INCOME: (&str, &str) = ("tax-service", "income-certificate");
const DEBT: (&str, &str) = ("tax-service", "tax-debt-certificate");

#[tokio::test]
async fn the_head_reads_what_concerns_the_own_agency_and_the_writers_are_told() {
    db::testing::each(&[db::MIGRATIONS, MIGRATIONS], async |db, cx, clock| {
        let mut tx = db.begin().await.unwrap();
        let polite = said(&mut tx, &cx, INCOME, 5, Some("Спасибо Ивановой")).await;
        clock.advance(SignedDuration::from_mins(1));
        let silent = said(&mut tx, &cx, DEBT, 3, None).await;
        clock.advance(SignedDuration::from_mins(1));
        let angry = said(&mut tx, &cx, DEBT, 1, Some("Ждал месяц")).await;
        said(&mut tx, &cx, ("hunting-department", "hunting-ticket"), 2, Some("Чужое")).await;

        let found = read(&mut tx, &cx, &WANTED).await;
        assert_eq!((stars(&found), found.next), (vec![1, 3, 5], None), "newest first, of the own agency");
        let found = found.entries;
        assert_eq!(found[0].comment.as_deref(), Some("Ждал месяц"));
        assert_eq!((found[1].comment.as_deref(), found[2].comment.as_deref()), (None, Some("Спасибо Ивановой")));
        for (account, times) in [(polite, 1), (silent, 0), (angry, 1)] {
            let told = db::ledger::list(&mut tx, account, 10).await.unwrap();
            assert_eq!(told.iter().filter(|entry| entry.action == "rating.read").count(), times);
        }

        let of_debt = RatingsWanted { service: Some("tax-debt-certificate"), ..WANTED };
        assert_eq!(stars(&read(&mut tx, &cx, &of_debt).await), [1, 3]);
        let best = RatingsWanted { stars: Some(5), ..WANTED };
        assert_eq!(stars(&read(&mut tx, &cx, &best).await), [5]);
        let neither = RatingsWanted { stars: Some(5), ..of_debt };
        assert_eq!(stars(&read(&mut tx, &cx, &neither).await), [0; 0]);
        let none = read(&mut tx, &cx, &RatingsWanted { agency: "no-such", ..WANTED }).await;
        assert_eq!(none.entries, []);

        // The account is gone, and nobody can read any more what it wrote.
        db::vault::destroy(&mut tx, angry.0).await.unwrap();
        let found = read(&mut tx, &cx, &WANTED).await.entries;
        assert_eq!((found[0].stars, found[0].comment.as_deref()), (1, None));
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn pages_follow_one_another_in_both_directions_and_only_what_is_shown_was_read() {
    db::testing::each(&[db::MIGRATIONS, MIGRATIONS], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        // All in one instant: only their ids tell them apart.
        let mut writers = Vec::new();
        for stars in [1, 2, 3, 4, 5] {
            writers.push(said(&mut tx, &cx, DEBT, stars, Some("Долго")).await);
        }
        for service in [None, Some(DEBT.1)] {
            let part = |stretch| RatingsWanted { limit: 2, service, stretch, ..WANTED };
            let first = read(&mut tx, &cx, &part(Stretch::First)).await;
            let second = read(&mut tx, &cx, &part(first.next.unwrap())).await;
            let third = read(&mut tx, &cx, &part(second.next.unwrap())).await;
            assert_eq!((first.previous, third.next), (None, None));
            let mut all: Vec<u8> = [&first, &second, &third].into_iter().flat_map(stars).collect();
            all.sort_unstable();
            assert_eq!(all, [1, 2, 3, 4, 5], "each once");
            assert_eq!(read(&mut tx, &cx, &part(third.previous.unwrap())).await, second);
            assert_eq!(read(&mut tx, &cx, &part(second.previous.unwrap())).await, first);
            assert_eq!(read(&mut tx, &cx, &part(Stretch::First)).await, first);
        }
        let mut times = Vec::new();
        for account in writers {
            times.push(db::ledger::list(&mut tx, account, 50).await.unwrap().len());
        }
        times.sort_unstable();
        assert_eq!(times, [2, 4, 4, 6, 6], "the one that only says that there is more was not read");
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn figures_are_counted_by_month() {
    db::testing::each(&[MIGRATIONS], async |db, cx, clock| {
        let mut tx = db.begin().await.unwrap();
        let services = [INCOME.1.to_owned(), DEBT.1.to_owned()];
        assert_eq!(figures_by_month(&mut tx, &cx, &services).await.unwrap(), []);
        count_use(&mut tx, &cx, INCOME.1).await.unwrap();
        count_use(&mut tx, &cx, "hunting-ticket").await.unwrap();
        said(&mut tx, &cx, INCOME, 4, None).await;
        clock.advance(SignedDuration::from_hours(24 * 62));
        count_use(&mut tx, &cx, INCOME.1).await.unwrap();
        count_use(&mut tx, &cx, DEBT.1).await.unwrap();
        said(&mut tx, &cx, INCOME, 5, None).await;
        said(&mut tx, &cx, DEBT, 2, None).await;

        let months = figures_by_month(&mut tx, &cx, &services).await.unwrap();
        let shown: Vec<_> = months
            .iter()
            .map(|(_, month)| (month.sent, month.count(), month.average().map(|average| average.tenths)))
            .collect();
        assert_eq!(shown, [(2, 2, Some(35)), (1, 1, Some(40))], "the newest month first");
        assert!(months[0].0 > months[1].0);
        let months = figures_by_month(&mut tx, &cx, &services[1..]).await.unwrap();
        assert_eq!(months.len(), 1, "of one service alone");
        clock.advance(SignedDuration::from_hours(24 * 400));
        assert_eq!(figures_by_month(&mut tx, &cx, &services).await.unwrap(), [], "long ago");
        tx.commit().await.unwrap();
    })
    .await;
}
