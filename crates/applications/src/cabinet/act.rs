//! What the citizen does on the page of an application: answer, take back, correct and send again.

use askama::Template;
use axum::extract::{Path, State as Given};
use base::Money;
use documents::{Examined, FileId, NewFile};
use identity::{Citizen, MaybeCitizen};
use web::{Device, Failure, Fields, Form, Page, UploadedFile};

use super::show;
use crate::{
    State,
    drafts::{
        self, Begin, apply,
        posted::Posted,
        rescue::{self, ANSWER},
    },
    life_cycle::{
        self, Move,
        citizen::{self, AnswerRefusal, WithdrawRefusal},
    },
    model::{Application, ApplicationId},
    store,
    typed::Typed,
};

/// The longest answer to the agency, in characters.
const LONGEST_ANSWER: usize = 4_000;
/// The most files that come with one answer.
const MOST_FILES: usize = 10;

/// «Ответить». What somebody sends whose session has ended is kept until they have signed in again.
pub(super) async fn answer(
    Given(state): Given<State>,
    MaybeCitizen(who): MaybeCitizen,
    device: Device,
    page: Page,
    Path(id): Path<String>,
    posted: Result<Posted, Failure>,
) -> web::Result {
    let Some(who) = who else { return rescue::of_guest(&state, device, (&id, ANSWER), posted).await };
    let id = parse(&id)?;
    let Posted { mut fields, files } = posted?;
    let kept = kept_files(&fields);
    let text = fields.value("answer").trim().to_owned();
    let words = if text.is_empty() {
        Some(text)
    } else {
        fields.require_text("answer", LONGEST_ANSWER, "applications-answer-too-long")
    };
    let contents = examined(&state, &mut fields, &files, kept.len()).await;
    let mut tx = state.db.begin().await?;
    // Nothing of another person's application may be learnt, not even by what is wrong with a file.
    let application = store::applications::find(&mut tx, who.account, id).await?.ok_or(Failure::NotFound)?;
    // Answered already, by the same press twice: the page shows how it stands.
    if !application.state().allows(Move::Answer) {
        return Ok(web::see(application.path()));
    }
    rescue::take_over(&mut tx, &state.cx, &application, device, &fields).await?;
    let mut attached: Vec<FileId> = Vec::new();
    for file in kept.into_iter().take(MOST_FILES) {
        // Of another person, or gone: passed over.
        if documents::file(&mut tx, who.account, file).await?.is_some() {
            attached.push(file);
        }
    }
    for (name, content) in contents {
        let new = NewFile { account: who.account, name, content };
        attached.push(documents::store(&mut tx, &state.cx, &state.files, new).await?);
    }
    let (Some(text), true) = (words, fields.is_fine()) else {
        drop(tx);
        return show::again(&state, (&who, device), page, id, fields).await;
    };
    match citizen::answer(&mut tx, &state.cx, who.account, id, &text, &attached).await? {
        Ok(answered) => {
            tx.commit().await?;
            Ok(web::see_with(answered.path(), "applications-answered"))
        }
        Err(AnswerRefusal::Empty) => {
            drop(tx);
            fields.fail("answer", "applications-answer-empty");
            show::again(&state, (&who, device), page, id, fields).await
        }
        Err(AnswerRefusal::NotFound) => Err(Failure::NotFound),
        // In the same moment.
        Err(AnswerRefusal::NotNow) => Ok(web::see(format!("/cabinet/applications/{id}"))),
    }
}

/// The files that came, looked into; what is wrong with them, or with how many there are, stands at the field.
async fn examined<'f>(
    state: &State,
    fields: &mut Fields,
    files: &'f [UploadedFile],
    beside: usize,
) -> Vec<(&'f str, Examined)> {
    if files.len() + beside > MOST_FILES {
        fields.fail("files", "applications-answer-too-many-files");
    }
    let mut contents = Vec::new();
    for file in files.iter().take(MOST_FILES) {
        match state.files.examine(file.bytes.clone()).await {
            Ok(content) => contents.push((file.name.as_str(), content)),
            Err(bad) => fields.fail("files", bad.message_key()),
        }
    }
    contents
}

/// The files that came in a session that ended and are sent on.
fn kept_files(fields: &Fields) -> Vec<FileId> {
    fields.all(Typed::file_field("files")).into_iter().filter_map(|id| id.parse().ok()).collect()
}

#[derive(Template)]
#[template(path = "applications/withdraw.html")]
struct WithdrawPage {
    page: Page,
    application: Application,
    title: String,
    /// A duty was paid and does not come back by itself.
    paid: bool,
}

/// Asks once more before something that cannot be undone.
pub(super) async fn ask_to_withdraw(
    Given(state): Given<State>,
    who: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.read().await?;
    let application = store::applications::find(&mut tx, who.account, id).await?.ok_or(Failure::NotFound)?;
    if !application.state().allows(Move::Withdraw) {
        return Ok(web::see(application.path()));
    }
    let title = application.title(page.lang).to_owned();
    let unpaid =
        matches!(application.state(), life_cycle::State::AwaitingPayment | life_cycle::State::AwaitingAgreement);
    let paid = application.fee > Money::ZERO && !unpaid;
    Ok(web::html(WithdrawPage { page, application, title, paid }))
}

/// «Отозвать заявление».
pub(super) async fn withdraw(
    Given(state): Given<State>,
    who: Citizen,
    Path(id): Path<String>,
    Form(_): Form,
) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.begin().await?;
    match citizen::withdraw(&mut tx, &state.cx, who.account, id).await? {
        Ok(withdrawn) => {
            tx.commit().await?;
            if withdrawn.number.is_none() {
                return Ok(web::see_with("/cabinet/applications", "applications-draft-deleted"));
            }
            Ok(web::see_with(withdrawn.path(), "applications-withdrawn"))
        }
        Err(WithdrawRefusal::NotFound) => Err(Failure::NotFound),
        Err(WithdrawRefusal::NotNow) => {
            Ok(web::see_with(format!("/cabinet/applications/{id}"), "applications-withdraw-too-late"))
        }
    }
}

/// «Исправить и отправить снова», «Подать снова с теми же ответами»: a new draft with the answers of what came to nothing.
pub(super) async fn correct(
    Given(state): Given<State>,
    who: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(_): Form,
) -> web::Result {
    let id = parse(&id)?;
    let mut tx = state.db.begin().await?;
    let former = store::applications::find(&mut tx, who.account, id).await?.ok_or(Failure::NotFound)?;
    let service = state.catalog.service(&former.service).ok_or(Failure::NotFound)?;
    if apply::is_closed(&state, &former.service, &page) {
        return Ok(web::see(format!("/services/{}", former.service)));
    }
    let old = state.catalog.edition(&former.edition);
    let editions = (old.as_deref(), &*service.edition);
    let begun = drafts::correct(&mut tx, &state.cx, who.account, id, editions).await?;
    let begun = begun.ok_or(Failure::NotFound)?;
    tx.commit().await?;
    Ok(match begun {
        Begin::New(draft) => web::see(format!("{}/continue", draft.path())),
        Begin::Unfinished(instead) if instead.corrects == Some(id) => web::see(instead.path()),
        // Its answers are others: it is not passed off as this one.
        Begin::Unfinished(other) => web::see_with(other.path(), "applications-correct-unfinished"),
    })
}

fn parse(id: &str) -> web::Result<ApplicationId> {
    id.parse().map_err(|_| Failure::NotFound)
}
