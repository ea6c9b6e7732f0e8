//! Every kind of damage, made on purpose in a database that was whole, is found by the deep examination.

use base::{AccountId, Cx, Money, SignedDuration};
use db::{Db, Tx, audit::Bounds, p};
use okno::{config::Config, operation, portal, seeding, services};
use payments::{ChargeId, NewCharge, Recipient};

use crate::installation::{Installation, postgres};

/// How many made-up people the database has: enough for every stage of an application.
const PEOPLE: u32 = 80;

/// A database with people and applications in every stage.
async fn filled(installation: &Installation) -> Db {
    operation::migrate(installation.config()).await.unwrap();
    std::fs::create_dir_all(installation.path("files")).unwrap();
    let (db, cx) = (portal::open(&installation.config()).unwrap(), Cx::system());
    let catalog = catalog::load(&mut db.read().await.unwrap()).await.unwrap();
    let files = services::files(None).unwrap();
    let plan = seeding::Plan::new(PEOPLE);
    seeding::fill(&db, &cx, (&catalog, &files), plan, &mut |_| Ok(())).await.unwrap();
    let account = seeding::person(0).unwrap().account;
    let mut tx = db.begin().await.unwrap();
    owe(&mut tx, &cx, account, "trial:due").await;
    let charge = owe(&mut tx, &cx, account, "trial:paid").await;
    tx.execute("update charges set state = 'paid' where id = $1", p![charge]).await.unwrap();
    tx.execute(
        "insert into payments (account, id, charge, amount, state, provider_id, created_at, changed_at) \
         values ($1, $2, $3, 100, 'succeeded', 'p-1', $4, $4)",
        p![account, cx.uuid(), charge, cx.now()],
    )
    .await
    .unwrap();
    db::jobs::enqueue(&mut tx, &cx, &Nothing).await.unwrap();
    tx.commit().await.unwrap();
    db
}

/// A job that nobody does.
#[derive(serde::Serialize, serde::Deserialize)]
struct Nothing;

impl db::jobs::Job for Nothing {
    const KIND: &'static str = "tests/nothing";
}

async fn owe(tx: &mut Tx, cx: &Cx, account: AccountId, reference: &str) -> ChargeId {
    let nobody = String::new;
    let recipient = Recipient {
        name: nobody(),
        inn: nobody(),
        kpp: nobody(),
        account: nobody(),
        bank: nobody(),
        bik: nobody(),
        kbk: nobody(),
        oktmo: nobody(),
    };
    let charge = NewCharge {
        account,
        reference: reference.to_owned(),
        amount: Money::kopecks(100),
        purpose_ru: nobody(),
        purpose_en: nobody(),
        recipient,
        back: nobody(),
    };
    payments::create_charge(tx, cx, &charge).await.unwrap()
}

async fn examined(config: Config) -> (bool, String) {
    let mut told = Vec::new();
    let bounds = Bounds { shown: 3, grace: SignedDuration::from_mins(15), ..Bounds::default() };
    let outcome = operation::examine(config, bounds, &mut told).await;
    (outcome.is_ok(), String::from_utf8(told).unwrap())
}

/// Statements that damage, each with what the examination must say then. Those of one group hide nothing of one another.
const DAMAGES: &[&[(&str, &str)]] = &[
    &[
        ("delete from sign_in_names", "signs in with other contacts than it has"),
        ("delete from passwords", "an account in use has no password"),
        ("delete from consents", "an account lacks its consents"),
        ("update standings set level = 'standard' where level = 'verified'", "a level is not the one"),
        ("update jobs set state = 'dead'", "a job used up its tries"),
        ("drop index applications_number", "an index that the migrations make is not there"),
        ("update catalog_editions set definition = definition || ' '", "an edition is not what its address says"),
        ("delete from application_sends", "its keys of sending do not go together"),
        ("update payments set amount = amount + 1", "a payment is of another sum than its charge"),
        ("update ledger_heads set position = position + 1", "a ledger chain is broken"),
        ("update applications set state = 'approved' where state = 'in_review'", "a decision and its day do not go"),
    ],
    &[
        ("update accounts set names = '\\x00'::bytea", "names or contacts of an account do not open"),
        ("update profiles set data = '\\x00'::bytea where data is not null", "personal data do not open"),
        ("delete from ledger_heads", "a ledger chain has no sealed end"),
        ("update jobs set due_at = 0", "a job is overdue"),
        ("update charges set state = 'due' where state = 'paid'", "a charge is due although it was paid"),
        ("update applications set edition = 'none'", "the edition of an application is not there"),
        ("update application_numbers set last = last - 1", "the next number of a month is taken already"),
        (
            "insert into deliveries (id, account, notice, channel, state, created_at, changed_at) \
             select randomblob(16), account, randomblob(16), 'sms', 'sent', 0, 0 from notices limit 1",
            "a delivery has no notice",
        ),
    ],
    &[
        (
            "update vault_keys set wrapped = '\\x00'::bytea where owner in (select id from accounts)",
            "a data key does not open",
        ),
        ("update jobs set payload = '\\x00'::bytea", "a job's payload does not open"),
        ("update charges set state = 'paid' where state = 'due'", "a charge is paid without a payment"),
    ],
    &[
        ("delete from vault_keys where owner in (select id from accounts)", "an account has no data key"),
        ("delete from application_history", "an application has no history"),
        ("delete from charges", "a payment has no charge"),
    ],
    &[
        ("delete from application_history where seq > 1 and state <> 'draft'", "a history does not end in the state"),
        (
            "update applications set answers = '\\x00'::bytea where sent_at is not null",
            "answers of an application do not open",
        ),
    ],
    &[
        ("update application_history set state = 'refused' where state = 'in_review'", "none of the life cycle"),
        ("update applications set applicant = null where sent_at is not null", "sent without its applicant"),
        ("update applications set fee = 100 where sent_at is not null", "the duty of an application has no charge"),
    ],
    &[
        ("update applications set state = 'nonsense'", "a row holds what this version cannot read"),
        ("delete from catalog_editions", "a service offers an edition that is not there"),
    ],
    &[
        ("update applications set state = 'submitted' where state = 'in_review'", "an application is half sent"),
        ("delete from notices", "a step was not told to the citizen"),
        (
            "insert into payments (account, id, charge, amount, state, provider_id, created_at, changed_at) \
             select account, randomblob(16), charge, amount, state, 'p-2', created_at, 0 from payments",
            "a charge was paid twice",
        ),
    ],
    &[("delete from applications where state <> 'draft'", "a history has no application")],
];

