//! Where an account stands on its way to the highest level, in one word. Pure.

use crate::{
    checks::{CheckState, Progress},
    levels::{AssuranceLevel, StandingReason, standing::Standing},
};

/// What the citizen should know first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Situation {
    /// The form was never complete.
    Unfinished,
    /// A registry has not answered yet.
    Checking,
    /// A registry knows it otherwise.
    Differs,
    /// A registry did not answer at all.
    GaveUp,
    /// Another confirmed account has the SNILS.
    SnilsTaken,
    /// Identity is still to be confirmed.
    Standard,
    /// Nothing is left to do.
    Verified,
}

impl Situation {
    pub(crate) fn of(standing: Standing, complete: bool, lines: &[Progress]) -> Self {
        let any = |wanted: fn(CheckState) -> bool| lines.iter().any(|line| wanted(line.state));
        match standing.level {
            _ if !complete => Self::Unfinished,
            AssuranceLevel::Verified => Self::Verified,
            AssuranceLevel::Standard => Self::Standard,
            AssuranceLevel::Simplified if standing.reason == StandingReason::SnilsTaken => Self::SnilsTaken,
            AssuranceLevel::Simplified if any(CheckState::is_open) => Self::Checking,
            AssuranceLevel::Simplified if any(|state| matches!(state, CheckState::Differs | CheckState::NotFound)) => {
                Self::Differs
            }
            AssuranceLevel::Simplified => Self::GaveUp,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Registry;

    fn lines(pension: CheckState, passport: CheckState) -> Vec<Progress> {
        [(Registry::PensionFund, pension), (Registry::PassportRegistry, passport)]
            .map(|(registry, state)| Progress { registry, state, marks: Vec::new(), check: None })
            .to_vec()
    }

    fn standing(level: AssuranceLevel, reason: StandingReason) -> Standing {
        Standing { level, reason, changed_at: None }
    }

    #[test]
    fn what_matters_most_comes_first() {
        use AssuranceLevel::{Simplified, Standard, Verified};
        use CheckState::{Agreed, Asked, Differs, GaveUp, NotFound, Queued};
        let simple = standing(Simplified, StandingReason::New);
        let agreed = lines(Agreed, Agreed);
        assert_eq!(Situation::of(simple, false, &[]), Situation::Unfinished);
        assert_eq!(Situation::of(simple, true, &lines(Asked, Differs)), Situation::Checking);
        assert_eq!(Situation::of(simple, true, &lines(Agreed, Queued)), Situation::Checking);
        assert_eq!(Situation::of(simple, true, &lines(GaveUp, Differs)), Situation::Differs);
        assert_eq!(Situation::of(simple, true, &lines(Agreed, NotFound)), Situation::Differs);
        assert_eq!(Situation::of(simple, true, &lines(Agreed, GaveUp)), Situation::GaveUp);
        let taken = standing(Simplified, StandingReason::SnilsTaken);
        assert_eq!(Situation::of(taken, true, &agreed), Situation::SnilsTaken);
        assert_eq!(Situation::of(standing(Standard, StandingReason::ChecksAgreed), true, &agreed), Situation::Standard);
        assert_eq!(Situation::of(standing(Verified, StandingReason::New), true, &agreed), Situation::Verified);
    }
}
