//! «Сменить пароль» in the settings.

use web::testing::{Browser, Response};

use crate::world::{OTHER_PASSWORD, PASSWORD, PHONE, World, each, is_in};

async fn change(browser: &mut Browser, present: &str, new: &str, again: &str) -> Response {
    browser.visit("/cabinet/settings/password").await;
    browser.submit("Сохранить", &[("present", present), ("password", new), ("password_again", again)]).await
}

async fn vera(world: &World) -> Browser {
    let mut browser = world.visitor("203.0.113.5");
    world.register(&mut browser, PHONE).await;
    browser
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_is_told() {
    each(async |world| {
        let mut browser = vera(&world).await;
        let mut other = world.visitor("198.51.100.9");
        world.sign_in(&mut other, PHONE, PASSWORD).await;
        assert!(browser.visit("/cabinet/settings").await.has("Задан"));
        assert_eq!(browser.click("Сменить пароль").await.heading(), "Сменить пароль");
        let mut stolen = browser.clone();
        let page = change(&mut browser, PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD).await;
        assert_eq!(page.location.as_deref(), Some("/cabinet/settings"), "{}", page.text());
        assert!(browser.follow().await.has("Пароль изменён. Другие сеансы завершены."));
        assert!(browser.page().has("Пароль изменён"), "the history tells of it");

        assert!(is_in(&mut browser).await);
        assert!(!is_in(&mut other).await, "the others have ended");
        assert!(!is_in(&mut stolen).await, "the old token opens nothing");
        world.deliver().await;
        let account = world.account(PHONE).await;
        assert_eq!(world.inbox.lock().unwrap().changed, [account]);
        assert_eq!(world.sign_in(&mut other, PHONE, PASSWORD).await.status, 422);
        assert_eq!(world.sign_in(&mut other, PHONE, OTHER_PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn the_new_one_keeps_the_rules_and_nothing_is_shown_again() {
    each(async |world| {
        let mut browser = vera(&world).await;
        for (present, new, again, error) in [
            ("неверный", OTHER_PASSWORD, OTHER_PASSWORD, "Введите пароль, с которым вы входите"),
            ("", OTHER_PASSWORD, OTHER_PASSWORD, "Введите пароль, с которым вы входите"),
            (PASSWORD, PASSWORD, PASSWORD, "Это прежний пароль. Придумайте новый"),
            (PASSWORD, OTHER_PASSWORD, "другой", "Пароли не совпали. Введите их ещё раз"),
            (PASSWORD, "Ветрова!42-окно", "Ветрова!42-окно", "Уберите из пароля своё имя, телефон или почту"),
        ] {
            let page = change(&mut browser, present, new, again).await;
            assert_eq!((page.status.as_u16(), page.errors()), (422, vec![error.to_owned()]), "{new}");
            for field in ["#present", "#password", "#password_again"] {
                assert_eq!(page.attribute(field, "value"), None, "{field}");
            }
        }
        assert!(is_in(&mut browser).await);
        let english = browser.visit("/cabinet/settings/password?lang=en").await;
        assert_eq!(english.heading(), "Change the password");
        assert!(english.has("Present password") && english.has("Other sessions will end"), "{}", english.text());
        world.deliver().await;
        assert!(world.inbox.lock().unwrap().changed.is_empty());
        assert_eq!(world.sign_in(&mut world.visitor("198.51.100.9"), PHONE, PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn guessing_the_present_one_is_slowed_as_a_sign_in() {
    each(async |world| {
        let mut browser = vera(&world).await;
        for _ in 0..10 {
            change(&mut browser, "неверный", OTHER_PASSWORD, OTHER_PASSWORD).await;
        }
        let page = change(&mut browser, PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD).await;
        assert!(page.errors()[0].contains("Слишком много попыток"), "{:?}", page.errors());
        let mut same_device = browser.clone();
        same_device.forget("okno-session");
        assert!(world.sign_in(&mut same_device, PHONE, PASSWORD).await.has("Слишком много попыток"));
        // Another device cookie is no way around.
        browser.forget("okno-device");
        let page = change(&mut browser, PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD).await;
        assert!(page.errors()[0].contains("Слишком много попыток"), "{:?}", page.errors());
        assert_eq!(world.sign_in(&mut world.visitor("198.51.100.9"), PHONE, PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn two_clicks_change_it_once() {
    each(async |world| {
        let mut browser = vera(&world).await;
        browser.visit("/cabinet/settings/password").await;
        let mut twin = browser.clone();
        let typed = [("present", PASSWORD), ("password", OTHER_PASSWORD), ("password_again", OTHER_PASSWORD)];
        let (first, second) = tokio::join!(browser.submit("Сохранить", &typed), twin.submit("Сохранить", &typed));
        let done =
            [&first, &second].into_iter().filter(|answer| answer.location.as_deref() == Some("/cabinet/settings"));
        assert_eq!(done.count(), 1, "{} {}", first.text(), second.text());
        world.deliver().await;
        assert_eq!(world.inbox.lock().unwrap().changed.len(), 1);
    })
    .await;
}
