//! Every system outside × every way to fail: the real client gives up in time, says so without secrets or a person's data,
//! and does its work again as soon as the system does. The table is complete by construction: both sides are lists.

use std::{sync::Arc, time::Duration};

use base::{Cx, Email, Money, Phone, Uuid};
use documents::signing::{self, Facts, HttpAuthority, KeyFile, new_key};
use identity::checks::{HttpRegistries, Question, Registries};
use notifications::gateway::{
    Letter, MailGateway, SmsGateway,
    mail::{MailSettings, MailTls, SmtpGateway},
    smpp::{SmppGateway, SmppSettings},
};
use payments::{
    PaymentId,
    gateway::{HttpProvider, Order, Provider, ProviderSettings},
};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

use crate::{
    payments::recipient,
    registries::{insurance, passport, settings},
    sandbox::{PATIENCE, Sandbox},
};

/// How long a client waits here, in seconds, for a system that may fail.
const SHORT: u64 = 2;
/// How long a slow one takes, in milliseconds: so much more that no pause of the machine brings its answer in time.
const SLOW: u64 = 20_000;
const PHONE: &str = "+79005550101";
const MAIL: &str = "anna.vetrova@example.org";
const PDF: &[u8] = include_bytes!("../../../documents/tests/fixtures/certificate.pdf");

/// The systems that the running portal asks.
const SYSTEMS: [&str; 6] =
    ["sms", "mail", "pension-fund", "passport-registry", "payment-provider", "time-stamp-authority"];

/// Ways to give no answer, and every kind of nonsense.
const FAILURES: [&str; 11] =
    ["down", "slow", "words", "broken", "half", "schema", "fault", "endless", "elsewhere", "bytes", "another"];

/// What must not stand in an error: secrets, addresses of ours, and what was asked about.
const SECRETS: [&str; 7] =
    ["okno-shop-secret", "okno-registries", "okno-sms", "218734", "146-728", "Ветрова", "79005550101"];

struct Clients {
    sms: SmppGateway,
    mail: SmtpGateway,
    registries: HttpRegistries,
    provider: HttpProvider,
    stamps: HttpAuthority,
    signer: KeyFile,
    // The channel of receipts stays open.
    _receipts: tokio::sync::mpsc::Receiver<notifications::gateway::smpp::SmsReceipt>,
}

impl Clients {
    async fn new(sandbox: &Sandbox, timeout_seconds: u64) -> Self {
        let doors = &sandbox.doors;
        let (sms, receipts) = SmppGateway::new(SmppSettings {
            address: doors.smpp.to_string(),
            system_id: "okno".to_owned(),
            password: "okno-sms".to_owned(),
            sender: "Okno".to_owned(),
            timeout_seconds,
        });
        let mail = SmtpGateway::new(&MailSettings {
            host: doors.smtp.ip().to_string(),
            port: doors.smtp.port(),
            tls: MailTls::None,
            from: "Окно <no-reply@okno.example>".to_owned(),
            user: None,
            password: None,
            timeout_seconds,
        });
        let provider = HttpProvider::new(ProviderSettings {
            url: format!("{}/payments", doors.http),
            shop: "okno".to_owned(),
            secret: "okno-shop-secret".to_owned(),
            webhook_secret: String::new(),
            timeout_seconds,
        });
        let mut registries = settings(sandbox).await;
        registries.timeout_seconds = timeout_seconds;
        Self {
            sms,
            mail: mail.unwrap(),
            registries: HttpRegistries::new(registries, Cx::system()).unwrap(),
            provider: provider.unwrap(),
            stamps: HttpAuthority::new(&format!("{}/tsa", doors.http), Duration::from_secs(timeout_seconds)).unwrap(),
            signer: signer(sandbox).await,
            _receipts: receipts,
        }
    }

