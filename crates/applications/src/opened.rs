//! An application with everything that belongs to it, opened for its owner.

use std::sync::Arc;

use base::{AccountId, Cx, Lang};
use catalog::{Catalog, Edition};
use db::{Both, Tx, vault};
use forms::{Answers, Definition, Facts, Section};
use web::Failure;

use crate::{
    applicant::{self, Applicant},
    calendar,
    drafts::notes::Notes,
    life_cycle::State,
    model::{Application, ApplicationId},
    store::{
        self,
        contents::{Contents, Sealed},
    },
    typed::Typed,
    worked_out::WorkedOut,
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
    /// What was worked out: on the day of sending for what was sent; for a draft today's computed values alone.
    pub(crate) worked_out: WorkedOut,
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
        forms::summary_with(self.definition(), &self.answers, &self.facts, &self.worked_out.values, lang)
    }

    /// The same with a page saved.
    pub(crate) fn saved(self, application: Application, answers: Answers) -> Self {
        Self { application, answers, typed: None, ..self }
    }
}

/// An application of a person as it was found, with the edition it was begun on and what it holds, unopened.
pub struct Found {
    /// The application.
    pub application: Application,
    /// The edition.
    pub edition: Arc<Edition>,
    sealed: Option<Sealed>,
    /// The applicant as the profile says now, where it was read beside it.
    profile: Option<Applicant>,
}

impl Found {
    fn new(catalog: &Catalog, application: Application, sealed: Option<Sealed>) -> Result<Self, Failure> {
        let edition = catalog.edition(&application.edition).ok_or_else(|| {
            Failure::Fault(anyhow::anyhow!("edition {} of {} is not there", application.edition, application.service))
        })?;
        Ok(Self { application, edition, sealed, profile: None })
    }

    /// Opens what belongs to it. Whoever is not its owner records the access first.
    pub async fn open(self, tx: &mut Tx, cx: &Cx) -> Result<Opened, Failure> {
        let Self { application, edition, sealed, profile } = self;
        let today = calendar::day_of(cx.now());
        let [mut opening, mut beside] = tx.hands();
        let of_profile = async {
            match (application.state(), profile) {
                (State::Draft, None) => applicant::read(&mut beside, application.account, today).await.map(Some),
                (State::Draft, known) => Ok(known),
                _ => Ok(None),
            }
        };
        // On the heap: whoever opens an application would carry the room for it along.
        let both = async { tokio::try_join!(store::contents::open(&mut opening, &application, sealed), of_profile) };
        let (contents, profile) = Box::pin(both).await?;
        let Contents { answers, typed, applicant, worked_out, notes } = contents;
        let applicant = profile.or(applicant).unwrap_or_else(|| Applicant::unknown(today));
        let facts = applicant.facts();
        let is_draft = application.state() == State::Draft;
        let worked_out = worked_out.unwrap_or_else(|| {
            if is_draft && edition.definition.computed.is_empty() {
                return WorkedOut::default();
            }
            let applying = forms::prune(&edition.definition, &answers, &facts);
            if is_draft {
                let values = forms::worked_out(&edition.definition, &applying, &facts);
                WorkedOut { values, ..WorkedOut::default() }
            } else {
                WorkedOut::of(&edition.definition, &applying, &facts)
            }
        });
        Ok(Opened { application, edition, answers, typed, applicant, notes, worked_out, facts })
    }
}

/// Finds an application of `account`; [`Failure::NotFound`] when it is somebody else's.
pub async fn find(tx: &mut Tx, catalog: &Catalog, account: AccountId, id: ApplicationId) -> Result<Found, Failure> {
    let found = store::contents::find(tx, account, id).await?;
    let Both(application, Both(sealed, key)) = found.ok_or(Failure::NotFound)?;
    vault::take(tx, account, &key)?;
    Found::new(catalog, application, Some(sealed))
}

/// Finds what is most likely a draft of `account`, with what its profile says: asked for at the same time.
pub async fn find_draft(
    tx: &mut Tx,
    cx: &Cx,
    catalog: &Catalog,
    account: AccountId,
    id: ApplicationId,
) -> Result<Found, Failure> {
    let today = calendar::day_of(cx.now());
    let [mut finding, mut beside] = tx.hands();
    let profile = async { Ok(applicant::read(&mut beside, account, today).await?) };
    let both = async { tokio::try_join!(find(&mut finding, catalog, account, id), profile) };
    let (found, profile) = Box::pin(both).await?;
    Ok(Found { profile: Some(profile), ..found })
}

/// As [`open`], for what is most likely a draft.
pub async fn open_draft(
    tx: &mut Tx,
    cx: &Cx,
    catalog: &Catalog,
    account: AccountId,
    id: ApplicationId,
) -> Result<Opened, Failure> {
    find_draft(tx, cx, catalog, account, id).await?.open(tx, cx).await
}

/// Opens an application of `account`; [`Failure::NotFound`] when it is somebody else's.
pub async fn open(
    tx: &mut Tx,
    cx: &Cx,
    catalog: &Catalog,
    account: AccountId,
    id: ApplicationId,
) -> Result<Opened, Failure> {
    find(tx, catalog, account, id).await?.open(tx, cx).await
}

/// Opens what belongs to an application. Whoever is not its owner records the access first.
pub async fn complete(tx: &mut Tx, cx: &Cx, catalog: &Catalog, application: Application) -> Result<Opened, Failure> {
    let sealed = store::contents::find_sealed(tx, application.account, application.id).await?;
    Found::new(catalog, application, sealed)?.open(tx, cx).await
}
