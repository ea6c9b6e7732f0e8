//! Every query of this half of the crate is understood by both databases and reads no whole table.

use std::path::Path;

use crate::people::TABLES;

#[tokio::test]
async fn queries_use_indexes() {
    db::testing::each(TABLES, async |db, _cx, _clock| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut statements = Vec::new();
        for part in ["personal", "checks", "levels", "centre", "household"] {
            statements.extend(db::testing::statements(&source.join(part)));
        }
        assert!(statements.len() > 20, "{}", statements.len());
        let problems = db::testing::problems(&db, &statements).await;
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    })
    .await;
}
