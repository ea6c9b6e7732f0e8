//! AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits before the text and its tag.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base::Uuid;

use crate::{Error, Result};

const NONCE: usize = 12;

/// The form of what is sealed; another cipher would have another number.
const FORM: u8 = 1;

/// A key that is ready for use.
pub(super) struct DataKey(Aes256Gcm);

impl DataKey {
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Form, nonce, text and tag; bound to owner and place.
    pub fn seal(&self, nonce: [u8; NONCE], owner: Uuid, place: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let bound = bound(owner, place);
        let secret = self
            .0
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &bound })
            .map_err(|_| Error::Sealed(place.to_owned()))?;
        let mut sealed = Vec::with_capacity(1 + NONCE + secret.len());
        sealed.push(FORM);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&secret);
        Ok(sealed)
    }

    pub fn open(&self, owner: Uuid, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let refused = || Error::Sealed(place.to_owned());
        let (&form, rest) = sealed.split_first().ok_or_else(refused)?;
        let (nonce, secret) = rest.split_first_chunk::<NONCE>().ok_or_else(refused)?;
        if form != FORM {
            return Err(refused());
        }
        let bound = bound(owner, place);
        self.0.decrypt(&Nonce::from(*nonce), Payload { msg: secret, aad: &bound }).map_err(|_| refused())
    }
}

fn bound(owner: Uuid, place: &str) -> Vec<u8> {
    [owner.as_bytes(), place.as_bytes()].concat()
}
