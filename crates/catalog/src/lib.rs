//! What the portal offers: services and their editions, agencies, categories, life situations, regions,
//! service centres, help, and search.
//!
//! Owns: publishing (an edition is immutable and known by the hash of its content), the snapshot in memory that every
//! page reads, and the public pages of the catalogue. Refuses to own: what the language of a definition means (crate
//! `forms`), applications, who the visitor is. No page here asks the database: publishing swaps the snapshot.
//!
//! Start with [`Catalog`], then [`publish_folder`] and [`load`].

mod audit;
mod changes;
mod check;
mod directories;
mod doors;
mod figures;
mod files;
mod model;
pub mod pages;
mod publish;
mod ratings;
mod refusals;
mod residence;
mod search;
mod snapshot;
mod store;

use std::sync::{Arc, RwLock};

use base::{Cx, Lang};
use db::{Migration, Tx};
use forms::Problem;

use figures::Figures;

pub use audit::audit;
pub use changes::{By, Change, Changed, Origin, Pause, history, pause, resume, roll_back};
pub use check::Checked;
pub use directories::{
    Agency, Category, Centre, Elsewhere, Help, HelpGroup, HelpLink, LifeEvent, Opening, Question, Region, Span, Task,
    Week,
};
pub use doors::{Door, pass};
pub use figures::{Average, LONGEST_COMMENT, MOST_STARS, Rating, count_use, rate, rating};
pub use files::{DEFINITION, RESULT, ServiceFiles, read_folder};
pub use model::{Edition, Service};
pub use pages::{Progress, State, Step, routes};
pub use publish::{Published, publish_folder, publish_service};
pub use ratings::{Month, RatingsWanted, ReceivedRating, figures_by_month, received_ratings};
pub use refusals::{Refusal, refusals, refuse};
pub use search::{Facets, Filter, Found, FoundKind, Piece, Results, Suggested, Wanted};
pub use snapshot::Snapshot;

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "catalog/0001_editions", sql: include_str!("../migrations/0001_editions.sql") },
    Migration { name: "catalog/0002_figures", sql: include_str!("../migrations/0002_figures.sql") },
];

/// The words of the catalogue's pages.
pub const LOCALES: web::Locales =
    web::Locales { ru: include_str!("../locales/ru.ftl"), en: include_str!("../locales/en.ftl") };

/// The words of the forms language: errors at questions, kinds of services.
pub const FORMS_LOCALES: web::Locales = web::Locales { ru: forms::WORDS_RU, en: forms::WORDS_EN };

/// The catalogue as it is offered now. A clone shares the same snapshot; publishing swaps it for all.
#[derive(Clone, Default)]
pub struct Catalog(Arc<RwLock<Arc<Snapshot>>>, Figures);

impl Catalog {
    /// A catalogue of one snapshot.
    pub fn new(snapshot: Snapshot) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(snapshot))), Figures::default())
    }

    /// A catalogue straight from files, path and content, without a database: for tests and previews.
    ///
    /// # Errors
    /// Every problem found in the files.
    pub fn from_files<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Result<Self, Vec<Problem>> {
        publish::snapshot_of(files).map(Self::new)
    }

    /// The present snapshot: hold it while one page is made, so that the page is of one piece.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        // A poisoned lock still holds a whole snapshot: it is swapped in one step.
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Puts another snapshot in place of the present one.
    pub fn swap(&self, snapshot: Snapshot) {
        let mut place = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *place = Arc::new(snapshot);
    }

    /// Puts the present snapshot of another catalogue in place of this one's: for previews.
    pub fn replace_with(&self, other: &Self) {
        let mut place = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *place = other.snapshot();
    }

    /// Takes over what was published since, here or on another node; answers whether there was anything.
    pub async fn refresh(&self, tx: &mut Tx) -> db::Result<bool> {
        let now = self.snapshot();
        if store::revision(tx).await? == now.revision() {
            return Ok(false);
        }
        self.swap(snapshot::read(tx, &now).await?);
        Ok(true)
    }

    /// Reads anew how often services are used and how they are rated.
    pub async fn refresh_figures(&self, tx: &mut Tx, cx: &Cx) -> db::Result<()> {
        self.1.refresh(tx, cx.now()).await
    }

    /// What people think of a service; none: too few have said it.
    pub fn average(&self, code: &str) -> Option<Average> {
        self.1.now().average(code)
    }

    /// The services of a region that people use most; before anybody used one, those that their definitions call popular.
    pub fn popular_in(&self, region: Option<&str>) -> Vec<Arc<Service>> {
        let (snapshot, figures) = (self.snapshot(), self.1.now());
        let here = |service: &&Arc<Service>| region.is_none_or(|region| service.is_offered_in(region));
        let named = |service: &Arc<Service>| service.definition().popular.is_some();
        let known = |service: &&Arc<Service>| named(service) || figures.used(&service.code) > 0;
        let mut popular: Vec<Arc<Service>> = snapshot.services().iter().filter(here).filter(known).cloned().collect();
        // Stable: what is used equally keeps the order of the definitions.
        popular.sort_by_key(|service| std::cmp::Reverse(figures.used(&service.code)));
        popular
    }

    /// The service of this code in the edition that is offered.
    pub fn service(&self, code: &str) -> Option<Arc<Service>> {
        self.snapshot().service(code).cloned()
    }

    /// Any edition, also one that is no longer offered: applications begun on it stay with it.
    pub fn edition(&self, hash: &str) -> Option<Arc<Edition>> {
        self.snapshot().edition(hash).cloned()
    }

    /// Every service offered, popular ones first.
    pub fn services(&self) -> Vec<Arc<Service>> {
        self.snapshot().services().to_vec()
    }

    /// The popular services, most wanted first.
    pub fn popular(&self) -> Vec<Arc<Service>> {
        self.snapshot().popular().cloned().collect()
    }

    /// An agency.
    pub fn agency(&self, code: &str) -> Option<Arc<Agency>> {
        self.snapshot().agency(code).cloned()
    }

    /// Every agency.
    pub fn agencies(&self) -> Vec<Arc<Agency>> {
        self.snapshot().agencies().to_vec()
    }

    /// Every category, in the order of the home page.
    pub fn categories(&self) -> Vec<Arc<Category>> {
        self.snapshot().categories().to_vec()
    }

    /// Every life situation, in the order of the home page.
    pub fn life_events(&self) -> Vec<Arc<LifeEvent>> {
        self.snapshot().life_events().to_vec()
    }

    /// Every region.
    pub fn regions(&self) -> Vec<Arc<Region>> {
        self.snapshot().regions().to_vec()
    }

    /// What fits a query best, best first.
    pub fn search(&self, query: &str, lang: Lang, limit: usize) -> Vec<Found> {
        self.snapshot().search(query, lang, limit)
    }
}

/// Reads the catalogue from the database.
pub async fn load(tx: &mut Tx) -> db::Result<Catalog> {
    snapshot::read(tx, &Snapshot::default()).await.map(Catalog::new)
}

/// The files of an edition, as they were published.
pub async fn files_of(tx: &mut Tx, hash: &str) -> db::Result<Option<ServiceFiles>> {
    let Some((definition, others)) = store::find_files(tx, hash).await? else { return Ok(None) };
    Ok(ServiceFiles::from_stored(&definition, &others).ok())
}
