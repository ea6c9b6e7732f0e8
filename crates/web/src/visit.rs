//! One request as the kit sees it, before anybody asked for a page.

use std::sync::{Arc, OnceLock};

use base::Lang;
use http::{Extensions, HeaderMap, HeaderValue, Method, Uri, header};
use jiff::tz::TimeZone;

use crate::{
    CookieRules, Device, Failure, Region, WebSettings, busy::BusyPage, csrf, local_path, meters::Meters,
    viewer::ViewerSlot,
};

/// A file that is handed out may do nothing at all when a browser shows it.
pub(crate) const KEPT: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// What every visit shares.
pub(crate) struct Site {
    pub settings: WebSettings,
    pub cookies: CookieRules,
    pub content_security: HeaderValue,
    pub busy: BusyPage,
    pub meters: Meters,
    zones: Vec<TimeZone>,
}

impl Site {
    pub fn new(settings: WebSettings) -> Self {
        let cookies = settings.cookies();
        let zones = settings.regions.iter().map(Region::time_zone).collect();
        let content_security = HeaderValue::from_str(&content_security(&settings.form_targets))
            // An address that cannot stand in a header: nothing at all may be loaded then.
            .unwrap_or(HeaderValue::from_static(KEPT));
        Self { settings, cookies, content_security, busy: BusyPage::default(), meters: Meters::default(), zones }
    }
}

/// Nothing inline, nothing from elsewhere; forms may lead to the listed origins by a redirect.
fn content_security(form_targets: &[String]) -> String {
    let mut targets = String::from("'self'");
    for target in form_targets {
        targets.push(' ');
        targets.push_str(target);
    }
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// One request: language, device, preferences.
#[derive(Clone)]
pub(crate) struct Visit {
    pub site: Arc<Site>,
    pub lang: Lang,
    /// Whether the visitor just chose the language by `?lang=`.
    pub lang_chosen: bool,
    pub device: Device,
    pub low_vision: bool,
    pub keys: bool,
    /// The region that the visitor chose; else the portal's first stands in for it.
    pub chosen_region: Option<usize>,
    pub path: String,
    pub query: String,
    /// Where to come back to after a detour: this address or, when a form was sent here, the page that it was on.
    pub back: String,
    pub flash: Option<String>,
    pub viewer: ViewerSlot,
    /// What a visitor names to support, and the log knows: «K7Q2-9FHD».
    pub reference: String,
    csrf: OnceLock<String>,
}

impl Visit {
    pub fn new(site: Arc<Site>, method: &Method, headers: &HeaderMap, uri: &Uri) -> Self {
        let cookies = site.cookies;
        let cx = &site.settings.cx;
        let query = uri.query().unwrap_or_default().to_owned();
        let chosen = query_value(&query, "lang").and_then(|code| code.parse().ok());
        let remembered = || cookies.read(headers, "lang").and_then(|code| code.parse().ok());
        let region = cookies.read(headers, "region").unwrap_or_default();
        let region = site.settings.regions.iter().position(|known| known.code == region);
        Self {
            lang: chosen.or_else(remembered).unwrap_or_else(|| preferred(headers)),
            lang_chosen: chosen.is_some(),
            device: Device::from_cookie(cookies.read(headers, "device").as_deref(), cx),
            low_vision: cookies.read(headers, "low-vision").is_some_and(|value| value == "1"),
            keys: cookies.read(headers, "keys").is_none_or(|value| value != "0"),
            chosen_region: region,
            path: uri.path().to_owned(),
            back: back(method, headers, uri),
            query,
            flash: cookies.read(headers, "flash").filter(|key| is_flash_key(key)),
            viewer: ViewerSlot::default(),
            reference: reference(cx.bytes()),
            csrf: OnceLock::new(),
            site,
        }
    }

    /// The visit that [`crate::layer`] put into the request.
    pub fn of(extensions: &Extensions) -> Result<Arc<Self>, Failure> {
        let visit = extensions.get::<Arc<Self>>().cloned();
        visit.ok_or_else(|| Failure::Fault(anyhow::anyhow!("the router is not wrapped by web::layer")))
    }

    /// The token of every form of this page: made when the first of them asks, for most requests show none.
    pub fn csrf(&self) -> &str {
        let settings = &self.site.settings;
        self.csrf.get_or_init(|| csrf::token(&settings.secret, &settings.cx, self.device.id))
    }

    pub fn region(&self) -> Option<&Region> {
        self.site.settings.regions.get(self.chosen_region.unwrap_or(0))
    }

    pub fn zone(&self) -> TimeZone {
        self.site.zones.get(self.chosen_region.unwrap_or(0)).cloned().unwrap_or(TimeZone::UTC)
    }
}

fn back(method: &Method, headers: &HeaderMap, uri: &Uri) -> String {
    let own = uri.path_and_query().map_or("/", |own| own.as_str());
    if method.is_safe() {
        // `//elsewhere/path` can be asked for too; in a link it would lead there.
        return local_path(own).unwrap_or("/").to_owned();
    }
    // Our policy sends the whole address to ourselves and nothing to others; its host is therefore ours.
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let path = referer.and_then(|address| {
        let (_, rest) = address.split_once("://")?;
        rest.get(rest.find('/')?..)
    });
    path.and_then(local_path).unwrap_or("/").to_owned()
}

pub(crate) fn is_flash_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 80 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn query_value(query: &str, name: &str) -> Option<String> {
    if !query.contains(name) {
        return None;
    }
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The better liked of our languages by `Accept-Language` (RFC 9110, section 12.5.4); Russian unless English is preferred.
fn preferred(headers: &HeaderMap) -> Lang {
    let Some(line) = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else {
        return Lang::default();
    };
    let mut best: Option<(Lang, f32)> = None;
    for range in line.split(',').take(20) {
        let mut parts = range.trim().split(';');
        let tag = parts.next().unwrap_or_default();
        let Ok(lang) = tag.split('-').next().unwrap_or_default().to_ascii_lowercase().parse::<Lang>() else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if weight > best.map_or(0.0, |(_, known)| known) {
            best = Some((lang, weight));
        }
    }
    best.map_or_else(Lang::default, |(lang, _)| lang)
}

/// Eight characters that are not mistaken for one another when read aloud.
fn reference(bytes: [u8; 5]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = bytes.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut text = String::with_capacity(9);
    for place in 0..8u32 {
        if place == 4 {
            text.push('-');
        }
        let digit = usize::try_from(bits >> (5 * (7 - place)) & 31).unwrap_or(0);
        text.push(char::from(ALPHABET.get(digit).copied().unwrap_or(b'0')));
    }
    text
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_better_liked_language_wins() {
        let of = |line: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(line));
            preferred(&headers)
        };
        assert_eq!(of("en-US,en;q=0.9"), Lang::En);
        assert_eq!(of("ru,en;q=0.9"), Lang::Ru);
        assert_eq!(of("de;q=0.9, en;q=0.5, ru;q=0.4"), Lang::En);
        assert_eq!(of("de"), Lang::Ru);
        assert_eq!(preferred(&HeaderMap::new()), Lang::Ru);
    }

    #[test]
    fn references_are_short_and_readable() {
        assert_eq!(reference([0; 5]), "0000-0000");
        assert_eq!(reference([255; 5]), "ZZZZ-ZZZZ");
    }

    #[test]
    fn forms_lead_to_us_and_the_listed_only() {
        assert!(
            content_security(&["https://pay.example".to_owned()]).contains("form-action 'self' https://pay.example;")
        );
    }
}
