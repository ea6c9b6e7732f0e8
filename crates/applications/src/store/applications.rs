//! The rows of applications, found by their owner.

use base::{AccountId, Cx};
use db::{Result, Tx, p, vault};
use forms::Answers;

use crate::{
    applicant::Applicant,
    life_cycle::State,
    model::{Application, ApplicationId},
    typed::Typed,
    worked_out::WorkedOut,
};

pub(super) fn place(id: ApplicationId) -> String {
    format!("applications/answers/{id}")
}

pub(super) fn typed_place(id: ApplicationId) -> String {
    format!("applications/typed/{id}")
}

pub(super) fn worked_out_place(id: ApplicationId) -> String {
    format!("applications/worked_out/{id}")
}

pub(super) fn applicant_place(id: ApplicationId) -> String {
    format!("applications/applicant/{id}")
}

/// Stores a new draft with its answers; `false` when there is an unfinished one of that service already.
pub async fn insert(tx: &mut Tx, cx: &Cx, new: &Application, answers: &Answers) -> Result<bool> {
    let sealed = vault::seal_json(tx, cx, new.account, &place(new.id), answers).await?;
    let stored = tx
        .execute(
            "insert into applications (account, id, service, edition, agency, title_ru, title_en, state, answers, fee, \
             answered, corrects, version, created_at, changed_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing",
            p![
                new.account,
                new.id,
                new.service,
                new.edition,
                new.agency,
                new.title_ru,
                new.title_en,
                new.state(),
                sealed,
                new.fee,
                new.answered,
                new.corrects,
                new.version,
                new.created_at,
                new.changed_at,
            ],
        )
        .await?;
    Ok(stored == 1)
}

/// An application of a person.
pub async fn find(tx: &mut Tx, account: AccountId, id: ApplicationId) -> Result<Option<Application>> {
    tx.one(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and id = $2",
        p![account, id],
    )
    .await
}

/// An application whoever owns it; for what arrives with a reference alone.
pub async fn find_by_id(tx: &mut Tx, id: ApplicationId) -> Result<Option<Application>> {
    tx.one(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where id = $1",
        p![id],
    )
    .await
}

/// The unfinished form of a service.
pub async fn find_draft(tx: &mut Tx, account: AccountId, service: &str) -> Result<Option<Application>> {
    tx.one(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and service = $2 and state = 'draft'",
        p![account, service],
    )
    .await
}

/// What a person began or sent instead of an application, the latest; forms that were deleted do not count.
pub async fn find_instead(tx: &mut Tx, account: AccountId, former: ApplicationId) -> Result<Option<Application>> {
    tx.one(
        "select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, due_on, days_left, \
         answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and corrects = $2 \
         and (state not in ('withdrawn', 'expired') or number is not null) order by changed_at desc limit 1",
        p![account, former],
    )
    .await
}

/// What may wait for a person: of questions of agencies, results and drafts so many each, the one that changed last first.
pub async fn waiting(tx: &mut Tx, account: AccountId, each: i64) -> Result<Vec<Application>> {
    tx.query(
        "select * from (select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, \
         due_on, days_left, answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and state = 'awaiting_information' order by changed_at desc limit $2) as asked \
         union all select * from (select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, \
         due_on, days_left, answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and state = 'result_ready' order by changed_at desc limit $2) as ready \
         union all select * from (select account, id, number, service, edition, agency, title_ru, title_en, state, page, fee, \
         due_on, days_left, answer_days, taken_by, answered, corrects, version, created_at, changed_at, sent_at, decided_on \
         from applications where account = $1 and state = 'draft' order by changed_at desc limit $2) as begun",
        p![account, each],
    )
    .await
}

/// How many applications a person has in each state.
pub async fn count_by_state(tx: &mut Tx, account: AccountId) -> Result<Vec<(State, i64)>> {
    tx.query(
        "select state, count(*) from applications \
         where account = $1 and (state not in ('withdrawn', 'expired') or number is not null) group by state order by state limit 20",
        p![account],
    )
    .await
}

