//! «Мои данные» as a citizen sees it.

use base::SignedDuration;
use identity::checks::Registry;

use crate::{
    people::{ANNA, House, TABLES},
    visitors::{citizen, portal},
};

const PHONE: &str = "+7 900 555-01-01";

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    ANNA.iter()
        .map(|(field, text)| changes.iter().find(|(changed, _)| changed == field).copied().unwrap_or((field, text)))
        .collect()
}

#[tokio::test]
async fn from_an_empty_profile_to_a_standard_account() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let (mut browser, account) = citizen(&house, &router, PHONE).await;
        let next = "/cabinet/profile?wanted=standard&next=/services/criminal-record/apply";
        let page = browser.visit(next).await;
        assert_eq!(page.heading(), "Мои данные");
        assert!(page.has("Упрощённая учётная запись") && page.has("вернёт вас к услуге"), "{}", page.text());
        assert_eq!(page.attribute("main", "data-live").as_deref(), Some("/cabinet/live"));

        let page = browser.click("Заполнить профиль").await;
        assert_eq!(page.value("family_name").as_deref(), Some("Ветрова"), "as registered");
        browser.submit("Сохранить", &with(&[])).await;
        let page = browser.follow().await;
        assert!(page.has("Данные сохранены. Проверяем их в реестрах."), "{}", page.text());
        assert!(page.has("Проверяем данные") && page.link("Вернуться к услуге").is_none());
        house.drain().await;

        let page = browser.visit(next).await;
        assert!(page.has("Стандартная учётная запись") && page.has("подтвердите личность"), "{}", page.text());
        assert_eq!(page.texts("dl .tag--good"), ["Совпало", "Совпало"]);
        assert_eq!(page.link("Вернуться к услуге").as_deref(), Some("/services/criminal-record/apply"));
        assert!(page.has("45 10 218734") && page.has("12 апреля 1990"));
        // A service that needs more does not let back yet.
        let page = browser.visit("/cabinet/profile?wanted=verified&next=/services/passport/apply").await;
        assert!(page.link("Вернуться к услуге").is_none());
        assert_eq!(house.ledger(account).await.len(), 2, "the citizen's own looks are not accesses of others");
    })
    .await;
}

#[tokio::test]
async fn every_mistake_is_named_and_nothing_typed_is_lost() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, _) = citizen(&house, &portal(&house), PHONE).await;
        browser.click("Заполнить профиль").await;
        let typed =
            with(&[("snils", "146-728-391 95"), ("born_on", "31.02.1990"), ("given_name", "Anna"), ("inn", "1")]);
        let page = browser.submit("Сохранить", &typed).await;
        assert_eq!(page.status, 422);
        let errors = page.errors();
        assert_eq!(errors.len(), 4, "{errors:?}");
        assert!(errors[0].starts_with("Имя:") && errors[1].starts_with("Дата рождения:"), "{errors:?}");
        assert!(errors[2].starts_with("СНИЛС:") && errors[3].starts_with("ИНН:"), "{errors:?}");
        assert_eq!(page.value("snils").as_deref(), Some("146-728-391 95"));
        assert_eq!(page.value("passport_issued_by").as_deref(), Some(ANNA[9].1));
        // Mended on the spot.
        browser.submit("Сохранить", &with(&[])).await;
        assert!(browser.follow().await.has("Данные сохранены"));
    })
    .await;
}

#[tokio::test]
async fn left_and_finished_on_another_day() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        browser.click("Заполнить профиль").await;
        browser.submit("Заполнить позже", &[("snils", "146-728"), ("birth_place", "г. Москва")]).await;
        let page = browser.follow().await;
        assert!(page.has("Всё, что вы ввели, сохранено") && page.has("Заполнено полей: 5 из 12"), "{}", page.text());
        let page = browser.click("Заполнить профиль").await;
        assert_eq!(page.value("snils").as_deref(), Some("146-728"));
        assert!(house.checks(account).await.is_empty());
        browser.submit("Сохранить", &with(&[])).await;
        browser.follow().await;
        house.drain().await;
        // A change that is left half-way leaves what is in force in force.
        let page = browser.visit("/cabinet/profile").await;
        assert!(page.has("Стандартная учётная запись"), "{}", page.text());
        let page = browser.click("Редактировать данные").await;
        assert!(page.has("уровень учётной записи снизится"), "{}", page.text());
        browser.submit("Заполнить позже", &[("snils", "1")]).await;
        let page = browser.follow().await;
        assert!(page.has("Стандартная учётная запись") && page.has("ещё не сохранены"), "{}", page.text());
        assert!(page.has("146-728-391 94"));
    })
    .await;
}

#[tokio::test]
async fn a_mismatch_says_which_document_and_can_be_mended() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, _) = citizen(&house, &portal(&house), PHONE).await;
        browser.visit("/cabinet/profile/edit").await;
        browser.submit("Сохранить", &with(&[("passport_issued_on", "07.05.2010")])).await;
        house.drain().await;
        let page = browser.follow().await;
        assert!(page.has("Данные не совпали с реестром") && page.has("Не совпало дата выдачи паспорта"));
        // The registry was wrong: asked again, it agrees.
        browser.submit("Проверить ещё раз", &[]).await;
        assert!(browser.follow().await.has("Спросили реестры ещё раз"));
        house.drain().await;
        browser.visit("/cabinet/profile").await;
        browser.click("Исправить данные").await;
        browser.submit("Сохранить", &with(&[])).await;
        browser.follow().await;
        house.drain().await;
        assert!(browser.visit("/cabinet/profile").await.has("Стандартная учётная запись"));
        assert_eq!(house.world.asked(Registry::PensionFund), 1);
    })
    .await;
}

