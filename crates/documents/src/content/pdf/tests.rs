use super::*;
use crate::content::tests::{PDF, packed};

/// A file with these objects and nothing that could be looked up.
fn with(more: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n", more, b"\nstartxref\n9\n%%EOF\n"].concat()
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let length = data.len();
    let head = format!("5 0 obj\n<< {dictionary} /Length {length} >>\nstream\n");
    [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
}

fn base85_of(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for group in bytes.chunks(4) {
        let mut word = [0; 4];
        word[..group.len()].copy_from_slice(group);
        let mut rest = u32::from_be_bytes(word);
        let mut digits = [0; 5];
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(rest % 85).unwrap() + b'!';
            rest /= 85;
        }
        text.extend(&digits[..=group.len()]);
    }
    text.extend(b"~>");
    text
}

#[test]
fn whole_and_harmless_files_pass() {
    assert_eq!(check(PDF), Ok(()));
    assert_eq!(check(&with(b"1 0 obj <<>> endobj")), Ok(()));
    let text = packed(b"BT (Hello) Tj ET");
    assert_eq!(check(&with(&stream("/Filter /FlateDecode", &text))), Ok(()));
    assert_eq!(check(&with(&stream("/Filter [/ASCII85Decode /FlateDecode]", &base85_of(&text)))), Ok(()));
    assert_eq!(check(&with(&stream("/Subtype /Image /Width 2480 /Height 3508 /Filter /DCTDecode", b"x"))), Ok(()));
    assert_eq!(check(&with(&stream("", b"BT (plain) Tj ET"))), Ok(()));
    assert_eq!(check(&with(b"1 0 obj << /OpenAction [3 0 R /Fit] /Names 4 0 R >> endobj")), Ok(()));
}

#[test]
fn locked_running_and_stuffed_files_do_not() {
    for (object, bad) in [
        ("trailer << /Encrypt 5 0 R >>", BadFile::Protected),
        ("<< /S /JavaScript /JS (app.alert(1)) >>", BadFile::Active),
        ("<< /S /J#61vaScr#69pt /JS (app.alert(1)) >>", BadFile::Active),
        ("<< /S/Launch/F (cmd.exe) >>", BadFile::Active),
        ("<< /AcroForm << /XFA [] >> >>", BadFile::Active),
        ("<< /Names << /EmbeddedFiles 7 0 R >> >>", BadFile::Attachments),
    ] {
        assert_eq!(check(&with(object.as_bytes())), Err(bad), "{object}");
        let objects = packed(format!("5 0 {object}").as_bytes());
        for dictionary in [
            "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
            "/Type/Obj#53tm /N 1 /First 4 /Filter [ /FlateDecode ]",
            "/Filter 7 0 R",
        ] {
            assert_eq!(check(&with(&stream(dictionary, &objects))), Err(bad), "{object} in {dictionary}");
        }
        let letters = base85_of(&objects);
        assert_eq!(check(&with(&stream("/Filter [/ASCII85Decode/FlateDecode]", &letters))), Err(bad), "{object}");
        let letters = data_encoding::HEXUPPER.encode(&objects) + ">";
        let file = with(&stream("/Filter [/AHx /Fl]", letters.as_bytes()));
        assert_eq!(check(&file), Err(bad), "{object}");
    }
    assert_eq!(check(&with(b"<< /JavaScripts 1 /Launcher 2 >>")), Ok(()), "longer names are others");
}

#[test]
fn a_name_over_the_seam_of_two_steps_is_seen() {
    for before in 65_520..65_540 {
        let objects = packed(&[vec![b' '; before], b"<< /S /JavaScript >>".to_vec()].concat());
        let file = with(&stream("/Type /ObjStm /Filter /FlateDecode", &objects));
        assert_eq!(check(&file), Err(BadFile::Active), "{before}");
    }
}

