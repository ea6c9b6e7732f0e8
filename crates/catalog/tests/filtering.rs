//! Narrowing a search: the choices together, their counts, pages of results, and the region.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::Path;

use base::{Cx, Lang};
use catalog::{Catalog, Filter, State, Wanted, read_folder, routes};
use forms::{Audience, Level, ServiceKind};
use http::StatusCode;
use web::testing::{Browser, Response};

/// Services of every kind; others may come and go.
const SERVICES: [&str; 14] = [
    "_catalog",
    "birth-registration",
    "child-benefit",
    "criminal-record-certificate",
    "foreign-passport",
    "hunting-permit",
    "hunting-ticket",
    "income-certificate",
    "kindergarten-queue",
    "residence-registration",
    "tax-debt-certificate",
    "vehicle-deregistration",
    "vehicle-registration",
    "agency-complaint",
];

fn catalog() -> Catalog {
    let mut files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap();
    files.retain(|(path, _)| SERVICES.iter().any(|folder| path.split('/').next() == Some(folder)));
    Catalog::from_files(&files).unwrap()
}

fn browser() -> Browser {
    let (cx, _) = Cx::test("2026-11-21T09:00:00Z".parse().unwrap());
    let mut settings = web::testing::settings(cx, &[catalog::LOCALES, catalog::FORMS_LOCALES]);
    let catalog = catalog();
    let region = |region: &std::sync::Arc<catalog::Region>| web::Region {
        code: region.code.clone(),
        name_ru: region.title.ru.clone(),
        name_en: region.title.en.clone(),
        zone: region.zone.clone(),
    };
    settings.regions = catalog.regions().iter().map(region).collect();
    Browser::new(web::layer(routes(State { catalog }).merge(web::routes()), settings))
}

/// The page after the region was chosen.
async fn choose(browser: &mut Browser, region: &str, back: &str) -> Response {
    browser.get(&format!("/region?back={back}")).await;
    browser.submit("Сохранить", &[("region", region)]).await;
    browser.get(back).await
}

fn look(catalog: &Catalog, text: &str, filter: Filter) -> catalog::Results {
    catalog.snapshot().look(&Wanted { text, filter, from: 0, limit: 100 }, Lang::Ru)
}

#[test]
fn every_count_is_what_that_choice_would_leave() {
    let catalog = catalog();
    for text in ["", "справка", "регистрация", "паспорт"] {
        let kinds = [None, Some(ServiceKind::Certificate), Some(ServiceKind::Registration)];
        let levels = [None, Some(Level::Standard)];
        for (kind, level) in kinds.into_iter().flat_map(|kind| levels.map(|level| (kind, level))) {
            let filter = Filter { kind, level, audience: Some(Audience::Person), ..Filter::default() };
            let results = look(&catalog, text, filter.clone());
            assert_eq!(results.total, results.found.len());
            let total = |filter: Filter| look(&catalog, text, filter).total;
            for (agency, count) in &results.facets.agencies {
                assert_eq!(*count, total(Filter { agency: Some(agency.clone()), ..filter.clone() }), "{text} {agency}");
            }
            for (kind, count) in &results.facets.kinds {
                assert_eq!(*count, total(Filter { kind: Some(*kind), ..filter.clone() }), "{text} {kind:?}");
            }
            for (audience, count) in &results.facets.audiences {
                assert_eq!(
                    *count,
                    total(Filter { audience: Some(*audience), ..filter.clone() }),
                    "{text} {audience:?}"
                );
            }
            for (level, count) in &results.facets.levels {
                assert_eq!(*count, total(Filter { level: Some(*level), ..filter.clone() }), "{text} {level:?}");
            }
            for region in catalog.regions() {
                let narrowed = Filter { region: Some(region.code.clone()), ..filter.clone() };
                assert_eq!(results.facets.in_region(&region.code), total(narrowed), "{text} {}", region.code);
            }
        }
    }
}

#[test]
fn a_filter_alone_lists_services_and_pages_do_not_overlap() {
    let catalog = catalog();
    let all = look(&catalog, "", Filter::default());
    assert_eq!(all.total, catalog.services().len());
    let mut seen: Vec<String> = Vec::new();
    for from in (0..all.total).step_by(7) {
        let wanted = Wanted { text: "", from, limit: 7, ..Wanted::default() };
        seen.extend(catalog.snapshot().look(&wanted, Lang::Ru).found.into_iter().map(|found| found.code));
    }
    assert_eq!(seen, all.found.iter().map(|found| found.code.clone()).collect::<Vec<_>>());
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), all.total);
    let nowhere = Filter { agency: Some("no-such".to_owned()), ..Filter::default() };
    assert_eq!(look(&catalog, "", nowhere).total, 0);
}

