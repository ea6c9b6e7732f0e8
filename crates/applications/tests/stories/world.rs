//! A portal of this crate and those below it, with an inbox for what it asks others to do.

use std::sync::{Arc, Mutex};

use axum::Router;
use base::{AccountId, Cx, ManualClock, SignedDuration, Timestamp};
use db::{
    Db,
    audit::{Audit, Bounds},
    jobs::{Run, Runner},
};
use documents::events::IssueDocument;
use identity::{
    Role, StaffSeed,
    checks::{Answer, Question, Registries, gateway::Asking},
    events::{AlreadyRegistered, CodeRequested, NewDevice, PasswordChanged},
};
use totp_rs::Builder;
use web::testing::{Browser, Response, TestFile};

pub const PASSWORD: &str = "Кисель 7 вёдер!";
const STAFF_PASSWORD: &str = "Reka-Okolica!58-Samovar";

/// What the jobs would make others do.
#[derive(Default)]
pub struct Inbox {
    pub codes: Vec<String>,
    pub orders: Vec<IssueDocument>,
}

pub struct World {
    pub db: Db,
    pub cx: Cx,
    pub clock: Arc<ManualClock>,
    pub inbox: Arc<Mutex<Inbox>>,
    pub catalog: catalog::Catalog,
    router: Router,
    runner: Runner,
}

struct Agreeable;

impl Registries for Agreeable {
    fn ask<'a>(&'a self, _: &'a Question) -> Asking<'a> {
        Box::pin(async { Ok(Answer::Agreed) })
    }
}

/// Runs the story on every database, with the services of trials.
pub async fn each(story: impl AsyncFn(World)) {
    each_with(services, story).await;
}

/// Runs the story on every database, with these services.
pub async fn each_with(services: fn() -> catalog::Catalog, story: impl AsyncFn(World)) {
    let tables = [
        // The counters of attempts: without them no form with a limit can be saved.
        web::MIGRATIONS,
        addresses::MIGRATIONS,
        identity::MIGRATIONS,
        notifications::MIGRATIONS,
        documents::MIGRATIONS,
        payments::MIGRATIONS,
        catalog::MIGRATIONS,
        applications::MIGRATIONS,
    ];
    db::testing::each(&tables, async |db, cx, clock| {
        // On the heap: a story is long.
        Box::pin(story(World::new(db, cx, clock, services()))).await;
    })
    .await;
}

fn services() -> catalog::Catalog {
    read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/services"))
}

/// The services that the portal publishes.
pub fn real_services() -> catalog::Catalog {
    read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../services"))
}