#[test]
fn bombs_are_stopped_at_the_budget() {
    let megabyte = packed(&vec![b' '; 1024 * 1024]);
    let bomb = with(&stream("/Filter /FlateDecode", &megabyte).repeat(5));
    assert_eq!(check_within(&bomb, 6 * 1024 * 1024), Ok(()));
    assert_eq!(check_within(&bomb, 4 * 1024 * 1024), Err(BadFile::Bomb), "many small ones make a large one");
    let twice = packed(&packed(&vec![0; 10_000_000]));
    let dictionaries = [
        "/Filter [/FlateDecode /FlateDecode]",
        "/Filter [/RunLengthDecode /FlateDecode]",
        "/Filter /LZWDecode",
        "/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]",
    ];
    for dictionary in dictionaries {
        assert_eq!(check(&with(&stream(dictionary, &twice))), Err(BadFile::Bomb), "{dictionary}");
    }
    let runs = stream("/Filter /RunLengthDecode", &vec![0x81; 1_000_000]);
    assert_eq!(check_within(&with(&runs), 60_000_000), Err(BadFile::Bomb));
}

#[test]
fn the_largest_bomb_that_fits_is_answered() {
    let bomb = with(&stream("/Filter /FlateDecode", &packed(&vec![0; 300 * 1024 * 1024])));
    assert!(bomb.len() < crate::LARGEST);
    assert_eq!(check(&bomb), Err(BadFile::Bomb));
}

#[test]
fn giants_in_words_only_are_refused() {
    let image = stream("/Subtype /Image /Width 60000 /Height 60000 /Filter /JBIG2Decode", b"x");
    assert_eq!(check(&with(&image)), Err(BadFile::TooDetailed));
    assert_eq!(check(&with(b"<< /Type /Pages /Count 2000000000 >>")), Err(BadFile::Bomb));
    let pages = packed(b"<< /Type /Pages /Count 2000000000 >>");
    assert_eq!(check(&with(&stream("/Type /ObjStm /Filter /FlateDecode", &pages))), Err(BadFile::Bomb));
    assert_eq!(check(&with(&b"<< /Type /Page >>\n".repeat(4000))), Err(BadFile::Bomb));
    assert_eq!(check(&with(&b"[".repeat(5000))), Err(BadFile::Bomb));
    assert_eq!(check(&with(&b"<</A".repeat(5000))), Err(BadFile::Bomb));
    assert_eq!(check(&with(&b"[]<<>>".repeat(5000))), Ok(()));
}

#[test]
fn tables_that_run_in_a_circle_are_refused() {
    let circle = b"%PDF-1.7\nxref\n0 0\ntrailer\n<< /Prev 9 >>\nstartxref\n9\n%%EOF";
    assert_eq!(check(circle), Err(BadFile::Damaged));
    let two = b"%PDF-1.7\nxref\n0 0\ntrailer\n<< /Prev 46 >>\nstartxref\nxref\n0 0\ntrailer\n<< /Prev 9 >>\nstartxref\n46\n%%EOF";
    assert_eq!(&two[46..50], b"xref");
    assert_eq!(check(two), Err(BadFile::Damaged));
}

#[test]
fn object_streams_that_cannot_be_read_are_refused() {
    let objects = packed(b"5 0 << /S /GoTo >>");
    for data in [&objects[..objects.len() / 2], b"\x78\x9cxxxx", b"x"] {
        assert_eq!(
            check(&with(&stream("/Type /ObjStm /Filter /FlateDecode", data))),
            Err(BadFile::Damaged),
            "{data:?}"
        );
    }
}

#[test]
fn files_of_marks_alone_are_answered() {
    for mark in ["stream\n", "1 0 obj<<>>stream\n", "1 0 obj<<>>stream\nendstream ", "/", "<<", "obj", "/Prev 9 "] {
        let file = with(&mark.as_bytes().repeat(4_000_000 / mark.len()));
        let _ = check(&file);
    }
}
