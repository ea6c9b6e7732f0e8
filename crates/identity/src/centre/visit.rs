//! A visit: the operator's right to open one account, for a recorded reason and for two hours.

use base::{AccountId, Cx, SignedDuration, Timestamp, national::Snils};
use db::Tx;

use super::{JournalEntry, VisitReason, note_access, store};
use crate::{
    Operator,
    accounts::{self, AccountNumber},
    levels::standing::{holder_of, snils_fingerprint},
    personal,
};

db::typed_id!(
    /// A visit to a service centre.
    pub VisitId
);

/// How long a visit stays open: long enough for checks in the registries, short enough to be forgotten by nobody.
const LASTS: SignedDuration = SignedDuration::from_hours(2);
/// How many accounts with one SNILS are told apart by their numbers.
const MOST_NAMESAKES: u32 = 5;

/// A visit as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Which.
    pub id: VisitId,
    /// Its number in the centre's journal and on the act: «261121-003».
    pub number: String,
    /// Whose account it opens.
    pub account: AccountId,
    /// Why.
    pub reason: VisitReason,
    /// When the citizen came.
    pub opened_at: Timestamp,
    /// From then on it opens nothing.
    pub ends_at: Timestamp,
}

/// What an operator typed to find an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The number from the cabinet's page.
    Number(AccountNumber),
    /// The SNILS from the card.
    Snils(Snils),
}

impl std::str::FromStr for Wanted {
    type Err = ();

    /// Ten digits are an account number, eleven a SNILS; both have check digits.
    fn from_str(text: &str) -> Result<Self, ()> {
        let number = text.parse().map(Self::Number).map_err(|_| ());
        number.or_else(|()| text.parse().map(Self::Snils).map_err(|_| ()))
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One account.
    One(AccountId),
    /// Several unconfirmed accounts have typed this SNILS: told apart by their numbers.
    Several(Vec<AccountNumber>),
    /// None.
    Nobody,
}

/// Looks for the account. A confirmed account wins over those that merely have typed its SNILS.
pub async fn find(tx: &mut Tx, wanted: &Wanted) -> Result<Found, db::Error> {
    let snils = match wanted {
        Wanted::Number(number) => {
            return Ok(accounts::find_by_number(tx, number).await?.map_or(Found::Nobody, Found::One));
        }
        Wanted::Snils(snils) => snils,
    };
    if let Some(holder) = holder_of(tx, snils).await? {
        return Ok(Found::One(holder));
    }
    let fingerprint = snils_fingerprint(tx, snils);
    let typed = personal::store::list_by_snils(tx, &fingerprint, MOST_NAMESAKES).await?;
    match typed.as_slice() {
        [] => Ok(Found::Nobody),
        [one] => Ok(Found::One(*one)),
        several => {
            let mut numbers = Vec::with_capacity(several.len());
            for account in several {
                numbers.extend(accounts::find(tx, *account).await?.map(|account| account.number));
            }
            Ok(Found::Several(numbers))
        }
    }
}

/// Opens a visit: its number, the journal, the access ledger.
pub async fn open(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    account: AccountId,
    reason: VisitReason,
) -> Result<Visit, db::Error> {
    let (now, day) = (cx.now(), crate::day::of(cx.now()));
    let place = store::next_number(tx, &operator.centre, day).await?;
    let visit = Visit {
        id: VisitId::new(cx),
        number: format!("{:02}{:02}{:02}-{place:03}", day.year() % 100, day.month(), day.day()),
        account,
        reason,
        opened_at: now,
        ends_at: now.checked_add(LASTS).unwrap_or(now),
    };
    store::insert_visit(tx, operator, &visit).await?;
    note(tx, cx, operator, &visit, JournalEntry::Opened, "").await?;
    note_access(tx, cx, operator, account, reason, &visit.number, "account.found").await?;
    Ok(visit)
}

/// Why a visit opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoVisit {
    /// There is none of this id, or it is another operator's.
    Unknown,
    /// Its two hours are over.
    Ended,
}

/// The operator's own visit, while it lasts.
pub async fn get(tx: &mut Tx, cx: &Cx, operator: &Operator, id: VisitId) -> Result<Result<Visit, NoVisit>, db::Error> {
    Ok(match store::find_visit(tx, operator, id).await? {
        None => Err(NoVisit::Unknown),
        Some(visit) if visit.ends_at <= cx.now() => Err(NoVisit::Ended),
        Some(visit) => Ok(visit),
    })
}

/// Writes a line in the journal.
pub(super) async fn note(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    visit: &Visit,
    entry: JournalEntry,
    detail: &str,
) -> Result<(), db::Error> {
    store::insert_entry(tx, cx, operator, visit, entry, detail).await
}

/// Notes in the ledger what is done during the visit.
pub(super) async fn access(
    tx: &mut Tx,
    cx: &Cx,
    operator: &Operator,
    visit: &Visit,
    action: &str,
) -> Result<(), db::Error> {
    note_access(tx, cx, operator, visit.account, visit.reason, &visit.number, action).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_snils_are_told_apart() {
        let (cx, _clock) = Cx::test(Timestamp::UNIX_EPOCH);
        let number = AccountNumber::draw(&cx);
        for text in [number.to_string(), number.as_str().to_owned()] {
            assert_eq!(text.parse(), Ok(Wanted::Number(number.clone())));
        }
        for text in ["146-728-391 94", "14672839194"] {
            assert_eq!(text.parse(), Ok(Wanted::Snils("14672839194".parse().unwrap())));
        }
        for text in ["", "Ветрова", "146-728-391 95", "1234567890123"] {
            assert_eq!(text.parse::<Wanted>(), Err(()), "{text}");
        }
    }
}
