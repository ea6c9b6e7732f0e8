//! Reading a signature again: whether a file is as it was signed, and by whom.
//!
//! The file may come from anyone, so nothing here parses PDF: the signed ranges and the signature between them are found
//! by their own marks, and the signature must cover every byte but its own.

use std::ops::Range;

use cms::{
    cert::CertificateChoices,
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Decode, Encode, Reader, SliceReader,
    asn1::{ObjectIdentifier, OctetString},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;

use super::{algorithm, signed_data::SigningCertificate, time_stamp::Stamp};

/// What the signature of a file says.
#[derive(Debug)]
pub enum Seal {
    /// There is none.
    Absent,
    /// The file was changed or extended after it was signed, or the signature is not one.
    Broken,
    /// Every byte is as it was signed.
    Intact(Box<Signature>),
}

/// A signature that fits its file. Whether its certificate is to be trusted is another question.
#[derive(Debug)]
pub struct Signature {
    /// Whose key signed.
    pub certificate: Certificate,
    /// The time that a time-stamp authority vouches for.
    pub stamped_at: Option<Timestamp>,
}

/// Reads the last signature of a PDF.
pub fn inspect(pdf: &[u8]) -> Seal {
    const MARK: &[u8] = b"/ByteRange";
    let Some(mark) = pdf.windows(MARK.len()).rposition(|window| window == MARK) else { return Seal::Absent };
    let read = || {
        let hole = signed_hole(pdf, pdf.get(mark + MARK.len()..)?)?;
        let document = [pdf.get(..hole.start)?, pdf.get(hole.end..)?].concat();
        let signed = contents(pdf.get(hole)?)?;
        read_signature(&signed, &document)
    };
    read().map_or(Seal::Broken, |signature| Seal::Intact(Box::new(signature)))
}

/// The hole between the two ranges, if together they are the whole file.
fn signed_hole(pdf: &[u8], after_mark: &[u8]) -> Option<Range<usize>> {
    let text = after_mark.get(..after_mark.len().min(80))?;
    let end = text.iter().position(|byte| *byte == b']')?;
    let text = std::str::from_utf8(text.get(..end)?).ok()?.trim_start().strip_prefix('[')?;
    let numbers: Vec<usize> = text.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    let [0, start, end, rest] = numbers.as_slice() else { return None };
    (start < end && end.checked_add(*rest) == Some(pdf.len())).then_some(*start..*end)
}

/// `<hexadecimal digits>`, the structure followed by zeros.
fn contents(hole: &[u8]) -> Option<ContentInfo> {
    let hex = hole.strip_prefix(b"<")?.strip_suffix(b">")?;
    let bytes = data_encoding::HEXUPPER_PERMISSIVE.decode(hex).ok()?;
    let mut reader = SliceReader::new(&bytes).ok()?;
    let content = ContentInfo::decode(&mut reader).ok()?;
    let padding = bytes.get(usize::try_from(reader.position()).ok()?..)?;
    padding.iter().all(|byte| *byte == 0).then_some(content)
}

fn read_signature(content: &ContentInfo, document: &[u8]) -> Option<Signature> {
    if content.content_type != algorithm::SIGNED_DATA {
        return None;
    }
    let message: SignedData = content.content.decode_as().ok()?;
    let certificate = signer_of(&message, document)?.clone();
    let signer = only_signer(&message)?;
    let stamped_at = signer.unsigned_attrs.iter().flat_map(|attributes| attributes.iter()).find_map(|attribute| {
        let token = attribute.values.get(0).filter(|_| attribute.oid == algorithm::TIME_STAMP_TOKEN)?;
        let stamp = Stamp::read(token)?;
        stamp.covers(&Sha256::digest(signer.signature.as_bytes())).then_some(stamp.at)
    });
    Some(Signature { certificate, stamped_at })
}

fn only_signer(message: &SignedData) -> Option<&SignerInfo> {
    match message.signer_infos.0.as_slice() {
        [signer] => Some(signer),
        _ => None,
    }
}

/// The certificate whose key signed `content`, if the signature is right in every part: digest, content type, the tie to
/// the certificate (RFC 5035), and the signature itself.
pub fn signer_of<'a>(message: &'a SignedData, content: &[u8]) -> Option<&'a Certificate> {
    let signer = only_signer(message)?;
    let SignerIdentifier::IssuerAndSerialNumber(id) = &signer.sid else { return None };
    let certificate = message.certificates.as_ref()?.0.iter().find_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate).filter(|certificate| {
            let body = certificate.tbs_certificate();
            body.issuer() == &id.issuer && body.serial_number() == &id.serial_number
        }),
        CertificateChoices::Other(_) => None,
    })?;
    let content_type: ObjectIdentifier = attribute(signer, algorithm::CONTENT_TYPE)?;
    let message_digest: OctetString = attribute(signer, algorithm::MESSAGE_DIGEST)?;
    if content_type != message.encap_content_info.econtent_type
        || message_digest.as_bytes() != algorithm::digest(signer.digest_alg.oid, content)?
    {
        return None;
    }
    if !tied(signer, certificate) {
        return None;
    }
    let key = certificate.tbs_certificate().subject_public_key_info();
    let attributes = signer.signed_attrs.as_ref()?.to_der().ok()?;
    algorithm::verifies(
        key,
        signer.signature_algorithm.oid,
        signer.digest_alg.oid,
        &attributes,
        signer.signature.as_bytes(),
    )
    .then_some(certificate)
}

/// Whether the signed attributes name this certificate, if they name one.
fn tied(signer: &SignerInfo, certificate: &Certificate) -> bool {
    let mut attributes = signer.signed_attrs.iter().flat_map(|attributes| attributes.iter());
    if !attributes.any(|attribute| attribute.oid == algorithm::SIGNING_CERTIFICATE_V2) {
        return true;
    }
    let named = || {
        let tie: SigningCertificate = attribute(signer, algorithm::SIGNING_CERTIFICATE_V2)?;
        let id = tie.certificates.first()?;
        let hash = id.algorithm.as_ref().map_or(algorithm::SHA256, |algorithm| algorithm.oid);
        Some(algorithm::digest(hash, &certificate.to_der().ok()?)? == id.hash.as_bytes())
    };
    named().unwrap_or(false)
}

/// The one value of a signed attribute.
fn attribute<T>(signer: &SignerInfo, oid: ObjectIdentifier) -> Option<T>
where
    T: for<'a> der::DecodeValue<'a> + der::FixedTag,
{
    let attributes = signer.signed_attrs.as_ref()?;
    let found = attributes.iter().find(|attribute| attribute.oid == oid)?;
    match found.values.as_slice() {
        [value] => value.decode_as().ok(),
        _ => None,
    }
}
