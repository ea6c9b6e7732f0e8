//! Confirming a person in a service centre: the rule who may be confirmed, and the command.

use base::{Cx, Timestamp};
use db::{Tx, vault};

use super::{
    JournalEntry,
    visit::{self, Visit},
};
use crate::{
    Operator,
    accounts::{self, AccountStatus, Happening},
    checks::{self, Progress},
    levels::{
        Ground, StandingReason, VerificationMethod,
        standing::{self, NewEvidence, Standing},
    },
    personal::{self, PersonalData, Situation},
};

db::codes!(
    /// A line of the check-list that an operator ticks.
    pub enum Line {
        /// The person looks like the photograph.
        Person = "person",
        /// Names.
        Name = "name",
        /// Sex, date and place of birth.
        Birth = "birth",
        /// Series and number.
        Passport = "passport",
        /// When and by whom issued.
        Issued = "issued",
        /// СНИЛС.
        Snils = "snils",
        /// The act is printed and signed.
        Act = "act",
    }
);

impl Line {
    /// The translation key of the line.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Person => "centre-line-person",
            Self::Name => "centre-line-name",
            Self::Birth => "centre-line-birth",
            Self::Passport => "centre-line-passport",
            Self::Issued => "centre-line-issued",
            Self::Snils => "centre-line-snils",
            Self::Act => "centre-line-act",
        }
    }
}

/// The fields that the check-list covers.
const COMPARED: [&str; 11] = [
    "family_name",
    "given_name",
    "patronymic",
    "sex",
    "born_on",
    "birth_place",
    "passport",
    "passport_issued_on",
    "passport_issued_by",
    "subdivision_code",
    "snils",
];

/// Why a person cannot be confirmed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There are no personal data.
    Unfinished,
    /// The registries have not answered yet.
    Checking,
    /// A registry knows it otherwise.
    Differs,
    /// A registry did not answer.
    GaveUp,
    /// Another confirmed account has the SNILS.
    SnilsTaken,
    /// It was done before.
    Already {
        /// When.
        at: Timestamp,
    },
    /// The account is locked or closed.
    Status,
    /// The data are not those that were compared.
    DataChanged,
}

impl Refusal {
    /// The translation key of the reason, which also says what to do.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Unfinished => "centre-refusal-unfinished",
            Self::Checking => "centre-refusal-checking",
            Self::Differs => "centre-refusal-differs",
            Self::GaveUp => "centre-refusal-gave-up",
            Self::SnilsTaken => "centre-refusal-snils-taken",
            Self::Already { .. } => "centre-refusal-already",
            Self::Status => "centre-refusal-status",
            Self::DataChanged => "centre-refusal-data-changed",
        }
    }
}

/// Whether an account in this state may be confirmed.
pub fn may_confirm(
    status: AccountStatus,
    standing: Standing,
    complete: bool,
    lines: &[Progress],
) -> Result<(), Refusal> {
    if !matches!(status, AccountStatus::Active | AccountStatus::Pending) {
        return Err(Refusal::Status);
    }
    match Situation::of(standing, complete, lines) {
        Situation::Standard => Ok(()),
        Situation::Verified => Err(Refusal::Already { at: standing.changed_at.unwrap_or(Timestamp::UNIX_EPOCH) }),
        Situation::Unfinished => Err(Refusal::Unfinished),
        Situation::Checking => Err(Refusal::Checking),
        Situation::Differs => Err(Refusal::Differs),
        Situation::GaveUp => Err(Refusal::GaveUp),
        Situation::SnilsTaken => Err(Refusal::SnilsTaken),
    }
}

/// What stands for exactly these data: the page carries it, so that an operator cannot confirm what was not compared.
pub fn data_key(tx: &Tx, data: &PersonalData) -> Result<String, db::Error> {
    let text = serde_json::to_string(data)?;
    let fingerprint = vault::fingerprint(tx, "compared-data", &text);
    Ok(data_encoding::HEXLOWER.encode(&fingerprint))
}

