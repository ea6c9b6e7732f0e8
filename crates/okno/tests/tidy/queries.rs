//! Every SQL text of the house is prepared on both migrated databases, and none of them reads a whole table.

use crate::source;

#[tokio::test(flavor = "multi_thread")]
async fn every_query_is_understood_and_has_an_index() {
    let statements = db::testing::statements(&source::root().join("crates"));
    assert!(statements.len() > 150, "the gathering lost its way: only {} statements", statements.len());
    db::testing::each(okno::portal::MIGRATIONS, async |db, _cx, _clock| {
        let problems = db::testing::problems(&db, &statements).await;
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    })
    .await;
}