fn read(folder: &str) -> catalog::Catalog {
    let files = catalog::read_folder(std::path::Path::new(folder)).unwrap();
    catalog::Catalog::from_files(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

impl World {
    fn new(db: Db, cx: Cx, clock: Arc<ManualClock>, catalog: catalog::Catalog) -> Self {
        let inbox = Arc::<Mutex<Inbox>>::default();
        let files = documents::Files::memory();
        let runner = documents::housekeeping(Runner::new(db.clone(), cx.clone()), &files);
        let runner = listening(runner, &inbox, &catalog);
        let state = applications::State { db: db.clone(), cx: cx.clone(), catalog: catalog.clone(), files };
        let people = identity::State::new(db.clone(), cx.clone(), Arc::new(Agreeable));
        let router = applications::routes(state).merge(identity::routes(people.clone())).merge(web::routes());
        let words = [
            identity::LOCALES,
            notifications::LOCALES,
            documents::LOCALES,
            payments::LOCALES,
            catalog::LOCALES,
            catalog::FORMS_LOCALES,
            applications::LOCALES,
        ];
        let mut settings = web::testing::settings(cx.clone(), &words);
        settings.proxies = 1;
        for (code, zone) in
            [("tver", "Europe/Moscow"), ("kamchatka", "Asia/Kamchatka"), ("kaliningrad", "Europe/Kaliningrad")]
        {
            let name = format!("Область {code}");
            let region = web::Region { code: code.into(), name_ru: name.clone(), name_en: name, zone: zone.into() };
            settings.regions.push(region);
        }
        let router = web::layer(identity::layer(router, people), settings);
        Self { db, cx, clock, inbox, catalog, router, runner }
    }

    /// Somebody who was never here, in a network of their own.
    pub fn visitor(&self, network: &str) -> Browser {
        let mut browser = Browser::new(self.router.clone());
        browser.header("x-forwarded-for", network);
        browser
    }

    /// A citizen who has just registered.
    pub async fn citizen(&self, phone: &str) -> Browser {
        let mut browser = self.visitor(&format!("203.0.{}.5", self.cx.below(250)));
        browser.visit("/register").await;
        self.register(&mut browser, phone).await;
        browser
    }

    /// Registers on the page that is open.
    pub async fn register(&self, browser: &mut Browser, phone: &str) -> Response {
        let typed = [
            ("family_name", "Ветрова"),
            ("given_name", "Вера"),
            ("phone", phone),
            ("terms", "yes"),
            ("privacy", "yes"),
        ];
        browser.submit("Зарегистрироваться", &typed).await;
        browser.follow().await;
        self.work().await;
        let code = self.inbox.lock().unwrap().codes.pop().expect("a code was to be sent");
        browser.submit("Подтвердить", &[("code", &code)]).await;
        browser.follow().await;
        browser.submit("Сохранить пароль", &[("password", PASSWORD), ("password_again", PASSWORD)]).await;
        browser.follow().await
    }

    /// Lifts the account to the highest level, as a centre does.
    pub async fn verify(&self, phone: &str) {
        let account = self.account(phone).await;
        let mut tx = self.db.begin().await.unwrap();
        let sql = "insert into standings (account, level, reason, changed_at) values ($1, 'verified', 'identity-confirmed', 0) \
                   on conflict (account) do update set level = 'verified'";
        tx.execute(sql, db::p![account]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// An officer who has just signed in.
    pub async fn officer(&self, name: &str, agency: &str) -> Browser {
        self.staff(Role::Officer, name, agency).await
    }

    /// The head of an agency, who has just signed in.
    pub async fn head(&self, name: &str, agency: &str) -> Browser {
        self.staff(Role::Head, name, agency).await
    }

    async fn staff(&self, role: Role, name: &str, agency: &str) -> Browser {
        let seed = StaffSeed {
            role,
            sign_in: name.into(),
            password: STAFF_PASSWORD.into(),
            totp_secret: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq".into(),
            name: name.into(),
            agency: Some(agency.into()),
            centre: None,
        };
        let mut tx = self.db.begin().await.unwrap();
        identity::seed_staff(&mut tx, &self.cx, &[seed]).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = self.visitor("198.51.100.7");
        browser.visit("/staff/sign-in").await;
        self.sign_in_staff(&mut browser, name).await;
        browser
    }

    /// Signs in at the staff's door that is open.
    pub async fn sign_in_staff(&self, browser: &mut Browser, name: &str) {
        let code = totp(self.cx.now());
        let fields = [("name", name), ("password", STAFF_PASSWORD), ("code", code.as_str())];
        assert_eq!(browser.submit("Войти", &fields).await.status, 303, "{}", browser.page().text());
    }

    pub fn pass_days(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }

    /// The citizen comes back after days: the session has ended.
    pub async fn come_back(&self, browser: &mut Browser, phone: &str) {
        browser.visit("/sign-in").await;
        let answer = browser.submit("Войти", &[("login", phone), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", browser.page().text());
    }

    /// Lets the jobs run.
    pub async fn work(&self) {
        self.runner.drain().await.unwrap();
    }

    /// The only account with this phone.
    pub async fn account(&self, phone: &str) -> AccountId {
        let phone: base::Phone = phone.parse().unwrap();
        let mut tx = self.db.read().await.unwrap();
        let fingerprint = db::vault::fingerprint(&tx, "phone", phone.as_str());
        let sql = "select account from sign_in_names where kind = 'phone' and fingerprint = $1";
        tx.one::<AccountId>(sql, db::p![fingerprint]).await.unwrap().expect("an account")
    }

    /// The audit finds nothing wrong.
    pub async fn is_sound(&self) {
        let mut audit = Audit::new(self.cx.clone(), Bounds::default(), |_, _| {});
        applications::audit(&self.db, &self.catalog, &mut audit).await.unwrap();
        assert!(audit.findings().is_empty(), "{:#?}", audit.findings());
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        tx.one::<i64>(sql, db::p![]).await.unwrap().unwrap()
    }
}

/// The code of every officer's authenticator at this moment.
fn totp(now: Timestamp) -> String {
    let totp = Builder::new().with_secret(*b"12345678901234567890").build().unwrap();
    totp.generate(u64::try_from(now.as_second()).unwrap()).to_string()
}

/// The number of the application that the page shows.
pub fn number_on(page: &Response) -> String {
    let text = page.text();
    let number = text.split_whitespace().find(|word| word.len() == 12 && word.matches('-').count() == 2);
    number.unwrap_or_else(|| panic!("no number on {}:\n{text}", page.path)).to_owned()
}

/// Fills in the whole trial certificate and stops at «Проверьте данные».
pub async fn fill_certificate(browser: &mut Browser) -> Response {
    browser.visit("/services/trial-certificate/apply").await;
    browser.submit("Продолжить", &[("name_changed", "no")]).await;
    browser.follow().await;
    browser.submit("Продолжить", &[]).await;
    browser.follow().await;
    browser.submit("Продолжить", &[("purpose", "work")]).await;
    let page = browser.follow().await;
    assert_eq!(page.heading(), "Проверьте данные", "{}", page.text());
    page
}

/// Begins the trial certificate as somebody who was Орлова, up to the page that asks for a scan.
pub async fn renamed(browser: &mut Browser) -> Response {
    browser.visit("/services/trial-certificate/apply").await;
    browser.submit("Продолжить", &[("name_changed", "yes"), ("former_name", "Орлова")]).await;
    browser.follow().await
}

/// The same with the scan; answers the page after it.
pub async fn renamed_with_proof(browser: &mut Browser) -> Response {
    renamed(browser).await;
    let scan = TestFile { field: "proof_scan", name: "scan.png", bytes: SCAN };
    browser.upload("Продолжить", &[], &[scan]).await;
    browser.follow().await
}

/// Sends it with a scan that nobody can read; answers the application's address and its number.
pub async fn send_renamed(browser: &mut Browser) -> (String, String) {
    renamed(browser).await;
    let scan = TestFile { field: "proof_scan", name: "blurred.png", bytes: SCAN };
    browser.upload("Продолжить", &[], &[scan]).await;
    browser.follow().await;
    browser.submit("Продолжить", &[]).await;
    browser.follow().await;
    browser.submit("Продолжить", &[("purpose", "work")]).await;
    browser.follow().await;
    browser.submit("Отправить", &[]).await;
    let number = number_on(&browser.follow().await);
    (path_of(browser), number)
}

/// Fills in and sends the trial certificate; answers its number.
pub async fn send_certificate(browser: &mut Browser) -> String {
    fill_certificate(browser).await;
    browser.submit("Отправить", &[]).await;
    number_on(&browser.follow().await)
}

/// The path of the application whose confirmation or page is open.
pub fn path_of(browser: &Browser) -> String {
    browser.page().path.split('/').take(4).collect::<Vec<_>>().join("/")
}

fn listening(runner: Runner, inbox: &Arc<Mutex<Inbox>>, catalog: &catalog::Catalog) -> Runner {
    let (codes, orders) = (inbox.clone(), inbox.clone());
    applications::jobs(runner, catalog)
        .on(move |job: CodeRequested, _: Run| {
            codes.lock().unwrap().codes.push(job.code);
            async { Ok(()) }
        })
        .on(move |job: IssueDocument, _: Run| {
            orders.lock().unwrap().orders.push(job);
            async { Ok(()) }
        })
        .on(|_: AlreadyRegistered, _: Run| async { Ok(()) })
        .on(|_: PasswordChanged, _: Run| async { Ok(()) })
        .on(|_: NewDevice, _: Run| async { Ok(()) })
        .on(|_: notifications::Deliver, _: Run| async { Ok(()) })
}

/// A picture.
pub const SCAN: &[u8] = include_bytes!("scan.png");
/// Another picture.
pub const OTHER_SCAN: &[u8] = include_bytes!("other-scan.png");
/// The phone of Вера.
pub const PHONE: &str = "+7 900 123-45-67";
/// The phone of somebody else.
pub const OTHER_PHONE: &str = "+7 911 000-11-22";
