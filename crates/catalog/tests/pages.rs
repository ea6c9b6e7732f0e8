//! The pages of the catalogue through the router.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::Path;

use base::Cx;
use catalog::{Catalog, State, read_folder, routes};
use http::StatusCode;
use web::testing::Browser;

fn browser() -> Browser {
    browser_of(|_| true)
}

/// The catalogue of those files alone that are wanted.
fn browser_of(wanted: impl Fn(&str) -> bool) -> Browser {
    let mut files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap();
    files.retain(|(path, _)| wanted(path));
    let catalog = Catalog::from_files(&files).unwrap();
    let (cx, _) = Cx::test("2026-11-21T09:00:00Z".parse().unwrap());
    let settings = web::testing::settings(cx, &[catalog::LOCALES, catalog::FORMS_LOCALES]);
    Browser::new(web::layer(routes(State { catalog }), settings))
}

#[tokio::test]
async fn a_guest_searches_and_reads_the_service() {
    let mut browser = browser();
    let page = browser.get("/search").await;
    assert_eq!((page.status, page.heading().as_str()), (StatusCode::OK, "Поиск"));
    let page = browser.submit("Найти", &[("q", "справка о несудимости")]).await;
    assert_eq!(page.texts(".row__link")[0], "Справка о наличии (отсутствии) судимости");
    assert!(page.title().contains("справка о несудимости"));
    let page = browser.click("Справка о наличии (отсутствии) судимости").await;
    assert_eq!(page.heading(), "Справка о наличии (отсутствии) судимости");
    for text in [
        "Бесплатно",
        "До 30 рабочих дней",
        "Подтверждённая",
        "Министерство внутренних дел",
        "Какие документы нужны",
        "Почему могут отказать",
        "Сколько действует справка?",
        "Документ действует 3 месяца.",
    ] {
        assert!(page.has(text), "{text} in {}", page.text());
    }
    assert_eq!(page.link("Получить услугу").as_deref(), Some("/services/criminal-record-certificate/apply"));
    assert!(browser.get("/services/weapon-permit").await.has("Документ действует 15 лет."));
}

#[tokio::test]
async fn lists_lead_to_services() {
    let mut browser = browser();
    let page = browser.get("/services").await;
    assert_eq!(page.heading(), "Услуги");
    assert!(page.has("Загранпаспорт") && page.has("Природа и охота"));
    assert_eq!(page.link("Транспорт").as_deref(), Some("#transport"), "the chip leads down the page");
    let page = browser.get("/categories/transport").await;
    assert_eq!(page.heading(), "Транспорт");
    assert!(page.has("Водительское удостоверение"));
    let page = browser.get("/life-events").await;
    assert!(page.has("Рождение ребёнка") && page.has("5 услуг"), "{}", page.text());
    let page = browser.click("Потеря документов").await;
    assert_eq!(page.texts(".steps__title").len(), 5, "{}", page.text());
    let page = browser.click("Загранпаспорт").await;
    assert!(page.has("3 500 ₽, для ребёнка до 14 лет 1 750 ₽"));
    let page = browser.get("/agencies").await;
    assert_eq!(page.heading(), "Ведомства");
    let page = browser.click("Налоговая служба").await;
    assert!(page.has("Лаптева Ольга Сергеевна") && page.has("help@tax.example"));
    assert!(page.has("Справка об отсутствии задолженности по налогам"));
}

#[tokio::test]
async fn a_category_may_have_nothing_yet() {
    let mut browser = browser_of(|path| path.starts_with("_catalog/") || path.starts_with("hunting-ticket/"));
    assert!(browser.get("/categories/education").await.has("Услуг пока нет"));
    let page = browser.get("/life-events/lost-documents").await;
    assert_eq!(page.texts(".steps__title"), ["Охотничий билет"], "what is not published is left out");
}

#[tokio::test]
async fn everything_is_there_in_english() {
    let mut browser = browser();
    let page = browser.get("/services/foreign-passport?lang=en").await;
    assert_eq!(page.heading(), "Foreign travel passport");
    assert!(page.has("Get the service") && page.has("20 working days after payment"));
    let cyrillic = |text: &str| text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'));
    let files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap();
    let services = files.iter().filter_map(|(path, _)| path.strip_suffix("/service.yaml"));
    let mut paths: Vec<String> = services.map(|code| format!("/services/{code}")).collect();
    for list in ["/services", "/categories/law", "/life-events", "/agencies", "/search?q=passport"] {
        paths.push(list.to_owned());
    }
    for inner in
        ["/life-events/birth", "/life-events/bereavement", "/agencies/tax-service", "/agencies/registry-office"]
    {
        paths.push(inner.to_owned());
    }
    for path in &paths {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for text in page.texts("main h1, main h2, main p, main li, main dd, main dt, main summary") {
            assert!(!cyrillic(&text), "{path}: {text}");
        }
    }
}

#[tokio::test]
async fn suggestions_are_json_in_the_readers_language() {
    let mut browser = browser();
    let answer = browser
        .get("/api/v1/search?q=%D1%81%D0%BF%D1%80%D0%B0%D0%B2%D0%BA%D0%B0%20%D0%BE%20%D0%BD%D0%B5%D1%81%D1%83")
        .await;
    let json: serde_json::Value = serde_json::from_str(&answer.html).unwrap();
    assert_eq!(json["results"][0]["kind"], "service");
    assert_eq!(json["results"][0]["code"], "criminal-record-certificate");
    assert_eq!(json["results"][0]["href"], "/services/criminal-record-certificate");
    let answer = browser.get("/api/v1/search?q=").await;
    assert_eq!(answer.html, r#"{"results":[]}"#);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_what_is_typed_is_escaped() {
    let mut browser = browser();
    for path in ["/services/no-such", "/categories/no-such", "/life-events/no-such", "/agencies/no-such"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = browser.get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(!page.html.contains("<script>alert"), "{}", page.html);
    let page = browser.get("/search?q=%3Cqwrtpsdfg%3E").await;
    assert!(!page.html.contains("<qwrtpsdfg"), "{}", page.html);
    assert!(page.has("Ничего не нашлось"));
}

#[tokio::test]
async fn a_season_is_over_everywhere_at_once() {
    let files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap();
    let catalog = Catalog::from_files(&files).unwrap();
    // The last minute of the fifth of September in Moscow, and the next.
    for (instant, is_open) in [("2026-09-05T20:59:00Z", true), ("2026-09-05T21:00:00Z", false)] {
        for (zone, told) in [
            ("Europe/Moscow", ""),
            ("Asia/Kamchatka", " (по московскому времени)"),
            ("Europe/Kaliningrad", " (по московскому времени)"),
        ] {
            let (cx, _) = Cx::test(instant.parse().unwrap());
            let mut settings = web::testing::settings(cx, &[catalog::LOCALES, catalog::FORMS_LOCALES]);
            let (code, name) = ("somewhere".to_owned(), "Область".to_owned());
            settings.regions = vec![web::Region { code, name_ru: name.clone(), name_en: name, zone: zone.into() }];
            let mut browser = Browser::new(web::layer(routes(State { catalog: catalog.clone() }), settings));
            let page = browser.get("/services/school-enrolment").await;
            let (yes, no) =
                (format!("по 5 сентября 2026{told} включительно"), format!("принимают с 1 апреля 2027{told}."));
            assert_eq!((page.has(&yes), page.has(&no)), (is_open, !is_open), "{zone} at {instant}: {}", page.text());
        }
    }
}
