//! What a sign-in notes of the browser it comes from.

use axum::extract::FromRequestParts;
use axum::http::{header, request::Parts};
use base::Uuid;
use web::{CookieRules, Device, Failure, Network};

use super::model;

/// Device, network, browser and former session of a request.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The browser's own long-lived id.
    pub(crate) device: Uuid,
    /// The client's network.
    pub(crate) network: String,
    /// Browser and system, in words.
    pub(crate) browser: String,
    /// The token of the session that the browser is in, living or not.
    pub(crate) session_token: Option<String>,
    /// How cookies are named and protected here.
    pub(crate) cookies: CookieRules,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let device = Device::from_request_parts(parts, state).await?;
        let Ok(Network(network)) = Network::from_request_parts(parts, state).await;
        let Ok(cookies) = CookieRules::from_request_parts(parts, state).await;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self {
            device: device.id,
            network,
            browser: model::browser(agent),
            session_token: cookies.read(&parts.headers, model::COOKIE),
            cookies,
        })
    }
}