#[tokio::test]
async fn a_guest_narrows_a_search_step_by_step() {
    let mut browser = browser();
    let page = browser.get("/search?q=%D1%81%D0%BF%D1%80%D0%B0%D0%B2%D0%BA%D0%B0").await;
    assert!(page.texts("mark").iter().any(|text| text == "Справка"), "{}", page.html);
    let page = browser.submit("Показать", &[("kind", "certificate")]).await;
    let certificates = page.texts(".row__link").len();
    assert!(certificates >= 3, "{}", page.text());
    assert_eq!(page.value("q").as_deref(), Some("справка"), "the words stay");
    let page = browser.submit("Показать", &[("kind", "certificate"), ("agency", "tax-service")]).await;
    let taxes = page.texts(".row__link");
    assert!(!taxes.is_empty() && taxes.len() < certificates, "{taxes:?}");
    assert!(page.has(&format!("Налоговая служба ({})", taxes.len())), "{}", page.text());
    let page = browser.submit("Показать", &[("kind", "permit"), ("agency", "tax-service")]).await;
    assert!(page.has("С такими фильтрами ничего нет"), "{}", page.text());
    let page = browser.click("Сбросить фильтры").await;
    assert!(page.texts(".row__link").len() > taxes.len());
    let page = browser.get("/search?audience=sole-proprietor").await;
    assert!(page.texts(".row__link").len() >= 3, "a filter alone lists services");
    for odd in ["agency=x", "kind=%00", "level=admin", "page=0", "page=999999999999999999999", "region=../.."] {
        assert_eq!(browser.get(&format!("/search?q=a&{odd}")).await.status, StatusCode::OK, "{odd}");
    }
}

#[tokio::test]
async fn a_regional_service_is_shown_where_it_applies_and_with_words_elsewhere() {
    let mut browser = browser();
    // Whoever has not chosen is refused nothing.
    assert!(browser.get("/categories/nature").await.has("Разрешение на добычу"));
    let page = browser.get("/services/hunting-permit").await;
    assert!(page.link("Получить услугу").is_some() && page.has("Услуга есть не во всех регионах."), "{}", page.text());
    assert!(page.link("Выбрать регион").is_some_and(|link| link.starts_with("/region?back=")));
    let page = choose(&mut browser, "moscow", "/categories/nature").await;
    assert!(!page.texts(".row__link").iter().any(|text| text.contains("Разрешение на добычу")), "{}", page.text());
    assert!(page.has("Ещё 1 услуга есть только в других регионах."), "{}", page.text());
    let page = browser.get("/services/hunting-permit").await;
    assert!(page.has("В вашем регионе этой услуги нет") && page.has("Тверская область"), "{}", page.text());
    assert!(page.link("Получить услугу").is_none() && page.link("Где получить").as_deref() == Some("#where"));
    assert!(!page.has("Подайте заявление здесь") && page.has("Департамент"), "{}", page.text());
    let page = browser.get("/search?q=%D0%B4%D0%BE%D0%B1%D1%8B%D1%87%D0%B0").await;
    assert!(page.has("Не в вашем регионе"), "{}", page.text());
    let page = choose(&mut browser, "tver", "/categories/nature").await;
    assert!(page.has("Разрешение на добычу") && !page.has("других регионах"), "{}", page.text());
    assert!(!browser.get("/services/hunting-permit").await.has("В вашем регионе этой услуги нет"));
}

#[tokio::test]
async fn a_service_says_where_to_get_it_and_a_situation_what_the_portal_cannot_do() {
    let mut browser = browser();
    let page = choose(&mut browser, "moscow", "/services/foreign-passport").await;
    assert!(page.has("Где получить") && page.has("Управление по вопросам миграции") && page.has("Вторник – пятница"));
    assert_eq!(page.link("МФЦ района Тверской").as_deref(), Some("/centres/tverskoy"), "{}", page.text());
    let page = browser.get("/life-events/bereavement").await;
    assert_eq!(page.link("Найти нотариуса").as_deref(), Some("https://notaries.example"));
    assert_eq!(page.link("ЗАГС").as_deref(), Some("/agencies/registry-office"), "{}", page.text());
    let page = browser.get("/services?audience=sole-proprietor").await;
    assert!(page.has("Регистрация") && !page.has("Запись в детский сад"), "{}", page.text());
}
