//! A page of questions as a browser sends it, with files or without, and what becomes of its files.

use std::fmt::Display;

use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use base::AccountId;
use db::Tx;
use documents::{BadFile, Examined, FileId, Files, NewFile};
use forms::{Asked, FileRef};
use web::{Failure, Fields, Form, Upload, UploadedFile};

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

/// A file that passed the gate, or the reason why not.
pub struct ExaminedFile {
    field: String,
    name: String,
    content: Result<Examined, BadFile>,
}

impl Posted {
    /// Has every file looked into and scanned: before a transaction is open, for it may take seconds.
    pub async fn examine(self, files: &Files) -> (Fields, Vec<ExaminedFile>) {
        let mut examined = Vec::new();
        for UploadedFile { field, name, bytes } in self.files {
            examined.push(ExaminedFile { field, name, content: files.examine(bytes).await });
        }
        (self.fields, examined)
    }
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
                let only_one = questions::find(asked, &file.field).is_some_and(|question| question.most == 1);
                if only_one {
                    typed.clear_files(&file.field);
                }
                // The name as it was kept: without a path, of a decent length.
                let name = documents::file(tx, account, id).await?.map_or_else(String::new, |kept| kept.name);
                typed.add_file(&file.field, FileRef { id: id.to_string(), name });
            }
            Err(bad) => refused.push(RefusedFile::new(&file.field, bad.message_key())),
        }
    }
    Ok(refused)
}
