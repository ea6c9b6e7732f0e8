//! The door to the time-stamp authority: RFC 3161 over HTTP (3.4).

use std::time::Duration;

use super::{Answer, Error};

/// The longest answer that is read, in bytes: a token with a chain is a few thousand.
const LONGEST: usize = 64 * 1024;

/// Somebody who vouches for the time.
pub trait TimeStampAuthority: Send + Sync {
    /// Sends a TimeStampReq, answers the TimeStampResp, both DER.
    fn stamp(&self, query: Vec<u8>) -> Answer<'_, Vec<u8>>;
}

/// An authority behind an address.
#[derive(Debug, Clone)]
pub struct HttpAuthority {
    client: reqwest::Client,
    address: String,
}

impl HttpAuthority {
    /// A client of the authority at `address` (http or https) that waits so long for an answer. For https the process must have installed the TLS
    /// provider of `rustls` before.
    pub fn new(address: &str, patience: Duration) -> Result<Self, Error> {
        let client = reqwest::Client::builder()
            .timeout(patience)
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|fault| Error::TimeStamp(format!("no client: {fault}")))?;
        Ok(Self { client, address: address.to_owned() })
    }

    async fn ask(&self, query: Vec<u8>) -> Result<Vec<u8>, reqwest::Error> {
        let request = self
            .client
            .post(&self.address)
            .header("content-type", "application/timestamp-query")
            .header("accept", "application/timestamp-reply")
            .body(query);
        let mut response = request.send().await?.error_for_status()?;
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await? {
            body.extend_from_slice(&part);
            if body.len() > LONGEST {
                break;
            }
        }
        Ok(body)
    }
}

impl TimeStampAuthority for HttpAuthority {
    fn stamp(&self, query: Vec<u8>) -> Answer<'_, Vec<u8>> {
        Box::pin(async move { self.ask(query).await.map_err(|fault| Error::TimeStamp(explain(&fault))) })
    }
}

/// The whole chain of causes: "error sending request" alone helps nobody.
fn explain(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut cause = fault.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
