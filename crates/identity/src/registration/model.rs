//! What a person who registers has told us. Pure.

use base::{Email, Lang};
use serde::{Deserialize, Serialize};

use crate::{accounts::Names, events::Contact};

/// Somebody on the way to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Applicant {
    pub(crate) names: Names,
    /// The contact that the code goes to.
    pub(crate) contact: Contact,
    /// A further e-mail address, to be proved after the account is there.
    pub(crate) email: Option<Email>,
    pub(crate) lang: Lang,
    /// Where the person was going when registration got in the way.
    pub(crate) next: Option<String>,
}
