//! Staff sign in with name, password and a code of their authenticator.

use base::Timestamp;
use identity::{Role, StaffSeed};
use totp_rs::Builder;
use web::testing::{Browser, Response};

use crate::world::{PHONE, World, each, is_in};

pub const PASSWORD: &str = "Reka-Okolica!58-Samovar";

pub fn operator() -> StaffSeed {
    StaffSeed {
        role: Role::Operator,
        sign_in: "Operator".into(),
        password: PASSWORD.into(),
        totp_secret: "gezd gnbv gy3t qojq gezd gnbv gy3t qojq".into(),
        name: "Кузнецова Татьяна Викторовна".into(),
        agency: None,
        centre: Some("МФЦ района Тверской".into()),
    }
}

async fn seed(world: &World) -> u64 {
    let mut tx = world.db.begin().await.unwrap();
    let made = identity::seed_staff(&mut tx, &world.cx, &[operator()]).await.unwrap();
    tx.commit().await.unwrap();
    made
}

pub fn code(now: Timestamp) -> String {
    code_of(*b"12345678901234567890", now)
}

pub fn code_of(secret: [u8; 20], now: Timestamp) -> String {
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now.as_second()).unwrap()).to_string()
}

pub async fn enter(browser: &mut Browser, name: &str, password: &str, code: &str) -> Response {
    browser.visit("/staff/sign-in").await;
    browser.submit("Войти", &[("name", name), ("password", password), ("code", code)]).await
}

#[tokio::test]
async fn seeding_twice_makes_one() {
    each(async |world| {
        assert_eq!((seed(&world).await, seed(&world).await), (1, 0));
        let mut tx = world.db.begin().await.unwrap();
        let short = StaffSeed { sign_in: "other".into(), totp_secret: "GEZDGNBV".into(), ..operator() };
        assert!(identity::seed_staff(&mut tx, &world.cx, &[short]).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn all_three_must_be_right_and_a_code_is_for_one_sign_in() {
    each(async |world| {
        seed(&world).await;
        let mut browser = world.visitor("203.0.113.5");
        let now = world.cx.now();
        for (name, password, code) in [
            ("operator", PASSWORD, "000000".to_owned()),
            ("operator", "неверный пароль", code(now)),
            ("nobody", PASSWORD, code(now)),
        ] {
            let page = enter(&mut browser, name, password, &code).await;
            assert_eq!(page.errors(), ["Не подошли имя, пароль или код. Дождитесь нового кода и повторите"]);
        }
        let answer = enter(&mut browser, "operator ", PASSWORD, &code(now)).await;
        assert_eq!(answer.location.as_deref(), Some("/centre-desk"));
        let page = enter(&mut world.visitor("203.0.113.5"), "operator", PASSWORD, &code(now)).await;
        assert_eq!(page.status, 422, "the same code again");
        world.minutes(1);
        let answer = enter(&mut world.visitor("203.0.113.5"), "OPERATOR", PASSWORD, &code(world.cx.now())).await;
        assert_eq!(answer.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_name_that_nobody_has_costs_the_same_work() {
    each(async |world| {
        seed(&world).await;
        for name in ["operator", "nobody"] {
            let page = enter(&mut world.with_full_queue(), name, "неверный пароль", "000000").await;
            assert_eq!(page.status, 503, "{name} waits for the hasher");
        }
    })
    .await;
}

#[tokio::test]
async fn guesses_at_staff_are_slowed() {
    each(async |world| {
        seed(&world).await;
        let mut browser = world.visitor("203.0.113.5");
        for _ in 0..5 {
            assert!(enter(&mut browser, "operator", PASSWORD, "000000").await.has("Не подошли"));
        }
        let page = enter(&mut browser, "operator", PASSWORD, &code(world.cx.now())).await;
        assert!(page.has("Слишком много попыток"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_session_of_staff_is_no_citizen_and_ends_when_idle() {
    each(async |world| {
        seed(&world).await;
        let mut browser = world.visitor("203.0.113.5");
        let page = browser.visit("/centre-desk").await;
        assert_eq!(page.heading(), "Вход для сотрудников");
        browser.submit("Войти", &[("name", "operator"), ("password", PASSWORD), ("code", &code(world.cx.now()))]).await;
        assert_eq!(browser.last().location.as_deref(), Some("/centre-desk"));
        let desk = browser.follow().await;
        assert_eq!(desk.status, 200);
        assert!(desk.has("МФЦ района Тверской"), "{}", desk.html);
        assert!(!is_in(&mut browser).await);
        world.minutes(29);
        assert_eq!(browser.get("/centre-desk").await.status, 200);
        world.minutes(30);
        assert_eq!(browser.get("/centre-desk").await.location.as_deref(), Some("/staff/sign-in?next=%2Fcentre-desk"));
    })
    .await;
}

#[tokio::test]
async fn a_citizen_is_no_staff() {
    each(async |world| {
        let mut browser = world.visitor("203.0.113.5");
        world.register(&mut browser, PHONE).await;
        assert_eq!(browser.get("/centre-desk").await.location.as_deref(), Some("/staff/sign-in?next=%2Fcentre-desk"));
    })
    .await;
}

#[tokio::test]
async fn another_role_is_denied_and_signing_out_ends_it() {
    each(async |world| {
        let mut tx = world.db.begin().await.unwrap();
        let officer =
            StaffSeed { role: Role::Officer, agency: Some("information-centre".into()), centre: None, ..operator() };
        identity::seed_staff(&mut tx, &world.cx, &[officer]).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = world.visitor("203.0.113.5");
        let answer = enter(&mut browser, "operator", PASSWORD, &code(world.cx.now())).await;
        assert_eq!(answer.location.as_deref(), Some("/desk"));
        assert_eq!(browser.get("/centre-desk").await.status, 403);
        browser.visit("/register").await;
        let left = browser.post("/sign-out", &[]).await;
        assert_eq!(left.location.as_deref(), Some("/staff/sign-in"));
        assert_eq!(browser.get("/centre-desk").await.status, 303);
    })
    .await;
}
