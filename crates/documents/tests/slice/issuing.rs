//! Documents that agencies issue: made once, valid for others, found by their owner.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use base::{Lang, Money, SignedDuration};
use db::{jobs, ledger::Actor};
use documents::{
    DocumentKind, Receipt, ReceiptRecipient,
    events::IssueDocument,
    signing::{Answer, Error, TimeStampAuthority},
    testing::{Authority, Clockmaker},
};

use crate::{
    scene::{AGENCY, AGENCY_NAME, Scene, TABLES},
    validators::{pdfsig, qpdf, text},
};

#[tokio::test]
async fn a_document_is_issued_once_however_often_it_is_ordered() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let account = scene.account("Ветрова", "Вера", "+79000000001").await;
        for _ in 0..3 {
            scene.enqueue(&Scene::order(account, "application:1")).await;
        }
        scene.runner().drain().await.unwrap();
        let news = scene.news.lock().await.clone();
        assert_eq!(news.len(), 1);
        let mut tx = scene.db.read().await.unwrap();
        let found = documents::by_reference(&mut tx, account, "application:1").await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].number.as_str(), news[0].number);
        assert_eq!((found[0].id, found[0].title(Lang::En)), (news[0].document, "Criminal record certificate"));
        assert!(jobs::dead(&mut tx, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_workers_at_once_issue_one_document() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let account = scene.account("Ветрова", "Вера", "+79000000001").await;
        for _ in 0..4 {
            scene.enqueue(&Scene::order(account, "application:1")).await;
        }
        let workers: Vec<_> =
            (0..2).map(|_| scene.runner()).map(|runner| async move { runner.drain().await }).collect();
        for done in futures_util::future::join_all(workers).await {
            done.unwrap();
        }
        // A worker that lost a race left its attempt to be made again.
        scene.clock.advance(SignedDuration::from_mins(10));
        scene.runner().drain().await.unwrap();
        assert_eq!(scene.news.lock().await.len(), 1);
        let mut tx = scene.db.read().await.unwrap();
        let found = documents::by_reference(&mut tx, account, "application:1").await.unwrap();
        let (_, pdf) = documents::read_issued(&mut tx, &scene.files, account, found[0].id).await.unwrap().unwrap();
        assert!(pdf.starts_with(b"%PDF-"), "the winner's file is there");
        assert!(jobs::dead(&mut tx, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn others_call_the_issued_file_valid() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let account = scene.account("Ветрова", "Вера", "+79000000001").await;
    let issued = scene.issued(account, "application:1").await;
    let mut tx = scene.db.read().await.unwrap();
    let (document, pdf) =
        documents::read_issued(&mut tx, &scene.files, account, issued.document).await.unwrap().unwrap();
    let said = pdfsig(folder.path(), &scene.root, &pdf);
    assert!(said.contains("Signature is Valid") && said.contains("Certificate is Trusted"), "{said}");
    qpdf(folder.path(), &pdf);
    let read = text(folder.path(), &pdf).replace('\u{a0}', " ");
    let address = format!("http://127.0.0.1:8080/check/{}", issued.number);
    for part in
        ["Справка об отсутствии судимости", "Сведений о судимости нет", "2026-03-02, МВД России, 2026-12-31", &address]
    {
        assert!(read.contains(part), "{part:?} in {read}");
    }
    assert!(read.contains(&document.number.to_string().replace('\u{a0}', " ")), "{read}");
}

/// What a citizen typed stands in the document as it was typed, whatever it means to the typesetter.
#[tokio::test]
async fn answers_are_never_markup() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let account = scene.account("Ветрова", "Вера", "+79000000001").await;
    let typed = r#"#panic("x") ] } @label $x^2$ *b* _i_ `c` <l> \\u{41} // end = h #read("/etc/passwd") "q""#;
    let order = IssueDocument { data: serde_json::json!({ "text": typed }), ..Scene::order(account, "application:1") };
    scene.enqueue(&order).await;
    scene.runner().drain().await.unwrap();
    let mut tx = scene.db.read().await.unwrap();
    let found = documents::by_reference(&mut tx, account, "application:1").await.unwrap();
    let (_, pdf) = documents::read_issued(&mut tx, &scene.files, account, found[0].id).await.unwrap().unwrap();
    let read = text(folder.path(), &pdf).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [r#"#panic("x") ] } @label $x^2$ *b* _i_ `c` <l>"#, r#"#read("/etc/passwd")"#] {
        assert!(read.contains(part), "{part} in {read}");
    }
}

/// An authority that can be down.
struct Moody {
    clockmaker: Clockmaker,
    up: Arc<AtomicBool>,
}

impl TimeStampAuthority for Moody {
    fn stamp(&self, query: Vec<u8>) -> Answer<'_, Vec<u8>> {
        if self.up.load(Ordering::SeqCst) {
            self.clockmaker.stamp(query)
        } else {
            Box::pin(std::future::ready(Err(Error::TimeStamp("down".to_owned()))))
        }
    }
}

#[tokio::test]
async fn while_the_time_stamp_authority_is_down_the_document_waits_with_its_number() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let up = Arc::new(AtomicBool::new(false));
        let clockmaker = Authority::new(&cx).clockmaker(&cx);
        let scene = Scene::new(db, cx, clock).stamped_by(Moody { clockmaker, up: up.clone() });
        let account = scene.account("Ветрова", "Вера", "+79000000001").await;
        scene.enqueue(&Scene::order(account, "application:1")).await;
        scene.runner().drain().await.unwrap();
        assert!(scene.news.lock().await.is_empty());
        let mut tx = scene.db.read().await.unwrap();
        assert!(documents::by_reference(&mut tx, account, "application:1").await.unwrap().is_empty());
        let reserved: Option<String> = tx.one("select number from issued_documents", db::p![]).await.unwrap();
        drop(tx);
        up.store(true, Ordering::SeqCst);
        scene.clock.advance(SignedDuration::from_mins(5));
        scene.runner().drain().await.unwrap();
        let news = scene.news.lock().await.clone();
        assert_eq!(news.iter().map(|one| one.number.clone()).collect::<Vec<_>>(), [reserved.unwrap()]);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_template_or_a_missing_key_issues_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let account = scene.account("Ветрова", "Вера", "+79000000001").await;
    let wrong = IssueDocument { template: "#nobody".to_owned(), ..Scene::order(account, "application:1") };
    let keyless = IssueDocument { agency: "unknown".to_owned(), ..Scene::order(account, "application:2") };
    scene.enqueue(&wrong).await;
    scene.enqueue(&keyless).await;
    scene.runner().drain().await.unwrap();
    assert!(scene.news.lock().await.is_empty());
    let mut tx = scene.db.read().await.unwrap();
    let dead = jobs::dead(&mut tx, 10).await.unwrap();
    assert_eq!(dead.len(), 1, "a wrong template is not tried again; a missing key may yet be configured");
    assert!(dead[0].failure.contains("template.typ:1: unknown variable: nobody"), "{}", dead[0].failure);
}

