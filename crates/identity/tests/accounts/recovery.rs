//! «Забыли пароль?»

use base::SignedDuration;
use identity::events::{Contact, Purpose};

use crate::world::{OTHER_PASSWORD, PASSWORD, PHONE, applicant, each, is_in};

const NEW: [(&str, &str); 2] = [("password", OTHER_PASSWORD), ("password_again", OTHER_PASSWORD)];

#[tokio::test]
async fn by_phone_from_another_browser() {
    each(async |world| {
        let mut old = world.visitor("203.0.113.5");
        world.register(&mut old, PHONE).await;
        world.minutes(2);
        let mut browser = world.visitor("198.51.100.9");
        browser.visit("/sign-in?next=%2Fcabinet%2Fsettings").await;
        let page = browser.click("Забыли пароль?").await;
        assert_eq!(page.heading(), "Восстановление доступа");
        browser.submit("Найти", &[("login", "89001234567")]).await;
        assert!(browser.follow().await.has("+7 900 •••-••-67"));
        let code = world.code().await.unwrap();
        assert_eq!((code.purpose, &code.contact), (Purpose::Recovery, &Contact::Sms(PHONE.parse().unwrap())));
        browser.submit("Подтвердить", &[("code", &code.code)]).await;
        assert_eq!(browser.follow().await.heading(), "Придумайте новый пароль");

        let same = [("password", PASSWORD), ("password_again", PASSWORD)];
        let page = browser.submit("Сохранить пароль", &same).await;
        assert_eq!(page.errors(), ["Это прежний пароль. Придумайте новый"]);
        let weak = [("password", "Ветрова!42-окно"), ("password_again", "Ветрова!42-окно")];
        assert_eq!(
            browser.submit("Сохранить пароль", &weak).await.errors(),
            ["Уберите из пароля своё имя, телефон или почту"]
        );
        browser.submit("Сохранить пароль", &NEW).await;
        assert_eq!(browser.last().location.as_deref(), Some("/sign-in?next=%2Fcabinet%2Fsettings"));
        assert!(browser.follow().await.has("Пароль изменён"));

        assert!(!is_in(&mut old).await, "every session has ended");
        assert_eq!(world.sign_in(&mut old, PHONE, PASSWORD).await.status, 422);
        assert_eq!(world.sign_in(&mut browser, PHONE, OTHER_PASSWORD).await.status, 303);
        world.deliver().await;
        let account = world.account(PHONE).await;
        assert_eq!(world.inbox.lock().unwrap().changed, [account]);
        assert!(browser.visit("/cabinet/settings").await.has("Пароль изменён"));
        assert_eq!(browser.get("/recover/password").await.location.as_deref(), Some("/recover"));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_name_shows_the_same_pages() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        world.minutes(2);
        let mut pages = Vec::new();
        for phone in [PHONE, "+7 900 000-00-67"] {
            let mut browser = world.visitor("198.51.100.9");
            browser.visit("/recover").await;
            let sent = browser.submit("Найти", &[("login", phone)]).await;
            let page = browser.follow().await;
            let wrong = browser.submit("Подтвердить", &[("code", "000000")]).await;
            let early = browser.submit("Отправить код ещё раз", &[]).await;
            pages.push((sent.status, sent.location, page.text(), wrong.text(), early.text()));
        }
        assert_eq!(pages[0], pages[1]);
        world.deliver().await;
        assert_eq!(world.inbox.lock().unwrap().codes.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn by_snils_the_contact_is_not_shown() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let account = world.account(PHONE).await;
        let fingerprint = db::vault::fingerprint(&world.db.read().await.unwrap(), "snils", "11223344595");
        let sql = "insert into standings (account, level, reason, snils, changed_at) values ($1, 'standard', 'checks-agreed', $2, 0)";
        world.execute(sql, db::p![account, fingerprint]).await;
        let mut texts = Vec::new();
        for snils in ["112-233-445 95", "112-233-446 96"] {
            let mut browser = world.visitor("198.51.100.9");
            browser.visit("/recover").await;
            browser.submit("Найти", &[("login", snils)]).await;
            texts.push(browser.follow().await.text());
        }
        assert_eq!(texts[0], texts[1]);
        assert!(!texts[0].contains("+7"), "{}", texts[0]);
        assert_eq!(world.code().await.unwrap().contact, Contact::Sms(PHONE.parse().unwrap()));
    })
    .await;
}

#[tokio::test]
async fn codes_die_expire_and_are_used_once() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        world.minutes(2);
        let mut browser = world.visitor("198.51.100.9");
        browser.visit("/recover").await;
        browser.submit("Найти", &[("login", PHONE)]).await;
        browser.follow().await;
        let code = world.code().await.unwrap().code;
        let wrong = if code == "000000" { "111111" } else { "000000" };
        for _ in 0..5 {
            assert_eq!(browser.submit("Подтвердить", &[("code", wrong)]).await.status, 422);
        }
        assert_eq!(browser.submit("Подтвердить", &[("code", &code)]).await.status, 422);
        world.minutes(1);
        browser.submit("Отправить код ещё раз", &[]).await;
        browser.follow().await;
        let code = world.code().await.unwrap().code;
        let mut twin = browser.clone();
        browser.submit("Подтвердить", &[("code", &code)]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/recover/password"));
        assert_eq!(twin.submit("Подтвердить", &[("code", &code)]).await.location.as_deref(), Some("/recover"));
        browser.follow().await;
        let mut twin = browser.clone();
        let (first, second) =
            tokio::join!(browser.submit("Сохранить пароль", &NEW), twin.submit("Сохранить пароль", &NEW));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        world.deliver().await;
        assert_eq!(world.inbox.lock().unwrap().changed.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_recovers_need_not_wait_for_guessers() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        world.minutes(2);
        let mut guesser = world.visitor("192.0.2.1");
        for _ in 0..6 {
            world.sign_in(&mut guesser, PHONE, "неверный").await;
        }
        let mut browser = world.visitor("198.51.100.9");
        browser.visit("/recover").await;
        browser.submit("Найти", &[("login", PHONE)]).await;
        browser.follow().await;
        world.confirm(&mut browser).await;
        browser.submit("Сохранить пароль", &NEW).await;
        world.sign_in(&mut browser, PHONE, OTHER_PASSWORD).await;
        assert!(is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn the_link_of_a_letter_lives_an_hour() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register?by=email").await;
        let mut typed = applicant("vera@example.org");
        typed[2].0 = "email";
        browser.submit("Зарегистрироваться", &typed).await;
        browser.follow().await;
        world.confirm(&mut browser).await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        for (minutes, status) in [(59, 200), (60, 410)] {
            world.minutes(2);
            browser.visit("/recover").await;
            browser.submit("Найти", &[("login", "vera@example.org")]).await;
            let link = world.code().await.unwrap().link.unwrap();
            world.minutes(minutes);
            assert_eq!(browser.visit(&link).await.status, status, "after {minutes} minutes");
        }
        assert!(browser.page().has("прошло больше часа"), "{}", browser.page().text());
    })
    .await;
}

#[tokio::test]
async fn nothing_without_a_begun_recovery() {
    each(async |world| {
        for path in ["/recover/code", "/recover/password"] {
            assert_eq!(world.visitor("203.0.113.5").get(path).await.location.as_deref(), Some("/recover"));
        }
        let mut browser = world.visitor("203.0.113.5");
        assert_eq!(browser.visit("/recover/link/abc").await.status, 410);
        assert_eq!(browser.visit("/recover/link").await.status, 410);
        browser.visit("/recover").await;
        assert_eq!(browser.submit("Найти", &[("login", "вера")]).await.status, 422);
        browser.submit("Найти", &[("login", PHONE)]).await;
        browser.follow().await;
        assert_eq!(browser.get("/recover/password").await.location.as_deref(), Some("/recover"));
        world.pass(SignedDuration::from_hours(2));
        assert_eq!(browser.get("/recover/code").await.location.as_deref(), Some("/recover"));
    })
    .await;
}
