//! The name of the agency in the desk's header: identity knows its code, the catalogue its name.

use axum::{
    RequestPartsExt,
    extract::{Request, State as Given},
    middleware::Next,
    response::Response,
};
use web::{Page, Viewer};

use crate::State;

/// Puts the short name of the agency where the viewer has its code.
pub(super) async fn name(Given(state): Given<State>, request: Request, next: Next) -> web::Result<Response> {
    let (mut parts, body) = request.into_parts();
    let page: Page = parts.extract().await?;
    if let Some(viewer) = parts.extensions.get_mut::<Viewer>()
        && let Some(staff) = &mut viewer.staff
        && let Some(agency) = state.catalog.agency(&staff.office)
    {
        agency.short.in_lang(page.lang).clone_into(&mut staff.office);
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}
