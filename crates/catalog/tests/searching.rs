//! What people type, and what they mean.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on stops; the figure is for people"
)]

use std::path::Path;

use base::Lang;
use catalog::{Catalog, FoundKind, read_folder};
use proptest::prelude::*;

fn catalog() -> Catalog {
    Catalog::from_files(&read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap()).unwrap()
}

/// Queries with the code that is meant.
const JUDGED: [(&str, &str); 86] = [
    ("справка о несудимости", "criminal-record-certificate"),
    ("справка о несу", "criminal-record-certificate"),
    ("Справка о наличии (отсутствии) судимости", "criminal-record-certificate"),
    ("несудимость", "criminal-record-certificate"),
    ("судимости", "criminal-record-certificate"),
    ("справка об отсутствии судимости", "criminal-record-certificate"),
    ("спрвка о несудимости", "criminal-record-certificate"),
    ("справка о нисудимости", "criminal-record-certificate"),
    ("несудимотсь", "criminal-record-certificate"),
    ("cghfdrf j ytceljvjcnb", "criminal-record-certificate"),
    ("справка для работы", "criminal-record-certificate"),
    ("criminal record", "criminal-record-certificate"),
    ("police clearance", "criminal-record-certificate"),
    ("сршьштфд кусщкв", "criminal-record-certificate"),
    ("crminal record", "criminal-record-certificate"),
    ("загран", "foreign-passport"),
    ("загранпаспорт", "foreign-passport"),
    ("загранпаспорта", "foreign-passport"),
    ("заграничный паспорт", "foreign-passport"),
    ("загранпоспорт", "foreign-passport"),
    ("загранпаспрт", "foreign-passport"),
    ("pfuhfygfcgjhn", "foreign-passport"),
    ("pfuhfy", "foreign-passport"),
    ("паспорт ребёнку", "foreign-passport"),
    ("паспорт ребенку", "foreign-passport"),
    ("travel passport", "foreign-passport"),
    ("international passport", "foreign-passport"),
    ("екфмуд зфыызщке", "foreign-passport"),
    ("ЗАГРАНПАСПОРТ", "foreign-passport"),
    ("оформить загранпаспорт", "foreign-passport"),
    ("права", "driver-licence"),
    ("водительские права", "driver-licence"),
    ("замена прав", "driver-licence"),
    ("водительское удостоверение", "driver-licence"),
    ("водителское удостоверение", "driver-licence"),
    ("djlbntkmcrbt ghfdf", "driver-licence"),
    ("международные права", "driver-licence"),
    ("driving licence", "driver-licence"),
    ("driver's license", "driver-licence"),
    ("прописка", "residence-registration"),
    ("прописаться", "residence-registration"),
    ("проописка", "residence-registration"),
    ("постоянная регистрация", "residence-registration"),
    ("регистрация по месту жительства", "residence-registration"),
    ("ghjgbcrf", "residence-registration"),
    ("new address", "residence-registration"),
    ("охота", "hunting-ticket"),
    ("охотничий билет", "hunting-ticket"),
    ("охотнечий билет", "hunting-ticket"),
    ("охотбилет", "hunting-ticket"),
    ("hunter", "hunting-ticket"),
    ("долги по налогам", "tax-debt-certificate"),
    ("справка из налоговой", "tax-debt-certificate"),
    ("задолженность по налогам", "tax-debt-certificate"),
    ("tax debt", "tax-debt-certificate"),
    ("замена паспорта", "passport-replacement"),
    ("потерял паспорт", "passport-replacement"),
    ("паспорт в 14 лет", "passport-replacement"),
    ("lost passport", "passport-replacement"),
    ("2-ндфл", "income-certificate"),
    ("справка о доходах", "income-certificate"),
    ("справка о зарплате", "income-certificate"),
    ("трудовой стаж", "pension-account-statement"),
    ("пенсионные баллы", "pension-account-statement"),
    ("временная регистрация", "temporary-stay-registration"),
    ("временная прописка", "temporary-stay-registration"),
    ("поставить машину на учёт", "vehicle-registration"),
    ("зарегистрировать машину", "vehicle-registration"),
    ("number plates", "vehicle-registration"),
    ("снять машину с учёта", "vehicle-deregistration"),
    ("угнали машину", "vehicle-deregistration"),
    ("свидетельство о рождении", "birth-registration"),
    ("новорожденный", "birth-registration"),
    ("сменить фамилию", "name-change"),
    ("смена имени", "name-change"),
    ("maiden name", "name-change"),
    ("поликлиника", "clinic-attachment"),
    ("прикрепиться к поликлинике", "clinic-attachment"),
    ("открыть ип", "sole-proprietor-registration"),
    ("ип", "sole-proprietor-registration"),
    ("стать предпринимателем", "sole-proprietor-registration"),
    ("загс", "registry-office"),
    ("росгвардия", "national-guard"),
    ("рождение ребенка", "birth"),
    ("переезд", "moving"),
    ("гибдд", "traffic-inspectorate"),
];

#[test]
fn judged_queries_find_what_is_meant() {
    let catalog = catalog();
    let (mut sum, mut missed) = (0.0, Vec::new());
    for (query, meant) in JUDGED {
        let found = catalog.search(query, Lang::Ru, 10);
        let place = found.iter().position(|found| found.code == meant);
        sum += place.map_or(0.0, |place| 1.0 / f64::from(u32::try_from(place + 1).unwrap()));
        if place.is_none_or(|place| place > 2) {
            let codes: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
            missed.push(format!("{query}: {codes:?}"));
        }
    }
    let rank = sum / f64::from(u32::try_from(JUDGED.len()).unwrap());
    println!("mean reciprocal rank of {} queries: {rank:.3}", JUDGED.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(rank > 0.95, "{rank}");
}

#[test]
fn the_certificate_comes_first() {
    let found = catalog().search("справка о несудимости", Lang::Ru, 5);
    let first = found.first().unwrap();
    assert_eq!((first.kind, first.code.as_str()), (FoundKind::Service, "criminal-record-certificate"));
    assert_eq!(first.title, "Справка о наличии (отсутствии) судимости");
    assert_eq!(first.href(), "/services/criminal-record-certificate");
    assert!(first.snippet.iter().any(|piece| piece.hit && piece.text == "судимость") || first.snippet.len() == 1);
    let english = catalog().search("справка о несудимости", Lang::En, 5);
    assert_eq!(english.first().unwrap().title, "Criminal record certificate");
}

#[test]
fn nonsense_finds_nothing() {
    let catalog = catalog();
    for query in ["", "   ", "щшгнекуц", "qwrtpsdfg", "—", "'; drop table --"] {
        assert!(catalog.search(query, Lang::Ru, 5).is_empty(), "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_query_is_answered(query in "\\PC{0,60}") {
        thread_local!(static CATALOG: Catalog = catalog());
        let count = CATALOG.with(|catalog| catalog.search(&query, Lang::Ru, 7).len());
        prop_assert!(count <= 7);
    }
}
