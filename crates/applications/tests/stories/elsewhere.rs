//! A service that only some regions have: it cannot be applied for from the others.

use std::path::Path;

use catalog::Catalog;
use web::testing::Browser;

use crate::world::{PHONE, each_with, fill_certificate};

const REGIONS: &str = "
- {code: moscow, title: {ru: Москва, en: Moscow}, zone: Europe/Moscow}
- {code: tver, title: {ru: Тверская область, en: Tver Region}, zone: Europe/Moscow}
";

/// The services of trials; the certificate is one of Tver alone.
fn regional() -> Catalog {
    let mut files =
        catalog::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/services")).unwrap();
    files.push(("_catalog/regions.yaml".into(), REGIONS.into()));
    for (path, text) in &mut files {
        if path == "trial-certificate/service.yaml" {
            *text = text.replace("\nlevel:", "\nregions: [tver]\nlevel:");
        }
    }
    Catalog::from_files(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

async fn choose(browser: &mut Browser, region: &str) {
    browser.visit("/region").await;
    assert_eq!(browser.submit("Сохранить", &[("region", region)]).await.status, 303);
}

#[tokio::test]
async fn what_the_chosen_region_does_not_have_is_not_sent_from_there() {
    each_with(regional, async |world| {
        let mut vera = world.citizen(PHONE).await;
        // Whoever has not chosen a region is refused nothing.
        fill_certificate(&mut vera).await;
        let check = vera.page().path.clone();

        choose(&mut vera, "moscow").await;
        vera.visit(&check).await;
        let page = Some("/services/trial-certificate");
        assert_eq!(vera.submit("Отправить", &[]).await.location.as_deref(), page);
        let apply = "/services/trial-certificate/apply";
        assert_eq!(vera.get(apply).await.location.as_deref(), page);
        assert_eq!(vera.post(apply, &[]).await.location.as_deref(), page);
        let mut guest = world.visitor("203.0.113.9");
        choose(&mut guest, "moscow").await;
        assert_eq!(guest.get(apply).await.location.as_deref(), page, "nobody registers in vain");
        assert_eq!(world.count("select count(*) from applications where number is not null").await, 0);
        assert_eq!(world.count("select count(*) from applications where state = 'draft'").await, 1);

        choose(&mut vera, "tver").await;
        vera.visit(&check).await;
        vera.submit("Отправить", &[]).await;
        assert_eq!(vera.follow().await.heading(), "Заявление отправлено");
    })
    .await;
}
