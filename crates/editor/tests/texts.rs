//! Texts that come and go without loss, and whatever is typed or sent: refused or taken, never a panic.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::{collections::BTreeMap, path::Path};

use catalog::{DEFINITION, ServiceFiles, read_folder};
use editor::{BadArchive, pack, put_texts, unpack};
use proptest::prelude::*;

fn services() -> BTreeMap<String, ServiceFiles> {
    let files = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services")).unwrap();
    let mut services: BTreeMap<String, ServiceFiles> = BTreeMap::new();
    for (path, text) in files {
        let Some((code, path)) = path.split_once('/').filter(|(code, _)| *code != "_catalog") else { continue };
        assert!(services.entry(code.to_owned()).or_default().set(path, text));
    }
    assert!(services.len() > 20);
    services
}

/// Paths of texts in both languages, found as one who reads the file would: through the definition itself, which binds sums
/// and dates for the eye.
fn titles(files: &ServiceFiles) -> Vec<(String, String)> {
    let definition = forms::parse(files.definition()).unwrap();
    let mut found = vec![("title.ru".to_owned(), definition.title.ru), ("about.en".to_owned(), definition.about.en)];
    for (page_index, page) in definition.pages.into_iter().enumerate() {
        found.push((format!("pages[{page_index}].title.en"), page.title.en));
        for (index, question) in page.questions.into_iter().enumerate() {
            found.push((format!("pages[{page_index}].questions[{index}].title.ru"), question.title.ru));
        }
    }
    found.into_iter().map(|(path, text)| (path, text.replace('\u{a0}', " "))).collect()
}

#[test]
fn every_service_goes_through_an_archive_to_the_byte() {
    for (code, files) in services() {
        let archive = pack(&code, &files).unwrap();
        assert_eq!(unpack(&archive).unwrap(), files, "{code}");
        assert_eq!(pack(&code, &files).unwrap(), archive, "{code}: the same bytes again");
    }
}

#[test]
fn every_text_of_every_service_is_changed_in_place_and_back() {
    for (code, files) in services() {
        let titles = titles(&files);
        let same: BTreeMap<String, String> = titles.iter().cloned().collect();
        assert_eq!(put_texts(files.definition(), &same).unwrap(), files.definition(), "{code}: nothing changed");
        let other: BTreeMap<String, String> =
            titles.iter().map(|(path, text)| (path.clone(), format!("{text}: «#новый» \"x\", {{}}"))).collect();
        let changed = put_texts(files.definition(), &other).unwrap();
        let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
        assert_eq!(comments(&changed), comments(files.definition()), "{code}");
        let mut back = files.clone();
        assert!(back.set(DEFINITION, put_texts(&changed, &same).unwrap()));
        assert_eq!(forms::parse(back.definition()).unwrap(), forms::parse(files.definition()).unwrap(), "{code}");
    }
}

#[test]
fn an_archive_is_not_believed() {
    let mut files = ServiceFiles::default();
    assert_eq!(unpack(b""), Err(BadArchive::NoArchive));
    assert_eq!(unpack(&pack("x", &files).unwrap()), Err(BadArchive::NoService));
    files.set(DEFINITION, "code: x");
    assert_eq!(
        unpack(&pack("..", &files).unwrap()).map(|files| files.definition().to_owned()),
        Ok("code: x".to_owned())
    );
    // Half a megabyte of blanks is a small archive.
    let mut large = ServiceFiles::default();
    large.set(DEFINITION, " ".repeat(ServiceFiles::LONGEST));
    let archive = pack("x", &large).unwrap();
    assert!(archive.len() < 10_000);
    assert!(unpack(&archive).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_sent_is_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), cut in any::<prop::sample::Index>(), flip in any::<(prop::sample::Index, u8)>()) {
        let _ = unpack(&bytes);
        let mut files = ServiceFiles::default();
        files.set(DEFINITION, "code: x\ntitle: {ru: а, en: b}\n");
        let mut archive = pack("x", &files).unwrap();
        let place = flip.0.index(archive.len());
        archive[place] ^= flip.1;
        let _ = unpack(&archive);
        let _ = unpack(&archive[..cut.index(archive.len())]);
    }

    #[test]
    fn whatever_is_typed_is_put_whole_or_refused(value in "(\\PC|\n|\t){0,40}", text in "\\PC{0,200}", spoil in any::<prop::sample::Index>()) {
        let file = "# вверху\ntitle: {ru: Билет, en: Ticket} # сбоку\nabout:\n  ru: >-\n    а\n    б\n  en: |\n    c\n";
        for path in ["title.ru", "title.en", "about.ru", "about.en"] {
            let wished = BTreeMap::from([(path.to_owned(), value.clone())]);
            let put = put_texts(file, &wished).unwrap();
            prop_assert_eq!(put_texts(&put, &wished).unwrap(), put.clone());
            prop_assert!(put.starts_with("# вверху\n") && put.contains("# сбоку"));
        }
        let wished = BTreeMap::from([("title.ru".to_owned(), value)]);
        let _ = put_texts(&text, &wished);
        let signs: Vec<char> = file.chars().collect();
        let place = spoil.index(signs.len());
        let spoiled: String = signs[..place].iter().copied().chain(text.chars()).chain(signs[place..].iter().copied()).collect();
        let _ = put_texts(&spoiled, &wished);
        let _ = forms::parse(&spoiled);
    }
}
