//! What pages show of their visitor and only other slices know: the name of an officer's agency, the region to propose. One
//! layer for both: every layer costs every request.

use axum::{
    RequestExt, Router,
    extract::{Request, State},
    http::Method,
    middleware::{self, Next},
    response::Response,
};
use catalog::Catalog;
use db::Db;
use web::{Page, Viewer};

use crate::region;

/// Completes requests for pages.
pub(crate) fn layer(router: Router, db: Db, catalog: Catalog) -> Router {
    router.layer(middleware::from_fn_with_state((db, catalog), complete))
}

async fn complete(State((db, catalog)): State<(Db, Catalog)>, mut request: Request, next: Next) -> Response {
    if request.method() == Method::GET {
        name_the_office(&mut request, &catalog).await;
        region::propose(&mut request, &db, &catalog).await;
    }
    next.run(request).await
}

/// Members of staff are shown their agency by name; identity knows its code alone.
async fn name_the_office(request: &mut Request, catalog: &Catalog) {
    if request.extensions().get::<Viewer>().is_some_and(|viewer| viewer.staff.is_some())
        && let Ok(page) = request.extract_parts::<Page>().await
        && let Some(staff) = request.extensions_mut().get_mut::<Viewer>().and_then(|viewer| viewer.staff.as_mut())
        && let Some(agency) = catalog.agency(&staff.office)
    {
        agency.title.in_lang(page.lang).clone_into(&mut staff.office);
    }
}
