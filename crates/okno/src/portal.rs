//! The portal put together: every slice's pages and jobs over one database.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use axum::Router;
use base::{Cx, Lang};
use catalog::{By, Catalog, Origin, Published};
use db::{Db, Migration, jobs::Runner, live::Feed};
use documents::{
    Files, Issuer, Scanner, Typesetter,
    signing::{HttpAuthority, Signers},
};
use jiff::tz::TimeZone;
use metrics_exporter_prometheus::PrometheusHandle;
use notifications::gateway::{
    mail::SmtpGateway,
    smpp::{SmppGateway, SmsReceipt},
};
use payments::gateway::{HttpProvider, Provider};
use tokio::sync::mpsc;
use web::{WebSettings, i18n::Words};

use crate::{config::Config, health, keys, live, progress, services, viewer, wiring};

/// The tables of every slice, in the order in which they are made.
pub const MIGRATIONS: &[&[Migration]] = &[
    db::MIGRATIONS,
    web::MIGRATIONS,
    addresses::MIGRATIONS,
    identity::MIGRATIONS,
    notifications::MIGRATIONS,
    payments::MIGRATIONS,
    documents::MIGRATIONS,
    catalog::MIGRATIONS,
    applications::MIGRATIONS,
    editor::MIGRATIONS,
];

/// The words of every slice.
pub const LOCALES: &[web::Locales] = &[
    web::LOCALES,
    identity::LOCALES,
    notifications::LOCALES,
    payments::LOCALES,
    documents::LOCALES,
    catalog::LOCALES,
    catalog::FORMS_LOCALES,
    applications::LOCALES,
    editor::LOCALES,
    wiring::LOCALES,
];

/// The region of visitors who have not chosen one.
const DEFAULT_REGION: &str = "moscow";

/// A portal that is ready to serve and to work.
pub struct Portal {
    /// The database.
    pub db: Db,
    /// Clock and randomness.
    pub cx: Cx,
    /// Every page.
    pub router: Router,
    /// Every job.
    pub runner: Runner,
    /// The services that are offered, to be refreshed when another node publishes.
    pub catalog: Catalog,
    /// What the SMS centre says of messages; somebody has to read it.
    pub receipts: mpsc::Receiver<SmsReceipt>,
}

/// Opens the database of a configuration; its tables may still be those of another version.
///
/// # Errors
/// When the keys cannot be read or the database cannot be opened.
pub fn open(config: &Config) -> Result<Db> {
    let keys = keys::read(&config.keys.file)?;
    Db::open(&config.database.url, keys).context("the database cannot be opened")
}

/// Makes the tables and publishes the services. Doing it again changes nothing.
///
/// # Errors
/// When the database does not answer or a service's definition is not right.
pub async fn prepare(config: &Config, db: &Db, cx: &Cx) -> Result<()> {
    db::migrate(db, cx, MIGRATIONS).await.context(
        "the tables cannot be brought to this version (a database user for serving alone may not: run `okno migrate` as \
         the owner of the tables first)",
    )?;
    let files = services::files(config.services.folder.as_deref())?;
    let by = By::origin(Origin::Files);
    let published = match &config.services.folder {
        Some(_) => services::publishing::publish(db, cx, &files, &by, &Typesetter::new(typesetter(config)?)).await,
        None => built_in(db, cx, &files, &by).await,
    };
    let published = published.context("the services cannot be published")?;
    // A broken definition keeps only its own service back: the portal goes on with the edition that it had.
    for problem in published.problems {
        tracing::error!(%problem, "a service was kept back");
    }
    Ok(())
}

/// Publishes the services that come with the program; their documents were set in type when it was tested.
async fn built_in(db: &Db, cx: &Cx, files: &services::Files, by: &By) -> Result<Published> {
    let mut tx = db.begin().await?;
    let published = catalog::publish_folder(&mut tx, cx, files, by).await?;
    tx.commit().await?;
    Ok(published)
}

