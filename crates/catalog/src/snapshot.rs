//! The whole catalogue in memory, ready to be read: what every page works with.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use base::Lang;
use db::Tx;
use forms::{Problem, Text};

use crate::{
    Agency, Category, Centre, Checked, Edition, Found, Help, LifeEvent, Pause, Region, Results, Service, ServiceFiles,
    Suggested, Wanted,
    check::Known,
    directories::{Directories, SHEET},
    model::{self, Offer},
    search::{Entry, FoundKind, Index},
    store,
};

/// The catalogue at one moment. It never changes; publishing makes another.
#[derive(Default)]
pub struct Snapshot {
    editions: HashMap<String, Arc<Edition>>,
    /// The pages of forms that take files, by name, whatever service they are of.
    taking_files: HashSet<String>,
    by_code: HashMap<String, Arc<Service>>,
    services: Vec<Arc<Service>>,
    agencies: Vec<Arc<Agency>>,
    categories: Vec<Arc<Category>>,
    life_events: Vec<Arc<LifeEvent>>,
    regions: Vec<Arc<Region>>,
    centres: Vec<Arc<Centre>>,
    help: Arc<Help>,
    index: Index,
    /// What a description may name.
    known: Known,
    revision: i64,
}

/// Reads the catalogue from the database; editions that `before` has are taken from there. An edition that this program
/// cannot read is left out, and told to operators.
pub(crate) async fn read(tx: &mut Tx, before: &Snapshot) -> db::Result<Snapshot> {
    let revision = store::revision(tx).await?;
    let texts: BTreeMap<String, String> = store::list_directories(tx).await?.into_iter().collect();
    let directories = Directories::read(&texts).unwrap_or_else(|problems| {
        tracing::error!(
            problem = problems.first().map(ToString::to_string),
            "the lists of the catalogue cannot be read"
        );
        Directories::default()
    });
    let known = Known::new(&directories, texts.get(SHEET).map_or("", String::as_str));
    let editions = read_editions(tx, before).await?;
    let offered = store::list_services(tx).await?.into_iter().map(offer).collect();
    Ok(Snapshot::new(directories, editions, offered, known, revision))
}

/// Every edition. Reading them all at once is for the beginning alone: later there are one or two new ones.
async fn read_editions(tx: &mut Tx, before: &Snapshot) -> db::Result<Vec<Arc<Edition>>> {
    if before.editions.is_empty() {
        return Ok(store::list_editions(tx).await?.into_iter().filter_map(edition).collect());
    }
    let mut editions = Vec::new();
    for hash in store::list_hashes(tx).await? {
        match before.edition(&hash) {
            Some(known) => editions.push(known.clone()),
            None => editions.extend(store::find_edition(tx, &hash).await?.and_then(edition)),
        }
    }
    Ok(editions)
}

fn edition(row: store::EditionRow) -> Option<Arc<Edition>> {
    let definition = model::definition(&row.definition)
        .inspect_err(|problem| tracing::error!(row.service, row.number, problem, "an edition cannot be read"))
        .ok()?;
    Some(Arc::new(Edition {
        hash: row.hash,
        number: u32::try_from(row.number).unwrap_or(u32::MAX),
        published_at: row.published_at,
        definition,
        template: row.template.map(Arc::from),
    }))
}

fn offer(row: store::OfferRow) -> Offer {
    let text = Text { ru: row.pause_ru.unwrap_or_default(), en: row.pause_en.unwrap_or_default() };
    let pause = row.paused_at.map(|since| Pause { since, resumes_on: row.resumes_on, reason: text });
    Offer { code: row.code, edition: row.edition, pause }
}

/// A life situation with the services that are offered alone.
fn offering(mut event: LifeEvent, services: &[Arc<Service>]) -> LifeEvent {
    event.services.retain(|code| services.iter().any(|service| service.code == *code));
    event
}

impl Snapshot {
    /// Builds the snapshot; `offered` says which edition each service offers.
    pub(crate) fn new(
        directories: Directories,
        editions: Vec<Arc<Edition>>,
        offered: Vec<Offer>,
        known: Known,
        revision: i64,
    ) -> Self {
        let editions: HashMap<String, Arc<Edition>> =
            editions.into_iter().map(|edition| (edition.hash.clone(), edition)).collect();
        let agencies: Vec<Arc<Agency>> = directories.agencies.into_iter().map(Arc::new).collect();
        let service = |Offer { code, edition, pause }: Offer| {
            let edition = editions.get(&edition)?.clone();
            let agency = agencies.iter().find(|agency| agency.code == edition.definition.agency)?.clone();
            Some(Arc::new(Service { code, edition, agency, pause }))
        };
        let mut services: Vec<Arc<Service>> = offered.into_iter().filter_map(service).collect();
        services.sort_by_key(|service| {
            (service.definition().popular.unwrap_or(u32::MAX), service.definition().title.ru.clone())
        });
        let pages = editions.values().flat_map(|edition| &edition.definition.pages);
        let mut snapshot = Self {
            taking_files: pages.filter(|page| page.takes_files()).map(|page| page.id.clone()).collect(),
            by_code: services.iter().map(|service| (service.code.clone(), service.clone())).collect(),
            editions,
            agencies,
            categories: directories.categories.into_iter().map(Arc::new).collect(),
            life_events: directories
                .life_events
                .into_iter()
                .map(|event| Arc::new(offering(event, &services)))
                .collect(),
            services,
            regions: directories.regions.into_iter().map(Arc::new).collect(),
            centres: directories.centres.into_iter().map(Arc::new).collect(),
            help: Arc::new(directories.help),
            index: Index::default(),
            known,
            revision,
        };
        snapshot.index = Index::new(snapshot.entries());
        snapshot
    }

