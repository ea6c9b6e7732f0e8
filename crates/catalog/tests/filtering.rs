//! Narrowing a search: the choices together, their counts, pages of results, and the region.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::path::Path;

use base::{Cx, Lang};
use catalog::{Catalog, Filter, State, Wanted, read_folder, routes};
use forms::{Audience, Level, ServiceKind};
use http::StatusCode;
use web::testing::Browser;

fn catalog() -> Catalog {
    Catalog::from_files(&read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap()).unwrap()
}

fn browser() -> Browser {
    let (cx, _) = Cx::test("2026-11-21T09:00:00Z".parse().unwrap());
    let settings = web::testing::settings(cx, &[catalog::LOCALES, catalog::FORMS_LOCALES]);
    Browser::new(web::layer(routes(State { catalog: catalog() }), settings))
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
