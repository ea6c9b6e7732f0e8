//! What follows from an answer, or from its absence: evidence, level, the news to the citizen, all in one transaction.

use base::{AccountId, Cx};
use db::{Tx, jobs, live};

use super::{Answer, AskRegistry, CheckId, CheckState, Mark, Progress, Question, pauses, queue, store};
use crate::{
    accounts::{self, Happening},
    events::{ChecksFinished, Outcome},
    levels::{
        StandingReason,
        evidence::Ground,
        standing::{self, NewEvidence},
    },
    personal::{self, passport},
};

/// Writes an answer down. An answer that comes twice, or after another asking of the same question, changes nothing.
pub(super) async fn answered(
    tx: &mut Tx,
    cx: &Cx,
    check: CheckId,
    asked: &store::Asked,
    question: &Question,
    answer: Answer,
) -> Result<(), db::Error> {
    // First the profile, then the check: everybody takes them in this order.
    personal::store::lock(tx, asked.account).await?;
    let (state, marks): (CheckState, Vec<Mark>) = match answer {
        Answer::Agreed => (CheckState::Agreed, Vec::new()),
        Answer::Differs(marks) => (CheckState::Differs, marks),
        Answer::NotFound => (CheckState::NotFound, Vec::new()),
    };
    if !store::end(tx, cx, check, asked.tries, state, &marks).await? {
        return Ok(());
    }
    if state == CheckState::Agreed {
        let new = NewEvidence {
            ground: Ground::Registry(asked.registry),
            subject: asked.subject,
            fields: question.fields(),
            staff: None,
            office: None,
            until: until(question),
        };
        standing::record(tx, cx, asked.account, new).await?;
    }
    conclude(tx, cx, asked.account).await
}

/// The passport registry's word counts as long as the passport does.
pub(crate) fn until(question: &Question) -> Option<base::Date> {
    match question {
        Question::PensionFund { .. } => None,
        Question::PassportRegistry { born_on, issued_on, .. } => passport::runs_out_on(*born_on, *issued_on),
    }
}

/// The registry gave no answer: ask again after a pause, or give up when the five days are over.
pub(super) async fn unanswered(tx: &mut Tx, cx: &Cx, check: CheckId, asked: &store::Asked) -> Result<(), db::Error> {
    personal::store::lock(tx, asked.account).await?;
    if let Some(ask_at) = pauses::next_try(cx.now(), asked.tries, asked.give_up_at) {
        if store::queue_again(tx, check, asked.tries, ask_at).await? {
            jobs::enqueue_at(tx, cx, &AskRegistry { check }, ask_at).await?;
            live::touch(tx, cx, asked.account, "profile").await?;
        }
    } else if store::end(tx, cx, check, asked.tries, CheckState::GaveUp, &[]).await? {
        tracing::error!(registry = %asked.registry, %check, "no answer for five days");
        conclude(tx, cx, asked.account).await?;
    }
    Ok(())
}

/// When the last open check has ended: work out the level and tell the citizen. The profile is locked, so of two checks
/// that end at once exactly one finds itself the last.
async fn conclude(tx: &mut Tx, cx: &Cx, account: AccountId) -> Result<(), db::Error> {
    live::touch(tx, cx, account, "profile").await?;
    let lines = queue::progress(tx, cx, account).await?;
    let Some(mut outcome) = outcome(&lines) else { return Ok(()) };
    if standing::settle(tx, cx, account, StandingReason::ChecksAgreed).await?.snils_taken {
        outcome = Outcome::SnilsTaken;
    }
    accounts::note(tx, cx, account, Happening::ChecksFinished, None).await?;
    jobs::enqueue(tx, cx, &ChecksFinished { account, outcome }).await?;
    Ok(())
}

/// How the checks ended all in all; `None` while one of them is open. What differs matters more than what is unknown.
fn outcome(lines: &[Progress]) -> Option<Outcome> {
    if lines.is_empty() || lines.iter().any(|line| line.state.is_open()) {
        return None;
    }
    let differs = |line: &&Progress| matches!(line.state, CheckState::Differs | CheckState::NotFound);
    let documents: Vec<String> =
        lines.iter().filter(differs).map(|line| line.registry.document_code().to_owned()).collect();
    Some(if !documents.is_empty() {
        Outcome::Differs(documents)
    } else if lines.iter().any(|line| line.state == CheckState::GaveUp) {
        Outcome::GaveUp
    } else {
        Outcome::Agreed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Registry;

    fn outcome_of(pension: CheckState, passport: CheckState) -> Option<Outcome> {
        let line = |registry, state| Progress { registry, state, marks: Vec::new(), check: None };
        outcome(&[line(Registry::PensionFund, pension), line(Registry::PassportRegistry, passport)])
    }

    #[test]
    fn the_outcome_of_two_checks() {
        use CheckState::{Agreed, Asked, Differs, GaveUp, NotFound, Queued};
        assert_eq!(outcome_of(Agreed, Agreed), Some(Outcome::Agreed));
        assert_eq!(outcome_of(Differs, Agreed), Some(Outcome::Differs(vec!["snils".into()])));
        assert_eq!(outcome_of(Differs, NotFound), Some(Outcome::Differs(vec!["snils".into(), "passport".into()])));
        assert_eq!(outcome_of(GaveUp, NotFound), Some(Outcome::Differs(vec!["passport".into()])));
        assert_eq!(outcome_of(GaveUp, Agreed), Some(Outcome::GaveUp));
        assert_eq!(outcome(&[]), None);
        for open in [Queued, Asked] {
            for other in [Agreed, Differs, NotFound, GaveUp] {
                assert_eq!(outcome_of(open, other), None);
                assert_eq!(outcome_of(other, open), None);
            }
        }
    }
}
