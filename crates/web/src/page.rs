//! What a template knows of its visitor.

use std::{
    borrow::Cow,
    fmt::{self, Display},
    ops::Deref,
    sync::Arc,
};

use askama::filters::HtmlSafe;
use axum::extract::FromRequestParts;
use base::{Date, Lang, Money, Timestamp, reckoning};
use http::request::Parts;
use jiff::tz::TimeZone;

use crate::{ErrorText, Failure, Region, RegionOffer, Viewer, locator, visit::Visit};

/// The visitor's language, viewer and preferences; the first thing that every template holds (`page: Page`). An extractor
/// for routers below [`crate::layer`]. Cheap to clone.
#[derive(Clone)]
pub struct Page(Arc<PageParts>);

/// The fields of [`Page`].
#[derive(Clone)]
pub struct PageParts {
    /// The language that the page is shown in.
    pub lang: Lang,
    /// The path of the request, without its query.
    pub path: String,
    /// The query of the request, without its question mark.
    pub query: String,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Whether the version for people with low vision is on.
    pub low_vision: bool,
    /// Whether single keys press buttons at workplaces; whoever speaks to the computer switches them off.
    pub keys: bool,
    /// The chosen region, or the portal's own.
    pub region: Option<Region>,
    /// The region that is proposed to whoever has not chosen one.
    pub region_offer: Option<Region>,
    /// The translation key of a message to show once, left by [`crate::see_with`].
    pub flash: Option<String>,
    /// The telephone of support.
    pub support_phone: String,
    visit: Arc<Visit>,
}

impl Deref for Page {
    type Target = PageParts;
    fn deref(&self) -> &PageParts {
        &self.0
    }
}

impl Page {
    pub(crate) fn new(visit: &Arc<Visit>, viewer: Option<Viewer>) -> Self {
        let settings = &visit.site.settings;
        Self(Arc::new(PageParts {
            lang: visit.lang,
            path: visit.path.clone(),
            query: visit.query.clone(),
            viewer,
            low_vision: visit.low_vision,
            keys: visit.keys,
            region: visit.region().cloned(),
            region_offer: None,
            flash: visit.flash.clone(),
            support_phone: settings.support_phone.clone(),
            visit: visit.clone(),
        }))
    }

    /// The token that every form carries; use `ui::csrf(page)`.
    pub fn csrf(&self) -> &str {
        self.visit.csrf()
    }

