//! A member of staff who has lost the password gets another, which lets in once, to choose an own one; and whoever knows theirs
//! changes it.

use identity::supervision::{self, Ground, Reason, Refused};
use web::testing::{Browser, Response};

use crate::{
    captured,
    staff::{PASSWORD, code, enter, operator},
    world::{World, each},
};

const OWN: &str = "Barsuk-Telega!63-Ozero";
const PLACE: &str = "/staff/password";

async fn seeded(world: &World) {
    let mut tx = world.db.begin().await.unwrap();
    identity::seed_staff(&mut tx, &world.cx, &[operator()]).await.unwrap();
    tx.commit().await.unwrap();
}

/// What whoever runs the portal hands over.
async fn given(world: &World) -> String {
    let ground = Ground { reason: Reason::OwnerAsked, case: Some("2026-119".to_owned()) };
    let mut tx = world.db.begin().await.unwrap();
    let given = supervision::new_password(&mut tx, &world.cx, "Operator", &ground).await.unwrap().unwrap();
    let nobody = supervision::new_password(&mut tx, &world.cx, "nobody", &ground).await.unwrap();
    assert_eq!(nobody.err(), Some(Refused::Unknown));
    tx.commit().await.unwrap();
    assert!(!format!("{given:?}").contains(given.text()));
    given.text().to_owned()
}

async fn signs_in(world: &World, browser: &mut Browser, password: &str) -> Response {
    // Each code is good once.
    world.minutes(1);
    enter(browser, "operator", password, &code(world.cx.now())).await
}

async fn chosen(browser: &mut Browser, fields: &[(&str, &str)]) -> Response {
    browser.submit("Сохранить", fields).await
}

#[tokio::test]
async fn a_given_password_lets_in_once_and_only_to_choose_another() {
    each(async |world| {
        seeded(&world).await;
        let mut before = world.visitor("203.0.113.5");
        assert_eq!(signs_in(&world, &mut before, PASSWORD).await.status, 303);
        let password = given(&world).await;
        assert_eq!(before.get("/centre-desk").await.status, 303, "every session has ended");
        let mut browser = world.visitor("203.0.113.5");
        assert_eq!(signs_in(&world, &mut browser, PASSWORD).await.status, 422, "the lost one is void");
        assert_eq!(signs_in(&world, &mut browser, &password).await.status, 303);
        for page in ["/centre-desk", "/centre-desk/journal"] {
            assert_eq!(browser.get(page).await.location.as_deref(), Some(PLACE), "{page}");
        }
        let mut thief = world.visitor("203.0.113.6");
        assert_eq!(signs_in(&world, &mut thief, &password).await.status, 422, "it lets in once");

        let page = browser.visit(PLACE).await;
        assert!(page.has("Пароль вам выдали") && page.value("present").is_none(), "{}", page.text());
        for (one, again) in
            [("", ""), ("short", "short"), (OWN, "other"), ("Operator-Kuznetsova!63", "Operator-Kuznetsova!63")]
        {
            let page = chosen(&mut browser, &[("password", one), ("password_again", again)]).await;
            assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1), "{one}: {}", page.text());
            assert!(!page.html.contains("Kuznetsova!63"));
        }
        let twin = browser.clone();
        let former = browser.cookie("okno-staff").unwrap().to_owned();
        let answer = chosen(&mut browser, &[("password", OWN), ("password_again", OWN)]).await;
        assert_eq!(answer.location.as_deref(), Some("/centre-desk"));
        assert_ne!(browser.cookie("okno-staff"), Some(former.as_str()), "another session");
        assert!(browser.follow().await.has("Пароль изменён"));
        let mut twin = twin;
        assert!(twin.get(PLACE).await.location.unwrap().starts_with("/staff/sign-in"), "the one before has ended");

        let mut tx = world.db.begin().await.unwrap();
        let kept = supervision::of_staff(&mut tx, "operator", 10).await.unwrap().unwrap();
        let kept: Vec<(&str, Option<&str>)> =
            kept.iter().map(|entry| (entry.action.as_str(), entry.case.as_deref())).collect();
        assert_eq!(kept, [("staff.new-password", Some("2026-119"))]);
        drop(tx);
        assert_eq!(
            signs_in(&world, &mut world.visitor("203.0.113.7"), OWN).await.location.as_deref(),
            Some("/centre-desk")
        );
    })
    .await;
}

#[tokio::test]
async fn a_given_password_is_good_for_a_day() {
    each(async |world| {
        seeded(&world).await;
        let password = given(&world).await;
        world.minutes(24 * 60);
        let mut browser = world.visitor("203.0.113.5");
        assert_eq!(signs_in(&world, &mut browser, &password).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn whoever_knows_the_password_changes_it_and_guessing_is_slowed() {
    each(async |world| {
        seeded(&world).await;
        let mut browser = world.visitor("203.0.113.5");
        assert!(browser.get(PLACE).await.location.unwrap().starts_with("/staff/sign-in"));
        signs_in(&world, &mut browser, PASSWORD).await;
        browser.visit(PLACE).await;
        let new = [("password", OWN), ("password_again", OWN)];
        for present in ["", "неверный пароль"] {
            let page = chosen(&mut browser, &[&new[..], &[("present", present)]].concat()).await;
            assert_eq!(page.errors(), ["Введите пароль, с которым вы входите"], "{present}");
        }
        let same = [("present", PASSWORD), ("password", PASSWORD), ("password_again", PASSWORD)];
        assert_eq!(chosen(&mut browser, &same).await.errors(), ["Это прежний пароль. Придумайте новый"]);
        captured::security();
        let answer = chosen(&mut browser, &[&new[..], &[("present", PASSWORD)]].concat()).await;
        assert_eq!(answer.location.as_deref(), Some("/centre-desk"), "{}", answer.text());
        let (told, text) = captured::security();
        assert!(told.iter().any(|line| line["message"] == "password changed" && line["kind"] == "staff"), "{text}");
        assert!(!text.contains(OWN));
        browser.visit(PLACE).await;
        let mut page = browser.page().clone();
        for _ in 0..30 {
            page = chosen(&mut browser, &[&new[..], &[("present", "wrong")]].concat()).await;
        }
        assert!(page.errors()[0].starts_with("Слишком много"), "{:?}", page.errors());
    })
    .await;
}
