//! For tests, here and above: a certificate authority, an agency's key and a time-stamp authority, all in memory.

#![expect(clippy::unwrap_used, reason = "what cannot be set up must fail the test")]

pub mod doors;

use std::{str::FromStr, sync::Arc};

use base::Cx;
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use der::{
    Any, Decode, Encode, EncodePem, Sequence,
    asn1::{GeneralizedTime, Int, ObjectIdentifier, OctetString, SetOfVec},
    pem::LineEnding,
};
use p256::{
    ecdsa::{DerSignature, SigningKey, signature::Signer as _},
    pkcs8::EncodePrivateKey,
};
use sha2::{Digest, Sha256};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::{
    Certificate, TbsCertificate,
    attr::Attribute,
    builder::{Builder, CertificateBuilder, profile::BuilderProfile},
    ext::{
        Extension, ToExtension,
        pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages},
    },
    name::Name,
    serial_number::SerialNumber,
    time::{Time, Validity},
};

use crate::signing::{Answer, Error, KeyFile, TimeStampAuthority};

const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

/// What a certificate is for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Authority,
    Seal,
    TimeStamps,
}

struct Profile {
    subject: Name,
    issuer: Name,
    used_for: Use,
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
        _key: SubjectPublicKeyInfoRef<'_>,
        _issuer_key: SubjectPublicKeyInfoRef<'_>,
        certificate: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let authority = self.used_for == Use::Authority;
        // A seal vouches for what it seals: strict validators want "non-repudiation" beside "digital signature".
        let usages = if authority {
            KeyUsages::KeyCertSign | KeyUsages::CRLSign
        } else {
            KeyUsages::DigitalSignature | KeyUsages::NonRepudiation
        };
        let mut extensions = Vec::new();
        let subject = certificate.subject();
        let constraints = BasicConstraints { ca: authority, path_len_constraint: None };
        extensions.push(constraints.to_extension(subject, &extensions)?);
        extensions.push(KeyUsage(usages).to_extension(subject, &extensions)?);
        if self.used_for == Use::TimeStamps {
            let mut extension = ExtendedKeyUsage(vec![TIME_STAMPING]).to_extension(subject, &extensions)?;
            extension.critical = true;
            extensions.push(extension);
        }
        Ok(extensions)
    }
}

/// A certificate authority that signs whatever it is asked to.
pub struct Authority {
    key: SigningKey,
    certificate: Certificate,
}

impl Authority {
    /// A root of its own.
    pub fn new(cx: &Cx) -> Self {
        let key = any_key(cx);
        let name = Name::from_str("CN=Okno test root,O=Tests,C=RU").unwrap();
        let certificate = issue(cx, &key, &key, name.clone(), name, Use::Authority);
        Self { key, certificate }
    }

    /// The root's certificate, PEM, to be trusted.
    pub fn root_pem(&self) -> String {
        self.certificate.to_pem(LineEnding::LF).unwrap()
    }

    /// An agency's key and chain as PEM files hold them.
    pub fn agency_pem(&self, cx: &Cx, name: &str) -> (String, String) {
        let key = any_key(cx);
        let subject = Name::from_str(&format!("CN={name},O={name},C=RU")).unwrap();
        let certificate = self.sign(cx, &key, subject, Use::Seal);
        let chain = certificate.to_pem(LineEnding::LF).unwrap() + &self.root_pem();
        (key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string(), chain)
    }

    /// An agency's key, ready to sign.
    pub fn agency(&self, cx: &Cx, name: &str) -> Arc<KeyFile> {
        let (key, chain) = self.agency_pem(cx, name);
        Arc::new(KeyFile::from_pem(&key, &chain).unwrap())
    }

    /// A time-stamp authority under this root whose clock is `cx`.
    pub fn clockmaker(&self, cx: &Cx) -> Clockmaker {
        let key = any_key(cx);
        let name = Name::from_str("CN=Okno test time stamps,O=Tests,C=RU").unwrap();
        let certificate = self.sign(cx, &key, name, Use::TimeStamps);
        Clockmaker { cx: cx.clone(), key, certificate }
    }

    fn sign(&self, cx: &Cx, key: &SigningKey, subject: Name, used_for: Use) -> Certificate {
        issue(cx, key, &self.key, subject, self.certificate.tbs_certificate().subject().clone(), used_for)
    }
}

fn any_key(cx: &Cx) -> SigningKey {
    std::iter::repeat_with(|| SigningKey::from_slice(&cx.bytes::<32>())).find_map(Result::ok).unwrap()
}

