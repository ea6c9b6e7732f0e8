//! The applications of a person as a list, page by page; forms that were deleted before they were sent are not among them.

use base::AccountId;
use db::{Result, Tx, p};
use web::paging::{Place, Stretch};

use crate::{life_cycle::State, model::Application};

/// The applications of a person (in one state), the one that changed last first: so many of a part of the list.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    state: Option<State>,
    (stretch, most): (Stretch, usize),
) -> Result<Vec<Application>> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    match (stretch, state) {
        (Stretch::First, None) => older(tx, account, Place::TOP, limit).await,
        (Stretch::First, Some(state)) => older_in(tx, account, state, Place::TOP, limit).await,
        (Stretch::After(place), None) => older(tx, account, place, limit).await,
        (Stretch::After(place), Some(state)) => older_in(tx, account, state, place, limit).await,
        (Stretch::Before(place), None) => newer(tx, account, place, limit).await,
        (Stretch::Before(place), Some(state)) => newer_in(tx, account, state, place, limit).await,
    }
}

/// The applications of a person that changed last.
pub async fn latest(tx: &mut Tx, account: AccountId, limit: i64) -> Result<Vec<Application>> {
    older(tx, account, Place::TOP, limit).await
}

async fn older(tx: &mut Tx, account: AccountId, than: Place, limit: i64) -> Result<Vec<Application>> {
    tx.query(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and (state not in ('withdrawn', 'expired') or number is not null) \
         and (changed_at, id) < ($2, $3) order by changed_at desc, id desc limit $4",
        p![account, than.at, than.id, limit],
    )
    .await
}

async fn older_in(tx: &mut Tx, account: AccountId, state: State, than: Place, limit: i64) -> Result<Vec<Application>> {
    tx.query(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and state = $2 and (state not in ('withdrawn', 'expired') or number is not null) \
         and (changed_at, id) < ($3, $4) order by changed_at desc, id desc limit $5",
        p![account, state, than.at, than.id, limit],
    )
    .await
}

/// Right before that place; the newest of them first, as everywhere.
async fn newer(tx: &mut Tx, account: AccountId, than: Place, limit: i64) -> Result<Vec<Application>> {
    let mut found: Vec<Application> = tx
        .query(
            "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
             answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
             from applications where account = $1 and (state not in ('withdrawn', 'expired') or number is not null) \
             and (changed_at, id) > ($2, $3) order by changed_at, id limit $4",
            p![account, than.at, than.id, limit],
        )
        .await?;
    found.reverse();
    Ok(found)
}

async fn newer_in(tx: &mut Tx, account: AccountId, state: State, than: Place, limit: i64) -> Result<Vec<Application>> {
    let mut found: Vec<Application> = tx
        .query(
            "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
             answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
             from applications where account = $1 and state = $2 and (state not in ('withdrawn', 'expired') or number is not null) \
             and (changed_at, id) > ($3, $4) order by changed_at, id limit $5",
            p![account, state, than.at, than.id, limit],
        )
        .await?;
    found.reverse();
    Ok(found)
}
