//! The kit through its router: what every page relies on.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use askama::Template;
use axum::{
    Router,
    response::Response,
    routing::{any, get, post},
};
use base::{Cx, Timestamp};
use http::{Method, StatusCode};
use web::{
    Failure, Fields, Form, Page, Upload, Viewer, WebSettings,
    testing::{Browser, TestFile, settings},
};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "form.html" %}{% import "components.html" as ui %}
{% block title %}{% if !fields.is_fine() %}{{ page.t("ui-error-prefix") }} {% endif %}Проба{% endblock %}
{% block main %}{{ ui::error_summary(page, fields) }}<h1>Проба</h1>
<form method="post" action="/try">{{ ui::csrf(page) }}{{ ui::input(page, fields, "name", "Имя") }}
{{ ui::radios(page, fields, "choice", "Выбор", [("a", "А"), ("b", "Б")]) }}{{ ui::button(page.t("ui-continue")) }}</form>
<form method="post" action="/files" enctype="multipart/form-data">{{ ui::csrf(page) }}{{ ui::file(page, fields, "file", "Файл") }}
{{ ui::button_secondary("Отправить файл") }}</form>{% endblock %}"#
)]
struct Sample {
    page: Page,
    fields: Fields,
}

async fn show(page: Page) -> Response {
    web::html(Sample { page, fields: Fields::default() })
}

async fn save(page: Page, Form(mut fields): Form) -> web::Result {
    let name = fields.require("name", "Введите имя");
    match name {
        Some(_) => Ok(web::see_with("/try", "ui-saved")),
        None => Ok(web::unprocessable(Sample { page, fields })),
    }
}

async fn keep(upload: Upload) -> String {
    let files: Vec<String> = upload.files.iter().map(|file| format!("{} {}", file.name, file.bytes.len())).collect();
    files.join(", ")
}

async fn fall() -> &'static str {
    panic!("boom")
}

async fn greet(Form(_): Form) -> &'static str {
    "greeted"
}

fn browser() -> Browser {
    browser_with(|_| {})
}

fn browser_with(change: impl FnOnce(&mut WebSettings)) -> Browser {
    let (cx, _) = Cx::test(Timestamp::from_second(1_795_000_000).unwrap());
    let router = Router::new()
        .route("/try", get(show).post(save))
        .route("/files", post(keep))
        .route("/greet", post(greet))
        .route("/panic", get(fall))
        .route("/secret", any(|| async { Failure::SignIn { staff: false } }))
        .route("/api/secret", any(|| async { Failure::SignIn { staff: false } }))
        .route(
            "/slow-down",
            get(|| async { Failure::Throttled { until: Timestamp::from_second(1_795_000_060).unwrap() } }),
        )
        .route("/endless", get(std::future::pending::<Response>))
        .route("/away", get(|| async { web::Result::<&str>::Err(db::Error::Connection("refused".to_owned()).into()) }))
        .route("/health/live", get(|| async { "alive" }))
        .merge(web::routes())
        .merge(web::assets::routes());
    let router = router.layer(axum::middleware::from_fn(with_viewer));
    let mut settings = settings(cx, &[]);
    settings.styleguide = true;
    change(&mut settings);
    Browser::new(web::layer(router, settings))
}

async fn with_viewer(mut request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    if request.uri().query().is_some_and(|query| query.contains("signed-in")) {
        let viewer = Viewer {
            name: "Вера Ветрова".to_owned(),
            level_key: "styleguide-level",
            verified: true,
            unread: 3,
            staff: None,
        };
        viewer.attach(request.extensions_mut());
    }
    next.run(request).await
}

