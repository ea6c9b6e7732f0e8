//! The centre's desk as an operator sees it, and what others may not see.

use base::SignedDuration;
use web::testing::Browser;

use crate::{
    people::{ANNA, House, TABLES, anna, anna_with},
    visitors::{citizen, operator, portal},
};

const ALL: [(&str, &str); 7] = [
    ("seen", "person"),
    ("seen", "name"),
    ("seen", "birth"),
    ("seen", "passport"),
    ("seen", "issued"),
    ("seen", "snils"),
    ("seen", "act"),
];

async fn find(desk: &mut Browser, query: &str) -> web::testing::Response {
    desk.visit("/centre-desk").await;
    desk.submit("Найти", &[("query", query), ("reason", "confirmation")]).await;
    desk.follow().await
}

#[tokio::test]
async fn an_operator_confirms_and_the_citizen_gets_the_badge() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let (mut citizen, account) = citizen(&house, &router, "+7 900 555-01-01").await;
        house.save(account, &anna()).await;
        house.drain().await;
        let mut desk = operator(&house, &router, "operator", "МФЦ района Тверской").await;

        let page = find(&mut desk, &house.number(account).await).await;
        assert!(page.has("Обращение № 260302-001") && page.has("Ветрова Анна Сергеевна"), "{}", page.text());
        let live = page.attribute("main", "data-live").unwrap();
        assert!(live.starts_with("/centre-desk/visits/") && live.ends_with("/live"), "{live}");

        house.pass(SignedDuration::from_secs(40));
        desk.submit("Распечатать акт", &[]).await;
        let act = desk.follow().await;
        assert!(act.heading().contains("260302-001") && act.has("МФЦ района Тверской"), "{}", act.text());
        assert!(act.has("146-728-391 94") && act.has("45 10 218734") && act.has("подпись"));
        assert_eq!(desk.get("/centre-desk/act.css").await.status, 200);

        let page = desk.visit(&act.path.replace("/act", "")).await;
        assert!(page.has("Акт распечатан"), "{}", page.text());
        let page = desk.submit("Подтвердить личность", &ALL[..5]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.errors().len(), 2, "{:?}", page.errors());
        assert_eq!(page.texts("input[name=seen][checked]").len(), 5, "ticks stay");
        house.pass(SignedDuration::from_secs(40));
        desk.submit("Подтвердить личность", &ALL).await;
        let page = desk.follow().await;
        assert!(page.has("Личность подтверждена") && page.has("Подтверждённая учётная запись"), "{}", page.text());
        assert!(page.has("Личность уже подтверждена"));

        let page = citizen.visit("/cabinet/profile").await;
        assert!(page.has("Подтверждённая учётная запись") && page.has("Вам доступны все услуги"), "{}", page.text());
        let journal = desk.visit("/centre-desk/journal").await;
        let entries = journal.texts("tbody td:nth-child(4)");
        assert_eq!(entries, ["Личность подтверждена", "Распечатан акт", "Открыто обращение"], "{}", journal.text());
        assert!(!journal.has("Ветрова"), "the journal has numbers, not persons");
        assert!(journal.has("Оператор operator") && journal.has(&house.number(account).await));
        let seen = house.ledger(account).await;
        assert!(seen.iter().filter(|action| *action == "profile.read").count() >= 4, "{seen:?}");
        assert_eq!(seen.last().map(String::as_str), Some("profile.read"));
        assert!(seen.contains(&"identity.confirmed".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn mistakes_are_mended_on_the_spot() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let account = house.account("+79005550101").await;
        house.save(account, &anna_with(&[("passport_issued_on", "07.05.2010")])).await;
        house.drain().await;
        let mut desk = operator(&house, &router, "operator", "МФЦ").await;
        let page = find(&mut desk, "146-728-391 94").await;
        let visit = page.path.clone();
        assert!(page.has("Подтвердить пока нельзя") && page.has("дата выдачи паспорта"), "{}", page.text());
        assert!(!page.html.contains("/confirm\""), "no button for what cannot be done");

        let page = desk.click("Исправить данные").await;
        assert_eq!(page.value("passport_issued_on").as_deref(), Some("07.05.2010"));
        assert_eq!(page.attribute("#family_name", "autocomplete").as_deref(), Some("off"));
        let page = desk.submit("Сохранить", &[("passport_issued_on", "07.05.2030")]).await;
        assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1));
        house.pass(SignedDuration::from_secs(40));
        desk.submit("Сохранить", &[("passport_issued_on", "06.05.2010")]).await;
        let page = desk.follow().await;
        assert!(page.has("Данные исправлены") && page.has("Реестры ещё проверяют"), "{}", page.text());
        house.drain().await;
        house.pass(SignedDuration::from_secs(40));
        desk.visit(&visit).await;
        desk.submit("Подтвердить личность", &ALL).await;
        assert!(desk.follow().await.has("Подтверждённая учётная запись"));
        let entries = desk.visit("/centre-desk/journal").await.texts("tbody td:nth-child(4)");
        assert_eq!(entries, ["Личность подтверждена", "Исправлены данные", "Открыто обращение"]);
    })
    .await;
}