    /// One piece of the system's work, whole and checked.
    async fn ask(&self, system: &str) -> Result<(), String> {
        let words = |error: &dyn std::fmt::Display| error.to_string();
        let key = Cx::system().uuid();
        match system {
            "sms" => {
                let phone: Phone = PHONE.parse().unwrap();
                self.sms.send(&phone, "Готово", key).await.map(drop).map_err(|error| words(&error))
            }
            "mail" => self.letter(key).await,
            "pension-fund" => self.check(insurance("146-728-391 94", "1990-04-12")).await,
            "passport-registry" => self.check(passport("4510 218734", "2010-05-06")).await,
            "payment-provider" => self.payment().await,
            "time-stamp-authority" => {
                let facts = Facts { name: "МВД", reason: "Справка", at: Cx::system().now() };
                let signed = signing::sign(PDF, &facts, &self.signer, &self.stamps, Cx::system().bytes());
                signed.await.map(drop).map_err(|error| words(&error))
            }
            other => panic!("nobody asks {other}"),
        }
    }

    async fn letter(&self, key: Uuid) -> Result<(), String> {
        let to: Email = MAIL.parse().unwrap();
        let letter =
            Letter {
                subject: "Готово".to_owned(), text: "Готово".to_owned(), link: None, action: String::new()
            };
        self.mail.send(&to, &letter, key).await.map_err(|error| error.to_string())
    }

    async fn check(&self, question: Question) -> Result<(), String> {
        self.registries.ask(&question).await.map(drop).map_err(|error| error.to_string())
    }

    /// A payment is made and found again.
    async fn payment(&self) -> Result<(), String> {
        let (recipient, amount) = (recipient(), Money::kopecks(350_050));
        let (description, return_url) = ("Пошлина", "https://okno.example/back".to_owned());
        let order =
            Order { key: PaymentId::new(&Cx::system()), amount, description, recipient: &recipient, return_url };
        let known = self.provider.create(&order).await.map_err(|error| error.to_string())?;
        self.provider.find(&known.id).await.map(drop).map_err(|error| error.to_string())
    }
}

async fn signer(sandbox: &Sandbox) -> KeyFile {
    let new = new_key(&Cx::system(), "МВД России").unwrap();
    let request = sandbox.http.post(format!("{}/ca/certificates", sandbox.doors.http)).body(new.request);
    let chain = request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap();
    KeyFile::from_pem(&new.key, &chain).unwrap()
}

/// Does the work as jobs do, again and again, until it is done.
async fn until_done(clients: &Clients, system: &str) {
    let deadline = Instant::now() + PATIENCE;
    while let Err(error) = clients.ask(system).await {
        assert!(Instant::now() < deadline, "{system} is back and is not found: {error}");
        sleep(Duration::from_millis(20)).await;
    }
}

async fn one_system(sandbox: Arc<Sandbox>, clients: Arc<Clients>, system: &'static str) {
    until_done(&clients, system).await;
    for failure in FAILURES {
        match failure {
            "down" => sandbox.control(system, failure).await,
            "slow" => sandbox.set(&json!({ "system": system, "mode": "slow", "delay_ms": SLOW })).await,
            kind => sandbox.rubbish(system, kind).await,
        }
        let answer = timeout(PATIENCE, clients.ask(system)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{system} is {failure} and the client waits for ever"));
        let error = answer.expect_err(&format!("{system} is {failure} and is believed"));
        assert!(!error.contains("the gateway refused"), "{system} {failure} is taken for a last word: {error}");
        for secret in SECRETS {
            assert!(!error.contains(secret), "{system} {failure}: {error}");
        }
        sandbox.control(system, "ok").await;
        until_done(&clients, system).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_system_may_fail_in_every_way() {
    let sandbox = Arc::new(Sandbox::start("http://127.0.0.1:9/").await);
    let clients = Arc::new(Clients::new(&sandbox, SHORT).await);
    let mut all = tokio::task::JoinSet::new();
    for system in SYSTEMS {
        all.spawn(one_system(sandbox.clone(), clients.clone(), system));
    }
    while let Some(one) = all.join_next().await {
        one.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_sms_answered_twice_is_one_sms() {
    let sandbox = Sandbox::start("http://127.0.0.1:9/").await;
    let clients = Clients::new(&sandbox, PATIENCE.as_secs()).await;
    sandbox.control("sms", "twice").await;
    for _ in 0..3 {
        clients.ask("sms").await.unwrap();
    }
    assert_eq!(sandbox.messages("sms", PHONE).await.len(), 3);
}
