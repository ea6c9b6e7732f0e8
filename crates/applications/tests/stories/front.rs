//! The home page and «Мои услуги».

use crate::world::{PHONE, each, path_of, send_certificate};

#[tokio::test]
async fn the_home_page_leads_a_guest_to_services() {
    each(async |world| {
        let mut guest = world.visitor("203.0.113.5");
        let page = guest.visit("/").await;
        assert_eq!(page.heading(), "Что вам нужно сделать?");
        for (link, href) in [
            ("Пробная справка", "/services/trial-certificate"),
            ("Переезд", "/life-events/moving"),
            ("Документы и гражданство", "/categories/documents"),
        ] {
            assert_eq!(page.link(link).as_deref(), Some(href), "{}", page.text());
        }
        assert!(page.has("2 услуги по порядку") && !page.has("Ждут вас"), "{}", page.text());
        assert!(guest.visit("/?lang=en").await.has("What do you need to do?"));
        assert!(guest.get("/cabinet").await.location.unwrap().starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn what_waits_stands_on_both_front_pages() {
    each(async |world| {
        let mut vera = world.citizen(PHONE).await;
        let page = vera.visit("/cabinet").await;
        assert!(page.has("Сейчас от вас ничего не требуется"), "{}", page.text());
        vera.visit("/services/trial-permit/apply").await;
        assert!(vera.visit("/cabinet").await.has("Закончите заявление"));
        vera.visit("/services/trial-permit/apply").await;
        vera.submit("Продолжить", &[("reason", "Для опыта")]).await;
        vera.follow().await;
        vera.submit("Отправить", &[]).await;
        vera.follow().await;
        let number = send_certificate(&mut vera).await;
        let path = path_of(&vera);
        let mut officer = world.officer("Смирнов", "registry-office").await;
        officer.visit(&format!("/desk/{number}/ask")).await;
        officer.submit("Запросить дополнения", &[("text", "Что-то ещё")]).await;
        for front in ["/", "/cabinet"] {
            let page = vera.visit(front).await;
            assert!(page.has("Пошлина 1 500,00 ₽"), "{}", page.text());
            assert!(page.has("Пробное разрешение · до 5 марта 2026"), "{}", page.text());
            assert_eq!(page.link("Ответьте ведомству").as_deref(), Some(path.as_str()));
            assert!(!page.has("Закончите заявление"), "{}", page.text());
        }
        let page = vera.visit("/cabinet").await;
        assert!(page.has("Недавние заявления") && page.has("Ожидает оплаты"), "{}", page.text());
    })
    .await;
}