    /// What search finds: services first, then situations, categories, agencies and service centres.
    fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.services.iter().map(|service| Entry::of_service(service)).collect();
        for event in &self.life_events {
            let mut entry = Entry::new(FoundKind::LifeEvent, &event.code, &event.title, &event.about);
            for keyword in Lang::ALL.iter().flat_map(|lang| event.keywords.in_lang(*lang)) {
                entry.add_keyword(keyword);
            }
            entries.push(entry);
        }
        for category in &self.categories {
            entries.push(Entry::new(FoundKind::Category, &category.code, &category.title, &category.about));
        }
        for agency in &self.agencies {
            let mut entry = Entry::new(FoundKind::Agency, &agency.code, &agency.title, &agency.about);
            entry.add_keyword(&agency.short.ru);
            entry.add_keyword(&agency.short.en);
            entries.push(entry);
        }
        for centre in &self.centres {
            entries.push(Entry::new(FoundKind::Centre, &centre.code, &centre.title, &centre.address));
        }
        entries
    }

    pub(crate) fn revision(&self) -> i64 {
        self.revision
    }

    /// Checks the files of a service as publishing does, against the lists of this moment; its examples are run.
    ///
    /// # Errors
    /// Every problem found, each with its file, its line and its field.
    pub fn check(&self, code: &str, files: &ServiceFiles) -> Result<Checked, Vec<Problem>> {
        self.known.check(code, files)
    }

    /// What stands before the own part of every result.
    pub fn sheet(&self) -> &str {
        &self.known.sheet
    }

    /// A service by its code.
    pub fn service(&self, code: &str) -> Option<&Arc<Service>> {
        self.by_code.get(code)
    }

    /// An edition by its hash.
    pub fn edition(&self, hash: &str) -> Option<&Arc<Edition>> {
        self.editions.get(hash)
    }

    /// Whether a page of a form can take files, by its name alone: what is shown beside them can be asked for before it is
    /// known which service the page is of.
    pub fn may_take_files(&self, page: &str) -> bool {
        self.taking_files.contains(page)
    }

    /// Every service, popular ones first, then by title.
    pub fn services(&self) -> &[Arc<Service>] {
        &self.services
    }

    /// The popular services, most wanted first.
    pub fn popular(&self) -> impl Iterator<Item = &Arc<Service>> {
        self.services.iter().filter(|service| service.definition().popular.is_some())
    }

    /// The services of a category.
    pub fn in_category(&self, category: &str) -> impl Iterator<Item = &Arc<Service>> {
        self.services.iter().filter(move |service| service.definition().categories.iter().any(|code| code == category))
    }

    /// The services of an agency.
    pub fn of_agency(&self, agency: &str) -> impl Iterator<Item = &Arc<Service>> {
        self.services.iter().filter(move |service| service.definition().agency == agency)
    }

    /// The services of a life situation that are offered, in its order.
    pub fn in_life_event<'s>(&'s self, event: &'s LifeEvent) -> impl Iterator<Item = &'s Arc<Service>> {
        event.services.iter().filter_map(|code| self.service(code))
    }

    /// An agency by its code.
    pub fn agency(&self, code: &str) -> Option<&Arc<Agency>> {
        self.agencies.iter().find(|agency| agency.code == code)
    }

    /// Every agency.
    pub fn agencies(&self) -> &[Arc<Agency>] {
        &self.agencies
    }

    /// A category by its code.
    pub fn category(&self, code: &str) -> Option<&Arc<Category>> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Every category, in order.
    pub fn categories(&self) -> &[Arc<Category>] {
        &self.categories
    }

    /// A life situation by its code.
    pub fn life_event(&self, code: &str) -> Option<&Arc<LifeEvent>> {
        self.life_events.iter().find(|event| event.code == code)
    }

    /// Every life situation, in order.
    pub fn life_events(&self) -> &[Arc<LifeEvent>] {
        &self.life_events
    }

    /// Every region.
    pub fn regions(&self) -> &[Arc<Region>] {
        &self.regions
    }

    /// A region by its code.
    pub fn region(&self, code: &str) -> Option<&Arc<Region>> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// A service centre by its code.
    pub fn centre(&self, code: &str) -> Option<&Arc<Centre>> {
        self.centres.iter().find(|centre| centre.code == code)
    }

    /// Every service centre.
    pub fn centres(&self) -> &[Arc<Centre>] {
        &self.centres
    }

    /// Questions and answers.
    pub fn help(&self) -> &Arc<Help> {
        &self.help
    }

    /// What fits a query best, best first.
    pub fn search(&self, query: &str, lang: Lang, limit: usize) -> Vec<Found> {
        self.index.search(query, lang, limit)
    }

    /// What one may mean while one types.
    pub fn suggest(&self, query: &str, lang: Lang, limit: usize) -> Vec<Suggested> {
        self.index.suggest(query, lang, limit)
    }

    /// A page of what fits a query and a filter, with how many there would be with each other choice of the filter.
    pub fn look(&self, wanted: &Wanted<'_>, lang: Lang) -> Results {
        self.index.look(wanted, lang)
    }
}
