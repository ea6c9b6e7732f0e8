//! What a person who has lost the password has told us. Pure.

use base::AccountId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{accounts::SignInName, codes::proof::Stage};

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lost {
    /// The name that the account is to be found by.
    pub(super) name: SignInName,
    /// Where the person was going.
    pub(super) next: Option<String>,
}

impl Lost {
    /// The contact with most of it hidden; none for a SNILS, whose contact a stranger must not learn.
    pub(super) fn masked(&self) -> Option<String> {
        match &self.name {
            SignInName::Phone(phone) => Some(phone.masked()),
            SignInName::Email(email) => Some(email.masked()),
            SignInName::Snils(_) => None,
        }
    }
}

/// A recovery on its way.
pub(super) struct Recovery {
    pub(super) id: Uuid,
    pub(super) stage: Stage,
    /// Whose password it is; none when nobody has such a name.
    pub(super) account: Option<AccountId>,
    pub(super) lost: Lost,
}
