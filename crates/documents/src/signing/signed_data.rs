//! The CMS structure of a PAdES signature (RFC 5652 with the attributes of CAdES, ETSI EN 319 122-1).

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use der::{
    Any, Encode, Sequence,
    asn1::{ObjectIdentifier, OctetString, SetOfVec},
};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::{Certificate, attr::Attribute};

use super::{Error, algorithm};

/// ESSCertIDv2 (RFC 5035, 4). Ours has the default hash, SHA-256, and no issuer; those of others may have both.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct CertificateId {
    #[asn1(optional = "true")]
    pub algorithm: Option<AlgorithmIdentifierOwned>,
    pub hash: OctetString,
    #[asn1(optional = "true")]
    pub issuer: Option<Any>,
}

/// SigningCertificateV2 (RFC 5035, 3): ties the certificate into what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct SigningCertificate {
    pub certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    pub policies: Option<Any>,
}

/// What will be signed: no signing time among it, the PDF's own entry says that (ETSI EN 319 142-1, 6.3).
pub struct Unsigned<'a> {
    attributes: SignedAttributes,
    leaf: &'a Certificate,
    chain: &'a [Certificate],
}

impl<'a> Unsigned<'a> {
    /// Attributes over the digest of the document.
    pub fn new(document_digest: [u8; 32], chain: &'a [Certificate]) -> Result<Self, Error> {
        let leaf = chain.first().ok_or_else(|| Error::Key("the certificate chain is empty".to_owned()))?;
        let hash = OctetString::new(Sha256::digest(leaf.to_der()?).to_vec())?;
        let own = CertificateId { algorithm: None, hash, issuer: None };
        let signing_certificate = SigningCertificate { certificates: vec![own], policies: None };
        let attributes = SetOfVec::try_from(vec![
            attribute(algorithm::CONTENT_TYPE, Any::encode_from(&algorithm::DATA)?)?,
            attribute(algorithm::MESSAGE_DIGEST, Any::encode_from(&OctetString::new(document_digest.to_vec())?)?)?,
            attribute(algorithm::SIGNING_CERTIFICATE_V2, Any::encode_from(&signing_certificate)?)?,
        ])?;
        Ok(Self { attributes, leaf, chain })
    }

    /// The digest that the key signs: of the attributes as a SET (RFC 5652, 5.4).
    pub fn digest(&self) -> Result<[u8; 32], Error> {
        Ok(Sha256::digest(self.attributes.to_der()?).into())
    }

    /// The finished structure, DER.
    pub fn finish(
        self,
        signature_algorithm: AlgorithmIdentifierOwned,
        signature: &[u8],
        time_stamp: Any,
    ) -> Result<Vec<u8>, Error> {
        let sha256 = AlgorithmIdentifierOwned { oid: algorithm::SHA256, parameters: None };
        let leaf = self.leaf.tbs_certificate();
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: leaf.issuer().clone(),
                serial_number: leaf.serial_number().clone(),
            }),
            digest_alg: sha256.clone(),
            signed_attrs: Some(self.attributes),
            signature_algorithm,
            signature: OctetString::new(signature.to_vec())?,
            unsigned_attrs: Some(SetOfVec::try_from(vec![attribute(algorithm::TIME_STAMP_TOKEN, time_stamp)?])?),
        };
        let certificates: Vec<_> = self.chain.iter().cloned().map(CertificateChoices::Certificate).collect();
        let message = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![sha256])?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: algorithm::DATA, econtent: None },
            certificates: Some(CertificateSet::try_from(certificates)?),
            crls: None,
            signer_infos: SignerInfos::try_from(vec![signer])?,
        };
        let content = ContentInfo { content_type: algorithm::SIGNED_DATA, content: Any::encode_from(&message)? };
        Ok(content.to_der()?)
    }
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}
