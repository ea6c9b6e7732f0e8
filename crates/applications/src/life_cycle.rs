//! The life cycle of an application: its states, the moves between them, and who may make each move.
//!
//! The table below is the whole truth. A [`Step`] is the only thing that the store takes to change a state, and a step
//! comes only out of [`State::step`]: a move that the table does not have cannot be expressed.

pub mod citizen;
pub mod portal;
pub mod turning;

use db::codes;

use crate::model::Event;

codes!(
    /// Where an application stands.
    pub enum State {
        /// «Черновик»: being filled in, seen by its author alone.
        Draft = "draft",
        /// «Отправлено»: received by the portal.
        Submitted = "submitted",
        /// «Ожидает согласия»: somebody else must agree first; the agency does not see it yet.
        AwaitingAgreement = "awaiting_agreement",
        /// «Ожидает оплаты»: the state duty is due before the review begins.
        AwaitingPayment = "awaiting_payment",
        /// «На проверке»: with the agency, its clock running.
        InReview = "in_review",
        /// «Нужны дополнения»: the agency asked, its clock stands still.
        AwaitingInformation = "awaiting_information",
        /// «Одобрено»: decided; the result is being made.
        Approved = "approved",
        /// «Результат готов»: the result lies in the cabinet.
        ResultReady = "result_ready",
        /// «Отклонено»: decided against, with reason and advice.
        Refused = "refused",
        /// «Отозвано»: taken back by the citizen.
        Withdrawn = "withdrawn",
        /// «Нет согласия»: whoever had to agree said no.
        Declined = "declined",
        /// «Срок истёк»: nobody agreed, paid or answered in time.
        Expired = "expired",
    }
);

codes!(
    /// Whose act a history row is.
    pub enum Role {
        /// The person whose application it is.
        Citizen = "citizen",
        /// Whoever must agree beside the one who applied.
        SecondParty = "second_party",
        /// A case worker of the agency.
        Officer = "officer",
        /// The portal itself: a payment that arrived, a deadline that passed, a result that was signed.
        Portal = "portal",
    }
);

codes!(
    /// A move from one state to another.
    pub enum Move {
        /// The citizen sends the draft.
        Send = "send",
        /// Somebody else must agree: the application waits for it.
        RequireAgreement = "require_agreement",
        /// Whoever had to agree did: the application goes on as if it were sent now.
        Agree = "agree",
        /// Whoever had to agree did not want to.
        Decline = "decline",
        /// A fee is due: the application waits for it.
        RequirePayment = "require_payment",
        /// No fee is due: the review begins.
        BeginReview = "begin_review",
        /// The fee has been paid: the review begins.
        Settle = "settle",
        /// The officer asks for more.
        Ask = "ask",
        /// The citizen answers what was asked.
        Answer = "answer",
        /// The officer decides for the citizen.
        Approve = "approve",
        /// The result has been made and signed.
        Issue = "issue",
        /// The officer decides against.
        Refuse = "refuse",
        /// The citizen takes the application back.
        Withdraw = "withdraw",
        /// A day by which the citizen had to act has passed.
        Expire = "expire",
    }
);

use State::{
    Approved, AwaitingAgreement, AwaitingInformation, AwaitingPayment, Declined, Draft, Expired, InReview, Refused,
    ResultReady, Submitted, Withdrawn,
};

/// From, move, to, by whom.
const TABLE: &[(State, Move, State, Role)] = &[
    (Draft, Move::Send, Submitted, Role::Citizen),
    (Submitted, Move::RequireAgreement, AwaitingAgreement, Role::Portal),
    (AwaitingAgreement, Move::Agree, Submitted, Role::SecondParty),
    (AwaitingAgreement, Move::Decline, Declined, Role::SecondParty),
    (Submitted, Move::RequirePayment, AwaitingPayment, Role::Portal),
    (Submitted, Move::BeginReview, InReview, Role::Portal),
    (AwaitingPayment, Move::Settle, InReview, Role::Portal),
    (InReview, Move::Ask, AwaitingInformation, Role::Officer),
    (AwaitingInformation, Move::Answer, InReview, Role::Citizen),
    (InReview, Move::Approve, Approved, Role::Officer),
    (Approved, Move::Issue, ResultReady, Role::Portal),
    (InReview, Move::Refuse, Refused, Role::Officer),
    (Draft, Move::Withdraw, Withdrawn, Role::Citizen),
    (Draft, Move::Expire, Expired, Role::Portal),
    (Submitted, Move::Withdraw, Withdrawn, Role::Citizen),
    (AwaitingAgreement, Move::Withdraw, Withdrawn, Role::Citizen),
    (AwaitingPayment, Move::Withdraw, Withdrawn, Role::Citizen),
    (InReview, Move::Withdraw, Withdrawn, Role::Citizen),
    (AwaitingInformation, Move::Withdraw, Withdrawn, Role::Citizen),
    (AwaitingAgreement, Move::Expire, Expired, Role::Portal),
    (AwaitingPayment, Move::Expire, Expired, Role::Portal),
    (AwaitingInformation, Move::Expire, Expired, Role::Portal),
];

/// One lawful step: it exists only if the table has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    action: Move,
    from: State,
    to: State,
    role: Role,
}

impl Step {
    /// The move that is made.
    pub const fn action(self) -> Move {
        self.action
    }

    /// The state before.
    pub const fn from(self) -> State {
        self.from
    }

    /// The state after.
    pub const fn to(self) -> State {
        self.to
    }

