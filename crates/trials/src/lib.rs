//! Trials of the finished programs from outside: a portal as a process of its own, citizens who walk it over HTTP, load
//! with its latencies, and what the processes cost the machine.
//!
//! Owns nothing of the product and is part of no installation. Refuses to look inside: it knows the portal by its pages, the
//! machine by `/proc`. Programs: `okno-bench` measures (`make bench`).

#![allow(clippy::cast_precision_loss, reason = "figures for people")]
#![allow(clippy::single_match_else, reason = "what was inserted is borrowed")]

pub mod citizen;
pub mod form;
pub mod http;
pub mod load;
pub mod officer;
pub mod portal;
pub mod postgres;
pub mod process;
