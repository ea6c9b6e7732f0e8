//! A notice is told once on each channel that is on, whatever is repeated or away.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use base::{AccountId, Cx, Email, Lang, Phone, SignedDuration, Uuid};
use db::{Db, jobs::Runner};
use identity::{
    Names,
    accounts::{self, NewAccount},
    events::{CodeRequested, Contact, Purpose},
};
use notifications::{
    Kind, Notice, Post,
    gateway::{Answer, GatewayError, Letter, MailGateway, SmsGateway, smpp::SmsReceipt},
};

const TABLES: &[&[db::Migration]] = &[web::MIGRATIONS, identity::MIGRATIONS, notifications::MIGRATIONS];

/// A post office that keeps what it took, and can be away or give every message the same id.
#[derive(Default)]
struct Office {
    away: AtomicBool,
    one_id: AtomicBool,
    sms: Mutex<Vec<(String, String, Uuid)>>,
    mail: Mutex<Vec<(String, Letter)>>,
}

impl SmsGateway for Office {
    fn send<'a>(&'a self, to: &'a Phone, text: &'a str, key: Uuid) -> Answer<'a, String> {
        Box::pin(async move {
            if self.away.load(Ordering::SeqCst) {
                return Err(GatewayError::Away("closed".to_owned()));
            }
            let mut kept = self.sms.lock().unwrap();
            kept.push((to.to_string(), text.to_owned(), key));
            let number = if self.one_id.load(Ordering::SeqCst) { 1 } else { kept.len() };
            Ok(format!("sms-{number}"))
        })
    }
}

impl MailGateway for Office {
    fn send<'a>(&'a self, to: &'a Email, letter: &'a Letter, _: Uuid) -> Answer<'a, ()> {
        Box::pin(async move {
            self.mail.lock().unwrap().push((to.to_string(), letter.clone()));
            Ok(())
        })
    }
}

const WORDS: web::Locales = web::Locales {
    ru: "told = Заявление { $number } одобрено\ntold-subject = Одобрено\ntold-sms = { $number }: одобрено",
    en: "told = Application { $number } is approved\ntold-subject = Approved\ntold-sms = { $number }: approved",
};

fn set_up(db: &Db, cx: &Cx) -> (Arc<Office>, Runner) {
    let office = Arc::new(Office::default());
    let words = web::i18n::Words::new(&[notifications::LOCALES, WORDS]).unwrap();
    let post =
        Post { sms: office.clone(), mail: office.clone(), words, public_url: "https://okno.example/".to_owned() };
    (office, notifications::jobs(Runner::new(db.clone(), cx.clone()), &post))
}

async fn account(db: &Db, cx: &Cx, mail: bool) -> AccountId {
    let names = Names { family: "Ветрова".to_owned(), given: "Анна".to_owned(), patronymic: None };
    let mut tx = db.begin().await.unwrap();
    let new = NewAccount {
        names: &names,
        proved: &Contact::Sms("+79005550101".parse().unwrap()),
        lang: Lang::Ru,
        password_hash: None,
    };
    let account = accounts::open(&mut tx, cx, new).await.unwrap().unwrap();
    if mail {
        let contact = Contact::Mail("anna@example.org".parse().unwrap());
        assert!(accounts::claim(&mut tx, cx, account, &contact).await.unwrap());
    }
    tx.commit().await.unwrap();
    account
}

