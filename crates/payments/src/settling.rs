//! The one step that everything leads to: the provider's notice, the return from its page, and our own asking.

use anyhow::Context;
use base::{Cx, SignedDuration};
use db::{Error, Tx, jobs, jobs::Run};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::{
    events::PaymentSettled,
    gateway::Provider,
    model::{ChargeState, Outcome, Payment, PaymentId, PaymentState},
    store,
};

/// Asks the provider about a payment whose notice may have been lost; a job.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AskProvider {
    pub payment: PaymentId,
}

impl jobs::Job for AskProvider {
    const KIND: &'static str = "payments.ask_provider";
    const TRIES: u32 = 40;

    /// Two minutes, four, eight … up to six hours: an abandoned page is given up by the provider itself.
    fn pause(attempt: u32) -> SignedDuration {
        SignedDuration::from_mins((1_i64 << attempt.min(9)).min(360))
    }
}

/// Gives a payment back that has nothing to pay for any more; a job.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct GiveBack {
    pub payment: PaymentId,
}

impl jobs::Job for GiveBack {
    const KIND: &'static str = "payments.give_back";
    const TRIES: u32 = 40;
}

/// Records what the provider says of a payment. Doing it again, from whichever side, changes nothing.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn settle(tx: &mut Tx, cx: &Cx, payment: &Payment, outcome: Outcome) -> Result<(), Error> {
    match outcome {
        Outcome::Pending => Ok(()),
        Outcome::Cancelled => {
            if store::update_ended(tx, cx, payment.id, PaymentState::Cancelled).await? {
                db::live::touch(tx, cx, payment.account, "payments").await?;
            }
            Ok(())
        }
        Outcome::Succeeded => succeed(tx, cx, payment).await,
    }
}

async fn succeed(tx: &mut Tx, cx: &Cx, payment: &Payment) -> Result<(), Error> {
    if !store::update_ended(tx, cx, payment.id, PaymentState::Succeeded).await? {
        return Ok(());
    }
    metrics::counter!("okno_payments_succeeded_total").increment(1);
    // A charge that was called off or paid by another try in the meantime: the money goes back.
    if !store::update_charge(tx, cx, payment.charge, ChargeState::Paid).await? {
        return jobs::enqueue(tx, cx, &GiveBack { payment: payment.id }).await.map(drop);
    }
    // The charge was moved just above, so it is there.
    let Some(charge) = store::find_charge(tx, payment.account, payment.charge).await? else { return Ok(()) };
    let settled = PaymentSettled {
        account: payment.account,
        charge: charge.id,
        payment: payment.id,
        reference: charge.reference,
        amount: payment.amount,
        purpose_ru: charge.purpose_ru,
        purpose_en: charge.purpose_en,
        recipient: charge.recipient,
        paid_at: cx.now(),
        provider_id: payment.provider_id.clone().unwrap_or_default(),
    };
    jobs::enqueue(tx, cx, &settled).await?;
    db::live::touch(tx, cx, payment.account, "payments").await
}

/// Adds this slice's jobs to a runner.
pub fn jobs(runner: jobs::Runner, provider: &Arc<dyn Provider>) -> jobs::Runner {
    let (asked, refunding) = (provider.clone(), provider.clone());
    runner
        .on(move |job: AskProvider, run: Run| {
            let provider = asked.clone();
            async move { ask_provider(job, run, &*provider).await }
        })
        .on(move |job: GiveBack, run: Run| {
            let provider = refunding.clone();
            async move { give_back(job, run, &*provider).await }
        })
}

async fn ask_provider(job: AskProvider, run: Run, provider: &dyn Provider) -> anyhow::Result<()> {
    let mut tx = run.db.read().await?;
    let payment = store::find_payment(&mut tx, job.payment).await?;
    drop(tx);
    let Some(payment) = payment else { return Ok(()) };
    let open = matches!(payment.state, PaymentState::Created | PaymentState::Pending);
    let Some(provider_id) = payment.provider_id.as_deref().filter(|_| open) else {
        // Never handed over: the person may begin again under the same key, so nothing is lost by leaving it.
        return Ok(());
    };
    let outcome = provider.find(provider_id).await?.outcome_of(payment.amount);
    anyhow::ensure!(outcome != Outcome::Pending || run.last_try, "not decided yet");
    let mut tx = run.db.begin().await?;
    settle(&mut tx, &run.cx, &payment, outcome).await?;
    run.done(&mut tx).await?;
    tx.commit().await.context("what the provider said was not kept")?;
    Ok(())
}

async fn give_back(job: GiveBack, run: Run, provider: &dyn Provider) -> anyhow::Result<()> {
    let mut tx = run.db.read().await?;
    let payment = store::find_payment(&mut tx, job.payment).await?;
    drop(tx);
    let Some(payment) = payment.filter(|payment| payment.state == PaymentState::Succeeded) else { return Ok(()) };
    let provider_id = payment.provider_id.as_deref().context("a succeeded payment that the provider does not know")?;
    provider.refund(provider_id, payment.id, payment.amount).await?;
    let mut tx = run.db.begin().await?;
    store::update_refunded(&mut tx, &run.cx, payment.id).await?;
    run.done(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests;
