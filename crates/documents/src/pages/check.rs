//! The public check: a number in, whether the document is genuine out; with the file itself, whether it is unchanged.

use askama::Template;
use axum::{
    extract::{Path, State as Part},
    response::{IntoResponse, Response},
};
use base::SignedDuration;
use http::{HeaderValue, StatusCode};
use web::{Failure, Fields, Network, Page, Query, Upload, limits::Limit};

use super::{State, certificates::status_of};
use crate::{
    check::{self, Checked, Comparison},
    issued::Standing,
    number::DocumentNumber,
};

/// Numbers cannot be guessed; this keeps machines from trying.
const CHECKS: Limit = Limit { name: "document-check", max: 60, window: SignedDuration::from_mins(10) };

#[derive(Template)]
#[template(path = "documents/check.html")]
struct AskPage {
    page: Page,
    fields: Fields,
}

#[derive(Template)]
#[template(path = "documents/checked.html")]
struct CheckedPage {
    page: Page,
    fields: Fields,
    number: String,
    action: String,
    found: Option<Found>,
    compared: Option<Compared>,
}

/// A document that exists, ready to be shown.
struct Found {
    status: &'static str,
    tone: &'static str,
    heading: &'static str,
    in_force: bool,
    title: Option<String>,
    agency: Option<String>,
    holder: Option<String>,
    issued: String,
    until: Option<String>,
    revoked: Option<String>,
    signed_by: String,
    hash: String,
}

/// What the sent file is.
struct Compared {
    key: &'static str,
    tone: &'static str,
    icon: &'static str,
    detail: Option<String>,
}

/// GET /check, with `?number=` from its own form.
pub async fn ask(page: Page, query: Query) -> web::Result {
    let mut fields = query.0;
    if !fields.has("number") {
        return Ok(quiet(web::html(AskPage { page, fields })));
    }
    match fields.parse::<DocumentNumber>("number", "documents-check-number-wrong") {
        Some(number) => Ok(web::see(format!("/check/{}", number.as_str()))),
        None => Ok(quiet(web::unprocessable(AskPage { page, fields }))),
    }
}

/// GET /check/{number}
pub async fn show(Part(state): Part<State>, Path(number): Path<String>, page: Page, network: Network) -> web::Result {
    let checked = look_up(&state, &number, &network).await?;
    Ok(answer(page, &number, checked.as_ref(), Fields::default(), None))
}

/// POST /check/{number}: the file beside the number.
pub async fn compare(
    Part(state): Part<State>,
    Path(number): Path<String>,
    page: Page,
    network: Network,
    upload: Upload,
) -> web::Result {
    let checked = look_up(&state, &number, &network).await?.ok_or(Failure::NotFound)?;
    let mut fields = upload.fields;
    let Some(file) = upload.files.into_iter().next() else {
        fields.fail("file", "documents-file-none");
        return Ok(answer(page, &number, Some(&checked), fields, None));
    };
    let bytes = file.bytes;
    let of = checked.clone();
    // Hashing and verifying a large file takes a while: not on a thread that serves others.
    let comparison = tokio::task::spawn_blocking(move || of.compare(&bytes)).await?;
    let compared = compared(&page, comparison);
    Ok(answer(page, &number, Some(&checked), fields, Some(compared)))
}

async fn look_up(state: &State, number: &str, network: &Network) -> web::Result<Option<Checked>> {
    let mut tx = state.db.begin().await?;
    let free = web::limits::take(&mut tx, &state.cx, CHECKS, &network.0).await?;
    let checked = match (number.parse(), free) {
        (Ok(number), Ok(())) => check::check(&mut tx, &state.cx, &number).await?,
        _ => None,
    };
    tx.commit().await?;
    free?;
    Ok(checked)
}

fn answer(page: Page, number: &str, checked: Option<&Checked>, fields: Fields, compared: Option<Compared>) -> Response {
    let status = match (checked, fields.is_fine()) {
        (None, _) => StatusCode::NOT_FOUND,
        (Some(_), false) => StatusCode::UNPROCESSABLE_ENTITY,
        (Some(_), true) => StatusCode::OK,
    };
    let shown = number.parse().map_or_else(|_| number.to_owned(), |number: DocumentNumber| number.to_string());
    let found = checked.map(|checked| found(&page, checked));
    let action = format!("/check/{}", checked.map_or("", |checked| checked.number.as_str()));
    let view = CheckedPage { page, fields, number: shown, action, found, compared };
    quiet((status, web::html(view)).into_response())
}

fn found(page: &Page, checked: &Checked) -> Found {
    let standing = checked.standing(page.today());
    let (status, tone) = status_of(standing);
    Found {
        status,
        tone,
        in_force: matches!(standing, Standing::Valid | Standing::Ending),
        heading: if standing == Standing::Revoked { "documents-check-revoked" } else { "documents-check-genuine" },
        title: checked.title(page.lang).map(str::to_owned),
        agency: checked.agency(page.lang).map(str::to_owned),
        holder: checked.holder().map(str::to_owned),
        issued: page.time(checked.issued_at),
        until: checked.valid_until.map(|day| page.day(day)),
        revoked: checked.revoked_at.map(|at| page.time(at)),
        signed_by: checked.signed_by.clone(),
        hash: checked.hash(),
    }
}

fn compared(page: &Page, comparison: Comparison) -> Compared {
    match comparison {
        Comparison::Same { stamped_at } => Compared {
            key: "documents-check-file-same",
            tone: "good",
            icon: "circle-check",
            detail: stamped_at.map(|at| page.tv("documents-check-file-stamped", [("time", page.time(at))])),
        },
        Comparison::Changed => {
            Compared { key: "documents-check-file-changed", tone: "bad", icon: "info", detail: None }
        }
        Comparison::Unsigned => {
            Compared { key: "documents-check-file-unsigned", tone: "bad", icon: "info", detail: None }
        }
        Comparison::Other { signed_by } => Compared {
            key: "documents-check-file-other",
            tone: "warn",
            icon: "info",
            detail: Some(page.tv("documents-check-file-signed-by", [("subject", signed_by)])),
        },
    }
}

/// Search engines must not gather documents.
fn quiet(mut response: Response) -> Response {
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
