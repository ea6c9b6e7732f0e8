//! Registry checks from the save to the news, with registries that are down, slow or of another opinion.

use base::SignedDuration;
use identity::{
    AssuranceLevel,
    checks::{AskRegistry, CheckState, Registry},
    events::Outcome,
    levels::{StandingReason, standing},
};

use crate::people::{House, TABLES, anna, anna_with};

use AssuranceLevel::{Simplified, Standard};
use CheckState::{Agreed, Asked, Differs, GaveUp, NotFound, Queued};
use Registry::{PassportRegistry, PensionFund};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn both_registries_agree() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        assert_eq!(house.level(account).await, Simplified);
        assert_eq!(house.save(account, &anna()).await, 2);
        assert_eq!(house.checks(account).await, [Queued, Queued]);
        house.drain().await;
        assert_eq!(house.checks(account).await, [Agreed, Agreed]);
        assert_eq!(house.level(account).await, Standard);
        assert_eq!(house.standing(account).await.reason, StandingReason::ChecksAgreed);
        assert_eq!(house.outcomes(), [Outcome::Agreed]);
        assert_eq!(house.levels_told(), [Standard]);
        let sent = "personal-data/sent-to-registry";
        assert_eq!(house.ledger(account).await, [sent, sent]);
        // Saving the same again asks nobody and tells nobody.
        assert_eq!(house.save(account, &anna()).await, 0);
        house.drain().await;
        assert_eq!((house.outcomes().len(), house.levels_told().len()), (0, 0));
        assert_eq!((house.world.asked(PensionFund), house.world.asked(PassportRegistry)), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_registry_that_is_down_comes_back() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.world.down(PassportRegistry, true);
        house.save(account, &anna()).await;
        house.drain().await;
        assert_eq!(house.checks(account).await, [Agreed, Queued]);
        assert_eq!((house.level(account).await, house.outcomes().len()), (Simplified, 0));
        // Growing pauses: 15 s, 30 s, 60 s … so ten minutes are five more tries.
        for _ in 0..10 {
            house.pass(MINUTE);
            house.drain().await;
        }
        let tries = house.world.asked(PassportRegistry);
        assert!((4..=7).contains(&tries), "{tries}");
        house.world.down(PassportRegistry, false);
        house.pass(MINUTE * 10);
        house.drain().await;
        assert_eq!(house.checks(account).await, [Agreed, Agreed]);
        assert_eq!(house.level(account).await, Standard);
        assert_eq!(house.outcomes(), [Outcome::Agreed]);
        assert_eq!(house.world.asked(PensionFund), 1, "the other registry was asked once");
    })
    .await;
}

#[tokio::test]
async fn after_five_days_the_check_gives_up_and_can_be_asked_again() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.world.down(PensionFund, true);
        house.save(account, &anna()).await;
        for _ in 0..(5 * 24) {
            house.drain().await;
            assert_eq!(house.checks(account).await[0], Queued);
            house.pass(MINUTE * 60);
        }
        house.drain().await;
        assert_eq!(house.checks(account).await, [GaveUp, Agreed]);
        assert_eq!((house.level(account).await, house.outcomes()), (Simplified, vec![Outcome::GaveUp]));
        house.pass(DAY);
        house.drain().await;
        let tries = house.world.asked(PensionFund);
        house.world.down(PensionFund, false);
        assert_eq!(house.ask_again(account).await, 1);
        house.drain().await;
        assert_eq!(house.world.asked(PensionFund), tries + 1, "nothing was asked after giving up");
        assert_eq!((house.level(account).await, house.outcomes()), (Standard, vec![Outcome::Agreed]));
    })
    .await;
}