/// Writes `after` over `before`; `false` when somebody changed the row since `before` was read.
pub async fn update(tx: &mut Tx, before: &Application, after: &Application) -> Result<bool> {
    let changed = tx
        .execute(
            "update applications set state = $1, number = $2, page = $3, fee = $4, due_on = $5, days_left = $6, \
             answer_days = $7, taken_by = $8, answered = $9, version = $10, changed_at = $11, sent_at = $12, \
             decided_on = $13 where account = $14 and id = $15 and state = $16 and version = $17",
            p![
                after.state(),
                after.number,
                after.page,
                after.fee,
                after.due_on,
                after.days_left,
                after.answer_days,
                after.taken_by,
                after.answered,
                after.version,
                after.changed_at,
                after.sent_at,
                after.decided_on,
                before.account,
                before.id,
                before.state(),
                before.version,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Opens the answers. Whoever is not their owner records the access first.
pub async fn answers(tx: &mut Tx, of: &Application) -> Result<Answers> {
    let sealed: Option<Vec<u8>> =
        tx.one("select answers from applications where account = $1 and id = $2", p![of.account, of.id]).await?;
    match sealed {
        Some(sealed) => vault::open_json(tx, of.account, &place(of.id), &sealed).await,
        None => Ok(Answers::new()),
    }
}

/// As [`answers`], with what was typed on a page and not accepted yet.
pub async fn entered(tx: &mut Tx, of: &Application) -> Result<(Answers, Option<Typed>)> {
    let sealed: Option<(Vec<u8>, Option<Vec<u8>>)> =
        tx.one("select answers, typed from applications where account = $1 and id = $2", p![of.account, of.id]).await?;
    let Some((answers, typed)) = sealed else { return Ok((Answers::new(), None)) };
    let answers = vault::open_json(tx, of.account, &place(of.id), &answers).await?;
    let typed = match typed {
        Some(typed) => Some(vault::open_json(tx, of.account, &typed_place(of.id), &typed).await?),
        None => None,
    };
    Ok((answers, typed))
}

/// Keeps the answers of a draft; what was typed and not accepted is forgotten. `false` when the draft changed since it was
/// read.
pub async fn update_answers(
    tx: &mut Tx,
    cx: &Cx,
    before: &Application,
    after: &Application,
    answers: &Answers,
) -> Result<bool> {
    let sealed = vault::seal_json(tx, cx, before.account, &place(before.id), answers).await?;
    let changed = tx
        .execute(
            "update applications set answers = $1, typed = null, page = $2, version = $3, changed_at = $4 \
             where account = $5 and id = $6 and state = 'draft' and version = $7",
            p![sealed, after.page, after.version, after.changed_at, before.account, before.id, before.version],
        )
        .await?;
    Ok(changed == 1)
}

/// Puts a draft on another edition, with the answers that fit it; what was typed and not accepted stays. `false` when the
/// draft changed since it was read.
pub async fn update_edition(
    tx: &mut Tx,
    cx: &Cx,
    before: &Application,
    after: &Application,
    answers: &Answers,
) -> Result<bool> {
    let sealed = vault::seal_json(tx, cx, before.account, &place(before.id), answers).await?;
    let changed = tx
        .execute(
            "update applications set answers = $1, edition = $2, agency = $3, title_ru = $4, title_en = $5, version = $6 \
             where account = $7 and id = $8 and state = 'draft' and version = $9",
            p![
                sealed,
                after.edition,
                after.agency,
                after.title_ru,
                after.title_en,
                after.version,
                before.account,
                before.id,
                before.version,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Erases what was entered into a form that is deleted before it was sent.
pub async fn erase(tx: &mut Tx, cx: &Cx, of: &Application) -> Result<()> {
    let nothing = vault::seal_json(tx, cx, of.account, &place(of.id), &Answers::new()).await?;
    tx.execute(
        "update applications set answers = $1, typed = null where account = $2 and id = $3",
        p![nothing, of.account, of.id],
    )
    .await?;
    Ok(())
}

/// Deletes the row of a form that ended before it was sent; `false` when it changed since it was read.
pub async fn delete_unsent(tx: &mut Tx, of: &Application) -> Result<bool> {
    let gone = tx
        .execute(
            "delete from applications where account = $1 and id = $2 and version = $3 and number is null \
             and state in ('withdrawn', 'expired')",
            p![of.account, of.id, of.version],
        )
        .await?;
    Ok(gone == 1)
}

/// Keeps what was typed on a page of a draft without accepting it; `false` when the draft changed since it was read.
pub async fn update_typed(
    tx: &mut Tx,
    cx: &Cx,
    before: &Application,
    after: &Application,
    typed: &Typed,
) -> Result<bool> {
    let sealed = vault::seal_json(tx, cx, before.account, &typed_place(before.id), typed).await?;
    let changed = tx
        .execute(
            "update applications set typed = $1, page = $2, version = $3, changed_at = $4 \
             where account = $5 and id = $6 and state = 'draft' and version = $7",
            p![sealed, after.page, after.version, after.changed_at, before.account, before.id, before.version],
        )
        .await?;
    Ok(changed == 1)
}

/// What was worked out when it was sent; none of what was seeded.
pub async fn worked_out(tx: &mut Tx, of: &Application) -> Result<Option<WorkedOut>> {
    let sealed: Option<Option<Vec<u8>>> =
        tx.one("select worked_out from applications where account = $1 and id = $2", p![of.account, of.id]).await?;
    match sealed.flatten() {
        Some(sealed) => vault::open_json(tx, of.account, &worked_out_place(of.id), &sealed).await.map(Some),
        None => Ok(None),
    }
}

/// Keeps what was worked out for what is sent.
pub async fn update_worked_out(tx: &mut Tx, cx: &Cx, of: &Application, worked_out: &WorkedOut) -> Result<()> {
    let sealed = vault::seal_json(tx, cx, of.account, &worked_out_place(of.id), worked_out).await?;
    tx.execute("update applications set worked_out = $1 where account = $2 and id = $3", p![sealed, of.account, of.id])
        .await?;
    Ok(())
}

/// Puts corrected answers in place of those that were sent, with what is worked out from them; `false` when the
/// application changed since.
pub async fn correct(
    tx: &mut Tx,
    cx: &Cx,
    of: &Application,
    answers: &Answers,
    worked_out: &WorkedOut,
) -> Result<bool> {
    let answers = vault::seal_json(tx, cx, of.account, &place(of.id), answers).await?;
    let worked_out = vault::seal_json(tx, cx, of.account, &worked_out_place(of.id), worked_out).await?;
    let changed = tx
        .execute(
            "update applications set answers = $1, worked_out = $2 where account = $3 and id = $4 and version = $5",
            p![answers, worked_out, of.account, of.id, of.version],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps the applicant as the profile says now, with the fingerprints by which an officer finds the person.
pub async fn update_applicant(tx: &mut Tx, cx: &Cx, of: &Application, applicant: &Applicant) -> Result<()> {
    let sealed = vault::seal_json(tx, cx, of.account, &applicant_place(of.id), applicant).await?;
    let family = applicant.text("family_name").map(|name| family_mark(tx, name));
    let snils = applicant.text("snils").map(|snils| snils_mark(tx, snils));
    tx.execute(
        "update applications set applicant = $1, family_mark = $2, snils_mark = $3 where account = $4 and id = $5",
        p![sealed, family, snils, of.account, of.id],
    )
    .await?;
    Ok(())
}

/// The applicant as it was sent. Whoever is not the owner records the access first.
pub async fn applicant(tx: &mut Tx, of: &Application) -> Result<Option<Applicant>> {
    let sealed: Option<Option<Vec<u8>>> =
        tx.one("select applicant from applications where account = $1 and id = $2", p![of.account, of.id]).await?;
    match sealed.flatten() {
        Some(sealed) => vault::open_json(tx, of.account, &applicant_place(of.id), &sealed).await.map(Some),
        None => Ok(None),
    }
}

/// The fingerprint of a family name; case and «ё» make no difference.
pub fn family_mark(by: &impl vault::Fingerprints, name: &str) -> [u8; 32] {
    vault::fingerprint(by, "applicant-family-name", &name.trim().to_lowercase().replace('ё', "е"))
}

/// The fingerprint of a СНИЛС given as bare digits.
pub fn snils_mark(by: &impl vault::Fingerprints, snils: &str) -> [u8; 32] {
    vault::fingerprint(by, "applicant-snils", snils)
}
