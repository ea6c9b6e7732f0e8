//! Certificates and the revocation list (RFC 5280).

use std::{str::FromStr, time::Duration};

use base::{Cx, SignedDuration, Timestamp};
use der::{
    DateTime, Encode,
    asn1::{Ia5String, ObjectIdentifier, OctetString},
    oid::AssociatedOid,
    referenced::OwnedToRef,
};
use p256::ecdsa::{DerSignature, SigningKey, VerifyingKey, signature::Verifier};
use spki::SubjectPublicKeyInfoRef;
use x509_cert::{
    Certificate, TbsCertificate,
    builder::{Builder, CertificateBuilder, CrlBuilder, profile::BuilderProfile},
    crl::{CertificateList, RevokedCert},
    ext::{
        Extension, ToExtension,
        pkix::{
            AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, CrlNumber, ExtendedKeyUsage, KeyUsage,
            KeyUsages, SubjectAltName, SubjectKeyIdentifier,
            crl::dp::DistributionPoint,
            name::{DistributionPointName, GeneralName},
        },
    },
    name::Name,
    request::CertReq,
    serial_number::SerialNumber,
    spki::SubjectPublicKeyInfo,
    time::{Time, Validity},
};

use super::Identity;

const DAY: i64 = 86_400;
const EMAIL_PROTECTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.4");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
const SERVER_AUTHENTICATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
/// id-kp-documentSigning, RFC 9336.
const DOCUMENT_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Signing certificates and revocation lists.
    Root,
    /// Signing documents for an agency.
    Documents,
    /// Signing time stamps, and nothing else.
    TimeStamps,
    /// The sandbox's own TLS port.
    Server,
}

impl Purpose {
    const fn days(self) -> i64 {
        match self {
            Self::Root => 20 * 365,
            Self::TimeStamps => 10 * 365,
            Self::Documents => 3 * 365,
            Self::Server => 365,
        }
    }

    fn usage(self) -> KeyUsage {
        match self {
            Self::Root => KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign),
            // Non-repudiation is what makes a signature on a document count as one.
            Self::Documents | Self::TimeStamps => KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation),
            Self::Server => KeyUsage(KeyUsages::DigitalSignature.into()),
        }
    }

    const fn extended_usage(self) -> &'static [ObjectIdentifier] {
        match self {
            Self::Root => &[],
            // NSS, which pdfsig asks, knows no documentSigning and wants emailProtection.
            Self::Documents => &[DOCUMENT_SIGNING, EMAIL_PROTECTION],
            Self::TimeStamps => &[TIME_STAMPING],
            Self::Server => &[SERVER_AUTHENTICATION],
        }
    }
}

/// Why a request for a certificate is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The key is not one of the curve P-256.
    #[error("the key must be an elliptic-curve key on P-256")]
    Key,
    /// The request is not signed with its own key by ECDSA and SHA-256.
    #[error("the request is not signed with its own key (ECDSA with SHA-256)")]
    Signature,
    /// The request names nobody.
    #[error("the request has an empty subject")]
    Subject,
}

/// The key of a request that is in order.
pub(super) fn examine(request: &CertReq) -> Result<VerifyingKey, Refused> {
    let key = VerifyingKey::try_from(request.info.public_key.owned_to_ref()).map_err(|_| Refused::Key)?;
    let signature = request.signature.as_bytes().and_then(|bytes| DerSignature::from_bytes(bytes).ok());
    let (Ok(signed), Some(signature)) = (request.info.to_der(), signature) else { return Err(Refused::Signature) };
    key.verify(&signed, &signature).map_err(|_| Refused::Signature)?;
    if request.info.subject.is_empty() { Err(Refused::Subject) } else { Ok(key) }
}

/// A name of the sandbox's own.
pub(super) fn name(common_name: &str) -> anyhow::Result<Name> {
    Ok(Name::from_str(&format!("CN={common_name},O=Okno Sandbox,C=RU"))?)
}

/// The root's certificate over its own key.
pub(super) fn root(cx: &Cx, key: &SigningKey) -> anyhow::Result<Certificate> {
    let name = name("Okno Sandbox Root CA")?;
    let profile = Profile { issuer: name.clone(), subject: name, purpose: Purpose::Root, crl_address: None };
    build(cx, profile, key, key.verifying_key())
}

