//! «Проверьте данные».

use askama::Template;
use axum::extract::{Path, State as Given};
use forms::{FeeDue, Section};
use identity::Citizen;
use web::{Failure, Form, Page};

use super::{
    confirm,
    submit::{self, Press, SubmitRefusal, Submitted},
};
use crate::{
    State, agreement,
    drafts::{apply, renewal},
    life_cycle,
    opened::{self, Opened},
};

/// The longest mark of a form that is looked at.
const LONGEST_KEY: usize = 100;

#[derive(Template)]
#[template(path = "applications/check.html")]
struct CheckPage {
    page: Page,
    service: String,
    path: String,
    total: usize,
    sections: Vec<Section>,
    /// What the agency gets of the profile: translation key and value, the very lines that the officer reads.
    applicant: Vec<(&'static str, String)>,
    fee: Option<String>,
    /// Pages on which something is missing: address and title.
    missing: Vec<(String, String)>,
    /// Sending asks for a code.
    by_code: bool,
    /// The service takes no applications now: until when.
    closed: Option<String>,
    /// Rules that are not met: what is wrong and what to do.
    unmet: Vec<(String, String)>,
    key: String,
    back: String,
}

/// What will be sent, with «Изменить» at every answer.
pub(super) async fn show(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
) -> web::Result {
    let draft = open(&state, &citizen, &id).await?;
    if draft.application.state() != life_cycle::State::Draft {
        return Ok(web::see(draft.application.path()));
    }
    if renewal::is_due(&state.catalog, &draft) {
        return renew(&state, &citizen, &draft).await;
    }
    Ok(web::html(template(&state, page, &draft)))
}

/// «Отправить».
pub(super) async fn send(
    Given(state): Given<State>,
    citizen: Citizen,
    page: Page,
    Path(id): Path<String>,
    Form(fields): Form,
) -> web::Result {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let key = fields.value("key");
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Failure::Malformed);
    }
    let mut tx = state.db.begin().await?;
    let draft = opened::open_draft(&mut tx, &state.cx, &state.catalog, citizen.account, id).await?;
    if renewal::is_due(&state.catalog, &draft) {
        // Nobody sends what they have not seen.
        drop(tx);
        return renew(&state, &citizen, &draft).await;
    }
    let is_draft = draft.application.state() == life_cycle::State::Draft;
    if is_draft && apply::is_closed(&state, &draft.application.service, &page) {
        return Ok(apply::wait(&draft.application.service));
    }
    if submit::wants_code(&draft) && submit::refusal(&citizen, &draft).is_none() {
        return confirm::begin(&state, tx, &citizen, page, &draft).await;
    }
    match Box::pin(submit::submit(&mut tx, &state.cx, &citizen, &draft, Press::plain(key))).await? {
        Ok(Submitted::Now(sent)) => {
            tx.commit().await?;
            metrics::counter!("okno_applications_sent_total").increment(1);
            Ok(web::see(format!("{}/sent", sent.path())))
        }
        Ok(Submitted::Before(sent)) => {
            // The first press may still be on its way to the disk: the same answer is given when it is there.
            tx.commit().await?;
            Ok(web::see(format!("{}/sent", sent.path())))
        }
        Err(SubmitRefusal::Incomplete | SubmitRefusal::NotEligible) => {
            Ok(web::unprocessable(template(&state, page, &draft)))
        }
        Err(SubmitRefusal::LevelTooLow) => Ok(web::see(format!("/services/{}/apply", draft.application.service))),
        Err(refusal @ (SubmitRefusal::Closed | SubmitRefusal::Replaced)) => {
            drop(tx);
            closed(&state, &draft, refusal).await
        }
        Err(SubmitRefusal::Changed | SubmitRefusal::KeyTaken | SubmitRefusal::CodeNeeded) => Err(Failure::Conflict),
    }
}

/// The service was paused, got another edition or is out of season, and this node did not know it yet: it does now, and says so.
pub(super) async fn closed(state: &State, draft: &Opened, refusal: SubmitRefusal) -> web::Result {
    state.catalog.refresh(&mut state.db.read().await?).await?;
    Ok(match refusal {
        SubmitRefusal::Replaced => web::see(format!("{}/check", draft.application.path())),
        _ => apply::wait(&draft.application.service),
    })
}

/// The service has a newer edition: what changed is looked at before anything is sent.
async fn renew(state: &State, citizen: &Citizen, draft: &Opened) -> web::Result {
    let here = format!("{}/check", draft.application.path());
    renewal::first(state, citizen, draft.application.id, &here).await
}

async fn open(state: &State, citizen: &Citizen, id: &str) -> web::Result<Opened> {
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = state.db.read().await?;
    opened::open_draft(&mut tx, &state.cx, &state.catalog, citizen.account, id).await
}

fn template(state: &State, page: Page, draft: &Opened) -> CheckPage {
    let (definition, answers, facts) = (draft.definition(), &draft.answers, draft.facts());
    let path = draft.application.path();
    let pages = forms::applicable_pages(definition, answers, facts);
    let missing = forms::missing(definition, answers, facts);
    let missing = missing.iter().map(|(form_page, _)| {
        let address = format!("{path}/pages/{}?from=check", form_page.id);
        (address, form_page.title.in_lang(page.lang).to_owned())
    });
    let unmet = forms::eligibility(definition, answers, facts);
    let unmet = unmet.iter().map(|unmet| {
        (unmet.rule.explain.in_lang(page.lang).to_owned(), unmet.rule.advice.in_lang(page.lang).to_owned())
    });
    let own = agreement::is_own(draft)
        .then(|| (page.t("agreements-own-title").into_owned(), page.t("agreements-own-text").into_owned()));
    let fee = match forms::fee(definition, answers, facts) {
        FeeDue::Due(sum) => Some(page.money(sum)),
        FeeDue::Nothing | FeeDue::Unknown => None,
    };
    CheckPage {
        service: definition.title.in_lang(page.lang).to_owned(),
        total: pages.len() + 1,
        sections: forms::summary(definition, answers, facts, page.lang),
        applicant: draft.applicant.rows(page.lang),
        fee,
        missing: missing.collect(),
        unmet: unmet.chain(own).collect(),
        by_code: submit::wants_code(draft),
        closed: apply::closed_in_words(state, &draft.application.service, &page),
        key: state.cx.token(),
        back: pages.last().map_or_else(|| path.clone(), |last| format!("{path}/pages/{}", last.id)),
        path,
        page,
    }
}
