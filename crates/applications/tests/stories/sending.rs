//! Sending: once, whatever is pressed; what follows with a duty and without.

use applications::Outcome;

use crate::world::{PHONE, World, each, fill_certificate, number_on, path_of, send_certificate};

#[tokio::test]
async fn sent_once_however_often_the_button_is_pressed() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_certificate(&mut vera).await;
        let mut twin = vera.clone();
        let mut late = vera.clone();
        let (first, second) = tokio::join!(vera.submit("Отправить", &[]), twin.submit("Отправить", &[]));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        assert_eq!(first.location, second.location);
        world.clock.advance(base::SignedDuration::from_mins(9));
        let again = late.submit("Отправить", &[]).await;
        assert_eq!(again.location, first.location, "the same confirmation later");
        let numbers = (number_on(&vera.follow().await), number_on(&late.follow().await));
        assert_eq!(numbers.0, numbers.1);
        assert!(numbers.0.starts_with("2603-0001-"), "{}", numbers.0);
        assert_eq!(world.count("select count(*) from applications").await, 1);
        assert_eq!(world.count("select count(*) from application_history").await, 3, "begun, sent, in review");
        assert_eq!(world.count("select count(*) from notices").await, 1);
        assert_eq!(vera.page().heading(), "Заявление отправлено");
    })
    .await;
}

