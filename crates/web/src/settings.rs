//! What the binary tells the kit about this installation.

use std::{borrow::Borrow, sync::Arc, time::Duration};

use base::{Cx, Lang};
use jiff::tz::TimeZone;

use crate::{Admission, CookieRules, Pace, i18n::Words};

/// The code of the region that is proposed to a visitor who has not chosen one. Whoever knows where the visitor lives
/// puts it into the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionOffer(pub String);

/// A region that visitors choose in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code in the catalogue.
    pub code: String,
    /// Its Russian name: «Москва».
    pub name_ru: String,
    /// Its English name.
    pub name_en: String,
    /// The IANA name of its time zone: "Europe/Moscow".
    pub zone: String,
}

impl Region {
    /// Its name in the language.
    pub fn name(&self, lang: impl Borrow<Lang>) -> &str {
        match lang.borrow() {
            Lang::Ru => &self.name_ru,
            Lang::En => &self.name_en,
        }
    }

    /// Its time zone; UTC when the name is unknown to the tz database.
    pub(crate) fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

/// Settings of the kit. Begin with [`WebSettings::new`] and change what differs.
#[derive(Clone)]
pub struct WebSettings {
    /// Clock and randomness.
    pub cx: Cx,
    /// The address that people type, without a slash at the end: "https://okno.example".
    pub public_url: String,
    /// The key of the tokens in forms; the same on every node.
    pub secret: [u8; 32],
    /// The words of every slice.
    pub words: Arc<Words>,
    /// Origins beside our own that a form may lead to by a redirect, for instance the payment provider's.
    pub form_targets: Vec<String>,
    /// How many proxies of our own stand before the portal and append to `X-Forwarded-For`.
    pub proxies: usize,
    /// How many requests are handled and may wait at once; the next are answered 503.
    pub admission: Admission,
    /// How slowly a body may come.
    pub pace: Pace,
    /// How long one request may take.
    pub timeout: Duration,
    /// The largest body of an upload, in bytes.
    pub upload_limit: usize,
    /// The regions that visitors choose from; the first is the default.
    pub regions: Vec<Region>,
    /// The telephone of support, as the footer shows it.
    pub support_phone: String,
    /// Whether `/styleguide` is there.
    pub styleguide: bool,
}

impl WebSettings {
    /// Settings for the address, with ordinary limits.
    pub fn new(cx: Cx, public_url: impl Into<String>, secret: [u8; 32], words: Arc<Words>) -> Self {
        Self {
            cx,
            public_url: public_url.into().trim_end_matches('/').to_owned(),
            secret,
            words,
            form_targets: Vec::new(),
            proxies: 0,
            admission: Admission::default(),
            pace: Pace::default(),
            timeout: Duration::from_secs(30),
            upload_limit: 32 * 1024 * 1024,
            regions: vec![Region {
                code: "moscow".to_owned(),
                name_ru: "Москва".to_owned(),
                name_en: "Moscow".to_owned(),
                zone: "Europe/Moscow".to_owned(),
            }],
            support_phone: "8 800 100-70-10".to_owned(),
            styleguide: false,
        }
    }

    pub(crate) fn cookies(&self) -> CookieRules {
        CookieRules::for_url(&self.public_url)
    }
}
