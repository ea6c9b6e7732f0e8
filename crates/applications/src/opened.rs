//! An application with everything that belongs to it, opened for its owner.

use std::sync::Arc;

use base::{AccountId, Cx};
use catalog::{Catalog, Edition};
use db::Tx;
use forms::{Answers, Definition, Facts};
use web::Failure;

use crate::{
    applicant::{self, Applicant},
    calendar,
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
    let facts = applicant.facts();
    Ok(Opened { application, edition, answers, typed, applicant, facts })
}