#[tokio::test]
async fn a_receipt_is_a_document_too() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, clock) = db::testing::fresh(folder.path(), TABLES).await;
    let scene = Scene::new(db, cx, clock);
    let account = scene.account("Ветрова", "Вера", "+79000000001").await;
    let receipt = Receipt {
        account,
        reference: "payment:1".to_owned(),
        agency: AGENCY.to_owned(),
        agency_name: AGENCY_NAME.to_owned(),
        lang: Lang::Ru,
        amount: Money::kopecks(200_000),
        paid_at: scene.cx.now(),
        purpose: "Государственная пошлина за загранпаспорт".to_owned(),
        provider_id: "2f6d7a10".to_owned(),
        recipient: ReceiptRecipient {
            name: "УФК по г. Москве".to_owned(),
            inn: "7707089101".to_owned(),
            ..Default::default()
        },
    };
    scene.enqueue(&receipt.order(&scene.issuer.zone)).await;
    scene.runner().drain().await.unwrap();
    let mut tx = scene.db.read().await.unwrap();
    assert!(documents::issued(&mut tx, account, DocumentKind::Result).await.unwrap().is_empty(), "no certificate");
    let found = documents::issued(&mut tx, account, DocumentKind::Receipt).await.unwrap();
    let (_, pdf) = documents::read_issued(&mut tx, &scene.files, account, found[0].id).await.unwrap().unwrap();
    let read = text(folder.path(), &pdf).replace('\u{a0}', " ");
    for part in ["Чек по операции", "2 000,00 ₽", "УФК по г. Москве", "7707089101", "2 марта 2026, 12:00"]
    {
        assert!(read.contains(part), "{part:?} in {read}");
    }
    assert!(!read.contains("КПП"), "what is not known is not shown");
}

#[tokio::test]
async fn revoking_happens_once_and_is_written_down() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let scene = Scene::new(db, cx, clock);
        let account = scene.account("Ветрова", "Вера", "+79000000001").await;
        let issued = scene.issued(account, "application:1").await;
        let mut tx = scene.db.begin().await.unwrap();
        let mut outcomes = Vec::new();
        for reason in ["Выдан по ошибке", "ещё раз"] {
            let actor = Actor::Job("test");
            outcomes
                .push(documents::revoke(&mut tx, &scene.cx, account, issued.document, actor, reason).await.unwrap());
        }
        assert_eq!(outcomes, [true, false]);
        let found = documents::by_reference(&mut tx, account, "application:1").await.unwrap().remove(0);
        assert_eq!(found.revocation.as_deref(), Some("Выдан по ошибке"));
        let entry = db::ledger::list(&mut tx, account, 1).await.unwrap().remove(0);
        assert_eq!((entry.action.as_str(), entry.reason.as_str()), ("document.revoke", "Выдан по ошибке"));
        tx.commit().await.unwrap();
    })
    .await;
}
