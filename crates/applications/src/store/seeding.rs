//! Rows that are written many at once, each as the other stores write it step by step.

use base::{StaffId, Timestamp};
use db::{
    Result, Tx,
    bulk::Rows,
    p,
    vault::{Fingerprints, Newcomer},
};

use super::{applications, history, sends};
use crate::{
    applicant::Applicant,
    life_cycle::Role,
    model::{Application, Event, Said},
};

const APPLICATION: &str = "insert into applications (account, id, number, service, edition, agency, title_ru, title_en, state, answers, applicant, page, fee, due_on, days_left, answer_days, taken_by, answered, family_mark, snils_mark, version, created_at, changed_at, sent_at, decided_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)";

/// The row as it stands in the end. `answers` are JSON.
pub fn application(
    owner: &Newcomer,
    rows: &mut Rows,
    of: &Application,
    answers: &[u8],
    applicant: Option<&Applicant>,
) -> Result<()> {
    let answers = owner.seal(&applications::place(of.id), answers)?;
    let sealed = applicant.map(|applicant| owner.seal_json(&applications::applicant_place(of.id), applicant));
    let sealed = sealed.transpose()?;
    let text = |field| applicant.and_then(|applicant| applicant.text(field));
    let family = text("family_name").map(|name| applications::family_mark(owner, name));
    let snils = text("snils").map(|snils| applications::snils_mark(owner, snils));
    rows.add(
        APPLICATION,
        p![
            of.account,
            of.id,
            of.number,
            of.service,
            of.edition,
            of.agency,
            of.title_ru,
            of.title_en,
            of.state(),
            answers,
            sealed,
            of.page,
            of.fee,
            of.due_on,
            of.days_left,
            of.answer_days,
            of.taken_by,
            of.answered,
            family,
            snils,
            of.version,
            of.created_at,
            of.changed_at,
            of.sent_at,
            of.decided_on,
        ],
    );
    Ok(())
}

const STEP: &str = "insert into application_history (account, application, seq, at, event, state, role, staff, comment) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// The step that made the present version of `after`.
pub fn step(
    owner: &Newcomer,
    rows: &mut Rows,
    after: &Application,
    event: Event,
    (role, staff): (Role, Option<StaffId>),
    said: Option<&Said>,
) -> Result<()> {
    let place = history::place(after.id, after.version);
    let comment = said.map(|said| owner.seal_json(&place, said)).transpose()?;
    rows.add(
        STEP,
        p![after.account, after.id, after.version, after.changed_at, event, after.state(), role, staff, comment],
    );
    Ok(())
}

const SEND: &str = "insert into application_sends (account, key, application, at) values ($1, $2, $3, $4)";

/// The key that it was sent with.
pub fn send(by: &impl Fingerprints, rows: &mut Rows, of: &Application, key: &str, at: Timestamp) {
    rows.add(SEND, p![of.account, sends::mark(by, key), of.id, at]);
}

/// Keeps the places up to `last` of a month for those that are written with their numbers.
pub async fn reserve(tx: &mut Tx, month: &str, last: u32) -> Result<()> {
    tx.execute(
        "insert into application_numbers (month, last) values ($1, $2) on conflict (month) do update \
         set last = case when excluded.last > application_numbers.last then excluded.last \
         else application_numbers.last end",
        p![month, i64::from(last)],
    )
    .await?;
    Ok(())
}
