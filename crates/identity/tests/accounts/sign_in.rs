//! Signing in, what a session is worth, signing out.

use base::SignedDuration;

use crate::world::{OTHER_PASSWORD, PASSWORD, PHONE, each, is_in};

#[tokio::test]
async fn led_to_the_door_and_back() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let mut browser = world.visitor("203.0.113.5");
        let page = browser.visit("/cabinet/settings?lang=ru").await;
        assert_eq!(page.heading(), "Вход");
        browser.submit("Войти", &[("login", "8 (900) 123-45-67"), ("password", PASSWORD)]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/cabinet/settings?lang=ru"));
        assert_eq!(browser.follow().await.heading(), "Настройки");
        // Whoever is in needs no door.
        assert_eq!(browser.get("/sign-in?next=/cabinet/settings").await.location.as_deref(), Some("/cabinet/settings"));
        assert_eq!(browser.get("/register").await.location.as_deref(), Some("/cabinet"));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_alike() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let mut texts = Vec::new();
        for login in [PHONE, "+7 900 000-00-00", "nobody@example.org", "112-233-445 95"] {
            let mut browser = world.visitor("198.51.100.9");
            let page = world.sign_in(&mut browser, login, OTHER_PASSWORD).await;
            assert_eq!(page.status, 422);
            assert_eq!(page.value("login").as_deref(), Some(login));
            texts.push(page.errors());
        }
        texts.dedup();
        assert_eq!(texts, [["Не подошли имя для входа или пароль. Проверьте раскладку и Caps Lock"]]);
        let mut browser = world.visitor("198.51.100.9");
        let page = world.sign_in(&mut browser, "вера", "").await;
        assert_eq!(page.errors().len(), 2, "{:?}", page.errors());
    })
    .await;
}

#[tokio::test]
async fn evil_addresses_lead_to_the_cabinet() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        for next in ["//evil.example", "https://evil.example", "/%5Cevil.example", "/sign-in", "%2F%2Fevil.example"] {
            let mut browser = world.visitor("203.0.113.5");
            browser.visit(&format!("/sign-in?next={next}")).await;
            browser.submit("Войти", &[("login", PHONE), ("password", PASSWORD)]).await;
            assert_eq!(browser.last().location.as_deref(), Some("/cabinet"), "{next}");
        }
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/sign-in").await;
        browser.submit("Войти", &[("login", PHONE), ("password", PASSWORD), ("next", "//evil.example")]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/cabinet"));
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_use() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        for _ in 0..3 {
            world.minutes(29);
            assert!(is_in(&mut browser).await);
        }
        world.minutes(30);
        assert!(!is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_at_the_latest() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        for _ in 0..35 {
            world.minutes(20);
            assert!(is_in(&mut browser).await);
        }
        world.minutes(20);
        assert!(!is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn on_a_foreign_computer_the_session_is_short() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let mut browser = world.visitor("198.51.100.9");
        let page = browser.visit("/sign-in").await;
        assert!(page.has("Чужой компьютер"));
        browser.submit("Войти", &[("login", PHONE), ("password", PASSWORD), ("foreign", "yes")]).await;
        let cookies: Vec<_> = browser.last().headers.get_all("set-cookie").iter().collect();
        let session = cookies.iter().find(|line| line.to_str().unwrap().starts_with("okno-session=")).unwrap();
        assert!(!session.to_str().unwrap().contains("Max-Age"), "{session:?}");
        world.minutes(9);
        assert!(is_in(&mut browser).await);
        world.minutes(10);
        assert!(!is_in(&mut browser).await);
        // The device stays a stranger: the next sign-in from it is announced again.
        world.sign_in(&mut browser, PHONE, PASSWORD).await;
        world.deliver().await;
        assert_eq!(world.inbox.lock().unwrap().devices.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_new_session_takes_the_place_of_the_old() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let mut thief = browser.clone();
        assert!(is_in(&mut thief).await);
        // The page of signing in does not show itself to whoever is in; the form may still be open beside.
        browser.post("/sign-in", &[("login", PHONE), ("password", PASSWORD)]).await;
        assert!(is_in(&mut browser).await);
        assert!(!is_in(&mut thief).await);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        browser.visit("/cabinet/settings").await;
        let mut copy = browser.clone();
        assert_eq!(browser.get("/sign-out").await.status, 405, "a link must not sign out");
        browser.visit("/cabinet/settings").await;
        browser.submit("Выйти", &[]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/"));
        assert_eq!(browser.cookie("okno-session"), None);
        assert!(!is_in(&mut copy).await);
    })
    .await;
}

#[tokio::test]
async fn another_device_is_announced_and_the_first_is_not() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        world.deliver().await;
        assert!(world.inbox.lock().unwrap().devices.is_empty());
        let mut other = world.visitor("198.51.100.9");
        for _ in 0..2 {
            world.sign_in(&mut other, PHONE, PASSWORD).await;
            other.visit("/cabinet/settings").await;
            other.submit("Выйти", &[]).await;
        }
        world.deliver().await;
        let account = world.account(PHONE).await;
        assert_eq!(world.inbox.lock().unwrap().devices, [account]);
    })
    .await;
}

