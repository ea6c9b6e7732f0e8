//! Texts that no keyboard makes: each gets an answer, what is readable stays, nothing reaches a header or another field.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

use axum::{
    Router,
    extract::Path,
    response::Html,
    routing::{get, post},
};
use base::{Cx, Timestamp};
use http::{Method, StatusCode};
use web::{
    Failure, Form, Page, Query, Upload,
    testing::{Browser, settings},
};

async fn said(Form(mut fields): Form) -> String {
    let name = fields.require("name", "empty");
    format!("{name:?} {:?}", fields.errors().first().map(|(_, error)| error.key.clone()))
}

async fn sent(mut upload: Upload) -> String {
    let name = upload.fields.require("name", "empty");
    let files: Vec<&str> = upload.files.iter().map(|file| file.name.as_str()).collect();
    format!("{name:?} {:?} {files:?}", upload.fields.errors().first().map(|(_, error)| error.key.clone()))
}

fn browser() -> Browser {
    let (cx, _) = Cx::test(Timestamp::from_second(1_795_000_000).unwrap());
    let router = Router::new()
        .route("/form", get(|page: Page| async move { Html(page.csrf().to_owned()) }).post(said))
        .route("/files", post(sent))
        .route("/of/{name}", get(|Path(name): Path<String>| async move { format!("{name:?}") }))
        .route("/find", get(|Query(fields): Query| async move { format!("{:?}", fields.value("q")) }))
        .route("/lost", get(|| async { web::Result::<&str>::Err(Failure::NotFound) }));
    Browser::new(web::layer(router, settings(cx, &[])))
}

async fn post_form(browser: &mut Browser, name: &str) -> String {
    let token = browser.get("/form").await.html;
    let body = format!("_csrf={token}&name={name}").into_bytes();
    let kind = Some("application/x-www-form-urlencoded".to_owned());
    browser.send(Method::POST, "/form", kind, body).await.html
}

#[tokio::test]
async fn forms_take_what_can_be_read() {
    let mut browser = browser();
    for (sent, answer) in [
        ("%D0%81%D0%BB%D0%BA%D0%B8%D0%BD%D0%B0-%D0%A9%D1%83%D0%BA%D0%B8%D0%BD%D0%B0", r#"Some("Ёлкина-Щукина") None"#),
        ("O%27Neil", r#"Some("O'Neil") None"#),
        ("%D0%95%CC%88", r#"Some("Ё") None"#),
        ("+%E2%80%AEa%00b%0D%0Ac+", r#"Some("ab c") None"#),
        ("%E2%80%8B%E2%81%A6", r#"None Some("empty")"#),
        ("a%FFb", r#"None Some("field-unreadable")"#),
        ("%C0%AE%C0%AE%C0%AF", r#"None Some("field-unreadable")"#),
        ("%ED%A0%BD", r#"None Some("field-unreadable")"#),
        ("%EF%A3%BF", r#"None Some("field-unreadable")"#),
        ("%zz%", r#"Some("%zz%") None"#),
    ] {
        assert_eq!(post_form(&mut browser, sent).await, answer, "{sent}");
    }
    let tower = format!("a{}", "%CC%B6".repeat(40));
    assert_eq!(post_form(&mut browser, &tower).await, r#"None Some("field-unreadable")"#);
    assert_eq!(post_form(&mut browser, &"a".repeat(201)).await, r#"None Some("empty")"#);
    let token = browser.get("/form").await.html;
    let body = format!("_csrf={token}&name={}", "a".repeat(1024 * 1024)).into_bytes();
    let kind = Some("application/x-www-form-urlencoded".to_owned());
    let refused = browser.send(Method::POST, "/form", kind, body).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.is_page());
}

#[tokio::test]
async fn uploads_take_what_can_be_read() {
    let mut browser = browser();
    for (name, answer) in [
        (b"\xd0\x81".as_slice(), r#"Some("Ё") None ["a.pdf"]"#),
        (b"a\xff", r#"None Some("field-unreadable") ["a.pdf"]"#),
        (b"\xe2\x80\xaea\x00", r#"Some("a") None ["a.pdf"]"#),
    ] {
        let token = browser.get("/form").await.html;
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
        );
        let tail = b"\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\r\nx\r\n--x--\r\n";
        let body = [head.as_bytes(), name, tail].concat();
        let kind = Some("multipart/form-data; boundary=x".to_owned());
        assert_eq!(browser.send(Method::POST, "/files", kind, body).await.html, answer);
    }
}

#[tokio::test]
async fn addresses_cookies_and_headers_are_answered() {
    let mut browser = browser();
    let broken = browser.get("/of/%FF%C0%AF").await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(broken.is_page() && !broken.has("UTF-8"), "{}", broken.text());
    assert_eq!(browser.get("/find?q=%FF%00%E2%80%AEa").await.html, "\"\u{fffd}a\"");
    for value in ["%0d%0aSet-Cookie:%20x=1", "xx", "..%2f", "%FF", "ru%00"] {
        let page = browser.get(&format!("/lost?lang={value}")).await;
        assert_eq!(page.attribute("html", "lang").as_deref(), Some("ru"), "{value}");
        assert!(page.headers.get_all("set-cookie").iter().all(|line| !line.to_str().unwrap().contains("x=1")));
    }
    for (header, value) in [("accept-language", "*;q=9,xx-\u{7e},en;q=nan"), ("referer", "http://x/%0d%0a")] {
        browser.header(header, value);
        assert_eq!(browser.get("/lost").await.status, StatusCode::NOT_FOUND, "{header}");
    }
}
