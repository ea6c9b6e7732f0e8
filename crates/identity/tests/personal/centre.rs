//! The commands of the centre's desk: who may be confirmed, and what happens when two try at once.

use identity::{
    AssuranceLevel, Operator,
    centre::{
        VisitReason,
        confirm::{Refusal, confirm, data_key},
        visit::{self, Found, NoVisit, Visit, Wanted},
    },
    events::Outcome,
    levels::{Ground, StandingReason, VerificationMethod, standing},
};

use crate::people::{House, TABLES, anna, anna_with, operator};

async fn open(house: &House, operator: &Operator, account: base::AccountId) -> Visit {
    let mut tx = house.db.begin().await.unwrap();
    let visit = visit::open(&mut tx, &house.cx, operator, account, VisitReason::Confirmation).await.unwrap();
    tx.commit().await.unwrap();
    visit
}

async fn confirmed(house: &House, operator: &Operator, visit: &Visit) -> Result<(), Refusal> {
    let mut tx = house.db.begin().await.unwrap();
    let compared = data_key(&tx, &anna()).unwrap();
    let answer = confirm(&mut tx, &house.cx, operator, visit, &compared).await.unwrap();
    if answer.is_ok() {
        tx.commit().await.unwrap();
    }
    answer
}

#[tokio::test]
async fn a_standard_account_is_confirmed_once() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        house.levels_told();
        let operator = operator(&house, "operator").await;
        let visit = open(&house, &operator, account).await;
        assert_eq!(visit.number, "260302-001");
        assert_eq!(confirmed(&house, &operator, &visit).await, Ok(()));
        assert_eq!(house.level(account).await, AssuranceLevel::Verified);
        assert_eq!(house.standing(account).await.reason, StandingReason::IdentityConfirmed);
        let again = confirmed(&house, &operator, &visit).await;
        assert_eq!(again, Err(Refusal::Already { at: house.cx.now() }));
        house.drain().await;
        assert_eq!(house.levels_told(), [AssuranceLevel::Verified]);
        assert_eq!(house.ledger(account).await[2..], ["account.found", "identity.confirmed"]);

        let mut tx = house.db.read().await.unwrap();
        let known = standing::evidence(&mut tx, account).await.unwrap();
        let ground = Ground::Method(VerificationMethod::ServiceCentre);
        let proof: Vec<_> = known.iter().filter(|one| one.ground == ground).collect();
        assert_eq!(proof.len(), 1);
        assert_eq!((proof[0].staff, proof[0].office.as_deref()), (Some(operator.staff), Some("МФЦ")));
        assert!(proof[0].fields.contains(&"passport".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn two_operators_at_once_confirm_once() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        house.levels_told();
        let (one, two) = (operator(&house, "one").await, operator(&house, "two").await);
        let (first, second) = (open(&house, &one, account).await, open(&house, &two, account).await);
        assert_eq!((first.number.as_str(), second.number.as_str()), ("260302-001", "260302-002"));
        let (first, second) = tokio::join!(confirmed(&house, &one, &first), confirmed(&house, &two, &second));
        let refusals: Vec<Refusal> = [first, second].into_iter().filter_map(Result::err).collect();
        assert!(matches!(refusals.as_slice(), [Refusal::Already { .. }]), "{refusals:?}");
        house.drain().await;
        assert_eq!(house.levels_told(), [AssuranceLevel::Verified]);
    })
    .await;
}

#[tokio::test]
async fn below_standard_nobody_is_confirmed() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        let operator = operator(&house, "operator").await;
        let visit = open(&house, &operator, account).await;
        assert_eq!(confirmed(&house, &operator, &visit).await, Err(Refusal::Unfinished));
        house.save(account, &anna_with(&[("passport_issued_on", "07.05.2010")])).await;
        assert_eq!(confirmed(&house, &operator, &visit).await, Err(Refusal::Checking));
        house.drain().await;
        assert_eq!(confirmed(&house, &operator, &visit).await, Err(Refusal::Differs));
        house.save(account, &anna()).await;
        house.drain().await;
        assert_eq!(confirmed(&house, &operator, &visit).await, Ok(()));
    })
    .await;
}

