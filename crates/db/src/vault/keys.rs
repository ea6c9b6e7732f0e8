//! The ring: master keys that wrap data keys, and the key of fingerprints. It never enters the database.

use std::{fmt, sync::Arc};

use base::{Cx, Uuid};
use data_encoding::{BASE64, HEXLOWER};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::cipher::DataKey;
use crate::{Error, Result};

/// The keys of an installation. Whoever loses them loses all personal data; keep a copy apart from the backups.
#[derive(Clone)]
pub struct Keys {
    /// The newest last.
    masters: Vec<Arc<Master>>,
    lookup: Secret,
    fingerprints: Secret,
    ledger: Secret,
}

#[derive(Clone)]
struct Secret([u8; 32]);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A master key with its name, ready for use: every page unwraps a data key.
struct Master {
    secret: Secret,
    /// The beginning of its hash, so that nobody has to count keys.
    id: String,
    cipher: DataKey,
}

impl Master {
    fn new(secret: Secret) -> Arc<Self> {
        let hash = Sha256::digest(secret.0);
        let id = HEXLOWER.encode(hash.get(..8).unwrap_or_default());
        let cipher = DataKey::new(&secret.0);
        Arc::new(Self { secret, id, cipher })
    }
}

impl Secret {
    fn derived(&self, purpose: &str) -> Result<Self> {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(purpose.as_bytes(), &mut key)
            .map_err(|_| Error::Keys("a key cannot be derived"))?;
        Ok(Self(key))
    }
}

impl Keys {
    /// New keys with one master key.
    pub fn generate(cx: &Cx) -> Self {
        let (master, lookup) = (Secret(cx.bytes()), Secret(cx.bytes()));
        // Deriving 32 bytes cannot fail; were it to, random keys would at worst find nothing.
        let derived = |purpose| lookup.derived(purpose).unwrap_or_else(|_| Secret(cx.bytes()));
        let (fingerprints, ledger) = (derived("okno fingerprints"), derived("okno ledger"));
        Self { masters: vec![Master::new(master)], lookup, fingerprints, ledger }
    }

    /// The same ring with one more master key, which is used from now on; then call [`super::rotate`].
    #[must_use]
    pub fn rotated(&self, cx: &Cx) -> Self {
        let mut next = self.clone();
        next.masters.push(Master::new(Secret(cx.bytes())));
        next
    }

    /// The same ring with only its newest master key; safe after [`super::rotate`] has answered.
    #[must_use]
    pub fn newest_only(&self) -> Self {
        let mut next = self.clone();
        next.masters.drain(..next.masters.len().saturating_sub(1));
        next
    }

    /// Reads a ring as written by [`Keys::to_bytes`]: lines of a name and a key in base64, `lookup` once and `master`
    /// at least once, the newest last; lines that begin with `#` are comments.
    pub fn from_bytes(text: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(text).map_err(|_| Error::Keys("not a text"))?;
        let (mut masters, mut lookup) = (Vec::new(), None);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, key) = line.split_once(' ').ok_or(Error::Keys("a line is not a name and a key"))?;
            let key = Zeroizing::new(BASE64.decode(key.trim().as_bytes()).map_err(|_| Error::Keys("not base64"))?);
            let key = Secret(key.as_slice().try_into().map_err(|_| Error::Keys("a key is not of 32 bytes"))?);
            match name {
                "master" => masters.push(Master::new(key)),
                "lookup" if lookup.is_none() => lookup = Some(key),
                _ => return Err(Error::Keys("a line is neither one lookup nor a master")),
            }
        }
        let lookup = lookup.ok_or(Error::Keys("the lookup key is missing"))?;
        if masters.is_empty() {
            return Err(Error::Keys("there is no master key"));
        }
        let (fingerprints, ledger) = (lookup.derived("okno fingerprints")?, lookup.derived("okno ledger")?);
        Ok(Self { masters, lookup, fingerprints, ledger })
    }

    /// The ring as a text for a file that only the portal may read.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text =
            String::from("# The keys of this installation: keep secret, keep a copy apart from the backups.\n");
        let masters = self.masters.iter().map(|key| ("master", &key.secret));
        for (name, key) in std::iter::once(("lookup", &self.lookup)).chain(masters) {
            text.push_str(name);
            text.push(' ');
            text.push_str(&BASE64.encode(&key.0));
            text.push('\n');
        }
        text.into_bytes()
    }

    /// The name of the master key in use, and the wrapped data key.
    pub(super) fn wrap(&self, cx: &Cx, owner: Uuid, key: &[u8; 32]) -> Result<(String, Vec<u8>)> {
        let master = self.masters.last().ok_or(Error::Keys("there is no master key"))?;
        let wrapped = master.cipher.seal(cx.bytes(), owner, "vault_keys/wrapped", key)?;
        Ok((master.id.clone(), wrapped))
    }

    pub(super) fn unwrap(&self, owner: Uuid, master: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        let master = self.masters.iter().find(|key| key.id == master);
        let master = master.ok_or(Error::Keys("a data key is wrapped by a master key that is not in the ring"))?;
        let key = Zeroizing::new(master.cipher.open(owner, "vault_keys/wrapped", wrapped)?);
        key.as_slice().try_into().map(Zeroizing::new).map_err(|_| Error::Keys("a data key is not of 32 bytes"))
    }

    /// The names of the master keys that are no longer in use.
    pub(super) fn older(&self) -> Vec<String> {
        let older = self.masters.split_last().map(|(_, older)| older).unwrap_or_default();
        older.iter().map(|key| key.id.clone()).collect()
    }

    pub(super) fn fingerprints(&self) -> &[u8; 32] {
        &self.fingerprints.0
    }

    pub(super) fn ledger(&self) -> &[u8; 32] {
        &self.ledger.0
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("masters", &self.masters.len()).finish_non_exhaustive()
    }
}
