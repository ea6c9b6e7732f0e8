//! A portal with payments, and a bank that does what the test tells it.

use std::sync::{Arc, Mutex};

use axum::{Router, http::Method};
use base::{AccountId, Cx, ManualClock, Money, SignedDuration};
use db::{
    Db,
    jobs::{Run, Runner},
};
use hmac::{Hmac, KeyInit, Mac};
use identity::{
    checks::{Asking, Question, Registries},
    events::CodeRequested,
};
use payments::{
    ChargeId, NewCharge, Outcome, PaymentId, Recipient,
    events::PaymentSettled,
    gateway::{Answer, Known, Order, Provider, ProviderError},
};
use web::testing::{Browser, Response};

/// The tables of these tests.
pub const TABLES: &[&[db::Migration]] = &[web::MIGRATIONS, identity::MIGRATIONS, payments::MIGRATIONS];
/// The key that signs the bank's notices.
pub const SECRET: &str = "a key that only the bank and the portal know";
/// The hook of the bank's notices.
pub const HOOK: &str = "/hooks/payments";
/// The phone of Анна.
pub const PHONE: &str = "+79005550101";

const PASSWORD: &str = "Kamysh-Velosiped!47-Okean";

/// What the bank was asked to collect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub key: PaymentId,
    pub amount: Money,
    pub description: String,
    pub return_url: String,
    pub inn: String,
}

/// A bank: one payment for one key, and one opinion of all of them.
pub struct Bank {
    pub asked: Mutex<Vec<Asked>>,
    pub outcome: Mutex<Outcome>,
    pub away: Mutex<bool>,
    pub given_back: Mutex<Vec<String>>,
}

impl Bank {
    fn new() -> Self {
        Self {
            asked: Mutex::default(),
            outcome: Mutex::new(Outcome::Pending),
            away: Mutex::default(),
            given_back: Mutex::default(),
        }
    }

    /// From now on every payment is in this state.
    pub fn decides(&self, outcome: Outcome) {
        *self.outcome.lock().unwrap() = outcome;
    }

    /// Whether the bank answers.
    pub fn goes_away(&self, away: bool) {
        *self.away.lock().unwrap() = away;
    }

    /// The payments that the bank knows: one for each key.
    pub fn payments(&self) -> Vec<PaymentId> {
        let mut keys: Vec<PaymentId> = self.asked.lock().unwrap().iter().map(|asked| asked.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The bank's id of the only payment.
    pub fn only_id(&self) -> String {
        let [payment]: [PaymentId; 1] = self.payments().try_into().unwrap();
        format!("bank-{payment}")
    }

    fn present(&self) -> Result<(), ProviderError> {
        if *self.away.lock().unwrap() { Err(ProviderError("503".to_owned())) } else { Ok(()) }
    }
}

impl Provider for Bank {
    fn create<'a>(&'a self, order: &'a Order<'a>) -> Answer<'a, Known> {
        Box::pin(async move {
            // The bank may have written it down and only its answer was lost.
            self.asked.lock().unwrap().push(Asked {
                key: order.key,
                amount: order.amount,
                description: order.description.to_owned(),
                return_url: order.return_url.clone(),
                inn: order.recipient.inn.clone(),
            });
            self.present()?;
            let confirmation_url = Some(format!("https://bank.example/pay/{}", order.key));
            Ok(Known { id: format!("bank-{}", order.key), outcome: Outcome::Pending, amount: None, confirmation_url })
        })
    }

    fn find<'a>(&'a self, id: &'a str) -> Answer<'a, Known> {
        Box::pin(async move {
            self.present()?;
            Ok(Known {
                id: id.to_owned(),
                outcome: *self.outcome.lock().unwrap(),
                amount: None,
                confirmation_url: None,
            })
        })
    }

    fn refund<'a>(&'a self, id: &'a str, _: PaymentId, _: Money) -> Answer<'a, ()> {
        Box::pin(async move {
            self.present()?;
            self.given_back.lock().unwrap().push(id.to_owned());
            Ok(())
        })
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
    pub clock: Arc<ManualClock>,
    pub bank: Arc<Bank>,
    /// The news of paid charges.
    pub settled: Arc<Mutex<Vec<PaymentSettled>>>,
    codes: Arc<Mutex<Vec<String>>>,
    router: Router,
}

/// Plays the story on every database.
pub async fn each(story: impl AsyncFn(Scene)) {
    db::testing::each(TABLES, async |db, cx, clock| story(Scene::new(db, cx, clock)).await).await;
}

impl Scene {
    fn new(db: Db, cx: Cx, clock: Arc<ManualClock>) -> Self {
        let bank = Arc::new(Bank::new());
        let people = identity::State::new(db.clone(), cx.clone(), Arc::new(Silent));
        let state = payments::State {
            db: db.clone(),
            cx: cx.clone(),
            provider: bank.clone(),
            webhook_secret: SECRET.to_owned(),
            public_url: "http://127.0.0.1:8080/".to_owned(),
        };
        let pages = payments::routes(state).merge(identity::routes(people.clone()));
        let settings = web::testing::settings(cx.clone(), &[identity::LOCALES, payments::LOCALES]);
        let router = web::layer(identity::layer(pages, people), settings);
        Self { db, cx, clock, bank, settled: Arc::default(), codes: Arc::default(), router }
    }

