//! Extractors of what a form sends: typed text, and files.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Path, Request, multipart::MultipartError},
};
use bytes::Bytes;
use http::{StatusCode, header, request::Parts};
use serde::de::DeserializeOwned;

use crate::{Failure, Fields, csrf, pace, visit::Visit};

/// The largest body of a form without files, in bytes.
const LONGEST_FORM: usize = 256 * 1024;
/// How many fields or files one form may send.
const MOST_FIELDS: usize = 2000;
/// How many files one form may send: each is looked into.
const MOST_FILES: usize = 50;

/// The fields of a form (`application/x-www-form-urlencoded`), after its token was checked.
#[derive(Debug, Clone)]
pub struct Form(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let visit = Visit::of(request.extensions())?;
        if !has_media_type(&request, "application/x-www-form-urlencoded") {
            return Err(Failure::Malformed);
        }
        let body = to_bytes(request.into_body(), LONGEST_FORM).await.map_err(|error| unread(&error))?;
        let fields = Fields::from_urlencoded(&body);
        check_token(&visit, &fields)?;
        Ok(Self(fields))
    }
}

/// The query of a page as fields: filters, searches, pages of a list. Never fails.
#[derive(Debug, Clone)]
pub struct Query(pub Fields);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(Fields::from_urlencoded(parts.uri.query().unwrap_or_default().as_bytes())))
    }
}

/// A part of the address that is an identifier: what is none names nothing, and nothing is found there.
#[derive(Debug, Clone, Copy)]
pub struct InPath<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for InPath<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(found) = Path::from_request_parts(parts, state).await.map_err(|_| Failure::NotFound)?;
        Ok(Self(found))
    }
}

/// A file as it was sent; neither its name nor its kind is to be believed.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    /// The field that it was sent in.
    pub field: String,
    /// The name that the visitor's machine gave it.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// The fields and files of a form with files (`multipart/form-data`), after its token was checked.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What was typed.
    pub fields: Fields,
    /// The files, without fields that were left empty.
    pub files: Vec<UploadedFile>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let visit = Visit::of(request.extensions())?;
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| Failure::Malformed)?;
        let mut upload = Self { fields: Fields::default(), files: Vec::new() };
        let (mut count, mut typed) = (0, 0);
        while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
            count += 1;
            if count > MOST_FIELDS {
                return Err(Failure::TooLarge);
            }
            let field = part.name().unwrap_or_default().to_owned();
            let Some(name) = part.file_name().map(str::to_owned) else {
                let text = part.bytes().await.map_err(|error| broken(&error))?;
                typed += text.len();
                if typed > LONGEST_FORM {
                    return Err(Failure::TooLarge);
                }
                upload.fields.push(field, String::from_utf8_lossy(&text));
                continue;
            };
            let bytes = part.bytes().await.map_err(|error| broken(&error))?;
            if !(name.is_empty() && bytes.is_empty()) {
                upload.files.push(UploadedFile { field, name, bytes });
                if upload.files.len() > MOST_FILES {
                    return Err(Failure::TooLarge);
                }
            }
        }
        check_token(&visit, &upload.fields)?;
        Ok(upload)
    }
}

/// A body that was not read to its end came too slowly or was too long.
fn unread(error: &axum::Error) -> Failure {
    if pace::is_too_slow(error) { Failure::TooSlow } else { Failure::TooLarge }
}

fn broken(error: &MultipartError) -> Failure {
    if pace::is_too_slow(error) {
        return Failure::TooSlow;
    }
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Malformed }
}

fn check_token(visit: &Visit, fields: &Fields) -> Result<(), Failure> {
    let secret = &visit.site.settings.secret;
    if csrf::is_genuine(secret, visit.device.id, fields.value(csrf::FIELD)) { Ok(()) } else { Err(Failure::Expired) }
}

fn has_media_type(request: &Request, wanted: &str) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(wanted)
}
