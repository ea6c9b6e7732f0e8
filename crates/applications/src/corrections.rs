//! Single answers returned for correction: the officer says which, the citizen changes those and no others, and both see the
//! difference. The agency's clock stands still meanwhile, as with every question to the citizen.

mod correct;
mod page;

use axum::{Router, routing::get};
use db::Tx;

use crate::{
    State, life_cycle,
    model::{Application, Event, ToCorrect},
    opened::Opened,
    store,
};

/// The pages of corrections.
pub(crate) fn routes(state: State) -> Router {
    Router::new().route("/cabinet/applications/{id}/corrections", get(page::show).post(page::send)).with_state(state)
}

/// The address where the answers are corrected.
pub(crate) fn address(of: &Application) -> String {
    format!("{}/corrections", of.path())
}

/// The answers that may be returned for correction, in the order of the form. What a second party agreed to stays as it is.
pub(crate) fn correctable(case: &Opened) -> Vec<ToCorrect> {
    let definition = case.definition();
    let party = definition.second_party.as_ref();
    let agreed = |id: &str| party.is_some_and(|party| party.snils == id || party.shows.iter().any(|shown| shown == id));
    let pages = forms::applicable_pages(definition, &case.answers, case.facts());
    let questions = pages.into_iter().flat_map(|page| &page.questions);
    let answered = questions.filter(|question| case.answers.get(&question.id).is_some() && !agreed(&question.id));
    answered.map(|question| ToCorrect { question: question.id.clone(), title: question.title.clone() }).collect()
}

/// The ids of the questions whose answers the agency waits for; none when it waits for none.
pub(crate) async fn awaited(tx: &mut Tx, of: &Application) -> db::Result<Vec<String>> {
    if of.state() != life_cycle::State::AwaitingInformation {
        return Ok(Vec::new());
    }
    let entries = store::history::list(tx, of).await?;
    let asked = entries.into_iter().find(|entry| entry.event == Event::Asked).and_then(|entry| entry.said);
    let returned = asked.map(|said| said.to_correct).unwrap_or_default();
    Ok(returned.into_iter().map(|returned| returned.question).collect())
}
