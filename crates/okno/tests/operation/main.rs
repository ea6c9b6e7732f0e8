//! What an operator does, each in a folder of its own: migrate, seed, keys, doctor; copies are in `copies.rs`.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

mod copies;
mod damage;
mod folder;
mod installation;
mod log;
mod serving_user;
mod ways_in;

use std::{os::unix::fs::PermissionsExt, path::Path};

use base::Cx;
use db::p;
use okno::{operation, portal};

use crate::installation::{Installation, count, postgres};

const PEOPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/people.yaml");

/// What is there: tables made, services, their editions, lists, staff.
const COUNTS: [&str; 5] = [
    "select count(*) from migrations",
    "select count(*) from catalog_services",
    "select count(*) from catalog_editions",
    "select count(*) from catalog_directories",
    "select count(*) from staff",
];

async fn counts(installation: &Installation) -> [i64; 5] {
    let db = portal::open(&installation.config()).unwrap();
    let mut counts = [0; 5];
    for (counted, sql) in counts.iter_mut().zip(COUNTS) {
        *counted = count(&db, sql).await;
    }
    counts
}

/// Migrating and seeding, both twice; the second time changes nothing.
async fn prepare_twice(installation: &Installation) {
    operation::migrate(installation.config()).await.unwrap();
    let first = counts(installation).await;
    assert!(first[..4].iter().all(|counted| *counted > 0), "{first:?}");
    assert_eq!(first[4], 0, "staff come by seeding only");
    operation::migrate(installation.config()).await.unwrap();
    assert_eq!(counts(installation).await, first);

    operation::seed(installation.config(), Path::new(PEOPLE)).await.unwrap();
    let seeded = staff(installation).await;
    assert!(!seeded.is_empty());
    operation::seed(installation.config(), Path::new(PEOPLE)).await.unwrap();
    assert_eq!(staff(installation).await, seeded, "who is there stays as they are");
}

/// Sign-in names and the hashes of the passwords, which are salted: the same hash is the same row.
async fn staff(installation: &Installation) -> Vec<(String, String)> {
    let db = portal::open(&installation.config()).unwrap();
    let mut tx = db.read().await.unwrap();
    tx.query("select sign_in, password_hash from staff order by sign_in limit 100", p![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn doing_it_again_changes_nothing() {
    prepare_twice(&Installation::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn doing_it_again_changes_nothing_on_postgresql() {
    let Some(url) = postgres() else { return };
    let schema = format!("test_{}", Cx::system().uuid().simple());
    let whole = Installation::on(&url);
    whole.execute(&format!("create schema {schema}")).await;
    let separator = if url.contains('?') { '&' } else { '?' };
    let installation = Installation::on(&format!("{url}{separator}options=-c%20search_path%3D{schema}"));
    let outcome = tokio::spawn(async move { prepare_twice(&installation).await }).await;
    whole.execute(&format!("drop schema {schema} cascade")).await;
    outcome.unwrap();
}

#[tokio::test]
async fn people_that_are_not_right_are_named() {
    let installation = Installation::new();
    let file = installation.path("people.yaml");
    std::fs::write(&file, "staff: nobody").unwrap();
    let error = operation::seed(installation.config(), &file).await.unwrap_err();
    assert!(format!("{error:#}").contains("people.yaml is not right"), "{error:#}");
}

#[test]
fn keys_are_for_the_owner_and_never_overwritten() {
    let installation = Installation::new();
    let file = installation.path("keys.txt");
    let keys = std::fs::read(&file).unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let error = operation::new_keys(&file).unwrap_err();
    assert!(format!("{error:#}").contains("keys.txt cannot be made"), "{error:#}");
    assert_eq!(std::fs::read(&file).unwrap(), keys);

    let other = installation.path("other.txt");
    operation::new_keys(&other).unwrap();
    assert_ne!(std::fs::read(&other).unwrap(), keys);
}

#[tokio::test]
async fn without_keys_it_is_said_how_to_make_them() {
    let installation = Installation::new();
    std::fs::remove_file(installation.path("keys.txt")).unwrap();
    let error = format!("{:#}", operation::migrate(installation.config()).await.unwrap_err());
    assert!(error.contains("keys.txt cannot be read") && error.contains("`okno keys "), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_is_right_and_what_is_not() {
    let installation = Installation::new();
    operation::migrate(installation.config()).await.unwrap();
    let mut told = Vec::new();
    let error = operation::doctor(installation.config(), &mut told).await.unwrap_err();
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("ok   words: complete in both languages"), "{told}");
    assert!(told.contains("ok   database: answers, "), "{told}");
    assert!(told.contains("ok   jobs: none dead"), "{told}");
    let typesetter = installation.path("okno-typeset");
    assert!(told.contains(&format!("BAD  typesetter: {} is not there", typesetter.display())), "{told}");
    assert!(told.contains("BAD  SMS centre: "), "{told}");
    assert!(told.contains("WARN malware scanner: files.scanner names none"), "{told}");
    assert!(!told.contains("Everything is right"), "{told}");
    // The typesetter and the five systems outside.
    assert_eq!(error.to_string(), "6 things are not right");

    std::fs::write(&typesetter, "").unwrap();
    let mut told = Vec::new();
    operation::doctor(installation.config(), &mut told).await.unwrap_err();
    assert!(String::from_utf8(told).unwrap().contains("ok   typesetter: "));
}

#[tokio::test]
async fn the_doctor_notices_that_nobody_migrated() {
    let installation = Installation::new();
    let mut told = Vec::new();
    operation::doctor(installation.config(), &mut told).await.unwrap_err();
    assert!(String::from_utf8(told).unwrap().contains("BAD  database: "));
}
