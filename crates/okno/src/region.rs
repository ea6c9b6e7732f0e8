//! The region that is proposed to a signed-in citizen who has not chosen one: the one in which they are registered. Identity
//! knows the address, the catalogue the regions, and the kit asks.

use axum::{RequestExt, extract::Request};
use catalog::Catalog;
use db::Db;
use identity::{Citizen, MaybeCitizen};
use web::{Page, RegionOffer};

/// The pages on which the region matters, beside the home page. Others do not pay for opening the vault.
const PLACES: [&str; 7] = ["/services", "/categories", "/life-events", "/agencies", "/centres", "/search", "/region"];

/// Puts the proposal into a request for a page on which the region matters.
pub(crate) async fn propose(request: &mut Request, db: &Db, catalog: &Catalog) {
    if is_place(request.uri().path())
        && let Ok(MaybeCitizen(Some(citizen))) = request.extract_parts().await
        && let Ok(page) = request.extract_parts::<Page>().await
        && page.chosen_region().is_none()
        // A page without a proposal is better than none.
        && let Ok(Some(offer)) = of(db, catalog, &citizen).await
    {
        request.extensions_mut().insert(offer);
    }
}

fn is_place(path: &str) -> bool {
    let lies_in = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    path == "/" || PLACES.into_iter().any(lies_in)
}

async fn of(db: &Db, catalog: &Catalog, citizen: &Citizen) -> db::Result<Option<RegionOffer>> {
    let mut tx = db.read().await?;
    let address = identity::residence(&mut tx, citizen.account).await?;
    let region = address.and_then(|address| catalog.region_of(&address));
    Ok(region.map(|region| RegionOffer(region.code.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_matters_in_the_catalogue_alone() {
        for path in ["/", "/services", "/services/hunting-permit", "/region", "/centres"] {
            assert!(is_place(path), "{path}");
        }
        for path in ["/cabinet", "/servicesx", "/desk", "/assets/app.css"] {
            assert!(!is_place(path), "{path}");
        }
    }
}
