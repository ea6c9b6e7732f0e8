//! Signing a PDF: PAdES baseline B-T (ETSI EN 319 142-1) as an incremental revision, and reading such a signature again.
//!
//! Pure but for the two doors to the outside: [`Signer`] (a key: here in a file, in production perhaps in a module that
//! never gives it away) and [`TimeStampAuthority`]. Start with [`sign`].

mod algorithm;
mod authority;
mod key;
mod new_key;
mod revision;
mod signed_data;
mod signers;
pub(crate) mod time_stamp;
mod verify;

use std::pin::Pin;

use sha2::{Digest, Sha256};

pub use authority::{HttpAuthority, TimeStampAuthority};
pub use key::{KeyFile, Signer};
pub use new_key::{NewKey, new_key};
pub use revision::Facts;
pub use signers::{AgencyKey, Signers};
pub use verify::{Seal, Signature, inspect};

/// The future of an answer from outside.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// Why a document could not be signed, or a key not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not a PDF that can be extended.
    #[error("the PDF cannot be signed: {0}")]
    Pdf(String),
    /// A structure could not be written or read.
    #[error("ASN.1: {0}")]
    Asn1(#[from] der::Error),
    /// The key or its certificates cannot be used.
    #[error("signing key: {0}")]
    Key(String),
    /// No key is configured for the agency.
    #[error("no signing key for agency {0:?}")]
    NoKey(String),
    /// The time-stamp authority refused, was not reached, or answered something else than was asked.
    #[error("time stamp: {0}")]
    TimeStamp(String),
}

/// Signs `pdf` and has the signature stamped with the time. `nonce` ties the time stamp to this request: random, used once.
pub async fn sign(
    pdf: &[u8],
    facts: &Facts<'_>,
    signer: &dyn Signer,
    authority: &dyn TimeStampAuthority,
    nonce: [u8; 8],
) -> Result<Vec<u8>, Error> {
    let revision = revision::Revision::prepare(pdf, facts)?;
    let unsigned = signed_data::Unsigned::new(revision.digest()?, signer.chain())?;
    let signature = signer.sign(unsigned.digest()?).await?;
    let query = time_stamp::Query::new(Sha256::digest(&signature).into(), nonce)?;
    let answer = authority.stamp(query.to_der()?).await?;
    let token = query.accept(&answer)?;
    let seal = unsigned.finish(signer.algorithm(), &signature, token)?;
    revision.fill(&seal)
}
