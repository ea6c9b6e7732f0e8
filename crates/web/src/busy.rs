//! The page of a house that is full: the same bytes for everybody, written once for each language, because it is shown when
//! there is no time to write pages.

use std::sync::OnceLock;

use askama::Template;
use axum::response::{IntoResponse, Response};
use base::Lang;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use crate::i18n::Words;

/// The page in both languages, once somebody needed it.
#[derive(Default)]
pub(crate) struct BusyPage {
    ru: OnceLock<Bytes>,
    en: OnceLock<Bytes>,
}

impl BusyPage {
    pub fn answer(&self, words: &Words, lang: Lang) -> Response {
        let page = match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        };
        // A page without words would be worse than one in plain text.
        let write =
            || Written { words, lang }.render().unwrap_or_else(|_| words.text(lang, "error-overloaded-text").into());
        let bytes = page.get_or_init(|| Bytes::from(write())).clone();
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, kind)], bytes).into_response()
    }
}

#[derive(Template)]
#[template(path = "busy.html")]
struct Written<'a> {
    words: &'a Words,
    lang: Lang,
}
