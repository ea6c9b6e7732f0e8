//! What an agency sees: its queue, its counts, its decisions. Every query begins with the agency. What waits for the
//! agreement of a second party, or never got it (declined, taken back, too late), never was the agency's.

use base::{Date, StaffId};
use db::{FromRow, Result, Tx, p};

use crate::{life_cycle::State, model::Application, number::ApplicationNumber};

/// A line of the queue. It holds nothing of the person.
#[derive(Debug, Clone, FromRow)]
pub struct Line {
    /// Its number.
    pub number: ApplicationNumber,
    /// Title of the service, in Russian.
    pub title_ru: String,
    /// Title of the service, in English.
    pub title_en: String,
    /// Where it stands.
    pub state: State,
    /// The last day of the present state.
    pub due_on: Option<Date>,
    /// Who works on it.
    pub taken_by: Option<StaffId>,
    /// The citizen answered.
    pub answered: bool,
}

/// How many lines a list shows; the most urgent come first.
const LINES: i64 = 100;

/// What is in review, most urgent first.
pub async fn list_all(tx: &mut Tx, agency: &str) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and state = 'in_review' order by due_on, id limit $2",
        p![agency, LINES],
    )
    .await
}

/// What an officer works on, most urgent first.
pub async fn list_taken(tx: &mut Tx, agency: &str, by: StaffId) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and state = 'in_review' and taken_by = $2 order by due_on, id limit $3",
        p![agency, by, LINES],
    )
    .await
}

/// What nobody works on, most urgent first.
pub async fn list_unassigned(tx: &mut Tx, agency: &str) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and state = 'in_review' and taken_by is null order by due_on, id limit $2",
        p![agency, LINES],
    )
    .await
}

/// What the citizen has answered, most urgent first.
pub async fn list_answered(tx: &mut Tx, agency: &str) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and state = 'in_review' and answered = $2 order by due_on, id limit $3",
        p![agency, true, LINES],
    )
    .await
}

/// What is due on `today` or earlier, most urgent first.
pub async fn list_due(tx: &mut Tx, agency: &str, today: Date) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and state = 'in_review' and due_on <= $2 order by due_on, id limit $3",
        p![agency, today, LINES],
    )
    .await
}

/// What waits for the citizen's answer, the one that runs out first on top.
pub async fn list_waiting(tx: &mut Tx, agency: &str) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and state = 'awaiting_information' order by due_on, id limit $2",
        p![agency, LINES],
    )
    .await
}

/// How many cases each list of the queue holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// In review.
    pub all: i64,
    /// With this officer.
    pub taken: i64,
    /// With nobody.
    pub unassigned: i64,
    /// Answered by the citizen.
    pub answered: i64,
    /// Due today or earlier.
    pub due: i64,
    /// Waiting for the citizen.
    pub waiting: i64,
}

/// Counts the queue of an agency as `officer` sees it.
pub async fn counts(tx: &mut Tx, agency: &str, officer: StaffId, today: Date) -> Result<Counts> {
    let all = "select count(*) from applications where agency = $1 and state = 'in_review'";
    let taken = "select count(*) from applications where agency = $1 and state = 'in_review' and taken_by = $2";
    let unassigned = "select count(*) from applications where agency = $1 and state = 'in_review' and taken_by is null";
    let answered = "select count(*) from applications where agency = $1 and state = 'in_review' and answered = $2";
    let due = "select count(*) from applications where agency = $1 and state = 'in_review' and due_on <= $2";
    let waiting = "select count(*) from applications where agency = $1 and state = 'awaiting_information'";
    Ok(Counts {
        all: tx.one(all, p![agency]).await?.unwrap_or(0),
        taken: tx.one(taken, p![agency, officer]).await?.unwrap_or(0),
        unassigned: tx.one(unassigned, p![agency]).await?.unwrap_or(0),
        answered: tx.one(answered, p![agency, true]).await?.unwrap_or(0),
        due: tx.one(due, p![agency, today]).await?.unwrap_or(0),
        waiting: tx.one(waiting, p![agency]).await?.unwrap_or(0),
    })
}

/// How many cases were decided on each day since `since`, oldest first.
pub async fn decided_since(tx: &mut Tx, agency: &str, since: Date) -> Result<Vec<(Date, i64)>> {
    tx.query(
        "select decided_on, count(*) from applications where agency = $1 and decided_on >= $2 \
         group by decided_on order by decided_on limit 100",
        p![agency, since],
    )
    .await
}

/// The case with this number, if it is the agency's own.
pub async fn find(tx: &mut Tx, agency: &str, number: &ApplicationNumber) -> Result<Option<Application>> {
    tx.one(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where number = $1 and agency = $2 and not exists (select 1 from application_agreements \
         where application_agreements.application = applications.id and application_agreements.state <> 'agreed')",
        p![number, agency],
    )
    .await
}

/// The line of the case with this number.
pub async fn find_line(tx: &mut Tx, agency: &str, number: &ApplicationNumber) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where number = $1 and agency = $2 and not exists (select 1 from application_agreements \
         where application_agreements.application = applications.id and application_agreements.state <> 'agreed') limit 1",
        p![number, agency],
    )
    .await
}

/// Cases of people of a family name, by its fingerprint.
pub async fn list_of_family(tx: &mut Tx, agency: &str, family: [u8; 32]) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and family_mark = $2 and not exists (select 1 from application_agreements \
         where application_agreements.application = applications.id and application_agreements.state <> 'agreed') \
         order by due_on, id limit $3",
        p![agency, family, LINES],
    )
    .await
}

/// Cases of the person with a SNILS, by its fingerprint.
pub async fn list_of_snils(tx: &mut Tx, agency: &str, snils: [u8; 32]) -> Result<Vec<Line>> {
    tx.query(
        "select number, title_ru, title_en, state, due_on, taken_by, answered from applications \
         where agency = $1 and snils_mark = $2 and not exists (select 1 from application_agreements \
         where application_agreements.application = applications.id and application_agreements.state <> 'agreed') \
         order by due_on, id limit $3",
        p![agency, snils, LINES],
    )
    .await
}
