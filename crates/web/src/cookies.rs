//! Names and attributes of cookies: bound to the host and to HTTPS whenever the portal is served by HTTPS.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use base::SignedDuration;
use cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderValue, header, request::Parts};

/// How this installation names and protects its cookies. An extractor: any handler or layer below [`crate::layer`] has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CookieRules {
    secure: bool,
}

impl CookieRules {
    /// Rules for a portal at this address: `https` means `__Host-` names and `Secure`; plain `http` (a loopback address,
    /// where browsers refuse such names) means neither.
    pub fn for_url(public_url: &str) -> Self {
        Self { secure: public_url.starts_with("https://") }
    }

    /// The name on the wire: `__Host-okno-session`, or `okno-session` without HTTPS.
    pub fn name(self, name: &str) -> String {
        if self.secure { format!("__Host-okno-{name}") } else { format!("okno-{name}") }
    }

    /// The value that the browser sent.
    pub fn read(self, headers: &HeaderMap, name: &str) -> Option<String> {
        let prefix = if self.secure { "__Host-okno-" } else { "okno-" };
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(known, _)| known.strip_prefix(prefix).is_some_and(|known| known == name))
            .map(|(_, value)| value.to_owned())
    }

    /// A `Set-Cookie` value; without `keep_for` the browser forgets it when it closes. Scripts cannot read it.
    pub fn set(self, name: &str, value: &str, keep_for: Option<SignedDuration>) -> HeaderValue {
        let mut cookie = Cookie::new(self.name(name), value);
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_secure(self.secure);
        cookie.set_max_age(keep_for.map(|long| cookie::time::Duration::seconds(long.as_secs())));
        HeaderValue::from_str(&cookie.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// A `Set-Cookie` value that makes the browser forget the cookie.
    pub fn clear(self, name: &str) -> HeaderValue {
        self.set(name, "", Some(SignedDuration::ZERO))
    }
}

impl<S: Sync> FromRequestParts<S> for CookieRules {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_binds_cookies_to_the_host() {
        let rules = CookieRules::for_url("https://okno.example");
        let line = rules.set("session", "abc", Some(SignedDuration::from_hours(1)));
        assert_eq!(line, "__Host-okno-session=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=3600");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; __Host-okno-session=abc"));
        assert_eq!(rules.read(&headers, "session").as_deref(), Some("abc"));
        assert_eq!(CookieRules::for_url("http://127.0.0.1:8080").read(&headers, "session"), None);
    }
}