/// Whether the made-up people have something that the statement touches: a stage may lack it.
async fn damage(db: &Db, sql: &str, on_sqlite: bool) -> u64 {
    let sql = if on_sqlite { sql.replace("'\\x00'::bytea", "x'00'") } else { sql.to_owned() };
    let mut tx = db.begin().await.unwrap();
    if on_sqlite {
        // What refers to what is no matter here.
        tx.execute("pragma defer_foreign_keys = on", p![]).await.unwrap();
    }
    let rows = tx.execute(&sql, p![]).await.unwrap();
    tx.commit().await.unwrap();
    if sql.starts_with("drop") { 1 } else { rows }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_whole_is_found_whole_and_every_damage_is_found() {
    let installation = Installation::new();
    let db = filled(&installation).await;
    let (well, told) = examined(installation.config()).await;
    assert!(well, "{told}");
    assert!(told.contains("Everything is as it must be."), "{told}");
    db::backup(&db, &installation.path("whole.db")).await.unwrap();
    let (mut missed, mut untouched) = (Vec::new(), Vec::new());
    for group in DAMAGES {
        let damaged = Installation::new();
        std::fs::copy(installation.path("keys.txt"), damaged.path("keys.txt")).unwrap();
        std::fs::create_dir_all(damaged.path("files")).unwrap();
        std::fs::copy(installation.path("whole.db"), damaged.path("okno.db")).unwrap();
        let db = portal::open(&damaged.config()).unwrap();
        for (sql, _) in *group {
            if damage(&db, sql, true).await == 0 {
                untouched.push(*sql);
            }
        }
        drop(db);
        let (well, told) = examined(damaged.config()).await;
        for (sql, expected) in *group {
            if well || !told.contains(expected) {
                missed.push(format!("{sql}\n  wanted: {expected}\n  told: {told}"));
            }
        }
    }
    assert!(missed.is_empty() && untouched.is_empty(), "{}\nnothing to damage: {untouched:#?}", missed.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_gone_or_altered_is_found_and_a_spare_one_harms_nobody() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    let kept = crate::copies::keep(&installation.config()).await;
    let content = installation.path("files/files/content").join(kept.file.to_string());
    let spare = content.with_file_name(AccountId::new(&Cx::system()).to_string());
    std::fs::copy(&content, &spare).unwrap();
    let (_, told) = examined(installation.config()).await;
    assert!(told.contains("note a content in the file store belongs to nothing: 1"), "{told}");
    assert!(!told.contains("a content is missing") && !told.contains("a content does not open"), "{told}");

    std::fs::write(&content, b"altered").unwrap();
    let (well, told) = examined(installation.config()).await;
    assert!(!well && told.contains("a content does not open: 1"), "{told}");
    std::fs::remove_file(&content).unwrap();
    let (well, told) = examined(installation.config()).await;
    assert!(!well && told.contains("a content is missing in the file store: 1"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_found_on_postgresql() {
    let Some(url) = postgres() else { return };
    let schema = format!("test_{}", Cx::system().uuid().simple());
    let outside = Installation::on(&url);
    outside.execute(&format!("create schema {schema}")).await;
    let separator = if url.contains('?') { '&' } else { '?' };
    let installation = Installation::on(&format!("{url}{separator}options=-c%20search_path%3D{schema}"));
    let apart = tokio::task::LocalSet::new();
    let outcome = apart.spawn_local(async move {
        let db = filled(&installation).await;
        let (well, told) = examined(installation.config()).await;
        assert!(well, "{told}");
        // One after the other in one database: each says something of its own.
        let some = [
            "delete from notices",
            "delete from charges",
            "drop index applications_number",
            "update jobs set state = 'dead'",
        ];
        for sql in some {
            let (_, expected) = DAMAGES.iter().copied().flatten().find(|(known, _)| *known == sql).unwrap();
            assert!(damage(&db, sql, false).await > 0, "{sql}");
            let (well, told) = examined(installation.config()).await;
            assert!(!well && told.contains(expected), "{sql}: {told}");
        }
    });
    let outcome = apart.run_until(outcome).await;
    outside.execute(&format!("drop schema {schema} cascade")).await;
    outcome.unwrap();
}
