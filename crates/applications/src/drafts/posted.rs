//! A page of questions as a browser sends it, with files or without, and what becomes of its files.

use std::{collections::BTreeSet, fmt::Display};

use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use base::{AccountId, Timestamp};
use db::Tx;
use documents::{BadFile, Examined, FileId, FileKind, Files, NewFile};
use forms::{Asked, FileRef};
use web::{Failure, Fields, Form, Upload, UploadedFile};

use super::pressed::Pressed;
use crate::{State, questions, typed::Typed};

/// The fields and files of a form, whichever way it was sent.
pub struct Posted {
    /// What was typed.
    pub fields: Fields,
    /// The files.
    pub files: Vec<UploadedFile>,
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let Upload { fields, files } = Upload::from_request(request, state).await?;
            return Ok(Self { fields, files });
        }
        let Form(fields) = Form::from_request(request, state).await?;
        Ok(Self { fields, files: Vec::new() })
    }
}

/// A file that passed the gate, or the translation key of the reason why not.
pub struct ExaminedFile {
    field: String,
    name: String,
    content: Result<Examined, &'static str>,
}

impl Posted {
    /// Has every file looked into and scanned, and pictures made one document where the form says so: before a transaction
    /// is open, for it may take seconds.
    pub async fn examine(self, files: &Files) -> (Fields, Vec<ExaminedFile>) {
        let mut examined: Vec<ExaminedFile> = Vec::new();
        for UploadedFile { field, name, bytes } in self.files {
            let content = files.examine(bytes).await.map_err(BadFile::message_key);
            examined.push(ExaminedFile { field, name, content });
        }
        let wants = |field: &str| match self.fields.value(Typed::join_field(field)) {
            // Pages that are put in order first wait until one goes on.
            Typed::WHOLE => !is_arranged(&self.fields, field),
            said => Typed::joins(said),
        };
        let joining: BTreeSet<String> =
            examined.iter().map(|file| file.field.clone()).filter(|field| wants(field)).collect();
        for field in joining {
            let (pages, others): (Vec<_>, Vec<_>) = examined.into_iter().partition(|file| file.field == field);
            examined = others;
            examined.extend(join(files, &field, pages).await);
        }
        (self.fields, examined)
    }
}

/// Whether the pages of the one document at a question are being put in order: some stand there, or the button says so.
pub fn is_arranged(fields: &Fields, path: &str) -> bool {
    Pressed::of(fields.value("do")) == Pressed::Arrange { question: path }
        || fields.all(Typed::file_field(path)).len() > 1
}

/// Pictures sent for one question become one document, in the order in which they were sent. One file stays what it is;
/// when one of several is refused, none is taken, for a document without one of its pages is none.
async fn join(files: &Files, field: &str, pages: Vec<ExaminedFile>) -> Vec<ExaminedFile> {
    let several = pages.len() > 1;
    if !several || pages.iter().any(|page| page.content.is_err()) {
        return pages.into_iter().filter(|page| !several || page.content.is_err()).collect();
    }
    let first = pages.first().map_or_else(String::new, |page| page.name.clone());
    let stem = first.rsplit_once('.').map_or(first.as_str(), |(stem, _)| stem);
    let name = format!("{stem}.pdf");
    let pictures = pages.into_iter().filter_map(|page| page.content.ok()).collect();
    let content = match files.join(pictures).await {
        Ok(joined) => joined.map_err(BadFile::message_key),
        Err(unjoined) => Err(unjoined.message_key()),
    };
    vec![ExaminedFile { field: field.to_owned(), name, content }]
}

/// What became of files that nobody signed in has sent.
#[derive(Debug, Default)]
pub struct KeptAside {
    /// Those that the owner did not have before.
    pub brought: Vec<FileId>,
    /// The names of those that were not kept.
    pub lost: Vec<String>,
}

/// Keeps files aside until `until`, at the questions that they were sent for: whoever sent them may be anybody.
pub async fn keep_aside(
    tx: &mut Tx,
    state: &State,
    account: AccountId,
    files: Vec<ExaminedFile>,
    (typed, until): (&mut Typed, Timestamp),
) -> Result<KeptAside, Failure> {
    let mut kept = KeptAside::default();
    for ExaminedFile { field, name, content } in files {
        let Ok(content) = content else {
            kept.lost.push(name);
            continue;
        };
        let new = NewFile { account, name: &name, content };
        let aside = documents::store_aside(tx, &state.cx, &state.files, new, until).await?;
        if aside.is_new {
            kept.brought.push(aside.id);
        }
        let name = documents::file(tx, account, aside.id).await?.map_or_else(String::new, |kept| kept.name);
        typed.add_file(&field, FileRef { id: aside.id.to_string(), name });
    }
    Ok(kept)
}

/// The most pictures that become one document.
const MOST_PAGES: usize = 20;

