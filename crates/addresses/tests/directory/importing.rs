use std::path::Path;

use addresses::{ImportError, Progress, Source, suggest};
use base::Cx;
use db::Db;

use crate::{load, sample};

const LISTS: &[&[db::Migration]] = &[db::MIGRATIONS, addresses::MIGRATIONS];

async fn lines(db: &Db, query: &str) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    suggest(&mut tx, query, 20).await.unwrap().into_iter().map(|found| format!("{} {}", found.id, found.line)).collect()
}

#[tokio::test]
async fn an_import_that_is_repeated_changes_nothing() {
    db::testing::each(LISTS, async |db, cx, _| {
        let first = load(&db, &cx, &sample()).await;
        assert_eq!((first.files, first.known), (35, 0));
        let before = [lines(&db, "садовая").await, lines(&db, "тверь советская 10").await];
        assert!(before.iter().all(|found| found.len() > 2), "{before:?}");
        let second = load(&db, &cx, &sample()).await;
        assert_eq!((second.files, second.known, second.records), (0, 35, 0));
        assert_eq!([lines(&db, "садовая").await, lines(&db, "тверь советская 10").await], before);
    })
    .await;
}

/// Files of one region in memory.
fn memory(files: &[(&str, String)]) -> Source {
    Source::Memory(files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect())
}

fn object(id: u32, level: u32, kind: &str, name: &str, marks: &str) -> String {
    format!(
        "<OBJECT OBJECTID=\"{id}\" OBJECTGUID=\"00000000-0000-4000-8000-{id:012}\" NAME=\"{name}\" \
         TYPENAME=\"{kind}\" LEVEL=\"{level}\" {marks}/>"
    )
}

fn item(id: u32, parent: u32) -> String {
    format!("<ITEM OBJECTID=\"{id}\" PARENTOBJID=\"{parent}\" REGIONCODE=\"1\" ISACTIVE=\"1\"/>")
}

fn town(streets: u32) -> Vec<(&'static str, String)> {
    let mut objects = object(1, 1, "Респ.", "Адыгея", "") + &object(2, 5, "г.", "Майкоп", "");
    let mut items = item(1, 0) + &item(2, 1);
    for street in 0..streets {
        objects += &object(10 + street, 8, "ул.", &format!("Пробная {street}"), "");
        items += &item(10 + street, 2);
    }
    vec![
        ("01/AS_ADDR_OBJ_1.XML", format!("<ADDRESSOBJECTS>{objects}</ADDRESSOBJECTS>")),
        ("01/AS_ADM_HIERARCHY_1.XML", format!("<ITEMS>{items}</ITEMS>")),
    ]
}

async fn refused(db: &Db, cx: &Cx, source: &Source) -> ImportError {
    addresses::import(db, cx, source, &mut |_| {}).await.expect_err("it was taken")
}

#[tokio::test]
async fn what_is_broken_is_refused_with_its_place_and_goes_on_once_mended() {
    db::testing::each(LISTS, async |db, cx, _| {
        let whole = town(2_500);
        let mut broken = whole.clone();
        // The same size, so that it is the same file to the import, and mended later.
        broken[0].1 = broken[0].1.replacen("OBJECTID=\"2400\"", "OBJECTID=\"x400\"", 1);
        let error = refused(&db, &cx, &memory(&broken)).await;
        let said = error.to_string();
        assert!(
            said.contains("01/AS_ADDR_OBJ_1.XML, record 2393") && said.contains("OBJECTID is not a number"),
            "{said}"
        );
        let mut told = Vec::new();
        let mut tell = |progress: &Progress| told.push(progress.clone());
        let imported = addresses::import(&db, &cx, &memory(&whole), &mut tell).await.unwrap();
        // Two thousand objects stood there already.
        assert_eq!(imported.records, 502 + 2_502);
        assert_eq!(told[0], Progress { file: Some("01/AS_ADDR_OBJ_1.XML".to_owned()), records: 2_502 });
        assert_eq!(lines(&db, "майкоп пробная 2499").await.len(), 1);
        assert_eq!(
            lines(&db, "пробная улица 0 майкоп").await[0].split_once(' ').unwrap().1,
            "Республика Адыгея, г. Майкоп, ул. Пробная 0"
        );
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_breakage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (db, cx, _) = db::testing::fresh(folder.path(), LISTS).await;
    let file = |text: &str| memory(&[("01/AS_HOUSES_1.XML", text.to_owned())]);
    for (text, fault) in [
        ("<HOUSES><HOUSE OBJECTID=\"1\"/></HOUSES>", "a house without a number"),
        ("<HOUSES><HOUSE OBJECTID=\"1\" HOUSENUM=\"5\"/></HOUSES>", "OBJECTGUID is missing"),
        ("<HOUSES><HOUSE OBJECTID=\"1\" HOUSENUM=\"5\" OBJECTGUID=\"?\"/></HOUSES>", "not a GUID"),
        ("<HOUSES><HOUSE OBJECTID=\"1\"", "syntax error"),
        ("<HOUSES>", "ends in the middle"),
        ("", "ends in the middle"),
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><HOUSES/>", "document type"),
        ("<HOUSES><HOUSE OBJECTID=\"1\" OBJECTID=\"2\"/></HOUSES>", "duplicated attribute"),
        ("<HOUSES></HOUSE>", "record 1"),
    ] {
        let said = refused(&db, &cx, &file(text)).await.to_string();
        assert!(said.contains(fault) && said.contains("01/AS_HOUSES_1.XML"), "{text}: {said}");
    }
    let empty = Source::Folder(folder.path().to_owned());
    assert!(matches!(refused(&db, &cx, &empty).await, ImportError::Nothing(_)));
    let nowhere = Source::Folder(Path::new("/no/such/folder").to_owned());
    assert!(matches!(refused(&db, &cx, &nowhere).await, ImportError::File { .. }));
}

#[tokio::test]
async fn a_later_version_renames_and_takes_away() {
    db::testing::each(LISTS, async |db, cx, _| {
        load(&db, &cx, &memory(&town(3))).await;
        let objects = object(10, 8, "ул.", "Старая", "ISACTUAL=\"0\" ISACTIVE=\"0\"")
            + &object(10, 8, "пер.", "Новый", "ISACTUAL=\"1\" ISACTIVE=\"1\"")
            + &object(11, 8, "ул.", "Пробная 1", "ISACTUAL=\"1\" ISACTIVE=\"0\"");
        let delta = [("01/AS_ADDR_OBJ_2.XML", format!("<ADDRESSOBJECTS>{objects}</ADDRESSOBJECTS>"))];
        load(&db, &cx, &memory(&delta)).await;
        assert_eq!(lines(&db, "майкоп новый").await.len(), 1);
        assert!(lines(&db, "майкоп новый").await[0].ends_with("г. Майкоп, пер. Новый"));
        assert!(lines(&db, "старая").await.is_empty());
        let left = lines(&db, "пробная").await;
        assert!(left.len() == 1 && left[0].ends_with("ул. Пробная 2"), "{left:?}");
    })
    .await;
}