/// Confirms the person of the visit. `compared` is the key of the data that the operator has compared with the documents.
///
/// Evidence, level, journal, ledger and the news to the citizen are one. Of two operators at once the second is told that
/// it was done already.
pub async fn confirm(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    visit: &Visit,
    compared: &str,
) -> Result<Result<(), Refusal>, db::Error> {
    // Whoever comes second waits here, and then reads what the first has done.
    let keys = personal::store::lock(tx, visit.account).await?;
    let status = match accounts::find(tx, visit.account).await? {
        Some(account) => account.status,
        None => return Ok(Err(Refusal::Status)),
    };
    let standing = standing::standing(tx, visit.account).await?;
    let data = personal::store::open(tx, visit.account).await?.data;
    let lines = checks::progress(tx, cx, visit.account).await?;
    if let Err(refusal) = may_confirm(status, standing, data.is_some(), &lines) {
        return Ok(Err(refusal));
    }
    let (Some(data), Some(subjects)) = (data, keys.and_then(|keys| keys.subjects())) else {
        return Ok(Err(Refusal::Unfinished));
    };
    if data_key(tx, &data)? != compared {
        return Ok(Err(Refusal::DataChanged));
    }
    let new = NewEvidence {
        ground: Ground::Method(VerificationMethod::ServiceCentre),
        subject: subjects.person,
        fields: &COMPARED,
        staff: Some(operator.staff),
        office: Some(&operator.centre),
        until: None,
    };
    standing::record(tx, cx, visit.account, new).await?;
    standing::settle(tx, cx, visit.account, StandingReason::IdentityConfirmed).await?;
    accounts::note(tx, cx, visit.account, Happening::ConfirmedAtCentre, Some(&operator.centre)).await?;
    visit::note(tx, cx, operator, visit, JournalEntry::Confirmed, "").await?;
    visit::access(tx, cx, operator, visit, "identity.confirmed").await?;
    metrics::counter!("identity_confirmations", "method" => "service-centre").increment(1);
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        checks::{CheckState, Registry},
        levels::AssuranceLevel,
    };

    fn lines(pension: CheckState, passport: CheckState) -> Vec<Progress> {
        [(Registry::PensionFund, pension), (Registry::PassportRegistry, passport)]
            .map(|(registry, state)| Progress { registry, state, marks: Vec::new(), check: None })
            .to_vec()
    }

    #[test]
    fn only_a_standard_account_in_use_is_confirmed() {
        use AssuranceLevel::{Simplified, Standard, Verified};
        use CheckState::{Agreed, Asked, Differs, GaveUp, NotFound};
        let at = Timestamp::UNIX_EPOCH;
        let standing = |level, reason| Standing { level, reason, changed_at: Some(at) };
        let standard = standing(Standard, StandingReason::ChecksAgreed);
        let simple = standing(Simplified, StandingReason::New);
        let agreed = lines(Agreed, Agreed);
        let active = AccountStatus::Active;
        assert_eq!(may_confirm(active, standard, true, &agreed), Ok(()));
        assert_eq!(may_confirm(AccountStatus::Pending, standard, true, &agreed), Ok(()));
        for status in [AccountStatus::Locked, AccountStatus::Closed] {
            assert_eq!(may_confirm(status, standard, true, &agreed), Err(Refusal::Status));
        }
        let verified = standing(Verified, StandingReason::IdentityConfirmed);
        assert_eq!(may_confirm(active, verified, true, &agreed), Err(Refusal::Already { at }));
        assert_eq!(may_confirm(active, simple, false, &[]), Err(Refusal::Unfinished));
        assert_eq!(may_confirm(active, simple, true, &lines(Asked, Differs)), Err(Refusal::Checking));
        assert_eq!(may_confirm(active, simple, true, &lines(Agreed, NotFound)), Err(Refusal::Differs));
        assert_eq!(may_confirm(active, simple, true, &lines(GaveUp, Agreed)), Err(Refusal::GaveUp));
        let taken = standing(Simplified, StandingReason::SnilsTaken);
        assert_eq!(may_confirm(active, taken, true, &agreed), Err(Refusal::SnilsTaken));
    }
}
