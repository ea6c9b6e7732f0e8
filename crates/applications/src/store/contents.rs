//! What an application holds sealed, by one question.

use base::AccountId;
use db::{Both, FromRow, Result, Tx, p, vault};
use forms::Answers;

use super::{
    applications::{applicant_place, place, typed_place, worked_out_place},
    drafts,
};
use crate::{
    applicant::Applicant,
    drafts::notes::Notes,
    life_cycle::State,
    model::{Application, ApplicationId},
    typed::Typed,
    worked_out::WorkedOut,
};

/// What an application holds, unopened.
#[derive(FromRow)]
pub struct Sealed {
    answers: Vec<u8>,
    typed: Option<Vec<u8>>,
    applicant: Option<Vec<u8>>,
    worked_out: Option<Vec<u8>>,
    writers: Option<String>,
    renewed: Option<Vec<u8>>,
}

/// What an application holds.
pub struct Contents {
    /// The answers.
    pub answers: Answers,
    /// What was typed on a page and not accepted yet.
    pub typed: Option<Typed>,
    /// The applicant as it was sent.
    pub applicant: Option<Applicant>,
    /// What was worked out when it was sent; none of what was seeded.
    pub worked_out: Option<WorkedOut>,
    /// What else is known of a draft.
    pub notes: Notes,
}

/// An application of a person, what it holds, and the data key of its owner, by one question.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: ApplicationId,
) -> Result<Option<Both<Application, Both<Sealed, vault::Wrapped>>>> {
    tx.one(
        "select applications.account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, \
         days_left, answer_days, taken_by, answered, corrects, version, applications.created_at, changed_at, sent_at, decided_on, \
         answers, typed, applicant, worked_out, writers, renewed, master, wrapped from applications left join application_drafts \
         on application_drafts.account = applications.account and application_drafts.application = applications.id \
         left join vault_keys on vault_keys.owner = applications.account \
         where applications.account = $1 and applications.id = $2",
        p![account, id],
    )
    .await
}

/// What an application of a person holds.
pub async fn find_sealed(tx: &mut Tx, account: AccountId, id: ApplicationId) -> Result<Option<Sealed>> {
    tx.one(
        "select answers, typed, applicant, worked_out, writers, renewed from applications left join application_drafts \
         on application_drafts.account = applications.account and application_drafts.application = applications.id \
         where applications.account = $1 and applications.id = $2",
        p![account, id],
    )
    .await
}

/// Opens what an application holds. Whoever is not its owner records the access first.
pub async fn open(tx: &mut Tx, of: &Application, sealed: Option<Sealed>) -> Result<Contents> {
    let Some(sealed) = sealed else {
        let notes = Notes::default();
        return Ok(Contents { answers: Answers::new(), typed: None, applicant: None, worked_out: None, notes });
    };
    let is_draft = of.state() == State::Draft;
    let answers = vault::open_json(tx, of.account, &place(of.id), &sealed.answers).await?;
    let typed = match sealed.typed {
        Some(typed) => Some(vault::open_json(tx, of.account, &typed_place(of.id), &typed).await?),
        None => None,
    };
    let applicant = match sealed.applicant.filter(|_| !is_draft) {
        Some(applicant) => Some(vault::open_json(tx, of.account, &applicant_place(of.id), &applicant).await?),
        None => None,
    };
    let worked_out = match sealed.worked_out.filter(|_| !is_draft) {
        Some(worked_out) => Some(vault::open_json(tx, of.account, &worked_out_place(of.id), &worked_out).await?),
        None => None,
    };
    let notes = match sealed.writers.filter(|_| is_draft) {
        Some(writers) => drafts::notes(tx, of, &writers, sealed.renewed).await?,
        None => Notes::default(),
    };
    Ok(Contents { answers, typed, applicant, worked_out, notes })
}
