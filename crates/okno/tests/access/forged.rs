//! Forms that others wrote: no route that changes something takes one.

use web::testing::{Browser, Response};

use crate::{routes::Route, scene::Scene, table::of};

/// Who may send which forms.
fn sender(path: &str) -> &'static str {
    match path {
        path if path.starts_with("/desk") => "officer",
        path if path.starts_with("/centre-desk") || path == "/staff/password" => "operator",
        path if path.starts_with("/administration") => "administrator",
        path if path.starts_with("/cabinet") || path.ends_with("/apply") => "owner",
        _ => "guest",
    }
}

async fn post(browser: &mut Browser, address: &str, token: Option<&str>) -> Response {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    if let Some(token) = token {
        form.append_pair("_csrf", token);
    }
    let kind = Some("application/x-www-form-urlencoded".to_owned());
    let answer = browser.send(http::Method::POST, address, kind, form.finish().into_bytes()).await;
    if answer.status != 400 {
        return answer;
    }
    browser.post_multipart(address, Some(token.unwrap_or_default())).await
}

/// Forms without our token, or from elsewhere.
pub async fn are_refused(scene: &Scene, routes: &[Route]) {
    let mut stranger = scene.house.visitor();
    let foreign = stranger.visit("/about").await.value("_csrf").unwrap();
    let before = scene.house.count(TRACES).await;
    for route in routes.iter().filter(|route| route.is_post()) {
        if route.path == "/hooks/payments" {
            continue;
        }
        let address = of(&scene.things, &route.path);
        let browser = scene.browser(sender(&route.path));
        let own = browser.page().value("_csrf").unwrap();
        let cut = &own[1..];
        for token in [None, Some(""), Some("rubbish"), Some(cut), Some(foreign.as_str())] {
            let answer = post(&mut browser.clone(), &address, token).await;
            assert_eq!(answer.status, 403, "{} with {token:?}", route.path);
            assert!(answer.has("Страница устарела"), "{}: {}", route.path, answer.text());
        }
        for (name, value) in ELSEWHERE {
            let mut browser = browser.clone();
            browser.header(name, value);
            let answer = post(&mut browser, &address, Some(&own)).await;
            assert_eq!(answer.status, 403, "{} with {name}: {value}", route.path);
        }
    }
    assert_eq!(scene.house.count(TRACES).await, before, "nothing was done");
}

/// What browsers say of a form on another site.
const ELSEWHERE: [(&str, &str); 6] = [
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
    ("sec-fetch-site", "rubbish"),
    ("origin", "https://evil.example"),
    ("origin", "null"),
    ("origin", "http://127.0.0.1:8080.evil.example"),
];

/// Rows that any of the forms would add to or take from.
const TRACES: &str = "select (select count(*) from sessions where ended_at is null) \
    + 1000 * (select count(*) from application_history) + 1000000 * (select count(*) from centre_journal)";
