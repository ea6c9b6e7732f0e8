//! Which key signs for which agency.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Error, KeyFile, Signer};

/// Where an agency's key lies: an entry of `[[documents.signers]]` in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyKey {
    /// The agency's code in the catalogue.
    pub agency: String,
    /// PEM file of the PKCS#8 key.
    pub key: PathBuf,
    /// PEM file of the certificates, the agency's own first.
    pub chain: PathBuf,
}

/// The keys of all agencies. There is none that signs for whoever has none: a document must not carry a foreign seal.
#[derive(Clone, Default)]
pub struct Signers(HashMap<String, Arc<dyn Signer>>);

impl Signers {
    /// No keys yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the configured files.
    pub fn load(keys: &[AgencyKey]) -> Result<Self, Error> {
        let mut signers = Self::new();
        for entry in keys {
            let read = |path: &PathBuf| {
                std::fs::read_to_string(path).map_err(|fault| Error::Key(format!("{}: {fault}", path.display())))
            };
            let key = KeyFile::from_pem(&read(&entry.key)?, &read(&entry.chain)?)?;
            signers = signers.with(&entry.agency, Arc::new(key));
        }
        Ok(signers)
    }

    /// Adds an agency's key.
    #[must_use]
    pub fn with(mut self, agency: &str, signer: Arc<dyn Signer>) -> Self {
        self.0.insert(agency.to_owned(), signer);
        self
    }

    /// The key of the agency.
    pub fn of(&self, agency: &str) -> Result<Arc<dyn Signer>, Error> {
        self.0.get(agency).cloned().ok_or_else(|| Error::NoKey(agency.to_owned()))
    }
}

impl std::fmt::Debug for Signers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
