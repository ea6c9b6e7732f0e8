//! From «Зарегистрироваться» to «Учётная запись создана».

use base::SignedDuration;
use identity::events::{Contact, Purpose};

use crate::world::{PASSWORD, PHONE, applicant, each, is_in, is_sms};

#[tokio::test]
async fn by_phone_and_on_to_where_one_was_going() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        let page = browser.visit("/register?next=%2Fservices%2Fcriminal-record%2Fapply").await;
        assert_eq!(page.heading(), "Регистрация");
        let sent = browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        assert_eq!((sent.status.as_u16(), sent.location.as_deref()), (303, Some("/register/code")));
        let page = browser.follow().await;
        assert!(page.has("+7 900 •••-••-67"), "{}", page.text());

        let code = world.code().await.unwrap();
        assert_eq!(code.contact, Contact::Sms(PHONE.parse().unwrap()));
        assert_eq!((code.code.len(), code.link.is_none(), code.purpose), (6, true, Purpose::Registration));
        browser.submit("Подтвердить", &[("code", &format!("{} {}", &code.code[..3], &code.code[3..]))]).await;
        let page = browser.follow().await;
        assert_eq!(page.heading(), "Придумайте пароль");

        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        let done = browser.follow().await;
        assert_eq!(done.heading(), "Учётная запись создана");
        assert!(done.has("Упрощённая") && done.has("Вера Ветрова"), "{}", done.text());
        assert_eq!(done.link("Продолжить").as_deref(), Some("/services/criminal-record/apply"));
        assert_eq!(done.link("Заполнить профиль").as_deref(), Some("/cabinet/profile"));
        assert!(is_in(&mut browser).await);
        assert_eq!(world.count("select count(*) from consents").await, 2);
    })
    .await;
}

#[tokio::test]
async fn by_email_through_the_link_in_another_browser() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        let page = browser.click("У меня нет мобильного телефона").await;
        assert!(page.has("Электронная почта") && !page.has("Мобильный телефон"), "{}", page.text());
        let mut typed = applicant("vera@example.org");
        typed[2].0 = "email";
        browser.submit("Зарегистрироваться", &typed).await;
        let page = browser.follow().await;
        assert!(page.has("v•••@example.org") && page.has("«Спам»"), "{}", page.text());

        let link = world.code().await.unwrap().link.unwrap();
        let mut phone = world.visitor("198.51.100.9");
        let opened = phone.get(&link).await;
        assert_eq!(opened.location.as_deref(), Some("/register/link"), "the token leaves the address at once");
        phone.follow().await;
        assert!(phone.cookie("okno-registration-letter").is_some_and(|token| link.ends_with(token)));
        // Looking again changes nothing: scanners of mailboxes look too.
        phone.visit(&link).await;
        phone.submit("Подтвердить", &[]).await;
        assert_eq!(phone.cookie("okno-registration-letter"), None, "used up and put away");
        assert_eq!(phone.follow().await.heading(), "Придумайте пароль");
        assert_eq!(browser.visit("/register/code").await.heading(), "Регистрация");
        phone.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        assert_eq!(phone.follow().await.heading(), "Учётная запись создана");

        let again = browser.visit(&link).await;
        assert_eq!(again.status, 410);
        assert_eq!(again.link("Начать заново").as_deref(), Some("/register"));
    })
    .await;
}