#[tokio::test]
async fn an_empty_profile_is_filled_at_the_counter() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let account = house.account("+79005550101").await;
        let mut desk = operator(&house, &router, "operator", "МФЦ").await;
        let page = find(&mut desk, &house.number(account).await).await;
        assert!(page.has("Личные данные ещё не заполнены"), "{}", page.text());
        assert_eq!(desk.get(&format!("{}/act", page.path)).await.status, 404, "nothing to sign");
        desk.visit(&page.path).await;
        desk.click("Заполнить данные").await;
        desk.submit("Сохранить", &ANNA).await;
        house.drain().await;
        desk.follow().await;
        desk.submit("Подтвердить личность", &ALL).await;
        assert!(desk.follow().await.has("Подтверждённая учётная запись"));
    })
    .await;
}

#[tokio::test]
async fn searches_without_a_result_or_a_reason_say_so() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let mut desk = operator(&house, &router, "operator", "МФЦ").await;
        let page = find(&mut desk, "146-728-391 94").await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].contains("нет"), "{:?}", page.errors());
        let page = find(&mut desk, "146-728-391 95").await;
        assert!(page.errors()[0].contains("Проверьте цифры"), "{:?}", page.errors());
        desk.visit("/centre-desk").await;
        let page = desk.submit("Найти", &[("query", "146-728-391 94")]).await;
        assert!(page.errors()[0].contains("причину"), "{:?}", page.errors());
        for _ in 0..60 {
            find(&mut desk, "146-728-391 94").await;
        }
        assert!(find(&mut desk, "146-728-391 94").await.errors()[0].contains("Слишком много поисков"));
    })
    .await;
}

#[tokio::test]
async fn nobody_opens_anothers_visit() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let (mut citizen, account) = citizen(&house, &router, "+7 900 555-01-01").await;
        house.save(account, &anna()).await;
        house.drain().await;
        let mut one = operator(&house, &router, "one", "МФЦ").await;
        let mut two = operator(&house, &router, "two", "МФЦ").await;
        let visit = find(&mut one, &house.number(account).await).await.path;
        let looks = house.ledger(account).await.len();
        for page in ["", "/act", "/correct", "/live"] {
            assert_eq!(two.get(&format!("{visit}{page}")).await.status, 404, "{page}");
            let guest = citizen.get(&format!("{visit}{page}")).await;
            assert!(guest.location.unwrap().starts_with("/staff/sign-in"), "{page}");
        }
        two.visit("/centre-desk").await;
        for page in ["/confirm", "/correct", "/act", "/checks"] {
            assert_eq!(two.post(&format!("{visit}{page}"), &ALL).await.status, 404, "{page}");
        }
        for wrong in ["/centre-desk/visits/1", "/centre-desk/visits/00000000-0000-0000-0000-000000000000"] {
            let status = one.get(wrong).await.status;
            assert_eq!(status, 404, "{wrong}");
        }
        assert_eq!(house.ledger(account).await.len(), looks, "nothing was read");
        // After two hours the visit opens nothing to its own operator either (the shift's session is shorter still).
        house.pass(SignedDuration::from_hours(2));
        assert_ne!(one.get(&visit).await.status, 200);
    })
    .await;
}