    /// Whose move it is.
    pub const fn role(self) -> Role {
        self.role
    }
}

impl Role {
    /// The Fluent key by which the citizen reads the role: «вы», «второй участник», «инспектор», «портал».
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Citizen => "applications-role-citizen",
            Self::SecondParty => "applications-role-second-party",
            Self::Officer => "applications-role-officer",
            Self::Portal => "applications-role-portal",
        }
    }
}

impl State {
    /// The step that `action` is from here when `role` makes it, or nothing when the table does not have it.
    pub fn step(self, action: Move, role: Role) -> Option<Step> {
        TABLE.iter().find(|row| (row.0, row.1, row.3) == (self, action, role)).map(|&(from, action, to, role)| Step {
            action,
            from,
            to,
            role,
        })
    }

    /// The state that an entry of the history leads to from here, when the table has such a step; one that moves nothing
    /// (a note) leads back here.
    pub fn after(self, event: Event, role: Role) -> Option<Self> {
        if event.is_internal() {
            return Some(self);
        }
        let step = |action: &Move| self.step(*action, role).filter(|_| Event::from(*action) == event);
        Move::ALL.iter().find_map(step).map(Step::to)
    }

    /// Whether the move can be made now by whom it belongs to; pages offer no button for anything else.
    pub fn allows(self, action: Move) -> bool {
        TABLE.iter().any(|row| (row.0, row.1) == (self, action))
    }

    /// Whether nothing can happen to the application any more.
    pub fn is_final(self) -> bool {
        TABLE.iter().all(|(from, ..)| *from != self)
    }

    /// Whether it came to nothing: what was sent can be sent again, by another application.
    pub const fn came_to_nothing(self) -> bool {
        matches!(self, Refused | Declined | Withdrawn | Expired)
    }

    /// The Fluent key of the state's name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Draft => "applications-state-draft",
            Submitted => "applications-state-submitted",
            AwaitingAgreement => "applications-state-awaiting-agreement",
            AwaitingPayment => "applications-state-awaiting-payment",
            InReview => "applications-state-in-review",
            AwaitingInformation => "applications-state-awaiting-information",
            Approved => "applications-state-approved",
            ResultReady => "applications-state-result-ready",
            Refused => "applications-state-refused",
            Withdrawn => "applications-state-withdrawn",
            Declined => "applications-state-declined",
            Expired => "applications-state-expired",
        }
    }

    /// The tone of the state's tag.
    pub const fn tone(self) -> &'static str {
        match self {
            Draft | Withdrawn | Expired => "neutral",
            Submitted | InReview => "accent",
            AwaitingAgreement | AwaitingPayment | AwaitingInformation => "warn",
            Approved | ResultReady => "good",
            Refused | Declined => "bad",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_state_and_move_is_what_the_domain_says() {
        // Written out apart from the table, as the picture of the life cycle reads.
        let picture = [
            "draft send submitted citizen",
            "draft withdraw withdrawn citizen",
            "draft expire expired portal",
            "submitted require_agreement awaiting_agreement portal",
            "awaiting_agreement agree submitted second_party",
            "awaiting_agreement decline declined second_party",
            "awaiting_agreement withdraw withdrawn citizen",
            "awaiting_agreement expire expired portal",
            "submitted require_payment awaiting_payment portal",
            "submitted begin_review in_review portal",
            "submitted withdraw withdrawn citizen",
            "awaiting_payment settle in_review portal",
            "awaiting_payment withdraw withdrawn citizen",
            "awaiting_payment expire expired portal",
            "in_review ask awaiting_information officer",
            "in_review approve approved officer",
            "in_review refuse refused officer",
            "in_review withdraw withdrawn citizen",
            "awaiting_information answer in_review citizen",
            "awaiting_information withdraw withdrawn citizen",
            "awaiting_information expire expired portal",
            "approved issue result_ready portal",
        ];
        let mut found = Vec::new();
        for state in State::ALL {
            for action in Move::ALL {
                for role in Role::ALL {
                    if let Some(step) = state.step(*action, *role) {
                        assert_eq!((step.from(), step.action(), step.role()), (*state, *action, *role));
                        assert!(state.allows(*action));
                        found.push(format!("{state} {action} {} {role}", step.to()));
                    }
                }
            }
        }
        assert_eq!(found.len(), picture.len(), "{found:#?}");
        for line in picture {
            assert!(found.iter().any(|step| step == line), "the table lacks: {line}");
        }
    }

    #[test]
    fn a_move_has_one_owner_and_one_outcome() {
        for action in Move::ALL {
            let rows: Vec<(State, Role)> =
                TABLE.iter().filter(|row| row.1 == *action).map(|row| (row.2, row.3)).collect();
            assert!(!rows.is_empty(), "{action} leads nowhere");
            assert!(rows.iter().all(|row| *row == rows[0]), "{action} differs from state to state");
        }
    }

    #[test]
    fn what_is_over_stays_over() {
        let over: Vec<State> = State::ALL.iter().copied().filter(|state| state.is_final()).collect();
        assert_eq!(over, [ResultReady, Refused, Withdrawn, Declined, Expired]);
    }

    #[test]
    fn every_state_can_be_reached_from_a_draft() {
        let mut reached = vec![Draft];
        for _ in State::ALL {
            for (from, _, to, _) in TABLE {
                if reached.contains(from) && !reached.contains(to) {
                    reached.push(*to);
                }
            }
        }
        assert_eq!(reached.len(), State::ALL.len());
    }
}
