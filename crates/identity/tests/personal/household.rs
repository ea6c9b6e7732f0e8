//! «Семья, транспорт и документы» as a citizen sees it, and as two pages of one citizen meet at it.

use base::AccountId;
use identity::household::{Added, Edited, Kind, Record, RecordId, add, edit, remove};
use web::testing::Browser;

use crate::{
    people::{House, TABLES},
    visitors::{citizen, portal},
};

const PHONE: &str = "+7 900 555-01-01";
const LIST: &str = "/cabinet/household";

const CHILD: [(&str, &str); 6] = [
    ("family_name", "Ветров"),
    ("given_name", "Лев"),
    ("patronymic", "Павлович"),
    ("born_on", "12.03.2024"),
    ("sex", "male"),
    ("certificate", "iv мю 123456"),
];
const CAR: [(&str, &str); 4] =
    [("model", "Лада Веста"), ("plate", "а123вс77"), ("vin", "XTA210990Y2766389"), ("year", "2021")];

/// Presses a link of the list, fills the form that it leads to, and is back on the list.
async fn added(browser: &mut Browser, link: &str, fields: &[(&str, &str)]) {
    browser.visit(LIST).await;
    browser.click(link).await;
    let answer = browser.submit("Сохранить", fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = browser.follow().await;
    assert!(page.has("Сохранено. Это можно будет выбрать в анкетах."), "{}", page.text());
}

fn child(given_name: &str, certificate: Option<&str>) -> Record {
    let json = serde_json::json!({"child": {
        "family_name": "Ветров", "given_name": given_name, "patronymic": null, "born_on": "2024-03-12", "sex": "male",
        "certificate": certificate, "snils": null,
    }});
    serde_json::from_value(json).unwrap()
}

async fn count(house: &House, account: AccountId) -> usize {
    let mut tx = house.db.read().await.unwrap();
    identity::household(&mut tx, account).await.unwrap().children.len()
}

#[tokio::test]
async fn everything_is_noted_changed_and_removed() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        let page = browser.click("Семья, транспорт и документы").await;
        assert_eq!(page.heading(), "Семья, транспорт и документы");
        assert_eq!(
            page.texts("main h2"),
            ["Дети", "Транспорт", "Водительское удостоверение", "Полис ОМС", "Организация"]
        );
        added(&mut browser, "Добавить ребёнка", &CHILD).await;
        added(&mut browser, "Добавить транспорт", &CAR).await;
        let licence = [("number", "9901123456"), ("issued_on", "02.03.2016"), ("valid_until", "01.03.2026")];
        let both = [("categories", "B"), ("categories", "M")];
        added(&mut browser, "Добавить водительское удостоверение", &[&licence[..], &both[..]].concat()).await;
        added(&mut browser, "Добавить полис ОМС", &[("number", "1234567890123452")]).await;
        let organisation = [("name", "ООО «Ветер»"), ("inn", "7707083893"), ("ogrn", "1027700132195")];
        added(&mut browser, "Добавить организацию", &organisation).await;
        let page = browser.visit(LIST).await;
        for shown in ["Ветров Лев Павлович", "IV-МЮ 123456", "12 марта 2024", "А123ВС 77", "Срок кончился", "B, M"]
        {
            assert!(page.has(shown), "{shown}: {}", page.text());
        }
        assert!(page.has("1234 5678 9012 3452") && page.has("ООО «Ветер»"));
        assert!(page.link("Добавить полис ОМС").is_none(), "there is one");

        browser.click("Изменить Ветров Лев Павлович").await;
        assert_eq!(browser.page().value("certificate").as_deref(), Some("IV-МЮ 123456"));
        browser.submit("Сохранить", &[("snils", "112-233-445 95")]).await;
        assert!(browser.follow().await.has("112-233-445 95"));
        let page = browser.click("Убрать Лада Веста").await;
        assert_eq!(page.heading(), "Убрать транспорт из профиля?");
        browser.submit("Убрать", &[]).await;
        let page = browser.follow().await;
        assert!(page.has("Запись убрана из профиля.") && !page.has("XTA210990Y2766389"), "{}", page.text());

        let mut tx = house.db.read().await.unwrap();
        let household = identity::household(&mut tx, account).await.unwrap();
        assert_eq!((household.children.len(), household.vehicles.len()), (1, 0));
        assert!(household.licence.is_some() && household.policy.is_some() && household.organisation.is_some());
        drop(tx);
        assert!(house.ledger(account).await.is_empty(), "nobody else has looked");
        let page = browser.visit("/cabinet/settings").await;
        assert!(page.has("В профиле сохранена запись · Ребёнок"), "{}", page.text());
        assert!(page.has("Из профиля убрана запись · Транспорт"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn mistakes_are_named_and_nothing_typed_is_lost() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, _) = citizen(&house, &portal(&house), PHONE).await;
        browser.visit("/cabinet/household/add/child").await;
        let mut typed = CHILD.to_vec();
        typed[1].1 = "Leo";
        typed[5].1 = "IV-МЮ 12345";
        let page = browser.submit("Сохранить", &[&typed[..], &[("snils", "112-233-445 96")]].concat()).await;
        assert_eq!(page.status, 422);
        let errors = page.errors();
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert!(errors[0].starts_with("Имя:") && errors[1].contains("например IV-МЮ 123456"), "{errors:?}");
        assert_eq!(page.value("snils").as_deref(), Some("112-233-445 96"));
        assert_eq!(page.value("family_name").as_deref(), Some("Ветров"));
        browser.submit("Сохранить", &[&CHILD[..], &[("snils", "")]].concat()).await;
        browser.follow().await;
        // Another of the same name and birthday, saying something else.
        browser.visit("/cabinet/household/add/child").await;
        let mut other = CHILD.to_vec();
        other[5].1 = "V-МЮ 123456";
        let page = browser.submit("Сохранить", &other).await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].contains("уже записан"), "{:?}", page.errors());
        for path in ["/cabinet/household/add/dog", "/cabinet/household/records/1"] {
            assert_eq!(browser.get(path).await.status, 404, "{path}");
        }
        let page = browser.visit("/cabinet/household?lang=en").await;
        assert_eq!(page.heading(), "Family, vehicles and cards");
        assert!(!page.text().contains("household-"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn the_same_form_twice_makes_one_record() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        browser.visit("/cabinet/household/add/child").await;
        let mut second = browser.clone();
        for browser in [&mut browser, &mut second] {
            assert_eq!(browser.submit("Сохранить", &CHILD).await.status, 303);
        }
        assert_eq!(count(&house, account).await, 1);
        // Two at once, from either end of the list of places.
        let (db, cx) = (house.db.clone(), house.cx.clone());
        let at_once = (0..6).map(|at| {
            let (db, cx) = (db.clone(), cx.clone());
            async move {
                let mut tx = db.begin().await.unwrap();
                let name = ["Анна", "Вера"][at % 2];
                let added = add(&mut tx, &cx, account, &child(name, None)).await.unwrap();
                tx.commit().await.unwrap();
                added
            }
        });
        let answers = futures_util::future::join_all(at_once).await;
        assert!(answers.iter().all(|answer| matches!(answer, Added::Saved(_))), "{answers:?}");
        assert_eq!(count(&house, account).await, 3);
    })
    .await;
}