#[tokio::test]
async fn what_was_not_compared_is_not_confirmed() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        let operator = operator(&house, "operator").await;
        let visit = open(&house, &operator, account).await;
        // The citizen changes a field that no registry is asked about, while the operator reads.
        house.save(account, &anna_with(&[("birth_place", "г. Тверь")])).await;
        assert_eq!(house.level(account).await, AssuranceLevel::Standard);
        assert_eq!(confirmed(&house, &operator, &visit).await, Err(Refusal::DataChanged));
    })
    .await;
}

#[tokio::test]
async fn a_taken_snils_is_not_confirmed_a_second_time() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        house.standard("+79005550101", &anna()).await;
        let second = house.account("+79005550199").await;
        house.save(second, &anna()).await;
        house.drain().await;
        assert_eq!(house.outcomes().last(), Some(&Outcome::SnilsTaken));
        let operator = operator(&house, "operator").await;
        let visit = open(&house, &operator, second).await;
        assert_eq!(confirmed(&house, &operator, &visit).await, Err(Refusal::SnilsTaken));
    })
    .await;
}

#[tokio::test]
async fn a_new_passport_after_confirmation_needs_no_second_visit() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        let operator = operator(&house, "operator").await;
        let visit = open(&house, &operator, account).await;
        confirmed(&house, &operator, &visit).await.unwrap();
        house.drain().await;
        house.levels_told();
        let renewed = anna_with(&[("passport", "45 26 700800"), ("passport_issued_on", "10.01.2026")]);
        house.world.learn(renewed.clone());
        house.save(account, &renewed).await;
        assert_eq!(house.level(account).await, AssuranceLevel::Simplified);
        house.drain().await;
        assert_eq!(house.levels_told(), [AssuranceLevel::Simplified, AssuranceLevel::Verified]);
        // Another name is another matter.
        let married =
            anna_with(&[("family_name", "Орлова"), ("passport", "45 26 700801"), ("passport_issued_on", "20.02.2026")]);
        house.world.learn(married.clone());
        house.save(account, &married).await;
        house.drain().await;
        assert_eq!(house.level(account).await, AssuranceLevel::Standard);
    })
    .await;
}

#[tokio::test]
async fn a_visit_is_the_operators_own_and_ends() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.standard("+79005550101", &anna()).await;
        let (one, two) = (operator(&house, "one").await, operator(&house, "two").await);
        let visit = open(&house, &one, account).await;
        let mut tx = house.db.read().await.unwrap();
        assert_eq!(visit::get(&mut tx, &house.cx, &two, visit.id).await.unwrap(), Err(NoVisit::Unknown));
        assert_eq!(visit::get(&mut tx, &house.cx, &one, visit.id).await.unwrap().as_ref(), Ok(&visit));
        house.pass(base::SignedDuration::from_hours(2));
        assert_eq!(visit::get(&mut tx, &house.cx, &one, visit.id).await.unwrap(), Err(NoVisit::Ended));
    })
    .await;
}

#[tokio::test]
async fn a_confirmed_account_is_found_before_those_that_only_typed_its_snils() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let wanted = Wanted::Snils(anna().snils);
        let find = async || {
            let mut tx = house.db.read().await.unwrap();
            visit::find(&mut tx, &wanted).await.unwrap()
        };
        assert_eq!(find().await, Found::Nobody);
        let first = house.account("+79005550101").await;
        house.save(first, &anna()).await;
        assert_eq!(find().await, Found::One(first));
        let second = house.account("+79005550199").await;
        house.save(second, &anna()).await;
        assert!(matches!(find().await, Found::Several(numbers) if numbers.len() == 2));
        house.drain().await;
        assert!(matches!(find().await, Found::One(one) if one == first || one == second));
    })
    .await;
}
