//! A browser for tests: it keeps cookies over a router and uses pages as a person without scripts does, by their links,
//! fields and buttons. What a page does not show cannot be pressed.

#![expect(clippy::panic, clippy::expect_used, reason = "a test that cannot go on stops there and says why")]

mod control;
mod ears;
mod response;
mod soundness;

use std::{collections::BTreeMap, time::Duration};

use axum::{Router, body::Body};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

pub use ears::Ears;
pub use response::Response;

use crate::{Locales, WebSettings, i18n::Words};
use control::{Sending, Submission};

/// For what hangs: no test may fail because a machine is slow or busy.
const PATIENCE: Duration = Duration::from_mins(10);
const BOUNDARY: &str = "----okno-test-boundary";

/// Settings for a test's router: the words of the kit and of these crates, plain http on a loopback address.
pub fn settings(cx: base::Cx, locales: &[Locales]) -> WebSettings {
    let mut all = vec![crate::LOCALES];
    all.extend_from_slice(locales);
    let words = Words::new(&all).unwrap_or_else(|bad| panic!("{bad}"));
    let mut settings = WebSettings::new(cx, "http://127.0.0.1:8080", [7; 32], words);
    // A busy machine is late with everything; that is no reason to refuse anybody.
    settings.timeout = PATIENCE;
    settings.admission.patience = PATIENCE;
    settings.pace.grace = PATIENCE;
    settings
}

/// A file to be sent: name on the visitor's machine and content.
#[derive(Debug, Clone, Copy)]
pub struct TestFile<'a> {
    /// The field to put it into.
    pub field: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// One visitor: cookies, and the page that is open.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    headers: HeaderMap,
    page: Response,
    last: Response,
    smuggled: &'static [(&'static str, &'static str)],
}

