//! Who reacts to what: the one place where news from one slice reaches another.
//!
//! | news | from | reaction |
//! |---|---|---|
//! | `ChecksFinished`, `LevelChanged`, `PasswordChanged`, `NewDevice` | identity | the citizen is told |
//! | `LevelChanged` | identity | whoever is confirmed now is told of applications that await the agreement |
//! | `CodeRequested`, `AlreadyRegistered` | identity | the contact is written to (inside notifications) |
//! | `PaymentSettled` | payments | the application goes on; a receipt is made |
//! | `DocumentIssued` | documents | the application has its result; or the payment has its receipt |

use std::sync::Arc;

use anyhow::{Context, Result};
use base::{AccountId, Lang};
use db::{
    Tx,
    jobs::{self, Run, Runner},
};
use documents::{Receipt, ReceiptRecipient, events::DocumentIssued};
use identity::{
    AssuranceLevel,
    events::{ChecksFinished, LevelChanged, NewDevice, Outcome, PasswordChanged},
};
use jiff::tz::TimeZone;
use notifications::{Kind, Notice};
use payments::events::PaymentSettled;
use web::i18n::Words;

/// The words of the notices that are written here.
pub const LOCALES: web::Locales =
    web::Locales { ru: include_str!("../locales/ru.ftl"), en: include_str!("../locales/en.ftl") };

/// What stands before a payment's id in the reference of its receipt.
pub(crate) const PAYMENT_REFERENCE: &str = "payment:";

/// Whose key signs receipts: the portal's own.
const RECEIPTS_SIGNER: &str = "portal";

/// Adds the reactions between slices to a runner.
pub fn reactions(runner: Runner, words: &Arc<Words>, zone: &TimeZone) -> Runner {
    let (words, zone) = (words.clone(), zone.clone());
    runner
        .on(checks_finished)
        .on(level_changed)
        .on(password_changed)
        .on(new_device)
        .on(move |job: PaymentSettled, run: Run| {
            let (words, zone) = (words.clone(), zone.clone());
            async move { payment_settled(job, run, &words, &zone).await }
        })
        .on(document_issued)
}

/// A notice about the account itself. The job's id marks it, so that a job that runs twice tells once.
async fn tell(
    run: &Run,
    tx: &mut Tx,
    account: AccountId,
    (kind, key): (Kind, &'static str),
    args: Vec<(&'static str, String)>,
    link: &str,
) -> Result<(), db::Error> {
    let notice =
        Notice { account, kind, key, args, link: Some(link.to_owned()), once: Some(format!("{key}:{}", run.id)) };
    notifications::notify(tx, &run.cx, notice).await
}

async fn checks_finished(job: ChecksFinished, run: Run) -> Result<()> {
    let key = match &job.outcome {
        Outcome::Agreed => "wiring-checks-agreed",
        Outcome::Differs(documents) => match documents.as_slice() {
            [one] if one == "snils" => "wiring-checks-snils-differs",
            [one] if one == "passport" => "wiring-checks-passport-differs",
            _ => "wiring-checks-both-differ",
        },
        Outcome::GaveUp => "wiring-checks-gave-up",
        Outcome::SnilsTaken => "wiring-checks-snils-taken",
    };
    let mut tx = run.db.begin().await?;
    tell(&run, &mut tx, job.account, (Kind::Security, key), Vec::new(), "/cabinet/profile").await?;
    finish(run, tx).await
}

async fn level_changed(job: LevelChanged, run: Run) -> Result<()> {
    let mut tx = run.db.begin().await?;
    // The rise to `Standard` is told with the outcome of the checks.
    if job.level == AssuranceLevel::Verified {
        let what = (Kind::Security, "wiring-level-verified");
        tell(&run, &mut tx, job.account, what, Vec::new(), "/cabinet/profile").await?;
        applications::confirmed(&mut tx, &run.cx, job.account).await?;
    }
    finish(run, tx).await
}

async fn password_changed(job: PasswordChanged, run: Run) -> Result<()> {
    let mut tx = run.db.begin().await?;
    let what = (Kind::Security, "wiring-password-changed");
    tell(&run, &mut tx, job.account, what, Vec::new(), "/cabinet/settings").await?;
    finish(run, tx).await
}

async fn new_device(job: NewDevice, run: Run) -> Result<()> {
    let mut tx = run.db.begin().await?;
    let what = (Kind::Security, "wiring-new-device");
    tell(&run, &mut tx, job.account, what, Vec::new(), "/cabinet/settings").await?;
    finish(run, tx).await
}

/// The application goes on to its review and the receipt is ordered, in one transaction.
async fn payment_settled(job: PaymentSettled, run: Run, words: &Words, zone: &TimeZone) -> Result<()> {
    let mut tx = run.db.begin().await?;
    if applications::application_of(&job.reference).is_some() {
        applications::paid(&mut tx, &run.cx, &job.reference).await?;
    }
    let lang = identity::contacts(&mut tx, job.account).await?.map_or(Lang::Ru, |contacts| contacts.lang);
    jobs::enqueue(&mut tx, &run.cx, &receipt(job, lang, words).order(zone)).await?;
    finish(run, tx).await
}

fn receipt(paid: PaymentSettled, lang: Lang, words: &Words) -> Receipt {
    let to = paid.recipient;
    Receipt {
        account: paid.account,
        reference: format!("{PAYMENT_REFERENCE}{}", paid.payment),
        agency: RECEIPTS_SIGNER.to_owned(),
        agency_name: words.text(lang, "wiring-portal-name").into_owned(),
        lang,
        amount: paid.amount,
        paid_at: paid.paid_at,
        purpose: if lang == Lang::Ru { paid.purpose_ru } else { paid.purpose_en },
        provider_id: paid.provider_id,
        recipient: ReceiptRecipient {
            name: to.name,
            inn: to.inn,
            kpp: to.kpp,
            account: to.account,
            bank: to.bank,
            bik: to.bik,
            kbk: to.kbk,
            oktmo: to.oktmo,
        },
    }
}

async fn document_issued(job: DocumentIssued, run: Run) -> Result<()> {
    let mut tx = run.db.begin().await?;
    if applications::application_of(&job.reference).is_some() {
        applications::document_issued(&mut tx, &run.cx, &job).await?;
    } else if let Some(payment) = job.reference.strip_prefix(PAYMENT_REFERENCE) {
        let payment = payment.parse().context("a receipt of no payment")?;
        payments::receipt_ready(&mut tx, &run.cx, job.account, payment, job.document.into()).await?;
    }
    finish(run, tx).await
}

async fn finish(run: Run, mut tx: Tx) -> Result<()> {
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
