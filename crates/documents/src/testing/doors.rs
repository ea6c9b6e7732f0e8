//! Doors to what reads strangers' bytes, for whoever throws bytes at them.

pub use crate::{content::examine, file_name::clean};

use crate::signing::time_stamp::Query;

/// A question to a time-stamp authority that is always the same, as it is sent.
///
/// # Errors
/// Never, as long as DER can be written.
pub fn time_stamp_query() -> Result<Vec<u8>, crate::signing::Error> {
    Query::new([7; 32], [3; 8])?.to_der()
}

/// Whether these bytes are an answer to [`time_stamp_query`] that the signer takes.
pub fn is_time_stamp(answer: &[u8]) -> bool {
    Query::new([7; 32], [3; 8]).is_ok_and(|query| query.accept(answer).is_ok())
}
