//! The provider's books beside ours: each charge has one payment that succeeded and was not given back, or none.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, SocketAddr},
};

use anyhow::{Context, Result, ensure};
use base::Cx;
use jiff::ToSpan;
use okno::config::Config;
use serde::Deserialize;
use trials::http::{Connection, Request};

#[derive(Deserialize)]
struct Register {
    payments: Vec<Paid>,
    refunds: Vec<Refund>,
}

#[derive(Deserialize)]
struct Paid {
    id: String,
    /// Names the application by its number: there is one charge of it.
    description: String,
}

#[derive(Deserialize)]
struct Refund {
    payment_id: String,
}

/// Answers how many charges were paid; fails when one was paid twice.
pub async fn compare(config: &Config) -> Result<usize> {
    let now = Cx::system().now();
    let mut paid: BTreeMap<String, u32> = BTreeMap::new();
    let mut days = BTreeSet::new();
    // A run may go past midnight; the register counts days of Moscow.
    for hours in [0, 24] {
        days.insert((now - hours.hours()).in_tz("Europe/Moscow")?.date());
    }
    for day in days {
        let register = register(config, &day.to_string()).await?;
        let given_back: BTreeSet<&str> = register.refunds.iter().map(|refund| refund.payment_id.as_str()).collect();
        for payment in register.payments.iter().filter(|payment| !given_back.contains(payment.id.as_str())) {
            *paid.entry(payment.description.clone()).or_default() += 1;
        }
    }
    for (charge, times) in &paid {
        ensure!(*times == 1, "{charge}: paid {times} times by the books of the provider");
    }
    Ok(paid.len())
}

async fn register(config: &Config, day: &str) -> Result<Register> {
    let url = url::Url::parse(&config.payments.url)?;
    let port = url.port().context("a provider without a port")?;
    let mut connection = Connection::new(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let pass = format!("{}:{}", config.payments.shop, config.payments.secret);
    let headers = format!("authorization: Basic {}\r\n", data_encoding::BASE64.encode(pass.as_bytes()));
    let path = format!("{}/v1/registers/{day}", url.path().trim_end_matches('/'));
    let request = Request { method: "GET", path: &path, cookies: "", headers: &headers, body: None };
    let answer = connection.send(request).await?;
    ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.text());
    Ok(serde_json::from_slice(&answer.body)?)
}
