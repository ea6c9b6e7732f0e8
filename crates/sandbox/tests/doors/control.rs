//! The control API, the messages API and the clock.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use sandbox::Options;
use serde_json::json;
use tempfile::TempDir;

use crate::running::{options, running, running_with};

#[tokio::test]
async fn modes_are_set_shown_and_reset() {
    let running = running().await;
    let shown = running.get("/api/control").await;
    assert_eq!(shown["systems"].as_array().unwrap().len(), 7);
    let (status, set) =
        running.post("/api/control", json!({ "system": "passport-registry", "mode": "slow", "delay_ms": 150 })).await;
    assert_eq!((status, &set["delay_ms"]), (200, &150.into()));
    for wrong in [
        json!({ "system": "weather", "mode": "ok" }),
        json!({ "system": "mail", "mode": "twice" }),
        json!({ "system": "sms", "mode": "rubbish", "kind": "poetry" }),
        json!({ "system": "sms", "mode": "slow", "delay_ms": 700_000 }),
        json!({ "mode": "ok" }),
    ] {
        assert_eq!(running.post("/api/control", wrong).await.0, 422);
    }
    let began = Instant::now();
    running.post("/registries/passport-registry/v1/checks", json!({})).await;
    assert!(began.elapsed() >= Duration::from_millis(150));
    running.http.delete(running.url("/api/control")).send().await.unwrap();
    assert!(running.get("/api/control").await["systems"].as_array().unwrap().iter().all(|shown| shown["mode"] == "ok"));
}

#[tokio::test]
async fn messages_after_a_moment_and_people() {
    let running = running().await;
    for number in 1..=3 {
        let arrival = sandbox::messages::Arrival {
            channel: sandbox::messages::Channel::Sms,
            from: "Okno".into(),
            to: "+79005550101".into(),
            subject: String::new(),
            text: number.to_string(),
            html: String::new(),
        };
        running.sandbox.world.messages.keep(&running.sandbox.world, arrival);
    }
    let all = running.messages("", 3).await;
    assert_eq!([&all[0]["text"], &all[2]["text"]], ["3", "1"], "newest first");
    let middle = all[1]["sent_at"].as_str().unwrap();
    assert_eq!(running.messages(&format!("after={middle}"), 1).await[0]["text"], "3");
    let status = running.http.get(running.url("/api/messages?after=soon")).send().await.unwrap().status();
    assert_eq!(status, 422);
    let people = running.get("/api/people").await;
    assert!(people["citizens"].as_array().unwrap().len() >= 17);
    assert_eq!(people["staff"][0]["totp_code"].as_str().unwrap().len(), 6);
}

#[tokio::test]
async fn the_doors_close() {
    // An address of its own: nobody else's door opens where this one closes.
    let data = TempDir::new().unwrap();
    let alone = Options { host: Ipv4Addr::new(127, 77, 0, 1).into(), ..options(data.path(), "http://127.0.0.1:9/") };
    let running = running_with(data, alone).await;
    let address = running.url("/health/live");
    assert_eq!(running.http.get(&address).send().await.unwrap().text().await.unwrap(), "ok");
    running.sandbox.stop().await;
    assert!(running.http.get(&address).send().await.is_err());
}

#[tokio::test]
async fn only_the_newest_messages_are_kept() {
    let running = running().await;
    let world = &running.sandbox.world;
    for number in 0..2_005 {
        let arrival = sandbox::messages::Arrival {
            channel: sandbox::messages::Channel::Mail,
            from: String::new(),
            to: format!("{number}@example.org"),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
        };
        world.messages.keep(world, arrival);
    }
    assert!(running.messages("to=4@example.org", 0).await.is_empty());
    assert_eq!(running.messages("to=5@example.org", 1).await.len(), 1);
    assert_eq!(running.messages("", 500).await[0]["to"], "2004@example.org");
}