#[tokio::test]
async fn a_registry_that_is_down_is_shown_with_the_next_try() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, _) = citizen(&house, &portal(&house), PHONE).await;
        house.world.down(Registry::PensionFund, true);
        browser.visit("/cabinet/profile/edit").await;
        browser.submit("Сохранить", &with(&[])).await;
        house.drain().await;
        let page = browser.follow().await;
        assert!(page.has("Проверяем данные") && page.has("Реестр пока не отвечает"), "{}", page.text());
        for _ in 0..121 {
            house.pass(SignedDuration::from_hours(1));
            house.drain().await;
        }
        // Five days are longer than a session.
        browser.visit("/sign-in").await;
        let words = [("login", PHONE), ("password", "Kamysh-Velosiped!47-Okean")];
        browser.submit("Войти", &words).await;
        let page = browser.visit("/cabinet/profile").await;
        assert!(page.has("Реестр не ответил"), "{}", page.text());
        house.world.down(Registry::PensionFund, false);
        browser.submit("Проверить ещё раз", &[]).await;
        house.drain().await;
        assert!(browser.visit("/cabinet/profile").await.has("Стандартная учётная запись"));
    })
    .await;
}

#[tokio::test]
async fn another_person_with_the_snils_is_led_to_recovery_and_learns_nothing() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let first = house.standard("+79005550155", &crate::people::anna()).await;
        let number = house.number(first).await;
        let (mut browser, _) = citizen(&house, &router, PHONE).await;
        browser.visit("/cabinet/profile/edit").await;
        browser.submit("Сохранить", &with(&[])).await;
        let before = browser.follow().await;
        assert!(!before.has("другой учётной записи"), "nothing is told before the registries agree");
        house.drain().await;
        let page = browser.visit("/cabinet/profile").await;
        assert!(page.has("Этот СНИЛС уже подтверждён в другой учётной записи"), "{}", page.text());
        assert_eq!(page.link("Восстановить доступ").as_deref(), Some("/recover"));
        assert!(!page.has(&number) && !page.html.contains("0155"));
    })
    .await;
}

#[tokio::test]
async fn data_are_not_sent_to_the_registries_without_end() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        for guess in 0..10 {
            browser.visit("/cabinet/profile/edit").await;
            let passport = format!("45 10 10000{guess}");
            assert_eq!(browser.submit("Сохранить", &with(&[("passport", &passport)])).await.status, 303);
        }
        browser.visit("/cabinet/profile/edit").await;
        let page = browser.submit("Сохранить", &with(&[("passport", "45 10 200000")])).await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].contains("слишком часто"), "{:?}", page.errors());
        assert_eq!(browser.visit("/cabinet/profile/edit").await.value("passport").as_deref(), Some("45 10 200000"));
        house.drain().await;
        assert_eq!(house.checks(account).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn guests_are_led_to_sign_in_and_both_languages_are_complete() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        for path in ["/cabinet/profile", "/cabinet/profile/edit"] {
            let answer = web::testing::Browser::new(router.clone()).get(path).await;
            assert_eq!((answer.status.as_u16(), answer.location.unwrap().starts_with("/sign-in")), (303, true));
        }
        let (mut browser, _) = citizen(&house, &router, PHONE).await;
        let page = browser.visit("/cabinet/profile?lang=en").await;
        assert_eq!(page.heading(), "My details");
        assert!(page.has("Simplified account"));
        browser.click("Complete your profile").await;
        browser.submit("Save", &with(&[])).await;
        house.drain().await;
        let page = browser.follow().await;
        assert!(page.has("Standard account") && page.has("Date of birth") && page.has("12 April 1990"));
        for word in ["personal-", "centre-"] {
            assert!(!page.text().contains(word), "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_that_may_be_several_is_chosen_and_keeps_its_parts() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/addresses");
        addresses::import(&db, &cx, &addresses::Source::Folder(sample), &mut |_| {}).await.unwrap();
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        browser.visit("/cabinet/profile/edit").await;
        let line = ("address", "ул. Садовая, д. 5, кв. 2");
        let page = browser.submit("Сохранить", &with(&[line])).await;
        assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1));
        let tver = "Тверская область, г. Тверь, ул. Садовая, д. 5, кв. 2";
        assert!(page.has("Уточните адрес") && page.has("Оставить как написано") && page.has(tver), "{}", page.text());
        let before = page.html.split(tver).next().unwrap();
        let id = before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
        let chosen = browser.submit("Сохранить", &[line, ("address.known", &id)]).await;
        assert_eq!(chosen.status, 303, "{}", chosen.text());
        let address = async || {
            let mut tx = house.db.read().await.unwrap();
            identity::profile(&mut tx, account).await.unwrap().unwrap().address.unwrap()
        };
        let kept = address().await;
        assert_eq!((kept.text.as_str(), kept.field("city"), kept.field("flat")), (tver, Some("Тверь"), Some("2")));
        // Saving again without a change asks nothing and keeps everything.
        browser.visit("/cabinet/profile/edit").await;
        assert_eq!(browser.submit("Сохранить", &[]).await.status, 303);
        assert_eq!(address().await, kept);
    })
    .await;
}