impl Portal {
    /// Puts the portal together. The database must be prepared.
    ///
    /// # Errors
    /// When a part of the configuration cannot be used.
    pub async fn new(config: &Config, db: Db, cx: Cx, metrics: PrometheusHandle) -> Result<Self> {
        let words = Words::new(LOCALES)?;
        let catalog = catalog::load(&mut db.read().await?).await.context("the services cannot be read")?;
        let feed = Feed::new(db.clone());
        let (sms, receipts) = SmppGateway::new(config.sms.clone());
        let parts = Parts {
            words: words.clone(),
            catalog: catalog.clone(),
            issuer: issuer(config)?,
            provider: Arc::new(HttpProvider::new(config.payments.clone())?),
            identity: identity_state(config, &db, &cx, &feed)?.with_offices(offices(catalog.clone())),
            feed,
            sms: Arc::new(sms),
            mail: Arc::new(SmtpGateway::new(&config.mail)?),
            db: db.clone(),
            cx: cx.clone(),
        };
        let runner = parts.runner(config)?;
        let pages = parts.pages(config).merge(web::assets::routes()).merge(health::routes(db.clone(), metrics));
        let router = web::layer(pages, web_settings(config, &db, &cx, words, &catalog).await?);
        Ok(Self { db, cx, router, runner, catalog, receipts })
    }
}

/// What pages and jobs are made of.
struct Parts {
    db: Db,
    cx: Cx,
    words: Arc<Words>,
    catalog: Catalog,
    issuer: Issuer,
    provider: Arc<dyn Provider>,
    identity: identity::State,
    feed: Feed,
    sms: Arc<SmppGateway>,
    mail: Arc<SmtpGateway>,
}

impl Parts {
    /// Every job of every slice, and the reactions between them.
    fn runner(&self, config: &Config) -> Result<Runner> {
        let post = notifications::Post {
            sms: self.sms.clone(),
            mail: self.mail.clone(),
            words: self.words.clone(),
            public_url: config.public_url().to_owned(),
        };
        let runner = Runner::new(self.db.clone(), self.cx.clone());
        let runner = identity::jobs(runner, &self.identity);
        let runner = notifications::jobs(runner, &post);
        let runner = payments::jobs(runner, &self.provider);
        let runner = documents::jobs(runner, self.issuer.clone());
        let runner = applications::jobs(runner, &self.catalog);
        Ok(wiring::reactions(runner, &self.words, &zone(config)?))
    }

    /// Every page of every slice.
    fn pages(&self, config: &Config) -> Router {
        let (db, cx) = (&self.db, &self.cx);
        let files = self.issuer.files.clone();
        let slices = Router::new()
            .merge(addresses::routes(addresses::State { db: db.clone(), cx: cx.clone() }))
            .merge(identity::routes(self.identity.clone()))
            .merge(notifications::routes(notifications::State { db: db.clone(), cx: cx.clone() }))
            .merge(payments::routes(payments::State {
                db: db.clone(),
                cx: cx.clone(),
                provider: self.provider.clone(),
                webhook_secret: config.payments.webhook_secret.clone(),
                public_url: config.public_url().to_owned(),
            }))
            .merge(progress::layer(catalog::routes(catalog::State { catalog: self.catalog.clone() }), db.clone()))
            .merge(applications::routes(applications::State {
                db: db.clone(),
                cx: cx.clone(),
                catalog: self.catalog.clone(),
                files: files.clone(),
            }))
            .merge(editor::routes(editor::State {
                db: db.clone(),
                cx: cx.clone(),
                catalog: self.catalog.clone(),
                typesetter: self.issuer.typesetter.clone(),
            }))
            .merge(documents::routes(documents::State { db: db.clone(), cx: cx.clone(), files }))
            .merge(live::routes(self.feed.clone(), db.clone()))
            .merge(web::routes());
        let slices = viewer::layer(slices, db.clone(), self.catalog.clone());
        identity::layer(slices, self.identity.clone())
    }
}

fn identity_state(config: &Config, db: &Db, cx: &Cx, feed: &Feed) -> Result<identity::State> {
    let registries = identity::checks::HttpRegistries::new(config.registries.clone(), cx.clone())?;
    let state = identity::State::new(db.clone(), cx.clone(), Arc::new(registries)).with_feed(feed.clone());
    Ok(state.with_unread(|tx, account| Box::pin(notifications::unread(tx, account))))
}

/// Names of agencies for those who know only codes, and of service centres for those who know only their Russian names.
fn offices(catalog: Catalog) -> impl Fn(&str, Lang) -> Option<String> + Send + Sync {
    move |office, lang| {
        let snapshot = catalog.snapshot();
        let agency = snapshot.agency(office).map(|agency| &agency.title);
        let centre = || snapshot.centres().iter().find(|centre| centre.title.ru == office).map(|centre| &centre.title);
        agency.or_else(centre).map(|title| title.in_lang(lang).to_owned())
    }
}