#[tokio::test]
async fn the_mark_of_one_form_does_not_send_another() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_certificate(&mut vera).await;
        let mark = vera.page().value("key").unwrap();
        vera.submit("Отправить", &[]).await;
        vera.follow().await;
        fill_certificate(&mut vera).await;
        let check = vera.page().path.clone();
        let answer = vera.post(&check, &[("key", &mark)]).await;
        assert_eq!(answer.status, 409, "{}", answer.text());
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);
        vera.visit(&check).await;
        assert_eq!(vera.submit("Отправить", &[]).await.status, 303, "nothing is lost");
        assert_eq!(world.count("select count(*) from applications where number is not null").await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_back_button_after_sending_leads_to_the_application() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut back = vera.clone();
        vera.submit("Отправить", &[]).await;
        let page = vera.follow().await;
        let number = number_on(&page);
        let page = vera.click("Перейти к заявлению").await;
        assert!(page.has("На проверке") && page.has(&number), "{}", page.text());
        assert!(page.has("решение до 17 марта 2026 (осталось 10 рабочих дней)"), "{}", page.text());
        for part in ["/pages/purpose", "/check", "/continue"] {
            assert_eq!(back.get(&format!("{path}{part}")).await.location.as_deref(), Some(path.as_str()), "{part}");
        }
        let answer = back.post(&format!("{path}/pages/purpose"), &[("purpose", "other")]).await;
        assert_eq!(answer.location.as_deref(), Some(path.as_str()));
        let page = vera.visit("/cabinet/applications").await;
        assert!(page.has("На проверке 1") && !page.has("Черновик"), "{}", page.text());
        assert_eq!(
            vera.visit("/cabinet/applications?state=refused").await.text().matches("Пробная справка").count(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_not_whole_is_not_sent() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit("/services/trial-certificate/apply").await;
        vera.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
        let path = path_of(&vera);
        let page = vera.visit(&format!("{path}/check")).await;
        assert!(page.has("Заполнено не всё") && page.link("Документ о перемене имени").is_some(), "{}", page.text());
        let page = vera.post(&format!("{path}/check"), &[("key", "made up")]).await;
        assert_eq!(page.status, 422);
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);
        assert_eq!(vera.post(&format!("{path}/check"), &[]).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn what_goes_along_from_the_profile_is_shown_before_sending() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        fill_certificate(&mut vera).await;
        let check = format!("{}/check", path_of(&vera));
        let page = vera.visit(&check).await;
        assert!(page.has("Ваши данные из профиля"), "{}", page.text());
        assert!(page.has("Фамилия, имя, отчество Ветрова Вера Телефон +7 900 123-45-67"), "{}", page.text());
        assert_eq!(page.link("Изменить данные профиля").as_deref(), Some("/cabinet/profile"));
        vera.submit("Отправить", &[]).await;
        let number = number_on(&vera.follow().await);
        let page = world.officer("Смирнов", "registry-office").await.visit(&format!("/desk/{number}")).await;
        let shown = "Фамилия, имя, отчество Ветрова Вера Телефон +7 900 123-45-67";
        assert!(page.has(shown), "the officer reads the same: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn the_whole_profile_is_saved_and_goes_along() {
    let typed = [
        ("patronymic", "Сергеевна"),
        ("sex", "female"),
        ("born_on", "12.04.1990"),
        ("birth_place", "г. Москва"),
        ("citizenship", "Российская Федерация"),
        ("passport", "45 10 218734"),
        ("passport_issued_on", "06.05.2010"),
        ("passport_issued_by", "ОУФМС России по гор. Москве"),
        ("subdivision_code", "770-002"),
        ("snils", "146-728-391 94"),
        ("address", "125009, г. Москва, ул. Тверская, д. 14, кв. 27"),
        ("inn", "771045821355"),
    ];
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        vera.visit("/cabinet/profile/edit").await;
        let answer = vera.submit("Сохранить", &typed).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = vera.follow().await;
        assert!(page.has("Проверяем данные"), "{}", page.text());
        let page = fill_certificate(&mut vera).await;
        assert!(page.has("Ветрова Вера Сергеевна"), "{}", page.text());
    })
    .await;
}

async fn send_permit(world: &World) -> (web::testing::Browser, String, String) {
    let mut vera = world.citizen(PHONE).await;
    vera.visit("/services/trial-permit/apply").await;
    vera.submit("Продолжить", &[("reason", "Для опыта")]).await;
    let page = vera.follow().await;
    assert!(page.has("Пошлина") && page.has("1 500,00 ₽"), "{}", page.text());
    vera.submit("Отправить", &[]).await;
    let page = vera.follow().await;
    let path = path_of(&vera);
    assert!(page.link("Оплатить пошлину").unwrap().starts_with("/cabinet/payments/"), "{}", page.text());
    let reference = format!("application:{}", path.rsplit('/').next().unwrap());
    (vera, path, reference)
}

async fn pay(world: &World, reference: &str) -> Outcome {
    let mut tx = world.db.begin().await.unwrap();
    let outcome = applications::paid(&mut tx, &world.cx, reference).await.unwrap();
    tx.commit().await.unwrap();
    outcome
}

#[tokio::test]
async fn with_a_duty_the_review_begins_when_it_is_paid_and_once() {
    each(async |world| {
        let (mut vera, path, reference) = send_permit(&world).await;
        let page = vera.visit(&path).await;
        assert!(page.has("Ожидает оплаты") && page.has("оплата до 5 марта 2026"), "{}", page.text());
        world.pass_days(1);
        assert_eq!(pay(&world, &reference).await, Outcome::Moved);
        assert_eq!(pay(&world, &reference).await, Outcome::Already);
        assert_eq!(pay(&world, "fine:1").await, Outcome::NotOurs);
        world.come_back(&mut vera, PHONE).await;
        let page = vera.visit(&path).await;
        // Seven working days from the day of payment, over the holiday of 9 March.
        assert!(page.has("На проверке") && page.has("решение до 13 марта 2026"), "{}", page.text());
        assert_eq!(world.count("select count(*) from application_history where event = 'paid'").await, 1);
        world.pass_days(30);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        assert!(vera.visit(&path).await.has("На проверке"), "the watch over the payment is over");
    })
    .await;
}

#[tokio::test]
async fn nobody_pays_and_the_application_expires_with_its_charge() {
    each(async |world| {
        let (mut vera, path, reference) = send_permit(&world).await;
        world.pass_days(2);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        assert!(vera.visit(&path).await.has("Ожидает оплаты"));
        assert_eq!(world.count("select count(*) from notices where kind = 'reminders'").await, 1);
        world.pass_days(2);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        let page = vera.visit(&path).await;
        assert!(page.has("Срок истёк") && page.has("Пошлина не оплачена в срок"), "{}", page.text());
        vera.submit("Подать снова с теми же ответами", &[]).await;
        let page = vera.follow().await;
        assert!(
            page.has("Зачем") && page.attribute("#reason", "value").as_deref() == Some("Для опыта"),
            "{}",
            page.text()
        );
        assert_eq!(pay(&world, &reference).await, Outcome::TooLate);
        assert_eq!(world.count("select count(*) from charges where state = 'cancelled'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn withdrawn_before_payment_the_charge_is_called_off() {
    each(async |world| {
        let (mut vera, path, reference) = send_permit(&world).await;
        vera.visit(&path).await;
        vera.click("Отозвать заявление").await;
        vera.submit("Да, отозвать", &[]).await;
        let page = vera.follow().await;
        assert!(page.has("Отозвано"), "{}", page.text());
        assert_eq!(pay(&world, &reference).await, Outcome::TooLate);
        assert_eq!(world.count("select count(*) from charges where state = 'cancelled'").await, 1);
        world.pass_days(30);
        world.work().await;
        world.come_back(&mut vera, PHONE).await;
        assert!(vera.visit(&path).await.has("Отозвано"));
    })
    .await;
}

#[tokio::test]
async fn the_history_of_all_applications_shows_every_step() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let number = send_certificate(&mut vera).await;
        let page = vera.visit("/cabinet/applications/history").await;
        assert_eq!(page.heading(), "История заявлений");
        for shown in ["Черновик создан · вы", "Отправлено · вы", "На проверке · портал", &format!("№ {number}")]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        let english = vera.visit("/cabinet/applications/history?lang=en").await;
        assert!(english.has("History of applications") && english.has("Trial certificate"), "{}", english.text());
    })
    .await;
}
