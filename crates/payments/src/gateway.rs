//! The payment provider: a trait towards the outside and the real client of its REST interface.

use std::{future::Future, pin::Pin, time::Duration};

use base::Money;
use serde::{Deserialize, Serialize};

use crate::model::{Outcome, PaymentId, Recipient};

/// A future that the provider answers with.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ProviderError>> + Send + 'a>>;

/// The provider did not do what it was asked; asking again with the same key is safe.
#[derive(Debug, thiserror::Error)]
#[error("the payment provider did not answer as agreed: {0}")]
pub struct ProviderError(pub String);

/// What the provider is asked to collect.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Our id of the payment; the provider makes one payment of it however often it is asked.
    pub key: PaymentId,
    /// How much.
    pub amount: Money,
    /// What for.
    pub description: &'a str,
    /// To whom.
    pub recipient: &'a Recipient,
    /// Where the person comes back to.
    pub return_url: String,
}

/// A payment as the provider knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The provider's id.
    pub id: String,
    /// How far it is.
    pub outcome: Outcome,
    /// The provider's page where the person pays.
    pub confirmation_url: Option<String>,
}

/// A provider of payments.
pub trait Provider: Send + Sync {
    /// Asks to collect; the same key gives the same payment.
    fn create<'a>(&'a self, order: &'a Order<'a>) -> Answer<'a, Known>;
    /// Asks how far a payment is.
    fn find<'a>(&'a self, id: &'a str) -> Answer<'a, Known>;
    /// Gives the whole sum back; the same key gives it back once.
    fn refund<'a>(&'a self, id: &'a str, key: PaymentId, amount: Money) -> Answer<'a, ()>;
}

/// How the provider is reached.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Address of the interface: `https://pay.example/payments`.
    pub url: String,
    /// Our name there.
    pub shop: String,
    /// Our secret there.
    pub secret: String,
    /// The key that signs the provider's notices.
    pub webhook_secret: String,
}

/// The client of the provider's REST interface.
pub struct HttpProvider {
    http: reqwest::Client,
    settings: ProviderSettings,
}

#[derive(Serialize)]
struct AmountBody {
    value_kopecks: i64,
}

#[derive(Serialize)]
struct CreateBody<'a> {
    amount: AmountBody,
    description: &'a str,
    recipient: &'a Recipient,
    return_url: &'a str,
    metadata: MetadataBody,
}

#[derive(Serialize)]
struct MetadataBody {
    payment: PaymentId,
}

#[derive(Serialize)]
struct RefundBody {
    amount: AmountBody,
}

/// A payment in the provider's words; also inside its notices.
#[derive(Debug, Deserialize)]
pub(crate) struct PaymentBody {
    pub id: String,
    pub status: String,
    #[serde(default)]
    pub confirmation_url: Option<String>,
}

impl From<PaymentBody> for Known {
    fn from(body: PaymentBody) -> Self {
        let outcome = match body.status.as_str() {
            "succeeded" => Outcome::Succeeded,
            "canceled" | "cancelled" => Outcome::Cancelled,
            _ => Outcome::Pending,
        };
        Self { id: body.id, outcome, confirmation_url: body.confirmation_url }
    }
}

impl HttpProvider {
    /// A client by its settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(settings: ProviderSettings) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(15)).build()?;
        Ok(Self { http, settings })
    }

    fn address(&self, path: &str) -> String {
        format!("{}/v1/payments{path}", self.settings.url.trim_end_matches('/'))
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<Known, ProviderError> {
        let answer = request
            .basic_auth(&self.settings.shop, Some(&self.settings.secret))
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .map_err(|error| ProviderError(error.without_url().to_string()))?;
        let body: PaymentBody = answer.json().await.map_err(|error| ProviderError(error.without_url().to_string()))?;
        Ok(body.into())
    }
}

impl Provider for HttpProvider {
    fn create<'a>(&'a self, order: &'a Order<'a>) -> Answer<'a, Known> {
        Box::pin(async move {
            let body = CreateBody {
                amount: AmountBody { value_kopecks: order.amount.in_kopecks() },
                description: order.description,
                recipient: order.recipient,
                return_url: &order.return_url,
                metadata: MetadataBody { payment: order.key },
            };
            let request = self.http.post(self.address("")).header("Idempotency-Key", order.key.to_string()).json(&body);
            self.ask(request).await
        })
    }

    fn find<'a>(&'a self, id: &'a str) -> Answer<'a, Known> {
        Box::pin(async move { self.ask(self.http.get(self.address(&format!("/{id}")))).await })
    }

    fn refund<'a>(&'a self, id: &'a str, key: PaymentId, amount: Money) -> Answer<'a, ()> {
        Box::pin(async move {
            let body = RefundBody { amount: AmountBody { value_kopecks: amount.in_kopecks() } };
            self.http
                .post(self.address(&format!("/{id}/refunds")))
                .header("Idempotency-Key", format!("refund-{key}"))
                .basic_auth(&self.settings.shop, Some(&self.settings.secret))
                .json(&body)
                .send()
                .await
                .and_then(reqwest::Response::error_for_status)
                .map_err(|error| ProviderError(error.without_url().to_string()))?;
            Ok(())
        })
    }
}
