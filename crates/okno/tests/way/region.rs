//! The region: proposed by the registered address, decided by the citizen.

use crate::{house::each, people::ANNA};

const PERMIT: &str = "/services/hunting-permit";

#[tokio::test(flavor = "multi_thread")]
async fn the_registered_address_proposes_the_region_and_the_citizen_decides() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        assert!(!anna.visit("/services").await.has("Ваш регион —"), "nobody knows where she lives");
        anna.visit("/cabinet/profile").await;
        house.checked(&mut anna).await;

        let page = anna.visit(PERMIT).await;
        assert!(page.has("Ваш регион — Москва?") && page.has("Услуга есть не во всех регионах."), "{}", page.text());
        assert!(!anna.visit("/cabinet").await.has("Ваш регион —"), "only where it matters");
        assert!(!house.visitor().visit("/services").await.has("Ваш регион —"), "nobody asks a guest");
        let page = anna.visit(&format!("/region?back={PERMIT}")).await;
        assert!(page.has("По адресу регистрации ваш регион — Москва."), "{}", page.text());

        anna.visit(PERMIT).await;
        anna.submit("Да, верно", &[]).await;
        let page = anna.follow().await;
        assert_eq!(page.path, PERMIT);
        assert!(!page.has("Ваш регион —") && page.has("В вашем регионе этой услуги нет."), "{}", page.text());
        assert!(page.link("Получить услугу").is_none() && page.has("Где получить") && page.has("Тверская область"));
        assert_eq!(anna.visit(&format!("{PERMIT}/apply")).await.path, PERMIT);

        anna.click("Сменить регион").await;
        anna.submit("Сохранить", &[("region", "tver")]).await;
        let page = anna.follow().await;
        assert!(page.path == PERMIT && !page.has("В вашем регионе этой услуги нет."), "{}", page.text());
        let page = anna.visit(&format!("{PERMIT}/apply")).await;
        assert!(page.path.starts_with("/cabinet/profile?"), "the way is open, and asks for the level: {}", page.path);
        assert!(!anna.visit("/services").await.has("Ваш регион —"), "nobody is asked twice");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_that_there_is_not_is_neither_chosen_nor_believed() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        anna.visit("/cabinet/profile").await;
        house.checked(&mut anna).await;
        let long = "a".repeat(300_000);
        let forged = [
            "",
            "MOSCOW",
            "moscow ",
            "moscow\u{0}x",
            "77",
            "../tver",
            "' or 1=1 --",
            "tver\r\nset-cookie: a=b",
            "<script>",
        ];
        for code in forged {
            let before = anna.visit("/services").await;
            assert!(before.has("Ваш регион — Москва?"), "{code:?}");
            let answer = anna.post("/region", &[("region", code), ("code", "tver"), ("back", "//evil.example")]).await;
            assert_eq!(answer.status, 400, "{code:?}: {:?}", answer.location);
            assert_eq!(anna.cookie("okno-region"), None, "{code:?}");
        }
        assert_eq!(anna.post("/region", &[("region", &long)]).await.status, 413);
        // A cookie that somebody wrote chooses nothing, and opens nothing that the region does not have.
        for code in ["nowhere", "TVER", "%00", &long[..4000]] {
            anna.set_cookie("okno-region", code);
            let page = anna.visit(PERMIT).await;
            assert_eq!(page.status, 200, "{code}");
            assert!(page.has("Ваш регион — Москва?") && !page.html.contains(code), "{code}: {}", page.text());
        }
    })
    .await;
}
