//! What the header shows beside the name, and only another slice knows: how many notices are unread.

use axum::{
    Router,
    extract::{Request, State},
    http::Method,
    middleware::{self, Next},
    response::Response,
};
use db::Db;
use identity::{Citizen, MaybeCitizen};
use web::Viewer;

/// Counts unread notices for pages of a signed-in citizen.
pub(crate) fn layer(router: Router, db: Db) -> Router {
    router.layer(middleware::from_fn_with_state(db, count))
}

async fn count(State(db): State<Db>, citizen: MaybeCitizen, mut request: Request, next: Next) -> Response {
    if let (MaybeCitizen(Some(citizen)), &Method::GET) = (citizen, request.method())
        && let Ok(unread) = unread(&db, &citizen).await
        && let Some(viewer) = request.extensions_mut().get_mut::<Viewer>()
    {
        viewer.unread = unread;
    }
    next.run(request).await
}

async fn unread(db: &Db, citizen: &Citizen) -> Result<u32, db::Error> {
    let mut tx = db.read().await?;
    notifications::unread(&mut tx, citizen.account).await
}
