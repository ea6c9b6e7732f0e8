//! Levels rise and fall with the evidence; one SNILS is one person.

use base::SignedDuration;
use identity::{
    AssuranceLevel,
    events::Outcome,
    levels::{self, Ground, StandingReason, VerificationMethod, standing},
};

use crate::people::{House, TABLES, anna, anna_with, dmitry, person};

use AssuranceLevel::{Simplified, Standard};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn a_change_of_checked_data_lowers_the_level_until_the_registries_agree_again() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        house.levels_told();
        // The address is nobody's business but the citizen's.
        assert_eq!(house.save(account, &anna_with(&[("address", "г. Тверь")])).await, 0);
        assert_eq!(house.level(account).await, Standard);

        let renewed = anna_with(&[("passport", "45 26 700800"), ("passport_issued_on", "10.01.2026")]);
        house.world.learn(renewed.clone());
        assert_eq!(house.save(account, &renewed).await, 1);
        assert_eq!(house.level(account).await, Simplified);
        assert_eq!(house.standing(account).await.reason, StandingReason::DataChanged);
        house.drain().await;
        assert_eq!(house.level(account).await, Standard);
        assert_eq!(house.levels_told(), [Simplified, Standard]);
        // Back to the former passport: its evidence still stands, nobody needs to be asked.
        assert_eq!(house.save(account, &anna()).await, 0);
        assert_eq!(house.level(account).await, Standard);
    })
    .await;
}

#[tokio::test]
async fn one_snils_is_confirmed_on_one_account() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let first = house.standard("+79005550101", &anna()).await;
        house.outcomes();
        let second = house.account("+79005550199").await;
        house.save(second, &anna()).await;
        house.drain().await;
        assert_eq!(house.outcomes(), [Outcome::SnilsTaken]);
        assert_eq!(house.level(second).await, Simplified);
        assert_eq!(house.standing(second).await.reason, StandingReason::SnilsTaken);
        assert_eq!(house.level(first).await, Standard);
        let mut tx = house.db.read().await.unwrap();
        assert_eq!(levels::holder_of(&mut tx, &anna().snils).await.unwrap(), Some(first));
        drop(tx);
        // Whoever mistyped another's SNILS mends it and goes on.
        house.pass(DAY);
        house.save(second, &dmitry()).await;
        assert_eq!(house.standing(second).await.reason, StandingReason::DataChanged);
        house.drain().await;
        assert_eq!(house.level(second).await, Standard);
    })
    .await;
}

#[tokio::test]
async fn two_accounts_of_one_person_at_once() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let accounts = [house.account("+79005550101").await, house.account("+79005550199").await];
        for account in accounts {
            house.save(account, &anna()).await;
        }
        let (one, two) = (house.runner(), house.runner());
        let (first, second) = tokio::join!(one.drain(), two.drain());
        first.unwrap();
        second.unwrap();
        house.pass(DAY);
        house.drain().await;
        let mut levels = [house.level(accounts[0]).await, house.level(accounts[1]).await];
        levels.sort_unstable();
        assert_eq!(levels, [Simplified, Standard]);
        let mut outcomes = house.outcomes();
        outcomes.sort_by_key(|outcome| *outcome == Outcome::SnilsTaken);
        assert_eq!(outcomes, [Outcome::Agreed, Outcome::SnilsTaken]);
    })
    .await;
}

#[tokio::test]
async fn the_level_falls_when_the_passport_runs_out() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        // Twenty on the 1st of January 2026: the passport of a fourteen-year-old counts until the 1st of April.
        let young = person(&[
            ("family_name", "Ким"),
            ("given_name", "Артём"),
            ("sex", "male"),
            ("born_on", "01.01.2006"),
            ("birth_place", "г. Омск"),
            ("citizenship", "Российская Федерация"),
            ("passport", "52 20 111222"),
            ("passport_issued_on", "20.01.2020"),
            ("passport_issued_by", "УМВД России по Омской области"),
            ("subdivision_code", "550-001"),
            ("snils", "112-233-445 95"),
        ]);
        house.world.learn(young.clone());
        let account = house.standard("+79005550101", &young).await;
        house.levels_told();
        house.pass(DAY * 29);
        house.drain().await;
        assert_eq!(house.level(account).await, Standard, "the 31st of March");
        house.pass(DAY * 3);
        house.drain().await;
        assert_eq!(house.level(account).await, Simplified);
        assert_eq!(house.standing(account).await.reason, StandingReason::EvidenceEnded);
        assert_eq!(house.levels_told(), [Simplified]);
    })
    .await;
}

#[tokio::test]
async fn revoked_evidence_does_not_count_and_stays_to_be_seen() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        let mut tx = house.db.begin().await.unwrap();
        let known = standing::evidence(&mut tx, account).await.unwrap();
        let id = known[0].id;
        assert!(standing::revoke(&mut tx, &house.cx, account, id, None, "mistaken").await.unwrap());
        assert!(!standing::revoke(&mut tx, &house.cx, account, id, None, "mistaken").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(house.level(account).await, Simplified);
        assert_eq!(house.standing(account).await.reason, StandingReason::EvidenceRevoked);
        let mut tx = house.db.read().await.unwrap();
        let known = standing::evidence(&mut tx, account).await.unwrap();
        assert_eq!(known.iter().filter(|one| one.revoked).count(), 1);
        assert!(known.iter().all(|one| one.ground != Ground::Method(VerificationMethod::ServiceCentre)));
    })
    .await;
}
