//! A whole service by form: what it is, what it costs, who may have it, what is checked; a citizen meets all of it.

use http::StatusCode;
use web::testing::{Browser, Response};

use crate::{
    house::{House, each},
    people::ANNA,
    services::{SERVICES, begun},
};

/// Opens a form of «Билет рыбака», fills it in and saves it.
async fn saved(admin: &mut Browser, form: &str, fields: &[(&str, &str)]) -> Response {
    let page = admin.visit(&format!("{SERVICES}/fishing-licence/{form}")).await;
    assert_eq!(page.status, StatusCode::OK, "{form}: {}", page.text());
    admin.submit("Сохранить", fields).await;
    if admin.last().status.is_redirection() { admin.follow().await } else { admin.page().clone() }
}

async fn text(admin: &mut Browser) -> String {
    admin.visit(&format!("{SERVICES}/fishing-licence/edit")).await.value("text").unwrap()
}

/// What the agency's bank details are made of: the numbers are long enough, and that of the taxpayer is one.
const RECIPIENT: [(&str, &str); 8] = [
    ("fee.recipient.name", "УФК по Тверской области"),
    ("fee.recipient.inn", "7700001010"),
    ("fee.recipient.kpp", "770001001"),
    ("fee.recipient.account", "03100643000000017300"),
    ("fee.recipient.bank", "Отделение Тверь"),
    ("fee.recipient.bik", "004525988"),
    ("fee.recipient.kbk", "18810806000018003110"),
    ("fee.recipient.oktmo", "45380000"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_service_is_described_by_form_and_used_at_once() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let what =
            [("kind", "permit"), ("level", "simplified"), ("time.ru", "7 рабочих дней"), ("time.en", "7 working days")];
        let page = saved(&mut admin, "main", &[&what[..], &[("deadlines.review", "7")]].concat()).await;
        assert!(page.has("Черновик сохранён") && page.value("deadlines.review").as_deref() == Some("7"));

        let asked = [("title.ru", "Сколько дней вы ловите"), ("title.en", "Days of fishing"), ("id", "days")];
        saved(&mut admin, "part?in=pages[0].questions&type=number", &asked).await;
        pays(&mut admin).await;
        decides(&mut admin).await;
        admin.visit(&format!("{SERVICES}/fishing-licence/rules")).await;
        admin.submit("Опубликовать", &[]).await;
        assert!(admin.follow().await.has("Редакция опубликована"), "{}", admin.page().text());
        meets(&house).await;
    })
    .await;
}

/// The duty: wrong first, at every field that is.
async fn pays(admin: &mut Browser) {
    let wrong = [("paid", "fee"), ("fee.amount", ""), ("cases[0].when", "dayz > 3"), ("cases[0].amount", "много")];
    let page = saved(admin, "cost", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("Введите сумму в рублях") && page.has("Напишите на обоих языках"), "{}", page.text());
    let errors = page.errors();
    for field in ["Размер, рублей: ", "Сумма 1 · Рублей: ", "Назначение платежа · English: "]
    {
        assert!(errors.iter().any(|error| error.starts_with(field)), "{field}{errors:?}");
    }
    assert_eq!(page.value("cases[0].when").as_deref(), Some("dayz > 3"), "what was typed stays");
    let cost = [
        ("price.ru", "500 ₽"),
        ("price.en", "₽500"),
        ("paid", "fee"),
        ("fee.amount", "500"),
        ("cases[0].when", "dayz <= 3"),
        ("cases[0].amount", "200"),
        ("fee.purpose.ru", "Пошлина за билет рыбака"),
        ("fee.purpose.en", "Duty for an angler's licence"),
        ("deadlines.payment", "5"),
    ];
    let cost = [&cost[..], &RECIPIENT].concat();
    let page = saved(admin, "cost", &cost).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.errors().len(), 1, "at the condition alone: {:?}", page.errors());
    assert!(page.has("нет вопроса или вычисляемого значения `dayz`"), "{}", page.text());
    let right: Vec<(&str, &str)> =
        cost.iter().map(|(name, value)| (*name, if *value == "dayz <= 3" { "days <= 3" } else { value })).collect();
    let page = saved(admin, "cost", &right).await;
    assert!(page.has("Черновик сохранён"), "{}", page.text());
    assert_eq!(page.value("cases[0].amount").as_deref(), Some("200"));
    assert_eq!(page.value("fee.amount").as_deref(), Some("500"));
    let inn = saved(admin, "cost", &[("fee.recipient.inn", "7700001011")]).await;
    assert_eq!(inn.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", inn.text());
    let text = text(admin).await;
    assert!(text.contains("amount: \"days <= 3 ? roubles(200) : roubles(500)\""), "{text}");
    assert!(text.contains("deadlines: {review: 7, payment: 5}") && text.contains("# Вопросы заявления"), "{text}");
}

