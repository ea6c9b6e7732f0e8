//! The security log: who came to which door and was let in or not, as events of `tracing` with the target `security`.
//!
//! It names people by the ids of their accounts, names that nobody has by a keyed fingerprint, and the network (never the
//! address) that it came from; nothing that was typed.

use std::fmt::{self, Display, Formatter};

use axum::{
    extract::{MatchedPath, Request},
    response::Response,
};
use base::{AccountId, StaffId};
use web::{Failure, Network};

use crate::{sessions::SignedIn, staff::OnDuty};

const SIGN_IN: &str = "sign-in";
const CONFIRMATION: &str = "password asked again";

/// Whose attempt it is, as far as it is known.
#[derive(Debug, Clone)]
pub(crate) enum Whose {
    Citizen(AccountId),
    Staff(StaffId),
    /// A name for citizens that nobody has, by its fingerprint.
    NoCitizen(String),
    /// A name for staff that nobody has, by its fingerprint.
    NoStaff(String),
    Guest,
}

impl Whose {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Citizen(_) | Self::NoCitizen(_) => "citizen",
            Self::Staff(_) | Self::NoStaff(_) => "staff",
            Self::Guest => "guest",
        }
    }
}

impl Display for Whose {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Citizen(account) => account.fmt(f),
            Self::Staff(staff) => staff.fmt(f),
            Self::NoCitizen(mark) | Self::NoStaff(mark) => write!(f, "nobody:{mark}"),
            Self::Guest => f.write_str("guest"),
        }
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    Right,
    Wrong,
    Slowed,
    /// Right, and an operator has locked the account.
    Locked,
}

impl Checked {
    const fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Slowed => "slowed",
            Self::Locked => "locked",
        }
    }
}

/// Somebody tried to sign in.
pub(crate) fn sign_in(whose: &Whose, checked: Checked, network: &str) {
    tell(SIGN_IN, whose, checked, network);
}

/// Somebody who is signed in was asked for the password again.
pub(crate) fn confirmation(whose: &Whose, checked: Checked, network: &str) {
    tell(CONFIRMATION, whose, checked, network);
}

/// Somebody who is signed in has chosen another password.
pub(crate) fn changed_password(whose: &Whose, network: &str) {
    tracing::info!(target: "security", kind = whose.kind(), who = %whose, outcome = "done", network, "password changed");
}

/// Whoever runs the portal has done something with a way in, by the id of its account or member of staff.
pub(crate) fn operated(what: &'static str, whose: &str) {
    tracing::warn!(target: "security", kind = "operator", who = whose, outcome = "done", "{what}");
}

fn tell(what: &'static str, whose: &Whose, checked: Checked, network: &str) {
    let (kind, outcome) = (whose.kind(), checked.code());
    match checked {
        Checked::Right => tracing::info!(target: "security", kind, who = %whose, outcome, network, "{what}"),
        Checked::Wrong | Checked::Slowed | Checked::Locked => {
            tracing::warn!(target: "security", kind, who = %whose, outcome, network, "{what}");
        }
    }
}

/// A one-time code was not the right one: on its way from the page to the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RefusedCode {
    /// `wrong`, `dead` (too many wrong ones) or `expired` (too old, or used).
    pub(crate) outcome: &'static str,
    /// Whose contact the code went to, if anybody's; else it is told of whoever asks.
    pub(crate) account: Option<AccountId>,
}

/// Who asks for what, noted before the page runs: only its answer tells whether it has to be told of.
pub(crate) struct Asked {
    whose: Whose,
    network: Option<Network>,
    method: axum::http::Method,
    route: Option<MatchedPath>,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Self {
        let extensions = request.extensions();
        let staff = extensions.get::<OnDuty>().map(|one| Whose::Staff(one.staff));
        let citizen = extensions.get::<SignedIn>().map(|one| Whose::Citizen(one.account));
        let (first, second) =
            if crate::staff::is_place(request.uri().path()) { (staff, citizen) } else { (citizen, staff) };
        Self {
            whose: first.or(second).unwrap_or(Whose::Guest),
            network: extensions.get::<Network>().cloned(),
            method: request.method().clone(),
            route: extensions.get::<MatchedPath>().cloned(),
        }
    }

    /// Tells of a page that was refused, and of a code that was not right. The address is named by its route: what stands
    /// in its places may be a secret.
    pub(crate) fn tell(&self, response: &Response) {
        if let Some(code) = response.extensions().get::<RefusedCode>() {
            let whose = code.account.map_or_else(|| self.whose.clone(), Whose::Citizen);
            self.warn("one-time code", &whose, code.outcome);
        } else if let Some(outcome @ ("denied" | "expired" | "throttled")) = Failure::code_of(response) {
            self.warn("refused", &self.whose, outcome);
        }
    }

    fn warn(&self, what: &'static str, whose: &Whose, outcome: &'static str) {
        let network = self.network.as_ref().map_or("unknown", |network| network.0.as_str());
        let route = self.route.as_ref().map_or("none", MatchedPath::as_str);
        let (kind, method) = (whose.kind(), self.method.as_str());
        tracing::warn!(target: "security", kind, who = %whose, outcome, network, method, route, "{what}");
    }
}
