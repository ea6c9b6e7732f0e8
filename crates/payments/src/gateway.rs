//! The payment provider: a trait towards the outside and the real client of its REST interface.

use std::{future::Future, pin::Pin, time::Duration};

use base::Money;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// The sum of it, when the provider says one.
    pub amount: Option<Money>,
    /// The provider's page where the person pays.
    pub confirmation_url: Option<String>,
}

impl Known {
    /// Whether it speaks of the sum that was asked for. Another sum decides nothing: people look into it.
    pub(crate) fn is_of(&self, amount: Money) -> bool {
        let fits = self.amount.is_none_or(|told| told == amount);
        if !fits {
            metrics::counter!("okno_payments_of_another_sum_total").increment(1);
            tracing::error!(payment = %self.id, "the provider names another sum than was asked for");
        }
        fits
    }

    /// How far a payment of this sum is.
    pub(crate) fn outcome_of(&self, amount: Money) -> Outcome {
        if self.is_of(amount) { self.outcome } else { Outcome::Pending }
    }
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
    /// Seconds to wait for an answer.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
}

const fn default_timeout() -> u64 {
    15
}

/// No honest answer is longer.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The client of the provider's REST interface.
pub struct HttpProvider {
    http: reqwest::Client,
    settings: ProviderSettings,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AmountBody {
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
    pub amount: Option<AmountBody>,
    #[serde(default)]
    pub confirmation_url: Option<String>,
    #[serde(default)]
    metadata: Option<Value>,
}

impl PaymentBody {
    /// Whether it may be the payment that we gave this key: what it carries of ours says nothing else.
    fn is_of(&self, key: PaymentId) -> bool {
        let told = self.metadata.as_ref().and_then(|metadata| metadata.get("payment")).and_then(Value::as_str);
        told.is_none_or(|told| told == key.to_string())
    }
}

/// A refund in the provider's words.
#[derive(Debug, Deserialize)]
struct RefundAnswer {
    payment_id: String,
    amount: AmountBody,
}

impl From<PaymentBody> for Known {
    fn from(body: PaymentBody) -> Self {
        let outcome = match body.status.as_str() {
            "succeeded" => Outcome::Succeeded,
            "canceled" | "cancelled" => Outcome::Cancelled,
            _ => Outcome::Pending,
        };
        let amount = body.amount.map(|amount| Money::kopecks(amount.value_kopecks));
        Self { id: body.id, outcome, amount, confirmation_url: body.confirmation_url }
    }
}

impl HttpProvider {
    /// A client by its settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(settings: ProviderSettings) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(settings.timeout_seconds))
            // Orders and our secret go where the settings say and nowhere else.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { http, settings })
    }

    fn address(&self, path: &str) -> String {
        format!("{}/v1/payments{path}", self.settings.url.trim_end_matches('/'))
    }

    /// The body of a success; anything else is an error that names no address and no secret.
    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Vec<u8>, ProviderError> {
        let failed = |error: reqwest::Error| ProviderError(error.without_url().to_string());
        let request = request.basic_auth(&self.settings.shop, Some(&self.settings.secret));
        let mut answer = request.send().await.map_err(failed)?;
        if !answer.status().is_success() {
            return Err(ProviderError(format!("status {}", answer.status())));
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(failed)? {
            body.extend_from_slice(&part);
            if body.len() > LONGEST_ANSWER {
                return Err(ProviderError("the answer is too long".to_owned()));
            }
        }
        Ok(body)
    }

    /// What the provider says of a payment, when it is the one that `is_meant`.
    async fn ask(
        &self,
        request: reqwest::RequestBuilder,
        is_meant: impl Fn(&PaymentBody) -> bool + Send,
    ) -> Result<Known, ProviderError> {
        let body = self.send(request).await?;
        // The parser's own message may quote what it read.
        let body: PaymentBody =
            serde_json::from_slice(&body).map_err(|_| ProviderError("the answer cannot be read".to_owned()))?;
        if is_meant(&body) {
            Ok(body.into())
        } else {
            Err(ProviderError("the answer is of another payment".to_owned()))
        }
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
            let known = self.ask(request, |body| body.is_of(order.key)).await?;
            if known.is_of(order.amount) {
                Ok(known)
            } else {
                Err(ProviderError("the answer is of another sum".to_owned()))
            }
        })
    }

    fn find<'a>(&'a self, id: &'a str) -> Answer<'a, Known> {
        let request = self.http.get(self.address(&format!("/{id}")));
        Box::pin(self.ask(request, move |body| body.id == id))
    }

    fn refund<'a>(&'a self, id: &'a str, key: PaymentId, amount: Money) -> Answer<'a, ()> {
        Box::pin(async move {
            let body = RefundBody { amount: AmountBody { value_kopecks: amount.in_kopecks() } };
            let request = self
                .http
                .post(self.address(&format!("/{id}/refunds")))
                .header("Idempotency-Key", format!("refund-{key}"))
                .json(&body);
            let body = self.send(request).await?;
            let refund: RefundAnswer =
                serde_json::from_slice(&body).map_err(|_| ProviderError("the answer cannot be read".to_owned()))?;
            let same = refund.payment_id == id && Money::kopecks(refund.amount.value_kopecks) == amount;
            if same { Ok(()) } else { Err(ProviderError("the answer is of another refund".to_owned())) }
        })
    }
}
