//! The security log: who came to which door, in ids and fingerprints.

use identity::{Role, StaffSeed};
use serde_json::Value;

use crate::{
    captured,
    staff::{self, enter},
    world::{PASSWORD, PHONE, each},
};

/// Kind, outcome and network of what the security log tells, each with its message.
fn told() -> (Vec<[String; 4]>, Vec<Value>, String) {
    let (lines, text) = captured::security();
    let part = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let told = lines.iter().map(|line| ["message", "kind", "outcome", "network"].map(|name| part(line, name)));
    (told.collect(), lines, text)
}

fn line(message: &str, kind: &str, outcome: &str, network: &str) -> [String; 4] {
    [message, kind, outcome, network].map(str::to_owned)
}

fn tells_nothing_personal(text: &str) {
    for personal in
        ["900 123", "9001234567", "9110001122", "Ветров", "неверный", PASSWORD, "203.0.113.5", "198.51.100.9"]
    {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
}

#[tokio::test]
async fn sign_ins_of_citizens_are_told_by_account_or_fingerprint() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let account = world.account(PHONE).await.to_string();
        told();
        let mut stranger = world.visitor("198.51.100.9");
        world.sign_in(&mut stranger, "+7 911 000-11-22", "неверный").await;
        for _ in 0..6 {
            world.sign_in(&mut stranger, PHONE, "неверный").await;
        }
        let (seen, lines, text) = told();
        let wrong = line("sign-in", "citizen", "wrong", "198.51.100.0/24");
        assert_eq!(seen[..6], vec![wrong; 6]);
        assert_eq!(seen[6], line("sign-in", "citizen", "slowed", "198.51.100.0/24"));
        assert!(lines[0]["who"].as_str().unwrap().starts_with("nobody:"), "{}", lines[0]);
        assert!(lines[1..].iter().all(|line| line["who"] == account && line["level"] == "WARN"), "{text}");
        tells_nothing_personal(&text);

        let mut owner = world.visitor("203.0.113.5");
        world.minutes(20);
        world.sign_in(&mut owner, PHONE, PASSWORD).await;
        owner.visit("/cabinet/settings/password").await;
        owner.submit("Сохранить", &[("present", "неверный")]).await;
        let (seen, _, text) = told();
        let network = "203.0.113.0/24";
        let asked = line("password asked again", "citizen", "wrong", network);
        assert_eq!(seen, [line("sign-in", "citizen", "right", network), asked]);
        tells_nothing_personal(&text);
    })
    .await;
}

#[tokio::test]
async fn sign_ins_of_staff_and_refused_pages_are_told() {
    each(async |world| {
        let officer = StaffSeed {
            role: Role::Officer,
            agency: Some("information-centre".into()),
            centre: None,
            ..staff::operator()
        };
        let mut tx = world.db.begin().await.unwrap();
        identity::seed_staff(&mut tx, &world.cx, &[officer]).await.unwrap();
        tx.commit().await.unwrap();
        told();
        let network = "203.0.113.0/24";
        let mut browser = world.visitor("203.0.113.5");
        let right = staff::code(world.cx.now());
        enter(&mut browser, "nobody", staff::PASSWORD, &right).await;
        enter(&mut browser, "operator", staff::PASSWORD, "000000").await;
        enter(&mut browser, "operator", staff::PASSWORD, &right).await;
        let (seen, lines, text) = told();
        let wrong = line("sign-in", "staff", "wrong", network);
        assert_eq!(seen, [wrong.clone(), wrong, line("sign-in", "staff", "right", network)]);
        assert!(lines[0]["who"].as_str().unwrap().starts_with("nobody:") && lines[1]["who"] == lines[2]["who"]);
        tells_nothing_personal(&text);

        assert_eq!(browser.get("/centre-desk").await.status, 403);
        let (seen, refused, _) = told();
        assert_eq!(seen, [line("refused", "staff", "denied", network)]);
        assert_eq!((&refused[0]["who"], refused[0]["route"].as_str()), (&lines[1]["who"], Some("/centre-desk")));

        let mut forger = browser.clone();
        forger.header("sec-fetch-site", "cross-site");
        assert_eq!(forger.post("/sign-out", &[]).await.status, 403);
        assert_eq!(told().0, [line("refused", "", "forged", network)]);
    })
    .await;
}

#[tokio::test]
async fn a_form_without_its_token_is_told_by_route() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        browser.visit("/register").await;
        told();
        browser.forget("okno-device");
        browser.get("/recover/link/a-secret-of-a-letter").await;
        browser.forget("okno-device");
        let answer = browser.post("/recover/link", &[]).await;
        assert_eq!(answer.status, 403);
        let (seen, lines, text) = told();
        assert_eq!(seen, [line("refused", "guest", "expired", "203.0.113.0/24")]);
        assert_eq!(lines[0]["route"], "/recover/link");
        assert!(!text.contains("a-secret-of-a-letter"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_are_told_with_whose_contact_it_is() {
    each(async |world| {
        world.register(&mut world.visitor("203.0.113.5"), PHONE).await;
        let account = world.account(PHONE).await.to_string();
        world.minutes(2);
        let mut guesser = world.visitor("198.51.100.9");
        guesser.visit("/recover").await;
        guesser.submit("Найти", &[("login", PHONE)]).await;
        guesser.follow().await;
        let code = world.code().await.unwrap().code;
        told();
        for _ in 0..5 {
            guesser.submit("Подтвердить", &[("code", if code == "000000" { "111111" } else { "000000" })]).await;
        }
        guesser.submit("Подтвердить", &[("code", "12")]).await;
        let (seen, lines, text) = told();
        let network = "198.51.100.0/24";
        let wrong = line("one-time code", "citizen", "wrong", network);
        assert_eq!(seen[..4], vec![wrong; 4]);
        assert_eq!(seen[4..], [line("one-time code", "citizen", "dead", network)], "half a code is no try");
        assert!(lines.iter().all(|line| line["who"] == account && line["route"] == "/recover/code"), "{text}");
        assert!(!text.contains("000000") && !text.contains(&code), "{text}");
        tells_nothing_personal(&text);

        let mut stranger = world.visitor("198.51.100.9");
        stranger.visit("/register").await;
        stranger.submit("Зарегистрироваться", &crate::world::applicant("+7 911 000-11-22")).await;
        stranger.follow().await;
        world.minutes(10);
        told();
        stranger.submit("Подтвердить", &[("code", "000000")]).await;
        let (seen, lines, _) = told();
        assert_eq!(seen, [line("one-time code", "guest", "expired", network)]);
        assert_eq!(lines[0]["route"], "/register/code");
    })
    .await;
}
