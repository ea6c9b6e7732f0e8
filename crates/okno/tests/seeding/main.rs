//! Made-up people: real for the product, the same however often a run was broken off.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

#[expect(dead_code, reason = "a part of what the tests of the operation need")]
#[path = "../operation/installation.rs"]
mod installation;

use anyhow::bail;
use base::{Cx, Timestamp};
use catalog::Catalog;
use db::{
    Db, FromRow,
    audit::{Audit, Bounds},
    p,
};
use okno::{
    portal::{self, Portal},
    seeding::{self, Plan, Progress, Step, fill, is_confirmed, person},
    telemetry,
};
use web::testing::Browser;

use crate::installation::Installation;

const SERVICES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services");
const PEOPLE: u32 = 200;

type Files = Vec<(String, String)>;

/// Publishes the services; answers them with their files.
async fn published(db: &Db, cx: &Cx) -> (Catalog, Files) {
    let files = catalog::read_folder(std::path::Path::new(SERVICES)).unwrap();
    let mut tx = db.begin().await.unwrap();
    catalog::publish_folder(&mut tx, cx, &files, &catalog::By::origin(catalog::Origin::Files)).await.unwrap();
    tx.commit().await.unwrap();
    (catalog::load(&mut db.read().await.unwrap()).await.unwrap(), files)
}

fn plan(accounts: u32, sorted_from: u32) -> Plan {
    Plan { accounts, until: None, batch: 37, sorted_from }
}

/// Fills until the listener was told so often of a step; then it is broken off. Answers whether it came to its end.
async fn filled(db: &Db, cx: &Cx, offered: (&Catalog, &Files), plan: Plan, most: Option<(Step, u32)>) -> bool {
    let mut heard = 0;
    let mut listener = |progress: Progress| {
        if let Some((step, most)) = &most
            && progress.step == *step
        {
            heard += 1;
            if heard >= *most {
                bail!("broken off");
            }
        }
        Ok(())
    };
    fill(db, cx, offered, plan, &mut listener).await.is_ok()
}

#[derive(FromRow)]
struct Kept {
    place: String,
    bytes: Option<Vec<u8>>,
}

/// What stands in the tables of people, as far as it tells two databases apart.
async fn contents(db: &Db) -> Vec<(String, Option<Vec<u8>>)> {
    let queries = [
        "select number as place, names as bytes from accounts order by id limit 1000",
        "select number as place, phone as bytes from accounts order by id limit 1000",
        "select kind as place, fingerprint as bytes from sign_in_names order by kind, fingerprint limit 1000",
        "select master as place, wrapped as bytes from vault_keys order by owner limit 1000",
        "select state as place, answers as bytes from applications order by account, id limit 1000",
        "select state as place, applicant as bytes from applications order by account, id limit 1000",
        "select event as place, comment as bytes from application_history order by account, application, seq limit 2000",
        "select kind as place, sealed as bytes from notices order by account, id limit 1000",
        "select ground as place, subject as bytes from evidence order by account, id limit 1000",
        "select level as place, snils as bytes from standings order by account limit 1000",
        "select 'entry' as place, hash as bytes from ledger_entries order by account, position limit 1000",
        "select month as place, null as bytes from application_numbers order by month limit 20",
    ];
    let mut tx = db.read().await.unwrap();
    let mut found = Vec::new();
    for sql in queries {
        let rows: Vec<Kept> = tx.query(sql, p![]).await.unwrap();
        assert!(!rows.is_empty(), "{sql}");
        found.extend(rows.into_iter().map(|row| (row.place, row.bytes)));
    }
    found
}

async fn nothing_is_wrong(db: &Db, cx: &Cx, catalog: &Catalog) {
    let mut audit = Audit::new(cx.clone(), Bounds::default(), |_, _| {});
    db::audit::audit(db, &mut audit, portal::MIGRATIONS).await.unwrap();
    identity::audit(db, &mut audit).await.unwrap();
    notifications::audit(db, &mut audit).await.unwrap();
    payments::audit(db, &mut audit).await.unwrap();
    applications::audit(db, catalog, &mut audit).await.unwrap();
    assert!(audit.findings().is_empty(), "{:#?}", audit.findings());
}

