//! Time stamps (RFC 3161) with an ESS signing-certificate-v2 attribute (RFC 5816), as CMS (RFC 5652).

use std::time::Duration;

use base::Cx;
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos},
};
use der::{
    Any, DateTime, Decode, Encode, Sequence, Tag,
    asn1::{BitString, GeneralizedTime, Int, ObjectIdentifier, OctetString, SetOfVec},
};
use p256::ecdsa::{DerSignature, signature::Signer};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{
    Certificate,
    attr::{Attribute, Attributes},
    ext::{Extensions, pkix::name::GeneralName},
    name::Name,
    serial_number::SerialNumber,
};

use super::Identity;

/// The best-practices policy of ETSI EN 319 421.
const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.2023.1.1");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
const ECDSA_WITH_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// `TimeStampReq`.
#[derive(Debug, Sequence)]
struct Request {
    version: u8,
    imprint: Imprint,
    #[asn1(optional = "true")]
    policy: Option<ObjectIdentifier>,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(default = "Default::default")]
    wants_certificate: bool,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

/// `MessageImprint`.
#[derive(Debug, Clone, Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

/// `TimeStampResp`.
#[derive(Debug, Sequence)]
struct Response {
    status: Status,
    #[asn1(optional = "true")]
    token: Option<ContentInfo>,
}

/// `PKIStatusInfo`.
#[derive(Debug, Sequence)]
struct Status {
    code: u8,
    #[asn1(optional = "true")]
    words: Option<Vec<String>>,
    #[asn1(optional = "true")]
    failure: Option<BitString>,
}

/// `TSTInfo`.
#[derive(Debug, Sequence)]
struct Stamp {
    version: u8,
    policy: ObjectIdentifier,
    imprint: Imprint,
    serial: Int,
    at: GeneralizedTime,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
}

/// `Accuracy`, in whole seconds.
#[derive(Debug, Sequence)]
struct Accuracy {
    seconds: u8,
}

/// `SigningCertificateV2` with the one certificate that signed.
#[derive(Debug, Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
}

/// `ESSCertIDv2`; the hash is SHA-256, the default.
#[derive(Debug, Sequence)]
struct CertificateId {
    hash: OctetString,
    issuer_and_serial: IssuerSerial,
}

/// `IssuerSerial`.
#[derive(Debug, Sequence)]
struct IssuerSerial {
    issuer: Vec<GeneralName>,
    serial: SerialNumber,
}

/// Why a stamp is refused (`PKIFailureInfo`, RFC 3161, 2.4.2).
#[derive(Debug, Clone, Copy)]
enum Failure {
    BadAlgorithm,
    BadFormat,
    UnacceptedPolicy,
    UnacceptedExtension,
    Unwilling,
}

impl Failure {
    fn tell(self) -> anyhow::Result<Vec<u8>> {
        let (bit, words) = match self {
            Self::BadAlgorithm => (0, "the hash must be SHA-256, SHA-384 or SHA-512"),
            Self::BadFormat => (5, "this is not a time-stamp request"),
            Self::UnacceptedPolicy => (15, "the only policy here is 0.4.0.2023.1.1"),
            Self::UnacceptedExtension => (16, "no extensions are known here"),
            Self::Unwilling => (25, "the authority refuses (sandbox control)"),
        };
        let mut bits = vec![0_u8; bit / 8 + 1];
        if let Some(last) = bits.last_mut() {
            *last = 0x80 >> (bit % 8);
        }
        let unused = 7 - u8::try_from(bit % 8)?;
        let failure = Some(BitString::new(unused, bits)?);
        let status = Status { code: 2, words: Some(vec![words.to_owned()]), failure };
        Ok(Response { status, token: None }.to_der()?)
    }
}

pub(super) fn answer(
    cx: &Cx,
    stamper: &Identity,
    root: &Certificate,
    request: &[u8],
    willing: bool,
) -> anyhow::Result<Vec<u8>> {
    if !willing {
        return Failure::Unwilling.tell();
    }
    let Ok(request) = Request::from_der(request) else { return Failure::BadFormat.tell() };
    let length = match request.imprint.algorithm.oid {
        SHA_256 => 32,
        SHA_384 => 48,
        SHA_512 => 64,
        _ => return Failure::BadAlgorithm.tell(),
    };
    if request.version != 1 || request.imprint.hash.as_bytes().len() != length {
        return Failure::BadFormat.tell();
    }
    if request.policy.is_some_and(|policy| policy != POLICY) {
        return Failure::UnacceptedPolicy.tell();
    }
    if request.extensions.is_some() {
        return Failure::UnacceptedExtension.tell();
    }
    let now = Duration::from_secs(u64::try_from(cx.now().as_second())?);
    let mut serial = cx.bytes::<16>();
    serial[0] &= 0x7f;
    let stamp = Stamp {
        version: 1,
        policy: POLICY,
        imprint: request.imprint,
        serial: Int::new(&serial)?,
        at: GeneralizedTime::from_date_time(DateTime::from_unix_duration(now)?),
        accuracy: Some(Accuracy { seconds: 1 }),
        ordering: false,
        nonce: request.nonce,
    };
    let certificates = if request.wants_certificate { vec![&stamper.certificate, root] } else { Vec::new() };
    let token = sign(stamper, &stamp.to_der()?, &certificates)?;
    let status = Status { code: 0, words: None, failure: None };
    Ok(Response { status, token: Some(token) }.to_der()?)
}

fn sign(stamper: &Identity, content: &[u8], certificates: &[&Certificate]) -> anyhow::Result<ContentInfo> {
    let sha_256 = AlgorithmIdentifierOwned { oid: SHA_256, parameters: None };
    let certificate = stamper.certificate.tbs_certificate();
    let issuer: Name = certificate.issuer().clone();
    let serial = certificate.serial_number().clone();
    let signed_with = SigningCertificate {
        certificates: vec![CertificateId {
            hash: OctetString::new(Sha256::digest(stamper.certificate.to_der()?).to_vec())?,
            issuer_and_serial: IssuerSerial {
                issuer: vec![GeneralName::DirectoryName(issuer.clone())],
                serial: serial.clone(),
            },
        }],
    };
    let digest = OctetString::new(Sha256::digest(content).to_vec())?;
    let signed_attributes = Attributes::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&TST_INFO)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&digest)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&signed_with)?)?,
    ])?;
    let signature: DerSignature = stamper.key.sign(&signed_attributes.to_der()?);
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber { issuer, serial_number: serial }),
        digest_alg: sha_256.clone(),
        signed_attrs: Some(signed_attributes),
        signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA_256, parameters: None },
        signature: OctetString::new(signature.as_bytes())?,
        unsigned_attrs: None,
    };
    let enclosed: Vec<CertificateChoices> =
        certificates.iter().map(|&certificate| CertificateChoices::Certificate(certificate.clone())).collect();
    let data = SignedData {
        version: CmsVersion::V3,
        digest_algorithms: SetOfVec::try_from(vec![sha_256])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: TST_INFO,
            econtent: Some(Any::new(Tag::OctetString, content)?),
        },
        certificates: if enclosed.is_empty() { None } else { Some(CertificateSet::try_from(enclosed)?) },
        crls: None,
        signer_infos: SignerInfos::try_from(vec![signer])?,
    };
    Ok(ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&data)? })
}

fn attribute(oid: ObjectIdentifier, value: Any) -> anyhow::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}
