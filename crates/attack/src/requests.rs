//! Requests: address, query, headers, forms and files, through the layer that wraps every page.

use std::cell::OnceCell;

use axum::{
    Router,
    body::Body,
    routing::{get, post},
};
use http::{HeaderName, HeaderValue, Method, Request, header};
use tower::ServiceExt;
use web::{Form, Page, Query, Upload};

use crate::scene;

/// The headers that are read by us; the first lines of the input are their values.
const READ: [&str; 8] =
    ["cookie", "accept-language", "content-type", "x-forwarded-for", "referer", "origin", "sec-fetch-site", "range"];

async fn question(page: Page, Query(fields): Query) -> String {
    format!("{} {}", page.path, fields.iter().count())
}

async fn form(Form(fields): Form) -> String {
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    lines.join("\n")
}

async fn upload(upload: Upload) -> String {
    format!("{} {}", upload.fields.iter().count(), upload.files.len())
}

struct Server {
    runtime: tokio::runtime::Runtime,
    router: Router,
}

impl Server {
    fn new() -> Self {
        let mut settings = web::testing::settings(scene::cx(), &[]);
        settings.proxies = 1;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.unwrap_or_else(|_| std::process::abort());
        let router = Router::new()
            .route("/", get(question))
            .route("/{*rest}", get(question))
            .route("/form", post(form))
            .route("/upload", post(upload))
            .merge(web::routes());
        Self { runtime, router: web::layer(router, settings) }
    }
}

thread_local!(static SERVER: OnceCell<Server> = const { OnceCell::new() });

/// The first line is the way, the next ones are headers, the rest is the body.
pub fn enter(bytes: &[u8]) {
    let mut lines = bytes.splitn(READ.len() + 2, |byte| *byte == b'\n');
    let address = lines.next().unwrap_or_default();
    let (method, address) = match address {
        [b'F', ..] => (Method::POST, "/form".to_owned()),
        [b'U', ..] => (Method::POST, "/upload".to_owned()),
        other => (Method::GET, String::from_utf8_lossy(other).into_owned()),
    };
    let mut request = Request::builder().method(method).uri(&address).header(header::HOST, "127.0.0.1:8080");
    for name in READ {
        let line = lines.next().unwrap_or_default();
        if let Ok(value) = HeaderValue::from_bytes(line)
            && !line.is_empty()
        {
            request = request.header(HeaderName::from_static(name), value);
        }
    }
    // What HTTP itself refuses never comes here.
    let Ok(request) = request.body(Body::from(lines.next().unwrap_or_default().to_vec())) else { return };
    SERVER.with(|server| {
        let server = server.get_or_init(Server::new);
        let answer = server.runtime.block_on(server.router.clone().oneshot(request));
        let answer = answer.unwrap_or_else(|never| match never {});
        assert!(!answer.status().is_server_error(), "{} to {address}", answer.status());
        for name in ["content-security-policy", "x-content-type-options", "referrer-policy"] {
            assert!(answer.headers().contains_key(name), "{name} is missing");
        }
        if let Some(to) = answer.headers().get(header::LOCATION) {
            let to = to.to_str().unwrap_or_default();
            assert!(to.starts_with('/') && !to.starts_with("//"), "led away to {to}");
        }
    });
}
