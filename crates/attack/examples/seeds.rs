//! Writes the seeds of the inputs in `fuzz/corpus`: real samples, made by the product's own parts.
//! Run from the root of the project: `cargo run -p attack --example seeds`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::similar_names,
    reason = "a tool for the project's own files"
)]

use std::{fs, path::Path};

use attack::scene;
use bytes::BytesMut;
use documents::{
    signing::{self, Facts},
    testing::{Authority, doors},
};
use rusmpp::{
    Command, CommandStatus, Pdu,
    pdus::{BindTransceiverResp, DeliverSm, SubmitSmResp},
    tokio_codec::CommandCodec,
};
use tokio_util::codec::Encoder;

fn keep(target: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new("fuzz/corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    definitions();
    conditions();
    answers();
    files();
    signatures().await;
    smpp();
    texts();
}

fn definitions() {
    keep("definitions", "everything.yaml", scene::EVERYTHING.as_bytes());
    for entry in fs::read_dir("services").unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if let Ok(yaml) = fs::read(folder.join("service.yaml")) {
            keep("definitions", &name, &yaml);
        }
        let examples = fs::read_dir(folder.join("examples")).into_iter().flatten().take(1);
        for example in examples {
            keep("definitions", &format!("{name}-example"), &fs::read(example.unwrap().path()).unwrap());
        }
    }
}

fn conditions() {
    for (place, text) in [
        "roubles(100) * copies + (urgent ? roubles(500) : roubles(0))",
        "age(profile.born_on) >= 18 && !(urgent && copies > 2)",
        "children.count(c, age(c.child.born_on) < 14)",
        "children.all(a, children.exists(b, children.sum(c, size(children)) > 1 && a.twin == b.twin))",
        "\"mail\" in ways || purpose == \"other\" || answered(inn)",
        "days_between(changed_on, days_after(today, 30)) / 7 % 2 == 0",
        "date(\"2026-11-21\") > years_after(changed_on, -100)",
        "[1, 2, 3].exists(x, x == copies) ? 3 : 10",
        "small_children + 9223372036854775807",
        "-(-9223372036854775808) * income",
    ]
    .into_iter()
    .enumerate()
    {
        keep("conditions", &format!("expression-{place}"), text.as_bytes());
    }
}

fn answers() {
    for place in 0..12_u8 {
        let bytes: Vec<u8> = (0..600_u32).map(|at| ((at * at * u32::from(place + 1)) >> 3).to_le_bytes()[0]).collect();
        keep("answers", &format!("story-{place}"), &bytes);
    }
}

