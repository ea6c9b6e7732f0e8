//! Registry checks: one question to one state registry, asked by a durable job until there is an answer.
//!
//! The state of a check is in the table `registry_checks`, so a restart changes nothing. [`queue`] writes the questions in
//! the transaction of the change that causes them, [`ask`] asks them, [`finish`] draws the conclusion. Personal data leave
//! the portal through [`Registries`] alone, and each time the access ledger says so.

pub mod ask;
pub mod finish;
pub mod gateway;
pub mod http;
pub mod pauses;
pub mod queue;
pub(crate) mod store;
mod wire;

pub use ask::AskRegistry;
pub use gateway::{Answer, Asking, Question, Registries, SharedRegistries, Unavailable};
pub use http::{HttpRegistries, RegistrySettings};
pub use queue::{Progress, ask_again, progress};
pub use store::RegistryCheck;
pub use wire::read as read_answer;

db::typed_id!(
    /// A registry check.
    pub CheckId
);

db::codes!(
    /// A state registry that personal data are compared with.
    pub enum Registry {
        /// Knows SNILS, name, birth date and sex.
        PensionFund = "pension-fund",
        /// Knows passports and their owners.
        PassportRegistry = "passport-registry",
    }
);

impl Registry {
    /// The translation key of the registry's name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::PensionFund => "personal-registry-pension-fund",
            Self::PassportRegistry => "personal-registry-passport-registry",
        }
    }

    /// The code of the document that the registry vouches for, in events: "snils", "passport".
    pub const fn document_code(self) -> &'static str {
        match self {
            Self::PensionFund => "snils",
            Self::PassportRegistry => "passport",
        }
    }

    /// The translation key of the document that the registry vouches for: «СНИЛС», «паспорт».
    pub const fn document_key(self) -> &'static str {
        match self {
            Self::PensionFund => "personal-document-snils",
            Self::PassportRegistry => "personal-document-passport",
        }
    }
}

db::codes!(
    /// Where a check stands.
    pub enum CheckState {
        /// Waits for its turn, or for the next try.
        Queued = "queued",
        /// The question is on its way.
        Asked = "asked",
        /// The registry knows the same.
        Agreed = "agreed",
        /// The registry knows it otherwise.
        Differs = "differs",
        /// The registry does not know such a number.
        NotFound = "not-found",
        /// Five days without an answer.
        GaveUp = "gave-up",
    }
);

impl CheckState {
    /// Whether an answer may still come.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Asked)
    }

    /// Whether the citizen may ask the same again.
    pub const fn may_ask_again(self) -> bool {
        matches!(self, Self::Differs | Self::NotFound | Self::GaveUp)
    }

    /// The translation key of the state's name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Queued => "personal-check-queued",
            Self::Asked => "personal-check-asked",
            Self::Agreed => "personal-check-agreed",
            Self::Differs => "personal-check-differs",
            Self::NotFound => "personal-check-not-found",
            Self::GaveUp => "personal-check-gave-up",
        }
    }
}

db::codes!(
    /// What a registry knows otherwise: a field of the form, or the standing of the document itself.
    pub enum Mark {
        /// Фамилия.
        FamilyName = "family_name",
        /// Имя.
        GivenName = "given_name",
        /// Отчество.
        Patronymic = "patronymic",
        /// Пол.
        Sex = "sex",
        /// Дата рождения.
        BornOn = "born_on",
        /// Дата выдачи.
        IssuedOn = "issued_on",
        /// Код подразделения.
        SubdivisionCode = "subdivision_code",
        /// The insurance number is suspended.
        SnilsSuspended = "snils-suspended",
        /// The insurance number is annulled.
        SnilsAnnulled = "snils-annulled",
        /// The passport is not valid any more.
        PassportInvalid = "passport-invalid",
        /// Something that the registry did not name in words we know.
        Other = "other",
    }
);

impl Mark {
    /// The translation key of the mark's name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::FamilyName => "personal-mark-family-name",
            Self::GivenName => "personal-mark-given-name",
            Self::Patronymic => "personal-mark-patronymic",
            Self::Sex => "personal-mark-sex",
            Self::BornOn => "personal-mark-born-on",
            Self::IssuedOn => "personal-mark-issued-on",
            Self::SubdivisionCode => "personal-mark-subdivision-code",
            Self::SnilsSuspended => "personal-mark-snils-suspended",
            Self::SnilsAnnulled => "personal-mark-snils-annulled",
            Self::PassportInvalid => "personal-mark-passport-invalid",
            Self::Other => "personal-mark-other",
        }
    }

    /// The codes of several marks in one text, as the table keeps them.
    pub fn join(marks: &[Self]) -> String {
        marks.iter().map(|mark| mark.as_str()).collect::<Vec<_>>().join(",")
    }

    /// Reads what [`Mark::join`] wrote; a code of a later version is [`Mark::Other`].
    pub fn split(text: &str) -> Vec<Self> {
        text.split(',').filter(|code| !code.is_empty()).map(|code| code.parse().unwrap_or(Self::Other)).collect()
    }
}
