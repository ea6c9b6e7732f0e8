//! What is known of a draft beside its answers: which window wrote which page, and what a newer edition changed.

use std::collections::BTreeMap;

use base::Cx;
use serde::{Deserialize, Serialize};
use web::Fields;

use super::renewal::Renewal;

/// The field that carries the window's own mark.
const OWN: &str = "_window";
/// The field that carries the mark of whoever had written the page when it was shown.
const SEEN: &str = "_seen";
/// The longest mark that is believed.
const LONGEST: usize = 60;

/// What is known of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes {
    /// Which window wrote each page last.
    pub writers: Writers,
    /// What the citizen has to know of a newer edition of the service.
    pub renewed: Option<Renewal>,
}

/// The mark of the window that wrote each page last, by page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Writers(BTreeMap<String, String>);

/// A page of questions as one window shows it. It goes through the form and back, so that going back in the browser and
/// sending once more is still the same window.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Window {
    /// Its own mark.
    pub own: String,
    /// Who had written the page when it was shown; "" for nobody.
    pub seen: String,
}

impl Window {
    /// A page that is shown now.
    pub fn new(cx: &Cx, writers: &Writers, page: &str) -> Self {
        Self { own: cx.token(), seen: writers.last(page).to_owned() }
    }

    /// The window that a form came from.
    pub fn of(fields: &Fields) -> Self {
        let mark = |name| {
            let mark = fields.value(name);
            if mark.len() <= LONGEST { mark.to_owned() } else { String::new() }
        };
        Self { own: mark(OWN), seen: mark(SEEN) }
    }

    /// The fields that carry it.
    pub fn fields(&self) -> [(&'static str, &str); 2] {
        [(OWN, &self.own), (SEEN, &self.seen)]
    }
}

impl Writers {
    /// Who wrote the page last; "" for nobody.
    pub fn last(&self, page: &str) -> &str {
        self.0.get(page).map_or("", String::as_str)
    }

    /// Whether nobody else has written the page since the window showed it.
    pub fn allow(&self, page: &str, window: &Window) -> bool {
        let last = self.last(page);
        last.is_empty() || last == window.own || last == window.seen
    }

    /// The same with the page written by this window.
    #[must_use]
    pub fn with(&self, page: &str, window: &Window) -> Self {
        let mut writers = self.0.clone();
        writers.insert(page.to_owned(), window.own.clone());
        Self(writers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_writes_until_another_does() {
        let (cx, _) = Cx::test(base::Timestamp::UNIX_EPOCH);
        let nobody = Writers::default();
        let (one, other) = (Window::new(&cx, &nobody, "a"), Window::new(&cx, &nobody, "a"));
        assert!(nobody.allow("a", &one) && nobody.allow("a", &other));
        let written = nobody.with("a", &one);
        assert!(written.allow("a", &one), "once more, and after going back");
        assert!(!written.allow("a", &other), "shown before the other wrote");
        assert!(written.allow("b", &other), "another page");
        let later = Window::new(&cx, &written, "a");
        assert!(written.allow("a", &later), "shown after");
        assert!(!written.with("a", &later).allow("a", &one));
        assert!(!written.allow("a", &Window::default()), "a form of nowhere");
    }
}