#[tokio::test]
async fn a_form_keeps_what_was_typed_and_says_what_is_wrong() {
    let mut browser = browser();
    browser.get("/try").await;
    let wrong = browser.submit("Продолжить", &[("name", " "), ("choice", "b")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.errors(), ["Введите имя"]);
    assert!(wrong.html.contains(r#"value="b" checked"#));
    let right = browser.submit("Продолжить", &[("name", "Вера")]).await;
    assert_eq!((right.status, right.location.as_deref()), (StatusCode::SEE_OTHER, Some("/try")));
    assert!(browser.follow().await.has("Сохранено"));
    assert!(!browser.get("/try").await.has("Сохранено"), "shown once");
}

#[tokio::test]
async fn forms_of_strangers_are_refused() {
    let mut owner = browser();
    owner.get("/try").await;
    let mut stranger = owner.clone();
    stranger.forget("okno-device");
    assert_eq!(stranger.submit("Продолжить", &[("name", "Вера")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(owner.post("/greet", &[("_csrf", "")]).await.status, StatusCode::OK);
    owner.header("sec-fetch-site", "cross-site");
    let refused = owner.post("/greet", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.has("Страница устарела"));
    let mut old = browser();
    old.get("/try").await;
    old.header("origin", "https://evil.example");
    assert_eq!(old.post("/greet", &[]).await.status, StatusCode::FORBIDDEN);
    old.header("origin", "http://127.0.0.1:8080");
    assert_eq!(old.post("/greet", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn files_arrive_whole() {
    let mut browser = browser();
    browser.get("/try").await;
    let file = TestFile { field: "file", name: "Паспорт.pdf", bytes: b"12345" };
    assert_eq!(browser.upload("Отправить файл", &[], &[file]).await.html, "Паспорт.pdf 5");
}

#[tokio::test]
async fn failures_are_pages_in_the_language_of_the_visitor() {
    let mut browser = browser();
    let lost = browser.get("/nowhere").await;
    assert_eq!((lost.status, lost.heading()), (StatusCode::NOT_FOUND, "Такой страницы нет".to_owned()));
    assert_eq!(browser.get("/nowhere?lang=en").await.heading(), "Page not found");
    assert_eq!(browser.get("/panic").await.heading(), "Something went wrong on our side", "the language is remembered");
    let fault = browser.get("/panic").await;
    assert!(fault.has(fault.headers["x-request-id"].to_str().unwrap()) && !fault.has("boom"));
    let wait = browser.get("/slow-down").await;
    assert_eq!((wait.status, wait.headers["retry-after"].to_str().unwrap()), (StatusCode::TOO_MANY_REQUESTS, "60"));
    assert_eq!(browser.get("/secret?a=1").await.location.as_deref(), Some("/sign-in?next=%2Fsecret%3Fa%3D1"));
    assert_eq!(browser.send(Method::PUT, "/try", None, Vec::new()).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let api = browser.get("/api/nowhere").await;
    assert_eq!(api.headers["content-type"], "application/problem+json");
}

#[tokio::test]
async fn sign_in_leads_back_to_a_page() {
    let mut browser = browser();
    browser.header("referer", "http://127.0.0.1:8080/try?a=1");
    let refused = browser.send(Method::POST, "/api/secret", None, Vec::new()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "a program is not led to a form");
    let refused = browser.send(Method::POST, "/secret", None, Vec::new()).await;
    assert_eq!(refused.location.as_deref(), Some("/sign-in?next=%2Ftry%3Fa%3D1"), "what was posted has no page");
}

#[tokio::test]
async fn too_many_visitors_are_told_to_wait() {
    let mut browser = browser_with(|settings| (settings.admission.at_once, settings.admission.waiting) = (0, 0));
    let busy = browser.get("/try").await;
    assert_eq!((busy.status, busy.headers["retry-after"].to_str().unwrap()), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    assert!(busy.has("Сейчас очень много посетителей"));
    assert!(browser.get("/try?lang=en").await.has("Very many people are here right now"));
    let refused =
        browser.send(Method::POST, "/files", Some("multipart/form-data; boundary=x".to_owned()), vec![0]).await;
    assert_ne!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "files have places of their own");
    let told = browser.get("/api/secret").await;
    assert_eq!(
        (told.status, told.headers["content-type"].to_str().unwrap()),
        (StatusCode::SERVICE_UNAVAILABLE, "application/problem+json")
    );
    assert_eq!(browser.get("/health/live").await.status, StatusCode::OK, "signs of life are always given");
    assert_ne!(browser.get("/assets/app.css").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_database_that_is_away_is_not_our_fault_and_comes_back() {
    let away = browser().get("/away").await;
    assert_eq!((away.status, away.headers["retry-after"].to_str().unwrap()), (StatusCode::SERVICE_UNAVAILABLE, "10"));
    assert!(away.has("Портал временно не отвечает") && !away.has("refused"));
}

#[tokio::test]
async fn whatever_takes_too_long_is_cut() {
    let mut browser = browser_with(|settings| {
        settings.timeout = std::time::Duration::ZERO;
        settings.pace.grace = std::time::Duration::ZERO;
    });
    assert_eq!(browser.get("/endless").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let long = format!("/try?{}", "a".repeat(9_000));
    assert_eq!(browser.get(&long).await.status, StatusCode::URI_TOO_LONG);
}

#[tokio::test]
async fn cookies_are_bound_to_the_host_over_https() {
    let mut browser = browser_with(|settings| settings.public_url = "https://okno.example".to_owned());
    let page = browser.get("/try").await;
    assert!(browser.cookie("__Host-okno-device").is_some());
    assert!(page.headers.contains_key("strict-transport-security"));
    assert_eq!(browser.submit("Продолжить", &[("name", "Вера")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_style_guide_is_there_only_when_enabled() {
    let mut browser = browser_with(|settings| settings.styleguide = false);
    assert_eq!(browser.get("/styleguide").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_header_knows_the_viewer() {
    let mut browser = browser();
    assert_eq!(browser.get("/try").await.link("Войти").as_deref(), Some("/sign-in"));
    let page = browser.get("/try?signed-in").await;
    assert_eq!(page.link("Войти"), None);
    assert_eq!(page.link("Кабинет подтверждена").as_deref(), Some("/cabinet"));
    assert_eq!(page.texts(".bell__count"), ["3"]);
}

#[tokio::test]
async fn choices_are_remembered() {
    let mut browser = browser();
    browser.get("/try").await;
    browser.submit("Версия для слабовидящих", &[]).await;
    assert!(browser.follow().await.html.contains("low-vision\""));
    browser.submit("Версия для слабовидящих", &[]).await;
    assert!(!browser.follow().await.html.contains("class=\"govuk-template low-vision\""));
    browser.get("/region?back=/try").await;
    browser.submit("Сохранить", &[("region", "moscow")]).await;
    assert_eq!(browser.last().location.as_deref(), Some("/try"));
}

#[tokio::test]
async fn every_answer_is_protected() {
    let mut browser = browser();
    let page = browser.get("/styleguide").await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    for inline in [" style=\"", "<style", "onclick=", "javascript:"] {
        assert!(!page.html.contains(inline), "{inline}");
    }
    assert_eq!(page.headers["cache-control"], "private, no-store");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
}
