//! Odd addresses, methods and bodies, and addresses that would lead elsewhere.

use http::{Method, StatusCode};
use url::Url;
use web::testing::{Browser, Response};

use crate::{house::each, people::ANNA};

/// No address leads to another host, in a header or in a link.
fn stays(answer: &Response) {
    let location = answer.location.clone().unwrap_or_default();
    let links = ["a[href]", "form[action]"].map(|css| {
        let name = if css.starts_with('a') { "href" } else { "action" };
        answer.attributes(css, name)
    });
    let here = Url::parse("https://okno.example/a/page").unwrap();
    for to in links.into_iter().flatten().chain([location]) {
        // As a browser reads it.
        let there = here.join(&to).unwrap();
        let is_ours = there.origin() == here.origin() || matches!(there.scheme(), "tel" | "mailto");
        assert!(is_ours, "{to} on {}", answer.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_paths_are_not_found() {
    each(async |house| {
        let mut guest = house.visitor();
        let paths = [
            "//evil.example/%2e%2e",
            "//cabinet",
            "/cabinet/",
            "/CABINET",
            "/cabinet/../metrics",
            "/assets/../../Cargo.toml",
            "/assets/%2e%2e/%2e%2e/Cargo.toml",
            "/assets/..%2f..%2fCargo.toml",
            "/assets/%5c..%5cCargo.toml",
            "/assets/app.css%00.txt",
            "/services/%00",
            "/services/..%2f_catalog%2fagencies.yaml",
            "/check/%2e%2e",
            "/.git/config",
            "/.env",
        ];
        for path in paths {
            let answer = guest.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            stays(&answer);
        }
        let long = guest.get(&format!("/{}", "a".repeat(60_000))).await;
        assert_eq!(long.status, StatusCode::URI_TOO_LONG);
        for path in ["/services/%ff", "/check/%ff", "/register/link/%ff"] {
            let answer = guest.get(path).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        }
        let mut anna = registered(&house).await;
        for path in ["/cabinet/files/%2e%2e/file", "/cabinet/files/..%2f..%2f/file", "/cabinet/documents/%00/file"] {
            assert_eq!(anna.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

async fn registered(house: &crate::house::House) -> Browser {
    let mut anna = house.visitor();
    anna.visit("/register").await;
    house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
    anna
}

/// Where somebody would like our visitors to go.
const ELSEWHERE: [&str; 12] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%0d%0aLocation:%20https://evil.example",
    "/\r\nset-cookie: okno-session=evil",
    "/\t/evil.example",
    " //evil.example",
];

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_to_another_host() {
    each(async |house| {
        let mut anna = registered(&house).await;
        let account = anna.clone();
        for evil in ELSEWHERE {
            let query: String = url::form_urlencoded::byte_serialize(evil.as_bytes()).collect();
            for door in ["/sign-in", "/register", "/recover", "/staff/sign-in", "/cabinet/profile", "/region"] {
                for name in ["next", "back"] {
                    let address = format!("{door}?{name}={query}");
                    stays(&anna.get(&address).await);
                    stays(&house.visitor().get(&address).await);
                }
            }
            anna.visit("/region").await;
            for answer in [
                anna.post("/region", &[("region", "moscow"), ("back", evil)]).await,
                anna.post("/low-vision", &[("back", evil)]).await,
                anna.post("/sign-in", &[("next", evil), ("login", ANNA), ("password", "x")]).await,
            ] {
                stays(&answer);
                assert!(answer.headers.get("set-cookie").is_none_or(|line| !line.to_str().unwrap().contains("evil")));
            }
        }
        // The links of a page that is not there are made of its address.
        let lost = account.clone().get("//evil.example/a?b=c").await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
        stays(&lost);
        let mut led = house.visitor();
        led.header("referer", "https://evil.example//evil.example/a");
        led.visit("/about").await;
        stays(&led.post("/cabinet/notifications", &[]).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_that_a_request_names_is_not_believed() {
    each(async |house| {
        let mut guest = house.visitor();
        for name in ["x-forwarded-host", "x-forwarded-proto", "forwarded", "x-original-url", "x-rewrite-url", "x-host"]
        {
            guest.header(name, "evil.example");
        }
        let page = guest.visit("/about").await;
        assert_eq!((page.status, page.html.contains("evil.example")), (StatusCode::OK, false));
        guest.visit("/register").await;
        let fields = [
            ("family_name", "Ветрова"),
            ("given_name", "Анна"),
            ("email", crate::people::MAIL),
            ("terms", "yes"),
            ("privacy", "yes"),
        ];
        guest.click("У меня нет мобильного телефона").await;
        guest.submit("Зарегистрироваться", &fields).await;
        house.work().await;
        let letter = house.sandbox.message("mail", crate::people::MAIL, "").await;
        assert!(letter.html.contains("/register/link/"), "{letter:?}");
        assert!(!letter.html.contains("evil.example") && !letter.text.contains("evil.example"), "{letter:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn methods_and_bodies_are_what_they_should_be() {
    each(async |house| {
        let mut guest = house.visitor();
        guest.visit("/about").await;
        for method in [Method::TRACE, Method::OPTIONS, Method::PUT, Method::DELETE, Method::PATCH, Method::CONNECT] {
            let answer = guest.send(method.clone(), "/sign-in", None, Vec::new()).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
            assert_eq!(answer.headers["allow"], "GET,HEAD,POST", "{method}");
        }
        let head = guest.send(Method::HEAD, "/sign-in", None, Vec::new()).await;
        assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
        guest.header("x-http-method-override", "POST");
        assert_eq!(guest.get("/sign-out").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(guest.get("/sign-out?_method=POST").await.status, StatusCode::METHOD_NOT_ALLOWED);

        for kind in
            [None, Some("application/json"), Some("text/plain"), Some("multipart/form-data"), Some("application/xml")]
        {
            let token = guest.page().value("_csrf").unwrap();
            let body = format!("_csrf={token}&login=a&password=b").into_bytes();
            let answer = guest.send(Method::POST, "/sign-in", kind.map(str::to_owned), body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{kind:?}");
        }
        // The first of two fields counts, for the token and for what is typed alike.
        guest.visit("/sign-in").await;
        let token = guest.page().value("_csrf").unwrap();
        let kind = Some("application/x-www-form-urlencoded".to_owned());
        let twice = format!("_csrf=forged&_csrf={token}&login=a&password=b").into_bytes();
        assert_eq!(guest.send(Method::POST, "/sign-in", kind, twice).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
