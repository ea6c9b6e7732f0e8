//! What a service is beside its questions, by form: who else must agree, what the officer fills in, and the document. All of
//! it is used at once by two citizens and an officer.

use http::StatusCode;
use web::testing::{Browser, Response};

use crate::{
    house::{House, each},
    people::ANNA,
    services::SERVICES,
    sheets::{gets, writes},
};

/// Somebody whom the demo knows at the highest level.
const GULNARA: (&str, &str, &str) = ("+79005550117", "Pirog-Odelyalo!62-Sneg", "143-650-872 62");

/// Begins «Продажа лодки», of an agency whose certificate and officer are there.
async fn begun(house: &House) -> Browser {
    let mut admin = house.staff("administrator").await;
    admin.click("Новая услуга").await;
    let fields = [
        ("code", "boat-sale"),
        ("title_ru", "Продажа лодки"),
        ("title_en", "Sale of a boat"),
        ("agency", "interior-ministry"),
        ("category", "nature"),
    ];
    admin.submit("Создать", &fields).await;
    assert!(admin.follow().await.has("Черновик создан"), "{}", admin.page().text());
    saved(&mut admin, "main", &[("level", "simplified")]).await;
    admin
}

/// Opens a form of the service, fills it in and saves it.
async fn saved(admin: &mut Browser, form: &str, fields: &[(&str, &str)]) -> Response {
    let page = admin.visit(&format!("{SERVICES}/boat-sale/{form}")).await;
    assert_eq!(page.status, StatusCode::OK, "{form}: {}", page.text());
    admin.submit("Сохранить", fields).await;
    if admin.last().status.is_redirection() { admin.follow().await } else { admin.page().clone() }
}

async fn text(admin: &mut Browser) -> String {
    admin.visit(&format!("{SERVICES}/boat-sale/edit")).await.value("text").unwrap()
}

