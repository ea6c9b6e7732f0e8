//! A portal as the program builds it, beside a sandbox, and the time of both.

use std::{fmt::Write, path::Path, sync::Arc};

use base::{Cx, ManualClock, SignedDuration};
use db::Db;
use documents::signing::new_key;
use identity::Role;
use okno::{
    config::Config,
    demo::People,
    portal::{self, Portal},
    telemetry,
};
use tokio::{
    net::TcpListener,
    sync::Mutex,
    time::{Instant, sleep},
};
use web::testing::Browser;

use crate::sandbox::{PATIENCE, Sandbox};

pub struct House {
    pub db: Db,
    pub cx: Cx,
    pub sandbox: Sandbox,
    pub people: People,
    clock: Arc<ManualClock>,
    portal: Mutex<Portal>,
    pub router: axum::Router,
}

/// Plays the story on every database.
pub async fn each(story: impl AsyncFn(House)) {
    db::testing::each(portal::MIGRATIONS, async |db, cx, clock| story(House::new(db, cx, clock).await).await).await;
}

impl House {
    async fn new(db: Db, cx: Cx, clock: Arc<ManualClock>) -> Self {
        // The certificates and time stamps of the sandbox are of the real present, so the story begins there.
        clock.advance(Cx::system().now().duration_since(cx.now()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let public_url = format!("http://{}", listener.local_addr().unwrap());
        let sandbox = Sandbox::start(&format!("{public_url}/hooks/payments")).await;
        let config = config(&sandbox, &cx, &public_url).await;
        portal::prepare(&config, &db, &cx).await.unwrap();
        let people = People::read(None).unwrap();
        seed(&db, &cx, &people).await;
        let portal = Portal::new(&config, db.clone(), cx.clone(), telemetry::metrics().unwrap()).await.unwrap();
        let router = portal.router.clone();
        // For the bank's notices, which come from another process.
        let served = router.clone();
        tokio::spawn(async move { axum::serve(listener, served).await });
        Self { db, cx, sandbox, people, clock, portal: Mutex::new(portal), router }
    }

    /// Somebody who was never here.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    pub fn minutes(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Lets the clock go on to the machine's, as far as the story has not gone beyond it: what comes from another process is
    /// believed for five minutes only.
    pub fn keep_up(&self) {
        let behind = Cx::system().now().duration_since(self.cx.now());
        if behind.is_positive() {
            self.clock.advance(behind);
        }
    }

    /// Takes over what was published elsewhere, as every node does now and then.
    pub async fn take_over(&self) {
        let catalog = self.portal.lock().await.catalog.clone();
        catalog.refresh(&mut self.db.read().await.unwrap()).await.unwrap();
    }

    /// Does every job that is due.
    pub async fn work(&self) {
        let portal = self.portal.lock().await;
        portal.runner.drain().await.unwrap();
    }

    /// Waits until the SMS centre has told of every message that it brought it.
    pub async fn every_sms_is_delivered(&self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.take_receipts().await;
            let waiting =
                self.count("select count(*) from deliveries where channel = 'sms' and state <> 'delivered'").await;
            if waiting == 0 {
                return;
            }
            assert!(Instant::now() < deadline, "{waiting} SMS have no receipt");
            sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    async fn take_receipts(&self) {
        let mut portal = self.portal.lock().await;
        while let Ok(receipt) = portal.receipts.try_recv() {
            notifications::receipt_came(&self.db, &self.cx, receipt).await.unwrap();
        }
        portal.runner.drain().await.unwrap();
    }

    pub async fn count(&self, sql: &str) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        tx.one::<i64>(sql, db::p![]).await.unwrap().unwrap()
    }
}

async fn seed(db: &Db, cx: &Cx, people: &People) {
    let wanted = ["operator", "officer-information", "administrator"];
    let staff: Vec<_> = people.staff().iter().filter(|one| wanted.contains(&one.sign_in.as_str())).cloned().collect();
    assert_eq!(
        staff.iter().map(|one| one.role).collect::<Vec<_>>(),
        [Role::Operator, Role::Officer, Role::Administrator]
    );
    let mut tx = db.begin().await.unwrap();
    identity::seed_staff(&mut tx, cx, &staff).await.unwrap();
    tx.commit().await.unwrap();
}

/// The configuration as an operator writes it, with the sandbox's addresses.
async fn config(sandbox: &Sandbox, cx: &Cx, public_url: &str) -> Config {
    let (folder, doors) = (sandbox.folder(), &sandbox.doors);
    let mut text = format!(
        r#"
        portal = {{ public_url = "{public_url}" }}
        database = {{ url = "opened already" }}
        keys = {{ file = "/not/read" }}
        files = {{ folder = "{folder}/files" }}
        limits = {{ waiting_seconds = 600, request_seconds = 600 }}
        sms = {{ address = "{smpp}", system_id = "okno", password = "okno-sms", sender = "Okno" }}
        mail = {{ host = "{host}", port = {port}, from = "Окно <no-reply@okno.example>" }}
        payments = {{ url = "{http}/payments", shop = "okno", secret = "okno-shop-secret", webhook_secret = "okno-webhook-secret" }}
        [registries]
        base_url = "{https}/registries"
        token_url = "{https}/registries/oauth/token"
        client_id = "okno"
        client_secret = "okno-registries"
        ca_file = "{root}"
        [documents]
        time_stamps = "{http}/tsa"
        "#,
        folder = folder.display(),
        smpp = doors.smpp,
        host = doors.smtp.ip(),
        port = doors.smtp.port(),
        http = doors.http,
        https = doors.https,
        root = sandbox.root().await.display(),
    );
    for (agency, name) in [("portal", "Портал «Окно»"), ("interior-ministry", "МВД России")] {
        let (key, chain) = certificate(sandbox, cx, folder, agency, name).await;
        let _ = write!(text, "[[documents.signers]]\nagency = \"{agency}\"\nkey = \"{key}\"\nchain = \"{chain}\"\n");
    }
    Config::parse(&text, std::iter::empty()).unwrap()
}

/// A key with a certificate of the sandbox's authority: the files of both.
async fn certificate(sandbox: &Sandbox, cx: &Cx, folder: &Path, agency: &str, name: &str) -> (String, String) {
    let new = new_key(cx, name).unwrap();
    let address = format!("{}/ca/certificates", sandbox.doors.http);
    let answer = sandbox.http.post(address).body(new.request).send().await.unwrap().error_for_status().unwrap();
    let (key, chain) = (folder.join(format!("{agency}.key.pem")), folder.join(format!("{agency}.pem")));
    std::fs::write(&key, new.key).unwrap();
    std::fs::write(&chain, answer.text().await.unwrap()).unwrap();
    (key.display().to_string(), chain.display().to_string())
}
