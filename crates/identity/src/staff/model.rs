//! Roles and places of staff. Pure.

use base::{SignedDuration, Timestamp};

/// The name of the cookie.
pub(crate) const COOKIE: &str = "staff";
/// How long a session lasts in all: a shift.
pub(crate) const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How long a session lasts without use.
pub(super) const IDLE: SignedDuration = SignedDuration::from_mins(30);

db::codes!(
    /// What a member of staff may do.
    pub enum Role {
        /// Serves citizens in a service centre.
        Operator = "operator",
        /// Reviews applications of an agency.
        Officer = "officer",
        /// Looks through documents sent for confirmation.
        Expert = "expert",
        /// Heads an agency.
        Head = "head",
        /// Answers in support.
        Support = "support",
        /// Runs the portal.
        Administrator = "administrator",
    }
);

impl Role {
    /// The translation key of the role's name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Operator => "staff-role-operator",
            Self::Officer => "staff-role-officer",
            Self::Expert => "staff-role-expert",
            Self::Head => "staff-role-head",
            Self::Support => "staff-role-support",
            Self::Administrator => "staff-role-administrator",
        }
    }

    /// The page that the role works on.
    pub const fn home(self) -> &'static str {
        match self {
            Self::Operator => "/centre-desk",
            Self::Officer | Self::Head | Self::Expert | Self::Support => "/desk",
            Self::Administrator => "/administration/services",
        }
    }
}

/// Whether the address belongs to a workplace of staff.
pub(crate) fn is_place(path: &str) -> bool {
    const PLACES: [&str; 4] = ["/staff", "/desk", "/centre-desk", "/administration"];
    PLACES.iter().any(|place| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// The form of a sign-in name in which spellings are equal.
pub(super) fn sign_in_key(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Whether a session of staff still lives.
pub(super) fn lives(seen_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> bool {
    now < ends_at && now < seen_at + IDLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workplaces_are_told_from_other_pages() {
        for path in ["/desk", "/desk/applications/1", "/centre-desk", "/staff/sign-in"] {
            assert!(is_place(path), "{path}");
        }
        for path in ["/", "/cabinet", "/desktop", "/services/desk"] {
            assert!(!is_place(path), "{path}");
        }
    }
}