/// Who else must agree: nobody can be found at first, then the fields are wrong, then right.
async fn needs_a_buyer(admin: &mut Browser) {
    let page = admin.visit(&format!("{SERVICES}/boat-sale/second-party")).await;
    assert!(page.has("В заявлении ещё не спрашивают СНИЛС второго участника."), "{}", page.text());
    admin.click("Добавить такой вопрос").await;
    let asked = [("title.ru", "СНИЛС покупателя"), ("title.en", "The buyer's SNILS"), ("id", "buyer_snils")];
    admin.submit("Сохранить", &asked).await;
    assert!(admin.follow().await.has("СНИЛС покупателя"), "{}", admin.page().text());

    let page = saved(admin, "second-party", &[("party", "two"), ("second_party.when", "purpos == \"other\"")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("Напишите на обоих языках") && page.errors().len() == 4, "{:?}", page.errors());
    let party = [
        ("party", "two"),
        ("second_party.title.ru", "Покупатель"),
        ("second_party.title.en", "The buyer"),
        ("second_party.agrees.ru", "Покупаю лодку: \"как есть\" #и {всё}."),
        ("second_party.agrees.en", "I buy the boat as it is."),
        ("second_party.snils", "buyer_snils"),
        ("second_party.shows", "purpose"),
        ("second_party.when", "purpos == \"other\""),
        ("deadlines.agreement", "3"),
    ];
    let page = saved(admin, "second-party", &party).await;
    assert_eq!(page.errors().len(), 1, "at the condition alone: {:?}", page.errors());
    assert!(page.has("нет вопроса или вычисляемого значения `purpos`"), "{}", page.text());
    let right = party.map(|(name, value)| (name, if name == "second_party.when" { "" } else { value }));
    let page = saved(admin, "second-party", &right).await;
    assert!(page.has("Черновик сохранён"), "{}", page.text());
    assert_eq!(page.value("second_party.agrees.ru").as_deref(), Some("Покупаю лодку: \"как есть\" #и {всё}."));

    // Off, and the text is what it was; the form says again what it said.
    let with = text(admin).await;
    saved(admin, "second-party", &[("party", "one")]).await;
    let without = text(admin).await;
    assert!(!without.contains("second_party") && without.contains("deadlines: {review: 10}"), "{without}");
    assert!(without.contains("# Вопросы заявления, страница за страницей."), "{without}");
    saved(admin, "second-party", &right).await;
    assert_eq!(text(admin).await, with);
}

/// What the officer fills in: the first question of all, another with a check of its own, moved and removed again.
async fn fills_in(admin: &mut Browser) {
    let page = admin.visit(&format!("{SERVICES}/boat-sale/decision")).await;
    assert!(
        page.has("Ничего: одобряют одной кнопкой") && page.has("Данные не совпадают с реестром"),
        "{}",
        page.text()
    );
    let number = [("title.ru", "Номер записи"), ("title.en", "Number of the entry"), ("id", "entry number")];
    let page = saved(admin, "part?in=decision&type=text", &number).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert!(page.value("prefill").is_none(), "nothing is known of it beforehand");
    let number = [("title.ru", "Номер записи"), ("title.en", "Number of the entry"), ("id", "")];
    let page = saved(admin, "part?in=decision&type=text", &number).await;
    assert!(page.has("nomer_zapisi") && page.heading().starts_with("Решение"), "{}", page.text());
    let day = [("title.ru", "Записано"), ("title.en", "Entered on"), ("id", "entered_on")];
    saved(admin, "part?in=decision&type=date", &day).await;
    let soon = [("require", "entered_on <= today"), ("message.ru", "Ещё не наступил"), ("message.en", "Not yet")];
    let page = saved(admin, "part?in=decision[1].checks", &soon).await;
    assert!(page.has("Ещё не наступил") && page.heading().starts_with("Решение"), "{}", page.text());
    let more = [("title.ru", "Лишнее"), ("title.en", "Too much")];
    saved(admin, "part?in=decision&type=yes_no", &more).await;
    admin.submit("Выше: Лишнее", &[]).await;
    let page = admin.follow().await;
    assert!(page.heading().starts_with("Решение") && page.has("Черновик сохранён"), "{}", page.text());
    let mut other = admin.clone();
    admin.visit(&format!("{SERVICES}/boat-sale/part?at=decision[1]")).await;
    admin.submit("Удалить вопрос", &[]).await;
    let page = admin.follow().await;
    assert!(page.has("Удалено") && !page.has("Лишнее"), "{}", page.text());
    let late = other.submit("Ниже: Лишнее", &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("коллега сохранил черновик") && late.heading().starts_with("Решение"), "{}", late.text());
    for kind in ["group", "file", "miracle"] {
        let page = admin.get(&format!("{SERVICES}/boat-sale/part?in=decision&type={kind}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_of_two_is_made_by_form_and_decided() {
    each(async |house| {
        house.people.settle(&house.db, &house.cx).await.unwrap();
        let mut admin = begun(&house).await;
        needs_a_buyer(&mut admin).await;
        fills_in(&mut admin).await;
        writes(&mut admin).await;
        admin.visit(&format!("{SERVICES}/boat-sale/decision")).await;
        admin.submit("Опубликовать", &[]).await;
        assert!(admin.follow().await.has("Редакция опубликована"), "{}", admin.page().text());
        let mut anna = house.visitor();
        let number = asks(&house, &mut anna).await;
        agrees(&house).await;
        decides(&house, &number).await;
        gets(&house, &mut anna).await;
    })
    .await;
}

/// The seller fills in and sends; answers the number of the application.
async fn asks(house: &House, anna: &mut Browser) -> String {
    anna.visit("/services/boat-sale/apply").await;
    house.register(anna, ("Ветрова", "Анна"), ANNA).await;
    anna.visit("/services/boat-sale/apply").await;
    anna.submit("Продолжить", &[("purpose", "work"), ("buyer_snils", GULNARA.2)]).await;
    assert_eq!(anna.follow().await.heading(), "Проверьте данные", "{}", anna.page().text());
    anna.submit("Отправить", &[]).await;
    let page = anna.follow().await;
    assert!(page.has("Второй участник подтвердит заявление"), "{}", page.text());
    house.work().await;
    let text = page.text();
    let number = text.split_whitespace().find(|word| word.len() == 12 && word.matches('-').count() == 2);
    number.unwrap_or_else(|| panic!("no number: {text}")).to_owned()
}

/// The buyer reads what was named, and agrees with a code.
async fn agrees(house: &House) {
    let mut gulnara = house.visitor();
    gulnara.visit("/sign-in").await;
    gulnara.submit("Войти", &[("login", GULNARA.0), ("password", GULNARA.1)]).await;
    let page = gulnara.visit("/cabinet").await;
    assert!(page.has("Ждёт вашего согласия") && page.has("Продажа лодки"), "{}", page.text());
    let path = page.attribute("main a[href^='/cabinet/agreements/']", "href").unwrap();
    let page = gulnara.visit(&path).await;
    assert!(page.has("Покупаю лодку: \"как есть\" #и {всё}.") && page.has("На работу"), "{}", page.text());
    assert!(!page.has(GULNARA.2), "the number itself is not among the answers named");
    gulnara.submit("Подтвердить", &[]).await;
    gulnara.follow().await;
    house.work().await;
    let sms = house.sandbox.message("sms", GULNARA.0, "Код").await;
    let code: String = sms.text.chars().skip_while(|sign| !sign.is_ascii_digit()).take(6).collect();
    gulnara.submit("Подтвердить", &[("code", &code)]).await;
    let page = gulnara.follow().await;
    assert!(page.has("Вы подтвердили заявление"), "{}", page.text());
    house.work().await;
}

/// The officer is asked what the administrator wished, and kept to it.
async fn decides(house: &House, number: &str) {
    let mut officer = house.staff("officer-information").await;
    officer.visit(&format!("/desk/{number}")).await;
    officer.submit("Взять в работу", &[]).await;
    let page = officer.follow().await;
    assert!(page.has("Номер записи") && page.has("Записано"), "{}", page.text());
    let wrong = [("nomer_zapisi", ""), ("entered_on", "01.01.2090")];
    let page = officer.submit("Одобрить и выдать", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("Ещё не наступил"), "{}", page.text());
    officer.submit("Одобрить и выдать", &[("nomer_zapisi", "77-А/5"), ("entered_on", "02.03.2020")]).await;
    assert!(officer.follow().await.has("Одобрено, результат готовится"), "{}", officer.page().text());
    house.work().await;
}
