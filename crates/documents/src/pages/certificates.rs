//! «Справки»: what agencies issued to the citizen.

use askama::Template;
use axum::{
    extract::{Path, State as Part},
    response::Response,
};
use identity::Citizen;
use web::{Failure, Page, Query};

use super::{State, download};
use crate::{
    content::FileKind,
    issued::{self, DocumentId, DocumentKind, IssuedDocument, Standing},
};

#[derive(Template)]
#[template(path = "documents/certificates.html")]
struct CertificatesPage {
    page: Page,
    items: Vec<Item>,
}

/// A document as a row of the list.
struct Item {
    title: String,
    agency: String,
    number: String,
    issued: String,
    until: Option<String>,
    status: &'static str,
    tone: &'static str,
    revocation: Option<String>,
    file: String,
    check: String,
}

/// Translation key and tone of a standing.
pub fn status_of(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Valid => ("documents-valid", "good"),
        Standing::Ending => ("documents-ending", "warn"),
        Standing::Expired => ("documents-expired", "neutral"),
        Standing::Revoked => ("documents-revoked", "bad"),
    }
}

fn item(page: &Page, document: IssuedDocument) -> Item {
    let (status, tone) = status_of(document.standing(page.today()));
    Item {
        title: document.title(page.lang).to_owned(),
        agency: document.agency(page.lang).to_owned(),
        number: document.number.to_string(),
        issued: page.day_of(document.issued_at),
        until: document.valid_until.map(|day| page.day(day)),
        status,
        tone,
        file: format!("/cabinet/documents/{}/file", document.id),
        check: format!("/check/{}", document.number.as_str()),
        revocation: document.revocation,
    }
}

/// GET /cabinet/documents
pub async fn list(Part(state): Part<State>, page: Page, citizen: Citizen) -> web::Result {
    let mut tx = state.db.read().await?;
    let documents = issued::issued(&mut tx, citizen.account, DocumentKind::Result).await?;
    let items = documents.into_iter().map(|document| item(&page, document)).collect();
    Ok(web::html(CertificatesPage { page, items }))
}

/// GET /cabinet/documents/{id}/file
pub async fn file(
    Part(state): Part<State>,
    Path(id): Path<String>,
    page: Page,
    query: Query,
    citizen: Citizen,
) -> web::Result<Response> {
    let id: DocumentId = id.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.read().await?;
    let found = issued::read_issued(&mut tx, &state.files, citizen.account, id).await?;
    let (document, content) = found.ok_or(Failure::NotFound)?;
    let name = document.file_name(page.lang);
    Ok(download::answer(&name, FileKind::Pdf.media_type(), content, download::Disposition::of(&query)))
}
