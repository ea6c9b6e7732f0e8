//! The services that the portal publishes: each can be begun, and every page of its form can be shown.

use crate::world::{PHONE, World, each_with, real_services};

#[tokio::test]
async fn every_page_of_every_published_service_is_shown_in_both_languages() {
    each_with(real_services, async |world| {
        // In the middle of August every season is open.
        while !everything_is_open(&world) {
            world.pass_days(1);
        }
        let mut vera = world.citizen(PHONE).await;
        world.verify(PHONE).await;
        for service in world.catalog.services() {
            let definition = service.definition();
            if definition.pages.is_empty() {
                continue;
            }
            let first = vera.visit(&format!("/services/{}/apply", service.code)).await;
            assert!(first.has("Шаг 1 из"), "{}: {}", service.code, first.text());
            let path = crate::world::path_of(&vera);
            for page in &definition.pages {
                for lang in ["ru", "en"] {
                    let shown = vera.get(&format!("{path}/pages/{}?lang={lang}", page.id)).await;
                    let fine = shown.status == 200 || shown.status == 303;
                    assert!(fine, "{}/{}: {}", service.code, page.id, shown.status);
                }
            }
            vera.visit(&format!("{path}?lang=ru")).await;
        }
    })
    .await;
}

fn everything_is_open(world: &World) -> bool {
    let today = base::Date::from(world.cx.now().to_zoned(jiff::tz::TimeZone::UTC).datetime());
    world.catalog.services().iter().all(|service| {
        let season = service.definition().season.as_ref();
        season.is_none_or(|season| season.is_open(today))
    })
}
