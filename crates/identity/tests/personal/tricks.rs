//! What somebody may try with «Семья, транспорт и документы»: another's records, made-up ids and versions, fields that no form
//! has, rubbish in every field.

use base::AccountId;
use web::testing::{Browser, Response};

use crate::{
    people::{House, TABLES},
    visitors::{citizen, portal},
};

const LIST: &str = "/cabinet/household";

/// A right record of each kind.
const RIGHT: [(&str, &[(&str, &str)]); 5] = [
    (
        "child",
        &[
            ("family_name", "Ветров"),
            ("given_name", "Лев"),
            ("patronymic", "Павлович"),
            ("born_on", "12.03.2024"),
            ("sex", "male"),
            ("certificate", "IV-МЮ 123456"),
            ("snils", "112-233-445 95"),
        ],
    ),
    (
        "vehicle",
        &[
            ("model", "Лада Веста"),
            ("plate", "А123ВС77"),
            ("vin", "XTA210990Y2766389"),
            ("year", "2021"),
            ("certificate", "7700123456"),
        ],
    ),
    (
        "licence",
        &[("number", "9901123456"), ("issued_on", "02.03.2016"), ("valid_until", "01.03.2026"), ("categories", "B")],
    ),
    ("policy", &[("number", "1234567890123452"), ("insurer", "Страховая")]),
    ("organisation", &[("name", "ООО «Ветер»"), ("inn", "7707083893"), ("ogrn", "1027700132195")]),
];

/// What is written in words of one's own.
const IN_WORDS: [&str; 3] = ["model", "insurer", "name"];

/// What is no answer to anything, or would be something else where it is believed.
const RUBBISH: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' or 1=1; drop table household; --",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "../../../../etc/passwd",
    "\u{202e}гнидрев\u{202c}",
    "\u{2066}Лев\u{2069}\u{200f}",
    "Лев\u{0}\u{7f}\u{1b}[31m",
    "\u{e000}\u{f8ff}",
    "\u{fffd}\u{378}",
    "Z\u{336}\u{489}\u{35c}\u{336}\u{489}\u{35c}\u{336}\u{489}",
    "👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
    "-1",
    "9223372036854775808",
    "٣١.٠٣.٢٠٢٤",
    "\r\nset-cookie: okno-session=evil",
];

/// Names that a server which fills its rows from forms would believe.
const SMUGGLED: &[(&str, &str)] = &[
    ("id", "00000000-0000-7000-8000-000000000001"),
    ("record", "00000000-0000-7000-8000-000000000001"),
    ("account", "00000000-0000-7000-8000-000000000001"),
    ("owner", "00000000-0000-7000-8000-000000000001"),
    ("kind", "organisation"),
    ("place", "19"),
    ("mark", "0000000000000000000000000000000000000000000000000000000000000000"),
    ("saved_at", "0"),
    ("checked", "yes"),
    ("verified", "yes"),
    ("data", "{\"policy\":{}}"),
];

async fn count(house: &House, sql: &str) -> i64 {
    let mut tx = house.db.read().await.unwrap();
    tx.one::<i64>(sql, db::p![]).await.unwrap().unwrap()
}

/// Notes a right record of the kind; answers the address of its form.
async fn noted(browser: &mut Browser, kind: &str, fields: &[(&str, &str)]) -> String {
    browser.visit(&format!("{LIST}/add/{kind}")).await;
    assert_eq!(browser.submit("Сохранить", fields).await.status, 303, "{kind}: {}", browser.page().text());
    let page = browser.follow().await;
    page.attribute(&format!("#{kind} a[href*='/records/']"), "href").unwrap()
}

/// Nothing of what was sent is more than text.
fn is_only_text(page: &Response) {
    for live in ["<script>alert", "<img src=x", "\u{202e}", "\u{2066}", "\u{0}", "\u{1b}", "root:x"] {
        assert!(!page.html.contains(live), "{live:?} on {}", page.path);
    }
}

#[tokio::test]
async fn rubbish_in_every_field_is_refused_in_words_or_shown_as_text() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, _) = citizen(&house, &portal(&house), "+7 900 555-01-01").await;
        for (kind, right) in RIGHT {
            for rubbish in RUBBISH {
                // In every field at once; and alone where words are taken as they are.
                let fields = right.iter().map(|(name, _)| *name).filter(|name| IN_WORDS.contains(name));
                for field in fields.map(Some).chain([None]) {
                    let is_it = |name: &str| field.is_none_or(|field| field == name);
                    let typed = right.iter().map(|(name, value)| (*name, if is_it(name) { rubbish } else { *value }));
                    browser.visit(LIST).await;
                    let answer = browser.post(&format!("{LIST}/add/{kind}"), &typed.collect::<Vec<_>>()).await;
                    if answer.status == 303 {
                        is_only_text(&browser.follow().await);
                        remove_all(&mut browser, kind).await;
                        continue;
                    }
                    assert_eq!(answer.status, 422, "{kind} {field:?}: {rubbish:?}");
                    assert!(!answer.errors().is_empty(), "{kind} {field:?}: {rubbish:?}");
                    is_only_text(&answer);
                }
            }
            let long = "я".repeat(512 * 1024);
            let (first, _) = right.first().unwrap();
            let megabyte: Vec<(&str, &str)> =
                right.iter().map(|(name, value)| (*name, if name == first { &long } else { *value })).collect();
            browser.visit(LIST).await;
            let answer = browser.post(&format!("{LIST}/add/{kind}"), &megabyte).await;
            assert_eq!(answer.status, 413, "{kind}: a megabyte in {first}");
            assert_eq!(count(&house, "select count(*) from household").await, 0, "{kind}");
        }
    })
    .await;
}

