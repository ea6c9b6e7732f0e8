//! The real client of the registries: REST with JSON, authorised by OAuth 2.0 client credentials (RFC 6749, section 4.4).

use std::{fmt, path::PathBuf, time::Duration};

use base::{Cx, SignedDuration, Timestamp};
use reqwest::{Certificate, Client, Response, StatusCode, redirect};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use tokio::sync::Mutex;

use super::{
    Registry,
    gateway::{Answer, Asking, Question, Registries, Unavailable},
    wire,
};

/// Where the registries are and how we prove who asks.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrySettings {
    /// `<base_url>/pension-fund/v1/checks` and `<base_url>/passport-registry/v1/checks` are asked.
    pub base_url: String,
    /// The token endpoint.
    pub token_url: String,
    /// Our name with the authorisation server.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: String,
    /// The scope to ask for; none when empty.
    #[serde(default)]
    pub scope: String,
    /// PEM file of the only authorities to trust; the machine's own when absent.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// Seconds to wait for an answer.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
}

const fn default_timeout() -> u64 {
    20
}

impl fmt::Debug for RegistrySettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegistrySettings").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// The client cannot be made from its settings.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// The file of authorities cannot be read.
    #[error("cannot read {path}: {source}")]
    CaFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file of authorities holds no certificates, or TLS refuses them.
    #[error("registries: {0}")]
    Client(#[from] reqwest::Error),
}

struct Token {
    value: String,
    good_until: Timestamp,
}

/// A token is not used in its last seconds, in which it might end on the way.
const MARGIN: SignedDuration = SignedDuration::from_secs(30);
/// No honest answer is longer.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The registries over HTTP.
pub struct HttpRegistries {
    settings: RegistrySettings,
    client: Client,
    cx: Cx,
    token: Mutex<Option<Token>>,
}

impl HttpRegistries {
    /// A client with these settings.
    pub fn new(settings: RegistrySettings, cx: Cx) -> Result<Self, BadSettings> {
        let client = client(&settings)?;
        Ok(Self { settings, client, cx, token: Mutex::new(None) })
    }

    async fn answer(&self, question: &Question) -> Result<Answer, Unavailable> {
        let registry = question.registry();
        let mut response = self.send(question).await?;
        if response.status() == StatusCode::UNAUTHORIZED {
            // The token was taken back before its time: one new one, once.
            *self.token.lock().await = None;
            response = self.send(question).await?;
        }
        wire::read(registry, &whole(registry, response).await?)
    }

    async fn send(&self, question: &Question) -> Result<Response, Unavailable> {
        let registry = question.registry();
        let token = self.token(registry).await?;
        let url = format!("{}/{registry}/v1/checks", self.settings.base_url.trim_end_matches('/'));
        let request = self.client.post(url).bearer_auth(token).json(&wire::body(question));
        request.send().await.map_err(|error| unreachable(registry, error))
    }

    /// The token in hand, or a new one. The lock is held while asking, so that many checks at once ask once.
    async fn token(&self, registry: Registry) -> Result<String, Unavailable> {
        let mut held = self.token.lock().await;
        if let Some(token) = held.as_ref().filter(|token| self.cx.now() < token.good_until) {
            return Ok(token.value.clone());
        }
        let asked_at = self.cx.now();
        let mut form = vec![("grant_type", "client_credentials")];
        if !self.settings.scope.is_empty() {
            form.push(("scope", &self.settings.scope));
        }
        let request = self
            .client
            .post(&self.settings.token_url)
            .basic_auth(&self.settings.client_id, Some(&self.settings.client_secret))
            .form(&form);
        let response = request.send().await.map_err(|error| unreachable(registry, error))?;
        let granted: Granted = read(registry, response).await?;
        if !granted.token_type.eq_ignore_ascii_case("bearer") || !is_token(&granted.access_token) {
            return Err(unavailable(registry, "the token is of a kind that we cannot use"));
        }
        let lives = SignedDuration::from_secs(granted.expires_in.clamp(0, 24 * 3600));
        *held = Some(Token { value: granted.access_token.clone(), good_until: asked_at + lives - MARGIN });
        Ok(granted.access_token)
    }
}

impl Registries for HttpRegistries {
    fn ask<'a>(&'a self, question: &'a Question) -> Asking<'a> {
        Box::pin(self.answer(question))
    }
}

/// What the token endpoint answers (RFC 6749, section 5.1).
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    token_type: String,
    #[serde(default = "five_minutes")]
    expires_in: i64,
}

/// Visible ASCII and not nothing (RFC 6749, appendix A.12): what else would become a header of ours.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// When the server does not say how long a token lives.
const fn five_minutes() -> i64 {
    300
}

fn client(settings: &RegistrySettings) -> Result<Client, BadSettings> {
    // Whoever comes first installs it for the process; all of them install the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(settings.timeout_seconds))
        // Personal data go where the settings say and nowhere else.
        .redirect(redirect::Policy::none());
    let builder = match &settings.ca_file {
        Some(path) => {
            let pem = std::fs::read(path).map_err(|source| BadSettings::CaFile { path: path.clone(), source })?;
            builder.tls_certs_only(Certificate::from_pem_bundle(&pem)?)
        }
        // Over plain HTTP nobody is trusted, and a machine without a store of authorities must still do.
        None if settings.base_url.starts_with("http://") && settings.token_url.starts_with("http://") => {
            builder.tls_certs_only([])
        }
        None => builder,
    };
    Ok(builder.build()?)
}

fn unavailable(registry: Registry, reason: impl Into<String>) -> Unavailable {
    Unavailable { registry, reason: reason.into() }
}

fn unreachable(registry: Registry, error: reqwest::Error) -> Unavailable {
    let kind = if error.is_timeout() { "no answer in time" } else { "no connection" };
    unavailable(registry, format!("{kind}: {}", error.without_url()))
}

async fn read<T: DeserializeOwned>(registry: Registry, response: Response) -> Result<T, Unavailable> {
    let body = whole(registry, response).await?;
    // The parser's own message may quote what it read.
    serde_json::from_slice(&body).map_err(|_| unavailable(registry, "the answer cannot be read"))
}

/// The body of an answer, as long as it is one.
async fn whole(registry: Registry, mut response: Response) -> Result<Vec<u8>, Unavailable> {
    let status = response.status();
    if !status.is_success() {
        return Err(unavailable(registry, format!("status {status}")));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(registry, error))? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_ANSWER {
            return Err(unavailable(registry, "the answer is too long"));
        }
    }
    Ok(body)
}