#[tokio::test]
async fn there_are_so_many_places_and_no_more() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        let mut ids = Vec::new();
        for name in ["А", "Б", "В", "Г", "Д", "Е", "Ж", "З", "И", "К", "Л", "М", "Н", "О", "П", "Р", "С", "Т", "У"]
        {
            ids.push(saved(&house, account, &child(name, None)).await);
        }
        // Two race for the last place.
        browser.visit("/cabinet/household/add/child").await;
        let mut second = browser.clone();
        assert_eq!(browser.submit("Сохранить", &CHILD).await.status, 303);
        let mut other = CHILD.to_vec();
        other[1].1 = "Пётр";
        let page = second.submit("Сохранить", &other).await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].starts_with("Больше 20 записей"), "{:?}", page.errors());
        assert!(browser.visit(LIST).await.link("Добавить ребёнка").is_none());
        assert_eq!(browser.visit("/cabinet/household/add/child").await.heading(), "Семья, транспорт и документы");
        // A place that is free again is taken again, and the newest stands last.
        let mut tx = house.db.begin().await.unwrap();
        assert!(remove(&mut tx, &house.cx, account, (ids[3], 1), Kind::Child).await.unwrap());
        assert!(!remove(&mut tx, &house.cx, account, (ids[3], 1), Kind::Child).await.unwrap());
        tx.commit().await.unwrap();
        house.pass(base::SignedDuration::from_secs(1));
        assert_eq!(second.submit("Сохранить", &other).await.status, 303);
        assert_eq!(second.follow().await.texts("#child h3").last().map(String::as_str), Some("Ветров Пётр Павлович"));
    })
    .await;
}

