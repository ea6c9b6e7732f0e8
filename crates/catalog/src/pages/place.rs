//! «Где получить»: the agency that provides a service, the service centres of the visitor's region that take applications for
//! it, and where it is offered when that is not here.

use std::sync::Arc;

use web::Page;

use crate::{Agency, Centre, Service, Snapshot};

/// The most centres shown; the rest are on their own page.
const CENTRES: usize = 3;

/// Where a service is to be had.
pub(super) struct Place {
    pub(super) agency: Arc<Agency>,
    /// Centres of the visitor's region that take applications for it.
    pub(super) centres: Vec<Arc<Centre>>,
    /// How many more there are in that region.
    pub(super) more: usize,
    /// All centres of that region.
    pub(super) all: String,
    /// Some centre anywhere takes applications for it, but none of the visitor's region.
    pub(super) elsewhere_only: bool,
    /// The names of the regions that have it; empty when it is offered everywhere.
    pub(super) regions: String,
}

impl Place {
    pub(super) fn of(service: &Service, snapshot: &Snapshot, page: &Page) -> Self {
        let region = page.region.as_ref().map(|region| region.code.as_str()).unwrap_or_default();
        let taking = || snapshot.centres().iter().filter(|centre| centre.services.contains(&service.code));
        let here: Vec<Arc<Centre>> = taking().filter(|centre| centre.region == region).cloned().collect();
        let offered = service.definition().regions.iter().filter_map(|code| snapshot.region(code));
        let regions: Vec<&str> = offered.map(|region| region.title.in_lang(page.lang)).collect();
        Self {
            agency: service.agency.clone(),
            elsewhere_only: here.is_empty() && taking().next().is_some(),
            more: here.len().saturating_sub(CENTRES),
            centres: here.into_iter().take(CENTRES).collect(),
            all: web::with_query("/centres", "", "region", region),
            regions: regions.join(", "),
        }
    }
}
