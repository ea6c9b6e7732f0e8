//! The authorities over HTTP.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use der::{DecodePem, Encode, EncodePem, pem::LineEnding};
use x509_cert::request::CertReq;

use crate::{
    control::{Mode, System, gate},
    routes::refusal,
    rubbish::Rubbish,
    world::Shared,
};

/// The longest request, in bytes.
const LONGEST: usize = 64 * 1024;

pub(super) fn routes(world: &Shared) -> Router<Shared> {
    let authority = Router::new()
        .route("/ca/certificates", get(list).post(issue))
        .route("/ca/certificates/{serial}/revoke", post(revoke))
        .route("/ca/root.pem", get(root))
        .route("/ca/crl", get(crl))
        .route_layer(middleware::from_fn_with_state((world.clone(), System::CertificateAuthority), gate));
    let stamper = Router::new()
        .route("/tsa", post(stamp))
        .route_layer(middleware::from_fn_with_state((world.clone(), System::TimeStampAuthority), gate));
    authority.merge(stamper).layer(DefaultBodyLimit::max(LONGEST))
}

/// `POST /ca/certificates`: a PEM certificate request in, the PEM chain (certificate and root) out.
async fn issue(State(world): State<Shared>, body: String) -> Response {
    if world.control.of(System::CertificateAuthority).mode == Mode::Disagree {
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "refused", "the authority refuses (sandbox control)");
    }
    let request = match CertReq::from_pem(body.as_bytes()) {
        Ok(request) => request,
        Err(wrong) => return refusal(StatusCode::UNPROCESSABLE_ENTITY, "not_a_request", &wrong.to_string()),
    };
    match world.authority.issue(&world.cx, &request) {
        Ok(Ok(certificate)) => {
            let chain = [&certificate, world.authority.root()].map(|certificate| certificate.to_pem(LineEnding::LF));
            match chain {
                [Ok(leaf), Ok(root)] => pem(format!("{leaf}{root}")),
                [Err(wrong), _] | [_, Err(wrong)] => fault(&wrong.into()),
            }
        }
        Ok(Err(refused)) => refusal(StatusCode::UNPROCESSABLE_ENTITY, "refused", &refused.to_string()),
        Err(wrong) => fault(&wrong),
    }
}

/// `GET /ca/certificates`: what was issued, by serial number.
async fn list(State(world): State<Shared>) -> Response {
    Json(serde_json::json!({ "certificates": world.authority.journal.list() })).into_response()
}

/// `POST /ca/certificates/{serial}/revoke`.
async fn revoke(State(world): State<Shared>, Path(serial): Path<String>) -> Response {
    match world.authority.revoke(world.now(), &serial) {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => refusal(StatusCode::NOT_FOUND, "not_found", "no certificate has this serial number"),
        Err(wrong) => fault(&wrong),
    }
}

/// `GET /ca/root.pem`.
async fn root(State(world): State<Shared>) -> Response {
    match world.authority.root().to_pem(LineEnding::LF) {
        Ok(text) => pem(text),
        Err(wrong) => fault(&wrong.into()),
    }
}

/// `GET /ca/crl`: the revocation list in DER.
async fn crl(State(world): State<Shared>) -> Response {
    let list = world.authority.revocations(&world.cx).and_then(|list| Ok(list.to_der()?));
    match list {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/pkix-crl")], bytes).into_response(),
        Err(wrong) => fault(&wrong),
    }
}

/// `POST /tsa`: RFC 3161 over HTTP.
async fn stamp(State(world): State<Shared>, body: Bytes) -> Response {
    let setting = world.control.of(System::TimeStampAuthority);
    let mut body = body.to_vec();
    if setting.rubbish() == Some(Rubbish::Another)
        && let Some(place) = body.windows(2).position(|pair| pair == [0x04, 0x20])
        && let Some(first) = body.get_mut(place + 2)
    {
        // The first byte of a SHA-256: the stamp is of something else.
        *first ^= 1;
    }
    match world.authority.stamp(&world.cx, &body, setting.mode != Mode::Disagree) {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/timestamp-reply")], bytes).into_response(),
        Err(wrong) => fault(&wrong),
    }
}

fn pem(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/x-pem-file")], text).into_response()
}

fn fault(wrong: &anyhow::Error) -> Response {
    tracing::error!(fault = format!("{wrong:#}"), "the authority failed");
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "fault", "the authority failed")
}
