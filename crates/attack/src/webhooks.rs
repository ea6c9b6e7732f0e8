//! Notices of the payment provider: signature line and body.

use hmac::{Hmac, KeyInit, Mac};
use payments::webhook::{BadNotice, read};
use sha2::Sha256;

use crate::scene;

const SECRET: &[u8] = b"the secret that nobody knows";

/// The first line as the signature of the rest; then the whole, rightly signed.
pub fn enter(bytes: &[u8]) {
    let now = scene::cx().now();
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (line, body) = bytes.split_at(end);
    // The header comes as text that HTTP allows.
    let line = String::from_utf8_lossy(line);
    let body = body.get(1..).unwrap_or_default();
    if read(&line, body, SECRET, now) != Err(BadNotice::Forged) {
        assert!(line.to_ascii_lowercase().contains(&code(now.as_second(), body)), "a forged notice is taken");
    }
    let genuine = format!("t={},v1={}", now.as_second(), code(now.as_second(), bytes));
    assert_ne!(read(&genuine, bytes, SECRET, now), Err(BadNotice::Forged), "a genuine notice is refused");
    assert_eq!(read(&genuine, bytes, b"another", now), Err(BadNotice::Forged), "any key signs");
}

fn code(time: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap_or_else(|_| std::process::abort());
    mac.update(format!("{time}.").as_bytes());
    mac.update(body);
    data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes())
}