async fn remove_all(browser: &mut Browser, kind: &str) {
    while let Some(form) = browser.visit(LIST).await.attribute(&format!("#{kind} a[href$='/remove']"), "href") {
        browser.visit(&form).await;
        assert_eq!(browser.submit("Убрать", &[]).await.status, 303);
    }
}

#[tokio::test]
async fn fields_that_no_form_has_change_nothing() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let (mut browser, account) = citizen(&house, &portal(&house), "+7 900 555-01-01").await;
        browser.smuggle(SMUGGLED);
        let mut records = Vec::new();
        for (kind, right) in RIGHT {
            records.push((kind, noted(&mut browser, kind, right).await));
        }
        assert_eq!(owners(&house).await, [account; 5]);
        for sql in [
            "select count(*) from household where version <> 1 or place <> 0 or saved_at = 0",
            "select count(*) from household where id = '00000000-0000-7000-8000-000000000001'",
            "select 1 - count(*) from household where kind = 'organisation'",
        ] {
            let found = count(&house, sql).await;
            assert_eq!(found, 0, "{sql}");
        }
        // A record stays what it is, whatever kind its form speaks of.
        let (_, child) = records.first().unwrap();
        browser.visit(child).await;
        let (_, car) = RIGHT[1];
        let page = browser.post(child, &[car, &[("version", "1")]].concat()).await;
        assert_eq!(page.status, 422, "the form of a car is none of a child");
        assert_eq!(count(&house, "select count(*) from household where kind = 'vehicle'").await, 1);
        // Categories that there are not, and one twice.
        let (_, licence) = &records[2];
        browser.visit(licence).await;
        let forged = [("categories", "Z"), ("categories", "b"), ("categories", "C"), ("categories", "C")];
        assert_eq!(browser.submit("Сохранить", &forged[..2]).await.status, 422);
        assert!(browser.get(licence).await.attribute("[value='B'][checked]", "value").is_some(), "as it was");
        let sent = [RIGHT[2].1[..3].to_vec(), forged.to_vec(), vec![("version", "1")]].concat();
        assert_eq!(browser.post(licence, &sent).await.status, 303);
        let page = browser.get(licence).await;
        assert_eq!(page.attributes("[name='categories'][checked]", "value"), ["C"]);
    })
    .await;
}

async fn owners(house: &House) -> Vec<AccountId> {
    let mut tx = house.db.read().await.unwrap();
    tx.query("select account from household order by id", db::p![]).await.unwrap()
}

#[tokio::test]
async fn made_up_versions_and_ids_change_nothing() {
    db::testing::each(TABLES, async |db, cx, clock| {
        let house = House::new(db, cx, clock);
        let router = portal(&house);
        let (mut anna, _) = citizen(&house, &router, "+7 900 555-01-01").await;
        let (mut thief, _) = citizen(&house, &router, "+7 900 555-01-06").await;
        let (_, right) = RIGHT[0];
        let path = noted(&mut anna, "child", right).await;
        let other: Vec<(&str, &str)> =
            right.iter().map(|(name, value)| (*name, if *name == "given_name" { "Иной" } else { *value })).collect();
        for version in ["", "0", "2", "-1", "01x", "1e0", "9223372036854775808", "١", "1;--"] {
            anna.visit(&path).await;
            let sent = [&other[..], &[("version", version)]].concat();
            assert_eq!(anna.post(&path, &sent).await.status, 422, "{version:?}");
            assert_eq!(anna.post(&format!("{path}/remove"), &[("version", version)]).await.status, 422, "{version:?}");
        }
        assert!(anna.visit(LIST).await.has("Ветров Лев") && !anna.page().has("Иной"));

        let id = path.rsplit('/').next().unwrap();
        let forms = [id.to_uppercase(), id.replace('-', ""), format!("%7B{id}%7D"), format!("urn:uuid:{id}")];
        let made_up = ["1", "%00", "..%2f..", "null", "%F0%9F%91%B6"].map(str::to_owned);
        thief.visit(LIST).await;
        for id in [id.to_owned()].into_iter().chain(forms).chain(made_up) {
            let path = format!("{LIST}/records/{id}");
            let sent = [&other[..], &[("version", "1")]].concat();
            assert_eq!(thief.get(&path).await.status, 404, "{path}");
            assert_eq!(thief.post(&path, &sent).await.status, 404, "{path}");
            assert_eq!(thief.get(&format!("{path}/remove")).await.status, 404, "{path}");
            let removed = thief.post(&format!("{path}/remove"), &[("version", "1")]).await;
            assert!(removed.location.as_deref() == Some(LIST) || removed.status == 404, "{path}: {}", removed.status);
        }
        for kind in ["dog", "Child", "child%00", "children", "%2e%2e"] {
            assert_eq!(thief.post(&format!("{LIST}/add/{kind}"), right).await.status, 404, "{kind}");
        }
        assert_eq!(count(&house, "select count(*) from household where version = 1").await, 1);
    })
    .await;
}
