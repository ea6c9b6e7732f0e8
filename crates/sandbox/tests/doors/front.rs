//! The pages for people.

use sandbox::messages::{Arrival, Channel};

use crate::running::{Running, running};

async fn page(running: &Running, path: &str) -> String {
    running.http.get(running.url(path)).send().await.unwrap().text().await.unwrap()
}

fn arrive(running: &Running, channel: Channel, to: &str, text: &str, html: &str) {
    let world = &running.sandbox.world;
    let (from, subject) = ("Okno".to_owned(), "Код подтверждения".to_owned());
    world.messages.keep(world, Arrival { channel, from, to: to.into(), subject, text: text.into(), html: html.into() });
}

#[tokio::test]
async fn a_person_sees_messages_with_links_and_codes() {
    let running = running().await;
    arrive(&running, Channel::Sms, "+79005550101", "Код: 123456 <script>", "");
    let html = "<p onclick=\"x()\">письмо</p>";
    arrive(&running, Channel::Mail, "anna.vetrova@example.org", "Откройте https://okno.example/a?b=1&c=2", html);
    let front = page(&running, "/").await;
    for words in [
        "<b>123456</b> &#60;script&#62;",
        "+7 900 555-01-01",
        "Анна Ветрова",
        "<a href=\"https://okno.example/a?b=1&#38;c=2\">",
        "Открыть письмо целиком",
        "146-728-391 94",
        "officer-migration",
    ] {
        assert!(front.contains(words), "{words} in {front}");
    }
    let letter = front.split("/messages/").nth(1).unwrap().split('"').next().unwrap();
    let answer = running.http.get(running.url(&format!("/messages/{letter}"))).send().await.unwrap();
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
    assert_eq!(answer.text().await.unwrap(), html);
    let other = page(&running, "/front/messages?to=79005550102").await;
    assert!(!other.contains("123456"));
}

#[tokio::test]
async fn switches_and_the_clock_work_by_hand() {
    let running = running().await;
    let form = [("system", "pension-fund"), ("mode", "annulled")];
    let answer = running.http.post(running.url("/front/control")).form(&form).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/#systems".parse().unwrap()));
    let front = page(&running, "/").await;
    assert!(front.contains(r#"value="annulled" title="Лицевой счёт аннулирован" aria-pressed="true""#), "{front}");
    running.http.post(running.url("/front/clock")).form(&[("seconds", "86400")]).send().await.unwrap();
    assert_eq!(running.get("/api/clock").await["ahead_seconds"], 86_400);
    for asset in ["sandbox.css", "live.js", "golos-cyrillic.woff2"] {
        let status = running.http.get(running.url(&format!("/assets/{asset}"))).send().await.unwrap().status();
        assert_eq!(status, 200);
    }
}
