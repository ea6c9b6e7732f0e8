//! Transactions, rows and parameters, the same on both databases.
#![allow(clippy::unwrap_used)]

use base::{AccountId, Cx, Date, Money, Timestamp, Uuid};
use db::{Both, Db, FromRow, Migration, ToParam, Tx, p, testing::each};

const TABLES: &[Migration] = &[Migration {
    name: "test/0001_things",
    sql: "create table things (
            id uuid not null primary key, name text not null, at bigint not null, born text, sum bigint not null,
            data bytea not null, ok boolean not null, state text not null
        );
        create unique index things_name on things (name);",
}];

db::codes!(
    /// A state.
    enum State {
        /// Begun.
        Draft = "draft",
        /// Sent.
        Sent = "sent",
    }
);

db::typed_id!(
    /// A thing.
    ThingId
);

#[derive(Debug, PartialEq, Clone, FromRow)]
struct Thing {
    state: State,
    id: ThingId,
    name: String,
    at: Timestamp,
    #[allow(dead_code)]
    born: Option<Date>,
    sum: Money,
    data: Vec<u8>,
    ok: bool,
}

const INSERT: &str = "insert into things (id, name, at, born, sum, data, ok, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str = "select id, name, at, born, sum, data, ok, state from things where name = $1";
const COUNT: &str = "select count(*) from things";

fn thing(cx: &Cx, name: &str) -> Thing {
    Thing {
        state: State::Sent,
        id: ThingId::new(cx),
        name: name.to_owned(),
        at: cx.now(),
        born: Some("2015-03-27".parse().unwrap()),
        sum: Money::kopecks(150_000),
        data: vec![0, 255, 7],
        ok: true,
    }
}

async fn insert(tx: &mut Tx, thing: &Thing) -> db::Result<u64> {
    let Thing { state, id, name, at, born, sum, data, ok } = thing;
    tx.execute(INSERT, p![id, name, at, born, sum, data, ok, state]).await
}

async fn count(db: &Db) -> i64 {
    db.read().await.unwrap().one(COUNT, p![]).await.unwrap().unwrap()
}

#[derive(Debug, PartialEq, FromRow)]
struct Named {
    name: String,
    ok: bool,
}

#[derive(Debug, PartialEq, FromRow)]
struct Dated {
    at: Timestamp,
    name: String,
}

#[tokio::test]
async fn two_types_are_read_from_one_row() {
    const NAMES: &str = "select name, ok, at from things";
    each(&[TABLES], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        insert(&mut tx, &thing(&cx, "вещь")).await.unwrap();
        let (name, at) = ("вещь".to_owned(), cx.now());
        let (named, dated) = (Named { name: name.clone(), ok: true }, Dated { at, name });
        let found: Option<Both<Dated, Named>> = tx.one(NAMES, p![]).await.unwrap();
        assert_eq!(found, Some(Both(dated, named)), "columns in another order, one of them in both");
        let nested: Option<Both<Named, Both<Dated, Named>>> = tx.one(NAMES, p![]).await.unwrap();
        assert!(nested.is_some_and(|Both(first, Both(dated, second))| first == second && dated.name == first.name));
        let missing: db::Result<Option<Both<Named, Thing>>> = tx.one(NAMES, p![]).await;
        assert!(missing.is_err(), "a column that the statement does not answer");
    })
    .await;
}

#[tokio::test]
async fn rows_come_back_as_they_went() {
    each(&[TABLES], async |db, cx, _| {
        let mut without_day = thing(&cx, "без дня");
        without_day.born = None;
        let things = [thing(&cx, "с днём"), without_day];
        let mut tx = db.begin().await.unwrap();
        for thing in &things {
            assert_eq!(insert(&mut tx, thing).await.unwrap(), 1);
        }
        tx.commit().await.unwrap();
        let mut tx = db.read().await.unwrap();
        for thing in &things {
            let found: Option<Thing> = tx.one(FIND, p![thing.name]).await.unwrap();
            assert_eq!(found.as_ref(), Some(thing));
        }
        assert_eq!(tx.one::<Thing>(FIND, p!["нет"]).await.unwrap(), None);
        let sums: (i64, Option<Uuid>) =
            tx.one("select sum(sum), null from things where ok", p![]).await.unwrap().unwrap();
        assert_eq!(sums, (300_000, None));
        assert!(
            tx.one::<bool>("select exists (select 1 from things where ok = $1)", p![false]).await.unwrap()
                == Some(false)
        );
    })
    .await;
}

