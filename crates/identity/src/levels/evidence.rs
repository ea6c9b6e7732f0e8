//! Evidence and the rule that derives a level from it. Pure: no clock, no database.

use std::{fmt, str::FromStr};

use base::{Date, StaffId, Timestamp, Uuid};

use super::AssuranceLevel;
use crate::checks::Registry;

db::codes!(
    /// A way to confirm that the account's owner is the person of the personal data. All write evidence through one door.
    pub enum VerificationMethod {
        /// Passport compared in a service centre.
        ServiceCentre = "service-centre",
        /// Code from a registered letter.
        RegisteredLetter = "registered-letter",
        /// Signed in at a partner bank.
        PartnerBank = "partner-bank",
        /// Qualified electronic signature.
        ElectronicSignature = "electronic-signature",
        /// Scans looked through by an expert.
        DocumentReview = "document-review",
        /// Holder's name of a bank card.
        BankCard = "bank-card",
        /// Account of another trusted identity system.
        TrustedProvider = "trusted-provider",
    }
);

/// What a piece of evidence rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A state registry agreed with the data.
    Registry(Registry),
    /// A verification method confirmed the person.
    Method(VerificationMethod),
}

impl Ground {
    /// The code in the table: that of the registry or of the method; the two sets do not overlap.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registry(registry) => registry.as_str(),
            Self::Method(method) => method.as_str(),
        }
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no ground of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such ground of evidence")]
pub struct BadGround;

impl FromStr for Ground {
    type Err = BadGround;
    fn from_str(code: &str) -> Result<Self, BadGround> {
        if let Ok(registry) = code.parse() {
            return Ok(Self::Registry(registry));
        }
        code.parse().map(Self::Method).map_err(|_| BadGround)
    }
}

impl db::ToParam for Ground {
    fn to_param(&self) -> db::Param<'_> {
        db::Param::Text(self.as_str().into())
    }
}

impl db::FromValue for Ground {
    fn from_value(value: db::Value<'_>) -> Result<Self, db::Mismatch> {
        match value {
            db::Value::Text(code) => code.parse().map_err(|_| db::Mismatch::new("a ground of evidence", &value)),
            other => Err(db::Mismatch::new("a ground of evidence", &other)),
        }
    }
}

/// A keyed fingerprint of data that evidence speaks of.
pub type Subject = [u8; 32];

/// What evidence must speak of to count for an account: fingerprints of its present personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subjects {
    /// Of the data that the pension fund is asked about.
    pub pension: Subject,
    /// Of the data that the passport registry is asked about.
    pub passport: Subject,
    /// Of the person: names, birth date, SNILS. Outlives a new passport.
    pub person: Subject,
}

impl Subjects {
    /// What evidence of this ground must speak of.
    pub const fn wanted_by(&self, ground: Ground) -> Subject {
        match ground {
            Ground::Registry(Registry::PensionFund) => self.pension,
            Ground::Registry(Registry::PassportRegistry) => self.passport,
            Ground::Method(_) => self.person,
        }
    }
}

/// One thing that proved a claim. Rows are only ever added; a revocation is a row of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which row.
    pub id: Uuid,
    /// What it rests on.
    pub ground: Ground,
    /// What it speaks of.
    pub subject: Subject,
    /// Which fields were compared, by their names in the form.
    pub fields: Vec<String>,
    /// The member of staff who compared, if one did.
    pub staff: Option<StaffId>,
    /// The office where it was done, if in one.
    pub office: Option<String>,
    /// When.
    pub made_at: Timestamp,
    /// The last day on which it counts; `None`: until it is revoked.
    pub until: Option<Date>,
    /// Whether staff have revoked it.
    pub revoked: bool,
}

impl Evidence {
    /// Whether it still counts on this day.
    pub fn in_force(&self, today: Date) -> bool {
        !self.revoked && self.until.is_none_or(|until| today <= until)
    }

    fn supports(&self, ground: Ground, subjects: &Subjects, today: Date) -> bool {
        self.ground == ground && self.subject == subjects.wanted_by(ground) && self.in_force(today)
    }
}

/// Whether this registry has agreed with the present data.
pub fn agreed(registry: Registry, evidence: &[Evidence], subjects: &Subjects, today: Date) -> bool {
    evidence.iter().any(|one| one.supports(Ground::Registry(registry), subjects, today))
}

/// The level that the evidence supports. Without complete personal data (`subjects`) nothing is proved but the contact.
///
/// «Стандартная» needs every registry, «Подтверждённая» a verification method on top: a person confirmed in a centre who
/// types a new passport is «Упрощённая» until the registries agree, and then «Подтверждённая» again at once.
pub fn derive(evidence: &[Evidence], subjects: Option<&Subjects>, today: Date) -> AssuranceLevel {
    let Some(subjects) = subjects else { return AssuranceLevel::Simplified };
    if !Registry::ALL.iter().all(|registry| agreed(*registry, evidence, subjects, today)) {
        return AssuranceLevel::Simplified;
    }
    let confirmed = VerificationMethod::ALL
        .iter()
        .any(|method| evidence.iter().any(|one| one.supports(Ground::Method(*method), subjects, today)));
    if confirmed { AssuranceLevel::Verified } else { AssuranceLevel::Standard }
}

/// The day after which the level may fall by itself: the earliest end of evidence that counts now.
pub fn next_end(evidence: &[Evidence], subjects: &Subjects, today: Date) -> Option<Date> {
    evidence.iter().filter(|one| one.supports(one.ground, subjects, today)).filter_map(|one| one.until).min()
}

#[cfg(test)]
mod tests;
