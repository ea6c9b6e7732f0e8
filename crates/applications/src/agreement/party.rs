//! What whoever must agree may see: that an application waits, what it asks, and the answers that the service names.

use base::Cx;
use catalog::Catalog;
use db::{
    Result, Tx,
    ledger::{self, Access, Actor},
};
use forms::Row;
use identity::Citizen;
use web::{Failure, Page};

use super::AgreementState;
use crate::{
    life_cycle::State,
    model::{Application, ApplicationId},
    opened::{self, Opened},
    store,
    store::agreements::Agreement,
};

/// How many are shown at once.
const SHOWN: i64 = 5;

/// The applications that wait for this citizen's agreement, oldest first.
pub(crate) async fn awaiting(tx: &mut Tx, citizen: &Citizen) -> Result<Vec<Application>> {
    if !super::may_agree(citizen.level) {
        return Ok(Vec::new());
    }
    let Some(mark) = identity::levels::person_mark_of(tx, citizen.account).await? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for id in store::agreements::awaiting(tx, &mark, SHOWN).await? {
        let application = store::applications::find_by_id(tx, id).await?;
        found.extend(application.filter(|application| application.state() == State::AwaitingAgreement));
    }
    Ok(found)
}

/// An application as whoever must agree to it finds it: the agreement with the row, nothing opened yet.
pub(super) struct Found {
    pub agreement: Agreement,
    pub application: Application,
}

impl Found {
    /// Whether the agreement can be given or declined now.
    pub fn is_awaited(&self) -> bool {
        self.agreement.state == AgreementState::Awaited && self.application.state() == State::AwaitingAgreement
    }
}

/// Finds it for exactly the person who must agree; for everybody else there is no such thing.
pub(super) async fn find(tx: &mut Tx, citizen: &Citizen, id: &str) -> std::result::Result<Found, Failure> {
    let id: ApplicationId = id.parse().map_err(|_| Failure::NotFound)?;
    if !super::may_agree(citizen.level) {
        return Err(Failure::NotFound);
    }
    let mark = identity::levels::person_mark_of(tx, citizen.account).await?.ok_or(Failure::NotFound)?;
    let agreement = store::agreements::find(tx, id).await?.ok_or(Failure::NotFound)?;
    let decided = agreement.second == Some(citizen.account);
    if agreement.account == citizen.account || (agreement.person_mark != mark && !decided) {
        return Err(Failure::NotFound);
    }
    let application = store::applications::find_by_id(tx, id).await?.ok_or(Failure::NotFound)?;
    Ok(Found { agreement, application })
}

/// Opens what the person is asked to agree to; the access is recorded in the same transaction.
pub(super) async fn open(
    tx: &mut Tx,
    cx: &Cx,
    catalog: &Catalog,
    citizen: &Citizen,
    found: &Found,
) -> std::result::Result<Opened, Failure> {
    let access = Access {
        account: found.application.account,
        actor: Actor::Account(citizen.account),
        action: "application.read-by-second-party",
        reason: "Согласие второго участника",
        case: found.application.number.as_ref().map(ToString::to_string),
    };
    ledger::record(tx, cx, access).await?;
    opened::complete(tx, cx, catalog, found.application.clone()).await
}

/// What is shown before agreeing: who asks, the sentence, the answers that the service names and no others.
pub(super) struct Asked {
    /// Who applies.
    pub applicant: String,
    /// Who one is here: «Второй супруг».
    pub party: String,
    /// What one agrees to.
    pub agrees: String,
    pub rows: Vec<Row>,
}

impl Asked {
    pub fn of(opened: &Opened, page: &Page) -> Self {
        let definition = opened.definition();
        let party = definition.second_party.as_ref();
        let shows = party.map(|party| party.shows.as_slice()).unwrap_or_default();
        let sections = opened.sections(page.lang);
        let rows = sections.into_iter().flat_map(|section| section.rows);
        let named = |row: &Row| shows.iter().any(|id| row.path == *id || is_item_of(&row.path, id));
        Self {
            applicant: opened.applicant.text("full_name").unwrap_or_default().to_owned(),
            party: party.map_or_else(String::new, |party| party.title.in_lang(page.lang).to_owned()),
            agrees: party.map_or_else(String::new, |party| party.agrees.in_lang(page.lang).to_owned()),
            rows: rows.filter(named).collect(),
        }
    }
}

/// Whether a row is an item of a repeated group: `children.0` of `children`.
fn is_item_of(path: &str, group: &str) -> bool {
    path.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'))
}