fn files() {
    keep("files", "typeset.pdf", &fs::read("crates/documents/tests/fixtures/certificate.pdf").unwrap());
    keep("files", "small.pdf", b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\nstartxref\n9\n%%EOF\n");
    keep("files", "program.pdf", b"%PDF-1.7\n<< /S /JavaScript /JS (1) >>\nstartxref\n9\n%%EOF\n");
    keep("files", "name", "C:\\Users\\Вера\\..\\скан\u{202e}fdp.exe".as_bytes());
    keep(
        "files",
        "small.jpg",
        b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x0b\x08\x00\x03\x00\x02\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9",
    );
    keep(
        "files",
        "small.png",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00AAAA\x00\x00\x00\x00IENDAAAA",
    );
    for icon in ["assets/icons/icon-192.png", "assets/static/icon-192.png", "docs/pictures/icon.png"] {
        if let Ok(bytes) = fs::read(icon) {
            keep("files", "icon.png", &bytes);
        }
    }
}

async fn signatures() {
    let cx = scene::cx();
    let authority = Authority::new(&cx);
    let signer = authority.agency(&cx, "Министерство");
    let clockmaker = authority.clockmaker(&cx);
    keep("signatures", "time-stamp", &clockmaker.answer(&doors::time_stamp_query().unwrap()));
    let facts = Facts { name: "Министерство", reason: "№ 1", at: cx.now() };
    let pdf = fs::read("crates/documents/tests/fixtures/certificate.pdf").unwrap();
    let signed = signing::sign(&pdf, &facts, signer.as_ref(), &clockmaker, cx.bytes()).await.unwrap();
    keep("signatures", "signed.pdf", &signed);
    let hole = signed.windows(7).rposition(|window| window == b"<308006" || window.starts_with(b"<3082")).unwrap();
    let hex: Vec<u8> = signed[hole + 1..].iter().copied().take_while(|byte| *byte != b'>').collect();
    let cms = data_encoding::HEXUPPER.decode(&hex).unwrap();
    let end = cms.iter().rposition(|byte| *byte != 0).unwrap();
    keep("signatures", "structure", &cms[..=end]);
}

fn smpp() {
    let receipt = "id:17 sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:DELIVRD err:000 text:";
    let deliver = |text: &str| DeliverSm::builder().short_message(text.parse().unwrap()).build();
    let mut all = BytesMut::new();
    for (name, pdu) in [
        ("receipt", Pdu::DeliverSm(deliver(receipt))),
        ("on-the-way", Pdu::DeliverSm(deliver("id:17 stat:ENROUTE"))),
        ("bound", Pdu::BindTransceiverResp(BindTransceiverResp::default())),
        ("taken", Pdu::SubmitSmResp(SubmitSmResp::default())),
        ("link", Pdu::EnquireLink),
    ] {
        let command = Command::builder().status(CommandStatus::EsmeRok).sequence_number(7).pdu(pdu);
        let mut bytes = BytesMut::new();
        CommandCodec::new().encode(&command, &mut bytes).unwrap();
        all.extend_from_slice(&bytes);
        keep("smpp", name, &bytes);
    }
    keep("smpp", "several", &all);
}

fn texts() {
    for (target, name, text) in [
        ("webhooks", "notice", "t=1800000000,v1=00\n{\"payment\":{\"id\":\"p-1\",\"status\":\"succeeded\"}}"),
        ("webhooks", "rubbish", "{\"payment\":{\"id\":\"p-1\",\"status\":\"canceled\",\"confirmation_url\":null}}"),
        ("registries", "agreed", r#"{"result":"agreed","fields":[],"status":"active"}"#),
        ("registries", "valid", r#"{"result":"agreed","status":"valid"}"#),
        ("registries", "differs", r#"{"result":"differs","fields":["born_on","family_name"],"status":"active"}"#),
        ("registries", "not-found", r#"{"result":"not_found"}"#),
        (
            "requests",
            "page",
            "/services/a?lang=en&q=%D0%BF\nokno-device=0190a7c2-7a5b-4a00-8000-000000000000; okno-lang=ru; okno-flash=ui-saved\nen-US,en;q=0.9,ru;q=0.1\n\n10.0.0.1, 2001:db8::1\nhttp://127.0.0.1:8080/a?b=c\n\n\nbytes=0-10\n",
        ),
        (
            "requests",
            "form",
            "F\n\nru\napplication/x-www-form-urlencoded\n1.1.1.1\n\n\nsame-origin\n\n_csrf=x&name=%D0%92&choice=a&choice=b",
        ),
        (
            "requests",
            "upload",
            "U\n\n\nmultipart/form-data; boundary=x\n\n\n\n\n\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n--x--\r\n",
        ),
        ("requests", "choice", "/low-vision?on=1&next=//evil.example\n\n\n\n\nhttp://evil.example/x\n\n\n\n"),
        ("searches", "words", "справка о несудимости"),
        ("searches", "layout", "pfuhfygfcgjhn"),
        ("searches", "error", "загрнпаспорт для ребёнка"),
        ("searches", "english", "Driver licence, of the"),
        ("typed", "phone", "+7 (900) 123-45-67"),
        ("typed", "mail", "Vera.Vetrova+1@Example.org"),
        ("typed", "snils", "123-456-789 64"),
        ("typed", "inn", "7707089101"),
        ("typed", "passport", "45 00 123456"),
        ("typed", "code", "770-001"),
        ("typed", "day", "27.03.2015"),
        ("typed", "stored-day", "2015-03-27"),
        ("typed", "name", "Салтыков-Щедрин д’Артаньян"),
        ("typed", "path", "/cabinet?x=1#y"),
    ] {
        keep(target, name, text.as_bytes());
    }
}
