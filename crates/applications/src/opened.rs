//! An application with everything that belongs to it, opened for its owner.

use std::{collections::BTreeMap, sync::Arc};

use base::{AccountId, Cx, Lang};
use catalog::{Catalog, Edition};
use db::Tx;
use forms::{Answers, Definition, Facts, Section, Value};
use web::Failure;

use crate::{
    applicant::{self, Applicant},
    calendar,
    drafts::notes::Notes,
    life_cycle::State,
    model::{Application, ApplicationId},
    store,
    typed::Typed,
};

/// An application, the edition it was begun on, its answers and its applicant.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The application.
    pub application: Application,
    /// The edition that it was begun on.
    pub edition: Arc<Edition>,
    /// What was answered so far.
    pub answers: Answers,
    /// What was typed on a page of a draft and left there.
    pub(crate) typed: Option<Typed>,
    /// Who applies: as the profile says now for a draft, as it said then for what was sent.
    pub applicant: Applicant,
    /// What else is known of a draft.
    pub(crate) notes: Notes,
    /// The computed values: those of the day of sending for what was sent, today's for a draft.
    pub worked_out: BTreeMap<String, Value>,
    facts: Facts,
}

impl Opened {
    /// The description of the service.
    pub fn definition(&self) -> &Definition {
        &self.edition.definition
    }

    /// What expressions may use beside answers.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The answers in words, with the computed values.
    pub fn sections(&self, lang: Lang) -> Vec<Section> {
        forms::summary_with(self.definition(), &self.answers, &self.facts, &self.worked_out, lang)
    }

    /// The same with a page saved.
    pub(crate) fn saved(&self, application: Application, answers: Answers) -> Self {
        Self { application, answers, typed: None, ..self.clone() }
    }
}

/// Opens an application of `account`; [`Failure::NotFound`] when it is somebody else's.
pub async fn open(
    tx: &mut Tx,
    cx: &Cx,
    catalog: &Catalog,
    account: AccountId,
    id: ApplicationId,
) -> Result<Opened, Failure> {
    let application = store::applications::find(tx, account, id).await?.ok_or(Failure::NotFound)?;
    complete(tx, cx, catalog, application).await
}

/// Opens what belongs to an application. Whoever is not its owner records the access first.
pub async fn complete(tx: &mut Tx, cx: &Cx, catalog: &Catalog, application: Application) -> Result<Opened, Failure> {
    let edition = catalog.edition(&application.edition).ok_or_else(|| {
        Failure::Fault(anyhow::anyhow!("edition {} of {} is not there", application.edition, application.service))
    })?;
    let (answers, typed) = store::applications::entered(tx, &application).await?;
    let today = calendar::day_of(cx.now());
    let applicant = match application.state() {
        State::Draft => applicant::read(tx, application.account, today).await?,
        _ => store::applications::applicant(tx, &application).await?.unwrap_or_else(|| Applicant::unknown(today)),
    };
    let notes = match application.state() {
        State::Draft => store::drafts::find(tx, &application).await?,
        _ => Notes::default(),
    };
    let facts = applicant.facts();
    let kept = match application.state() {
        State::Draft => None,
        _ => store::applications::worked_out(tx, &application).await?,
    };
    let worked_out = kept.unwrap_or_else(|| {
        let applying = forms::prune(&edition.definition, &answers, &facts);
        forms::worked_out(&edition.definition, &applying, &facts)
    });
    Ok(Opened { application, edition, answers, typed, applicant, notes, worked_out, facts })
}
