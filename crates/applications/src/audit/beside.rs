//! What other slices keep for an application: the charge of its duty, the document of its result.

use base::Money;
use catalog::Edition;
use db::{Result, Tx, audit::Audit};
use documents::DocumentKind;
use payments::ChargeState;

use crate::{
    agreement::AgreementState,
    life_cycle::State,
    model::Application,
    store::{agreements, applications},
};

pub(super) async fn check(
    tx: &mut Tx,
    audit: &mut Audit<'_>,
    of: &Application,
    edition: Option<&Edition>,
) -> Result<()> {
    charge(tx, audit, of).await?;
    result(tx, audit, of, edition).await?;
    corrected(tx, audit, of).await
}

/// A duty has its charge, in the state that the application needs; without a duty there is none.
async fn charge(tx: &mut Tx, audit: &mut Audit<'_>, of: &Application) -> Result<()> {
    let charge = payments::charge_of(tx, of.account, &of.reference()).await;
    let Some(charge) = audit.opened(charge, "the charge of an application cannot be read", of.id)? else {
        return Ok(());
    };
    // Before the second party agrees nothing is due.
    let agreement = agreements::find(tx, of.id).await?;
    let agreed = agreement.is_none_or(|agreement| agreement.state == AgreementState::Agreed);
    let owes = of.sent_at.is_some() && of.fee > Money::ZERO && agreed;
    let Some(charge) = charge else {
        audit.found_if(owes, "the duty of an application has no charge", of.id);
        return Ok(());
    };
    audit.found_if(!owes, "an application without a duty has a charge", of.id);
    audit.found_if(charge.amount != of.fee, "a charge is of another sum than the duty", of.id);
    let fits = match of.state() {
        // The news of the payment is a job.
        State::AwaitingPayment => {
            charge.state == ChargeState::Due
                || (charge.state == ChargeState::Paid && !audit.is_late(of.changed_at.max(charge.changed_at)))
        }
        State::Withdrawn | State::Expired => charge.state != ChargeState::Due,
        _ => charge.state == ChargeState::Paid,
    };
    audit.found_if(!fits, "a charge and its application do not stand alike", of.id);
    Ok(())
}

/// A result is there exactly when the state says so.
async fn result(tx: &mut Tx, audit: &mut Audit<'_>, of: &Application, edition: Option<&Edition>) -> Result<()> {
    let Some(gives) = edition.map(|edition| edition.template.is_some()) else { return Ok(()) };
    let document = documents::of_cause(tx, of.account, &of.reference(), DocumentKind::Result).await?;
    let issued = document.as_ref().is_some_and(|document| document.issued);
    match of.state() {
        State::ResultReady => audit.found_if(gives && !issued, "a result is said to be ready and is not there", of.id),
        State::Approved => audit.found_if(audit.is_late(of.changed_at), "a result was promised and never made", of.id),
        _ => audit.found_if(document.is_some(), "an application without a decision has a result", of.id),
    }
    Ok(())
}

/// What an application is sent instead of was sent and came to nothing.
async fn corrected(tx: &mut Tx, audit: &mut Audit<'_>, of: &Application) -> Result<()> {
    let Some(former) = of.corrects else { return Ok(()) };
    let former = applications::find(tx, of.account, former).await?;
    let is_over = former.is_some_and(|former| former.number.is_some() && former.state().came_to_nothing());
    audit.found_if(!is_over, "an application is sent instead of one that did not come to nothing", of.id);
    Ok(())
}