/// Valid from 2020 to 2049, so that validators that look at the wall clock agree with tests that do not.
fn issue(
    cx: &Cx,
    key: &SigningKey,
    issuer_key: &SigningKey,
    subject: Name,
    issuer: Name,
    used_for: Use,
) -> Certificate {
    let at = |seconds| Time::try_from(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
    let validity = Validity::new(at(1_577_836_800), at(2_493_072_000));
    let serial = SerialNumber::new(&[&[1], cx.bytes::<8>().as_slice()].concat()).unwrap();
    let public = SubjectPublicKeyInfoOwned::from_key(key.verifying_key()).unwrap();
    CertificateBuilder::new(Profile { subject, issuer, used_for }, serial, validity, public)
        .unwrap()
        .build::<_, DerSignature>(issuer_key)
        .unwrap()
}

/// A time-stamp authority (RFC 3161) without a network.
pub struct Clockmaker {
    cx: Cx,
    key: SigningKey,
    certificate: Certificate,
}

#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct Request {
    version: u8,
    imprint: Imprint,
    nonce: Int,
    with_certificate: bool,
}

#[derive(Sequence)]
struct Info {
    version: u8,
    policy: ObjectIdentifier,
    imprint: Imprint,
    serial: u32,
    at: GeneralizedTime,
    nonce: Int,
}

#[derive(Sequence)]
struct Status {
    status: u8,
}

#[derive(Sequence)]
struct Reply {
    status: Status,
    token: ContentInfo,
}

impl Clockmaker {
    /// Answers a TimeStampReq with a TimeStampResp.
    pub fn answer(&self, query: &[u8]) -> Vec<u8> {
        let request = Request::from_der(query).unwrap();
        let since = u64::try_from(self.cx.now().as_second()).unwrap();
        let info = Info {
            version: 1,
            policy: ObjectIdentifier::new_unwrap("1.2.3.4.1"),
            imprint: request.imprint,
            serial: 7,
            at: GeneralizedTime::from_unix_duration(std::time::Duration::from_secs(since)).unwrap(),
            nonce: request.nonce,
        };
        let token = self.token(&info.to_der().unwrap());
        Reply { status: Status { status: 0 }, token }.to_der().unwrap()
    }

    fn token(&self, info: &[u8]) -> ContentInfo {
        let sha256 = AlgorithmIdentifierOwned { oid: SHA256, parameters: None };
        let info_type = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
        let tie =
            Tie { certificates: vec![TieId { hash: octets(&Sha256::digest(self.certificate.to_der().unwrap())) }] };
        let attributes = SetOfVec::try_from(vec![
            attribute("1.2.840.113549.1.9.3", Any::encode_from(&info_type).unwrap()),
            attribute("1.2.840.113549.1.9.4", Any::encode_from(&octets(&Sha256::digest(info))).unwrap()),
            attribute("1.2.840.113549.1.9.16.2.47", Any::encode_from(&tie).unwrap()),
        ])
        .unwrap();
        let signature: DerSignature = self.key.sign(&attributes.to_der().unwrap());
        let own = self.certificate.tbs_certificate();
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: own.issuer().clone(),
                serial_number: own.serial_number().clone(),
            }),
            digest_alg: sha256.clone(),
            signed_attrs: Some(attributes),
            signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None },
            signature: octets(signature.as_bytes()),
            unsigned_attrs: None,
        };
        let message = SignedData {
            version: CmsVersion::V3,
            digest_algorithms: SetOfVec::try_from(vec![sha256]).unwrap(),
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: info_type,
                econtent: Some(Any::encode_from(&octets(info)).unwrap()),
            },
            certificates: Some(
                CertificateSet::try_from(vec![CertificateChoices::Certificate(self.certificate.clone())]).unwrap(),
            ),
            crls: None,
            signer_infos: SignerInfos::try_from(vec![signer]).unwrap(),
        };
        ContentInfo {
            content_type: ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2"),
            content: Any::encode_from(&message).unwrap(),
        }
    }
}

impl TimeStampAuthority for Clockmaker {
    fn stamp(&self, query: Vec<u8>) -> Answer<'_, Vec<u8>> {
        Box::pin(std::future::ready(Ok(self.answer(&query))))
    }
}

/// A time-stamp authority that is down.
pub struct NoTime;

impl TimeStampAuthority for NoTime {
    fn stamp(&self, _query: Vec<u8>) -> Answer<'_, Vec<u8>> {
        Box::pin(std::future::ready(Err(Error::TimeStamp("the authority is down".to_owned()))))
    }
}

#[derive(Sequence)]
struct TieId {
    hash: OctetString,
}

#[derive(Sequence)]
struct Tie {
    certificates: Vec<TieId>,
}

fn octets(bytes: &[u8]) -> OctetString {
    OctetString::new(bytes.to_vec()).unwrap()
}

fn attribute(oid: &str, value: Any) -> Attribute {
    Attribute { oid: ObjectIdentifier::new_unwrap(oid), values: SetOfVec::try_from(vec![value]).unwrap() }
}