#[tokio::test]
async fn parameters_go_by_their_numbers() {
    each(&[TABLES], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        insert(&mut tx, &thing(&cx, "a")).await.unwrap();
        let changed =
            tx.execute("update things set name = $2 where name = $1 and name = $1", p!["a", "b"]).await.unwrap();
        assert_eq!(changed, 1);
        assert!(tx.one::<Thing>(FIND, p!["b"]).await.unwrap().is_some());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_dropped_leaves_nothing() {
    each(&[TABLES], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        insert(&mut tx, &thing(&cx, "gone")).await.unwrap();
        drop(tx);
        assert_eq!(count(&db).await, 0);
        // The connection is clean for the next one.
        let mut tx = db.begin().await.unwrap();
        insert(&mut tx, &thing(&cx, "kept")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 1);
    })
    .await;
}

#[tokio::test]
async fn after_a_failure_nothing_can_be_committed() {
    each(&[TABLES], async |db, cx, _| {
        let mut tx = db.begin().await.unwrap();
        insert(&mut tx, &thing(&cx, "a")).await.unwrap();
        let clash = insert(&mut tx, &thing(&cx, "a")).await.unwrap_err();
        assert!(clash.is_unique(), "{clash}");
        assert!(matches!(tx.one::<i64>(COUNT, p![]).await, Err(db::Error::Failed)));
        assert!(matches!(tx.commit().await, Err(db::Error::Failed)));
        assert_eq!(count(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn readers_cannot_write() {
    each(&[TABLES], async |db, cx, _| {
        let mut tx = db.read().await.unwrap();
        assert!(insert(&mut tx, &thing(&cx, "a")).await.is_err());
        assert_eq!(count(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn wrong_uses_are_refused_with_words() {
    each(&[TABLES], async |db, _, _| {
        let wrong = async |sql: &str, params: &[db::Param<'_>]| {
            let mut tx = db.read().await.unwrap();
            tx.query::<Thing>(sql, params).await.unwrap_err().to_string()
        };
        let problem = wrong(FIND, p![]).await;
        assert!(problem.contains("parameter"), "{problem}");
        let problem = wrong(FIND, p!["a", 1_i64]).await;
        assert!(problem.contains("2 parameters are given, 1 used"), "{problem}");
        let problem = wrong("select id from things", p![]).await;
        assert!(problem.contains("no column state"), "{problem}");
        let mut tx = db.read().await.unwrap();
        let problem = tx.query::<i64>("select id, name from things", p![]).await.unwrap_err().to_string();
        assert!(problem.contains("answers 2 columns, 1 are read"), "{problem}");
    })
    .await;
}

#[tokio::test]
async fn batches_change_everything_in_order() {
    each(&[TABLES], async |db, cx, _| {
        let rename = "update things set name = $2 where name = $1";
        let mut tx = db.begin().await.unwrap();
        insert(&mut tx, &thing(&cx, "0")).await.unwrap();
        let names: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let pairs: Vec<[db::Param<'_>; 2]> =
            names.iter().zip(names.iter().skip(1)).map(|(from, to)| [from.to_param(), to.to_param()]).collect();
        let steps: Vec<(&str, &[db::Param<'_>])> = pairs.iter().map(|pair| (rename, pair.as_slice())).collect();
        assert_eq!(tx.batch(&steps).await.unwrap(), vec![1; 99]);
        assert!(tx.one::<Thing>(FIND, p!["99"]).await.unwrap().is_some());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn futures_can_move_between_threads() {
    fn sent<T: Send>(work: T) -> T {
        work
    }
    each(&[TABLES], async |db, cx, _| {
        let work = async move {
            let mut tx = db.begin().await.unwrap();
            let account = AccountId::new(&cx);
            db::vault::create(&mut tx, &cx, account).await.unwrap();
            let sealed = db::vault::seal_json(&mut tx, &cx, account, "a", &vec![1]).await.unwrap();
            let _: Vec<i32> = db::vault::open_json(&mut tx, account, "a", &sealed).await.unwrap();
            tx.batch(&[("delete from things where id = $1", p![account]), ("delete from things where ok", p![])])
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        sent(work).await;
    })
    .await;
}

#[test]
fn codes_are_texts_everywhere() {
    assert_eq!(State::ALL, [State::Draft, State::Sent]);
    assert!(State::Draft < State::Sent);
    assert_eq!(format!("{:>6}|{}", State::Sent, State::Draft.as_str()), "  sent|draft");
    assert_eq!("sent".parse::<State>(), Ok(State::Sent));
    assert_eq!("gone".parse::<State>().unwrap_err().to_string(), "not a known State");
    assert_eq!(serde_json::to_string(&[State::Sent]).unwrap(), r#"["sent"]"#);
    assert_eq!(serde_json::from_str::<Vec<State>>(r#"["draft"]"#).unwrap(), [State::Draft]);
    assert!(serde_json::from_str::<State>(r#""gone""#).is_err());
}
