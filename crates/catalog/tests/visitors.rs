//! Service centres, help and the portal itself through the router.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::Path;

use base::Cx;
use catalog::{Catalog, State, read_folder, routes};
use http::StatusCode;
use web::testing::Browser;

/// A guest at an instant.
fn browser(now: &str) -> Browser {
    let files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap();
    let catalog = Catalog::from_files(&files).unwrap();
    let (cx, _) = Cx::test(now.parse().unwrap());
    let settings = web::testing::settings(cx, &[catalog::LOCALES, catalog::FORMS_LOCALES]);
    Browser::new(web::layer(routes(State { catalog }), settings))
}

/// A Monday, noon in Moscow.
const MONDAY_NOON: &str = "2026-11-23T09:00:00Z";

#[tokio::test]
async fn centres_are_found_by_words_region_and_hours() {
    let mut browser = browser(MONDAY_NOON);
    let page = browser.get("/centres").await;
    assert_eq!((page.status, page.heading().as_str()), (StatusCode::OK, "Найти центр"));
    assert!(page.texts(".row__link").len() >= 6 && page.has("МФЦ района Тверской"), "{}", page.text());
    let page = browser.submit("Найти", &[("q", "ТОРЖОК"), ("region", "tver")]).await;
    assert_eq!(page.texts(".row__link"), ["МФЦ города Торжка"]);
    assert!(page.has("Нашёлся 1 центр") && page.value("q").as_deref() == Some("ТОРЖОК"), "{}", page.text());
    let page = browser.get("/centres?region=tula&q=%D1%82%D0%B2%D0%B5%D1%80%D1%8C").await;
    assert!(page.has("Таких центров нет") && page.link("Показать все центры").as_deref() == Some("/centres"));
    let page = browser.get("/centres?region=tver&open=yes").await;
    assert_eq!(page.texts(".row__link").len(), 2, "{}", page.text());
}

#[tokio::test]
async fn opening_goes_by_the_clock_of_the_place() {
    let page = browser(MONDAY_NOON).get("/centres/tver-central").await;
    assert!(page.has("Открыто сейчас") && page.has("до 13:00"), "{}", page.text());
    let page = browser("2026-11-23T10:30:00Z").get("/centres/tver-central").await;
    assert!(page.has("Перерыв") && page.has("откроется в 14:00"), "{}", page.text());
    // In Novosibirsk it is four hours later: a quarter past eight in the evening.
    let page = browser("2026-11-23T13:15:00Z").get("/centres/novosibirsk-central").await;
    assert!(page.has("Закрыто") && page.has("откроется завтра в 8:00"), "{}", page.text());
    let page = browser("2026-11-21T12:00:00Z").get("/centres/tver-central").await;
    assert!(page.has("откроется в понедельник в 9:00"), "{}", page.text());
    assert_eq!(page.texts("tr[aria-current] th"), ["Суббота сегодня"]);
}

#[tokio::test]
async fn a_centre_says_when_it_is_open_and_what_it_does() {
    let mut browser = browser(MONDAY_NOON);
    browser.get("/centres").await;
    let page = browser.click("МФЦ Центрального района Твери").await;
    for text in ["Волжский пр., д. 21", "+7 4822 00-70-04", "Тверская область", "9:00–18:00", "13:00–14:00"]
    {
        assert!(page.has(text), "{text} in {}", page.text());
    }
    assert!(page.has("Выходной") && page.has("Подтверждение личности") && page.has("Восстановление доступа"));
    assert_eq!(browser.get("/centres/no-such").await.status, StatusCode::NOT_FOUND);
    let page = browser.get("/search?q=%D0%BC%D1%84%D1%86%20%D1%82%D0%B2%D0%B5%D1%80%D1%81%D0%BA%D0%BE%D0%B9").await;
    assert_eq!(page.link("МФЦ района Тверской").as_deref(), Some("/centres/tverskoy"), "{}", page.text());
}

#[tokio::test]
async fn help_answers_everybody_and_says_whom_to_call() {
    let mut browser = browser(MONDAY_NOON);
    let page = browser.get("/support").await;
    assert_eq!(page.heading(), "Помощь");
    assert_eq!(
        page.texts(".section__title"),
        ["Частным лицам", "Юридическим лицам", "Индивидуальным предпринимателям"]
    );
    for (group, least) in [("persons", 6), ("organisations", 3), ("sole-proprietors", 3)] {
        assert!(page.texts(&format!("#{group} summary")).len() >= least, "{group}");
    }
    assert!(page.has("Горячая линия") && page.has("8 800") && page.has("help@okno.example"));
    let page = browser.get("/about").await;
    assert_eq!(page.heading(), "О портале");
    assert_eq!(page.link("Кто смотрел мои данные").as_deref(), Some("/cabinet/access"));
    assert!(page.has("Apache 2.0") && page.has("Кто видит ваши данные"));
}

#[tokio::test]
async fn everything_is_there_in_english() {
    let mut browser = browser(MONDAY_NOON);
    let cyrillic = |text: &str| text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'));
    for path in
        ["/centres?lang=en", "/centres?q=nowhere", "/centres/tverskoy", "/centres/torzhok", "/support", "/about"]
    {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for text in page.texts("main, title") {
            assert!(!cyrillic(&text), "{path}: {text}");
        }
    }
}
