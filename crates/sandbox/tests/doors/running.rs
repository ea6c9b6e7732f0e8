//! A sandbox on free ports and the few questions that every test asks it.

use std::{
    net::Ipv4Addr,
    path::Path,
    time::{Duration, Instant},
};

use sandbox::{Options, Sandbox, people::People};
use serde_json::Value;
use tempfile::TempDir;

/// For what hangs: no test may fail because a machine is slow or busy.
pub const PATIENCE: Duration = Duration::from_mins(5);

pub struct Running {
    pub sandbox: Sandbox,
    pub http: reqwest::Client,
    /// The data folder lives as long as this.
    pub data: TempDir,
}

pub async fn running() -> Running {
    let data = TempDir::new().unwrap();
    running_in(data, "http://127.0.0.1:9/hooks/payments").await
}

pub async fn running_in(data: TempDir, webhook: &str) -> Running {
    let options = options(data.path(), webhook);
    running_with(data, options).await
}

pub async fn running_with(data: TempDir, options: Options) -> Running {
    let sandbox = sandbox::start(options).await.unwrap();
    let http =
        reqwest::Client::builder().tls_certs_only([]).redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Running { sandbox, http, data }
}

pub fn options(data: &Path, webhook: &str) -> Options {
    Options {
        host: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        tls_port: 0,
        smpp_port: 0,
        smtp_port: 0,
        data: data.to_owned(),
        people: People::demo().unwrap(),
        webhook: webhook.to_owned(),
    }
}

impl Running {
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.doors.http)
    }

    pub async fn get(&self, path: &str) -> Value {
        self.http.get(self.url(path)).send().await.unwrap().json().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let answer = self.http.post(self.url(path)).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    pub async fn set(&self, system: &str, mode: &str) {
        let (status, body) = self.post("/api/control", serde_json::json!({ "system": system, "mode": mode })).await;
        assert_eq!(status, 200, "{body}");
    }

    /// The messages that fit, once there are so many of them.
    pub async fn messages(&self, query: &str, count: usize) -> Vec<Value> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let all = self.get(&format!("/api/messages?{query}")).await;
            let messages = all["messages"].as_array().unwrap();
            if messages.len() >= count || Instant::now() > deadline {
                assert_eq!(messages.len(), count, "{all}");
                return messages.clone();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
