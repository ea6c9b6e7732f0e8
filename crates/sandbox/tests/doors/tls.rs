//! The TLS port with a client that trusts the sandbox's root alone.

use crate::running::running;

#[tokio::test]
async fn the_registries_answer_over_tls() {
    let running = running().await;
    let root = running.http.get(running.url("/ca/root.pem")).send().await.unwrap().bytes().await.unwrap();
    let root = reqwest::Certificate::from_pem(&root).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([root]).build().unwrap();
    let form = [("grant_type", "client_credentials"), ("client_id", "okno"), ("client_secret", "okno-registries")];
    let port = running.sandbox.doors.https.rsplit_once(':').unwrap().1;
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("https://{host}:{port}/registries/oauth/token");
        let answer = client.post(url).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
    let stranger = running.http.get(format!("{}/health/live", running.sandbox.doors.https)).send().await;
    assert!(stranger.is_err(), "nobody else's roots vouch for the sandbox");
}