/// Signs in as the person and sees the application, in the list and on its page.
async fn looks(browser: &mut Browser, place: u32) {
    let somebody = person(place).unwrap();
    browser.visit("/sign-in").await;
    browser.submit("Войти", &[("login", somebody.phone.as_str()), ("password", seeding::PASSWORD)]).await;
    let page = browser.visit("/cabinet").await;
    assert_eq!(page.status, 200, "{place}: {}", page.text());
    let address = format!("/cabinet/applications/{}", somebody.application);
    let list = browser.visit("/cabinet/applications").await;
    assert!(list.html.contains(&address), "{place}: {}", list.html);
    let page = browser.visit(&address).await;
    assert_eq!(page.status, 200, "{place} {:?}: {}", seeding::stage(place), page.text());
    let page = browser.visit("/cabinet/profile").await;
    let level = if is_confirmed(place) { "Подтверждённая" } else { "Упрощённая" };
    assert!(page.has(level), "{place}: {}", page.text());
    for part in ["/cabinet/notices", "/cabinet/settings", "/cabinet/access"] {
        assert_ne!(browser.visit(part).await.status, 500, "{place} {part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn made_up_people_are_real_for_the_product() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    db::testing::each(portal::MIGRATIONS, async |db, cx, _clock| {
        let (catalog, files) = published(&db, &cx).await;
        assert!(filled(&db, &cx, (&catalog, &files), plan(PEOPLE, PEOPLE * 2), None).await);
        nothing_is_wrong(&db, &cx, &catalog).await;

        let config = Installation::new().config();
        let portal = Portal::new(&config, db.clone(), cx.clone(), telemetry::metrics().unwrap()).await.unwrap();
        let mut stages = Vec::new();
        for place in 0..PEOPLE {
            if !stages.contains(&seeding::stage(place)) {
                stages.push(seeding::stage(place));
                looks(&mut Browser::new(portal.router.clone()), place).await;
            }
        }
        assert!(stages.len() >= 9, "{stages:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_broken_off_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, _clock) = db::testing::fresh(folder.path(), portal::MIGRATIONS).await;
    let (catalog, files) = published(&db, &cx).await;
    assert!(filled(&db, &cx, (&catalog, &files), plan(PEOPLE, 0), None).await);
    let whole = contents(&db).await;

    db::testing::each(portal::MIGRATIONS, async |db, cx, _clock| {
        let (catalog, files) = published(&db, &cx).await;
        let offered = (&catalog, &files);
        for sorted_from in [0, 1_000] {
            if sorted_from == 0 {
                assert!(!filled(&db, &cx, offered, plan(PEOPLE, 0), Some((Step::People, 2))).await);
                assert!(!filled(&db, &cx, offered, plan(PEOPLE, 0), Some((Step::Names, 1))).await);
            }
            // The second time nothing is left to do.
            assert!(filled(&db, &cx, offered, plan(PEOPLE, sorted_from), None).await);
            assert_eq!(contents(&db).await, whole);
        }
        nothing_is_wrong(&db, &cx, &catalog).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_people_come_to_those_who_are_there_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, _clock) = db::testing::fresh(folder.path(), portal::MIGRATIONS).await;
    let (catalog, files) = published(&db, &cx).await;
    let offered = (&catalog, &files);
    assert!(filled(&db, &cx, offered, plan(60, 0), None).await);
    assert!(filled(&db, &cx, offered, plan(120, 0), None).await);
    nothing_is_wrong(&db, &cx, &catalog).await;
    let elsewhere = Plan { until: Some(Timestamp::UNIX_EPOCH), ..plan(130, 0) };
    assert!(!filled(&db, &cx, offered, elsewhere, None).await, "their present is another");

    let folder = tempfile::tempdir().unwrap();
    let (db, cx, _clock) = db::testing::fresh(folder.path(), portal::MIGRATIONS).await;
    let (catalog, files) = published(&db, &cx).await;
    let mut tx = db.begin().await.unwrap();
    let names = identity::Names { family: "Ветрова".into(), given: "Анна".into(), patronymic: None };
    let proved = identity::events::Contact::Sms("+79005550101".parse().unwrap());
    let new =
        identity::accounts::NewAccount { names: &names, proved: &proved, lang: base::Lang::Ru, password_hash: None };
    identity::accounts::open(&mut tx, &cx, new).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert!(!filled(&db, &cx, (&catalog, &files), plan(10, 0), None).await, "somebody of flesh and blood is there");
}
