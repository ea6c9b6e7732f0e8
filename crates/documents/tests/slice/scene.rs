//! One portal with its documents, a certificate authority and a time-stamp authority, all in memory but the typesetter.

use std::{path::PathBuf, sync::Arc};

use axum::Router;
use base::{AccountId, Cx, Date, Lang, ManualClock};
use db::{
    Db,
    jobs::{Job, Runner},
};
use documents::{
    Files, Issuer, State, Typesetter,
    events::{DocumentIssued, IssueDocument},
    signing::{Signers, TimeStampAuthority},
    testing::Authority,
};
use identity::{
    Names,
    accounts::{self, NewAccount},
    checks::{Asking, Question, Registries},
    events::{CodeRequested, Contact},
};
use tokio::sync::Mutex;
use web::testing::Browser;

pub const AGENCY: &str = "mvd";
pub const AGENCY_NAME: &str = "МВД России";

/// A small result, as a service's `result.typ` is.
const TEMPLATE: &str = r#"
#let data = json("data.json")
= #data.title
№ #data.number, #data.issued_on, #data.agency, #data.valid_until

#data.text

#image("qr.svg", width: 3cm, alt: "QR-код ведёт на страницу проверки документа")
#data.check_url
"#;

#[derive(Clone)]
pub struct Scene {
    pub db: Db,
    pub cx: Cx,
    pub clock: Arc<ManualClock>,
    pub files: Files,
    pub root: String,
    pub issuer: Issuer,
    pub news: Arc<Mutex<Vec<DocumentIssued>>>,
    codes: Arc<Mutex<Vec<String>>>,
    router: Router,
}

impl Scene {
    pub fn new(db: Db, cx: Cx, clock: Arc<ManualClock>) -> Self {
        Self::with_files(db, cx, clock, Files::memory())
    }

    /// The portal with this store, and with what stands at its gate.
    pub fn with_files(db: Db, cx: Cx, clock: Arc<ManualClock>, files: Files) -> Self {
        let authority = Authority::new(&cx);
        let issuer = Issuer {
            files: files.clone(),
            typesetter: Typesetter::new(typesetter()),
            signers: Signers::new().with(AGENCY, authority.agency(&cx, AGENCY_NAME)),
            authority: Arc::new(authority.clockmaker(&cx)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            zone: jiff::tz::TimeZone::get("Europe/Moscow").unwrap(),
        };
        let people = identity::State::new(db.clone(), cx.clone(), Arc::new(Silent));
        let pages = documents::routes(State { db: db.clone(), cx: cx.clone(), files: files.clone() });
        let known = identity::layer(pages.merge(identity::routes(people.clone())), people);
        let settings = web::testing::settings(cx.clone(), &[identity::LOCALES, documents::LOCALES]);
        let router = web::layer(known, settings);
        let (news, codes) = (Arc::default(), Arc::default());
        Self { db, cx, clock, files, root: authority.root_pem(), issuer, news, codes, router }
    }

    /// The same portal with another time-stamp authority.
    pub fn stamped_by(mut self, authority: impl TimeStampAuthority + 'static) -> Self {
        self.issuer.authority = Arc::new(authority);
        self
    }

    /// Somebody who only looks.
    pub fn guest(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A new account, nobody signed in.
    pub async fn account(&self, family: &str, given: &str, phone: &str) -> AccountId {
        let mut tx = self.db.begin().await.unwrap();
        let names = Names { family: family.to_owned(), given: given.to_owned(), patronymic: None };
        let proved = Contact::Sms(phone.parse().unwrap());
        let new = NewAccount { proved: &proved, password_hash: None, lang: Lang::Ru, names: &names };
        let account = accounts::open(&mut tx, &self.cx, new).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        account
    }

    /// Registers in a browser, as a person does; answers the account too.
    pub async fn citizen(&self, family: &str, given: &str, phone: &str) -> (AccountId, Browser) {
        let known = self.accounts().await;
        let mut browser = self.guest();
        browser.visit("/register").await;
        let fields =
            [("family_name", family), ("given_name", given), ("phone", phone), ("terms", "yes"), ("privacy", "yes")];
        browser.submit("Зарегистрироваться", &fields).await;
        browser.follow().await;
        self.runner().drain().await.unwrap();
        let code = self.codes.lock().await.last().cloned().unwrap();
        browser.submit("Подтвердить", &[("code", &code)]).await;
        browser.follow().await;
        let password = "Сиреневый-Туман-42-над-нами";
        let button = browser.page().texts("main button[type=submit]").first().cloned().unwrap();
        browser.submit(&button, &[("password", password), ("password_again", password)]).await;
        browser.follow().await;
        let account = self.accounts().await.into_iter().find(|account| !known.contains(account));
        (account.unwrap_or_else(|| panic!("no account: {}", browser.page().text())), browser)
    }

    async fn accounts(&self) -> Vec<AccountId> {
        let mut tx = self.db.read().await.unwrap();
        tx.query("select id from accounts", db::p![]).await.unwrap()
    }

    /// The jobs of this slice; news and codes are collected.
    pub fn runner(&self) -> Runner {
        let (news, codes) = (self.news.clone(), self.codes.clone());
        documents::jobs(Runner::new(self.db.clone(), self.cx.clone()), self.issuer.clone())
            .on(move |job: DocumentIssued, _run| {
                let news = news.clone();
                async move {
                    news.lock().await.push(job);
                    Ok(())
                }
            })
            .on(move |job: CodeRequested, _run| {
                let codes = codes.clone();
                async move {
                    codes.lock().await.push(job.code);
                    Ok(())
                }
            })
    }

    pub async fn enqueue(&self, job: &impl Job) {
        let mut tx = self.db.begin().await.unwrap();
        db::jobs::enqueue(&mut tx, &self.cx, job).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// An order like that of an application.
    pub fn order(account: AccountId, reference: &str) -> IssueDocument {
        IssueDocument {
            account,
            reference: reference.to_owned(),
            kind: "result".to_owned(),
            title_ru: "Справка об отсутствии судимости".to_owned(),
            title_en: "Criminal record certificate".to_owned(),
            agency: AGENCY.to_owned(),
            agency_name: AGENCY_NAME.to_owned(),
            agency_name_en: "Registry Office".to_owned(),
            template: TEMPLATE.to_owned(),
            data: serde_json::json!({ "text": "Сведений о судимости нет" }),
            lang: Lang::Ru,
            valid_until: Some("2026-12-31".parse::<Date>().unwrap()),
        }
    }

    /// Orders a document and has it made.
    pub async fn issued(&self, account: AccountId, reference: &str) -> DocumentIssued {
        self.enqueue(&Self::order(account, reference)).await;
        self.runner().drain().await.unwrap();
        self.news.lock().await.last().cloned().unwrap_or_else(|| panic!("nothing was issued"))
    }
}

/// Registries that nobody asks here.
struct Silent;

impl Registries for Silent {
    fn ask<'a>(&'a self, _question: &'a Question) -> Asking<'a> {
        Box::pin(std::future::pending())
    }
}

/// The program that `cargo build` puts beside the folder of the tests.
fn typesetter() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.parent().unwrap().parent().unwrap().join("okno-typeset");
    assert!(program.exists(), "build the typesetter first: cargo build -p typeset");
    program
}

/// The tables that a scene needs.
pub const TABLES: &[&[db::Migration]] = &[web::MIGRATIONS, identity::MIGRATIONS, documents::MIGRATIONS];
