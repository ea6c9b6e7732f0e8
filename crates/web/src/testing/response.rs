//! An answer, and what a person reads on it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

/// An answer of the router.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The address that was asked.
    pub path: String,
    /// The status.
    pub status: StatusCode,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// Every header.
    pub headers: HeaderMap,
    /// The body as text ("" when it is not UTF-8).
    pub html: String,
    /// The body as it came.
    pub bytes: Bytes,
}

impl Response {
    pub(super) fn new(path: &str, status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Self {
        let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let html = String::from_utf8(bytes.to_vec()).unwrap_or_default();
        Self { path: path.to_owned(), status, location, headers, html, bytes }
    }

    /// Whether it is a page with something to read.
    pub fn is_page(&self) -> bool {
        self.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    }

    /// What can be read within `main`, or on the whole page if it has none; white space is single.
    pub fn text(&self) -> String {
        let document = self.document();
        let main = document.select(&selector("main")).next();
        readable(main.or_else(|| document.select(&selector("body")).next()).unwrap_or_else(|| document.root_element()))
    }

    /// Whether the text can be read anywhere on the page.
    pub fn has(&self, text: &str) -> bool {
        let document = self.document();
        let all = document.select(&selector("body")).next().map(readable).unwrap_or_default();
        plain(&all).contains(&plain(text))
    }

    /// The address of the first link with this text (or with it as its label).
    pub fn link(&self, text: &str) -> Option<String> {
        let document = self.document();
        let css = selector("a[href]");
        let mut named = document.select(&css).filter(|link| name_of(*link) == plain(text));
        named.next().and_then(|link| link.attr("href")).map(str::to_owned)
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        self.texts("title").into_iter().next().unwrap_or_default()
    }

    /// The main heading.
    pub fn heading(&self) -> String {
        self.texts("h1").into_iter().next().unwrap_or_default()
    }

    /// What every element that the CSS selector finds says.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.document().select(&selector(css)).map(readable).collect()
    }

    /// The attribute of the first element that the CSS selector finds.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.document().select(&selector(css)).next()?.attr(name).map(str::to_owned)
    }

    /// The attribute of every element that the CSS selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.document().select(&selector(css)).filter_map(|found| found.attr(name).map(str::to_owned)).collect()
    }

    /// The messages of the error summary.
    pub fn errors(&self) -> Vec<String> {
        self.texts(".govuk-error-summary__list li")
    }

    /// The value that a field shows.
    pub fn value(&self, name: &str) -> Option<String> {
        let document = self.document();
        let field = document.select(&selector(&format!("[name=\"{name}\"]"))).next()?;
        match field.value().name() {
            "textarea" => Some(field.text().collect::<String>().trim_start_matches('\n').to_owned()),
            _ => field.attr("value").map(str::to_owned),
        }
    }

    pub(super) fn token(&self) -> String {
        self.value(crate::csrf::FIELD).unwrap_or_default()
    }

    pub(super) fn document(&self) -> Html {
        Html::parse_document(&self.html)
    }
}

pub(super) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

/// The text that is read, without what is hidden from readers, in single spaces.
pub(super) fn readable(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    plain(&text)
}

fn gather(element: ElementRef<'_>, into: &mut String) {
    let is_inline = matches!(element.value().name(), "a" | "span" | "strong" | "b" | "em" | "kbd" | "abbr" | "time");
    if !is_inline {
        into.push(' ');
    }
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            into.push_str(text);
        } else if let Some(inner) = ElementRef::wrap(child) {
            let is_hidden = inner.attr("aria-hidden") == Some("true") || inner.attr("hidden").is_some();
            if !is_hidden && !matches!(inner.value().name(), "script" | "style" | "svg" | "template") {
                gather(inner, into);
            }
        }
    }
    if !is_inline {
        into.push(' ');
    }
}

/// What a control is called: its label for assistive technology, its text, or its value.
pub(super) fn name_of(element: ElementRef<'_>) -> String {
    let named = element.attr("aria-label").map(plain);
    let text = named.unwrap_or_else(|| readable(element));
    if text.is_empty() {
        element.attr("value").or_else(|| element.attr("title")).map(plain).unwrap_or_default()
    } else {
        text
    }
}

/// Single ordinary spaces, so that tests need not know which of them do not break.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