async fn tell(db: &Db, cx: &Cx, account: AccountId) {
    let mut tx = db.begin().await.unwrap();
    let notice = Notice {
        account,
        kind: Kind::Applications,
        key: "told",
        args: vec![("number", "2611-0048-31".to_owned())],
        link: Some("/cabinet/applications/1".to_owned()),
        once: Some("approved:1".to_owned()),
    };
    notifications::notify(&mut tx, cx, notice).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_told_once_on_each_channel() {
    db::testing::each(TABLES, async |db, cx, _| {
        let (office, runner) = set_up(&db, &cx);
        let account = account(&db, &cx, true).await;
        tell(&db, &cx, account).await;
        tell(&db, &cx, account).await;
        runner.drain().await.unwrap();
        runner.drain().await.unwrap();
        let sms = office.sms.lock().unwrap().clone();
        assert_eq!(sms.len(), 1);
        assert_eq!((sms[0].0.as_str(), sms[0].1.as_str()), ("+79005550101", "2611-0048-31: одобрено"));
        let mail = office.mail.lock().unwrap().clone();
        assert_eq!(mail.len(), 1);
        assert_eq!(mail[0].1.subject, "Одобрено");
        assert_eq!(mail[0].1.link.as_deref(), Some("https://okno.example/cabinet/applications/1"));
        let mut tx = db.read().await.unwrap();
        assert_eq!(notifications::unread(&mut tx, account).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_that_is_away_only_delays() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let (office, runner) = set_up(&db, &cx);
        let account = account(&db, &cx, false).await;
        office.away.store(true, Ordering::SeqCst);
        tell(&db, &cx, account).await;
        runner.drain().await.unwrap();
        assert!(office.sms.lock().unwrap().is_empty());
        office.away.store(false, Ordering::SeqCst);
        clock.advance(SignedDuration::from_hours(2));
        runner.drain().await.unwrap();
        assert_eq!(office.sms.lock().unwrap().len(), 1);
        assert!(office.mail.lock().unwrap().is_empty(), "no e-mail, no letter");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_overtakes_the_record_is_not_lost() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let (office, runner) = set_up(&db, &cx);
        let receipt = SmsReceipt { id: "sms-1".to_owned(), delivered: true, state: "DELIVRD".to_owned() };
        notifications::receipt_came(&db, &cx, receipt).await.unwrap();
        runner.drain().await.unwrap();
        let account = account(&db, &cx, false).await;
        tell(&db, &cx, account).await;
        runner.drain().await.unwrap();
        assert_eq!(office.sms.lock().unwrap().len(), 1);
        clock.advance(SignedDuration::from_hours(2));
        runner.drain().await.unwrap();
        let mut tx = db.read().await.unwrap();
        let state: Option<String> = tx
            .one("select state from deliveries where gateway_id = $1 and channel = 'sms'", db::p!["sms-1"])
            .await
            .unwrap();
        assert_eq!(state.as_deref(), Some("delivered"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_the_operator_uses_again_belongs_to_the_newer_message() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let (office, runner) = set_up(&db, &cx);
        office.one_id.store(true, Ordering::SeqCst);
        let account = account(&db, &cx, false).await;
        tell(&db, &cx, account).await;
        runner.drain().await.unwrap();
        clock.advance(SignedDuration::from_hours(24));
        let mut tx = db.begin().await.unwrap();
        let notice = Notice { account, kind: Kind::Security, key: "told", args: vec![], link: None, once: None };
        notifications::notify(&mut tx, &cx, notice).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..3 {
            runner.drain().await.unwrap();
            clock.advance(SignedDuration::from_hours(1));
        }
        assert_eq!(office.sms.lock().unwrap().len(), 2, "each message was handed over once");
        let mut tx = db.read().await.unwrap();
        let states: Vec<(String, Option<String>)> =
            tx.query("select state, gateway_id from deliveries order by created_at", db::p![]).await.unwrap();
        assert_eq!(states, [("sent".into(), None), ("sent".into(), Some("sms-1".to_owned()))]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_goes_to_a_contact_without_an_account() {
    db::testing::each(TABLES, async |db, cx, _| {
        let (office, runner) = set_up(&db, &cx);
        let mut tx = db.begin().await.unwrap();
        let job = CodeRequested {
            contact: Contact::Mail("new@example.org".parse().unwrap()),
            code: "123456".to_owned(),
            link: Some("/register/link?token=x".to_owned()),
            purpose: Purpose::Registration,
            lang: Lang::En,
        };
        db::jobs::enqueue(&mut tx, &cx, &job).await.unwrap();
        tx.commit().await.unwrap();
        runner.drain().await.unwrap();
        let mail = office.mail.lock().unwrap().clone();
        assert_eq!(mail.len(), 1);
        assert!(mail[0].1.subject.contains("123456"), "{}", mail[0].1.subject);
        assert_eq!(mail[0].1.link.as_deref(), Some("https://okno.example/register/link?token=x"));
    })
    .await;
}
