//! Levels of an account: what they are, what proves them, and the one door through which they change.
//!
//! A level is never set by hand. [`evidence`] holds the rule that derives it from evidence, [`standing`] applies the rule
//! and keeps its answer in the table `standings`, so that a page reads the level with one look-up ([`of`]).

pub mod evidence;
mod person;
pub mod standing;
pub(crate) mod store;

pub use evidence::{Ground, VerificationMethod};
pub use person::{person_mark, person_mark_of, person_with};
pub use standing::{holder_of, of};

db::codes!(
    /// How sure the portal is that an account belongs to the person it names, weakest first.
    pub enum AssuranceLevel {
        /// A contact is proved, nothing more.
        Simplified = "simplified",
        /// Both state registries agree with the personal data.
        Standard = "standard",
        /// A verification method has shown that this is the person.
        Verified = "verified",
    }
);

impl AssuranceLevel {
    /// The translation key of the level's name, as shown beside the citizen's name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Simplified => "personal-level-simplified",
            Self::Standard => "personal-level-standard",
            Self::Verified => "personal-level-verified",
        }
    }
}

db::codes!(
    /// Why an account stands where it stands; the citizen reads it in words.
    pub enum StandingReason {
        /// Nothing has been proved yet.
        New = "new",
        /// Both registries agreed.
        ChecksAgreed = "checks-agreed",
        /// A verification method confirmed the person.
        IdentityConfirmed = "identity-confirmed",
        /// The checked data changed, so what was proved no longer speaks of them.
        DataChanged = "data-changed",
        /// Evidence ran out, for instance with the passport.
        EvidenceEnded = "evidence-ended",
        /// Evidence was revoked by staff.
        EvidenceRevoked = "evidence-revoked",
        /// Another confirmed account holds this SNILS.
        SnilsTaken = "snils-taken",
    }
);

impl StandingReason {
    /// Whether something that was proved counts no more.
    pub const fn is_fall(self) -> bool {
        matches!(self, Self::DataChanged | Self::EvidenceEnded | Self::EvidenceRevoked)
    }

    /// The translation key of the sentence that explains the reason.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::New => "personal-reason-new",
            Self::ChecksAgreed => "personal-reason-checks-agreed",
            Self::IdentityConfirmed => "personal-reason-identity-confirmed",
            Self::DataChanged => "personal-reason-data-changed",
            Self::EvidenceEnded => "personal-reason-evidence-ended",
            Self::EvidenceRevoked => "personal-reason-evidence-revoked",
            Self::SnilsTaken => "personal-reason-snils-taken",
        }
    }
}
