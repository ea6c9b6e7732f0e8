//! Keys that sign: a door to the outside, and the one that reads a PEM file.

use der::EncodePem;
use p256::{
    ecdsa::{DerSignature, SigningKey, signature::hazmat::PrehashSigner},
    pkcs8::DecodePrivateKey,
};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::Certificate;

use super::{Answer, Error, algorithm};

/// A key with its certificates. "Hash in, signature out", so that it can live in a module or a remote service.
pub trait Signer: Send + Sync {
    /// The signer's certificate first, then those that lead to the root.
    fn chain(&self) -> &[Certificate];
    /// The signature algorithm, as it stands in the signer's information (RFC 5652, 5.3).
    fn algorithm(&self) -> AlgorithmIdentifierOwned;
    /// Signs a SHA-256 digest; answers the signature as the algorithm writes it (ECDSA: RFC 3279, 2.2.3).
    fn sign(&self, digest: [u8; 32]) -> Answer<'_, Vec<u8>>;
}

/// A P-256 key out of PEM files.
pub struct KeyFile {
    key: SigningKey,
    chain: Vec<Certificate>,
}

impl KeyFile {
    /// Reads a PKCS#8 key and a chain, both PEM, the chain with the key's own certificate first.
    pub fn from_pem(key: &str, chain: &str) -> Result<Self, Error> {
        let key =
            SigningKey::from_pkcs8_pem(key).map_err(|fault| Error::Key(format!("not a P-256 PKCS#8 key: {fault}")))?;
        let chain = Certificate::load_pem_chain(chain.as_bytes())
            .map_err(|fault| Error::Key(format!("the certificate chain is not readable: {fault}")))?;
        let leaf = chain.first().ok_or_else(|| Error::Key("the certificate chain is empty".to_owned()))?;
        let own = SubjectPublicKeyInfoOwned::from_key(key.verifying_key())
            .map_err(|fault| Error::Key(format!("the public key cannot be written: {fault}")))?;
        if leaf.tbs_certificate().subject_public_key_info() != &own {
            return Err(Error::Key("the first certificate of the chain belongs to another key".to_owned()));
        }
        Ok(Self { key, chain })
    }

    /// The chain as PEM, for whoever wants to install it as trusted.
    pub fn chain_pem(&self) -> Result<String, Error> {
        self.chain.iter().map(|certificate| Ok(certificate.to_pem(der::pem::LineEnding::LF)?)).collect()
    }
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyFile").field("certificates", &self.chain.len()).finish_non_exhaustive()
    }
}

impl Signer for KeyFile {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: algorithm::ECDSA_WITH_SHA256, parameters: None }
    }

    fn sign(&self, digest: [u8; 32]) -> Answer<'_, Vec<u8>> {
        // The nonce of the signature is derived from key and digest (RFC 6979): no randomness is needed.
        let signature: Result<DerSignature, _> = self.key.sign_prehash(&digest);
        Box::pin(std::future::ready(match signature {
            Ok(signature) => Ok(signature.as_bytes().to_vec()),
            Err(fault) => Err(Error::Key(format!("the key refused: {fault}"))),
        }))
    }
}
