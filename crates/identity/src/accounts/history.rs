//! History of operations with an account, as its owner reads it on «Настройки».

use base::{AccountId, Cx, Timestamp};
use db::Tx;

use super::store;

db::codes!(
    /// Something that was done with an account.
    pub enum Happening {
        /// The account was opened.
        Registered = "registered",
        /// Somebody signed in; the detail names the browser.
        SignedIn = "signed-in",
        /// Signed out on purpose.
        SignedOut = "signed-out",
        /// A session was ended from the list.
        SessionEnded = "session-ended",
        /// Every session was ended by whoever runs the portal.
        SessionsEndedByOperator = "sessions-ended-by-operator",
        /// The account was locked by whoever runs the portal.
        Locked = "locked",
        /// The account was opened again.
        Unlocked = "unlocked",
        /// The password was changed, in the settings or through recovery.
        PasswordChanged = "password-changed",
        /// A phone number was proved; the detail has it masked.
        PhoneProved = "phone-proved",
        /// An e-mail address was proved; the detail has it masked.
        EmailProved = "email-proved",
        /// The language of messages was changed.
        LanguageChanged = "language-changed",
        /// Personal data were saved.
        PersonalDataSaved = "personal-data-saved",
        /// A record of the household was added or changed; the detail has the code of its kind.
        HouseholdSaved = "household-saved",
        /// A record of the household was removed; the detail has the code of its kind.
        HouseholdRemoved = "household-removed",
        /// The data went to the registries.
        ChecksAsked = "checks-asked",
        /// The registries answered.
        ChecksFinished = "checks-finished",
        /// The level rose or fell; the detail has its code.
        LevelChanged = "level-changed",
        /// A centre compared the passport and confirmed the person; the detail names the centre.
        ConfirmedAtCentre = "confirmed-at-centre",
        /// A centre mended a mistake in the data; the detail names the centre.
        MendedAtCentre = "mended-at-centre",
    }
);

impl Happening {
    /// The translation key of the sentence in the list.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Registered => "settings-happening-registered",
            Self::SignedIn => "settings-happening-signed-in",
            Self::SignedOut => "settings-happening-signed-out",
            Self::SessionEnded => "settings-happening-session-ended",
            Self::SessionsEndedByOperator => "settings-happening-sessions-ended-by-operator",
            Self::Locked => "settings-happening-locked",
            Self::Unlocked => "settings-happening-unlocked",
            Self::PasswordChanged => "settings-happening-password-changed",
            Self::PhoneProved => "settings-happening-phone-proved",
            Self::EmailProved => "settings-happening-email-proved",
            Self::LanguageChanged => "settings-happening-language-changed",
            Self::PersonalDataSaved => "settings-happening-personal-data-saved",
            Self::HouseholdSaved => "settings-happening-household-saved",
            Self::HouseholdRemoved => "settings-happening-household-removed",
            Self::ChecksAsked => "settings-happening-checks-asked",
            Self::ChecksFinished => "settings-happening-checks-finished",
            Self::LevelChanged => "settings-happening-level-changed",
            Self::ConfirmedAtCentre => "settings-happening-confirmed-at-centre",
            Self::MendedAtCentre => "settings-happening-mended-at-centre",
        }
    }
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was done.
    pub kind: Happening,
    /// A word more, if there is one: the browser, the centre, the masked contact.
    pub detail: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Writes a line, in the transaction of what it tells of.
pub async fn note(
    tx: &mut Tx,
    cx: &Cx,
    account: AccountId,
    kind: Happening,
    detail: Option<&str>,
) -> Result<(), db::Error> {
    store::insert_event(tx, cx, account, kind, detail).await
}

/// The newest lines, newest first.
pub async fn history(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<Entry>, db::Error> {
    store::list_events(tx, account, limit).await
}