async fn saved(house: &House, account: AccountId, record: &Record) -> RecordId {
    let mut tx = house.db.begin().await.unwrap();
    let Added::Saved(id) = add(&mut tx, &house.cx, account, record).await.unwrap() else {
        unreachable!("a free place was there")
    };
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn two_pages_do_not_overwrite_one_another() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), PHONE).await;
        added(&mut browser, "Добавить ребёнка", &CHILD).await;
        browser.click("Изменить Ветров Лев Павлович").await;
        let mut second = browser.clone();
        let mut third = browser.clone();
        assert_eq!(browser.submit("Сохранить", &[("snils", "112-233-445 95")]).await.status, 303);
        assert_eq!(second.submit("Сохранить", &[("snils", "112-233-445 95")]).await.status, 303, "the same is saved");
        let page = third.submit("Сохранить", &[("certificate", "V-МЮ 654321")]).await;
        assert_eq!(page.status, 422);
        assert!(page.errors()[0].contains("изменили на другой странице"), "{:?}", page.errors());
        assert!(page.has("Сейчас сохранено") && page.has("112-233-445 95") && page.has("IV-МЮ 123456"));
        assert_eq!(page.value("certificate").as_deref(), Some("V-МЮ 654321"));
        assert_eq!(third.submit("Сохранить", &[("snils", "112-233-445 95")]).await.status, 303, "now on purpose");
        // A page that asks to remove what has changed since asks again; what is gone is gone.
        let mut page = third.follow().await;
        third.click("Убрать Ветров Лев Павлович").await;
        let mut fourth = third.clone();
        browser.visit(LIST).await;
        browser.click("Изменить Ветров Лев Павлович").await;
        browser.submit("Сохранить", &[("snils", "")]).await;
        page.status = third.submit("Убрать", &[]).await.status;
        assert_eq!(page.status, 422);
        assert_eq!(third.submit("Убрать", &[]).await.status, 303);
        assert_eq!(fourth.submit("Убрать", &[]).await.status, 303);
        assert!(fourth.follow().await.has("Этой записи уже нет в профиле."));
        assert_eq!(count(&house, account).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_record_cannot_become_what_another_is() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let account = house.account("+79005550101").await;
        let first = saved(&house, account, &child("Анна", None)).await;
        saved(&house, account, &child("Вера", None)).await;
        let mut tx = house.db.begin().await.unwrap();
        let edited = edit(&mut tx, &house.cx, account, (first, 1), &child("Вера", None)).await.unwrap();
        assert_eq!(edited, Edited::Known);
        drop(tx);
        assert_eq!(count(&house, account).await, 2);
    })
    .await;
}

#[tokio::test]
async fn nobody_finds_the_record_of_another() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let anna = house.account("+79005550177").await;
        let id = saved(&house, anna, &child("Лев", None)).await;
        let (mut browser, account) = citizen(&house, &router, PHONE).await;
        assert_ne!(anna, account);
        let record = format!("/cabinet/household/records/{id}");
        for path in [record.clone(), format!("{record}/remove")] {
            assert_eq!(browser.get(&path).await.status, 404, "{path}");
            let mut guest = Browser::new(router.clone());
            assert!(guest.get(&path).await.location.unwrap().starts_with("/sign-in"));
        }
        browser.visit(LIST).await;
        assert_eq!(browser.post(&record, &[&CHILD[..], &[("version", "1")]].concat()).await.status, 404);
        let answer = browser.post(&format!("{record}/remove"), &[("version", "1")]).await;
        assert_eq!(answer.location.as_deref(), Some(LIST), "as of something that never was");
        assert_eq!(count(&house, anna).await, 1);
        assert!(!browser.visit(LIST).await.has("Лев"));
        // The same child of two accounts leaves two marks that nobody can compare.
        let own = saved(&house, account, &child("Лев", None)).await;
        let mut tx = house.db.read().await.unwrap();
        let marks = tx.query::<[u8; 32]>("select mark from household order by id", db::p![]).await.unwrap();
        assert!(marks.len() == 2 && marks[0] != marks[1] && own != id);
        let lies: Vec<Vec<u8>> = tx.query("select data from household", db::p![]).await.unwrap();
        assert!(lies.iter().all(|data| !String::from_utf8_lossy(data).contains("Лев")));
    })
    .await;
}
