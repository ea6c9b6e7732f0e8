//! The page where the password is set.

use crate::world::{PASSWORD, PHONE, applicant, each};

#[tokio::test]
async fn weak_passwords_are_refused_with_the_reason() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(PHONE)).await;
        browser.follow().await;
        world.confirm(&mut browser).await;
        for (password, reason) in [
            ("Короткий1!", "не меньше 12 знаков"),
            ("толькострочные", "заглавную букву"),
            ("Ветрова!42-окно", "своё имя"),
            ("Password2024!", "известен взломщикам"),
            ("Каша!9йцукенг", "ряды клавиш"),
        ] {
            let page =
                browser.submit("Сохранить пароль", &[("password", password), ("password_again", password)]).await;
            assert_eq!(page.status, 422, "{password}");
            assert!(page.errors()[0].contains(reason), "{password}: {:?}", page.errors());
            assert_eq!(page.attribute("#password", "value"), None, "a password is never shown again");
        }
        let page = browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", "другой")]).await;
        assert_eq!(page.errors(), ["Пароли не совпали. Введите их ещё раз"]);
        assert_eq!(world.count("select count(*) from accounts").await, 0);
    })
    .await;
}
