//! What was entered: it opens, belongs to the edition, and its files are there.

use catalog::Edition;
use db::{Result, Tx, audit::Audit};
use documents::FileId;
use forms::Answers;

use crate::{
    life_cycle::State,
    model::Application,
    store::{applications, attachments, drafts},
};

pub(super) async fn check(
    tx: &mut Tx,
    audit: &mut Audit<'_>,
    of: &Application,
    edition: Option<&Edition>,
) -> Result<()> {
    let entered = applications::entered(tx, of).await;
    if let Some((answers, _)) = audit.opened(entered, "the answers of an application do not open", of.id)? {
        files(tx, audit, of, &answers).await?;
        if of.sent_at.is_some() {
            whole(tx, audit, of, edition, &answers).await?;
        }
    }
    let notes = drafts::find(tx, of).await;
    audit.opened(notes, "what is known of a draft does not open", of.id)?;
    for (file, _) in attachments::list(tx, of).await? {
        let held = documents::holds(tx, of.account, file, &of.reference()).await?;
        audit.found_if(!held, "a file that came with an answer is not kept", format!("{} file {file}", of.id));
    }
    Ok(())
}

/// What was sent is complete by the edition that it was sent on, and by the applicant as of that day.
async fn whole(
    tx: &mut Tx,
    audit: &mut Audit<'_>,
    of: &Application,
    edition: Option<&Edition>,
    answers: &Answers,
) -> Result<()> {
    let applicant = applications::applicant(tx, of).await;
    let Some(applicant) = audit.opened(applicant, "the applicant of an application does not open", of.id)? else {
        return Ok(());
    };
    let Some(applicant) = applicant else {
        audit.found("an application was sent without its applicant", of.id);
        return Ok(());
    };
    let Some(definition) = edition.map(|edition| &edition.definition) else { return Ok(()) };
    let worked_out = applications::worked_out(tx, of).await;
    audit.opened(worked_out, "what was worked out for an application does not open", of.id)?;
    let facts = applicant.facts();
    let own = forms::prune(definition, answers, &facts) == *answers;
    audit.found_if(!own, "the answers of an application are not those of its edition", of.id);
    let missing = !forms::missing(definition, answers, &facts).is_empty();
    audit.found_if(own && missing, "an application was sent with answers missing", of.id);
    Ok(())
}

/// The files of the answers are there and held. A draft that was deleted holds none.
async fn files(tx: &mut Tx, audit: &mut Audit<'_>, of: &Application, answers: &Answers) -> Result<()> {
    for (_, file) in answers.files() {
        let place = format!("{} file {}", of.id, file.id);
        let Ok(id) = file.id.parse::<FileId>() else {
            audit.found("an answer names a file that cannot be", place);
            continue;
        };
        let held = documents::holds(tx, of.account, id, &of.reference()).await?;
        audit.found_if(!held && of.state() != State::Draft, "a file of an application is not kept", &place);
        // What was prefilled into a draft is held from the first save of its page on.
        let there = held || documents::file(tx, of.account, id).await.is_ok_and(|file| file.is_some());
        audit.found_if(!there, "a file of a draft is not there", &place);
    }
    Ok(())
}