    /// Somebody who only looks.
    pub fn guest(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Registers somebody, who is signed in then.
    pub async fn citizen(&self, phone: &str) -> (AccountId, Browser) {
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
        self.work().await;
        let code = self.codes.lock().unwrap().last().cloned().unwrap();
        browser.submit("Подтвердить", &[("code", &code)]).await;
        browser.follow().await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        browser.follow().await;
        (self.account(phone).await, browser)
    }

    async fn account(&self, phone: &str) -> AccountId {
        let mut tx = self.db.read().await.unwrap();
        let fingerprint = db::vault::fingerprint(&tx, "phone", phone);
        let sql = "select account from sign_in_names where kind = 'phone' and fingerprint = $1";
        tx.one::<AccountId>(sql, db::p![fingerprint]).await.unwrap().unwrap()
    }

    /// Somebody with a duty to pay: the address of its page.
    pub async fn debtor(&self) -> (AccountId, Browser, String) {
        let (account, browser) = self.citizen(PHONE).await;
        let charge = self.charge(account, "application:1").await;
        (account, browser, format!("/cabinet/payments/{charge}"))
    }

    /// A charge of 3 500,50 ₽.
    pub async fn charge(&self, account: AccountId, reference: &str) -> ChargeId {
        let mut tx = self.db.begin().await.unwrap();
        let charge = payments::create_charge(&mut tx, &self.cx, &duty(account, reference)).await.unwrap();
        tx.commit().await.unwrap();
        charge
    }

    /// Does every job that is due.
    pub async fn work(&self) {
        let (codes, settled) = (self.codes.clone(), self.settled.clone());
        let provider: Arc<dyn Provider> = self.bank.clone();
        let runner = payments::jobs(Runner::new(self.db.clone(), self.cx.clone()), &provider)
            .on(move |job: CodeRequested, _: Run| {
                codes.lock().unwrap().push(job.code);
                async { Ok(()) }
            })
            .on(move |job: PaymentSettled, _: Run| {
                settled.lock().unwrap().push(job);
                async { Ok(()) }
            });
        runner.drain().await.unwrap();
    }

    /// How many charges were told to be paid by now.
    pub async fn told(&self) -> usize {
        self.work().await;
        self.settled.lock().unwrap().len()
    }

    pub fn minutes(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// A notice of the bank, signed now with its key.
    pub async fn notice(&self, body: &str) -> Response {
        self.tell(body, &self.signature(SECRET, body)).await
    }

    /// A notice of the bank with this signature.
    pub async fn tell(&self, body: &str, signature: &str) -> Response {
        let mut bank = self.guest();
        bank.header("okno-signature", signature);
        bank.send(Method::POST, HOOK, Some("application/json".to_owned()), body.as_bytes().to_vec()).await
    }

    /// The signature of a body at this moment.
    pub fn signature(&self, secret: &str, body: &str) -> String {
        let time = self.cx.now().as_second();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{time}.{body}").as_bytes());
        format!("t={time},v1={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    /// The account's charge, read in this moment.
    pub async fn state(&self, account: AccountId, reference: &str) -> payments::ChargeState {
        let mut tx = self.db.read().await.unwrap();
        payments::charge_of(&mut tx, account, reference).await.unwrap().unwrap().state
    }
}

/// A duty with everything that a payment order names.
pub fn duty(account: AccountId, reference: &str) -> NewCharge {
    NewCharge {
        account,
        reference: reference.to_owned(),
        amount: Money::kopecks(350_050),
        purpose_ru: "Пошлина за паспорт".to_owned(),
        purpose_en: "Passport fee".to_owned(),
        recipient: recipient(),
        back: "/cabinet/applications/1".to_owned(),
    }
}

pub fn recipient() -> Recipient {
    Recipient {
        name: "УФК по г. Москве".to_owned(),
        inn: "7707083893".to_owned(),
        kpp: "770701001".to_owned(),
        account: "03100643000000017300".to_owned(),
        bank: "ГУ Банка России по ЦФО".to_owned(),
        bik: "024501901".to_owned(),
        kbk: "18810807100011000110".to_owned(),
        oktmo: "45382000".to_owned(),
    }
}

/// A notice as the bank writes it.
pub fn succeeded(id: &str) -> String {
    serde_json::json!({ "event": "payment.succeeded", "id": "e-1", "payment": { "id": id, "status": "succeeded" } })
        .to_string()
}
