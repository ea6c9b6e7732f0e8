//! The history of an application leads, step by lawful step, to the state that it is in.

use std::collections::HashSet;

use db::{Result, Tx, audit::Audit, vault};

use crate::{
    life_cycle::{Role, State},
    model::{Application, Event, Said},
    notices,
    store::{agreements, audit as store},
};

pub(super) async fn check(tx: &mut Tx, audit: &mut Audit<'_>, of: &Application) -> Result<()> {
    let steps = store::steps(tx, of.account, of.id).await?;
    let Some(last) = steps.last() else {
        audit.found("an application has no history", of.id);
        return Ok(());
    };
    let ends = last.state == of.state().as_str();
    audit.found_if(!ends, "a history does not end in the state of its application", of.id);
    // A draft is saved without a step; whatever was sent changes by steps alone.
    let counted = if of.state() == State::Draft { last.seq <= of.version } else { last.seq == of.version };
    audit.found_if(!counted, "a history and its application do not count alike", of.id);
    let for_two = agreements::find(tx, of.id).await?.is_some();
    let mut state = None;
    let mut seen = HashSet::new();
    for step in &steps {
        let place = format!("{} at step {}", of.id, step.seq);
        audit.found_if(!seen.insert(step.seq), "a step of a history stands there twice", &place);
        let next = follow(state, step);
        audit.found_if(next.is_none(), "a step of a history is none of the life cycle", &place);
        state = next.or_else(|| step.state.parse().ok());
        if let Some(sealed) = &step.comment {
            let said = vault::open_json::<Said>(tx, of.account, &store::comment_place(of.id, step.seq), sealed).await;
            audit.opened(said, "what was said with a step does not open", &place)?;
        }
        told(tx, audit, (of, for_two), step).await?;
    }
    let sent = steps.iter().filter(|step| step.event == Event::Sent.as_str()).count();
    audit.found_if(sent > 1, "an application was sent twice", of.id);
    let keys = store::count_sends(tx, of.account, of.id).await?;
    let right = usize::try_from(keys).is_ok_and(|keys| keys == sent);
    audit.found_if(!right, "an application and its keys of sending do not go together", of.id);
    Ok(())
}

/// The state after a step; nothing when the life cycle has no such step from there.
fn follow(state: Option<State>, step: &store::StepRow) -> Option<State> {
    let event = step.event.parse::<Event>().ok()?;
    let role = step.role.parse::<Role>().ok()?;
    let next = match state {
        None => (event == Event::Begun).then_some(State::Draft),
        Some(state) => state.after(event, role),
    }?;
    (step.state == next.as_str()).then_some(next)
}

/// Whoever must be told of the step was told.
async fn told(
    tx: &mut Tx,
    audit: &mut Audit<'_>,
    (of, for_two): (&Application, bool),
    step: &store::StepRow,
) -> Result<()> {
    let Ok(event) = step.event.parse::<Event>() else { return Ok(()) };
    let Some(mark) = notices::told_of(of, event, step.seq, for_two) else { return Ok(()) };
    if !notifications::was_told(tx, of.account, &mark).await? {
        audit.found("a step was not told to the citizen", format!("{} at step {}", of.id, step.seq));
    }
    Ok(())
}
