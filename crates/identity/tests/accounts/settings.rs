//! «Настройки»: sessions, language, history.

use crate::world::{PASSWORD, PHONE, each, is_in};

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let mut other = world.visitor("198.51.100.9");
        other.header("user-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1");
        world.minutes(5);
        world.sign_in(&mut other, PHONE, PASSWORD).await;
        let page = browser.visit("/cabinet/settings").await;
        assert!(
            page.has("Firefox, Linux") && page.has("Safari, iPhone") && page.has("198.51.100.0/24"),
            "{}",
            page.text()
        );
        assert!(page.has("этот сеанс"));
        let page = browser.click("Завершить Safari, iPhone").await;
        assert_eq!(page.heading(), "Завершить сеанс");
        assert!(page.has("Safari, iPhone") && !page.has("Firefox, Linux"), "{}", page.text());
        let page = browser.submit("Завершить", &[("password", "неверный")]).await;
        assert_eq!(
            (page.status.as_u16(), page.errors()),
            (422, vec!["Введите пароль, с которым вы входите".to_owned()])
        );
        assert!(is_in(&mut other).await);
        browser.visit("/cabinet/settings").await;
        browser.click("Завершить Safari, iPhone").await;
        let mut twin = browser.clone();
        browser.submit("Завершить", &[("password", PASSWORD)]).await;
        assert!(browser.follow().await.has("Сеанс завершён"));
        assert_eq!(twin.submit("Завершить", &[("password", PASSWORD)]).await.status, 404, "it has ended");
        assert!(!is_in(&mut other).await);
        assert!(is_in(&mut browser).await);

        world.sign_in(&mut other, PHONE, PASSWORD).await;
        browser.visit("/cabinet/settings").await;
        browser.click("Завершить все другие сеансы").await;
        assert_eq!(browser.submit("Завершить", &[]).await.status, 422);
        assert!(is_in(&mut other).await);
        browser.visit("/cabinet/settings/sessions/end-others").await;
        browser.submit("Завершить", &[("password", PASSWORD)]).await;
        assert!(browser.follow().await.has("Другие сеансы завершены"));
        assert!(!is_in(&mut other).await);
        assert!(is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn the_session_of_another_person_is_not_found() {
    each(async |world| {
        let mut vera = world.visitor("203.0.113.5");
        world.register(&mut vera, PHONE).await;
        let mut ivan = world.visitor("198.51.100.9");
        world.register(&mut ivan, "+7 911 000-11-22").await;
        let account = world.account(PHONE).await;
        let mut tx = world.db.read().await.unwrap();
        let id =
            tx.one::<base::Uuid>("select id from sessions where account = $1", db::p![account]).await.unwrap().unwrap();
        drop(tx);
        ivan.visit("/cabinet/settings").await;
        let path = format!("/cabinet/settings/sessions/{id}/end");
        assert_eq!(ivan.post(&path, &[("password", PASSWORD)]).await.status, 404);
        assert_eq!(ivan.get(&path).await.status, 404);
        assert_eq!(ivan.post("/cabinet/settings/sessions/nonsense/end", &[("password", PASSWORD)]).await.status, 404);
        assert!(is_in(&mut vera).await);
    })
    .await;
}

#[tokio::test]
async fn contacts_are_masked_and_the_history_is_told() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let page = browser.visit("/cabinet/settings").await;
        assert!(page.has("+7 900 •••-••-67") && !page.has(PHONE), "{}", page.text());
        assert!(page.has("Ветрова Вера") && page.has("Учётная запись создана"), "{}", page.text());
        assert!(page.has("Пока никто не смотрел"));
        assert!(!page.has("Пора сменить пароль"));
        world.pass(base::SignedDuration::from_hours(24 * 184));
        world.sign_in(&mut browser, PHONE, PASSWORD).await;
        assert!(browser.visit("/cabinet/settings").await.has("Пора сменить пароль"));
    })
    .await;
}

#[tokio::test]
async fn the_language_of_messages_is_kept() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        browser.visit("/cabinet/settings").await;
        browser.submit("Сохранить", &[("lang", "en")]).await;
        assert_eq!(browser.follow().await.heading(), "Settings");
        let mut tx = world.db.read().await.unwrap();
        let contacts = identity::contacts(&mut tx, world.account(PHONE).await).await.unwrap().unwrap();
        assert_eq!((contacts.lang, contacts.name.as_str()), (base::Lang::En, "Вера Ветрова"));
    })
    .await;
}

#[tokio::test]
async fn guests_see_the_door() {
    each(async |world| {
        for path in ["/cabinet/settings", "/cabinet/settings/phone", "/cabinet/settings/email/code", "/register/done"] {
            let answer = world.visitor("203.0.113.5").get(path).await;
            assert!(answer.location.unwrap().starts_with("/sign-in?next="), "{path}");
        }
    })
    .await;
}
