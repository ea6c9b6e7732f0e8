//! What a fault leaves in the log, and what it does not.

#![allow(clippy::unwrap_used, missing_docs)]

use axum::{Router, routing::get};
use base::{Cx, Timestamp};
use web::{
    Failure,
    testing::{Browser, Ears, settings},
};

/// A link of a letter is good for one use: whoever reads logs must not get one that was never used.
#[tokio::test]
async fn a_fault_is_logged_by_its_route_and_never_by_its_address() {
    let ears = Ears::default();
    let writer = ears.clone();
    let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let (cx, _) = Cx::test(Timestamp::from_second(1_795_000_000).unwrap());
    let router = Router::new()
        .route("/faults/{token}", get(|| async { web::Result::<&str>::Err(anyhow::anyhow!("torn\nlines").into()) }))
        .route("/away/{token}", get(|| async { web::Result::<&str>::Err(Failure::Away(anyhow::anyhow!("gone"))) }));
    let mut browser = Browser::new(web::layer(router, settings(cx, &[])));

    for kind in ["faults", "away"] {
        let page = browser.get(&format!("/{kind}/a-secret-of-one-use?code=a-code-of-one-use")).await;
        assert!(page.status.is_server_error());
    }

    let log = ears.heard();
    assert!(log.contains("/faults/{token}") && log.contains("/away/{token}"), "{log}");
    assert!(!log.contains("of-one-use"), "{log}");
    assert_eq!(log.lines().count(), 2, "what an error says begins no line of its own: {log}");
}
