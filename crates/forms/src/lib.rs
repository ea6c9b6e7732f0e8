//! The language in which a public service is described, and what can be done with a description: ask, accept, compute.
//!
//! Owns: the definition (`services/<code>/service.yaml`), its checks, the expressions in it (CEL syntax, three-valued
//! here: an unanswered question is neither true nor false), answers, the rule that a question which does not apply has
//! no answer ([`prune`]), the summary, fee, eligibility and deadlines. Refuses to own: storage, pages, who the citizen
//! is. It reads no file and no clock: the day comes in through [`Facts`].
//!
//! Start with [`parse`], then [`Definition`], [`accept`], [`ask`] and [`summary`].

mod accept;
mod ask;
mod calendar;
mod check;
mod data;
mod definition;
mod example;
mod expression;
mod facts;
pub mod faults;
mod hash;
mod input;
mod logic;
mod parse;
mod parts;
mod problem;
mod prune;
mod question;
mod read;
mod reasons;
mod rebase;
mod rules;
mod saying;
mod schema;
mod season;
mod summary;
mod text;
mod value;

pub use accept::{Wrong, WrongCode, accept, correct, decide, missing};
pub use ask::{Asked, AskedItem, AskedOption, AskedPart, ask, ask_again, ask_all};
pub use base::Address;
pub use calendar::WorkCalendar;
pub use check::{check, check_expressions};
pub use data::{computed_data, decision_data, result_data};
pub use definition::{
    Audience, Computed, Confirm, Deadlines, Definition, Fee, FeePaid, Item, Level, QuestionAndAnswer, Recipient,
    Refusal, Rule, SecondParty, ServiceKind, ServiceResult,
};
pub use example::{
    Example, Expected, Household, Outcome, Step, Typed, Walk, answered, outcome, parse_example, run_example, walk,
};
pub use expression::Expression;
pub use facts::{Facts, FeeDue, Prefill};
pub use hash::{ContentHash, content_hash};
pub use input::Input;
pub use parse::{from_yaml, located, parse};
pub use parts::name_of;
pub use problem::Problem;
pub use prune::{applicable_pages, page_applies, prune};
pub use question::{Check, Choice, Kind, Letters, Page, Question};
pub use reasons::{Because, Reason, ReasonOf, reasons};
pub use rebase::{Anew, Rebased, rebase};
pub use rules::{
    DeadlineDays, Unmet, deadlines, eligibility, fee, needs_second_party, open_rules, prefill, second_party, worked_out,
};
pub use saying::{Arg, Format, Saying};
pub use schema::json_schema;
pub use season::{MonthDay, Season};
pub use summary::{Row, Section, show, summary, summary_with};
pub use text::{Keywords, Text};
pub use value::{Answers, Child, FileRef, Person, Value, Vehicle};

/// The words of this crate in Russian (Fluent): errors at questions, kinds of services, what is wrong with a service.
pub const WORDS_RU: &str = concat!(include_str!("../locales/ru.ftl"), "\n", include_str!("../locales/problems.ru.ftl"));
/// The words of this crate in English (Fluent).
pub const WORDS_EN: &str = concat!(include_str!("../locales/en.ftl"), "\n", include_str!("../locales/problems.en.ftl"));
