//! A second factor as its owner takes it over: once, into an authenticator.

use std::fmt;

/// The secret of an authenticator. It is shown once and never printed by accident.
pub struct NewFactor {
    secret: String,
    sign_in: String,
}

impl NewFactor {
    pub(super) fn of(sign_in: &str, secret: &[u8]) -> Self {
        Self { secret: data_encoding::BASE32_NOPAD.encode(secret), sign_in: sign_in.trim().to_lowercase() }
    }

    /// The secret in base32, to be typed by hand.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The address that authenticators read, mostly as a QR code.
    pub fn address(&self) -> String {
        // Percent-encoding (RFC 3986, section 2.1).
        let name = self.sign_in.bytes().fold(String::new(), |name, byte| match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => name + &char::from(byte).to_string(),
            other => format!("{name}%{other:02X}"),
        });
        format!("otpauth://totp/Okno:{name}?secret={}&issuer=Okno&algorithm=SHA1&digits=6&period=30", self.secret)
    }
}

impl fmt::Debug for NewFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewFactor").field("sign_in", &self.sign_in).finish_non_exhaustive()
    }
}
