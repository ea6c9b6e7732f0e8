//! Examples without seeing their text: made in the try-out, failing after a change, accepted, and kept in order.

use http::StatusCode;
use web::testing::{Browser, Response};

use crate::{
    house::{House, each},
    people::ANNA,
    services::{SERVICES, begun},
};

const FISHING: &str = "/administration/services/fishing-licence";

/// Opens a form of «Билет рыбака», fills it in and saves it.
async fn saved(admin: &mut Browser, form: &str, fields: &[(&str, &str)]) {
    admin.visit(&format!("{FISHING}/{form}")).await;
    admin.submit("Сохранить", fields).await;
    let page = admin.follow().await;
    assert!(page.has("Черновик сохранён"), "{form}: {}", page.text());
}

/// Goes through the only page of «Билет рыбака» as it is filled in, and keeps what comes of it.
async fn tried(admin: &mut Browser, fields: &[(&str, &str)], (ru, en): (&str, &str)) -> Response {
    admin.visit(&format!("{FISHING}/examples")).await;
    admin.submit("Новый пример", &[]).await;
    let page = admin.follow().await;
    assert!(page.heading() == "Проба: Билет рыбака" && page.has("Человека придумайте"), "{}", page.text());
    admin.submit("Продолжить", &[("today", "21.11.2026")]).await;
    assert_eq!(admin.follow().await.heading(), "Для чего нужен документ");
    let page = admin.submit("Продолжить", fields).await;
    if page.status == StatusCode::UNPROCESSABLE_ENTITY {
        assert!(page.has("Выберите") && page.has("Заявителя с ошибкой форма не пустит дальше"), "{}", page.text());
        admin.submit("Дальше с ошибкой", &[]).await;
    }
    assert_eq!(admin.follow().await.heading(), "Итог: Билет рыбака");
    let nameless = admin.submit("Сохранить как пример", &[("title.ru", ru)]).await;
    assert_eq!((nameless.status, nameless.errors().len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{ru}");
    admin.submit("Сохранить как пример", &[("title.en", en)]).await;
    admin.follow().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_fee_is_accepted_by_the_examples_and_met_by_a_citizen() {
    each(async |house| {
        let mut admin = begun(&house).await;
        saved(&mut admin, "main", &[("level", "simplified")]).await;
        assert!(admin.visit(&format!("{FISHING}/examples")).await.has("Примеров пока нет"));
        let page = tried(&mut admin, &[("purpose", "work")], ("Для работы", "For work")).await;
        assert!(page.has("Пример сохранён") && page.has("Сходится примеров: 1 из 1"), "{}", page.text());
        assert!(page.has("Заявление можно отправить") && page.has("Пошлина: бесплатно"), "{}", page.text());
        let page = tried(&mut admin, &[], ("Цель не названа", "No purpose")).await;
        assert!(page.has("Сходится примеров: 2 из 2"), "{}", page.text());
        assert!(page.has("Ошибка у вопроса «Куда вы его отдадите»: Выберите"), "{}", page.text());
        admin.submit("Опубликовать", &[]).await;
        assert!(admin.follow().await.has("Редакция опубликована"), "{}", admin.page().text());

        let cost = [("paid", "fee"), ("fee.amount", "500"), ("price.ru", "500 ₽"), ("price.en", "₽500")];
        let purpose = [("fee.purpose.ru", "Пошлина за билет"), ("fee.purpose.en", "Duty for a licence")];
        saved(&mut admin, "cost", &[&cost[..], &purpose].concat()).await;
        refused(&mut admin).await;
        accepted(&mut admin).await;
        admin.submit("Опубликовать", &[]).await;
        assert!(admin.follow().await.has("Редакция опубликована"), "{}", admin.page().text());
        meets(&house).await;
    })
    .await;
}

/// Publishing says what keeps it back, and where that is seen.
async fn refused(admin: &mut Browser) {
    admin.visit(&format!("{FISHING}/rules")).await;
    let page = admin.submit("Опубликовать", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("Примеры ожидают не того, что выходит сейчас"), "{}", page.text());
    let page = admin.click("Посмотреть примеры").await;
    assert!(page.has("Не сходится ни один из примеров: 2"), "{}", page.text());
    assert!(page.has("Пошлина: ожидалось бесплатно, теперь 500,00"), "{}", page.text());
}

/// One by one; a colleague who saw both is told.
async fn accepted(admin: &mut Browser) {
    let mut other = admin.clone();
    let mut third = admin.clone();
    admin.submit("Принять новый итог: Для работы", &[]).await;
    let page = admin.follow().await;
    assert!(page.has("Новый итог принят") && page.has("Сходится примеров: 1 из 2"), "{}", page.text());
    let late = other.submit("Принять все новые итоги: 2", &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("коллега сохранил черновик") && late.has("Сходится примеров: 1 из 2"), "{}", late.text());
    assert_eq!(third.submit("Удалить: Для работы", &[]).await.status, StatusCode::CONFLICT);
    other.submit("Принять новый итог: Цель не названа", &[]).await;
    let page = other.follow().await;
    assert!(page.has("Сходится примеров: 2 из 2") && !page.has("Принять"), "{}", page.text());
    admin.visit(&format!("{FISHING}/examples")).await;
}

async fn meets(house: &House) {
    let mut anna = house.visitor();
    anna.visit("/services/fishing-licence/apply").await;
    house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
    anna.visit("/services/fishing-licence/apply").await;
    anna.submit("Продолжить", &[("purpose", "work")]).await;
    let page = anna.follow().await;
    assert!(page.heading() == "Проверьте данные" && page.has("500,00"), "{}", page.text());
}

/// The text of an example.
async fn text(admin: &mut Browser, service: &str, file: &str) -> String {
    let page = admin.visit(&format!("{SERVICES}/{service}/edit?file=examples/{file}.yaml")).await;
    page.value("text").unwrap_or_else(|| panic!("{service}/{file}: {}", page.text()))
}

/// Goes through an example that is opened, page after page, to its end.
async fn through(admin: &mut Browser) {
    admin.submit("Продолжить", &[]).await;
    for _ in 0..20 {
        let page = admin.follow().await;
        if page.path.ends_with("/trial/outcome") {
            return;
        }
        assert!(page.path.contains("/trial/page?"), "{}: {}", page.path, page.text());
        if admin.submit("Продолжить", &[]).await.status == StatusCode::UNPROCESSABLE_ENTITY {
            admin.submit("Дальше с ошибкой", &[]).await;
        }
    }
    panic!("there is no end: {}", admin.page().text());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_example_that_is_opened_and_gone_through_comes_out_as_it_was() {
    each(async |house| {
        let mut admin = house.staff("administrator").await;
        // Groups, files, addresses, somebody of the household, mistakes and rules that are not met.
        for (service, title, file) in [
            ("foreign-passport", "Взрослый для себя", "adult"),
            ("foreign-passport", "Допуск к государственной тайне", "secrets"),
            ("child-benefit", "Двое детей, один студент, доход ниже минимума", "married"),
            ("vehicle-sale", "Своя машина, перевод", "own-car"),
        ] {
            let before = text(&mut admin, service, file).await;
            let page = admin.visit(&format!("{SERVICES}/{service}/examples")).await;
            assert!(page.has(title) && !page.has("Расходится"), "{service}: {}", page.text());
            admin.submit(&format!("Открыть в пробе: {title}"), &[]).await;
            assert!(admin.follow().await.has(&format!("Открыт пример «{title}»")), "{}", admin.page().text());
            through(&mut admin).await;
            admin.submit("Сохранить", &[]).await;
            assert!(admin.follow().await.has("Пример сохранён"), "{}", admin.page().text());
            let after = text(&mut admin, service, file).await;
            let same = |text: &str| text.split("expect:").next().unwrap().to_owned();
            assert_eq!(same(&after), same(&before), "{service}/{file}");
        }
        assert_eq!(house.count("select count(*) from applications").await, 0, "nothing was sent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_are_renamed_changed_deleted_and_follow_questions_that_go() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let other = [("purpose", "other"), ("purpose_text", "В школу")];
        tried(&mut admin, &other, ("Для школы: «вторая»", "For \"school\"")).await;
        let file = "dlya-shkoly-vtoraya";
        let written = text(&mut admin, "fishing-licence", file).await;
        assert!(written.contains("purpose_text: \"В школу\"") && written.contains("today: 21.11.2026"), "{written}");
        admin.visit(&format!("{FISHING}/edit?file=examples/{file}.yaml")).await;
        admin.submit("Сохранить", &[("text", &format!("# Почему этот пример нужен\n{written}"))]).await;

        admin.visit(&format!("{FISHING}/examples")).await;
        let empty = rename(&mut admin, file, ("", "A")).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.has("у каждого текста должны быть оба языка"), "{}", empty.text());
        assert_eq!(rename(&mut admin, file, ("В школу", "To school")).await.status, StatusCode::SEE_OTHER);
        assert!(admin.visit(&format!("{FISHING}/examples")).await.has("В школу"));
        assert_eq!(rename(&mut admin, "../service", ("А", "A")).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        // The question goes, and its answer with it; comments stay.
        admin.visit(&format!("{FISHING}/part?at=pages[0].questions[1]")).await;
        admin.submit("Удалить вопрос", &[]).await;
        let page = admin.visit(&format!("{FISHING}/examples")).await;
        assert!(page.has("Вопроса purpose_text больше нет") && page.has("Расходится"), "{}", page.text());
        admin.submit("Принять новый итог: В школу", &[]).await;
        assert!(admin.follow().await.has("Сходится примеров: 1 из 1"), "{}", admin.page().text());
        let now = text(&mut admin, "fishing-licence", file).await;
        assert!(now.starts_with("# Почему этот пример нужен\ntitle: ") && !now.contains("purpose_text"), "{now}");

        // Opened, changed and saved over; then beside it.
        admin.visit(&format!("{FISHING}/examples")).await;
        admin.submit("Открыть в пробе: В школу", &[]).await;
        admin.follow().await;
        let mut stale = admin.clone();
        admin.submit("Продолжить", &[("profile.born_on", "12")]).await;
        assert!(admin.page().has("Введите день"), "{}", admin.page().text());
        admin.submit("Продолжить", &[("profile.born_on", "01.02.1980")]).await;
        admin.follow().await;
        admin.submit("Продолжить", &[("purpose", "work")]).await;
        admin.follow().await;
        let mut late = admin.clone();
        admin.submit("Сохранить", &[]).await;
        assert!(admin.follow().await.has("заявитель родился 1 февраля 1980"), "{}", admin.page().text());
        let twice = late.submit("Сохранить", &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.text());
        late.submit("Сохранить как новый", &[("title.ru", "В школу"), ("title.en", "To school")]).await;
        assert!(late.follow().await.has("Сходится примеров: 2 из 2"), "{}", late.page().text());
        let now = text(&mut admin, "fishing-licence", "v-shkolu").await;
        assert!(now.contains("purpose: \"work\"") && now.contains("born_on: \"01.02.1980\""), "{now}");
        // A page from before still goes on with what is in hand.
        stale.submit("Продолжить", &[("profile.born_on", "01.02.1981")]).await;
        assert_eq!(stale.follow().await.heading(), "Для чего нужен документ");

        let page = admin.visit(&format!("{FISHING}/trial/page?page=nowhere")).await;
        assert_eq!(page.path, format!("{FISHING}/trial"));
        admin.visit(&format!("{FISHING}/examples")).await;
        admin.submit("Удалить: В школу", &[]).await;
        assert!(admin.follow().await.has("Сходится примеров: 1 из 1"), "{}", admin.page().text());
    })
    .await;
}

async fn rename(admin: &mut Browser, file: &str, (ru, en): (&str, &str)) -> Response {
    let version = admin.visit(&format!("{FISHING}/examples")).await.value("version").unwrap();
    let fields = [("version", version.as_str()), ("file", &format!("examples/{file}.yaml")), ("ru", ru), ("en", en)];
    admin.post(&format!("{FISHING}/examples/rename"), &fields).await
}