#[tokio::test]
async fn wrong_input_is_named_and_kept() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register?next=/cabinet").await;
        let page = browser
            .submit("Зарегистрироваться", &[("family_name", "Ветрова1"), ("given_name", "Вера"), ("phone", "12345")])
            .await;
        assert_eq!(page.status, 422);
        assert_eq!(page.errors().len(), 4, "{:?}", page.errors());
        assert_eq!(page.value("given_name").as_deref(), Some("Вера"));
        assert_eq!(page.value("phone").as_deref(), Some("12345"));
        assert_eq!(page.value("next").as_deref(), Some("/cabinet"));
        assert!(world.code().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn five_wrong_tries_kill_a_code_and_a_new_one_comes_after_a_minute() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        browser.follow().await;
        let code = world.code().await.unwrap().code;
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let page = browser.submit("Подтвердить", &[("code", "12")]).await;
        assert_eq!(page.errors(), ["Введите шесть цифр кода"]);
        for left in ["Осталось 4 попытки", "Осталось 3 попытки", "Осталось 2 попытки", "Осталась 1 попытка"]
        {
            let page = browser.submit("Подтвердить", &[("code", wrong)]).await;
            assert_eq!(page.status, 422);
            assert!(page.errors()[0].contains(left), "{:?}", page.errors());
        }
        let page = browser.submit("Подтвердить", &[("code", wrong)]).await;
        // 9:00 UTC is noon in Moscow; a minute after the first code the next may come.
        assert!(page.errors()[0].contains("после 12:01"), "{:?}", page.errors());
        let page = browser.submit("Подтвердить", &[("code", &code)]).await;
        assert_eq!(page.status, 422, "the right code is dead too");

        let page = browser.submit("Отправить код ещё раз", &[]).await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].contains("12:01"), "{:?}", page.errors());
        world.pass(SignedDuration::from_secs(60));
        browser.submit("Отправить код ещё раз", &[]).await;
        let page = browser.follow().await;
        assert!(page.has("Мы отправили новый код"), "{}", page.text());
        assert_eq!(world.confirm(&mut browser).await.heading(), "Придумайте пароль");
    })
    .await;
}

#[tokio::test]
async fn a_code_is_for_ten_minutes_and_one_use() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        browser.follow().await;
        let old = world.code().await.unwrap().code;
        world.minutes(10);
        let page = browser.submit("Подтвердить", &[("code", &old)]).await;
        assert_eq!(page.errors(), ["Код больше не действует. Отправьте новый"]);

        browser.submit("Отправить код ещё раз", &[]).await;
        browser.follow().await;
        let new = world.code().await.unwrap().code;
        let mut twin = browser.clone();
        if old != new {
            assert_eq!(browser.submit("Подтвердить", &[("code", &old)]).await.status, 422);
        }
        browser.submit("Подтвердить", &[("code", &new)]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/register/password"));
        // The same code again, from the page that was open beside: the registration has a new token by now.
        let replayed = twin.submit("Подтвердить", &[("code", &new)]).await;
        assert_eq!(replayed.location.as_deref(), Some("/register"));
    })
    .await;
}

#[tokio::test]
async fn five_codes_an_hour_and_no_more() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        browser.follow().await;
        for _ in 0..4 {
            world.minutes(2);
            assert_eq!(browser.submit("Отправить код ещё раз", &[]).await.status, 303);
            browser.follow().await;
        }
        world.minutes(2);
        let page = browser.submit("Отправить код ещё раз", &[]).await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].contains("13:00"), "{:?}", page.errors());
        // Beginning anew, from elsewhere, is no way round.
        let mut other = world.visitor("198.51.100.9");
        other.visit("/register").await;
        let page = other.submit("Зарегистрироваться", &applicant("89001234567")).await;
        assert!(page.errors()[0].contains("13:00"), "{:?}", page.errors());
        world.minutes(51);
        assert_eq!(browser.submit("Отправить код ещё раз", &[]).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn back_to_correct_a_name_does_not_need_another_code() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        browser.visit("/register").await;
        let mut corrected = applicant(PHONE);
        corrected[0].1 = "Метелева";
        browser.submit("Зарегистрироваться", &corrected).await;
        assert_eq!(browser.follow().await.heading(), "Введите код");
        world.confirm(&mut browser).await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        assert!(browser.follow().await.has("Вера Метелева"));
    })
    .await;
}

#[tokio::test]
async fn a_taken_contact_shows_a_stranger_the_same_pages() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        world.minutes(5);
        let mut stranger = world.visitor("198.51.100.9");
        let mut newcomer = world.visitor("198.51.100.10");
        let mut pages = Vec::new();
        for (browser, phone) in [(&mut stranger, PHONE), (&mut newcomer, "+7 900 765-43-67")] {
            browser.visit("/register").await;
            let sent = browser.submit("Зарегистрироваться", &applicant(phone)).await;
            let page = browser.follow().await;
            let wrong = browser.submit("Подтвердить", &[("code", "000000")]).await;
            pages.push((sent.status, sent.location, page.text(), wrong.status, wrong.text()));
        }
        assert_eq!(pages[0], pages[1]);
        world.deliver().await;
        let inbox = world.inbox.lock().unwrap();
        assert_eq!(inbox.already.len(), 1);
        assert_eq!(inbox.already[0].contact, Contact::Sms(PHONE.parse().unwrap()));
        assert_eq!(inbox.codes.len(), 1, "only the newcomer is sent a code");
        assert!(is_sms(&inbox.codes[0]));
    })
    .await;
}

