//! A key of one's own and the request for its certificate (PKCS#10, RFC 2986): what the demo and an operator need once.

use base::Cx;
use der::EncodePem;
use p256::{
    ecdsa::{DerSignature, SigningKey},
    pkcs8::EncodePrivateKey,
};
use x509_cert::{
    builder::{Builder, RequestBuilder},
    ext::pkix::{KeyUsage, KeyUsages},
    name::Name,
};

use super::Error;

/// A fresh key.
pub struct NewKey {
    /// PKCS#8, PEM: secret.
    pub key: String,
    /// The certificate request, PEM: for the certificate authority.
    pub request: String,
}

/// Makes a P-256 key and asks for a certificate in the name of `organisation`, an agency as its seal shall read.
pub fn new_key(cx: &Cx, organisation: &str) -> Result<NewKey, Error> {
    let key = loop {
        // A number that is no key comes once in 2^32 draws.
        if let Ok(key) = SigningKey::from_slice(&cx.bytes::<32>()) {
            break key;
        }
    };
    // A name in RFC 4514 form: what steers there must be escaped.
    let escaped: String = organisation
        .chars()
        .filter(|sign| !sign.is_control())
        .flat_map(|sign| if ",+\"\\<>;#=".contains(sign) { vec!['\\', sign] } else { vec![sign] })
        .collect();
    let subject: Name = format!("CN={escaped},O={escaped},C=RU").parse()?;
    let refused = |fault: &dyn std::fmt::Display| Error::Key(format!("the request cannot be made: {fault}"));
    let mut builder = RequestBuilder::new(subject).map_err(|fault| refused(&fault))?;
    // A seal vouches for what it seals: strict validators want "non-repudiation" beside "digital signature".
    let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
    builder.add_extension(&usage).map_err(|fault| refused(&fault))?;
    let request = builder.build::<_, DerSignature>(&key).map_err(|fault| refused(&fault))?;
    let pem = key.to_pkcs8_pem(der::pem::LineEnding::LF).map_err(|fault| refused(&fault))?;
    Ok(NewKey { key: pem.to_string(), request: request.to_pem(der::pem::LineEnding::LF)? })
}
