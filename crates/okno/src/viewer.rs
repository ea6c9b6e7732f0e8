//! What the header shows beside the name and only another slice knows: how many notices are unread, and the name of an
//! officer's agency.

use axum::{
    Router,
    extract::{Request, State},
    http::Method,
    middleware::{self, Next},
    response::Response,
};
use catalog::Catalog;
use db::Db;
use identity::{Citizen, MaybeCitizen};
use web::{Page, Viewer};

/// Completes the viewer on pages of whoever is signed in.
pub(crate) fn layer(router: Router, db: Db, catalog: Catalog) -> Router {
    router.layer(middleware::from_fn_with_state((db, catalog), complete))
}

async fn complete(
    State((db, catalog)): State<(Db, Catalog)>,
    MaybeCitizen(citizen): MaybeCitizen,
    page: Page,
    mut request: Request,
    next: Next,
) -> Response {
    if request.method() == Method::GET {
        // A number that cannot be had now is no reason to refuse the page.
        let unread = match &citizen {
            Some(citizen) => unread(&db, citizen).await.unwrap_or(0),
            None => 0,
        };
        if let Some(viewer) = request.extensions_mut().get_mut::<Viewer>() {
            viewer.unread = unread;
            if let Some(staff) = &mut viewer.staff
                && let Some(agency) = catalog.agency(&staff.office)
            {
                agency.title.in_lang(page.lang).clone_into(&mut staff.office);
            }
        }
    }
    next.run(request).await
}

async fn unread(db: &Db, citizen: &Citizen) -> Result<u32, db::Error> {
    let mut tx = db.read().await?;
    notifications::unread(&mut tx, citizen.account).await
}
