//! How long a session lasts, and how a browser is named. Pure.

use base::{SignedDuration, Timestamp};

use super::SessionId;

/// The name of the cookie.
pub(crate) const COOKIE: &str = "session";
/// How long a session lasts in all.
pub(crate) const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How often at most the last use is written.
pub(super) const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// How long a session lasts without use.
pub(super) const fn idle(foreign_computer: bool) -> SignedDuration {
    if foreign_computer { SignedDuration::from_mins(10) } else { SignedDuration::from_mins(30) }
}

/// Whether a session that was last used at `seen_at` and ends at `ends_at` still lives.
pub(super) fn lives(seen_at: Timestamp, ends_at: Timestamp, foreign_computer: bool, now: Timestamp) -> bool {
    now < ends_at && now < seen_at + idle(foreign_computer)
}

/// A session as its owner sees it in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SessionView {
    pub(crate) id: SessionId,
    /// Browser and system: «Firefox, Linux».
    pub(crate) browser: String,
    /// The network it came from.
    pub(crate) network: Option<String>,
    pub(crate) foreign_computer: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) seen_at: Timestamp,
}

/// Browser and system by the User-Agent header, in a few words; "" when it says nothing we know.
pub(super) fn browser(user_agent: &str) -> String {
    // The order matters: Edge and the others call themselves Chrome too, and Chrome calls itself Safari.
    const BROWSERS: [(&str, &str); 8] = [
        ("YaBrowser/", "Яндекс Браузер"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Macintosh", "macOS"),
        ("Linux", "Linux"),
    ];
    let first = |table: &[(&str, &'static str)]| {
        table.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    let known = [first(&BROWSERS), first(&SYSTEMS)];
    known.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lives_until_idle_or_over() {
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let over = at(12 * 60);
        assert!(lives(at(0), over, false, at(29)));
        assert!(!lives(at(0), over, false, at(30)));
        assert!(lives(at(0), over, true, at(9)));
        assert!(!lives(at(0), over, true, at(10)));
        assert!(!lives(at(719), over, false, at(720)));
    }

    #[test]
    fn browsers_are_named() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome, Linux");
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1";
        assert_eq!(browser(phone), "Safari, iPhone");
        assert_eq!(browser("curl/8"), "");
    }
}
