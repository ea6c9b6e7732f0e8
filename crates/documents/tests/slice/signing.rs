//! Signatures as others see them: poppler's `pdfsig` with the test root trusted, `qpdf`, and our own reader.

use std::{
    process::Command,
    sync::{Arc, Mutex},
};

use axum::http::{HeaderMap, StatusCode};
use base::{Cx, Timestamp};
use bytes::Bytes;
use documents::{
    signing::{self, Answer, Facts, HttpAuthority, Seal, TimeStampAuthority},
    testing::{Authority, Clockmaker, NoTime},
};

use crate::validators::{pdfsig, qpdf};

const PDF: &[u8] = include_bytes!("../fixtures/certificate.pdf");
/// Longer than any answer here takes.
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);
const NOW: &str = "2026-11-21T09:30:00Z";

fn cx() -> Cx {
    Cx::test(NOW.parse().unwrap()).0
}

fn facts() -> Facts<'static> {
    Facts {
        name: "Министерство внутренних дел", reason: "Документ № 2641 7730", at: NOW.parse().unwrap()
    }
}

async fn signed(authority: &Authority, cx: &Cx) -> Vec<u8> {
    let signer = authority.agency(cx, "Министерство внутренних дел");
    signing::sign(PDF, &facts(), signer.as_ref(), &authority.clockmaker(cx), cx.bytes()).await.unwrap()
}

#[tokio::test]
async fn other_validators_call_the_signature_valid() {
    let (cx, folder) = (cx(), tempfile::tempdir().unwrap());
    let authority = Authority::new(&cx);
    let pdf = signed(&authority, &cx).await;
    assert_eq!(pdf.get(..PDF.len()), Some(PDF), "the document itself is untouched");
    let said = pdfsig(folder.path(), &authority.root_pem(), &pdf);
    for part in [
        "Signature Validation: Signature is Valid.",
        "Certificate Validation: Certificate is Trusted.",
        "Signature Type: ETSI.CAdES.detached",
        "Signing Hash Algorithm: SHA-256",
        "Signer Certificate Common Name: Министерство внутренних дел",
        "Total document signed",
    ] {
        assert!(said.contains(part), "{part:?} in {said}");
    }
    qpdf(folder.path(), &pdf);
    let info = Command::new("pdfinfo").arg(folder.path().join("document.pdf")).output().unwrap();
    assert!(String::from_utf8_lossy(&info.stdout).contains("Tagged:          yes"));
}

#[tokio::test]
async fn one_changed_byte_anywhere_breaks_the_signature() {
    let (cx, folder) = (cx(), tempfile::tempdir().unwrap());
    let authority = Authority::new(&cx);
    let pdf = signed(&authority, &cx).await;
    let mut changed = pdf.clone();
    *changed.get_mut(1000).unwrap() ^= 1;
    let said = pdfsig(folder.path(), &authority.root_pem(), &changed);
    assert!(!said.contains("Signature is Valid") && said.contains("Digest Mismatch"), "{said}");

    let broken = |pdf: &[u8]| matches!(signing::inspect(pdf), Seal::Broken);
    assert!(matches!(signing::inspect(&pdf), Seal::Intact(_)));
    for place in (0..PDF.len()).step_by(997) {
        let mut changed = pdf.clone();
        *changed.get_mut(place).unwrap() ^= 1;
        assert!(broken(&changed), "byte {place}");
    }
    assert!(broken(&[pdf.as_slice(), b"\n% more"].concat()), "bytes after the signed ones");
    assert!(broken(pdf.get(..pdf.len() - 1).unwrap()), "bytes cut off");
}

#[tokio::test]
async fn reading_the_signature_tells_who_and_when() {
    let cx = cx();
    let authority = Authority::new(&cx);
    let pdf = signed(&authority, &cx).await;
    let Seal::Intact(signature) = signing::inspect(&pdf) else { unreachable!("the signature is intact") };
    let subject = signature.certificate.tbs_certificate().subject().to_string();
    assert!(subject.contains("CN=Министерство внутренних дел"), "{subject}");
    assert_eq!(signature.stamped_at, Some(NOW.parse::<Timestamp>().unwrap()));
    assert!(matches!(signing::inspect(PDF), Seal::Absent));
    assert!(matches!(signing::inspect(b"/ByteRange"), Seal::Broken));
}

#[tokio::test]
async fn without_a_time_stamp_there_is_no_signature() {
    let cx = cx();
    let signer = Authority::new(&cx).agency(&cx, "Agency");
    let refused = signing::sign(PDF, &facts(), signer.as_ref(), &NoTime, cx.bytes()).await;
    assert!(matches!(refused, Err(signing::Error::TimeStamp(_))));
}

