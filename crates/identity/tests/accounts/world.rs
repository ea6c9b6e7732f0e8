//! A portal of this crate alone, with a mailbox for what it asks others to do.

use std::sync::{Arc, Mutex};

use axum::Router;
use base::{AccountId, Cx, ManualClock, SignedDuration};
use db::{
    Db,
    jobs::{Run, Runner},
};
use identity::{
    State,
    checks::{Answer, Question, Registries, gateway::Asking},
    events::{AlreadyRegistered, CodeRequested, Contact, NewDevice, PasswordChanged},
};
use web::testing::{Browser, Response};

/// A good password for whoever needs one.
pub const PASSWORD: &str = "Кисель 7 вёдер!";
/// Another one.
pub const OTHER_PASSWORD: &str = "Ракета & 17 груш";
/// The phone of Вера.
pub const PHONE: &str = "+7 900 123-45-67";

/// What the jobs of this crate would make others do.
#[derive(Default)]
pub struct Inbox {
    pub codes: Vec<CodeRequested>,
    pub already: Vec<AlreadyRegistered>,
    pub changed: Vec<AccountId>,
    pub devices: Vec<AccountId>,
}

pub struct World {
    pub db: Db,
    pub cx: Cx,
    pub clock: Arc<ManualClock>,
    pub inbox: Arc<Mutex<Inbox>>,
    router: Router,
    runner: Runner,
}

/// Registries that agree with everybody; these journeys do not come to them.
struct Agreeable;

impl Registries for Agreeable {
    fn ask<'a>(&'a self, _: &'a Question) -> Asking<'a> {
        Box::pin(async { Ok(Answer::Agreed) })
    }
}

/// Runs the journey on every database.
pub async fn each(journey: impl AsyncFn(World)) {
    crate::captured::listen();
    db::testing::each(&[identity::MIGRATIONS], async |db, cx, clock| journey(World::new(db, cx, clock)).await).await;
}

impl World {
    pub fn new(db: Db, cx: Cx, clock: Arc<ManualClock>) -> Self {
        let inbox = Arc::<Mutex<Inbox>>::default();
        let runner = listening(Runner::new(db.clone(), cx.clone()), &inbox);
        let state = State::new(db.clone(), cx.clone(), Arc::new(Agreeable));
        let state = state.with_offices(|code, lang| (code == "tax-service").then(|| tax_service(lang).to_owned()));
        let router = portal(state);
        Self { db, cx, clock, inbox, router, runner }
    }

    /// The same world with a password queue that is always full.
    pub fn with_full_queue(&self) -> Browser {
        let state = State::new(self.db.clone(), self.cx.clone(), Arc::new(Agreeable)).with_password_queue(1, 0);
        Browser::new(portal(state))
    }

    /// Somebody who was never here, in a network of their own.
    pub fn visitor(&self, network: &str) -> Browser {
        let mut browser = Browser::new(self.router.clone());
        browser.header("x-forwarded-for", network);
        browser.header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0");
        browser
    }

    pub fn pass(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    pub fn minutes(&self, minutes: i64) {
        self.pass(SignedDuration::from_mins(minutes));
    }

    /// Lets the jobs run; what they would send lies in the inbox.
    pub async fn deliver(&self) {
        self.runner.drain().await.unwrap();
    }

    /// The newest code, after delivery; none when no message with a code was to be sent since the last look.
    pub async fn code(&self) -> Option<CodeRequested> {
        self.deliver().await;
        let mut inbox = self.inbox.lock().unwrap();
        let newest = inbox.codes.pop();
        inbox.codes.clear();
        newest
    }

    /// Registers somebody with this phone; they are signed in and on «Учётная запись создана».
    pub async fn register(&self, browser: &mut Browser, phone: &str) -> Response {
        browser.visit("/register").await;
        browser.submit("Зарегистрироваться", &applicant(phone)).await;
        browser.follow().await;
        self.confirm(browser).await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        let done = browser.follow().await;
        assert_eq!(done.heading(), "Учётная запись создана", "{}", done.text());
        done
    }

    /// Enters the newest code on the open page.
    pub async fn confirm(&self, browser: &mut Browser) -> Response {
        let code = self.code().await.expect("a code was to be sent").code;
        browser.submit("Подтвердить", &[("code", &code)]).await;
        browser.follow().await
    }

    /// Tries to sign in; follows where that leads.
    pub async fn sign_in(&self, browser: &mut Browser, login: &str, password: &str) -> Response {
        browser.visit("/sign-in").await;
        browser.submit("Войти", &[("login", login), ("password", password)]).await;
        browser.last().clone()
    }

    /// The only account with this contact.
    pub async fn account(&self, phone: &str) -> AccountId {
        let phone: base::Phone = phone.parse().unwrap();
        let mut tx = self.db.read().await.unwrap();
        let fingerprint = db::vault::fingerprint(&tx, "phone", phone.as_str());
        let sql = "select account from sign_in_names where kind = 'phone' and fingerprint = $1";
        tx.one::<AccountId>(sql, db::p![fingerprint]).await.unwrap().expect("an account")
    }

    /// Changes rows as an operator of the database would.
    pub async fn execute(&self, sql: &str, params: &[db::Param<'_>]) {
        let mut tx = self.db.begin().await.unwrap();
        assert_eq!(tx.execute(sql, params).await.unwrap(), 1, "{sql}");
        tx.commit().await.unwrap();
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        tx.one::<i64>(sql, db::p![]).await.unwrap().unwrap()
    }
}

/// What Вера types on the first page.
pub fn applicant(phone: &str) -> [(&str, &str); 5] {
    [("family_name", "Ветрова"), ("given_name", "Вера"), ("phone", phone), ("terms", "yes"), ("privacy", "yes")]
}

/// Whether the browser is signed in as a citizen.
pub async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/cabinet/settings").await.status == 200
}

pub fn is_sms(code: &CodeRequested) -> bool {
    matches!(code.contact, Contact::Sms(_))
}

fn tax_service(lang: base::Lang) -> &'static str {
    match lang {
        base::Lang::Ru => "Налоговая служба",
        base::Lang::En => "Tax Service",
    }
}

fn portal(state: State) -> Router {
    let mut settings = web::testing::settings(state.cx.clone(), &[identity::LOCALES]);
    settings.proxies = 1;
    web::layer(identity::layer(identity::routes(state.clone()), state), settings)
}

fn listening(runner: Runner, inbox: &Arc<Mutex<Inbox>>) -> Runner {
    let codes = inbox.clone();
    let already = inbox.clone();
    let changed = inbox.clone();
    let devices = inbox.clone();
    runner
        .on(move |job: CodeRequested, _: Run| {
            codes.lock().unwrap().codes.push(job);
            async { Ok(()) }
        })
        .on(move |job: AlreadyRegistered, _: Run| {
            already.lock().unwrap().already.push(job);
            async { Ok(()) }
        })
        .on(move |job: PasswordChanged, _: Run| {
            changed.lock().unwrap().changed.push(job.account);
            async { Ok(()) }
        })
        .on(move |job: NewDevice, _: Run| {
            devices.lock().unwrap().devices.push(job.account);
            async { Ok(()) }
        })
}
