//! A further contact counts only after its proof.

use identity::events::{Contact, Purpose};

use crate::world::{PASSWORD, PHONE, applicant, each, is_in};

#[tokio::test]
async fn the_email_of_a_registration_is_proved_by_its_link() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        let mut typed = applicant(PHONE).to_vec();
        typed.extend([("email", "Vera@Example.org"), ("patronymic", "Павловна")]);
        browser.submit("Зарегистрироваться", &typed).await;
        browser.follow().await;
        world.confirm(&mut browser).await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;

        let letter = world.code().await.unwrap();
        assert_eq!(
            (letter.purpose, &letter.contact),
            (Purpose::ContactChange, &Contact::Mail("Vera@example.org".parse().unwrap()))
        );
        let page = browser.visit("/cabinet/settings").await;
        assert!(page.has("V•••@example.org") && page.has("ждёт подтверждения"), "{}", page.text());
        let mut other = world.visitor("198.51.100.9");
        assert_eq!(world.sign_in(&mut other, "vera@example.org", PASSWORD).await.status, 422, "not proved yet");

        let link = letter.link.unwrap();
        other.visit(&link).await;
        other.submit("Подтвердить", &[]).await;
        assert!(!is_in(&mut other).await, "the link proves the mailbox and signs nobody in");
        assert_eq!(other.visit(&link).await.status, 410);
        assert_eq!(world.sign_in(&mut other, "VERA@example.org", PASSWORD).await.status, 303);
        assert!(browser.visit("/cabinet/settings").await.has("Электронная почта подтверждена"));
    })
    .await;
}

#[tokio::test]
async fn a_new_phone_needs_the_password_and_a_code() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        let new = "+7 911 000-11-22";
        browser.visit("/cabinet/settings/phone").await;
        let page = browser.submit("Отправить код", &[("contact", new), ("password", "неверный")]).await;
        assert_eq!(page.errors(), ["Введите пароль, с которым вы входите"]);
        assert!(world.code().await.is_none());
        browser.submit("Отправить код", &[("contact", new), ("password", PASSWORD)]).await;
        browser.follow().await;
        assert_eq!(world.sign_in(&mut world.visitor("198.51.100.9"), new, PASSWORD).await.status, 422);
        assert!(world.confirm(&mut browser).await.has("Контакт подтверждён"));
        assert_eq!(world.sign_in(&mut world.visitor("198.51.100.9"), new, PASSWORD).await.status, 303);
        assert_eq!(world.sign_in(&mut world.visitor("198.51.100.9"), PHONE, PASSWORD).await.status, 422, "given up");
        assert_eq!(browser.get("/cabinet/settings/phone/code").await.location.as_deref(), Some("/cabinet/settings"));
        assert_eq!(browser.get("/cabinet/settings/snils/code").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn the_contact_of_another_is_not_told_and_not_taken() {
    each(async |world| {
        world.register(&mut world.visitor("198.51.100.9"), "+7 911 000-11-22").await;
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        world.minutes(2);
        browser.visit("/cabinet/settings/phone").await;
        browser.submit("Отправить код", &[("contact", "+7 911 000-11-22"), ("password", PASSWORD)]).await;
        assert_eq!(browser.follow().await.heading(), "Введите код");
        assert!(world.code().await.is_none(), "its owner is not bothered with a code");
    })
    .await;
}