/// Makes one document where the button says so, and, for whoever goes on, of the pages that were put in order: before a
/// transaction is open, for it may take seconds.
pub async fn join_pages(
    state: &State,
    account: AccountId,
    posted: &mut (Fields, Vec<ExaminedFile>),
) -> Result<(), Failure> {
    let pressed = posted.0.value("do").to_owned();
    let questions: BTreeSet<String> = match Pressed::of(&pressed) {
        Pressed::Join { question } => [question.to_owned()].into(),
        Pressed::Continue => {
            let whole = posted.0.iter().filter(|(_, value)| *value == Typed::WHOLE);
            let paths = whole.filter_map(|(field, _)| Typed::joined_question(field));
            paths.filter(|path| is_arranged(&posted.0, path)).map(str::to_owned).collect()
        }
        _ => BTreeSet::new(),
    };
    for path in questions {
        join_kept(state, account, &path, posted).await?;
    }
    Ok(())
}

/// Makes one document of the pictures that stand at a question already, in their order there, and of those that were just
/// sent for it.
async fn join_kept(
    state: &State,
    account: AccountId,
    path: &str,
    (fields, files): &mut (Fields, Vec<ExaminedFile>),
) -> Result<(), Failure> {
    let kept = Typed::file_field(path);
    let ids: Vec<FileId> = fields.all(&kept).into_iter().filter_map(|id| id.parse().ok()).collect();
    let is_page = |file: &ExaminedFile| file.content.as_ref().is_ok_and(Examined::is_picture);
    if files.iter().any(|file| file.field == path && !is_page(file)) {
        // What is no page stands for itself, or was refused.
        return Ok(());
    }
    let mut tx = state.db.read().await?;
    let (mut read, mut others) = (Vec::new(), Vec::new());
    for id in ids.into_iter().take(MOST_PAGES + 1) {
        match documents::file(&mut tx, account, id).await? {
            Some(info) if info.kind != FileKind::Pdf => {
                read.push((info.name, documents::read(&mut tx, &state.files, account, id).await?));
            }
            Some(_) => others.push(id),
            None => {}
        }
    }
    drop(tx);
    let sent = files.iter().filter(|file| file.field == path).count();
    if read.len() + sent < 2 {
        return Ok(());
    }
    let mut pages = Vec::new();
    for (name, bytes) in read {
        let content = state.files.examine(bytes).await.map_err(BadFile::message_key);
        pages.push(ExaminedFile { field: path.to_owned(), name, content });
    }
    pages.extend(files.extract_if(.., |file| file.field == path));
    let joined = join(&state.files, path, pages).await;
    if joined.iter().all(|file| file.content.is_ok()) {
        fields.forget(&kept);
        for id in others {
            fields.push(kept.clone(), id.to_string());
        }
    }
    files.extend(joined);
    Ok(())
}

/// A file that was refused: the question it was meant for, and the translation key of the reason.
pub struct RefusedFile {
    /// The question.
    pub path: String,
    /// The translation key.
    pub key: String,
}

impl RefusedFile {
    fn new(path: impl Display, key: impl Display) -> Self {
        Self { path: path.to_string(), key: key.to_string() }
    }
}

/// Puts the files that were kept, and those just sent, at their questions. Nobody attaches a file of another person: an id
/// that is not the owner's is passed over.
pub async fn take_files(
    tx: &mut Tx,
    state: &State,
    account: AccountId,
    (fields, files): &(Fields, Vec<ExaminedFile>),
    asked: &[Asked],
    typed: &mut Typed,
) -> Result<Vec<RefusedFile>, Failure> {
    let questions = questions::file_questions(asked);
    for (field, id) in fields.iter() {
        let Some(path) = Typed::question_of(field).filter(|path| questions.iter().any(|known| known == path)) else {
            continue;
        };
        let Ok(id) = id.parse::<FileId>() else { continue };
        if let Some(file) = documents::file(tx, account, id).await? {
            typed.add_file(path, FileRef { id: id.to_string(), name: file.name });
        }
    }
    let mut refused = Vec::new();
    for file in files.iter().filter(|file| questions.contains(&file.field)) {
        match file.content.clone() {
            Ok(content) => {
                let new = NewFile { account, name: &file.name, content };
                let id = documents::store(tx, &state.cx, &state.files, new).await?;
                let is_page = file.content.as_ref().is_ok_and(Examined::is_picture) && is_arranged(fields, &file.field);
                let only_one = questions::find(asked, &file.field).is_some_and(|question| question.most == 1);
                if only_one && !is_page {
                    typed.clear_files(&file.field);
                }
                // The name as it was kept: without a path, of a decent length.
                let name = documents::file(tx, account, id).await?.map_or_else(String::new, |kept| kept.name);
                typed.add_file(&file.field, FileRef { id: id.to_string(), name });
            }
            Err(key) => refused.push(RefusedFile::new(&file.field, key)),
        }
    }
    Ok(refused)
}
