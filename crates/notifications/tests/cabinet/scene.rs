//! A portal with notices, and a post office that keeps what it took.

use std::sync::{Arc, Mutex};

use axum::Router;
use base::{AccountId, Cx, Email, ManualClock, Phone, SignedDuration, Uuid};
use db::{Db, jobs::Runner};
use identity::{
    accounts,
    checks::{Asking, Question, Registries},
    events::Contact,
};
use notifications::{
    Kind, Notice, Post,
    gateway::{Answer, Letter, MailGateway, SmsGateway},
};
use web::testing::Browser;

const TABLES: &[&[db::Migration]] = &[web::MIGRATIONS, identity::MIGRATIONS, notifications::MIGRATIONS];

const WORDS: web::Locales = web::Locales {
    ru: "told = Заявление { $number } одобрено\ntold-subject = Одобрено\ntold-sms = { $number }: одобрено",
    en: "told = Application { $number } is approved\ntold-subject = Approved\ntold-sms = { $number }: approved",
};

/// The phone of Анна.
pub const PHONE: &str = "+79005550101";

const PASSWORD: &str = "Kamysh-Velosiped!47-Okean";

/// A post office: what it took, SMS and letters.
#[derive(Default)]
pub struct Office {
    sms: Mutex<Vec<String>>,
    mail: Mutex<Vec<String>>,
}

impl SmsGateway for Office {
    fn send<'a>(&'a self, _: &'a Phone, text: &'a str, key: Uuid) -> Answer<'a, String> {
        self.sms.lock().unwrap().push(text.to_owned());
        Box::pin(async move { Ok(key.to_string()) })
    }
}

impl MailGateway for Office {
    fn send<'a>(&'a self, _: &'a Email, letter: &'a Letter, _: Uuid) -> Answer<'a, ()> {
        self.mail.lock().unwrap().push(letter.text.clone());
        Box::pin(async { Ok(()) })
    }
}

/// Registries that nobody asks here.
struct Silent;

impl Registries for Silent {
    fn ask<'a>(&'a self, _: &'a Question) -> Asking<'a> {
        Box::pin(std::future::pending())
    }
}

pub struct Scene {
    pub db: Db,
    pub cx: Cx,
    clock: Arc<ManualClock>,
    office: Arc<Office>,
    router: Router,
    runner: Runner,
}

/// Plays the story on every database.
pub async fn each(story: impl AsyncFn(Scene)) {
    db::testing::each(TABLES, async |db, cx, clock| story(Scene::new(db, cx, clock)).await).await;
}

impl Scene {
    fn new(db: Db, cx: Cx, clock: Arc<ManualClock>) -> Self {
        let office = Arc::new(Office::default());
        let words = web::i18n::Words::new(&[notifications::LOCALES, WORDS]).unwrap();
        let post = Post { sms: office.clone(), mail: office.clone(), words, public_url: "https://okno.example".into() };
        let runner = notifications::jobs(Runner::new(db.clone(), cx.clone()), &post);
        let people = identity::State::new(db.clone(), cx.clone(), Arc::new(Silent));
        let pages = notifications::routes(notifications::State { db: db.clone(), cx: cx.clone() })
            .merge(identity::routes(people.clone()));
        let settings = web::testing::settings(cx.clone(), &[identity::LOCALES, notifications::LOCALES, WORDS]);
        let router = web::layer(identity::layer(pages, people), settings);
        Self { db, cx, clock, office, router, runner }
    }

    /// Somebody who only looks.
    pub fn guest(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Registers somebody with a phone and an e-mail address, who is signed in then.
    pub async fn citizen(&self, phone: &str, mail: &str) -> (AccountId, Browser) {
        let mut browser = self.guest();
        browser.visit("/register").await;
        let fields = [
            ("family_name", "Ветрова"),
            ("given_name", "Анна"),
            ("phone", phone),
            ("terms", "yes"),
            ("privacy", "yes"),
        ];
        browser.submit("Зарегистрироваться", &fields).await;
        browser.follow().await;
        let text = self.sms().await.pop().unwrap();
        let code: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
        browser.submit("Подтвердить", &[("code", &code)]).await;
        browser.follow().await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        browser.follow().await;

        let mut tx = self.db.begin().await.unwrap();
        let fingerprint = db::vault::fingerprint(&tx, "phone", phone);
        let sql = "select account from sign_in_names where kind = 'phone' and fingerprint = $1";
        let account = tx.one::<AccountId>(sql, db::p![fingerprint]).await.unwrap().unwrap();
        let contact = Contact::Mail(mail.parse().unwrap());
        assert!(accounts::claim(&mut tx, &self.cx, account, &contact).await.unwrap());
        tx.commit().await.unwrap();
        (account, browser)
    }

    /// Tells the account of an application; a minute passes.
    pub async fn tell(&self, account: AccountId, kind: Kind, number: &str) {
        let mut tx = self.db.begin().await.unwrap();
        let notice = Notice {
            account,
            kind,
            key: "told",
            args: vec![("number", number.to_owned())],
            link: Some(format!("/cabinet/applications/{number}")),
            once: None,
        };
        notifications::notify(&mut tx, &self.cx, notice).await.unwrap();
        tx.commit().await.unwrap();
        self.clock.advance(SignedDuration::from_mins(1));
    }

    pub async fn unread(&self, account: AccountId) -> u32 {
        let mut tx = self.db.read().await.unwrap();
        notifications::unread(&mut tx, account).await.unwrap()
    }

    /// The SMS since the last look.
    pub async fn sms(&self) -> Vec<String> {
        self.runner.drain().await.unwrap();
        std::mem::take(&mut *self.office.sms.lock().unwrap())
    }

    /// The letters since the last look.
    pub async fn mail(&self) -> Vec<String> {
        self.runner.drain().await.unwrap();
        std::mem::take(&mut *self.office.mail.lock().unwrap())
    }
}