fn issuer(config: &Config) -> Result<Issuer> {
    let section = &config.documents;
    let folder = &config.files.folder;
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(Issuer {
        files: match scanner(config)? {
            Some(scanner) => Files::folder(folder)?.scanned_by(scanner),
            None => Files::folder(folder)?,
        },
        typesetter: Typesetter::new(typesetter(config)?),
        signers: Signers::load(&section.signers).context("documents.signers")?,
        authority: Arc::new(HttpAuthority::new(
            &section.time_stamps,
            Duration::from_secs(section.time_stamps_seconds),
        )?),
        public_url: config.public_url().to_owned(),
        zone: zone(config)?,
    })
}

/// The configured malware scanner.
pub(crate) fn scanner(config: &Config) -> Result<Option<Scanner>> {
    config.files.scanner.as_deref().map(str::parse).transpose().context("files.scanner")
}

/// The time zone of the installation.
fn zone(config: &Config) -> Result<TimeZone> {
    TimeZone::get(&config.portal.time_zone).context("portal.time_zone")
}

/// The configured typesetter, or the one beside this program.
pub(crate) fn typesetter(config: &Config) -> Result<PathBuf> {
    match &config.documents.typesetter {
        Some(path) => Ok(path.clone()),
        None => sibling("okno-typeset"),
    }
}

/// A program in the folder of this one; tests run one folder deeper.
pub(crate) fn sibling(name: &str) -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folders = here.ancestors().skip(1).take(2);
    folders
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .with_context(|| format!("{name} is not beside {}: build it with `cargo build`", here.display()))
}

async fn web_settings(config: &Config, db: &Db, cx: &Cx, words: Arc<Words>, catalog: &Catalog) -> Result<WebSettings> {
    // The same on every node and lasting: derived from the vault's keys.
    let tx = db.read().await?;
    let secret = db::vault::fingerprint(&tx, "web", "forms");
    let mut settings = WebSettings::new(cx.clone(), config.public_url(), secret, words);
    let provider = url::Url::parse(&config.payments.url).context("payments.url")?;
    settings.form_targets = vec![provider.origin().ascii_serialization()];
    settings.proxies = config.portal.proxies;
    settings.admission = config.limits.admission();
    settings.pace = config.limits.pace();
    settings.timeout = Duration::from_secs(config.limits.request_seconds);
    settings.styleguide = config.portal.styleguide;
    settings.regions = regions(catalog, settings.regions);
    Ok(settings)
}

/// The regions of the catalogue, the default first; the built-in ones when the catalogue has none.
fn regions(catalog: &Catalog, built_in: Vec<web::Region>) -> Vec<web::Region> {
    let mut regions: Vec<web::Region> = catalog
        .regions()
        .iter()
        .map(|region| web::Region {
            code: region.code.clone(),
            name_ru: region.title.ru.clone(),
            name_en: region.title.en.clone(),
            zone: region.zone.clone(),
        })
        .collect();
    // Stable: the others keep the order of their list.
    regions.sort_by_key(|region| region.code != DEFAULT_REGION);
    if regions.is_empty() { built_in } else { regions }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_offered_and_the_default_is_first() {
        let catalog = Catalog::from_files(&services::files(None).unwrap()).unwrap();
        let offered = regions(&catalog, Vec::new());
        assert_eq!(offered.len(), catalog.regions().len());
        assert!(offered.len() > 1);
        assert_eq!(offered[0].code, DEFAULT_REGION);
        for region in &offered {
            assert!(TimeZone::get(&region.zone).is_ok(), "{}", region.code);
        }
    }

    #[test]
    fn without_a_catalogue_the_built_in_region_stays() {
        let empty = Catalog::from_files::<&str, &str>(&[]).unwrap();
        let (moscow, zone) = ("Moscow".to_owned(), "Europe/Moscow".to_owned());
        let built_in =
            vec![web::Region { code: DEFAULT_REGION.to_owned(), name_ru: moscow.clone(), name_en: moscow, zone }];
        assert_eq!(regions(&empty, built_in.clone()), built_in);
    }
}