impl Browser {
    /// A browser that was never here, in Russian.
    pub fn new(router: Router) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("ru"));
        Self {
            router,
            cookies: BTreeMap::new(),
            headers,
            page: Response::default(),
            last: Response::default(),
            smuggled: &[],
        }
    }

    /// The page that is open: the last answer that was a page.
    pub fn page(&self) -> &Response {
        &self.page
    }

    /// The last answer, also a redirect.
    pub fn last(&self) -> &Response {
        &self.last
    }

    /// The value of a cookie by its name on the wire, for example "okno-session".
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Forgets a cookie, as when a person deletes it.
    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Puts a cookie there, as somebody does who can write into the browser.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Sends this header with every request from now on, for instance `x-forwarded-for` to stand in another network.
    pub fn header(&mut self, name: &'static str, value: &str) {
        let value = HeaderValue::from_str(value).expect("a header value");
        self.headers.insert(HeaderName::from_static(name), value);
    }

    /// From now on puts these fields into every form that does not have them, as somebody does who guesses the names that
    /// the server might believe.
    pub fn smuggle(&mut self, fields: &'static [(&'static str, &'static str)]) {
        self.smuggled = fields;
    }

    /// Opens the address; does not follow a redirect.
    pub async fn get(&mut self, path: &str) -> Response {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    /// Opens the address and follows redirects.
    pub async fn visit(&mut self, path: &str) -> Response {
        self.get(path).await;
        self.follow().await
    }

    /// Follows the redirects of the last answer to a page of ours; a redirect to another host stays the last answer.
    pub async fn follow(&mut self) -> Response {
        for _ in 0..10 {
            match self.last.location.clone() {
                Some(location) if location.starts_with('/') => self.get(&location).await,
                _ => return self.last.clone(),
            };
        }
        panic!("more than ten redirects, the last to {:?}", self.last.location)
    }

    /// Follows the link with this text.
    pub async fn click(&mut self, link: &str) -> Response {
        let href = self.page.link(link);
        let href = href.unwrap_or_else(|| panic!("no link «{link}» on {}:\n{}", self.page.path, self.page.text()));
        self.visit(&href).await
    }

    /// Fills the form that holds the button and presses it. Fields that are not named keep what the page shows; a name
    /// given several times gets all its values. Does not follow the redirect.
    pub async fn submit(&mut self, button: &str, fields: &[(&str, &str)]) -> Response {
        self.press(button, fields, &[]).await
    }

    /// As [`Browser::submit`], with files.
    pub async fn upload(&mut self, button: &str, fields: &[(&str, &str)], files: &[TestFile<'_>]) -> Response {
        self.press(button, fields, files).await
    }

    /// Sends a form that no page shows, with the open page's token: for showing that the server does not rely on pages.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let token = self.page.token();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        let smuggled = self.smuggled.iter().filter(|(name, _)| !fields.iter().any(|(given, _)| given == name));
        form.append_pair(crate::csrf::FIELD, &token).extend_pairs(fields).extend_pairs(smuggled);
        let body = form.finish().into_bytes();
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded".to_owned()), body).await
    }

    /// As [`Browser::post`], in the way of forms with files, without any file; `token` in place of the open page's.
    pub async fn post_multipart(&mut self, path: &str, token: Option<&str>) -> Response {
        let token = token.map_or_else(|| self.page.token(), str::to_owned);
        let body = multipart(&[(crate::csrf::FIELD.to_owned(), token)], &[]);
        self.send(Method::POST, path, Some(format!("multipart/form-data; boundary={BOUNDARY}")), body).await
    }

    /// Sends any body, as a program does.
    pub async fn send(&mut self, method: Method, path: &str, media_type: Option<String>, body: Vec<u8>) -> Response {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(media_type) = media_type {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let answer = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let response = self.read(path, answer).await;
        self.last = response.clone();
        if response.is_page() {
            self.page = response.clone();
        }
        response
    }

    async fn read(&mut self, path: &str, answer: axum::response::Response) -> Response {
        let (parts, body) = answer.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("a cookie in ASCII").to_owned();
            let cookie = cookie::Cookie::parse(line).expect("a cookie");
            if cookie.max_age().is_some_and(cookie::time::Duration::is_zero) {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
        // An event stream never ends.
        let is_stream = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let bytes = if is_stream { Bytes::default() } else { body.collect().await.expect("a body").to_bytes() };
        let response = Response::new(path, parts.status, parts.headers, bytes);
        // The style guide shows parts of pages side by side.
        if response.is_page() && path != "/styleguide" {
            let faults = soundness::faults(&response.html);
            assert!(faults.is_empty(), "{path} ({}) is not sound: {faults:#?}", response.status);
        }
        response
    }

    async fn press(&mut self, button: &str, fields: &[(&str, &str)], files: &[TestFile<'_>]) -> Response {
        let form = control::form_with(&self.page, button)
            .unwrap_or_else(|| panic!("no button «{button}» on {}:\n{}", self.page.path, self.page.text()));
        let form = form
            .filled(fields, files, self.smuggled)
            .unwrap_or_else(|problem| panic!("{problem} in the form of «{button}»"));
        let Submission { action, sending, values } = form;
        match sending {
            Sending::Query => {
                let mut query = url::form_urlencoded::Serializer::new(String::new());
                query.extend_pairs(values);
                self.get(&format!("{}?{}", action.split('?').next().unwrap_or_default(), query.finish())).await
            }
            Sending::Urlencoded => {
                let mut form = url::form_urlencoded::Serializer::new(String::new());
                let body = form.extend_pairs(values).finish().into_bytes();
                self.send(Method::POST, &action, Some("application/x-www-form-urlencoded".to_owned()), body).await
            }
            Sending::Multipart => {
                let body = multipart(&values, files);
                self.send(Method::POST, &action, Some(format!("multipart/form-data; boundary={BOUNDARY}")), body).await
            }
        }
    }
}

fn multipart(values: &[(String, String)], files: &[TestFile<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in values {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for file in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
            file.field, file.name
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