#[tokio::test]
async fn with_the_snils_of_a_confirmed_person() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let mut browser = world.visitor("198.51.100.9");
        assert_eq!(world.sign_in(&mut browser, "112-233-445 95", PASSWORD).await.status, 422);
        let account = world.account(PHONE).await;
        let fingerprint = db::vault::fingerprint(&world.db.read().await.unwrap(), "snils", "11223344595");
        world
            .execute(
                "insert into standings (account, level, reason, snils, changed_at) values ($1, 'standard', 'checks-agreed', $2, 0)",
                db::p![account, fingerprint],
            )
            .await;
        assert_eq!(world.sign_in(&mut browser, "112-233-445 95", PASSWORD).await.status, 303);
        assert!(browser.visit("/cabinet/settings").await.has("стандартная"));
    })
    .await;
}

#[tokio::test]
async fn a_locked_account_is_told_only_to_its_owner() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        world.execute("update accounts set status = 'locked'", db::p![]).await;
        assert!(!is_in(&mut browser).await);
        let wrong = world.sign_in(&mut browser, PHONE, OTHER_PASSWORD).await;
        assert!(!wrong.has("заблокирована"));
        let right = world.sign_in(&mut browser, PHONE, PASSWORD).await;
        assert_eq!(right.status, 422);
        assert!(right.has("Учётная запись заблокирована"));
        world.execute("update accounts set status = 'closed'", db::p![]).await;
        assert!(!world.sign_in(&mut browser, PHONE, PASSWORD).await.has("заблокирована"));
    })
    .await;
}

#[tokio::test]
async fn a_full_queue_refuses_politely() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let mut browser = world.with_full_queue();
        let unknown = world.sign_in(&mut browser, "+7 900 000-00-00", PASSWORD).await;
        assert_eq!(unknown.status, 503, "a name that nobody has waits for the hasher too");
        let page = world.sign_in(&mut browser, PHONE, PASSWORD).await;
        assert_eq!(page.status, 503);
        assert!(page.has("Подождите несколько секунд"));
        assert_eq!(page.value("login").as_deref(), Some(PHONE));
    })
    .await;
}

#[tokio::test]
async fn a_session_is_noted_at_most_once_a_minute() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let seen = async || world.count("select seen_at from sessions").await;
        let begun = seen().await;
        world.pass(SignedDuration::from_secs(59));
        assert!(is_in(&mut browser).await);
        assert_eq!(seen().await, begun);
        world.pass(SignedDuration::from_secs(1));
        assert!(is_in(&mut browser).await);
        assert_eq!(seen().await, begun + 60_000_000);
    })
    .await;
}
