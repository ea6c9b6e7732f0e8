//! How far the citizen is with the services of a life situation: the catalogue shows it, applications know it.

use applications::Progress;
use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::Response,
};
use catalog::Step;
use db::Db;
use identity::{Citizen, MaybeCitizen};

/// The pages that show it.
const PATH: &str = "/life-events/";

/// Attaches it to requests for the pages that show it.
pub(crate) fn layer(router: Router, db: Db) -> Router {
    router.layer(middleware::from_fn_with_state(db, attach))
}

async fn attach(
    State(db): State<Db>,
    MaybeCitizen(citizen): MaybeCitizen,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(citizen) = &citizen
        && request.uri().path().starts_with(PATH)
        // A checklist without ticks is better than no page.
        && let Ok(progress) = of(&db, citizen).await
    {
        request.extensions_mut().insert(progress);
    }
    next.run(request).await
}

async fn of(db: &Db, citizen: &Citizen) -> db::Result<catalog::Progress> {
    let mut tx = db.read().await?;
    let step = |progress| match progress {
        Progress::Begun => Step::Begun,
        Progress::Sent => Step::Sent,
        Progress::Done => Step::Done,
    };
    let known = applications::progress(&mut tx, citizen.account).await?;
    Ok(catalog::Progress(known.into_iter().map(|(code, progress)| (code, step(progress))).collect()))
}