/// Who may have it, what is checked between answers, why it is refused.
async fn decides(admin: &mut Browser) {
    let rule = [
        ("explain.ru", "Ловить можно не дольше 30 дней."),
        ("explain.en", "Thirty days of fishing at most."),
        ("advice.ru", "Укажите меньше дней."),
        ("advice.en", "Say fewer days."),
    ];
    let page = saved(admin, "part?in=eligibility", &[&rule[..], &[("require", "days < \"30\"")]].concat()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "types are checked");
    assert_eq!(page.errors().len(), 1, "{:?}", page.errors());
    assert!(
        page.has("Сколько дней вы ловите") && page.has("profile.born_on"),
        "the names stand beside: {}",
        page.text()
    );
    let page = saved(admin, "part?in=eligibility", &[&rule[..], &[("require", "days <= 30")]].concat()).await;
    assert!(page.has("Ловить можно не дольше 30 дней.") && page.has("days <= 30"), "{}", page.text());

    let check =
        [("require", "days > 0"), ("message.ru", "Хотя бы день"), ("message.en", "At least a day"), ("at", "days")];
    let empty = saved(admin, "part?in=pages[0].checks", &[("require", ""), ("at", "nobody")]).await;
    assert_eq!((empty.status, empty.errors().len()), (StatusCode::UNPROCESSABLE_ENTITY, 4), "{:?}", empty.errors());
    assert!(saved(admin, "part?in=pages[0].checks", &check).await.has("Хотя бы день"));
    let long = [("id", "long"), ("value", "days > 10"), ("title.ru", "Долгая ловля"), ("title.en", "Long fishing")];
    assert!(saved(admin, "part?in=computed", &long).await.has("Долгая ловля"));
    let ground = [("title.ru", "Нерест"), ("title.en", "Spawning"), ("advice.ru", "Подождите"), ("advice.en", "Wait")];
    assert!(saved(admin, "part?in=refusals", &ground).await.has("nerest"), "{}", admin.page().text());
    let answer =
        [("question.ru", "Где?"), ("question.en", "Where?"), ("answer.ru", "В реке"), ("answer.en", "In a river")];
    assert!(saved(admin, "part?in=faq", &answer).await.has("Где?"));
    assert!(
        saved(admin, "part?in=law", &[("ru", "Закон о рыбе"), ("en", "The law of fish")]).await.has("Закон о рыбе")
    );
    admin.submit("Ниже: Заполните заявление", &[]).await;
    assert!(admin.follow().await.has("Выше: Заполните заявление"), "{}", admin.page().text());
}

