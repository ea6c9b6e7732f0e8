//! Signatures as others see them: poppler's `pdfsig` with the test root trusted, `qpdf`, and our own reader.

use std::process::Command;

use base::{Cx, Timestamp};
use documents::{
    signing::{self, Facts, Seal},
    testing::{Authority, NoTime},
};

use crate::validators::{pdfsig, qpdf};

const PDF: &[u8] = include_bytes!("../fixtures/certificate.pdf");
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
