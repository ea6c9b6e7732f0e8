//! Tokens that prove that a form was shown by us to this very device: a nonce and an HMAC over it and the device's id.
//!
//! A new nonce for every page keeps the token from being guessed through the length of compressed answers (BREACH).

use base::{Cx, Uuid};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

const NONCE: usize = 9;
const TAG: usize = 18;

/// The field of every form that carries the token.
pub const FIELD: &str = "_csrf";

/// A fresh token for the device.
pub fn token(key: &[u8; 32], cx: &Cx, device: Uuid) -> String {
    let nonce = cx.bytes::<NONCE>();
    let mut bytes = nonce.to_vec();
    bytes.extend_from_slice(&tag(key, nonce, device));
    BASE64URL_NOPAD.encode(&bytes)
}

/// Whether the token was made for this device.
pub fn is_genuine(key: &[u8; 32], device: Uuid, token: &str) -> bool {
    let Ok(bytes) = BASE64URL_NOPAD.decode(token.as_bytes()) else { return false };
    let Some((nonce, given)) = bytes.split_first_chunk::<NONCE>() else { return false };
    tag(key, *nonce, device).ct_eq(given).into()
}

fn tag(key: &[u8; 32], nonce: [u8; NONCE], device: Uuid) -> [u8; TAG] {
    // An HMAC takes a key of any length; 32 bytes never fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; TAG] };
    mac.update(b"okno csrf 1");
    mac.update(&nonce);
    mac.update(device.as_bytes());
    let full = mac.finalize().into_bytes();
    full.first_chunk::<TAG>().copied().unwrap_or([0; TAG])
}

#[cfg(test)]
mod tests {
    use base::Timestamp;

    use super::*;

    #[test]
    fn a_token_fits_its_device_only() {
        let (cx, _) = Cx::test(Timestamp::UNIX_EPOCH);
        let (key, device) = ([7; 32], cx.uuid());
        let made = token(&key, &cx, device);
        assert_ne!(made, token(&key, &cx, device));
        assert!(is_genuine(&key, device, &made));
        assert!(!is_genuine(&key, cx.uuid(), &made));
        assert!(!is_genuine(&[8; 32], device, &made));
        for forged in ["", "AAAA", "!", &made[1..]] {
            assert!(!is_genuine(&key, device, forged), "{forged}");
        }
    }
}
