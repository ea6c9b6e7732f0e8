//! What people type, and what they mean.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
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
fn judged() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("judged.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" | ").unwrap()).collect()
}

#[test]
fn judged_queries_find_what_is_meant() {
    let (catalog, judged) = (catalog(), judged());
    assert!(judged.len() >= 150);
    let (mut sum, mut missed) = (0.0, Vec::new());
    for (query, meant) in &judged {
        let found = catalog.search(query, Lang::Ru, 10);
        let place = found.iter().position(|found| found.code == *meant);
        sum += place.map_or(0.0, |place| 1.0 / f64::from(u32::try_from(place + 1).unwrap()));
        if let Some(place @ 1..) = place {
            println!("{query} ({meant}): place {}, first {}", place + 1, found[0].code);
        }
        if place.is_none_or(|place| place > 2) {
            let codes: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
            missed.push(format!("{query} ({meant}): {codes:?}"));
        }
    }
    let rank = sum / f64::from(u32::try_from(judged.len()).unwrap());
    println!("mean reciprocal rank of {} queries: {rank:.3}", judged.len());
    assert!(missed.is_empty(), "{rank:.3}\n{}", missed.join("\n"));
    assert!(rank > 0.95, "{rank}");
}

#[test]
fn the_certificate_comes_first() {
    let found = catalog().search("справка о несудимости", Lang::Ru, 5);
    let first = found.first().unwrap();
    assert_eq!((first.kind, first.code.as_str()), (FoundKind::Service, "criminal-record-certificate"));
    assert_eq!(first.title, "Справка о наличии (отсутствии) судимости");
    assert_eq!(first.href(), "/services/criminal-record-certificate");
    assert!(first.marked.iter().any(|piece| piece.hit && piece.text == "Справка"), "{:?}", first.marked);
    let english = catalog().search("справка о несудимости", Lang::En, 5);
    assert_eq!(english.first().unwrap().title, "Criminal record certificate");
}

#[test]
fn nonsense_finds_nothing() {
    let catalog = catalog();
    for query in ["", "   ", "щшгнекуц", "абвгдежз", "qwrtpsdfg", "—", "'; drop table --"] {
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
