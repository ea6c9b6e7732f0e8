//! Archives that somebody made to do harm: bombs, paths that lead elsewhere, links, names twice.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::io::{Cursor, Write};

use catalog::{DEFINITION, ServiceFiles};
use editor::{BadArchive, unpack};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

type Entries<'a> = &'a [(&'a str, &'a [u8])];

fn archive(entries: Entries<'_>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in entries {
        archive.start_file(*name, options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_put_down_as_soon_as_it_is_too_large() {
    let zeros = vec![0; 64 * 1024 * 1024];
    let bomb = archive(&[("x/service.yaml", b"code: x"), ("x/result.typ", &zeros)]);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(unpack(&bomb), Err(BadArchive::TooLarge));
    // One that says of itself that it is small: the size in its directory and before its content is another.
    let length = 64_u32 * 1024 * 1024;
    let mut lying = bomb;
    let places: Vec<usize> =
        (0..lying.len() - 4).filter(|place| lying[*place..place + 4] == length.to_le_bytes()).collect();
    assert!(!places.is_empty());
    for place in places {
        lying[place..place + 4].copy_from_slice(&5_u32.to_le_bytes());
    }
    assert!(matches!(unpack(&lying), Err(BadArchive::TooLarge | BadArchive::NoArchive)));
    let half = vec![b' '; ServiceFiles::LONGEST / 2 + 1];
    assert_eq!(
        unpack(&archive(&[("service.yaml", &half), ("result.typ", &half)])),
        Err(BadArchive::TooLarge),
        "two that fit alone"
    );
}

#[test]
fn more_files_than_a_service_has_are_too_many() {
    let names: Vec<String> = (0..=ServiceFiles::MOST).map(|number| format!("examples/{number}.yaml")).collect();
    let mut entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"a: b".as_slice())).collect();
    entries.push((DEFINITION, b"code: x"));
    assert_eq!(unpack(&archive(&entries)), Err(BadArchive::TooLarge));
}

#[test]
fn no_path_leads_out_of_the_service() {
    for name in [
        "x/../../etc/passwd",
        "../y",
        "x/..",
        "/etc/passwd",
        "x//etc/passwd",
        "x\\..\\y",
        "C:\\y",
        "x/a/b/c",
        "x/.hidden",
        "x/Заявка.yaml",
        "x/a b",
        "x/a\0b",
        "other/result.typ",
    ] {
        let bytes = archive(&[("x/service.yaml", b"code: x"), (name, b"text")]);
        assert!(matches!(unpack(&bytes), Err(BadArchive::BadFile(_))), "{name}: {:?}", unpack(&bytes));
    }
    assert!(unpack(&archive(&[("service.yaml", b"code: x"), ("result.typ", b"\xff\xfe")])).is_err());
}

#[test]
fn a_link_in_an_archive_is_a_text_and_leads_nowhere() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("service.yaml", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"code: x").unwrap();
    zip.add_symlink("result.typ", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let files = unpack(&zip.finish().unwrap().into_inner()).unwrap();
    assert_eq!(files.get("result.typ"), Some("/etc/passwd"), "the text of the link, not what it leads to");
}
