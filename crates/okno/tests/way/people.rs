//! What citizens and staff do on the way, as the demo's people.

use web::testing::{Browser, Response};

use crate::house::House;

/// Анна's phone.
pub const ANNA: &str = "+79005550101";
/// Дмитрий's phone.
pub const DMITRY: &str = "+79005550102";
/// Анна's insurance number.
pub const SNILS: &str = "146-728-391 94";
/// Анна's mail.
pub const MAIL: &str = "anna.vetrova@example.org";

/// Everybody's password.
pub const PASSWORD: &str = "Zelenyj-Parohod!47-Okno";

/// What Анна types into «Мои данные».
const PERSONAL_DATA: [(&str, &str); 15] = [
    ("family_name", "Ветрова"),
    ("given_name", "Анна"),
    ("patronymic", "Сергеевна"),
    ("sex", "female"),
    ("born_on", "12.04.1990"),
    ("birth_place", "г. Москва"),
    ("citizenship", "Российская Федерация"),
    ("passport", "45 10 218734"),
    ("passport_issued_on", "06.05.2010"),
    ("passport_issued_by", "Отделением по району Тверской ОУФМС России по гор. Москве в ЦАО"),
    ("subdivision_code", "770-002"),
    ("snils", SNILS),
    ("address", "125009, г. Москва, ул. Тверская, д. 14, кв. 27"),
    ("inn", "771045821355"),
    ("email", MAIL),
];

impl House {
    /// Registers in an open browser that was led to registration, with the code of the SMS.
    pub async fn register(&self, browser: &mut Browser, (family, given): (&str, &str), phone: &str) -> Response {
        assert_eq!(browser.page().heading(), "Регистрация", "{}", browser.page().text());
        let fields =
            [("family_name", family), ("given_name", given), ("phone", phone), ("terms", "yes"), ("privacy", "yes")];
        browser.submit("Зарегистрироваться", &fields).await;
        browser.follow().await;
        self.work().await;
        let sms = self.sandbox.message("sms", phone, "Код подтверждения: ").await;
        let code: String = sms.text.chars().filter(char::is_ascii_digit).take(6).collect();
        browser.submit("Подтвердить", &[("code", &code)]).await;
        browser.follow().await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        let done = browser.follow().await;
        assert_eq!(done.heading(), "Учётная запись создана", "{}", done.text());
        done
    }

    /// Adds Анна's mail to her contacts: asks for a letter and types its code.
    pub async fn prove_mail(&self, browser: &mut Browser) {
        browser.visit("/cabinet/settings/email").await;
        browser.submit("Отправить код", &[("contact", MAIL), ("password", PASSWORD)]).await;
        self.work().await;
        let letter = self.sandbox.message("mail", MAIL, "Код для подтверждения контакта").await;
        let code: String = letter.subject.chars().filter(char::is_ascii_digit).take(6).collect();
        browser.follow().await;
        browser.submit("Подтвердить", &[("code", &code)]).await;
        let page = browser.follow().await;
        assert!(page.has("Контакт подтверждён"), "{}", page.text());
    }

    /// Fills in the personal data of Анна; the passport registry is down at first and comes back.
    pub async fn checked(&self, browser: &mut Browser) {
        self.sandbox.control("passport-registry", "down").await;
        let profile = browser.page().path.clone();
        browser.click("Заполнить профиль").await;
        browser.submit("Сохранить", &PERSONAL_DATA).await;
        let page = browser.follow().await;
        assert!(page.has("Проверяем данные"), "{}", page.text());
        self.work().await;
        let page = browser.visit(&profile).await;
        assert!(page.has("Упрощённая учётная запись") && page.has("Проверяем данные"), "{}", page.text());
        self.sandbox.control("passport-registry", "ok").await;
        self.minutes(10);
        self.work().await;
        let page = browser.visit(&profile).await;
        assert!(page.has("Стандартная учётная запись"), "{}", page.text());
        self.sandbox.message("sms", ANNA, "стандартная учётная запись").await;
    }

    /// An operator compares person and passport and confirms.
    pub async fn confirmed(&self, number: &str) {
        let mut desk = self.staff("operator").await;
        desk.visit("/centre-desk").await;
        desk.submit("Найти", &[("query", number), ("reason", "confirmation")]).await;
        let visit = desk.follow().await;
        assert!(visit.has("Ветрова Анна Сергеевна"), "{}", visit.text());
        desk.submit("Распечатать акт", &[]).await;
        desk.follow().await;
        desk.visit(&visit.path).await;
        let seen = ["person", "name", "birth", "passport", "issued", "snils", "act"].map(|line| ("seen", line));
        desk.submit("Подтвердить личность", &seen).await;
        let page = desk.follow().await;
        assert!(page.has("Подтверждённая учётная запись"), "{}", page.text());
        self.work().await;
        self.sandbox.message("sms", ANNA, "подтверждённая учётная запись").await;
    }

    /// A member of the demo's staff, signed in with password and authenticator.
    pub async fn staff(&self, sign_in: &str) -> Browser {
        self.staff_like(sign_in, sign_in).await
    }

    /// A member of staff who has the password and the authenticator of one of the demo's.
    pub async fn staff_like(&self, sign_in: &str, known: &str) -> Browser {
        let person = self.people.staff().iter().find(|one| one.sign_in == known).unwrap();
        let secret = data_encoding::BASE32.decode(person.totp_secret.as_bytes()).unwrap();
        let secret: [u8; 20] = secret.try_into().unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        let code = totp.generate(u64::try_from(self.cx.now().as_second()).unwrap()).to_string();
        let mut browser = self.visitor();
        browser.visit("/staff/sign-in").await;
        browser.submit("Войти", &[("name", sign_in), ("password", &person.password), ("code", &code)]).await;
        let page = browser.follow().await;
        assert!(browser.cookie("okno-staff").is_some(), "{}", page.text());
        browser
    }
}

/// The account number that «Мои данные» shows.
pub fn account_number(page: &Response) -> String {
    let text = page.text();
    let (_, after) = text.split_once("Номер учётной записи: ").unwrap_or_else(|| panic!("{text}"));
    after.chars().take_while(|sign| sign.is_ascii_digit() || *sign == ' ').collect()
}

/// The first run of four groups of four digits: a document's number, without its spaces.
pub fn document_number(page: &Response) -> String {
    let text = page.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_group = |word: &&str| word.len() == 4 && word.bytes().all(|sign| sign.is_ascii_digit());
    let found = words.windows(4).find(|groups| groups.iter().all(is_group));
    found.unwrap_or_else(|| panic!("no number of a document: {text}")).concat()
}