#[tokio::test]
async fn two_registrations_of_one_phone_make_one_account() {
    each(async |world| {
        let mut one = world.visitor("203.0.113.5");
        let mut two = world.visitor("198.51.100.9");
        for browser in [&mut one, &mut two] {
            browser.visit("/register").await;
            browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
            browser.follow().await;
            world.confirm(browser).await;
            world.minutes(2);
        }
        let typed = [("password", PASSWORD), ("password_again", PASSWORD)];
        let (first, second) =
            tokio::join!(one.submit("Сохранить пароль", &typed), two.submit("Сохранить пароль", &typed));
        let mut places = [first.location.unwrap(), second.location.unwrap()];
        places.sort();
        assert_eq!(places, ["/register/done", "/sign-in"]);
        assert_eq!(world.count("select count(*) from accounts").await, 1);
        let late = if is_in(&mut one).await { &mut two } else { &mut one };
        assert!(late.visit("/sign-in").await.has("У вас уже есть учётная запись"));
    })
    .await;
}

#[tokio::test]
async fn a_double_click_makes_one_account() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        browser.follow().await;
        world.confirm(&mut browser).await;
        let mut again = browser.clone();
        let typed = [("password", PASSWORD), ("password_again", PASSWORD)];
        let (first, second) =
            tokio::join!(browser.submit("Сохранить пароль", &typed), again.submit("Сохранить пароль", &typed));
        assert_eq!(
            (first.location.as_deref(), second.location.as_deref()),
            (Some("/register/done"), Some("/register/done"))
        );
        assert_eq!(world.count("select count(*) from accounts").await, 1);
    })
    .await;
}

#[tokio::test]
async fn addresses_of_others_are_not_followed() {
    each(async |world| {
        let evil = ["//evil.example", "https://evil.example/", "/\\evil.example", "/sign-out", "javascript:alert(1)"];
        for next in evil {
            let mut browser = world.visitor("203.0.113.5");
            let page = browser.visit(&format!("/register?next={}", next.replace('\\', "%5C"))).await;
            assert_eq!(page.value("next").as_deref(), Some(""), "{next}");
        }
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        let mut typed = applicant(PHONE).to_vec();
        typed.push(("next", "//evil.example"));
        browser.submit("Зарегистрироваться", &typed).await;
        browser.follow().await;
        world.confirm(&mut browser).await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/register/done"));
    })
    .await;
}

#[tokio::test]
async fn pages_in_the_middle_lead_back_to_the_beginning() {
    each(async |world| {
        for path in ["/register/code", "/register/password"] {
            assert_eq!(world.visitor("203.0.113.5").get(path).await.location.as_deref(), Some("/register"));
        }
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        // The password cannot be set before the code.
        assert_eq!(browser.get("/register/password").await.location.as_deref(), Some("/register/code"));
        let typed = [("password", PASSWORD), ("password_again", PASSWORD)];
        browser.visit("/register/code").await;
        assert_eq!(browser.post("/register/password", &typed).await.location.as_deref(), Some("/register/code"));
        // After a day it is too late.
        world.pass(SignedDuration::from_hours(24));
        assert_eq!(browser.get("/register/code").await.location.as_deref(), Some("/register"));
        assert_eq!(world.count("select count(*) from accounts").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_texts_that_one_agrees_to_can_be_read() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        assert_eq!(browser.click("условия использования").await.heading(), "Условия использования");
        assert!(browser.page().has("1 ноября 2026"));
        assert_eq!(browser.visit("/privacy?lang=en").await.heading(), "Privacy policy");
    })
    .await;
}
