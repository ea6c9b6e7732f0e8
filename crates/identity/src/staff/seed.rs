//! Staff from a file, for a new installation and for trials. Running it again changes nothing.

use base::Cx;
use db::Tx;

use super::{Role, model, store, totp};
use crate::passwords::hasher;

/// A member of staff to be there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffSeed {
    /// What they may do.
    pub role: Role,
    /// The name that they sign in with.
    pub sign_in: String,
    /// The password.
    pub password: String,
    /// The secret of their authenticator in base32 (RFC 4648), 160 bits: 32 letters and digits.
    pub totp_secret: String,
    /// Their own name, as colleagues see it.
    pub name: String,
    /// Code of the agency, for officers and heads.
    #[serde(default)]
    pub agency: Option<String>,
    /// The centre, for operators.
    #[serde(default)]
    pub centre: Option<String>,
}

/// A member of staff cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BadSeed {
    /// The secret is not base32 or not of 160 bits.
    #[error("{0}: the TOTP secret must be base32 of 160 bits")]
    Secret(String),
    /// The password could not be hashed.
    #[error("{0}: the password cannot be hashed")]
    Password(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// Makes each member of staff who is not there yet; those who are stay as they are. Answers how many were made.
pub async fn seed_staff(tx: &mut Tx, cx: &Cx, seeds: &[StaffSeed]) -> Result<u64, BadSeed> {
    let mut made = 0;
    for seed in seeds {
        if store::exists(tx, &model::sign_in_key(&seed.sign_in)).await? {
            continue;
        }
        let secret = base32(&seed.totp_secret)
            .filter(|secret| totp::generator(secret).is_some())
            .ok_or_else(|| BadSeed::Secret(seed.sign_in.clone()))?;
        let hash =
            hasher::hash_now(&seed.password, &cx.bytes::<16>()).map_err(|_| BadSeed::Password(seed.sign_in.clone()))?;
        store::insert(tx, cx, seed, &secret, &hash).await?;
        made += 1;
    }
    Ok(made)
}

/// Reads base32 as authenticator apps show it: in any case, in groups, with or without padding.
fn base32(text: &str) -> Option<Vec<u8>> {
    let plain: String =
        text.chars().filter(|c| !matches!(c, ' ' | '-' | '=')).map(|c| c.to_ascii_uppercase()).collect();
    data_encoding::BASE32_NOPAD.decode(plain.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_read_as_people_copy_them() {
        let secret = base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        assert_eq!(secret, b"12345678901234567890");
        assert_eq!(base32("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"), Some(secret));
        assert_eq!(base32("0189"), None);
    }
}
