//! «Мои документы»: files kept once and attached to any application.

use askama::Template;
use axum::extract::{Path, State as Part};
use base::AccountId;
use identity::Citizen;
use web::{Failure, Fields, Form, Page, Query, Upload};

use super::{State, download};
use crate::files::{self, FileId, FileInfo, NewFile};

#[derive(Template)]
#[template(path = "documents/files.html")]
struct FilesPage {
    page: Page,
    fields: Fields,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "documents/remove.html")]
struct RemovePage {
    page: Page,
    name: String,
    action: String,
}

/// A file as a row of the list.
struct Item {
    name: String,
    icon: &'static str,
    size: String,
    came: String,
    file: String,
    remove: String,
}

/// Kilobytes up to a megabyte, then megabytes with one digit after the point.
fn size(page: &Page, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024).max(1);
    if kilobytes < 1024 {
        return page.tv("documents-size-kilobytes", [("size", kilobytes)]);
    }
    let tenths = bytes * 10 / (1024 * 1024);
    page.tv("documents-size-megabytes", [("whole", tenths / 10), ("part", tenths % 10)])
}

fn item(page: &Page, file: FileInfo) -> Item {
    Item {
        icon: if file.media_type.starts_with("image/") { "image" } else { "file-text" },
        size: size(page, file.size),
        came: page.day_of(file.created_at),
        file: format!("/cabinet/files/{}/file", file.id),
        remove: format!("/cabinet/files/{}/remove", file.id),
        name: file.name,
    }
}

async fn shelf(state: &State, page: Page, fields: Fields, account: AccountId) -> web::Result<FilesPage> {
    let mut tx = state.db.read().await?;
    let files = files::files(&mut tx, account).await?;
    let items = files.into_iter().map(|file| item(&page, file)).collect();
    Ok(FilesPage { page, fields, items })
}

/// GET /cabinet/files
pub async fn list(Part(state): Part<State>, page: Page, citizen: Citizen) -> web::Result {
    Ok(web::html(shelf(&state, page, Fields::default(), citizen.account).await?))
}

/// POST /cabinet/files
pub async fn create(Part(state): Part<State>, page: Page, citizen: Citizen, upload: Upload) -> web::Result {
    let mut fields = upload.fields;
    if upload.files.is_empty() {
        fields.fail("file", "documents-file-none");
    }
    for sent in upload.files {
        match state.files.examine(sent.bytes).await {
            Ok(content) => {
                let mut tx = state.db.begin().await?;
                let file = NewFile { account: citizen.account, name: &sent.name, content };
                files::store(&mut tx, &state.cx, &state.files, file).await?;
                tx.commit().await?;
            }
            Err(bad) => fields.fail("file", bad.message_key()),
        }
    }
    if fields.is_fine() {
        return Ok(web::see_with("/cabinet/files", "documents-file-stored"));
    }
    Ok(web::unprocessable(shelf(&state, page, fields, citizen.account).await?))
}

/// GET /cabinet/files/{id}/file
pub async fn file(Part(state): Part<State>, Path(id): Path<String>, query: Query, citizen: Citizen) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.read().await?;
    let info = files::file(&mut tx, citizen.account, id).await?.ok_or(Failure::NotFound)?;
    let content = files::read(&mut tx, &state.files, citizen.account, id).await?;
    Ok(download::answer(&info.name, info.media_type, content, download::Disposition::of(&query)))
}

/// GET /cabinet/files/{id}/preview: a small picture, made anew, so that nothing of what was sent comes to the browser.
pub async fn preview(Part(state): Part<State>, Path(id): Path<String>, citizen: Citizen) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.read().await?;
    let info = files::file(&mut tx, citizen.account, id).await?.ok_or(Failure::NotFound)?;
    if !info.media_type.starts_with("image/") {
        return Err(Failure::NotFound);
    }
    let content = files::read(&mut tx, &state.files, citizen.account, id).await?;
    drop(tx);
    let small = state.files.preview(info.kind, content).await.ok_or(Failure::NotFound)?;
    Ok(download::answer("preview.jpg", "image/jpeg", small.into(), download::Disposition::Look))
}

/// GET /cabinet/files/{id}/remove
pub async fn confirm(Part(state): Part<State>, Path(id): Path<String>, page: Page, citizen: Citizen) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.read().await?;
    let info = files::file(&mut tx, citizen.account, id).await?.ok_or(Failure::NotFound)?;
    Ok(web::html(RemovePage { page, name: info.name, action: format!("/cabinet/files/{id}/remove") }))
}

/// POST /cabinet/files/{id}/remove
pub async fn remove(Part(state): Part<State>, Path(id): Path<String>, citizen: Citizen, _form: Form) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.begin().await?;
    if files::file(&mut tx, citizen.account, id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    // Pressed twice, it is gone all the same.
    files::remove(&mut tx, &state.cx, citizen.account, id).await?;
    tx.commit().await?;
    Ok(web::see_with("/cabinet/files", "documents-file-removed"))
}

fn parse(id: &str) -> web::Result<FileId> {
    id.parse().map_err(|_| Failure::NotFound)
}
