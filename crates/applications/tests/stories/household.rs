//! What the profile knows of the family is chosen in forms instead of typed.

use web::testing::{Browser, Response, TestFile};

use crate::world::{OTHER_PHONE, PHONE, SCAN, World, each_with, path_of, real_services};

const LEV: [(&str, &str); 6] = [
    ("family_name", "Ветров"),
    ("given_name", "Лев"),
    ("patronymic", "Павлович"),
    ("born_on", "12.03.2024"),
    ("sex", "male"),
    ("certificate", "IV-МЮ 123456"),
];
const ANNA: [(&str, &str); 5] = [
    ("family_name", "Ветрова"),
    ("given_name", "Анна"),
    ("born_on", "05.05.2012"),
    ("sex", "female"),
    ("certificate", "III-МЮ 654321"),
];
const CAR: [(&str, &str); 4] =
    [("model", "Лада Веста"), ("plate", "А123ВС77"), ("vin", "XTA210990Y2766389"), ("year", "2021")];

/// A parent with these records in the profile.
async fn parent(world: &World, records: &[(&str, &[(&str, &str)])]) -> Browser {
    let mut vera = world.citizen(PHONE).await;
    world.verify(PHONE).await;
    for (kind, fields) in records {
        vera.visit(&format!("/cabinet/household/add/{kind}")).await;
        let answer = vera.submit("Сохранить", fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        // They stand in the order in which they were noted.
        world.clock.advance(base::SignedDuration::from_secs(1));
    }
    vera
}

async fn next(browser: &mut Browser, fields: &[(&str, &str)]) -> Response {
    let answer = browser.submit("Продолжить", fields).await;
    assert_eq!(answer.status, 303, "{:?} {}", answer.errors(), answer.text());
    browser.follow().await
}

/// The titles of what is offered, and which of it is chosen.
fn offered(page: &Response, path: &str) -> (Vec<String>, Option<String>) {
    let radios = format!("input[name='{path}.known']");
    let chosen = page.attribute(&format!("{radios}[checked]"), "value");
    (page.texts(&format!(".govuk-radios__item:has({radios}) label")), chosen)
}

#[tokio::test]
async fn a_child_of_the_profile_is_put_on_the_list_of_kindergartens() {
    each_with(real_services, async |world| {
        let mut vera = parent(&world, &[("child", &LEV), ("child", &ANNA)]).await;
        let page = vera.visit("/services/kindergarten-queue/apply").await;
        let names = ["Ветров Лев Павлович, 12.03.2024", "Ветрова Анна, 05.05.2012", "Другой ребёнок"];
        assert_eq!(offered(&page, "child"), (names.map(str::to_owned).to_vec(), None));
        let page = vera.submit("Продолжить", &[("relation", "parent")]).await;
        assert_eq!(page.status, 422, "of two children one is to be chosen");
        let page = next(&mut vera, &[("child.known", names[0]), ("relation", "parent")]).await;
        assert_eq!(page.heading(), "Где живёт ребёнок");
        // Back: what was chosen is chosen.
        let page = vera.click("Назад").await;
        assert_eq!(offered(&page, "child").1.as_deref(), Some(names[0]));
        let page = vera.visit(&path_of(&vera)).await;
        assert!(page.status == 200 || page.status == 303);
        // Another citizen is offered none of hers.
        let mut stranger = world.citizen(OTHER_PHONE).await;
        world.verify(OTHER_PHONE).await;
        let page = stranger.visit("/services/kindergarten-queue/apply").await;
        assert_eq!(offered(&page, "child").0, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_benefit_is_asked_for_the_children_of_the_profile() {
    each_with(real_services, async |world| {
        let mut vera = parent(&world, &[("child", &LEV), ("child", &ANNA)]).await;
        vera.visit("/services/child-benefit/apply").await;
        let page = next(&mut vera, &[("region", "moscow"), ("marital", "single")]).await;
        assert_eq!(offered(&page, "children.0.child").1.as_deref(), Some("Ветров Лев Павлович, 12.03.2024"));
        assert_eq!(offered(&page, "children.1.child").1.as_deref(), Some("Ветрова Анна, 05.05.2012"));
        let wants = [("children.0.wants", "yes"), ("children.1.wants", "yes"), ("has_students", "no")];
        next(&mut vera, &wants).await;
        let income = [("incomes.0.who", "self"), ("incomes.0.source", "wage"), ("incomes.0.amount", "240000")];
        let page = next(&mut vera, &[&[("had_income", "yes")], &income[..]].concat()).await;
        assert_eq!(page.heading(), "Имущество семьи", "{}", page.text());
        next(&mut vera, &[("homes", "1"), ("cars", "0")]).await;
        let bank = [("bank", "Банк"), ("bik", "044525000"), ("account", "40817810000000000001")];
        let page = next(&mut vera, &bank).await;
        assert_eq!(page.heading(), "Проверьте данные", "{}", page.text());
        assert!(page.has("Лев") && page.has("III-МЮ 654321"), "{}", page.text());
        // The child is gone from the profile: what was answered stays answered.
        vera.visit("/cabinet/household").await;
        vera.click("Убрать Ветрова Анна").await;
        vera.submit("Убрать", &[]).await;
        let check = page.path;
        assert!(vera.visit(&check).await.has("III-МЮ 654321"));
        let answer = vera.submit("Отправить", &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = vera.follow().await;
        assert!(page.has("Номер") || page.has("номер"), "{}", page.text());
        vera.click("Перейти к заявлению").await;
        assert!(vera.page().has("Ветрова"), "{}", vera.page().text());
    })
    .await;
}

#[tokio::test]
async fn the_only_vehicle_is_chosen_beforehand_and_the_licence_is_filled_in() {
    each_with(real_services, async |world| {
        let licence = [
            ("number", "99 01 123456"),
            ("issued_on", "02.05.2016"),
            ("valid_until", "02.05.2026"),
            ("categories", "B"),
        ];
        let mut vera = parent(&world, &[("vehicle", &CAR), ("licence", &licence)]).await;
        let page = vera.visit("/services/vehicle-deregistration/apply").await;
        let known = "Лада Веста, А123ВС77";
        assert_eq!(offered(&page, "vehicle").1.as_deref(), Some(known));
        next(&mut vera, &[]).await;
        next(&mut vera, &[("reason", "scrapped")]).await;
        let scan = TestFile { field: "proof", name: "утилизация.png", bytes: SCAN };
        vera.upload("Продолжить", &[("plates", "lost")], &[scan]).await;
        let page = vera.follow().await;
        assert_eq!(page.heading(), "Проверьте данные", "{}", page.text());
        assert!(page.has("XTA210990Y2766389"), "{}", page.text());

        vera.visit("/services/driver-licence/apply").await;
        let page = next(&mut vera, &[("reason", "expired")]).await;
        assert_eq!(page.value("former_number").as_deref(), Some("9901123456"));
        assert_eq!(page.value("former_issued_on").as_deref(), Some("02.05.2016"));
    })
    .await;
}

#[tokio::test]
async fn a_policy_is_the_parents_own_and_not_the_childs() {
    each_with(real_services, async |world| {
        let policy = [("number", "1234567890123452")];
        let mut vera = parent(&world, &[("policy", &policy), ("child", &LEV)]).await;
        let page = vera.visit("/services/clinic-attachment/apply").await;
        assert_eq!(page.value("policy").as_deref(), Some("1234567890123452"));
        assert_eq!(page.value("child_policy").as_deref(), Some(""));
        let chosen = [("for_whom", "child"), ("child_policy", "7700112233445577")];
        let page = next(&mut vera, &chosen).await;
        assert_eq!(page.heading(), "Где живёт пациент", "{}", page.text());
    })
    .await;
}

/// Sends an application for benefit with a child that is typed.
async fn sent_with_a_typed_child(vera: &mut Browser) -> String {
    vera.visit("/services/child-benefit/apply").await;
    next(vera, &[("region", "moscow"), ("marital", "single")]).await;
    let anna = [
        ("children.0.child.family_name", "Ветрова"),
        ("children.0.child.given_name", "Анна"),
        ("children.0.child.born_on", "05.05.2012"),
        ("children.0.child.certificate", "III-МЮ 654321"),
        ("has_students", "no"),
    ];
    // How old she is decides what is asked of her.
    assert_eq!(vera.submit("Продолжить", &anna).await.status, 422);
    next(vera, &[("children.0.wants", "yes")]).await;
    let income = [("had_income", "yes"), ("incomes.0.who", "self"), ("incomes.0.source", "wage")];
    next(vera, &[&income[..], &[("incomes.0.amount", "240000")]].concat()).await;
    next(vera, &[("homes", "1"), ("cars", "0")]).await;
    next(vera, &[("bank", "Банк"), ("bik", "044525000"), ("account", "40817810000000000001")]).await;
    let answer = vera.submit("Отправить", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let sent = vera.follow().await;
    assert!(sent.has("нет в профиле"), "{}", sent.text());
    sent.path
}

#[tokio::test]
async fn what_was_typed_is_kept_in_the_profile_by_whoever_wishes() {
    each_with(real_services, async |world| {
        let mut vera = parent(&world, &[]).await;
        let sent = sent_with_a_typed_child(&mut vera).await;
        let page = vera.click("Добавить их в профиль").await;
        assert_eq!(page.heading(), "Добавить в профиль?");
        assert!(page.has("Ветрова Анна, 05.05.2012"), "{}", page.text());
        let keep = page.path;
        for nothing in [&[][..], &[("keep", "children.7.child")]] {
            let page = vera.post(&keep, nothing).await;
            assert_eq!((page.status.as_u16(), page.errors().len()), (422, 1), "nothing is kept unasked");
        }
        vera.visit(&keep).await;
        let mut twice = vera.clone();
        for browser in [&mut vera, &mut twice] {
            assert_eq!(browser.submit("Добавить", &[("keep", "children.0.child")]).await.status, 303);
        }
        let page = vera.follow().await;
        assert_eq!(page.texts("#child h3"), ["Ветрова Анна"]);
        assert!(page.has("III-МЮ 654321") && page.has("Пол не указан"), "{}", page.text());
        assert!(!vera.visit(&sent).await.has("нет в профиле"));
        assert!(vera.get(&keep).await.location.is_some(), "nothing is left");
        // Nobody else finds it.
        let mut stranger = world.citizen(OTHER_PHONE).await;
        world.verify(OTHER_PHONE).await;
        assert_eq!(stranger.get(&keep).await.status, 404);
        stranger.visit("/cabinet/household").await;
        assert_eq!(stranger.post(&keep, &[("keep", "children.1.child")]).await.status, 404);
    })
    .await;
}
