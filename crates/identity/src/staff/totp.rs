//! Time-based one-time codes (RFC 6238): SHA-1, six digits, thirty seconds, as every authenticator app has them.

use base::Timestamp;
use totp_rs::{Builder, Totp};

const STEP: u64 = 30;

/// The generator for a secret of 160 bits, the length that RFC 4226 recommends; `None` for any other length.
pub(super) fn generator(secret: &[u8]) -> Option<Totp> {
    let secret = <[u8; 20]>::try_from(secret).ok()?;
    Builder::new().with_secret(secret).with_step_duration(STEP).with_skew(1).build().ok()
}

/// The step of time that the code belongs to, if it is a right one now; one step early or late is allowed for clocks.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let seconds = u64::try_from(now.as_second()).ok()?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = generator(secret)?.check(&digits, seconds)?;
    i64::try_from(step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_6238_vectors() {
        // Appendix B of the RFC, the last six of the eight digits.
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(step_of(secret, code, now), Some(second / 30));
            assert_eq!(step_of(secret, &format!("{} {}", &code[..3], &code[3..]), now), Some(second / 30));
            assert_eq!(step_of(secret, "000000", now), None);
        }
    }

    #[test]
    fn one_step_late_is_forgiven_and_no_more() {
        let secret = b"12345678901234567890";
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(step_of(secret, "287082", at(59 + 30)), Some(1));
        assert_eq!(step_of(secret, "287082", at(59 + 61)), None);
    }

    #[test]
    fn secrets_of_another_length_are_refused() {
        assert!(generator(b"short").is_none());
    }
}
