//! The agreement of a second party stands as its application does, and who agreed can be read.

use catalog::Edition;
use db::{Result, Tx, audit::Audit};

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
    needed(tx, audit, of, edition).await?;
    let Some(agreement) = agreements::find(tx, of.id).await? else {
        let alone = !matches!(of.state(), State::AwaitingAgreement | State::Declined);
        audit.found_if(!alone, "an application waits for nobody's agreement", of.id);
        return Ok(());
    };
    audit.found_if(agreement.account != of.account, "an agreement is with another account than its application", of.id);
    let fits = match agreement.state {
        AgreementState::Awaited => of.state() == State::AwaitingAgreement,
        AgreementState::Declined => of.state() == State::Declined,
        AgreementState::Closed => matches!(of.state(), State::Withdrawn | State::Expired),
        AgreementState::Agreed => !matches!(of.state(), State::Draft | State::AwaitingAgreement | State::Declined),
    };
    audit.found_if(!fits, "an agreement and its application do not stand alike", of.id);
    let decided = matches!(agreement.state, AgreementState::Agreed | AgreementState::Declined);
    let whole = agreement.second.is_some() == decided && agreement.decided_at.is_some() == decided;
    audit.found_if(!whole, "an agreement does not say by whom and when", of.id);
    let person = agreements::agreed(tx, of).await;
    if let Some(person) = audit.opened(person, "who agreed cannot be read", of.id)? {
        let said = person.is_some() == (agreement.state == AgreementState::Agreed);
        audit.found_if(!said, "an agreement does not say who agreed", of.id);
    }
    Ok(())
}

/// What was sent has an agreement exactly when its service asks for one after those answers.
async fn needed(tx: &mut Tx, audit: &mut Audit<'_>, of: &Application, edition: Option<&Edition>) -> Result<()> {
    let Some(definition) = edition.map(|edition| &edition.definition) else { return Ok(()) };
    if definition.second_party.is_none() || of.sent_at.is_none() {
        return Ok(());
    }
    // What does not open is told of by the look at the content.
    let (Ok(answers), Ok(Some(applicant))) =
        (applications::answers(tx, of).await, applications::applicant(tx, of).await)
    else {
        return Ok(());
    };
    let asks = forms::needs_second_party(definition, &answers, &applicant.facts());
    let has = agreements::find(tx, of.id).await?.is_some();
    audit.found_if(asks != has, "an application has no agreement that it needs, or one that it does not", of.id);
    Ok(())
}
