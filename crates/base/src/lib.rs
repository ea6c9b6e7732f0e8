//! What every other crate stands on, without any input or output: typed ids, the clock, randomness, money, languages,
//! contacts, addresses and the national numbers with their check digits.
//!
//! Nothing here reads a file, a socket, the wall clock or the system's random source by itself: those come in through
//! [`Cx`]. Start with [`Cx`], then [`id`], then [`national`].

pub mod address;
mod clock;
mod contact;
mod cx;
mod day;
pub mod id;
mod lang;
mod money;
pub mod national;
mod random;
pub mod reckoning;
pub mod text;

pub use address::{Address, AddressParts};
pub use clock::{Clock, ManualClock, SystemClock};
pub use contact::{BadContact, Email, Phone};
pub use cx::Cx;
pub use day::{BadDay, long_date, long_time, parse_day, short_date};
pub use id::{AccountId, StaffId};
pub use jiff::{SignedDuration, Timestamp, civil::Date};
pub use lang::Lang;
pub use money::Money;
pub use random::{Random, SeededRandom, SystemRandom};
pub use uuid::Uuid;
