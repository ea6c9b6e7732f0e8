//! The audit of what is kept: what `okno doctor --deep` finds, gathered from every slice.
//!
//! A slice's `audit` walks its own tables by their keys, a page in one snapshot, and tells an [`Audit`] what it finds: a
//! kind in words, counted, with the first places of each. Nothing is changed, and memory stays what a page takes.

use std::{collections::BTreeMap, fmt::Display};

use base::{Cx, SignedDuration, Timestamp, Uuid};

use crate::{Db, Error, Migration, Result, jobs, ledger, operator, vault};

/// How many rows are looked at in one snapshot.
pub const PAGE: u32 = 200;

/// How an audit goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// What began less than so long ago may still be under way.
    pub grace: SignedDuration,
    /// So long may work take that waits for a system outside.
    pub outside: SignedDuration,
    /// Nobody works: nothing may be under way, not even just now.
    pub settled: bool,
    /// How many places of each kind are named.
    pub shown: usize,
    /// Looks closely at one account of so many; 1 is all of them.
    pub sample: u32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            grace: SignedDuration::from_mins(15),
            outside: SignedDuration::from_hours(6 * 24),
            settled: false,
            shown: 5,
            sample: 1,
        }
    }
}

/// How often something was found, and where first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How often.
    pub count: u64,
    /// The first places: ids and codes, never personal data.
    pub first: Vec<String>,
}

type Progress<'a> = Box<dyn FnMut(&'static str, u64) + Send + 'a>;

/// What was looked at and what was found.
pub struct Audit<'a> {
    /// Clock of the audit.
    pub cx: Cx,
    bounds: Bounds,
    findings: BTreeMap<&'static str, Found>,
    remarks: BTreeMap<&'static str, Found>,
    examined: Vec<(&'static str, u64)>,
    progress: Progress<'a>,
}

impl<'a> Audit<'a> {
    /// An audit that has not begun. `progress` hears of each page: what is looked at, and how much of it so far.
    pub fn new(cx: Cx, bounds: Bounds, progress: impl FnMut(&'static str, u64) + Send + 'a) -> Self {
        let (findings, remarks) = (BTreeMap::new(), BTreeMap::new());
        Self { cx, bounds, findings, remarks, examined: Vec::new(), progress: Box::new(progress) }
    }

    /// Something is not as it must be.
    pub fn found(&mut self, kind: &'static str, place: impl Display) {
        note(&mut self.findings, self.bounds.shown, kind, place);
    }

    /// Something that an operator may want to know, and that harms nobody.
    pub fn remark(&mut self, kind: &'static str, place: impl Display) {
        note(&mut self.remarks, self.bounds.shown, kind, place);
    }

    /// As [`Audit::found`], when it is so.
    pub fn found_if(&mut self, is_so: bool, kind: &'static str, place: impl Display) {
        if is_so {
            self.found(kind, place);
        }
    }

    /// What came of opening something sealed; that it does not open is a finding. An owner without a key is a finding of
    /// its own, made once, where accounts are looked at.
    pub fn opened<T>(&mut self, outcome: Result<T>, kind: &'static str, place: impl Display) -> Result<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(Error::NoKey(_)) => Ok(None),
            Err(Error::Sealed(_) | Error::Json(_) | Error::Keys(_)) => {
                self.found(kind, place);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// A row that cannot be read is a finding; any other error ends the audit. After a `true` the transaction is over.
    pub fn unreadable(&mut self, outcome: Result<()>, place: impl Display) -> Result<bool> {
        match outcome {
            Ok(()) => Ok(false),
            Err(Error::Row { problem, .. }) => {
                self.found("a row holds what this version cannot read", format!("{place}: {problem}"));
                Ok(true)
            }
            Err(other) => Err(other),
        }
    }

    /// So many more of them were looked at.
    pub fn examined(&mut self, what: &'static str, more: usize) {
        let more = more as u64;
        let total = if let Some((_, count)) = self.examined.iter_mut().find(|(known, _)| *known == what) {
            *count += more;
            *count
        } else {
            self.examined.push((what, more));
            more
        };
        (self.progress)(what, total);
    }

    /// Whether what has been the portal's own to do since then should be done by now.
    pub fn is_late(&self, since: Timestamp) -> bool {
        self.bounds.settled || self.cx.now().duration_since(since) > self.bounds.grace
    }

    /// Whether what has waited for a system outside since then should be over by now.
    pub fn is_late_outside(&self, since: Timestamp) -> bool {
        self.bounds.settled || self.cx.now().duration_since(since) > self.bounds.outside
    }

    /// Whether nobody works, so that nothing may be under way.
    pub fn is_settled(&self) -> bool {
        self.bounds.settled
    }

    /// Whether this account is one of those that are looked at closely.
    pub fn takes(&self, account: impl Into<Uuid>) -> bool {
        account.into().as_u128() % u128::from(self.bounds.sample.max(1)) == 0
    }

    /// What is not as it must be, by kind.
    pub fn findings(&self) -> &BTreeMap<&'static str, Found> {
        &self.findings
    }

    /// What harms nobody, by kind.
    pub fn remarks(&self) -> &BTreeMap<&'static str, Found> {
        &self.remarks
    }

    /// What was looked at, in the order in which it was begun.
    pub fn looked_at(&self) -> &[(&'static str, u64)] {
        &self.examined
    }
}

fn note(kinds: &mut BTreeMap<&'static str, Found>, shown: usize, kind: &'static str, place: impl Display) {
    let found = kinds.entry(kind).or_default();
    found.count += 1;
    if found.first.len() < shown {
        found.first.push(place.to_string());
    }
}

/// Audits the database itself: its file, the indexes of the migrations, data keys, ledger and jobs.
pub async fn audit(db: &Db, audit: &mut Audit<'_>, lists: &[&[Migration]]) -> Result<()> {
    for problem in operator::integrity(db).await? {
        audit.found("the database file is damaged", problem);
    }
    for index in operator::missing_indexes(db, lists).await? {
        audit.found("an index that the migrations make is not there", index);
    }
    vault::audit(db, audit).await?;
    ledger::audit(db, audit).await?;
    jobs::audit(db, audit).await
}