    /// The message of that key in the page's language; a text that is no key is shown as it is.
    pub fn t(&self, key: impl AsRef<str>) -> Cow<'_, str> {
        self.visit.site.settings.words.text(self.lang, key)
    }

    /// The same in another language than the page's: for what is kept in both.
    pub fn t_in(&self, lang: Lang, key: impl AsRef<str>) -> Cow<'_, str> {
        self.visit.site.settings.words.text(lang, key)
    }

    /// The message with arguments: `page.tv("desk-count", &[("count", 5)])`.
    pub fn tv<K: AsRef<str>, V: Display>(&self, key: impl AsRef<str>, args: impl AsRef<[(K, V)]>) -> String {
        self.visit.site.settings.words.format(self.lang, key, args.as_ref())
    }

    /// A message that carries markup (a link, bold type), for example a consent. Only messages of ours are markup: a text
    /// that is no key is escaped.
    pub fn rich(&self, key: impl AsRef<str>) -> Html {
        let key = key.as_ref();
        let words = &self.visit.site.settings.words;
        if words.has(key) { Html(words.text(self.lang, key).into_owned()) } else { Html::escaped(key) }
    }

    /// As [`Page::rich`], with arguments, which are escaped.
    pub fn rich_with<K: AsRef<str>, V: Display>(&self, key: impl AsRef<str>, args: impl AsRef<[(K, V)]>) -> Html {
        let args = args.as_ref();
        let safe: Vec<(&str, Html)> =
            args.iter().map(|(name, value)| (name.as_ref(), Html::escaped(&value.to_string()))).collect();
        Html(self.tv(key, &safe))
    }

    /// The text of an error recorded in [`crate::Fields`].
    pub fn error(&self, error: &ErrorText) -> String {
        self.tv(&error.key, &error.args)
    }

    /// The same in the list of all errors of a form, which stands apart from its fields.
    pub fn listed_error(&self, error: &ErrorText) -> String {
        let said = self.error(error);
        if error.field.is_empty() { said } else { format!("{}: {said}", error.field) }
    }

    /// A sum: «1 500,00 ₽».
    pub fn money(&self, money: impl std::borrow::Borrow<Money>) -> String {
        money.borrow().show(self.lang)
    }

    /// What stands before a number, with a space that does not break: «№ », "No. ".
    pub fn number_sign(&self) -> &'static str {
        match self.lang {
            base::Lang::Ru => "№\u{a0}",
            base::Lang::En => "No.\u{a0}",
        }
    }

    /// A day: «21 ноября 2026».
    pub fn day(&self, day: impl std::borrow::Borrow<Date>) -> String {
        base::long_date(*day.borrow(), self.lang)
    }

    /// The day of an instant in the visitor's zone: «21 ноября 2026».
    pub fn day_of(&self, at: impl std::borrow::Borrow<Timestamp>) -> String {
        base::long_date(at.borrow().to_zoned(self.zone()).date(), self.lang)
    }

    /// An instant in the visitor's zone: «21 ноября 2026, 14:05».
    pub fn time(&self, at: impl std::borrow::Borrow<Timestamp>) -> String {
        base::long_time(*at.borrow(), &self.zone(), self.lang)
    }

    /// Hours and minutes in the visitor's zone: «14:05».
    pub fn clock(&self, at: impl std::borrow::Borrow<Timestamp>) -> String {
        let local = at.borrow().to_zoned(self.zone());
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// The zone in which instants are shown.
    pub fn zone(&self) -> TimeZone {
        self.visit.zone()
    }

    /// The moment of this page in microseconds: its script asks for news since then.
    pub fn moment(&self) -> i64 {
        self.visit.site.settings.cx.now().as_microsecond()
    }

    /// The instant of this page.
    pub fn now(&self) -> Timestamp {
        self.visit.site.settings.cx.now()
    }

    /// Today in the visitor's zone.
    pub fn today(&self) -> Date {
        self.visit.site.settings.cx.now().to_zoned(self.zone()).date()
    }

    /// The day that is counted for everybody alike, wherever the visitor is: what is open and due today goes by it.
    pub fn counted_day(&self) -> Date {
        reckoning::day_of(self.now())
    }

    /// «15 апреля 2026», a day that is counted by the clock of Moscow; whoever has another clock is told.
    pub fn counted(&self, day: impl std::borrow::Borrow<Date>) -> String {
        let (now, shown) = (self.now(), self.day(day));
        let is_ours = self.zone().to_offset(now) == reckoning::ZONE.to_offset(now);
        if is_ours { shown } else { self.tv("ui-day-of-moscow", [("day", shown)]) }
    }

    /// The language that the switch offers, with the address of this page in it.
    pub fn in_lang(&self, lang: Lang) -> String {
        let (path, query) = self.visit.back.split_once('?').unwrap_or((&self.visit.back, ""));
        locator::with_query(path, query, "lang", lang.code())
    }

    /// This page's address with its query, to come back to; where a form was sent from, when this is the answer to it.
    pub fn here(&self) -> &str {
        &self.visit.back
    }

    /// The address at which people reach the portal, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.visit.site.settings.public_url
    }

    /// The telephone of support as a link takes it: digits only.
    pub fn support_phone_link(&self) -> String {
        self.support_phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    /// The regions that can be chosen.
    pub fn regions(&self) -> &[Region] {
        &self.visit.site.settings.regions
    }

    /// The region that the visitor chose; none as long as the portal's own stands in for it.
    pub fn chosen_region(&self) -> Option<&Region> {
        self.region.as_ref().filter(|_| self.visit.chosen_region.is_some())
    }

    /// With the region proposed that somebody who knows more has put into the request.
    fn with_offer(self, offer: Option<&RegionOffer>) -> Self {
        let Some(offer) = offer.filter(|_| self.visit.chosen_region.is_none()) else { return self };
        let Some(region) = self.regions().iter().find(|known| known.code == offer.0).cloned() else { return self };
        Self(Arc::new(PageParts { region_offer: Some(region), ..(*self.0).clone() }))
    }

    /// Whether the address is this page's or lies above it; for menus.
    pub fn is_within(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let visit = Visit::of(&parts.extensions)?;
        let viewer = parts.extensions.get::<Viewer>().cloned();
        if let Some(viewer) = &viewer {
            let _already = visit.viewer.0.set(viewer.clone());
        }
        Ok(Self::new(&visit, viewer).with_offer(parts.extensions.get()))
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("path", &self.path).field("lang", &self.lang).finish_non_exhaustive()
    }
}

/// Markup that needs no escaping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(pub String);

impl Html {
    /// The text with what means something in markup escaped.
    pub fn escaped(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => safe.push_str("&amp;"),
                '<' => safe.push_str("&lt;"),
                '>' => safe.push_str("&gt;"),
                '"' => safe.push_str("&quot;"),
                '\'' => safe.push_str("&#39;"),
                _ => safe.push(c),
            }
        }
        Self(safe)
    }
}

impl Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl askama::FastWritable for Html {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        dest.write_str(&self.0)?;
        Ok(())
    }
}
