//! Cookies that somebody wrote, pages after signing out, and what every answer carries.

use http::StatusCode;
use web::testing::Response;

use crate::{
    house::each,
    people::{ANNA, PASSWORD},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_never_taken_from_outside() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.set_cookie("okno-session", "chosen-by-somebody");
        anna.set_cookie("okno-registration", "chosen-by-somebody");
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let first = anna.cookie("okno-session").unwrap().to_owned();
        assert_ne!(first, "chosen-by-somebody");
        assert_ne!(anna.cookie("okno-registration"), Some("chosen-by-somebody"));

        anna.visit("/about").await;
        anna.post("/sign-in", &[("login", ANNA), ("password", PASSWORD)]).await;
        let second = anna.cookie("okno-session").unwrap().to_owned();
        assert_ne!(first, second, "another session with every sign-in");
        let mut thief = house.visitor();
        for token in [first.as_str(), "chosen-by-somebody", &second[1..], &second.to_uppercase(), "", "%00", "'--"] {
            thief.set_cookie("okno-session", token);
            let answer = thief.get("/cabinet").await;
            assert!(answer.location.unwrap().starts_with("/sign-in"), "{token}");
            thief.set_cookie("okno-staff", token);
            assert!(thief.get("/desk").await.location.unwrap().starts_with("/staff/sign-in"), "{token}");
        }
        thief.set_cookie("okno-staff", &second);
        assert!(thief.get("/desk").await.location.unwrap().starts_with("/staff/sign-in"), "a citizen's is no staff's");
        // Of two cookies of one name the first counts, whatever the other says.
        thief.forget("okno-staff");
        thief.set_cookie("okno-session", &format!("rubbish; okno-session={second}"));
        assert!(thief.get("/cabinet").await.location.unwrap().starts_with("/sign-in"));
        for rubbish in ["", "x", "00000000-0000-0000-0000-000000000000; okno-lang=xx"] {
            thief.set_cookie("okno-device", rubbish);
            assert_eq!(thief.get("/about").await.status, StatusCode::OK, "{rubbish:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_signing_out_nothing_is_left_to_go_back_to() {
    each(async |house| {
        let mut anna = house.visitor();
        anna.visit("/register").await;
        house.register(&mut anna, ("Ветрова", "Анна"), ANNA).await;
        let page = anna.visit("/cabinet/profile").await;
        assert_eq!(page.headers["cache-control"], "private, no-store", "the browser keeps nothing to go back to");
        let before = anna.clone();
        anna.post("/sign-out", &[]).await;
        assert_eq!(anna.cookie("okno-session"), None);
        let mut old = before;
        assert!(old.get("/cabinet/profile").await.location.unwrap().starts_with("/sign-in"));
        let answer = old.post("/cabinet/settings/language", &[("lang", "en")]).await;
        assert!(answer.location.unwrap().starts_with("/sign-in"), "the form of the page before");
    })
    .await;
}

/// What keeps a browser from doing more with an answer than we want.
pub fn is_protected(answer: &Response) {
    let header = |name: &str| answer.headers.get(name).map_or("", |value| value.to_str().unwrap());
    let policy = header("content-security-policy");
    // What is shown as it is, without a page around it.
    let is_file = answer.headers.contains_key("content-disposition") || policy.contains("sandbox");
    let of_pages: &[&str] = if is_file { &[] } else { &["base-uri 'none'", "form-action 'self'"] };
    for part in ["default-src 'none'", "frame-ancestors 'none'"].iter().chain(of_pages) {
        assert!(policy.contains(part), "{part} at {}: {policy}", answer.path);
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{}", answer.path);
    assert_eq!(header("referrer-policy"), "same-origin", "{}", answer.path);
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{}", answer.path);
    assert!(!answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"));
    let is_asset =
        answer.path.starts_with("/assets/") || answer.path == "/favicon.ico" || answer.path == "/centre-desk/act.css";
    let kept = header("cache-control");
    // A stream of news is never kept; a suggestion is the same for everybody.
    let is_other = header("content-type") == "text/event-stream" || answer.path.starts_with("/api/v1/search");
    assert!(is_asset || is_other || kept.contains("no-store"), "{}: {kept}", answer.path);
    assert!(is_asset || !kept.contains("public"), "{}: {kept}", answer.path);
    for line in answer.headers.get_all("set-cookie") {
        let line = line.to_str().unwrap();
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"), "{line}");
    }
}
