//! Citizens and operators in front of a browser.

use std::sync::{Arc, Mutex};

use base::AccountId;
use identity::events::CodeRequested;
use web::testing::Browser;

use crate::people::{House, PASSWORD, SECRET, seed};

/// The portal with the pages of this crate alone.
pub fn portal(house: &House) -> axum::Router {
    let state = house.state();
    let router = identity::layer(identity::routes(state.clone()), state);
    web::layer(router, web::testing::settings(house.cx.clone(), &[identity::LOCALES]))
}

/// A citizen who registers and is signed in.
pub async fn citizen(house: &House, router: &axum::Router, phone: &str) -> (Browser, AccountId) {
    let mut browser = Browser::new(router.clone());
    browser.visit("/register").await;
    let fields =
        [("family_name", "Ветрова"), ("given_name", "Анна"), ("phone", phone), ("terms", "yes"), ("privacy", "yes")];
    browser.submit("Зарегистрироваться", &fields).await;
    browser.follow().await;
    let code = code(house).await;
    browser.submit("Подтвердить", &[("code", &code)]).await;
    browser.follow().await;
    let password = "Kamysh-Velosiped!47-Okean";
    browser.submit("Сохранить пароль", &[("password", password), ("password_again", password)]).await;
    browser.follow().await;
    browser.visit("/cabinet/profile").await;
    let account = account_of(house, &browser).await;
    (browser, account)
}

/// The code of the latest message.
async fn code(house: &House) -> String {
    let sent = Arc::new(Mutex::new(String::new()));
    let seen = sent.clone();
    let runner = house.runner().on(move |job: CodeRequested, _run| {
        *seen.lock().unwrap() = job.code;
        async { Ok(()) }
    });
    runner.drain().await.unwrap();
    let code = sent.lock().unwrap().clone();
    assert_eq!(code.len(), 6);
    code
}

/// Whose page «Мои данные» is open.
async fn account_of(house: &House, browser: &Browser) -> AccountId {
    let number = number_on(&browser.page().text());
    let mut tx = house.db.read().await.unwrap();
    identity::accounts::find_by_number(&mut tx, &number.parse().unwrap()).await.unwrap().unwrap()
}

fn number_on(text: &str) -> String {
    let (_, after) = text.split_once("Номер учётной записи: ").expect(text);
    after.chars().take_while(|c| c.is_ascii_digit() || *c == ' ').collect()
}

/// An operator who signs in with the code of the authenticator.
pub async fn operator(house: &House, router: &axum::Router, sign_in: &str, centre: &str) -> Browser {
    let mut tx = house.db.begin().await.unwrap();
    identity::seed_staff(&mut tx, &house.cx, &[seed(sign_in, centre)]).await.unwrap();
    tx.commit().await.unwrap();
    let secret: [u8; 20] = data_encoding::BASE32.decode(SECRET.as_bytes()).unwrap().try_into().unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).with_step_duration(30).build().unwrap();
    let code = totp.generate(u64::try_from(house.cx.now().as_second()).unwrap()).to_string();
    let mut browser = Browser::new(router.clone());
    browser.visit("/staff/sign-in").await;
    browser.submit("Войти", &[("name", sign_in), ("password", PASSWORD), ("code", &code)]).await;
    let page = browser.follow().await;
    assert_eq!(page.heading(), "Найти учётную запись", "{}", page.text());
    browser
}
