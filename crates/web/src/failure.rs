//! What a handler answers when it cannot go on, and the page that the visitor then sees.

use std::{io::ErrorKind, sync::Arc};

use askama::Template;
use axum::response::{IntoResponse, Response};
use base::Timestamp;
use http::{HeaderValue, StatusCode, header};

use crate::{Page, Viewer, locator, reply, visit::Visit};

/// The result of a handler.
pub type Result<T = Response, E = Failure> = std::result::Result<T, E>;

/// Why a handler cannot go on. The layer renders it as a page in the visitor's language (or as a problem document, RFC
/// 9457, below `/api/`).
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// There is no such thing, or the visitor may not know that there is.
    NotFound,
    /// The visitor is known and may not do this.
    Denied,
    /// Somebody or something changed it meanwhile.
    Conflict,
    /// Too many attempts.
    Throttled {
        /// When the next attempt is possible.
        until: Timestamp,
    },
    /// Nobody is signed in: go to the sign-in page and come back.
    SignIn {
        /// Whether the page belongs to staff.
        staff: bool,
    },
    /// Something has to be done first, on the page at this address of ours.
    First(&'static str),
    /// The form was not shown by us to this browser, or too long ago.
    Expired,
    /// The request cannot be understood.
    Malformed,
    /// The body is larger than allowed.
    TooLarge,
    /// More requests than we can handle; try again shortly.
    Overloaded,
    /// The body came too slowly, or stopped coming.
    TooSlow,
    /// What the portal stands on (the database) does not answer just now; nothing is lost, try again in a while.
    Away(anyhow::Error),
    /// Our fault. Logged once, with the reference that the visitor sees.
    Fault(anyhow::Error),
}

/// Everything that brings an error of its own is a fault: `?` on a store's or a template's result. A database that has too
/// much to do or is away is not: who comes next is told to wait.
impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        if error.chain().any(is_no_room) {
            return Self::Away(error);
        }
        match error.chain().find_map(|cause| cause.downcast_ref()) {
            Some(db::Error::Busy(_)) => Self::Overloaded,
            // After a commit that broke off nobody knows whether it was kept: the page says to look.
            Some(db::Error::Connection(_) | db::Error::Commit(_) | db::Error::Full(_)) => Self::Away(error),
            _ => Self::Fault(error),
        }
    }
}

/// Whether the disk under the file store is full; nothing was kept then, and it passes when there is room again.
fn is_no_room(cause: &(dyn std::error::Error + 'static)) -> bool {
    let kind = cause.downcast_ref().map(std::io::Error::kind);
    matches!(kind, Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded))
}

/// The failure on its way from the handler to the layer.
#[derive(Clone)]
pub(crate) struct FailureNote(pub(crate) Arc<Failure>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(FailureNote(Arc::new(self)));
        response
    }
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied | Self::Expired => StatusCode::FORBIDDEN,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::SignIn { .. } | Self::First(_) => StatusCode::SEE_OTHER,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Overloaded | Self::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The failure that a bare status of the router or of an extractor means.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Self::Denied,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::SERVICE_UNAVAILABLE => Self::Overloaded,
            other if other.is_server_error() => Self::Fault(anyhow::anyhow!("answered {other}")),
            _ => Self::Malformed,
        }
    }

    /// The stable name of the failure that an answer carries to the layer, for whoever counts or logs refusals.
    pub fn code_of(response: &Response) -> Option<&'static str> {
        response.extensions().get::<FailureNote>().map(|note| note.0.code())
    }

    /// The stable name, part of the translation keys `error-<code>-title` and `error-<code>-text`.
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Denied => "denied",
            Self::Conflict => "conflict",
            Self::Throttled { .. } => "throttled",
            Self::SignIn { .. } => "sign-in",
            Self::First(_) => "first",
            Self::Expired => "expired",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::Overloaded => "overloaded",
            Self::TooSlow => "too-slow",
            Self::Away(_) => "away",
            Self::Fault(_) => "fault",
        }
    }

    /// The answer that the visitor gets; `status` is kept where a router chose a finer one (405).
    pub(crate) fn render(&self, status: StatusCode, visit: &Arc<Visit>) -> Response {
        let is_program = visit.path.starts_with("/api/") || visit.path.starts_with("/hooks/");
        let mut response = if is_program {
            self.problem(status, visit)
        } else if matches!(self, Self::Overloaded) {
            visit.site.busy.answer(&visit.site.settings.words, visit.lang)
        } else if let Self::First(at) = self {
            return crate::see(*at);
        } else if let Self::SignIn { staff } = self {
            return sign_in(visit, *staff);
        } else {
            self.page(status, visit)
        };
        if let Some(seconds) = self.retry_after(visit.site.settings.cx.now()) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn retry_after(&self, now: Timestamp) -> Option<u64> {
        match self {
            Self::Throttled { until } => Some(u64::try_from(until.duration_since(now).as_secs()).unwrap_or(0).max(1)),
            Self::Overloaded => Some(2),
            Self::Away(_) => Some(10),
            _ => None,
        }
    }

    fn page(&self, status: StatusCode, visit: &Arc<Visit>) -> Response {
        let viewer: Option<Viewer> = visit.viewer.0.get().cloned();
        let page = Page::new(visit, viewer);
        let text = match self {
            Self::Throttled { until } => page.tv("error-throttled-text", &[("time", page.clock(until))]),
            _ => page.t(format!("error-{}-text", self.code())).into_owned(),
        };
        let title = page.t(format!("error-{}-title", self.code())).into_owned();
        let reference = matches!(self, Self::Fault(_)).then(|| visit.reference.clone());
        let lost = matches!(self, Self::NotFound);
        reply::rendered(status, &ErrorPage { page, title, text, reference, lost })
    }

    fn problem(&self, status: StatusCode, visit: &Arc<Visit>) -> Response {
        let words = &visit.site.settings.words;
        let status = if matches!(self, Self::SignIn { .. }) { StatusCode::UNAUTHORIZED } else { status };
        let problem = serde_json::json!({
            "type": format!("about:blank#{}", self.code()),
            "title": words.text(visit.lang, format!("error-{}-title", self.code())),
            "status": status.as_u16(),
            "instance": visit.reference,
        });
        let kind = HeaderValue::from_static("application/problem+json");
        (status, [(header::CONTENT_TYPE, kind)], problem.to_string()).into_response()
    }
}

fn sign_in(visit: &Visit, staff: bool) -> Response {
    let door = if staff { "/staff/sign-in" } else { "/sign-in" };
    reply::see(locator::with_query(door, "", "next", &visit.back))
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    text: String,
    reference: Option<String>,
    /// There is no such page: the search may find what was meant.
    lost: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_said_to_pass_and_other_trouble_is_ours() {
        let of_files = std::io::Error::from(ErrorKind::StorageFull);
        let wrapped = anyhow::Error::from(of_files).context("file store");
        assert_eq!(Failure::from(wrapped).status(), StatusCode::SERVICE_UNAVAILABLE);
        let of_rows = db::Error::Full("insert".to_owned());
        assert_eq!(Failure::from(of_rows).status(), StatusCode::SERVICE_UNAVAILABLE);
        let other = std::io::Error::from(ErrorKind::NotFound);
        assert_eq!(Failure::from(other).status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