/// A citizen is refused by the rule, asked the lesser duty and the whole one.
async fn meets(house: &House) {
    let mut anna = house.visitor();
    let page = anna.visit("/services/fishing-licence").await;
    for said in ["500 ₽", "7 рабочих дней", "Где?", "Закон о рыбе"] {
        assert!(page.has(said), "{said}: {}", page.text());
    }
    anna.visit("/services/fishing-licence/apply").await;
    house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
    let draft = anna.visit("/services/fishing-licence/apply").await.path;
    let none = anna.submit("Продолжить", &[("purpose", "work"), ("days", "0")]).await;
    assert!(none.has("Хотя бы день"), "{}", none.text());
    anna.submit("Продолжить", &[("purpose", "work"), ("days", "31")]).await;
    let page = anna.follow().await;
    assert!(page.has("Ловить можно не дольше 30 дней.") && page.has("Укажите меньше дней."), "{}", page.text());
    assert!(page.has("Долгая ловля") && !page.has("Отправить"), "{}", page.text());
    for (days, sum) in [("2", "200,00"), ("5", "500,00")] {
        anna.visit(&draft).await;
        anna.submit("Продолжить", &[("purpose", "work"), ("days", days)]).await;
        let page = anna.follow().await;
        assert!(page.has(sum) && !page.has("не дольше 30 дней"), "{days}: {}", page.text());
    }
    anna.submit("Отправить", &[]).await;
    anna.follow().await;
    assert_eq!(house.count("select count(*) from applications where sent_at is not null").await, 1);
    assert_eq!(house.count("select count(*) from charges").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_go_to_other_pages_and_options_change_places() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let water = [("title.ru", "Где вы ловите"), ("title.en", "Where you fish"), ("id", "waters")];
        saved(&mut admin, "part?in=pages", &water).await;
        let first = "part?at=pages[0].questions[0]";
        let page = admin.visit(&format!("{SERVICES}/fishing-licence/{first}")).await;
        assert!(page.has("На другую страницу"), "{}", page.text());
        let mut stale = admin.clone();
        let half =
            [("title.ru", "Куда отдадите"), ("options[2].title.ru", "В школу"), ("options[2].title.en", "To school")];
        admin.submit("Ниже: Вариант 1", &half).await;
        let page = admin.follow().await;
        assert_eq!(page.value("options[0].id").as_deref(), Some("other"), "{}", page.text());
        assert_eq!(page.value("options[1].id").as_deref(), Some("work"));
        assert_eq!(page.value("options[2].title.ru").as_deref(), Some("В школу"), "what else was typed is saved");
        assert_eq!(page.value("title.ru").as_deref(), Some("Куда отдадите"));
        let late = stale.submit("Ниже: Вариант 1", &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "pressed twice: {}", late.text());

        admin.visit(&format!("{SERVICES}/fishing-licence/part?at=pages[0].questions[1]")).await;
        let mut stale = admin.clone();
        admin.submit("Перенести", &[("to", "pages[1]")]).await;
        let page = admin.follow().await;
        assert!(
            page.has("Вопрос перенесён в конец страницы") && !page.has("нужен хотя бы один вопрос"),
            "{}",
            page.text()
        );
        assert_eq!(stale.submit("Перенести", &[("to", "pages[1]")]).await.status, StatusCode::CONFLICT);
        let text = text(&mut admin).await;
        let (page, question) = (text.find("id: waters").unwrap(), text.find("- id: purpose_text").unwrap());
        assert!(page < question && text.contains("        max_length: 200\n"), "{text}");
        let (other, work) = (text.find("{id: other").unwrap(), text.find("{id: work").unwrap());
        assert!(other < work, "{text}");
        // Not to what is no page, and not what is no question.
        for (at, to) in
            [("pages[0].questions[0]", "pages[9]"), ("documents[0]", "pages[1]"), ("pages[0].questions[0]", "steps")]
        {
            let version = admin.visit(&format!("{SERVICES}/fishing-licence/main")).await.value("version").unwrap();
            let fields = [("at", at), ("to", to), ("version", &version)];
            let page = admin.post(&format!("{SERVICES}/fishing-licence/questions/carry"), &fields).await;
            assert!(page.status.is_client_error(), "{at} {to}: {}", page.status);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_at_one_form_are_told_of_one_another() {
    each(async |house| {
        let mut admin = begun(&house).await;
        let forms = ["main", "cost", "part?in=eligibility", "part?at=documents[0]", "part?in=pages[0].checks"];
        for form in forms {
            let page = admin.visit(&format!("{SERVICES}/fishing-licence/{form}")).await;
            assert_eq!(page.status, StatusCode::OK, "{form}");
            let mut other = admin.clone();
            other.visit(&format!("{SERVICES}/fishing-licence/part?at=steps[0]")).await;
            other.submit("Сохранить", &[("title.ru", form)]).await;
            assert_eq!(other.last().status, StatusCode::SEE_OTHER, "{form}");
            let typed = if form == "main" {
                "short.ru"
            } else if form == "cost" {
                "price.ru"
            } else {
                "require"
            };
            let late = admin
                .submit("Сохранить", &[(if form.contains("documents") { "title.ru" } else { typed }, "Моё")])
                .await;
            assert_eq!(late.status, StatusCode::CONFLICT, "{form}");
            assert!(late.has("Ваши тексты в полях") && late.html.contains("Моё"), "{form}: {}", late.text());
        }
        // The list that somebody removed from meanwhile comes as it is now.
        let mut other = admin.clone();
        let page = admin.visit(&format!("{SERVICES}/fishing-licence/lists")).await;
        assert!(page.has("Паспорт"), "{}", page.text());
        other.visit(&format!("{SERVICES}/fishing-licence/part?at=documents[0]")).await;
        other.submit("Удалить строку", &[]).await;
        assert!(other.follow().await.has("Удалено"), "{}", other.page().text());
        let page = admin.submit("Ниже: part?in=pages[0].checks", &[]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.has("коллега сохранил черновик") && !page.has("Паспорт"), "{}", page.text());
        for query in ["in=eligibility[0].checks", "at=eligibility[7]", "at=main", "in=pages[4].checks", "in=deadlines"]
        {
            let page = admin.get(&format!("{SERVICES}/fishing-licence/part?{query}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{query}");
        }
    })
    .await;
}
