//! What whoever runs the portal does with somebody's way in: done, told to the owner, kept in the ledger.

use identity::{
    AccountNumber,
    supervision::{self, Ground, Reason, Refused},
};

use crate::{
    captured,
    staff::{self, enter},
    world::{PASSWORD, PHONE, World, each, is_in},
};

fn ground(reason: Reason) -> Ground {
    Ground { reason, case: Some("2026-118".to_owned()) }
}

/// The number of the account, as its owner reads it on «Настройки».
async fn number(world: &World) -> AccountNumber {
    let account = world.account(PHONE).await;
    let mut tx = world.db.read().await.unwrap();
    let sql = "select number from accounts where id = $1";
    tx.one::<String>(sql, db::p![account]).await.unwrap().unwrap().parse().unwrap()
}

#[tokio::test]
async fn sessions_of_an_account_are_ended_and_its_owner_reads_why() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let number = number(&world).await;
        captured::security();
        let mut tx = world.db.begin().await.unwrap();
        let done = supervision::sign_out(&mut tx, &world.cx, &number, &ground(Reason::Suspicion)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(done, Ok(1));
        assert!(!is_in(&mut browser).await);
        let (told, _) = captured::security();
        assert_eq!(told[0]["message"], "sessions ended");
        assert_eq!(told[0]["who"], world.account(PHONE).await.to_string());

        world.sign_in(&mut browser, PHONE, PASSWORD).await;
        let page = browser.visit("/cabinet/access").await;
        assert!(page.has("Завершены все сеансы") && page.has("Администратор портала"), "{}", page.text());
        assert!(page.has("Похоже, ею пользуется кто-то другой"), "{}", page.text());
        assert!(browser.visit("/cabinet/settings").await.has("Все сеансы завершил администратор портала"));
    })
    .await;
}

#[tokio::test]
async fn a_locked_account_opens_to_nobody_until_it_is_unlocked() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let number = number(&world).await;
        let order = ground(Reason::Order);
        let mut tx = world.db.begin().await.unwrap();
        assert_eq!(supervision::unlock(&mut tx, &world.cx, &number, &order).await.unwrap(), Err(Refused::State));
        assert_eq!(supervision::lock(&mut tx, &world.cx, &number, &order).await.unwrap(), Ok(()));
        assert_eq!(supervision::lock(&mut tx, &world.cx, &number, &order).await.unwrap(), Err(Refused::State));
        tx.commit().await.unwrap();
        assert!(!is_in(&mut browser).await);
        assert_eq!(world.sign_in(&mut browser, PHONE, PASSWORD).await.status, 422);

        let mut tx = world.db.begin().await.unwrap();
        assert_eq!(supervision::unlock(&mut tx, &world.cx, &number, &order).await.unwrap(), Ok(()));
        tx.commit().await.unwrap();
        assert_eq!(world.sign_in(&mut browser, PHONE, PASSWORD).await.status, 303);
        let page = browser.visit("/cabinet/access").await;
        assert!(page.has("Учётная запись заблокирована") && page.has("Журнал цел: 2 записи"), "{}", page.text());
        let mut tx = world.db.begin().await.unwrap();
        let nobody: AccountNumber = "9999999999".parse().unwrap();
        assert_eq!(supervision::lock(&mut tx, &world.cx, &nobody, &order).await.unwrap(), Err(Refused::Unknown));
    })
    .await;
}

#[tokio::test]
async fn a_lost_factor_is_replaced_and_the_old_one_is_void() {
    each(async |world| {
        let mut tx = world.db.begin().await.unwrap();
        identity::seed_staff(&mut tx, &world.cx, &[staff::operator()]).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = world.visitor("203.0.113.5");
        enter(&mut browser, "operator", staff::PASSWORD, &staff::code(world.cx.now())).await;
        assert_eq!(browser.get("/centre-desk").await.status, 200);

        let asked = ground(Reason::OwnerAsked);
        let mut tx = world.db.begin().await.unwrap();
        let factor = supervision::new_factor(&mut tx, &world.cx, "Operator", &asked).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(browser.get("/centre-desk").await.status, 303, "every session has ended");
        assert!(factor.address().starts_with("otpauth://totp/Okno:operator?secret="), "{}", factor.address());
        assert!(!format!("{factor:?}").contains(factor.secret()));

        world.minutes(1);
        let now = world.cx.now();
        let old = enter(&mut browser, "operator", staff::PASSWORD, &staff::code(now)).await;
        assert_eq!(old.status, 422);
        let secret = data_encoding::BASE32_NOPAD.decode(factor.secret().as_bytes()).unwrap();
        let secret = <[u8; 20]>::try_from(secret).unwrap();
        let right = staff::code_of(secret, now);
        assert_eq!(enter(&mut browser, "operator", staff::PASSWORD, &right).await.status, 303);

        let mut tx = world.db.begin().await.unwrap();
        assert_eq!(supervision::sign_out_staff(&mut tx, &world.cx, "operator", &asked).await.unwrap(), Ok(1));
        let kept = supervision::of_staff(&mut tx, "operator", 10).await.unwrap().unwrap();
        let kept: Vec<(&str, Option<&str>)> =
            kept.iter().map(|entry| (entry.action.as_str(), entry.case.as_deref())).collect();
        assert_eq!(kept, [("staff.signed-out", Some("2026-118")), ("staff.new-factor", Some("2026-118"))]);
        let nobody = supervision::new_factor(&mut tx, &world.cx, "nobody", &asked).await.unwrap();
        assert_eq!(nobody.err(), Some(Refused::Unknown));
    })
    .await;
}
