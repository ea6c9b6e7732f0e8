//! «Кто смотрел мои данные»: what others did with the account, in words.

use base::{AccountId, StaffId};
use db::ledger::{self, Access, Actor};

use crate::world::{PHONE, World, each};

/// Records an access as the slices do.
async fn record(world: &World, account: AccountId, actor: Actor, action: &str, reason: &str, case: &str) {
    let mut tx = world.db.begin().await.unwrap();
    let access = Access { account, actor, action, reason, case: Some(case.to_owned()) };
    ledger::record(&mut tx, &world.cx, access).await.unwrap();
    tx.commit().await.unwrap();
    world.minutes(1);
}

fn staff(world: &World, role: &str, office: &str) -> Actor {
    Actor::Staff { id: StaffId::new(&world.cx), role: role.to_owned(), office: office.to_owned() }
}

#[tokio::test]
async fn the_owner_reads_who_looked_and_why_newest_first() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let page = browser.visit("/cabinet/access").await;
        assert_eq!(page.heading(), "Кто смотрел мои данные");
        assert!(page.has("Пока никто не смотрел") && !page.has("Журнал цел"), "{}", page.text());

        let account = world.account(PHONE).await;
        let portal = Actor::Job("registry-check");
        record(&world, account, portal, "personal-data/sent-to-registry", "pension-fund", "check:1").await;
        let operator = staff(&world, "operator", "МФЦ района Тверской");
        record(&world, account, operator, "profile.read", "centre-reason-confirmation", "visit:261121-001").await;
        let officer = staff(&world, "officer", "tax-service");
        record(&world, account, officer, "application.read", "Рассмотрение заявления", "2611-7").await;
        record(&world, account, Actor::Job("public-check"), "document.check", "…", "AB12").await;

        let page = browser.visit("/cabinet/access").await;
        let titles = page.texts(".timeline__title");
        assert_eq!(
            titles,
            [
                "Проверен документ · Посетитель страницы проверки",
                "Открыто заявление · Инспектор, Налоговая служба",
                "Просмотрены личные данные · Оператор центра, МФЦ района Тверской",
                "Данные переданы в реестр для сверки · Портал",
            ]
        );
        assert!(page.has("Рассмотрение заявления № 2611-7"), "{}", page.text());
        assert!(page.has("Подтверждение личности, обращение № 261121-001") && page.has("Пенсионный фонд"));
        assert!(page.has("Журнал цел: 4 записи"), "{}", page.text());

        let page = browser.visit("/cabinet/access?lang=en").await;
        assert!(page.has("Application opened · Case officer, Tax Service"), "{}", page.text());
        assert!(page.has("Review of application No. 2611-7") && page.has("The log is whole: 4 entries"));
        let page = browser.visit("/cabinet/settings?lang=ru").await;
        assert!(page.has("Последнее: Проверен документ"), "{}", page.text());
        assert_eq!(page.link("Открыть журнал").as_deref(), Some("/cabinet/access"));
    })
    .await;
}

#[tokio::test]
async fn a_log_that_was_cut_says_so() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let account = world.account(PHONE).await;
        for case in ["1", "2"] {
            record(&world, account, Actor::Job("public-check"), "document.check", "…", case).await;
        }
        world.execute("delete from ledger_entries where account = $1 and position = 2", db::p![account]).await;
        let page = browser.visit("/cabinet/access").await;
        assert!(page.has("Журнал повреждён, начиная с записи 2"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn nobody_reads_the_log_of_another() {
    each(async |world| {
        let mut vera = world.visitor("203.0.113.5");
        world.register(&mut vera, PHONE).await;
        let account = world.account(PHONE).await;
        record(&world, account, Actor::Job("public-check"), "document.check", "…", "AB12").await;
        let mut ivan = world.visitor("198.51.100.9");
        world.register(&mut ivan, "+7 911 000-11-22").await;
        assert!(!ivan.visit("/cabinet/access").await.has("AB12"));
        let answer = world.visitor("192.0.2.7").get("/cabinet/access").await;
        assert!(answer.location.unwrap().starts_with("/sign-in?next="));
    })
    .await;
}
