//! Algorithms by their object identifiers, and checking a signature with them.

use der::{
    Decode, Sequence,
    asn1::{ObjectIdentifier, Uint},
};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey,
    VerificationAlgorithm,
};
use sha2::{Digest, Sha256, Sha384, Sha512};
use spki::SubjectPublicKeyInfoOwned;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// Object identifiers of RFC 5652, 5035, 3161, 5754 and 5758.
pub const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
pub const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
pub const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
pub const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
pub const TIME_STAMP_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
pub const TIME_STAMP_TOKEN: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");
pub const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
pub const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
pub const ECDSA_WITH_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
const ECDSA_WITH_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_WITH_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_WITH_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_WITH_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");

/// The digest of `content`; `None` for an algorithm that is not trusted here.
pub fn digest(algorithm: ObjectIdentifier, content: &[u8]) -> Option<Vec<u8>> {
    match algorithm {
        SHA256 => Some(Sha256::digest(content).to_vec()),
        SHA384 => Some(Sha384::digest(content).to_vec()),
        SHA512 => Some(Sha512::digest(content).to_vec()),
        _ => None,
    }
}

/// Shorter keys of RSA are worth less than 128 bits of security (NIST SP 800-57, part 1).
const SHORTEST_RSA: usize = 3072;

/// RSAPublicKey (RFC 8017, A.1.1).
#[derive(Sequence)]
struct RsaKey {
    modulus: Uint,
    exponent: Uint,
}

impl RsaKey {
    fn bits(&self) -> usize {
        let bytes = self.modulus.as_bytes();
        let idle = bytes.first().map_or(0, |first| first.leading_zeros() as usize);
        (bytes.len() * 8).saturating_sub(idle)
    }
}

/// Whether a key is long enough, as far as its algorithm lets it be shorter.
fn is_long(key: &SubjectPublicKeyInfoOwned) -> bool {
    if key.algorithm.oid != RSA {
        return true;
    }
    let key = key.subject_public_key.as_bytes().and_then(|der| RsaKey::from_der(der).ok());
    key.is_some_and(|key| key.bits() >= SHORTEST_RSA)
}

/// Whether `signature` over `message` was made with the key. Unknown algorithms and short keys answer no.
pub fn verifies(
    key: &SubjectPublicKeyInfoOwned,
    signature_algorithm: ObjectIdentifier,
    digest_algorithm: ObjectIdentifier,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let curve = key.algorithm.parameters.as_ref().and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
    let algorithm: &'static dyn VerificationAlgorithm = match (signature_algorithm, digest_algorithm, curve) {
        (ECDSA_WITH_SHA256, SHA256, Some(P256)) => &ECDSA_P256_SHA256_ASN1,
        (ECDSA_WITH_SHA384, SHA384, Some(P256)) => &ECDSA_P256_SHA384_ASN1,
        (ECDSA_WITH_SHA256, SHA256, Some(P384)) => &ECDSA_P384_SHA256_ASN1,
        (ECDSA_WITH_SHA384, SHA384, Some(P384)) => &ECDSA_P384_SHA384_ASN1,
        (RSA | RSA_WITH_SHA256, SHA256, None) => &RSA_PKCS1_2048_8192_SHA256,
        (RSA | RSA_WITH_SHA384, SHA384, None) => &RSA_PKCS1_2048_8192_SHA384,
        (RSA | RSA_WITH_SHA512, SHA512, None) => &RSA_PKCS1_2048_8192_SHA512,
        _ => return false,
    };
    if !is_long(key) {
        return false;
    }
    key.subject_public_key
        .as_bytes()
        .is_some_and(|key| UnparsedPublicKey::new(algorithm, key).verify(message, signature).is_ok())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    struct Key(SubjectPublicKeyInfoOwned);

    impl Key {
        /// A key of RSA and its signature over a message, by OpenSSL.
        fn signing(bits: &str, message: &[u8]) -> (Self, Vec<u8>) {
            let folder = tempfile::tempdir().unwrap();
            let path = |name: &str| folder.path().join(name);
            let run = |arguments: &[&str]| {
                let done = Command::new("openssl").current_dir(folder.path()).args(arguments).output().unwrap();
                assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            };
            std::fs::write(path("message"), message).unwrap();
            run(&["genrsa", "-out", "key.pem", bits]);
            run(&["rsa", "-in", "key.pem", "-pubout", "-outform", "der", "-out", "public.der"]);
            run(&["dgst", "-sha256", "-sign", "key.pem", "-out", "signature", "message"]);
            let public = std::fs::read(path("public.der")).unwrap();
            let key = SubjectPublicKeyInfoOwned::from_der(&public).unwrap();
            (Self(key), std::fs::read(path("signature")).unwrap())
        }

        fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
            // RSA keys carry NULL as their parameters.
            verifies(&self.0, RSA, SHA256, message, signature)
        }
    }

    #[test]
    fn short_keys_of_rsa_are_not_believed() {
        let message = b"a time stamp";
        for (bits, believed) in [("2048", false), ("3072", true)] {
            let (key, signature) = Key::signing(bits, message);
            assert_eq!(key.verifies(message, &signature), believed, "{bits}");
            assert!(!key.verifies(b"another", &signature), "{bits}");
        }
    }
}
