//! Narrowing a list of services: the choices of the filter as fields of a form, with how many services each would leave.

use std::collections::BTreeMap;

use forms::{Audience, Level, ServiceKind};
use web::{Fields, Page};

use crate::{Facets, Filter, Snapshot};

const KINDS: [ServiceKind; 8] = [
    ServiceKind::Certificate,
    ServiceKind::Document,
    ServiceKind::Registration,
    ServiceKind::Permit,
    ServiceKind::Benefit,
    ServiceKind::Appointment,
    ServiceKind::Payment,
    ServiceKind::Statement,
];
/// For whom services are.
pub(super) const AUDIENCES: [Audience; 3] = [Audience::Person, Audience::SoleProprietor, Audience::Organisation];
const LEVELS: [Level; 3] = [Level::Simplified, Level::Standard, Level::Verified];

/// A choice: its value and its text.
pub(super) type Choice = (String, String);

/// The choices that are offered, each list beginning with the choice of all.
pub(super) struct Choices {
    pub(super) agencies: Vec<Choice>,
    pub(super) regions: Vec<Choice>,
    pub(super) kinds: Vec<Choice>,
    pub(super) audiences: Vec<Choice>,
    pub(super) levels: Vec<Choice>,
}

/// What the fields of a query narrow by. A value that is none of the choices narrows nothing.
pub(super) fn filter(fields: &Fields, snapshot: &Snapshot) -> Filter {
    let (agency, region) = (fields.value("agency"), fields.value("region"));
    Filter {
        agency: snapshot.agency(agency).map(|agency| agency.code.clone()),
        region: snapshot.region(region).map(|region| region.code.clone()),
        kind: KINDS.into_iter().find(|kind| kind_code(*kind) == fields.value("kind")),
        audience: AUDIENCES.into_iter().find(|audience| audience_code(*audience) == fields.value("audience")),
        level: LEVELS.into_iter().find(|level| level.as_str() == fields.value("level")),
    }
}

/// The code of a kind in an address: the end of its key.
fn kind_code(kind: ServiceKind) -> &'static str {
    let key = kind.label_key();
    key.strip_prefix("forms-kind-").unwrap_or(key)
}

/// The code of an audience in an address.
pub(super) const fn audience_code(audience: Audience) -> &'static str {
    match audience {
        Audience::Person => "person",
        Audience::SoleProprietor => "sole-proprietor",
        Audience::Organisation => "organisation",
    }
}

impl Choices {
    /// The choices that would leave something, and the one that is chosen.
    pub(super) fn of(facets: &Facets, fields: &Fields, snapshot: &Snapshot, page: &Page) -> Self {
        let list = |name: &str, all: &str, choices: Vec<(String, String, usize)>| {
            let kept = choices.into_iter().filter(|(code, _, count)| *count > 0 || fields.value(name) == code);
            let choice = |(code, title, count): (String, String, usize)| (code, format!("{title} ({count})"));
            std::iter::once((String::new(), page.t(all).into_owned())).chain(kept.map(choice)).collect()
        };
        let agencies = snapshot.agencies().iter().map(|agency| {
            (agency.code.clone(), agency.short.in_lang(page.lang).to_owned(), count(&facets.agencies, &agency.code))
        });
        let regions = snapshot.regions().iter().map(|region| {
            (region.code.clone(), region.title.in_lang(page.lang).to_owned(), facets.in_region(&region.code))
        });
        let kinds = KINDS.into_iter().map(|kind| {
            (kind_code(kind).to_owned(), page.t(kind.label_key()).into_owned(), count(&facets.kinds, &kind))
        });
        Self {
            agencies: list("agency", "catalog-filter-agency-all", agencies.collect()),
            regions: list("region", "catalog-centres-everywhere", regions.collect()),
            kinds: list("kind", "catalog-filter-kind-all", kinds.collect()),
            audiences: list("audience", "catalog-filter-audience-all", Self::audiences(facets, page)),
            levels: list("level", "catalog-filter-level-all", Self::levels(facets, page)),
        }
    }

    fn audiences(facets: &Facets, page: &Page) -> Vec<(String, String, usize)> {
        let choice = |audience: Audience| {
            let code = audience_code(audience);
            let title = page.t(format!("catalog-audience-{code}")).into_owned();
            (code.to_owned(), title, count(&facets.audiences, &audience))
        };
        AUDIENCES.into_iter().map(choice).collect()
    }

    fn levels(facets: &Facets, page: &Page) -> Vec<(String, String, usize)> {
        let choice = |level: Level| {
            let title = page.t(format!("catalog-filter-level-{}", level.as_str())).into_owned();
            (level.as_str().to_owned(), title, count(&facets.levels, &level))
        };
        LEVELS.into_iter().map(choice).collect()
    }
}

fn count<K: Ord>(counts: &BTreeMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}