/// A certificate for the key, signed by the root.
pub(super) fn issue(
    cx: &Cx,
    root: &Identity,
    subject: Name,
    key: &VerifyingKey,
    purpose: Purpose,
    crl_address: &str,
) -> anyhow::Result<Certificate> {
    let issuer = root.certificate.tbs_certificate().subject().clone();
    let profile = Profile { issuer, subject, purpose, crl_address: Some(crl_address.to_owned()) };
    build(cx, profile, &root.key, key)
}

/// The list of what was revoked, good for a week.
pub(super) fn revocations(
    cx: &Cx,
    root: &Identity,
    revoked: &[(Vec<u8>, Timestamp)],
) -> anyhow::Result<CertificateList> {
    let number = CrlNumber::try_from(u64::try_from(cx.now().as_second())?)?;
    let entries = revoked
        .iter()
        .map(|(serial, at)| {
            let (serial_number, revocation_date) = (SerialNumber::new(serial)?, moment(*at)?);
            Ok(RevokedCert { serial_number, revocation_date, crl_entry_extensions: None })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut builder = CrlBuilder::new_with_this_update(&root.certificate, number, moment(cx.now())?)?
        .with_next_update(Some(moment(days_from(cx.now(), 7))?));
    // An empty list of entries must be left out (RFC 5280, 5.1.2.6).
    if !entries.is_empty() {
        builder = builder.with_certificates(entries.into_iter());
    }
    Ok(builder.build::<_, DerSignature>(&root.key)?)
}

fn build(cx: &Cx, profile: Profile, signer: &SigningKey, key: &VerifyingKey) -> anyhow::Result<Certificate> {
    let mut serial = cx.bytes::<16>();
    // Positive and of full length (RFC 5280, 4.1.2.2).
    serial[0] = serial[0] & 0x7f | 0x40;
    // A day of grace for verifiers whose clock is behind.
    let (from, until) = (days_from(cx.now(), -1), days_from(cx.now(), profile.purpose.days()));
    let builder = CertificateBuilder::new(
        profile,
        SerialNumber::new(&serial)?,
        Validity::new(moment(from)?, moment(until)?),
        SubjectPublicKeyInfo::from_key(key)?,
    )?;
    Ok(builder.build::<_, DerSignature>(signer)?)
}

fn days_from(at: Timestamp, days: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(days * DAY)).unwrap_or(at)
}

fn moment(at: Timestamp) -> anyhow::Result<Time> {
    let seconds = Duration::from_secs(u64::try_from(at.as_second())?);
    Ok(Time::from(DateTime::from_unix_duration(seconds)?))
}

struct Profile {
    issuer: Name,
    subject: Name,
    purpose: Purpose,
    crl_address: Option<String>,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        certificate: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let is_root = self.purpose == Purpose::Root;
        let mut extensions = Vec::new();
        let subject = certificate.subject();
        let path_len_constraint = is_root.then_some(0);
        extensions.push(BasicConstraints { ca: is_root, path_len_constraint }.to_extension(subject, &extensions)?);
        extensions.push(self.purpose.usage().to_extension(subject, &extensions)?);
        extensions.push(SubjectKeyIdentifier::try_from(key)?.to_extension(subject, &extensions)?);
        if !is_root {
            extensions.push(AuthorityKeyIdentifier::try_from(issuer_key)?.to_extension(subject, &extensions)?);
        }
        let usage = self.purpose.extended_usage();
        if !usage.is_empty() {
            // RFC 3161, 2.3: critical for a time-stamper.
            extensions.push(Extension {
                extn_id: ExtendedKeyUsage::OID,
                critical: self.purpose == Purpose::TimeStamps,
                extn_value: OctetString::new(ExtendedKeyUsage(usage.to_vec()).to_der()?)?,
            });
        }
        if self.purpose == Purpose::Server {
            let names = SubjectAltName(vec![
                GeneralName::DnsName(Ia5String::new("localhost")?),
                GeneralName::IpAddress(OctetString::new([127, 0, 0, 1])?),
            ]);
            extensions.push(names.to_extension(subject, &extensions)?);
        }
        if let Some(address) = &self.crl_address {
            let place = GeneralName::UniformResourceIdentifier(Ia5String::new(address)?);
            let points = CrlDistributionPoints(vec![DistributionPoint {
                distribution_point: Some(DistributionPointName::FullName(vec![place])),
                reasons: None,
                crl_issuer: None,
            }]);
            extensions.push(points.to_extension(subject, &extensions)?);
        }
        Ok(extensions)
    }
}