#[test]
fn a_key_without_its_own_certificate_is_refused() {
    let cx = cx();
    let authority = Authority::new(&cx);
    let (key, _) = authority.agency_pem(&cx, "One");
    let (_, other) = authority.agency_pem(&cx, "Other");
    assert!(signing::KeyFile::from_pem(&key, &other).unwrap_err().to_string().contains("another key"));
    assert!(signing::KeyFile::from_pem("nonsense", &other).is_err());
    assert!(signing::Signers::new().of("mvd").is_err_and(|fault| fault.to_string().contains("mvd")));
}

#[test]
fn a_new_key_asks_for_its_certificate() {
    let new = signing::new_key(&cx(), "Отдел «Паспортный», № 1+2").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request.pem");
    std::fs::write(&file, &new.request).unwrap();
    let done = Command::new("openssl")
        .args(["req", "-verify", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus,esc_2253", "-in"])
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("verify OK") && said.contains("«Паспортный»"), "{said}");
}

/// The same authority behind HTTP (RFC 3161, 3.4).
async fn served(clockmaker: Clockmaker, media_type: &'static str) -> String {
    let clockmaker = Arc::new(clockmaker);
    let answer = move |headers: HeaderMap, query: Bytes| {
        let clockmaker = clockmaker.clone();
        async move {
            let asked = headers.get("content-type").is_some_and(|kind| kind == media_type);
            if asked { Ok(clockmaker.answer(&query)) } else { Err(StatusCode::UNSUPPORTED_MEDIA_TYPE) }
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/tsa", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/tsa", axum::routing::post(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn time_stamps_come_over_http() {
    // As the program does at its start; another test may have done it before.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let cx = cx();
    let root = Authority::new(&cx);
    let signer = root.agency(&cx, "Agency");
    let address = served(root.clockmaker(&cx), "application/timestamp-query").await;
    let authority = HttpAuthority::new(&address, PATIENCE).unwrap();
    let pdf = signing::sign(PDF, &facts(), signer.as_ref(), &authority, cx.bytes()).await.unwrap();
    let Seal::Intact(signature) = signing::inspect(&pdf) else { unreachable!("the signature is intact") };
    assert!(signature.stamped_at.is_some());

    let refusing = HttpAuthority::new(&served(root.clockmaker(&cx), "something/else").await, PATIENCE).unwrap();
    let refused = signing::sign(PDF, &facts(), signer.as_ref(), &refusing, cx.bytes()).await.unwrap_err();
    assert!(refused.to_string().contains("415"), "{refused}");
    let nobody = HttpAuthority::new("http://127.0.0.1:9/tsa", PATIENCE).unwrap();
    let silent = signing::sign(PDF, &facts(), signer.as_ref(), &nobody, cx.bytes()).await.unwrap_err();
    assert!(silent.to_string().contains("refused"), "{silent}");
}

/// Answers every question with the answer to another one.
struct Stale(Vec<u8>);

impl TimeStampAuthority for Stale {
    fn stamp(&self, _query: Vec<u8>) -> Answer<'_, Vec<u8>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// Keeps what it is asked.
#[derive(Default)]
struct Listening(Mutex<Vec<u8>>);

impl TimeStampAuthority for Listening {
    fn stamp(&self, query: Vec<u8>) -> Answer<'_, Vec<u8>> {
        *self.0.lock().unwrap() = query;
        NoTime.stamp(Vec::new())
    }
}

#[tokio::test]
async fn a_time_stamp_for_something_else_is_refused() {
    let cx = cx();
    let root = Authority::new(&cx);
    let (signer, clockmaker) = (root.agency(&cx, "Agency"), root.clockmaker(&cx));
    let listening = Listening::default();
    let _unstamped = signing::sign(PDF, &facts(), signer.as_ref(), &listening, [1; 8]).await;
    let answer = clockmaker.answer(&listening.0.lock().unwrap());
    let mut forged = answer.clone();
    *forged.last_mut().unwrap() ^= 1;
    let sign = async |answer: &[u8], nonce| {
        let stale = Stale(answer.to_vec());
        signing::sign(PDF, &facts(), signer.as_ref(), &stale, nonce).await.map_err(|fault| fault.to_string())
    };
    assert!(sign(&answer, [1; 8]).await.is_ok());
    assert_eq!(sign(&answer, [2; 8]).await.unwrap_err(), "time stamp: the token answers another question");
    assert_eq!(sign(&forged, [1; 8]).await.unwrap_err(), "time stamp: the token's signature is not valid");
    // 30 03 02 01 02: rejection (RFC 3161, 2.4.2).
    let rejected = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];
    assert_eq!(sign(&rejected, [1; 8]).await.unwrap_err(), "time stamp: refused with status 2");
    assert!(sign(b"<html>", [1; 8]).await.unwrap_err().contains("not understood"));
    // The right answer twice, with more behind it, or cut off.
    for odd in
        [[answer.as_slice(), &answer].concat(), [answer.as_slice(), &[0]].concat(), answer[..answer.len() - 1].to_vec()]
    {
        assert!(sign(&odd, [1; 8]).await.unwrap_err().contains("not understood"));
    }
}
