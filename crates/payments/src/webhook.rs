//! The provider's notices: signed, perhaps late, perhaps twice.

use axum::{
    body::Bytes,
    extract::State as Given,
    http::{HeaderMap, StatusCode},
};
use base::{SignedDuration, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

use crate::{
    gateway::{Known, PaymentBody},
    pages::State,
    settling, store,
};

/// A notice older or newer than this is refused: a recorded one cannot be played again later.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

#[derive(Deserialize)]
struct NoticeBody {
    payment: PaymentBody,
}

/// Takes a notice. Answers 204 when it is kept (or was kept before), 401 for a wrong signature, 400 for rubbish,
/// 409 when it names another sum than was asked for.
pub(crate) async fn receive(Given(state): Given<State>, headers: HeaderMap, body: Bytes) -> web::Result<StatusCode> {
    let signature = headers.get("okno-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = match read(signature, &body, state.webhook_secret.as_bytes(), state.cx.now()) {
        Ok(known) => known,
        Err(BadNotice::Forged) => {
            metrics::counter!("okno_payment_notices_refused_total").increment(1);
            tracing::warn!(target: "security", outcome = "forged", "notice of payment");
            return Ok(StatusCode::UNAUTHORIZED);
        }
        Err(BadNotice::Unreadable) => return Ok(StatusCode::BAD_REQUEST),
    };
    let mut tx = state.db.begin().await?;
    // A payment that we do not know (yet): the provider tells again, and by then its creation is written down.
    let Some(payment) = store::find_by_provider(&mut tx, &known.id).await? else { return Ok(StatusCode::NOT_FOUND) };
    if !known.is_of(payment.amount) {
        return Ok(StatusCode::CONFLICT);
    }
    settling::settle(&mut tx, &state.cx, &payment, known.outcome).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a notice is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadNotice {
    /// Not signed by the provider, or not just now.
    Forged,
    /// Signed, but not a notice.
    Unreadable,
}

/// Reads a notice: first whose it is, then what it says.
///
/// # Errors
/// When it is not the provider's, or not to be understood.
pub fn read(signature: &str, body: &[u8], secret: &[u8], now: Timestamp) -> Result<Known, BadNotice> {
    if !is_genuine(signature, body, secret, now) {
        return Err(BadNotice::Forged);
    }
    serde_json::from_slice::<NoticeBody>(body).map(|notice| notice.payment.into()).map_err(|_| BadNotice::Unreadable)
}

/// Checks `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`.
fn is_genuine(signature: &str, body: &[u8], secret: &[u8], now: Timestamp) -> bool {
    let field = |name: &str| {
        signature.split(',').find_map(|part| part.trim().strip_prefix(name).and_then(|rest| rest.strip_prefix('=')))
    };
    let (Some(time), Some(code)) = (field("t"), field("v1")) else { return false };
    let Ok(seconds) = time.parse::<i64>() else { return false };
    let Ok(at) = Timestamp::from_second(seconds) else { return false };
    if now.duration_since(at).abs() > TOLERANCE {
        return false;
    }
    let Ok(code) = data_encoding::HEXLOWER_PERMISSIVE.decode(code.as_bytes()) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    // Compares in constant time.
    mac.verify_slice(&code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(secret: &[u8], time: &str, body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
        mac.update(time.as_bytes());
        mac.update(b".");
        mac.update(body);
        format!("t={time},v1={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
    }

    #[test]
    fn only_fresh_and_rightly_signed_notices_are_genuine() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let good = signed(b"secret", "1800000000", b"{}");
        assert!(is_genuine(&good, b"{}", b"secret", now));
        assert!(!is_genuine(&good, b"{ }", b"secret", now), "another body");
        assert!(!is_genuine(&good, b"{}", b"other", now), "another key");
        assert!(!is_genuine(&good, b"{}", b"secret", now + SignedDuration::from_mins(6)), "played again later");
        let moved = good.replace("t=1800000000", "t=1800000001");
        assert!(!is_genuine(&moved, b"{}", b"secret", now), "another time");
        for rubbish in ["", "t=,v1=", "v1=00", "t=1800000000", "t=x,v1=zz"] {
            assert!(!is_genuine(rubbish, b"{}", b"secret", now), "{rubbish}");
        }
    }
}