#[tokio::test]
async fn a_mistake_is_named_mended_and_asked_alone() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.save(account, &anna_with(&[("passport_issued_on", "07.05.2010")])).await;
        house.drain().await;
        assert_eq!(house.checks(account).await, [Agreed, Differs]);
        assert_eq!(house.outcomes(), [Outcome::Differs(vec!["passport".into()])]);
        assert_eq!(house.level(account).await, Simplified);
        house.pass(MINUTE);
        assert_eq!(house.save(account, &anna()).await, 1);
        house.drain().await;
        assert_eq!((house.level(account).await, house.outcomes()), (Standard, vec![Outcome::Agreed]));
        assert_eq!((house.world.asked(PensionFund), house.world.asked(PassportRegistry)), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_number_is_not_found() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.save(account, &anna_with(&[("snils", "112-233-445 95"), ("passport", "45 10 000001")])).await;
        house.drain().await;
        assert_eq!(house.checks(account).await, [NotFound, NotFound]);
        assert_eq!(house.outcomes(), [Outcome::Differs(vec!["snils".into(), "passport".into()])]);
    })
    .await;
}

#[tokio::test]
async fn a_program_that_stops_in_the_middle_begins_again() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.world.silent(true);
        house.save(account, &anna()).await;
        let stopped = house.runner();
        tokio::select! {
            _ = stopped.drain() => panic!("the registry is silent"),
            () = house.world.bell.notified() => {}
        }
        drop(stopped);
        assert!(house.checks(account).await.contains(&Asked));
        house.world.silent(false);
        // The lease of the stopped worker runs out.
        for _ in 0..12 {
            house.pass(MINUTE * 5);
            house.drain().await;
        }
        assert_eq!(house.checks(account).await, [Agreed, Agreed]);
        assert_eq!((house.level(account).await, house.outcomes()), (Standard, vec![Outcome::Agreed]));
    })
    .await;
}

#[tokio::test]
async fn a_question_asked_twice_is_answered_once() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.save(account, &anna()).await;
        // The same jobs once more, as after a worker that died between its work and its word.
        let mut tx = house.db.begin().await.unwrap();
        for line in identity::checks::progress(&mut tx, &house.cx, account).await.unwrap() {
            let check = line.check.unwrap().id;
            db::jobs::enqueue(&mut tx, &house.cx, &AskRegistry { check }).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (one, two) = (house.runner(), house.runner());
        let (first, second) = tokio::join!(one.drain(), two.drain());
        first.unwrap();
        second.unwrap();
        house.drain().await;
        assert_eq!((house.level(account).await, house.outcomes()), (Standard, vec![Outcome::Agreed]));
        let mut tx = house.db.read().await.unwrap();
        assert_eq!(standing::evidence(&mut tx, account).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn data_that_change_while_they_are_checked() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        house.world.down(PassportRegistry, true);
        house.save(account, &anna_with(&[("passport", "45 10 000001")])).await;
        house.drain().await;
        house.world.down(PassportRegistry, false);
        // The wrong passport is not waited for any more.
        assert_eq!(house.save(account, &anna()).await, 1);
        house.pass(DAY);
        house.drain().await;
        assert_eq!(house.checks(account).await, [Agreed, Agreed]);
        assert_eq!((house.level(account).await, house.outcomes()), (Standard, vec![Outcome::Agreed]));
    })
    .await;
}

#[tokio::test]
async fn saves_and_askings_at_once_do_not_block_one_another() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        for _ in 0..5 {
            house.save(account, &anna_with(&[("passport_issued_on", "07.05.2010")])).await;
            let (one, two) = (house.runner(), house.runner());
            let mended = anna();
            let (first, second, _) = tokio::join!(one.drain(), two.drain(), Box::pin(house.save(account, &mended)));
            first.unwrap();
            second.unwrap();
            house.pass(MINUTE * 10);
            house.drain().await;
            assert_eq!(house.level(account).await, Standard);
        }
        let mut tx = house.db.read().await.unwrap();
        assert!(db::jobs::dead(&mut tx, 10).await.unwrap().is_empty());
    })
    .await;
}
