//! Certificate authority (X.509, P-256) and time-stamp authority (RFC 3161).
//!
//! Keys and certificates lie in the data folder and live on across restarts, so that documents signed yesterday are still
//! valid today. Moments are the machine's: verifiers compare them with their own clock.

mod certificates;
mod journal;
mod keys;
mod pages;
mod timestamps;

use std::path::{Path, PathBuf};

use anyhow::Context;
use axum::Router;
use base::{Cx, Timestamp};
use p256::ecdsa::SigningKey;
use x509_cert::{Certificate, crl::CertificateList, request::CertReq};

pub use certificates::Refused;

use self::{certificates::Purpose, journal::Journal};
use crate::world::Shared;

/// A key and the certificate that speaks for it.
struct Identity {
    key: SigningKey,
    certificate: Certificate,
}

/// The authority: its root, its time-stamper, and what it has issued.
pub struct Authority {
    root: Identity,
    stamper: Identity,
    journal: Journal,
    /// Where verifiers find the revocation list.
    crl_address: String,
}

/// The key and chain of a TLS server, in DER.
pub(crate) struct ServerIdentity {
    pub(crate) key: Vec<u8>,
    pub(crate) chain: Vec<Vec<u8>>,
}

impl Authority {
    /// Opens the authority that lies in the folder, or founds one.
    ///
    /// # Errors
    /// When the folder cannot be written or holds something else.
    pub fn open(cx: &Cx, data: &Path, http: &str) -> anyhow::Result<Self> {
        let folder = data.join("ca");
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let crl_address = format!("{http}/ca/crl");
        let root = identity(cx, &folder, "root", |key| certificates::root(cx, key))?;
        let stamper = identity(cx, &folder, "time-stamps", |key| {
            let subject = certificates::name("Okno Sandbox Time-Stamp Authority")?;
            certificates::issue(cx, &root, subject, key.verifying_key(), Purpose::TimeStamps, &crl_address)
        })?;
        let journal = Journal::open(folder.join("issued.jsonl"))?;
        Ok(Self { root, stamper, journal, crl_address })
    }

    /// Issues a certificate for signing documents to whoever asks properly.
    ///
    /// # Errors
    /// [`Refused`] when the request is not for a P-256 key, not signed by it, or nameless.
    pub fn issue(&self, cx: &Cx, request: &CertReq) -> anyhow::Result<Result<Certificate, Refused>> {
        let key = match certificates::examine(request) {
            Ok(key) => key,
            Err(refused) => return Ok(Err(refused)),
        };
        let subject = request.info.subject.clone();
        let certificate = certificates::issue(cx, &self.root, subject, &key, Purpose::Documents, &self.crl_address)?;
        self.journal.note_issued(cx.now(), &certificate)?;
        Ok(Ok(certificate))
    }

    /// Revokes what was issued; false if no such serial number (hexadecimal) is known.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn revoke(&self, at: Timestamp, serial: &str) -> anyhow::Result<bool> {
        self.journal.note_revoked(at, serial)
    }

    /// The certificate that everybody has to trust.
    pub fn root(&self) -> &Certificate {
        &self.root.certificate
    }

    /// The present revocation list.
    ///
    /// # Errors
    /// Never with an authority that opened.
    pub fn revocations(&self, cx: &Cx) -> anyhow::Result<CertificateList> {
        certificates::revocations(cx, &self.root, &self.journal.revoked())
    }

    /// Answers an RFC 3161 request (DER) with a response (DER). `willing` false refuses on principle.
    ///
    /// # Errors
    /// Never with an authority that opened.
    pub fn stamp(&self, cx: &Cx, request: &[u8], willing: bool) -> anyhow::Result<Vec<u8>> {
        timestamps::answer(cx, &self.stamper, &self.root.certificate, request, willing)
    }

    /// A fresh key and certificate for the sandbox's own TLS port.
    pub(crate) fn server_identity(&self, cx: &Cx) -> anyhow::Result<ServerIdentity> {
        use der::Encode;
        let key = keys::generate(cx)?;
        let subject = certificates::name("localhost")?;
        let certificate =
            certificates::issue(cx, &self.root, subject, key.verifying_key(), Purpose::Server, &self.crl_address)?;
        let chain = vec![certificate.to_der()?, self.root.certificate.to_der()?];
        Ok(ServerIdentity { key: keys::to_der(&key)?, chain })
    }
}

/// The key and certificate of this name in the folder; both made if they are not there.
fn identity(
    cx: &Cx,
    folder: &Path,
    name: &str,
    certify: impl FnOnce(&SigningKey) -> anyhow::Result<Certificate>,
) -> anyhow::Result<Identity> {
    use der::{DecodePem, EncodePem, pem::LineEnding};
    let file = |ending: &str| -> PathBuf { folder.join(format!("{name}{ending}")) };
    let (key_file, certificate_file) = (file("-key.pem"), file(".pem"));
    if certificate_file.exists() {
        let pem = std::fs::read_to_string(&certificate_file)?;
        let certificate = Certificate::from_pem(pem).with_context(|| certificate_file.display().to_string())?;
        return Ok(Identity { key: keys::read(&key_file)?, certificate });
    }
    let key = keys::generate(cx)?;
    let certificate = certify(&key)?;
    keys::write(&key_file, &key)?;
    // The certificate comes last: without it the pair counts as not made.
    std::fs::write(&certificate_file, certificate.to_pem(LineEnding::LF)?)?;
    Ok(Identity { key, certificate })
}

/// The routes below `/ca` and `/tsa`.
pub(crate) fn routes(world: &Shared) -> Router<Shared> {
    pages::routes(world)
}
