//! Copies and plans.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use db::{
    Db, Error, backup, p,
    testing::{Statement, each, fresh, keys, problems, statements},
    vault,
};

#[tokio::test]
async fn a_copy_holds_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, _) = fresh(folder.path(), &[]).await;
    let mut tx = db.begin().await.unwrap();
    let sealed = vault::seal_system(&mut tx, &cx, "a", b"x").await.unwrap();
    tx.commit().await.unwrap();
    let open = db.begin().await.unwrap();
    let copy = folder.path().join("copy.db");
    backup(&db, &copy).await.unwrap();
    drop(open);
    assert!(matches!(backup(&db, &copy).await, Err(Error::Address(_))), "nothing is overwritten");

    let copied = Db::open(&format!("sqlite:{}", copy.display()), keys()).unwrap();
    assert_eq!(db::migrate(&copied, &cx, &[]).await.unwrap(), 0);
    let mut tx = copied.read().await.unwrap();
    assert_eq!(vault::open_system(&mut tx, "a", &sealed).await.unwrap(), b"x");
}

#[tokio::test]
async fn plans_tell_scans_from_searches() {
    each(&[], async |db, _, _| {
        let fine = [
            "select kind from jobs where id = $1",
            "select id from jobs where state = $1 and due_at <= $2 order by due_at, id limit $3",
            "update jobs set state = $2 where id in (select id from jobs where state = $1 and due_at < $3 limit 5)",
            "insert into live_touches (account, topic, mark, at) values ($1, $2, $3, $4) on conflict (account, topic)
                do update set at = excluded.at",
            "select at from live_touches order by at desc limit 1",
            "with chosen as (select id from jobs where id = $1) select id from chosen",
        ];
        for sql in fine {
            db.prepare_check(sql).await.unwrap();
            assert_eq!(db.scans(sql).await.unwrap(), Vec::<String>::new(), "{sql}: {:?}", db.explain(sql).await);
        }
        for sql in ["select id from jobs where kind = $1", "delete from jobs where attempts > $1"] {
            db.prepare_check(sql).await.unwrap();
            assert_ne!(db.scans(sql).await.unwrap(), Vec::<String>::new(), "{sql}");
        }
        assert!(db.prepare_check("select nothing from jobs").await.is_err());
        assert!(db.read().await.unwrap().one::<i64>("select count(*) from jobs", p![]).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn every_statement_of_ours_is_understood_and_finds_its_index() {
    let ours = statements(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(ours.len() > 20 && ours.iter().filter(|statement| statement.is_for_postgres()).count() == 1);
    each(&[], async |db, _, _| {
        assert_eq!(problems(&db, &ours).await, Vec::<String>::new());
        let wrong = Statement { file: "x/store.rs".into(), sql: "select id from jobs where created_at > $1".into() };
        assert!(problems(&db, &[wrong]).await.concat().contains("x/store.rs"));
    })
    .await;
}

#[tokio::test]
async fn addresses_are_checked() {
    for wrong in ["okno.db", "mysql://x", "postgres://:::/", "sqlite:/no/such/folder/okno.db"] {
        assert!(Db::open(wrong, keys()).is_err(), "{wrong}");
    }
}
